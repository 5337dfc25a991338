"""What is said about labels. Pure functions.

A label may hold any letters: it is isolated where it stands in a sentence, so that one written from
right to left does not turn the rest around, and shortened where a sentence would get too long.
"""

from __future__ import annotations

import html
import unicodedata

from photosim.core.records.themes import Label
from photosim.gui.texts import counts

LONGEST = 200
"""Letters that a field for a label takes."""
_SHORT = 40
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_TURNING = ("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI", "PDF", "PDI")


def clean(text: str) -> str:
    """What a person typed as a label can be: one line, trimmed, without control characters."""
    seen = ("" if unicodedata.category(c) in ("Cc", "Cs") and not c.isspace() else c for c in text)
    return " ".join("".join(seen).split())[:LONGEST].strip()


def short(name: str) -> str:
    """A label's name within a sentence: not longer than needed to know it."""
    shown = name if len(name) <= _SHORT else f"{name[: _SHORT - 1].rstrip()}…"
    turns = any(unicodedata.bidirectional(letter) in _TURNING for letter in shown)
    return f"{_ISOLATE}{shown}{_END}" if turns else shown


def quoted(name: str) -> str:
    """A label's name in quotation marks."""
    return f"“{short(name)}”"


def for_menu(text: str) -> str:
    """Text for a menu or a button, where `&` would mark a letter."""
    return text.replace("&", "&&")


def photos_are(n: int) -> str:
    """The beginning of a sentence about photos: "12 photos are"."""
    return f"{counts.photos(n)} {'is' if n == 1 else 'are'}"


def labelled(n: int, name: str) -> str:
    """Photos were given a label."""
    if n == 0:
        return f"All of them are labelled {quoted(name)} already."
    return f"{photos_are(n)} now labelled {quoted(name)}."


def unlabelled(n: int, name: str) -> str:
    """A label was taken away from photos."""
    if n == 0:
        return f"None of them is labelled {quoted(name)}."
    return f"{photos_are(n)} no longer labelled {quoted(name)}."


def refused(n: int, name: str) -> str:
    """A suggestion was refused."""
    return f"photosim will not suggest {quoted(name)} for {counts.photos(n)} again."


def renamed(n: int, old: str, new: str, *, is_joined: bool) -> str:
    """A label is called otherwise, or was put together with another one."""
    if is_joined:
        return f"{quoted(old)} is part of {quoted(new)} now: {photos_are(n)} concerned."
    return f"{quoted(old)} is called {quoted(new)} now, on {counts.photos(n)}."


def removed(n: int, name: str) -> str:
    """A label is gone."""
    return f"The label {quoted(name)} is taken off {counts.photos(n)}."


def suggestions(n: int, name: str) -> str:
    """Photos may belong to a label."""
    verb = "looks like it belongs" if n == 1 else "look like they belong"
    return f"{counts.photos(n)} {verb} to {quoted(name)}."


def about_suggestions(name: str) -> str:
    """Above the photos that a label is suggested for."""
    return f"These look like your photos labelled {quoted(name)}."


def tip(label: Label) -> str:
    """The whole story of a label, for the tip of its line."""
    lines = [label.name, counts.photos(label.n_photos)]
    if label.n_suggested:
        lines.append(suggestions(label.n_suggested, label.name))
    return "\n".join(lines)


def plain_tip(text: str) -> str:
    """Text for a tip, which Qt would take for rich text if it looked like it."""
    return f"<p>{html.escape(text)}</p>" if text else ""
