"""The clean-up: what was chosen in a review goes to the trash, and comes back from it.

What goes is made out in the library thread, from the groups and choices as they are at that moment;
hashing and moving happen in the trash's own thread, which checks each file again. Directories are
read for the plan in a third thread, so that a disk that does not answer holds up neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from photosim.core.errors import TrashError, TrashFault
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import readable
from photosim.core.records.trash import LastCopies, StoppableRun, Trash, TrashReport
from photosim.core.store import Store
from photosim.core.trash.trash_folders import TrashFolders
from photosim.services.events import Event
from photosim.services.library.access import Access
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.asking import Asking, Submit
from photosim.services.runtime.futures import chained, mapped, pass_failure, pass_on, tell
from photosim.services.runtime.jobs import JobThread, LongWork, Turn
from photosim.services.trash import interruptions
from photosim.services.trash.companion_survey import Companions, CompanionSurvey
from photosim.services.trash.plan import TrashPlanner
from photosim.services.trash.summary import (
    JournalRow,
    TrashPlan,
    TrashRequests,
    TrashSummary,
    summarised,
)
from photosim.services.trash.trash_thread import TrashThread, equal_by, taken_by

_MOST_BATCHES = 1_000_000

_ENOUGH_ROWS = 2_000
"""Of the journal at once; a batch is never cut."""

_SILENT_S = 1.0
"""At the end a directory that does not answer is waited for no longer."""

_Made = TypeVar("_Made")
_MakePlan = Callable[[TrashPlanner], LongWork[_Made]]
"""Makes requests, or a plan of them, of what was chosen."""


class TrashQuestions:
    """Moves what was chosen to the trash and brings it back. Every method is for any thread.

    Args:
        access: the way to the library.
        trash: moves one file to the system's trash.
        changed: told the directories in which files went or came back, in the library thread.
        notify: told how far a run is, and what was interrupted.
        folders: where this system's trash lies.
    """

    def __init__(
        self,
        access: Access,
        trash: Trash,
        changed: Callable[[OpenedLibrary, frozenset[bytes]], None],
        notify: Callable[[Event], None],
        folders: TrashFolders | None = None,
    ) -> None:
        self._access = access
        self._changed = changed
        self._ask = Asking(_through(access))
        self._looking = JobThread("survey")
        self._trash_thread = TrashThread(
            self._ask,
            trash,
            folders or TrashFolders.of_this_person(),
            lambda: self._ask(lambda store: store.presets.never_touch()),
            self._tell_changed,
            notify,
        )

    def start(self) -> None:
        """Begin; what was being moved when the program ended is settled first."""
        self._looking.start()
        self._trash_thread.start()

    def stop(self) -> None:
        """End after the file that is being moved; before the library thread stops."""
        self._trash_thread.stop()
        self._looking.stop(timeout_s=_SILENT_S)

    def move(
        self,
        group_ids: Sequence[str],
        may_be_last: LastCopies,
        may_lose: Collection[str] = (),
    ) -> StoppableRun:
        """Move what was chosen in these groups to the trash.

        Of groups that are not there any more nothing goes; the report names them.
        `may_lose` are RAW files and films, by path, of which the person said, asked once more, that
        they may go with their photos although no copy of them stays.
        """
        ids, last = tuple(group_ids), tuple(may_be_last)
        return self._move(lambda planner: planner.requests(ids, last), may_lose)

    def move_photos(
        self,
        photo_ids: Sequence[int],
        may_be_last: LastCopies,
        may_lose: Collection[str] = (),
    ) -> StoppableRun:
        """Move photos that were chosen outside a review to the trash, by the same steps.

        `may_be_last` are those, as (`OUTSIDE`, photo id), of which the person said, asked once
        more, that they may go although no copy of them stays; `may_lose` as in `move`.
        """
        ids, last = tuple(photo_ids), tuple(may_be_last)
        return self._move(lambda planner: planner.requests_of_photos(ids, last), may_lose)

    def _move(
        self,
        make: _MakePlan[TrashRequests],
        may_lose: Collection[str],
    ) -> StoppableRun:
        run = _Run()

        def begin(made: TrashRequests) -> None:
            real = self._trash_thread.move(made.requests, may_lose)
            run.follow(real, partial(replace, missing_groups=made.missing_groups))

        made = self._access.run(lambda opened: _planned(opened, make))
        tell(made, begin)
        pass_failure(made, run.report)
        return run

    def summary(self, tier: Tier) -> Future[TrashSummary]:
        """What moving all that was chosen in a tier would do, and what would go with it.

        The directories are read for that, so it may take a while.
        """
        return self._look_ahead(lambda planner: planner.plan(tier))

    def summary_of_photos(self, photo_ids: Sequence[int]) -> Future[TrashSummary]:
        """The same for photos that were chosen outside a review."""
        ids = tuple(photo_ids)
        return self._look_ahead(lambda planner: planner.plan_of_photos(ids))

    def _look_ahead(self, make: _MakePlan[TrashPlan]) -> Future[TrashSummary]:
        def look(plan: TrashPlan) -> Future[TrashSummary]:
            survey = CompanionSurvey(taken_by(self._ask), equal_by(self._ask))
            return self._looking.run(_summary(plan, survey.going_along(plan.requests)))

        plan = self._access.run(lambda opened: _planned(opened, make))
        return chained(plan, look)

    def companions(self, paths: Sequence[str]) -> Future[Companions]:
        """What belongs to photos and lies beside them now, as far as their directories answer."""
        survey = CompanionSurvey(taken_by(self._ask)).companions(paths)
        return self._looking.run(survey)

    def whole_units(self, paths: Sequence[str]) -> Future[Companions]:
        """The same with what is among the photos themselves: each with all of its unit."""
        survey = CompanionSurvey(taken_by(self._ask)).whole_units(paths)
        return self._looking.run(survey)

    def restore(self, item_ids: Sequence[int]) -> StoppableRun:
        """Bring files of the journal back, each with the rest of its unit."""
        return self._trash_thread.restore(item_ids)

    def restore_batch(self, batch_id: int) -> StoppableRun:
        """Bring everything of a batch back that is still in the trash."""
        return self._trash_thread.restore_batch(batch_id)

    def journal(self, text: str, offset: int, n: int) -> Future[Sequence[JournalRow]]:
        """Batches, the last first, each followed by its files whose path contains `text`.

        At most `n` batches after the first `offset`, fewer when these have thousands of files, none
        when there are no more; with a text, batches without such files are left out.
        """
        work = partial(_journal, text=text, offset=offset, n=n)
        return self._access.run(lambda o: work(o.library.store))

    def interruptions_said(self) -> None:
        """The person was told of every `Interrupted`: the next start says nothing of it."""
        self._access.quietly(lambda opened: interruptions.mark_told(opened.library.store))

    def _tell_changed(self, directories: frozenset[bytes]) -> None:
        self._access.quietly(lambda opened: self._changed(opened, directories))


class _Run(StoppableRun):
    """A run that can be stopped before it has begun."""

    def __init__(self) -> None:
        super().__init__()
        self._real: StoppableRun | None = None

    def follow(self, real: StoppableRun, told: Callable[[TrashReport], TrashReport]) -> None:
        """It has begun; of its report is told what `told` makes of it."""
        self._real = real
        pass_on(mapped(real.report, told), self.report)
        if self.is_stopping:
            real.stop()

    def stop(self) -> None:
        """Stop between two files, or before the first."""
        super().stop()
        if self._real is not None:
            self._real.stop()


def no_trash(path: Path) -> Path | None:
    """The trash of a program that has none: everything stays.

    Raises:
        TrashError: always.
    """
    raise TrashError(TrashFault.WINDOW_ONLY, readable(os.fsencode(path)))


def _planned(opened: OpenedLibrary, make: _MakePlan[_Made]) -> LongWork[_Made]:
    yield from opened.compare_run.load()
    return (yield from make(TrashPlanner(opened.library.store, opened.groups)))


def _summary(plan: TrashPlan, survey: LongWork[Companions]) -> LongWork[TrashSummary]:
    return summarised(plan, (yield from survey))


def _journal(store: Store, *, text: str, offset: int, n: int) -> LongWork[list[JournalRow]]:
    found = set(store.journal.ids(text).tolist()) if text else None
    with_files = {item.batch_id for item in store.journal.items(sorted(found or ()))}
    batches = store.journal.batches(_MOST_BATCHES if text else offset + n)
    listed = [one for one in batches if found is None or one.id in with_files]
    rows: list[JournalRow] = []
    for batch in listed[offset : offset + n]:
        if len(rows) >= _ENOUGH_ROWS:
            break
        yield Turn.AGAIN
        units = store.journal.units_of_batch(batch.id)
        rows.append(batch)
        rows += [item for unit in units for item in unit if found is None or item.id in found]
    return rows


def _through(access: Access) -> Submit:
    def submit(work: Callable[[Store], _Made]) -> Future[_Made]:
        return access.submit(lambda opened: work(opened.library.store))

    return submit
