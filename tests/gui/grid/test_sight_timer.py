"""Looking at what is in sight: soon after painting, once for many paintings."""

from PySide6.QtCore import QObject

from photosim.gui.grid.sight_timer import SightTimer


class View(QObject):
    """Counts how often it looks."""

    def __init__(self):
        super().__init__()
        self.n_looks = 0
        self.sight = SightTimer(self.look, self)

    def look(self):
        self.n_looks += 1


def test_paintings_in_a_row_are_followed_by_one_look(qtbot):
    view = View()
    for _ in range(5):
        view.sight.note_painting()
    assert view.n_looks == 0  # not while it is painted

    qtbot.waitUntil(lambda: view.n_looks == 1)
    assert not view.sight.isActive()


def test_each_later_painting_is_followed_by_another_look(qtbot):
    view = View()
    for n in (1, 2):
        view.sight.note_painting()
        qtbot.waitUntil(lambda n=n: view.n_looks == n)
