"""Overlays as the panes have them: asked for once, the better one stays, each has a sentence."""

import pytest
from support.fake_engine import FakeEngine, made_up

from photosim.core.errors import DecodeError
from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.gui.duplicates.overlay_loader import OverlayLoader, images_of, sentence
from photosim.gui.widgets.bridge import Bridge


@pytest.fixture
def engine():
    return FakeEngine(photos=made_up(3), held=True)


@pytest.fixture
def overlays(qapp, engine):
    bridge = Bridge()
    made = OverlayLoader(engine.photos, bridge)
    yield made
    bridge.deleteLater()


def question(second=2, *, is_sharp=False):
    return OverlayQuestion(1, second, None, (0, 0, 255), is_sharp)


def overlay(share, *, is_aligned=True):
    return DifferenceOverlay(1, 1, bytes((20, 40, 60, 255)), bytes((1, 2, 3)), share, is_aligned)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (overlay(0.0001), "No difference that can be seen"),
        (overlay(0.004), "Less than 1 % of the picture differs"),
        (overlay(0.123), "12 % of the picture differs"),
        (overlay(0.5, is_aligned=False), "Two shots, laid over each other edge on edge"),
    ],
)
def test_an_overlay_is_told_in_a_sentence(made, said):
    assert sentence(made).replace("\N{NO-BREAK SPACE}", " ") == said


def test_colours_are_those_of_the_photo():
    laid, shown = images_of(overlay(0.0))

    assert laid.pixelColor(0, 0).getRgb() == (20, 40, 60, 255)
    assert shown.pixelColor(0, 0).getRgb() == (1, 2, 3, 255)


def test_an_overlay_is_asked_for_once_and_one_at_a_time(qtbot, engine, overlays):
    for second in (2, 2, 3, 3):
        overlays.want(question(second))
    assert engine.count("overlay") == 1

    with qtbot.waitSignal(overlays.ready):
        engine.release()
    assert engine.count("overlay") == 2
    with qtbot.waitSignal(overlays.ready):
        engine.release()

    overlays.want(question(2))
    assert overlays.find(1, 2) and overlays.find(1, 3)
    assert engine.count("overlay") == 2


def test_what_nobody_looks_at_any_more_does_not_come(qtbot, engine, overlays):
    overlays.want(question(2))
    overlays.clear()
    engine.release()

    overlays.want(question(3))
    with qtbot.waitSignal(overlays.ready):
        engine.release()

    assert overlays.find(1, 2) is None


def test_the_overlay_of_thumbnails_stays_when_there_is_no_better_one(qtbot, engine, overlays):
    overlays.want(question())
    with qtbot.waitSignal(overlays.ready):
        engine.release()
    before = overlays.find(1, 2)

    overlays.want(question(is_sharp=True))
    engine.error = DecodeError("It cannot be read.")
    with qtbot.waitSignal(overlays.ready):
        engine.release()

    assert overlays.find(1, 2) is before
    assert overlays.fault(1, 2) == ""


def test_it_is_said_when_two_photos_cannot_be_compared_and_not_tried_again(qtbot, engine, overlays):
    engine.error = DecodeError("It cannot be read.")
    overlays.want(question())
    with qtbot.waitSignal(overlays.ready):
        engine.release()

    overlays.want(question())

    assert overlays.fault(1, 2) == "The two photos cannot be compared now."
    assert engine.count("overlay") == 1
