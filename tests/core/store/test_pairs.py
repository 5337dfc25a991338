"""Pairs: what is to be compared survives, what was found is kept for one method."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from support.fakes import examined

from photosim.core.errors import DamagedError
from photosim.core.records.pairs import Comparison, Differences, Doubt, Spot, Tier
from photosim.core.records.photos import Box, Stamp
from photosim.core.records.quality import Quality
from photosim.core.store import Store
from photosim.core.store.pair_search_state import NearestCosines
from photosim.core.store.pairs import Alike, PairState

DIFFERENCES = Differences(
    12_000_000, 3_000_000, 0.5, 1.0, 0.0, -90.0, True, False, True, -0.5, 1, "JPEG", "HEIF", 9, 4
)


@pytest.fixture
def store(store):
    with store.transaction():
        folder = store.folders.add(b"/p")
        store.embeddings.model("one")
        for number in range(1, 6):
            add(store, folder.id, f"{number}.jpg".encode())
        store.pairs.begin("method")
        store.pairs.settle_all()
    return store


def add(store: Store, folder_id: int, name: bytes) -> int:
    stamp = Stamp(1, 2, 3)
    store.files.add(folder_id, b"", {name: stamp})
    (row,) = store.files.rows(folder_id, b"", [name])
    found = examined(name)
    photo = store.photos.put(found, stamp)
    store.embeddings.put(photo, 1, found)
    store.files.done(row.id, stamp, photo)
    return photo


def test_proposed_pairs_wait_until_they_are_compared(store):
    store.pairs.propose([(2, 3), (1, 2), (1, 3)], PairState.SOON)
    store.pairs.put([Comparison(1, 2, None, 0.25)])

    assert store.pairs.waiting(PairState.SOON, 9) == [(1, 3), (2, 3)]
    assert store.pairs.waiting(PairState.SOON, 9, after=(1, 3)) == [(2, 3)]
    assert store.pairs.n_waiting(PairState.SOON) == 2
    assert store.pairs.alike() == []


def test_pair_that_much_speaks_for_comes_forward_and_a_compared_one_stays_compared(store):
    store.pairs.propose([(1, 2), (2, 3)], PairState.LATER)
    store.pairs.put([Comparison(2, 3, None, 0.25)])
    store.pairs.propose([(1, 2), (2, 3)], PairState.SOON)
    store.pairs.propose([(1, 2)], PairState.LATER)

    assert store.pairs.waiting(PairState.SOON, 9) == [(1, 2)]
    assert store.pairs.waiting(PairState.LATER, 9) == []
    assert store.pairs.unknown([(3, 4), (2, 3), (1, 4)]) == [(3, 4), (1, 4)]


def test_comparison_comes_back_as_it_was_whichever_way_round_it_was_made(store):
    made = [
        Comparison(1, 2, Tier.SAME_PICTURE, 0.99, DIFFERENCES),
        Comparison(4, 3, Tier.SIMILAR_SHOTS, 0.9, replace(DIFFERENCES, stops=1.5), Doubt.FOCUS),
        Comparison(1, 3, None, 0.5),
    ]
    store.pairs.put(made)

    assert store.pairs.comparisons([1, 2, 3, 4]) == made[:2]
    assert store.pairs.comparisons([1, 3, 4]) == made[1:2]
    assert store.pairs.alike(limit=1) == [Alike(1, 2, Tier.SAME_PICTURE, 0.99)]
    assert store.pairs.alike(after=(1, 2)) == [Alike(3, 4, Tier.SIMILAR_SHOTS, 0.9)]


def test_another_method_forgets_what_was_found_and_the_same_one_keeps_it(store):
    store.pairs.put([Comparison(1, 2, Tier.SAME_PICTURE, 0.99)])
    store.pair_search_state.put({1: NearestCosines(0.9, 0.5)})
    store.pairs.begin("method")
    assert len(store.pairs.alike()) == 1

    store.pairs.begin("another")

    assert store.pairs.alike() == []
    assert store.pair_search_state.unsearched(1).tolist() == [1, 2, 3, 4, 5]


def test_photos_without_a_file_are_neither_searched_nor_compared(store):
    store.pairs.propose([(1, 2), (3, 4)], PairState.SOON)
    store.pair_search_state.put({3: NearestCosines(0.5, 0.25)})
    (row,) = store.files.rows(1, b"", [b"1.jpg"])
    store.files.remove([row.id])

    assert store.pair_search_state.unsearched(1).tolist() == [2, 4, 5]
    assert store.pairs.waiting(PairState.SOON, 9) == [(3, 4)]
    assert store.pair_search_state.reaches([1, 3]) == {3: NearestCosines(0.5, 0.25)}


def test_photos_whose_files_come_go_or_change_are_touched_until_that_is_settled(store):
    (row,) = store.files.rows(1, b"", [b"2.jpg"])
    store.files.remove([row.id])
    assert store.pairs.touched() == [2]
    new = add(store, 1, b"6.jpg")
    assert store.pairs.touched() == [2, new]

    store.pairs.settle([2, new])
    assert store.pairs.touched() == []
    store.folders.remove(1)
    assert store.pairs.touched() == [1, 3, 4, 5, new]
    store.pairs.settle_all()
    assert store.pairs.touched() == []


def test_searched_photo_is_unranked_until_its_nearest_are_known(store):
    store.pair_search_state.mark([1, 2, 3])
    store.pair_search_state.put({2: NearestCosines(0.9, 0.5)})
    store.pair_search_state.mark([2])

    assert store.pair_search_state.unsearched(1).tolist() == [4, 5]
    assert store.pair_search_state.unranked().tolist() == [1, 3]
    assert store.pair_search_state.reaches([1, 2, 3]) == {2: NearestCosines(0.9, 0.5)}

    (row,) = store.files.rows(1, b"", [b"1.jpg"])
    store.files.remove([row.id])
    assert store.pair_search_state.unranked().tolist() == [3]


def test_reach_is_that_of_the_two_nearest():
    assert NearestCosines(0.9, 0.5).with_another(0.7) == NearestCosines(0.9, 0.7)
    assert NearestCosines(0.9, 0.5).with_another(0.95) == NearestCosines(0.95, 0.9)
    assert NearestCosines(0.9, 0.5).with_another(0.4) == NearestCosines(0.9, 0.5)


def test_qualities_are_kept_with_the_last_measures(store):
    store.pairs.put_qualities({1: Quality(3.0, 0.5, 100.0, 0), 2: Quality(1.0, 0.0, 50.0, 0)})
    store.pairs.put_qualities({1: Quality(4.0, 0.25, 90.0, 0)})

    facts = store.group_facts.facts([1, 2, 3])

    assert [facts[n].quality and facts[n].quality.sharpness for n in (1, 2, 3)] == [4.0, 1.0, None]
    assert facts[1].quality == Quality(4.0, 0.25, 90.0, 640 * 480)


def test_uncertain_pairs_wait_for_a_close_look_while_both_can_be_read(store):
    store.pairs.put(
        [
            Comparison(1, 2, Tier.SAME_PICTURE, 0.99, is_certain=False),
            Comparison(3, 1, Tier.SAME_PICTURE, 0.98, is_certain=False),
            Comparison(2, 3, Tier.SAME_PICTURE, 0.97),
        ]
    )

    assert sorted(map(sorted, store.pairs.uncertain())) == [[1, 2], [1, 3]]
    assert store.pairs.n_uncertain() == 2
    assert [pair.is_certain for pair in store.pairs.alike()] == [False, False, True]


@pytest.mark.parametrize("placed", [None, (0.712345678, 0.0, 0.1, 0.0, 0.7, 0.15)])
def test_place_of_a_variant_comes_back(store, placed):
    spot = Spot(Box(0.1, 0.2, 0.3, 0.25), Box(0.5, 0.5, 0.125, 0.25), 0.0125)
    differences = Differences(
        1, 1, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1, placed=placed
    )
    differences = replace(differences, spot=spot)
    made = Comparison(1, 2, Tier.SIMILAR_SHOTS, 0.99, differences, Doubt.PLACE)

    store.pairs.put([made])

    assert store.pairs.comparisons([1, 2]) == [made]
    without = replace(made, differences=replace(differences, spot=None))
    store.pairs.put([without])
    assert store.pairs.comparisons([1, 2]) == [without]


DOUBTS_BEFORE = {
    "the camera says that they are two shots": Doubt.CAMERA,
    "they are focused differently": Doubt.FOCUS,
    "they may be two exposures": Doubt.EXPOSURE,
    "they differ in one place": Doubt.PLACE,
    "they do not have the same pages or frames": Doubt.FRAMES,
    "a close look could not decide it": Doubt.UNDECIDED,
    "there are many nearly equal ones, and not every two were looked at closely": Doubt.MANY,
}


@pytest.mark.parametrize(("kept", "doubt"), DOUBTS_BEFORE.items())
def test_a_doubt_that_was_kept_as_a_sentence_is_read(store, kept, doubt):
    store.pairs.put([Comparison(1, 2, Tier.SIMILAR_SHOTS, 0.9)])
    store.pairs._connection.execute("UPDATE pair SET doubt = ?", (kept,))

    [read] = store.pairs.comparisons([1, 2])
    store.pairs.put([read])

    assert read.doubt is doubt
    assert store.pairs._connection.execute("SELECT doubt FROM pair").fetchone() == (doubt.value,)


@pytest.mark.parametrize("kept", ["the camera says that they are two shots", Doubt.CAMERA])
def test_two_shots_of_equal_pixels_are_compared_again(store, kept):
    store.pairs.put([Comparison(1, 2, Tier.SIMILAR_SHOTS, 0.9)])
    store.pairs._connection.execute("UPDATE pair SET doubt = ?", (kept,))
    store.pairs._connection.execute("UPDATE photo SET pixel_hash = x'01' WHERE id < 3")

    assert store.pairs.propose_equal() == 1


@pytest.mark.parametrize("kept", ["[]", "[1]", "{}", "5", "[1, [2]]", "[" * 99_999])
def test_differences_that_are_none_are_damage(store, kept):
    store.pairs.put([Comparison(1, 2, Tier.SIMILAR_SHOTS, 0.9)])
    store.pairs._connection.execute("UPDATE pair SET differences = ?", (kept,))

    with pytest.raises(DamagedError):
        store.pairs.comparisons([1, 2])


def with_pairs(path: Path) -> None:
    """A library that knows a pair of one picture and one of one scene, both looked at."""
    with closing(Store.open(path)) as made, made.transaction():
        folder = made.folders.add(b"/p")
        made.embeddings.model("one")
        for name in (b"a.jpg", b"b.jpg", b"c.jpg"):
            add(made, folder.id, name)
        made.pairs.put(
            [
                Comparison(1, 2, Tier.SAME_PICTURE, 0.99),
                Comparison(1, 3, Tier.SIMILAR_SHOTS, 0.9),
            ]
        )


def test_pairs_of_an_older_library_wait_for_a_close_look(tmp_path):
    path = tmp_path / "older.db"
    with_pairs(path)
    with closing(sqlite3.connect(path)) as older:
        older.executescript(
            "DROP INDEX pair_uncertain; DROP INDEX pair_doubted;"
            "ALTER TABLE pair DROP COLUMN is_certain;"
            "DELETE FROM _sqlite_migrations WHERE name = 'm009_close_looks'"
        )

    with closing(Store.open(path)) as opened:
        assert [sorted(pair) for pair in opened.pairs.uncertain()] == [[1, 2]]
        found = {(c.first, c.second): c.is_certain for c in opened.pairs.comparisons([1, 2, 3])}
        assert found == {(1, 2): False, (1, 3): True}


def test_pairs_of_one_picture_are_looked_at_again_for_edits_and_what_a_person_chose_stays(tmp_path):
    path = tmp_path / "older.db"
    with_pairs(path)
    with closing(sqlite3.connect(path)) as older:
        older.executescript("DELETE FROM _sqlite_migrations WHERE name = 'm010_edits'")
        older.executemany(
            "INSERT INTO choice VALUES (?, ?, 0, x'', x'', ?, ?, NULL)",
            [
                (Tier.SAME_PICTURE.value, b"rules would drop", "trash", 0),
                (Tier.SAME_PICTURE.value, b"rules keep", "keep", 0),
                (Tier.SAME_PICTURE.value, b"a person drops", "trash", 1),
                (Tier.SIMILAR_SHOTS.value, b"of another tier", "trash", 0),
            ],
        )
        older.commit()

    with closing(Store.open(path)) as opened:
        assert [sorted(pair) for pair in opened.pairs.uncertain()] == [[1, 2]]
        found = {(c.first, c.second): c.is_certain for c in opened.pairs.comparisons([1, 2, 3])}
    with closing(sqlite3.connect(path)) as migrated:
        left = [hash_ for (hash_,) in migrated.execute("SELECT hash FROM choice ORDER BY hash")]

    assert found == {(1, 2): False, (1, 3): True}
    assert left == [b"a person drops", b"of another tier", b"rules keep"]
    assert path.with_name("older-before-m010_edits.db").exists()
