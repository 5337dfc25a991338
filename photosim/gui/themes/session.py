"""The themes that are looked at: asked of the engine, the latest setting of the slider counting.

One question is under way at a time; while it is, the slider may move on, and only its last setting
is asked next. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from photosim.core.errors import PhotosimError
from photosim.core.records.themes import DEFAULT_LEVEL, Theme, Themes
from photosim.gui.shell.searching import Cancellable
from photosim.gui.themes.ports import ThemePort
from photosim.gui.widgets.bridge import Bridge
from photosim.texts import error_wording, theme_wording


@dataclass(frozen=True, slots=True)
class ThemesWanted:
    """What is asked for: a setting of the slider, and the theme that is looked into."""

    level: float = DEFAULT_LEVEL
    parent: str = ""


class ThemeSession(QObject):
    """Knows the themes of the last answer, and each theme that was ever heard of.

    Attributes:
        wanted: what is looked at.
        themes: the last answer, None before the first one.
        answered: what `themes` answers.
        failure: why the last question was not answered; empty when it was.

    Signals:
        listed: an answer came, or a failure.
    """

    listed = Signal()

    def __init__(
        self,
        source: ThemePort,
        bridge: Bridge,
        level: float = DEFAULT_LEVEL,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._bridge = source, bridge
        self.wanted = ThemesWanted(level)
        self.answered: ThemesWanted | None = None
        self.themes: Themes | None = None
        self.failure = ""
        self._known: dict[str, Theme] = {}
        self._asked: ThemesWanted | None = None
        self._awaited: Cancellable | None = None
        self._is_stale = False

    @property
    def is_waiting(self) -> bool:
        """Whether what is looked at has not been answered yet."""
        return self._asked is not None or self.answered != self.wanted

    @property
    def is_asking(self) -> bool:
        """Whether a question is under way."""
        return self._asked is not None

    def theme(self, theme_id: str) -> Theme | None:
        """A theme as last heard of, None when it never was."""
        return self._known.get(theme_id)

    def name_of(self, theme_id: str) -> str:
        """What a theme is called; empty when it was never heard of."""
        theme = self._known.get(theme_id)
        return theme.name if theme is not None else ""

    def show(self, parent: str) -> None:
        """Look at all themes, or at those within one."""
        self._want(replace(self.wanted, parent=parent))

    def set_level(self, level: float) -> None:
        """The slider stands there now."""
        self._want(replace(self.wanted, level=level))

    def refresh(self) -> None:
        """Ask again: themes are others now."""
        if self._asked is None:
            self._ask()
        else:
            self._is_stale = True

    def sort_again(self) -> None:
        """Sort anew; the themes there are stay in sight until then."""
        self.failure = ""
        self.listed.emit()
        self._bridge.bind(self._source.sort_again(), self._on_sorted, self._on_failed)

    def named(self, theme_id: str, name: str) -> None:
        """A theme has a name now, before the engine lists it so; without one it is asked for."""
        theme = self._known.get(theme_id)
        if theme is not None and name:
            self._know(replace(theme, name=name, is_named=True))
        self.refresh()

    def _want(self, wanted: ThemesWanted) -> None:
        if wanted == self.wanted and wanted == self.answered and not self.failure:
            return
        self.wanted = wanted
        if self._asked is None:
            self._ask()
        elif self._asked.parent != wanted.parent and self._awaited is not None:
            self._awaited.cancel()
            self._ask()

    def _ask(self) -> None:
        asked, self._is_stale = self.wanted, False
        self._asked = asked
        self._awaited = self._bridge.bind(
            self._source.at(asked.level, asked.parent),
            partial(self._take, asked),
            partial(self._give_up, asked),
        )

    def _take(self, asked: ThemesWanted, themes: Themes) -> None:
        if asked != self._asked:
            return
        self._asked, self._awaited = None, None
        self.answered, self.themes, self.failure = asked, theme_wording.with_names(themes), ""
        for theme in self.themes.themes:
            self._known[theme.id] = theme
        self.listed.emit()
        self._catch_up()

    def _give_up(self, asked: ThemesWanted, error: Exception) -> None:
        if asked != self._asked:
            return
        self._asked, self._awaited = None, None
        self._on_failed(error)
        self._catch_up()

    def _on_failed(self, error: Exception) -> None:
        self.failure = error_wording.sentence(error)
        self.listed.emit()
        if not isinstance(error, PhotosimError):
            raise error

    def _on_sorted(self, _nothing: None) -> None:
        self.failure = ""
        self.refresh()

    def _catch_up(self) -> None:
        """The slider has moved on, or themes changed, since that was asked."""
        if self._is_stale or (self.answered != self.wanted and not self.failure):
            self._ask()

    def _know(self, theme: Theme) -> None:
        self._known[theme.id] = theme
        if self.themes is not None:
            shown = tuple(theme if one.id == theme.id else one for one in self.themes.themes)
            self.themes = replace(self.themes, themes=shown)
            self.listed.emit()
