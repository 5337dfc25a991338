"""Somebody starts photosim for the first time and shows it their folder."""

import os

from support import album, photos
from support.commands import Commands

from photosim.core.records.photos import FolderState
from photosim.services.events import Phase


def test_photos_appear_while_they_are_indexed(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.fill(folder)
    album.made_up(folder / "soft", 24)
    n_photos = len(album.NAMES) + 24

    person = desk.open(tmp_path / "library")
    person.wait_until(lambda: person.window.welcome.isVisible())
    person.wait_until_idle()
    person.look("welcome")
    person.window.welcome.propose(str(folder))
    person.look("welcome-folder-chosen")
    person.click(person.window.welcome.add)

    shown = []
    person.window.gallery.grid.model().modelReset.connect(
        lambda: shown.append(len(person.shown_ids()))
    )
    person.wait_until(lambda: bool(shown))
    person.look("indexing")
    person.wait_until_shown(n_photos)
    person.wait_for_thumbnails()
    person.look("all-photos")

    assert any(0 < n < n_photos for n in shown)
    assert Phase.INDEXING in person.phases
    assert person.places()[0] == f"All photos, {n_photos}"
    assert f"Pictures, {n_photos}" in person.places()
    person.wait_until(lambda: person.status == f"{n_photos} photos")
    assert person.window.sidebar.folders[0].state is FolderState.WATCHING


def test_a_folder_without_photos_says_so_once_it_was_looked_at(desk, tmp_path):
    (tmp_path / "Nothing here").mkdir()

    person = desk.open(tmp_path / "library")
    person.choose("pause")
    person.wait_until(lambda: person.progress.phase is Phase.PAUSED)
    person.add_folder(tmp_path / "Nothing here")
    person.wait_until(lambda: "has not looked" in person.empty_sentence)
    person.look("folder-not-looked-at")
    person.press_empty_button()
    person.wait_until(lambda: "No photos were found here" in person.empty_sentence)
    person.look("folder-without-photos")

    assert person.places()[0] == "All photos, 0"


def test_a_folder_whose_files_cannot_be_read_leads_to_the_reasons(desk, tmp_path):
    folder = tmp_path / "Broken"
    folder.mkdir()
    (folder / "letter.jpg").write_text("Dear all, the photos come tomorrow.")

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until(lambda: "None of the photos" in person.empty_sentence)
    person.press_empty_button()

    person.wait_until(lambda: set(person.problems()) == {"letter.jpg"})


def test_photos_and_files_are_counted_apart_and_alike_everywhere(desk, tmp_path, capsys):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    (folder / "again").mkdir()
    for name in ("coffee", "rocket"):
        (folder / "again" / f"{name} copy.jpg").write_bytes(paths[name].read_bytes())
    (folder / "coffee.dng").write_bytes(photos.dng(photos.noise((320, 240), 8)))
    for name in ("letter.jpg", "again/letter.png"):
        (folder / name).write_text("Dear all, the photos come tomorrow.")
        os.utime(folder / name, (1e9, 1e9))
    commands = Commands(tmp_path / "library", capsys)

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(5)

    person.wait_until(lambda: person.status == "5 photos in 7 files")
    person.wait_until(lambda: person.window.gallery.subtitle == "5 photos in 7 files")
    assert person.places()[0] == "All photos, 5"
    assert person.tip("All photos") == ["5 photos in 7 files"]
    person.wait_until(lambda: "Problem files, 2" in person.places())
    person.go_to("Problem files")
    subtitle = person.window.problem_page.subtitle
    person.wait_until(lambda: subtitle.text() == "2 files could not be read as photos")
    person.go_to("Pictures")
    person.wait_until(lambda: person.window.gallery.subtitle.startswith("5 photos in 7 files"))
    assert person.tip("Pictures")[1] == "5 photos in 7 files"
    person.look("copies-are-counted")

    beside = commands.answer("status")  # the other door
    _, table, _ = commands.run("status")
    desk.close(person)
    indexed = commands.answer("index")
    _, told, _ = commands.run("index")
    for answer in (beside, indexed):
        assert (answer["photos"], answer["photo_files"], answer["files"]) == (5, 7, 9)
    assert (beside["problems"], len(indexed["problems"])) == (2, 2)
    assert "\nlibrary holds: 5 photos in 7 files\n" in table and "\nproblem files: 2\n" in table
    assert told.startswith("5 photos in 7 files: 0 added")
    assert told.splitlines()[1] == "2 files could not be read as photos:"
