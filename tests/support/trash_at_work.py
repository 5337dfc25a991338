"""A library with a trash at work, for tests: real threads, real files, a trash that can be told."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from support.waiting import SOON_S

from photosim.core.records.trash import Trash, TrashReport, TrashRequest
from photosim.core.records.trash_items import Item
from photosim.core.store import Store
from photosim.core.trash.trash_folders import TrashFolders
from photosim.services.folders.file_systems import CachedAnswers
from photosim.services.runtime.asking import Asking
from photosim.services.runtime.jobs import JobThread
from photosim.services.trash.trash_thread import TrashThread


class FakeTrash:
    """Moves files as the freedesktop.org specification says, into a folder of its own.

    Attributes:
        before: called with each path before it is moved; what it raises is raised.
        after: called with each path after it was moved; what it raises is raised.
        tells: whether it says where a file went.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before: Callable[[Path], object] = lambda path: None
        self.after: Callable[[Path], object] = lambda path: None
        self.tells = True

    def __call__(self, path: Path) -> Path | None:
        self.before(path)
        for part in ("files", "info"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        name = path.name
        number = 1
        while (self.folder / "info" / f"{name}.trashinfo").exists():
            number += 1
            name = f"{path.name} {number}"
        origin = quote_from_bytes(os.fsencode(path))
        note = f"[Trash Info]\nPath={origin}\nDeletionDate=2024-07-01T12:00:00\n"
        (self.folder / "info" / f"{name}.trashinfo").write_text(note)
        place = path.rename(self.folder / "files" / name)
        self.after(path)
        return place if self.tells else None

    def names(self) -> list[str]:
        """What lies in it."""
        return sorted(path.name for path in (self.folder / "files").glob("*"))

    def notes(self) -> list[str]:
        """Of what it has notes."""
        return sorted(path.name for path in (self.folder / "info").glob("*"))


class TrashAtWork:
    """A store and a trash with their threads, until it is closed.

    Attributes:
        photos: a folder, watched.
        never_touch: folders whose files never go.
        told: what `progress` was told; `changed`: the directories that changed.
        wrap: put around every question to the store, to make it fail.
    """

    def __init__(
        self,
        root: Path,
        trash: Trash | None = None,
        clock: Callable[[], float] = time.time,
        memory: Callable[[bytes], CachedAnswers] = lambda directory: CachedAnswers.NONE,
        wait: Callable[[float], object] = lambda seconds: None,
    ) -> None:
        self.photos = root / "photos"
        self.photos.mkdir(exist_ok=True)
        self.fake = FakeTrash(root / "Trash")
        self.never_touch: list[str] = []
        self.told: list[object] = []
        self.changed: list[frozenset[bytes]] = []
        self.wrap: Callable[[Callable], Callable] = lambda work: work
        self._path = root / "library.db"
        self._thread = JobThread()
        self._thread.start()
        self._store: Store | None = None
        self.ask = Asking(self._submit)
        self.trashing = TrashThread(
            self.ask,
            trash or self.fake,
            TrashFolders(os.fsencode(self.fake.folder), os.getuid()),
            lambda: self.never_touch,
            self.changed.append,
            self.told.append,
            clock,
            memory,
            wait,
        )

    def __enter__(self) -> TrashAtWork:
        self.trashing.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.trashing.stop()
        assert self._thread.stop(self._close)

    def put(self, name: str | bytes, content: bytes | str | None = None) -> str:
        """A file in the folder; its path."""
        path = self.photos / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = os.fsencode(name) if content is None else content
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def move(self, *requests: TrashRequest, may_lose: Collection[str] = ()) -> TrashReport:
        """Move files and wait for the report."""
        return self.trashing.move(requests, may_lose).report.result(timeout=SOON_S)

    def restore(self, *items: Item) -> TrashReport:
        """Bring files back and wait for the report."""
        run = self.trashing.restore([item.id for item in items])
        return run.report.result(timeout=SOON_S)

    def restore_batch(self, batch_id: int) -> TrashReport:
        """Bring a batch back and wait for the report."""
        return self.trashing.restore_batch(batch_id).report.result(timeout=SOON_S)

    def items(self) -> list[Item]:
        """The journal, in the order of time."""
        return self.ask(lambda store: store.journal.items(store.journal.ids()[::-1]))

    def tree(self) -> dict[str, bytes]:
        """Every file of the folder with its bytes."""
        found = [path for path in self.photos.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.photos)): path.read_bytes() for path in found}

    def _submit(self, work: Callable) -> Future:
        def asked() -> object:
            if self._store is None:
                self._store = Store.open(self._path)
                with self._store.transaction():
                    self._store.folders.add(os.fsencode(self.photos))
            return self.wrap(work)(self._store)

        return self._thread.submit(asked)

    def _close(self) -> None:
        if self._store is not None:
            with closing(self._store):
                assert self._store.faults() == []


@contextmanager
def mounted(place: Path) -> Iterator[Path]:
    """A file system of its own with room for 64 kB; skips the test where that is not allowed."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.getuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only an administrator can mount a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], capture_output=True)


def sha256(path: str | os.PathLike) -> str:
    """The content hash of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def trash_request(path: str, *stays: str, may_be_last: bool = False) -> TrashRequest:
    """A file that shall go, and those that stay, as they are now."""
    keeper_hash = sha256(stays[0]) if stays else ""
    return TrashRequest(path, sha256(path), stays, keeper_hash, may_be_last)
