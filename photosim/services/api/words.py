"""Words to go on with and tags, from any thread, and the way to where words are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from photosim.core.errors import ModelError
from photosim.core.records.themes import Suggestion, Tag
from photosim.services.library.access import Access
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import finish, pass_failure, pass_on
from photosim.services.runtime.jobs import LongWork

if TYPE_CHECKING:
    from photosim.services.words.word_index import WordIndex

T = TypeVar("T")

_REST_S = 0.3
"""How long indexing leaves the library thread alone when a person types."""


class WordQuestions:
    """Every method is for any thread.

    Args:
        access: the way to the library.
        rest: leaves the long jobs of the library thread alone for some seconds.
    """

    def __init__(self, access: Access, rest: Callable[[float], None]) -> None:
        self._access = access
        self._rest = rest

    def suggest(self, text: str) -> Future[Sequence[Suggestion]]:
        """Texts to go on with while a person types, which this library can answer."""
        self._rest(_REST_S)
        return self.where_words_are(lambda opened: opened.words.suggest(text))

    def tags(self, photo_id: int) -> Future[Sequence[Tag]]:
        """Words for a photo: its labels, then what is suggested, then what is seen."""
        return self._access.submit(lambda opened: tags_of(opened.words, photo_id))

    def read_ahead(self, *, has_colours: bool) -> None:
        """What the next question is answered better with; in the background, nobody waits.

        Until the colours of the photos are known mean colours stand in; neighbours help, too.
        """
        if has_colours:
            self._access.run(_see_colours)
        self._access.run(_know_neighbours)

    def where_words_are(self, work: Callable[[OpenedLibrary], T]) -> Future[T]:
        """Have it done in the library thread once all that words need is there."""
        answer: Future[T] = Future()

        def begin(opened: OpenedLibrary) -> None:
            if opened.words.is_ready:
                finish(answer, work(opened))
            elif not answer.done():
                self._rest(0.0)  # what is waited for is a long job itself
                pass_on(self._access.run(lambda o: _patiently(o, work)), answer)

        pass_failure(self._access.submit(begin), answer)
        return answer


def tags_of(words: WordIndex, photo_id: int) -> Sequence[Tag]:
    """Words for a photo; in the library thread.

    Raises:
        ModelError: there are none, since a file that has them is missing.
    """
    found = words.tags.of(photo_id)
    if not found and (missing := words.missing()):
        raise ModelError(missing)
    return found


def _patiently(opened: OpenedLibrary, work: Callable[[OpenedLibrary], T]) -> LongWork[T]:
    yield from opened.words.ready()
    return work(opened)


def _see_colours(opened: OpenedLibrary) -> LongWork[None]:
    search = opened.words.search
    yield from opened.colour_filling.fill(search.colours, search.table.rows.ids)


def _know_neighbours(opened: OpenedLibrary) -> LongWork[None]:
    if opened.clustering_run.graph_now is None and not opened.indexer.is_running:
        yield from opened.clustering_run.graph()
