"""What a backup of decisions holds, in words: "2 folders, 1 label"."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS: Mapping[str, tuple[str, str]] = {
    "folder": ("folder", "folders"),
    "label": ("label", "labels"),
    "labelled": ("labelled photo", "labelled photos"),
    "verdict": ("verdict", "verdicts"),
    "choice": ("choice", "choices"),
    "preset": ("list of keep rules", "lists of keep rules"),
    "trash_item": ("file in the trash journal", "files in the trash journal"),
}
"""What people call one and several rows of a backup's tables; others are no matter of theirs."""


def kinds(holds: Mapping[str, int] | None) -> dict[str, int]:
    """How many of each kind, in a person's words, without those that there are none of."""
    counts = holds or {}
    return {many: counts[table] for table, (_, many) in _KINDS.items() if counts.get(table)}


def in_words(holds: Mapping[str, int] | None) -> str:
    """The same as a text."""
    counts = holds or {}
    said = [
        f"{counts[table]:,} {words[counts[table] != 1]}"
        for table, words in _KINDS.items()
        if counts.get(table)
    ]
    return ", ".join(said) or "nothing"


def reopened(n_choices: int) -> str:
    """That choices of a backup are open again, in a sentence."""
    what, are = ("choice", "is") if n_choices == 1 else ("choices", "are")
    return f"{n_choices:,} {what} in it {are} open again: what went by them was brought back since."
