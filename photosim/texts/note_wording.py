"""What is to be known of an answer, in sentences: which words are beyond photosim, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.texts import error_wording
from photosim.texts.quotes import listed, quoted

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def said(notes: Sequence[AnswerNote]) -> str:
    """One sentence for each note; empty for none."""
    return " ".join(_sentence(note) for note in notes)


def _sentence(note: AnswerNote) -> str:
    words = _SENTENCES[note.code]
    return words if isinstance(words, str) else words(*note.values)


def _nothing_taken(when: str) -> str:
    return f"No photo here was taken in \u201c{when}\u201d."


def _either_day(text: str, day: int, month: int, other_day: int, other_month: int) -> str:
    first, second = f"{day} {_MONTHS[month - 1]}", f"{other_day} {_MONTHS[other_month - 1]}"
    return f"{quoted(text)} may be {first} or {second}: photosim takes it for both."


def _no_camera(*makers: str) -> str:
    return f"No photo here was taken with a camera by {listed(makers)}."


def _no_camera_left_out(*makers: str) -> str:
    return f"No photo here was taken with a camera by {listed(makers)}: nothing is left out for it."


def _unknown(*words: str) -> str:
    return f"photosim does not know the word{'s' * (len(words) > 1)} {listed(words)}."


def _other_script(*words: str) -> str:
    return f"photosim understands English: {listed(words)} is in no label and no name here."


def _near(word: str, near: str) -> str:
    return f"photosim has not learnt what {quoted(word)} looks like; it shows what is near: {near}."


def _near_left_out(word: str, near: str) -> str:
    return f"photosim has not learnt what {quoted(word)} looks like; it leaves out: {near}."


def _near_not_seen(word: str, near: str) -> str:
    return (
        f"photosim has not learnt what {quoted(word)} looks like, and sees nothing here of what is"
        f" near: {near}."
    )


def _guess(word: str, near: str) -> str:
    return f"photosim can only guess at {quoted(word)}, from {near}."


def _colours_missing(n: int) -> str:
    return f"photosim is still looking at the colours of {n} photos."


_SENTENCES: Mapping[NoteCode, str | Callable[..., str]] = {
    NoteCode.NO_WORD: "There is no word in this text that photosim could look for.",
    NoteCode.NOTHING_TAKEN: _nothing_taken,
    NoteCode.EITHER_DAY: _either_day,
    NoteCode.NO_CAMERA: _no_camera,
    NoteCode.NO_CAMERA_LEFT_OUT: _no_camera_left_out,
    NoteCode.UNKNOWN: _unknown,
    NoteCode.OTHER_SCRIPT: _other_script,
    NoteCode.NEAR: _near,
    NoteCode.NEAR_LEFT_OUT: _near_left_out,
    NoteCode.NEAR_NOT_SEEN: _near_not_seen,
    NoteCode.GUESS: _guess,
    NoteCode.UNSURE: "photosim is not sure that any of these photos shows it.",
    NoteCode.CUT: "Only the first words of this long text were looked for.",
    NoteCode.COLOURS_MISSING: _colours_missing,
    NoteCode.SMALL_PICTURE: (
        "The photo itself cannot be read now: its part was taken from the small picture of it, "
        "which shows less."
    ),
    NoteCode.TROUBLE: error_wording.told,
}
