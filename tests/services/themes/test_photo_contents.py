"""What is known of the photos that are sorted: their contents, and when they were taken."""

from contextlib import closing
from datetime import UTC, datetime

import numpy as np
import pytest
from support.fakes import examined

from photosim.core.records.photos import Metadata, Stamp
from photosim.core.store import Store
from photosim.services.themes.photo_contents import PhotoContents

NOON = datetime(2024, 7, 1, 12)
COPIED = Stamp(1, 1)


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        yield store


def put(store, name, taken):
    return store.photos.put(examined(name, metadata=Metadata(taken=taken)), COPIED)


def read(contents):
    for _ in contents.read():
        pass


def test_the_time_of_a_file_is_none_of_its_photo(store):
    ids = np.array([put(store, b"a.jpg", NOON), put(store, b"b.jpg", None)])
    contents = PhotoContents(store)

    read(contents)

    assert np.array_equal(
        contents.times(ids), [NOON.replace(tzinfo=UTC).timestamp(), np.nan], equal_nan=True
    )


def test_photos_that_came_since_are_read_as_well(store):
    contents = PhotoContents(store)
    put(store, b"a.jpg", None)
    read(contents)

    new = put(store, b"b.jpg", NOON)
    read(contents)

    assert contents.times(np.array([new])).tolist() == [NOON.replace(tzinfo=UTC).timestamp()]
    assert contents.hashes(np.array([new]))[0].hex() == store.photos.hashes([new])[new]
