"""This picture, but more like words: they are understood first, then the picture is searched with.

`text -> what speaks for its words (library thread) -> pictures, the features changed by it`.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from photosim.core.errors import ModelError
from photosim.core.records.photos import Answer, Query
from photosim.services.api.pictures import Answering, PictureQuestions, Steer
from photosim.services.api.words import WordQuestions
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import cancel_with, chained, pass_failure, pass_on
from photosim.services.words.word_index import Understood


class MoreLikeQuestions:
    """Searches with a picture and words. Every method is for any thread.

    Args:
        words: understands texts.
        pictures: searches with pictures.
    """

    def __init__(self, words: WordQuestions, pictures: PictureQuestions) -> None:
        self._words = words
        self._pictures = pictures

    def search(self, query: Query, k: int, *, is_refined: bool = False) -> Answering:
        """As `PictureQuestions.search`; what speaks for the query's text counts more."""
        under_way = Answering(Future(), Future() if is_refined else None)
        picture = replace(query, text="")

        def steer(text: Understood) -> Future[Steer]:
            return self._words.with_words(lambda opened: _steering(opened, text))

        def search(steer: Steer) -> Future[Answer]:
            found = self._pictures.search(picture, k, is_refined=is_refined, steer=steer)
            if under_way.refined is not None and found.refined is not None:
                cancel_with(under_way.refined, found.refined)
                pass_on(found.refined, under_way.refined)
            return found.answer

        steering = chained(self._words.understand(query.text), steer)
        answer = chained(steering, search)
        cancel_with(under_way.answer, answer)
        pass_on(answer, under_way.answer)
        if under_way.refined is not None:
            pass_failure(steering, under_way.refined)
        return under_way


def _steering(opened: OpenedLibrary, text: Understood) -> Steer:
    """How to change features to be more like a text.

    Raises:
        ModelError: the text is beyond photosim.
    """
    if text.trouble:
        raise ModelError(text.trouble)
    steering = opened.words.steering(text.meant)
    if steering.why_not:
        raise ModelError(steering.why_not)
    return steering.of
