"""Capture times by path."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from support.fakes import examined

from photosim.core.records.photos import Metadata, Stamp
from photosim.core.store import Store

NOON = datetime(2024, 7, 1, 12, 0, 0, 250_000)


@pytest.fixture
def moments(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        folder = store.folders.add(b"/p\xff")
        store.folders.add(b"/p")
        for directory, name, taken in [(b"", b"a.jpg", NOON), (b"sub/x", b"b.jpg", None)]:
            store.files.add(folder.id, directory, {name: Stamp(1, 1)})
            [file] = store.files.pending(1)
            photo = store.photos.put(examined(name, metadata=Metadata(taken=taken)), file.stamp)
            store.files.done(file.id, file.stamp, photo)
        yield store.capture_times


def test_times_are_found_by_directory_and_name(moments):
    assert moments.taken(b"/p\xff", [b"a.jpg", b"none.jpg"]) == {b"a.jpg": NOON}
    assert moments.taken(b"/p\xff/sub/x", [b"b.jpg"]) == {b"b.jpg": None}


def test_by_id_only_a_photo_that_knows_when_it_was_taken_has_a_time(moments):
    found = moments.by_id(0, 10)

    assert [time for _, _, time in found] == [NOON.replace(tzinfo=UTC).timestamp(), None]
    assert moments.by_id(found[0][0], 10) == found[1:]


def test_what_lies_in_no_watched_folder_has_no_known_time(moments):
    assert moments.taken(b"/p\xff\xff", [b"a.jpg"]) == {}
    assert moments.taken(b"/elsewhere", [b"a.jpg"]) == {}
