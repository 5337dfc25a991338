"""Garbage in circles is collected when nobody is in the way."""

import gc
import weakref

import pytest

from photosim.gui.widgets.garbage import MANY, Garbage


@pytest.fixture
def garbage(qapp):
    usual = gc.get_threshold()
    made = Garbage()
    yield made
    made.stop()
    assert gc.get_threshold() == usual


class Circle:
    def __init__(self):
        self.me = self


def in_the_oldest_generation():
    """A circle that only a full collection can find, once it is let go."""
    circle = Circle()
    gc.collect(0)
    gc.collect(1)
    return circle, weakref.ref(circle)


def test_young_garbage_is_collected_as_always(garbage):
    first, second, _ = gc.get_threshold()

    assert 0 < first < 100_000
    assert 0 < second < 1_000


def test_old_garbage_stays_until_much_was_made_or_nobody_works(garbage, qapp):
    circle, known = in_the_oldest_generation()
    del circle

    for _ in range(MANY + 1):
        gc.collect(1)
    assert known() is not None

    garbage.look()

    assert known() is None
