"""Layouts: parts that touch, strips with a hairline, heads of one line or two."""

import pytest
from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from photosim.gui.widgets import layouts
from photosim.gui.widgets.layouts import HEAD_PX, HeadLines


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def test_parts_of_a_flush_column_touch_each_other_and_the_edges(page):
    column = layouts.flush_column(page)
    first, second = QLabel("first"), QLabel("second")
    column.addWidget(first)
    column.addWidget(second)
    page.show()

    assert (first.x(), first.y(), first.width()) == (0, 0, page.width())
    assert second.y() == first.height()
    assert first.height() + second.height() == page.height()


@pytest.mark.parametrize("is_beside", [False, True])
def test_a_title_stands_right_over_its_facts_halfway_up(page, is_beside):
    title, facts = QLabel("title"), QLabel("facts")
    row = QHBoxLayout()
    row.addWidget(title)
    layouts.flush_column(page).addLayout(layouts.title_lines(row if is_beside else title, facts))
    page.show()

    assert facts.y() == title.y() + title.height() + 2
    assert abs(title.y() - (page.height() - facts.y() - facts.height())) <= 1


@pytest.mark.parametrize("line_above", [False, True])
def test_a_strip_has_its_hairline_towards_the_photos(page, line_above):
    button = QPushButton("do it")
    layouts.strip_row(page, line_above=line_above).addWidget(button)
    page.show()

    line = page.findChild(QFrame)
    assert (line.height(), line.width()) == (1, page.width())
    assert (line.y() < button.y()) == line_above


def test_a_head_is_higher_while_something_stands_in_its_second_line(page):
    lines = HeadLines(page, below=QMargins(10, 0, 10, 5))
    assert page.height() == HEAD_PX

    lines.open_below(True)
    assert page.height() > HEAD_PX
    assert lines.below.contentsMargins() == QMargins(10, 0, 10, 5)

    lines.open_below(True, is_empty=True)
    assert page.height() == HEAD_PX

    lines.open_below(False)
    assert page.height() == HEAD_PX
    assert lines.below.contentsMargins() == QMargins()


def test_the_second_line_of_a_head_ends_where_the_first_does(page):
    lines = HeadLines(page, end_px=30)
    lines.open_below(True)

    assert lines.below.contentsMargins().right() == lines.row.contentsMargins().right() == 30
