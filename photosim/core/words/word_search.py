"""Searches the photos of a library by words: what they show, their labels, names, dates, colours.

`library_terms.read` -> (`query_parser`, where the sentence model is) -> `WordSearch.scores` ->
`answer`. Belongs to the library thread; `refresh` brings it up to date in slices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from photosim.core.index.neighbour_graph import NeighbourGraph
from photosim.core.records import accents
from photosim.core.records.answer_notes import AnswerNote, AnswerNotes, NoteCode
from photosim.core.records.photos import Evidence, FactKind, Floats, Ids, Match
from photosim.core.store import Store
from photosim.core.words import library_terms, named_files, notes, parsed_query
from photosim.core.words import scores as scoring
from photosim.core.words.class_table import WordTable
from photosim.core.words.colour_table import ColourTable
from photosim.core.words.dates import When
from photosim.core.words.library_terms import GivenLabels, ParsedText
from photosim.core.words.name_table import NameTable, is_word_of
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term

IN_NAME = 0.95
"""Score of a photo with the word in its file's or folder's name, in a label, or as its camera."""
LABELLED = 0.99
"""Score of a photo with the label that is called so."""

TRUST = {Sense.COLOUR: 0.5, Sense.NEAR: 0.5, Sense.GUESS: 0.3}
"""How much a word counts beside one that is known: "red" in "red flowers", "head" in "crocodile
head"."""

LEFT_OUT = 0.4
"""Score from which a photo shows what is to be left out: of "people" the photos of persons among
Pixabay's have .49 and more; from .3 on turtles and scissors of Caltech-101 would go, too."""

LEAST_SCORE = 0.05
"""Photos below it are no answer."""
N_BY_LOOK = 200
"""Best photos that are ranked again by their look, where there is no graph."""

LiveIds = Callable[[], tuple[int, Callable[[], Ids]]]
"""Gives the version of the photos that can be searched, and their ids when called, ascending."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What all photos are worth for a text, in the order of the table's rows.

    Attributes:
        ids: `(n,)`.
        scores: `(n,)` from 0 to 1.
        labelled, named: `(n,)` whether a label, a name or a date of theirs is in the text.
        missing: terms that nothing in the library answers by name, and no class either.
        guessed: terms that were taken for what is near to them.
        facts: `(n,)` which photos have something of the text in a fact of theirs.
    """

    ids: Ids
    scores: Floats
    labelled: npt.NDArray[np.bool_]
    named: npt.NDArray[np.bool_]
    missing: tuple[Term, ...]
    guessed: tuple[Term, ...]
    facts: dict[FactKind, npt.NDArray[np.bool_]]


@dataclass(slots=True)
class _Found:
    """What one term finds: scores, and where they come from."""

    scores: Floats
    labelled: npt.NDArray[np.bool_]
    named: npt.NDArray[np.bool_]
    facts: dict[FactKind, npt.NDArray[np.bool_]] = field(default_factory=dict)

    @classmethod
    def nothing(cls, n: int) -> _Found:
        return cls(np.zeros(n, np.float32), np.zeros(n, bool), np.zeros(n, bool))

    @classmethod
    def all(cls, n: int) -> _Found:
        """Every photo, none of them for a name."""
        return cls(np.ones(n, np.float32), np.zeros(n, bool), np.zeros(n, bool))

    @property
    def by_name(self) -> npt.NDArray[np.bool_]:
        """Which photos it finds by what they are called, whatever they show."""
        return self.labelled | self.named

    def add_labelled(self, chosen: npt.NDArray[np.bool_], score: float = LABELLED) -> None:
        self._lift(chosen & ~self.labelled, score)
        self.labelled |= chosen

    def add_named(self, chosen: npt.NDArray[np.bool_], score: float, fact: FactKind) -> None:
        self._lift(chosen & ~self.named, score)
        self.named |= chosen
        self.facts[fact] = self.facts[fact] | chosen if fact in self.facts else chosen

    def _lift(self, chosen: npt.NDArray[np.bool_], least: float) -> None:
        """Above all that is only seen; among themselves as they are seen."""
        self.scores[chosen] = least + (1 - least) * self.scores[chosen]


@dataclass(frozen=True, slots=True)
class _Unwanted:
    """What stands after a minus.

    Attributes:
        chosen: `(n,)` which photos are left out; None when nothing was said.
        missing, guessed: see `Scores`.
    """

    chosen: npt.NDArray[np.bool_] | None
    missing: Sequence[Term] = ()
    guessed: Sequence[Term] = ()


class WordSearch:
    """Answers texts.

    Args:
        store: the library.
        table, names, colours: what is known of the photos; this keeps them up to date.
        live: which photos can be searched.
        labels: that a person gave.
        graph: the neighbour graph as far as it is there, or None; never waits.
    """

    def __init__(
        self,
        store: Store,
        table: WordTable,
        names: NameTable,
        colours: ColourTable,
        live: LiveIds,
        labels: GivenLabels,
        graph: Callable[[], NeighbourGraph | None],
    ) -> None:
        self.table = table
        self.names = names
        self.colours = colours
        self.labels = labels
        self._store = store
        self._live = live
        self._graph = graph
        self._version: int | None = None
        self._changes: int | None = None
        self._around: tuple[object, Ids, scoring.RowNeighbours] | None = None

    @property
    def has_all_photos(self) -> bool:
        """Whether every photo that can be searched has its row."""
        return self._live()[0] == self._version

    @property
    def has_all_names(self) -> bool:
        """Whether nothing was written since the names were read."""
        return self._store.n_changes == self._changes

    def refresh(self) -> Iterator[None]:
        """Bring the rows, and the names where something was written, up to date, in slices.

        What comes meanwhile is left to the next time: while photos are indexed some always do.
        """
        if not self.has_all_photos:
            version, ids = self._live()
            yield from self.table.update(ids())
            self._version = version
        if not self.has_all_names:
            changes = self._store.n_changes
            yield from self.names.update()
            self._changes = changes

    def read(self, text: str, now: datetime) -> ParsedText:
        """What of a text is the library's own."""
        folders = {folder.rpartition("/")[2] for folder in self.names.folders}
        known = [*self.labels.names(), *folders, *self.table.cameras[1:]]
        return library_terms.read(text, known, now)

    def scores(self, asked: ParsedText, meant: ParsedQuery) -> Scores:
        """What every photo is worth for a text."""
        terms = [term for term in meant.terms if not term.left_out]
        useful, empty = self._useful(terms)
        found = [one for _, one in useful] + self._besides_terms(asked, is_alone=not terms)
        unwanted = self._unwanted(asked, meant)
        if not found:
            # "-people" alone: all photos but those
            is_all = unwanted.chosen is not None and not terms
            n = len(self.table.rows)
            found = [_Found.all(n) if is_all else _Found.nothing(n)]
        trust = [TRUST.get(term.sense, 1.0) for term, _ in useful]
        trust += [1.0] * (len(found) - len(trust))
        scores = scoring.together([one.scores for one in found], trust)
        if unwanted.chosen is not None:
            scores = np.where(unwanted.chosen, np.float32(0), scores)
        guessed = [*(term for term, _ in useful), *unwanted.guessed]
        return self._told(scores, found, [*empty, *unwanted.missing], guessed)

    def _useful(self, terms: Sequence[Term]) -> tuple[list[tuple[Term, _Found]], list[Term]]:
        """What terms find, and the terms that mean nothing and are in no name."""
        useful, empty = [], []
        for term in terms:
            found = self._term(term)
            is_beyond = term.sense is Sense.UNKNOWN or library_terms.is_maker(term)
            if is_beyond and not found.by_name.any():
                empty.append(term)
            else:
                useful.append((term, found))
        return useful, empty

    def _besides_terms(self, asked: ParsedText, *, is_alone: bool) -> list[_Found]:
        """By dates and by the text as a whole; `is_alone`: there are no terms."""
        taken = [self._taken(when, is_alone=is_alone) for when in asked.whens]
        return taken + self._whole(asked)

    def _told(
        self,
        scores: Floats,
        found: Sequence[_Found],
        missing: Sequence[Term],
        guessed: Sequence[Term],
    ) -> Scores:
        """The scores with where they come from."""
        return Scores(
            self.table.rows.ids,
            scores,
            np.any([one.labelled for one in found], axis=0),
            np.any([one.named for one in found], axis=0),
            tuple(missing),
            tuple(term for term in guessed if term.sense in (Sense.NEAR, Sense.GUESS)),
            _facts(found),
        )

    def _unwanted(self, asked: ParsedText, meant: ParsedQuery) -> _Unwanted:
        """What is to be left out: what the same words would find without a minus."""
        terms = [term for term in meant.terms if term.left_out]
        names = map(self._called_whole, parsed_query.parted(asked.rest)[1])
        named = {number: photos for number, photos in enumerate(names, 1) if photos.any()}
        if not terms and not named and not asked.without:
            return _Unwanted(None)
        chosen = np.zeros(len(self.table.rows), np.bool_)
        for when in asked.without:
            chosen |= self._taken(when, is_alone=True).named
        useful, missing = self._useful([one for one in terms if one.left_out not in named])
        phrases = self._phrases(useful, asked.beside)
        for term in missing:
            phrases.pop(term.left_out, None)  # no photo is the whole of what was said
        for photos in (*named.values(), *phrases.values()):
            chosen |= photos
        guessed = [
            term for term, found in useful if term.left_out in phrases and not found.by_name.any()
        ]
        return _Unwanted(chosen, missing, guessed)

    def _phrases(
        self, useful: Sequence[tuple[Term, _Found]], beside: Sequence[Sequence[When]]
    ) -> dict[int, npt.NDArray[np.bool_]]:
        """Which photos fit the whole of each phrase after a minus, by its number.

        Args:
            useful: the phrases' terms and what they find.
            beside: the dates in each phrase.
        """
        phrases: dict[int, npt.NDArray[np.bool_]] = {}
        for term, found in useful:
            fits = _called_or_seen(term, found)
            phrases[term.left_out] = phrases.get(term.left_out, True) & fits
        for number in phrases:
            if whens := beside[number - 1 : number]:
                taken = [self._taken(when, is_alone=False).named for when in whens[0]]
                phrases[number] &= np.any(taken, axis=0) if taken else True
        return phrases

    def answer(
        self, asked: ParsedText, meant: ParsedQuery, k: int
    ) -> tuple[tuple[Match, ...], AnswerNotes]:
        """The k best photos for a text, and what is to be said of words beyond photosim."""
        scores = self.scores(asked, meant)
        found = [_match(scores, place) for place in _best(scores.scores, k)]
        texts = [term.text for term in meant.terms if not term.left_out]
        whole = " ".join(parsed_query.folded(asked.text).split())
        matches = named_files.by_words(self._store, self.names, [*texts, whole], found)
        return matches, notes.notes(asked, meant, scores.missing, scores.guessed, matches)

    def unseen_colours(self, meant: ParsedQuery) -> AnswerNotes:
        """What is to be said while the colours of some photos are only guessed; else nothing."""
        if all(term.colour < 0 for term in meant.terms):
            return ()
        n = len(self.colours.missing(self.table.rows.ids))
        return (AnswerNote(NoteCode.COLOURS_MISSING, (n,)),) if n else ()

    def _term(self, term: Term) -> _Found:
        rows = self.table.rows
        found = _Found.nothing(len(rows))
        if term.colour >= 0:
            found.scores = scoring.of_colour(self.colours.of(rows), term.colour)
        elif len(term.weights):
            found.scores = self.seen(term.weights)
        found.add_named(self._at(self.names.in_names(term.text)), IN_NAME, FactKind.FILE_NAME)
        found.add_named(self._at(self.names.in_folders(term.text)), IN_NAME, FactKind.FOLDER)
        for number, camera in enumerate(self.table.cameras):
            if number and library_terms.phrases_in(
                library_terms.joined(camera).split(), [term.text]
            ):
                found.add_named(rows.cameras == number, IN_NAME, FactKind.CAMERA)
        labels = self.labels.names()
        for name in [name for name in labels if library_terms.is_called(name, term.text)]:
            found.add_labelled(self._at(self.labels.given(name)))
        for name in [name for name in labels if is_word_of(term.text, name)]:
            found.add_labelled(self._at(self.labels.given(name)), IN_NAME)
        return found

    def _taken(self, when: When, *, is_alone: bool) -> _Found:
        """A date alone is looked for in names as well, which say it of scans and the like."""
        rows = self.table.rows
        found = _Found.nothing(len(rows))
        found.add_named(when.holds(rows.times), 1.0, FactKind.DATE)
        if is_alone:
            found.add_named(self._at(self.names.in_names(when.text)), IN_NAME, FactKind.FILE_NAME)
            found.add_named(self._at(self.names.in_folders(when.text)), IN_NAME, FactKind.FOLDER)
        return found

    def seen(self, weights: Floats) -> Floats:
        """`(n,)` how much each photo shows what a word means, from 0 to 1."""
        rows = self.table.rows
        scores = scoring.seen(rows, weights)
        around = self._neighbours()
        if around is not None:
            return scoring.settled(scoring.among_neighbours(scores, around))
        return scoring.settled(self._by_look(scores))

    def _neighbours(self) -> scoring.RowNeighbours | None:
        graph = self._graph()
        if graph is None or graph.model != self.table.model:
            return None
        ids = self.table.rows.ids
        if self._around is None or self._around[0] is not graph or self._around[1] is not ids:
            made = scoring.neighbours(ids, graph.ids, graph.near, graph.similarity)
            self._around = (graph, ids, made)
        return self._around[2]

    def _by_look(self, scores: Floats) -> Floats:
        """The scores of the best photos, ranked again by what the best of them look like."""
        best = np.array(_best(scores, N_BY_LOOK), np.int64)
        if not len(best):
            return scores
        ids, features = self._store.embeddings.features(self.table.rows.ids[best], self.table.model)
        places = np.searchsorted(self.table.rows.ids, ids)
        order = np.argsort(-scores[places], kind="stable")
        ranked = scores.copy()
        ranked[places[order]] = scoring.by_look(scores[places][order], features[order])
        return ranked

    def _whole(self, asked: ParsedText) -> list[_Found]:
        """Photos whose file's name is the very text, "IMG_1234.jpg", or with it in a label: "❤"."""
        kept, _ = parsed_query.parted(asked.text[: parsed_query.MOST_CHARACTERS])
        text = " ".join(parsed_query.folded(kept).split())
        found = _Found.nothing(len(self.table.rows))
        found.add_named(self._named_whole(text), 1.0, FactKind.FILE_NAME)
        if text and not asked.rest and not asked.whens:
            found.add_labelled(self._labelled_whole(text))
        return [found] if found.named.any() or found.labelled.any() else []

    def _called_whole(self, phrase: str) -> npt.NDArray[np.bool_]:
        """`(n,)` which photos a phrase after a minus finds as a whole, not by its words."""
        if parsed_query.split(phrase)[0]:
            return self._named_whole(phrase)
        return self._labelled_whole(" ".join(parsed_query.folded(phrase).split()))

    def _labelled_whole(self, text: str) -> npt.NDArray[np.bool_]:
        """`(n,)` which photos have a label with a text in it, whatever its signs."""
        found = np.zeros(len(self.table.rows), np.bool_)
        for name in self.labels.names():
            if f" {accents.plain(text)} " in f" {' '.join(accents.plain(name).split())} ":
                found |= self._at(self.labels.given(name))
        return found

    def _named_whole(self, text: str) -> npt.NDArray[np.bool_]:
        """`(n,)` which photos have a file with a text in its name that is written as one."""
        is_name = any(mark in text for mark in "_.") and " " not in text
        ids = self.names.in_names(parsed_query.folded(text)) if is_name else np.zeros(0, np.int64)
        return self._at(ids)

    def _at(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """`(n,)` which rows are those of some photos."""
        return np.isin(self.table.rows.ids, ids, assume_unique=True)


def _called_or_seen(term: Term, found: _Found) -> npt.NDArray[np.bool_]:
    """Which photos are what a word says, so that they are left out where that is wanted.

    Where photos are called so, the look of others counts only if photosim has learnt it: what is
    near to a word may be left out for want of anything better, not beside what is certain.
    """
    if found.by_name.any() and not term.is_learnt:
        return found.by_name
    return found.by_name | (found.scores >= LEFT_OUT)


def _facts(found: Sequence[_Found]) -> dict[FactKind, npt.NDArray[np.bool_]]:
    """Which photos have something of the text in each of their facts."""
    facts: dict[FactKind, npt.NDArray[np.bool_]] = {}
    for one in found:
        for fact, chosen in one.facts.items():
            facts[fact] = facts[fact] | chosen if fact in facts else chosen
    return facts


def _best(scores: Floats, k: int) -> list[int]:
    """The places of the k greatest scores that are an answer, the greatest first."""
    (places,) = np.nonzero(scores >= LEAST_SCORE) if len(scores) else (np.zeros(0, np.int64),)
    if len(places) > k:
        places = places[np.argpartition(-scores[places], k - 1)[:k]]
    chosen: list[int] = places[np.lexsort((places, -scores[places]))].tolist()
    return chosen


def _match(scores: Scores, place: int) -> Match:
    evidence, fact = Evidence.WORDS, None
    if scores.labelled[place]:
        evidence = Evidence.LABEL
    elif scores.named[place]:
        fact = next(fact for fact in FactKind if fact in scores.facts and scores.facts[fact][place])
        evidence = Evidence.DATE if fact is FactKind.DATE else Evidence.NAME
    return Match(int(scores.ids[place]), 1.0 - float(scores.scores[place]), evidence, fact)
