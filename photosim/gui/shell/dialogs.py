"""The dialogs of the menus, each made when it is first asked for; and the colours of the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from photosim.gui.shell import about
from photosim.gui.shell.actions import IN_PAGES, Actions
from photosim.gui.shell.backups_dialog import BackupPort, BackupsDialog
from photosim.gui.shell.preferences import Preferences
from photosim.gui.widgets.appearance import Appearance, Scheme
from photosim.gui.widgets.bridge import Bridge
from photosim.services.settings import Settings


class StatusPort(Protocol):
    """What of the engine knows counts, sizes and versions, and the backups."""

    @property
    def backups(self) -> BackupPort:
        """The copies of what was decided."""

    def status(self) -> Future[dict[str, object]]:
        """All of them."""


class Dialogs(QObject):
    """Opens the dialogs, none of which holds the window up. GUI thread.

    Signals:
        data_folder_wanted: show the folder of what photosim keeps.
    """

    data_folder_wanted = Signal()

    def __init__(
        self,
        engine: StatusPort,
        bridge: Bridge,
        settings: Settings,
        theme: Appearance,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._engine = engine
        self._bridge = bridge
        self._settings = settings
        self._theme = theme
        self._actions = actions
        self._window = window
        self._open: dict[str, QDialog] = {}
        for name, make in self._makers().items():
            actions[name].triggered.connect(partial(self._show, name, make))
        for scheme in Scheme:
            choose = partial(settings.set, "colour_scheme", scheme.value)
            actions[f"colours_{scheme.value}"].triggered.connect(choose)
        settings.subscribe(self._on_setting)
        self._on_setting("colour_scheme")

    def dialog(self, name: str) -> QDialog | None:
        """The dialog of an action, None while it was never opened."""
        return self._open.get(name)

    def _makers(self) -> dict[str, Callable[[], QDialog]]:
        return {
            "preferences": self._preferences,
            "backups": self._backups,
            "about": self._about,
            "privacy": self._privacy,
            "shortcuts": self._shortcuts,
        }

    def _show(self, name: str, make: Callable[[], QDialog]) -> None:
        if name not in self._open:
            self._open[name] = make()
        dialog = self._open[name]
        if isinstance(dialog, about.About):
            # while the library is not open, the versions of the programs are told all the same
            self._bridge.bind(self._engine.status(), dialog.show_status)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _preferences(self) -> QDialog:
        made = Preferences(self._settings, self._window)
        made.data_folder_wanted.connect(self.data_folder_wanted)
        return made

    def _backups(self) -> QDialog:
        return BackupsDialog(self._engine.backups, self._bridge, self._window)

    def _about(self) -> QDialog:
        return about.About(self._window)

    def _privacy(self) -> QDialog:
        return about.privacy(self._window)

    def _shortcuts(self) -> QDialog:
        return about.shortcuts([*self._actions.shortcuts(), *IN_PAGES], self._window)

    def _on_setting(self, name: str) -> None:
        if name == "colour_scheme":
            scheme = Scheme(self._settings.colour_scheme)
            self._actions[f"colours_{scheme.value}"].setChecked(True)
            if scheme is not self._theme.scheme:
                self._theme.set_scheme(scheme)
