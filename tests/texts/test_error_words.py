"""What is wrong with a file is a code, and a sentence for a person."""

import string

import pytest

from photosim.core.errors import DecodeError, Fault, FileContent, coded, kept_as, parsed
from photosim.texts import error_words


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_has_a_plain_sentence(fault):
    said = error_words._SENTENCES[fault]
    n_values = sum(name is not None for _, name, *_ in string.Formatter().parse(said))

    assert fault is Fault.OF_FILE or said.endswith(".")
    assert parsed(coded(fault, *["x"] * n_values)) == (fault, ["x"] * n_values)


@pytest.mark.parametrize("content", FileContent)
def test_each_content_is_named(content):
    told = error_words.sentence(DecodeError(Fault.OTHER_CONTENT, content))

    assert told.startswith("This is not a picture photosim can read: its content is ")


def test_numbers_and_names_stand_in_the_sentence():
    large = DecodeError(Fault.LARGE_FILE, 1200, 500)
    inner = coded(Fault.ENTRY_UNREADABLE, "/{odd} #gone", "It's bad")

    assert error_words.sentence(large) == (
        "The file has 1200 MB, more than photosim opens (500 MB)."
    )
    assert error_words.sentence(DecodeError(Fault.OF_FILE, "#gone", inner)) == (
        "#gone: /{odd} #gone cannot be read: It's bad."
    )


def test_error_of_another_process_says_the_same():
    told = DecodeError(str(DecodeError(Fault.MANY_PIXELS, 900, 512)))

    assert error_words.sentence(told) == (
        "The picture has 900 megapixels, more than photosim opens (512 in this format)."
    )


@pytest.mark.parametrize(
    "sentence",
    ["The file is empty.", "", "#", "#gone with the wind", "#unheard-of", "# 1", "/#gone is not."],
)
def test_what_older_libraries_hold_stays_as_it_is(sentence):
    assert error_words.told(sentence) == sentence


def test_what_is_asked_for_is_found_as_older_libraries_hold_it():
    for fault in (Fault.NO_PERMISSION, Fault.STILL_WRITTEN):
        now, before = kept_as(fault)
        assert now != before == error_words.told(now)
    assert kept_as(Fault.GONE) == ("#gone",)
