"""The engine as labels need it. Answers come from any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.themes import Label, LabelChange
from photosim.gui.shell.pages import ViewPort


class LabelChangePort(Protocol):
    """The part of the engine that gives labels and takes them away."""

    def give(self, photo_ids: Sequence[int], name: str) -> Future[LabelChange]:
        """Give photos a label; also accepts a suggestion."""

    def take(self, photo_ids: Sequence[int], name: str) -> Future[LabelChange]:
        """Take a label away from photos, or refuse a suggestion; remembered."""

    def rename(self, old: str, new: str) -> Future[LabelChange]:
        """Call a label otherwise; with the name of another one the two become one."""

    def remove(self, name: str) -> Future[LabelChange]:
        """Take a label away from all photos."""

    def undo(self, change: LabelChange) -> Future[LabelChange]:
        """Take a change back; answers with the one that would redo it."""

    def name_theme(self, theme_id: str, name: str) -> Future[LabelChange]:
        """Label all photos of a theme; an empty name takes the theme's name away again."""


class LabelQueryPort(Protocol):
    """The part of the engine that knows labels."""

    def all(self) -> Future[Sequence[Label]]:
        """All labels, by name."""

    def of(self, photo_ids: Sequence[int]) -> Future[Mapping[str, int]]:
        """The labels of some photos, and how many of these photos have each."""


class LabelPort(LabelChangePort, LabelQueryPort, Protocol):
    """The part of the engine that is about labels."""


class LabelPorts(Protocol):
    """All that labels ask of the engine."""

    @property
    def labels(self) -> LabelPort:
        """The labels."""

    @property
    def photos(self) -> ViewPort:
        """Which photos there are."""
