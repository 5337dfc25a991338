"""The field for words: keys, suggestions, and what it never does."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from support.fake_engine import drawn, jpeg

from photosim.core.records.themes import Suggestion, WordKind
from photosim.gui.words.suggester import Suggester
from photosim.gui.words.suggestions import MOST_SHOWN
from photosim.gui.words.word_field import WordField

Key = Qt.Key


class Form(QWidget):
    """A field and a button, in a window."""

    def __init__(self, engine, bridge):
        super().__init__()
        self.field = WordField(Suggester(engine.words, bridge), "Search words", "Words")
        self.other = QPushButton("Other")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addStretch()
        column.addWidget(self.other)
        self.searched, self.left = [], []
        self.field.searched.connect(self.searched.append)
        self.field.left.connect(lambda: self.left.append(True))


@pytest.fixture
def form(engine, bridge, qtbot):
    made = Form(engine, bridge)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.enter()
    return made


@pytest.fixture
def typed(form, qtbot):
    """Types into the field and waits for suggestions."""

    def type_(text):
        qtbot.keyClicks(form.field, text)
        qtbot.waitUntil(lambda: bool(form.field.suggested))
        return form.field

    return type_


def test_enter_searches_for_the_text_as_one_line(form, qtbot):
    form.field.setText("  dog  on a\tsofa ")

    qtbot.keyClick(form.field, Key.Key_Return)

    assert form.searched == ["dog on a sofa"]
    assert form.field.text() == "dog on a sofa"


def test_suggestions_come_below_and_leave_the_keyboard_where_it_is(form, typed):
    field = typed("dog")

    assert field.suggested == ["dog", "dog sled", "dogs of Ada"]
    assert field.hasFocus()
    assert field.text() == "dog"
    assert field.accessibleDescription() == "3 suggested words"


def test_arrow_keys_put_a_word_into_the_field_and_lead_back_to_what_was_typed(form, typed, qtbot):
    field = typed("dog")
    seen = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up, Key.Key_Up):
        qtbot.keyClick(field, key)
        seen.append(field.text())

    assert seen == ["dog", "dog sled", "dog", "dog", "dogs of Ada"]
    qtbot.keyClick(field, Key.Key_Return)
    assert form.searched == ["dogs of Ada"]
    assert field.suggested == []


def test_tab_completes_and_then_goes_on(form, typed, qtbot):
    field = typed("dogs")

    qtbot.keyClick(field, Key.Key_Tab)
    assert (field.text(), field.hasFocus()) == ("dogs of Ada", True)
    qtbot.waitUntil(lambda: field.suggested == ["dogs of Ada"])

    qtbot.keyClick(field, Key.Key_Tab)
    assert form.other.hasFocus()
    assert field.suggested == []


def test_esc_closes_the_list_then_leaves_with_what_was_searched_for(form, typed, qtbot):
    form.field.keep("cat")
    form.field.selectAll()
    field = typed("dog")
    qtbot.keyClick(field, Key.Key_Down)
    qtbot.keyClick(field, Key.Key_Down)

    qtbot.keyClick(field, Key.Key_Escape)
    assert (field.text(), field.suggested, form.left) == ("dog", [], [])

    qtbot.keyClick(field, Key.Key_Escape)
    assert (field.text(), form.left) == ("cat", [True])


def test_a_click_on_a_word_searches_for_it(form, typed, qtbot):
    field = typed("dog")
    view = next(w for w in form.findChildren(QWidget) if w.accessibleName() == "Suggested words")

    qtbot.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(1)).center(),
    )

    assert form.searched == ["dog sled"]
    assert field.hasFocus()
    assert field.suggested == []


def test_suggestions_that_come_late_do_not_open_over_another_control(form, engine, bridge, qtbot):
    engine.held = True
    qtbot.keyClicks(form.field, "dog")
    qtbot.waitUntil(lambda: engine.count("suggest_words") == 1)
    form.other.setFocus()

    engine.release()
    engine.held = False
    done = []
    later = Suggester(engine.words, bridge)
    later.suggested.connect(done.append)
    later.ask("dog")  # comes after it through the same door

    qtbot.waitUntil(lambda: bool(done))
    assert form.field.suggested == []
    assert form.other.hasFocus()


def test_down_in_a_field_that_was_searched_asks_for_suggestions_again(form, typed, qtbot):
    field = typed("dog")
    qtbot.keyClick(field, Key.Key_Return)
    assert field.suggested == []

    qtbot.keyClick(field, Key.Key_Down)

    qtbot.waitUntil(lambda: field.suggested == ["dog", "dog sled", "dogs of Ada"])


def test_a_page_that_is_shown_does_not_take_away_what_is_being_typed(form, qtbot):
    form.field.keep("cat")
    form.field.selectAll()
    qtbot.keyClicks(form.field, "do")

    form.field.keep("")

    assert form.field.text() == "do"
    assert form.field.is_touched


def test_a_long_list_of_odd_words_stays_in_the_window(form, engine, typed):
    engine.words.known = [
        Suggestion(f"dog {'<b>wide</b> ' * 40}\n& כלב {i}", WordKind.LABEL, 10**6)
        for i in range(30)
    ]
    form.resize(320, 200)

    field = typed("dog")

    assert len(field.suggested) == MOST_SHOWN
    shown = field._list.geometry()
    assert form.rect().contains(shown)
    field._list.grab()  # paints each line


def test_an_endless_text_is_cut_and_the_field_lives(form, qtbot):
    form.field.setText("x" * 1_000_000)

    qtbot.keyClick(form.field, Key.Key_Return)

    assert form.searched == ["x" * 500]


def test_a_text_in_another_alphabet_is_searched_as_it_is(form, qtbot):
    form.field.setText("собака на диване")

    qtbot.keyClick(form.field, Key.Key_Return)

    assert form.searched == ["собака на диване"]


@pytest.mark.parametrize("kind", ["image", "file"])
def test_a_picture_is_not_pasted_as_text(form, qtbot, kind):
    pasted = []
    form.field.picture_pasted.connect(lambda: pasted.append(True))
    copied = QMimeData()
    if kind == "image":
        copied.setImageData(QImage.fromData(jpeg(drawn(1, 60, 40))))
    else:
        copied.setUrls([QUrl.fromLocalFile("/a/b.jpg")])
    QGuiApplication.clipboard().setMimeData(copied)

    qtbot.keyClick(form.field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert pasted == [True]
    assert form.field.text() == ""


def test_a_text_is_pasted_as_one_line(form, qtbot):
    QGuiApplication.clipboard().setText("dog\non a sofa")

    qtbot.keyClick(form.field, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(form.field, Key.Key_Return)

    assert form.searched == ["dog on a sofa"]


def test_files_dragged_over_the_field_are_left_to_the_window(form):
    assert not form.field.acceptDrops()


def test_the_list_follows_the_field(form, typed):
    field = typed("dog")
    before = field._list.y()

    form.layout().setContentsMargins(0, 60, 0, 0)
    form.layout().activate()

    assert field._list.y() > before
    assert field._list.y() == field.mapTo(form, QPoint(0, field.height() + 4)).y()


def test_the_text_stays_while_its_answer_is_awaited(form, qtbot):
    form.field.setText("dog")
    qtbot.keyClick(form.field, Key.Key_Return)

    form.field.keep("")  # the page from before is shown again: photos came

    assert form.field.text() == "dog"
    assert not form.field.is_touched
    form.field.keep("dog")
    assert form.field.text() == "dog"
    assert form.field.cursorPosition() == 3


def test_esc_while_an_answer_is_awaited_brings_back_what_is_shown(form, qtbot):
    form.field.keep("cat")
    form.field.setText("dog")
    qtbot.keyClick(form.field, Key.Key_Return)

    qtbot.keyClick(form.field, Key.Key_Escape)

    assert form.field.text() == "cat"
