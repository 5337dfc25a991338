"""Whose a database is."""

import sqlite3
from contextlib import closing

import pytest

from photosim.core.disk import other_program
from photosim.core.store import Store

NOTE = "CREATE TABLE _sqlite_migrations (id, migration_set, name, applied_at)"


@pytest.mark.parametrize(
    ("statements", "is_others"),
    [
        ((), False),
        ((NOTE,), False),
        ((NOTE, "INSERT INTO _sqlite_migrations VALUES (1, 'theirs', 'm001', '')"), False),
        ((NOTE, "CREATE TABLE photo (id)"), True),
        (("CREATE TABLE photo (id)",), True),
        (("CREATE TABLE photo (id INTEGER PRIMARY KEY AUTOINCREMENT)",), True),
        (("CREATE TABLE _sqlite_migrations (id)", "CREATE TABLE photo (id)"), False),
    ],
)
def test_a_database_is_anothers_when_it_has_tables_and_no_note_of_photosims(
    tmp_path, statements, is_others
):
    with closing(sqlite3.connect(tmp_path / "some.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)

    assert other_program.owns(tmp_path / "some.db") == is_others


def test_photosims_own_is_known_while_it_is_open_and_when_it_is_closed(tmp_path):
    with closing(Store.open(tmp_path / "library.db")):
        assert not other_program.owns(tmp_path / "library.db")
    assert not other_program.owns(tmp_path / "library.db")


@pytest.mark.parametrize("content", [None, b"", b"no database " * 999])
def test_what_is_no_database_is_nobodys(tmp_path, content):
    if content is not None:
        (tmp_path / "some.db").write_bytes(content)

    assert not other_program.owns(tmp_path / "some.db")
