"""How the tests lie: each where the module lies that it tries, and what they share in support."""

import re
from pathlib import Path

import photosim

TESTS = Path(__file__).parent
PACKAGE = Path(photosim.__file__).parent

MIRRORED = ("cli", "core", "demo", "gui", "services", "texts")
"""Rooms of the package that have their tests under the same name."""

WAYS = {
    "at_work": "through the whole engine, with real photos and processes",
    "in_window": "in the whole window, on an engine in memory",
    "in_any_order": "whatever happens, and in which order",
}
"""What may stand behind the name of what is tried: how it is tried."""

ACROSS = {
    "core/store/test_query_plans.py": "what is asked of any table walks an index",
    "services/duplicates/test_review_spares.py": "the core's sparing, by the review that asks it",
    "texts/test_core_and_services.py": "these two hold no sentences",
    "texts/test_every_door.py": "whatever is told to a person is told in the words of this room",
}
"""Tests of more than one module or room."""

FILES = {
    file.relative_to(TESTS): file.read_text("utf-8")
    for file in sorted(TESTS.rglob("*.py"))
    if file.relative_to(TESTS).parts[0] not in ("bench", "data", "support")
}
"""The text of all modules but the benchmarks, which are programs, and what tests share."""


def test_a_test_is_called_after_the_module_or_the_room_that_it_tries():
    mirrored = [file for file in FILES if file.parts[0] in MIRRORED and is_test(file)]

    assert {str(file) for file in mirrored if not has_its_name(file)} == ACROSS.keys()


def is_test(file):
    return file.name.startswith("test_")


def has_its_name(file):
    """Whether the room of the package has a module or a room of that name, or is it."""
    name, room = file.stem.removeprefix("test_"), PACKAGE / file.parent
    for way in WAYS:
        name = name.removesuffix(f"_{way}")
    is_module = (room / f"{name}.py").is_file()
    return is_module or (room / name).is_dir() or (name == room.name and room.is_dir())


def test_a_module_beside_the_tests_has_tests():
    others = [file for file in FILES if file.name != "conftest.py" and not is_test(file)]
    begins = re.compile(r"^ *def test_|^class Test|^Test\w+ = ", re.MULTILINE)

    assert others == []
    assert [file for file, text in FILES.items() if is_test(file) and not begins.search(text)] == []


def test_what_tests_share_comes_from_support():
    rooms = {place.name for place in TESTS.iterdir() if place.is_dir()} - {"support"}
    first = re.compile(r"^ *from (\w+)[\w.]* import ", re.MULTILINE)
    taken = {
        str(file): {*first.findall(text)} & {*rooms, "conftest", "tests"}
        for file, text in FILES.items()
    }

    assert {file: names for file, names in taken.items() if names} == {}
