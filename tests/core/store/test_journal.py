"""The journal of the trash: durable, searchable, and it forgets nothing."""

import sqlite3
from contextlib import closing

import pytest
from support.fakes import examined
from support.saying import raises_saying

from photosim.core.errors import DiskFullError, StoreError, TrashFault, coded
from photosim.core.records.photos import Stamp
from photosim.core.records.trash_items import ItemState, JournalEntry
from photosim.core.store import Store
from photosim.core.store.connection import open_writer
from photosim.core.store.journal import Journal

HASH = "ab" * 32
OTHER = "cd" * 32


@pytest.fixture
def journal(store):
    return store.journal


def leaving(path=b"/p/\xff.jpg", unit_number=1, content=HASH, **more):
    values = {"size": 10, "mtime_ns": 2**62, "is_companion": False, "mount": b"/"}
    return JournalEntry(unit_number, path, content, **(values | more))


def begun(journal: Journal, *files: JournalEntry):
    batch = journal.begin_batch(len(files), 5.0)
    return batch, journal.begin(batch, files, 6.0)


def test_what_is_written_before_a_file_goes_is_read_as_it_was(journal):
    file = leaving(keeper=b"/k/\xfe.jpg", keeper_hash=OTHER)

    batch, [item] = begun(journal, file)

    assert journal.items([item.id]) == [item]
    assert item.file == file
    assert (item.batch_id, item.state, item.place) == (batch, ItemState.PENDING, None)
    assert (item.began_at, item.ended_at, item.reason) == (6.0, None, "")


@pytest.mark.parametrize("seconds", [-11_644_473_600, 10_413_792_000, 2**63])
def test_a_file_of_any_time_is_known_by_it_to_the_last_ns(journal, seconds):
    file = leaving(mtime_ns=seconds * 10**9 + 7)
    _, [item] = begun(journal, file)
    journal.moved(item.id, b"/trash/x", 2.0)

    assert journal.items([item.id])[0].file == file
    assert journal.in_trash() == {(file.path, file.mtime_ns, file.size)}


def test_file_in_the_trash_is_known_with_its_place(journal):
    _, [item] = begun(journal, leaving())

    journal.moved(item.id, b"/t/\xff", 7.0)

    [done] = journal.items([item.id])
    assert (done.state, done.place, done.ended_at) == (ItemState.IN_TRASH, b"/t/\xff", 7.0)
    assert journal.unsettled() == []


def test_file_that_came_back_has_no_place_in_the_trash(journal):
    _, [item] = begun(journal, leaving())
    journal.moved(item.id, b"/t/a", 7.0)
    journal.begin_restoring([item.id])
    assert journal.items([item.id])[0].state is ItemState.RESTORING

    journal.end([item.id], ItemState.RESTORED, "", 8.0)

    [restored] = journal.items([item.id])
    assert (restored.state, restored.place) == (ItemState.RESTORED, None)


def test_photos_that_came_back_are_known_with_when_they_did_last(journal, store):
    with store.transaction():
        photo = store.photos.put(examined("a"), Stamp(5, 5))
    content_hash = examined("a").content_hash
    _, items = begun(journal, *(leaving(b"/p/%d" % n, n, content=content_hash) for n in range(3)))
    for at, item in enumerate(items):
        journal.moved(item.id, b"/t/a", 7.0 + at)
    journal.end([items[0].id], ItemState.RESTORED, "", 20.0)
    journal.end([items[1].id], ItemState.RESTORED, "", 30.0)
    assert journal.came_back(0.0) == {photo: 30.0}
    assert journal.came_back(30.5) == {}


def test_file_that_could_not_come_back_keeps_its_place_in_the_trash(journal):
    _, [item] = begun(journal, leaving())
    journal.moved(item.id, b"/t/a", 7.0)
    journal.begin_restoring([item.id])

    journal.end([item.id], ItemState.IN_TRASH, "Something is there.", 8.0)

    [item] = journal.items([item.id])
    assert (item.state, item.place, item.reason) == (
        ItemState.IN_TRASH,
        b"/t/a",
        "Something is there.",
    )


def test_only_what_is_in_the_trash_can_begin_to_come_back(journal):
    _, [item] = begun(journal, leaving())

    journal.begin_restoring([item.id])

    assert journal.items([item.id])[0].state is ItemState.PENDING


def test_units_are_given_whole(journal):
    batch, items = begun(
        journal,
        leaving(b"/p/a.jpg", 1),
        leaving(b"/p/a.xmp", 1, is_companion=True),
        leaving(b"/p/b.jpg", 2),
    )
    for item in items[1:]:
        journal.moved(item.id, b"/t", 7.0)

    def paths(units):
        return [[item.file.path for item in unit] for unit in units]

    assert paths(journal.unsettled()) == [[b"/p/a.jpg", b"/p/a.xmp"]]
    assert paths(journal.units_of([items[1].id])) == [[b"/p/a.jpg", b"/p/a.xmp"]]
    assert paths(journal.units_of_batch(batch)) == [[b"/p/a.jpg", b"/p/a.xmp"], [b"/p/b.jpg"]]


def test_files_that_were_not_touched_are_kept_with_the_reason(journal):
    batch = journal.begin_batch(1, 5.0)

    journal.refuse(batch, [leaving()], "It changed.", 6.0)

    [item] = journal.items(journal.ids())
    assert (item.state, item.reason, item.ended_at) == (ItemState.FAILED, "It changed.", 6.0)


def test_batches_are_counted_and_come_in_pages_the_last_first(journal):
    first, items = begun(journal, *[leaving(b"/p/%d" % n, n) for n in range(4)])
    for item in items[:3]:
        journal.moved(item.id, b"/t", 7.0)
    journal.end([items[2].id], ItemState.RESTORED, "", 8.0)
    journal.end([items[3].id], ItemState.FAILED, "No.", 8.0)
    second = journal.begin_batch(9, 6.0)

    [latest] = journal.batches(1)
    [earliest] = journal.batches(5, before=latest.id)

    assert (latest.id, latest.n_planned, latest.n_in_trash, latest.size) == (second, 9, 0, 0)
    assert earliest.id == first
    assert (earliest.n_in_trash, earliest.n_restored, earliest.n_failed) == (2, 1, 1)
    assert (earliest.at, earliest.size) == (5.0, 20)


@pytest.mark.parametrize(
    "emptied", [coded(TrashFault.EMPTIED, "/p/0"), "/p/0 is not in the trash any more."]
)
def test_a_file_that_was_looked_for_and_is_gone_does_not_count_as_in_the_trash(journal, emptied):
    _, items = begun(journal, *[leaving(b"/p/%d" % n, n) for n in range(3)])
    for item in items:
        journal.moved(item.id, b"/t", 7.0)
    journal.end([items[0].id], ItemState.IN_TRASH, emptied, 8.0)
    journal.end([items[1].id], ItemState.IN_TRASH, coded(TrashFault.PLACE_TAKEN, "/p/1"), 8.0)

    [batch] = journal.batches(1)

    assert (batch.n_in_trash, batch.n_missing, batch.size) == (2, 1, 20)
    there = journal.items([item.id for item in items])
    assert [item.is_missing for item in there] == [True, False, False]


def test_a_file_that_came_back_or_never_went_is_not_gone_from_the_trash(journal):
    _, items = begun(journal, leaving(), leaving())
    emptied = coded(TrashFault.EMPTIED, "/p/0")
    journal.end([items[0].id], ItemState.RESTORED, emptied, 8.0)
    journal.end([items[1].id], ItemState.FAILED, emptied, 8.0)

    there = journal.items([item.id for item in items])

    assert not any(item.is_missing for item in there)
    assert journal.batches(1)[0].n_missing == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [b"/p/100%_\xff.jpg", "/p/Strand/GRÜN.jpg".encode()]),
        ("grün", ["/p/Strand/GRÜN.jpg".encode()]),
        ("gru\u0308n", ["/p/Strand/GRÜN.jpg".encode()]),
        ("strand", ["/p/Strand/GRÜN.jpg".encode()]),
        ("0%_", [b"/p/100%_\xff.jpg"]),
        ("nowhere", []),
    ],
)
def test_files_are_found_by_a_part_of_their_path_the_last_first(journal, text, found):
    begun(journal, leaving("/p/Strand/GRÜN.jpg".encode()), leaving(b"/p/100%_\xff.jpg"))

    assert [item.file.path for item in journal.items(journal.ids(text))] == found


def test_files_are_found_by_what_became_of_them(journal):
    _, [one, two] = begun(journal, leaving(), leaving())
    journal.moved(two.id, b"/t", 7.0)

    assert journal.ids(states=[ItemState.PENDING]).tolist() == [one.id]
    assert journal.ids(states=[ItemState.IN_TRASH, ItemState.FAILED]).tolist() == [two.id]


def test_a_hundred_thousand_entries_are_paged_through(journal, store):
    batch = journal.begin_batch(100_000, 5.0)
    with store.transaction():
        journal.refuse(batch, [leaving(b"/p/%d.jpg" % n, n) for n in range(100_000)], "No.", 6.0)

    ids = journal.ids()
    page = journal.items(ids[50_000:50_060])

    assert len(ids) == 100_000
    assert [item.file.path for item in page] == [
        b"/p/%d.jpg" % n for n in range(49_999, 49_939, -1)
    ]
    assert len(journal.ids("77.jpg")) == 1000


def test_every_step_is_on_the_disk_before_the_next(path):
    statements = []
    Store.open(path).close()
    with closing(open_writer(path)) as connection:
        journal = Journal(connection)
        batch = journal.begin_batch(1, 5.0)
        connection.set_trace_callback(statements.append)

        [item] = journal.begin(batch, [leaving()], 6.0)
        journal.moved(item.id, b"/t", 7.0)
        journal.begin_restoring([item.id])
        journal.end([item.id], ItemState.RESTORED, "", 8.0)

    levels = [s for s in statements if s.startswith("PRAGMA")]
    assert levels == ["PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL"] * 4
    for index, statement in enumerate(statements):
        if statement.startswith(("INSERT", "UPDATE", "COMMIT")):
            last = [s for s in statements[:index] if s.startswith("PRAGMA")][-1]
            assert last == "PRAGMA synchronous=FULL"


def test_full_disk_is_told_and_leaves_the_journal_as_it_was(path):
    Store.open(path).close()
    with closing(open_writer(path)) as connection:
        journal = Journal(connection)
        batch, [item] = begun(journal, leaving())
        pages = connection.number("PRAGMA page_count")
        connection.execute(f"PRAGMA max_page_count={pages}")

        with pytest.raises(DiskFullError):
            journal.begin(batch, [leaving(b"/p/" + b"x" * 100_000)], 6.0)

        assert journal.items(journal.ids()) == [item]
        assert connection.number("PRAGMA synchronous") == 1


def test_state_that_no_photosim_wrote_is_told_as_damage(journal, path):
    begun(journal, leaving())
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE trash_item SET state = 9")
        other.commit()

    with raises_saying(StoreError, "damaged"):
        journal.items([1])


def test_library_of_before_gets_its_journal_and_a_copy_of_it_is_kept(path):
    with closing(sqlite3.connect(path)) as old:
        Store.open(path).close()
        old.execute("DROP TABLE trash_item")
        old.execute("DROP TABLE trash_batch")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_trash_journal'")
        old.commit()

    with closing(Store.open(path)) as store:
        assert begun(store.journal, leaving())

    assert path.with_name("library-before-m002_trash_journal.db").exists()


def test_units_of_thousands_of_files_are_whole_and_in_order(journal):
    names = ("jpg", "xmp")
    files = [
        leaving(b"/p/%d.%b" % (n, e.encode()), unit_number=n) for n in range(700) for e in names
    ]
    batch, items = begun(journal, *files)
    begun(journal, *files[:2])

    units = journal.units_of_batch(batch)

    assert units == journal.units_of([item.id for item in items[1::2]]) == journal.unsettled()[:-1]
    assert [item for unit in units for item in unit] == items


def test_places_in_the_trash_are_known_by_where_the_files_lay(journal):
    _, [one, other, back] = begun(journal, *[leaving(b"/p/a.jpg", unit_number=n) for n in range(3)])
    for item in (one, other, back):
        journal.moved(item.id, b"/t/%d" % item.id, 7.0)
    journal.end([back.id], ItemState.RESTORED, "", 8.0)

    assert journal.places(b"/p/a.jpg") == {b"/t/%d" % one.id, b"/t/%d" % other.id}
    assert journal.places(b"/p/b.jpg") == frozenset()
