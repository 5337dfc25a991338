from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from photosim.core.compare.camera import ShotCount, exposures, seconds_apart
from photosim.core.records.photos import Metadata, Traces

WHOLE = datetime(2024, 7, 1, 12, 0, 0)
FINE = datetime(2024, 7, 1, 12, 0, 0, 340000)
SHOT = Metadata(taken=FINE, camera="Canon EOS 5D", exposure_s=0.01, f_number=8.0, iso=100)


def test_an_equal_record_with_parts_of_a_second_is_one_exposure():
    assert exposures(SHOT, SHOT) is ShotCount.ONE


def test_an_equal_whole_second_may_be_a_burst():
    shot = replace(SHOT, taken=WHOLE)

    assert exposures(shot, shot) is ShotCount.UNKNOWN


@pytest.mark.parametrize(
    "changed",
    [
        {"taken": FINE + timedelta(milliseconds=100)},
        {"taken": FINE + timedelta(seconds=1)},
        {"camera": "NIKON D810"},
        {"exposure_s": 0.02},
        {"f_number": 5.6},
        {"iso": 200},
    ],
)
def test_another_record_is_another_exposure(changed):
    assert exposures(SHOT, replace(SHOT, **changed)) is ShotCount.TWO


def test_a_copy_that_lost_its_part_of_a_second_is_not_disproved():
    assert exposures(SHOT, replace(SHOT, taken=WHOLE)) is ShotCount.UNKNOWN


def test_a_part_of_a_second_that_is_written_as_0_is_not_lost():
    shot = replace(SHOT, taken=WHOLE, traces=Traces.ON_THE_SECOND)

    assert exposures(SHOT, shot) is exposures(shot, SHOT) is ShotCount.TWO
    assert exposures(shot, shot) is ShotCount.UNKNOWN  # some cameras never write another


def test_a_copy_whose_record_says_only_when_it_was_saved_is_not_disproved():
    saved = replace(SHOT, taken=WHOLE + timedelta(days=300), traces=Traces.SAVED)

    assert exposures(SHOT, saved) is exposures(saved, SHOT) is ShotCount.UNKNOWN
    assert seconds_apart(SHOT, saved) is None


def test_times_of_a_camera_that_writes_only_when_it_saved_are_two_shots_until_one_was_edited():
    first = replace(SHOT, traces=Traces.SAVED)
    second = replace(first, taken=WHOLE + timedelta(seconds=5))
    edited = replace(second, traces=Traces.SAVED | Traces.EDITED)

    assert exposures(first, second) is ShotCount.TWO
    assert exposures(first, edited) is exposures(edited, first) is ShotCount.UNKNOWN


def test_a_copy_that_kept_the_day_alone_or_the_model_alone_is_not_disproved():
    day = replace(SHOT, taken=datetime(2024, 7, 1))
    model = replace(SHOT, camera="EOS 5D")

    assert exposures(SHOT, day) is exposures(day, SHOT) is ShotCount.UNKNOWN
    assert exposures(SHOT, replace(SHOT, taken=datetime(2024, 7, 2))) is ShotCount.TWO
    assert exposures(SHOT, model) is exposures(model, SHOT) is ShotCount.ONE


def test_rounded_exposure_values_are_the_same():
    assert exposures(SHOT, replace(SHOT, exposure_s=0.0101)) is ShotCount.ONE


@pytest.mark.parametrize("lost", [{"camera": None}, {"taken": None}])
def test_without_a_camera_or_a_time_nothing_is_known(lost):
    assert exposures(SHOT, replace(SHOT, **lost)) is ShotCount.UNKNOWN


def test_dates_that_programs_wrote_disprove_nothing():
    saved = Metadata(taken=WHOLE)

    assert exposures(saved, replace(saved, taken=FINE + timedelta(days=3))) is ShotCount.UNKNOWN


def test_clocks_of_two_zones_are_compared_as_instants():
    summer = replace(SHOT, utc_offset_s=7200)
    moved = replace(SHOT, utc_offset_s=3600, taken=FINE - timedelta(hours=1))

    assert seconds_apart(summer, moved) == 0
    assert exposures(summer, moved) is ShotCount.ONE


def test_without_both_offsets_clocks_are_compared_as_they_showed():
    assert seconds_apart(SHOT, replace(SHOT, utc_offset_s=3600)) == 0
