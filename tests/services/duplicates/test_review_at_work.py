"""A review through the whole engine: what was said of real photos holds when all else changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import photos
from support.at_work import AtWork

from photosim.core.errors import ReviewError
from photosim.core.records.pairs import Tier
from photosim.core.records.review import (
    Choice,
    GroupDetail,
    GroupFilter,
    Preset,
    Rule,
    RuleKind,
    Verdict,
)
from photosim.services.events import GroupsChanged
from photosim.texts.reason_wording import phrase

PICTURE, FILE = Tier.SAME_PICTURE, Tier.SAME_FILE
PIXELS = Preset("Largest", (Rule(RuleKind.MOST_PIXELS),))


@pytest.fixture
def album(tmp_path) -> Path:
    """Two pictures, each large and small, and a copy of one file."""
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("coffee", "chelsea"):
        picture = photos.real(f"{name}.png")
        picture.save(folder / f"{name}.jpg", quality=95)
        picture.resize((picture.width // 2, picture.height // 2)).save(folder / f"{name} small.jpg")
    (folder / "copy").mkdir()
    shutil.copy(folder / "coffee.jpg", folder / "copy" / "coffee.jpg")
    return folder


def compared(library: Path, folder: Path | None = None) -> AtWork:
    """An engine that has compared everything there is; to be used with `with`."""
    work = AtWork(library)
    if folder is not None:
        work.add(folder)
    work.update()
    work.ask(work.engine.review.compare)
    return work


def listed(work: AtWork, tier: Tier = PICTURE):
    return work.ask(work.engine.review.groups, GroupFilter(tier))


def detail(work: AtWork, name: str) -> GroupDetail:
    for group in listed(work):
        found: GroupDetail = work.ask(work.engine.review.group, group.id)
        if any(name in member.photo.path for member in found.members):
            return found
    raise LookupError(name)


def test_verdict_and_choices_are_there_after_renaming_and_a_restart(tmp_path, album):
    with compared(tmp_path / "library", album) as work:
        cat = detail(work, "chelsea")
        keys = [member.key for member in cat.members]
        work.ask(work.engine.review.decide, cat.group.id, Verdict.NOT_DUPLICATES, keys)
        assert any(isinstance(event, GroupsChanged) for event in work.events)
        cup = detail(work, "coffee")
        chosen = {cup.members[0].key: Choice.KEEP, cup.members[1].key: Choice.TRASH}
        work.ask(work.engine.review.choose, cup.group.id, chosen)
        assert [group.id for group in listed(work)] == [cup.group.id]

    (album / "moved").mkdir()
    for photo in list(album.glob("*.jpg")):
        photo.rename(album / "moved" / f"new {photo.name}")
    with compared(tmp_path / "library") as work:
        [left] = listed(work)
        assert left.id == cup.group.id
        assert (left.n_trash, left.n_open) == (1, 0)
        [row] = work.ask(work.engine.review.verdicts, "MOVED/new chelsea")
        assert {Path(row.first_path).name, Path(row.second_path).name} == {
            "new chelsea.jpg",
            "new chelsea small.jpg",
        }
        assert work.ask(work.engine.review.verdicts, "nowhere") == []

        work.ask(work.engine.review.revoke, [row.id])
        assert len(listed(work)) == 2
        assert work.ask(work.engine.review.decide_again, [row]) == [row.id]
        assert len(listed(work)) == 1


def test_keep_rules_are_previewed_taken_over_undone_and_saved(tmp_path, album):
    with compared(tmp_path / "library", album) as work:
        preview = work.ask(work.engine.review.preview, PICTURE, PIXELS)
        assert (preview.n_groups, preview.n_undecided, preview.n_trash) == (2, 0, 2)
        small = sum((album / f"{name} small.jpg").stat().st_size for name in ("coffee", "chelsea"))
        assert preview.freed == small
        assert all(group.n_trash == 0 for group in listed(work))
        assert sum(group.freed for group in listed(work)) == small

        chosen = {
            name: {key: choice for key, (choice, _) in proposal.items()}
            for name, proposal in preview.choices.items()
        }
        made = work.ask(work.engine.review.choose_many, chosen)
        assert all((group.n_trash, group.n_open) == (1, 0) for group in listed(work))
        cup = detail(work, "coffee")
        going = cup.members[0].n_bytes
        other_way = {cup.members[0].key: Choice.TRASH, cup.members[1].key: Choice.KEEP}
        work.ask(work.engine.review.choose, cup.group.id, other_way)
        [cup_listed] = [group for group in listed(work) if group.id == cup.group.id]
        assert (cup_listed.freed, cup_listed.is_weighed) == (going, True)
        assert detail(work, "coffee").group.freed == going
        work.ask(work.engine.review.choose_again, made.back)
        assert all(group.n_open == group.n_members for group in listed(work))

        with pytest.raises(ReviewError):
            work.ask(work.engine.review.preview, Tier.SIMILAR_SHOTS, PIXELS)
        with pytest.raises(ReviewError):
            work.ask(work.engine.review.save_preset, Preset("", ()))
        work.ask(work.engine.review.save_preset, PIXELS)
        assert work.ask(work.engine.review.presets) == [PIXELS]
        work.ask(work.engine.review.forget_preset, PIXELS.name)
        assert work.ask(work.engine.review.presets) == []


def test_photo_that_the_person_keeps_is_proposed_for_the_trash_no_more(tmp_path, album):
    with compared(tmp_path / "library", album) as work:
        cat = detail(work, "chelsea")
        assert [m.suggestion for m in cat.members] == [Choice.KEEP, Choice.TRASH]

        work.ask(work.engine.review.decide, cat.group.id, Verdict.KEEP, [cat.members[1].key])

        cat = detail(work, "chelsea")
        assert [m.suggestion for m in cat.members] == [Choice.KEEP, Choice.KEEP]
        assert phrase(cat.members[1].reason) == "you said that it stays"
        assert work.ask(work.engine.review.preview, PICTURE, PIXELS).n_trash == 1


def test_copies_that_the_person_wants_are_not_offered_again(tmp_path, album):
    with compared(tmp_path / "library", album) as work:
        [copies] = listed(work, FILE)
        keys = [member.key for member in work.ask(work.engine.review.group, copies.id).members]
        assert len(keys) == 2

        work.ask(work.engine.review.decide, copies.id, Verdict.KEEP_BOTH, keys)

        assert listed(work, FILE) == []
