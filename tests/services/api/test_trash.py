"""From a choice in a review to the trash and back, through the whole engine."""

from functools import partial
from pathlib import Path

import pytest
from support import photos
from support.at_work import AtWork
from support.saying import raises_saying
from support.trash_at_work import FakeTrash
from support.waiting import until

from photosim.core.errors import ReviewError
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupFilter
from photosim.texts.error_wording import told

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """An engine with a trash; each test gives it a folder of its own."""
    root = tmp_path_factory.mktemp("clean")
    trash = FakeTrash(root / "trash")
    with AtWork(root / "library", trash=trash) as work:
        yield work, trash


def copied(folder: Path, seed: int) -> tuple[Path, Path]:
    """A photo and a file with the same bytes."""
    folder.mkdir()
    data = photos.encoded(photos.noise((200, 150), seed))
    first, second = folder / "first.jpg", folder / "second.jpg"
    first.write_bytes(data)
    second.write_bytes(data)
    return first, second


def group_in(work: AtWork, folder_id: int):
    """The one group of equal files in a folder, with its members by name."""
    work.ask(work.engine.review.compare)
    (group,) = work.ask(work.engine.review.groups, GroupFilter(Tier.SAME_FILE, folder_id))
    detail = work.ask(work.engine.review.group, group.id)
    return group, {Path(member.paths[0]).name: member for member in detail.members}


def test_a_chosen_copy_goes_to_the_trash_and_comes_back(whole, tmp_path):
    work, _ = whole
    first, second = copied(tmp_path / "photos", 1)
    data = second.read_bytes()
    folder = work.add(tmp_path / "photos")
    work.update()
    group, members = group_in(work, folder.id)
    work.ask(work.engine.review.choose, group.id, {members["second.jpg"].key: Choice.TRASH})

    summary = work.ask(work.engine.trash.summary, Tier.SAME_FILE)
    report = work.ask(work.engine.trash.move, [group.id], [])

    assert (summary.n_files, summary.size, summary.last_copies) == (1, len(data), ())
    assert (report.n_files, report.refused) == (1, ())
    assert first.exists()
    assert not second.exists()
    assert until(
        lambda: not work.ask(work.engine.review.groups, GroupFilter(Tier.SAME_FILE, folder.id))
    )
    batch, item = work.ask(work.engine.trash.journal, "second", 0, 10)
    assert (batch.n_in_trash, Path(item.file.path.decode()).name) == (1, "second.jpg")
    assert work.ask(work.engine.trash.journal, "no such name", 0, 10) == []

    back = work.ask(work.engine.trash.restore_batch, batch.id)

    assert (back.n_files, back.refused) == (1, ())
    assert second.read_bytes() == data
    assert until(
        lambda: work.ask(work.engine.review.groups, GroupFilter(Tier.SAME_FILE, folder.id))
    )


def test_plan_counts_what_lies_beside_photos_and_goes_with_them(whole, tmp_path):
    work, _ = whole
    first, second = copied(tmp_path / "photos", 5)
    sidecar, film = second.with_suffix(".xmp"), second.with_suffix(".mov")
    sidecar.write_text("edited")
    film.write_text("film")
    folder = work.add(tmp_path / "photos")
    work.update()
    group, members = group_in(work, folder.id)
    work.ask(work.engine.review.choose, group.id, {members["second.jpg"].key: Choice.TRASH})

    summary = work.ask(work.engine.trash.summary, Tier.SAME_FILE)

    size = second.stat().st_size + len("edited") + len("film")
    assert (summary.n_files, summary.size, summary.n_stay) == (3, size, 1)
    assert {one.path for one in summary.companions[str(second)]} == {str(sidecar), str(film)}
    assert summary.lost_companions == (str(film),)
    held = work.ask(work.engine.trash.move, [group.id], [])
    assert (held.n_files, second.exists()) == (0, True)
    trash = partial(work.engine.trash.move, may_lose=summary.lost_companions)
    assert work.ask(trash, [group.id], []).n_files == summary.n_files
    assert first.exists()


def test_what_would_be_the_last_copy_stays_unless_it_was_said(whole, tmp_path):
    work, _ = whole
    first, second = copied(tmp_path / "photos", 2)
    folder = work.add(tmp_path / "photos")
    work.update()
    group, members = group_in(work, folder.id)
    work.ask(
        work.engine.review.choose,
        group.id,
        {member.key: Choice.TRASH for member in members.values()},
    )

    with raises_saying(ReviewError, "nothing of its group would stay"):
        work.ask(work.engine.trash.move, [group.id], [])

    assert first.exists()
    assert second.exists()


def test_a_keeper_that_changed_since_the_review_lets_nothing_go(whole, tmp_path):
    work, trash = whole
    first, second = copied(tmp_path / "photos", 3)
    folder = work.add(tmp_path / "photos")
    work.update()
    group, members = group_in(work, folder.id)
    work.ask(work.engine.review.choose, group.id, {members["second.jpg"].key: Choice.TRASH})
    before = trash.names()
    first.unlink()

    report = work.ask(work.engine.trash.move, [group.id], [])

    assert report.n_files == 0
    assert [refusal.path for refusal in report.refused] == [str(second)]
    assert second.exists()
    assert trash.names() == before


def test_the_command_line_has_no_trash(tmp_path):
    copied(tmp_path / "photos", 4)
    with AtWork(tmp_path / "library") as work:
        folder = work.add(tmp_path / "photos")
        work.update()
        group, members = group_in(work, folder.id)
        work.ask(work.engine.review.choose, group.id, {members["second.jpg"].key: Choice.TRASH})

        report = work.ask(work.engine.trash.move, [group.id], [])

    assert [told(refusal.reason) for refusal in report.refused] == [
        f"{tmp_path / 'photos' / 'second.jpg'} stays: photos can be moved to the trash in the "
        "window only."
    ]
