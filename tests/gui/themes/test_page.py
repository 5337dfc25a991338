"""The page of themes in the window: what is asked, what is shown, in each of its states."""

import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.fake_themes import theme_of

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import Themes
from photosim.gui.shell.navigation import ALL_PHOTOS, THEMES, of_theme, parts_of
from photosim.gui.themes import theme_texts
from photosim.gui.themes.card_lattice import CardLattice, tiles
from photosim.gui.themes.theme_list import ThemeList
from photosim.services import events

Key = Qt.Key


@pytest.fixture
def themes(world):
    world.go(THEMES)
    world.wait(lambda: world.names)
    return world


def press(world, key):
    QTest.keyClick(world.page.cards, key)


def card(world, row):
    return world.page.cards.card_rect(row).center().toPoint()


def test_nothing_is_asked_before_the_page_is_opened(world):
    assert world.engine.count("themes") == 0
    assert world.lines()["Themes"] == ""


def test_the_page_takes_the_room_of_the_query_and_gives_it_back(themes):
    assert not themes.window.columns.is_right_shown

    themes.go(ALL_PHOTOS)

    assert themes.window.columns.is_right_shown


def test_cards_come_in_the_engines_order_and_are_counted(themes):
    assert themes.names == themes.engine.themes.words
    assert themes.lines()["Themes"] == "5"
    assert themes.page.head.subtitle.whole.startswith("5 themes in 40 photos")


def test_a_card_says_what_it_is_to_those_who_do_not_see_it(themes):
    themes.engine.labels.names["theme-0"] = "Beach days"
    themes.engine.labels.suggested["Beach days"] = [3]
    themes.bridge.notify(events.ThemesChanged())
    themes.wait(lambda: "Beach days" in themes.names)

    index = themes.page.model.index(0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard.startswith("Beach days, 8 photos, ")
    assert "named by you" in heard
    assert heard.endswith("1 photo looks like it belongs to “Beach days”")


def test_a_click_opens_a_theme_and_back_comes_to_its_card(themes):
    QTest.mouseClick(themes.page.cards.viewport(), Qt.MouseButton.LeftButton, pos=card(themes, 1))

    themes.wait_for_ids(themes.engine.themes.photos_of("theme-1"))
    assert themes.gallery.title == "dog"
    themes.window.pages.back()
    assert themes.window.middle.page is themes.page
    assert themes.page.cards.current_row() == 1


def test_keys_go_from_card_to_card_and_open_one(themes):
    themes.window.themes.focus()
    themes.page.cards.go_to("theme-0")
    press(themes, Key.Key_Right)
    press(themes, Key.Key_Return)

    themes.wait_for_ids(themes.engine.themes.photos_of("theme-1"))


def test_letters_go_to_the_theme_that_is_called_so(themes):
    themes.page.cards.keyboardSearch("MOÙ")  # neither case nor accents matter

    assert themes.page.cards.current_row() == themes.names.index("mountain, snow")


def test_esc_goes_back(themes):
    press(themes, Key.Key_Escape)

    assert themes.window.pages.place == ALL_PHOTOS


def test_the_slider_asks_once_for_its_last_setting_while_an_answer_is_on_its_way(themes):
    themes.engine.asked.clear()
    themes.engine.held = True
    for value in (11, 12, 13, 20):
        themes.page.head.slider.setValue(value)
    assert themes.engine.count("themes") == 1

    themes.engine.held = False
    themes.engine.release()

    themes.wait(lambda: len(themes.names) == 2)
    asked = [argument for name, argument in themes.engine.asked if name == "themes"]
    assert [level for level, _ in asked] == pytest.approx([0.45, 0.0])


def scrolled(themes):
    """The page with forty cards, four lines down."""
    page, cards = themes.page, themes.page.cards
    themes.window.resize(900, 500)
    page.model.replace([theme_of(i, (i + 1,), f"theme {i}") for i in range(40)])
    cards.verticalScrollBar().setValue(cards.lattice.line_height * 4)
    return page, cards


def test_the_card_in_sight_stays_where_it_is_when_the_slider_moves(themes):
    page, cards = scrolled(themes)
    first = page.model.theme(cards.place()[0])
    top = cards.card_rect(page.model.row_of(first.id)).top()

    finer = [theme_of(i + 100, (1,), "new") for i in range(13)]
    page.model.replace([*finer, *(theme_of(i, (i + 1,), f"theme {i}") for i in range(40))])

    row = page.model.row_of(first.id)
    assert cards.card_rect(row).top() == top


def test_of_a_theme_that_is_gone_the_one_with_its_pictures_takes_the_place(themes):
    page, cards = scrolled(themes)
    seen = page.model.theme(cards.place()[0])

    page.model.replace(
        [theme_of(500 - i, (500 - i,), "x") for i in range(30)][:7]
        + [theme_of(900 + i, (i + 1,), f"other {i}") for i in range(40)]
    )

    shown = page.model.theme(cards.place()[0])
    lines = {
        cards.lattice.rect(row).top()
        for row in (
            page.model.row_of(shown.id),
            next(i for i, t in enumerate(page.model.themes) if seen.covers[0] in t.covers),
        )
    }
    assert len(lines) == 1


def test_the_field_finds_themes_by_name(themes):
    themes.page.head.field.setText("DOG")

    assert themes.names == ["dog"]
    assert "1 shown" in themes.page.head.subtitle.whole
    themes.page.head.field.setText("zebra")
    assert themes.page.empty_sentence == "No theme is called so."
    QTest.keyClick(themes.page.head.field, Key.Key_Escape)
    assert len(themes.names) == 5


def test_a_theme_is_looked_at_closer(themes):
    themes.go(of_theme("theme-1"))
    themes.wait_for_ids(themes.engine.themes.photos_of("theme-1"))
    assert themes.window.themes.bar.closer.text() == "Look closer: 2 smaller themes"

    themes.window.themes.bar.closer.click()

    themes.wait(lambda: themes.names == ["one part", "other part"])
    assert themes.page.head.title.whole == "dog"
    assert themes.page.head.slider.isHidden()
    themes.page.head.back.click()
    themes.wait(lambda: themes.window.pages.place == of_theme("theme-1"))


def test_all_themes_are_shown_again_after_looking_closer(themes):
    themes.go(parts_of("theme-1"))
    themes.wait(lambda: len(themes.names) == 2)

    themes.go(THEMES)

    themes.wait(lambda: len(themes.names) == 5)
    assert not themes.page.head.slider.isHidden()


def test_photos_that_came_since_can_be_sorted_in(themes):
    themes.engine.themes.n_missing = 120
    themes.bridge.notify(events.ThemesChanged())
    themes.wait(lambda: themes.page.notice.sentence)
    assert themes.page.notice.sentence == "120 photos came since your photos were sorted."

    themes.page.notice.acted.emit()

    themes.wait(lambda: not themes.page.notice.sentence)
    assert themes.engine.themes.n_sorted == 1


def test_while_sorting_it_is_said_how_far_that_is(world):
    world.engine.themes.are_ready = False
    world.go(THEMES)
    world.bridge.notify(events.Progress(events.Phase.SORTING, 40, 100, n_photos=40))

    world.wait(lambda: "40" in world.page.empty_sentence)
    assert world.page.empty_sentence.startswith("photosim is sorting your photos into themes: 40")
    assert world.page.head.slider.isHidden()

    world.engine.themes.are_ready = True
    world.bridge.notify(events.ThemesChanged())
    world.wait(lambda: len(world.names) == 5)


def test_cards_stay_while_photos_are_sorted_again(themes):
    themes.bridge.notify(events.Progress(events.Phase.SORTING, 1, 4, n_photos=40))

    themes.wait(lambda: themes.page.notice.sentence)
    assert themes.page.notice.sentence.startswith("Your photos are being sorted again: 25")
    assert len(themes.names) == 5


def test_a_sorting_that_failed_says_why_and_can_be_tried_again(world):
    world.engine.error = PhotosimError("The photos could not be sorted: the disk is full.")
    world.go(THEMES)
    world.wait(lambda: "disk is full" in world.page.empty_sentence)

    world.engine.error = None
    world.page._empty.acted.emit()

    world.wait(lambda: len(world.names) == 5)


def test_a_failure_leaves_the_cards_that_are_there(themes):
    themes.engine.error = PhotosimError("The disk is full.")
    themes.bridge.notify(events.ThemesChanged())

    themes.wait(lambda: themes.page.notice.sentence == "The disk is full.")
    assert len(themes.names) == 5
    themes.engine.error = None


def test_an_empty_library_is_asked_to_get_a_folder(world):
    world.engine.themes._themes = lambda _level: []
    world.bridge.notify(events.PhotosChanged(0))
    world.go(THEMES)

    world.wait(lambda: "no photos to sort" in world.page.empty_sentence)


def test_few_photos_are_told_to_be_few(world):
    world.engine.themes._themes = lambda _level: []
    world.go(THEMES)

    world.wait(lambda: "too few photos" in world.page.empty_sentence)


def test_a_theme_that_is_gone_says_so_and_leads_back(world):
    world.go(of_theme("theme-99"))
    world.wait(lambda: "not there any more" in world.gallery.empty_sentence)

    world.gallery.empty_action.emit()

    assert world.window.pages.place == THEMES


def test_the_slider_is_where_it_was_left(world, tmp_path, qtbot):
    world.go(THEMES)
    world.wait(lambda: world.names)
    world.page.head.slider.setValue(4)
    world.wait(lambda: world.window.themes.session.answered.level == pytest.approx(0.8))

    assert world.window._state.theme_level == pytest.approx(0.8)


def test_two_thousand_themes_cost_what_is_in_sight(themes):
    themes.engine.asked.clear()
    many = [theme_of(i, (i % 40 + 1,), f"theme {i}") for i in range(2000)]
    themes.page.model.replace(many)
    themes.page.cards.verticalScrollBar().setValue(40_000)
    themes.page.cards.viewport().grab()
    themes.wait(lambda: any(name == "thumbnails" for name, _ in themes.engine.asked))

    asked = [ids for name, (_, ids) in themes.engine.asked if name == "thumbnails"]
    assert all(len(ids) < 100 for ids in asked)


def test_names_are_shown_as_they_are(themes, qtmodeltester):
    themes.engine.themes.words[0] = "<b>bold</b> & \u202eevil"
    themes.bridge.notify(events.ThemesChanged())
    themes.wait(lambda: "<b>bold</b> & \u202eevil" in themes.names)

    tip = themes.page.model.index(0).data(Qt.ItemDataRole.ToolTipRole)

    assert "<b>bold" not in tip
    assert "&lt;b&gt;bold" in tip


def test_the_model_is_a_proper_one(qtmodeltester):
    model = ThemeList()
    model.replace([theme_of(i, (1, 2), f"theme {i}") for i in range(3)])
    qtmodeltester.check(model)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("is_mirrored", [False, True])
def test_pictures_of_a_card_lie_beside_each_other_within_it(n, is_mirrored):
    lattice = CardLattice(12, 1100, 270, 60)
    room = lattice.card(0).toRectF().adjusted(8, 8, -8, -60)

    placed = tiles(room, n, is_mirrored=is_mirrored)

    assert len(placed) == n
    for i, tile in enumerate(placed):
        assert room.adjusted(-0.5, -0.5, 0.5, 0.5).contains(tile)
        assert not any(tile.intersects(other) for other in placed[i + 1 :])


def test_the_time_of_a_theme_is_told_as_short_as_it_can_be():
    theme = theme_of(0, (1,), "x", since=1_557_800_000, until=1_557_800_600)
    assert theme_texts.span(theme) == "14 May 2019"
    month = theme_of(0, (1,), "x", since=1_557_000_000, until=1_557_800_600)
    assert theme_texts.span(month) == "May 2019"
    year = theme_of(0, (1,), "x", since=1_550_000_000, until=1_557_800_600)
    assert theme_texts.span(year) == "2019"
    many = theme_of(0, (1,), "x", since=1_460_000_000, until=1_557_800_600)
    assert theme_texts.span(many) == "2016 to 2019"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_theme_is_of_the_day_that_the_cameras_showed_wherever_one_is(zone, monkeypatch):
    with monkeypatch.context() as changed:
        changed.setenv("TZ", zone)
        time.tzset()
        theme = theme_of(0, (1,), "x", since=1_557_792_000, until=1_557_878_399)  # 0:00 to 23:59
        said = theme_texts.span(theme)
    time.tzset()

    assert said == "14 May 2019"


def test_of_a_theme_without_capture_times_no_time_is_told():
    theme = theme_of(0, (1, 2), "beach", since=None, until=None)

    assert theme_texts.span(theme) == ""
    assert theme_texts.facts_of(theme) == "2 photos"
    assert theme_texts.heard(theme) == "beach, 2 photos"


def test_one_theme_is_not_called_themes():
    made = Themes((theme_of(0, (1,), "x"),), 0.5, 1)

    assert theme_texts.subtitle(made, None, 1) == "1 theme in 1 photo"


def test_the_context_menu_of_a_card_names_it(themes):
    menu = themes.window.themes.menu(QPoint(10, 10), "theme-1")
    texts = {action.text(): action for action in menu.actions()}
    assert "Look closer: 2 smaller themes" in texts

    texts[theme_texts.NAME_THIS].trigger()
    menu.close()

    themes.wait(lambda: themes.gallery.title_line.field is not None)
    assert themes.window.pages.place == of_theme("theme-1")


def test_the_keyboard_goes_into_a_theme_and_back_to_its_card(themes):
    themes.window.activateWindow()
    themes.page.cards.setFocus()
    themes.page.cards.go_to("theme-1")
    press(themes, Key.Key_Return)
    themes.wait_for_ids(themes.engine.themes.photos_of("theme-1"))
    themes.wait(themes.gallery.grid.hasFocus)

    QTest.keyClick(themes.gallery.grid, Key.Key_Escape)

    themes.wait(themes.page.cards.hasFocus)
    assert themes.page.cards.current_row() == 1


def test_photos_that_come_while_the_cards_are_seen_are_counted(themes):
    themes.engine.themes.n_missing = 3
    themes.engine.asked.clear()
    for n in (41, 42, 43):
        themes.bridge.notify(events.PhotosChanged(n))

    themes.wait(lambda: themes.page.notice.sentence.startswith("3 photos came"))
    assert themes.engine.count("themes") == 1


def test_photos_that_come_while_nobody_looks_are_counted_at_the_next_look(themes):
    themes.go(ALL_PHOTOS)
    themes.engine.themes.n_missing = 3
    themes.engine.asked.clear()
    themes.bridge.notify(events.PhotosChanged(43))
    themes.wait(lambda: themes.engine.count("photo_ids") > 0)
    assert themes.engine.count("themes") == 0

    themes.go(THEMES)

    themes.wait(lambda: themes.page.notice.sentence.startswith("3 photos came"))


def test_ctrl_plus_makes_cards_larger_here_and_leaves_the_photos_as_they_are(themes):
    cards, photos_px = themes.page.cards, themes.gallery.cell_size
    before = cards.lattice.columns

    for _ in range(4):
        themes.window.actions_["larger"].trigger()

    assert cards.lattice.columns < before
    assert themes.gallery.cell_size == photos_px
    themes.window.actions_["usual_size"].trigger()
    assert cards.lattice.columns == before
