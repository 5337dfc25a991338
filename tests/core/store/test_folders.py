"""Watched folders: once each, with their state and number of photos."""

import pytest
from support.fakes import examined

from photosim.core.records.photos import FolderState, Stamp


def test_same_path_is_one_folder(store):
    first = store.folders.add(b"/a\xff")

    assert store.folders.add(b"/a\xff") == first
    assert [row.path for row in store.folders.all()] == [b"/a\xff"]


def test_folder_ids_are_never_used_twice(store):
    first = store.folders.add(b"/a")
    store.folders.remove(first.id)

    assert store.folders.add(b"/a").id > first.id


def test_unknown_folder_is_a_key_error(store):
    with pytest.raises(KeyError):
        store.folders.get(1)


def test_state_and_time_of_the_last_scan_are_kept(store):
    folder = store.folders.add(b"/a")
    assert (folder.offline, folder.note, folder.scanned_at) == (False, "", None)

    store.folders.set_state(folder.id, offline=True, note="It is not there.")
    store.folders.set_scanned(folder.id, 12.5)

    row = store.folders.get(folder.id)
    assert (row.offline, row.note, row.scanned_at) == (True, "It is not there.", 12.5)
    store.folders.set_state(folder.id, offline=False)
    assert store.folders.get(folder.id).note == ""


def test_removed_folder_takes_its_files_and_leaves_its_photos_known(store):
    folder = store.folders.add(b"/a")
    store.files.add(folder.id, b"", {b"x.jpg": Stamp(1, 1)})
    photo = store.photos.put(examined("x"), Stamp(1, 1))
    (file,) = store.files.pending(1)
    store.files.done(file.id, file.stamp, photo)

    store.folders.remove(folder.id)

    assert store.files.count() == 0
    assert store.photos.id_of(examined("x").content_hash) == photo
    assert not store.photos.is_live(photo)


def test_listed_folders_tell_their_state_and_count_photos_not_files(store):
    first, second, third = (store.folders.add(path) for path in (b"/a", b"/b\xff", b"/c"))
    store.files.add(first.id, b"", {b"x.jpg": Stamp(1, 1), b"copy.jpg": Stamp(1, 1)})
    photo = store.photos.put(examined("x"), Stamp(1, 1))
    for file in store.files.pending(2):
        store.files.done(file.id, file.stamp, photo)
    store.folders.set_state(second.id, offline=True, note="gone")

    listed = store.folders.listed(scanning=frozenset({second.id, third.id}))

    assert [(f.state, f.n_photos, f.note) for f in listed] == [
        (FolderState.WATCHING, 1, ""),
        (FolderState.OFFLINE, 0, "gone"),
        (FolderState.SCANNING, 0, ""),
    ]
    assert listed[1].path == "/b\udcff"


def test_a_folder_says_whether_it_was_scanned_and_what_lies_in_it_besides_photos(store):
    folder = store.folders.add(b"/a")
    (listed,) = store.folders.listed()
    assert (listed.is_scanned, listed.has_waiting, listed.has_unread) == (False, False, False)

    store.files.add(folder.id, b"", {b"x.jpg": Stamp(1, 1)})
    (listed,) = store.folders.listed()
    assert (listed.has_waiting, listed.has_unread) == (True, False)

    (file,) = store.files.pending(1)
    store.files.failed(file.id, file.stamp, "It is no picture.")
    store.folders.set_scanned(folder.id, 1.0)
    (listed,) = store.folders.listed()
    assert (listed.is_scanned, listed.has_waiting, listed.has_unread) == (True, False, True)


def test_a_photo_in_two_files_is_counted_once_and_its_files_too(store):
    folder = store.folders.add(b"/a")
    store.files.add(folder.id, b"", {b"x.jpg": Stamp(1, 1), b"y.jpg": Stamp(1, 1)})
    photo = store.photos.put(examined("x"), Stamp(1, 1))
    for file in store.files.pending(2):
        store.files.done(file.id, file.stamp, photo)

    (listed,) = store.folders.listed()

    assert (listed.n_photos, listed.n_files) == (1, 2)
