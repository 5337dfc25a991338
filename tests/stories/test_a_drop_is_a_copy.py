"""A file manager that offers to move a file keeps it, wherever in photosim it is let go.

A sender deletes its file when it hears that the file was moved.
"""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from support.people.person import Person
from support.windowed import answered

from photosim.gui.grid import drop

Action = Qt.DropAction
OFFERS = [
    Action.MoveAction,
    Action.CopyAction | Action.MoveAction,
    Action.CopyAction | Action.MoveAction | Action.LinkAction,
    Action.MoveAction | Action.LinkAction,
    Action.TargetMoveAction,
    Action.LinkAction,
]
DIALOGS = ("preferences", "about", "privacy", "shortcuts", "label")


class FileManager:
    """Carries a file to photosim and deletes it when it hears that it was moved."""

    def __init__(self, path) -> None:
        self.path = path
        self.mime = QMimeData()
        self.mime.setUrls([QUrl.fromLocalFile(str(path))])
        self.mime.setText(str(path))  # as file managers do: fields of text take that

    def hears(self, answers) -> None:
        if answers[-1] in (Action.MoveAction, Action.TargetMoveAction):
            self.path.unlink()


@pytest.fixture
def manager(pictures, tmp_path):
    copied = tmp_path / "coffee elsewhere.png"
    shutil.copy(pictures["coffee"], copied)
    return FileManager(copied)


@pytest.mark.parametrize("offered", OFFERS, ids=str)
def test_a_drop_on_the_window_is_a_copy_or_refused(at_home: Person, manager, offered):
    answers = at_home.drop_mime(manager.mime, offered)
    manager.hears(answers)

    allowed = {Action.CopyAction} if Action.CopyAction in offered else {None}
    assert set(answers) <= allowed | {None}
    assert answers[-1] in allowed
    assert manager.path.exists()


def test_a_copy_that_is_offered_besides_a_move_is_searched_with(at_home: Person, manager):
    at_home.answer(lambda: at_home.drop_mime(manager.mime, OFFERS[1]))

    assert at_home.names()[0] == "coffee"
    assert manager.path.exists()


def test_who_offers_a_move_only_is_told_how_to_offer_a_copy(at_home: Person, manager):
    at_home.dismiss()

    at_home.drop_mime(manager.mime, Action.MoveAction)

    assert at_home.said == drop.NO_COPY
    assert not at_home.window.drop_target.overlay.isVisible()


def takers(top: QWidget) -> list[QWidget]:
    """Everything in a window that hears of what is held over it."""
    parts = [top, *top.findChildren(QWidget)]
    areas = [part.viewport() for part in parts if isinstance(part, QAbstractScrollArea)]
    return [part for part in [*parts, *areas] if part.acceptDrops()]


@pytest.mark.parametrize("offered", OFFERS, ids=str)
def test_no_part_of_any_window_ever_answers_that_it_moved_a_file(at_home: Person, manager, offered):
    at_home.go_to("All photos")
    at_home.wait_until(lambda: len(at_home.shown_ids()) > 1)
    at_home.click_photo("coffee")
    for name in DIALOGS:
        at_home.choose(name)
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]

    heard = {
        answer for top in tops for part in takers(top) for answer in held(part, manager, offered)
    }

    for top in tops:
        if top is not at_home.window:
            top.close()
    assert len(tops) > len(DIALOGS)
    assert heard <= {Action.CopyAction, None}


def held(part: QWidget, manager: FileManager, offered) -> list[object]:
    """Hold a file over the middle of a part and let it go; what its sender hears."""
    middle = part.rect().center()
    rest = (offered, manager.mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    sent = (
        QDragEnterEvent(QPoint(middle), *rest),
        QDragMoveEvent(QPoint(middle), *rest),
        QDropEvent(QPointF(middle), *rest),
    )
    for event in sent:
        QCoreApplication.sendEvent(part, event)
    answers = [answered(event) for event in sent]
    manager.hears(answers)
    return answers
