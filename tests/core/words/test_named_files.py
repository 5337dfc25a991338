"""Of a photo in several places the one that is told of is the one that was found."""

import os

import numpy as np
import pytest
from support import made_up

from photosim.core.records.photos import Evidence, FactKind, Match
from photosim.core.store import Store
from photosim.core.words import named_files
from photosim.core.words.name_table import NameTable

ROOT = b"/home/photos/Album"
FILES = {
    b"Trip/IMG_1.jpg": "beach",
    b"Trip/more/zebra.jpg": "beach",
    b"Zebra park/IMG_1.jpg": "beach",
    b"Zebra park/zebra herd.jpg": "herd",
    b"alone.jpg": "alone",
}


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "library.db")
    made_up.put(store, FILES, folder=ROOT)
    yield store
    store.close()


def told(store: Store, path: bytes, fact: FactKind, *texts: str) -> Match:
    names = NameTable(store)
    for _ in names.update():
        pass
    match = Match(made_up.photo_at(store, path, ROOT), 0.0, Evidence.NAME, fact)
    (one,) = named_files.by_words(store, names, texts, [match])
    return one


@pytest.mark.parametrize(
    ("texts", "path", "fact"),
    [
        (["more"], b"Trip/more/zebra.jpg", FactKind.FOLDER),
        (["park"], b"Zebra park/IMG_1.jpg", FactKind.FOLDER),
        (["zebra", "img"], b"Zebra park/IMG_1.jpg", FactKind.FILE_NAME),
        (["zebra", "trip"], b"Trip/more/zebra.jpg", FactKind.FILE_NAME),
    ],
)
def test_the_file_with_most_of_the_words_is_told(store, texts, path, fact):
    found = told(store, b"Trip/IMG_1.jpg", FactKind.FOLDER, *texts)

    assert found.file is not None
    assert os.fsencode(found.file.path) == ROOT + b"/" + path
    assert found.fact is fact


def test_a_match_by_date_or_camera_is_about_no_file(store):
    assert told(store, b"Trip/IMG_1.jpg", FactKind.DATE, "zebra").file is None


def test_of_two_files_with_the_word_one_that_can_be_read_is_told(store):
    made_up.put(store, {b"zebra.jpg": "beach"}, folder=b"/media/disk")
    folders = {row.path: row.id for row in store.folders.all()}
    store.folders.set_state(folders[ROOT], offline=True)

    found = told(store, b"Trip/IMG_1.jpg", FactKind.FILE_NAME, "zebra")

    assert found.file is not None
    assert (found.file.path, found.file.offline) == ("/media/disk/zebra.jpg", False)


def test_the_file_with_the_word_is_told_though_only_another_can_be_read(store):
    made_up.put(store, {b"other.jpg": "beach"}, folder=b"/media/disk")
    folders = {row.path: row.id for row in store.folders.all()}
    store.folders.set_state(folders[ROOT], offline=True)

    found = told(store, b"Trip/IMG_1.jpg", FactKind.FILE_NAME, "park")

    assert found.file is not None and found.file.offline


def test_many_matches_cost_one_question(store):
    matches = [Match(number, 0.0, Evidence.WORDS) for number in np.arange(1000).tolist()]

    assert named_files.by_words(store, NameTable(store), ["zebra"], matches) == tuple(matches)
