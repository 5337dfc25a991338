"""The page of a query's answer: which matches the gallery shows, and what it says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from photosim.core.records.photos import Answer, Match, Query
from photosim.gui.shell import answers, arrangement
from photosim.gui.shell.arrangement import Arrangement
from photosim.gui.shell.gallery import Gallery
from photosim.gui.shell.navigation import Place, Stop
from photosim.gui.texts import word_texts
from photosim.gui.texts.photo_facts import QueryTraits

SHOW_MOST_ALIKE = "Show the most alike"
SHOW_BEST = "Show what fits best"
TRY_AGAIN = "Try again"
ALL_PHOTOS = "Show all photos"


class _Subtitle(Protocol):
    """What stands below the title, once it is known how many photos are not seen."""

    def __call__(self, *, n_folded: int) -> str: ...


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
        alike = answers.at_least(answer.matches, least)
        title = word_texts.title(query)
        if alike:
            subtitle = partial(
                answers.subtitle, len(alike), least, answer.seconds, is_refining=is_refining
            )
            asked = QueryTraits(_pixels(query, answer), query.photo_id, query.text)
            self._show_folded(title, subtitle, answer, alike, asked)
        elif answer.matches:
            sentence = f"None of your photos is at least {least}\N{NO-BREAK SPACE}% alike."
            self._gallery.show_empty(sentence, SHOW_MOST_ALIKE, title=title)
        else:
            self._gallery.show_empty(answers.NOTHING_YET, None, title=title)

    def _show_fitting(self, query: Query, answer: Answer, least: int) -> None:
        fitting = answers.at_least(answer.matches, least)
        title = word_texts.title(query)
        if fitting:
            n_less = len(answer.matches) - len(fitting)
            subtitle = partial(word_texts.subtitle, len(fitting), n_less, answer.seconds)
            asked = QueryTraits(text=query.text)
            self._show_folded(title, subtitle, answer, fitting, asked)
        elif answer.matches:
            self._gallery.show_empty(word_texts.NONE_SO_WELL, SHOW_BEST, title=title)
        elif answer.n_photos:
            sentence = answer.note or word_texts.nothing_fits(query)
            self._gallery.show_empty(sentence, ALL_PHOTOS, title=title)
        else:
            self._gallery.show_empty(answers.NOTHING_YET, None, title=title)

    def _show_folded(
        self,
        title: str,
        subtitle: _Subtitle,
        answer: Answer,
        matches: Sequence[Match],
        asked: QueryTraits,
    ) -> None:
        ordered = arrangement.ordered(matches, answer.qualities, self.choice)
        folded = arrangement.folded(ordered, answer.folds, self._opened, self.choice)
        self._stands_for = folded.stands_for
        shown = answers.with_kept(folded.matches, answer.matches, self._kept)
        behind = arrangement.behind(folded, shown)
        said = subtitle(n_folded=sum(map(len, behind.values())))
        self._gallery.show_answer(title, said, shown, asked, folded.counts, behind)


def _pixels(query: Query, answer: Answer) -> int:
    """Of what was searched by: the picture, or its part."""
    share = query.box.width * query.box.height if query.box else 1.0
    return round(answer.width * answer.height * share)
