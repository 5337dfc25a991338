"""A damaged library repairs itself while the window is open, and decisions can be brought back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from support.full_disk import fill, small_disk

from photosim.core.store import Store
from photosim.services.events import Phase
from photosim.texts.backup_wording import in_words

PAGE = 8192


def label(library, name):
    """A label on every photo, and the backup of it that indexing makes."""
    with closing(Store.open(library / "library.db")) as store:
        contents = store.labels.contents(store.photos.live_ids())
        store.labels.put([(content, name, 1) for content in contents.values()], 5.0)
    return len(contents)


def labels(library) -> dict[str, int]:
    with closing(Store.open_reader(library / "library.db")) as store:
        return {one.name: one.n_photos for one in store.labels.listed()}


@pytest.fixture
def labelled(desk, library):
    """A library with a label, and a backup that holds it."""
    n = label(library, "Beach")
    person = desk.open(library)
    person.wait_until(lambda: person.progress.phase is Phase.IDLE)
    person.wait_until(lambda: any(holds_label(row) for row in backups(person)))
    desk.close(person)
    assert labels(library) == {"Beach": n}
    return library


def backups(person):
    found = person.engine.backups.all()
    person.wait_until(found.done)
    return found.result()


def holds_label(row):
    return (row.holds or {}).get("label") == 1


@pytest.mark.parametrize("table", ["photo", "labelled", "embedding"])
def test_a_damaged_page_is_found_and_repaired_while_the_window_is_open(desk, labelled, table):
    path = labelled / "library.db"
    before = labels(labelled)
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (root,) = connection.execute(sql, (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xa5" * PAGE)

    person = desk.open(labelled)
    person.wait_until_said("has been repaired")
    person.look("library-repaired")
    person.wait_until(lambda: person.progress.phase is Phase.IDLE)
    person.wait_until(lambda: person.progress.n_photos == before["Beach"])

    desk.close(person)
    assert labels(labelled) == before
    assert len(list(labelled.glob("library-damaged-*.db"))) == 1
    with closing(Store.open_reader(path)) as store:
        assert store.faults() == []


def test_going_back_to_a_backup_in_the_window(desk, labelled):
    before = labels(labelled)
    label(labelled, "Later")
    person = desk.open(labelled)
    person.wait_until(lambda: person.progress.phase is Phase.IDLE)

    person.window.actions_["backups"].trigger()
    dialog = person.window.dialogs.dialog("backups")
    person.wait_until(lambda: dialog.model.rowCount() >= 1)
    rows = [dialog.model.backup(row) for row in range(dialog.model.rowCount())]
    dialog.table.selectRow(
        next(n for n, row in enumerate(rows) if "1 label," in in_words(row.holds))
    )
    person.look("backups", dialog)
    dialog.button.click()
    person.wait_until(lambda: dialog.said.text().startswith("Done"))
    person.wait_until(lambda: person.progress.phase is Phase.IDLE)
    person.look("backups-done", dialog)
    assert dialog.model.rowCount() == len(rows) + 1

    desk.close(person)
    assert labels(labelled) == before


def test_a_window_on_a_full_disk_opens_when_there_is_room_again(desk, labelled, tmp_path):
    with small_disk(tmp_path / "disk", 20) as disk:
        library = disk / "library"
        shutil.copytree(labelled, library)
        filler = fill(disk)
        person = desk.open(library)
        person.wait_until(lambda: bool(person.trouble))
        filler.unlink()
        desk.close(person)

        person = desk.open(library)
        person.wait_until(lambda: person.progress.phase is Phase.IDLE)
        desk.close(person)
