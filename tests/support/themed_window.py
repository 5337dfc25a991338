"""The window with themes and labels in memory."""

from PySide6.QtWidgets import QApplication
from support.fake_engine import FakeEngine, FakePhoto, drawn, made_up

from photosim.core.records.photos import Folder, FolderState
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.window import MainWindow
from photosim.services.settings import Settings

N = 40
PICTURES = Folder(1, "/home/ada/Pictures", FolderState.WATCHING, N)


class World:
    """A window whose engine knows themes; `said` is what it says in passing."""

    def __init__(self, qtbot, tmp_path, n=N):
        self.qtbot = qtbot
        self.bridge = Bridge()
        fakes = [
            FakePhoto(fake.photo, lambda i=fake.photo.id: drawn(i, 90, 60)) for fake in made_up(n)
        ]
        self.engine = FakeEngine(self.bridge.notify, fakes, (PICTURES,))
        self.settings = Settings(tmp_path / "settings.toml")
        look = Appearance(QApplication.instance(), "light")
        self.window = MainWindow(self.engine, self.bridge, self.settings, tmp_path / "w.ini", look)
        self.window.resize(1440, 900)
        self.window.show()

    @property
    def said(self):
        return self.window.banner.sentence

    @property
    def gallery(self):
        return self.window.gallery

    @property
    def page(self):
        return self.window.themes.page

    @property
    def names(self):
        return [theme.name for theme in self.page.model.themes]

    def go(self, place):
        self.window.pages.go(place)
        return self

    def wait(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()))

    def wait_for_ids(self, ids):
        self.wait(lambda: sorted(self.gallery.ids().tolist()) == sorted(ids))

    def lines(self):
        model = self.window.sidebar.model
        entries = [model.entry(model.index(row)) for row in range(model.rowCount())]
        return {entry.text: entry.fact for entry in entries}

    def close(self):
        self.window.close()
        self.engine.stop()
        self.settings.close()
        self.window.deleteLater()
