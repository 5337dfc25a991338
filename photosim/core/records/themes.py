"""The records of themes, labels, tags and the map: what photosim says of a library by itself.

Nothing is computed here. A label is a word that a person gave to photos; it belongs to their
content, as verdicts do. A theme is a community of photos that photosim found; its id stays as long
as most of its photos do. A tag is a word that photosim proposes for one photo.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from photosim.core.records.photos import Floats, Ids

DEFAULT_LEVEL = 0.5
"""The usual setting of the slider of themes, from 0, few large ones, to 1, many small ones."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme as the page of themes shows it.

    Attributes:
        id: the same as long as most of its photos are.
        name: the label that a person gave, else words made of its photos' tags; empty where these
            say nothing: `texts.theme_wording` calls it something.
        is_named: whether a person named it.
        size: how many photos; those of one group of duplicates count once. It puts themes in
            order, so that no theme is large by copies.
        n_photos: all of them, as many as it shows when it is opened.
        covers: up to four photos that stand for it, the best first.
        since, until: capture times of its oldest and its newest photo, of those that know when they
            were taken; seconds since 1970 of the camera's clock, which has no zone: read them as
            UTC. None where no photo knows it.
        n_parts: how many themes it falls into when looked at closer; 1 when it stays whole.
        n_suggested: photos that came since it was named and are not labelled yet.
    """

    id: str
    name: str
    is_named: bool
    size: int
    n_photos: int
    covers: tuple[int, ...]
    since: float | None
    until: float | None
    n_parts: int = 1
    n_suggested: int = 0


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes at one setting of the slider, the largest first.

    Attributes:
        level: from 0, few large themes, to 1, many small ones.
        n_photos: photos that were sorted.
        n_missing: photos that came since and are not sorted yet.
        is_ready: False while there is nothing sorted yet; it is being made.
        is_stale: they are being sorted anew: much came or went, or another model sees them.
    """

    themes: tuple[Theme, ...]
    level: float
    n_photos: int = 0
    n_missing: int = 0
    is_ready: bool = True
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A word that a person gave to photos.

    Attributes:
        name: as the person wrote it, trimmed; two names that differ in case only are one.
        n_photos: live photos that have it.
        n_suggested: photos it is suggested for.
        cover: one of its photos, 0 when none is there now.
    """

    name: str
    n_photos: int
    n_suggested: int = 0
    cover: int = 0


@dataclass(frozen=True, slots=True)
class LabelChange:
    """What a change of labels did, for undo: the rows as they were before, by content hash.

    Attributes:
        before: (content hash, label, state or None when there was no row).
        n_photos: how many photos it concerned.
    """

    before: tuple[tuple[bytes, str, int | None], ...] = field(repr=False, default=())
    n_photos: int = 0


class TagKind(enum.StrEnum):
    """Where a tag comes from."""

    LABEL = "label"
    """A person gave it."""
    SUGGESTED = "suggested"
    """A person gave it to photos that are much alike."""
    SEEN = "seen"
    """The model sees it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for one photo: `score` in 0..1, 1 for a label."""

    text: str
    score: float
    kind: TagKind = TagKind.SEEN


class WordKind(enum.StrEnum):
    """What a suggested word is."""

    LABEL = "label"
    THING = "thing"
    COLOUR = "colour"
    FOLDER = "folder"
    CAMERA = "camera"
    DATE = "date"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that this library can answer, while a person types.

    Attributes:
        text: what the field would hold.
        kind: what it is.
        n_photos: photos it would find, where that is known at once; else 0.
    """

    text: str
    kind: WordKind
    n_photos: int = 0


@dataclass(frozen=True, slots=True)
class PhotoMap:
    """The library on a plane: alike lies near.

    Attributes:
        ids: `(n,)` int64 photos, ascending.
        places: `(n, 2)` float32, both in 0..1.
        themes: `(n,)` int32 number of each photo's theme for its colour, 0 the largest, -1 none.
        names: names of the themes by number, as in `Theme`.
        is_final: False for the first picture, while the better one is being made.
    """

    ids: Ids
    places: Floats
    themes: npt.NDArray[np.int32]
    names: tuple[str, ...] = ()
    is_final: bool = True
