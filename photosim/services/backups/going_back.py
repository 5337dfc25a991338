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

KINDS: Mapping[str, tuple[str, str]] = {
    "folder": ("folder", "folders"),
    "label": ("label", "labels"),
    "labelled": ("labelled photo", "labelled photos"),
    "verdict": ("verdict", "verdicts"),
    "choice": ("choice", "choices"),
    "preset": ("list of keep rules", "lists of keep rules"),
    "trash_item": ("file in the trash journal", "files in the trash journal"),
}
"""What people call one and several rows of a backup's tables; others are no matter of theirs."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """Decisions were put back.

    Attributes:
        backup: what they came from.
        set_aside: what there was before; None when there was nothing.
        holds: rows of each table now.
    """

    backup: Backup
    set_aside: Backup | None
    holds: Mapping[str, int]


def kinds(holds: Mapping[str, int] | None) -> dict[str, int]:
    """How many of each kind, in a person's words, without those that there are none of."""
    counts = holds or {}
    return {many: counts[table] for table, (_, many) in KINDS.items() if counts.get(table)}


def in_words(holds: Mapping[str, int] | None) -> str:
    """The same as a text."""
    counts = holds or {}
    said = [
        f"{counts[table]:,} {words[counts[table] != 1]}"
        for table, words in KINDS.items()
        if counts.get(table)
    ]
    return ", ".join(said) or "nothing"


def go_back(layout: Layout, backup: Backup) -> LongWork[WentBack]:
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
        return WentBack(backup, set_aside, store.decisions.counts())
