"""What is wrong with a file is a code, and a sentence for a person."""

import json
import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.errors import (
    KINDS,
    Code,
    DecodeError,
    Fault,
    FileContent,
    LogNote,
    ModelError,
    PhotosimError,
    ReviewFault,
    SettingFault,
    StoreFault,
    TrashFault,
    WordFault,
    WorkFault,
    coded,
    kept_as,
    parsed,
)
from photosim.texts import error_wording, library_wording, model_wording, work_wording

FORMATTER = string.Formatter()

CODES = [code for kind in KINDS for code in kind]

PHRASES = {
    *(Fault.OF_FILE, StoreFault.NOT_OPENED),
    *(TrashFault.CHANGED_AND_STUCK, TrashFault.LOST),
    WorkFault.INDEXING_STOPPED,
    *library_wording.PHRASES,
    *model_wording.PHRASES,
    *work_wording.PHRASES,
    ReviewFault.COMPARING_STOPPED,
    *SettingFault,
    *(note for note in LogNote if error_wording.SENTENCES[note].endswith("{:told}")),
}
"""Codes that stand in the sentences of others, or end with another one's."""


def test_no_two_codes_are_of_one_text():
    assert len({str(code) for code in CODES}) == len(CODES)
    assert set(KINDS) == set(Code.__subclasses__())


def test_each_code_has_its_words_and_all_words_their_code():
    assert set(error_wording.SENTENCES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_raised_code_is_told_as_a_plain_sentence(code):
    places = [name for _, name, *_ in FORMATTER.parse(error_wording.SENTENCES[code])]
    n_values = len({name or at for at, name in enumerate(places) if name is not None})
    values = ["pdf" if code is Fault.OTHER_CONTENT else f"x{number}" for number in range(n_values)]
    raised = pickle.loads(pickle.dumps(PhotosimError(code, *values)))

    said = error_wording.sentence(raised)

    assert parsed(str(raised)) == (code, values)
    assert "#" not in said and "{" not in said
    begins = said[0].isupper() or said.startswith(("x0", "photosim "))
    assert code in PHRASES or (begins and said.endswith("."))
    assert all(value in said for value in values if value != "pdf")


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["#gone"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


@given(ODD | st.lists(ODD, max_size=4), st.sampled_from(CODES))
def test_what_a_damaged_library_holds_is_told_all_the_same(values, code):
    said = error_wording.told(f"#{code} {json.dumps(values)}")

    assert said if isinstance(values, list) else said.startswith("#")


@pytest.mark.parametrize("code", CODES)
def test_a_value_that_was_not_kept_is_left_open(code):
    said = error_wording.told(coded(code))

    assert "{" not in said
    assert ("…" in said) == ("{" in error_wording.SENTENCES[code])


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("#large-file [1200]", "The file has 1200 MB, more than photosim opens (… MB)."),
        ("#gone [1, 2]", "The file is not there any more."),
        (
            '#other-content ["of a newer photosim"]',
            "This is not a picture photosim can read: its content is of an unknown kind.",
        ),
        ("#gone 5", "#gone 5"),
        ("#gone " + "[" * 99_999, "#gone " + "[" * 99_999),
    ],
)
def test_what_another_photosim_kept_is_told_as_far_as_it_is_known(kept, said):
    assert error_wording.told(kept) == said


@pytest.mark.parametrize("content", FileContent)
def test_each_content_is_named(content):
    told = error_wording.sentence(DecodeError(Fault.OTHER_CONTENT, content))

    assert told.startswith("This is not a picture photosim can read: its content is ")


def test_numbers_and_names_stand_in_the_sentence():
    large = DecodeError(Fault.LARGE_FILE, 1200, 500)
    inner = coded(Fault.ENTRY_UNREADABLE, "/{odd} #gone", "It's bad")

    assert error_wording.sentence(large) == (
        "The file has 1200 MB, more than photosim opens (500 MB)."
    )
    assert error_wording.sentence(DecodeError(Fault.OF_FILE, "#gone", inner)) == (
        "#gone: /{odd} #gone cannot be read: It's bad."
    )


def test_words_that_a_person_wrote_stand_in_quotation_marks():
    error = ModelError(WordFault.NOT_MORE_LIKE, ["{dog}", "x" * 99])

    assert error_wording.sentence(ModelError(str(error))) == (
        f"A picture cannot be made more like “{{dog}}”, “{'x' * 39}…”."
    )


def test_what_is_wrong_and_what_to_do_stand_behind_each_other():
    wrong, to_do = coded(ReviewFault.COMPARING_STOPPED, "OSError(5)"), "Try again."

    assert error_wording.with_advice(wrong, to_do) == "Comparing stopped: OSError(5) Try again."
    assert error_wording.with_advice(coded(Fault.EMPTY), "") == "The file is empty."


def test_error_of_another_process_says_the_same():
    told = DecodeError(str(DecodeError(Fault.MANY_PIXELS, 900, 512)))

    assert error_wording.sentence(told) == (
        "The picture has 900 megapixels, more than photosim opens (512 in this format)."
    )


@pytest.mark.parametrize(
    "sentence",
    ["The file is empty.", "", "#", "#gone with the wind", "#unheard-of", "# 1", "/#gone is not."],
)
def test_what_older_libraries_hold_stays_as_it_is(sentence):
    assert error_wording.told(sentence) == sentence


def test_what_is_asked_for_is_found_as_older_libraries_hold_it():
    for fault in (Fault.NO_PERMISSION, Fault.STILL_WRITTEN):
        now, before = kept_as(fault)
        assert now != before == error_wording.told(now)
    assert kept_as(Fault.GONE) == ("#gone",)
