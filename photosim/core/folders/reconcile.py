"""Brings the files' table in line with what lies in a watched folder; scanning alone is right.

`scan listings -> new, changed, gone -> files to examine`. Nothing is forgotten unless the folder
was there, the same one, before and after the scan, and the directory of the file was read without
an error: a drive that is unplugged in the middle makes the folder offline, not empty.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

from photosim.core.errors import Fault, PhotosimError, coded
from photosim.core.folders import scan
from photosim.core.folders.directories import head_of, is_at_or_below, is_below, join
from photosim.core.folders.directory_lister import DirectoryLister
from photosim.core.folders.drives_below import DrivesBelow
from photosim.core.folders.tally import Tally
from photosim.core.records.photos import Problem, Stamp
from photosim.core.store import Store
from photosim.core.store.files import FileRow
from photosim.core.store.folders import FolderRow

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Rows that are written in one step: some 10 ms; a folder may hold 50,000 files."""
SLICE_S = 0.03
"""How long one slice of a scan holds the library thread before it lets a short job pass."""

Write = Callable[[int, bytes, Mapping[bytes, Stamp]], None]
"""Writes rows of files: folder, directory in it, stamps by name."""


class FolderScan:
    """One scan of a watched folder, whole or of some directories. For the library thread.

    `whole` and `directories` yield between slices: True when more is to do at once, False when the
    disk has not answered yet. The tables are right at every yield.
    """

    def __init__(
        self,
        store: Store,
        folder: FolderRow,
        disk: DirectoryLister,
        tally: Tally,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._folder = folder
        self._disk = disk
        self._tally = tally
        self._clock = clock
        self._gone: dict[int, FileRow] = {}
        self._vanished: set[bytes] = set()
        self._left_out_names: set[bytes] = set()
        self._drives = DrivesBelow(store, folder.id)
        self._n_found = 0

    def whole(self) -> Iterator[bool]:
        """Scan everything.

        Raises:
            KeyError: the folder was removed meanwhile.
        """
        known = self._known_directories()
        self._tally.look_again(self._folder.id)
        if (yield from self._guarded(self._scan_all(known))):
            self._store.folders.set_scanned(self._folder.id, time.time())
            self._store.beside.set_known(self._folder.id)
            self._tally.scanned.add(self._folder.id)

    def directories(self, dirty: Iterable[bytes]) -> Iterator[bool]:
        """Scan some directories only, and what is new below them."""
        yield from self._guarded(self._scan_some(dirty, self._known_directories()))

    def _known_directories(self) -> set[bytes]:
        """Those that files or what is no photo were found in."""
        store, folder_id = self._store, self._folder.id
        return store.files.directories(folder_id) | store.left_outs.directories(folder_id)

    def _guarded(self, work: Iterator[bool]) -> Generator[bool, None, bool]:
        """Whether the folder was there all the time, so that what is not seen is gone."""
        before = yield from self._check()
        if not before.is_there:
            self._set_offline(before, before.problem)
            return False
        yield from work
        after = yield from self._check()
        if after.is_there and after.identity != before.identity:
            after = scan.FolderCheck(problem=coded(Fault.FOLDER_VANISHED))
        if not after.is_there:
            self._set_offline(after, after.problem)
        elif b"" in self._drives.away:
            self._set_offline(after, coded(Fault.DRIVE_AWAY))
        elif self._gone and self._is_suddenly_empty():
            n_known = self._store.files.count(self._folder.id)
            self._set_offline(after, coded(Fault.FOLDER_EMPTIED, n_known))
        else:
            self._report_drives()
            yield from self._forget_gone()
            return True
        return False

    def _check(self) -> Generator[bool, None, scan.FolderCheck]:
        for check in self._disk.checks(self._folder.path):
            if check is not None:
                return check
            yield False
        raise RuntimeError("the disk ended without an answer")

    def _scan_all(self, known: set[bytes]) -> Iterator[bool]:
        unseen = set(known)
        yield from self._note_all(self._disk.walk(self._folder.path, b"", recurse=True), unseen)
        self._lose(self._drives.lost(unseen))

    def _scan_some(self, dirty: Iterable[bytes], known: set[bytes]) -> Iterator[bool]:
        waiting, scanned = sorted(set(dirty)), set[bytes]()
        for directory in waiting:  # grows: of one that vanished, the one it was in tells
            if directory in scanned:
                continue
            scanned.add(directory)
            listings = yield from self._listed(directory)
            yield from self._note_all(iter(listings), set())
            for listing in listings:
                if listing.vanished and directory:
                    waiting.append(os.path.dirname(directory))  # noqa: PTH120 (bytes)
                elif listing.problem is None and not self._drives.hides(listing):
                    yield from self._scan_below(listing, known)

    def _listed(self, directory: bytes) -> Generator[bool, None, list[scan.Listing]]:
        listings = []
        for listing in self._disk.walk(self._folder.path, directory, recurse=False):
            if listing is None:
                yield False
            else:
                listings.append(listing)
        return listings

    def _scan_below(self, listing: scan.Listing, known: set[bytes]) -> Iterator[bool]:
        """Lose the directories that are no longer there, look into those that are new."""
        heads = {join(listing.directory, name) for name in listing.subdirectories}
        below = {d: head_of(d, listing.directory) for d in known if is_below(d, listing.directory)}
        vanished = {directory for directory, head in below.items() if head not in heads}
        self._lose(self._drives.lost(vanished, listing.directory))
        for head in sorted(heads.difference(below.values())):
            walk = self._disk.walk(self._folder.path, head, recurse=True)
            yield from self._note_all(walk, set())

    def _note_all(
        self, listings: Iterator[scan.Listing | None], unseen: set[bytes]
    ) -> Iterator[bool]:
        steps = self._steps(listings, unseen)
        finished = False
        while not finished:
            until = self._clock() + SLICE_S
            goes_on = finished = False
            with self._store.transaction():
                self._store.folders.get(self._folder.id)  # it may have been removed meanwhile
                for has_come in steps:
                    goes_on = goes_on or has_come
                    if not has_come or self._clock() >= until:
                        break
                else:
                    finished = True
            yield goes_on or finished

    def _steps(self, listings: Iterator[scan.Listing | None], unseen: set[bytes]) -> Iterator[bool]:
        """Note listings, some rows in each step; False when the disk has not answered yet."""
        for listing in listings:
            if listing is None:
                yield False
            else:
                for _ in self._note(listing, unseen):
                    yield True

    def _note(self, listing: scan.Listing, unseen: set[bytes]) -> Iterator[None]:
        yield
        if listing.problem is not None or self._drives.hides(listing):
            self._keep(listing, unseen)
            return
        unseen.discard(listing.directory)
        self._drives.note_device(listing)
        files, folder_id = self._store.files, self._folder.id
        known = files.in_directory(folder_id, listing.directory)
        changes = scan.compare(listing.files, known, listing.skipped.keys() | listing.unread)
        self._store.left_outs.put(folder_id, listing.directory, listing.left_out)
        beside = listing.beside if listing.files or known else {}
        self._store.beside.put(folder_id, listing.directory, beside)
        self._left_out_names.update(
            join(listing.directory, name) for name in listing.left_out_names
        )
        self._tally.touched.update(
            join(self._folder.path, join(listing.directory, name)) for name in changes.touched
        )
        yield from self._write(files.add, listing, changes.added)
        yield from self._write(files.change, listing, (*changes.changed, *changes.touched))
        yield from self._write(files.note, listing, changes.noted)
        if changes.gone:
            self._missed(files.rows(folder_id, listing.directory, changes.gone))
        self._count(listing, changes)
        for name, reason in listing.skipped.items():
            self._report(join(listing.directory, name), reason)

    def _count(self, listing: scan.Listing, changes: scan.DirectoryChanges) -> None:
        self._n_found += len(listing.files)
        self._tally.added += len(changes.added)
        self._tally.changed += len(changes.changed)
        if self._folder.id not in self._tally.scanned:  # else they were counted in this run
            self._tally.found += len(listing.files)
            self._tally.unchanged += len(changes.unchanged)

    def _write(
        self,
        write: Write,
        listing: scan.Listing,
        names: Sequence[bytes],
    ) -> Iterator[None]:
        """Write the rows of some names; one that can't be written is a problem, the others stay.

        Raises:
            PhotosimError: the store is full or damaged: that is no fault of a file.
        """
        for start in range(0, len(names), AT_ONCE):
            stamps = {name: listing.files[name] for name in names[start : start + AT_ONCE]}
            if not self._is_written(write, listing.directory, stamps):
                self._write_each(write, listing.directory, stamps)
            yield

    def _write_each(self, write: Write, directory: bytes, stamps: Mapping[bytes, Stamp]) -> None:
        for name, stamp in stamps.items():
            if not self._is_written(write, directory, {name: stamp}):
                self._report(join(directory, name), coded(Fault.BUG_WRITING))

    def _is_written(
        self,
        write: Write,
        directory: bytes,
        stamps: Mapping[bytes, Stamp],
    ) -> bool:
        """Whether all of it could be written; else nothing of it is."""
        try:
            with self._store.attempt():
                write(self._folder.id, directory, stamps)
        except PhotosimError:
            raise
        except Exception:
            log.exception("files could not be written down")
            return False
        return True

    def _keep(self, listing: scan.Listing, unseen: set[bytes]) -> None:
        unseen.difference_update({d for d in unseen if is_at_or_below(d, listing.directory)})
        if not listing.vanished and listing.problem is not None:
            self._report(listing.directory, listing.problem)

    def _report_drives(self) -> None:
        for drive in sorted(self._drives.away):
            self._report(drive, coded(Fault.DRIVE_AWAY))

    def _report(self, relative: bytes, reason: str) -> None:
        path = os.fsdecode(join(self._folder.path, relative))
        self._tally.unlisted[path] = Problem(path, reason, self._folder.id)

    def _lose(self, directories: set[bytes]) -> None:
        files = self._store.files
        for directory in directories:
            names = files.in_directory(self._folder.id, directory)
            self._missed(files.rows(self._folder.id, directory, names))
        self._vanished |= directories

    def _missed(self, rows: Iterable[FileRow]) -> None:
        self._gone.update((row.id, row) for row in rows)

    def _is_suddenly_empty(self) -> bool:
        """Whether all files are gone, and neither to the trash nor because they are left out."""
        if self._n_found or len(self._gone) != self._store.files.count(self._folder.id):
            return False
        in_trash = self._store.journal.in_trash()
        return not all(
            (self._path(row), row.stamp.mtime_ns, row.stamp.size) in in_trash
            or self._is_left_out(row)
            for row in self._gone.values()
        )

    def _is_left_out(self, row: FileRow) -> bool:
        """Whether a file is left out now, or lies in a directory that is."""
        place = join(row.directory, row.name)
        return any(is_at_or_below(place, passed) for passed in self._left_out_names)

    def _path(self, row: FileRow) -> bytes:
        return join(self._folder.path, join(row.directory, row.name))

    def _set_offline(self, seen: scan.FolderCheck, reason: str) -> None:
        self._tally.seen_away[self._folder.id] = seen
        self._store.folders.set_state(self._folder.id, offline=True, note=reason)
        self._tally.away[self._folder.id] = self._store.files.count(self._folder.id)

    def _forget_gone(self) -> Iterator[bool]:
        store = self._store
        rows = list(self._gone.values())
        chunks = [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
        for chunk in chunks:
            with store.transaction():
                store.files.remove(row.id for row in chunk)
            self._tally.lessened.update(row.photo_id for row in chunk if row.photo_id is not None)
            yield True
        for chunk in chunks:
            with store.transaction():
                for row in chunk:
                    self._forget(row)
            yield True
        with store.transaction():
            store.left_outs.forget(self._folder.id, self._vanished)
            store.beside.forget(self._folder.id, self._vanished)
            self._drives.save()
            store.folders.set_state(self._folder.id, offline=False)
        self._tally.away.pop(self._folder.id, None)

    def _forget(self, row: FileRow) -> None:
        self._tally.went(row.photo_id)
        if row.photo_id is None or not row.is_done or not row.stamp.inode:
            return
        # the same file in another place: no need to read it again
        moved = self._store.files.find_pending(row.stamp)
        if moved is not None:
            self._store.files.done(moved.id, row.stamp, row.photo_id)
            self._tally.turned_up(row.photo_id)
