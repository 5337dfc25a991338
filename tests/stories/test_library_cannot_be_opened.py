"""The library is of a newer photosim, damaged, or in use: the window says so and stays usable."""

import shutil
import sqlite3

import pytest

from photosim.services.events import Phase
from photosim.services.runtime.lock import WriterLock


def sentence(person):
    person.wait_until(lambda: bool(person.window.gallery.empty_sentence))
    person.wait_until(lambda: person.progress.phase is Phase.STOPPED or bool(person.trouble))
    return person.window.gallery.empty_sentence


def test_a_library_of_a_newer_photosim_is_left_alone(desk, library):
    make_newer(library / "library.db")
    before = (library / "library.db").read_bytes()

    person = desk.open(library)
    said = sentence(person)
    person.look("library-too-new")
    desk.close(person)

    assert "newer" in said
    assert (library / "library.db").read_bytes() == before


def make_newer(path):
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('photosim', 'of_tomorrow', '2030-01-01')"
        )
    database.close()


@pytest.mark.parametrize("damage", ["no database at all", "a hole"])
def test_a_damaged_library_without_a_backup_is_told_with_what_to_do(desk, library, damage):
    path = library / "library.db"
    shutil.rmtree(library / "backups", ignore_errors=True)  # made when there is time for it
    data = b"this is a letter, not a library" * 99
    if damage == "a hole":
        data = bytes(len(path.read_bytes()))
    path.write_bytes(data)

    person = desk.open(library)
    said = sentence(person)
    person.look("library-damaged")

    assert "damaged" in said
    assert "backup" in said
    assert path.read_bytes() == data


def test_a_library_that_another_program_works_on_is_told(desk, library):
    other = WriterLock(library / "writer.lock")
    other.acquire()

    person = desk.open(library)
    said = sentence(person)
    person.look("library-busy")
    other.release()

    assert "Another photosim is working on this library" in said


def test_dropping_a_picture_meanwhile_is_answered_with_the_reason(desk, library, pictures):
    shutil.rmtree(library / "backups", ignore_errors=True)  # made when there is time for it
    (library / "library.db").write_bytes(b"this is a letter, not a library" * 99)
    person = desk.open(library)
    sentence(person)

    person.drop(pictures["moon"])

    person.wait_until_said("damaged")
