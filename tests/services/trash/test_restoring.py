"""What was being moved when the program ended is settled by what lies on the disk."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from support import made_up
from support.trash_at_work import TrashAtWork, sha256, trash_request
from support.waiting import until

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.records.trash_items import Item, ItemState, JournalEntry
from photosim.core.trash.trash_folders import mount_point
from photosim.texts.error_wording import told


@pytest.fixture
def work(tmp_path):
    with TrashAtWork(tmp_path) as work:
        work.restore()  # comes after the settling at the start
        yield work


def pending(work: TrashAtWork, *paths: str, mount: bytes = b"") -> list[Item]:
    """Files of one unit as the journal has them before they are moved."""
    files = [
        JournalEntry(
            unit_number=1,
            path=os.fsencode(path),
            content_hash=sha256(path),
            size=Path(path).stat().st_size,
            mtime_ns=0,
            is_companion=False,
            mount=mount or mount_point(os.fsencode(path)),
        )
        for path in paths
    ]

    def begin(store):
        return store.journal.begin(store.journal.begin_batch(1, 1.0), files, 1.0)

    return work.ask(begin)


def settled(work: TrashAtWork) -> list[tuple[ItemState, str]]:
    """States and reasons after the next run has begun."""
    work.restore()
    return [(item.state, told(item.reason)) for item in work.items()]


def test_file_that_lies_where_it_lay_has_not_gone(work):
    pending(work, work.put("1.jpg"))

    [(state, reason)] = settled(work)

    assert state is ItemState.FAILED
    assert "it is where it was" in reason
    assert work.changed == [frozenset({os.fsencode(work.photos)})]


def test_file_that_lies_in_the_trash_has_gone_and_comes_back(work):
    path = work.put(b"\xff.jpg", "photo")
    [item] = pending(work, path)
    work.fake(Path(path))

    assert settled(work) == [(ItemState.IN_TRASH, "")]

    assert work.restore(item).n_files == 1
    assert Path(path).read_bytes() == b"photo"


def test_earlier_file_of_the_same_path_in_the_trash_is_not_taken_for_it(work):
    path = work.put("1.jpg", "earlier")
    work.fake(Path(path))
    work.put("1.jpg", "photo")
    pending(work, path)
    place = work.fake(Path(path))

    settled(work)

    assert work.items()[0].place == os.fsencode(place)


def test_file_that_another_has_replaced_meanwhile_is_found_in_the_trash(work):
    path = work.put("1.jpg", "photo")
    pending(work, path)
    work.fake(Path(path))
    work.put("1.jpg", "new")

    assert settled(work) == [(ItemState.IN_TRASH, "")]


def test_file_that_is_nowhere_is_told(work):
    path = work.put("1.jpg")
    pending(work, path)
    Path(path).unlink()

    [(state, reason)] = settled(work)

    assert state is ItemState.FAILED
    assert reason == f"{path} is neither where it lay nor in the trash."


def test_file_on_a_drive_that_is_away_waits_until_it_is_there_again(work, tmp_path):
    path = work.put("1.jpg")
    pending(work, path, mount=os.fsencode(tmp_path / "drive"))
    Path(path).rename(tmp_path / "1.jpg")

    [(state, reason)] = settled(work)
    assert state is ItemState.PENDING
    assert "not connected" in reason

    (tmp_path / "1.jpg").rename(path)
    assert settled(work)[0][0] is ItemState.FAILED


def test_file_in_the_trash_of_a_drive_that_is_away_waits_for_it(work, tmp_path):
    path, drive = work.put("1.jpg"), tmp_path / "drive"
    [item] = pending(work, path, mount=os.fsencode(drive))
    place = os.fsencode(drive / ".Trash-0" / "files" / "1.jpg")
    Path(path).unlink()
    drive.mkdir()  # what is left of it when it is unplugged: an empty folder
    work.ask(lambda store: store.journal.moved(item.id, place, 2.0))

    report = work.restore(item)

    said = f"The drive of {path} is offline. Plug it in, then bring it back."
    assert [told(refusal.reason) for refusal in report.refused] == [said]
    assert [one.state for one in work.items()] == [ItemState.IN_TRASH]


def test_place_that_cannot_be_looked_at_concludes_nothing(work, tmp_path):
    path = work.put("1.jpg")
    pending(work, path)
    Path(path).unlink()
    Path(path).mkdir()

    [(state, reason)] = settled(work)

    assert state is ItemState.PENDING
    assert "not an ordinary file" in reason


def test_shot_of_which_a_part_had_gone_comes_back(work):
    film, photo = work.put("1.MOV"), work.put("1.HEIC")
    pending(work, film, photo)
    work.fake(Path(film))

    assert {state for state, _ in settled(work)} == {ItemState.FAILED}
    assert sorted(work.tree()) == ["1.HEIC", "1.MOV"]
    assert work.fake.names() == work.fake.notes() == []


def test_shot_that_was_coming_back_comes_back_whole(work):
    for folder in ("a", "b"):
        for name in ("1.HEIC", "1.MOV"):
            work.put(f"{folder}/{name}", name)
    work.move(trash_request(str(work.photos / "b/1.HEIC"), str(work.photos / "a/1.HEIC")))
    items = work.items()
    work.ask(lambda store: store.journal.begin_restoring([item.id for item in items]))
    Path(os.fsdecode(items[0].place)).rename(os.fsdecode(items[0].file.path))

    assert settled(work) == [(ItemState.RESTORED, "")] * 2
    assert len(work.tree()) == 4
    assert work.fake.names() == work.fake.notes() == []


def test_second_name_that_a_trash_was_cut_off_with_is_taken_away(work):
    path = work.put("1.jpg")
    pending(work, path)
    work.fake(Path(work.put("2.jpg")))  # makes the folders
    os.link(path, work.fake.folder / "files" / "xYzAbC")

    assert settled(work)[0][0] is ItemState.FAILED

    assert work.fake.names() == ["2.jpg"]
    assert Path(path).read_bytes() == b"1.jpg"


def test_settling_happens_at_the_start(tmp_path):
    with TrashAtWork(tmp_path) as work:
        work.restore()
        [item] = pending(work, work.put("1.jpg"))
        assert item.state is ItemState.PENDING

    with TrashAtWork(tmp_path) as work:
        assert until(lambda: work.changed)
        [now] = work.items()

    assert now == replace(item, state=now.state, reason=now.reason, ended_at=now.ended_at)
    assert now.state is ItemState.FAILED


@pytest.mark.parametrize("came_back", [False, True])
def test_what_came_back_is_put_down_for_the_trash_no_more(work, came_back):
    path = work.put("a.jpg", "a" if came_back else "of another photo")
    [item] = pending(work, path)
    photo = work.ask(put_down_a)
    work.fake(Path(path))

    assert work.restore(item).n_files == 1

    chosen = work.ask(lambda store: store.choices.of(Tier.SAME_PICTURE))
    assert chosen == ({} if came_back else {photo: Choice.TRASH})


def put_down_a(store):
    """A photo whose file holds `a` is put down for the trash; its id."""
    made_up.put(store, {b"somewhere.jpg": "a"})
    photo = made_up.photo_at(store, b"somewhere.jpg")
    store.choices.choose(Tier.SAME_PICTURE, {photo: Choice.TRASH})
    return photo
