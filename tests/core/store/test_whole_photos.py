"""Photos with all their files, as they are in the library now."""

from contextlib import closing
from datetime import datetime

import pytest
from support.made_up import STAMP, file_id, photo_at, put, take
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.records.photos import Metadata
from photosim.core.records.quality import Quality
from photosim.core.store.connection import open_writer


@pytest.fixture
def store(store):
    taken = datetime(2019, 5, 3, 14, 2)
    put(store, {b"sub/\xff.jpg": "a", b"b.jpg": "b"}, metadata=Metadata(taken=taken))
    put(store, {b"copy.jpg": "a"}, folder=b"/other")
    return store


def test_photo_is_the_one_that_a_cell_shows(store):
    ids = [photo_at(store, b"sub/\xff.jpg"), photo_at(store, b"b.jpg")]

    whole = store.whole_photos.get(ids)

    assert [whole[photo_id].photo for photo_id in ids] == store.photos.get(ids)


def test_photo_has_all_its_files(store):
    photo_id = photo_at(store, b"b.jpg")
    photo = photo_at(store, b"sub/\xff.jpg")

    files = store.whole_photos.get([photo_id, photo])[photo].files

    assert [(file.id, file.path) for file in files] == [
        (file_id(store, b"sub/\xff.jpg"), "/photos/sub/\udcff.jpg"),
        (file_id(store, b"copy.jpg", b"/other"), "/other/copy.jpg"),
    ]
    assert (files[0].directory, files[0].name) == (b"sub", b"\xff.jpg")
    assert files[0].modified == datetime.fromtimestamp(STAMP.mtime_ns / 1e9)


def test_files_that_can_be_read_come_first(store):
    photo_id = photo_at(store, b"sub/\xff.jpg")
    with store.transaction():
        store.folders.set_state(1, offline=True, note="It is gone.")

    whole = store.whole_photos.get([photo_id])[photo_id]

    assert [file.is_offline for file in whole.files] == [False, True]
    assert whole.photo.path == "/other/copy.jpg"
    assert not whole.photo.offline


def test_photos_without_files_and_unknown_ones_are_left_out(store):
    photo_id = photo_at(store, b"b.jpg")
    take(store, b"b.jpg")

    assert store.whole_photos.get([photo_id, 999]) == {}


def test_sharpness_is_there_once_it_was_measured(store):
    photo_id = photo_at(store, b"b.jpg")
    assert store.whole_photos.get([photo_id])[photo_id].sharpness is None

    with store.transaction():
        store.pairs.put_qualities({photo_id: Quality(3.5, 0.0, 100.0, 1)})

    assert store.whole_photos.get([photo_id])[photo_id].sharpness == 3.5


def test_detail_that_a_close_look_measured_stays_when_the_content_is_examined_again(store):
    photo_id = photo_at(store, b"b.jpg")
    assert store.whole_photos.get([photo_id])[photo_id].origin.detail is None
    with store.transaction():
        store.photos.put_details({photo_id: 0.75})

    put(store, {b"again.jpg": "b"})
    assert store.whole_photos.get([photo_id])[photo_id].origin.detail == 0.75

    put(store, {b"once more.jpg": "b"}, detail=0.5)
    assert store.whole_photos.get([photo_id])[photo_id].origin.detail == 0.5


def test_capture_time_that_is_none_is_damage(path, store):
    photo_id = photo_at(store, b"b.jpg")
    with closing(open_writer(path)) as connection:
        connection.execute("UPDATE photo SET taken = 'once'")

    with raises_saying(StoreError, "damaged"):
        store.whole_photos.get([photo_id])
