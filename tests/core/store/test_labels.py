"""Labels in the store: by content, for good, undone row by row."""

import sqlite3

import pytest
from support import made_up

from photosim.core.store import Store
from photosim.core.store.labels import GIVEN, REFUSED, THEME


@pytest.fixture
def store(store):
    made_up.put(store, {b"a.jpg": "a", b"b.jpg": "b", b"c.jpg": "c"})
    return store


def content(name: str) -> bytes:
    return bytes.fromhex(made_up.content_hash(name))


def test_a_label_is_given_to_contents(store):
    store.labels.put([(content("a"), "Beach", GIVEN), (content("b"), "Beach", REFUSED)], 5.0)

    a, b, _ = (made_up.photo_at(store, name) for name in (b"a.jpg", b"b.jpg", b"c.jpg"))
    assert store.labels.given("Beach").tolist() == [a]
    assert store.labels.refused("Beach").tolist() == [b]
    [listed] = store.labels.listed()
    assert (listed.name, listed.n_photos, listed.cover) == ("Beach", 1, a)
    assert store.labels.of([a, b]) == {a: [("Beach", 1)], b: [("Beach", 0)]}


def test_case_makes_no_other_label(store):
    store.labels.put([(content("a"), "Beach", GIVEN)], 5.0)
    store.labels.put([(content("b"), "beach", GIVEN)], 6.0)

    assert [label.n_photos for label in store.labels.listed()] == [2]
    assert len(store.labels.given("BEACH")) == 2


def test_a_label_outlives_its_photos_and_finds_them_again(store):
    store.labels.put([(content("a"), "beach", GIVEN)], 5.0)
    made_up.take(store, b"a.jpg")

    [listed] = store.labels.listed()
    assert (listed.n_photos, listed.cover) == (0, 0)
    assert not len(store.labels.given("beach"))

    made_up.put(store, {b"elsewhere/renamed.jpg": "a"})
    assert len(store.labels.given("beach")) == 1


def test_labels_are_there_after_closing_and_opening(store, tmp_path):
    store.labels.put([(content("a"), "beach", GIVEN)], 5.0)
    store.close()

    again = Store.open(tmp_path / "library.db")
    assert [label.name for label in again.labels.listed()] == ["beach"]
    again.close()


def test_rows_put_back_as_they_were_undo_anything(store):
    store.labels.put([(content("a"), "beach", GIVEN), (content("b"), "beach", REFUSED)], 5.0)
    before = store.labels.rows("beach", map(content, "abc"))
    everything = store.labels.all_rows("beach")

    store.labels.put([(content(one), "beach", GIVEN) for one in "abc"], 6.0)
    store.labels.put(before, 7.0)

    assert store.labels.all_rows("beach") == everything


def test_a_label_without_rows_is_gone(store):
    store.labels.put([(content("a"), "beach", GIVEN)], 5.0)
    store.labels.put([(content("a"), "beach", None)], 6.0)

    assert store.labels.names() == [] and store.labels.count() == 0
    assert store.labels.spelled("beach") is None


def test_what_was_only_refused_is_no_label_to_list(store):
    store.labels.put([(content("a"), "beach", REFUSED)], 5.0)

    assert store.labels.listed() == []


def test_labels_that_name_themes_are_known_with_the_last_photo_there_was(store):
    store.labels.put([(content("a"), "sand", GIVEN)], 5.0)
    store.labels.put([(content("a"), "beach", GIVEN), (THEME, "beach", 2)], 5.0)
    store.labels.put([(content("c"), "Alps", GIVEN), (THEME, "Alps", 3)], 5.0)

    assert store.labels.naming() == [("Alps", 3), ("beach", 2)]


def test_the_version_tells_of_changes(store):
    before = store.labels.version
    store.labels.listed()
    assert store.labels.version == before
    store.labels.put([(content("a"), "beach", GIVEN)], 5.0)
    assert store.labels.version != before


def test_more_photos_than_one_statement_takes(store):
    contents = [bytes([one % 256, one // 256]) * 16 for one in range(2_000)]
    store.labels.put([(one, "many", GIVEN) for one in contents], 5.0)

    states = [state for _, _, state in store.labels.rows("many", contents)]
    assert states == [GIVEN] * 2_000


def test_a_library_of_an_older_photosim_that_is_only_read_has_no_labels(store, tmp_path):
    store.close()
    old = sqlite3.connect(tmp_path / "library.db")
    old.executescript("DROP TABLE labelled; DROP TABLE label")
    old.close()

    reader = Store.open_reader(tmp_path / "library.db")
    assert (reader.labels.names(), reader.labels.count(), reader.labels.listed()) == ([], 0, [])
    assert reader.labels.of([1, 2]) == {} and not len(reader.labels.given("beach"))
    assert reader.labels.naming() == []
    reader.close()
