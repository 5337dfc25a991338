"""A drive is unplugged and comes back."""

from PySide6.QtCore import Qt
from support import album

from photosim.gui.widgets.notice import Notice


def test_nothing_is_forgotten_and_nothing_done_twice(desk, tmp_path):
    folder = tmp_path / "Old disk"
    paths = album.fill(folder, 5)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(5)
    before = sorted(person.shown_ids())

    folder.rename(tmp_path / "away")
    person.wait_until(lambda: "Old disk, offline" in person.places())
    person.go_to("Old disk")
    person.wait_until(lambda: "offline" in person.window.gallery.notice)
    person.wait_for_thumbnails()
    person.look("folder-offline")
    assert "Old disk is offline" in person.status
    assert sorted(person.shown_ids()) == before

    copy = tmp_path / "cat.jpg"
    copy.write_bytes(album.recompressed(tmp_path / "away" / paths["chelsea"].name))
    person.search_by_drop(copy)
    person.wait_until(lambda: "offline" in person.photos()[0])
    person.look("found-offline")
    assert person.names()[0] == "chelsea"

    (tmp_path / "away").rename(folder)
    person.wait_until(lambda: "Old disk, 5" in person.places())
    person.choose("all_photos")
    person.wait_until_shown(5)
    assert sorted(person.shown_ids()) == before
    person.wait_until(lambda: "offline" not in " ".join(person.photos()))
    assert "offline" not in person.status

    (tmp_path / "Other").mkdir()
    album.write(tmp_path / "Other", "moon.png", 1)
    folder.rename(tmp_path / "away")
    (tmp_path / "Other").rename(folder)  # at once: it never looks as if there was none
    person.wait_until(lambda: person.names() == ["moon"])


def test_a_folder_that_goes_while_indexing_is_paused_is_offline_too(desk, tmp_path):
    folder = tmp_path / "Old disk"
    album.fill(folder, 3)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.choose("pause")
    person.wait_until(lambda: "paused" in person.status)

    folder.rename(tmp_path / "away")

    person.wait_until(lambda: "Old disk, offline" in person.places())
    assert person.status.startswith("3 photos  ·  paused  ·  Old disk is offline")
    assert len(person.shown_ids()) == 3


def test_a_folder_that_a_scan_missed_for_a_moment_is_itself_again(desk, tmp_path):
    folder = tmp_path / "Old disk"
    album.fill(folder, 3)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.wait_until_idle()

    for _ in range(3):
        folder.rename(tmp_path / "away")
        person.choose("rescan")  # no look at the folder is due yet
        person.wait_until(lambda: "Old disk, offline" in person.places())
        (tmp_path / "away").rename(folder)  # nor now
        person.wait_until(lambda: "Old disk, 3" in person.places())

    assert "offline" not in person.status


def test_what_is_selected_or_large_says_offline_as_long_as_it_is(desk, tmp_path):
    folder = tmp_path / "Old disk"
    album.fill(folder, 3)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.wait_until_idle()
    person.click_photo(person.names()[0])
    facts = person.window.query_pane.selected.lines
    person.wait_until(lambda: facts[0].whole == "Old disk")

    folder.rename(tmp_path / "away")
    person.wait_until(lambda: "Old disk, offline" in person.places())
    person.wait_until(lambda: any("Offline" in line.whole for line in facts))
    person.press(Qt.Key.Key_Return)
    [notice] = person.window.viewer.findChildren(Notice)
    person.wait_until(lambda: "offline" in notice.sentence)
    person.look("large-offline")
    person.press(Qt.Key.Key_Escape)

    (tmp_path / "away").rename(folder)
    person.wait_until(lambda: "Old disk, 3" in person.places())
    person.wait_until(lambda: not any("Offline" in line.whole for line in facts))
