"""Words on round buttons, in lines."""

import pytest
from PySide6.QtCore import Qt

from photosim.gui.words.word_chips import WordChip, WordChips


@pytest.fixture
def chips(qtbot):
    made = WordChips("Tags", most_lines=2)
    qtbot.addWidget(made)
    made.resize(300, 10)
    made.show()
    return made


def shown(*texts):
    return [WordChip(text, "Press to search for it.") for text in texts]


def test_a_press_tells_the_whole_word(chips, qtbot):
    pressed = []
    chips.pressed.connect(pressed.append)
    long = "a & b " * 40
    chips.replace(shown("dog", long))

    chips.buttons[1].click()

    assert pressed == [long]
    assert len(chips.buttons[1].text()) < len(long)
    assert chips.buttons[1].accessibleName() == long


def test_chips_break_into_lines_and_what_does_not_fit_is_left_out(chips):
    chips.replace(shown(*[f"word number {i}" for i in range(20)]))

    lines = {button.y() for button in chips.buttons}
    assert len(lines) == 2
    assert 2 <= len(chips.buttons) < 20
    assert all(chips.rect().contains(button.geometry()) for button in chips.buttons)
    assert len(chips.texts) == 20


def test_a_wider_column_has_more_in_a_line(chips):
    chips.replace(shown(*[f"word {i}" for i in range(6)]))
    before = chips.height()

    chips.resize(900, 10)

    assert chips.height() < before
    assert len({button.y() for button in chips.buttons}) == 1


def test_chips_begin_at_the_right_where_lines_do(chips):
    chips.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    chips.replace(shown("dog", "cat"))

    first, second = chips.buttons
    assert first.geometry().right() == chips.width() - 1
    assert second.x() < first.x()


def test_a_word_is_never_taken_for_markup(chips):
    chips.replace(shown("<b>dog</b> & cat"))

    button = chips.buttons[0]
    assert button.text() == "<b>dog</b> && cat"  # Qt's spelling of one ampersand
    assert "<b>" not in button.toolTip()


def test_fewer_words_leave_no_button_behind(chips):
    chips.replace(shown("dog", "cat", "bird"))

    chips.replace(shown("fish"))
    assert [button.text() for button in chips.buttons] == ["fish"]

    chips.replace(())
    assert chips.isHidden()


def test_the_chosen_word_is_marked_and_a_guess_is_muted(chips):
    chips.replace([WordChip("dog", is_on=True), WordChip("cat", is_weak=True)])

    assert [button.isChecked() for button in chips.buttons] == [True, False]
    assert [button.property("weak") for button in chips.buttons] == [False, True]
