"""Near-identical matches are put with the first of them, without chains, and never twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fakes import examined

from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.photos import Match, Stamp
from photosim.core.search import near_copies
from photosim.core.store import Store
from photosim.core.store.group_facts import QualityFacts

LEAST = 0.95


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "library.sqlite")
    yield opened
    opened.close()


def put(store: Store, name: str, features: list[float]) -> int:
    found = examined(name, features=np.array(features, np.float16))
    with store.transaction():
        photo = store.photos.put(found, Stamp(1, 1))
        store.embeddings.put(photo, store.embeddings.model("one"), found)
    return photo


def of(store: Store, *ids: int) -> tuple[tuple[int, ...], ...]:
    matches = [Match(photo_id, place / 100) for place, photo_id in enumerate(ids)]
    return near_copies.of_matches(store, matches, store.embeddings.model("one"), LEAST)


def test_photos_with_near_features_are_put_with_the_first(store):
    a, b, c = put(store, "a", [1, 0]), put(store, "b", [0, 1]), put(store, "c", [1, 0.1])

    assert of(store, a, b, c) == ((a, c),)
    assert of(store, c, b, a) == ((c, a),)


def test_there_are_no_chains(store):
    a, b, c = put(store, "a", [1, 0]), put(store, "b", [1, 0.3]), put(store, "c", [1, 0.62])

    assert of(store, a, b, c) == ((a, b),)
    assert of(store, b, a, c) == ((b, a, c),)


def test_known_copies_are_put_together_however_little_alike_and_similar_shots_are_not(store):
    a, b, c = put(store, "a", [1, 0]), put(store, "b", [0, 1]), put(store, "c", [-1, 0])
    with store.transaction():
        store.pairs.put(
            [
                Comparison(a, b, Tier.SAME_PICTURE, 0.9, None, None),
                Comparison(a, c, Tier.SIMILAR_SHOTS, 0.9, None, None),
            ]
        )

    assert of(store, a, b, c) == ((a, b),)


def test_features_at_hand_are_not_read_again_and_missing_ones_are(store):
    a, b = put(store, "a", [1, 0]), put(store, "b", [0, 1])
    matches, model = [Match(a, 0.1), Match(b, 0.2)], store.embeddings.model("one")
    at_hand = np.array([a, b, 99]), np.array([[1, 1], [1, 1], [5, 5]], np.float32)
    of_one = at_hand[0][:1], at_hand[1][:1]

    assert near_copies.of_matches(store, matches, model, LEAST, at_hand) == ((a, b),)
    assert near_copies.of_matches(store, matches, model, LEAST, of_one) == ()


@pytest.mark.parametrize("n", [10, 40])
def test_the_quick_look_misses_nothing_that_features_like_a_models_say(store, n):
    random = np.random.default_rng(n)
    base = random.gamma(0.5, 1.0, 1280)
    rows = [base + random.gamma(0.5, 0.25, 1280) * step for step in np.linspace(0, 2, n)]
    ids = [put(store, f"photo {step}", row.tolist()) for step, row in enumerate(rows)]
    halves = np.stack(rows).astype(np.float16).astype(np.float64)
    unit = halves / np.linalg.norm(halves, axis=1, keepdims=True)

    (found,) = of(store, *ids)

    assert set(found[1:]) == {ids[i] for i in range(1, n) if unit[0] @ unit[i] >= LEAST}


@pytest.mark.parametrize("row", [[0, 0], [np.nan, 1], [np.inf, 0]])
def test_photos_without_direction_stay_by_themselves(store, row):
    a, b = put(store, "a", row), put(store, "b", row)

    assert of(store, a, b) == ()


def test_one_match_or_none_is_nothing_to_fold(store):
    assert of(store) == ()
    assert of(store, put(store, "a", [1, 0])) == ()


@given(
    st.permutations(range(8)),
    st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20),
)
def test_each_photo_is_in_one_set_at_most_and_a_partner_of_its_first(ids, pairs):
    sets = near_copies.folded(ids, pairs)

    members = [one for found in sets for one in found]
    assert len(members) == len(set(members))
    assert set(members) <= set(ids)
    both = pairs | {(b, a) for a, b in pairs}
    for first, *others in sets:
        assert others
        assert all((first, other) in both for other in others)
        assert [first, *others] == sorted([first, *others], key=ids.index)


def test_more_pixels_are_better_then_more_sharpness():
    worths = {
        1: QualityFacts(12_000_000, 5.0),
        2: QualityFacts(3_000_000, 50.0),
        3: QualityFacts(12_000_000, 9.0),
        4: QualityFacts(0, -1.0),
    }

    rated = near_copies.qualities(worths)

    assert sorted(rated, key=lambda photo: -rated[photo]) == [3, 1, 2, 4]
