"""Embeddings that cannot be one are told from those that can."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from photosim.core.store.unsound import unsound

DIM = 6
CLASSES = np.ones((2, 2), np.float32).tobytes()


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE embedding (photo_id, model_id, features, classes)")
    for number in range(1200):
        put(connection, number, np.full(DIM, number, np.float16).tobytes())
    yield connection
    connection.close()


def put(connection, photo, features, classes=CLASSES, model=1):
    connection.execute(
        "INSERT INTO embedding VALUES (?, ?, ?, ?)", (photo, model, features, classes)
    )


def test_embeddings_as_they_are_written_are_sound(connection):
    put(connection, 1, np.ones(DIM + 4, np.float16).tobytes(), b"", model=2)

    assert unsound(connection.execute) == []


@pytest.mark.parametrize(
    "features",
    [
        np.array([1, 2, np.inf, 4, 5, 6], np.float16).tobytes(),
        np.array([np.nan] * DIM, np.float16).tobytes(),
        np.ones(DIM - 1, np.float16).tobytes(),
        b"x" * (2 * DIM + 1),
        b"",
        "x" * 2 * DIM,
        5,
        None,
    ],
)
def test_features_of_another_length_or_kind_or_without_an_end_are_not(connection, features):
    put(connection, 5000, features)

    assert unsound(connection.execute) == [(5000, 1)]


@pytest.mark.parametrize("classes", [CLASSES[:-1], "text", None])
def test_classes_that_are_no_pairs_are_not(connection, classes):
    put(connection, 5000, np.ones(DIM, np.float16).tobytes(), classes)

    assert unsound(connection.execute) == [(5000, 1)]
