"""A copy lies on a drive that is unplugged: nothing worse stands for it, and it stays itself."""

import shutil

from PIL import Image
from support import album
from support.people.person import Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash
from support.trees import tree


def test_beside_a_worse_copy_nothing_goes_until_the_better_one_is_there(desk, tmp_path):
    pictures, disk = tmp_path / "Pictures", tmp_path / "Old disk"
    coffee = album.fill(pictures, 4)["coffee"]
    disk.mkdir()
    with Image.open(coffee) as image:
        picture = image.convert("RGB")
    picture.save(disk / "coffee.jpg", quality=98, comment=b"the one on the drive")
    picture.save(pictures / "coffee copy.jpg", quality=98)
    coffee.unlink()
    picture.save(pictures / "coffee for mail.jpg", quality=40)
    before, away = tree(pictures), tmp_path / "in a drawer"
    person = desk.open(tmp_path / "library", trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(pictures)
    person.add_folder(disk)
    person.wait_until_shown(6)
    Reviewer(person).wait_until_compared()
    disk.rename(away)
    person.wait_until(lambda: "Old disk, offline" in person.places())

    person.click_photo("coffee copy")
    person.press(Keys.Key_Delete)
    dialog = person.window.trash.cleaning.dialog
    person.wait_until(lambda: dialog.isVisible() and not dialog.is_waiting)
    person.look("better-copy-offline", dialog)

    assert dialog.title.text() == "Nothing can go now"
    assert "what stays in its place is offline" in dialog.text.text()
    assert not dialog.go.isVisible() and dialog.back.hasFocus()
    person.click(dialog.back)
    assert tree(pictures) == before

    away.rename(disk)
    person.wait_until(lambda: "Old disk, 1" in person.places())
    person.click_photo("coffee copy")
    person.press(Keys.Key_Delete)
    person.wait_until(lambda: dialog.isVisible() and dialog.go.isVisible())
    person.click(dialog.go)
    person.wait_until(dialog.close_.isVisible)
    person.click(dialog.close_)
    assert not (pictures / "coffee copy.jpg").exists()


def test_of_a_photo_with_one_file_offline_the_question_says_that_this_one_stays(desk, tmp_path):
    pictures, disk = tmp_path / "Pictures", tmp_path / "Old disk"
    rocket = album.fill(pictures, 4)["rocket"]
    disk.mkdir()
    shutil.copy(rocket, disk / "rocket copy.jpg")
    away = tmp_path / "in a drawer"
    person = desk.open(tmp_path / "library", trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(pictures)
    person.add_folder(disk)
    person.wait_until_shown(4)
    Reviewer(person).wait_until_compared()
    disk.rename(away)
    person.wait_until(lambda: "Old disk, offline" in person.places())

    person.wait_until(lambda: "rocket" in person.names())  # of its other file before
    person.click_photo("rocket")
    person.press(Keys.Key_Delete)
    dialog = person.window.trash.cleaning.dialog
    person.wait_until(lambda: dialog.isVisible() and dialog.go.isVisible())
    person.look("one-file-offline", dialog)

    assert dialog.text.text().startswith("1 file, ")
    assert dialog.grave.text() == "No copy of it stays that can be read now."
    assert dialog.listed.text() == "One chosen file cannot go now: it is offline."
    assert dialog.back.hasFocus()
    person.click(dialog.go)
    assert "that can be read now" in dialog.text.text()
    person.click(dialog.move_last)
    person.wait_until(dialog.close_.isVisible)
    person.click(dialog.close_)
    assert not rocket.exists() and (away / "rocket copy.jpg").exists()
