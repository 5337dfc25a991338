"""What lies beside photos is kept by name; of an older library nothing is claimed to be known."""

import sqlite3
from contextlib import closing

import pytest

from photosim.core.errors import DamagedError
from photosim.core.records.pairs import Tier
from photosim.core.store import Store
from photosim.core.store.files_beside import NOT_LOOKED


@pytest.fixture
def store(store):
    with store.transaction():
        store.folders.add(b"/photos")
    return store


def put(store, sizes, directory=b"d"):
    with store.transaction():
        store.beside.put(1, directory, sizes)


@pytest.mark.parametrize(
    "sizes",
    [
        {b"a.mov": 4},
        {b"a.mov": 5, b"a.xmp": 0},
        {b"\xff.mov": 2**100},
        {},
    ],
)
def test_directory_holds_what_was_put_last(store, sizes):
    put(store, {b"a.mov": 4, b"b.json": 0})
    put(store, {b"c.mov": 1}, b"another")

    put(store, sizes)

    assert store.beside.in_directory(1, b"d") == sizes
    assert store.beside.in_directory(1, b"another") == {b"c.mov": 1}


def test_folder_that_is_removed_takes_it_along(store):
    put(store, {b"a.mov": 4})

    with store.transaction():
        store.folders.remove(1)

    assert store.beside.in_directory(1, b"d") == {}


def test_new_folder_has_nothing_unknown(store):
    assert store.beside.unknown() == set()


@pytest.mark.parametrize("note", [5, {"1": 1}, ["a"], None])
def test_note_that_names_no_folders_is_told_as_damage(store, note):
    with store.transaction():
        store.library_facts.set(NOT_LOOKED, note)

    with pytest.raises(DamagedError, match="damaged"):
        store.beside.unknown()


def test_older_library_says_that_it_does_not_know_and_opens_what_rules_chose(tmp_path):
    path = tmp_path / "older.db"
    with closing(Store.open(path)) as older, older.transaction():
        older.folders.add(b"/photos")
        older.folders.add(b"/more")
    with closing(sqlite3.connect(path)) as older:
        older.executescript(
            "DROP TABLE beside; DELETE FROM _sqlite_migrations WHERE name = 'm011_beside';"
            "DELETE FROM note WHERE key = 'not looked beside'"
        )
        older.executemany(
            "INSERT INTO choice VALUES (?, ?, 0, x'', x'', ?, ?, NULL)",
            [
                (Tier.SAME_FILE.value, b"rules would drop", "trash", 0),
                (Tier.SAME_FILE.value, b"rules keep", "keep", 0),
                (Tier.SAME_FILE.value, b"a person drops", "trash", 1),
            ],
        )
        older.commit()

    with closing(Store.open(path)) as opened:
        assert opened.beside.unknown() == {1, 2}
    with closing(sqlite3.connect(path)) as migrated:
        left = [hash_ for (hash_,) in migrated.execute("SELECT hash FROM choice ORDER BY hash")]
    assert left == [b"a person drops", b"rules keep"]
