"""The list of photos behind the grid: all ids at once, rows when they are looked at.

A million ids are 8 MB; a million rows would be a gigabyte. The view says which rows it shows
(`show_rows`), the rows around them are asked of the engine in one batch, and what is not there yet
is painted from its id alone. Rows that may have changed stay until the new ones come (Anki's idea).
GUI thread.
"""

from __future__ import annotations

import html
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from photosim.core.records.photos import Ids, Match, Photo, SortKey
from photosim.gui.grid import badges
from photosim.gui.texts import photo_facts
from photosim.gui.texts.photo_facts import NOTHING_KNOWN, QueryTraits
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.model_index import ModelIndex

PhotoRole = Qt.ItemDataRole.UserRole + 1
"""Role of the row's `Photo`, None while it is not there."""
MatchRole = Qt.ItemDataRole.UserRole + 2
"""Role of the row's `Match`, None outside an answer."""

_MAX_ROWS = 8192
"""Rows kept: three screens of the smallest cells on a 4K display are about 2,600."""
_MAX_MISSES = 256


class RowPort(Protocol):
    """The part of the engine that has the rows of photos."""

    def rows(
        self, ids: Sequence[int], done: Callable[[Sequence[Photo]], None], channel: str = ...
    ) -> None:
        """Give the rows of `ids` to `done`, in any thread."""


class PhotoListPorts(RowPort, Protocol):
    """The part of the engine that this list asks."""

    def named(self, prefix: str, done: Callable[[Ids], None]) -> None:
        """Give the ids of the photos whose name begins so to `done`, in any thread."""


class PhotoList(QAbstractListModel):
    """The photos of a view, or of an answer, in order.

    Signals:
        found: the name that was looked for. arg1: its row.
        not_found: there is no such name here. arg1: how it was to begin.
    """

    found = Signal(int)
    not_found = Signal(str)

    def __init__(
        self, source: PhotoListPorts, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._bridge = bridge
        self._ids: Ids = np.empty(0, np.int64)
        self._matches: dict[int, Match] = {}
        self._folds: dict[int, int] = {}
        self._behind: Mapping[int, Sequence[int]] = {}
        self._asked = NOTHING_KNOWN
        self._sort_key = SortKey.DATE
        self._rows: OrderedDict[int, Photo] = OrderedDict()
        self._fresh: set[int] = set()
        self._in_flight: frozenset[int] = frozenset()
        self._shown = range(0)
        self._misses: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    # -- what is shown

    @property
    def ids(self) -> Ids:
        """All ids, in order; not to be written to."""
        return self._ids

    def set_ids(self, ids: Ids, sort_key: SortKey = SortKey.DATE) -> None:
        """Show the photos of a view, sorted by `sort_key`; rows known stay."""
        self._sort_key = sort_key
        self._folds, self._behind = {}, {}
        self._replace(ids, {}, NOTHING_KNOWN)

    def set_matches(
        self,
        matches: Sequence[Match],
        asked: QueryTraits = NOTHING_KNOWN,
        folds: Mapping[int, int] | None = None,
        behind: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        """Show the answer to what was `asked`.

        `folds` are the numbers on the badges, `behind` the photos that are folded into one.
        """
        ids = np.fromiter((match.photo_id for match in matches), np.int64, len(matches))
        self._folds = dict(folds or {})
        self._behind = behind or {}
        self._replace(ids, {match.photo_id: match for match in matches}, asked)

    def _replace(self, ids: Ids, matches: dict[int, Match], asked: QueryTraits) -> None:
        is_same = np.array_equal(ids, self._ids)
        if not is_same:
            self.beginResetModel()
            self._shown = range(0)
        self._ids, self._matches, self._asked = ids, matches, asked
        if is_same:
            self._tell_changed(self._shown)
        else:
            self.endResetModel()

    def mark_stale(self) -> None:
        """Photos changed: ask again for the rows in sight; old rows are shown until then."""
        self._fresh.clear()
        self._in_flight = frozenset()
        self._timer.start()

    # -- rows

    def photo_id(self, row: int) -> int:
        """The id in a row."""
        return int(self._ids[row])

    def row_of(self, photo_id: int) -> int:
        """The row of an id, -1 when it is not in this list."""
        rows = np.flatnonzero(self._ids == photo_id)
        return int(rows[0]) if rows.size else -1

    def rows_of(self, ids: Ids) -> Ids:
        """The rows, in order, of those of `ids` that are in this list: one look at it for all."""
        if not ids.size or not self._ids.size:
            return np.empty(0, np.intp)
        is_wanted = np.zeros(max(int(self._ids.max()), int(ids.max())) + 1, np.bool_)
        is_wanted[ids] = True
        return np.flatnonzero(is_wanted[self._ids])

    def photo(self, row: int) -> Photo | None:
        """The row's photo if it is known; if not, it is asked for."""
        photo_id = self.photo_id(row)
        found = self._told(photo_id)
        if found is not None:
            self._rows.move_to_end(photo_id)
        elif photo_id not in self._fresh and len(self._misses) < _MAX_MISSES:
            self._misses.add(photo_id)
            self._timer.start()
        return found

    def known_photo(self, photo_id: int) -> Photo | None:
        """The photo with this id if it is known; nothing is asked."""
        return self._told(photo_id)

    def as_told(self, photo: Photo) -> Photo:
        """A photo as this list tells of it: as the file that answers the search."""
        return photo_facts.as_matched(photo, self._matches.get(photo.id))

    def _told(self, photo_id: int) -> Photo | None:
        photo = self._rows.get(photo_id)
        return None if photo is None else self.as_told(photo)

    def match_of(self, row: int) -> Match | None:
        """The row's match, None outside an answer."""
        return self._matches.get(self.photo_id(row))

    def fold_of(self, row: int) -> int:
        """How many photos are folded into the row's; negative when they are shown behind it."""
        return self._folds.get(self.photo_id(row), 0)

    def folded_into(self, ids: Sequence[int]) -> list[int]:
        """The photos that are folded into these: they are not seen, but belong to them."""
        if not self._behind:
            return []
        return [one for photo_id in ids for one in self._behind.get(photo_id, ())]

    @property
    def n_folded(self) -> int:
        """How many photos are not seen, because they are folded into others."""
        return sum(len(ids) for ids in self._behind.values())

    def lead(self, row: int) -> str:
        """The left part of the row's caption: per cent or why it fits, "" outside an answer."""
        match = self.match_of(row)
        return photo_facts.lead_text(match) if match else ""

    def fact(self, row: int) -> str:
        """The fact that matters for the row: why it is alike, its date, or its name."""
        photo, match = self._told(self.photo_id(row)), self.match_of(row)
        reason = photo_facts.reason_text(match, photo, self._asked) if match else ""
        if reason or photo is None:
            return reason
        if self._sort_key is SortKey.NAME and match is None:
            return photo.name
        return photo_facts.day_text(photo)

    def look_for(self, prefix: str, start: int) -> None:
        """Find the first row from `start` on whose name begins so, whether it was shown or not.

        `found` or `not_found` says what came of it; after the last row the first ones follow.
        """
        take = self._bridge.call(self._take_named)
        self._source.named(prefix, lambda ids: take(prefix, start, ids))

    def _take_named(self, prefix: str, start: int, ids: Ids) -> None:
        rows = self.rows_of(ids)
        if rows.size:
            self.found.emit(int(rows[np.searchsorted(rows, start) % rows.size]))
        else:
            self.not_found.emit(prefix)

    # -- Qt's model

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many rows as ids."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's name, tip, accessible text, `Photo` or `Match`."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        row = index.row()
        if role == MatchRole:
            return self.match_of(row)
        photo = self.photo(row)
        if role == PhotoRole or photo is None:
            return photo
        if role == Qt.ItemDataRole.DisplayRole:
            return photo.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, photo)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = photo_facts.accessible_text(photo, self.match_of(row), self._asked)
            return ", ".join(part for part in (told, badges.spoken(self.fold_of(row))) if part)
        return None

    def _tip(self, row: int, photo: Photo) -> str:
        lines = [photo_facts.path_text(photo), photo_facts.details(photo)]
        match = self.match_of(row)
        if match is not None:
            lines.append(photo_facts.match_text(match))
        if self.fold_of(row):
            lines.append(badges.spoken(self.fold_of(row)))
        # a tip may be taken for rich text: a file can be called <b>.jpg
        return "<br>".join(html.escape(line) for line in lines)

    # -- asking

    def show_rows(self, first: int, last: int) -> None:
        """A view shows the rows `first` to `last`: those and a page around them are wanted."""
        self._shown = range(max(first, 0), min(last + 1, len(self._ids)))
        self._timer.start()

    def want(self, ids: Sequence[int]) -> None:
        """These rows will be needed soon, wherever they are."""
        self._misses.update(photo_id for photo_id in ids if photo_id not in self._fresh)
        self._timer.start()

    @Slot()
    def _ask(self) -> None:
        wanted = [i for i in self._wanted_ids() if i not in self._fresh]
        if not wanted or self._in_flight.issuperset(wanted):
            return
        # a new request replaces what is unanswered of the last one: so it names all that is wanted
        self._in_flight = frozenset(wanted)
        take = self._bridge.call(self._take)
        self._source.rows(wanted, lambda photos: take(wanted, photos), channel="grid")

    def _wanted_ids(self) -> list[int]:
        first, last, page = self._shown.start, self._shown.stop, len(self._shown)
        parts = (
            self._ids[first:last],
            self._ids[last : last + page],
            self._ids[max(first - page, 0) : first],
        )
        nearby: list[int] = np.concatenate(parts).tolist()
        return [*nearby, *self._misses.difference(nearby)]

    def _take(self, asked: Sequence[int], photos: Sequence[Photo]) -> None:
        # ids that were not answered are gone: not to be asked for at each paint
        self._in_flight = self._in_flight.difference(asked)
        self._misses.difference_update(asked)
        self._fresh.update(asked)
        for photo in photos:
            self._rows[photo.id] = photo
            self._rows.move_to_end(photo.id)
        while len(self._rows) > _MAX_ROWS:
            self._fresh.discard(self._rows.popitem(last=False)[0])
        self._tell_changed(self._shown)

    def _tell_changed(self, rows: range) -> None:
        if len(rows):
            self.dataChanged.emit(self.index(rows.start), self.index(rows.stop - 1))
