"""What the window's process asks a worker process, and what it answers: small picklable records."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from photosim.core.compare.close_job import CloseOrder
from photosim.core.compare.compare_job import PartnersOrder
from photosim.core.compare.overlay_job import OverlayOrder
from photosim.core.records.photos import Box
from photosim.core.search.rerank import SuperpositionsOrder

if TYPE_CHECKING:
    from photosim.core.map.tsne import TurnsOrder
    from photosim.core.themes.clustering import ClusteringInput


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """Load the model, so that the next order finds it there; answers None."""


@dataclass(frozen=True, slots=True)
class ExamineOrder:
    """A file of the library, end to end; answers `Examined | KnownContent`.

    Attributes:
        path: of the file.
        known: content hashes that need not be examined again.
    """

    path: bytes
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LookOrder:
    """A query picture; answers `QueryLook`.

    Attributes:
        path: of its file.
        data, name: its bytes instead, and what to call them.
        box: the part of it; None for all of it.
        is_glance: one view is enough, for a first answer.
    """

    path: bytes = b""
    data: bytes | None = field(default=None, repr=False)
    name: str = ""
    box: Box | None = None
    is_glance: bool = False


@dataclass(frozen=True, slots=True)
class FurtherViewsOrder:
    """The other views of what was glanced at last.

    Answers `QueryLook`, or None when that was something else.

    Attributes:
        content_hash, box: of what was glanced at.
    """

    content_hash: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class SubjectOrder:
    """What a small picture, JPEG, seems to be about; answers a `Box`, or None."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """Pixels for the large view, the long edge at most `max_px`; answers `(width, height, rgb)`."""

    path: bytes
    max_px: int


@dataclass(frozen=True, slots=True)
class WordsOrder:
    """A text, with the library's own phrases in it; answers `ParsedQuery`."""

    text: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColoursOrder:
    """The colours of n small pictures, JPEG; answers `(n, 11)` shares. For the background."""

    pictures: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ThemesOrder:
    """Photos into themes. For the background.

    Answers `SortedPhotos`, or None when the neighbour graph at `path` is of other photos.
    """

    path: bytes
    photos: ClusteringInput


Order: TypeAlias = (
    "LoadOrder | ExamineOrder | LookOrder | FurtherViewsOrder | SubjectOrder | PictureOrder"
    " | WordsOrder | ColoursOrder | ThemesOrder | SuperpositionsOrder | PartnersOrder | CloseOrder"
    " | OverlayOrder | TurnsOrder"
)
"""One task with what it needs; paths are bytes, as the file system has them.

Those of the core: `SuperpositionsOrder` answers `SuperpositionsAnswer`, `PartnersOrder` (which
needs no model) `PartnersAnswer`, `CloseOrder` `CloseAnswer`, `OverlayOrder` `DifferenceOverlay`,
`TurnsOrder` (for the background) `MovingPhotos`.
"""


def path_of(order: Order) -> bytes:
    """The file that an order is about; empty when it is about none."""
    if isinstance(order, ExamineOrder | LookOrder | PictureOrder | ThemesOrder):
        return order.path
    return b""


class Outcome(enum.StrEnum):
    """How an order ended."""

    OK = "ok"
    UNREADABLE = "unreadable"
    UNFINISHED = "unfinished"
    UNAVAILABLE = "unavailable"
    MODEL = "model"
    BUG = "bug"
    CRASHED = "crashed"
    TOO_SLOW = "too slow"
    NOT_STARTED = "not started"
    """No worker could be started, or the worker pool was stopped before the order's turn."""


HOPELESS = (Outcome.MODEL, Outcome.NOT_STARTED)
"""Outcomes that say nothing of what was asked: the workers cannot work at all."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to an order: `value` when it went well, else `reason`, as `coded`.

    `noise` is what libraries complained of meanwhile, for the log.
    """

    outcome: Outcome
    value: Any = None
    reason: str = ""
    noise: tuple[str, ...] = ()


Ask: TypeAlias = Callable[[Order, Callable[[Reply], None]], None]
"""Gives an order to the process for queries, before what waits there; the reply comes to a function
that is called from another thread."""
