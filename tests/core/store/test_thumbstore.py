from __future__ import annotations

import hashlib
import sqlite3
import threading

import pytest
from support.saying import raises_saying

from photosim.core.errors import DiskFullError, StoreError
from photosim.core.store.thumbstore import ThumbStore


def key(i: int) -> str:
    return hashlib.sha256(b"%d" % i).hexdigest()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library" / "thumbs.db"


@pytest.fixture
def store(path):
    store = ThumbStore(path)
    yield store
    store.close()


def test_thumbnails_come_back_as_they_were(store):
    thumbnails = {key(i): b"jpeg %d" % i for i in range(1200)}
    store.put_many(thumbnails)

    assert store.get_many(list(thumbnails)) == thumbnails
    assert store.get_many([key(5), key(5000)]) == {key(5): b"jpeg 5"}
    assert store.get_many([]) == {}
    assert store.count() == 1200


def test_it_knows_what_is_there_and_what_is_not(store):
    store.put_many({key(1): b"a"})

    assert store.has(key(1))
    assert not store.has(key(2))
    assert store.missing([key(1), key(2)]) == {key(2)}


def test_a_second_thumbnail_replaces_the_first(store):
    store.put_many({key(1): b"a"})
    store.put_many({key(1): b"b"})

    assert store.get_many([key(1)]) == {key(1): b"b"}


def test_thumbnails_stay_after_closing(path):
    store = ThumbStore(path)
    store.put_many({key(1): b"a"})
    store.close()

    again = ThumbStore(path)
    assert again.has(key(1))
    again.close()


def test_size_grows_with_what_is_stored(store):
    before = store.size()
    store.put_many({key(i): bytes(20_000) for i in range(20)})

    assert store.size() >= before + 20 * 20_000


def test_a_reader_in_another_thread_sees_what_the_writer_stores(store, path):
    store.put_many({key(1): b"a"})
    found = []

    def read():
        reader = ThumbStore.open_reader(path)
        found.append(reader.get_many([key(1)]))
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()

    assert found == [{key(1): b"a"}]


def test_an_open_reader_sees_later_thumbnails(store, path):
    reader = ThumbStore.open_reader(path)
    store.put_many({key(1): b"a"})

    assert reader.get_many([key(1)]) == {key(1): b"a"}
    reader.close()


def test_a_reader_cannot_write(store, path):
    reader = ThumbStore.open_reader(path)

    with pytest.raises(StoreError):
        reader.put_many({key(1): b"a"})
    reader.close()


@pytest.mark.parametrize("content", [None, b""])
def test_a_reader_makes_no_file_and_sees_what_a_writer_makes_later(path, content):
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    before = list(path.parent.iterdir())
    reader = ThumbStore.open_reader(path)

    assert reader.missing([key(1)]) == {key(1)}
    assert list(path.parent.iterdir()) == before

    writer = ThumbStore(path)
    writer.put_many({key(1): b"a"})
    reader.get_many([key(1)])
    assert reader.get_many([key(1)]) == {key(1): b"a"}
    reader.close()
    writer.close()


def test_a_file_that_is_no_database_is_set_aside(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database at all" * 1000)

    store = ThumbStore(path)
    store.put_many({key(1): b"a"})

    assert store.has(key(1))
    assert path.with_name("thumbs.db.damaged").read_bytes().startswith(b"not a database")
    store.close()


def test_somebody_elses_database_is_set_aside_unchanged(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE diary (day)")
    other.close()

    store = ThumbStore(path)
    assert store.count() == 0
    store.close()

    with sqlite3.connect(path.with_name("thumbs.db.damaged")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]
    other.close()


def test_a_store_damaged_while_it_is_used_begins_again(path):
    store = ThumbStore(path)
    store.put_many({key(i): bytes(3000) for i in range(200)})
    store.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))

    store = ThumbStore(path)
    assert store.get_many([key(1)]) == {}
    store.put_many({key(1): b"again"})

    assert store.get_many([key(1)]) == {key(1): b"again"}
    store.close()


def test_a_full_disk_is_told_and_stores_nothing(store):
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    with raises_saying(DiskFullError, "free some space"):
        store.put_many({key(i): bytes(20_000) for i in range(50)})

    assert store.count() == 0


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(StoreError):
        ThumbStore(tmp_path / "file" / "thumbs.db")
