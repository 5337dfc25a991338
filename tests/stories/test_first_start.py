"""Somebody starts photosim for the first time and shows it their folder."""

from stories import album

from photosim.core.records import FolderState


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

    person.wait_until(lambda: 0 < len(person.shown_ids()) < n_photos)
    person.wait_until(lambda: "indexing" in person.status)
    person.look("indexing")
    person.wait_until_shown(n_photos)
    person.wait_for_thumbnails()
    person.look("all-photos")

    assert person.places()[0] == f"All photos, {n_photos}"
    assert f"Pictures, {n_photos}" in person.places()
    person.wait_until(lambda: person.status == f"{n_photos} photos")
    assert person.window.sidebar.folders[0].state is FolderState.WATCHING


def test_a_folder_without_photos_says_so(desk, tmp_path):
    (tmp_path / "Nothing here").mkdir()

    person = desk.open(tmp_path / "library")
    person.add_folder(tmp_path / "Nothing here")
    person.wait_until(lambda: "No photos" in person.window.gallery.empty_sentence)
    person.look("folder-without-photos")

    assert person.places()[0] == "All photos, 0"
