"""What is to be known of an answer besides its photos: codes with their values."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class NoteCode(enum.StrEnum):
    """What a person should know; a comment names the values that go with it."""

    NO_WORD = "no-word"
    NOTHING_TAKEN = "nothing-taken"  # the date, as the person wrote it
    EITHER_DAY = "either-day"  # the date as written, day and month, and again the other way round
    NO_CAMERA = "no-camera"  # makers
    NO_CAMERA_LEFT_OUT = "no-camera-left-out"  # the same
    UNKNOWN = "unknown"  # words
    OTHER_SCRIPT = "other-script"  # words
    NEAR = "near"  # a word, what it was taken for
    NEAR_LEFT_OUT = "near-left-out"  # the same
    NEAR_NOT_SEEN = "near-not-seen"  # the same
    GUESS = "guess"  # the same
    UNSURE = "unsure"
    CUT = "cut"
    COLOURS_MISSING = "colours-missing"  # how many photos
    SMALL_PICTURE = "small-picture"
    TROUBLE = "trouble"  # a coded fault


@dataclass(frozen=True, slots=True)
class AnswerNote:
    """A code with its values."""

    code: NoteCode
    values: tuple[str | int, ...] = ()


AnswerNotes = tuple[AnswerNote, ...]
