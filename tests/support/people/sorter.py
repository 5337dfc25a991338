"""What a person does and sees of themes and labels, as in `person`."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from support.people.person import CTRL, Keys, Person

from photosim.gui.labels.controller import LabelController
from photosim.gui.themes.page import ThemePage


class Sorter:
    """A person who looks at themes and gives labels.

    Attributes:
        person: with the window.
    """

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def page(self) -> ThemePage:
        """The page of cards."""
        assert self.person.window.themes is not None
        return self.person.window.themes.page

    @property
    def labels(self) -> LabelController:
        """What is shown of labels."""
        assert self.person.window.labels is not None
        return self.person.window.labels

    # -- themes

    def cards(self) -> list[str]:
        """What is told of each card: "crocodile, 39 photos, May 2019"."""
        model = self.page.model
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row).data(role)) for row in range(model.rowCount())]

    def go_to_themes(self) -> None:
        """Click the line of themes, and wait until photos are sorted."""
        self.person.go_to("Themes")
        self.person.wait_until(lambda: self.page.isVisible() and bool(self.cards()))

    def click_card(self, row: int) -> None:
        """Open a theme."""
        cards = self.page.cards
        cards.scrollTo(cards.index_of(row))
        where = cards.card_rect(row).center().toPoint()
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=where)
        self.person.wait_until(self.person.window.gallery.isVisible)

    def slide(self, to: Qt.Key) -> None:
        """Move the slider by a key, and wait for its answer."""
        slider = self.page.head.slider
        slider.setFocus()
        self.person.press(to)
        session = self.person.window.themes.session
        self.person.wait_until(lambda: not session.is_waiting)

    def name(self, text: str) -> None:
        """Click the title, write another and press Enter."""
        title = self.person.window.gallery.title_line
        QTest.mouseClick(title, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        self.write(text)

    # -- labels

    def label(self, text: str) -> None:
        """Press Ctrl+L and write a label for the chosen photos."""
        self.person.press(Keys.Key_L, CTRL)
        self.person.wait_until(lambda: self.labels.label_actions.dialog is not None)
        self.write(text)

    def write(self, text: str) -> None:
        """Paste into the field that has the keyboard, any letters, and press Enter."""
        self.person.wait_until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QGuiApplication.clipboard().setText(text)
        self.person.press(Keys.Key_V, CTRL)
        self.person.press(Keys.Key_Return)

    def counts(self) -> dict[str, str]:
        """What stands beside each label in the left column."""
        places = [place.partition(", ") for place in self.person.places()]
        return {
            name: fact for name, _, fact in places if self.labels.label_list.find(name) is not None
        }

    def chips(self) -> list[str]:
        """The labels of the chosen photos."""
        return [chip.name for chip in self.labels.chips.chips]
