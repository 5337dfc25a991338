"""What is searched for in words, and what is said about it. Pure."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication

from photosim.core.records.photos import Evidence, FactKind, Match, Query
from photosim.core.records.themes import Suggestion, Tag, TagKind, WordKind
from photosim.gui.texts import counts

LONGEST = 500
"""Characters of a text that is searched for; nobody types more."""
NONE_SO_WELL = "None of your photos fits so well."
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that change the direction of what follows: of a title, that would be more than the text."""
_NOT_TEXT = ("Cc", "Cs")
_NONE_FIRST, _NONE_LAST = 0xFDD0, 0xFDEF
_CLEARLY, _SEEN, _PERHAPS = 0.9, 0.5, 0.2
"""Scores, 0..1, from which on a thing is clearly seen, seen, perhaps in it; less is a guess.

Searching 600 photos of Caltech-101 for the names of their 40 classes, .94 of the matches from .9 on
were of that class, .83 from .5, .28 from .2, .04 below."""
LEAST = 20
"""What fits less, per cent, is shown only when it is asked for, or fits best."""


def plain(text: str) -> str:
    """The text as one line without signs that cannot be seen, at most `LONGEST` characters."""
    kept = (
        " " if sign.isspace() else sign
        for sign in text[: 4 * LONGEST]
        if sign.isspace() or _is_text(sign)
    )
    return " ".join("".join(kept).split())[:LONGEST].strip()


def _is_text(sign: str) -> bool:
    """Whether it can be seen; what a later Unicode may have is left, as in labels: new emoji."""
    code = ord(sign)
    is_none = _NONE_FIRST <= code <= _NONE_LAST or code & 0xFFFE == 0xFFFE
    return not (is_none or sign in _TURNING or unicodedata.category(sign) in _NOT_TEXT)


def quoted(text: str) -> str:
    """A text of the person's within a sentence: “dog on a sofa”."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"


def is_by_words(query: Query) -> bool:
    """Whether nothing but words is searched with."""
    return bool(query.text) and query.photo_id is None and query.path is None and query.data is None


def title(query: Query) -> str:
    """What the answer's page is called: “dog”, "Like IMG_1.JPG", "Like IMG_1.JPG, more “snow”"."""
    if is_by_words(query):
        return quoted(query.text)
    whole = query.name or "this picture"
    like = f"Like a part of {whole}" if query.box else f"Like {whole}"
    return f"{like}, more {quoted(query.text)}" if query.text else like


def called(query: Query) -> str:
    """What a query is called in the list of earlier ones."""
    if is_by_words(query):
        return quoted(query.text)
    name = query.name or "a photo of yours"
    name = f"a part of {name}" if query.box else name
    return f"{name}, more {quoted(query.text)}" if query.text else name


def subtitle(n_photos: int, n_less: int, seconds: float, *, n_folded: int = 0) -> tuple[str, ...]:
    """What stands below an answer to words: "37 photos, the best first · 73 more fit less".

    Then the same ever shorter, for narrow windows: what is least important goes first.
    """
    first = f", {_tr('the best first')}" if n_photos > 1 else ""
    fit = _tr("fits less") if n_less == 1 else _tr("fit less")
    less = [f"{counts.count(n_less)} more {fit}"] if n_less else []
    photos, folded = counts.photos(n_photos), not_seen(n_folded)
    return counts.ever_shorter(
        [f"{photos}{first}", *folded, *less, counts.seconds(seconds)],
        [f"{photos}{first}", *folded, *less],
        [photos, *folded, *less],
        [photos, *less],
        [photos],
    )


def not_seen(n_folded: int) -> list[str]:
    """How many of an answer's photos are not seen, because they are folded into others."""
    return [f"{counts.count(n_folded)} {_tr('folded')}"] if n_folded else []


def nothing_fits(query: Query) -> str:
    """The sentence of an answer without photos."""
    return _tr("None of your photos fits %1.").replace("%1", quoted(query.text))


def why(match: Match) -> str:
    """Why a photo answers the words; "" when that is not what the match is about."""
    if match.evidence is Evidence.LABEL:
        return _tr("your label")
    if match.evidence in (Evidence.NAME, Evidence.DATE):
        return _in_fact(match.fact) if match.fact else ""
    if match.evidence is not Evidence.WORDS:
        return ""
    return strength(match.similarity)


def strength(score: float) -> str:
    """How well something fits, 0..1, in words."""
    if score >= _CLEARLY:
        return _tr("clearly seen")
    if score >= _SEEN:
        return _tr("seen in it")
    return _tr("perhaps in it") if score >= _PERHAPS else _tr("a guess")


def _in_fact(fact: FactKind) -> str:
    """Which of a photo's own facts has the words, as the search found it."""
    said = {
        FactKind.FILE_NAME: _tr("in its name"),
        FactKind.FOLDER: _tr("in its folder's name"),
        FactKind.CAMERA: _tr("its camera"),
        FactKind.DATE: _tr("its date"),
    }
    return said[fact]


def kind(suggestion: Suggestion) -> str:
    """What stands behind a suggested word: "label, 12 photos", "camera"."""
    names = {
        WordKind.LABEL: _tr("label"),
        WordKind.THING: "",
        WordKind.COLOUR: _tr("colour"),
        WordKind.FOLDER: _tr("folder"),
        WordKind.CAMERA: _tr("camera"),
        WordKind.DATE: _tr("date"),
        WordKind.FILE: _tr("file name"),
    }
    n_photos = counts.photos(suggestion.n_photos) if suggestion.n_photos else ""
    return ", ".join(part for part in (names[suggestion.kind], n_photos) if part)


def is_weak(tag: Tag) -> bool:
    """Whether a tag is only a guess, and shown as one."""
    return tag.kind is TagKind.SEEN and tag.score < _SEEN


def sureness(tag: Tag) -> str:
    """How sure a tag is, in words."""
    if tag.kind is TagKind.LABEL:
        return _tr("A label of yours")
    if tag.kind is TagKind.SUGGESTED:
        return _tr("A label of yours that photos much like this one have")
    if tag.score >= _CLEARLY:
        return _tr("Clearly seen in this photo")
    return _tr("Seen in this photo") if tag.score >= _SEEN else _tr("Perhaps in this photo")


def _tr(text: str) -> str:
    return QCoreApplication.translate("phrases", text)
