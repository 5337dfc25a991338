"""Words about photos in the person's locale."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale
from support.fake_engine import made_up_photo

from photosim.core.records.photos import Evidence, Match
from photosim.gui.texts import photo_facts

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", "14 May 2019"),
        ("en_US", "May 14, 2019"),
        ("de_DE", "14. Mai 2019"),
        ("ja_JP", "2019年5月14日"),
        ("C", "14 May 2019"),
    ],
)
def test_dates_are_as_the_locale_has_them_without_weekday(locale, text):
    assert photo_facts.date_text(datetime(2019, 5, 14), QLocale(locale)) == text


def test_a_moment_has_the_time_of_the_camera_clock():
    assert photo_facts.moment_text(datetime(2019, 5, 14, 10, 42), QLocale("en_GB")) == (
        "14 May 2019, 10:42"
    )


@pytest.mark.parametrize(
    ("distance", "evidence", "percent"),
    [
        (0.0, Evidence.EMBEDDING, 100),
        (0.004, Evidence.EMBEDDING, 99),
        (0.004, Evidence.PROBABLY_SAME, 100),
        (0.05, Evidence.EMBEDDING, 95),
        (1.5, Evidence.EMBEDDING, 0),
    ],
)
def test_a_hundred_per_cent_is_kept_for_the_same_picture(distance, evidence, percent):
    assert photo_facts.percent(Match(1, distance, evidence)) == percent


@pytest.mark.parametrize(
    ("query_pixels", "text"),
    [
        (0, "probably the same picture"),
        (1200 * 800, "probably the same picture"),
        (2400 * 1600, "probably the same picture, smaller"),
        (600 * 400, "probably the same picture, larger"),
    ],
)
def test_the_reason_says_how_the_same_picture_differs(query_pixels, text):
    match = Match(1, 0.01, Evidence.PROBABLY_SAME)

    assert (
        photo_facts.reason_text(match, made_up_photo(1), photo_facts.QueryTraits(query_pixels))
        == text
    )


def test_the_photo_that_was_asked_with_is_called_so():
    match = Match(1, 0.0, Evidence.SAME_FILE)

    assert (
        photo_facts.reason_text(match, made_up_photo(1), photo_facts.QueryTraits(photo_id=1))
        == "this photo"
    )
    assert (
        photo_facts.reason_text(match, made_up_photo(1), photo_facts.QueryTraits(photo_id=2))
        == "same file"
    )


def test_a_screen_reader_hears_name_date_and_similarity():
    photo = made_up_photo(41, taken=datetime(2019, 5, 14))

    heard = photo_facts.accessible_text(photo, Match(41, 0.05))

    assert heard == f"IMG_0041.JPG, 14 May 2019, 95{SPACE}% alike"


def test_badges_tell_copies_raw_and_offline():
    photo = made_up_photo(1, n_files=3, file_format="RAW", offline=True)

    assert photo_facts.badges(photo) == ("offline", "RAW", "\N{MULTIPLICATION SIGN}3")
    assert photo_facts.badges(made_up_photo(1)) == ()


def test_details_leave_out_what_is_not_known():
    photo = replace(made_up_photo(1), taken=None, camera=None)

    assert photo_facts.details(photo) == f"0.96{SPACE}MP, 4.1{SPACE}MB"


def test_the_day_of_a_file_is_not_called_the_day_of_the_photo():
    photo = made_up_photo(1, taken=None, modified=datetime(2019, 5, 14))

    assert photo_facts.day_text(photo) == "file of 14 May 2019"
    assert "file of 14 May 2019" in photo_facts.accessible_text(photo, None)
    assert "2019" not in photo_facts.details(photo)


@pytest.mark.parametrize(
    ("file_format", "n", "text"),
    [("TIFF", 3, "3 pages"), ("GIF", 24, "24 frames"), ("JPEG", 1, "")],
)
def test_pages_and_frames_are_told(file_format, n, text):
    photo = made_up_photo(1, file_format=file_format, n_frames=n)

    assert photo_facts.frames_text(photo) == text
    assert text in photo_facts.details(photo)


def test_damage_is_told_and_drawn():
    photo = made_up_photo(1, is_damaged=True, n_files=3)

    assert photo_facts.badges(photo)[0] == "damaged"
    assert "Damaged: only a part of it is there" in photo_facts.details(photo)
    assert "Damaged" in photo_facts.accessible_text(photo, None)
