"""Looks follow the choice of scheme, and every text can be read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from support.contrast import contrast

from photosim.gui.widgets import appearance, palettes

Role = QPalette.ColorRole


@pytest.fixture
def plain_look(qapp: QApplication):
    yield qapp
    appearance.apply(qapp, appearance.Scheme.LIGHT)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("ground", [Role.Base, Role.Window, Role.AlternateBase])
@pytest.mark.parametrize("ink", [Role.Text, Role.PlaceholderText, Role.Link])
def test_text_has_enough_contrast_on_every_ground(is_dark, ground, ink):
    palette = palettes.palette(is_dark)

    assert contrast(palette.color(ink), palette.color(ground)) >= 4.5


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [(Role.HighlightedText, Role.Highlight), (Role.ToolTipText, Role.ToolTipBase)],
)
def test_text_on_coloured_grounds_has_enough_contrast(is_dark, ink, ground):
    palette = palettes.palette(is_dark)

    assert contrast(palette.color(ink), palette.color(ground)) >= 4.5


def test_contrast_is_that_of_wcag():
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)


def test_dark_is_dark_also_without_a_colour_scheme_of_the_platform(plain_look):
    appearance.apply(plain_look, appearance.Scheme.DARK)

    assert plain_look.palette().color(Role.Base).lightness() < 64
    assert plain_look.palette().color(Role.Text).lightness() > 192


def test_a_change_of_scheme_reaches_palette_and_style_sheet(plain_look, qtbot):
    made = appearance.Appearance(plain_look, "light")
    before = plain_look.styleSheet()

    with qtbot.waitSignal(made.changed):
        made.set_scheme("dark")

    assert made.scheme is appearance.Scheme.DARK
    assert plain_look.styleSheet() != before


def test_the_style_sheet_holds_no_name_without_a_colour():
    assert "@" not in appearance.style_sheet(palettes.palette(False))


def test_labels_show_markup_as_text(qtbot):
    made = appearance.label("<b>.jpg")
    qtbot.addWidget(made)

    assert made.textFormat() is Qt.TextFormat.PlainText
