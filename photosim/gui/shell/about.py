"""The pages of the help menu: about photosim, what it does with your data, and all shortcuts."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim import __version__
from photosim.gui.widgets import appearance, resources
from photosim.gui.widgets.screen_fit import resize_within_screen
from photosim.texts.check_wording import NOT_INSTALLED

_NAMES_PX = 190
PRIVACY = (
    "photosim works on this computer only. It opens no network connection, has no account and "
    "reports nothing to anybody. The measuring that the built-in ONNX Runtime can do is "
    "switched off before it is loaded.",
    "Your photos stay where they are. photosim reads them and changes none.",
    "What it remembers lies in its library folder: where your photos are, what their cameras "
    "wrote into them, small pictures of them, and numbers that say what they look like. "
    "Treat that folder as you treat the photos. Deleting it deletes everything photosim knows, "
    "and none of your photos.",
    "Pictures that you drop or paste are looked at and forgotten when photosim is closed.",
)


def versions(status: Mapping[str, object]) -> list[tuple[str, str]]:
    """Names and versions of what photosim is made of, then what the engine says of itself."""
    ours = [
        ("photosim", __version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        ("PySide", pyside_version),
    ]
    return ours + [(name.replace("_", " "), _text(value)) for name, value in status.items()]


class ReadingDialog(QDialog):
    """A dialog with a heading, something to read, and Close."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        close = appearance.primary_button("Close")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[appearance.GAP_XL] * 4)
        column.setSpacing(appearance.GAP_L)
        column.addWidget(appearance.heading(title))
        column.addWidget(area, stretch=1)
        column.addLayout(self.buttons)
        resize_within_screen(self, QSize(560, 480))


class About(ReadingDialog):
    """Name, icon and versions, which can be copied for a report of a fault."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._table = QGridLayout()
        self._rows: list[tuple[str, str]] = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.GAP_L)
        picture = QLabel()
        picture.setPixmap(resources.app_icon().pixmap(64, 64))
        column.addWidget(picture)
        line = appearance.label("Finds the photos of your own library that look like a picture.")
        line.setWordWrap(True)
        column.addWidget(line)
        column.addLayout(self._table)
        column.addStretch()
        super().__init__("About photosim", content, parent)
        copy = appearance.button("Copy")
        copy.setAccessibleName("Copy the versions")
        copy.clicked.connect(self._on_copy)
        self.buttons.insertWidget(0, copy)
        self.show_status({})

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What is listed."""
        return self._rows

    def show_status(self, status: Mapping[str, object]) -> None:
        """List our versions and what the engine says of itself."""
        _clear(self._table)
        self._rows = versions(status)
        _fill(self._table, self._rows)

    def _on_copy(self) -> None:
        text = "\n".join(f"{name}: {value}" for name, value in self._rows)
        QGuiApplication.clipboard().setText(text)


def privacy(parent: QWidget | None = None) -> ReadingDialog:
    """What photosim does with your data, and what it never does."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, appearance.GAP_S, 0)
    column.setSpacing(appearance.GAP_M)
    for paragraph in PRIVACY:
        label = appearance.label(paragraph)
        label.setWordWrap(True)
        column.addWidget(label)
    column.addStretch()
    return ReadingDialog("Privacy", content, parent)


def shortcuts(listed: Sequence[tuple[str, str]], parent: QWidget | None = None) -> ReadingDialog:
    """All keys and what they do."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    table = QGridLayout()
    _fill(table, listed)
    column.addLayout(table)
    column.addStretch()
    return ReadingDialog("Keyboard shortcuts", content, parent)


def _fill(table: QGridLayout, rows: Sequence[tuple[str, str]]) -> None:
    table.setHorizontalSpacing(appearance.GAP_XL)
    table.setVerticalSpacing(appearance.GAP_S)
    table.setColumnStretch(1, 1)
    for i, (left, right) in enumerate(rows):
        name = appearance.label(left, muted=True)
        name.setFixedWidth(_NAMES_PX)
        name.setWordWrap(True)
        value = appearance.label(right)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        table.addWidget(name, i, 0, Qt.AlignmentFlag.AlignTop)
        table.addWidget(value, i, 1, Qt.AlignmentFlag.AlignTop)


def _clear(table: QGridLayout) -> None:
    while item := table.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_text(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(part) for part in value)
    if value is None:
        return NOT_INSTALLED
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
