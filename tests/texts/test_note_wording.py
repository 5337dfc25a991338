"""What is to be known of an answer is a code, and a sentence for a person."""

import pytest

from photosim.core.errors import Fault, coded
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.texts import note_wording
from photosim.texts.quotes import LONGEST

SAID = {
    AnswerNote(NoteCode.NO_WORD): "There is no word in this text that photosim could look for.",
    AnswerNote(NoteCode.NOTHING_TAKEN, ("1999",)): "No photo here was taken in “1999”.",
    AnswerNote(NoteCode.EITHER_DAY, ("3/4/2022", 3, 4, 4, 3)): (
        "“3/4/2022” may be 3 April or 4 March: photosim takes it for both."
    ),
    AnswerNote(NoteCode.NO_CAMERA, ("nikon",)): (
        "No photo here was taken with a camera by “nikon”."
    ),
    AnswerNote(NoteCode.NO_CAMERA_LEFT_OUT, ("nikon",)): (
        "No photo here was taken with a camera by “nikon”: nothing is left out for it."
    ),
    AnswerNote(NoteCode.UNKNOWN, ("xyzzy",)): "photosim does not know the word “xyzzy”.",
    AnswerNote(NoteCode.UNKNOWN, ("a", "b")): "photosim does not know the words “a”, “b”.",
    AnswerNote(NoteCode.OTHER_SCRIPT, ("Hund", "дом")): (
        "photosim understands English: “Hund”, “дом” is in no label and no name here."
    ),
    AnswerNote(NoteCode.NEAR, ("lute", "guitar")): (
        "photosim has not learnt what “lute” looks like; it shows what is near: guitar."
    ),
    AnswerNote(NoteCode.NEAR_LEFT_OUT, ("lute", "guitar")): (
        "photosim has not learnt what “lute” looks like; it leaves out: guitar."
    ),
    AnswerNote(NoteCode.NEAR_NOT_SEEN, ("lute", "guitar")): (
        "photosim has not learnt what “lute” looks like, and sees nothing here of what is near: "
        "guitar."
    ),
    AnswerNote(
        NoteCode.GUESS, ("{joy}", "beach")
    ): "photosim can only guess at “{joy}”, from beach.",
    AnswerNote(NoteCode.UNSURE): "photosim is not sure that any of these photos shows it.",
    AnswerNote(NoteCode.CUT): "Only the first words of this long text were looked for.",
    AnswerNote(NoteCode.COLOURS_MISSING, (12,)): (
        "photosim is still looking at the colours of 12 photos."
    ),
    AnswerNote(NoteCode.SMALL_PICTURE): (
        "The photo itself cannot be read now: its part was taken from the small picture of it, "
        "which shows less."
    ),
    AnswerNote(NoteCode.TROUBLE, (coded(Fault.EMPTY),)): "The file is empty.",
}


@pytest.mark.parametrize("note", SAID)
def test_each_note_is_a_plain_sentence(note):
    assert note_wording.said([note]) == SAID[note]


def test_each_code_has_its_sentence_and_each_sentence_its_code():
    assert {note.code for note in SAID} == set(NoteCode) == set(note_wording._SENTENCES)


def test_several_notes_stand_behind_each_other_and_none_says_nothing():
    notes = [AnswerNote(NoteCode.UNSURE), AnswerNote(NoteCode.CUT)]

    assert note_wording.said(notes) == f"{SAID[notes[0]]} {SAID[notes[1]]}"
    assert note_wording.said([]) == ""


def test_long_words_are_shortened():
    note = AnswerNote(NoteCode.UNKNOWN, ("x" * 400, "y" * LONGEST))

    assert note_wording.said([note]) == (
        f"photosim does not know the words “{'x' * (LONGEST - 1)}…”, “{'y' * LONGEST}”."
    )
