"""A command that only reads changes an older library's tables before, or says why it cannot."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database
from support.full_disk import limited
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.layout import Layout
from photosim.core.store import Store, schema
from photosim.services.library.update import bring_up_to_date
from photosim.services.runtime.lock import WriterLock


@pytest.fixture
def layout(tmp_path):
    layout = Layout(tmp_path / "library")
    layout.make()
    return layout


@pytest.fixture
def old(layout):
    """A library as an older photosim left it."""
    with closing(sqlite3.connect(layout.database)) as connection, connection:
        database = Database(connection, execute_plugins=False)
        schema.migrations().apply(database, stop_before="m006_examination")
    return layout


def test_tables_of_an_older_library_are_changed_and_a_copy_is_kept(old):
    before = old.database.read_bytes()

    bring_up_to_date(old)

    assert not Store.is_older(old.database)
    copy = old.root / "library-before-m006_examination.db"
    assert Store.is_older(copy) and len(copy.read_bytes()) == len(before)
    with WriterLock(old.lock).held():
        pass  # nobody has it any more


def test_library_of_today_is_not_touched_even_while_it_is_open(layout):
    Store.open(layout.database).close()
    before = layout.database.read_bytes()

    with WriterLock(layout.lock).held():
        bring_up_to_date(layout)
    bring_up_to_date(layout)

    assert layout.database.read_bytes() == before
    assert list(layout.root.glob("*before*")) == []


def test_older_library_that_another_program_has_open_is_left_alone(old):
    before = old.database.read_bytes()

    with WriterLock(old.lock).held(), raises_saying(StoreError, "older photosim"):
        bring_up_to_date(old)

    assert old.database.read_bytes() == before


def test_copy_that_finds_no_room_leaves_the_tables_as_they_are_and_lets_go_of_them(old):
    half = old.database.stat().st_size // 2

    with limited(half), pytest.raises(StoreError):
        bring_up_to_date(old)

    assert Store.is_older(old.database)
    bring_up_to_date(old)
    assert not Store.is_older(old.database)


def test_damaged_library_is_told_by_who_reads_it(layout):
    layout.database.write_bytes(b"this is no database at all" * 100)
    before = layout.database.read_bytes()

    bring_up_to_date(layout)

    assert layout.database.read_bytes() == before


def test_library_that_has_vanished_is_told(layout):
    with pytest.raises(StoreError):
        bring_up_to_date(layout)
