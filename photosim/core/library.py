"""All of one library under one folder: store, thumbnails, index; for the one thread that writes.

`Library.open` -> `open_index` -> `scan` -> `next_files` -> (workers) -> `record` -> `searcher`.
Long work is a generator that yields between slices; the thread that owns the library turns it.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosim.core import active_model
from photosim.core.errors import Fault, StoreError, coded
from photosim.core.folders import reexamination, watchable
from photosim.core.folders.directory_lister import DirectoryLister
from photosim.core.folders.reconcile import FolderScan
from photosim.core.folders.tally import Tally
from photosim.core.index.live_index import LiveIndex, SavedIndex
from photosim.core.layout import Layout
from photosim.core.records.photos import EXAMINATION, Examined, KnownContent
from photosim.core.search.searcher import HashTable, Searcher
from photosim.core.store import Store
from photosim.core.store.embeddings import Embedding
from photosim.core.store.files import PendingFile
from photosim.core.store.folders import FolderRow
from photosim.core.store.thumbstore import ThumbStore

log = logging.getLogger(__name__)

_NOT_WRITTEN = coded(Fault.BUG_KEEPING)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a worker found out about a file: a photo, or the reason why it is none."""

    file: PendingFile
    result: Examined | KnownContent | str


class Library:
    """An open library. Every method is for the thread that opened it.

    Attributes:
        store, thumbs: the truth and a cache.
        chosen: the model that photos are examined with.
        serving: the model that answers queries: the chosen one, once all photos have it.
        live: the index of the serving model's embeddings.
    """

    def __init__(
        self, layout: Layout, store: Store, thumbs: ThumbStore, card: Path, index: SavedIndex
    ) -> None:
        self.store = store
        self.thumbs = thumbs
        self.chosen = active_model.load(store, card)
        self.serving = active_model.serving(store, self.chosen)
        self._layout = layout
        self._index = index
        self._hashes: HashTable | None = None
        self._others: list[int] = []
        self.live = self._make_live()

    @classmethod
    def open(cls, layout: Layout, card: Path, index: SavedIndex) -> Library:
        """Open a library for writing, or make one.

        Raises:
            StoreError: it is damaged, too new, or there is no room.
            ModelError: the model's card or projection is missing or damaged.
        """
        layout.make()
        with contextlib.ExitStack() as opened:
            store = opened.enter_context(contextlib.closing(Store.open(layout.database)))
            thumbs = opened.enter_context(contextlib.closing(ThumbStore(layout.thumbnails)))
            library = cls(layout, store, thumbs, card, index)
            opened.pop_all()
        return library

    def open_index(self) -> Iterator[tuple[int, int]]:
        """Load the index, or make it again, in slices; yields photos in it and photos in all.

        The perceptual hashes come with it: the gallery does not wait for them.
        """
        if self._hashes is None:
            self._hashes = HashTable(*self.store.photos.phashes())
        yield from self.live.open()

    @property
    def searcher(self) -> Searcher:
        """Answers queries over what is there now; for after `open_index`."""
        model = self.serving
        hashes = self._hashes or HashTable(*self.store.photos.phashes())
        return Searcher(self.store, self._index, hashes, model.projection, model.number)

    @property
    def n_photos(self) -> int:
        """How many photos are in the library."""
        return len(self.live) if self.live.is_open else self.store.photos.count()

    def add_folder(self, path: bytes, *, checked: bool = False) -> FolderRow:
        """Watch one more folder.

        Args:
            path: of the folder.
            checked: the caller has asked `refuse_nested`, where waiting for a disk does no harm.

        Raises:
            FolderError: it is inside or around one that is watched already.
        """
        if not checked:
            others = [row.path for row in self.store.folders.all() if row.path != path]
            watchable.refuse_nested(path, others)
        with self.store.transaction():
            return self.store.folders.add(path)

    def remove_folder(self, folder_id: int) -> None:
        """Watch a folder no more; nothing on the disk is touched, its photos stay known."""
        before = self.store.files.photo_ids(folder_id)
        with self.store.transaction():
            self.store.folders.remove(folder_id)
        self._drop_dead(before)

    def forget_missing(self, folder_id: int) -> None:
        """The person says that the photos of an offline folder are really gone."""
        before = self.store.files.photo_ids(folder_id)
        with self.store.transaction():
            self.store.files.remove_all(folder_id)
            self.store.folders.set_state(folder_id, offline=False)
        self._drop_dead(before)

    def scan(
        self,
        folder_id: int,
        disk: DirectoryLister,
        tally: Tally,
        dirty: Iterable[bytes] | None = None,
    ) -> Generator[bool, None, None]:
        """Bring the files of a folder in line with the disk, whole or only dirty directories.

        Yields:
            True when there is more to do at once, False when the disk has not answered yet.
        """
        work = FolderScan(self.store, self.store.folders.get(folder_id), disk, tally)
        yield from work.whole() if dirty is None else work.directories(dirty)
        self._drop_dead(tally.lessened)
        tally.lessened.clear()

    def next_files(
        self, limit: int, taken: Collection[int]
    ) -> list[tuple[PendingFile, frozenset[str]]]:
        """Files to examine, each with the content hashes that need no examining."""
        photos = self.store.photos
        return [
            (file, photos.known_hashes(file.stamp.size, self.chosen.number))
            for file in self.store.files.pending(limit, taken)
        ]

    def record(self, findings: Sequence[Finding], tally: Tally) -> None:
        """Write what workers found out: thumbnails first, then all rows at once, then the index.

        Whatever happens in between, a file is either done with everything or still to be examined.
        What cannot be written for one file is a problem of that file alone.

        Raises:
            DiskFullError: no room; the files are still to be examined.
            StoreError: the database is damaged; the same.
        """
        examined = [f.result for f in findings if isinstance(f.result, Examined)]
        self.thumbs.put_many({one.content_hash: one.thumbnail for one in examined})
        self._others.clear()
        ids = self._written(findings)
        self._see_again(sorted(set(self._others)))
        for finding, photo_id in zip(findings, ids, strict=True):
            self._note(finding, photo_id, tally)
        self._index_new([photo_id for photo_id in ids if photo_id is not None])
        self._drop_dead(f.file.photo_id for f in findings if f.file.photo_id is not None)

    @property
    def n_to_examine(self) -> int:
        """How many files are to be examined, those of an older examination with them."""
        return self.store.files.n_pending() + self.store.files.n_older(EXAMINATION)

    def lost_thumbnails(self, photo_ids: Sequence[int]) -> None:
        """The cache has no thumbnail of these photos: their files are to be examined again."""
        with self.store.transaction():
            self.store.photos.lose_thumbnails(photo_ids)
            self.store.files.examine_again(photo_ids)

    @property
    def is_changing_model(self) -> bool:
        """Whether another model serves than the chosen one, until that has seen every photo."""
        return self.serving.number != self.chosen.number

    def unseen(self, after: int, limit: int) -> dict[int, bytes | None]:
        """Thumbnails of photos that the chosen model has not seen, by ascending id.

        None for a photo without one. At most `limit`, from behind the photo `after`.
        """
        missing = self.store.embeddings.missing(self.chosen.number, after, limit)
        thumbnails = self.thumbs.get_many(list(missing.values()))
        return {photo_id: thumbnails.get(name) for photo_id, name in missing.items()}

    def stand_in(self, found: Mapping[int, Embedding]) -> None:
        """Keep what the chosen model makes of thumbnails, by photo, until their files are examined.

        A photo that was examined meanwhile keeps what it has.

        Raises:
            DiskFullError, StoreError: nothing of it is kept.
        """
        seen = self.store.embeddings.features(list(found), self.chosen.number)[0].tolist()
        new = {photo_id: one for photo_id, one in found.items() if photo_id not in seen}
        if new:
            with self.store.transaction():
                self.store.embeddings.put_many(self.chosen.number, new)
                self.store.photos.doubt(new)

    def finish(self) -> bool:
        """At the end of a run: switch to the chosen model when all photos have its embedding.

        Photos in folders that are offline are not waited for; those without a thumbnail are found
        again once they could be read. Returns whether it switched; then `open_index` has to be
        turned once more.
        """
        if not self.is_changing_model or self.store.files.n_pending():
            return False
        active_model.switch(self.store, self.chosen)
        self.serving = self.chosen
        self.live = self._make_live()
        return True

    def close(self) -> None:
        """Close the databases; saves nothing."""
        self.thumbs.close()
        self.store.close()

    def _make_live(self) -> LiveIndex:
        model = self.serving
        return LiveIndex(
            self.store, self._index, model.projection, model.number, self._layout.index
        )

    def _written(self, findings: Sequence[Finding]) -> list[int | None]:
        """Write all findings at once, or, if one of them cannot be, one by one; the photos' ids."""
        try:
            with self.store.transaction():
                return [self._write(finding) for finding in findings]
        except StoreError:  # no room or damaged: going on would do harm
            raise
        except Exception:  # noqa: BLE001 (which file it is, and why, comes out one by one)
            return [self._written_alone(finding) for finding in findings]

    def _written_alone(self, finding: Finding) -> int | None:
        try:
            with self.store.transaction():
                return self._write(finding)
        except StoreError:
            raise
        except Exception:
            log.exception("What was found out about %r cannot be written.", finding.file.path)
        with self.store.transaction():
            self.store.files.failed(finding.file.id, finding.file.stamp, _NOT_WRITTEN)
        return None

    def _note(self, finding: Finding, photo_id: int | None, tally: Tally) -> None:
        """What follows when a finding was written; None for a file without a photo."""
        before = finding.file.photo_id
        if photo_id is None:
            tally.looked_into(finding.file.path, is_same=before is None)
            return
        if isinstance(finding.result, Examined):
            if self._hashes is not None:
                self._hashes.add(photo_id, finding.result.phash)
        elif before is None:
            tally.turned_up(photo_id)
        tally.looked_into(finding.file.path, is_same=before in (None, photo_id))

    def _write(self, finding: Finding) -> int | None:
        file, result, store = finding.file, finding.result, self.store
        if isinstance(result, str):
            store.files.failed(file.id, file.stamp, result)
            return None
        if isinstance(result, Examined):
            known = store.photos.id_of(result.content_hash)
            if known is not None and reexamination.is_other(
                store, known, self.chosen.number, result
            ):
                self._others.append(known)
            photo_id = store.photos.put(result, file.stamp)
            store.embeddings.put(photo_id, self.chosen.number, result)
        else:
            known = store.photos.id_of(result.content_hash)
            if known is None:
                raise KeyError(result.content_hash)
            photo_id = known
        store.files.done(file.id, file.stamp, photo_id)
        return photo_id

    def _see_again(self, photo_ids: list[int]) -> None:
        """Photos that look otherwise than their rows said: they are compared and indexed anew."""
        if not photo_ids:
            return
        with self.store.transaction():
            self.store.pairs.forget(photo_ids)
            self.store.pair_search_state.forget(photo_ids)
        self.live.remove(np.array(photo_ids, np.int64))

    def _index_new(self, photo_ids: list[int]) -> None:
        photo_ids = [i for i in sorted(set(photo_ids)) if self.store.photos.is_live(i)]
        if photo_ids:
            self.live.add(*self.store.embeddings.features(photo_ids, self.serving.number))

    def _drop_dead(self, photo_ids: Iterable[int]) -> None:
        dead = [i for i in sorted(set(photo_ids)) if not self.store.photos.is_live(i)]
        self.live.remove(np.array(dead, np.int64))
