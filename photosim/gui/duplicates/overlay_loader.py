"""Asks for overlays of two photos, one at a time, and keeps the last few."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.gui.duplicates.ports import OverlayPort
from photosim.gui.widgets.bridge import Bridge
from photosim.services.runtime.futures import mapped

NO_DIFFERENCE = "No difference that can be seen"

_KEPT = 6
_FAILED = "The two photos cannot be compared now."

_Converted = tuple[tuple[QImage, QImage], DifferenceOverlay]
"""An overlay and its pictures."""


@dataclass(frozen=True, slots=True)
class OverlayImage:
    """An overlay as the screen takes it.

    Attributes:
        picture: the second photo in the first one's frame.
        difference: where they differ.
        is_aligned: whether the photos fit onto each other.
        sentence: what it says, for a person.
    """

    picture: QPixmap
    difference: QPixmap
    is_aligned: bool
    sentence: str


class OverlayLoader(QObject):
    """Answers with the best overlay there is, and has a better one made. GUI thread.

    Signals:
        ready: an overlay is there, or there is none. arg1: id of the second photo.
    """

    ready = Signal(int)

    def __init__(self, source: OverlayPort, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._kept: OrderedDict[tuple[int, int], tuple[OverlayQuestion, OverlayImage | None]]
        self._kept = OrderedDict()
        self._waiting: OrderedDict[tuple[int, int], OverlayQuestion] = OrderedDict()
        self._working: tuple[OverlayQuestion, Future[_Converted]] | None = None

    def find(self, first: int, second: int) -> OverlayImage | None:
        """The overlay of two photos, by their ids, if one was made."""
        kept = self._kept.get((first, second))
        return kept[1] if kept else None

    def fault(self, first: int, second: int) -> str:
        """Why there is no overlay of two photos and will be none, a sentence; empty while not."""
        kept = self._kept.get((first, second))
        return _FAILED if kept and kept[1] is None else ""

    def want(self, question: OverlayQuestion) -> None:
        """Have an overlay made, unless it is there or being made."""
        ids = (question.first, question.second)
        kept = self._kept.get(ids)
        is_asked = self._working is not None and self._working[0] == question
        if is_asked or (kept and kept[0] == question):
            return
        self._waiting[ids] = question
        self._next()

    def clear(self) -> None:
        """Nobody looks at these photos any more."""
        if self._working is not None:
            self._working[1].cancel()
            self._working = None
        self._waiting.clear()
        self._kept.clear()

    def _next(self) -> None:
        if self._working is not None or not self._waiting:
            return
        _, question = self._waiting.popitem(last=False)
        made = mapped(self._source.overlay(question), _converted)  # not in this thread
        self._working = question, made
        self._bridge.bind(made, partial(self._take, question), partial(self._give_up, question))

    def _take(self, question: OverlayQuestion, made: _Converted) -> None:
        (laid, shown), overlay = made
        pictures = QPixmap.fromImage(laid), QPixmap.fromImage(shown)
        self._keep(question, OverlayImage(*pictures, overlay.is_aligned, sentence(overlay)))

    def _give_up(self, question: OverlayQuestion, _error: Exception) -> None:
        self._keep(question, self.find(question.first, question.second))

    def _keep(self, question: OverlayQuestion, found: OverlayImage | None) -> None:
        if self._working is None or self._working[0] is not question:
            return  # the person has gone on to other photos
        self._working = None
        self._kept[question.first, question.second] = (question, found)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(question.second)
        self._next()


def _converted(overlay: DifferenceOverlay) -> _Converted:
    return images_of(overlay), overlay


def sentence(found: DifferenceOverlay) -> str:
    """What an overlay says, for a person."""
    if not found.is_aligned:
        return "Two shots, laid over each other edge on edge"
    per_cent = found.share * 100
    if per_cent < 0.05:
        return NO_DIFFERENCE
    if per_cent < 1:
        return "Less than 1\N{NO-BREAK SPACE}% of the picture differs"
    return f"{round(per_cent)}\N{NO-BREAK SPACE}% of the picture differs"


def images_of(overlay: DifferenceOverlay) -> tuple[QImage, QImage]:
    """The laid photo and the difference, each an image of its own, as the screen takes it.

    Any thread.
    """
    width, height, kind = overlay.width, overlay.height, QImage.Format
    laid = QImage(overlay.laid, width, height, 4 * width, kind.Format_RGBA8888_Premultiplied)
    shown = QImage(overlay.difference, width, height, 3 * width, kind.Format_RGB888)
    return (
        laid.convertToFormat(kind.Format_ARGB32_Premultiplied),
        shown.convertToFormat(kind.Format_RGB32),
    )
