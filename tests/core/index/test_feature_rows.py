"""Cosines of features, whether they are read or kept."""

from __future__ import annotations

import numpy as np
import pytest
from support.shelf import Shelf, at

from photosim.core.index.feature_rows import KeptFeatures, StoredFeatures


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    for name, degrees in zip("abc", (0, 30, 60), strict=True):
        shelf.put(name, at(degrees))
    shelf.put("d", np.zeros(8))
    shelf.driver.run()
    yield shelf
    shelf.driver.library.close()


def test_kept_and_read_features_give_the_same_cosines(shelf):
    store = shelf.driver.library.store
    read = StoredFeatures(store, shelf.driver.library.serving.number)
    ids, features = shelf.embeddings()
    lengths = np.linalg.norm(features, axis=1)
    kept = KeptFeatures(ids, features.astype(np.float16), lengths)
    a, b, c, d = (shelf.driver.id_of(name) for name in "abcd")

    for rows in (read.rows({a, b, c, d, 999}), kept.rows({a, b, c, d, 999})):
        cosines = rows.cosines(a, [b, c, d, 999])
        assert cosines.keys() == {b, c}
        assert cosines[b] == pytest.approx(np.cos(np.radians(30)), abs=1e-3)
        assert rows.cosines(d, [a, b]) == {}


def test_without_photos_there_are_no_rows():
    kept = KeptFeatures(np.empty(0, np.int64), np.empty((0, 8), np.float16), np.empty(0))

    assert kept.rows([1, 2]).cosines(1, [2]) == {}
    assert kept.rows([]).places == {}
