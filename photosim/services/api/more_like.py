"""This picture, but more like words: they are understood first, then the picture is searched with.

`text -> what speaks for its words (library thread) -> Looking, which changes the features by it`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from photosim.core.errors import ModelError
from photosim.core.records.photos import Answer, Query
from photosim.services.api.pictures import Looking
from photosim.services.api.words import WordQuestions
from photosim.services.library.access import Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job
from photosim.services.search.answers import Understood


class MoreLikeQuestions:
    """Searches with a picture and words. Every method is for any thread.

    Args:
        words: understands texts.
        looking: searches with pictures.
    """

    def __init__(self, words: WordQuestions, looking: Looking) -> None:
        self._words = words
        self._looking = looking

    def search(
        self,
        query: Query,
        k: int,
        done: Callable[[Answer], None],
        failed: Failed,
        refined: Callable[[Answer], None] | None = None,
    ) -> Job:
        """As `Looking.search` with the query's picture, what speaks for its text counting more."""
        closer = None if refined is None else Job(refined, failed)
        job = Job(done, failed, closer)
        picture = replace(query, text="")

        def lean(opened: OpenedLibrary, text: Understood) -> None:
            if text.trouble:
                raise ModelError(text.trouble)
            leaning = opened.words.leaning(text.meant)
            if leaning.note:
                job.fail(ModelError(leaning.note))
            elif not job.is_cancelled:
                refine = None if closer is None else closer.finish
                self._looking.search(picture, k, job.finish, job.fail, refine, leaning.of)

        self._words.understand(
            query.text,
            job,
            lambda text: self._words.with_words(job, lambda o: lean(o, text), _nothing),
        )
        return job


def _nothing(_: object) -> None:
    """The answer went to its job."""
