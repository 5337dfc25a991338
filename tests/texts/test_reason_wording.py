"""Each reason has its words."""

import enum
import inspect

import pytest

from photosim.core.records import reasons
from photosim.core.records.pairs import Doubt
from photosim.core.records.reasons import Change, Loss, Trace, Why, reason
from photosim.texts import reason_wording

CODES = [
    code
    for _, kind in inspect.getmembers(reasons, inspect.isclass)
    if issubclass(kind, enum.Enum)
    for code in kind
]


@pytest.mark.parametrize("code", CODES, ids=str)
def test_each_code_has_words(code):
    said = reason_wording._PHRASES[code]

    assert callable(said) or said.strip() == said != ""


@pytest.mark.parametrize("found", Doubt)
def test_each_doubt_has_words(found):
    assert reason_wording.doubt(found)


def test_a_reason_within_a_reason_is_said_there():
    told = reason(Why.MADE_OF_OTHER, reason(Trace.SAVED_BY, "{GIMP} 2"))

    assert reason_wording.phrase(told) == "made of the other one: saved by {GIMP} 2"


def test_what_is_known_and_what_is_had_are_said_differently():
    time, label = reason(Loss.TIME), reason(Loss.LABEL, "when it was taken")

    assert reason_wording.phrase(reason(Why.TORN, time, label)) == (
        "none has it all: one knows when it was taken, another one has the label when it was taken"
    )
    assert reason_wording.phrase(reason(Why.LACKS, label)) == (
        "lacks the label when it was taken of the other"
    )


def test_no_reason_says_nothing():
    assert reason_wording.phrase(None) == ""


@pytest.mark.parametrize(
    ("why", "changes", "told"),
    [
        (
            reason(Why.MADE_OF_OTHER, reason(Trace.SHOWS_LESS)),
            (reason(Change.SMALLER, 610_000, 1_700_000), reason(Change.MIRRORED)),
            ["made of the other one: smaller, 0.61 of 1.7 MP", "mirrored"],
        ),
        (
            reason(Why.MADE_OF_OTHER, reason(Trace.SHOWS_LESS)),
            (reason(Change.CROPPED, 80), reason(Change.SMALLER_PART, 50)),
            ["made of the other one: smaller, at 50 %", "cropped to 80 %"],
        ),
        (
            reason(Why.SMALLER_FILE, 1_000_000, 2_000_000),
            (reason(Change.SMALLER_FILE, 1_000_000, 2_000_000),),
            ["smaller file: 1.0 instead of 2.0 MB"],
        ),
        (reason(Why.DAMAGED), (reason(Change.PART_MISSING),), ["damaged: a part of it is missing"]),
    ],
)
def test_what_a_reason_and_a_difference_say_is_told_once(why, changes, told):
    assert reason_wording.told_together(why, changes) == told


def test_what_only_one_of_them_says_is_told():
    made_smaller = reason(Why.MADE_OF_OTHER, reason(Trace.SHOWS_LESS))
    fewer = reason(Why.SHOWS_LESS, 1_000_000, 9_000_000)
    smaller = reason(Change.SMALLER, 1_000_000, 2_000_000)

    assert reason_wording.told_together(made_smaller, ()) == ["made of the other one: made smaller"]
    assert reason_wording.told_together(fewer, [smaller]) == [
        "fewer pixels: 1.0 instead of 9.0 MP",
        "smaller, 1.0 of 2.0 MP",
    ]
    assert reason_wording.told_together(None, [smaller]) == ["smaller, 1.0 of 2.0 MP"]
