"""Photos with planted copies, cleaned up by keep rules in the window, and brought back.

The stories do it with some photos, `tests/bench/clean_up.py` with thousands.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from support import album
from support.people.person import CTRL, Keys
from support.people.reviewer import Reviewer

from photosim.core.records.pairs import Tier

CLEANED = (Tier.SAME_FILE, Tier.SAME_PICTURE)
"""What keep rules may decide."""


def plant(originals: Sequence[Path], folder: Path) -> list[Path]:
    """Copy photos into `folder`: every other one byte for byte, the rest smaller; the copies."""
    folder.mkdir(parents=True)
    copies = []
    for number, original in enumerate(originals):
        copies.append(folder / f"copy {number:04} of {original.stem}.jpg")
        if number % 2:
            copies[-1].write_bytes(album.smaller(original))
        else:
            shutil.copy2(original, copies[-1])
    return copies


def clean_up(reviewer: Reviewer) -> list[str]:
    """By rules, tier by tier; what the reports say."""
    said = []
    for tier in CLEANED:
        reviewer.go_to(tier)
        name = tier.value.replace(" ", "-")
        reviewer.person.look(f"before-rules-{name}")
        reviewer.apply_rules(f"keep-rules-{name}")
        reviewer.person.look(f"after-rules-{name}")
        reviewer.ask_for_the_trash()
        reviewer.person.look(f"plan-{name}", reviewer.trash.cleaning.dialog)
        said.append(reviewer.move_to_trash())
        reviewer.person.look(f"report-{name}", reviewer.trash.cleaning.dialog)
        reviewer.close_report()
        reviewer.wait_until_compared()
    return said


def undo_all(reviewer: Reviewer) -> None:
    """Ctrl+Z until there is nothing more to undo."""
    while reviewer.controller.undoable.stack.canUndo():
        reviewer.say(Keys.Key_Z, CTRL)
    reviewer.wait_until_compared()
