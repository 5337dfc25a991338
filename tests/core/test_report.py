"""What is said about a library is true, and nothing is changed by saying it."""

import dataclasses
import json
import sqlite3
from contextlib import closing

import pytest
from support.driver import Driver
from support.fakes import examined
from support.lost_thumbnails import lose_thumbnails

from photosim.core import report
from photosim.core.errors import CheckFault, coded
from photosim.core.index.hnsw import HnswIndex
from photosim.core.index.live_index import NOTE
from photosim.core.records.checks import Check, CheckedPart
from photosim.core.store import Store


@pytest.fixture
def driver(tmp_path):
    driver = Driver(tmp_path)
    for name in "abc":
        driver.put(f"{name}.jpg", name)
    driver.put("copy.jpg", "a")
    driver.put("x.jpg", "broken")
    driver.watch()
    driver.run()
    save_index(driver)
    yield driver
    driver.library.close()


def save_index(driver: Driver) -> None:
    """A real index file and its row: `verify` reads both."""
    ids, features = driver.library.store.embeddings.features(range(1, 9), 1)
    index = HnswIndex.create(features.shape[1])
    index.add(ids, features)
    saved = index.save(driver.layout.index / "index-1.hnsw")
    driver.library.store.library_facts.set(NOTE, {"model": 1, **dataclasses.asdict(saved)})


def checks(driver: Driver) -> dict[CheckedPart, Check]:
    library = driver.library
    found = report.verify(library.store, driver.layout, library.serving.number)
    return {check.part: check for check in found}


def test_status_counts_photos_files_and_problems(driver):
    driver.put("d.jpg", "d")
    driver.scan()
    status = report.status(driver.library.store, driver.layout)

    assert (status["photos"], status["files"]) == (3, 6)
    assert (status["pending"], status["problems"]) == (1, 1)
    assert (status["folders"], status["offline_folders"], status["paused"]) == (1, 0, False)
    assert status["models"] == ["one"]
    assert status["bytes"].pop("themes") == 0 and status["labels"] == 0
    assert all(size > 0 for size in status["bytes"].values())


def test_status_tells_of_a_pause_and_of_an_offline_folder(driver):
    driver.library.store.library_facts.set("paused", True)
    driver.photos.rename(driver.photos.with_name("unplugged"))
    driver.scan()

    status = report.status(driver.library.store, driver.layout)

    assert (status["paused"], status["offline_folders"], status["photos"]) == (True, 1, 3)


def test_status_can_be_written_as_json(driver):
    status = report.status(driver.library.store, driver.layout)

    assert json.loads(json.dumps(status)) == status
    assert status["versions"]["photosim"]
    assert status["versions"]["numpy"] is not None


def test_nothing_is_wrong_with_a_sound_library(driver):
    found = checks(driver)

    assert [check.faults for check in found.values()] == [()] * 5
    assert {part: check.n for part, check in found.items()} == {
        CheckedPart.DATABASE: 1,
        CheckedPart.EMBEDDINGS: 3,
        CheckedPart.THUMBNAILS: 3,
        CheckedPart.INDEX: 3,
        CheckedPart.FILES: 4,
    }


def test_damaged_database_is_told_and_nothing_else_of_it_believed(driver):
    driver.library.close()
    with closing(sqlite3.connect(driver.layout.database)) as connection:
        sql = "SELECT rootpage - 1 FROM sqlite_master WHERE name = 'photo'"
        (page,) = connection.execute(sql).fetchone()
    content = bytearray(driver.layout.database.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    content[page * size : (page + 1) * size] = b"\xa5" * size
    driver.layout.database.write_bytes(content)
    store = Store.open_reader(driver.layout.database)

    (check,) = report.verify(store, driver.layout, 1)

    store.close()
    assert check.part is CheckedPart.DATABASE
    assert check.faults


def test_missing_embeddings_are_counted(driver):
    driver.library.store.embeddings.remove([driver.library.serving.number])

    assert checks(driver)[CheckedPart.EMBEDDINGS].faults == (
        coded(CheckFault.EMBEDDINGS_MISSING, 3),
    )


def test_damaged_embeddings_are_counted(driver):
    store = driver.library.store
    odd = examined("a", features=examined("a").features * float("nan"))
    store.embeddings.put(driver.id_of("a"), driver.library.serving.number, odd)

    assert checks(driver)[CheckedPart.EMBEDDINGS].faults == (
        coded(CheckFault.EMBEDDING_DAMAGED, 1),
    )


def test_missing_thumbnails_are_counted(driver):
    lose_thumbnails(driver.layout, [examined("a").content_hash])

    found = checks(driver)[CheckedPart.THUMBNAILS]
    assert (found.faults, found.missing) == ((), (coded(CheckFault.THUMBNAILS_MISSING, 1),))


def test_damaged_thumbnails_are_wrong(driver):
    driver.library.thumbs.close()
    for file in driver.layout.root.glob("thumbnails.db-*"):
        file.unlink()
    driver.layout.thumbnails.write_bytes(b"no thumbnails " * 999)

    found = checks(driver)[CheckedPart.THUMBNAILS]
    assert found.faults == (coded(CheckFault.THUMBNAILS_DAMAGED, driver.layout.thumbnails),)
    assert found.missing == ()


def test_thumbnails_that_are_gone_altogether_are_told_and_not_made(driver):
    driver.library.thumbs.close()
    for file in driver.layout.root.glob("thumbnails.db*"):
        file.unlink()

    found = checks(driver)[CheckedPart.THUMBNAILS]
    assert (found.faults, found.missing) == ((), (coded(CheckFault.NO_THUMBNAILS),))
    assert not driver.layout.thumbnails.exists()


def test_index_file_that_does_not_match_is_told(driver):
    (driver.layout.index / "index-1.hnsw").write_bytes(b"x")

    (fault,) = checks(driver)[CheckedPart.INDEX].faults
    assert "index-1.hnsw" in fault


@pytest.mark.parametrize(
    "lose",
    [
        lambda driver: driver.library.store.library_facts.set(NOTE, None),
        lambda driver: (driver.layout.index / "index-1.hnsw").unlink(),
    ],
)
def test_library_without_an_index_is_told_and_not_wrong(driver, lose):
    lose(driver)

    found = checks(driver)[CheckedPart.INDEX]
    assert (found.faults, found.missing) == ((), (coded(CheckFault.NO_INDEX_FILE),))
