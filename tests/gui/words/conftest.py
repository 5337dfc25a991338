"""What the tests of words share: an engine that knows some, and a bridge."""

import pytest
from support.fake_engine import FakeEngine

from photosim.core.records.themes import Suggestion, WordKind
from photosim.gui.widgets.bridge import Bridge


@pytest.fixture
def bridge(qtbot):
    return Bridge()


@pytest.fixture
def engine():
    made = FakeEngine()
    made.words.known = [
        Suggestion("dog", WordKind.THING),
        Suggestion("dog sled", WordKind.THING),
        Suggestion("dogs of Ada", WordKind.FOLDER, 88),
    ]
    return made
