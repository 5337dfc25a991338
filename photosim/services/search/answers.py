"""What a library answers to a query; the recheck of its best matches, the close look at them.

Whatever takes a `Searchable` is for the thread that owns it; the rest only puts together what
workers reply.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosim.core.active_model import ActiveModel
from photosim.core.compare.close_job import CloseAnswer, CloseOrder, OnDisk
from photosim.core.compare.superposition import Superposition
from photosim.core.errors import DecodeError, Fault
from photosim.core.image.examine import QueryLook
from photosim.core.records.answer_notes import AnswerNotes
from photosim.core.records.pairs import Comparison, PairInput, Thresholds, Tier
from photosim.core.records.photos import Answer, Floats, Ids, Match, Metadata, Query
from photosim.core.search import near_copies, rerank
from photosim.core.search.rerank import SuperpositionsAnswer, SuperpositionsOrder
from photosim.core.search.searcher import LEAST_CANDIDATES, Searcher, SearchResult
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore
from photosim.services.runtime.messages import Outcome, Reply

FIRST = 100
"""Matches of the answer after a glance, more than a window shows; the refined one brings the rest.
To a photo of the library all come at once: the refined answer is the first, rechecked."""


class Searchable(Protocol):
    """What is searched in: the open library, or one that is only read."""

    @property
    def store(self) -> Store:
        """Its database."""

    @property
    def thumbs(self) -> ThumbStore:
        """Its small pictures."""

    @property
    def serving(self) -> ActiveModel:
        """The model that answers."""

    @property
    def searcher(self) -> Searcher:
        """Searches in it."""

    @property
    def n_photos(self) -> int:
        """How many photos it has."""


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What is searched with, how many matches are wanted, and how they are to be found.

    Attributes:
        query: what is searched with.
        k: how many matches are wanted.
        began: when it was asked, monotonic seconds.
        at: the time of day then, for "last summer".
        has_first: an answer is wanted after a glance already, besides the one to all views.
        opens_files: the files of the best matches are looked at, too, not only their small
            pictures.
        steer: changes `(v, dim)` features to be more like words; None without words.
    """

    query: Query
    k: int
    began: float
    at: datetime = datetime.min
    has_first: bool = False
    opens_files: bool = False
    steer: Callable[[Floats], Floats] | None = None

    @property
    def path(self) -> bytes:
        """The file that is searched with; empty where it is none."""
        return b"" if self.query.path is None else os.fsencode(self.query.path)


@dataclass(frozen=True, slots=True)
class WordMatches:
    """The photos that fit a text best, what is to be said of its words, and how long it took."""

    matches: tuple[Match, ...]
    notes: AnswerNotes
    seconds: float


@dataclass(frozen=True, slots=True)
class Recheckable:
    """An answer and the small picture of what was searched by, JPEG bytes.

    `seen` is empty where the answer may not be rechecked: copies of a picture come first
    then, but with words not all of the picture is meant.
    """

    answer: Answer
    seen: bytes


@dataclass(frozen=True, slots=True)
class Rechecked:
    """An answer, and how what was searched by lies on its best matches.

    `superpositions` has, by photo id, all matches on which it was laid, so that nobody has to find
    it out again; None where no way was found.
    """

    answer: Answer
    superpositions: Mapping[int, Superposition | None] = field(default_factory=dict)

    @property
    def not_laid(self) -> list[int]:
        """Photo ids of matches that are worth a close look and have no superposition yet.

        Their hash alone calls them the same: they stand behind the first `rerank.MOST`, or the
        worker that was to lay the query on them could not.
        """
        worth = rerank.worth_a_close_look(self.answer.matches)
        return [photo_id for photo_id in worth if photo_id not in self.superpositions]


def first(
    library: Searchable, look: QueryLook, asked: SearchQuestion, notes: AnswerNotes = ()
) -> Answer:
    """The answer after a glance: fewer matches, sooner."""
    fewer = replace(asked, k=min(asked.k, FIRST))
    return to_look(library, look, fewer, notes, n_exact=FIRST).answer


def to_look(
    library: Searchable,
    look: QueryLook,
    asked: SearchQuestion,
    notes: AnswerNotes = (),
    n_exact: int = LEAST_CANDIDATES,
) -> Recheckable:
    """The answer to a query picture, or a part of one, that was looked at."""
    searching = time.monotonic()
    if asked.steer is not None:
        look = _steered(look, asked.steer)
    hits = library.searcher.search(look, asked.k, n_exact, asked.path)
    now = time.monotonic()
    answer = Answer(
        hits.matches,
        now - asked.began,
        look.thumbnail,
        look.width,
        look.height,
        library.n_photos,
        search_seconds=now - searching,
        subject=look.subject,
        notes=notes,
    )
    seen = look.seen if asked.steer is None else b""
    return Recheckable(_told(library, answer, hits.weighed), seen)


def to_photo(library: Searchable, photo_id: int, asked: SearchQuestion) -> Recheckable:
    """The answer to a photo of the library.

    Raises:
        DecodeError: it is not there any more.
    """
    photos = library.store.photos.get([photo_id])
    if not photos:
        raise DecodeError(Fault.NOT_IN_LIBRARY)
    hits = _like(library, photo_id, asked)
    content = photos[0].content_hash
    thumbnail = library.thumbs.get_many([content]).get(content, b"")
    took = time.monotonic() - asked.began
    width, height = photos[0].width, photos[0].height
    n_photos = library.n_photos
    answer = Answer(hits.matches, took, thumbnail, width, height, n_photos, search_seconds=took)
    seen = thumbnail if asked.steer is None else b""
    return Recheckable(_told(library, answer, hits.weighed), seen)


def to_words(library: Searchable, found: WordMatches, asked: SearchQuestion) -> Answer:
    """The answer to a text, of the photos that fit it best."""
    answer = Answer(
        found.matches,
        time.monotonic() - asked.began,
        n_photos=library.n_photos,
        search_seconds=found.seconds,
        notes=found.notes,
    )
    return _told(library, answer)


# -- the recheck of the best matches, and the close look at them


def recheck(library: Searchable, found: Recheckable) -> SuperpositionsOrder | None:
    """The order to lay the query on the best matches; None when there is nothing to recheck."""
    return _to_lay(library, found.seen, rerank.worth_a_recheck(found.answer.matches))


def rechecked(answer: Answer, reply: Reply) -> Rechecked:
    """The answer with what a worker replied; as it is when it could not lay it."""
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, SuperpositionsAnswer):
        return Rechecked(answer)
    matches = rerank.rechecked(answer.matches, reply.value.agreements)
    return Rechecked(replace(answer, matches=matches), reply.value.superpositions)


def lay_more(library: Searchable, look: QueryLook, found: Rechecked) -> SuperpositionsOrder | None:
    """The order to lay the query on those that are worth a close look and have no superposition.

    None when there is nothing to lay.
    """
    return _to_lay(library, look.seen, found.not_laid)


def with_more(found: Rechecked, reply: Reply) -> Rechecked:
    """The answer with how more of it lies; as it is when a worker could not say it.

    Whether these are the same picture is left to the close look.
    """
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, SuperpositionsAnswer):
        return found
    return replace(found, superpositions={**found.superpositions, **reply.value.superpositions})


def _to_lay(
    library: Searchable, seen: bytes, photo_ids: Sequence[int]
) -> SuperpositionsOrder | None:
    """The order to lay a small picture on those of photos; None when there is nothing to lay."""
    hashes = library.store.photos.hashes(photo_ids)
    thumbnails = library.thumbs.get_many(list(hashes.values()))
    pictures = tuple((i, thumbnails[one]) for i, one in hashes.items() if one in thumbnails)
    if not seen or not pictures:
        return None
    return SuperpositionsOrder(seen, pictures, _thresholds(library))


def look_closer(
    library: Searchable, look: QueryLook, path: bytes, found: Rechecked
) -> CloseOrder | None:
    """The order to look at the query's file at `path` and at those of the best matches.

    Of these, at all on which the query was laid. None when there is nothing to look at.
    """
    matches, superpositions = found.answer.matches, found.superpositions
    wanted = [one for one in rerank.worth_a_close_look(matches) if one in superpositions]
    photos = _on_disk(library, wanted)
    if not photos:
        return None
    seen = _input(_QUERY, look.width, look.height)
    query = OnDisk(seen, bytes.fromhex(look.content_hash), (path,))
    similarity = {match.photo_id: match.similarity for match in matches}
    ids = [one.look.photo_id for one in photos]
    comparisons = tuple(
        Comparison(_QUERY, photo_id, Tier.SAME_PICTURE, similarity[photo_id], is_certain=False)
        for photo_id in ids
    )
    return CloseOrder(query, tuple(photos), comparisons, tuple(superpositions[one] for one in ids))


def looked_at(answer: Answer, reply: Reply) -> Answer:
    """The answer with what the files said; what could not be read is only probably the same."""
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, CloseAnswer):
        return answer
    found = {c.second: c.tier is Tier.SAME_PICTURE for c in reply.value.comparisons}
    return replace(answer, matches=rerank.looked_at(answer.matches, found))


_QUERY = 0
"""The query among photos: theirs are ids from 1."""


def _on_disk(library: Searchable, photo_ids: Sequence[int]) -> list[OnDisk]:
    """Those photos of which files are there."""
    wholes = library.store.whole_photos.get(photo_ids)
    found = []
    for photo in library.store.photos.get(photo_ids):
        files = wholes[photo.id].files if photo.id in wholes else ()
        paths = tuple(os.fsencode(place.path) for place in files if not place.is_offline)
        if paths:
            look = _input(photo.id, photo.width, photo.height)
            found.append(OnDisk(look, bytes.fromhex(photo.content_hash), paths))
    return found


def _input(photo_id: int, width: int, height: int) -> PairInput:
    """What a close look needs to know of a photo: hardly anything but its id."""
    return PairInput(photo_id, np.zeros(0, np.float32), 0, Metadata(), width, height, "", 0)


# -- what answers are made of


def _like(library: Searchable, photo_id: int, asked: SearchQuestion) -> SearchResult:
    if asked.steer is None:
        return library.searcher.like(photo_id, asked.k)
    ids, features = library.store.embeddings.features([photo_id], library.serving.number)
    if not len(ids):
        return SearchResult((), (ids, features))
    return library.searcher.search(_Steered(asked.steer(features)), asked.k)


def _thresholds(library: Searchable) -> Thresholds:
    return Thresholds.of(library.serving.card.thresholds)


@dataclass(frozen=True, slots=True)
class _Steered:
    """Features alone.

    Implements `searcher.QueryFeatures`: copies of the picture come by their look only.
    """

    features: Floats
    phashes: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    content_hash: str = ""
    is_part: bool = False


def _steered(look: QueryLook, steer: Callable[[Floats], Floats]) -> QueryLook:
    """A look at the picture as it is, steered; a trimmed view may have lost what is meant."""
    none = np.zeros(0, np.uint64)
    return replace(look, features=steer(look.features[:1]), phashes=none, content_hash="")


def _told(library: Searchable, answer: Answer, weighed: tuple[Ids, Floats] | None = None) -> Answer:
    """The answer with what a view needs to show nearly equal photos as one, the best first."""
    ids = _ids(answer.matches)
    cosine = _thresholds(library).similar_cosine
    return replace(
        answer,
        folds=near_copies.of_matches(
            library.store, answer.matches, library.serving.number, cosine, weighed
        ),
        qualities=near_copies.qualities(library.store.group_facts.worths(ids)),
    )


def _ids(matches: tuple[Match, ...]) -> list[int]:
    return [match.photo_id for match in matches]
