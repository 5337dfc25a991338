"""Where the person has been: places and queries, back and forward, each as it was left.

Pure: the window says where it goes and how the page was left, and gets told where to go back to.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from photosim.core.records.photos import Answer, Query

LONGEST = 100
"""Stops that are remembered; a stop with a pasted picture holds that picture's bytes."""


class Kind(enum.StrEnum):
    """The kinds of pages of the middle column."""

    PHOTOS = "photos"
    PROBLEMS = "problems"
    QUERY = "query"
    DUPLICATES = "duplicates"
    SIMILAR_SHOTS = "similar shots"
    JOURNAL = "trash journal"
    DECISIONS = "remembered decisions"
    THEMES = "themes"
    MAP = "map"
    CHOSEN = "chosen photos"


@dataclass(frozen=True, slots=True)
class Place:
    """A page: all photos, those of one watched folder, a query, or one of the other kinds.

    Attributes:
        label: photos with this label; with `is_suggested` those it is only suggested for.
        theme: photos of the theme with this id; of kind `THEMES`: the themes that it falls into.
        chosen: the photos that a person picked out; of kind `CHOSEN` only.
    """

    kind: Kind
    folder_id: int | None = None
    query: Query | None = None
    label: str = ""
    is_suggested: bool = False
    theme: str = ""
    chosen: tuple[int, ...] = ()


ALL_PHOTOS = Place(Kind.PHOTOS)
PROBLEM_FILES = Place(Kind.PROBLEMS)
DUPLICATES = Place(Kind.DUPLICATES)
SIMILAR_SHOTS = Place(Kind.SIMILAR_SHOTS)
TRASH_JOURNAL = Place(Kind.JOURNAL)
REMEMBERED_DECISIONS = Place(Kind.DECISIONS)
THEMES = Place(Kind.THEMES)
MAP = Place(Kind.MAP)
REVIEWED = (Kind.DUPLICATES, Kind.SIMILAR_SHOTS)
"""The kinds of pages on which groups are reviewed."""
WIDE = (*REVIEWED, Kind.JOURNAL, Kind.DECISIONS, Kind.THEMES)
"""The kinds of pages that need the width of the right column."""


def of_query(query: Query) -> Place:
    """The page of the answer to `query`."""
    return Place(Kind.QUERY, query=query)


def of_label(name: str, *, is_suggested: bool = False) -> Place:
    """The photos with a label, or those it is suggested for."""
    return Place(Kind.PHOTOS, label=name, is_suggested=is_suggested)


def of_theme(theme_id: str) -> Place:
    """The photos of a theme."""
    return Place(Kind.PHOTOS, theme=theme_id)


def of_chosen(photo_ids: tuple[int, ...]) -> Place:
    """Photos that were picked out, on the map say."""
    return Place(Kind.CHOSEN, chosen=photo_ids)


def parts_of(theme_id: str) -> Place:
    """The themes that a theme falls into."""
    return Place(Kind.THEMES, theme=theme_id)


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a place and how it was left.

    Attributes:
        scroll: how far down the page was, px.
        selected: ids of the selected photos.
        least: the least similarity shown, per cent; of queries only.
        answer: what a query was answered with, so that going back asks nothing again.
        trouble: why a query has no answer; else empty.
        is_refining: whether a better answer is still to come.
        late: ids of same pictures that came with it and are not where the person looks.
    """

    place: Place
    scroll: int = 0
    selected: tuple[int, ...] = ()
    least: int = 0
    answer: Answer | None = None
    trouble: str = ""
    is_refining: bool = False
    late: tuple[int, ...] = ()


class History:
    """The stops before and after the present one, as in a web browser."""

    def __init__(self, start: Stop) -> None:
        self._stops = [start]
        self._at = 0

    @property
    def current(self) -> Stop:
        """Where the person is."""
        return self._stops[self._at]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the person has gone back before."""
        return self._at + 1 < len(self._stops)

    @property
    def queries(self) -> list[Stop]:
        """Answered queries, the latest first, without the present one.

        Of searches by several parts of one picture only the last is there.
        """
        found: list[Stop] = []
        for stop in reversed(self._stops):
            known = [_whole(self.current.place), *(_whole(earlier.place) for earlier in found)]
            if stop.place.kind is Kind.QUERY and stop.answer and _whole(stop.place) not in known:
                found.append(stop)
        return found

    def visit(self, stop: Stop) -> None:
        """Go on to a new stop; what lay ahead is forgotten. The same place is not kept twice."""
        if stop.place == self.current.place:
            self._stops[self._at] = stop
            return
        self._stops = [*self._stops[: self._at + 1], stop][-LONGEST:]
        self._at = len(self._stops) - 1

    def leave(self, scroll: int, selected: tuple[int, ...], least: int) -> None:
        """Remember how the present page looks."""
        self._put(replace(self.current, scroll=scroll, selected=selected, least=least))

    def answered(self, place: Place, answer: Answer) -> None:
        """Remember the better answer of a query, wherever the person is by now."""
        self._change(place, lambda stop: replace(stop, answer=answer, is_refining=False))

    def settled(self, place: Place) -> None:
        """No better answer of a query comes."""
        self._change(place, lambda stop: replace(stop, is_refining=False))

    def came_late(self, photo_ids: tuple[int, ...]) -> None:
        """Remember of the present page which same pictures are told of on top."""
        self._put(replace(self.current, late=photo_ids))

    def _change(self, place: Place, changed: Callable[[Stop], Stop]) -> None:
        for i, stop in enumerate(self._stops):
            if stop.place == place:
                self._stops[i] = changed(stop)

    def back(self) -> Stop | None:
        """One stop back; None at the first one."""
        return self._move(-1)

    def forward(self) -> Stop | None:
        """One stop forward; None at the last one."""
        return self._move(+1)

    def without_folder(self, folder_id: int) -> None:
        """Forget the stops at a folder that was removed; the present one becomes all photos."""
        if self.current.place.folder_id == folder_id:
            self._put(Stop(ALL_PHOTOS))
        present = self.current
        kept = [stop for stop in self._stops if stop.place.folder_id != folder_id]
        self._stops = kept
        self._at = next(i for i, stop in enumerate(kept) if stop is present)

    def _put(self, stop: Stop) -> None:
        self._stops[self._at] = stop

    def _move(self, step: int) -> Stop | None:
        if not 0 <= self._at + step < len(self._stops):
            return None
        self._at += step
        return self.current


def is_of_one_picture(place: Place, other: Place) -> bool:
    """Whether both are searches by one picture, or by parts of it."""
    return place.kind is Kind.QUERY and _whole(place) == _whole(other)


def _whole(place: Place) -> Place:
    """The place of the same query by all of its picture."""
    if place.query is None or place.query.box is None:
        return place
    return replace(place, query=replace(place.query, box=None))
