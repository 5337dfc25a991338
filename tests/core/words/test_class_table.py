"""What words are answered from follows the library, and believes its cache only when it fits."""

from datetime import datetime

import numpy as np
import pytest
from support import arrays, made_up
from support.fakes import examined

from photosim.core.records.photos import KEPT_CLASSES, Metadata, Stamp
from photosim.core.store import Store, array_file
from photosim.core.words import class_table
from photosim.core.words.class_table import WHOLE, WordTable


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "library.db")
    yield store
    store.close()


def put(store: Store, *names: str, classes=((3, 0.75), (7, 0.25)), **more) -> list[int]:
    """Photos with classes; their ids."""
    made_up.put(store, {name.encode(): name for name in names}, **more)
    ids = [made_up.photo_at(store, name.encode()) for name in names]
    with store.transaction():
        model = store.embeddings.model("one")
        for name, photo_id in zip(names, ids, strict=True):
            found = examined(name, classes=np.array(classes, np.float32).reshape(-1, 2))
            store.embeddings.put(photo_id, model, found)
    return ids


def table(store: Store, tmp_path, **more) -> WordTable:
    return WordTable(store, store.embeddings.model("one"), tmp_path / "seen", **more)


def update(found: WordTable, *ids: int) -> WordTable:
    for _ in found.update(np.array(sorted(ids), np.int64)):
        pass
    return found


def test_rows_hold_classes_times_cameras_and_colours(store, tmp_path):
    taken = Metadata(taken=datetime(2019, 5, 3), camera="Canon EOS 5D")
    (one,) = put(store, "a", metadata=taken, mean_colour=0x102030)

    rows = update(found := table(store, tmp_path), one).rows

    assert rows.ids.tolist() == [one]
    assert rows.classes[0, :2].tolist() == [3, 7]
    assert rows.shares[0, 0] > rows.shares[0, 1] > 0 == rows.shares[0, 2]
    assert sum(rows.shares[0].tolist()) == pytest.approx(WHOLE, abs=5)
    assert datetime.fromtimestamp(rows.times[0]).year == 2019
    assert (found.cameras, rows.cameras.tolist()) == (["", "Canon EOS 5D"], [1])
    assert rows.colours.tolist() == [0x102030]


def test_photos_that_came_and_went_are_followed(store, tmp_path):
    a, b, c = put(store, "a", "b", "c")
    found = update(table(store, tmp_path), a, b)

    update(found, b, c)

    assert found.rows.ids.tolist() == [b, c]


def test_photo_that_went_meanwhile_is_left_out(store, tmp_path):
    (a,) = put(store, "a")

    assert update(table(store, tmp_path), a, 999).rows.ids.tolist() == [a]


def test_model_without_classes_gives_rows_without_shares(store, tmp_path):
    (a,) = put(store, "a", classes=())

    assert update(table(store, tmp_path), a).rows.shares.sum() == 0


def test_empty_library_has_no_rows(store, tmp_path):
    assert len(update(table(store, tmp_path)).rows) == 0


def cached(tmp_path, ids, model: int) -> None:
    n = len(ids)
    arrays.write(
        tmp_path / "seen",
        {
            "model": np.array([model, KEPT_CLASSES, 1]),
            "ids": np.array(ids),
            "classes": np.full((n, KEPT_CLASSES), 42, np.uint16),
            "shares": np.ones((n, KEPT_CLASSES), np.uint16),
        },
    )


def test_cache_that_fits_is_believed(store, tmp_path):
    a, b = put(store, "a", "b")
    cached(tmp_path, [a], store.embeddings.model("one"))

    rows = update(table(store, tmp_path), a, b).rows

    assert rows.classes[:, 0].tolist() == [42, 3]


def test_cache_of_another_model_is_not(store, tmp_path):
    (a,) = put(store, "a")
    cached(tmp_path, [a], 99)

    assert update(table(store, tmp_path), a).rows.classes[0, 0] == 3


@pytest.mark.parametrize("content", [b"", b"damage" * 100])
def test_damaged_cache_is_not(store, tmp_path, content):
    (a,) = put(store, "a")
    (tmp_path / "seen").write_bytes(content)

    assert update(table(store, tmp_path), a).rows.classes[0, 0] == 3


def test_cache_is_written_for_many_photos_and_not_by_readers(store, tmp_path, monkeypatch):
    n = class_table.SLICE + 1
    ids = np.arange(1, n + 1)
    with store.transaction():
        model = store.embeddings.model("one")
        for number in ids.tolist():
            found = examined(str(number))
            store.embeddings.put(store.photos.put(found, Stamp(1, 1)), model, found)

    update(table(store, tmp_path, writes=False), *ids.tolist())
    assert not (tmp_path / "seen").exists()
    update(table(store, tmp_path), *ids.tolist())

    assert array_file.read(tmp_path / "seen")["ids"].tolist() == ids.tolist()


def test_full_disk_costs_only_the_cache(store, tmp_path):
    (tmp_path / "seen.new").mkdir()  # so that it cannot be written
    put(store, "a")
    n = class_table.SLICE + 1
    with store.transaction():
        model = store.embeddings.model("one")
        for number in range(n):
            found = examined(str(number))
            store.embeddings.put(store.photos.put(found, Stamp(1, 1)), model, found)

    assert len(update(table(store, tmp_path), *range(1, n + 1)).rows) == n
