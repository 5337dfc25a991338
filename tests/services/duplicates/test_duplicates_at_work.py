"""Duplicates of real photos through the whole engine: found, listed, explained, kept apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import ImageOps
from support import photos
from support.at_work import AtWork

from photosim.core.errors import ReviewError, ReviewFault
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupDetail, GroupFilter, GroupSortKey
from photosim.services.events import GroupsChanged, Phase
from photosim.texts.reason_wording import phrase, phrases


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Path:
    """Two pictures with copies of each, one file twice, and one picture alone."""
    folder = tmp_path_factory.mktemp("album")
    coffee, cat = photos.real("coffee.png"), photos.real("chelsea.png")
    coffee.save(folder / "coffee.jpg", quality=95)
    coffee.resize((300, 200)).save(folder / "coffee small.jpg")
    coffee.convert("L").save(folder / "coffee grey.jpg")
    cat.save(folder / "cat.jpg", quality=95)
    ImageOps.mirror(cat).save(folder / "cat mirrored.jpg")
    photos.real("rocket.jpg").save(folder / "rocket.jpg")
    (folder / "backup").mkdir()
    shutil.copy(folder / "cat.jpg", folder / "backup" / "cat.jpg")
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory, album):
    with AtWork(tmp_path_factory.mktemp("library")) as work:
        work.add(album)
        work.update()
        work.ask(work.engine.review.compare)
        yield work


def listed(work: AtWork, tier: Tier, **more: object):
    return work.ask(work.engine.review.groups, GroupFilter(tier, **more))


def detail(work: AtWork, name: str, tier: Tier = Tier.SAME_PICTURE) -> GroupDetail:
    """The group of a picture."""
    for group in listed(work, tier):
        found: GroupDetail = work.ask(work.engine.review.group, group.id)
        if any(name in member.photo.path for member in found.members):
            return found
    raise LookupError(name)


def names(found: GroupDetail) -> list[str]:
    return [Path(member.photo.path).name for member in found.members]


def test_copies_of_a_picture_are_a_group_and_the_best_one_stays(work):
    found = detail(work, "coffee")

    assert sorted(names(found)) == ["coffee grey.jpg", "coffee small.jpg", "coffee.jpg"]
    assert names(found)[0] == "coffee.jpg"
    cover, *others = found.members
    assert (cover.suggestion, cover.differences) == (Choice.KEEP, None)
    assert phrase(cover.reason).startswith("most pixels: ")
    assert {member.suggestion for member in others} == {Choice.TRASH}
    said = {Path(member.photo.path).name: member for member in others}
    assert "black and white" in phrases(said["coffee grey.jpg"].changes)
    assert phrase(said["coffee small.jpg"].reason) == "fewer pixels: 0.06 instead of 0.24 MP"
    assert found.group.n_open == 3 and found.group.freed == sum(m.photo.size for m in others)


def test_what_differs_is_told_from_the_cover_whichever_was_compared_first(work):
    found = detail(work, "cat")

    assert all("mirrored" in phrases(member.changes) for member in found.members[1:])
    assert all(member.sharpness is not None for member in found.members)
    assert {found.weakest_pair[0], found.weakest_pair[1]} == {m.key for m in found.members}


def test_equal_files_are_members_by_place_and_one_of_them_stays(work, album):
    found = detail(work, "cat", Tier.SAME_FILE)

    assert [m.photo.path for m in found.members] == [
        str(album / "backup" / "cat.jpg"),
        str(album / "cat.jpg"),
    ]
    assert [m.suggestion for m in found.members] == [Choice.KEEP, Choice.TRASH]
    assert found.members[0].key != found.members[1].key


def test_groups_are_filtered_and_ordered(work):
    by_number = listed(work, Tier.SAME_PICTURE, sort_key=GroupSortKey.NUMBER)
    by_space = listed(work, Tier.SAME_PICTURE)

    assert [group.n_members for group in by_number] == [3, 2]
    assert [g.freed for g in by_space] == sorted((g.freed for g in by_space), reverse=True)
    assert listed(work, Tier.SAME_PICTURE, file_format="PNG") == []
    assert listed(work, Tier.SAME_PICTURE, least_bytes=10**9) == []
    assert listed(work, Tier.SAME_PICTURE, folder_id=77) == []
    assert listed(work, Tier.SAME_PICTURE, is_open=False) == []
    assert listed(work, Tier.SAME_PICTURE, until=0.0) == []
    assert listed(work, Tier.SAME_PICTURE, since=0.0) == by_space


def test_the_window_hears_of_groups_and_how_far_comparing_is(work):
    told = [event for event in list(work.events) if isinstance(event, GroupsChanged)]

    assert {tier: n for tier, (n, _) in told[-1].counts.items()} == {
        Tier.SAME_FILE: 1,
        Tier.SAME_PICTURE: 2,
        Tier.SIMILAR_SHOTS: 0,
    }
    assert Phase.COMPARING in work.phases
    assert work.comes(lambda: work.phase is Phase.IDLE)


def test_group_that_is_not_there_is_said_so(work):
    with pytest.raises(ReviewError, match=ReviewFault.GROUP_GONE):
        work.ask(work.engine.review.group, "0" * 32)


def test_groups_are_there_after_a_restart_without_comparing_again(tmp_path, album):
    with AtWork(tmp_path) as first:
        first.add(album)
        first.update()
        first.ask(first.engine.review.compare)
        before = {group.id for group in listed(first, Tier.SAME_PICTURE)}

    with AtWork(tmp_path) as second:
        assert {group.id for group in listed(second, Tier.SAME_PICTURE)} == before
        second.ask(second.engine.review.compare)
        assert second.engine.worker_pids() == []


def test_pause_holds_comparing_unless_somebody_waits_for_it(tmp_path, album):
    with AtWork(tmp_path) as work:
        work.add(album)
        work.engine.pause()
        work.engine.resume()
        work.update()
        work.engine.pause()
        work.ask(work.engine.review.compare)
        assert len(listed(work, Tier.SAME_PICTURE)) == 2
