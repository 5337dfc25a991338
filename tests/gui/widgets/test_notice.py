"""Sentences in the place of photos: what is said there counts only while it is shown."""

from PySide6.QtWidgets import QLabel, QStackedWidget

from photosim.gui.widgets.notice import EmptyPage


def test_an_empty_page_says_nothing_while_another_is_shown_in_its_place(qtbot):
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    photos, empty = QLabel(), EmptyPage(pages)
    pages.addWidget(photos)
    pages.addWidget(empty)
    empty.say("No photos yet.", None)
    assert empty.shown_sentence == ""

    pages.setCurrentWidget(empty)
    assert empty.shown_sentence == "No photos yet."

    pages.setCurrentWidget(photos)
    assert empty.shown_sentence == ""
