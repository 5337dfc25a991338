"""What was saved from another member goes, unless it knows more than that one."""

from __future__ import annotations

import dataclasses

import pytest
from support.members import member

from photosim.core.duplicates import losses
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.records.pairs import Comparison, Differences, Tier
from photosim.core.records.reasons import Drawback, Loss, Trace, Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import DEFAULTS, Choice, Origin

PICTURE = Tier.SAME_PICTURE
FOUND = Differences(12, 12, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1)


def members(resaved, one=None, other=None):
    """Photo 1 and photo 2; with `resave_trial` 1 photo 2 was saved from photo 1."""
    found = dataclasses.replace(FOUND, resaved=resaved)
    compared = Comparison(1, 2, PICTURE, 0.99, found)
    return (
        member(1, compared={2: compared}, **(one or {})),
        member(2, compared={1: compared}, **(other or {})),
    )


def said(*of, **more):
    return KeepRules(DEFAULTS[PICTURE].rules).propose(PICTURE, members(*of, **more))


@pytest.mark.parametrize("sizes", [(1_000_000, 3_000_000), (3_000_000, 1_000_000)])
def test_source_stays_whatever_the_sizes_are(sizes):
    one, other = ({"size": size} for size in sizes)

    assert said(1, one=one, other=other) == {
        1: (Choice.KEEP, because(Why.SOURCE)),
        2: (Choice.TRASH, because(Why.MADE_OF_OTHER, because(Trace.TWICE))),
    }


def test_record_that_a_program_copied_proves_nothing_beside_it():
    """Both have the camera's record: before, nobody could tell them apart."""
    assert said(-1)[1][0] is Choice.TRASH


def test_copy_that_alone_knows_the_place_is_left_to_the_person():
    found = said(1, other={"has_location": True})

    assert {choice for choice, _ in found.values()} == {Choice.OPEN}
    assert found[1][1] == because(Drawback.RESAVED)


def test_of_one_size_the_larger_file_stays_for_no_reason_where_nothing_shows_its_source():
    bare = {"camera": None, "taken": None}

    found = said(0, one=bare | {"size": 1_500_000}, other=bare | {"size": 1_200_000})

    assert found[2] == (Choice.OPEN, because(Drawback.UNPROVEN))
    assert found[1][0] is Choice.OPEN


def test_of_equal_pixels_none_was_compressed_a_second_time():
    """Photos 1 and 2 differ in the record alone; photo 3 passes for what both were saved from."""
    third = Comparison(1, 3, PICTURE, 0.99, dataclasses.replace(FOUND, resaved=-1))
    fourth = dataclasses.replace(third, first=2)
    bare, camera = {"camera": None, "taken": None}, {"camera": "Canon EOS R5"}
    pixels = {"origin": Origin(pixel_hash="ab")}

    found = KeepRules(DEFAULTS[PICTURE].rules).propose(
        PICTURE,
        [member(1, compared={3: third}, **pixels, **camera),
         member(2, compared={3: fourth}, **pixels, **bare),
         member(3, compared={1: third, 2: fourth}, **bare)],
    )  # fmt: skip

    assert found[2] == (
        Choice.TRASH, because(Why.MADE_OF_OTHER, because(Trace.NO_RECORD))
    )  # fmt: skip


@pytest.mark.parametrize(("resaved", "is_lost"), [(1, False), (0, True)])
def test_finer_steps_are_no_loss_where_they_are_those_of_a_copy(resaved, is_lost):
    """Compressed less, but of pixels that were compressed before."""
    bare = {"camera": None, "taken": None}
    source, copy = members(
        resaved, one=bare | {"size": 1_000_000}, other=bare | {"size": 3_000_000}
    )

    assert (because(Loss.QUALITY) in losses.lost(copy, [source])) is is_lost


@pytest.mark.parametrize("resized", [0, 1])
def test_larger_file_that_seems_finer_goes_when_it_was_made_by_enlarging(resized):
    small = {"width": 800, "height": 600, "origin": Origin(detail=0.93)}
    large = {"width": 1600, "height": 1200, "origin": Origin(detail=0.95)}
    found = dataclasses.replace(FOUND, resized=resized)
    compared = Comparison(1, 2, PICTURE, 0.99, found)
    bare = {"camera": None, "taken": None}

    said = KeepRules(DEFAULTS[PICTURE].rules).propose(
        PICTURE,
        [member(1, compared={2: compared}, **small, **bare),
         member(2, compared={1: compared}, **large, **bare)],
    )  # fmt: skip

    choices = [said[key][0] for key in (1, 2)]
    assert choices == ([Choice.KEEP, Choice.TRASH] if resized else [Choice.TRASH, Choice.KEEP])
