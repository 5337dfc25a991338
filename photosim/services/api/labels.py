"""What the window asks of labels, from any thread: passed on to the library thread.

What is done stands in `services.themes.labels`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from photosim.core.records.label_names import key
from photosim.core.records.themes import Label, LabelChange
from photosim.core.store.labels import GIVEN
from photosim.services.events import Event, LabelsChanged, ThemesChanged
from photosim.services.library.access import Access, Reviving
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import tell
from photosim.services.runtime.jobs import LongWork

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from photosim.services.themes.labelling import Labelling

LabelWork = Callable[["Labelling"], LongWork[LabelChange]]


class LabelQuestions:
    """Every method is for any thread; answers come from the library thread.

    Args:
        access: the way to the library.
        notify: told when labels changed, and the names of themes with them.
        reviving: sees to it that an index that died is made again: new photos are put to
            their neighbours before themes can be told.
    """

    def __init__(
        self,
        access: Access,
        notify: Callable[[Event], None],
        reviving: Reviving,
    ) -> None:
        self._access = access
        self._notify = notify
        self._reviving = reviving
        self._are_themes_loading = self._are_themes_loaded = False

    def name_theme(self, theme_id: str, name: str) -> Future[LabelChange]:
        """Label all photos of a theme; an empty name takes the theme's name away again.

        Fails with a `ThemeError` when the theme is not there any more, a `LabelError` when no
        label can have this name.
        """
        return self._change(lambda labels: labels.name_theme(theme_id, name))

    def give(self, photo_ids: Sequence[int], name: str) -> Future[LabelChange]:
        """Give photos a label; also accepts a suggestion."""
        return self._change(lambda labels: labels.give(photo_ids, name))

    def take(self, photo_ids: Sequence[int], name: str) -> Future[LabelChange]:
        """Take a label away from photos, or refuse a suggestion; remembered."""
        return self._change(lambda labels: labels.take(photo_ids, name))

    def rename(self, old: str, new: str) -> Future[LabelChange]:
        """Call a label otherwise; with the name of another one the two become one."""
        return self._change(lambda labels: labels.rename(old, new))

    def remove(self, name: str) -> Future[LabelChange]:
        """Take a label away from all photos."""
        return self._change(lambda labels: labels.remove(name))

    def undo(self, change: LabelChange) -> Future[LabelChange]:
        """Take a change back; answers with the one that would redo it."""
        return self._change(lambda labels: labels.undo(change))

    def all(self) -> Future[Sequence[Label]]:
        """All labels that were given to photos, by name."""
        return self._reviving(self._access.run(self._labels))

    def of(self, photo_ids: Sequence[int]) -> Future[Mapping[str, int]]:
        """The labels of some photos, by name, and how many of these photos have each."""
        return self._access.submit(lambda o: _counts(o, photo_ids))

    def _labels(self, opened: OpenedLibrary) -> LongWork[Sequence[Label]]:
        """The labels; how many photos they are suggested for once the themes are loaded.

        At the start that takes seconds, in which nobody has to wait for the labels themselves.
        """
        if self._are_themes_loaded:
            return (yield from opened.themes.labels())
        labels = opened.library.store.labels
        if labels.names_themes() and not self._are_themes_loading:
            self._are_themes_loading = True
            loading = self._reviving(self._access.run(lambda o: o.themes.laid()))
            tell(loading, self._loaded, self._not_loaded)
        return labels.listed()

    def _loaded(self, _: object) -> None:
        self._are_themes_loaded = True
        self._notify(LabelsChanged())

    def _not_loaded(self, error: Exception) -> None:
        log.info("Nothing is suggested yet: %s", error)
        self._are_themes_loading = False

    def _change(self, work: LabelWork) -> Future[LabelChange]:
        return self._reviving(self._access.run(lambda o: self._changing(o, work)))

    def _changing(self, opened: OpenedLibrary, work: LabelWork) -> LongWork[LabelChange]:
        change = yield from work(opened.labelling)
        if change.before:
            self._notify(LabelsChanged())
            self._notify(ThemesChanged())
        return change


def _counts(opened: OpenedLibrary, photo_ids: Sequence[int]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for labels in opened.library.store.labels.of(photo_ids).values():
        for name, state in labels:
            if state == GIVEN:
                found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda one: key(one[0])))
