"""How the parts of pages lie: columns without gaps, a title over its facts, strips, heads."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from photosim.gui.widgets import appearance
from photosim.gui.widgets.appearance import GAP_L, GAP_M, GAP_S, GAP_XL

HEAD_PX = 76
"""Height of a head with one line."""
_BELOW_PX = 44
"""How much higher a head with two lines is."""
_STRIP = QMargins(GAP_XL, GAP_S, GAP_L, GAP_S)


def flush_column(parent: QWidget) -> QVBoxLayout:
    """The layout of `parent`: parts below each other, without margins and gaps."""
    made = QVBoxLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    return made


def title_lines(title: QWidget | QLayout, facts: QWidget) -> QVBoxLayout:
    """A title, which may have something beside it, and a line of facts, halfway up."""
    made = QVBoxLayout()
    made.setSpacing(2)
    made.addStretch(1)
    if isinstance(title, QLayout):
        made.addLayout(title)
    else:
        made.addWidget(title)
    made.addWidget(facts)
    made.addStretch(1)
    return made


def strip_row(strip: QWidget, *, line_above: bool = False) -> QHBoxLayout:
    """The row of a strip over or under photos, still empty, and the hairline towards them.

    It is the layout of `strip` from now on; the line is below the row, or above it.
    """
    made = QHBoxLayout()
    made.setContentsMargins(_STRIP)
    made.setSpacing(GAP_S)
    column = flush_column(strip)
    column.addLayout(made)
    column.insertWidget(0 if line_above else 1, appearance.line(parent=strip))
    return made


class HeadLines:
    """The layout of the head of a page: a row, room for another below it, a hairline.

    Attributes:
        row: the title and what stands beside it.
        below: what a narrow window has no room for beside the title.
    """

    def __init__(
        self,
        head: QWidget,
        *,
        end_px: int = GAP_XL,
        gap_px: int = GAP_S,
        below: QMargins | None = None,
    ) -> None:
        """The layout of `head`.

        Args:
            head: has a fixed height from now on.
            end_px: margin at the end of the lines.
            gap_px: between the parts of a line.
            below: margins of the second line; None for those of the first and one at its foot.
        """
        self._head = head
        self._margins = QMargins(GAP_XL, 0, end_px, GAP_M) if below is None else below
        self.row, self.below = QHBoxLayout(), QHBoxLayout()
        self.row.setContentsMargins(GAP_XL, 0, end_px, 0)
        column = flush_column(head)
        for line, stretch in ((self.row, 1), (self.below, 0)):
            line.setSpacing(gap_px)
            column.addLayout(line, stretch)
        column.addWidget(appearance.line(parent=head))
        self.open_below(False)

    def open_below(self, is_open: bool, *, is_empty: bool = False) -> None:
        """Give the second line its margins, and its height unless nothing in it is shown."""
        self.below.setContentsMargins(self._margins if is_open else QMargins())
        self._head.setFixedHeight(HEAD_PX + (_BELOW_PX if is_open and not is_empty else 0))
