"""What is said about themes. Pure functions."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QLocale

from photosim.core.records.themes import Theme, Themes
from photosim.gui.texts import counts, label_texts, photo_facts

YOUR_NAME = "your name"
"""On the card of a theme that a person named."""
_TO = "to"


def span(theme: Theme) -> str:
    """From when to when: "2016 to 2024", "2019", "May 2019", or a day.

    Empty where no photo knows when it was taken.
    """
    if theme.since is None or theme.until is None:
        return ""
    # capture times have no zone: the epoch counts what the camera's clock showed
    since, until = (datetime.fromtimestamp(time, UTC) for time in (theme.since, theme.until))
    if since.date() == until.date():
        return photo_facts.date_text(since)
    if (since.year, since.month) == (until.year, until.month):
        return QLocale().toString(QDate(since.year, since.month, 1), "MMMM yyyy")
    if since.year == until.year:
        return str(since.year)
    return f"{since.year} {_TO} {until.year}"


def facts_of(theme: Theme) -> str:
    """The line below a theme's name."""
    return counts.DOT.join(filter(None, (counts.photos(theme.n_photos), span(theme))))


def new(theme: Theme) -> str:
    """How many photos came that may belong to it."""
    return f"{counts.count(theme.n_suggested)} new" if theme.n_suggested else ""


def heard(theme: Theme) -> str:
    """What a screen reader says of a card."""
    parts = [theme.name, counts.photos(theme.n_photos), *filter(None, [span(theme)])]
    if theme.is_named:
        parts.append("named by you")
    if theme.n_suggested:
        parts.append(label_texts.suggestions(theme.n_suggested, theme.name).rstrip("."))
    return ", ".join(parts)


def tip(theme: Theme) -> str:
    """The whole name, and what can be done with it."""
    parts = [theme.name, facts_of(theme)]
    if theme.n_parts > 1:
        parts.append(f"{counts.count(theme.n_parts)} smaller themes in it")
    return "".join(label_texts.plain_tip(part) for part in parts)


def title(parent: Theme | None) -> str:
    """What the page of cards is called."""
    return parent.name if parent is not None else "Themes"


def subtitle(themes: Themes, parent: Theme | None, n_shown: int) -> str:
    """How many themes there are in how many photos."""
    n = len(themes.themes)
    n_photos = parent.n_photos if parent is not None else themes.n_photos
    said = [f"{how_many(themes, parent)} in {counts.photos(n_photos)}"]
    n_named = sum(theme.is_named for theme in themes.themes)
    if n_shown < n:
        said.append(f"{counts.count(n_shown)} shown")
    elif n_named:
        said.append(f"{counts.count(n_named)} named by you")
    return counts.DOT.join(said)


def how_many(themes: Themes, parent: Theme | None) -> str:
    """How many themes there are."""
    n, kind = len(themes.themes), "smaller theme" if parent is not None else "theme"
    return f"{counts.count(n)} {kind}{'' if n == 1 else 's'}"


def missing(n: int) -> str:
    """Photos came since the themes were made."""
    return f"{counts.photos(n)} came since your photos were sorted."


def sorting(done: int, total: int) -> str:
    """How far the clustering is: "40 %", empty when that cannot be told."""
    if total <= 0:
        return ""
    share = min(100, 100 * done // total)
    return f"{QLocale().toString(share)}\N{NO-BREAK SPACE}%"


def look_closer(theme: Theme) -> str:
    """The button that leads to the themes within a theme."""
    return f"Look closer: {counts.count(theme.n_parts)} smaller themes"


NAMING = "A name labels all photos of the theme: they are found by it from then on."
"""What naming a theme does."""
NAME_THIS = "Name this theme…"
"""In the empty field over the title, and on the button that opens it."""
