"""What the window's process asks a worker process, and what it answers: small picklable records."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from photosim.core.compare.close_job import CloseOrder
from photosim.core.compare.compare_job import PartnersOrder
from photosim.core.records.photos import Box
from photosim.core.search.rerank import RecheckOrder

if TYPE_CHECKING:
    from photosim.core.map.tsne import TurnsOrder
    from photosim.core.themes.clustering import ClusteringOrder


class Task(enum.StrEnum):
    """What a worker can do."""

    EXAMINE = "examine"
    """A file of the library, end to end: `path`, `known`; answers `Examined | KnownContent`."""
    LOOK = "look"
    """A query picture or its `box`, from `path` or `data`; answers `QueryLook`."""
    GLANCE = "glance"
    """A query picture in one view, for a first answer; answers `QueryLook`."""
    FURTHER_VIEWS = "further views"
    """What was glanced at last, by `content_hash` and `box`; answers `QueryLook`, or None."""
    SUBJECT = "subject"
    """What the picture of `data` seems to be about; answers a `Box`, or None."""
    RECHECK = "recheck"
    """Whether matches are the query's picture, `rerank`; answers agreements by photo id."""
    WORDS = "words"
    """A text, `text`, with the library's own `phrases` in it; answers `Wording`."""
    HUES = "hues"
    """The colours of small `pictures`, JPEG; answers `(n, 11)` shares. For the background."""
    LOAD = "load"
    """Load the model, so that the next order finds it there; answers None."""
    PICTURE = "picture"
    """Pixels for the large view: `path`, `max_px`; answers `(width, height, rgb)`."""
    COMPARE = "compare"
    """A photo with its candidates, `partners`; needs no model; answers `PartnersAnswer`."""
    CLOSE_LOOK = "close look"
    """The files of pairs that seem to be one picture, `close`; answers `CloseAnswer`."""
    SORT = "sort"
    """Photos into themes, `sort`, by the neighbour graph at `path`; answers `SortedPhotos`, or None
    when that is the graph of other photos."""
    MAP = "map"
    """Some turns of the map, `map`; answers `Moving`."""


@dataclass(frozen=True, slots=True)
class Order:
    """One task with what it needs; paths are bytes, as the file system has them."""

    task: Task
    path: bytes = b""
    data: bytes | None = None
    name: str = ""
    known: frozenset[str] = frozenset()
    max_px: int = 0
    content_hash: str = ""
    partners: PartnersOrder | None = None
    close: CloseOrder | None = None
    recheck: RecheckOrder | None = None
    box: Box | None = None
    text: str = ""
    phrases: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    sort: ClusteringOrder | None = None
    map: TurnsOrder | None = None


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
    """No worker could be started, or the supervisor was stopped before the order's turn."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to an order: `value` when it went well, else `reason`, a sentence.

    `noise` is what libraries complained of meanwhile, for the log.
    """

    outcome: Outcome
    value: Any = None
    reason: str = ""
    noise: tuple[str, ...] = ()
