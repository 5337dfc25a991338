"""Each keep rule prefers what it says, and says why in words a person can check."""

from datetime import datetime, timedelta

import pytest
from support.members import member

from photosim.core.duplicates.keep_rule_kinds import COMPANIONS, FolderSet, prepared
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Rule, RuleKind
from photosim.texts.reason_wording import phrase

EARLY, LATE = datetime(2019, 5, 3, 14, 2), datetime(2021, 7, 1, 9, 30)
PICTURE = Tier.SAME_PICTURE

PREFERS = [
    (RuleKind.MOST_PIXELS, {}, {"width": 2000, "height": 1500}),
    (RuleKind.LARGEST_FILE, {"size": 4_100_000}, {"size": 1_200_000}),
    (RuleKind.OLDEST, {"taken": EARLY}, {"taken": LATE}),
    (RuleKind.NEWEST, {"taken": LATE}, {"taken": EARLY}),
    (RuleKind.SHARPEST, {"sharpness": 1.0}, {"sharpness": 0.5}),
    (RuleKind.HAS_LOCATION, {"has_location": True}, {}),
    (RuleKind.HAS_CAPTURE_TIME, {}, {"taken": None}),
]
SAID = {
    RuleKind.MOST_PIXELS: (
        "most pixels: 12 instead of 3.0 MP",
        "fewer pixels: 3.0 instead of 12 MP",
    ),
    RuleKind.LARGEST_FILE: (
        "largest file: 4.1 instead of 1.2 MB",
        "smaller file: 1.2 instead of 4.1 MB",
    ),
    RuleKind.OLDEST: (
        "taken first: 2019-05-03 instead of 2021-07-01",
        "taken later: 2021-07-01 instead of 2019-05-03",
    ),
    RuleKind.NEWEST: (
        "taken last: 2021-07-01 instead of 2019-05-03",
        "taken earlier: 2019-05-03 instead of 2021-07-01",
    ),
    RuleKind.SHARPEST: ("sharpest", "less sharp"),
    RuleKind.HAS_LOCATION: ("knows where it was taken", "does not know where it was taken"),
    RuleKind.HAS_CAPTURE_TIME: ("knows when it was taken", "does not know when it was taken"),
}


def words(rule, stays, goes, tier=PICTURE):
    """The reasons for the one that stays and the one that goes."""
    preference = prepared([rule])[0](tier, [goes, stays])
    assert preference is not None
    assert preference.split([goes, stays]) == ([stays], [goes])
    return phrase(preference.stays(stays, goes)), phrase(preference.goes(goes, stays))


def tells_apart(rule, *members, tier=PICTURE):
    preference = prepared([rule])[0](tier, members)
    return preference is not None and bool(preference.split(members)[1])


@pytest.mark.parametrize(("kind", "better", "worse"), PREFERS, ids=lambda value: str(value))
def test_rule_prefers_what_it_says(kind, better, worse):
    assert words(Rule(kind), member(1, **better), member(2, **worse)) == SAID[kind]


@pytest.mark.parametrize("kind", RuleKind)
def test_rule_tells_members_that_are_equal_for_it_not_apart(kind):
    first = member(1, "/a/1.jpg", sharpness=0.9, has_location=True)
    second = member(2, "/b/2.jpg", sharpness=0.9, has_location=True)

    assert not tells_apart(Rule(kind), first, second)


def test_shortest_name_is_preferred_whatever_the_folders_are_called():
    rule = Rule(RuleKind.SHORTEST_NAME)

    assert words(rule, member(1, "/long/folder/a.jpg"), member(2, "/b/a (copy).jpg")) == (
        "shortest name: a.jpg instead of a (copy).jpg",
        "longer name: a (copy).jpg instead of a.jpg",
    )


def test_names_that_are_no_text_are_shown_all_the_same():
    _, goes = words(
        Rule(RuleKind.SHORTEST_NAME), member(1, "/b/a.jpg"), member(2, "/b/\udcff\udcfe.jpg")
    )

    assert goes.encode()


def test_preferred_folders_stand_in_order_and_count_with_what_lies_below_them():
    rule = Rule(RuleKind.PREFERRED_FOLDER, ("/best", "/good/"))
    best, good = member(1, "/best/2019/a.jpg"), member(2, "/good/a.jpg")
    other = member(3, "/bestest/a.jpg")

    assert words(rule, best, good) == (
        "in the preferred folder /best",
        "in the less preferred folder /good/",
    )
    assert words(rule, good, other)[1] == "not in the preferred folder /good/"
    assert not tells_apart(rule, other, member(4, "/good.jpg"))


def test_photo_is_in_a_preferred_folder_when_one_of_its_files_is():
    rule = Rule(RuleKind.PREFERRED_FOLDER, ("/best",))

    assert tells_apart(rule, member(1, "/other/a.jpg", "/best/a.jpg"), member(2, "/other/b.jpg"))


def test_preferred_formats_stand_in_order_whatever_their_case():
    rule = Rule(RuleKind.FORMAT, ("heif", "JPEG"))
    heif, jpeg = member(1, file_format="HEIF"), member(2)

    assert words(rule, heif, jpeg) == (
        "in a preferred format: HEIF instead of JPEG",
        "not in the preferred format: JPEG instead of HEIF",
    )
    assert tells_apart(rule, jpeg, member(3, file_format="WEBP"))
    assert not tells_apart(rule, member(3, file_format="WEBP"), member(4, file_format="PNG"))


def test_numbers_that_read_alike_are_told_more_exactly():
    wide = member(1, width=4000, height=3010, size=1_110_000)
    narrow = member(2, width=3900, height=3000, size=1_052_000)

    assert words(Rule(RuleKind.MOST_PIXELS), wide, narrow)[0] == (
        "most pixels: 4000 × 3010 instead of 3900 × 3000"  # noqa: RUF001
    )
    assert words(Rule(RuleKind.LARGEST_FILE), wide, narrow)[0] == (
        "largest file: 1110 instead of 1052 kB"
    )


@pytest.mark.parametrize("kind", [RuleKind.MOST_PIXELS, RuleKind.LARGEST_FILE])
def test_difference_too_small_to_matter_decides_nothing(kind):
    one = member(1, width=4000, height=3000, size=1_000_000)
    other = member(2, width=4000, height=2960, size=1_040_000)

    assert not tells_apart(Rule(kind), one, other)


def test_times_of_one_day_are_told_with_as_much_as_tells_them_apart():
    rule = Rule(RuleKind.OLDEST)

    def said(later_s):
        later = EARLY + timedelta(seconds=later_s)
        return words(rule, member(1, taken=EARLY), member(2, taken=later))[0]

    assert said(3600) == "taken first: 2019-05-03 14:02 instead of 2019-05-03 15:02"
    assert said(5) == "taken first: 2019-05-03 14:02:00 instead of 2019-05-03 14:02:05"


def test_lost_fraction_of_a_second_makes_no_photo_older():
    fraction = EARLY + timedelta(seconds=0.7)

    assert not tells_apart(Rule(RuleKind.OLDEST), member(1, taken=EARLY), member(2, taken=fraction))


def test_age_is_not_told_when_only_some_have_a_capture_time():
    copy = member(2, taken=None, modified=datetime(2000, 1, 1))

    assert not tells_apart(Rule(RuleKind.OLDEST), member(1), copy)
    assert not tells_apart(Rule(RuleKind.NEWEST), member(1), copy)


def test_modification_time_is_used_without_any_capture_time_and_named():
    first = member(1, taken=None, modified=EARLY)
    later = member(2, taken=None, modified=LATE)

    assert words(Rule(RuleKind.OLDEST), first, later)[0].startswith("modified first: 2019-05-03")
    assert words(Rule(RuleKind.NEWEST), later, first)[1].startswith("modified earlier: 2019-05-03")


def test_files_of_one_photo_are_told_apart_by_when_they_were_modified():
    first, later = member(1, modified=EARLY), member(2, modified=LATE)

    said = words(Rule(RuleKind.OLDEST), first, later, Tier.SAME_FILE)
    assert said[0] == "modified first: 2019-05-03 instead of 2021-07-01"
    assert not tells_apart(Rule(RuleKind.OLDEST), first, later)


def test_sharpness_counts_only_when_a_person_sees_it():
    rule = Rule(RuleKind.SHARPEST)

    assert not tells_apart(rule, member(1, sharpness=1.0), member(2, sharpness=0.9))
    assert tells_apart(rule, member(1, sharpness=1.0), member(2, sharpness=0.8))
    assert tells_apart(rule, member(1, sharpness=1.0), member(2, sharpness=0.0))
    assert not tells_apart(rule, member(1, sharpness=1.0), member(2, sharpness=None))


def test_photo_with_more_that_belongs_to_it_is_preferred():
    many = member(1, companions=("a.CR2", "a.xmp"))
    one, none = member(2, companions=("b.xmp",)), member(3)

    assert COMPANIONS.split([none, one, many]) == ([many], [none, one])
    assert phrase(COMPANIONS.stays(one, none)) == "otherwise equal, and b.xmp belongs to it"
    assert phrase(COMPANIONS.goes(one, many)) == (
        "otherwise equal, but a.CR2 and 1 more belong to the other"
    )


def test_everything_lies_in_the_top_folder_and_nothing_in_an_empty_name():
    assert FolderSet(["/"]).place(["/a/b.jpg"]) == 0
    assert FolderSet([""]).place(["/a/b.jpg"]) is None
    assert FolderSet([]).place(["/a/b.jpg"]) is None
