"""SQLite's errors become sentences, also while rows are read; a transaction is all or nothing."""

import os
import shutil
import sqlite3

import pytest
from support.saying import raises_saying

from photosim.core.errors import DiskFullError, StoreError
from photosim.core.store.connection import (
    durably,
    open_reader,
    open_still,
    open_writer,
    told_plainly,
    transaction,
)
from photosim.texts import error_wording


@pytest.fixture
def connection(tmp_path):
    connection = open_writer(tmp_path / "library.db")
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)")
    yield connection
    connection.close()


def count(connection) -> int:
    return connection.execute("SELECT count(*) FROM t").fetchone()[0]


def test_transaction_commits_at_its_end(connection, tmp_path):
    with transaction(connection):
        connection.execute("INSERT INTO t (b) VALUES ('x')")

    reader = open_reader(tmp_path / "library.db")
    assert count(reader) == 1
    reader.close()


def test_transaction_rolls_back_on_any_error(connection):
    with pytest.raises(KeyboardInterrupt), transaction(connection):
        connection.execute("INSERT INTO t (b) VALUES ('x')")
        raise KeyboardInterrupt

    assert count(connection) == 0
    assert not connection.in_transaction


def test_transaction_inside_another_belongs_to_it(connection):
    with pytest.raises(ValueError, match="outer"), transaction(connection):
        with transaction(connection):
            connection.execute("INSERT INTO t (b) VALUES ('x')")
        raise ValueError("outer")

    assert count(connection) == 0


def test_reader_cannot_write(connection, tmp_path):
    reader = open_reader(tmp_path / "library.db")

    with raises_saying(StoreError, "cannot be used"):
        reader.execute("INSERT INTO t (b) VALUES ('x')")

    reader.close()


def test_reader_of_nothing_is_told_so(tmp_path):
    with pytest.raises(StoreError):
        open_reader(tmp_path / "none.db")

    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"not a database" * 100, b"\x00" * 5000, b"SQLite format 3"])
def test_what_is_no_database_is_told_with_its_place(tmp_path, content):
    path = tmp_path / "library.db"
    path.write_bytes(content)

    with raises_saying(StoreError, r"damaged .*library\.db") as told:
        open_writer(path)

    assert str(path) in error_wording.sentence(told.value)
    assert path.read_bytes() == content


def test_folder_in_the_place_of_the_database_is_told(tmp_path):
    with pytest.raises(StoreError):
        open_writer(tmp_path)


def test_full_database_is_told_and_nothing_of_the_transaction_is_written(connection):
    connection.execute("PRAGMA max_page_count = 20")

    with raises_saying(DiskFullError, "Free some space"), transaction(connection):
        for _ in range(100):
            connection.execute("INSERT INTO t (b) VALUES (randomblob(4000))")

    assert count(connection) == 0
    assert not connection.in_transaction
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("PRAGMA max_page_count = 1000000")
    with transaction(connection):
        connection.executemany("INSERT INTO t (b) VALUES (randomblob(?))", [(4000,)] * 100)
    assert count(connection) == 100


def test_statement_outside_a_transaction_tells_of_a_full_disk_too(connection):
    connection.execute("PRAGMA max_page_count = 3")

    with pytest.raises(DiskFullError):
        connection.execute("INSERT INTO t (b) VALUES (randomblob(40000))")


def damage(path) -> None:
    """Overwrite every page but the first, which holds the schema."""
    size = int.from_bytes(path.read_bytes()[16:18], "big")
    pages = os.path.getsize(path) // size  # noqa: PTH202
    with path.open("r+b") as file:
        file.seek(size)
        file.write(b"\xa5" * size * (pages - 1))


@pytest.fixture
def damaged(tmp_path):
    path = tmp_path / "damaged.db"
    connection = open_writer(path)
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)")
    connection.executemany("INSERT INTO t (b) VALUES (randomblob(?))", [(3000,)] * 50)
    connection.close()
    damage(path)
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "read",
    [
        lambda rows: rows.fetchone(),
        lambda rows: rows.fetchall(),
        lambda rows: list(rows),
        lambda rows: dict(rows),
    ],
)
def test_damage_met_while_rows_are_read_is_told(damaged, read):
    with raises_saying(StoreError, r"damaged .*damaged\.db"):
        read(damaged.execute("SELECT a, b FROM t"))


def test_rows_can_be_read_in_every_way(connection):
    connection.executemany("INSERT INTO t VALUES (?, ?)", [(1, b"x"), (2, b"y")])
    sql = "SELECT a, b FROM t ORDER BY a"

    assert list(connection.execute(sql)) == [(1, b"x"), (2, b"y")]
    assert connection.execute(sql).fetchall() == [(1, b"x"), (2, b"y")]
    rows = connection.execute(sql)
    assert (rows.fetchone(), rows.fetchone(), rows.fetchone()) == ((1, b"x"), (2, b"y"), None)
    assert dict(connection.cursor().execute(sql)) == {1: b"x", 2: b"y"}


def test_a_bug_stays_what_it_is(connection):
    connection.execute("INSERT INTO t (a) VALUES (1)")

    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO t (a) VALUES (1)")
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT ?", ())
    with pytest.raises(ZeroDivisionError), told_plainly():
        _ = 1 / 0


def test_a_broken_rule_is_damage_when_the_check_finds_some(tmp_path):
    broken = sqlite3.IntegrityError("UNIQUE constraint failed: t.a")

    faults = ["row 2 missing from index"]

    with (
        raises_saying(StoreError, r"damaged \(not all of it can be read\): .*library\.db"),
        told_plainly(tmp_path / "library.db", lambda: faults),
    ):
        raise broken
    with pytest.raises(sqlite3.IntegrityError), told_plainly(tmp_path / "library.db", list):
        raise broken


def test_damage_that_no_words_can_be_made_of_is_told(tmp_path):
    path = tmp_path / "library.db"
    connection = open_writer(path)
    connection.execute("CREATE TABLE some_long_name (a)")
    connection.close()
    damaged = path.read_bytes().replace(b"some_long_name", b"\xff\xfe\xfd\xfc_long_name")
    path.write_bytes(damaged.replace(b"CREATE", b"CREATW"))

    with raises_saying(StoreError, "damaged"):
        open_reader(path)


def test_text_that_is_none_is_damage(connection):
    connection.execute("INSERT INTO t (b) VALUES (CAST(x'ff' AS TEXT))")

    with raises_saying(StoreError, "damaged"):
        connection.execute("SELECT b FROM t").fetchall()


def test_a_number_that_must_be_there_is_missed(connection):
    with raises_saying(StoreError, "damaged"):
        connection.number("SELECT a FROM t")
    with raises_saying(StoreError, "damaged"):
        connection.number("SELECT NULL")


def test_name_that_is_not_unicode_and_signs_of_addresses_are_no_trouble(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff %41?#.db")

    open_writer(path).close()
    open_still(path).close()

    assert list(tmp_path.iterdir()) == [path]


def test_looking_at_a_still_database_sees_what_a_killed_program_left_in_the_log(
    connection, tmp_path
):
    connection.execute("INSERT INTO t (b) VALUES ('x')")
    for left in ("library.db", "library.db-wal"):
        shutil.copyfile(tmp_path / left, tmp_path / f"killed-{left}")

    still = open_still(tmp_path / "killed-library.db")

    assert count(still) == 1
    still.close()


def test_what_has_to_be_on_the_disk_is_written_through_to_it_and_only_that(connection):
    statements = []
    connection.set_trace_callback(statements.append)
    with durably(connection):
        connection.execute("INSERT INTO t VALUES (1, x'')")
    connection.set_trace_callback(None)

    assert statements[0] == "PRAGMA synchronous=FULL"
    assert statements[-2:] == ["COMMIT", "PRAGMA synchronous=NORMAL"]
    assert count(connection) == 1


def test_what_has_to_be_on_the_disk_is_no_part_of_another_transaction(connection):
    connection.execute("BEGIN")
    with pytest.raises(RuntimeError), durably(connection):
        pass


def test_error_leaves_nothing_of_what_had_to_be_on_the_disk(connection):
    with pytest.raises(ValueError), durably(connection):
        connection.execute("INSERT INTO t VALUES (1, x'')")
        raise ValueError

    assert count(connection) == 0
    assert connection.number("PRAGMA synchronous") == 1
