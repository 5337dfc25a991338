"""A text to its meaning: the longest phrases that are known, and for each how each class fits.

text -> words -> phrases of the library's own, of the vocabulary, nouns near to a class, colours ->
weights of the classes: what is named so, what WordNet calls alike, and what the sentence model
finds alike (the convex combination of Norouzi et al. 2014, with weights instead of the bare
cosine). Runs in the process for queries, which loads the model when the first text comes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from photosim.core.records import accents
from photosim.core.records.photos import Floats
from photosim.core.words import colours, parsed_query, vocabulary
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term
from photosim.core.words.plurals import forms
from photosim.core.words.vocabulary import Vocabulary
from photosim.core.words.wordnet import NearNoun, Nouns

LIKENESS_POWER = 8
COSINE_POWER = 6
SENSE_DECAY = 0.5
"""Classes much alike a word count, others hardly; rarer meanings count half of the one before.
Chosen on Caltech-101, clothing and Pixabay's photos together (tests/bench/words.py): 6 to 12 and
4 to 10 are within 0.03 of mean average precision, any decay within 0.02."""

LEAST_COSINE = 0.5
"""Of a word that the sentence model knows as one to the nearest class; below, it means nothing
that can be seen: "algorithm" .41, "democracy" .45, but "birthday party" .53, "fireworks" .62."""
LEAST_COSINE_IN_PIECES = 0.7
"""The same for a word that it only knows in pieces: "xyzzy" .44, "qwertz" .48. Nouns that can be
photographed need neither."""

N_NEAR = 3
LONGEST_PHRASE = 4


class TextModel(Protocol):
    """Embeds texts; see `text_encoder`."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """`(n, dim)` float32 of unit length."""

    def is_whole(self, word: str) -> bool:
        """Whether a word is one piece of the model's vocabulary."""


class QueryParser:
    """Understands texts.

    Args:
        model: the sentence model.
        words: names of the classes.
        phrases: `(words.n_phrases, dim)` the model's embeddings of them.
        nouns: WordNet's.

    Attributes:
        words: names of the classes.
    """

    def __init__(self, model: TextModel, words: Vocabulary, phrases: Floats, nouns: Nouns) -> None:
        self._model = model
        self.words = words
        self._phrases = phrases
        self._nouns = nouns
        self._starts = np.searchsorted(words.phrase_class, np.arange(len(words.names)))

    @classmethod
    def load(cls, folder: Path, model: TextModel, dim: int) -> QueryParser:
        """With the data in the folder of the models.

        Raises:
            ModelError: a file is missing or damaged.
        """
        words = Vocabulary.load(folder)
        phrases = vocabulary.read_phrases(folder, words, dim)
        return cls(model, words, phrases, Nouns.load(folder))

    def read(self, text: str, own: Collection[str] = ()) -> ParsedQuery:
        """What a text means.

        Args:
            text: as a person typed it, see `parsed_query.parted` for what is to be left out.
            own: phrases in lower case that the library knows: labels, folders, cameras.
        """
        kept, left_out = parsed_query.parted(text)
        terms, is_cut = self._terms(kept, frozenset(own))
        for number, phrase in enumerate(left_out, 1):
            more, _ = self._terms(phrase, frozenset(own))
            terms += [replace(term, left_out=number) for term in more]
        return ParsedQuery(tuple(terms), is_cut)

    def _terms(self, text: str, own: frozenset[str]) -> tuple[list[Term], bool]:
        """The phrases of a text and what they mean; whether its end was left out."""
        found, is_cut = parsed_query.split(text)
        phrases = self._phrases_of(found, own)
        chosen = list(dict.fromkeys(phrases))[: parsed_query.MOST_WORDS]
        if not chosen:
            return [], is_cut
        rows = self._model.embed([phrase for phrase, _ in chosen])
        return [self._term(*one, row) for one, row in zip(chosen, rows, strict=True)], is_cut

    def _phrases_of(self, found: Sequence[str], own: frozenset[str]) -> list[tuple[str, bool]]:
        """The longest phrases that are known, and single words; whether they are the library's."""
        phrases: list[tuple[str, bool]] = []
        longest = max([LONGEST_PHRASE, *(len(phrase.split()) for phrase in own)])
        at = 0
        while at < len(found):
            length = next(
                n
                for n in range(min(longest, len(found) - at), 0, -1)
                if n == 1 or self._is_known(" ".join(found[at : at + n]), own)
            )
            phrase = " ".join(found[at : at + length])
            if phrase in own or phrase not in parsed_query.FILLERS:
                phrases.append((phrase, phrase in own))
            at += length
        return phrases

    def _is_known(self, phrase: str, own: frozenset[str]) -> bool:
        plain = accents.plain(phrase)
        if phrase in own or self.words.weights(plain) is not None:
            return True
        if colours.number(plain.partition(" ")[0]) is not None:
            return False  # "red pepper" is a pepper that is red, whatever plant WordNet calls so
        return any(form in self._nouns for form in forms(plain))

    def _term(self, phrase: str, is_own: bool, row: Floats) -> Term:
        number = colours.number(phrase)
        if number is not None:
            return Term(phrase, Sense.COLOUR, colour=number, is_learnt=True)
        if not parsed_query.is_latin(phrase):
            return Term(phrase, Sense.OWN if is_own else Sense.UNKNOWN, is_script=True)
        cosines: Floats = np.maximum.reduceat(self._phrases @ row, self._starts)
        plain = accents.plain(phrase)
        named, senses = self.words.weights(plain), self._senses(plain)
        alike = _alike(senses, len(cosines))
        if named is not None:
            alike = np.maximum(alike, named)
        weights = (alike + np.maximum(cosines, 0) ** COSINE_POWER).astype(np.float32)
        sense, near = self._sense(phrase, named is not None, senses, cosines)
        if sense is Sense.UNKNOWN and not is_own:
            return Term(phrase, sense)
        is_learnt = sense is Sense.KNOWN
        return Term(phrase, Sense.OWN if is_own else sense, weights, near=near, is_learnt=is_learnt)

    def _sense(
        self, phrase: str, is_named: bool, senses: Sequence[NearNoun], cosines: Floats
    ) -> tuple[Sense, str]:
        if is_named:
            return Sense.KNOWN, ""
        if senses:
            best = max(
                range(len(senses)),
                key=lambda place: SENSE_DECAY**place * float(senses[place].likeness.max()),
            )
            if best == 0 and senses[0].is_kind:
                return Sense.KNOWN, ""
            return Sense.NEAR, self._nearest(10 * senses[best].likeness + cosines)
        if not self._is_guessable(phrase, float(cosines.max())):
            return Sense.UNKNOWN, ""
        return Sense.GUESS, self._nearest(cosines)

    def _is_guessable(self, phrase: str, cosine: float) -> bool:
        """Whether what the sentence model finds near to a word is more than chance."""
        if any(self._nouns.is_thing(form) for form in forms(accents.plain(phrase))):
            return True
        is_whole = self._model.is_whole(phrase)
        return cosine >= (LEAST_COSINE if is_whole else LEAST_COSINE_IN_PIECES)

    def _nearest(self, likeness: Floats) -> str:
        """The names of the classes that are most like a word, each once."""
        best = np.argsort(-likeness, kind="stable")[: 2 * N_NEAR]
        names = dict.fromkeys(self.words.names[i] for i in best.tolist())
        return ", ".join(list(names)[:N_NEAR])

    def _senses(self, phrase: str) -> list[NearNoun]:
        for form in forms(phrase):
            if found := self._nouns.senses(form):
                return found
        return []


def _alike(senses: Sequence[NearNoun], n: int) -> Floats:
    """How much each class is what a noun means in one of its senses, `(n,)` from 0 to 1."""
    alike = np.zeros(n, np.float32)
    for place, sense in enumerate(senses):
        alike = np.maximum(alike, SENSE_DECAY**place * sense.likeness**LIKENESS_POWER)
    return alike.astype(np.float32)
