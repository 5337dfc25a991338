"""The trash's own notes tell where a file lies now."""

# paths are bytes here
# ruff: noqa: PTH108, PTH116, PTH123, PTH208

import os
import time

import pytest
from support.trash_folder import put

from photosim.core.trash.trash_folders import TrashFolders, mount_point


@pytest.fixture
def home(tmp_path):
    return os.fsencode(tmp_path / "data" / "Trash")


@pytest.fixture
def folders(home):
    return TrashFolders(home, 1000)


@pytest.mark.parametrize("name", [b"a.jpg", "ü b%.jpg".encode(), b"\xff\xe9.jpg", b".hidden", b"a"])
def test_file_is_found_by_where_it_came_from(folders, home, name):
    put(home, name, b"/elsewhere/" + name)
    place = put(home, name + b"-4711", b"/photos/" + name)

    assert folders.find(b"/photos/" + name) == [place]


def test_file_under_a_wholly_different_name_is_found(folders, home):
    place = put(home, b"0815", b"/photos/a.jpg")

    assert folders.find(b"/photos/a.jpg") == [place]


def test_what_was_trashed_last_comes_first(folders, home):
    first = put(home, b"a.jpg", b"/photos/a.jpg")
    second = put(home, b"a 2.jpg", b"/photos/a.jpg")
    os.utime(first)
    while os.stat(first).st_ctime_ns <= os.stat(second).st_ctime_ns:  # the clock is coarse
        os.utime(first)

    assert folders.find(b"/photos/a.jpg") == [first, second]


def test_note_without_a_file_finds_nothing(folders, home):
    os.unlink(put(home, b"a.jpg", b"/photos/a.jpg"))

    assert folders.find(b"/photos/a.jpg") == []


def test_without_a_trash_nothing_is_found(folders):
    assert folders.find(b"/photos/a.jpg") == []


def test_path_is_found_under_its_real_name_too(folders, home, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    place = put(home, b"a.jpg", os.fsencode(tmp_path / "real" / "a.jpg"))

    assert folders.find(os.fsencode(tmp_path / "link" / "a.jpg")) == [place]


def test_relative_note_counts_from_the_folder_around_the_trash(folders, home, tmp_path):
    place = put(home, b"a.jpg", b"sub/a.jpg")

    assert folders.find(os.fsencode(tmp_path / "data" / "sub" / "a.jpg")) == [place]


def test_folder_without_notes_offers_what_has_the_name(tmp_path):
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "a 12.30.jpg").touch()
    (plain / "b.jpg").touch()

    folders = TrashFolders(b"/none", 1000, os.fsencode(plain))

    assert folders.find(b"/photos/a.jpg") == [os.fsencode(plain / "a 12.30.jpg")]


def test_note_is_forgotten_when_its_file_has_left_the_trash(folders, home):
    place = put(home, b"a.jpg", b"/photos/a.jpg")
    os.unlink(place)

    folders.forget_note(place, b"/photos/a.jpg")

    assert os.listdir(home + b"/info") == []


def test_note_of_a_file_that_is_there_or_of_another_file_stays(folders, home):
    place = put(home, b"a.jpg", b"/photos/a.jpg")
    other = put(home, b"b.jpg", b"/photos/b.jpg")
    os.unlink(other)

    folders.forget_note(place, b"/photos/a.jpg")
    folders.forget_note(other, b"/photos/a.jpg")
    folders.forget_note(b"/anywhere/c.jpg", b"/photos/c.jpg")

    assert sorted(os.listdir(home + b"/info")) == [b"a.jpg.trashinfo", b"b.jpg.trashinfo"]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photos" / "a.jpg"
    path.parent.mkdir()
    path.write_bytes(b"photo")
    return os.fsencode(path)


@pytest.mark.parametrize("name", [b"xKlPqZ", b"a.jpg"])
def test_what_a_trash_that_was_cut_off_left_of_a_file_is_removed(folders, home, photo, name):
    os.unlink(put(home, name, photo))
    if name != b"a.jpg":
        os.unlink(home + b"/info/" + name + b".trashinfo")
    os.link(photo, home + b"/files/" + name)

    folders.tidy(photo)

    assert os.listdir(home + b"/files") == []
    assert os.path.lexists(photo)
    folders.tidy(photo)
    assert os.listdir(home + b"/info") == []


def test_note_for_which_there_was_no_room_is_removed_and_no_other(folders, home, photo):
    names = (b"a.jpg", b"a 2.jpg", b"old a.jpg", b"b.jpg")
    os.unlink(put(home, b"a.jpg", photo))
    put(home, b"a 2.jpg", photo)  # it may be of the file beside it
    for name in names:
        with open(home + b"/info/" + name + b".trashinfo", "wb"):
            pass
    old = home + b"/info/a.old.trashinfo"
    with open(old, "wb"):
        os.utime(old, (1.0, 1.0))

    folders.tidy(photo, time.time())

    assert set(os.listdir(home + b"/info")) == {
        n + b".trashinfo" for n in (b"a 2.jpg", b"old a.jpg", b"b.jpg", b"a.old")
    }


def test_nothing_that_somebody_else_may_mean_is_removed_from_the_trash(folders, home, photo):
    others = put(home, b"b.jpg", b"/photos/b.jpg")
    os.unlink(others)
    os.link(photo, others)  # another name of the same file, trashed by the person
    put(home, b"a.jpg", photo)  # an earlier file of the same path
    put(home, b"c.jpg", b"/photos/c.jpg")

    folders.tidy(photo)

    assert sorted(os.listdir(home + b"/files")) == [b"a.jpg", b"b.jpg", b"c.jpg"]
    assert len(os.listdir(home + b"/info")) == 3


def test_last_name_of_a_file_is_never_removed(folders, home, photo):
    place = put(home, b"a.jpg", photo)
    os.unlink(photo)

    folders.tidy(photo)
    folders.tidy(place)

    assert os.listdir(home + b"/files") == [b"a.jpg"]


def test_mount_point_is_a_folder_above_also_of_what_is_not_there():
    assert mount_point(b"/no/such/folder/a.jpg") == b"/"
    assert mount_point(b"/proc/none/a.jpg") == b"/proc"
