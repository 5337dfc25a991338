"""Somebody cleans up by keep rules, and changes their mind."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from support import album, photos
from support.people import cleaning
from support.people.person import CTRL, Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash
from support.trees import tree
from support.two_paths import overlaid

from photosim.core.layout import Layout
from photosim.core.records.pairs import Tier
from photosim.core.store import Store
from photosim.services.trash import interruptions
from photosim.services.trash.interruptions import TrashRun

PHOTOS, COPIES = 40, 12


@pytest.fixture
def trash(tmp_path):
    return FakeTrash(tmp_path / "Trash")


@pytest.fixture
def review(desk, tmp_path, trash):
    """Opens a window on a folder and waits until its photos are compared."""

    def open_on(*folders):
        person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
        for folder in folders:
            person.add_folder(folder)
        return Reviewer(person)

    return open_on


def test_planted_copies_go_by_rules_and_all_come_back(review, tmp_path, trash):
    folder = tmp_path / "Pictures"
    originals = album.quarters(folder, PHOTOS)
    copies = cleaning.plant(originals[:COPIES], folder / "From the phone")
    before = tree(folder)
    reviewer = review(folder)

    said = cleaning.clean_up(reviewer)

    after = tree(folder)
    assert set(before) - set(after) == set(copies)
    assert len(trash.names()) == COPIES
    assert all(f"{COPIES // 2} files moved to the trash" in sentence for sentence in said)

    reviewer.person.choose("journal")
    reviewer.person.wait_until(lambda: len(reviewer.journal()) == COPIES + 2)
    reviewer.person.look("journal")
    cleaning.undo_all(reviewer)

    assert tree(folder) == before
    assert trash.names() == []
    reviewer.go_to(Tier.SAME_PICTURE)
    assert len(reviewer.groups()) == COPIES // 2


def test_nothing_goes_when_the_photo_that_shall_stay_has_vanished(review, tmp_path, trash):
    folder = tmp_path / "Pictures"
    (original,) = album.quarters(folder, 1)
    (copy,) = cleaning.plant([original], folder / "copies")
    other = copy.with_name(f"{copy.stem} once more.jpg")
    shutil.copy2(copy, other)
    reviewer = review(folder)
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    original.unlink()

    reviewer.move_to_trash()

    dialog = reviewer.trash.cleaning.dialog
    reviewer.person.look("keeper-vanished", dialog)
    assert dialog.title.text() == "Nothing was moved"
    assert reviewer.refusals() == [
        f"{path.name}: {original} is not there any more." for path in (copy, other)
    ]
    assert copy.exists()
    assert trash.names() == []
    reviewer.close_report()
    session = reviewer.controller.session
    # what was to go beside it is open again: two files are left, and one of them is to stay
    reviewer.person.wait_until(lambda: [group.n_open for group in session.groups] == [2])
    reviewer.person.look("open-again")
    reviewer.person.choose("journal")
    why = f"was not moved: {original} is not there any more."
    reviewer.person.wait_until(lambda: any(why in line for line in reviewer.journal()))


@pytest.fixture
def pool(tmp_path):
    """A folder that shows the photos of another one once more, as if they were copies."""
    (tmp_path / "disk").mkdir()
    with overlaid(tmp_path / "disk", tmp_path / "pool") as pool:
        yield pool


def test_only_copy_that_a_second_mount_shows_as_two_comes_back(pool, review, tmp_path, trash):
    disk = tmp_path / "disk"
    before = {path.name: path.read_bytes() for path in album.quarters(disk, 3)}
    reviewer = review(disk, pool)
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.apply_rules(prefer=pool.name)
    reviewer.ask_for_the_trash()

    reviewer.move_to_trash()

    dialog = reviewer.trash.cleaning.dialog
    reviewer.person.look("one-file-in-two-mounts", dialog)
    assert dialog.title.text() == "Nothing was moved"
    assert ["they were one file. It is back." in one for one in reviewer.refusals()] == [True] * 3
    assert {path.name: path.read_bytes() for path in disk.iterdir()} == before
    assert {path.name: path.read_bytes() for path in pool.iterdir()} == before
    assert trash.names() == []
    reviewer.close_report()


def test_photo_that_is_saved_in_the_moment_it_goes_is_back_where_it_was(review, tmp_path, trash):
    folder = tmp_path / "Pictures"
    (original,) = album.quarters(folder, 1)
    (copy,) = cleaning.plant([original], folder / "copies")
    reviewer = review(folder)
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()

    def save(path):
        new = path.with_name("new")
        new.write_bytes(path.read_bytes() + b"saved by another program")
        new.replace(path)

    trash.before = save
    reviewer.move_to_trash()

    dialog = reviewer.trash.cleaning.dialog
    reviewer.person.look("saved-at-the-last-moment", dialog)
    assert dialog.title.text() == "Nothing was moved"
    assert ["it is where it was" in reason for reason in reviewer.refusals()] == [True]
    both = [path.read_bytes() for path in (original, copy)]
    assert sum(content.endswith(b"saved by another program") for content in both) == 1
    assert trash.names() == []
    reviewer.close_report()


def test_what_belongs_to_a_shot_goes_and_comes_back_with_it(review, tmp_path, trash):
    camera, phone = tmp_path / "Camera", tmp_path / "Phone"
    shots = fill_with_companions(camera)
    shutil.copytree(camera, phone)
    before = tree(camera) | tree(phone)
    reviewer = review(camera, phone)
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.person.look("companions")

    reviewer.apply_rules(prefer="Camera")
    reviewer.ask_for_the_trash()
    assert {line.split(",")[0] for line in reviewer.going()} == shots
    reviewer.person.wait_until(reviewer.has_pictures_of_what_goes)
    reviewer.person.look("plan-with-companions", reviewer.trash.cleaning.dialog)
    said = reviewer.move_to_trash()

    assert said.startswith(f"{len(shots)} files moved to the trash")
    assert trash.names() == sorted(shots)
    assert list(phone.iterdir()) == []
    assert {path.name for path in camera.iterdir()} == shots
    reviewer.close_report()
    reviewer.wait_until_compared()
    assert reviewer.empty_sentence
    reviewer.person.look("no-group-left")

    cleaning.undo_all(reviewer)
    assert tree(camera) | tree(phone) == before


@pytest.mark.parametrize("is_restoring", [False, True])
def test_clean_up_in_which_photosim_ended_is_told_at_the_next_start_and_can_be_undone(
    review, desk, tmp_path, trash, is_restoring
):
    folder, library = tmp_path / "Pictures", tmp_path / "library"
    (original,) = album.quarters(folder, 1)
    copies = [shutil.copy2(original, folder / f"copy {number}.jpg") for number in range(3)]
    before = tree(folder)
    reviewer = review(folder)
    reviewer.clean_up()
    desk.close(reviewer.person)
    assert len(trash.names()) == len(copies)
    leave_as_if_killed(library, is_restoring=is_restoring)

    reviewer = Reviewer(desk.open(library, trash=trash))
    person = reviewer.person
    still = " still" if is_restoring else ""
    person.wait_until_said(f"was interrupted: 3 of 5 files are{still} in the trash.")
    person.look("clean-up-was-interrupted")
    person.click(person.window.banner._do)
    person.wait_until(lambda: len(reviewer.journal()) == len(copies) + 1)
    person.press(Keys.Key_Z, CTRL)
    person.wait_until_said("3 files are back where they were.")

    assert (tree(folder), trash.names()) == (before, [])
    desk.close(person)
    again = desk.open(library, trash=trash)
    again.wait_until_idle()
    assert again.said == ""


def leave_as_if_killed(library, *, is_restoring):
    """What a run leaves that is killed between two files: its note, and files it never reached."""
    store = Store.open(Layout(library).database)
    with store.transaction():
        (batch,) = store.journal.batches(2)
        interruptions.begin(store, TrashRun((batch.id,), is_restoring))
    store.close()
    with closing(sqlite3.connect(Layout(library).database)) as database, database:
        database.execute("UPDATE trash_batch SET n_planned = n_planned + 2")


def fill_with_companions(folder):
    """A RAW+JPEG pair with its sidecar, two Live Photos, an edited photo; the files' names."""
    folder.mkdir()
    for number, name in enumerate(("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg")):
        picture = photos.real(name)
        picture.thumbnail((400, 400))
        kind = "HEIF" if number == 1 else "JPEG"
        path = folder / f"IMG_{number}.{'HEIC' if number == 1 else 'JPG'}"
        path.write_bytes(photos.encoded(picture, kind))
        if number == 0:
            (folder / "IMG_0.DNG").write_bytes(photos.dng(picture))
    for beside in ("IMG_0.xmp", "IMG_1.MOV", "IMG_2.MOV", "IMG_2.MOV.xmp", "IMG_3.JPG.xmp"):
        (folder / beside).write_bytes(f"made for {beside}".encode() * 100)
    return {path.name for path in folder.iterdir()}
