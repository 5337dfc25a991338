"""What is said to a person beside the photos that words found: which words are beyond photosim."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core.records.photos import Evidence, Match
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term

UNSURE = 0.3
"""Best score below which it is said that nothing here may show it: a quarter of the weight that one
sure photo has."""
LONGEST_WORD = 40
"""Characters of a word that are repeated to the person."""


def note(
    asked: ParsedText, meant: ParsedQuery, missing: Sequence[Term], matches: Sequence[Match]
) -> str:
    """At most three sentences; empty when all words are understood."""
    if not meant.terms and not asked.whens:
        if matches:
            return ""
        return "There is no word in this text that photosim could look for."
    if not matches and asked.whens and not meant.terms:
        return f"No photo here was taken in \u201c{asked.whens[0].text}\u201d."
    told = [_missing(missing)] if missing else []
    told += [_near(t, found=bool(matches)) for t in meant.terms if _is_only_near(t, matches)]
    if not missing and not told and matches and matches[0].similarity < UNSURE:
        told.append("photosim is not sure that any of these photos shows it.")
    if asked.is_cut:
        told.append("Only the first words of this long text were looked for.")
    return " ".join(told[:3])


def _is_only_near(term: Term, matches: Sequence[Match]) -> bool:
    """Whether what a word was taken for decides what is shown, or that nothing is."""
    if term.sense not in (Sense.NEAR, Sense.GUESS) or not term.near:
        return False
    return bool(term.left_out) or all(m.evidence is Evidence.WORDS for m in matches[:1])


def _near(term: Term, *, found: bool) -> str:
    word = quoted(term)
    if term.left_out:
        return f"photosim has not learnt what {word} looks like; it leaves out: {term.near}."
    if not found:
        return (
            f"photosim has not learnt what {word} looks like, and sees nothing here of what is"
            f" near: {term.near}."
        )
    if term.sense is Sense.NEAR:
        return (
            f"photosim has not learnt what {word} looks like; it shows what is near: {term.near}."
        )
    return f"photosim can only guess at {word}, from {term.near}."


def _missing(terms: Sequence[Term]) -> str:
    words = ", ".join(quoted(term) for term in terms[:3])
    noun = "word" if len(terms) == 1 else "words"
    if all(term.is_script for term in terms):
        return f"photosim understands English: {words} is in no label and no name here."
    return f"photosim does not know the {noun} {words}."


def quoted(term: Term) -> str:
    """A word in quotation marks, shortened."""
    text = term.text
    return f"\u201c{text if len(text) <= LONGEST_WORD else text[: LONGEST_WORD - 1] + '…'}\u201d"
