"""The left column: where one can go, and the watched folders with their state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.core.records.themes import Label
from photosim.gui.shell.navigation import (
    ALL_PHOTOS,
    DUPLICATES,
    MAP,
    PROBLEM_FILES,
    SIMILAR_SHOTS,
    THEMES,
    Kind,
    Place,
    of_label,
)
from photosim.gui.sidebar.place_view import PlaceView
from photosim.gui.sidebar.places import Entry, EntryStyle, PlaceEntries
from photosim.gui.texts import counts, label_texts
from photosim.gui.widgets import appearance
from photosim.texts import error_wording, left_out_wording

ADD_FOLDER = "+  Add folder"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the column shows."""

    n_photos: int = 0
    n_files: int = 0
    n_problems: int = 0
    folders: tuple[Folder, ...] = ()
    n_groups: Mapping[Tier, int] | None = None
    n_themes: int | None = None
    labels: tuple[Label, ...] = ()
    has_map: bool = False


def of_folder(folder_id: int) -> Place:
    """The page of one watched folder."""
    return Place(Kind.PHOTOS, folder_id=folder_id)


def line_of(place: Place) -> Place:
    """The place whose line is marked while the person is at `place`."""
    if place.label:
        return of_label(place.label)
    if place.kind is Kind.CHOSEN:
        return MAP
    return THEMES if place.theme else place


def entries(
    n_photos: int,
    n_problems: int,
    folders: tuple[Folder, ...],
    n_groups: Mapping[Tier, int] | None = None,
    n_themes: int | None = None,
    labels: tuple[Label, ...] = (),
    *,
    has_map: bool = False,
    n_files: int = 0,
) -> list[Entry]:
    """The lines for a library.

    Problem files and labels only when there are some; groups and themes when they can be looked
    at (not None), with their numbers as far as these are known.
    """
    tip = counts.photos_in_files(n_photos, n_files)
    lines = [Entry("All photos", counts.count(n_photos), ALL_PHOTOS, tip=tip)]
    if n_groups is not None:
        lines += [_duplicates_entry(n_groups), _similar_entry(n_groups)]
    if n_themes is not None:
        fact = counts.count(n_themes) if n_themes else ""
        lines.append(Entry("Themes", fact, THEMES, tip="What your photos are about, sorted"))
    if has_map:
        lines.append(Entry("Map", place=MAP, tip="All photos on a plane, alike ones side by side"))
    if n_problems:
        tip = "Files that could not be read as photos"
        lines.append(Entry("Problem files", counts.count(n_problems), PROBLEM_FILES, tip=tip))
    if labels:
        lines.append(Entry("Labels", look=EntryStyle.SECTION))
        lines += [_label_entry(label) for label in labels]
    lines.append(Entry("Folders", look=EntryStyle.SECTION))
    lines += [_folder_entry(folder) for folder in folders]
    lines.append(Entry(ADD_FOLDER, look=EntryStyle.ACTION, tip="Choose a folder with photos"))
    return lines


def _duplicates_entry(n_groups: Mapping[Tier, int]) -> Entry:
    tiers = [n_groups[tier] for tier in (Tier.SAME_FILE, Tier.SAME_PICTURE) if tier in n_groups]
    fact = counts.count(sum(tiers)) if tiers else ""
    return Entry("Duplicates", fact, DUPLICATES, tip="Groups of the same file or the same picture")


def _similar_entry(n_groups: Mapping[Tier, int]) -> Entry:
    known = Tier.SIMILAR_SHOTS in n_groups
    fact = counts.count(n_groups[Tier.SIMILAR_SHOTS]) if known else ""
    return Entry("Similar shots", fact, SIMILAR_SHOTS, tip="Groups of shots of one moment or scene")


def _label_entry(label: Label) -> Entry:
    fact = counts.count(label.n_photos)
    if label.n_suggested:
        fact = f"{fact} +{counts.count(label.n_suggested)}"
    return Entry(label.name, fact, of_label(label.name), tip=label_texts.tip(label))


def _folder_entry(folder: Folder) -> Entry:
    fact, look = counts.count(folder.n_photos), EntryStyle.NORMAL
    tip = f"{counts.path(folder.path)}\n{counts.photos_in_files(folder.n_photos, folder.n_files)}"
    if folder.state is FolderState.SCANNING:
        fact = "scanning"
    elif folder.state is FolderState.OFFLINE:
        fact, look = "offline", EntryStyle.MUTED
    if folder.note:
        tip = f"{tip}\n{error_wording.told(folder.note)}"
    if folder.left_out:
        tip = "\n".join([tip, "", "Left out:", *left_out_wording.lines(folder.left_out)])
    return Entry(counts.path(folder.name), fact, of_folder(folder.id), look, tip)


class Sidebar(QWidget):
    """The left column.

    Signals:
        place_wanted: go there. arg1: `Place`.
        entered: a place was clicked, or Enter pressed on it: the keyboard may go to its page.
        add_wanted: choose a folder to add.
        rescan_wanted: look again what is in a folder. arg1: its id.
        reveal_wanted: show a folder in the file manager. arg1: its path.
        remove_wanted: take a folder out of photosim. arg1: `Folder`.
        forget_wanted: the photos of a folder are really gone. arg1: `Folder`.
        label_menu_wanted: the context menu of a label. arg1: its name. arg2: where, global.
        label_dropped: photos were dropped on a label. arg1: its name. arg2: their ids.
    """

    place_wanted = Signal(object)
    entered = Signal()
    add_wanted = Signal()
    rescan_wanted = Signal(int)
    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode
    remove_wanted = Signal(object)
    forget_wanted = Signal(object)
    label_menu_wanted = Signal(str, QPoint)
    label_dropped = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = _Shown()
        self._place: Place | None = ALL_PHOTOS
        self._is_marking = False
        self.model = PlaceEntries(self)
        self.view = PlaceView()
        self.view.setModel(self.model)
        self.view.pressed_on.connect(self._on_pressed)
        self.view.photos_dropped.connect(self.label_dropped)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.customContextMenuRequested.connect(self._on_menu_wanted)
        self._lay_out()
        self._refresh()

    @property
    def folders(self) -> tuple[Folder, ...]:
        """The watched folders as last heard of."""
        return self._shown.folders

    def show_photos(self, n_photos: int, n_files: int = 0) -> None:
        """Show how many photos there are, and in how many files."""
        self._shown = replace(self._shown, n_photos=n_photos, n_files=n_files)
        self._refresh()

    def show_problems(self, n_problems: int) -> None:
        """Show how many files could not be read."""
        self._shown = replace(self._shown, n_problems=n_problems)
        self._refresh()

    def show_folders(self, folders: tuple[Folder, ...]) -> None:
        """Show the watched folders and their state."""
        self._shown = replace(self._shown, folders=folders)
        self._refresh()

    def show_groups(self, n_groups: Mapping[Tier, int]) -> None:
        """Groups can be reviewed; show how many of each tier there are, if that is known."""
        self._shown = replace(self._shown, n_groups=n_groups)
        self._refresh()

    def show_themes(self, n_themes: int) -> None:
        """Themes can be looked at; show how many there are, 0 when that is not known yet."""
        self._shown = replace(self._shown, n_themes=n_themes)
        self._refresh()

    def show_map(self) -> None:
        """The map can be looked at."""
        self._shown = replace(self._shown, has_map=True)
        self._refresh()

    def show_labels(self, labels: tuple[Label, ...]) -> None:
        """Show the labels and how many photos each has."""
        self._shown = replace(self._shown, labels=labels)
        self._refresh()

    def show_place(self, place: Place) -> None:
        """Mark where the person is, without going there; a query has no line."""
        self._place = place
        self._mark()

    def menu_of(self, folder: Folder) -> QMenu:
        """The context menu of a folder."""
        menu = QMenu(self)
        is_away = folder.state is FolderState.OFFLINE
        rows: list[tuple[str, Callable[[], None]]] = [
            ("Scan again", partial(self.rescan_wanted.emit, folder.id)),
            ("Show in file manager", partial(self.reveal_wanted.emit, folder.path)),
            (
                "Remove from photosim\N{HORIZONTAL ELLIPSIS}",
                partial(self.remove_wanted.emit, folder),
            ),
        ]
        if is_away:
            gone = "The photos are really gone…"
            rows.append((gone, partial(self.forget_wanted.emit, folder)))
        for text, emit in rows:
            menu.addAction(text).triggered.connect(emit)
        return menu

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, appearance.GAP_L, 0, appearance.GAP_S)
        column.setSpacing(appearance.GAP_S)
        name = appearance.label("photosim", bold=True, size_px=15)
        name.setContentsMargins(20, 0, 0, appearance.GAP_S)
        column.addWidget(name)
        column.addWidget(self.view, stretch=1)

    def _refresh(self) -> None:
        shown, bar = self._shown, self.view.verticalScrollBar()
        scrolled = bar.value()
        self.model.replace(
            entries(
                shown.n_photos,
                shown.n_problems,
                shown.folders,
                shown.n_groups,
                shown.n_themes,
                shown.labels,
                has_map=shown.has_map,
                n_files=shown.n_files,
            )
        )
        self._mark()
        bar.setValue(scrolled)

    def _mark(self) -> None:
        row = self.model.row_of(line_of(self._place)) if self._place is not None else -1
        self._is_marking = True
        if row < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.setCurrentIndex(self.model.index(row))
        self._is_marking = False

    def _on_current_changed(self, index: QModelIndex) -> None:
        """The arrow keys go where they come to, but add no folder on their way."""
        entry = self.model.entry(index)
        if not self._is_marking and entry is not None and entry.place is not None:
            self._go(entry.place)

    def _on_pressed(self, index: QModelIndex) -> None:
        entry = self.model.entry(index)
        if entry is None:
            return
        if entry.place is not None:
            self._go(entry.place)
            self.entered.emit()
        elif entry.look is EntryStyle.ACTION:
            self._mark()
            self.add_wanted.emit()

    def _go(self, place: Place) -> None:
        if place != self._place:
            self._place = place
            self.place_wanted.emit(place)

    def _on_menu_wanted(self, where: QPoint) -> None:
        entry = self.model.entry(self.view.indexAt(where))
        place = entry.place if entry is not None else None
        if place is not None and place.label:
            self.label_menu_wanted.emit(place.label, self.view.viewport().mapToGlobal(where))
        for folder in self.folders:
            if place is not None and folder.id == place.folder_id:
                self.menu_of(folder).popup(self.view.viewport().mapToGlobal(where))
