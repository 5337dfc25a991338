"""What is asked often walks an index, so that its cost does not grow with the library."""

import re

import pytest

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import SortKey, Stamp, View
from photosim.core.records.review import Choice
from photosim.core.store import Store
from photosim.core.store.connection import open_writer
from photosim.core.store.pairs import PairState


@pytest.fixture
def connection(tmp_path):
    Store.open(tmp_path / "library.db").close()
    connection = open_writer(tmp_path / "library.db")
    yield connection
    connection.close()


def plan(connection, ask) -> list[str]:
    """SQLite's plan for everything that is asked."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    ask(Store(connection))
    connection.set_trace_callback(None)
    assert statements
    return [
        row[3]
        for statement in statements
        for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    ]


ASKED_OFTEN = {
    "pending": lambda store: store.files.pending(64, {1, 2}),
    "n_pending": lambda store: store.files.n_pending(),
    "n_older": lambda store: store.files.n_older(1),
    "examine_older": lambda store: store.files.examine_older(1, 64),
    "n_problems": lambda store: store.files.n_problems(),
    "find_pending": lambda store: store.files.find_pending(Stamp(1, 2, 3)),
    "in_directory": lambda store: store.files.in_directory(1, b"x"),
    "directories": lambda store: store.files.directories(1),
    "rows": lambda store: store.files.rows(1, b"x", [b"y"]),
    "files of a folder": lambda store: store.files.count(1),
    "known_hashes": lambda store: store.photos.known_hashes(5, 1),
    "photo": lambda store: store.photos.get(list(range(200))),
    "path": lambda store: store.photos.path(1),
    "is_live": lambda store: store.photos.is_live(1),
    "id_of": lambda store: store.photos.id_of("ab" * 32),
    "hashes": lambda store: store.photos.hashes([1, 2]),
    "features": lambda store: store.embeddings.features([1, 2], 1),
    "classes": lambda store: store.embeddings.classes(1, 1),
    "pairs that wait": lambda store: store.pairs.waiting(PairState.SOON, 96, (1, 2)),
    "photos that wait": lambda store: store.pairs.n_waiting(PairState.LATER),
    "alike": lambda store: store.pairs.alike((1, 2)),
    "comparisons": lambda store: store.pairs.comparisons([1, 2]),
    "unknown pairs": lambda store: store.pairs.unknown([(1, 2)]),
    "reaches": lambda store: store.pair_search_state.reaches([1, 2]),
    "facts": lambda store: store.group_facts.facts([1, 2]),
    "looks": lambda store: store.pair_inputs.of([1, 2], 1),
    "directory": lambda store: store.group_facts.directory(1, b"x"),
    "examine_again": lambda store: store.files.examine_again([1]),
    "whole photos": lambda store: store.whole_photos.get([1, 2]),
    "choices of photos": lambda store: store.choices.of(Tier.SAME_PICTURE, [1, 2]),
    "choices of files": lambda store: store.choices.of(Tier.SAME_FILE, [1, 2]),
    "choose a photo": lambda store: store.choices.choose(Tier.SAME_PICTURE, {1: Choice.KEEP}),
    "choose a file": lambda store: store.choices.choose(Tier.SAME_FILE, {1: Choice.KEEP}),
    "take a choice back": lambda store: store.choices.choose(Tier.SAME_PICTURE, {1: Choice.OPEN}),
    "page of verdicts": lambda store: store.verdicts.page(9),
}
"""Choices of all files of a tier and verdicts as sets are read whole: no index helps there."""


def test_choice_for_a_file_is_taken_back_by_its_whole_key(connection):
    steps = plan(connection, lambda store: store.choices.choose(Tier.SAME_FILE, {1: Choice.OPEN}))

    [step] = [step for step in steps if " choice " in step]
    assert step.endswith("(tier=? AND hash=? AND folder_id=? AND directory=? AND name=?)")


SCAN = (
    r"^SCAN (photo|file|embedding|pair|searched|choice|verdict)( |$)"
    r"(?!USING (COVERING )?INDEX (file|pair)_)"
)


@pytest.mark.parametrize("name", ASKED_OFTEN)
def test_what_is_asked_often_scans_no_table(connection, name):
    for step in plan(connection, ASKED_OFTEN[name]):
        assert not re.search(SCAN, step), step


@pytest.mark.parametrize("sort_key", list(SortKey))
@pytest.mark.parametrize("folder_id", [None, 1])
def test_view_walks_an_index_and_looks_files_up(connection, sort_key, folder_id):
    steps = plan(connection, lambda store: store.photos.view(View(folder_id, sort_key)))

    for step in steps:
        assert not re.search(r"SCAN (photo|file)$", step), step
    if sort_key is SortKey.DATE:  # the index has the order already
        assert not any("TEMP B-TREE" in step for step in steps)


def test_what_waits_is_found_without_a_look_at_what_is_compared(connection):
    for ask in (
        lambda store: store.pairs.waiting(PairState.SOON, 96, (1, 2)),
        lambda store: store.pairs.n_waiting(PairState.LATER),
    ):
        assert any("INDEX pair_waiting" in step for step in plan(connection, ask))
