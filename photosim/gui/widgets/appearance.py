"""The look: palettes, type sizes, spacing and the few kinds of controls that the window is made of.

Flow: a `Scheme` and the system's colour scheme in; a `QPalette` and a style sheet out. Colours are
written down in `palettes` and nowhere else; the rest of the gui takes them from the palette's
roles. GUI thread only.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSlider,
    QWidget,
)

from photosim.gui.widgets import palettes
from photosim.gui.widgets.field import Field
from photosim.gui.widgets.palettes import Role as Role
from photosim.gui.widgets.pressing import Button

SMALL_PX, NORMAL_PX, LARGE_PX = 11, 13, 18
"""The three sizes of text, px."""
GAP_S, GAP_M, GAP_L, GAP_XL = 8, 12, 16, 24
"""Spacing, px; all on a grid of 4 px."""
RADIUS = 6
"""Radius of corners, px."""


class Scheme(enum.StrEnum):
    """The person's choice: as the system, or one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_QT_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Keeps the application's look as the person chose it, also when the system changes its mind.

    Signals:
        changed: the palette is another one now; whoever keeps colours takes them again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme | str = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme(scheme)
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        apply(app, self._scheme)

    @property
    def scheme(self) -> Scheme:
        """What the person chose."""
        return self._scheme

    def set_scheme(self, scheme: Scheme | str) -> None:
        """Choose; takes effect at once in all windows."""
        self._scheme = Scheme(scheme)
        apply(self._app, self._scheme)
        self.changed.emit()

    def _on_system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._scheme is Scheme.SYSTEM:
            apply(self._app, self._scheme)
            self.changed.emit()


def apply(app: QApplication, scheme: Scheme | str = Scheme.SYSTEM) -> None:
    """Give `app` its look, or another one: style, font, palette and style sheet.

    Platforms without a colour scheme (offscreen) get the chosen palette all the same. With 736
    widgets (every page, three dialogs) another look takes 0.15 s of processor time; with the style
    made anew and one style sheet put in the place of the other it took 0.36 s: Qt goes through all
    widgets for each of both, and longer from sheet to sheet than from none to one.
    """
    chosen = Scheme(scheme)
    hints = app.styleHints()
    if hints.colorScheme() != _QT_SCHEMES[chosen] or chosen is Scheme.SYSTEM:
        hints.setColorScheme(_QT_SCHEMES[chosen])
    app.setStyleSheet("")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    if app.font() != font(NORMAL_PX):
        app.setFont(font(NORMAL_PX))
    is_dark = chosen is Scheme.DARK or (
        chosen is Scheme.SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark
    )
    made = palettes.palette(is_dark)
    app.setPalette(made)
    app.setStyleSheet(style_sheet(made))


def style_sheet(palette: QPalette) -> str:
    """The style sheet: every colour in it is a role of `palette`."""

    def of(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    names = {
        "base": of(Role.Base),
        "raised": of(Role.AlternateBase),
        "line": of(Role.Mid),
        "edge": of(Role.Dark),
        "text": of(Role.Text),
        "muted": of(Role.PlaceholderText),
        "accent": of(Role.Highlight),
        "on_accent": of(Role.HighlightedText),
        "hover": palettes.mixed(
            palette.color(Role.AlternateBase), palette.color(Role.Text), 0.07
        ).name(),
        "accent_hover": palettes.mixed(
            palette.color(Role.Highlight), palette.color(Role.Text), 0.12
        ).name(),
        "tip": of(Role.ToolTipBase),
        "on_tip": of(Role.ToolTipText),
        "radius": str(RADIUS),
    }
    sheet = _SHEET
    for name, value in names.items():
        sheet = sheet.replace(f"@{name}@", value)
    return sheet


_SHEET = """
QToolTip { color: @on_tip@; background: @tip@; border: none; padding: 6px 8px; }
QPushButton[look] { border: 2px solid transparent; border-radius: @radius@px;
    padding: 5px 12px; color: @text@; background: @raised@; }
QPushButton[look]:hover { background: @hover@; }
QPushButton[look]:focus { border-color: @accent@; }
QPushButton[look]:disabled { color: @muted@; }
QPushButton[look="primary"] { color: @on_accent@; background: @accent@; font-weight: bold; }
QPushButton[look="primary"]:hover { background: @accent_hover@; }
QPushButton[look="primary"]:focus { border-color: @text@; }
QPushButton[look="primary"]:disabled { color: @muted@; background: @raised@; }
QPushButton[look="link"] { color: @accent@; background: transparent; padding: 2px 4px; }
QPushButton[look="link"]:hover { background: @raised@; }
QPushButton[look="link"]:disabled { color: @muted@; }
QPushButton[look="quiet"] { background: transparent; color: @muted@; padding: 2px 6px; }
QPushButton[look="quiet"]:hover { background: @raised@; color: @text@; }
QPushButton[look="quiet"]:checked { background: @raised@; color: @text@; }
QPushButton[look="quiet"]::menu-indicator { image: none; width: 0; }
QPushButton[look="chip"] { border-radius: 12px; padding: 2px 10px; min-height: 16px; }
QPushButton[look="chip"]:checked { color: @on_accent@; background: @accent@; }
QPushButton[look="chip"][weak="true"] { color: @muted@; }
QLineEdit[look="search"] { color: @text@; background: @raised@; border: 2px solid transparent;
    border-radius: 8px; padding: 5px 12px; selection-background-color: @accent@;
    selection-color: @on_accent@; }
QLineEdit[look="search"]:focus { border-color: @accent@; }
QSlider[look="thin"]:horizontal { min-height: 20px; }
QSlider[look="thin"]::groove:horizontal { height: 4px; border-radius: 2px; background: @line@; }
QSlider[look="thin"]::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent@; }
QSlider[look="thin"][mirrored="true"]::sub-page:horizontal { background: @line@; }
QSlider[look="thin"][mirrored="true"]::add-page:horizontal { height: 4px; border-radius: 2px;
    background: @accent@; }
QSlider[look="thin"][filled="false"]::add-page:horizontal { background: @line@; }
QSlider[look="thin"][filled="false"]::sub-page:horizontal { background: @line@; }
QSlider[look="thin"]::handle:horizontal { width: 14px; height: 14px; margin: -5px 0;
    border-radius: 7px; background: @accent@; }
QSlider[look="thin"]::handle:horizontal:focus { background: @accent_hover@;
    border: 2px solid @text@; width: 10px; height: 10px; }
QSlider[look="thin"]::handle:horizontal:disabled { background: @edge@; }
QSlider[look="thin"]::sub-page:horizontal:disabled { background: @line@; }
QProgressBar[look="thin"] { min-height: 4px; max-height: 4px; border: none; border-radius: 2px;
    background: @line@; }
QProgressBar[look="thin"]::chunk { border-radius: 2px; background: @accent@; }
QFrame[look="line"] { border: none; background: @line@; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @edge@; border-radius: 4px; margin: 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""


def font(size_px: int = NORMAL_PX, *, bold: bool = False) -> QFont:
    """The application's font at one of the three sizes (px) and in one of the two weights."""
    made = QFont(QGuiApplication.font())
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def label(
    text: str = "",
    *,
    muted: bool = False,
    bold: bool = False,
    size_px: int = NORMAL_PX,
    parent: QWidget | None = None,
) -> QLabel:
    """A label of plain text: a file called `<b>.jpg` is shown as that."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(font(size_px, bold=bold))
    made.setForegroundRole(Role.PlaceholderText if muted else Role.Text)
    return made


def heading(text: str = "", parent: QWidget | None = None) -> QLabel:
    """What a page or a column is called."""
    return label(text, bold=True, size_px=LARGE_PX, parent=parent)


def section(text: str = "", parent: QWidget | None = None) -> QLabel:
    """What a part of a column is called: small capitals, muted."""
    made = label(text, muted=True, bold=True, size_px=SMALL_PX, parent=parent)
    small = made.font()
    small.setCapitalization(QFont.Capitalization.AllUppercase)
    made.setFont(small)
    return made


def button(text: str, look: str = "plain", parent: QWidget | None = None) -> QPushButton:
    """A button in words; `look` is plain, primary, link, quiet (muted words) or chip."""
    made = Button(text, parent)
    made.setProperty("look", look)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def primary_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """The one main action of a page."""
    return button(text, "primary", parent)


def link_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """An action that looks like a link: accent, no background."""
    return button(text, "link", parent)


class _Slider(QSlider):
    """A horizontal slider that tells the style sheet at which side it begins."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.setProperty("mirrored", self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
            self.style().polish(self)


def slider(*, filled: bool = True, parent: QWidget | None = None) -> QSlider:
    """A thin horizontal slider; `filled` colours the part below its value."""
    made = _Slider(Qt.Orientation.Horizontal, parent)
    made.setProperty("look", "thin")
    made.setProperty("filled", filled)
    return made


def progress_bar(parent: QWidget | None = None) -> QProgressBar:
    """A thin bar without text, 4 px high."""
    made = QProgressBar(parent)
    made.setProperty("look", "thin")
    made.setTextVisible(False)
    return made


def search_field(placeholder: str = "", parent: QWidget | None = None) -> QLineEdit:
    """A rounded field on the raised background."""
    made = Field(parent)
    made.setProperty("look", "search")
    made.setPlaceholderText(placeholder)
    return made


def line(*, vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """A hairline between two parts."""
    made = QFrame(parent)
    made.setProperty("look", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
