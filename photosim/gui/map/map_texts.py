"""What the map says. Pure."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from photosim.core.records.themes import PhotoMap
from photosim.gui.map.theme_names import NamedTheme
from photosim.gui.texts import counts

TITLE = "Map"
NO_PHOTOS = "There are no photos for a map yet. Alike ones will lie side by side here."
MAKING = "photosim is drawing the map of your photos."
FIRST = "A first picture"
BETTER = "a better one is being made"
LATER = "a better one is still to be made"
HOW = "Drag to move, turn the wheel to look nearer. Shift and a drag select, Alt and a drag circle."
HOW_IN_SHORT = "Drag to move, turn the wheel to look nearer."


def subtitle(shown: PhotoMap, n_themes: int) -> str:
    """How much is on the map."""
    themes = [] if not n_themes else ["1 theme" if n_themes == 1 else f"{n_themes} themes"]
    return counts.DOT.join([counts.photos(len(shown.ids)), *themes])


def first_picture(done: int, total: int, *, is_making: bool) -> str:
    """While a better map is made: "... 40 %"; it may also wait for something, or have failed."""
    if not is_making:
        return f"{FIRST}; {LATER}."
    share = f", {QLocale().toString(100 * done // total)}\N{NO-BREAK SPACE}%" if total else ""
    return f"{FIRST}; {BETTER}{share}."


def selected(n: int) -> str:
    """How many photos are selected."""
    return f"{counts.photos(n)} selected"


def of_theme(theme: NamedTheme) -> str:
    """A theme that stands out from the others."""
    return counts.DOT.join([theme.name, counts.photos(theme.size)])


def behind(n: int) -> str:
    """How many photos lie behind a thumbnail; empty for none."""
    return f"and {counts.photos(n)} more here" if n else ""


def accessible(shown: PhotoMap, themes: list[NamedTheme]) -> str:
    """The map for those who do not see it."""
    largest = ", ".join(f"{one.name} ({counts.photos(one.size)})" for one in themes[:5])
    told = f"Map of {counts.photos(len(shown.ids))}."
    return f"{told} Largest themes: {largest}." if largest else told
