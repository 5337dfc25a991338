"""The page of a query's answer: which matches the gallery shows, and what it says about them.

Below the page stand the pure rules: what is alike enough, which of equal photos comes first, what
is folded into what, and the line that tells it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from photosim.core.records.photos import Answer, Evidence, Match, Query
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import Place, Stop
from photosim.gui.shell.view_texts import SHOW_ALL
from photosim.gui.texts import counts, photo_facts, word_texts
from photosim.gui.texts.photo_facts import QueryTraits
from photosim.texts import match_wording, note_wording

SHOW_MOST_ALIKE = "Show the most alike"
SHOW_BEST = "Show what fits best"
TRY_AGAIN = "Try again"
NOTHING_YET = "There are no photos to search in yet."
"""The sentence of any search in an empty library."""
SECOND_LOOK = "taking a second look"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the person chose.

    Attributes:
        folds: nearly equal photos are shown as one.
        better_first: of photos that are equally alike the better one comes first.
    """

    folds: bool = True
    better_first: bool = True


@dataclass(frozen=True, slots=True)
class Folded:
    """An answer as it is shown.

    Attributes:
        matches: what is shown, in order.
        counts: by photo id how many photos are folded into it; negative when they are shown
            behind it.
        stands_for: by id of a photo that is not shown the one that it is folded into.
    """

    matches: tuple[Match, ...]
    counts: Mapping[int, int] = field(default_factory=dict)
    stands_for: Mapping[int, int] = field(default_factory=dict)


class _Subtitle(Protocol):
    """What stands below the title, ever shorter, once it is known how many are not seen."""

    def __call__(self, *, n_folded: int) -> tuple[str, ...]: ...


class AnswerPage:
    """Shows answers in a gallery.

    Attributes:
        choice: whether nearly equal photos are folded, and which comes first.
    """

    def __init__(self, gallery: Gallery) -> None:
        self.choice = Arrangement()
        self._gallery = gallery
        self._place: Place | None = None
        self._sets: tuple[tuple[int, ...], ...] = ()
        self._opened: frozenset[int] = frozenset()
        self._stands_for: Mapping[int, int] = {}
        self._kept: tuple[int, ...] = ()

    def toggle(self, photo_id: int) -> None:
        """Show the set of a photo whole from now on, or folded again; until another answer."""
        own = {one for members in self._sets if photo_id in members for one in members}
        self._opened = self._opened - own if self._opened & own else self._opened | own

    def shown_for(self, photo_id: int) -> int:
        """The photo that is shown for this one: itself, or what it is folded into."""
        return self._stands_for.get(photo_id, photo_id)

    def is_in_fold(self, photo_id: int) -> bool:
        """Whether a photo is one of a set."""
        return self.choice.folds and any(photo_id in members for members in self._sets)

    def show(self, stop: Stop, kept: Sequence[int] = ()) -> None:
        """Show the answer of a stop, or why it has none.

        The photos with the ids `kept` stay in front, in that order: a person looks at them.
        """
        self._kept = tuple(kept)
        query = stop.place.query
        if query is None:
            return
        if stop.place != self._place:
            self._place, self._opened = stop.place, frozenset()
        self._sets = stop.answer.folds if stop.answer is not None else ()
        self._stands_for = {}
        if stop.trouble:
            self._gallery.show_empty(stop.trouble, TRY_AGAIN, title=word_texts.title(query))
        elif stop.answer is not None and word_texts.is_by_words(query):
            self._show_fitting(query, stop.answer, stop.least)
        elif stop.answer is not None:
            self._show_alike(query, stop.answer, stop.least, is_refining=stop.is_refining)

    def _show_alike(self, query: Query, answer: Answer, least: int, *, is_refining: bool) -> None:
        alike = at_least(answer.matches, least)
        title = word_texts.title(query)
        if alike:
            say = partial(subtitle, len(alike), least, answer.seconds, is_refining=is_refining)
            asked = QueryTraits(_pixels(query, answer), query.photo_id, query.text)
            self._show_folded(title, say, answer, alike, asked)
        elif answer.matches:
            sentence = f"None of your photos is at least {least}\N{NO-BREAK SPACE}% alike."
            self._gallery.show_empty(sentence, SHOW_MOST_ALIKE, title=title)
        else:
            self._gallery.show_empty(NOTHING_YET, None, title=title)

    def _show_fitting(self, query: Query, answer: Answer, least: int) -> None:
        fitting = at_least(answer.matches, least)
        title = word_texts.title(query)
        if fitting:
            n_less = len(answer.matches) - len(fitting)
            say = partial(word_texts.subtitle, len(fitting), n_less, answer.seconds)
            asked = QueryTraits(text=query.text)
            self._show_folded(title, say, answer, fitting, asked)
        elif answer.matches:
            self._gallery.show_empty(word_texts.NONE_SO_WELL, SHOW_BEST, title=title)
        elif answer.n_photos:
            sentence = note_wording.said(answer.notes) or word_texts.nothing_fits(query)
            self._gallery.show_empty(sentence, SHOW_ALL, title=title)
        else:
            self._gallery.show_empty(NOTHING_YET, None, title=title)

    def _show_folded(
        self,
        title: str,
        say: _Subtitle,
        answer: Answer,
        matches: Sequence[Match],
        asked: QueryTraits,
    ) -> None:
        in_order = ordered(matches, answer.qualities, self.choice)
        arranged = folded(in_order, answer.folds, self._opened, self.choice)
        self._stands_for = arranged.stands_for
        shown = with_kept(arranged.matches, answer.matches, self._kept)
        hidden = behind(arranged, shown)
        said = say(n_folded=sum(map(len, hidden.values())))
        self._gallery.show_answer(title, said, shown, asked, arranged.counts, hidden)


def _pixels(query: Query, answer: Answer) -> int:
    """Of what was searched by: the picture, or its part."""
    share = query.box.width * query.box.height if query.box else 1.0
    return round(answer.width * answer.height * share)


def at_least(matches: tuple[Match, ...], least: int) -> tuple[Match, ...]:
    """The matches of at least `least` per cent, as people are told."""
    return tuple(match for match in matches if photo_facts.percent(match) >= least)


def least_of(answer: Answer, n_best: int) -> int:
    """The least similarity, per cent, of the `n_best` best matches; 0 when there are none."""
    return min((photo_facts.percent(match) for match in answer.matches[:n_best]), default=0)


def least_fitting(answer: Answer) -> int:
    """The least score, per cent, of what is shown of an answer to words, at first.

    Where nothing fits well, what fits half as well as the best is shown all the same.
    """
    best = photo_facts.percent(answer.matches[0]) if answer.matches else 0
    return min(word_texts.LEAST, best // 2)


def with_kept(
    shown: Sequence[Match], known: Sequence[Match], kept: Sequence[int]
) -> tuple[Match, ...]:
    """The matches that are to be shown, those with the ids `kept` first, in that order.

    Args:
        shown: in their own order.
        known: all matches of the answer; what is kept and not shown otherwise is taken from here.
        kept: ids of the photos that are in front of the person.
    """
    by_id = {match.photo_id: match for match in known}
    first = [by_id[photo_id] for photo_id in kept if photo_id in by_id]
    ids = {match.photo_id for match in first}
    return (*first, *(match for match in shown if match.photo_id not in ids))


def came_late(before: Answer, now: Answer, kept: Sequence[int]) -> tuple[int, ...]:
    """Ids of the same pictures that only the better answer names and that are not among `kept`."""
    known = {m.photo_id for m in before.matches if m.evidence in match_wording.SAME}
    found = [m.photo_id for m in now.matches if m.evidence in match_wording.SAME]
    return tuple(one for one in found if one not in known and one not in kept)


def subtitle(
    n_alike: int, least: int, seconds: float, *, is_refining: bool = False, n_folded: int = 0
) -> tuple[str, ...]:
    """What stands below an answer: "37 photos at least 72 % alike · 5 folded · 0.06 s".

    Then the same ever shorter, for narrow windows: what is least important goes first.
    """
    per_cent = f"{least}\N{NO-BREAK SPACE}%"
    going_on = [SECOND_LOOK] if is_refining else []
    photos, folded = counts.photos(n_alike), word_texts.not_seen(n_folded)
    alike = f"{photos} at least {per_cent} alike"
    return counts.ever_shorter(
        [alike, *folded, counts.seconds(seconds), *going_on],
        [alike, *folded, *going_on],
        [alike, *folded],
        [alike],
        [photos],
    )


def ordered(
    matches: Sequence[Match], qualities: Mapping[int, float], choice: Arrangement
) -> list[Match]:
    """The matches, the better first of those with the same per cent and the same evidence."""
    if not choice.better_first:
        return list(matches)
    found: list[Match] = []
    for _, run in itertools.groupby(matches, _alike):
        found += sorted(run, key=lambda match: -qualities.get(match.photo_id, 0.0))
    return found


def folded(
    matches: Sequence[Match],
    sets: Sequence[Collection[int]],
    opened: Collection[int],
    choice: Arrangement,
) -> Folded:
    """Each set in the place of its first match; behind it the others, when it was opened.

    Args:
        matches: in order.
        sets: photos that are nearly equal, by id; some may not be among the matches.
        opened: photos of which one is in a set that is to be shown whole.
        choice: whether anything is folded at all.
    """
    if not choice.folds:
        return Folded(tuple(matches))
    shown: list[Match] = []
    counts: dict[int, int] = {}
    stands_for: dict[int, int] = {}
    for first, *hidden in _in_sets(matches, sets):
        is_open = any(match.photo_id in opened for match in (first, *hidden))
        shown += [first, *hidden] if is_open else [first]
        if hidden:
            counts[first.photo_id] = -len(hidden) if is_open else len(hidden)
        if not is_open:
            stands_for.update((match.photo_id, first.photo_id) for match in hidden)
    return Folded(tuple(shown), counts, stands_for)


def _in_sets(matches: Sequence[Match], sets: Sequence[Collection[int]]) -> Iterable[list[Match]]:
    """Matches of one set together, in the place of its first; a photo of none is alone."""
    set_of = {photo_id: number for number, one in enumerate(sets) for photo_id in one}
    members: dict[tuple[bool, int], list[Match]] = {}
    for match in matches:
        is_alone = match.photo_id not in set_of
        key = (is_alone, match.photo_id if is_alone else set_of[match.photo_id])
        members.setdefault(key, []).append(match)
    return members.values()


def behind(answer: Folded, shown: Sequence[Match]) -> dict[int, list[int]]:
    """By id of a photo those that are folded into it, and are not `shown` themselves."""
    seen = {match.photo_id for match in shown}
    found: dict[int, list[int]] = {}
    for hidden, photo_id in answer.stands_for.items():
        if hidden not in seen:
            found.setdefault(photo_id, []).append(hidden)
    return found


def _alike(match: Match) -> tuple[int, Evidence]:
    """Matches for which this is the same look the same to a person."""
    return photo_facts.percent(match), match.evidence
