"""Backups of decisions: one a day when there is something new, ten kept, none believed blindly."""

from __future__ import annotations

import random
import time
from contextlib import closing
from pathlib import Path

import pytest
from support.decided import decide, decided, rows
from support.full_disk import fill, limited, small_disk
from support.saying import raises_saying

from photosim.core.backups import decision_file
from photosim.core.backups.copies import KEPT, Backups
from photosim.core.errors import BackupError, DiskFullError
from photosim.core.store import Store
from photosim.core.store.decisions import TableRows

DAY_S = 86_400.0


class Clock:
    """A day at noon."""

    def __init__(self) -> None:
        self.now = time.mktime((2026, 11, 29, 12, 0, 0, 0, 0, -1))

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path):
    """A library with decisions of every kind."""
    with closing(Store.open(decided(tmp_path / "library.db"))) as store:
        yield store


@pytest.fixture
def backups(tmp_path, clock) -> Backups:
    return Backups(tmp_path / "backups", clock)


def make(backups: Backups, store: Store, **more: bool) -> None:
    for _ in backups.making(store, store.decisions.arm, **more):
        pass


def label(store: Store, name: str) -> None:
    store.labels.put([(b"y" * 32, name, 1)], 50.0)


def test_everything_that_was_decided_comes_back_in_an_empty_library(tmp_path, store, backups):
    make(backups, store)
    backup = backups.find("decisions-0001-2026-11-29")

    with closing(Store.open(tmp_path / "new.db")) as new:
        new.decisions.replace(decision_file.parts(backup.path))
        assert new.decisions.counts() == backup.holds
        assert rows(new) == rows(store)
        assert new.faults() == []

    assert backup.holds == store.decisions.counts()
    assert all(backup.holds.values())


def test_put_back_decisions_replace_those_of_now_but_folders_and_journal_stay(store, backups):
    make(backups, store)
    before = rows(store)
    label(store, "Later")
    with store.transaction():
        store.folders.add(b"/later")
        store.journal.begin_batch(1, 99.0)

    store.decisions.replace(decision_file.parts(backups.find("decisions-0001-2026-11-29").path))

    after = rows(store)
    assert {t: after[t] for t in ("label", "labelled", "verdict", "choice", "preset")} == {
        t: before[t] for t in ("label", "labelled", "verdict", "choice", "preset")
    }
    assert {path for _, path in after["folder"]} == {b"/photos", b"/later"}
    assert [at for *_, at in sorted(after["trash_batch"])] == [7.0, 99.0]
    assert after["trash_item"] == before["trash_item"]


def test_choices_and_items_follow_their_folder_and_batch_to_other_numbers(tmp_path, store, backups):
    make(backups, store)
    path = backups.find("decisions-0001-2026-11-29").path
    with closing(Store.open(tmp_path / "new.db")) as new:
        with new.transaction():
            new.folders.add(b"/other")
            new.journal.begin_batch(1, 1.0)
        new.decisions.replace(decision_file.parts(path))
        found = rows(new)

    assert {(1, b"/other"), (2, b"/photos")} == found["folder"]
    assert {row[2] for row in found["choice"]} == {0, 2}
    assert {row[1] for row in found["trash_item"]} == {2}


def test_there_is_one_a_day_and_only_when_something_is_new(store, backups, clock):
    assert backups.is_due(store.decisions.mark)
    make(backups, store)
    assert not backups.is_due(store.decisions.mark)

    label(store, "One")
    assert not backups.is_due(store.decisions.mark)
    clock.now += DAY_S
    assert backups.is_due(store.decisions.mark)
    make(backups, store)
    clock.now += DAY_S
    assert not backups.is_due(store.decisions.mark)


def test_a_clock_that_was_set_back_is_no_reason_to_make_none_or_to_lose_the_newest(
    store, backups, clock
):
    for n in range(KEPT + 2):
        label(store, f"Label {n}")
        assert backups.is_due(store.decisions.mark)
        make(backups, store)
        clock.now -= DAY_S

    assert [backup.number for backup in backups.all()] == list(range(12, 2, -1))


def test_every_kind_of_decision_and_nothing_else_is_noticed(store):
    def is_new() -> bool:
        before, seen[0] = seen[0], store.decisions.mark
        store.decisions.arm()
        return before != seen[0]

    seen = [store.decisions.mark]
    assert not is_new()
    label(store, "Noticed")
    assert is_new()
    store.presets.forget("Mine")
    assert is_new()
    with store.transaction():
        store.folders.set_scanned(1, 7.0)
        store.folders.set_state(1, offline=True)
        store.library_facts.set("paused", True)
    assert not is_new()
    with store.transaction():
        store.folders.add(b"/new")
    assert is_new()
    with store.transaction():
        store.folders.add(b"/new")
    assert not is_new()
    store.verdicts.revoke([1])
    assert is_new()
    store.journal.note([1], "why")
    assert is_new()


def test_ten_are_kept_and_those_that_were_set_aside_besides(store, backups, clock):
    make(backups, store, is_set_aside=True)
    for n in range(KEPT + 3):
        label(store, f"Label {n}")
        make(backups, store)
        clock.now += DAY_S

    found = backups.all()
    assert sum(not backup.is_set_aside for backup in found) == KEPT
    assert [backup.number for backup in found if backup.is_set_aside] == [1]
    assert found[0].number == KEPT + 4


def test_a_damaged_one_does_not_push_out_a_whole_one(store, backups, clock):
    for n in range(KEPT):
        label(store, f"Label {n}")
        make(backups, store)
        clock.now += DAY_S
    newest = backups.all()[0].path
    newest.write_bytes(newest.read_bytes()[:-20])
    label(store, "Last")

    make(backups, store)

    assert [b.number for b in backups.all() if b.is_whole] == [11, 9, 8, 7, 6, 5, 4, 3, 2, 1]


def test_a_copy_of_nothing_but_folders_makes_way_on_the_same_day(tmp_path, backups):
    with closing(Store.open(tmp_path / "library.db")) as store:
        with store.transaction():
            store.folders.add(b"/photos")
        make(backups, store)
        assert not backups.is_due(store.decisions.mark)

        label(store, "First")
        assert backups.is_due(store.decisions.mark)
        make(backups, store)

    assert [dict(backup.holds)["label"] for backup in backups.all()] == [1]


@pytest.mark.parametrize("seed", range(20))
def test_no_damaged_backup_is_believed(store, backups, seed):
    make(backups, store)
    path = backups.all()[0].path
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    if seed % 4 == 0:
        content = content[: chance.randrange(len(content))]
    else:
        at = chance.randrange(10, len(content) - 8)
        content[at] ^= 1 << chance.randrange(8)
    path.write_bytes(content)

    with raises_saying(BackupError, "damaged"):
        decision_file.check(path)
    assert [backup.is_whole for backup in backups.all()] == [False]
    with pytest.raises(BackupError):
        backups.find(path.name)


def test_a_newer_backup_is_refused_and_unknown_kinds_are_passed_over(tmp_path, store):
    path = tmp_path / "some.gz"
    head = decision_file.DecisionHeader(1.0, {"hat": 1}, None)
    for _ in decision_file.writing(path, head, iter([TableRows("hat", ("id",), [(1,)])])):
        pass

    assert dict(store.decisions.replace(decision_file.parts(path))) == {}


def test_files_of_other_names_are_nobodys_business(tmp_path, store, backups):
    make(backups, store)
    folder = tmp_path / "backups"
    (folder / "mine.txt").write_text("mine")
    (folder / "decisions-0001-2026-11-29.jsonl").write_text("mine")
    (folder / "decisions-0009-2026-11-29.jsonl.gz").mkdir()

    assert len(backups.all()) == 1
    assert {p.name for p in folder.iterdir()} >= {"mine.txt", "decisions-0001-2026-11-29.jsonl"}


def test_files_and_folder_are_the_persons_alone(tmp_path, store, backups):
    make(backups, store)

    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700
    assert [p.stat().st_mode & 0o777 for p in (tmp_path / "backups").iterdir()] == [0o600]


def test_a_full_disk_is_told_and_leaves_the_earlier_ones(tmp_path, store, backups, clock):
    make(backups, store)
    clock.now += DAY_S

    with limited(100), raises_saying(DiskFullError, "free some space"):
        make(backups, store)

    assert [p.name for p in (tmp_path / "backups").iterdir()] == [
        "decisions-0001-2026-11-29.jsonl.gz"
    ]


def test_a_full_small_disk_is_told_too(tmp_path, store, clock):
    with small_disk(tmp_path / "disk", 1) as disk:
        fill(disk)
        with pytest.raises(DiskFullError):
            make(Backups(disk / "backups", clock), store)


def test_a_place_that_is_no_folder_is_told(tmp_path, store, backups):
    (tmp_path / "backups").write_text("in the way")

    with raises_saying(BackupError, "could be made in"):
        make(backups, store)


def test_many_rows_are_copied_in_slices(tmp_path, backups):
    with closing(Store.open(tmp_path / "library.db")) as store:
        decide(store)
        store.labels.put([(b"%032d" % n, "Many", 1) for n in range(5000)], 1.0)
        assert sum(1 for _ in backups.making(store, store.decisions.arm)) > 10
        name = backups.all()[0].name
        assert Path(backups.find(name).path).stat().st_size < 100_000
