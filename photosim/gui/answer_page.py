"""The page of a query's answer: which matches the gallery shows, and what it says about them."""

from __future__ import annotations

from photosim.core.records import Answer, Query
from photosim.gui import answers, facts
from photosim.gui.finding import phrases
from photosim.gui.folding import arrangement
from photosim.gui.folding.arrangement import Choice
from photosim.gui.gallery import Gallery
from photosim.gui.navigation import Place, Stop

SHOW_MOST_ALIKE = "Show the most alike"
TRY_AGAIN = "Try again"
ALL_PHOTOS = "Show all photos"


class AnswerPage:
    """Shows answers in a gallery.

    Attributes:
        choice: whether nearly equal photos are folded, and which comes first.
    """

    def __init__(self, gallery: Gallery) -> None:
        self.choice = Choice()
        self._gallery = gallery
        self._place: Place | None = None
        self._sets: tuple[tuple[int, ...], ...] = ()
        self._opened: frozenset[int] = frozenset()

    def toggle(self, photo_id: int) -> None:
        """Show the set of a photo whole from now on, or folded again; until another answer."""
        own = {one for members in self._sets if photo_id in members for one in members}
        self._opened = self._opened - own if self._opened & own else self._opened | own

    def is_in_fold(self, photo_id: int) -> bool:
        """Whether a photo is one of a set."""
        return self.choice.folds and any(photo_id in members for members in self._sets)

    def show(self, stop: Stop) -> None:
        """Show the answer of a stop, or why it has none."""
        query = stop.place.query
        if query is None:
            return
        if stop.place != self._place:
            self._place, self._opened = stop.place, frozenset()
        self._sets = stop.answer.folds if stop.answer is not None else ()
        if stop.trouble:
            self._gallery.show_empty(stop.trouble, TRY_AGAIN, title=phrases.title(query))
        elif stop.answer is not None and phrases.is_by_words(query):
            self._show_fitting(query, stop.answer)
        elif stop.answer is not None:
            self._show_alike(query, stop.answer, stop.least)

    def _show_alike(self, query: Query, answer: Answer, least: int) -> None:
        alike = answers.at_least(answer.matches, least)
        title = phrases.title(query)
        if alike:
            subtitle = answers.subtitle(len(alike), least, answer.seconds)
            asked = facts.Asked(_pixels(query, answer), query.photo_id, query.text)
            ordered = arrangement.ordered(alike, answer.qualities, self.choice)
            folded = arrangement.folded(ordered, answer.folds, self._opened, self.choice)
            self._gallery.show_answer(title, subtitle, folded.matches, asked, folded.counts)
        elif answer.matches:
            sentence = f"None of your photos is at least {least}\N{NO-BREAK SPACE}% alike."
            self._gallery.show_empty(sentence, SHOW_MOST_ALIKE, title=title)
        else:
            self._gallery.show_empty(answers.NOTHING_YET, None, title=title)

    def _show_fitting(self, query: Query, answer: Answer) -> None:
        title = phrases.title(query)
        if answer.matches:
            subtitle = phrases.subtitle(len(answer.matches), answer.seconds)
            self._gallery.show_answer(title, subtitle, answer.matches, facts.Asked(text=query.text))
        elif answer.n_photos:
            sentence = answer.note or phrases.nothing_fits(query)
            self._gallery.show_empty(sentence, ALL_PHOTOS, title=title)
        else:
            self._gallery.show_empty(answers.NOTHING_YET, None, title=title)


def _pixels(query: Query, answer: Answer) -> int:
    """Of what was searched by: the picture, or its part."""
    share = query.box.width * query.box.height if query.box else 1.0
    return round(answer.width * answer.height * share)
