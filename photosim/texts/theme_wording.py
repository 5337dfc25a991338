"""What themes without a name are called, and why something cannot be done with themes or labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from photosim.core.errors import Code, ThemeFault
from photosim.core.records.themes import Themes

_NAMELESS = "Mixed photos"
"""A theme of which no word tells; how many its photos are and of when stands below each name."""

SENTENCES: Mapping[Code, str] = {
    ThemeFault.PHOTOS_CHANGE: "The photos change faster than they can be sorted; try again later.",
    ThemeFault.THEME_GONE: "This theme is not there any more: the photos were sorted anew.",
    ThemeFault.SORTING_WRONG: "Sorting the photos went wrong.",
    ThemeFault.SORTED_WHEN_OPENED: "It is tried again when the themes are looked at.",
    ThemeFault.MAP_WRONG: "Drawing the map went wrong.",
    ThemeFault.DRAWN_WHEN_OPENED: "It is tried again when the map is opened.",
    ThemeFault.LABEL_UNSEEN: "A label needs a name that can be seen.",
    ThemeFault.LABEL_LONG: "The name of a label can have up to {} characters.",
    ThemeFault.LABEL_GONE: "There is no label {} any more.",
}


def named(names: Sequence[str]) -> tuple[str, ...]:
    """Names of themes, the largest first, where an empty one becomes one that no other has."""
    used = {name.casefold() for name in names}
    free = (name for name in _nameless() if name.casefold() not in used)
    return tuple(name or next(free) for name in names)


def with_names(themes: Themes) -> Themes:
    """The themes, each with a name."""
    names = named([theme.name for theme in themes.themes])
    each = zip(themes.themes, names, strict=True)
    return replace(themes, themes=tuple(replace(theme, name=name) for theme, name in each))


def _nameless() -> Iterable[str]:
    yield _NAMELESS
    yield from (f"{_NAMELESS} {number}" for number in count(2))
