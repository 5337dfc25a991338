"""The index follows the store: loaded when it matches, made again when not, never with the dead."""

import json

import numpy as np
import pytest
from support.driver import Driver
from support.fakes import FakeIndex, examined

from photosim.core.errors import IndexFileError
from photosim.core.index.live_index import BATCH, NOTE, noted_index
from photosim.core.library import Library
from photosim.core.records.photos import Stamp

STAMP = Stamp(1, 1)


@pytest.fixture
def driver(tmp_path):
    driver = Driver(tmp_path)
    for name in "abc":
        driver.put(f"{name}.jpg", name)
    driver.watch()
    driver.run()
    yield driver
    driver.library.close()


def ids(driver: Driver, names: str) -> list[int]:
    return sorted(driver.id_of(name) for name in names)


def test_saved_index_is_loaded_and_not_made_again(driver):
    driver.library.live.save()

    driver.reopen()

    assert (driver.index.loaded, driver.index.ids().tolist()) == (1, ids(driver, "abc"))


def test_index_that_was_never_saved_is_made_again(driver):
    driver.reopen()

    assert (driver.index.loaded, driver.index.ids().tolist()) == (0, ids(driver, "abc"))


def test_photos_that_came_and_went_since_it_was_saved_are_followed(driver):
    driver.library.live.save()
    driver.put("d.jpg", "d")
    (driver.photos / "a.jpg").unlink()
    driver.run()

    driver.reopen()

    assert (driver.index.loaded, driver.index.ids().tolist()) == (1, ids(driver, "bcd"))


@pytest.mark.parametrize("damage", [lambda p: p.write_bytes(b"x"), lambda p: p.unlink()])
def test_file_that_does_not_match_is_made_again(driver, damage):
    driver.library.live.save()
    damage(driver.layout.index / "index-1.hnsw")

    driver.reopen()

    assert (driver.index.loaded, driver.index.ids().tolist()) == (0, ids(driver, "abc"))


@pytest.mark.parametrize("note", [None, 5, "x", {}, {"model": 1}, {"model": 1, "other": 2}])
def test_record_that_makes_no_sense_is_as_good_as_none(driver, note):
    driver.library.live.save()
    driver.library.store.library_facts.set(NOTE, note)

    driver.reopen()

    assert driver.index.ids().tolist() == ids(driver, "abc")


def test_record_of_another_model_is_not_used(driver):
    driver.library.live.save()
    model = driver.library.serving.number

    assert noted_index(driver.library.store, model) is not None
    assert noted_index(driver.library.store, model + 1) is None


def test_index_with_many_removed_photos_is_made_again(driver):
    driver.library.live.save()
    index = driver.index

    index.needs_rebuild = True
    driver.load()

    assert index.ids().tolist() == ids(driver, "abc")
    driver.library.live.save()
    assert noted_index(driver.library.store, driver.library.serving.number).name == "index-2.hnsw"


def test_saving_keeps_the_newest_file_only(driver):
    driver.library.live.save()
    for number in range(12):
        driver.put(f"{number}.jpg", str(number))
        driver.run()
        driver.library.live.save()

    assert [path.name for path in driver.layout.index.iterdir()] == ["index-13.hnsw"]
    json.dumps(driver.library.store.library_facts.get(NOTE))


def test_index_without_changes_is_not_saved_again(driver):
    driver.library.live.save()
    before = driver.library.store.library_facts.get(NOTE)

    driver.library.live.save()
    driver.reopen()
    driver.library.live.save()

    assert driver.library.store.library_facts.get(NOTE) == before


def test_save_that_fails_keeps_the_earlier_file_and_tries_again(driver):
    driver.library.live.save()
    driver.put("d.jpg", "d")
    driver.run()
    folder = driver.layout.index
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(OSError, match="index-2"):
        driver.library.live.save()
    away.rename(folder)

    driver.library.live.save()
    driver.reopen()

    assert (driver.index.loaded, len(driver.index)) == (1, 4)


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_photo_without_direction_is_left_out_and_disturbs_nothing(driver, value):
    driver.more = {b"odd": {"features": np.full(8, value, np.float16)}}
    driver.put("odd.jpg", "odd")

    driver.run()

    assert "odd.jpg" in driver.names()
    assert driver.index.ids().tolist() == ids(driver, "abc")
    driver.reopen()
    assert driver.index.ids().tolist() == ids(driver, "abc")
    assert driver.library.searcher.like(driver.id_of("a"), 10).matches[0].photo_id == driver.id_of(
        "a"
    )


def test_photo_is_added_once_and_removed_once(driver):
    live, store = driver.library.live, driver.library.store
    found = store.embeddings.features(ids(driver, "ab"), driver.library.serving.number)

    live.add(*found)
    live.remove(np.array(ids(driver, "a"), np.int64))
    live.remove(np.array(ids(driver, "a"), np.int64))

    assert driver.index.ids().tolist() == ids(driver, "bc")
    assert len(live) == 2


def test_opening_tells_its_progress_and_lets_others_pass(driver):
    store, model = driver.library.store, driver.library.serving.number
    folder = store.folders.all()[0].id
    n = 2 * BATCH + 5
    with store.transaction():
        for number in range(n):
            name = f"{number}.x".encode()
            photo = store.photos.put(examined(name), STAMP)
            store.embeddings.put(photo, model, examined(name))
            store.files.add(folder, b"made up", {name: STAMP})
            (row,) = store.files.rows(folder, b"made up", [name])
            store.files.done(row.id, STAMP, photo)

    slices = list(driver.library.open_index())

    assert slices == [(BATCH, n + 3), (2 * BATCH, n + 3), (n + 3, n + 3)]
    assert driver.library.live.is_open


def test_photo_that_goes_while_the_index_is_opened_is_not_added(driver, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for number in range(BATCH + 10):
        (other / f"{number}.jpg").write_bytes(b"%d" % number)
    folder_id = driver.watch(other)
    driver.run()
    work = driver.library.open_index()
    next(work)

    driver.library.remove_folder(folder_id)
    for _ in work:
        pass

    assert driver.index.ids().tolist() == ids(driver, "abc")


def test_index_can_be_searched_while_it_is_opened(driver, tmp_path):
    for number in range(BATCH):
        driver.put(f"{number}.jpg", str(number))
    driver.run()
    live = driver.library.live

    work = driver.library.open_index()
    next(work)

    assert (live.is_usable, live.is_open) == (True, False)
    assert driver.library.searcher.like(driver.id_of("a"), 5).matches
    work.close()


def test_index_that_cannot_be_made_is_neither_usable_nor_open(tmp_path):
    class Gone(FakeIndex):
        def create(self, dim: int, capacity: int = 0) -> None:
            raise IndexFileError("The index process ended.")

    driver = Driver(tmp_path)
    driver.library.close()
    library = Library.open(driver.layout, driver.card, Gone())

    with pytest.raises(IndexFileError):
        list(library.open_index())

    assert (library.live.is_usable, library.live.is_open) == (False, False)
    library.close()
