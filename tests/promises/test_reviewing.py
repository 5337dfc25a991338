"""Duplicates and similar shots: found, compared, decided, cleaned up and brought back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from support import album, photos
from support.people.cartographer import Cartographer
from support.people.desk import first_visit
from support.people.person import SHIFT, Camera, Keys
from support.people.reviewer import Reviewer
from support.people.sorter import Sorter
from support.promised import ROOT, promise
from support.trash_at_work import FakeTrash
from support.trees import tree

from photosim.core.records.pairs import Tier

N_COPIES = 3


def shots(folder: Path) -> None:
    """Two shots of one scene, a moment apart: the camera has moved a little."""
    whole = photos.real("motorcycle_left.png")
    width, height = whole.size
    for number in range(2):
        made = photos.exif(
            DateTimeOriginal=f"2019:06:01 12:00:{number:02}", Make="Canon", Model="EOS R5"
        )
        left, top = (0, 0) if number == 0 else (width // 14, height // 16)
        shot = whole.crop((left, top, left + width * 8 // 10, top + height * 8 // 10))
        (folder / f"shot {number}.jpg").write_bytes(photos.encoded(shot, exif=made))


@pytest.fixture(scope="module")
def compared(qapp, camera, tmp_path_factory) -> Path:
    """Photos with copies of each kind, and a library that has compared them; not to be changed."""
    place = tmp_path_factory.mktemp("compared")
    folder = place / "Pictures"
    paths = album.fill(folder, 4)
    album.fill_with_copies(paths, folder / "Copies")
    with Image.open(paths["coffee"]) as opened:
        brighter = ImageEnhance.Brightness(opened.convert("RGB")).enhance(1.06)
    (folder / "Copies" / "coffee edited.jpg").write_bytes(photos.encoded(brighter, quality=88))
    shots(folder)
    with first_visit(Camera(None, camera.size), place / "library", folder) as person:
        Reviewer(person).wait_until_compared()
    return place


@pytest.fixture
def reviewer(desk, compared, tmp_path) -> Reviewer:
    """At a library of its own on photos that lie where they are; its trash takes nothing real."""
    library = shutil.copytree(compared / "library", tmp_path / "library")
    return Reviewer(desk.open(library, trash=FakeTrash(tmp_path / "Trash")))


def all_groups(reviewer: Reviewer, tier: Tier) -> list[set[str]]:
    reviewer.go_to(tier)
    found = []
    for _ in reviewer.groups():
        found.append({name.partition(".")[0] for name in reviewer.names()})
        reviewer.say(Keys.Key_Right)
    return found


@promise(
    "Duplicates and Similar shots at the left: once your photos are known, photosim compares "
    "those that look alike.",
    "Same file is equal to the last byte, Same picture was made smaller, compressed, "
    "cropped, turned or lightly edited, Similar shots are several shots of one scene, or one "
    "picture of which a place was changed.",
    "Whether two photos are the same picture is decided by neither: their small pictures are laid "
    "on each other (local features, OpenCV) and must agree pixel by pixel, and what the camera "
    "wrote into them may disprove it.",
)
def test_copies_of_each_kind_are_found_and_called_what_they_are(reviewer):
    same_file = all_groups(reviewer, Tier.SAME_FILE)
    same_picture = all_groups(reviewer, Tier.SAME_PICTURE)
    similar = all_groups(reviewer, Tier.SIMILAR_SHOTS)

    assert same_file == [{"chelsea", "chelsea copy"}]
    assert {"coffee", "coffee cropped", "coffee edited"} in same_picture
    assert {"rocket", "rocket sent"} in same_picture
    assert any({"chelsea small", "chelsea turned"} < group for group in same_picture)
    assert similar == [{"shot 0", "shot 1"}]
    places = [place.split(",")[0] for place in reviewer.person.places()]
    assert {"Duplicates", "Similar shots"} <= set(places)


@promise(
    "Same file is equal to the last byte, Same picture was made smaller, compressed, "
    "cropped, turned or lightly edited, Similar shots are several shots of one scene, or one "
    "picture of which a place was changed.",
    "Then the files themselves are looked at closely, all pages of them: another digit, another "
    "word, closed eyes, a stamp or a thing in another colour make it a similar shot, with the "
    "place marked.",
)
def test_a_picture_of_which_a_place_was_changed_is_a_similar_shot(desk, tmp_path):
    folder = shutil.copytree(ROOT / "tests" / "data" / "cases" / "bills", tmp_path / "Pictures")
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)

    same_picture = all_groups(reviewer, Tier.SAME_PICTURE)
    [changed] = all_groups(reviewer, Tier.SIMILAR_SHOTS)

    assert same_picture == [{"bill_03", "bill_03_resaved"}]
    assert "bill_04" in changed


@promise(
    "Compare a group side by side, zoomed together; K keeps (with Shift always, in every group), "
    "T puts down for the trash, A keeps all, N says that they are no duplicates (for good; "
    "Remembered decisions lists it).",
)
def test_a_group_is_compared_side_by_side_zoomed_together_and_judged_by_keys(reviewer):
    person = reviewer.person
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.wait_until_seen()
    panes = [pane for pane in reviewer.controller.page.compare.panes.panes if pane.isVisible()]
    assert len(panes) > 1
    assert len({pane.mapTo(person.window, pane.rect().topLeft()).y() for pane in panes}) == 1
    before = [pane.canvas.scale for pane in panes]
    person.press(Keys.Key_F)
    person.settle()
    after = [pane.canvas.scale for pane in panes]
    assert all(new != old for new, old in zip(after, before, strict=True))
    person.press(Keys.Key_0)

    person.press(Keys.Key_1)
    reviewer.say(Keys.Key_K)
    person.press(Keys.Key_2)
    reviewer.say(Keys.Key_T)
    told = reviewer.photos()
    assert "chosen to keep" in told[0] and "chosen for the trash" in told[1]
    reviewer.say(Keys.Key_A)
    reviewer.wait_until_compared()
    person.press(Keys.Key_1)
    kept = reviewer.names()[0]
    reviewer.say(Keys.Key_K, SHIFT)
    reviewer.wait_until_compared()

    n = len(reviewer.groups())
    pair = reviewer.names()
    reviewer.say(Keys.Key_N)
    reviewer.wait_until_compared()
    assert len(reviewer.groups()) == n - 1
    person.choose("decisions")
    person.wait_until(
        lambda: any(line.startswith("Not duplicates") for line in reviewer.decisions())
    )
    assert any(line.startswith("Keep") for line in reviewer.decisions())
    (always,) = [line for line in reviewer.decisions() if line.startswith("Always keep")]
    assert kept in always
    said = next(line for line in reviewer.decisions() if line.startswith("Not duplicates"))
    assert any(name in said for name in pair)


@promise(
    "Keep rules propose what may go in all groups at once, with a reason for each photo and "
    "what would be lost with it: the camera's own file stays before all that was made of it, "
    "and in doubt nothing is proposed.",
)
def test_keep_rules_propose_for_all_groups_with_a_reason_and_what_is_lost(reviewer, compared):
    before = tree(compared / "Pictures")
    reviewer.go_to(Tier.SAME_PICTURE)
    person = reviewer.person
    person.press(Keys.Key_R)
    person.wait_until(
        lambda: reviewer.controller.rules is not None and reviewer.controller.rules.isVisible()
    )
    rules = reviewer.controller.rules
    person.wait_until(lambda: rules.apply.isEnabled() and rules.view.list.rows.rowCount() > 0)
    rows = rules.view.list.rows

    def heard() -> str:
        return "\n".join(reviewer._heard(rows, row) for row in range(rows.rowCount()))

    person.wait_until(lambda: "…" not in heard())
    told = heard()
    said = rules.view.text.text()
    person.click(rules.apply)
    reviewer.settle()

    assert any(character.isdigit() for character in said)
    for name in ("rocket sent", "coffee cropped", "chelsea small"):
        assert name in told
    assert all(len(line.partition(": ")[2]) > 10 for line in told.splitlines() if "To the" in line)
    assert "without the camera's record" in told  # what would be lost
    assert sum(" to trash" in line for line in reviewer.groups()) == len(reviewer.groups())
    assert tree(compared / "Pictures") == before


@promise(
    "Keep rules never touch the folders you name, and nothing goes before you press Move to trash.",
)
def test_rules_leave_alone_the_folders_one_names_and_only_the_button_moves(
    desk, tmp_path, compared
):
    first, second = tmp_path / "Camera", tmp_path / "Archive"
    paths = album.fill(first, 2)
    shutil.copytree(first, second)
    shutil.copy2(paths["chelsea"], first / "again.jpg")
    trash = FakeTrash(tmp_path / "Trash")
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    for folder in (first, second):
        person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_FILE)
    before = tree(first) | tree(second)
    person.press(Keys.Key_R)
    person.wait_until(
        lambda: reviewer.controller.rules is not None and reviewer.controller.rules.isVisible()
    )
    rules = reviewer.controller.rules
    reviewer._pick(rules.never.add, "Archive")
    reviewer._pick(rules.preferred.add, "Camera")  # which would let the archive go
    assert not rules.apply.isEnabled()  # until there is a new preview
    person.wait_until(rules.apply.isEnabled)
    person.click(rules.apply)
    reviewer.settle()
    reviewer.ask_for_the_trash()
    going = reviewer.going()
    assert tree(first) | tree(second) == before

    reviewer.move_to_trash()
    reviewer.close_report()

    assert len(going) == 1 and str(second) not in going[0]
    assert len(tree(first)) == 2
    assert tree(second) == {path: one for path, one in before.items() if second in path.parents}


@promise(
    "The Trash journal shows what went, and brings it back.",
)
def test_the_trash_journal_shows_what_went_and_brings_it_back(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 2)
    shutil.copy2(paths["chelsea"], folder / "again.jpg")
    before = tree(folder)
    trash = FakeTrash(tmp_path / "Trash")
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.clean_up()
    [gone] = trash.names()
    assert before != tree(folder)

    person.choose("journal")
    person.wait_until(lambda: any(gone in line for line in reviewer.journal()))
    page = reviewer.trash.journal_page
    page.tree.setCurrentIndex(page.model.index(0, 0))
    person.click(page.restore)
    person.wait_until_said("1 file is back where it was")

    assert tree(folder) == before


@promise(
    "It also finds the duplicates among your photos, lets you look at them side by side, and "
    "moves what you choose to the trash so that no photo can be lost; it sorts your photos "
    "into themes, answers words, and draws the library as a map.",
)
def test_duplicates_themes_words_and_the_map_are_all_there(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 8)
    shutil.copy2(paths["chelsea"], folder / "again.jpg")
    trash = FakeTrash(tmp_path / "Trash")
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_FILE)
    assert {name.partition(".")[0] for name in reviewer.names()} == {"again", "chelsea"}
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    reviewer.move_to_trash()
    reviewer.close_report()
    assert len(trash.names()) == 1
    assert len(tree(folder)) == 8
    reviewer.wait_until_compared()

    person.go_to("All photos")
    person.search_words("cat")
    assert person.names()[0] in ("chelsea", "again")
    sorter = Sorter(person)
    sorter.go_to_themes()
    assert sorter.cards()
    Cartographer(person).go()
