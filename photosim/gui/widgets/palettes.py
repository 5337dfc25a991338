"""The colours: a light and a dark palette, written down here once.

Which role means what: `Base` is behind the photos, `Window` the side columns (one step away from
it), `AlternateBase` what lies on either (a field, a chip, the chosen row), `PlaceholderText` muted
text, `Highlight` the one accent, `Mid` a hairline. Text on any of these has a contrast of at least
4.5 : 1 (measured by the tests).
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

Role = QPalette.ColorRole

_LIGHT = {
    Role.Base: "#ffffff",
    Role.Window: "#f5f6f8",
    Role.AlternateBase: "#e8e9ed",
    Role.Button: "#e8e9ed",
    Role.Mid: "#e3e4e8",
    Role.Dark: "#c9cbd1",
    Role.Light: "#ffffff",
    Role.Midlight: "#eff0f3",
    Role.Shadow: "#8b8d94",
    Role.Text: "#16171a",
    Role.PlaceholderText: "#5f6168",
    Role.Highlight: "#2961cb",
    Role.HighlightedText: "#ffffff",
    Role.ToolTipBase: "#26272b",
    Role.ToolTipText: "#f3f4f8",
}
_DARK = {
    Role.Base: "#1e1f23",
    Role.Window: "#27282c",
    Role.AlternateBase: "#34363d",
    Role.Button: "#34363d",
    Role.Mid: "#37383d",
    Role.Dark: "#4b4d55",
    Role.Light: "#43454d",
    Role.Midlight: "#3b3d45",
    Role.Shadow: "#0c0d0f",
    Role.Text: "#eceef2",
    Role.PlaceholderText: "#a6a8b0",
    Role.Highlight: "#66a1ff",
    Role.HighlightedText: "#0e1116",
    Role.ToolTipBase: "#43454d",
    Role.ToolTipText: "#f3f4f8",
}
_LIGHT_THEMES = (
    *("#cf4256", "#23834d", "#b86e00", "#8648bd", "#0b8486"),
    *("#b23d8b", "#5c8a00", "#8a5637", "#566b7e", "#a08a00"),
)
_DARK_THEMES = (
    *("#ff8a94", "#6fd39b", "#ffb347", "#c79bff", "#55d0d2"),
    *("#f08fcb", "#b4e36b", "#d6a183", "#a9bdd0", "#e6d75c"),
)
_SAME_AS = {
    Role.WindowText: Role.Text,
    Role.ButtonText: Role.Text,
    Role.BrightText: Role.HighlightedText,
    Role.Link: Role.Highlight,
    Role.LinkVisited: Role.Highlight,
    Role.Accent: Role.Highlight,
}


def palette(is_dark: bool) -> QPalette:
    """The light or the dark palette; disabled text is muted, text inside a selection readable."""
    colours = _DARK if is_dark else _LIGHT
    made = QPalette()
    for role, name in colours.items():
        made.setColor(role, QColor(name))
    for role, other in _SAME_AS.items():
        made.setColor(role, QColor(colours[other]))
    for role in (Role.Text, Role.WindowText, Role.ButtonText):
        faint = mixed(QColor(colours[Role.PlaceholderText]), QColor(colours[Role.Base]), 0.3)
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    made.setColor(QPalette.ColorGroup.Disabled, Role.Highlight, QColor(colours[Role.Dark]))
    return made


def of_themes(palette: QPalette) -> list[QColor]:
    """Ten colours for the largest themes of a map, each 3 : 1 or more against `Base`.

    None is like `Highlight`, which tells what is selected.
    """
    is_dark = palette.color(Role.Base).lightness() < 128
    return [QColor(name) for name in (_DARK_THEMES if is_dark else _LIGHT_THEMES)]


def mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """`colour` with `share` (0..1) of `other` in it."""
    return QColor(
        round(colour.red() + (other.red() - colour.red()) * share),
        round(colour.green() + (other.green() - colour.green()) * share),
        round(colour.blue() + (other.blue() - colour.blue()) * share),
    )
