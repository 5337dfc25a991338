"""The window on an engine in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from support.fake_engine import FakeEngine, FakePhoto, drawn, made_up
from support.fake_review import group_of, members_of

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.gui.widgets.appearance import Appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.window import MainWindow
from photosim.services.settings import Settings


def small(n: int) -> list[FakePhoto]:
    """Made-up photos whose pixels are quickly made."""
    return [FakePhoto(fake.photo, partial(drawn, fake.photo.id, 90, 60)) for fake in made_up(n)]


def pictures(n: int) -> Folder:
    """A watched folder with n photos."""
    return Folder(1, "/home/ada/Pictures", FolderState.WATCHING, n)


class FakeWindow:
    """A window and what it stands on; the engine is to be started.

    Args:
        place: an empty folder, for the settings and the state of the window.
        photos, folders: what the engine knows.
        more: for `FakeEngine`.
    """

    def __init__(
        self, place: Path, photos: Sequence[FakePhoto], folders: Sequence[Folder] = (), **more
    ) -> None:
        self.bridge = Bridge()
        self.engine = FakeEngine(self.bridge.notify, photos, folders, **more)
        self.settings = Settings(place / "settings.toml")
        look = Appearance(QApplication.instance(), "light")
        self.window = MainWindow(
            self.engine, self.bridge, self.settings, place / "window.ini", look
        )
        self.window.resize(1440, 900)
        self.window.show()

    def ids(self) -> list[int]:
        """The photos that are shown."""
        return self.window.gallery.ids().tolist()

    def close(self) -> None:
        self.window.close()
        self.engine.stop()
        self.settings.close()
        self.window.deleteLater()


@contextmanager
def with_four_groups(qtbot, place: Path) -> Iterator[FakeWindow]:
    """The window with eight photos, each of which is the same file as one other; all are shown."""
    fakes = small(8)
    groups = [group_of(i, members_of(fakes[2 * i : 2 * i + 2]), Tier.SAME_FILE) for i in range(4)]
    made = FakeWindow(place, fakes, [pictures(8)], groups=groups)
    made.engine.start()
    made.engine.review.tell_groups()
    qtbot.waitUntil(lambda: len(made.ids()) == 8)
    yield made
    made.close()
