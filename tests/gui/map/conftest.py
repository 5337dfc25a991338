"""Windows and pages with a map in memory."""

import pytest
from support.fake_engine import FakeEngine, made_up
from support.fake_map import lattice_map
from support.fake_window import FakeWindow

from photosim.gui.map.map_photos import PhotosOnMap
from photosim.gui.map.page import MapPage
from photosim.gui.shell.navigation import MAP
from photosim.gui.widgets.bridge import Bridge


class MapWindow(FakeWindow):
    """A window on an engine with a map; `go` opens it."""

    def __init__(self, place, n=25, **more):
        super().__init__(place, made_up(n), **more)
        self.engine.start()

    @property
    def page(self):
        return self.window.map.controller.page

    @property
    def view(self):
        return self.page.view

    def go(self, qtbot):
        self.window.pages.go(MAP)
        qtbot.waitUntil(lambda: self.window.map.controller is not None)
        return self.page


@pytest.fixture
def make(qapp, tmp_path):
    made = []

    def build(**arguments):
        one = MapWindow(tmp_path, **arguments)
        made.append(one)
        return one

    yield build
    for one in made:
        one.close()


@pytest.fixture
def page(qtbot):
    """A page with 25 photos on a lattice, 700 px of map."""
    engine = FakeEngine(photos=made_up(25))
    made = MapPage(engine.photos, Bridge())
    qtbot.addWidget(made)
    made.resize(1000, 825)
    made.show()
    made.show_photos(25)
    made.show_map(PhotosOnMap.of(lattice_map(25)))
    return made
