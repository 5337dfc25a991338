"""Every table of a library is of one kind: decided by a person, a fact, or a cache."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from photosim.core.backups.rebuild import CACHES, FACTS
from photosim.core.store import Store
from photosim.core.store.decisions import TABLES

FOUND_AGAIN = ("beside",)
"""Not copied into a library that is made anew: the next scan fills it."""
OF_SQLITE = {"_sqlite_migrations", "sqlite_sequence", "sqlite_stat1"}


def test_each_table_is_backed_up_or_can_be_computed_again(tmp_path):
    """A new table: into `decisions.TABLES` when a person decided it, else into `rebuild`."""
    Store.open(tmp_path / "library.db").close()
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = {name for (name,) in connection.execute(sql)} - OF_SQLITE

    assert sorted(names) == sorted((*TABLES, *FACTS, *CACHES, *FOUND_AGAIN))


def test_the_schema_is_read_from_few_pages(tmp_path):
    """A damaged page of the schema hides all tables: it must not grow without need."""
    Store.open(tmp_path / "library.db").close()
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        (size,) = connection.execute("SELECT sum(length(sql) + 60) FROM sqlite_master").fetchone()

    assert size < 2 * 8192
