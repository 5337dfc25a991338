"""Thumbnails: decoded off the GUI thread, sized for the screen, within a limit."""

import pytest
from PySide6.QtCore import QSize
from support.fake_engine import FakeEngine, drawn, jpeg, made_up

from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails, decode
from photosim.gui.widgets.bridge import Bridge

CELL = PictureRoom(QSize(120, 90))


@pytest.fixture
def bridge(qtbot):
    made = Bridge()
    yield made
    made.deleteLater()


def wait_for(qtbot, thumbnails, ids):
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(i) is not None for i in ids))


def test_a_picture_covers_its_room_exactly():
    image = decode(jpeg(drawn(1, 384, 256)), CELL)

    assert (image.width(), image.height()) == (135, 90)


def test_a_small_picture_is_made_as_large_as_its_room():
    image = decode(jpeg(drawn(1, 60, 40)), CELL)

    assert (image.width(), image.height()) == (135, 90)


@pytest.mark.parametrize(("width", "height"), [(384, 256), (60, 40)])
def test_a_picture_fits_into_its_room(width, height):
    image = decode(jpeg(drawn(1, width, height)), PictureRoom(CELL.size, is_covered=False))

    assert (image.width(), image.height()) == (120, 80)


@pytest.mark.qt_log_ignore("JPEG", extend=True)
@pytest.mark.parametrize(
    "data", [b"", b"no picture", jpeg(drawn(1))[:100]], ids=["nothing", "text", "cut short"]
)
def test_what_is_no_picture_is_null(data):
    assert decode(data, CELL).isNull()


@pytest.mark.parametrize("threaded", [False, True])
def test_each_wanted_thumbnail_becomes_ready(qtbot, bridge, threaded):
    engine = FakeEngine(photos=made_up(5), threaded=threaded)
    thumbnails = Thumbnails(engine.photos, bridge)
    ready = []
    thumbnails.ready.connect(ready.append)

    thumbnails.want([1, 2, 3], CELL)
    wait_for(qtbot, thumbnails, [1, 2, 3])

    assert sorted(ready) == [1, 2, 3]
    assert thumbnails.pixmap(4) is None
    engine.stop()


def test_what_is_there_or_on_its_way_is_not_asked_for_again(qtbot, bridge):
    engine = FakeEngine(photos=made_up(5), held=True)
    thumbnails = Thumbnails(engine.photos, bridge)
    thumbnails.want([1, 2, 3], CELL)

    thumbnails.want([2, 3], CELL)
    engine.release()
    wait_for(qtbot, thumbnails, [1, 2, 3])
    thumbnails.want([1, 2], CELL)

    assert engine.asked == [("thumbnails", ("grid", [1, 2, 3]))]


def test_a_new_size_is_asked_for_while_the_old_one_is_shown(qtbot, bridge):
    engine = FakeEngine(photos=made_up(1))
    thumbnails = Thumbnails(engine.photos, bridge)
    thumbnails.want([1], CELL)
    wait_for(qtbot, thumbnails, [1])
    engine.held = True

    thumbnails.want([1], PictureRoom(2 * CELL.size))

    assert thumbnails.pixmap(1).height() == 90
    engine.release()
    qtbot.waitUntil(lambda: thumbnails.pixmap(1).height() == 180)


def test_a_photo_without_thumbnail_is_asked_for_again_only_after_a_change(qtbot, bridge):
    engine = FakeEngine(photos=made_up(1))
    thumbnails = Thumbnails(engine.photos, bridge)
    thumbnails.want([9], CELL)
    thumbnails.want([1], CELL)
    wait_for(qtbot, thumbnails, [1])

    thumbnails.want([9], CELL)
    asked = engine.count("thumbnails")
    thumbnails.look_again()
    thumbnails.want([9], CELL)

    assert (asked, engine.count("thumbnails")) == (2, 3)


def test_what_is_out_of_sight_makes_room_when_there_is_too_much(qtbot, bridge):
    engine = FakeEngine(photos=made_up(40))
    one = 135 * 90 * 4
    thumbnails = Thumbnails(engine.photos, bridge, limit_bytes=10 * one)
    thumbnails.want(range(1, 21), CELL)
    wait_for(qtbot, thumbnails, range(1, 21))

    thumbnails.want(range(21, 26), CELL)
    wait_for(qtbot, thumbnails, range(21, 26))

    assert thumbnails.n_bytes <= 10 * one
    assert thumbnails.pixmap(1) is None


def test_closing_while_pictures_are_on_their_way_is_quiet(qtbot, bridge):
    engine = FakeEngine(photos=made_up(10), held=True)
    thumbnails = Thumbnails(engine.photos, bridge)
    thumbnails.want(range(1, 11), CELL)

    thumbnails.deleteLater()
    qtbot.waitSignal(thumbnails.destroyed).wait()
    engine.release()
    with qtbot.waitSignal(bridge.photos_changed):
        engine.notify = bridge.notify
        engine.photos.put([])
