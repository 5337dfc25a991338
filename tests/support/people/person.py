"""A person in front of photosim's window: what they do with mouse and keyboard, and what they see.

Only what can be seen or heard is asked for: captions as screen readers tell them, sentences,
enabled buttons. The engine behind it is the real one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from support.windowed import Windowed

from photosim.core.records.photos import Answer, Query
from photosim.core.records.trash import Trash
from photosim.gui.texts import word_texts
from photosim.gui.widgets.appearance import Scheme
from photosim.gui.words.controller import WordsController
from photosim.services.events import Phase

_LIMIT_S = 60.0
Keys = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Camera:
    """Saves pictures of what is shown, in order, light and dark; without a folder it does nothing.

    Attributes:
        size: size of the windows, px.
    """

    def __init__(self, folder: Path | None, size: tuple[int, int]) -> None:
        self.size = size
        self._folder = folder
        self._n = 0
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def take(self, person: Person, name: str, view: QWidget) -> None:
        """Save `view` in both schemes."""
        if self._folder is None:
            return
        self._n += 1
        before = person.theme.scheme
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            person.theme.set_scheme(scheme)
            person.settle()
            path = self._folder / f"{self._n:03}-{name}-{scheme.value}.png"
            assert view.grab().save(str(path)), path
        person.theme.set_scheme(before)


class Person(Windowed):
    """See the module."""

    def __init__(
        self,
        library: Path,
        camera: Camera,
        n_workers: int = 1,
        trash: Trash | None = None,
        model: Path | None = None,
        limit_s: float = _LIMIT_S,
    ) -> None:
        super().__init__(
            library,
            size=camera.size,
            n_workers=n_workers,
            limit_s=limit_s,
            trash=trash,
            model=model,
        )
        self._camera = camera
        self.window.activateWindow()

    # -- what the person does

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the keyboard's focus is."""
        self._be_active()
        target = QApplication.focusWidget() or QApplication.activeWindow() or self.window
        QTest.keyClick(target, key, modifiers)

    def _be_active(self) -> None:
        """Have the keyboard: window managers give it back when another window closes."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.wait_until(self.window.isActiveWindow)

    def click(self, button: QAbstractButton) -> None:
        """Click a button that can be seen and pressed."""
        assert button.isVisible() and button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_photo(self, name: str) -> None:
        """Click the cell of a photo."""
        self.click_photo_at(self.names().index(name))

    def click_photo_at(self, row: int) -> None:
        """Click the cell of a row: two files of one shot differ only in their endings."""
        grid = self.window.gallery.grid
        grid.scrollTo(grid.index_of(row))
        where = grid.cell_rect(row).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def go_to(self, place: str) -> None:
        """Click a line of the left column."""
        view = self.window.sidebar.view
        where = view.visualRect(self._place(place)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def answer(self, act: Callable[[], object]) -> None:
        """Do something that searches, and wait until the results stay as they are."""
        refined: list[object] = []

        def take(query: Query, _answer: Answer) -> None:
            refined.append(query)

        self.window.searching.refined.connect(take)
        super().answer(act)
        query = self.window.pages.place.query
        if query is not None and query.photo_id is None and not word_texts.is_by_words(query):
            self.wait_until(lambda: bool(refined))
        self.window.searching.refined.disconnect(take)

    def type(self, text: str) -> None:
        """Type wherever the keyboard's focus is."""
        self._be_active()
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def search_words(self, text: str) -> None:
        """Ctrl+F, a text copied from elsewhere, Enter."""
        self.answer(lambda: self._enter_words(text))

    def search_words_in_vain(self, text: str) -> None:
        """The same, until the page says that it cannot be answered."""
        self._enter_words(text)
        self.wait_until(lambda: bool(self.window.pages.history.current.trouble))

    def paste(self, text: str) -> None:
        """Paste letters that a keyboard may not have, wherever the keyboard's focus is."""
        QGuiApplication.clipboard().setText(text)
        self.press(Keys.Key_V, CTRL)

    def _enter_words(self, text: str) -> None:
        self.press(Keys.Key_F, CTRL)
        self.paste(text)
        self.press(Keys.Key_Return)

    def press_tag(self, tag: str) -> None:
        """Click a tag of the selected photo."""
        buttons = {button.accessibleName(): button for button in self.words.tags.chips.buttons}
        self.click(buttons[tag])

    def more_like(self, text: str) -> None:
        """More of a word, in the field below the query's picture."""
        field = self.words.more_like.field
        field.setFocus()
        self.type(text)
        self.press(Keys.Key_Return)

    def choose(self, action: str) -> None:
        """Choose from a menu."""
        chosen = self.window.actions_[action]
        assert chosen.isEnabled(), action
        chosen.trigger()

    def press_empty_button(self) -> None:
        """The button in the place of photos."""
        assert self.empty_sentence
        buttons = self.window.gallery.findChildren(QAbstractButton)
        (button,) = (b for b in buttons if b.text() == self.window.gallery.empty_button)
        self.click(button)

    def show_query_pane(self) -> None:
        """In a narrow window it lies over the photos, and only when it is wanted."""
        if not self.window.query_pane.isVisible():
            self.press(Keys.Key_F9)
        self.wait_until(self.window.query_pane.isVisible)

    def copy_elsewhere(self, mime: QMimeData) -> None:
        """Copy something in another program."""
        QGuiApplication.clipboard().setMimeData(mime)

    def clipboard_text(self) -> str:
        """What another program would paste."""
        return QGuiApplication.clipboard().text()

    def drop_text(self, text: str) -> None:
        mime = QMimeData()
        mime.setText(text)
        self.drop_mime(mime)

    # -- what the person sees

    def names(self) -> list[str]:
        """Names of the photos in the gallery, in order, without the endings."""
        return [photo.partition(".")[0] for photo in self.photos()]

    def photos(self) -> list[str]:
        """What is told of each photo in the gallery: "chelsea.jpg, 2 May 2019, 98 % alike"."""
        grid = self.window.gallery.grid

        def heard() -> list[str | None]:
            return [self._heard(grid.index_of(row)) for row in range(grid.row_count())]

        self.wait_until(lambda: None not in heard())
        return [text or "" for text in heard()]

    def caption(self, row: int) -> str:
        """What stands below a photo besides its per cents."""
        return str(self.window.gallery.caption(row))

    def selected_names(self) -> list[str]:
        """Names of the chosen photos."""
        ids = self.shown_ids()
        names = self.names()
        return [names[ids.index(chosen)] for chosen in self.window.gallery.selection_ids()]

    def places(self) -> list[str]:
        """The lines of the left column with their counts: "All photos, 14"."""
        model = self.window.sidebar.model
        return [self._heard(model.index(row)) or "" for row in range(model.rowCount())]

    def problems(self) -> dict[str, str]:
        """What the page of problem files says: reasons by name."""
        model = self.window.problem_page.model
        rows = range(model.rowCount())
        return {str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in rows}

    @property
    def words(self) -> WordsController:
        """The search field and what belongs to it."""
        assert self.window.words is not None
        return self.window.words

    def suggested_words(self) -> list[str]:
        """What is suggested below the search field."""
        return self.words.field.suggested

    def tags(self) -> list[str]:
        """The words for the selected photo, from left to right, that there is room for."""
        return [button.accessibleName() for button in self.words.tags.chips.buttons]

    @property
    def field_text(self) -> str:
        """What stands in the search field."""
        return self.words.field.text()

    @property
    def hint(self) -> str:
        """What is said above an answer to words."""
        return self.words.hints.sentence

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of photos."""
        return str(self.window.gallery.empty_sentence)

    @property
    def title(self) -> str:
        return self.window.gallery.title

    @property
    def status(self) -> str:
        """The sentence of the status line."""
        return self.window.status_line.text.whole

    @property
    def said(self) -> str:
        """What is said in passing."""
        return self.window.banner.sentence

    def wait_until_said(self, part: str) -> None:
        self.wait_until(lambda: part in self.said)

    def wait_until_shown(self, n_photos: int) -> None:
        """Until the engine is idle and the gallery shows so many photos."""
        self.wait_until_indexed(n_photos)
        self.wait_until(lambda: len(self.shown_ids()) == n_photos)

    def wait_until_idle(self) -> None:
        self.wait_until(lambda: self.progress.phase is Phase.IDLE)

    def wait_for_thumbnails(self) -> None:
        """Until each photo in sight has its picture."""
        gallery = self.window.gallery

        def are_there() -> bool:
            seen = gallery.ids()[gallery.grid.rows_in_sight().start :][:60].tolist()
            seen = seen[: len(gallery.grid.rows_in_sight())]
            return all(gallery.thumbnails.pixmap(photo_id) for photo_id in seen)

        self.wait_until(are_there)

    def settle(self) -> None:
        """Let what is on its way be painted; only before a picture is saved."""
        for _ in range(5):
            QApplication.processEvents()

    def look(self, name: str, view: QWidget | None = None) -> None:
        """A view that a person passes: with --screenshots it is saved."""
        self._camera.take(self, name, view or self.window)

    def dismiss(self) -> None:
        self.window.banner.dismiss()

    def tip(self, place: str) -> list[str]:
        """The lines of the tip of a line of the left column."""
        shown = QTextDocument()
        shown.setHtml(str(self._place(place).data(Qt.ItemDataRole.ToolTipRole)))
        return shown.toPlainText().splitlines()

    def _heard(self, index: QModelIndex) -> str | None:
        text = index.data(Qt.ItemDataRole.AccessibleTextRole)
        return str(text) if text is not None else None

    def _place(self, name: str) -> QModelIndex:
        model = self.window.sidebar.model
        rows = [row for row, text in enumerate(self.places()) if text.split(",")[0] == name]
        assert rows, (name, self.places())
        return model.index(rows[0])
