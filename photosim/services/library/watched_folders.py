"""The watched folders: they come, go, are followed, and are scanned when something asks for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from photosim.core.errors import Fault, FolderError, parsed
from photosim.core.folders.companions import is_companion
from photosim.core.folders.directories import by_folder
from photosim.core.folders.exclusions import Exclusions
from photosim.core.folders.scan import FolderCheck
from photosim.core.folders.watchable import refuse_inside_library, refuse_nested
from photosim.core.records.photos import Folder, readable
from photosim.services.folders import file_systems
from photosim.services.folders.disk_thread import silence
from photosim.services.folders.watch_thread import WatchThread
from photosim.services.library.access import Access
from photosim.services.library.open_library import EngineConfig, OpenedLibrary
from photosim.services.runtime.index_process import IndexDiedError
from photosim.services.runtime.jobs import LongWork, Turn

TellLibrary = Callable[[OpenedLibrary], None]


class WatchedFolders:
    """Keeps the folders followed. For the library thread; `stop` and `answers` for any.

    Args:
        access: the way to the library for the watch thread.
        due: told when there is something to do for the indexer.
        revive: told when the index was found dead.
        config: what is a photo, and what is never looked at.
        watch: whether to follow the folders.
        following: makes what follows them; tests pass their own.
    """

    def __init__(
        self,
        access: Access,
        due: TellLibrary,
        revive: TellLibrary,
        config: EngineConfig,
        *,
        watch: bool,
        following: Callable[..., WatchThread] = WatchThread,
    ) -> None:
        self._access = access
        self._due = due
        self._revive = revive
        self._watch = watch
        self._n_adding = 0
        self._is_started = False
        self._watch_thread = following(
            self._dirty,
            self._lost,
            lambda name: config.is_photo(name) or is_companion(name),
            Exclusions(config.excluded, config.included),
            away=self._away,
            note=self._note,
        )
        self._notes: dict[int, str] = {}

    def start(self, opened: OpenedLibrary) -> None:
        """Begin to follow, or go on after the library was opened anew: every folder is scanned."""
        opened.notifier.watch_notes = self._notes
        if self._watch and not self._is_started:
            self._is_started = True
            self._watch_thread.start(opened.library.store.folders.all())
        elif self._watch:
            self._watch_thread.follow(opened.library.store.folders.all())
            self.request(opened)

    def stop(self) -> None:
        """Follow nothing any more."""
        self._watch_thread.stop()

    def request(self, opened: OpenedLibrary, folder_id: int | None = None) -> None:
        """Have one folder, or all, scanned as a whole."""
        for folder in opened.library.store.folders.all():
            if folder_id in (None, folder.id):
                opened.indexer.request(folder.id)
        self._due(opened)

    def add(self, opened: OpenedLibrary, path: str) -> LongWork[Folder]:
        """Watch one more folder and index it.

        Raises:
            FolderError: it lies in or around a watched one, or does not answer.
        """
        work = self._adding(opened, path)
        next(work)  # at once, not when it is first turned: who asks later comes later
        return work

    @property
    def is_adding(self) -> bool:
        """Whether a folder is being looked at before it is watched."""
        return self._n_adding > 0

    def _adding(self, opened: OpenedLibrary, path: str) -> LongWork[Folder]:
        self._n_adding += 1
        try:
            yield Turn.AGAIN
            real = yield from self._real(opened, path)
        finally:
            self._n_adding -= 1
        row = opened.library.add_folder(real, checked=True)
        opened.indexer.request(row.id)
        self._changed(opened)
        return next(f for f in opened.library.store.folders.listed() if f.id == row.id)

    def _real(self, opened: OpenedLibrary, path: str) -> LongWork[bytes]:
        watched: list[bytes] | None = None
        while watched != (now := [row.path for row in opened.library.store.folders.all()]):
            watched = now  # another one may be added while this one is looked at
            real = yield from _checked(opened, os.fsencode(path), watched)
        return real

    def remove(self, opened: OpenedLibrary, folder_id: int) -> None:
        """Watch a folder no more."""
        self._despite_index(opened, lambda: opened.library.remove_folder(folder_id))
        self._changed(opened)

    def forget(self, opened: OpenedLibrary, folder_id: int) -> None:
        """The photos of an empty or vanished folder are really gone."""
        self._despite_index(opened, lambda: opened.library.forget_missing(folder_id))
        opened.indexer.request(folder_id)
        self._changed(opened)

    def answers(self, path: bytes) -> None:
        """A folder that did not answer does so again: it is scanned."""

        def work(opened: OpenedLibrary) -> None:
            for folder in opened.library.store.folders.all():
                if folder.path == path:
                    self.request(opened, folder.id)

        self._access.quietly(work)

    def seen_away(self, folder_id: int, seen: FolderCheck) -> None:
        """A scan made a folder offline: it is noticed when it is there again, however soon.

        One that did not answer tells of itself when it does.
        """
        found = parsed(seen.problem)
        if found is None or found[0] is not Fault.FOLDER_SILENT:
            self._watch_thread.seen_away(folder_id, seen)

    def request_directories(self, opened: OpenedLibrary, directories: frozenset[bytes]) -> None:
        """Have directories scanned, complete paths, wherever they lie in the folders."""
        rows = opened.library.store.folders.all()
        for folder_id, inside in by_folder(rows, directories).items():
            opened.indexer.request(folder_id, inside)
        self._due(opened)

    def _changed(self, opened: OpenedLibrary) -> None:
        if self._watch:
            self._watch_thread.follow(opened.library.store.folders.all())
        opened.notifier.settled(opened.library, opened.indexer.phase)
        self._due(opened)

    def _despite_index(self, opened: OpenedLibrary, change: Callable[[], None]) -> None:
        """A change of the store that the index follows: without one it is made from the store."""
        try:
            change()
        except IndexDiedError:
            self._revive(opened)

    def _lost(self, folder_id: int) -> None:
        self._access.quietly(lambda opened: self.request(opened, folder_id))

    def _away(self, folder_id: int, problem: str) -> None:
        """A folder is gone: that is said at once, also while indexing is paused or busy."""

        def work(opened: OpenedLibrary) -> None:
            store = opened.library.store
            if not any(row.id == folder_id and not row.offline for row in store.folders.all()):
                return
            with store.transaction():
                store.folders.set_state(folder_id, offline=True, note=problem)
            opened.notifier.folders(opened.library)

        self._access.quietly(work)

    def _note(self, folder_id: int, note: str) -> None:
        """A folder is scanned by the clock and not, or not only, watched; or watched again."""

        def work(opened: OpenedLibrary) -> None:
            self._notes[folder_id] = note
            opened.notifier.folders(opened.library)

        self._access.quietly(work)

    def _dirty(self, folder_id: int, directories: set[bytes]) -> None:
        def work(opened: OpenedLibrary) -> None:
            opened.indexer.request(folder_id, directories)
            self._due(opened)

        self._access.quietly(work)


def _checked(opened: OpenedLibrary, path: bytes, watched: Sequence[bytes]) -> LongWork[bytes]:
    """The real path of a folder that may be watched; what is stuck is not waited for.

    Raises:
        FolderError: it lies in or around a watched one, is photosim's or the system's own, or does
            not answer.
    """
    others = [other for other in watched if not opened.disk_thread.is_stuck(other)]
    silent: bytes | FolderError = FolderError(silence(path))
    library = os.fsencode(opened.layout.root)
    for answer in opened.disk_thread.ask(path, lambda _: _look(path, others, library), silent):
        if isinstance(answer, FolderError):
            raise answer
        if answer is not None:
            return answer
        yield Turn.WAIT
    raise RuntimeError("a folder was looked at without an answer")


def _look(path: bytes, others: Sequence[bytes], library: bytes) -> Iterator[bytes | FolderError]:
    """In a thread that may wait for the disk."""
    real = os.path.realpath(path)
    try:
        if real not in others:
            _refuse_unfit(real, library)
        refuse_nested(real, [other for other in others if other != real])
    except FolderError as error:
        yield error
    else:
        yield real


def _refuse_unfit(real: bytes, library: bytes) -> None:
    """Check that a folder is one of a person's photos.

    Raises:
        FolderError: it is photosim's own, or the system's.
    """
    refuse_inside_library(real, library)
    if file_systems.is_of_system(real):
        raise FolderError(Fault.FOLDER_OF_SYSTEM, readable(real))
