"""Files: where photos lie, what is to be examined, what cannot be read."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fakes import examined

from photosim.core.errors import Fault, coded, kept_as
from photosim.core.records.photos import Stamp
from photosim.core.store.files import sort_name


@pytest.fixture
def folder(store):
    return store.folders.add(b"/photos").id


def one(store, name: bytes = b"a.jpg"):
    """The pending file of this name."""
    return next(file for file in store.files.pending(100) if file.path.endswith(name))


def test_files_are_kept_by_directory_with_their_stamps(store, folder):
    stamp = Stamp(2**62, 2**40, 2**63 - 1)
    store.files.add(folder, b"", {b"a.jpg": stamp})
    store.files.add(folder, b"s\xff", {b"\xfe.jpg": Stamp(-5, 0)})

    assert store.files.directories(folder) == {b"", b"s\xff"}
    assert store.files.in_directory(folder, b"") == {b"a.jpg": stamp}
    assert store.files.in_directory(folder, b"s\xff") == {b"\xfe.jpg": Stamp(-5, 0)}
    assert store.files.in_directory(folder, b"none") == {}


def test_new_files_are_pending_newest_first_with_complete_paths(store, folder):
    files = {b"old.jpg": Stamp(1, 1), b"new.jpg": Stamp(3, 1), b"middle.jpg": Stamp(2, 1)}
    store.files.add(folder, b"s\xff", files)

    assert [file.path for file in store.files.pending(2)] == [
        b"/photos/s\xff/new.jpg",
        b"/photos/s\xff/middle.jpg",
    ]
    assert store.files.n_pending() == 3


def test_taken_files_are_passed_over_and_do_not_count(store, folder):
    store.files.add(folder, b"", {b"%d.jpg" % n: Stamp(n, 1) for n in range(10)})
    taken = {file.id for file in store.files.pending(4)}

    found = store.files.pending(4, taken)

    assert len(found) == 4
    assert not taken & {file.id for file in found}


def test_files_of_offline_folders_wait(store, folder):
    store.files.add(folder, b"", {b"a.jpg": Stamp(1, 1)})
    store.folders.set_state(folder, offline=True)

    assert (store.files.pending(5), store.files.n_pending()) == ([], 0)


def test_changed_file_keeps_its_photo_until_it_was_examined(store, folder):
    store.files.add(folder, b"", {b"a.jpg": Stamp(1, 1)})
    photo = store.photos.put(examined("a"), Stamp(1, 1))
    store.files.done(one(store).id, Stamp(1, 1), photo)

    store.files.change(folder, b"", {b"a.jpg": Stamp(2, 1, 7)})

    (row,) = store.files.rows(folder, b"", [b"a.jpg"])
    assert (row.photo_id, row.stamp, row.is_done) == (photo, Stamp(2, 1, 7), False)


def test_file_examined_with_an_older_stamp_stays_pending(store, folder):
    store.files.add(folder, b"", {b"a.jpg": Stamp(1, 1)})
    file = one(store)
    photo = store.photos.put(examined("a"), Stamp(1, 1))
    store.files.change(folder, b"", {b"a.jpg": Stamp(2, 1)})

    store.files.done(file.id, file.stamp, photo)

    assert one(store).photo_id == photo


def test_content_is_told_of_what_was_examined_as_it_is_now(store, folder):
    store.files.add(folder, b"s", {b"a.dng": Stamp(1, 1), b"b.dng": Stamp(2, 1)})
    made, stamp = examined("a"), Stamp(1, 1)
    store.files.done(one(store, b"a.dng").id, stamp, store.photos.put(made, stamp))

    found = store.files.contents(folder, b"s", [b"a.dng", b"b.dng", b"c"])

    assert found == {b"a.dng": made.content_hash}
    store.files.change(folder, b"s", {b"a.dng": Stamp(3, 1)})
    assert store.files.contents(folder, b"s", [b"a.dng"]) == {}


def test_failure_of_an_older_stamp_says_nothing(store, folder):
    store.files.add(folder, b"", {b"a.jpg": Stamp(1, 1)})
    file = one(store)
    store.files.change(folder, b"", {b"a.jpg": Stamp(2, 1)})

    store.files.failed(file.id, file.stamp, "Broken.")

    assert (store.files.n_problems(), store.files.n_pending()) == (0, 1)


@pytest.mark.parametrize("fault", [Fault.NO_PERMISSION, Fault.STILL_WRITTEN])
def test_reasons_of_older_libraries_are_found_beside_those_of_today(store, folder, fault):
    reasons = [*kept_as(fault), coded(Fault.EMPTY), "The file is empty."]
    names = [f"{n}.jpg".encode() for n in range(len(reasons))]
    store.files.add(folder, b"", {name: Stamp(7, 1) for name in names})
    for name, reason in zip(names, reasons, strict=True):
        file = one(store, name)
        store.files.failed(file.id, file.stamp, reason)

    assert store.files.next_unfinished(kept_as(fault)) == 7
    store.files.retry_problems(kept_as(fault))

    assert [problem.reason for problem in store.files.problems()] == reasons[2:]
    assert store.files.next_unfinished(kept_as(fault)) is None


def test_failed_file_holds_no_photo_and_tells_why(store, folder):
    store.files.add(folder, b"s", {b"\xff<b>.jpg": Stamp(1, 1)})
    file = one(store, b".jpg")

    store.files.failed(file.id, file.stamp, "It is <b>not</b> a photo.")

    (problem,) = store.files.problems()
    assert os.fsencode(problem.path) == b"/photos/s/\xff<b>.jpg"
    assert (problem.reason, problem.folder_id, problem.file_id) == (
        "It is <b>not</b> a photo.",
        folder,
        file.id,
    )


def test_moved_file_is_found_by_its_stamp_and_inode(store, folder):
    stamp = Stamp(5, 6, 7)
    store.files.add(folder, b"", {b"new.jpg": stamp, b"other.jpg": Stamp(5, 6, 8)})

    found = store.files.find_pending(stamp)

    assert found is not None and found.name == b"new.jpg"
    assert store.files.find_pending(Stamp(5, 6, 9)) is None


def test_file_that_was_read_before_is_not_taken_for_a_moved_one(store, folder):
    stamp = Stamp(5, 6, 7)
    store.files.add(folder, b"", {b"a.jpg": stamp})
    photo = store.photos.put(examined("a"), stamp)
    store.files.done(one(store).id, stamp, photo)
    store.files.examine_again([photo])

    assert store.files.n_pending() == 1
    assert store.files.find_pending(stamp) is None


def test_counts_are_of_one_folder_or_of_all(store, folder):
    other = store.folders.add(b"/other").id
    store.files.add(folder, b"", {b"a.jpg": Stamp(1, 1), b"b.jpg": Stamp(1, 1)})
    store.files.add(other, b"", {b"a.jpg": Stamp(1, 1)})

    assert (store.files.count(), store.files.count(folder), store.files.count(other)) == (3, 2, 1)
    store.files.remove_all(folder)
    assert store.files.count() == 1


# the order of names


def test_names_sort_by_the_value_of_their_numbers():
    names = [b"IMG_10.jpg", b"img_9.JPG", b"IMG_100.jpg", b"a.jpg", b"B.jpg", b"img_09b.jpg"]

    assert sorted(names, key=sort_name) == [
        b"a.jpg",
        b"B.jpg",
        b"img_9.JPG",
        b"img_09b.jpg",
        b"IMG_10.jpg",
        b"IMG_100.jpg",
    ]


@given(st.integers(0, 10**11), st.integers(0, 10**11))
def test_numbers_in_names_sort_as_numbers(one, other):
    names = (b"IMG_%d.jpg" % number for number in (one, other))

    first, second = map(sort_name, names)

    assert (first < second) == (one < other)


@given(st.binary(max_size=40))
def test_any_name_has_a_key_that_can_be_stored(name):
    sort_name(name).encode()
