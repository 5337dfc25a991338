"""The tables come to be by migrations; a newer library is left alone, an older one copied first."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.migrations import Migrations
from support.fakes import examined
from support.saying import raises_saying

from photosim.core.errors import DamagedError, StoreError, StoreTooNewError
from photosim.core.records.photos import SortKey, Stamp, View
from photosim.core.store import Store, schema
from photosim.core.store.connection import open_writer
from photosim.core.store.labels import GIVEN
from photosim.texts import error_wording


@pytest.fixture
def path(tmp_path):
    """A library with a photo, closed."""
    path = tmp_path / "library.db"
    store = Store.open(path)
    with store.transaction():
        folder = store.folders.add(b"/photos")
        for number in range(40):
            name = b"%d.jpg" % number
            store.files.add(folder.id, b"", {name: Stamp(number, 1)})
            photo = store.photos.put(examined(name), Stamp(number, 1))
            store.embeddings.put(photo, store.embeddings.model("one"), examined(name, dim=1280))
        for file in store.files.pending(40):
            store.files.done(file.id, file.stamp, photo)
        store.library_facts.set("paused", False)
    store.close()
    return path


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def newer() -> Migrations:
    """The migrations of the next photosim."""
    steps = schema.migrations()

    @steps(name="m002_height_m")
    def height_m(database):
        database.execute("ALTER TABLE photo ADD COLUMN height_m INTEGER")

    return steps


def columns(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[1] for row in connection.execute("PRAGMA table_info(photo)")}


def migrate(path: Path, steps: Migrations) -> None:
    connection = open_writer(path)
    try:
        schema.migrate(connection, path, steps)
    finally:
        connection.close()


def test_new_library_is_made_and_opened_again(path):
    store = Store.open(path)

    assert store.photos.count() == 1
    assert store.faults() == []
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["library.db"]


def test_opening_a_library_that_is_up_to_date_changes_and_copies_nothing(path):
    before = digests(path.parent)

    Store.open(path).close()

    assert digests(path.parent) == before


def test_library_of_a_newer_photosim_is_refused_and_left_untouched(path):
    migrate(path, newer())
    (path.parent / "library-before-m002_height_m.db").unlink()
    before = digests(path.parent)

    with raises_saying(StoreTooNewError, "newer photosim"):
        Store.open(path)

    assert digests(path.parent) == before
    with raises_saying(StoreTooNewError, "newer photosim"):
        Store.open_reader(path)
    assert digests(path.parent)[path.name] == before[path.name]


def test_migration_keeps_a_copy_of_the_library_as_it_was(path):
    migrate(path, newer())

    copy = path.with_name("library-before-m002_height_m.db")
    assert "height_m" in columns(path)
    assert "height_m" not in columns(copy)
    store = Store.open(copy)
    assert store.photos.count() == 1
    store.close()


def test_a_library_from_before_there_were_labels_gets_them_and_keeps_its_photos(tmp_path, path):
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as new, closing(sqlite3.connect(old)) as connection:
        new.backup(connection)
        connection.executescript(
            "DROP TABLE labelled; DROP TABLE label;"
            "DELETE FROM _sqlite_migrations WHERE name = 'm005_labels'"
        )

    store = Store.open(old)
    content = store.capture_times.by_id(0, 100)[-1][1]  # the one that lies in a file
    store.labels.put([(content, "beach", GIVEN)], 5.0)
    store.close()

    again = Store.open(old)
    assert again.photos.count() == 1 and len(again.labels.given("beach")) == 1
    again.close()
    with closing(sqlite3.connect(old.with_name("old-before-m005_labels.db"))) as copy:
        assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'label'").fetchall()


def test_migration_that_fails_leaves_the_library_as_it_was(path):
    steps = newer()

    @steps(name="m003_fault")
    def fault(database):
        database.execute("DELETE FROM photo WHERE 0")
        database.execute("ALTER TABLE photo ADD COLUMN half INTEGER")
        raise RuntimeError("power")

    with pytest.raises(RuntimeError, match="power"):
        migrate(path, steps)

    assert "half" not in columns(path)
    assert "half" not in columns(path.with_name("library-before-m002_height_m.db"))


def test_new_library_needs_no_copy(tmp_path):
    migrate(tmp_path / "new.db", newer())

    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]


def test_empty_file_becomes_a_library(tmp_path):
    path = tmp_path / "library.db"
    path.touch()

    store = Store.open(path)

    assert store.photos.count() == 0
    store.close()


def read_everything(path: Path) -> None:
    """Ask the store everything that it can be asked, and change what it can change."""
    store = Store.open(path)
    try:
        store.folders.listed()
        folder_ids = [folder.id for folder in store.folders.all()]
        ids = store.photos.view(View()).tolist()
        for sort_key in SortKey:
            store.photos.view(View(1, sort_key))
        read_photos(store, [*ids, *range(41)])
        for folder_id in [*folder_ids, 1]:
            read_files(store, folder_id)
        store.library_facts.get("paused")
        with store.transaction():
            change_everything(store)
    finally:
        store.close()


def read_photos(store: Store, ids: list[int]) -> None:
    store.photos.get(ids)
    store.photos.hashes(ids)
    store.photos.phashes()
    store.photos.live_ids()
    store.photos.count()
    store.photos.known_hashes(5, 1)
    for number in ids:
        store.photos.path(number)
        store.photos.is_live(number)
        store.embeddings.features([number], 1)
        store.embeddings.classes(number, 1)
    for model in store.embeddings.models().values():
        live = store.embeddings.ids(model)
        for found, features in store.embeddings.batches(live, model, 7):
            assert len(found) == len(features)


def read_files(store: Store, folder_id: int) -> None:
    for directory in store.files.directories(folder_id):
        names = store.files.in_directory(folder_id, directory)
        store.files.rows(folder_id, directory, names)
    store.files.photo_ids(folder_id)
    store.files.find_pending(Stamp(3, 1))
    store.files.problems()
    store.files.n_problems()
    store.files.n_pending()
    store.files.count()
    store.files.pending(100)


def change_everything(store: Store) -> None:
    folder = store.folders.add(b"/other")
    store.files.add(folder.id, b"sub", {b"new.jpg": Stamp(9, 9)})
    photo_id = store.photos.put(examined(b"new.jpg"), Stamp(9, 9))
    model = store.embeddings.model("one")
    store.embeddings.put(photo_id, model, examined(b"new.jpg", dim=1280))
    for file in store.files.pending(100):
        store.files.done(file.id, file.stamp, photo_id)
    store.embeddings.request_missing(model)
    store.photos.lose_thumbnails([photo_id])
    store.files.retry_problems()
    store.library_facts.set("paused", True)
    store.folders.set_state(1, offline=True, note="away")
    store.files.remove_all(1)
    store.folders.remove(1)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_damaged_database_is_told_or_read_and_never_a_bug(path, data):
    sound = path.read_bytes()
    size = int.from_bytes(sound[16:18], "big")
    pages = len(sound) // size
    where = data.draw(
        st.one_of(
            st.integers(0, 99),
            st.builds(lambda p, o: p * size + o, st.integers(0, pages - 1), st.integers(0, 40)),
            st.integers(0, len(sound) - 1),
        )
    )
    length = data.draw(st.sampled_from([1, 8, 100, 4096]))
    fill = data.draw(st.sampled_from([b"\x00", b"\xff", b"\xa5", b"\x01", b"\x09", b"\x80"]))
    damaged = path.with_name("damaged.db")
    for left in path.parent.glob("damaged*"):
        left.unlink()
    damaged.write_bytes(sound[:where] + fill * length + sound[where + length :])

    try:
        read_everything(damaged)
    except StoreError as error:
        assert error_wording.sentence(error).endswith(".")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_library_that_was_cut_off_is_told_or_found_by_the_check(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])

    with pytest.raises((StoreError, AssertionError)):
        read_everything(path)
        assert faults(path) == []


def test_damage_is_found_by_the_check(path):
    content = bytearray(path.read_bytes())
    first, last = len(content) // 2, len(content) * 2 // 3  # what the tables are stands around it
    content[first:last] = b"\xa5" * (last - first)
    path.write_bytes(content)

    assert faults(path) != []


def faults(path: Path) -> list[str]:
    store = Store.open_reader(path)
    try:
        return store.faults()
    finally:
        store.close()


def damaged_copy(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 20_000)


def folder_there(path: Path) -> None:
    path.mkdir()
    (path / "kept").write_text("kept")


def link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def link_to_a_photo(path: Path) -> None:
    photo = path.with_name("photo.jpg")
    photo.write_bytes(b"a photo")
    path.symlink_to(photo)


def fifo(path: Path) -> None:
    os.mkfifo(path)


ODD = [damaged_copy, folder_there, link_to_nowhere, link_to_a_photo, fifo]


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("ending", ["", ".new"])
def test_what_lies_where_the_copy_belongs_stays_and_stops_no_migration(path, make, ending):
    place = path.with_name("library-before-m002_height_m.db")
    make(place.with_name(place.name + ending))
    before = listing(path.parent)

    migrate(path, newer())

    copy = place if ending else place.with_name("library-before-m002_height_m-2.db")
    assert "height_m" in columns(path) and "height_m" not in columns(copy)
    assert faults(copy) == []
    after = listing(path.parent)
    assert {name: after[name] for name in before if name != path.name} == {
        name: what for name, what in before.items() if name != path.name
    }
    assert copy.stat().st_mode & 0o777 == 0o600


def listing(folder: Path) -> dict[str, object]:
    return {p.name: (p.lstat().st_mode, p.is_file() and p.read_bytes()) for p in folder.iterdir()}


def test_a_migration_that_fails_again_and_again_leaves_one_copy(path):
    steps = newer()

    @steps(name="m003_fault")
    def fault(database):
        raise RuntimeError("power")

    for _ in range(3):
        with pytest.raises(RuntimeError, match="power"):
            migrate(path, steps)

    assert sorted(p.name for p in path.parent.iterdir()) == [
        "library-before-m002_height_m.db",
        "library-before-m003_fault.db",
        "library.db",
    ]


def test_a_damaged_library_is_named_itself_and_its_tables_are_not_changed(path):
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size - 8192 * 3)
        file.write(b"\xa5" * 8192 * 2)

    with raises_saying(DamagedError, r"tables were not changed"):
        migrate(path, newer())

    assert "height_m" not in columns(path)
    assert [p.name for p in path.parent.iterdir()] == ["library.db"]
