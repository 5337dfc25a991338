"""Why something cannot be done with themes, labels, or the map."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, ThemeFault

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
