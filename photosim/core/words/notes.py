"""What a person should know beside the photos that words found: which words are beyond photosim."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.records.answer_notes import AnswerNote, AnswerNotes, NoteCode
from photosim.core.records.photos import Evidence, Match
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term

UNSURE = 0.3
"""Best score below which it is said that nothing here may show it: a quarter of the weight that one
sure photo has."""
MOST = 3
"""Notes of one answer, and unknown words in one of them."""


def notes(
    asked: ParsedText, meant: ParsedQuery, missing: Sequence[Term], matches: Sequence[Match]
) -> AnswerNotes:
    """At most `MOST`; none when all words are understood."""
    if not meant.terms and not asked.whens:
        return () if matches else (AnswerNote(NoteCode.NO_WORD),)
    if not matches and asked.whens and not meant.terms:
        return (AnswerNote(NoteCode.NOTHING_TAKEN, (asked.whens[0].text,)),)
    found = [_missing(missing)] if missing else []
    found += [_near(t, found=bool(matches)) for t in meant.terms if _is_only_near(t, matches)]
    if not found and matches and matches[0].similarity < UNSURE:
        found.append(AnswerNote(NoteCode.UNSURE))
    if asked.is_cut:
        found.append(AnswerNote(NoteCode.CUT))
    return tuple(found[:MOST])


def _is_only_near(term: Term, matches: Sequence[Match]) -> bool:
    """Whether what a word was taken for decides what is shown, or that nothing is."""
    if term.sense not in (Sense.NEAR, Sense.GUESS) or not term.near:
        return False
    return bool(term.left_out) or all(m.evidence is Evidence.WORDS for m in matches[:1])


def _near(term: Term, *, found: bool) -> AnswerNote:
    if term.left_out:
        code = NoteCode.NEAR_LEFT_OUT
    elif not found:
        code = NoteCode.NEAR_NOT_SEEN
    else:
        code = NoteCode.NEAR if term.sense is Sense.NEAR else NoteCode.GUESS
    return AnswerNote(code, (term.text, term.near))


def _missing(terms: Sequence[Term]) -> AnswerNote:
    is_script = all(term.is_script for term in terms)
    code = NoteCode.OTHER_SCRIPT if is_script else NoteCode.UNKNOWN
    return AnswerNote(code, tuple(term.text for term in terms[:MOST]))
