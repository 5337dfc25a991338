"""Verdicts on pairs of photos, and files that are renamed and moved afterwards.

The story does it with some pairs, `tests/bench/decisions.py` with as many as are asked for.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from support import album
from support.people.person import Keys
from support.people.reviewer import Reviewer

from photosim.core.model import card
from photosim.core.records.pairs import Tier
from photosim.core.records.review import GroupFilter

ASKED = (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)
"""The tiers in which a pair could come back."""
VERDICTS = (Keys.Key_N, Keys.Key_A)
"""Not duplicates, keep both: said in turns."""


def decide_all(reviewer: Reviewer) -> int:
    """Say something of each group of duplicates until none is left; how many groups that were."""
    reviewer.go_to(Tier.SAME_PICTURE)
    n_said = 0
    while reviewer.groups():
        reviewer.say(VERDICTS[n_said % 2])
        reviewer.wait_until_compared()
        n_said += 1
    return n_said


def together(reviewer: Reviewer, *tiers: Tier) -> set[frozenset[str]]:
    """The pairs of photos, by their content, that are in one group of these tiers."""
    found = set()
    for tier in tiers:
        for detail in reviewer.ask(reviewer.person.engine.review.group_details, GroupFilter(tier)):
            hashes = [member.photo.content_hash for member in detail.members]
            found |= {frozenset(pair) for pair in itertools.combinations(hashes, 2)}
    return found


def revoke_all(reviewer: Reviewer) -> None:
    """Choose everything on the page of decisions and revoke it."""
    page = reviewer.controller.decisions_page
    reviewer.person.choose("decisions")
    reviewer.person.wait_until(lambda: bool(reviewer.decisions()))
    page.table.selectAll()
    reviewer.person.click(page.revoke)
    reviewer.person.wait_until(lambda: not reviewer.decisions())
    reviewer.wait_until_compared()


def rename_all(folder: Path) -> None:
    """Move every file of a folder into another directory of it, under another name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for number, path in enumerate(files):
        place = folder / f"2019-{number % 12 + 1:02}"
        place.mkdir(exist_ok=True)
        path.rename(place / f"IMG_{number:05}{path.suffix}")


def generous_card(folder: Path) -> Path:
    """The shipped model with thresholds that call more pairs the same picture."""
    path = card.shipped()
    content = json.loads(path.read_text())
    content["thresholds"] |= {"same_agreement": 0.75, "same_bad": 0.1, "similar_cosine": 0.9}
    for name in ("file", "labels"):
        content[name] = str(path.parent / content[name])
    content["projection"]["file"] = str(path.parent / content["projection"]["file"])
    made = folder / path.name
    made.write_text(json.dumps(content))
    return made


def pairs(folder: Path, n: int) -> None:
    """Photos that are there smaller, too."""
    for path in album.quarters(folder, n):
        path.with_stem(f"{path.stem} small").write_bytes(album.smaller(path))
