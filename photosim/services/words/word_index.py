"""What words are answered from while a library is open; belongs to the library thread.

It is read when the first word is asked for, in slices, and brought up to date with each question.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np

from photosim.core.active_model import ActiveModel
from photosim.core.errors import ModelError, WordFault, coded
from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.layout import Layout
from photosim.core.model import card as cards
from photosim.core.records.answer_notes import AnswerNote, AnswerNotes, NoteCode
from photosim.core.records.photos import Floats, Ids, Match
from photosim.core.records.themes import Suggestion, WordKind
from photosim.core.store import Store
from photosim.core.words import completion, library_terms, steering, tags, vocabulary
from photosim.core.words.class_table import ClassRows, WordTable
from photosim.core.words.colour_table import ColourTable
from photosim.core.words.colours import NAMES
from photosim.core.words.completion import Word
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.name_table import NameTable, is_word_of
from photosim.core.words.parsed_query import ParsedQuery, Term
from photosim.core.words.photo_tags import PhotoTags
from photosim.core.words.steering import ClassifierHead
from photosim.core.words.tags import Tagger
from photosim.core.words.vocabulary import Vocabulary
from photosim.core.words.word_search import WordSearch
from photosim.services.runtime.jobs import LongWork, Turn

NAMES_AGE_S = 5.0
"""How long names that were read may be behind while something is written all the time."""
N_LABELLED = 200
"""Photos of a label, the newest, that say what it looks like."""
SURE = 0.3
"""Chance of a photo's best class from which the photo is counted for it."""


class SearchablePhotos(Protocol):
    """The photos that can be searched; see `live_index.LiveIndex`."""

    @property
    def is_usable(self) -> bool:
        """Whether it is known which they are."""

    @property
    def version(self) -> int:
        """Another number whenever photos came or went."""

    def ids(self) -> Ids:
        """`(n,)` ascending."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Which photos can be searched, by which model; asked anew each time.

    Attributes:
        model: that answers queries.
        live: which photos have its embedding.
        graph: the neighbour graph as far as it is there; never waits.
    """

    model: Callable[[], ActiveModel]
    live: Callable[[], SearchablePhotos]
    graph: Callable[[], NeighbourGraph | None]


@dataclass(frozen=True, slots=True)
class Understood:
    """A text taken apart, what it means, and why that cannot be said, coded, if it cannot."""

    text: ParsedText
    meant: ParsedQuery
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Suggestable:
    """Words to suggest, and what they were made of."""

    rows: ClassRows
    folders: list[str]
    labels: int
    words: list[Word]


class WordIndex:
    """Answers words over an open library.

    Args:
        store: the library's.
        layout: where its caches lie.
        searched: which photos can be searched.
        writes: whether caches may be written; the command line only reads.
        clock: seconds, monotonic.
        models: where the vocabulary lies; None for the shipped one.

    Attributes:
        tags: of photos.
    """

    def __init__(
        self,
        store: Store,
        layout: Layout,
        searched: Searched,
        *,
        writes: bool = True,
        clock: Callable[[], float] = time.monotonic,
        models: Path | None = None,
    ) -> None:
        self._store = store
        self._layout = layout
        self._searched = searched
        self._writes = writes
        self._clock = clock
        self._models = models or cards.shipped().parent
        self._search: WordSearch | None = None
        self._names_at = -NAMES_AGE_S
        self._is_refreshing = False
        self._words: Vocabulary | None = None
        self._tagger: Tagger | None = None
        self._suggested: _Suggestable | None = None
        self._head: tuple[str, ClassifierHead] | None = None
        self.tags = PhotoTags(store, lambda: searched.model().number, searched.graph, self._tags)

    @property
    def search(self) -> WordSearch:
        """The search by words with the model that answers now; for after `ready`."""
        model = self._searched.model().number
        if self._search is None or self._search.table.model != model:
            self._search = self._make(model)
        return self._search

    @property
    def is_ready(self) -> bool:
        """Whether a question can be answered at once."""
        if not self._searched.live().is_usable or not self.search.has_all_photos:
            return False
        is_young = self._clock() - self._names_at < NAMES_AGE_S
        return self.search.has_all_names or is_young

    def ready(self) -> LongWork[None]:
        """Bring everything up to date; in slices."""
        while not self._searched.live().is_usable or self._is_refreshing:
            yield Turn.WAIT  # who types asks often: all is read once, for all of the questions
        self._is_refreshing = True
        try:
            for _ in self.search.refresh():
                yield Turn.AGAIN
        finally:
            self._is_refreshing = False
        self._names_at = self._clock()

    def answer(self, question: Understood, k: int) -> tuple[tuple[Match, ...], AnswerNotes]:
        """The k photos that fit a text best, and what is to be said of its words.

        For window and command line alike; for after `ready`. Where nothing tells what the text
        means, the labels, names and dates in it still count.

        Raises:
            ModelError: that is so, and none of them is in it.
        """
        trouble = question.trouble or self.trouble()
        meant = library_terms.unread(question.text) if trouble else question.meant
        matches, notes = self.search.answer(question.text, meant, k)
        if not trouble:
            return matches, notes + self.search.unseen_colours(meant)
        if not matches:
            raise ModelError(trouble)
        return matches, (AnswerNote(NoteCode.TROUBLE, (trouble,)),)

    def trouble(self) -> str:
        """Why there are no words for what the model sees, coded; empty when there are."""
        if missing := self.missing():
            return missing
        card = self._searched.model().card
        if vocabulary.fits(card, self._models):
            return ""
        return coded(WordFault.NO_VOCABULARY, card.title)

    def missing(self) -> str:
        """Which file of the words that the model should have is missing or damaged; else empty."""
        try:
            if vocabulary.fits(self._searched.model().card, self._models):
                self._vocabulary()
        except ModelError as error:
            return str(error)
        return ""

    def steering(self, question: Understood) -> Callable[[Floats], Floats]:
        """What makes a picture's features `(v, dim)` more like a text.

        Raises:
            ModelError: the text is beyond photosim, there are no words for what the model sees, or
                its last layer is missing.
        """
        if question.trouble:
            raise ModelError(question.trouble)
        terms = question.meant.terms
        left = [term for term in terms if not term.left_out]
        found = [one for term in left if (one := self._direction(term)) is not None]
        if found:
            return partial(steering.steered, directions=np.stack(found))
        if not terms:
            raise ModelError(WordFault.NOT_MORE_LIKE_TEXT)
        raise ModelError(WordFault.NOT_MORE_LIKE, [term.text for term in terms])

    def _direction(self, term: Term) -> Floats | None:
        """What in the features speaks for a word: its label's photos, else its classes."""
        model = self._searched.model()
        label = self._label(term)
        if label is not None:
            ids = self._store.labels.given(label)[-N_LABELLED:]
            _, features = self._store.embeddings.features(ids, model.number)
            return features.mean(axis=0, dtype=np.float32) if len(features) else None
        if not len(term.weights):
            return None
        if trouble := self.trouble():
            raise ModelError(trouble)
        if self._head is None or self._head[0] != model.card.id:
            self._head = (model.card.id, ClassifierHead.load(model.card))
        return self._head[1].direction(term.weights)

    def _label(self, term: Term) -> str | None:
        """The label that is called so; one with the word in it where no class is."""
        names = self._store.labels.names()
        called = [name for name in names if library_terms.is_called(name, term.text)]
        if not called and not len(term.weights):
            called = [name for name in names if is_word_of(term.text, name)]
        return next(iter(called), None)

    def suggest(self, text: str) -> Sequence[Suggestion]:
        """Texts to go on with, from what is typed."""
        return completion.complete(text, self._suggestable())

    def _tags(self) -> Tagger | None:
        if self.trouble():  # another model may have taken over since the last photo
            return None
        if self._tagger is None:
            self._tagger = Tagger(self._vocabulary())
        return self._tagger

    def _vocabulary(self) -> Vocabulary:
        if self._words is None:
            self._words = Vocabulary.load(self._models)
        return self._words

    def _suggestable(self) -> list[Word]:
        rows, folders = self.search.table.rows, self.search.names.folders
        version = self._store.labels.version
        known = self._suggested
        if known is None or known.rows is not rows or known.folders is not folders:
            known = None
        if known is None or known.labels != version:
            words = completion.words_of(self._entries())
            known = self._suggested = _Suggestable(rows, folders, version, words)
        return known.words

    def _entries(self) -> Iterator[tuple[str, WordKind, int]]:
        for label in self._store.labels.listed():
            yield label.name, WordKind.LABEL, label.n_photos
        yield from self._things()
        table = self.search.table
        for folder, n_photos in self.search.names.counts().items():
            yield folder, WordKind.FOLDER, n_photos
        counted = np.bincount(table.rows.cameras, minlength=len(table.cameras)).tolist()
        for camera, n_photos in list(zip(table.cameras, counted, strict=True))[1:]:
            yield camera, WordKind.CAMERA, n_photos
        taken = table.rows.times[~np.isnan(table.rows.times)].astype(np.int64)
        years = taken.astype("datetime64[s]").astype("datetime64[Y]")
        for year, n_photos in zip(*np.unique(years, return_counts=True), strict=True):
            yield str(year), WordKind.DATE, int(n_photos)
        for colour in NAMES:
            yield colour, WordKind.COLOUR, 0

    def _things(self) -> Iterator[tuple[str, WordKind, int]]:
        """Names, kinds and scenes that some photo shows, and how many photos do."""
        if self.trouble():
            return
        words = self._vocabulary()
        rows = self.search.table.rows
        sure = tags.chances_of(rows.shares)[:, 0] >= SURE if len(rows) else np.zeros(0, bool)
        counted = np.bincount(rows.classes[sure, 0], minlength=len(words.names))
        found: dict[str, int] = {}
        for name, n_photos in zip(words.names, counted.tolist(), strict=True):
            found[name] = found.get(name, 0) + n_photos
        for kind, numbers in (words.scenes | words.kinds).items():
            found[kind] = int(counted[numbers].sum())
        for name, n_photos in found.items():
            if n_photos:
                yield name, WordKind.THING, n_photos

    def _make(self, model: int) -> WordSearch:
        colours = ColourTable(self._layout.colours, writes=self._writes)
        colours.load()

        def live() -> tuple[int, Callable[[], Ids]]:
            index = self._searched.live()
            return index.version, index.ids

        return WordSearch(
            self._store,
            WordTable(self._store, model, self._layout.seen, writes=self._writes),
            NameTable(self._store),
            colours,
            live,
            self._store.labels,
            self._searched.graph,
        )
