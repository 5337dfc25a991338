"""The first page: what photosim does, the promise, and which folders to look into."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim.gui.texts import counts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.pressing import CheckBox

LINES = (
    "Drop a picture into this window and see the photos of yours that look like it.",
    "Go from photo to photo: each can be searched with in turn.",
    "photosim looks at your photos in the background; you can start at once.",
)
PROMISE = "Your photos stay where they are, and nothing leaves this computer."
_COLUMN_PX = 500
_TITLE_PX = 26


class Welcome(QWidget):
    """The page for a library without folders.

    Signals:
        folders_wanted: add these. arg1: list of paths (`os.fsdecode`).
    """

    folders_wanted = Signal(object)

    def __init__(self, proposed: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(appearance.Role.Base)
        self.setAutoFillBackground(True)
        self._boxes: list[tuple[CheckBox, str]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(appearance.GAP_S)
        self.choose = appearance.link_button("+  Choose another folder…")
        self.add = appearance.primary_button("Add these folders")
        self.demo = appearance.link_button("Look around in a demo")
        self.demo.setToolTip(
            "A small album that photosim draws, in a window and a library of its own"
        )
        self.choose.clicked.connect(self._on_choose)
        self.add.clicked.connect(self._on_add)
        self._lay_out()
        for path in proposed:
            self.propose(path)
        self._refresh()

    @property
    def paths(self) -> list[str]:
        """The folders that are ticked."""
        return [path for box, path in self._boxes if box.isChecked()]

    def propose(self, path: str) -> None:
        """List a folder, ticked; one that is listed already is ticked again."""
        for box, known in self._boxes:
            if known == path:
                box.setChecked(True)
                return
        box = CheckBox(counts.path(path).replace("&", "&&"))
        box.setChecked(True)
        box.setAccessibleName(f"Look into {counts.path(path)}")
        box.toggled.connect(self._refresh)
        self._boxes.append((box, path))
        self._list.addWidget(box)
        self._refresh()

    def _refresh(self) -> None:
        n_chosen = len(self.paths)
        self.add.setEnabled(n_chosen > 0)
        self.add.setText("Add this folder" if n_chosen == 1 else "Add these folders")
        has_some = bool(self._boxes)
        self.add.setVisible(has_some)
        self.choose.setText("+  Choose another folder…" if has_some else "Choose a folder…")
        self.choose.setProperty("look", "link" if has_some else "primary")
        self.choose.style().polish(self.choose)

    def _on_choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, "Choose a folder with photos")
        if path:
            self.propose(os.path.normpath(path))
            self.add.setFocus()  # Enter goes on

    def _on_add(self) -> None:
        self.folders_wanted.emit(self.paths)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setMaximumWidth(_COLUMN_PX)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.GAP_M)
        column.addStretch(2)
        title = appearance.heading("Find photos that look alike")
        title.setFont(appearance.font(_TITLE_PX, bold=True))
        title.setWordWrap(True)
        column.addWidget(title)
        column.addSpacing(appearance.GAP_S)
        for line in LINES:
            column.addWidget(_wrapped(line))
        column.addSpacing(appearance.GAP_M)
        column.addWidget(_wrapped(PROMISE, bold=True))
        column.addSpacing(appearance.GAP_L)
        column.addWidget(appearance.section("Folders with your photos"))
        column.addLayout(self._list)
        column.addWidget(self.choose, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(appearance.GAP_L)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(appearance.GAP_M)
        column.addWidget(self.demo, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_XL, appearance.GAP_XL, appearance.GAP_XL
        )
        row.addStretch(0)
        row.addWidget(body, 1)
        row.addStretch(0)
        area = QScrollArea()  # a small window shows a part of it
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _wrapped(text: str, *, bold: bool = False) -> QWidget:
    label = appearance.label(text, bold=bold)
    label.setWordWrap(True)
    return label
