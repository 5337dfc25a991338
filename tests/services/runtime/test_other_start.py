"""One more photosim, in a process of its own."""

import sys
import threading

import pytest
from support.waiting import SOON_S

from photosim.services.runtime.other_start import OtherStart
from photosim.texts import error_wording


def ended_with(*command):
    said, over = [], threading.Event()

    def ended(sentence):
        said.append(sentence)
        over.set()

    OtherStart(["demo"], command).run(ended)
    assert over.wait(SOON_S)
    return said


def script(text):
    return sys.executable, "-c", text


def test_one_that_did_what_it_was_asked_says_nothing():
    assert ended_with(*script("import sys; assert sys.argv[1:] == ['demo']")) == [""]


def test_one_that_could_not_is_told_with_its_last_sentence(caplog):
    text = "import sys; print('a warning', file=sys.stderr); sys.exit('The disk is full.')"

    assert ended_with(*script(text)) == ["The disk is full."]
    assert "The disk is full." in caplog.text


@pytest.mark.parametrize("text", ["import sys; sys.exit(3)", "import os; os.abort()"])
def test_one_that_ends_without_a_word_is_told_as_well(text):
    [said] = map(error_wording.told, ended_with(*script(text)))

    assert "ended with" in said


def test_one_that_cannot_be_started_is_told():
    [said] = map(error_wording.told, ended_with("/nowhere/photosim"))

    assert said == "Another photosim cannot be started: No such file or directory."
