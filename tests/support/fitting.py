"""What of a window cannot be seen because it was given too little room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from photosim.gui.widgets.elided import Elided


def cut_off(window: QWidget) -> list[str]:
    """Widgets that stick out of what they lie in, and words that do not fit; empty if all is well.

    What lies in a scroll area may be larger than it in the direction in which it scrolls. A line
    that is shortened with an ellipsis and told whole in its tip is not cut off.
    """
    return [trouble for child in _seen(window) for trouble in _troubles(child, window)]


def _seen(window: QWidget) -> Iterator[QWidget]:
    for child in window.findChildren(QWidget):
        if child.isVisible() and not child.isWindow() and not _is_inside_a_view(child):
            yield child


def _is_inside_a_view(child: QWidget) -> bool:
    """Whether a list, table or text scrolls it, which places its parts by itself."""
    parent = child.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _troubles(child: QWidget, window: QWidget) -> Iterator[str]:
    name = f"{type(child).__name__} {_words(child)[:60]!r}"
    around = child.parentWidget()
    if around is not None and not _scrolls(around):
        rect = around.rect().adjusted(-1, -1, 1, 1)
        above = _over(child)
        if above is not None:
            yield f"{name} lies over {type(above).__name__} {_words(above)[:60]!r}"
        if not rect.contains(child.geometry()):
            yield f"{name} {child.geometry().getRect()} sticks out of {around.rect().getRect()}"
    if isinstance(child, QScrollArea) and child.horizontalScrollBar().maximum() > 0:
        yield f"{name} must be scrolled sideways"
    if isinstance(child, (QAbstractButton, QComboBox)) and _words(child):
        needed = child.minimumSizeHint().width()
        if child.width() < needed - 1 and not isinstance(child, (QCheckBox, QRadioButton)):
            yield f"{name} has {child.width()} px and needs {needed}"
    if isinstance(child, QLabel) and not isinstance(child, Elided) and child.text():
        yield from _cut_words(child, name)


def _over(child: QWidget) -> QWidget | None:
    """A widget of the same line or column that it has not enough room beside."""
    around = child.parentWidget()
    layout = around.layout() if around is not None else None
    if not isinstance(layout, QBoxLayout):
        return None
    beside = [layout.itemAt(row).widget() for row in range(layout.count())]
    if child not in beside:
        return None
    for other in beside[: beside.index(child)]:
        is_seen = other is not None and other.isVisible()
        if is_seen and other.geometry().intersects(child.geometry()):
            return other
    return None


def _cut_words(label: QLabel, name: str) -> Iterator[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if label.height() < needed - 1:
            yield f"{name} is {label.height()} px high and needs {needed}"
    elif label.width() < label.fontMetrics().horizontalAdvance(label.text()) - 1:
        yield f"{name} has {label.width()} px for its words"


def _scrolls(around: QWidget) -> bool:
    """Whether it is what a scroll area shows a part of, or the area itself."""
    holder = around.parentWidget()
    return isinstance(around, QAbstractScrollArea) or isinstance(holder, QScrollArea)


def _words(widget: QWidget) -> str:
    if isinstance(widget, (QAbstractButton, QLabel)):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""
