"""The engine as labels need it. Answers come from any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from photosim.core.records.themes import Label, LabelChange
from photosim.gui.shell.pages import ViewSource
from photosim.gui.shell.searching import Cancellable

Failed = Callable[[Exception], None]
Changed = Callable[[LabelChange], None]


class LabelDoer(Protocol):
    """The part of the engine that gives labels and takes them away."""

    def give(
        self, photo_ids: Sequence[int], name: str, done: Changed, failed: Failed
    ) -> Cancellable:
        """Give photos a label; also accepts a suggestion."""

    def take(
        self, photo_ids: Sequence[int], name: str, done: Changed, failed: Failed
    ) -> Cancellable:
        """Take a label away from photos, or refuse a suggestion; remembered."""

    def rename(self, old: str, new: str, done: Changed, failed: Failed) -> Cancellable:
        """Call a label otherwise; with the name of another one the two become one."""

    def remove(self, name: str, done: Changed, failed: Failed) -> Cancellable:
        """Take a label away from all photos."""

    def undo(self, change: LabelChange, done: Changed, failed: Failed) -> Cancellable:
        """Take a change back; `done` gets the one that would redo it."""

    def name_theme(self, theme_id: str, name: str, done: Changed, failed: Failed) -> Cancellable:
        """Label all photos of a theme; an empty name takes the theme's name away again."""


class LabelTeller(Protocol):
    """The part of the engine that knows labels."""

    def all(self, done: Callable[[Sequence[Label]], None], failed: Failed) -> Cancellable:
        """All labels, by name."""

    def of(
        self,
        photo_ids: Sequence[int],
        done: Callable[[Mapping[str, int]], None],
        failed: Failed,
    ) -> Cancellable:
        """The labels of some photos, and how many of these photos have each."""


class LabelSource(LabelDoer, LabelTeller, Protocol):
    """The part of the engine that is about labels."""


class LabelEngine(Protocol):
    """All that labels ask of the engine."""

    @property
    def labels(self) -> LabelSource:
        """The labels."""

    @property
    def photos(self) -> ViewSource:
        """Which photos there are."""
