"""A trash in memory, and a journal of what went."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from support.fake_review import NOW

from photosim.core.records.review import Choice, Member
from photosim.core.records.trash import Companion, Refusal, TrashProgress, TrashReport
from photosim.core.records.trash_items import Item, ItemState, JournalEntry, TrashBatch
from photosim.services.runtime.futures import finish
from photosim.services.trash.summary import PlannedFile, TrashSummary

if TYPE_CHECKING:
    from support.fake_engine import FakeEngine


class FakeRun:
    """A run that a test ends."""

    def __init__(self, report: Future | None = None) -> None:
        self.is_stopped = False
        self.report = Future() if report is None else report

    def stop(self) -> None:
        self.is_stopped = True


class FakeTrash:
    """The trash: a test ends its runs with `finish`.

    Attributes:
        trashing: what waits for `finish`: the run, its answers and what shall go.
        refusals: what the trash refuses.
        missing_groups: groups that are not there any more when files are to go.
        last_copies: members of which nothing would stay.
        lying_beside: what lies beside photos, by path.
        batches: what went.
    """

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        self.refusals: tuple[Refusal, ...] = ()
        self.missing_groups: tuple[str, ...] = ()
        self.last_copies: tuple[tuple[str, int, str], ...] = ()
        self.lying_beside: dict[str, tuple[Companion, ...]] = {}
        self.trashing: tuple[FakeRun, tuple[str, ...]] | None = None
        self.batches: list[tuple[TrashBatch, list[Item]]] = []

    def summary(self, tier):
        def work():
            goes = self._chosen(tier)
            groups = {group_id for group_id, _ in goes}
            n_members = sum(
                len(self._engine.review.details[group_id].members) for group_id in groups
            )
            size = sum(member.photo.size for _, member in goes)
            n_stay = n_members - len(goes)
            found = dict(self.lying_beside)
            n_files = len(goes) + sum(len(files) for files in found.values())
            last = {path for _, _, path in self.last_copies}
            files = [
                PlannedFile(m.photo.path, m.photo.size, m.photo.id, f"/kept/{m.photo.name}")
                for _, m in goes
                if m.photo.path not in last
            ]
            files += [PlannedFile(path, 1, 1) for path in last]
            files += [PlannedFile(path, 1, 1, "/kept/1.JPG", found[path]) for path in found]
            listed = tuple(sorted(files, key=lambda file: not file.is_grave))
            n = len(groups)
            return TrashSummary(n_files, size, n_stay, n, self.last_copies, found, listed, n)

        return self._engine.job("trash_summary", tier, work)

    def companions(self, paths):
        def work():
            return {path: self.lying_beside[path] for path in paths if path in self.lying_beside}

        return self._engine.job("companions", tuple(paths), work)

    def move(self, group_ids, may_be_last, may_lose=()):
        asked = (tuple(group_ids), tuple(may_be_last), tuple(may_lose))
        self._engine.asked.append(("trash", asked))
        run = FakeRun()
        self.trashing = (run, tuple(group_ids))
        return run

    def _chosen(self, tier):
        return [
            (detail.group.id, member)
            for detail in self._engine.review.details.values()
            if detail.group.tier is tier
            for member in detail.members
            if member.choice is Choice.TRASH
        ]

    def move_some(self, done: int, total: int, path: str = "/home/ada/IMG_1.JPG") -> None:
        """The run of the trash is so far."""
        self._engine.notify(TrashProgress(False, done, total, path))

    def finish(self, n_left: int = 0, stopped: str = "") -> None:
        """The run comes to its end."""
        run, group_ids = self.trashing
        self.trashing = None
        gone = [
            member
            for group_id in group_ids
            if group_id not in self.missing_groups
            for member in self._engine.review.details[group_id].members
            if member.choice is Choice.TRASH
        ]
        batch_id = len(self.batches) + 1
        items = [_item(batch_id, i, member) for i, member in enumerate(gone)]
        size = sum(member.photo.size for member in gone)
        self.batches.append((TrashBatch(batch_id, NOW, len(gone), len(gone), 0, 0, size), items))
        self.trashed = {
            group_id: self._engine.review.details.pop(group_id)
            for group_id in group_ids
            if group_id not in self.missing_groups
        }
        self._engine.review.tell_groups()
        finish(
            run.report,
            TrashReport(
                batch_id, len(items), size, self.refusals, n_left, stopped, self.missing_groups
            ),
        )

    def journal(self, text, offset, n):
        def work():
            rows = []
            for batch, items in self.batches[::-1][offset : offset + n]:
                fitting = [item for item in items if text.encode() in item.file.path]
                if fitting or not text:
                    rows += [batch, *fitting]
            return rows

        return self._engine.job("journal", (text, offset, n), work)

    def restore(self, item_ids):
        def work():
            return TrashReport(0, len(item_ids), 1_000_000, self.refusals)

        return FakeRun(self._engine.job("restore", tuple(item_ids), work))

    def restore_batch(self, batch_id):
        def work():
            batch, items = self.batches[batch_id - 1]
            items = [replace(item, state=ItemState.RESTORED) for item in items]
            back = replace(batch, n_in_trash=0, n_restored=len(items))
            self.batches[batch_id - 1] = (back, items)
            self._engine.review.details.update(self.trashed)
            self._engine.review.tell_groups()
            return TrashReport(batch_id, len(items), batch.size, self.refusals)

        return FakeRun(self._engine.job("restore_batch", batch_id, work))


def _item(batch_id: int, number: int, member: Member) -> Item:
    path = member.photo.path.encode()
    file = JournalEntry(
        number, path, member.photo.content_hash, member.photo.size, 0, False, b"/", path + b".kept"
    )
    place = b"/home/ada/.local/share/Trash/files/" + member.photo.name.encode()
    return Item(100 * batch_id + number, batch_id, file, ItemState.IN_TRASH, place, "", NOW, NOW)
