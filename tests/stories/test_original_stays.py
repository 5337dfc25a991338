"""Somebody lets keep rules clean up photos and what was made of them, and reads the reasons."""

from __future__ import annotations

from PIL import Image
from support import photos
from support.derivatives import KINDS, by_camera
from support.people.reviewer import Reviewer

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupFilter
from photosim.gui.duplicates.beginning_rules import LAST


def write(folder, number, name, *kinds):
    """A camera's file and copies of it; their paths."""
    picture = photos.real(name)
    picture.thumbnail((480, 480))
    made = by_camera(picture, number)
    original = folder / f"IMG_{number}.jpg"
    copies = [folder / "copies" / f"{number} {kind}.{KINDS[kind][0]}" for kind in kinds]
    (folder / "copies").mkdir(parents=True, exist_ok=True)
    original.write_bytes(made.data)
    for kind, copy in zip(kinds, copies, strict=True):
        copy.write_bytes(KINDS[kind][1](made))
    return [original, *copies]


def test_the_camera_s_file_stays_however_large_its_copies_are(desk, tmp_path):
    folder = tmp_path / "Pictures"
    shots = [
        write(folder, 1, "coffee.png", "PNG", "enlarged twice"),
        write(folder, 2, "chelsea.png", "sharpened by GIMP"),
        write(folder, 3, "astronaut.png", "cut off"),
    ]
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.controller.show_rules()
    rules = reviewer.controller.rules
    person.wait_until(rules.apply.isEnabled)

    found = reviewer.previewed()
    person.look("original-stays", rules)

    for original, *copies in shots:
        assert found[str(original)][0] is Choice.KEEP
        assert {found[str(copy)][0] for copy in copies} == {Choice.TRASH}
    assert "saved by GIMP 2.10.32" in found[str(shots[1][1])][1]
    assert "damaged" in found[str(shots[2][1])][1]
    assert not rules.rules_changed.isVisible()

    person.click(rules.apply)
    reviewer.settle()
    assert LAST not in [preset.name for preset in reviewer.ask(person.engine.review.presets)]


def test_a_soft_photo_without_a_record_stays_before_copies_that_were_made_smaller(desk, tmp_path):
    folder = tmp_path / "Pictures"
    folder.mkdir()
    originals, copies = [], []
    for name in ("coffee.png", "astronaut.png"):
        soft = photos.real(name).convert("RGB").resize((360, 300)).resize((900, 750))
        originals.append(folder / f"{name[:-4]}.jpg")
        originals[-1].write_bytes(photos.encoded(soft, quality=90))
        written = Image.open(originals[-1]).convert("RGB")
        for times in (0.75, 0.5):
            size = (round(900 * times), round(750 * times))
            copies.append(folder / f"{name[:-4]} mail {size[0]}.jpg")
            small = written.resize(size, Image.Resampling.LANCZOS)
            copies[-1].write_bytes(photos.encoded(small, quality=85))
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.controller.show_rules()
    person.wait_until(reviewer.controller.rules.apply.isEnabled)

    found = reviewer.previewed()

    assert {found[str(path)][0] for path in originals} == {Choice.KEEP}
    assert {found[str(path)][0] for path in copies} == {Choice.TRASH}


def test_copy_with_a_label_of_its_own_is_left_and_of_what_goes_is_said_what_is_lost(desk, tmp_path):
    folder = tmp_path / "Pictures"
    original, copy = write(folder, 1, "coffee.png", "PNG")
    _, grey = write(folder, 2, "chelsea.png", "grey")
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_PICTURE)
    groups = reviewer.ask(person.engine.review.group_details, GroupFilter(Tier.SAME_PICTURE))
    members = [member for group in groups for member in group.members]
    ids = [member.photo.id for member in members if member.photo.path == str(copy)]
    reviewer.ask(person.engine.labels.give, ids, "Grandma")
    reviewer.controller.show_rules()
    person.wait_until(reviewer.controller.rules.apply.isEnabled)

    found = reviewer.previewed()

    assert found[str(original)][0] is Choice.KEEP
    assert found[str(copy)][0] is Choice.OPEN
    assert "it alone has the label Grandma" in found[str(copy)][1]
    assert found[str(grey)][0] is Choice.TRASH
    assert found[str(grey)][1].splitlines()[-1] == "Lost with it: that it is black and white"
