"""Embeddings: each model's own, kept bit by bit."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from support.fakes import examined

from photosim.core.records.photos import Stamp


@pytest.fixture
def store(store):
    store.folders.add(b"/photos")
    return store


def put(store, name: str, model: int | None, **more) -> int:
    """A photo in a file, with an embedding if there is a model."""
    found = examined(name, **more)
    photo = store.photos.put(found, Stamp(1, 1))
    store.files.add(1, b"", {name.encode(): Stamp(1, 1)})
    for file in store.files.pending(10):
        store.files.done(file.id, file.stamp, photo)
    if model is not None:
        store.embeddings.put(photo, model, found)
    return photo


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrays.arrays(np.float16, st.integers(1, 64)))
def test_features_come_back_bit_by_bit(store, features):
    model = store.embeddings.model("one")
    photo = store.photos.put(examined("a"), Stamp(1, 1))

    store.embeddings.put(photo, model, examined("a", features=features))

    ids, found = store.embeddings.features([photo], model)
    assert (ids.tolist(), found.dtype, found.shape) == ([photo], np.float32, (1, len(features)))
    np.testing.assert_array_equal(found[0], features.astype(np.float32))


def test_classes_come_back(store):
    model = store.embeddings.model("one")
    photo = put(store, "a", model)

    assert store.embeddings.classes(photo, model).tolist() == [[3.0, 0.75], [7.0, 0.25]]
    assert store.embeddings.classes(99, model).shape == (0, 2)


def test_model_keeps_its_number(store):
    first = store.embeddings.model("one")

    assert store.embeddings.model("two") != first
    assert store.embeddings.model("one") == first
    assert set(store.embeddings.models()) == {"one", "two"}


def test_models_are_kept_apart_and_dropped_apart(store):
    one, two = store.embeddings.model("one"), store.embeddings.model("two")
    photo = put(store, "a", one)
    store.embeddings.put(photo, two, examined("a", dim=3))

    assert store.embeddings.features([photo], one)[1].shape == (1, 8)
    assert store.embeddings.features([photo], two)[1].shape == (1, 3)
    store.embeddings.remove([one])
    assert len(store.embeddings.features([photo], one)[0]) == 0
    assert len(store.embeddings.features([photo], two)[0]) == 1


def test_photos_without_features_are_left_out(store):
    model = store.embeddings.model("one")
    first, _, third = put(store, "a", model), put(store, "b", None), put(store, "c", model)

    ids, features = store.embeddings.features([1, 2, 3, 77], model)

    assert ids.tolist() == [first, third]
    assert features.shape == (2, 8)
    assert store.embeddings.features([], model)[0].tolist() == []


def test_more_photos_than_one_statement_takes(store):
    model = store.embeddings.model("one")
    with store.transaction():
        photos = [store.photos.put(examined(str(n)), Stamp(1, 1)) for n in range(1201)]
        for n, photo in enumerate(photos):
            store.embeddings.put(photo, model, examined(str(n)))

    ids, features = store.embeddings.features(np.array(photos), model)
    batches = list(store.embeddings.batches(np.array(photos), model, 500))

    assert ids.tolist() == photos
    assert [len(ids) for ids, _ in batches] == [500, 500, 201]
    np.testing.assert_array_equal(np.concatenate([rows for _, rows in batches]), features)


def test_ids_are_of_live_photos_only(store):
    model = store.embeddings.model("one")
    live, dead = put(store, "a", model), put(store, "b", model)
    store.files.remove([row.id for row in store.files.rows(1, b"", [b"b"])])

    assert store.embeddings.ids(model).tolist() == [live]
    assert dead not in store.embeddings.ids(model)


def test_files_of_photos_without_features_are_requested_again(store):
    one = store.embeddings.model("one")
    put(store, "a", one)
    missing = put(store, "b", None)

    assert store.embeddings.request_missing(one) == 1

    assert [file.photo_id for file in store.files.pending(10)] == [missing]
    assert store.embeddings.request_missing(one) == 0
