"""Themes and labels in memory: photos fall into themes by their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from photosim.core.records.themes import Label, LabelChange, Theme, Themes
from photosim.services import events

if TYPE_CHECKING:
    from support.fake_engine import FakeEngine

DAY_S = 86_400.0
SINCE = 1_460_000_000.0
GIVEN, REFUSED = 1, 0


def theme_of(number: int, ids: Sequence[int], name: str, **changes: object) -> Theme:
    """A theme as the engine would give it."""
    theme = Theme(
        id=f"theme-{number}",
        name=name,
        is_named=False,
        size=len(ids),
        n_photos=len(ids),
        covers=tuple(ids[:4]),
        since=SINCE + number * 40 * DAY_S,
        until=SINCE + number * 400 * DAY_S,
    )
    return replace(theme, **changes)


class FakeThemes:
    """Every n-th photo is in the same theme, for n themes.

    Attributes:
        words: what themes are called by themselves.
        are_ready, n_missing: as the engine tells them.
        n_themes: how many there are, else one for each of the words.
        n_sorted: how often they were sorted again.
    """

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        self.words = ["beach, sand", "dog", "mountain, snow", "food", "street"]
        self.are_ready = True
        self.n_missing = 0
        self.n_themes: int | None = None
        self.n_sorted = 0

    def photos_of(self, theme_id: str) -> list[int]:
        """The photos of a theme: every n-th one, for n themes."""
        kind, _, number = theme_id.partition("-")
        ids = sorted(self._engine.photos.known)
        if kind == "part":
            parent, _, part = number.partition("/")
            return self.photos_of(parent)[int(part) :: 2]
        n = self.n_themes or len(self.words)
        return ids[int(number) :: n] if int(number) < n else []

    def at(self, level: float, parent: str = "") -> Future:
        def work() -> Themes:
            if not self.are_ready:
                return Themes((), level, len(self._engine.photos.known), 0, is_ready=False)
            made = self._parts(parent) if parent else self._themes(level)
            return Themes(tuple(made), level, len(self._engine.photos.known), self.n_missing)

        return self._engine.job("themes", (level, parent), work)

    def sort_again(self) -> Future:
        def work() -> None:
            self.n_sorted += 1
            self.n_missing = 0

        job = self._engine.job("sort_again", None, work)
        self._engine.notify(events.ThemesChanged())
        return job

    def _themes(self, level: float) -> list[Theme]:
        n = self.n_themes or len(self.words)
        shown = n if level >= 0.5 else max(1, n // 2)
        made = []
        for number in range(shown):
            ids = self.photos_of(f"theme-{number}")
            if ids:
                name = self.words[number % len(self.words)]
                name = name if number < len(self.words) else f"{name} {number}"
                made.append(self._named(theme_of(number, ids, name, n_parts=2)))
        return made

    def _parts(self, parent: str) -> list[Theme]:
        ids = self.photos_of(parent)
        return [
            self._named(theme_of(i, ids[i::2], f"{word} part", id=f"part-{parent}/{i}"))
            for i, word in enumerate(("one", "other"))
        ]

    def _named(self, theme: Theme) -> Theme:
        name = self._engine.labels.names.get(theme.id, "")
        if not name:
            return theme
        n = len(self._engine.labels.suggested.get(name, ()))
        return replace(theme, name=name, is_named=True, n_suggested=n)


class FakeLabels:
    """Labels, and the names of themes.

    Attributes:
        rows: the labels: (label, photo id) to 1, given, or 0, refused.
        names: what a person called themes, by id.
        suggested: photos that a label is suggested for, by its name.
    """

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        self.rows: dict[tuple[str, int], int] = {}
        self.names: dict[str, str] = {}
        self._names_before: dict[object, tuple[str, str, str]] = {}
        self.suggested: dict[str, list[int]] = {}

    def labelled(self, name: str) -> list[int]:
        """The photos that have a label."""
        return sorted(i for (label, i), state in self.rows.items() if label == name and state)

    def name_theme(self, theme_id: str, name: str) -> Future:
        def work() -> LabelChange:
            before = self.names.get(theme_id, "")
            ids = self._engine.themes.photos_of(theme_id)
            change = self._change(
                {(name or before, i): GIVEN if name else None for i in ids},
            )
            self._names_before[change.before] = (theme_id, before, name)
            self.names[theme_id] = name
            return change

        return self._told("name_theme", (theme_id, name), work)

    def give(self, photo_ids: Sequence[int], name: str) -> Future:
        def work() -> LabelChange:
            ids = [int(i) for i in photo_ids]
            left = [i for i in self.suggested.get(name, []) if i not in ids]
            self.suggested[name] = left
            return self._change({(name, i): GIVEN for i in ids})

        return self._told("label", (list(photo_ids), name), work)

    def take(self, photo_ids: Sequence[int], name: str) -> Future:
        def work() -> LabelChange:
            ids = [int(i) for i in photo_ids]
            self.suggested[name] = [i for i in self.suggested.get(name, []) if i not in ids]
            return self._change({(name, i): REFUSED for i in ids})

        return self._told("unlabel", (list(photo_ids), name), work)

    def rename(self, old: str, new: str) -> Future:
        def work() -> LabelChange:
            rows = {key: state for key, state in self.rows.items() if key[0] == old}
            put: dict[tuple[str, int], int | None] = {key: None for key in rows}
            put |= {(new, photo_id): state for (_, photo_id), state in rows.items()}
            return self._change(put)

        return self._told("rename_label", (old, new), work)

    def remove(self, name: str) -> Future:
        def work() -> LabelChange:
            return self._change({key: None for key in self.rows if key[0] == name})

        return self._told("remove_label", name, work)

    def undo(self, change: LabelChange) -> Future:
        def work() -> LabelChange:
            put = {(label, int(key)): state for key, label, state in change.before}
            theme = self._names_before.get(change.before)
            undone = self._change(put)
            if theme is not None:
                theme_id, before, name = theme
                self.names[theme_id] = before
                self._names_before[undone.before] = (theme_id, name, before)
            return undone

        return self._told("undo_labels", change, work)

    def all(self) -> Future:
        def work() -> Sequence[Label]:
            counts = Counter(label for (label, _), state in self.rows.items() if state)
            return [
                Label(name, n, len(self.suggested.get(name, ())))
                for name, n in sorted(counts.items())
            ]

        return self._engine.job("labels", None, work)

    def of(self, photo_ids: Sequence[int]) -> Future:
        def work() -> Mapping[str, int]:
            wanted = set(photo_ids)
            return Counter(
                label for (label, i), state in self.rows.items() if state and i in wanted
            )

        return self._engine.job("labels_of", list(photo_ids), work)

    def _change(self, put: Mapping[tuple[str, int], int | None]) -> LabelChange:
        before = []
        for (label, photo_id), state in put.items():
            was = self.rows.get((label, photo_id))
            if was != state:
                before.append((str(photo_id).encode(), label, was))
                if state is None:
                    del self.rows[(label, photo_id)]
                else:
                    self.rows[(label, photo_id)] = state
        return LabelChange(tuple(before), len({key for key, _, _ in before}))

    def _told(self, name: str, argument: object, work: Callable) -> Future:
        def work_and_tell() -> LabelChange:
            change = work()
            self._engine.notify(events.LabelsChanged())
            self._engine.notify(events.ThemesChanged())
            return change

        return self._engine.job(name, argument, work_and_tell)
