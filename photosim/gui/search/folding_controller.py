"""Connects folding with the menu, the preferences and the photos that are shown."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photosim.gui.grid.badges import BadgeClicks
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.answer_page import Arrangement
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import Kind, Stop
from photosim.gui.shell.pages import Pages
from photosim.services.settings import Settings

_SETTINGS = {"fold_alike": "fold_alike", "better_first": "better_first"}
"""Settings by the action of the menu that switches them."""


class FoldingController(QObject):
    """Shows answers as the person chose it. GUI thread."""

    def __init__(
        self,
        actions: Actions,
        settings: Settings,
        gallery: Gallery,
        pages: Pages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._settings = settings
        self._gallery = gallery
        self._pages = pages
        clicks = BadgeClicks(gallery.grid, gallery.grid)
        clicks.toggled.connect(self._toggle)
        for name, setting in _SETTINGS.items():
            actions[name].setChecked(bool(settings.get(setting)))
            actions[name].toggled.connect(lambda on, setting=setting: settings.set(setting, on))
        actions["unfold"].triggered.connect(self._on_unfold)
        gallery.selection_changed.connect(self._on_selection_changed)
        pages.shown.connect(self._on_shown)
        settings.subscribe(self._on_setting)
        self._choose()
        actions.enable(("unfold",), False)

    def _choose(self) -> None:
        folds, better = (bool(self._settings.get(name)) for name in _SETTINGS.values())
        self._pages.answer_page.choice = Arrangement(folds, better)

    def _on_setting(self, name: str) -> None:
        if name not in _SETTINGS.values():
            return
        self._actions[name].setChecked(bool(self._settings.get(name)))
        self._choose()
        self._show_again()

    def _on_unfold(self) -> None:
        for photo_id in self._foldable():
            self._toggle(photo_id)

    def _toggle(self, photo_id: int) -> None:
        self._pages.answer_page.toggle(photo_id)
        self._show_again()
        self._gallery.select_id(self._pages.answer_page.shown_for(photo_id))

    def _show_again(self) -> None:
        if self._pages.place.kind is Kind.QUERY:
            self._pages.answer_page.show(self._pages.history.current)
        self._on_selection_changed()

    def _on_shown(self, _stop: Stop) -> None:
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        self._actions.enable(("unfold",), bool(self._foldable()))

    def _foldable(self) -> list[int]:
        """The photo that is chosen alone, if there is something to unfold or to fold."""
        chosen = self._gallery.selection_ids()
        if self._pages.place.kind is not Kind.QUERY or len(chosen) != 1:
            return []
        return chosen if self._pages.answer_page.is_in_fold(chosen[0]) else []
