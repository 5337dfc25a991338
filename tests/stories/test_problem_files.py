"""Some files cannot be read: they are listed with reasons, and the rest is there."""

import os

from support import album, photos


def test_broken_files_are_listed_and_read_once_they_are_mended(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    whole = paths["coffee"].read_bytes()
    paths["coffee"].write_bytes(photos.truncated(whole, 0.02))
    (folder / "empty.jpg").touch()
    (folder / "letter.jpg").write_text("Dear all, the photos come tomorrow.")
    (folder / "bomb.png").write_bytes(photos.png_bomb(60_000, 60_000))

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    person.wait_until(lambda: "Problem files, 4" in person.places())
    person.go_to("Problem files")
    person.wait_until(lambda: len(person.problems()) == 4)
    person.look("problem-files")

    problems = person.problems()
    assert set(problems) == {"coffee.jpg", "empty.jpg", "letter.jpg", "bomb.png"}
    assert all(reason.endswith(".") and len(reason) > 15 for reason in problems.values())

    (folder / "empty.jpg").unlink()
    paths["coffee"].write_bytes(whole)
    person.click(person.window.problem_page.retry)
    person.wait_until(lambda: set(person.problems()) == {"letter.jpg", "bomb.png"})
    person.choose("all_photos")
    person.wait_until_shown(4)
    assert "coffee" in person.names()


def test_a_damaged_photo_and_one_of_several_pages_are_told_in_the_gallery(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    paths["coffee"].write_bytes(photos.truncated(paths["coffee"].read_bytes(), 0.6))
    os.utime(paths["coffee"], (1e9, 1e9))
    (folder / "scan.tif").write_bytes(photos.animated("TIFF"))

    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(5)
    person.wait_for_thumbnails()
    person.look("damaged")

    heard = {text.split(",")[0]: text for text in person.photos()}
    assert "Damaged: only a part of it is there" in heard["coffee.jpg"]
    assert "3 pages" in heard["scan.tif"]
    assert "Damaged" not in heard["scan.tif"]
    assert not any(place.startswith("Problem files") for place in person.places())
