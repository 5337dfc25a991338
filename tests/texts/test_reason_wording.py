"""Each reason has its words."""

import enum
import inspect

import pytest

from photosim.core.records import reasons
from photosim.core.records.pairs import Doubt
from photosim.core.records.reasons import Loss, Trace, Why, reason
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
