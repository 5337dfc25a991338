"""Windows and pages with a map in memory."""

import pytest
from PySide6.QtWidgets import QApplication
from support.fake_engine import FakeEngine, made_up
from support.fake_map import lattice_map

from photosim.gui.map.map_photos import PhotosOnMap
from photosim.gui.map.page import MapPage
from photosim.gui.shell.navigation import MAP
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.window import MainWindow
from photosim.services.settings import Settings


class MapWindow:
    """A window on an engine with a map; `go` opens it."""

    def __init__(self, folder, n=25, **more):
        self.bridge = Bridge()
        self.engine = FakeEngine(self.bridge.notify, made_up(n), **more)
        self.settings = Settings(folder / "settings.toml")
        look = Appearance(QApplication.instance(), "light")
        self.window = MainWindow(self.engine, self.bridge, self.settings, folder / "w.ini", look)
        self.window.resize(1440, 900)
        self.window.show()
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
def make(qtbot, tmp_path):
    made = []

    def build(**arguments):
        one = MapWindow(tmp_path, **arguments)
        qtbot.addWidget(one.window)
        made.append(one)
        return one

    yield build
    for one in made:
        one.window.close()
        one.engine.stop()
        one.settings.close()


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
