"""What the engine tells whoever listens; sent from any thread, each a frozen record."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder
from photosim.core.records.trash import Interrupted as Interrupted
from photosim.core.records.trash import TrashProgress as TrashProgress


class Phase(enum.StrEnum):
    """What the background engine is doing."""

    STARTING = "starting"
    IDLE = "idle"
    SCANNING = "scanning"
    INDEXING = "indexing"
    COMPARING = "comparing"
    LOOKING = "looking closely"
    """At the files of pairs that are probably the same picture; `done` and `total` are pairs."""
    SORTING = "sorting"
    """Themes or the map are being made."""
    PAUSED = "paused"
    STOPPED = "stopped"
    """Stopped by trouble (disk full); `Trouble` said why; `Engine.resume` tries again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the engine is, at most some times a second.

    Attributes:
        phase: what it does now.
        done, total: photos of this run (indexing, comparing), pairs (looking closely), or files
            found so far and 0 (scanning).
        per_second: photos a second over the last minute, 0 when unknown.
        seconds_left: None while it cannot be told (the first 10 s or 1 %).
        n_photos, n_files: photos in the library and the files that these are, as told last by
            `PhotosChanged`: all that is shown says the same.
        held: `PAUSED` or `STOPPED` for as long as that lasts, also while something else is done
            meanwhile because a person asked for it; None while indexing may go on.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    per_second: float = 0.0
    seconds_left: float | None = None
    n_photos: int = 0
    held: Phase | None = None
    n_files: int = 0

    def is_news(self, before: Progress, told: Phase) -> bool:
        """Whether it says another phase than `before`, or how far the phase `told` is."""
        return self.phase is not before.phase or self.phase is told


@dataclass(frozen=True, slots=True)
class PhotosChanged:
    """Photos came, changed or went: a view of them should ask again.

    Attributes:
        n_photos: photos in the library.
        n_files: the files that these are; a photo may lie in several places.
    """

    n_photos: int
    n_files: int = 0


@dataclass(frozen=True, slots=True)
class FoldersChanged:
    """The watched folders as they are now, in the order they were added."""

    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class ProblemsChanged:
    """How many files could not be read."""

    n_problems: int


@dataclass(frozen=True, slots=True)
class GroupsChanged:
    """The groups are other ones now: a list of them should ask again.

    Attributes:
        counts: for each tier the number of its groups, and the bytes that a clean-up would free.
    """

    counts: Mapping[Tier, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ThemesChanged:
    """The themes are other ones now, or sorted anew: a page of them should ask again."""


@dataclass(frozen=True, slots=True)
class LabelsChanged:
    """Labels came, went, or stand at other photos: what shows them should ask again."""


@dataclass(frozen=True, slots=True)
class MapChanged:
    """A better map is ready, or photos were placed on it: a view of it should ask again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person should know: what is wrong and what to do; both as `coded`.

    `fatal` means the library could not be opened: nothing works until it is mended.
    """

    message: str
    advice: str = ""
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """The library was damaged and has been repaired.

    Attributes:
        said: what a person should know, each as `coded`.
        set_aside: path of the damaged database.
        backup: name of the backup that decisions came from; empty when none was needed.
    """

    said: tuple[str, ...]
    set_aside: str = ""
    backup: str = ""


Event = (
    Progress
    | PhotosChanged
    | FoldersChanged
    | ProblemsChanged
    | GroupsChanged
    | TrashProgress
    | ThemesChanged
    | LabelsChanged
    | MapChanged
    | Trouble
    | Repaired
    | Interrupted
)
