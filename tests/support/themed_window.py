"""The window with themes and labels in memory."""

from support.fake_window import FakeWindow, pictures, small

N = 40


class World(FakeWindow):
    """A window whose engine knows themes; `said` is what it says in passing."""

    def __init__(self, qtbot, place, n=N):
        super().__init__(place, small(n), [pictures(N)])
        self.qtbot = qtbot

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
        self.wait(lambda: sorted(self.ids()) == sorted(ids))

    def lines(self):
        model = self.window.sidebar.model
        entries = [model.entry(model.index(row)) for row in range(model.rowCount())]
        return {entry.text: entry.fact for entry in entries}
