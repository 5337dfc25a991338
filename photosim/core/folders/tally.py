"""What the scans of one run found, counted: each file once, however often its folder is scanned."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from photosim.core.folders.scan import FolderCheck
from photosim.core.records.photos import Problem


@dataclass(slots=True)
class Tally:
    """What the scans of one run found; counts are files, each counted once.

    Attributes:
        away: how many files lie in each folder that was offline when it was scanned last, by id.
        gone_photos: how many files of each photo are gone, until they turn up elsewhere.
        lessened: photos that lost a file, moved or not. Who keeps the index takes them out when a
            scan ends, and looks whether they have another file; of a scan that was given up they
            wait for the next one, which finds nothing gone any more.
        new_places: how many new files of each known photo turned up before one was gone.
        touched: paths of files that were counted as unchanged though their content may be another.
        unlisted: what could not be listed at the last look: directories, and photos of which
            nothing is said; by path.
        scanned: ids of the folders that were scanned to the end: they have no other such problem.
        seen_away: the folders that were made offline, by id, each as the scan saw it last: one that
            became another meanwhile with a problem. Who follows the folders takes them out.
    """

    found: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    gone: int = 0
    unchanged: int = 0
    away: dict[int, int] = field(default_factory=dict)
    gone_photos: Counter[int] = field(default_factory=Counter)
    lessened: set[int] = field(default_factory=set)
    new_places: Counter[int] = field(default_factory=Counter)
    touched: set[bytes] = field(default_factory=set)
    unlisted: dict[str, Problem] = field(default_factory=dict)
    scanned: set[int] = field(default_factory=set)
    seen_away: dict[int, FolderCheck] = field(default_factory=dict)

    @property
    def offline(self) -> int:
        """How many files cannot be reached."""
        return sum(self.away.values())

    @property
    def problems(self) -> list[Problem]:
        """What could not be listed, each path once."""
        return list(self.unlisted.values())

    def look_again(self, folder_id: int) -> None:
        """A folder is scanned as a whole, perhaps once more: its problems will be said anew."""
        self.unlisted = {p: one for p, one in self.unlisted.items() if one.folder_id != folder_id}

    def looked_into(self, path: bytes, *, is_same: bool) -> None:
        """A file was read; if it was only touched, that tells whether it changed."""
        if path in self.touched:
            self.touched.discard(path)
            if not is_same:
                self.changed += 1
                self.unchanged = max(0, self.unchanged - 1)  # an earlier run may have counted it

    def turned_up(self, photo_id: int) -> None:
        """A new file holds a known photo; if one of its files is gone, the file was moved."""
        if self.gone_photos[photo_id] > 0:
            self.gone_photos[photo_id] -= 1
            self.gone -= 1
            self._moved()
        else:
            self.new_places[photo_id] += 1

    def went(self, photo_id: int | None) -> None:
        """A file is gone; if its photo turned up in a new place before, it was moved."""
        if photo_id is not None and self.new_places[photo_id] > 0:
            self.new_places[photo_id] -= 1
            self._moved()
            return
        self.gone += 1
        if photo_id is not None:
            self.gone_photos[photo_id] += 1

    def _moved(self) -> None:
        self.moved += 1
        self.added = max(0, self.added - 1)  # an earlier run may have counted it
