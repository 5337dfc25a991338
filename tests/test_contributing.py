"""CONTRIBUTING names what is there: the files of its tables, and the names that stand in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def rows(title):
    """The rows of the table below a heading, its head left out."""
    part = TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| (.+) \|$", part, re.MULTILINE)[1:]


ROWS = [*rows("Where do I find"), *rows("How to add")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.partition(" |")[0])
def test_the_files_of_a_row_are_there_and_hold_the_names_that_it_names(row):
    named = [one for one in re.findall(r"`([^`]+)`", row) if " " not in one]  # no commands
    places = []
    for one in named:
        places += placed(one, places)
    said = "".join(file.read_text("utf-8") for place in places for file in modules(place))
    missing = [one for one in named if not placed(one, places) and one.rstrip("…") not in said]

    assert places
    assert missing == []


def placed(name, before):
    """Where a file or a folder is: below the package or the project, or near the last one named."""
    rooms = [ROOT / "photosim", ROOT]
    for place in before:
        rooms = [place if place.is_dir() else place.parent, place.parent, *rooms]
    found = (sorted(room.glob(name)) for room in rooms)
    return next((files[:1] for files in found if files), [])


def modules(place):
    return place.rglob("*.py") if place.is_dir() else [place]
