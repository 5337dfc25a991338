"""Some files cannot be read: they are listed with reasons, and the rest is there."""

import photos
from stories import album


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
