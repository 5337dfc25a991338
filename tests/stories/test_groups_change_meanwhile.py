"""Files come and go while somebody reviews the groups that they are in."""

import pytest
from PIL import Image
from support import album, photos
from support.people.person import CTRL, SHIFT, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier


def write_smaller(path, factor):
    """A copy of a photo, made of its file; its path."""
    with Image.open(path) as whole:
        size = round(whole.width * factor), round(whole.height * factor)
        small = whole.convert("RGB").resize(size)
    copy = path.with_name(f"{path.stem} {factor}.jpg")
    copy.write_bytes(photos.encoded(small, quality=92))
    return copy


@pytest.fixture
def reviewer(desk, tmp_path):
    """Looks at the groups of three photos, each with two smaller copies of it."""
    folder = tmp_path / "Pictures"
    for path in list(album.fill(folder, 3).values()):
        write_smaller(path, 0.7)
        write_smaller(path, 0.5)
    person = desk.open(tmp_path / "library", n_workers=2, trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(folder)
    made = Reviewer(person)
    made.go_to(Tier.SAME_PICTURE)
    assert len(made.groups()) == 3
    made.say(Keys.Key_Home)
    return made


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "Pictures"


def test_a_group_that_loses_a_photo_stays_in_sight_with_the_photo_that_is_meant(reviewer, folder):
    whole = reviewer.names()
    reviewer.person.press(Keys.Key_3)
    meant = whole[2]

    (folder / whole[1]).unlink()
    reviewer.wait_until_compared()

    assert set(reviewer.names()) == set(whole) - {whole[1]}
    assert len(reviewer.groups()) == 3
    reviewer.say(Keys.Key_T)
    (chosen,) = [told for told in reviewer.photos() if "chosen for the trash" in told]
    assert meant in chosen
    reviewer.person.look("what-is-left-of-the-group")


def chosen(reviewer):
    """What was chosen for the photos that are seen, by name."""
    return {
        told.split(", ")[1]: told.partition(" chosen ")[2].partition(",")[0]
        for told in reviewer.photos()
        if " chosen " in told
    }


def test_a_choice_is_taken_back_and_made_again_when_a_copy_has_joined_the_group(reviewer, folder):
    whole = reviewer.names()
    reviewer.person.press(Keys.Key_2)
    reviewer.say(Keys.Key_T)
    reviewer.say(Keys.Key_Right)
    write_smaller(folder / whole[0], 0.6)
    reviewer.wait_until_compared()

    reviewer.say(Keys.Key_Z, CTRL)
    assert len(reviewer.names()) == 4
    assert set(whole) < set(reviewer.names())
    assert chosen(reviewer) == {}
    assert not reviewer.controller.page.head.trash.isEnabled()
    assert reviewer.person.said == ""

    reviewer.say(Keys.Key_Z, CTRL | SHIFT)
    assert chosen(reviewer) == {whole[1]: "for the trash"}
    reviewer.person.look("made-again-beside-the-new-copy")


def test_a_photo_is_not_put_down_again_when_one_beside_it_is_gone_and_that_is_said(
    reviewer, folder
):
    whole = reviewer.names()
    reviewer.person.press(Keys.Key_2)
    reviewer.say(Keys.Key_T)
    reviewer.say(Keys.Key_K)
    (folder / whole[0]).unlink()
    reviewer.wait_until_compared()

    reviewer.say(Keys.Key_Z, CTRL)

    assert set(reviewer.names()) == set(whole[1:])
    assert chosen(reviewer) == {}
    assert reviewer.person.said == (
        "1 photo is not put down for the trash again: not all photos that were beside it are there."
    )
    reviewer.person.look("not-put-down-again")


def test_what_keep_rules_chose_is_taken_back_in_all_groups_also_in_one_that_grew(reviewer, folder):
    first = reviewer.names()[0]
    reviewer.apply_rules()
    assert reviewer.controller.session.totals.n_trash == 6
    write_smaller(folder / first, 0.6)
    reviewer.wait_until_compared()

    reviewer.say(Keys.Key_Z, CTRL)
    reviewer.wait_until_compared()

    assert reviewer.controller.session.totals.n_trash == 0
    assert all(told.endswith(", open") for told in reviewer.groups())


def test_a_group_that_grew_beneath_the_question_loses_nothing_and_the_others_go(reviewer, folder):
    first = reviewer.names()[0]
    reviewer.apply_rules()
    assert reviewer.ask_for_the_trash().startswith("6 files, ")
    before = {path.name for path in folder.iterdir()}
    write_smaller(folder / first, 0.6)
    reviewer.wait_until_compared()

    said = reviewer.move_to_trash()

    assert said.startswith("4 files moved to the trash")
    stem = first.removesuffix(".jpg")
    refusals = [line.replace("\u200b", "") for line in reviewer.refusals()]
    assert sorted(refusals) == [
        f"{folder / stem} {factor}.jpg stays: its group is another one now."
        for factor in (0.5, 0.7)
    ]
    reviewer.person.look("one-group-is-another-one", reviewer.trash.cleaning.dialog)
    reviewer.close_report()
    gone = before - {path.name for path in folder.iterdir()}
    assert len(gone) == 4
    assert not any(name.startswith(stem) for name in gone)
