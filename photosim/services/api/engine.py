"""The engine: everything that the two doors and the window ask for, behind one plain interface.

It only passes on: what is asked goes by `access` to the library thread, where `maintenance` keeps
the library up to date; pictures go to `looking` and its process, what is painted to the `reader`
and its thread. Callbacks come from any of these threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from photosim.core import report
from photosim.core.folders.scan import Scandir
from photosim.core.layout import Layout
from photosim.core.records.index_report import IndexReport
from photosim.core.records.photos import Answer, Folder, Picture, Problem, Query
from photosim.core.records.review import Group, GroupDetail, GroupFilter
from photosim.core.records.trash import Trash
from photosim.services.api.backups import BackupQuestions
from photosim.services.api.labels import LabelQuestions
from photosim.services.api.map import MapQuestions
from photosim.services.api.more_like import MoreLikeQuestions
from photosim.services.api.pictures import Looking
from photosim.services.api.review import ReviewQuestions
from photosim.services.api.themes import ThemeQuestions
from photosim.services.api.trash import CleanUp, no_trash
from photosim.services.api.words import WordQuestions
from photosim.services.events import Event
from photosim.services.library.access import Access, Failed
from photosim.services.library.maintenance import Upkeep
from photosim.services.library.open_library import EngineConfig as EngineConfig
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.library.opening import ReopenedError
from photosim.services.runtime.jobs import Job, LibraryThread
from photosim.services.runtime.library_rows import LibraryRows
from photosim.services.runtime.reader import NamedDone, PhotosDone, Reader, ThumbnailDone


class Engine:
    """A library at work. `start` once, `stop` once; every method is for any thread.

    Args:
        config: which library, how many workers, which model.
        notify: told every event, from any thread; must be quick.
        watch: whether to follow the folders; the command line does not.
        scandir: lists directories as `os.scandir` does; tests pass their own.
        trash: moves one file to the system's trash; the command line has none.

    Attributes:
        choose, choose_many, decide, verdicts, revoke, decide_again, preview, preview_groups,
            presets, save_preset, forget_preset: what a person says in a review; see
            `ReviewQuestions`.
        backups, go_back: the copies of what was decided; see `BackupQuestions`.
        trash, trash_photos, trash_summary, trash_summary_of_photos, beside, restore,
            restore_batch, journal, interruptions_said: see `CleanUp`.
    """

    def __init__(
        self,
        config: EngineConfig,
        notify: Callable[[Event], None],
        *,
        watch: bool = True,
        scandir: Scandir = os.scandir,
        trash: Trash = no_trash,
    ) -> None:
        self._library = config.library
        thread = LibraryThread()
        self._access = Access(thread, notify)
        self._reader = Reader(self._rows, self._thumbnails_lost)
        self._looking = Looking(thread, self._access.if_open, str(config.model_card))
        self._upkeep = Upkeep(
            config,
            thread,
            self._access,
            self._looking.serve_with,
            notify,
            reader=self._reader,
            watch=watch,
            scandir=scandir,
        )
        backups = BackupQuestions(self._access, self._upkeep.reopen)
        self.backups, self.go_back = backups.backups, backups.go_back
        review = ReviewQuestions(self._access)
        self.choose, self.choose_many = review.choose, review.choose_many
        self.decide, self.decide_again = review.decide, review.decide_again
        self.verdicts, self.revoke = review.verdicts, review.revoke
        self.preview, self.presets = review.preview, review.presets
        self.preview_groups = review.preview_groups
        self.save_preset, self.forget_preset = review.save_preset, review.forget_preset
        themes = ThemeQuestions(self._access, notify, self._upkeep.reviving)
        self.themes, self.sort_again = themes.themes, themes.sort_again
        mapped = MapQuestions(self._access, notify, self._upkeep.reviving, themes.themes)
        self.photo_map = mapped.photo_map
        labels = LabelQuestions(self._access, notify, self._upkeep.reviving)
        self.name_theme, self.photo_ids = labels.name_theme, labels.photo_ids
        self.label, self.unlabel = labels.label, labels.unlabel
        self.rename_label, self.remove_label = labels.rename_label, labels.remove_label
        self.undo_labels, self.labels = labels.undo_labels, labels.labels
        self.labels_of = labels.labels_of
        clean_up = CleanUp(self._access, trash, self._upkeep.folders.request_directories, notify)
        self._clean_up = clean_up
        self.trash, self.trash_summary = clean_up.trash, clean_up.trash_summary
        self.trash_photos = clean_up.trash_photos
        self.trash_summary_of_photos = clean_up.trash_summary_of_photos
        self.beside = clean_up.beside
        self.restore, self.restore_batch = clean_up.restore, clean_up.restore_batch
        self.journal, self.interruptions_said = clean_up.journal, clean_up.interruptions_said
        self._words = WordQuestions(self._access, self._looking.ask, thread.rest)
        self._more_like = MoreLikeQuestions(self._words, self._looking)
        self.suggest_words, self.tags = self._words.suggest_words, self._words.tags

    def start(self) -> None:
        """Begin; returns at once. Events follow as soon as the library is open."""
        self._looking.start()
        self._upkeep.start()
        self._clean_up.start()

    def stop(self) -> None:
        """End everything; what is found and not written yet is found again at the next start."""
        self._reader.stop()
        self._clean_up.stop()
        self._upkeep.stop()
        self._looking.stop()

    def add_folder(self, path: str, done: Callable[[Folder], None], failed: Failed) -> Job:
        """Watch one more folder and index it.

        `failed` gets a `FolderError` when it lies in or around a watched one.
        """
        return self._access.run(lambda opened: self._upkeep.folders.add(opened, path), done, failed)

    def remove_folder(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """Watch a folder no more; its photos stay where they are."""
        return self._access.submit(
            lambda o: self._upkeep.folders.remove(o, folder_id), done, failed
        )

    def forget_missing(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """The person says that the photos of an empty or vanished folder are really gone."""
        return self._access.submit(
            lambda o: self._upkeep.folders.forget(o, folder_id), done, failed
        )

    def rescan(self, folder_id: int | None = None) -> None:
        """Scan one folder, or all, as a whole."""
        self._access.quietly(lambda opened: self._upkeep.folders.request(opened, folder_id))

    def update(self, done: Callable[[IndexReport], None], failed: Failed) -> Job:
        """Scan all folders and tell when everything is up to date.

        A library that is found damaged meanwhile is repaired and opened anew, at most once.
        """
        job = Job(done, failed)

        def ask() -> None:
            self._access.run(lambda o: self._upkeep.update(o, job), _nothing, fail)

        def fail(error: Exception) -> None:
            if isinstance(error, ReopenedError):
                ask()
            else:
                job.fail(error)

        ask()
        return job

    def pause(self) -> None:
        """Stop indexing after the photos that are being read, until `resume`, also for later."""
        self._access.quietly(self._upkeep.pause)

    def resume(self) -> None:
        """Go on, after `pause` or after trouble."""
        self._access.quietly(self._upkeep.resume)

    def search(
        self,
        query: Query,
        done: Callable[[Answer], None],
        failed: Failed,
        k: int = 200,
        refined: Callable[[Answer], None] | None = None,
    ) -> Job:
        """The k photos most alike a query; with `refined` at once and again after a closer look.

        Words alone have one answer: the photos that they fit, by how well. With a picture: the
        photos most alike it, what is in it of the words counting more.
        """
        reviving = self._upkeep.reviving(failed)
        if query.photo_id is None and query.path is None and query.data is None:
            return self._words.search(query.text, k, done, reviving)
        if query.text.strip():
            return self._more_like.search(query, k, done, reviving, refined)
        return self._looking.search(query, k, done, reviving, refined)

    def picture(
        self, photo_id: int, max_px: int, done: Callable[[Picture], None], failed: Failed
    ) -> Job:
        """The pixels of a photo, its long edge at most `max_px`."""
        return self._looking.picture(photo_id, max_px, done, failed)

    def compare(self, done: Callable[[None], None], failed: Failed) -> Job:
        """Compare what is not compared yet, also while paused, and tell when that is done."""
        job = Job(done, failed)
        self._access.submit(lambda o: self._upkeep.comparisons.request(o, job), _nothing, job.fail)
        return job

    def groups(
        self, wanted: GroupFilter, done: Callable[[Sequence[Group]], None], failed: Failed
    ) -> Job:
        """The groups of duplicates or similar shots that a filter wants, in its order."""
        return self._access.run(lambda o: o.groups.listed(wanted), done, failed)

    def group(self, group_id: str, done: Callable[[GroupDetail], None], failed: Failed) -> Job:
        """All of one group; `failed` gets a `ReviewError` when it is not there any more."""
        return self._access.run(lambda o: o.groups.detail(group_id), done, failed)

    def group_details(
        self, wanted: GroupFilter, done: Callable[[Sequence[GroupDetail]], None], failed: Failed
    ) -> Job:
        """All of every group that a filter wants; takes a second for some hundred groups."""
        return self._access.run(lambda o: o.groups.details(wanted), done, failed)

    def problems(self, done: Callable[[Sequence[Problem]], None], failed: Failed) -> Job:
        """The files and directories that could not be read, with reasons."""
        return self._access.submit(self._upkeep.problems, done, failed)

    def retry_problems(self) -> None:
        """Read every problem file once more."""
        self._access.quietly(self._upkeep.retry_problems)

    def status(self, done: Callable[[dict[str, object]], None], failed: Failed) -> Job:
        """Counts, sizes and versions."""
        return self._access.submit(_status, done, failed)

    def photos(self, ids: Sequence[int], done: PhotosDone, channel: str = "grid") -> None:
        """Rows for painting; a newer request on the channel replaces an unanswered one."""
        self._reader.photos(ids, done, channel)

    def named(self, prefix: str, done: NamedDone) -> None:
        """The ids of the photos with a file whose name begins so; only the last one asked for."""
        self._reader.named(prefix, done)

    def thumbnails(self, ids: Sequence[int], done: ThumbnailDone, channel: str = "grid") -> None:
        """Thumbnails for painting, one call of `done` for each id; b"" when there is none yet."""
        self._reader.thumbnails(ids, done, channel)

    def worker_pids(self) -> list[int]:
        """Process ids of the index workers that are running."""
        return self._upkeep.worker_pids()

    def _rows(self) -> LibraryRows:
        return LibraryRows(Layout(self._library))

    def _thumbnails_lost(self, ids: Sequence[int]) -> None:
        self._access.quietly(lambda opened: self._upkeep.lost_thumbnails(opened, ids))


def _status(opened: OpenedLibrary) -> dict[str, object]:
    return report.status(opened.library.store, opened.layout)


def _nothing(_: object) -> None:
    """Nobody waits for the answer."""
