"""What the window asks of labels, from any thread: passed on to the library thread.

The engine has these as its own; what is done stands in `labelling`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from photosim.core.records import Ids, View
from photosim.core.themes import Label, LabelChange
from photosim.services.access import Access, Failed
from photosim.services.events import Event, LabelsChanged, ThemesChanged
from photosim.services.jobs import Job, LongWork, Turn
from photosim.services.opened import OpenedLibrary

if TYPE_CHECKING:
    from photosim.services.labelling import Labelling

Changed = Callable[[LabelChange], None]
Deed = Callable[["Labelling"], LongWork[LabelChange]]


class LabelQuestions:
    """Every method is for any thread; `done` and `failed` come from the library thread.

    Args:
        access: the way to the library.
        notify: told when labels changed, and the names of themes with them.
    """

    def __init__(self, access: Access, notify: Callable[[Event], None]) -> None:
        self._access = access
        self._notify = notify

    def name_theme(self, theme_id: str, name: str, done: Changed, failed: Failed) -> Job:
        """Label all photos of a theme; an empty name takes the theme's name away again.

        `failed` gets a `ThemeError` when the theme is not there any more, a `LabelError` when no
        label can have this name.
        """
        return self._change(lambda labels: labels.name_theme(theme_id, name), done, failed)

    def label(self, photo_ids: Sequence[int], name: str, done: Changed, failed: Failed) -> Job:
        """Give photos a label; also accepts a suggestion."""
        return self._change(lambda labels: labels.give(photo_ids, name), done, failed)

    def unlabel(self, photo_ids: Sequence[int], name: str, done: Changed, failed: Failed) -> Job:
        """Take a label away from photos, or refuse a suggestion; remembered."""
        return self._change(lambda labels: labels.take(photo_ids, name), done, failed)

    def rename_label(self, old: str, new: str, done: Changed, failed: Failed) -> Job:
        """Call a label otherwise; with the name of another one the two become one."""
        return self._change(lambda labels: labels.rename(old, new), done, failed)

    def remove_label(self, name: str, done: Changed, failed: Failed) -> Job:
        """Take a label away from all photos."""
        return self._change(lambda labels: labels.remove(name), done, failed)

    def undo_labels(self, change: LabelChange, done: Changed, failed: Failed) -> Job:
        """Take a change back; `done` gets the one that would redo it."""
        return self._change(lambda labels: labels.undo(change), done, failed)

    def labels(self, done: Callable[[Sequence[Label]], None], failed: Failed) -> Job:
        """All labels that were given to photos, by name."""
        return self._access.run(lambda o: o.themes.labels(), done, failed)

    def labels_of(
        self,
        photo_ids: Sequence[int],
        done: Callable[[Mapping[str, int]], None],
        failed: Failed,
    ) -> Job:
        """The labels of some photos, by name, and how many of these photos have each."""
        return self._access.submit(lambda o: o.labelling.counts(photo_ids), done, failed)

    def photo_ids(self, view: View, done: Callable[[Ids], None], failed: Failed) -> Job:
        """All ids of a view, `(n,)` int64, in its order."""
        if not (view.label or view.theme):
            return self._access.submit(lambda o: o.library.store.photos.view(view), done, failed)
        return self._access.run(lambda o: _limited(o, view), done, failed)

    def _change(self, deed: Deed, done: Changed, failed: Failed) -> Job:
        return self._access.run(lambda o: self._changing(o, deed), done, failed)

    def _changing(self, opened: OpenedLibrary, deed: Deed) -> LongWork[LabelChange]:
        change = yield from deed(opened.labelling)
        if change.before:
            self._notify(LabelsChanged())
            self._notify(ThemesChanged())
        return change


def _limited(opened: OpenedLibrary, view: View) -> LongWork[Ids]:
    """The ids of a view that have a label, are proposed for it, or belong to a theme."""
    wanted: Ids | None = None
    if view.label and view.is_suggested:
        wanted = yield from opened.themes.suggested(view.label)
    elif view.label:
        wanted = opened.labelling.given(view.label)
    if view.theme:
        inside = yield from opened.themes.photos(view.theme)
        wanted = inside if wanted is None else np.intersect1d(wanted, inside)
    yield Turn.AGAIN
    if wanted is None or not len(wanted):
        return np.empty(0, np.int64)
    ids = opened.library.store.photos.view(view)
    found: Ids = ids[np.isin(ids, wanted)]
    return found
