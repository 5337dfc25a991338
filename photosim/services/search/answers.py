"""Answers of the open library to what was seen of a query. Every function: library thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from photosim.core.errors import DecodeError, ModelError
from photosim.core.image.examine import QueryLook
from photosim.core.library import Library
from photosim.core.records.pairs import Thresholds
from photosim.core.records.photos import Answer, Floats, Ids, Match
from photosim.core.search import near_copies
from photosim.core.search.searcher import LEAST_CANDIDATES, Searcher
from photosim.core.words import library_terms, named_files
from photosim.core.words.library_terms import ParsedText as TextAsked
from photosim.core.words.parsed_query import Wording
from photosim.services.runtime.messages import Order
from photosim.services.search import rechecking
from photosim.services.search.query_source import GONE

if TYPE_CHECKING:
    from photosim.services.words.word_index import WordsAtWork

FIRST = 100
"""Matches of the first answer, more than a window shows; the refined one brings the rest."""


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """A question: how many matches are wanted, and when it was asked (monotonic seconds).

    Attributes:
        lean: changes `(v, dim)` features to be more like words; None without words.
        path: the file that is searched with; empty where it is none.
    """

    k: int
    began: float
    lean: Callable[[Floats], Floats] | None = None
    path: bytes = b""


@dataclass(frozen=True, slots=True)
class Understood:
    """A text taken apart, what it means, and why that cannot be said, if it cannot."""

    text: TextAsked
    meant: Wording
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer and the small picture of what was searched by, JPEG bytes.

    `seen` is empty where the answer may not be looked at again: copies of a picture come first
    then, but with words not all of the picture is meant.
    """

    answer: Answer
    seen: bytes


def first(library: Library, look: QueryLook, asked: SearchQuestion, note: str = "") -> Answer:
    """The answer after a glance: fewer matches, sooner."""
    fewer = replace(asked, k=min(asked.k, FIRST))
    return to_look(library, look, fewer, note, n_exact=FIRST).answer


def to_look(
    library: Library,
    look: QueryLook,
    asked: SearchQuestion,
    note: str = "",
    n_exact: int = LEAST_CANDIDATES,
) -> Found:
    """The answer to a query picture, or a part of one, that was looked at."""
    searching = time.monotonic()
    searcher = library.searcher
    if asked.lean is not None:
        look = _leaned(look, asked.lean)
    matches = searcher.search(look, asked.k, n_exact)
    matches = named_files.itself(library.store, matches, asked.path)
    now = time.monotonic()
    answer = Answer(
        matches,
        now - asked.began,
        look.thumbnail,
        look.width,
        look.height,
        library.n_photos,
        search_seconds=now - searching,
        subject=look.subject,
        note=note,
    )
    seen = look.seen if asked.lean is None else b""
    return Found(_told(library, answer, searcher.weighed), seen)


def to_photo(library: Library, photo_id: int, asked: SearchQuestion) -> Found:
    """The answer to a photo of the library.

    Raises:
        DecodeError: it is not there any more.
    """
    photos = library.store.photos.get([photo_id])
    if not photos:
        raise DecodeError(GONE)
    searcher = library.searcher
    matches = _like(library, searcher, photo_id, asked)
    content = photos[0].content_hash
    thumbnail = library.thumbs.get_many([content]).get(content, b"")
    took = time.monotonic() - asked.began
    width, height = photos[0].width, photos[0].height
    answer = Answer(matches, took, thumbnail, width, height, library.n_photos, search_seconds=took)
    seen = thumbnail if asked.lean is None else b""
    return Found(_told(library, answer, searcher.weighed), seen)


def to_words(
    library: Library, words: WordsAtWork, question: Understood, asked: SearchQuestion
) -> Answer:
    """The answer to a text.

    Raises:
        ModelError: texts cannot be understood, and no label, name or date of the library is in it.
    """
    searching = time.monotonic()
    meant, trouble = question.meant, question.trouble or words.trouble()
    if trouble:
        meant = library_terms.unread(question.text)
    matches, note = words.search.answer(question.text, meant, asked.k)
    if trouble and not matches:
        raise ModelError(trouble)
    now = time.monotonic()
    answer = Answer(
        matches,
        now - asked.began,
        n_photos=library.n_photos,
        search_seconds=now - searching,
        note=trouble or " ".join(filter(None, (note, words.search.unseen_colours(meant)))),
    )
    return _told(library, answer)


def recheck(library: Library, found: Found) -> Order | None:
    """The order for a close look at the best matches; None when there is nothing to look at."""
    if not found.seen:
        return None
    thresholds = Thresholds.of(library.serving.card.thresholds)
    return rechecking.order(
        library.store, library.thumbs, thresholds, found.seen, found.answer.matches
    )


def _like(
    library: Library, searcher: Searcher, photo_id: int, asked: SearchQuestion
) -> tuple[Match, ...]:
    if asked.lean is None:
        return searcher.like(photo_id, asked.k)
    _, features = library.store.embeddings.features([photo_id], library.serving.number)
    return searcher.search(_Leaned(asked.lean(features)), asked.k) if len(features) else ()


@dataclass(frozen=True, slots=True)
class _Leaned:
    """Features alone.

    Implements `searcher.QueryFeatures`: copies of the picture come by their look only.
    """

    features: Floats
    phashes: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    content_hash: str = ""
    is_part: bool = False


def _leaned(look: QueryLook, lean: Callable[[Floats], Floats]) -> QueryLook:
    """A look at the picture as it is, leaned; a trimmed view may have lost what is meant."""
    none = np.zeros(0, np.uint64)
    return replace(look, features=lean(look.features[:1]), phashes=none, content_hash="")


def _told(library: Library, answer: Answer, weighed: tuple[Ids, Floats] | None = None) -> Answer:
    """The answer with what a view needs to show nearly equal photos as one, the best first."""
    ids = _ids(answer.matches)
    cosine = Thresholds.of(library.serving.card.thresholds).similar_cosine
    return replace(
        answer,
        folds=near_copies.of_matches(
            library.store, answer.matches, library.serving.number, cosine, weighed
        ),
        qualities=near_copies.qualities(library.store.members.worths(ids)),
    )


def _ids(matches: tuple[Match, ...]) -> list[int]:
    return [match.photo_id for match in matches]
