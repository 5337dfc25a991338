import pytest
import shiboken6

from photosim.gui.shell.demo_starter import OPENING, DemoStarter
from photosim.gui.shell.welcome import Welcome


class FakeStart:
    def __init__(self) -> None:
        self.waiting = []

    def run(self, ended):
        self.waiting.append(ended)


@pytest.fixture
def start():
    return FakeStart()


@pytest.fixture
def starter(qtbot, start):
    welcome = Welcome()
    qtbot.addWidget(welcome)
    welcome.show()
    made = DemoStarter(welcome, start)
    made.welcome = welcome
    return made


def test_the_first_page_starts_the_demo_and_says_so(starter, start, qtbot):
    with qtbot.waitSignal(starter.said) as said:
        starter.welcome.demo.click()

    assert said.args == [OPENING]
    assert len(start.waiting) == 1
    assert not starter.welcome.demo.isEnabled()


def test_once_it_has_ended_it_can_be_started_again(starter, start, qtbot):
    starter.welcome.demo.click()

    with qtbot.assertNotEmitted(starter.said):
        start.waiting[0]("")

    assert starter.welcome.demo.isEnabled()


def test_a_demo_that_could_not_be_is_told(starter, start, qtbot):
    starter.welcome.demo.click()

    with qtbot.waitSignal(starter.said) as said:
        start.waiting[0]("The disk is full.")

    assert said.args == ["The disk is full."]


def test_a_demo_that_ends_after_the_window_is_no_error(starter, start):
    starter.welcome.demo.click()
    (ended,) = start.waiting
    shiboken6.delete(starter)

    ended("")
