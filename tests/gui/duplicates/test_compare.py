"""The compared photos: side by side, together, blinking, and where they differ."""

from dataclasses import replace
from functools import partial

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from support.fake_engine import FakePhoto, drawn, made_up, made_up_photo
from support.fake_review import group_of, members_of
from support.painted import middle, shows_picture
from support.review_room import Review

from photosim.core.records.pairs import Differences, Spot
from photosim.core.records.photos import Box
from photosim.core.records.reasons import Change, reason
from photosim.gui.duplicates import member_facts, zoom_texts
from photosim.gui.duplicates.fact_table import MARK, FactTable
from photosim.gui.widgets.canvas import WHOLE, CanvasView

Key = Qt.Key


@pytest.fixture
def panes(review):
    return wait_until_seen(review)


def wait_until_seen(review):
    """The panes, once there is a picture in each."""
    panes = review.controller.page.compare.panes
    review.wait(lambda: panes.shown and all(shows_picture(pane.canvas) for pane in visible(panes)))
    return panes


def visible(panes):
    return [pane for pane in panes.panes if pane.isVisible()]


@pytest.mark.parametrize(
    ("percents", "is_fitted", "is_locked", "said"),
    [
        ([], True, True, ""),
        ([38], True, True, "Whole photo, 38 %"),
        ([38, 38], True, True, "Whole photos, 38 %, together"),
        ([38, 100], True, False, "Whole photos, 38 % and 100 %, each for itself"),
        ([50, 120, 75, 50], False, True, "Zoom 50 %, 120 % and 75 %, together"),
    ],
)
def test_it_is_said_how_large_photos_are_shown(percents, is_fitted, is_locked, said):
    text = zoom_texts.text(percents, is_fitted=is_fitted, is_locked=is_locked)

    assert text.replace("\N{NO-BREAK SPACE}", " ") == said


def test_small_photo_is_not_enlarged_until_the_person_zooms_and_then_shows_the_same(
    qtbot, tmp_path
):
    large, small = (
        FakePhoto(made_up_photo(i, width=width, height=height), partial(drawn, 1, width, height))
        for i, (width, height) in enumerate(((1200, 800), (120, 80)), 1)
    )
    group = group_of(0, members_of((large, small)))
    review = Review(qtbot, tmp_path / "w.ini", [group], [large, small]).start()
    panes = wait_until_seen(review)
    first, second = (pane.canvas for pane in visible(panes))
    ratio = second.devicePixelRatioF()

    assert second.is_fitted
    assert second.scale == pytest.approx(1 / ratio)
    assert "100" in review.controller.page.compare.looking.zoom_text

    review.press(Key.Key_Plus)

    assert second.scale * 120 == pytest.approx(first.scale * 1200, rel=0.01)
    assert review.controller.page.compare.looking.zoom_text.startswith("Zoom ")
    review.press(Key.Key_0)
    assert second.scale == pytest.approx(1 / ratio)


def test_two_photos_are_side_by_side(review, panes):
    assert len(visible(panes)) == 2
    assert panes.shown == [0, 1]


def test_the_photos_themselves_take_the_place_of_their_thumbnails(qtbot, tmp_path):
    green, blue = (partial(Image.new, "RGB", (1200, 800), name) for name in ("green", "blue"))
    photos = [FakePhoto(made_up_photo(i), green, blue) for i in (1, 2)]
    group = group_of(0, members_of(photos))
    review = Review(qtbot, tmp_path / "w.ini", [group], photos).start()

    panes = wait_until_seen(review)

    review.wait(lambda: [hue(pane.canvas) for pane in visible(panes)] == ["green", "green"])


def hue(canvas):
    colour = middle(canvas)
    return "green" if colour.green() > colour.blue() else "blue"


def test_zoom_and_place_are_the_same_in_all(panes):
    first, second = (pane.canvas for pane in visible(panes))

    first.zoom(first.scale * 4)

    assert second.view.zoom == pytest.approx(4, rel=0.01)
    assert second.view.x == pytest.approx(first.view.x, abs=0.01)


def test_each_for_itself_when_the_person_wants_that(review, panes):
    first, second = (pane.canvas for pane in visible(panes))

    review.press(Key.Key_L)
    first.zoom(first.scale * 4)
    assert second.view == WHOLE

    review.press(Key.Key_L)
    assert second.view.zoom == pytest.approx(4, rel=0.01)


def test_plus_minus_0_and_f_zoom(review, panes):
    canvas = visible(panes)[0].canvas

    review.press(Key.Key_Plus)
    assert canvas.view.zoom > 1
    review.press(Key.Key_0)
    assert canvas.view == WHOLE
    review.press(Key.Key_F)
    assert "100\N{NO-BREAK SPACE}%" in review.controller.page.compare.looking.zoom_text


def test_a_small_copy_shows_the_same_part_as_the_large_one(make, qtbot, tmp_path):
    large = FakePhoto(made_up_photo(1), partial(drawn, 1))
    small = FakePhoto(made_up_photo(2, width=120, height=80), partial(drawn, 1, 120, 80))
    detail = group_of(0, members_of((large, small)))
    review = Review(qtbot, tmp_path / "w.ini", [detail], [large, small]).start()
    review.wait_detail()
    first, second = (pane.canvas for pane in visible(review.controller.page.compare.panes))

    first.look_at(CanvasView(3, 0.3, 0.6))
    first.moved.emit()

    assert second.frame().width() == pytest.approx(first.frame().width(), rel=0.05)


def test_space_puts_one_photo_in_the_place_of_the_other(review, panes):
    review.press(Key.Key_Space)
    assert [pane.member.key for pane in visible(panes)] == [review.member(1).key]

    review.press(Key.Key_Space)
    assert [pane.member.key for pane in visible(panes)] == [review.member(0).key]

    review.press(Key.Key_Space)
    assert panes.blinking == 1


def test_blinking_keeps_the_zoom(review, panes):
    visible(panes)[0].canvas.look_at(CanvasView(3, 0.4, 0.4))
    visible(panes)[0].canvas.moved.emit()

    review.press(Key.Key_Space)

    assert visible(panes)[0].canvas.view.zoom == pytest.approx(3, rel=0.01)


def test_the_difference_is_said_and_shown(review, panes):
    review.press(Key.Key_D)

    pane = visible(panes)[1]
    review.wait(lambda: "of the picture differs" in pane.note)
    review.press(Key.Key_D)
    assert pane.note == ""


def test_what_is_a_little_brighter_everywhere_is_not_called_equal(qtbot, tmp_path):
    photos = made_up_photo(1, width=300, height=200), made_up_photo(2, width=300, height=200)
    first = FakePhoto(photos[0], partial(drawn, 1, 300, 200))
    second = FakePhoto(photos[1], lambda: drawn(1, 300, 200).point(lambda value: value * 0.95 + 9))
    members = members_of((first, second))
    brighter = replace(members[1], changes=(reason(Change.BRIGHTER),))
    group = group_of(0, (members[0], brighter))
    review = Review(qtbot, tmp_path / "w.ini", [group], [first, second]).start()
    panes = wait_until_seen(review)

    review.press(Key.Key_D)

    review.wait(lambda: visible(panes)[1].note == "Brighter everywhere")


def test_that_it_differs_here_is_said_as_long_as_the_place_is_marked_in_sight(qtbot, tmp_path):
    photos = [made_up_photo(i, width=1200, height=800) for i in (1, 2)]
    fakes = [FakePhoto(photo, partial(drawn, 1, 1200, 800)) for photo in photos]
    corner = Box(0.05, 0.05, 0.05, 0.05)
    differs = Differences(
        *(1, 1, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1),
        spot=Spot(corner, corner, 0.02),
    )
    first, second = members_of(fakes)
    group = group_of(0, (first, replace(second, differences=differs)))
    review = Review(qtbot, tmp_path / "w.ini", [group], fakes).start()
    panes = wait_until_seen(review)
    one, other = visible(panes)
    assert one.outlined and other.outlined
    assert (one.note, other.note) == ("", "Differs here, 2\N{NO-BREAK SPACE}% of the picture")

    one.canvas.look_at(CanvasView(6, 0.9, 0.9))
    one.canvas.moved.emit()
    assert (other.outlined, other.note) == (None, "")

    one.canvas.look_at(CanvasView(6, 0.07, 0.07))
    one.canvas.moved.emit()
    assert other.outlined and other.note.startswith("Differs here, ")


def test_another_group_begins_whole_and_side_by_side(review, panes):
    review.press(Key.Key_Plus)
    review.press(Key.Key_Space)

    review.press(Key.Key_Right)
    review.wait_detail()

    assert panes.blinking is None
    assert [pane.canvas.view for pane in visible(panes)] == [WHOLE, WHOLE]


def test_a_choice_leaves_zoom_and_place_as_they_are(review, panes):
    review.press(Key.Key_Plus)
    before = visible(panes)[0].canvas.view

    review.press(Key.Key_T)
    review.settle()

    assert visible(panes)[0].canvas.view == before


def test_of_many_photos_the_chosen_one_is_seen_beside_the_first(make):
    review = make(n_groups=1, n_members=8)
    review.wait_detail()
    compare = review.controller.page.compare
    n = len(compare.panes.shown)

    review.press(Key.Key_8)

    assert compare.panes.shown == [*range(n - 1), 7]
    assert compare.member.key == review.member(7).key


def test_the_person_says_how_many_are_side_by_side(make):
    review = make(n_groups=1, n_members=8)
    review.wait_detail()
    compare = review.controller.page.compare

    compare.show_side_by_side(4)
    assert len(visible(compare.panes)) == 4
    compare.show_side_by_side(2)
    assert len(visible(compare.panes)) == 2


def test_a_press_on_a_picture_means_that_photo(review, panes):
    canvas = visible(panes)[1].canvas

    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))

    assert review.controller.page.compare.current == 1


def test_a_photo_that_cannot_be_shown_says_why(make):
    review = make(start=False)
    review.start()
    review.wait_detail()
    panes = review.controller.page.compare.panes

    panes._pictures.failed.emit(review.member(0).photo.id, "The file has gone.")

    assert panes.panes[0].note == "The file has gone."


def test_why_a_photo_is_not_shown_is_whole_in_a_narrow_pane(make):
    review = make(n_groups=1, n_members=4)
    review.window.resize(1000, 768)
    review.wait_detail()
    review.controller.page.compare.show_side_by_side(4)
    panes = review.controller.page.compare.panes
    review.wait(lambda: len(visible(panes)) == 4)
    said = "The folder of this photo is offline: it cannot be read now."

    panes._pictures.failed.emit(review.member(3).photo.id, said)

    pane = panes.panes[3]
    review.wait(lambda: pane.note == said)
    assert pane.rect().contains(pane._note.geometry())
    assert pane._note.fontMetrics().horizontalAdvance(said) > pane.width()  # it would stick out
    assert pane._note.height() >= pane._note.heightForWidth(pane._note.width())


@pytest.mark.parametrize(
    ("width", "height", "shown"),
    [(6000, 4000, "6000 x 4000, 24 MP"), (12000, 9000, "12000 x 9000")],
)
def test_the_size_of_a_photo_is_never_cut_in_its_middle(qtbot, width, height, shown):
    table = FactTable()
    qtbot.addWidget(table)
    table.resize(4 * 180 + 90, 300)
    one, *others = members_of(made_up(4))
    best = replace(one, photo=replace(one.photo, width=width, height=height))
    table.show_rows(member_facts.rows(group_of(0, (best, *others))), 0)
    index = table.model().index(1, 0)

    option = QStyleOptionViewItem()
    option.rect = table.visualRect(index)
    table.itemDelegateForIndex(index).initStyleOption(option, index)

    said = option.text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MULTIPLICATION SIGN}", "x")
    assert said == f"{shown}  {MARK}"
    assert option.fontMetrics.horizontalAdvance(option.text) < option.rect.width() - 14
    assert "\N{NO-BREAK SPACE}MP" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_facts_are_a_proper_table_and_say_what_is_better(make, qtmodeltester):
    review = make(n_groups=1, has_location=True)
    review.wait_detail()
    facts = review.controller.page.compare.table.facts

    qtmodeltester.check(facts)
    spoken = [facts.index(4, i).data(Qt.ItemDataRole.AccessibleTextRole) for i in (0, 1)]
    assert spoken == ["Photo 1, Place: recorded, better", "Photo 2, Place: not recorded"]


def test_a_screen_reader_hears_who_is_who(review):
    pane = review.controller.page.compare.panes.panes[1]

    assert pane.canvas.accessibleName().startswith("Photo 2, IMG_0002.JPG")
    assert "proposed: trash" in pane.canvas.accessibleName()


def test_in_a_narrow_window_the_list_and_the_group_take_turns(review):
    page = review.controller.page
    page.list.setFocus()
    review.window.resize(760, 700)
    review.wait(lambda: page.is_narrow and not page.compare.isVisible())

    review.qtbot.keyClick(page.list, Key.Key_Return)
    assert page.compare.isVisible()
    assert not page.list.isVisible()

    review.press(Key.Key_Escape)
    assert page.list.isVisible()
    assert not page.compare.isVisible()


def test_companions_and_doubts_are_told(make):
    from photosim.core.records.pairs import Doubt

    review = make(n_groups=1, companions=("IMG_1.CR2",), start=False)
    group_id, detail = next(iter(review.engine.review.details.items()))
    review.engine.review.details[group_id] = replace(detail, doubt=Doubt.FOCUS)
    review.start()
    review.wait_detail()

    assert "they are focused differently" in review.controller.page.compare.promise
    facts = review.controller.page.compare.table.facts
    names = [facts.headerData(i, Qt.Orientation.Vertical) for i in range(facts.rowCount())]
    assert "Goes with" in names


@pytest.mark.parametrize("width", [420, 560, 700, 1000])
def test_no_button_loses_its_words_in_a_narrow_window(review, width):
    answers = review.controller.page.compare.answers
    review.wait_detail()

    answers.resize(width, answers.height())

    shown = [button for button in answers.buttons.values() if not button.isHidden()]
    assert sum(button.sizeHint().width() for button in shown) <= max(width, 480)
    assert answers.buttons["accept"] in shown
    assert (answers.buttons["undo"] in shown) == (width >= 700)
