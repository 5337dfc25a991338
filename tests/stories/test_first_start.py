"""Somebody starts photosim for the first time and shows it their folder."""

from stories import album

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


def test_photos_and_files_are_counted_apart_and_alike_everywhere(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    (folder / "again").mkdir()
    for name in ("coffee", "rocket"):
        (folder / "again" / f"{name} copy.jpg").write_bytes(paths[name].read_bytes())

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)

    person.wait_until(lambda: person.status == "4 photos in 6 files")
    person.wait_until(lambda: person.window.gallery.subtitle == "4 photos in 6 files")
    assert person.places()[0] == "All photos, 4"
    person.go_to("Pictures")
    person.wait_until(lambda: person.window.gallery.subtitle.startswith("4 photos in 6 files"))
    person.look("copies-are-counted")
