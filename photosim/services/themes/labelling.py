"""Gives labels and takes them away, each time with what it takes to undo it.

For the library thread. What is written stands in one transaction, through to the disk; looking up
the photos before that is done in slices. Nothing here is silent: every change says what it did.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from photosim.core.errors import LabelError, ThemeError, ThemeFault
from photosim.core.library import Library
from photosim.core.records.label_names import clean, key
from photosim.core.records.themes import LabelChange
from photosim.core.store.labels import GIVEN, REFUSED, THEME, LabelledRow
from photosim.services.runtime.jobs import LongWork, Turn
from photosim.services.themes.theme_lister import ThemeLister

READ_AT_ONCE = 2000
"""Photos whose contents are looked up in one turn: some 10 ms."""


class Labelling:
    """The labels of an open library.

    Args:
        library: the open library.
        themes: knows the photos of themes.
        now: epoch seconds.
    """

    def __init__(
        self, library: Library, themes: ThemeLister, now: Callable[[], float] = time.time
    ) -> None:
        self._library = library
        self._themes = themes
        self._now = now

    def give(self, photo_ids: Sequence[int], name: str) -> LongWork[LabelChange]:
        """Give photos a label, those too that it was taken from before.

        Raises:
            LabelError: no label can have this name.
        """
        name = self._spelled(name)
        contents = yield from self._contents(photo_ids)
        return (yield from self._write(self._changed(name, dict.fromkeys(contents, GIVEN))))

    def take(self, photo_ids: Sequence[int], name: str) -> LongWork[LabelChange]:
        """Take a label away from photos, or refuse it where it is suggested, for good.

        Raises:
            LabelError: no label can have this name.
        """
        name = self._spelled(name)
        contents = yield from self._contents(photo_ids)
        return (yield from self._write(self._changed(name, dict.fromkeys(contents, REFUSED))))

    def name_theme(self, theme_id: str, name: str) -> LongWork[LabelChange]:
        """Label all photos of a theme but those that the label was taken from; "" unlabels them.

        The label that the theme had goes from its photos.

        Raises:
            LabelError: no label can have this name.
            ThemeError: there is no such theme now.
        """
        name = self._spelled(name) if name.strip() else ""
        laid = yield from self._themes.laid()
        node = None if laid is None else laid.photos.node(theme_id)
        if laid is None or node is None:
            raise ThemeError(ThemeFault.THEME_GONE)
        contents = yield from self._contents(laid.photos.photos(node).tolist())
        old = laid.labels.name(node)
        rows: list[LabelledRow] = []
        if old and key(old) != key(name):
            rows += self._without(old, contents)
        if not name:
            return (yield from self._write(rows))
        yield Turn.AGAIN
        refused = self._refused(name)
        given = {one: GIVEN for one in contents if one not in refused}
        newest = int(laid.photos.ids.max(initial=0))
        rows += self._changed(name, {**given, THEME: newest})
        return (yield from self._write(rows))

    def rename(self, old: str, new: str) -> LongWork[LabelChange]:
        """Call a label otherwise; with the name of another one the two become one.

        Raises:
            LabelError: there is no such label, or none can have the new name.
        """
        new = clean(new)
        spelled = self._known(old)
        existing = self._library.store.labels.spelled(new)
        rows = self._library.store.labels.all_rows(spelled)
        yield Turn.AGAIN
        if key(spelled) == key(new):
            if spelled == new:
                return LabelChange()
            return (yield from self._write([(content, new, state) for content, _, state in rows]))
        before = {content: state for content, _, state in self._library.store.labels.all_rows(new)}
        moved: list[LabelledRow] = [
            (content, existing or new, max(state or 0, before.get(content) or 0))
            for content, _, state in rows
        ]
        gone: list[LabelledRow] = [(content, spelled, None) for content, _, _ in rows]
        return (yield from self._write(gone + moved))

    def remove(self, name: str) -> LongWork[LabelChange]:
        """Take a label from all photos and forget it.

        Raises:
            LabelError: there is no such label.
        """
        spelled = self._known(name)
        rows = self._library.store.labels.all_rows(spelled)
        yield Turn.AGAIN
        return (yield from self._write([(content, spelled, None) for content, _, _ in rows]))

    def undo(self, change: LabelChange) -> LongWork[LabelChange]:
        """Put everything back as it was before a change; the change that would redo it."""
        yield Turn.AGAIN
        return (yield from self._write(list(change.before)))

    def _write(self, rows: Sequence[LabelledRow]) -> LongWork[LabelChange]:
        """Write rows; of those that are so already nothing is said."""
        before = yield from self._before(rows)
        known = {(content, key(name)): (name, state) for content, name, state in before}
        new = [row for row in rows if known[row[0], key(row[1])] != (row[1], row[2])]
        if new:
            self._library.store.labels.put(new, self._now())
        concerned = {(content, key(name)) for content, name, _ in new}
        n_photos = len({content for content, _ in concerned if content != THEME})
        kept = tuple(row for row in before if (row[0], key(row[1])) in concerned)
        return LabelChange(kept, n_photos)

    def _before(self, rows: Sequence[LabelledRow]) -> LongWork[list[LabelledRow]]:
        """The same rows as they are now: nobody changes labels between this and the writing."""
        labels = self._library.store.labels
        contents: dict[str, list[bytes]] = {}
        for content, name, _ in rows:
            contents.setdefault(name, []).append(content)
        while True:
            version, found = labels.version, dict[tuple[bytes, str], LabelledRow]()
            for name, wanted in contents.items():
                for start in range(0, len(wanted), READ_AT_ONCE):
                    for row in labels.rows(name, wanted[start : start + READ_AT_ONCE]):
                        found[row[0], key(name)] = row
                    yield Turn.AGAIN
            if version == labels.version:
                return list(found.values())

    def _changed(self, name: str, states: Mapping[bytes, int]) -> list[LabelledRow]:
        return [(content, name, state) for content, state in states.items()]

    def _without(self, name: str, contents: Iterable[bytes]) -> list[LabelledRow]:
        """Rows that take a theme's name from its photos; what was refused stays so."""
        given = [
            row
            for row in self._library.store.labels.rows(name, [*contents, THEME])
            if row[0] == THEME or row[2] == GIVEN
        ]
        return [(content, spelled, None) for content, spelled, _ in given]

    def _refused(self, name: str) -> set[bytes]:
        """The contents that a label was taken from, while it stands at any photo.

        A label that was taken from all is gone for a person: who gives its name again means all.
        """
        states = {
            content: state
            for content, _, state in self._library.store.labels.all_rows(name)
            if content != THEME
        }
        if GIVEN not in states.values():
            return set()
        return {content for content, state in states.items() if state == REFUSED}

    def _contents(self, photo_ids: Sequence[int]) -> LongWork[list[bytes]]:
        """The contents of photos; those that the library does not know are left out."""
        found: list[bytes] = []
        wanted = np.unique(np.array(photo_ids, np.int64)).tolist()
        for start in range(0, len(wanted), READ_AT_ONCE):
            some = wanted[start : start + READ_AT_ONCE]
            found += self._library.store.labels.contents(some).values()
            yield Turn.AGAIN
        return found

    def _spelled(self, name: str) -> str:
        """A name as the label is written that there is, else as it is given."""
        plain = clean(name)
        return self._library.store.labels.spelled(plain) or plain

    def _known(self, name: str) -> str:
        spelled = self._library.store.labels.spelled(name)
        if spelled is None:
            raise LabelError(ThemeFault.LABEL_GONE, name[:80])
        return spelled
