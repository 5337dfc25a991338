"""Reasons of what is proposed, losses and differences, in phrases: "cropped to 80 %".

A phrase can stand alone or behind others; it begins with a small letter and has no full stop. For
each code there is a phrase, with a place for each of its values, or the function that writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from photosim.core.records.pairs import Doubt
from photosim.core.records.reasons import (
    Change,
    Drawback,
    Loss,
    Merit,
    Reason,
    Trace,
    Why,
)
from photosim.texts import amounts

Phrase = str | Callable[..., str]


def phrase(reason: Reason | None) -> str:
    """A reason in words; empty for none."""
    if reason is None:
        return ""
    said = _PHRASES[reason.code]
    values = [phrase(value) if isinstance(value, Reason) else value for value in reason.values]
    return said.format(*values) if isinstance(said, str) else said(*values)


def phrases(reasons: Iterable[Reason]) -> list[str]:
    """Several reasons, in their order."""
    return [phrase(reason) for reason in reasons]


def told_together(why: Reason | None, changes: Iterable[Reason]) -> list[str]:
    """A reason and the differences behind it, without what both of them say.

    That a copy was made smaller is said with how much smaller it is.
    """
    kept = list(changes)
    smaller = next((one for one in kept if one.code in _SMALLER), None)
    if why is not None and smaller is not None and why.values == (_MADE_SMALLER,):
        why = Reason(why.code, (smaller,))
        kept.remove(smaller)
    elif why is not None:
        kept = [one for one in kept if not _is_said_by(why, one)]
    return list(dict.fromkeys(filter(None, (phrase(why), *phrases(kept)))))


def _is_said_by(why: Reason, change: Reason) -> bool:
    """Whether a reason says the same of the same two numbers."""
    return _ALSO_SAID.get(why.code) is change.code and why.values == change.values


def doubt(found: Doubt) -> str:
    """Why two photos whose pixels agree are not called the same picture."""
    return _DOUBTS[found]


def _listed(*said: str) -> str:
    return ", ".join(said)


def _place(share: int) -> str:
    return f"differs in one place, {f'{share} %' if share else 'less than 1 %'} of the picture"


def _of_pixels(word: str) -> Callable[[int, int], str]:
    return lambda second, first: (
        f"{word}, {amounts.megapixels(second)} of {amounts.megapixels(first)} MP"
    )


def _turned(degrees: int) -> str:
    way = {90: " to the left", -90: " to the right"}.get(degrees, "")
    return f"turned by {abs(degrees)}°{way}"


def _compression(second: int, first: int) -> str:
    word = "more" if second < first else "less"
    sizes = amounts.size(second), amounts.size(first)
    if sizes[0] == sizes[1]:  # too little for a person
        return f"a little {word} compressed"
    return f"{word} compressed, {sizes[0]} of {sizes[1]}"


def _file(word: str) -> Callable[[int, int], str]:
    return lambda second, first: (
        f"{word} file, {amounts.bytes_instead(second, first).replace(' instead of ', ' of ')}"
    )


def _pixels_stay(staying: int, all_of_it: int) -> str:
    left, whole = amounts.megapixels(staying), amounts.megapixels(all_of_it)
    return f"pixels: {left} of {whole} MP stay"


def _enlarged(shown: int, own: int) -> str:
    return (
        f"enlarged: shows no more than {amounts.megapixels(shown)} of its"
        f" {amounts.megapixels(own)} MP"
    )


def _has(fact: str) -> str:
    return f"knows {fact}" if fact in _KNOWN else f"has {fact}"


def _known_alone(fact: str) -> str:
    return f"it alone {_has(fact)}"


def _lacks(fact: str) -> str:
    return f"does not know {fact}" if fact in _KNOWN else f"lacks {fact} of the other"


def _torn(one: str, another: str) -> str:
    return f"none has it all: one {_has(one)}, another one {_has(another)}"


def _smaller_knows(fact: str) -> str:
    return f"one of them {_has(fact)}, another one shows more"


def _companions(begin: str, end: str) -> Callable[[str, int], str]:
    def said(name: str, n_more: int) -> str:
        belong = f"{name} and {n_more} more belong" if n_more else f"{name} belongs"
        return f"{begin} {belong} {end}"

    return said


def _file_beside(ending: str) -> str:
    return f"{'an' if ending.startswith(_SPOKEN_WITH_A_VOWEL) else 'a'} {ending} file beside it"


def _after(begin: str, told: Callable[..., str]) -> Callable[..., str]:
    """Words, a colon, and two amounts."""
    return lambda *values: f"{begin}: {told(*values)}"


_SPOKEN_WITH_A_VOWEL = (*"AEIOU", "MP", "XMP")

_TIME, _PLACE = "when it was taken", "where it was taken"
_KNOWN = (_TIME, _PLACE)
"""What a photo knows, not has."""

_SMALLER = (Change.SMALLER, Change.SMALLER_PART)
_MADE_SMALLER = Reason(Trace.SHOWS_LESS)
_ALSO_SAID: Mapping[Enum, Change] = {
    Why.SHOWS_MOST: Change.LARGER,
    Why.SHOWS_LESS: Change.SMALLER,
    Why.LARGEST_FILE: Change.LARGER_FILE,
    Why.SMALLER_FILE: Change.SMALLER_FILE,
}
"""What a difference says that is a reason, too."""

_CHANGES: Mapping[Enum, Phrase] = {
    Change.PLACE: _place,
    Change.SMALLER: _of_pixels("smaller"),
    Change.LARGER: _of_pixels("larger"),
    Change.SMALLER_PART: "smaller, at {} %",
    Change.LARGER_PART: "larger, at {} %",
    Change.CROPPED: "cropped to {} %",
    Change.LESS_AROUND: "without what the other one has around it",
    Change.FRAMED: "framed",
    Change.SHOWS_MORE: "shows more around it",
    Change.MIRRORED: "mirrored",
    Change.TURNED: _turned,
    Change.TILTED: "tilted by {}°",
    Change.LOST_COLOUR: "black and white",
    Change.GAINED_COLOUR: "in colour",
    Change.BRIGHTER: "brighter",
    Change.DARKER: "darker",
    Change.MARKED: "text or a mark on one of the two",
    Change.PART_MISSING: "damaged: a part of it is missing",
    Change.FORMAT: "{} instead of {}",
    Change.COMPRESSION: _compression,
    Change.SMALLER_FILE: _file("smaller"),
    Change.LARGER_FILE: _file("larger"),
}

_LOSSES: Mapping[Enum, Phrase] = {
    Loss.TIME: _TIME,
    Loss.PLACE: _PLACE,
    Loss.FILE_BESIDE: _file_beside,
    Loss.LABEL: "the label {}",
    Loss.STARS: "its stars",
    Loss.CAPTION: "its caption, keywords, comment or colour label",
    Loss.FILM: "the film inside it",
    Loss.DEPTH: "more than 8 bits for a colour",
    Loss.OTHER_TIME: "another time when it was taken",
    Loss.COLOURS: "its colours",
    Loss.GREY: "that it is black and white",
    Loss.TONES: "its own colours or tones",
    Loss.MIRRORED: "that it is mirrored",
    Loss.TURNED: "that it is turned",
    Loss.EDGES: "what it shows around: {} % of it",
    Loss.QUALITY: "quality: it is less compressed",
    Loss.PAGES: "{} pages",
    Loss.PIXELS: _pixels_stay,
    Loss.MORE_PIXELS: "more pixels",
}

_TRACES: Mapping[Enum, Phrase] = {
    Trace.NO_RECORD: "without the camera's record",
    Trace.NO_TIME: "the camera's record does not say when",
    Trace.OTHER_SIZE: "not of the size that the camera wrote",
    Trace.CONVERTED: "converted to {}",
    Trace.SAVED_BY: "saved by {}",
    Trace.EDITED: "saved by a program that edits",
    Trace.TWICE: "compressed a second time",
    Trace.SHOWS_LESS: "made smaller",
    Trace.BY_PROGRAM: "written by a program, not by the camera",
    Trace.LATER: "changed after it was taken",
    Trace.NO_NOTE: "without the camera's own note",
}

_DRAWBACKS: Mapping[Enum, Phrase] = {
    Drawback.COLOURED: "in colour, and the other one is black and white",
    Drawback.MIRRORED: "one of the two is mirrored",
    Drawback.TURNED: "one of the two is turned",
    Drawback.CROPPED: "the other one is cropped",
    Drawback.ADDED_AROUND: "it shows more around it, which may have been added",
    Drawback.FRAMED: "the other one has a frame",
    Drawback.MORE_COLOURS: "the other one has 256 colours at most",
    Drawback.LIT: "one of the two was made brighter or darker",
    Drawback.AROUND: "the other one shows more around it, which may have been added",
    Drawback.STRETCHED: "one of the two is stretched",
    Drawback.RECOLOURED: "one of the two has other colours",
    Drawback.REFOCUSED: "one of the two is sharper in some places only",
    Drawback.NOISIER: "the other one is noisier",
    Drawback.SHARPENED: "the other one may have been sharpened",
    Drawback.SHARPER: "sharper than the other one, which may have been smoothed",
    Drawback.RESAVED: "the other one was compressed a second time",
    Drawback.EDITED: "the other one was saved by a program that edits",
    Drawback.MAY_SHOW_MORE: "it may show more than the other one",
    Drawback.LOSSLESS: "of a format that loses nothing, unlike the other one",
    Drawback.LESS_COMPRESSED: "less compressed than the other one",
    Drawback.ENLARGED: "the other one may be an enlargement",
    Drawback.UNPROVEN: "nothing shows which of the two was made of the other",
    Drawback.TONED: "one of the two has other colours or tones",
    Drawback.REDUCED: "the other one was made of it",
    Drawback.OTHER_TIME: "the two say that they were taken at different times",
}

_WHYS: Mapping[Enum, Phrase] = {
    Why.PROTECTED: "in a folder that is never touched",
    Why.SAID: "you said that it stays",
    Why.SAID_OF_EQUAL: "you said that it, or a file equal to it, stays",
    Why.CHOSEN: "it is kept in another group",
    Why.UNREADABLE: "its folder cannot be read now",
    Why.OWNED: "it belongs to another program",
    Why.BESIDE_PROTECTED: "equal to one in a folder that is never touched",
    Why.BESIDE_SAID: "equal to one of which you said that it stays",
    Why.BESIDE_CHOSEN: "equal to one that is kept in another group",
    Why.BESIDE_KEPT: "the same picture as one that stays",
    Why.ALONE: "the only one that can be read now",
    Why.EQUAL: "no rule tells it from another one",
    Why.TIED: "otherwise equal",
    Why.NO_RULE: "no rule says which one stays",
    Why.BY_HAND: "similar shots are chosen by hand",
    Why.UNEXAMINED: "photosim has yet to look at it more closely",
    Why.UNCERTAIN: "probably the same picture: not compared closely yet",
    Why.DOUBTED: "another one may be the better one",
    Why.NONE_STAYS: "what was to stay is put down for the trash",
    Why.DAMAGED: "damaged: a part of it is missing",
    Why.DAMAGED_ALONE: "damaged, and so are the others",
    Why.DAMAGED_BUT: _after("damaged, but it has what the other lacks", _listed),
    Why.WHOLE: "whole, and the others are damaged",
    Why.NOT_OWNED: "the others belong to another program",
    Why.OTHER_PAGES: "it has {} pages, the other {}",
    Why.TAKES_ALONG: "{} would go with it",
    Why.KNOWN_ALONE: _known_alone,
    Why.STRAIGHT: "straight from the camera",
    Why.IN_DOUBT: "it and another one both look like the camera's own file",
    Why.OTHER_FORMATS: "of two formats, and nothing says which was made of which",
    Why.MADE_OF_OTHER: "made of the other one: {}",
    Why.UNSURE: "it is not clear which one shows more",
    Why.SHOWS_MOST: _after("most pixels", amounts.pixels_instead),
    Why.SHOWS_LESS: _after("fewer pixels", amounts.pixels_instead),
    Why.NOT_ENLARGED: "not enlarged",
    Why.ENLARGED: _enlarged,
    Why.TORN: _torn,
    Why.SMALLER_KNOWS: _smaller_knows,
    Why.HAS: _has,
    Why.LACKS: _lacks,
    Why.IN_PREFERRED_FOLDER: "in the preferred folder {}",
    Why.NOT_IN_PREFERRED_FOLDER: "not in the preferred folder {}",
    Why.IN_LESS_PREFERRED_FOLDER: "in the less preferred folder {}",
    Why.PREFERRED_FORMAT: "in a preferred format: {} instead of {}",
    Why.NOT_PREFERRED_FORMAT: "not in the preferred format: {} instead of {}",
    Why.MOST_PIXELS: _after("most pixels", amounts.sides_instead),
    Why.FEWER_PIXELS: _after("fewer pixels", amounts.sides_instead),
    Why.LARGEST_FILE: _after("largest file", amounts.bytes_instead),
    Why.SMALLER_FILE: _after("smaller file", amounts.bytes_instead),
    Why.TAKEN_FIRST: _after("taken first", amounts.moments_instead),
    Why.TAKEN_LATER: _after("taken later", amounts.moments_instead),
    Why.TAKEN_LAST: _after("taken last", amounts.moments_instead),
    Why.TAKEN_EARLIER: _after("taken earlier", amounts.moments_instead),
    Why.MODIFIED_FIRST: _after("modified first", amounts.moments_instead),
    Why.MODIFIED_LATER: _after("modified later", amounts.moments_instead),
    Why.MODIFIED_LAST: _after("modified last", amounts.moments_instead),
    Why.MODIFIED_EARLIER: _after("modified earlier", amounts.moments_instead),
    Why.SHARPEST: "sharpest",
    Why.LESS_SHARP: "less sharp",
    Why.SHORTEST_NAME: "shortest name: {} instead of {}",
    Why.LONGER_NAME: "longer name: {} instead of {}",
    Why.HAS_COMPANIONS: _companions("otherwise equal, and", "to it"),
    Why.LACKS_COMPANIONS: _companions("otherwise equal, but", "to the other"),
    Why.BEST_SHOT: _listed,
    Why.SOURCE: "the other one was saved from it",
}

_MERITS: Mapping[Enum, Phrase] = {
    Merit.SHARPEST: "sharpest",
    Merit.SHARP: "sharp",
    Merit.WELL_EXPOSED: "well exposed",
    Merit.MOST_PIXELS: "most pixels",
    Merit.NOT_CLIPPED: "nothing burnt out or drowned",
}

_PHRASES: Mapping[Enum, Phrase] = {
    **_CHANGES,
    **_LOSSES,
    **_TRACES,
    **_DRAWBACKS,
    **_WHYS,
    **_MERITS,
}

_DOUBTS: Mapping[Doubt, str] = {
    Doubt.CAMERA: "the camera says that they are two shots",
    Doubt.FOCUS: "they are focused differently",
    Doubt.EXPOSURE: "they may be two exposures",
    Doubt.PLACE: "they differ in one place",
    Doubt.FRAMES: "they do not have the same pages or frames",
    Doubt.UNDECIDED: "it could not be decided for certain",
    Doubt.MANY: "there are many nearly equal ones, and not every two were looked at closely",
}
