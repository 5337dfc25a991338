"""What a person should know beside the photos that words found: which words are beyond photosim."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.records.answer_notes import AnswerNote, AnswerNotes, NoteCode
from photosim.core.records.photos import Evidence, Match
from photosim.core.words import library_terms
from photosim.core.words.dates import When
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term

UNSURE = 0.3
"""Best score below which it is said that nothing here may show it: a quarter of the weight that one
sure photo has."""
MOST = 3
"""Notes of one answer, and unknown words in one of them."""


def notes(
    asked: ParsedText,
    meant: ParsedQuery,
    missing: Sequence[Term],
    guessed: Sequence[Term],
    matches: Sequence[Match],
) -> AnswerNotes:
    """At most `MOST`; none when all words are understood.

    Args:
        asked: the text.
        meant: what its words mean.
        missing: those that mean nothing here.
        guessed: those that were taken for what is near.
        matches: what was found.
    """
    dates = [_either_way(when, when.other) for when in asked.dates() if when.other]
    if not meant.terms and not asked.whens:
        return tuple(dates[:MOST]) if matches else (AnswerNote(NoteCode.NO_WORD),)
    if not matches and asked.whens and not meant.terms:
        return (AnswerNote(NoteCode.NOTHING_TAKEN, (asked.whens[0].text,)),)
    found = [*dates, *_missing(missing)]
    found += [_near(t, found=bool(matches)) for t in guessed if _is_only_near(t, matches)]
    if not found and matches and matches[0].similarity < UNSURE:
        found.append(AnswerNote(NoteCode.UNSURE))
    if asked.is_cut:
        found.append(AnswerNote(NoteCode.CUT))
    return tuple(found[:MOST])


def _is_only_near(term: Term, matches: Sequence[Match]) -> bool:
    """Whether what a word was taken for decides what is shown, or that nothing is.

    A date beside it does not speak for it.
    """
    if not term.near:
        return False
    first = {match.evidence for match in matches[:1]}
    return bool(term.left_out) or first <= {Evidence.WORDS, Evidence.DATE}


def _near(term: Term, *, found: bool) -> AnswerNote:
    if term.left_out:
        code = NoteCode.NEAR_LEFT_OUT
    elif not found:
        code = NoteCode.NEAR_NOT_SEEN
    else:
        code = NoteCode.NEAR if term.sense is Sense.NEAR else NoteCode.GUESS
    return AnswerNote(code, (term.text, term.near))


def _either_way(when: When, other: When) -> AnswerNote:
    """What a date was taken for of which day and month cannot be told apart."""
    days = [(one.day or 0, one.months[0]) for one in (when, other)]
    return AnswerNote(NoteCode.EITHER_DAY, (when.text, *days[0], *days[1]))


def _missing(terms: Sequence[Term]) -> list[AnswerNote]:
    """Of words that mean nothing here, makers of cameras apart from others."""
    kinds: dict[NoteCode, list[Term]] = {}
    for term in terms:
        kinds.setdefault(_kind_of_missing(term), []).append(term)
    others = kinds.get(NoteCode.UNKNOWN, [])
    scripts = [term for term in others if term.is_script]
    if others and len(scripts) == len(others):
        kinds[NoteCode.OTHER_SCRIPT] = kinds.pop(NoteCode.UNKNOWN)
    return [
        AnswerNote(code, tuple(term.text for term in some[:MOST])) for code, some in kinds.items()
    ]


def _kind_of_missing(term: Term) -> NoteCode:
    if not library_terms.is_maker(term):
        return NoteCode.UNKNOWN
    return NoteCode.NO_CAMERA_LEFT_OUT if term.left_out else NoteCode.NO_CAMERA
