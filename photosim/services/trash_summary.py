"""What a clean-up would do, and what earlier ones did, as a person is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.store.journal import Batch, Item

JournalRow = Batch | Item
"""A line of the journal: a batch, followed by its files."""


@dataclass(frozen=True, slots=True)
class TrashSummary:
    """What would happen if all that was chosen in a tier went to the trash now.

    Attributes:
        n_files, size: files that go, companions among them, and their bytes.
        n_stay: files that stay in the same groups.
        n_groups: groups that lose something.
        last_copies: members of groups in which nothing stays: (group id, member's key, path).
    """

    n_files: int
    size: int
    n_stay: int
    n_groups: int
    last_copies: tuple[tuple[str, int, str], ...] = ()
