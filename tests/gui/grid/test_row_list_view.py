"""A list of rows: one column as wide as the view, rows of one height, one chosen at most."""

import pytest
from PySide6.QtCore import QStringListModel, Qt

from photosim.gui.grid.row_list_view import RowListView


@pytest.fixture
def view(qtbot):
    made = RowListView(40)
    made.setModel(QStringListModel([str(n) for n in range(50)], made))
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_rows_are_as_wide_as_the_view_and_lie_below_each_other(view):
    first, second = view.cell_rect(0), view.cell_rect(1)

    assert first.width() == view.viewport().width()
    assert (first.height(), second.top() - first.top()) == (40, 40)
    assert view.reach(1) == second


def test_one_row_at_most_is_chosen(view):
    for row in (1, 3):
        view.choose(row, Qt.KeyboardModifier.NoModifier)

    assert view.selected_ranges() == [range(3, 4)]


def test_the_bar_is_there_when_rows_are_out_of_sight(view, qtbot):
    assert view.verticalScrollBar().isVisible()

    view.model().setStringList(["one"])

    qtbot.waitUntil(lambda: not view.verticalScrollBar().isVisible())
