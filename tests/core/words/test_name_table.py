"""File names and folders by words: whole words, any characters, moved files."""

import unicodedata

import pytest
from support import made_up

from photosim.core.store import Store
from photosim.core.words.name_table import NameTable


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "library.db")
    made_up.put(
        store,
        {
            b"IMG_0012.jpg": "first",
            b"Summer 2019/Anna at the lake.jpg": "second",
            b"Summer 2019/location.jpg": "third",
            "Été/Café_März.JPG".encode(): "fourth",
            b"\xff\xfe odd.jpg": "fifth",
            b"copies/dog.jpg": "sixth",
            b"more/DOG2.png": "sixth",
        },
        folder=b"/home/photos/Album",
    )
    yield store
    store.close()


@pytest.fixture
def names(store) -> NameTable:
    names = NameTable(store)
    for _ in names.update():
        pass
    return names


def photo(store: Store, path: bytes) -> int:
    return made_up.photo_at(store, path, b"/home/photos/Album")


def test_whole_words_of_names_are_found(store, names):
    assert names.in_names("lake").tolist() == [photo(store, b"Summer 2019/Anna at the lake.jpg")]
    assert names.in_names("0012").tolist() == [photo(store, b"IMG_0012.jpg")]
    assert names.in_names("cat").tolist() == names.in_names("loc").tolist() == []


def test_very_name_is_found(store, names):
    assert names.in_names("img_0012.jpg").tolist() == [photo(store, b"IMG_0012.jpg")]


def test_letters_end_where_digits_begin(store, names):
    assert names.in_names("dog").tolist() == [photo(store, b"copies/dog.jpg")]


def test_other_letters_are_found_in_any_case(store, names):
    found = photo(store, "Été/Café_März.JPG".encode())

    assert names.in_names("märz").tolist() == [found]
    assert names.in_names("mär").tolist() == []
    assert names.in_folders("été").tolist() == [found]


def test_folders_and_the_watched_folders_own_name_are_found(store, names):
    assert len(names.in_folders("summer")) == 2
    assert len(names.in_folders("album")) == 6
    assert names.in_folders("photos").tolist() == []  # above the watched folder
    assert names.in_folders("sum").tolist() == []


@pytest.mark.parametrize("word", ["", "a", "%", "_", "\0", "jpg\0", "x" * 10_000, "\ud800", "é"])
def test_odd_words_are_no_error(names, word):
    assert names.in_names(word).tolist() == [] == names.in_folders(word).tolist()


def test_folders_are_counted_by_their_last_name(names):
    counts = names.counts()

    assert (counts["summer 2019"], counts["album"], counts["copies"]) == (2, 2, 1)


def test_renamed_file_is_found_by_its_new_name_once_read_again(store, names):
    old = photo(store, b"IMG_0012.jpg")
    made_up.rename(store, b"IMG_0012.jpg", b"castle.jpg", b"/home/photos/Album")
    assert names.in_names("castle").tolist() == []

    for _ in names.update():
        pass

    assert names.in_names("castle").tolist() == [old]
    assert names.in_names("0012").tolist() == []


def test_library_without_photos_has_no_names(tmp_path):
    store = Store.open(tmp_path / "empty.db")
    names = NameTable(store)

    assert list(names.update()) == []
    assert names.in_names("dog").tolist() == names.in_folders("dog").tolist() == []
    assert names.counts() == {}
    store.close()


def test_names_from_computers_that_write_accents_apart_are_found(store):
    apart = unicodedata.normalize("NFD", "Zürich/Föhn.jpg").encode()
    made_up.put(store, {apart: "seventh"}, folder=b"/home/photos/Album")
    names = NameTable(store)
    for _ in names.update():
        pass

    assert names.in_names("föhn").tolist() == [photo(store, apart)]
    assert names.in_folders("zürich").tolist() == [photo(store, apart)]
