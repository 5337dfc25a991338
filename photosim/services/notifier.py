"""Tells the listener what changed, often enough to be lively and seldom enough to cost nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from photosim.core.library import Library
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder
from photosim.services.events import (
    Event,
    FoldersChanged,
    GroupsChanged,
    Phase,
    PhotosChanged,
    ProblemsChanged,
    Progress,
    Trouble,
)

PROGRESS_S = 0.2
LEAST_PHOTOS_S = 1.0
COST_SHARE = 0.05
"""Counting and listing again may take so much of the library thread's time."""


class Notifier:
    """Throttled events; every method is for the library thread.

    Attributes:
        scanning: ids of the folders that are being scanned.
        n_unlisted: how many directories could not be listed; they count among the problems.
        watch_notes: why folders are not (only) watched, by id, coded; said where nothing else is.
        held: asked with every progress what indexing is held by, see `Progress.held`: whoever
            tells how far some work is need not know what lasts longer.
    """

    def __init__(
        self, notify: Callable[[Event], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._notify = notify
        self._clock = clock
        self._progress_due = self._photos_due = self._pending_due = 0.0
        self._pending = self._recorded_then = 0
        self._changed: PhotosChanged | None = None
        self._told: tuple[Phase, Phase | None] | None = None
        self.scanning: frozenset[int] = frozenset()
        self.n_unlisted = 0
        self.watch_notes: Mapping[int, str] = {}
        self.held: Callable[[], Phase | None] = lambda: None

    def progress(self, progress: Progress) -> None:
        """How far it is; at once when the phase is another one."""
        now = self._clock()
        if now >= self._progress_due or (progress.phase, self.held()) != self._told:
            self._progress_due = now + PROGRESS_S
            self._tell(progress)

    def photos(self, library: Library) -> None:
        """Photos came or went; passed on at most about once a second."""
        if self._clock() >= self._photos_due:
            self._photos_due = self._clock() + max(LEAST_PHOTOS_S, library.n_photos / 50_000)
            self._counted(library)

    def folders(self, library: Library) -> None:
        """The folders as they are now, and how many files are problems."""
        self._folders(library, self._listed(library))

    def _listed(self, library: Library) -> tuple[Folder, ...]:
        return tuple(
            replace(folder, note=folder.note or self.watch_notes.get(folder.id, ""))
            for folder in library.store.folders.listed(self.scanning)
        )

    def _counted(self, library: Library) -> None:
        """Count once, and tell it to all: what is said in several places has to agree."""
        folders = self._listed(library)
        n_files = sum(folder.n_files for folder in folders)
        self._changed = PhotosChanged(library.n_photos, n_files)
        self._notify(self._changed)
        self._folders(library, folders)

    def _folders(self, library: Library, folders: tuple[Folder, ...]) -> None:
        self._notify(FoldersChanged(folders))
        self._notify(ProblemsChanged(library.store.files.n_problems() + self.n_unlisted))

    def settled(self, library: Library, phase: Phase) -> None:
        """A run ended: everything as it is now."""
        self._counted(library)
        self._tell(Progress(phase, n_photos=library.n_photos))

    def n_pending(self, library: Library, n_recorded: int) -> int:
        """How many files are to be examined; counted anew when that costs little.

        Args:
            library: the open one.
            n_recorded: how many were ever written down: those since the count wait no more.
        """
        began = self._clock()
        if began >= self._pending_due:
            self._pending, self._recorded_then = library.n_to_examine, n_recorded
            took = self._clock() - began
            self._pending_due = self._clock() + max(PROGRESS_S, took / COST_SHARE)
        return max(0, self._pending - (n_recorded - self._recorded_then))

    def groups(self, counts: Mapping[Tier, tuple[int, int]]) -> None:
        """The groups are other ones now."""
        self._notify(GroupsChanged(counts))

    def trouble(self, trouble: Trouble) -> None:
        """Something that a person should know."""
        self._notify(trouble)

    def _tell(self, progress: Progress) -> None:
        self._told = progress.phase, self.held()
        if self._changed is not None:
            counted = self._changed
            progress = replace(progress, n_photos=counted.n_photos, n_files=counted.n_files)
        self._notify(replace(progress, held=self.held()))
