"""What is said in a review covers none of its buttons, however much there is to say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from support import album
from support.people import cleaning
from support.people.person import Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier

LONG = (
    "What came back from the trash is undecided: it goes again only when you put it down anew. " * 5
)


def on_screen(widget):
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


@pytest.fixture
def reviewer(desk, tmp_path):
    folder = tmp_path / "Pictures"
    cleaning.plant(album.quarters(folder, 1), folder / "copies")
    person = desk.open(tmp_path / "library", n_workers=2, trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(folder)
    return Reviewer(person)


def test_a_long_message_covers_none_of_the_buttons(reviewer):
    person = reviewer.person
    reviewer.go_to(Tier.SAME_FILE)
    banner, answers = person.window.banner, reviewer.controller.page.compare.answers

    reviewer.wait_until_seen()
    banner.say(LONG)
    person.wait_until(lambda: banner.height() > 40)
    person.wait_until(lambda: banner.height() == person.window.status_line.height())
    assert not on_screen(banner).intersects(on_screen(reviewer.controller.page))
    person.look("long-message")
    buttons = [button for button in answers.buttons.values() if button.isVisible()]
    assert buttons
    assert not any(on_screen(banner).intersects(on_screen(button)) for button in buttons)

    before = person.window.size()
    person.dismiss()
    person.wait_until(lambda: person.window.status_line.height() < 40)
    assert person.window.size() == before


def test_del_in_the_trash_journal_says_what_is_true_of_an_empty_one(reviewer):
    person = reviewer.person
    person.choose("journal")
    person.wait_until(reviewer.trash.journal_page.isVisible)

    person.press(Keys.Key_Delete)

    person.wait_until_said("Del moves nothing from the trash journal.")
