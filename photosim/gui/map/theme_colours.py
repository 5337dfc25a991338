"""The colours of the map's dots and thumbnails: one for each of the largest themes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QPalette

from photosim.gui.map.dots import Colours
from photosim.gui.widgets import palettes
from photosim.gui.widgets.appearance import Role

N_COLOURS = 10
"""Themes with a colour of their own; more could not be told apart."""
_FADED = 0.72


class ThemeColours:
    """Colours for one palette."""

    def __init__(self, palette: QPalette) -> None:
        self._themes = palettes.of_themes(palette)
        self._other = palette.color(Role.PlaceholderText)
        self._base = palette.color(Role.Base)
        self._chosen = palette.color(Role.Highlight)

    def of(self, theme: int) -> QColor:
        """The colour of a theme, by its number; -1 for photos of none."""
        return self._themes[theme] if 0 <= theme < N_COLOURS else self._other

    def of_photos(
        self,
        themes: npt.NDArray[np.int32],
        chosen: npt.NDArray[np.bool_],
        picked: int | None,
    ) -> Colours:
        """`(n,)` colours of dots; with a `picked` theme those of all others fade.

        Args:
            themes: `(n,)` numbers of themes.
            chosen: `(n,)` whether each photo is selected.
            picked: the number of the one theme that matters, None for all.
        """
        every = [*(self.of(theme) for theme in range(N_COLOURS)), self._other]
        faded = [palettes.mixed(colour, self._base, _FADED) for colour in every]
        table = np.array([c.rgba() for c in (*every, *faded, self._chosen)], np.uint32)
        number = np.where((themes >= 0) & (themes < N_COLOURS), themes, N_COLOURS)
        if picked is not None:
            number = np.where(themes == picked, number, number + N_COLOURS + 1)
        return table[np.where(chosen, len(table) - 1, number)]
