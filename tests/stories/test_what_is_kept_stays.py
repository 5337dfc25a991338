"""Somebody keeps a photo in one group and cleans up another one that it is in, too."""

from __future__ import annotations

import io
import os
import shutil

import pytest
from PIL import Image
from support import album, drawn, photos
from support.people.person import CTRL, SHIFT, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier


def in_sizes(folder, factors):
    """A photo, and copies that were made of its file, by name."""
    large = photos.encoded(photos.real("coffee.png").convert("RGB"), quality=92)
    written = Image.open(io.BytesIO(large)).convert("RGB")
    for name, factor in factors.items():
        size = round(written.width * factor), round(written.height * factor)
        small = photos.encoded(written.resize(size), quality=92)
        (folder / f"{name}.jpg").write_bytes(large if factor == 1 else small)


def test_what_stays_as_a_file_stays_as_a_picture(desk, tmp_path):
    folder, trash = tmp_path / "Pictures", FakeTrash(tmp_path / "Trash")
    folder.mkdir()
    in_sizes(folder, {"large": 1, "aaa": 0.7, "small": 0.5})
    shutil.copy2(folder / "aaa.jpg", folder / "0 a longer name.jpg")
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    dialog = reviewer.trash.cleaning.dialog

    reviewer.go_to(Tier.SAME_PICTURE)
    assert set(reviewer.names()) == {"large.jpg", "aaa.jpg", "small.jpg"}
    reviewer.apply_rules()
    asked = reviewer.ask_for_the_trash()
    person.look("equal-files-go-along", dialog)

    assert asked.startswith("2 photos in 3 files, ")
    assert dialog.listed.text() == (
        "One of the files is equal to another that goes, and goes with it."
    )
    (equal,) = [line for line in reviewer.going() if line.startswith("0 a longer name.jpg")]
    assert "equal to aaa.jpg, which goes" in equal
    person.click(dialog.back)

    reviewer.go_to(Tier.SAME_FILE)
    reviewer.apply_rules()
    reviewer.go_to(Tier.SAME_PICTURE)
    assert [line.rpartition(", ")[2] for line in reviewer.groups()] == ["1 open"]
    reviewer.apply_rules()
    assert reviewer.ask_for_the_trash().startswith("1 file, ")
    reviewer.move_to_trash()
    reviewer.close_report()

    assert {path.name for path in folder.iterdir()} == {
        *("large.jpg", "aaa.jpg", "0 a longer name.jpg"),
    }


def test_a_damaged_photo_does_not_stand_for_the_whole_one(desk, tmp_path):
    folder, trash = tmp_path / "Pictures", FakeTrash(tmp_path / "Trash")
    paths = album.fill(folder, 1)
    (whole,) = paths.values()
    cut = folder / "rescued.jpg"
    cut.write_bytes(photos.truncated(whole.read_bytes(), 0.8))
    os.utime(cut, (1e9, 1e9))
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    dialog = reviewer.trash.cleaning.dialog
    reviewer.go_to(Tier.SAME_PICTURE)

    reviewer.choose(whole.name)
    reviewer.say(Keys.Key_T)
    reviewer.ask_for_the_trash()
    person.look("only-a-damaged-one-would-stay", dialog)

    assert dialog.go.text() == "Move the last copy to trash"
    person.click(dialog.back)
    reviewer.say(Keys.Key_N)
    reviewer.wait_until_compared()
    assert reviewer.groups() == []
    assert not reviewer.controller.page.head.trash.isEnabled()


@pytest.fixture
def in_three_sizes(desk, tmp_path):
    """Opens a window on the group of a photo and two smaller copies of it, today and tomorrow."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    in_sizes(folder, {str(factor): factor for factor in (1, 0.7, 0.4)})

    def opened(*, is_first: bool = False):
        person = desk.open(tmp_path / "library", n_workers=2, trash=FakeTrash(tmp_path / "Trash"))
        if is_first:
            person.add_folder(folder)
        reviewer = Reviewer(person)
        reviewer.go_to(Tier.SAME_PICTURE)
        return reviewer

    return opened


def wait_until_down(reviewer, n):
    """Until so many photos are put down for the trash, as the button says."""
    button = reviewer.controller.page.head.trash
    wanted = f"Move {n} to trash" if n else "Move to trash"
    reviewer.person.wait_until(lambda: button.text() == wanted)


def test_what_was_to_go_is_open_when_what_was_to_stay_is_gone_also_after_a_restart(
    in_three_sizes, desk, tmp_path
):
    reviewer = in_three_sizes(is_first=True)
    reviewer.choose("0.7.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)
    desk.close(reviewer.person)

    (tmp_path / "Pictures" / "1.jpg").rename(tmp_path / "1.jpg")
    reviewer = in_three_sizes()

    assert set(reviewer.names()) == {"0.7.jpg", "0.4.jpg"}
    wait_until_down(reviewer, 0)

    (tmp_path / "1.jpg").rename(tmp_path / "Pictures" / "1.jpg")
    reviewer.wait_until_compared()
    wait_until_down(reviewer, 1)


def test_proposals_fall_with_the_photo_that_they_rest_on(in_three_sizes):
    reviewer = in_three_sizes(is_first=True)

    reviewer.choose("1.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)
    reviewer.say(Keys.Key_Return)  # accept what is proposed: nothing is
    wait_until_down(reviewer, 1)
    reviewer.say(Keys.Key_Z, CTRL)
    wait_until_down(reviewer, 0)

    reviewer.say(Keys.Key_Return)

    wait_until_down(reviewer, 2)


def test_a_verdict_that_is_taken_back_brings_back_what_was_chosen_beside_it(in_three_sizes):
    reviewer = in_three_sizes(is_first=True)
    reviewer.choose("0.4.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)

    reviewer.say(Keys.Key_N)
    wait_until_down(reviewer, 0)
    reviewer.say(Keys.Key_Z, CTRL)

    wait_until_down(reviewer, 1)


def test_who_keeps_what_was_to_go_as_a_similar_shot_is_told(desk, tmp_path):
    folder = tmp_path / "Bills"
    folder.mkdir()
    (folder / "March.jpg").write_bytes(drawn.saved(drawn.bill(), 92))
    (folder / "March again.jpg").write_bytes(drawn.saved(drawn.bill().resize((656, 928)), 60))
    (folder / "April.jpg").write_bytes(drawn.saved(drawn.bill("1,264.50"), 92))
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SIMILAR_SHOTS)
    reviewer.choose("March.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)
    assert person.said == ""

    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.choose("March.jpg")
    reviewer.say(Keys.Key_K)

    assert person.said == (
        "The photo that is kept was put down for the trash in a group of similar shots; "
        "now it stays there, too."
    )
    person.look("kept-and-so-kept-elsewhere")
    reviewer.go_to(Tier.SIMILAR_SHOTS)
    wait_until_down(reviewer, 0)
    person.dismiss()
    reviewer.say(Keys.Key_Z, CTRL)
    wait_until_down(reviewer, 1)
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.choose("March again.jpg")
    reviewer.say(Keys.Key_K)
    assert person.said == ""


def test_always_keep_takes_a_photo_from_the_trash_and_undo_puts_it_down_again(in_three_sizes):
    reviewer = in_three_sizes(is_first=True)
    reviewer.choose("0.4.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)

    for _ in range(2):  # undone and redone, too
        reviewer.say(Keys.Key_K, SHIFT)
        wait_until_down(reviewer, 0)
        reviewer.say(Keys.Key_Z)
        wait_until_down(reviewer, 1)
        reviewer.ask_for_the_trash()
        assert [line.split(",")[0] for line in reviewer.going()] == ["0.4.jpg"]
        reviewer.person.click(reviewer.trash.cleaning.dialog.back)


def test_always_keep_does_not_give_way_to_t_until_it_is_revoked(in_three_sizes):
    reviewer = in_three_sizes(is_first=True)
    person, page = reviewer.person, reviewer.controller.decisions_page
    reviewer.choose("0.4.jpg")
    reviewer.say(Keys.Key_K, SHIFT)
    assert person.said == "0.4.jpg is kept, in every group."

    reviewer.choose("0.4.jpg")
    reviewer.say(Keys.Key_T)

    assert person.said == (
        "0.4.jpg stays: you said that it is kept, in every group. To let it go, revoke that "
        "under Remembered decisions first."
    )
    assert not any("chosen for the trash" in told for told in reviewer.photos())
    wait_until_down(reviewer, 0)
    person.look("always-kept-does-not-go")
    person.choose("decisions")
    person.wait_until(lambda: len(reviewer.decisions()) == 1)
    page.table.selectRow(0)
    person.click(page.revoke)
    person.wait_until(lambda: reviewer.decisions() == [])
    reviewer.go_to(Tier.SAME_PICTURE)
    reviewer.choose("0.4.jpg")
    reviewer.say(Keys.Key_T)
    wait_until_down(reviewer, 1)
