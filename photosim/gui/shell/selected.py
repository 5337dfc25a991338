"""What is selected, in words: one photo's facts, or how many photos and how large together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.core.records.photos import Folder, FolderState, Photo
from photosim.gui.grid.photo_list import RowPort
from photosim.gui.texts import counts, photo_facts
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.elided import Elided

_N_LINES = 5
MOST_ADDED_UP = 5000
"""Photos whose sizes are added up; of more, only their number is told."""


def folder_parts(photo: Photo, folders: Sequence[Folder]) -> str:
    """The way to a photo from its watched folder: "Pictures / 2019 / Garden"."""
    parent = Path(photo.path).parent
    for folder in folders:
        if folder.id == photo.folder_id and parent.is_relative_to(folder.path):
            parts = (folder.name, *parent.relative_to(folder.path).parts)
            return counts.path(" / ".join(parts))
    return counts.path(str(parent))


def fact_lines(photos: Sequence[Photo], folders: Sequence[Folder]) -> list[str]:
    """What to say of one photo below its name, or of several below their number."""
    if len(photos) != 1:
        return [f"{counts.size(sum(photo.size for photo in photos))} together"]
    photo = photos[0]
    when = [photo_facts.moment_text(photo.taken)] if photo.taken else []
    what = [f"{photo.width} × {photo.height}", *photo_facts.size_text(photo).split(", ")]  # noqa: RUF001
    if photo.n_frames > 1:
        what.append(photo_facts.frames_text(photo))
    if photo.n_files > 1:
        what.append(f"in {counts.files(photo.n_files)}")
    lines = [counts.DOT.join([*when, *([photo.camera] if photo.camera else [])])]
    lines.append(counts.DOT.join(what))
    offline = ["Offline: its folder cannot be read now"] if photo.offline else []
    said = [*lines, photo_facts.damage_text(photo)]
    return [folder_parts(photo, folders), *(line for line in said if line), *offline]


def folded_text(n_chosen: int, n_folded: int) -> str:
    """Which of the selected photos are not seen."""
    if n_chosen == 1:
        n = (
            "1 nearly equal photo"
            if n_folded == 1
            else f"{counts.count(n_folded)} nearly equal ones"
        )
        return f"With {n} folded into it"
    return f"{counts.count(n_folded)} of them folded into others"


def _offline(folders: Sequence[Folder]) -> set[int]:
    return {folder.id for folder in folders if folder.state is FolderState.OFFLINE}


class SelectedPanel(QWidget):
    """The part of the right column about the selection; hidden while nothing is selected.

    Args:
        source: is asked for facts.
        as_told: a photo as it is told of where it was selected.

    Signals:
        ids_shown: these photos are selected now. arg1: sequence of photo ids.
    """

    ids_shown = Signal(object)

    def __init__(
        self,
        source: RowPort,
        bridge: Bridge,
        as_told: Callable[[Photo], Photo] = lambda photo: photo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._as_told = as_told
        self._bridge = bridge
        self._ids: tuple[int, ...] = ()
        self._folded: tuple[int, ...] = ()
        self._folders: tuple[Folder, ...] = ()
        self._photos: Sequence[Photo] = ()
        self.name = Elided(bold=True, mode=Qt.TextElideMode.ElideMiddle)
        self.lines = [
            Elided(muted=True, mode=Qt.TextElideMode.ElideMiddle) for _ in range(_N_LINES)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(appearance.label("Selected", muted=True))
        for line in (self.name, *self.lines):
            column.addWidget(line)
        self.setAccessibleName("Selected photos")
        self.hide()

    def put_below(self, part: QWidget) -> None:
        """Add a part about the selection below its facts."""
        column = self.layout()
        if column is not None:
            column.addWidget(part)

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Know the watched folders, to say where a photo lies and whether it can be read now."""
        is_other = _offline(folders) != _offline(self._folders)
        self._folders = folders
        self._refresh()
        if is_other:
            self._ask()

    def show_ids(self, ids: Sequence[int], folded: Sequence[int] = ()) -> None:
        """Tell about these photos, as soon as their facts are known.

        Several are told of together with those that are `folded` into them.
        """
        self._ids, self._folded = tuple(ids), tuple(folded)
        self._photos = ()
        self.setVisible(bool(ids))
        self._ask()
        if len(ids) != 1:
            self._refresh()
        self.ids_shown.emit(self._ids)

    def _ask(self) -> None:
        told = self._told
        if 0 < len(told) <= MOST_ADDED_UP:
            self._source.rows(told, self._bridge.call(self._on_photos), channel="selected")

    @property
    def _told(self) -> tuple[int, ...]:
        """Whose facts are told: those of one photo alone, those of several with all of theirs."""
        return self._ids if len(self._ids) == 1 else (*self._ids, *self._folded)

    def _on_photos(self, photos: Sequence[Photo]) -> None:
        if {photo.id for photo in photos} <= set(self._told):
            self._photos = [self._as_told(photo) for photo in photos]
            self._refresh()

    def _refresh(self) -> None:
        shown = self._photos
        several = counts.photos(len(self._told))
        is_one = len(self._ids) == 1
        self.name.set_text((shown[0].name if shown else "") if is_one else several)
        told = fact_lines(shown, self._folders) if shown else []
        told += [folded_text(len(self._ids), len(self._folded))] if self._folded else []
        for line, text in zip(self.lines, [*told, *[""] * _N_LINES], strict=False):
            line.set_text(text)
            line.setVisible(bool(text))
