"""The check of a library while it is used: it can be ended at any time."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest
from support.waiting import SOON_S

from photosim.services.backups import checkup as checking
from photosim.services.backups.checkup import Checkup


def test_it_can_be_ended_while_it_begins(tmp_path):
    for _ in range(300):
        checkup = Checkup(lambda _faults: None, lambda: None)
        both = threading.Barrier(2)

        def begin(checkup=checkup, both=both):
            both.wait(SOON_S)
            checkup.start(tmp_path / "library.db")

        beginning = threading.Thread(target=begin)
        beginning.start()
        both.wait(SOON_S)
        checkup.stop()
        beginning.join(SOON_S)

    assert not [one for one in threading.enumerate() if one.name == "checkup" and one.is_alive()]


def test_once_ended_it_does_not_begin(tmp_path):
    told = []
    checkup = Checkup(told.append, lambda: None)
    checkup.stop()

    checkup.start(tmp_path / "library.db")

    assert not [one for one in threading.enumerate() if one.name == "checkup"]
    assert told == []


@pytest.mark.parametrize("name", ["library.db", "library.db-wal"])
def test_what_cannot_be_opened_is_not_damaged(tmp_path, name):
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (a)")
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).mkdir()

    assert checking.faults_of(tmp_path / "library.db") == []
