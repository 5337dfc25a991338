"""Values that no sound library holds end as a sentence, whichever question meets them."""

import sqlite3
from contextlib import closing

import pytest
from support.fakes import examined
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.records.photos import Metadata, Stamp, View
from photosim.core.store import Store
from photosim.core.store.column_types import ColumnTypes


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ((1, b"x", None), True),
        ((1, b"x", 0.5), True),
        ((None, b"x", 0.5), False),
        ((1, "x", 0.5), False),
        ((1, b"x", 5), False),
        ((True, b"x", None), False),
    ],
)
def test_rows_fit_when_every_value_is_of_its_columns_kind(row, fits):
    columns = ColumnTypes(int, bytes, float | None)

    assert columns.fit([row]) is fits
    assert columns.fit([(2, b"", None), row]) is fits
    assert columns.fit([])


@pytest.fixture
def path(tmp_path):
    """A library with three photos, one of which cannot be read, and one more to be examined."""
    path = tmp_path / "library.db"
    store = Store.open(path)
    with store.transaction():
        folder = store.folders.add(b"/photos")
        model = store.embeddings.model("one")
        for name in (b"a.jpg", b"b.jpg", b"bad.jpg", b"new.jpg"):
            store.files.add(folder.id, b"sub", {name: Stamp(5, 5, 5)})
        files = {file.path: file for file in store.files.pending(9)}
        for name in (b"a.jpg", b"b.jpg"):
            found = examined(name, metadata=Metadata())
            photo = store.photos.put(found, Stamp(5, 5, 5))
            store.embeddings.put(photo, model, found)
            store.files.done(files[b"/photos/sub/" + name].id, Stamp(5, 5, 5), photo)
        bad = files[b"/photos/sub/bad.jpg"]
        store.files.failed(bad.id, bad.stamp, "It is empty.")
        store.library_facts.set("paused", True)
    store.close()
    return path


def spoil(path, table: str, column: str, value: object) -> None:
    """Write what the table would refuse into all rows, as a damaged page may give it."""
    schema = "SELECT sql FROM sqlite_master WHERE name = ?"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (rules,) = connection.execute(schema, (table,)).fetchone()
        change_rules(connection, table, rules.replace("NOT NULL", ""))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall():  # damage asks nobody
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = 1", (value,))
        change_rules(connection, table, rules)


def change_rules(connection: sqlite3.Connection, table: str, rules: str) -> None:
    connection.execute("PRAGMA writable_schema = 1")
    connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (rules, table))
    connection.execute("PRAGMA writable_schema = RESET")


QUESTIONS = {
    "folders": lambda store: store.folders.listed(),
    "folder": lambda store: store.folders.get(1),
    "photos": lambda store: store.photos.get([1, 2]),
    "hashes": lambda store: store.photos.hashes([1, 2]),
    "phashes": lambda store: store.photos.phashes(),
    "path": lambda store: store.photos.path(1),
    "known": lambda store: store.photos.known_hashes(5, 1),
    "view": lambda store: store.photos.view(View()),
    "live": lambda store: store.photos.live_ids(),
    "features": lambda store: store.embeddings.features([1, 2], 1),
    "features of one": lambda store: store.embeddings.features([1], 1),
    "features of another": lambda store: store.embeddings.features([2], 1),
    "classes": lambda store: store.embeddings.classes(1, 1),
    "models": lambda store: store.embeddings.models(),
    "pending": lambda store: store.files.pending(9),
    "problems": lambda store: store.files.problems(),
    "in directory": lambda store: store.files.in_directory(1, b"sub"),
    "directories": lambda store: store.files.directories(1),
    "rows": lambda store: store.files.rows(1, b"sub", [b"a.jpg"]),
    "find pending": lambda store: store.files.find_pending(Stamp(5, 5, 5)),
    "note": lambda store: (store.library_facts.get("paused"), store.decisions.mark),
}


@pytest.mark.parametrize(
    ("table", "column", "value", "asked"),
    [
        ("folder", "path", None, ["folders", "folder", "photos", "path", "pending", "problems"]),
        ("folder", "path", "/text", ["folders", "folder", "photos", "path", "pending"]),
        ("folder", "path", b"", ["folders", "folder"]),
        ("folder", "path", b"/a\0b", ["folders", "folder"]),
        ("folder", "note", None, ["folders", "folder"]),
        ("folder", "scanned_at", "soon", ["folders"]),
        ("photo", "hash", None, ["photos", "hashes"]),
        ("photo", "width", "wide", ["photos"]),
        ("photo", "taken", "in summer", ["photos"]),
        ("photo", "taken", 1999, ["photos"]),
        ("photo", "camera", b"\xff", ["photos"]),
        ("photo", "latitude", "north", ["photos"]),
        ("photo", "phash", 0.5, ["phashes"]),
        ("photo", "phash", None, ["phashes"]),
        ("file", "name", None, ["photos", "path", "in directory", "rows"]),
        ("file", "directory", "sub", ["directories"]),
        ("file", "mtime_ns", None, ["photos", "in directory", "rows"]),
        ("file", "photo_id", "one", ["live"]),
        ("embedding", "features", None, ["features", "features of one"]),
        ("embedding", "features", "text", ["features"]),
        ("embedding", "features", b"12", ["features", "features of one", "features of another"]),
        ("embedding", "features", b"123", ["features of one"]),
        ("embedding", "classes", b"1234", ["classes"]),
        ("embedding", "classes", None, ["classes"]),
        ("model", "name", None, ["models"]),
        ("note", "value", "{", ["note"]),
        ("note", "value", b"true", ["note"]),
    ],
)
def test_a_value_that_cannot_be_is_told_as_damage(path, table, column, value, asked):
    spoil(path, table, column, value)
    store = Store.open_reader(path)

    for question in asked:
        with raises_saying(StoreError, r"damaged .*library\.db"):
            QUESTIONS[question](store)

    store.close()


def test_a_sound_library_answers_every_question(path):
    store = Store.open_reader(path)

    for question in QUESTIONS.values():
        question(store)

    store.close()
