"""Which run of the trash is going on, so that the next start can say of one that did not end.

A note in the store names the batches of a run from before its first file until its report. A note
that a start finds is of a run in the middle of which the program ended; so are files of which the
journal does not know what became of them. It is told at every start until a window has said it.
Every function is for the library thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photosim.core.records.trash import Interrupted
from photosim.core.records.trash_items import Item, ItemState
from photosim.core.store import Store

_RUN = "trash run"
_TOLD = "interruptions said"


@dataclass(frozen=True, slots=True)
class TrashRun:
    """The batches that a run of the trash works on, and whether it brings them back."""

    batch_ids: tuple[int, ...] = ()
    is_restoring: bool = False


def begin(store: Store, run: TrashRun) -> None:
    """A run begins; inside the caller's transaction."""
    store.library_facts.set(_RUN, {"batches": run.batch_ids, "is_restoring": run.is_restoring})


def end(store: Store) -> None:
    """The run has ended, and who asked for it gets its report."""
    with store.transaction():
        store.library_facts.set(_RUN, None)


def interrupted_run(store: Store) -> TrashRun:
    """What was going on when the program ended; to be asked before that is settled."""
    noted = _noted(store)
    units = [unit for unit in store.journal.unsettled() if _id(unit) not in _told(store)]
    if not noted.batch_ids and not units:
        return TrashRun()
    is_restoring = any(item.state is ItemState.RESTORING for unit in units for item in unit)
    run = TrashRun(
        tuple(sorted({*noted.batch_ids, *map(_id, units)})),
        noted.is_restoring or is_restoring,
    )
    with store.transaction():
        begin(store, run)  # once it is settled the journal shows no trace of it
    return run


def to_tell(store: Store, run: TrashRun) -> list[Interrupted]:
    """What is to be said of a run, as the journal stands now; the last batch last."""
    return [one for batch_id in run.batch_ids for one in _of_batch(store, batch_id, run)]


def mark_told(store: Store) -> None:
    """A person was told of all that was interrupted so far."""
    with store.transaction():
        # what lies on a drive that is away stays unsettled for long
        store.library_facts.set(_TOLD, sorted({_id(unit) for unit in store.journal.unsettled()}))
        store.library_facts.set(_RUN, None)


def _of_batch(store: Store, batch_id: int, run: TrashRun) -> list[Interrupted]:
    chosen = [
        item
        for unit in store.journal.units_of_batch(batch_id)
        for item in unit
        if not item.file.is_companion
    ]
    n_in_trash = sum(item.state is ItemState.IN_TRASH for item in chosen)
    return [
        Interrupted(batch_id, batch.at, n_in_trash, batch.n_planned, run.is_restoring)
        for batch in store.journal.batches(1, before=batch_id + 1)
        if batch.id == batch_id
    ]


def _noted(store: Store) -> TrashRun:
    """What the note says; nothing where it is none of ours, which must not hold up the settling."""
    match store.library_facts.get(_RUN):
        case {"batches": [*ids], "is_restoring": bool(is_restoring)}:
            return TrashRun(tuple(one for one in ids if isinstance(one, int)), is_restoring)
    return TrashRun()


def _told(store: Store) -> list[object]:
    found = store.library_facts.get(_TOLD)
    return found if isinstance(found, list) else []


def _id(unit: Sequence[Item]) -> int:
    return unit[0].batch_id
