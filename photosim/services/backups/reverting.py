"""Goes back to a backup: its decisions in the place of those of now, which are set aside first."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from photosim.core.backups import decision_file
from photosim.core.backups.copies import Backup, Backups
from photosim.core.layout import Layout
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn


@dataclass(frozen=True, slots=True)
class Reverted:
    """Decisions were put back.

    Attributes:
        backup: what they came from.
        set_aside: what there was before; None when there was nothing.
        holds: rows of each table now.
        reopened: choices of the backup that are open again, as what they let go came back since.
    """

    backup: Backup
    set_aside: Backup | None
    holds: Mapping[str, int]
    reopened: int


def revert(layout: Layout, backup: Backup) -> LongWork[Reverted]:
    """Set the decisions of now aside and put those of a backup in their place, in slices.

    For the one program that has the library's lock; no connection to the library is open. If it
    dies before the last step, all is as it was, and a set-aside copy more lies in the folder.

    Raises:
        DiskFullError, BackupError: nothing was put back.
        StoreError: the library cannot be opened or written; nothing was put back.
    """
    backups = Backups(layout.backups)
    with contextlib.closing(Store.open(layout.database)) as store:
        set_aside = None
        if any(store.decisions.counts().values()):
            for _ in backups.making(store, store.decisions.arm, is_set_aside=True):
                yield Turn.AGAIN
            set_aside = backups.all()[0]
        store.decisions.replace(decision_file.parts(backup.path))
        n_choices = store.decisions.counts()["choice"]
        # who took a clean-up back after that day wants no button that does it all again
        store.choices.open_brought_back(decision_file.head(backup.path).made)
        reopened = n_choices - store.decisions.counts()["choice"]
        return Reverted(backup, set_aside, store.decisions.counts(), reopened)
