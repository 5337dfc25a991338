"""A cell painted into an image: what is where, in both schemes and at every scale."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from photosim.gui.grid.cell import CellContent, CellPainter
from photosim.gui.grid.cell_frames import CellState
from photosim.gui.widgets import palettes
from photosim.gui.widgets.appearance import Role

WIDTH, HEIGHT, ROOM = 200, 150, 10
RED = "#c02020"
PLAIN = CellState()


def picture(size=None, colour=RED):
    made = QPixmap(size or QSize(200, 150))
    made.fill(QColor(colour))
    return made


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def palette(qapp, request):
    return palettes.palette(request.param)


def paint(palette, content, state=PLAIN, *, ratio=1.0, **options):
    painter_of_cells = CellPainter(palette, **options)
    height = HEIGHT + painter_of_cells.caption_px
    size = QSize(WIDTH + 2 * ROOM, height + 2 * ROOM)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(palette.color(Role.Base))
    painter = QPainter(image)
    painter_of_cells.paint(painter, QRect(ROOM, ROOM, WIDTH, height), content, state)
    painter.end()
    return image


def at(image, x, y, ratio=1.0):
    return image.pixelColor(round((ROOM + x) * ratio), round((ROOM + y) * ratio))


def has_colour(image, rect, colour):
    return any(
        image.pixelColor(x, y) == colour
        for x in range(rect.left(), rect.right() + 1)
        for y in range(rect.top(), rect.bottom() + 1)
    )


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_picture_fills_the_cell_up_to_its_edges(palette, ratio):
    content = CellContent(picture=picture(QSize(200, 150) * ratio))

    image = paint(palette, content, ratio=ratio)

    assert at(image, 100, 75, ratio) == QColor(RED)
    assert at(image, 3, 75, ratio) == QColor(RED)
    assert at(image, WIDTH - 4, 75, ratio) == QColor(RED)
    assert at(image, -3, 75, ratio) == palette.color(Role.Base)
    assert at(image, WIDTH + 2, 75, ratio) == palette.color(Role.Base)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_thumbnail_of_the_right_size_is_copied_pixel_for_pixel(palette, ratio):
    stripes = QPixmap(QSize(200, 150) * ratio)
    painter = QPainter(stripes)
    for x in range(stripes.width()):
        colour = QColor("black") if x % 2 else QColor("white")
        painter.fillRect(x, 0, 1, stripes.height(), colour)
    painter.end()

    image = paint(palette, CellContent(picture=stripes), ratio=ratio)

    y = round((ROOM + 75) * ratio)
    seen = [image.pixelColor(round((ROOM + 50) * ratio) + x, y).lightness() for x in range(20)]
    assert sorted(set(seen)) == [0, 255]
    assert all(a != b for a, b in itertools.pairwise(seen))


def test_corners_are_round(palette):
    image = paint(palette, CellContent(picture=picture()))

    assert at(image, 0, 0) == palette.color(Role.Base)
    assert at(image, 8, 8) == QColor(RED)


def test_a_wide_picture_is_cropped_or_fitted(palette):
    wide = CellContent(picture=picture(QSize(400, 100)))

    assert at(paint(palette, wide), 100, 10) == QColor(RED)
    assert at(paint(palette, wide, fill=False), 100, 10) == palette.color(Role.Base)
    assert at(paint(palette, wide, fill=False), 100, HEIGHT - 10) == QColor(RED)


def test_until_the_picture_is_there_its_mean_colour_is(palette):
    image = paint(palette, CellContent(mean_colour=0x123456))

    assert at(image, 100, 75) == QColor("#123456")


def test_nothing_known_is_a_neutral_placeholder(palette):
    assert at(paint(palette, CellContent()), 100, 75) == palette.color(Role.AlternateBase)


def test_selection_is_a_ring_with_a_gap_and_a_check_mark(palette):
    image = paint(palette, CellContent(picture=picture()), CellState(is_selected=True))

    accent = palette.color(Role.Highlight)
    assert at(image, 100, -4) == accent
    assert at(image, 100, -1) == palette.color(Role.Base)
    assert at(image, 14, 13) == accent
    assert has_colour(image, QRect(18, 18, 20, 20), palette.color(Role.HighlightedText))


@pytest.mark.parametrize("state", [CellState(has_focus=True), CellState(is_hovered=True)])
def test_focus_and_hover_can_be_seen(palette, state):
    content = CellContent(picture=picture())

    assert paint(palette, content, state) != paint(palette, content)


def test_focus_can_be_seen_on_a_selected_photo(palette):
    content, chosen = CellContent(picture=picture()), CellState(is_selected=True)

    assert paint(palette, content, replace(chosen, has_focus=True)) != paint(
        palette, content, chosen
    )


def test_badges_lie_on_the_corner_and_move_with_the_direction(palette):
    content = CellContent(picture=picture(), badges=("RAW",))

    plain, mirrored = paint(palette, content), paint(palette, content, is_mirrored=True)

    right, left = QRect(ROOM + 150, ROOM + 5, 45, 25), QRect(ROOM + 5, ROOM + 5, 45, 25)
    base = palette.color(Role.Base)
    assert has_colour(plain, right, base) and not has_colour(plain, left, base)
    assert has_colour(mirrored, left, base) and not has_colour(mirrored, right, base)


def test_more_badges_than_there_is_room_stay_inside(palette):
    content = CellContent(picture=picture(), badges=("offline",) * 9)

    image = paint(palette, content)

    assert has_colour(image, QRect(ROOM, ROOM + 5, 25, 25), QColor(RED))
    assert at(image, -5, 15) == palette.color(Role.Base)


def test_an_offline_photo_is_pale(palette):
    assert at(paint(palette, CellContent(picture=picture(), is_pale=True)), 100, 75) != QColor(RED)


def test_a_long_caption_stays_within_its_cell(palette):
    content = CellContent(lead="98 %", fact="a very long name of a holiday photograph.jpeg" * 3)

    image = paint(palette, content)

    below = range(ROOM + HEIGHT, image.height())
    base = palette.color(Role.Base)
    assert all(image.pixelColor(x, y) == base for x in range(ROOM - 1) for y in below)
    ends = range(ROOM + WIDTH + 1, image.width())
    assert all(image.pixelColor(x, y) == base for x in ends for y in below)


def test_of_a_reason_that_does_not_fit_whole_words_are_said(palette):
    content = CellContent(lead="98 %", fact="probably the same picture, smaller", is_lead_bold=True)

    assert paint(palette, content) == paint(palette, replace(content, fact="probably the same"))


def test_a_date_that_does_not_fit_is_left_out_and_a_reason_shortened(palette):
    date = CellContent(lead="98 %", fact="14 September 2019, and more")
    reason = replace(date, is_lead_bold=True)

    def right_half_is_blank(content):
        image, base = paint(palette, content), palette.color(Role.Base)
        below = QRect(ROOM + 100, ROOM + HEIGHT + 2, 99, 24)
        return all(
            image.pixelColor(x, y) == base
            for x in range(below.left(), below.right())
            for y in range(below.top(), below.bottom())
        )

    assert right_half_is_blank(date)
    assert not right_half_is_blank(reason)
