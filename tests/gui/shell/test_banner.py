"""Where a sentence lies: never on what can be pressed."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosim.gui.shell.banner import Banner

LONG = "The photo cannot be moved to the trash because the folder cannot be written to now. " * 2


@pytest.fixture
def column(qtbot):
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    made.page, made.line = QWidget(), QWidget()
    made.line.setFixedHeight(34)
    layout.addWidget(made.page, 1)
    layout.addWidget(made.line)
    made.banner = Banner(made.page, made)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_sentence_lies_at_the_lower_edge_of_photos(column):
    column.banner.say("This is not a picture.")

    assert column.page.geometry().contains(column.banner.geometry())
    assert column.banner.geometry().bottom() > column.page.height() - 40


@pytest.mark.parametrize("sentence", ["This is the last group.", LONG])
def test_sentence_takes_the_place_of_the_line_below_a_page_with_buttons(column, sentence):
    column.banner.lie_on(column.line)

    column.banner.say(sentence)

    lies, line = column.banner.geometry(), column.line.geometry()
    assert (lies.left(), lies.width(), lies.bottom()) == (0, 700, line.bottom())
    assert lies.top() >= line.top()


THREE_LINES = LONG * 2


def test_a_sentence_of_three_lines_covers_nothing_of_the_page(column, qtbot):
    column.banner.lie_on(column.line)
    column.banner.say(THREE_LINES)
    qtbot.waitUntil(lambda: column.line.height() > 34)

    lies, line = column.banner.geometry(), column.line.geometry()
    assert lies == line
    assert not column.page.geometry().intersects(lies)

    column.banner.dismiss()
    qtbot.waitUntil(lambda: column.line.height() == 34)


def test_the_line_is_as_high_as_before_when_the_sentence_goes_over_photos(column, qtbot):
    column.banner.lie_on(column.line)
    column.banner.say(THREE_LINES)

    column.banner.lie_on(None)

    qtbot.waitUntil(lambda: column.line.height() == 34)


def test_sentence_follows_the_window(column, qtbot):
    column.banner.lie_on(column.line)
    column.banner.say("This is the last group.")

    column.resize(900, 400)

    qtbot.waitUntil(lambda: column.banner.geometry() == QRect(0, 366, 900, 34))


def test_sentence_goes_back_over_photos(column):
    column.banner.lie_on(column.line)
    column.banner.lie_on(None)

    column.banner.say("40 paths are copied.")

    assert column.page.geometry().contains(column.banner.geometry())


def test_what_would_go_by_itself_can_be_ended_and_what_waits_for_an_answer_stays(column):
    column.banner.say("It is kept.")
    column.banner.end_passing()
    assert not column.banner.isVisible()

    column.banner.say("The library is damaged.", "Show backups", lambda: None)
    column.banner.end_passing()
    assert column.banner.sentence == "The library is damaged."
