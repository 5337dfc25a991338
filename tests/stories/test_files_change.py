"""Files come, go and get other names while the window is open."""

from support import album


def test_what_happens_in_a_folder_is_seen_in_the_window(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)
    cat = person.shown_ids()[person.names().index("chelsea")]

    album.write(folder, "motorcycle_left.png", 20)
    person.wait_until_shown(5)
    assert person.names()[0] == "motorcycle_left"

    paths["chelsea"].rename(folder / "My cat.jpg")
    person.wait_until(lambda: "My cat" in person.names())
    assert person.shown_ids()[person.names().index("My cat")] == cat

    paths["coffee"].unlink()
    person.wait_until_shown(4)
    assert "coffee" not in person.names()

    (folder / "2020").mkdir()
    album.write(folder / "2020", "hubble_deep_field.jpg", 25)
    person.wait_until_shown(5)
    person.wait_until(lambda: person.places()[0] == "All photos, 5")


def test_a_photo_whose_content_changed_looks_and_is_found_anew(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 3)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(3)
    before = person.shown_ids()

    paths["coffee"].write_bytes(album.write(tmp_path, "moon.png", 3).read_bytes())
    person.wait_until(lambda: person.shown_ids() != before and len(person.shown_ids()) == 3)

    person.wait_until_idle()
    person.search_by_drop(tmp_path / "moon.jpg")
    assert person.names()[0] == "coffee"
