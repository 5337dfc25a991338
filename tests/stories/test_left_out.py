"""What lies in a folder and is no photo is named; RAW files are photos like all others."""

import shutil

from support import album, photos


def test_the_tip_of_a_folder_says_what_was_left_out_also_after_a_restart(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.fill(folder, 3)
    for name in ("a.mov", "b.MOV", "c.mp4", "letter.pdf", "strange.xyz"):
        (folder / name).write_bytes(b"x")
    package = folder / "Photos Library.photoslibrary" / "originals"
    package.mkdir(parents=True)
    shutil.copy(next(folder.glob("*.jpg")), package / "own.jpg")
    expected = [
        "Left out:",
        "1 folder that belongs to Apple Photos (photoslibrary);"
        " the preferences can have it looked into",
        "3 films (2 mov, 1 mp4)",
        "1 document (pdf)",
        "1 of an unknown kind (xyz)",
    ]

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.wait_until(lambda: person.tip("Pictures")[-5:] == expected)
    person.look("left-out", person.window.sidebar)
    person.close()

    again = desk.open(tmp_path / "library")
    again.wait_until_shown(3)
    assert again.tip("Pictures")[-5:] == expected


def test_raw_files_are_photos_when_they_come_and_when_they_are_dropped(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.fill(folder, 3)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)

    picture = photos.noise((320, 240), 7)
    (folder / "DSC_0001.NEF").write_bytes(photos.encoded(picture))
    (folder / "L1000002.dng").write_bytes(photos.dng(photos.noise((320, 240), 8)))
    person.wait_until_shown(5)
    assert {"DSC_0001", "L1000002"} <= set(person.names())

    elsewhere = tmp_path / "elsewhere.dng"
    elsewhere.write_bytes(photos.dng(photos.noise((320, 240), 8), orientation=1))
    person.search_by_drop(elsewhere)
    assert person.photos()[0].startswith("L1000002.dng")


def test_a_person_has_another_programs_library_looked_into(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.fill(folder, 3)
    package = folder / "Photos Library.photoslibrary" / "originals"
    package.mkdir(parents=True)
    (package / "own.jpg").write_bytes(photos.encoded(photos.noise((320, 240), 9)))
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.choose("preferences")
    dialog = person.window.dialogs.dialog("preferences")
    person.wait_until(dialog.isActiveWindow)
    dialog.controls["included"].setPlainText("Photos Library.photoslibrary")
    person.look("looked-into-all-the-same", dialog)
    person.close()

    again = desk.open(tmp_path / "library")

    again.wait_until_shown(4)
    assert "own" in again.names()


def test_a_folder_without_photos_says_what_lies_there_instead(desk, tmp_path):
    package = tmp_path / "Pictures" / "Photos Library.photoslibrary" / "originals"
    package.mkdir(parents=True)
    (package / "own.jpg").write_bytes(photos.encoded(photos.noise((320, 240), 9)))
    (tmp_path / "Pictures" / "film.mov").write_bytes(b"x")
    person = desk.open(tmp_path / "library")

    person.add_folder(tmp_path / "Pictures")

    person.wait_until(lambda: "Left out:" in person.empty_sentence)
    assert "1 folder that belongs to Apple Photos (photoslibrary)" in person.empty_sentence
    assert "1 film (mov)" in person.empty_sentence
    person.look("nothing-but-what-is-left-out")
