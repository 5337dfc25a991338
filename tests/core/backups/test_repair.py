"""A damaged library is read around its damage, and made whole with a backup."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.decided import decided, rows
from support.fakes import examined
from support.long_work import finish
from support.saying import raises_saying

from photosim.core.backups.copies import Backups
from photosim.core.backups.repair import Repair, RepairReport
from photosim.core.errors import DamagedError, StoreError
from photosim.core.layout import Layout
from photosim.core.records.photos import Stamp
from photosim.core.store import Store

PAGE = 8192
DAMAGED = 40
"""Databases that are damaged in some way or other."""


@pytest.fixture
def layout(tmp_path) -> Layout:
    """A library with decisions and a backup of them."""
    layout = Layout(tmp_path / "library")
    layout.make()
    decided(layout.database, n_photos=80)
    back_up(layout)
    return layout


def back_up(layout: Layout) -> None:
    with closing(Store.open(layout.database)) as store:
        for _ in Backups(layout.backups).making(store, store.decisions.arm):
            pass


def mend(layout: Layout) -> RepairReport:
    return finish(Repair(layout).mend())


def decisions(layout: Layout) -> dict[str, set[tuple]]:
    with closing(Store.open(layout.database)) as store:
        assert store.faults() == []
        return rows(store)


def n_pages(layout: Layout) -> int:
    return layout.database.stat().st_size // PAGE


def overwrite(layout: Layout, page: int, content: bytes) -> None:
    with layout.database.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(content)


def pages_of(layout: Layout, table: str) -> list[int]:
    """The pages of a table that hold rows, from 0; found by a text of them."""
    with closing(sqlite3.connect(layout.database)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        return [connection.execute(sql, (table,)).fetchone()[0] - 1]


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_library_that_is_whole_is_the_same_afterwards(layout, with_backup):
    before = decisions(layout)
    if not with_backup:
        for backup in Backups(layout.backups).all():
            backup.path.unlink()

    mended = mend(layout)

    assert decisions(layout) == before
    assert mended.report is not None and mended.report.lost_tables == ()
    assert mended.backup is None
    with closing(Store.open(layout.database)) as store:
        assert (store.photos.count(), store.files.n_pending()) == (80, 0)


@pytest.mark.parametrize("number", range(1, 60))
def test_with_any_page_lost_all_decisions_are_there_and_no_photo_is_taken_for_another(
    layout, number
):
    if number >= n_pages(layout):
        pytest.skip("the library has fewer pages")
    before = decisions(layout)
    photos = photos_of(layout)
    overwrite(layout, number, random.Random(number).randbytes(PAGE))

    mend(layout)

    assert decisions(layout) == before
    assert photos_of(layout).items() <= photos.items()


def photos_of(layout: Layout) -> dict[int, bytes]:
    with closing(sqlite3.connect(layout.database)) as connection:
        return dict(connection.execute("SELECT id, hash FROM photo"))


@pytest.mark.parametrize("content", [bytes(PAGE), b"", random.Random(3).randbytes(100)])
def test_with_its_first_page_lost_the_decisions_come_from_the_backup(layout, content):
    before = decisions(layout)
    if content:
        overwrite(layout, 0, content)
    else:
        layout.database.write_bytes(b"")

    mended = mend(layout)

    assert decisions(layout) == before
    assert mended.backup is not None and mended.aside is not None
    assert mended.aside.stat().st_size == (0 if not content else n_bytes(mended.aside))


def n_bytes(path: Path) -> int:
    return path.stat().st_size


@pytest.mark.parametrize("seed", range(DAMAGED))
def test_whatever_bytes_are_damaged_the_library_is_whole_afterwards(layout, seed):
    chance = random.Random(seed)
    content = bytearray(layout.database.read_bytes())
    before = bytes(content)
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(content))
        length = chance.choice((1, 1, 16, 600, PAGE))
        content[at : at + length] = chance.randbytes(len(content[at : at + length]))
    layout.database.write_bytes(content)

    mended = mend(layout)

    found = decisions(layout)
    assert {row[1] for row in found["label"]} >= {"beach", "cat"}
    assert found["folder"] and found["trash_item"]
    assert mended.aside is not None and mended.aside.read_bytes() == bytes(content) != before


def test_what_was_decided_after_the_backup_is_kept_where_it_can_be_read(layout):
    with closing(Store.open(layout.database)) as store:
        content = next(iter(store.labels.contents([1]).values()))
        store.labels.put([(content, "New", 1)], 99.0)
    overwrite(layout, pages_of(layout, "verdict")[0], bytes(PAGE))

    mended = mend(layout)

    assert "new" in {row[1] for row in decisions(layout)["label"]}
    assert mended.report is not None
    assert mended.report.from_backup.keys() == {"verdict"}


def test_without_a_backup_the_photos_of_a_label_stay_together_though_its_name_is_lost(layout):
    for backup in Backups(layout.backups).all():
        backup.path.unlink()
    before = decisions(layout)
    overwrite(layout, pages_of(layout, "label")[0], bytes(PAGE))

    mend(layout)

    after = decisions(layout)
    assert after["labelled"] == before["labelled"]
    assert {row[2] for row in after["label"]} == {"recovered 1", "recovered 2"}


def test_photos_that_are_lost_are_looked_at_again_and_their_ids_are_not_used_again(layout):
    ids = photos_of(layout)
    overwrite(layout, pages_of(layout, "photo")[0], bytes(PAGE))

    mend(layout)

    left = photos_of(layout)
    with closing(Store.open(layout.database)) as store:
        assert store.files.count() == 80
        assert store.files.n_pending() == len(ids) - len(left)
        with store.transaction():
            assert store.photos.put(examined("new", dim=1280), Stamp(1, 1)) not in ids


def test_the_log_goes_with_the_damaged_database_and_counts(layout):
    keeps_open = sqlite3.connect(layout.database)
    keeps_open.execute("SELECT count(*) FROM photo").fetchone()
    with closing(Store.open(layout.database)) as store:
        store.labels.put([(b"x" * 32, "In the log", 1)], 9.0)
        assert layout.database.with_name("library.db-wal").stat().st_size > 0
        mended = mend(layout)
    keeps_open.close()

    assert mended.aside is not None
    assert mended.aside.with_name(mended.aside.name + "-wal").exists()
    assert "in the log" in {row[1] for row in decisions(layout)["label"]}


def test_nothing_that_was_set_aside_is_overwritten(layout):
    for _ in range(3):
        mend(layout)

    assert len(list(layout.root.glob("library-damaged-*.db"))) == 3


def test_an_empty_file_is_no_new_library_when_there_are_backups(layout, tmp_path):
    layout.database.write_bytes(b"")
    with raises_saying(DamagedError, "empty"):
        Repair(layout).refuse_empty()
    layout.database.unlink()
    with raises_saying(DamagedError, "missing"):
        Repair(layout).refuse_empty()

    new = Layout(tmp_path / "new")
    new.make()
    new.database.write_bytes(b"")
    Repair(new).refuse_empty()


def test_what_cannot_be_read_at_all_is_left_alone_when_there_is_no_backup(tmp_path):
    layout = Layout(tmp_path / "library")
    layout.make()
    layout.database.write_bytes(b"somebody's" * 5000)

    with raises_saying(DamagedError, "Move that file away"):
        mend(layout)

    assert layout.database.read_bytes() == b"somebody's" * 5000
    assert [p.name for p in layout.root.iterdir() if p.is_file()] == ["library.db"]


def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(layout):
    (layout.root / "library.db.repairing").mkdir()
    before = layout.database.read_bytes()

    with raises_saying(StoreError, "cannot be repaired"):
        mend(layout)

    assert layout.database.read_bytes() == before
