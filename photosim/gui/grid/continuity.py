"""What stays when the list of photos is replaced: the chosen ones, the current one, the place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from photosim.core.records.photos import Ids
from photosim.gui.grid.lattice_view import Flag, LatticeView
from photosim.gui.grid.photo_list import PhotoList


@dataclass(frozen=True, slots=True)
class _KeptSelection:
    """Ids that were chosen, current and in sight, and how far the first in sight was down, px."""

    chosen: Ids
    current: int
    in_sight: Ids
    top: int


class Continuity(QObject):
    """Remembers by id before a list is replaced, and finds it again afterwards.

    A million ids cost some milliseconds (numpy), whatever is chosen among them.

    Signals:
        selection_lost: none of the chosen photos is in the new list.
    """

    selection_lost = Signal()

    def __init__(self, photos: PhotoList, view: LatticeView) -> None:
        super().__init__(view)
        self._photos = photos
        self._view = view
        self._kept: _KeptSelection | None = None
        photos.modelAboutToBeReset.connect(self._on_about_to_reset)
        photos.modelReset.connect(self._on_reset)

    def chosen(self) -> Ids:
        """The ids of the chosen photos, in order."""
        ids = self._photos.ids
        parts = [ids[rows.start : rows.stop] for rows in self._view.selected_ranges()]
        return np.concatenate(parts) if parts else ids[:0]

    @Slot()
    def _on_about_to_reset(self) -> None:
        row, top = self._view.place()
        ids, current = self._photos.ids, self._view.current_row()
        self._kept = _KeptSelection(
            chosen=self.chosen(),
            current=self._photos.photo_id(current) if current >= 0 else -1,
            in_sight=ids[max(row, 0) : self._view.rows_in_sight().stop],
            top=top,
        )

    @Slot()
    def _on_reset(self) -> None:
        kept, self._kept = self._kept, None
        self._view.updateGeometries()
        self._view.viewport().update()
        if kept is None:
            return
        self._choose_again(kept.chosen)
        current = self._view.index_of(self._photos.row_of(kept.current))
        self._view.selectionModel().setCurrentIndex(current, Flag.NoUpdate)
        self._view.go_to_place(self._first_of(kept.in_sight), kept.top)

    def _first_of(self, ids: Ids) -> int:
        """The row of the first of `ids` that is still here, -1 without one."""
        rows = self._photos.rows_of(ids)
        by_id = dict(zip(self._photos.ids[rows].tolist(), rows.tolist(), strict=True))
        return next((by_id[photo_id] for photo_id in ids.tolist() if photo_id in by_id), -1)

    def _choose_again(self, chosen: Ids) -> None:
        rows = self._photos.rows_of(chosen)
        if rows.size:
            runs = np.split(rows, np.flatnonzero(np.diff(rows) != 1) + 1)
            ranges = [range(int(run[0]), int(run[-1]) + 1) for run in runs]
            self._view.select_ranges(ranges, Flag.ClearAndSelect)
        elif chosen.size:
            self.selection_lost.emit()
