"""Review and trash on an engine in memory, as the window builds them, without the rest of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QStackedWidget
from support.fake_engine import FakeEngine, made_up
from support.fake_review import group_of, members_of

from photosim.core.records.pairs import Tier
from photosim.gui.duplicates.controller import ReviewController
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import DUPLICATES
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.window_state import WindowState
from photosim.gui.trash.controller import TrashController
from photosim.gui.trash.wiring import connect_review
from photosim.gui.widgets.bridge import Bridge


class Review:
    """A review, the trash, and their engine.

    `ids` are the groups in the order of the list: what frees most comes first.
    """

    def __init__(self, qtbot, path, details, fakes):
        self.qtbot = qtbot
        self.bridge = Bridge()
        self.engine = FakeEngine(self.bridge.notify, fakes, groups=details)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.actions = Actions(self.window)
        self.state_path = path
        self.state = WindowState(path)
        self.state.duplicates_tier = Tier.SAME_PICTURE
        self.said = []
        self.places = []
        self.controller = self.open()

    def open(self):
        undoing = Undoing(self.actions, self.window)
        controller = ReviewController(
            self.engine, self.bridge, self.actions, self.state, undoing, self.window
        )
        controller.said.connect(lambda sentence, *_rest: self.said.append(sentence))
        for part in (controller.judging, controller.group_finder):
            part.said.connect(self.said.append)
        controller.judging.ended.connect(self.said.append)
        controller.place_wanted.connect(self.places.append)
        self.trash = self.open_trash(controller, undoing)
        self.pages = {**controller.pages, **self.trash.pages}
        self.stack = QStackedWidget()
        for page in set(self.pages.values()):
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(controller.page)
        self.window.setCentralWidget(self.stack)
        self.window.resize(1200, 800)
        self.window.show()
        return controller

    def open_trash(self, review, undoing):
        trash = TrashController(self.engine, self.bridge, self.actions, undoing, self.window)
        trash.said.connect(lambda sentence, *_rest: self.said.append(sentence))
        trash.place_wanted.connect(self.places.append)
        connect_review(trash, review)
        return trash

    def go(self, place):
        self.controller.show_place(place)
        self.trash.show_place(place)
        self.stack.setCurrentWidget(self.pages[place.kind])

    def start(self, place=DUPLICATES):
        self.go(place)
        self.wait(lambda: not self.controller.session.is_waiting)
        return self

    def wait(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()))

    def wait_detail(self):
        compare, session = self.controller.page.compare, self.controller.session
        self.wait(
            lambda: compare.detail is not None and compare.detail.group.id == session.group.id
        )

    def press(self, key, *modifiers):
        self.qtbot.keyClick(self.controller.page.compare, key, *modifiers)

    def put_down(self, n_groups):
        """Put one photo each of so many groups, from this one on, down for the trash."""
        for _ in range(n_groups):
            self.wait_detail()
            self.press(Qt.Key.Key_Return)
        self.settle()

    def settle(self):
        self.wait(lambda: not self.controller.undoable.is_busy)

    @property
    def ids(self):
        return [group.id for group in self.controller.session.groups]

    @property
    def group_id(self):
        return self.controller.session.group.id

    def member(self, number):
        return self.controller.page.compare.detail.members[number]


@pytest.fixture
def make(qtbot, tmp_path):
    def build(n_groups=4, n_members=2, tier=Tier.SAME_PICTURE, start=True, **first):
        fakes = made_up(n_groups * n_members)
        details = []
        for i in range(n_groups):
            family = fakes[i * n_members : (i + 1) * n_members]
            freed = 1_000_000 * (n_groups - i)
            details.append(group_of(i, members_of(family, **first), tier, freed=freed))
        made = Review(qtbot, tmp_path / "window.ini", details, fakes)
        return made.start() if start else made

    return build


@pytest.fixture
def review(make):
    made = make()
    made.wait_detail()
    return made
