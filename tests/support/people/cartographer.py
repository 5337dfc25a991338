"""What a person does and sees on the map, as in `person`."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.people.person import SHIFT

Left = Qt.MouseButton.LeftButton


class Cartographer:
    """A person at the map."""

    def __init__(self, person):
        self.person = person

    @property
    def page(self):
        return self.person.window.map.controller.page

    def go(self):
        """To the map, until the best one is there with its colours."""
        self.person.go_to("Map")
        self.person.wait_until(lambda: self.person.window.map.controller is not None)
        self.wait_for_map()

    def wait_for_map(self):
        photos = self.page.photos
        self.person.wait_until(lambda: len(photos) > 0 and photos.shown.is_final)
        self.person.wait_until(lambda: bool(photos.themes))

    def wait_for_thumbnails(self):
        view = self.page.view
        self.person.settle()
        ids = self.page.photos.shown.ids[view.covers().rows].tolist()
        self.person.wait_until(lambda: all(self.page._thumbnails.pixmap(i) for i in ids))

    def enclose(self, rows):
        """Draw a rectangle around some photos with Shift and the mouse."""
        view = self.page.view
        rects = [view.rect_of(row) for row in rows]
        low = QPoint(int(min(r.left() for r in rects)) - 4, int(min(r.top() for r in rects)) - 4)
        high = QPoint(
            int(max(r.right() for r in rects)) + 4, int(max(r.bottom() for r in rects)) + 4
        )
        QTest.mousePress(view, Left, SHIFT, low)
        QTest.mouseMove(view, low + QPoint(20, 20))
        QTest.mouseMove(view, high)
        QTest.mouseRelease(view, Left, SHIFT, high)
