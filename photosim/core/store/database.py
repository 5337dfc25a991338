"""The whole store over one connection."""

from __future__ import annotations

import contextlib
from pathlib import Path

from photosim.core.errors import DamagedError
from photosim.core.store import connection as connections
from photosim.core.store import schema
from photosim.core.store.capture_times import CaptureTimes
from photosim.core.store.choices import Choices
from photosim.core.store.connection import Connection
from photosim.core.store.decisions import Decisions
from photosim.core.store.embeddings import Embeddings
from photosim.core.store.equal_files import EqualFiles
from photosim.core.store.files import Files
from photosim.core.store.files_beside import FilesBeside
from photosim.core.store.folders import Folders
from photosim.core.store.group_facts import GroupFacts
from photosim.core.store.journal import Journal
from photosim.core.store.labels import Labels
from photosim.core.store.left_outs import LeftOuts
from photosim.core.store.library_facts import LibraryFacts
from photosim.core.store.pair_inputs import PairInputs
from photosim.core.store.pair_search_state import PairSearchState
from photosim.core.store.pairs import Pairs
from photosim.core.store.photos import Photos
from photosim.core.store.presets import Presets
from photosim.core.store.verdicts import Verdicts
from photosim.core.store.whole_photos import WholePhotos


class Store:
    """The library's database. Belongs to the thread that opened it.

    Attributes:
        folders, files, photos, embeddings, library_facts: one table each.
        left_outs: what lies in the folders and is no photo.
        beside: what of it may belong to photos.
        capture_times: when the photos that lie at some paths were taken.
        journal: the journal of the trash.
        pairs, pair_search_state: what photos are to each other, and which were searched for that.
        group_facts, pair_inputs: what grouping and comparing need to know of photos.
        whole_photos: photos with all their files.
        verdicts, choices, presets: what a person says in a review.
        labels: the words that a person gave to photos.
        decisions: all that a person decided, for backups.
    """

    def __init__(self, connection: Connection) -> None:
        self.folders = Folders(connection)
        self.files = Files(connection)
        self.left_outs = LeftOuts(connection)
        self.beside = FilesBeside(connection)
        self.photos = Photos(connection)
        self.embeddings = Embeddings(connection)
        self.library_facts = LibraryFacts(connection)
        self.capture_times = CaptureTimes(connection)
        self.equal_files = EqualFiles(connection)
        self.journal = Journal(connection)
        self.pairs = Pairs(connection)
        self.pair_search_state = PairSearchState(connection)
        self.group_facts = GroupFacts(connection)
        self.pair_inputs = PairInputs(connection)
        self.whole_photos = WholePhotos(connection)
        self.verdicts = Verdicts(connection)
        self.choices = Choices(connection)
        self.presets = Presets(connection)
        self.labels = Labels(connection)
        self.decisions = Decisions(connection)
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open for writing; makes the file and brings its tables up to date. One program at a time.

        Raises:
            StoreError: damaged, unreadable, or the disk is full.
            StoreTooNewError: made by a newer photosim; nothing is changed.
        """
        cls.refuse_newer(path)
        connection = connections.open_writer(path)
        try:
            schema.migrate(connection, path)
            store = cls(connection)
            store.decisions.watch()
        except BaseException:
            connection.close()
            raise
        return store

    @staticmethod
    def refuse_newer(path: Path) -> None:
        """See that no newer photosim has changed the library, without a trace beside it.

        Raises:
            StoreTooNewError: one has.
            StoreError: damaged or unreadable.
        """
        if path.exists():
            with contextlib.closing(connections.open_still(path)) as still:
                schema.refuse_newer(still)

    @staticmethod
    def is_older(path: Path) -> bool:
        """Whether an older photosim made the library; `open` brings it up to date. Leaves no trace.

        Raises:
            StoreError: there is none, or it is damaged or unreadable.
        """
        with contextlib.closing(connections.open_still(path)) as still, still.telling():
            return schema.is_older(still)

    @classmethod
    def open_reader(cls, path: Path) -> Store:
        """Open for reading only, beside the writer.

        Raises:
            StoreError: there is none or it is damaged.
            StoreTooNewError: made by a newer photosim.
        """
        with contextlib.suppress(DamagedError):  # the writer may be writing there at this moment
            cls.refuse_newer(path)
        connection = connections.open_reader(path)
        try:
            schema.refuse_newer(connection)
            schema.refuse_empty(connection, path)
        except BaseException:
            connection.close()
            raise
        return cls(connection)

    @property
    def n_changes(self) -> int:
        """Another number whenever this connection has written something."""
        return self._connection.total_changes

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """All or nothing.

        Raises:
            DiskFullError: no room left; nothing of it was written.
            StoreError: the database cannot be written.
        """
        return connections.transaction(self._connection)

    def attempt(self) -> contextlib.AbstractContextManager[None]:
        """A part of an open transaction that leaves nothing behind when it fails; the rest stays.

        Raises:
            RuntimeError: no transaction is open.
        """
        return connections.attempt(self._connection)

    def snapshot(self) -> contextlib.AbstractContextManager[None]:
        """What is read within belongs together, whatever the writer does; for a reader."""
        return connections.snapshot(self._connection)

    def faults(self) -> list[str]:
        """What SQLite's own check finds wrong; empty when all is well. Reads everything."""
        return self._connection.faults()

    def close(self) -> None:
        """Close the connection; the writer's last act folds the write-ahead log into the file."""
        self._connection.close()
