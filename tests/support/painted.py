"""What is painted on a view, as a person sees it."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

_STEPS = 16


def shows_picture(view: QWidget) -> bool:
    """Whether more is there than an even ground."""
    seen = view.grab().toImage()
    width, height = seen.width() - 1, seen.height() - 1
    steps = [i / _STEPS for i in range(_STEPS + 1)]
    colours = {seen.pixel(round(x * width), round(y * height)) for x in steps for y in steps}
    return len(colours) > 1


def middle(view: QWidget) -> QColor:
    """The colour in the middle."""
    seen = view.grab().toImage()
    return seen.pixelColor(QPoint(seen.width() // 2, seen.height() // 2))
