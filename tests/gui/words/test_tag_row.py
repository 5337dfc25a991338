"""The tags of the selected photo: asked for when they can be seen, and of the latest photo."""

import pytest

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Tag, TagKind
from photosim.gui.words.tag_row import TagRow


@pytest.fixture
def row(engine, bridge, qtbot):
    engine.words.known_tags = {
        1: (Tag("Ada", 1.0, TagKind.LABEL), Tag("dog", 0.9), Tag("animal", 0.1)),
        2: (Tag("cat", 0.4),),
    }
    made = TagRow(engine.words, bridge)
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


def asked(engine):
    return [argument for name, argument in engine.asked if name == "tags"]


def test_what_is_seen_is_shown_below_the_labels_own_row(row, qtbot):
    row.show()

    row.show_ids([1])

    qtbot.waitUntil(lambda: row.chips.texts == ["dog", "animal"])
    assert row.title.isVisible()
    assert [button.property("weak") for button in row.chips.buttons] == [False, True]


def test_nothing_is_asked_before_the_panel_is_seen(row, engine, qtbot):
    row.show_ids([1])
    assert not row._clock.isActive()
    assert asked(engine) == []

    row.show()

    qtbot.waitUntil(lambda: row.chips.texts == ["dog", "animal"])


def test_photos_that_the_arrow_keys_pass_are_not_asked_about(row, engine, qtbot):
    row.show()
    for photo_id in (1, 1, 2, 1, 2):
        row.show_ids([photo_id])

    qtbot.waitUntil(lambda: row.chips.texts == ["cat"])
    assert asked(engine) == [2]


def test_the_latest_photo_wins(row, engine, qtbot):
    engine.held = True
    row.show()
    row.show_ids([1])
    qtbot.waitUntil(lambda: asked(engine) == [1])
    row.show_ids([2])
    qtbot.waitUntil(lambda: asked(engine) == [1, 2])

    engine.release()

    qtbot.waitUntil(lambda: row.chips.texts == ["cat"])


@pytest.mark.parametrize("ids", [[], [1, 2]])
def test_none_and_several_photos_have_no_tags(row, engine, qtbot, ids):
    row.show()
    row.show_ids([1])
    qtbot.waitUntil(lambda: bool(row.chips.texts))

    row.show_ids(ids)

    assert row.chips.texts == []
    assert row.title.isHidden()


def test_labels_that_changed_are_asked_about_again(row, engine, qtbot):
    row.show()
    row.show_ids([1])
    qtbot.waitUntil(lambda: bool(row.chips.texts))
    engine.words.known_tags[1] = (Tag("wolf", 0.8),)

    row.refresh()

    qtbot.waitUntil(lambda: row.chips.texts == ["wolf"])


def test_without_its_model_the_row_says_why_and_tries_again_with_the_next_photo(row, engine, qtbot):
    engine.error = PhotosimError("The file for words is missing.")
    row.show()
    row.show_ids([1])
    qtbot.waitUntil(lambda: row.trouble.text() == "The file for words is missing.")
    assert row.trouble.isVisible()

    engine.error = None
    row.show_ids([2])

    qtbot.waitUntil(lambda: row.chips.texts == ["cat"])
    assert row.trouble.isHidden()


def test_a_press_searches_for_the_word(row, qtbot):
    row.show()
    row.show_ids([1])
    qtbot.waitUntil(lambda: bool(row.chips.buttons))

    with qtbot.waitSignal(row.pressed) as pressed:
        row.chips.buttons[1].click()

    assert pressed.args == ["animal"]


def test_a_suggested_label_is_a_question(row, engine, qtbot):
    engine.words.known_tags[2] = (Tag("Ada", 0.6, TagKind.SUGGESTED), Tag("cat", 0.4))
    row.show()

    row.show_ids([2])

    qtbot.waitUntil(lambda: row.chips.texts == ["Ada", "cat"])
    assert [button.text() for button in row.chips.buttons] == ["Ada?", "cat"]
