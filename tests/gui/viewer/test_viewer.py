"""The large view: at once, then sharp; on and back; zoomed around the mouse."""

from functools import partial

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from support.fake_engine import FakeEngine, FakePhoto, drawn, made_up, made_up_photo
from support.painted import middle

from photosim.core.errors import DecodeError
from photosim.core.records.photos import Picture
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.viewer.large_pictures import image_of
from photosim.gui.viewer.viewer import Viewer
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.canvas import PictureCanvas
from photosim.gui.widgets.notice import Notice

Key = Qt.Key
IDS = np.arange(1, 6)


def large(photo_id):
    photo = made_up_photo(photo_id, width=4000, height=3000)
    return FakePhoto(photo, lambda: drawn(photo_id, 4000, 3000))


@pytest.fixture
def engine():
    return FakeEngine(photos=[large(1), *made_up(5)[1:]])


@pytest.fixture
def viewer(qtbot, engine):
    bridge = Bridge()
    thumbnails = Thumbnails(engine.photos, bridge, bridge)
    made = Viewer(engine.photos, bridge, thumbnails)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made
    bridge.deleteLater()


def press(qtbot, viewer, text):
    button = next(b for b in viewer.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(viewer):
    return [label.text() for label in viewer.findChildren(QLabel)]


def pictures_asked(engine):
    return [argument for name, argument in engine.asked if name == "picture"]


def wait_for_picture(qtbot, viewer, photo_id):
    qtbot.waitUntil(lambda: viewer._pictures.pixmap(photo_id) is not None)


def test_shows_name_facts_and_place(qtbot, viewer):
    viewer.show_photo(2, IDS)

    qtbot.waitUntil(lambda: "IMG_0002.JPG" in words(viewer))
    assert "2 of 5" in words(viewer)


def test_the_photo_itself_takes_the_place_of_its_thumbnail(qtbot, viewer, engine):
    green, blue = (partial(Image.new, "RGB", (1200, 800), name) for name in ("green", "blue"))
    engine.photos.known[1] = FakePhoto(made_up_photo(1), green, blue)
    viewer.show_photo(1, IDS)

    qtbot.waitUntil(lambda: middle(viewer.canvas).green() > middle(viewer.canvas).blue())


def test_asks_for_the_size_of_the_screen_and_the_next_in_advance(qtbot, viewer, engine):
    viewer.show_photo(1, IDS)
    wait_for_picture(qtbot, viewer, 2)

    (first, first_px), (following, _) = pictures_asked(engine)

    assert (first, following) == (1, 2)
    assert first_px == 900 * viewer.devicePixelRatioF()


def test_zooming_in_asks_for_more_pixels_once(qtbot, viewer, engine):
    viewer.show_photo(1, IDS)
    wait_for_picture(qtbot, viewer, 1)

    viewer.canvas.toggle()
    qtbot.waitUntil(lambda: (1, 4000) in pictures_asked(engine) or len(pictures_asked(engine)) > 2)

    assert max(px for photo, px in pictures_asked(engine) if photo == 1) == 4000


@pytest.mark.parametrize(
    ("key", "photo_id"),
    [(Key.Key_Right, 4), (Key.Key_Left, 2), (Key.Key_Home, 1), (Key.Key_End, 5)],
)
def test_keys_go_through_the_list(qtbot, viewer, key, photo_id):
    viewer.show_photo(3, IDS)

    with qtbot.waitSignal(viewer.current_changed) as blocker:
        qtbot.keyClick(viewer, key)

    assert blocker.args == [photo_id]
    assert viewer.current_id == photo_id


def test_stays_at_the_ends(qtbot, viewer):
    viewer.show_photo(5, IDS)

    with qtbot.assertNotEmitted(viewer.current_changed):
        qtbot.keyClick(viewer, Key.Key_Right)


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Space])
def test_goes_back_by_key(qtbot, viewer, key):
    viewer.show_photo(1, IDS)

    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer, key)


def test_buttons_say_what_is_wanted_with_which_photo(qtbot, viewer):
    viewer.show_photo(4, IDS)

    with qtbot.waitSignal(viewer.search_wanted) as search:
        press(qtbot, viewer, "Search like this")
    with qtbot.waitSignal(viewer.reveal_wanted) as reveal:
        press(qtbot, viewer, "Show in file manager")
    with qtbot.waitSignal(viewer.closed):
        press(qtbot, viewer, "Back")

    assert (search.args, reveal.args) == ([4], [4])


def test_a_photo_that_cannot_be_read_says_why_and_the_next_one_does_not(qtbot, viewer, engine):
    engine.error = DecodeError("The file ends too early.")
    viewer.show_photo(1, IDS)
    qtbot.waitUntil(lambda: viewer.findChild(Notice).sentence == "The file ends too early.")

    engine.error = None
    viewer.step(1)

    assert viewer.findChild(Notice).sentence == ""
    wait_for_picture(qtbot, viewer, 2)


def test_going_on_cancels_what_nobody_looks_at_any_more(qtbot, viewer, engine):
    engine.held = True
    viewer.show_photo(1, IDS)
    engine.release()
    qtbot.waitUntil(lambda: engine.count("picture") == 1)

    viewer.step(3)
    qtbot.waitUntil(lambda: engine.count("photos") == 2)
    engine.release()
    qtbot.waitUntil(lambda: engine.count("picture") == 2)
    engine.release()
    wait_for_picture(qtbot, viewer, 4)

    assert viewer._pictures.pixmap(1) is None


def test_pixels_arrive_as_they_are():
    image = image_of(Picture(1, 3, 1, bytes([255, 0, 0, 0, 255, 0, 0, 0, 255])))

    assert [image.pixelColor(x, 0).name() for x in range(3)] == ["#ff0000", "#00ff00", "#0000ff"]


# -- the canvas


@pytest.fixture
def canvas(qtbot):
    made = PictureCanvas()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.show_picture(None, QSize(4000, 3000), is_new=True)
    return made


def test_a_large_photo_is_fitted_and_a_small_one_is_not_enlarged(canvas):
    assert canvas.frame().size().toTuple() == pytest.approx((800, 600))

    canvas.show_picture(None, QSize(200, 100), is_new=True)

    assert canvas.frame().width() == pytest.approx(200 / canvas.devicePixelRatioF())
    canvas.toggle()
    assert canvas.frame().width() == pytest.approx(400 / canvas.devicePixelRatioF())


def test_what_is_under_the_mouse_stays_there_when_zooming(canvas):
    at = QPointF(500, 350)
    before = (at - canvas.frame().topLeft()) / canvas.scale

    canvas.zoom_by(3, at)

    after = (at - canvas.frame().topLeft()) / canvas.scale
    assert after.toTuple() == pytest.approx(before.toTuple(), abs=2)


def test_double_click_goes_to_pixels_and_back(qtbot, canvas):
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    assert canvas.scale == pytest.approx(1 / canvas.devicePixelRatioF())

    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    assert canvas.is_fitted


def test_dragging_stops_at_the_edge_of_the_picture(qtbot, canvas):
    canvas.toggle()

    for _ in range(20):
        qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().topLeft())
        qtbot.mouseMove(canvas, canvas.rect().bottomRight())
        qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=canvas.rect().bottomRight())

    assert canvas.frame().left() <= 0 and canvas.frame().top() <= 0


def test_a_sharper_picture_takes_the_place_of_the_coarser_one(canvas):
    canvas.zoom(0.5, QPointF(100, 100))
    before = canvas.frame()

    canvas.show_picture(None, QSize(4000, 3000), is_new=False)

    assert canvas.frame() == before
