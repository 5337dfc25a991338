"""The right column: its width does not depend on whether it must be scrolled."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from support import photos

from photosim.gui.search.query import QueryPane
from photosim.gui.shell.selected import SelectedPanel


class NoPhotos:
    def photos(self, ids, done, channel=""):
        pass


@pytest.fixture
def pane(qtbot):
    made = QueryPane(SelectedPanel(NoPhotos(), None))
    qtbot.addWidget(made)
    made.show_query("a picture.jpg", photos.encoded(photos.noise((384, 384))), 50)
    made.resize(332, 500)
    made.show()
    return made


def test_the_picture_is_as_wide_at_every_height_of_the_window(pane, qapp):
    area = pane.findChild(QScrollArea)
    widths, scrolled = set(), set()
    for height in range(400, 900, 3):
        pane.resize(332, height)
        qapp.processEvents()
        widths.add(pane.picture.width())
        scrolled.add(area.verticalScrollBar().isEnabled())

    assert len(widths) == 1
    assert scrolled == {True, False}


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_both_margins_are_equal_with_the_bar_where_lines_end(pane, qapp, direction):
    pane.setLayoutDirection(direction)
    qapp.processEvents()

    left = pane.picture.mapTo(pane, pane.picture.rect().topLeft()).x()
    right = pane.width() - pane.picture.mapTo(pane, pane.picture.rect().topRight()).x() - 1
    bar = pane.findChild(QScrollArea).verticalScrollBar().width()

    assert abs(left - right) <= abs(bar - 12)
