"""A library that is open for writing, and what works on it; belongs to the library thread."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from photosim.core.errors import LogNote, PhotosimError, coded
from photosim.core.folders.directory_lister import Disk
from photosim.core.folders.scan import FolderCheck, Scandir
from photosim.core.image import formats
from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.services.duplicates.close_look_queue import CloseLookQueue
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.compare_run import CompareRun
from photosim.services.duplicates.group_questions import GroupQuestions
from photosim.services.events import Progress
from photosim.services.folders.disk_thread import DiskThread
from photosim.services.folders.examine_queue import ExamineQueue
from photosim.services.folders.indexer import Indexer
from photosim.services.folders.thumbnail_embedding import ThumbnailEmbedding
from photosim.services.notifier import Notifier
from photosim.services.runtime.free_space_watch import FreeSpaceWatch
from photosim.services.runtime.index_process import IndexProcess
from photosim.services.runtime.lock import WriterLock
from photosim.services.runtime.worker_pool import WorkerPool

log = logging.getLogger(__name__)

PAUSED = "paused"
AHEAD = 6
"""Files with the workers or waiting before them, for each worker."""
COMPARED_AHEAD = 3
"""Photos to be compared with others, the same."""


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What an engine is made of.

    Attributes:
        library: the library's own folder.
        n_workers: worker processes for indexing.
        excluded: names or patterns of folders and files that are never indexed.
        model_card: path of the chosen model's card.
        included: names or patterns that are indexed though another program owns them.
        reads_raw: whether RAW files are photos.
    """

    library: Path
    n_workers: int
    excluded: tuple[str, ...]
    model_card: Path
    included: tuple[str, ...] = ()
    reads_raw: bool = field(default_factory=formats.raw_supported)

    def is_photo(self, name: bytes) -> bool:
        """Whether a file of this name is a photo for this engine."""
        return formats.is_photo_name(name, raw=self.reads_raw)


class OpenedLibrary:
    """The open library with its lock and indexer.

    Args:
        config: which library and model.
        index: holds the index.
        workers: examine files.
        notifier: whom to tell.
        wake: called from other threads when the library thread has something to take.
        answers: called from another thread with a folder that answers again.
        seen_away: called in the library thread with a folder that a scan made offline.
        scandir: lists directories.

    Attributes:
        library, indexer, disk_thread, notifier, compare_run, groups: see their classes.
        background, clustering_run, themes, labelling, map, words, colour_filling: the same.
        is_comparing_asked_for: somebody waits for it, also while indexing is paused.
        room: looks after the disk for whoever is stopped by its being full.
    """

    def __init__(
        self,
        config: EngineConfig,
        index: IndexProcess,
        workers: WorkerPool,
        notifier: Notifier,
        wake: Callable[[], None],
        answers: Callable[[bytes], None],
        scandir: Scandir = os.scandir,
        seen_away: Callable[[int, FolderCheck], None] = lambda _folder_id, _seen: None,
    ) -> None:
        self.layout = _made(config.library)
        self._lock = WriterLock(self.layout.lock)
        self._lock.acquire()
        self._index = index
        try:
            self.library = Library.open(self.layout, config.model_card, index)
        except BaseException:
            self._lock.release()
            raise
        self.notifier, self._wake = notifier, wake
        self.disk_thread = DiskThread(self._disk(config, scandir), wake, answers)
        self.room = FreeSpaceWatch(self.layout.root)
        self._make_indexer(workers, config.n_workers, seen_away)
        self._make_comparison(workers, config.n_workers)
        self._make_views()

    def _disk(self, config: EngineConfig, scandir: Scandir) -> Disk:
        """What is seen of folders; never the library's own."""
        return Disk(
            config.excluded,
            left_out=os.fsencode(self.layout.root),
            is_photo=config.is_photo,
            scandir=scandir,
            included=config.included,
        )

    def _make_indexer(
        self,
        workers: WorkerPool,
        n_workers: int,
        seen_away: Callable[[int, FolderCheck], None],
    ) -> None:
        self.indexer = Indexer(
            self.library,
            self.disk_thread,
            ExamineQueue(workers, self._wake, AHEAD * n_workers),
            ThumbnailEmbedding(workers, self._wake, AHEAD * n_workers),
            self.notifier,
            library_folder=self.layout.root,
            seen_away=seen_away,
            is_paused=bool(self.library.store.library_facts.get(PAUSED, False)),
        )
        self.notifier.held = lambda: self.indexer.held

    def _make_comparison(self, workers: WorkerPool, n_workers: int) -> None:
        """What finds duplicates, with the groups made of it."""
        ahead = COMPARED_AHEAD * n_workers
        pairs = CompareQueue(self.library, workers, self._wake, ahead)
        close_looks = CloseLookQueue(self.library, pairs, workers, self._wake, ahead)
        self.compare_run = CompareRun(
            self.library, pairs, close_looks, self.notifier, self._has_better_to_do
        )
        self.groups = GroupQuestions(self.library.store, self.compare_run)
        self.is_comparing_asked_for = False

    def _make_views(self) -> None:
        """What themes, labels, the map and words work with; it does nothing before it is asked.

        Imported here, in the library thread: a window is painted before it needs any of it.
        """
        from photosim.services.map.map_maker import MapMaker
        from photosim.services.runtime.background import Background
        from photosim.services.themes.clustering_run import ClusteringRun
        from photosim.services.themes.labelling import Labelling
        from photosim.services.themes.theme_lister import ThemeLister
        from photosim.services.themes.theme_tags import ThemeTags
        from photosim.services.words.colour_filling import ColourFilling
        from photosim.services.words.word_index import Searched, WordIndex

        library, layout, notifier, wake = self.library, self.layout, self.notifier, self._wake
        groups, is_indexing = self.compare_run.load, lambda: self.indexer.is_running
        self.background = Background()
        self.clustering_run = ClusteringRun(
            library, layout, self.background, groups, notifier, wake
        )
        self.themes = ThemeLister(library, self.clustering_run, ThemeTags(library))
        self.labelling = Labelling(library, self.themes)
        self.map = MapMaker(
            library, layout, self.background, self.clustering_run, notifier, wake, is_indexing
        )
        searched = Searched(
            lambda: library.serving, lambda: library.live, lambda: self.clustering_run.graph_now
        )
        self.words = WordIndex(library.store, layout, searched)
        self.colour_filling = ColourFilling(library, self.background, wake)

    @property
    def _is_sorting(self) -> bool:
        """Whether themes or the map are being made."""
        return self.map.is_busy or self.clustering_run.is_running

    def tell_phase(self) -> None:
        """Something else than indexing has ended; a run of the indexer tells its phase itself."""
        if not self.indexer.is_running:
            self.notifier.progress(Progress(self.indexer.phase, n_photos=self.library.n_photos))

    def set_paused(self, paused: bool) -> None:
        """Pause or resume, also for the next start."""
        with self.library.store.transaction():
            self.library.store.library_facts.set(PAUSED, paused)
        if paused:
            self.indexer.is_paused = True
        else:
            self.indexer.resume()

    def _has_better_to_do(self) -> bool:
        """Whether photos wait to be examined or sorted, or the person wants nothing to be done."""
        if self._is_sorting:
            return True
        if self.indexer.is_paused or self.indexer.is_stopped:
            return not self.is_comparing_asked_for
        return self.indexer.is_running

    def close(self, *, saves: bool = True) -> None:
        """Save the index, unless told otherwise, close the library, let go of the lock."""
        self.background.stop()
        try:
            if saves and self.library.live.is_open:
                self._keep_index()
        finally:
            self.library.close()
            self._index.stop()
            self._lock.release()

    def _keep_index(self) -> None:
        """Save the index for the next start, which else makes it again."""
        try:
            self.indexer.keep_index()
        except PhotosimError as error:  # a full disk that stopped indexing was told of
            level = logging.INFO if self.indexer.is_stopped else logging.WARNING
            log.log(level, "%s", coded(LogNote.INDEX_MADE_LATER, error))


def _made(folder: Path) -> Layout:
    """The library's folder, made when it is missing; the log says when others may look into it."""
    layout = Layout(folder)
    layout.make()
    if layout.is_open:
        log.warning("%s", coded(LogNote.OPEN_TO_OTHERS, layout.root))
    return layout
