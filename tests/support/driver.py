"""A library in a temporary folder, driven as the indexer drives it, but without processes.

A file's bytes stand for its picture: what a worker would find follows from them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from support.fakes import FakeDrive, FakeIndex, examined, model_card

from photosim.core.folders.directory_lister import Disk
from photosim.core.folders.tally import Tally
from photosim.core.layout import Layout
from photosim.core.library import Finding, Library
from photosim.core.records.photos import Examined, KnownContent, View
from photosim.core.store.files import PendingFile


class Driver:
    """Attributes: what is examined, in order, by file name; `tally` of the last run."""

    def __init__(
        self,
        folder: Path,
        excluded: tuple[str, ...] = (),
        index: Callable[[], FakeIndex] = FakeIndex,
    ) -> None:
        self._make_index = index
        self.photos = folder / "photos"
        self.layout = Layout(folder / "library")
        self.drive = FakeDrive()
        self.excluded = excluded
        self.included: tuple[str, ...] = ()
        self.card = model_card(folder / "models", "one")
        self.dim = 8
        self.more: dict[bytes, dict[str, object]] = {}
        self.examined: list[str] = []
        self.tally = Tally()
        self.open()

    def open(self) -> None:
        self.index = self._make_index()
        self.library = Library.open(self.layout, self.card, self.index)
        self.load()

    def load(self) -> None:
        for _ in self.library.open_index():
            pass

    def reopen(self) -> None:
        """As after the program was killed: nothing is saved."""
        self.library.close()
        self.open()

    def put(self, name: str | bytes, content: bytes | str = b"") -> Path:
        path = self.photos / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def watch(self, path: Path | None = None) -> int:
        return self.library.add_folder(os.fsencode(path or self.photos)).id

    @property
    def disk(self) -> Disk:
        return Disk(
            self.excluded,
            os.fsencode(self.layout.root),
            scandir=self.drive.scandir,
            included=self.included,
            stat=self.drive.stat,
        )

    def scan(self, *dirty: bytes, folder_ids: Iterable[int] | None = None) -> Tally:
        """Scan the folders, whole or some directories of them, one after the other."""
        self.tally = Tally()
        for folder in folder_ids or [row.id for row in self.library.store.folders.all()]:
            for _ in self.library.scan(folder, self.disk, self.tally, dirty or None):
                pass
        return self.tally

    def examine(self, limit: int = 100) -> int:
        """Examine everything that is pending; how many files that were."""
        n = 0
        while files := self.library.next_files(limit, ()):
            self.library.record([self.finding(*file) for file in files], self.tally)
            n += len(files)
        return n

    def run(self, *dirty: bytes) -> Tally:
        """A whole run; a switch of models included."""
        self.scan(*dirty)
        self.examine()
        if self.library.finish():
            self.load()
        return self.tally

    def finding(self, file: PendingFile, known: frozenset[str] = frozenset()) -> Finding:
        return Finding(file, self._result(Path(os.fsdecode(file.path)), known))

    def _result(self, path: Path, known: frozenset[str]) -> Examined | KnownContent | str:
        content = path.read_bytes()
        if content.startswith(b"broken"):
            return "It is not a photo."
        digest = hashlib.sha256(content).hexdigest()
        if digest in known:
            return KnownContent(digest)
        self.examined.append(path.name)
        model = self.library.chosen.card
        return examined(content, model.id, self.dim, **self.more.get(content, {}))

    # what a person sees

    def names(self, view: View | None = None) -> list[str]:
        """File names of all photos, in the order of a view."""
        ids = self.library.store.photos.view(view or View())
        return [Path(photo.path).name for photo in self.library.store.photos.get(ids.tolist())]

    def id_of(self, content: bytes | str) -> int | None:
        content = content.encode() if isinstance(content, str) else content
        return self.library.store.photos.id_of(hashlib.sha256(content).hexdigest())

    def states(self) -> list[bool]:
        """For each folder, whether it is offline."""
        return [row.offline for row in self.library.store.folders.all()]
