"""A photo lies in several places: what is said is of the file that was found."""

import json

import pytest
from support import album

from photosim.cli import main


@pytest.fixture
def folder(tmp_path):
    """Three files of one photo under different names, and some other photos."""
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    data = paths["coffee"].read_bytes()
    for name in ("Trip to Oslo/IMG_7.jpg", "Archive/zebra crossing.jpg"):
        (folder / name).parent.mkdir()
        (folder / name).write_bytes(data)
    return folder


def panel(person):
    selected = person.window.query_pane.selected
    return [selected.name.whole, *(line.whole for line in selected.lines)]


def test_caption_panel_tip_and_viewer_tell_of_the_file_with_the_word(desk, folder, tmp_path):
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)

    for text, name, where, why in (
        ("oslo", "IMG_7", "Pictures / Trip to Oslo", "in its folder's name"),
        ("zebra", "zebra crossing", "Pictures / Archive", "in its name"),
        ("coffee.jpg", "coffee", "Pictures", "in its name"),
    ):
        person.search_words(text)
        assert person.names()[0] == name
        assert person.caption(0).startswith(why)
        person.click_photo(name)
        person.wait_until(lambda name=name: panel(person)[0] == f"{name}.jpg")
        assert panel(person)[1] == where
        person.dismiss()
        person.choose("copy_path")
        person.wait_until_said("copied")
        assert name in person.clipboard_text()
    person.look("the-copy-that-matched")


def test_of_a_file_that_is_offline_that_is_said(desk, folder, tmp_path):
    drive = tmp_path / "Drive"
    (folder / "Archive").rename(drive)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.add_folder(drive)
    person.wait_until_shown(4)
    drive.rename(tmp_path / "unplugged")
    person.wait_until(lambda: "Drive, offline" in person.places())

    person.search_words("zebra")

    assert person.names()[0] == "zebra crossing"
    assert person.photos()[0].endswith("offline")
    person.search_words("oslo")
    assert person.names()[0] == "IMG_7"
    assert "offline" not in person.photos()[0]


def test_the_command_line_tells_of_the_same_file(folder, tmp_path, capsys):
    library = ["--library", str(tmp_path / "library")]
    assert main.run(main.parse([*library, "index", str(folder)])) == 0

    def first(*asked):
        capsys.readouterr()
        assert main.run(main.parse([*library, *asked, "--json"])) == 0
        return json.loads(capsys.readouterr().out)["results"][0]["matches"][0]["path"]

    zebra, oslo = folder / "Archive" / "zebra crossing.jpg", folder / "Trip to Oslo" / "IMG_7.jpg"
    assert first("words", "zebra") == str(zebra)
    assert first("words", "oslo") == str(oslo)
    assert [first("search", str(path)) for path in (zebra, oslo)] == [str(zebra), str(oslo)]
