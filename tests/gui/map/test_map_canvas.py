"""The map as it is painted: its thumbnails, its dots."""

import numpy as np
from PySide6.QtGui import QImage


def test_thumbnails_in_sight_are_painted_sharp(qtbot, page):
    view = page.view
    view.repaint()
    side = round(view.covers().side * view.devicePixelRatioF())
    ids = page.photos.shown.ids[view.covers().rows].tolist()
    qtbot.waitUntil(lambda: all(page._thumbnails.pixmap(i) is not None for i in ids))

    sizes = {min(page._thumbnails.pixmap(i).size().toTuple()) for i in ids}
    assert sizes == {side}


def test_selected_dots_differ_from_all_others(page):
    page.view.look_at(page.view.plane.zoomed(1.01))
    before = page.view.grab().toImage()
    page.photos.choose(np.arange(25))

    after = page.view.grab().toImage()

    assert isinstance(before, QImage)
    assert before != after
