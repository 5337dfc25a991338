"""The words for the model's classes: readable names, synonyms, kinds and scenes.

Data made by models/make_vocabulary.py; the same 1000 classes as the shipped model's labels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from photosim.core.errors import ModelError, WordFault, system_reason
from photosim.core.model import card as cards
from photosim.core.model.card import ModelCard
from photosim.core.records.photos import Floats
from photosim.core.words.plurals import forms

FILE = "vocabulary.json"
PHRASES_FILE = "vocabulary-phrases.npy"
LABELS_FILE = "imagenet-labels.txt"
N_CLASSES = 1000

SYNONYM_WEIGHT = 0.9
"""Of a class that a word is a synonym of, beside 1 for the one that is named so: "football"."""
SCENE_WEIGHT = 0.8
"""Of a class that is seen in a scene: a stove makes no kitchen."""


class Vocabulary:
    """What people call the classes.

    Args:
        classes: for each class its readable name and then other words for it.
        kinds: classes of each kind of thing, "dog", "vehicle".
        scenes: classes that tell of each scene, "kitchen", "wedding".
    """

    def __init__(
        self,
        classes: Sequence[Sequence[str]],
        kinds: Mapping[str, Sequence[int]],
        scenes: Mapping[str, Sequence[int]],
    ) -> None:
        self.names = tuple(words[0] for words in classes)
        self.kinds = {kind: np.array(numbers, np.int64) for kind, numbers in kinds.items()}
        self.scenes = {scene: np.array(numbers, np.int64) for scene, numbers in scenes.items()}
        self.n_phrases = sum(map(len, classes))
        self.phrase_class = np.repeat(np.arange(len(classes)), [len(words) for words in classes])
        self._weights = self._find_weights(classes)

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Reads it from the folder of the models.

        Raises:
            ModelError: the file is missing or damaged.
        """
        path = folder / FILE
        content = cards.read_object(path)
        classes = cast(Sequence[Sequence[str]], content.get("classes"))
        kinds = cast(Mapping[str, Sequence[int]], content.get("kinds"))
        scenes = cast(Mapping[str, Sequence[int]], content.get("scenes"))
        try:
            vocabulary = cls(classes, kinds, scenes)
        except (TypeError, ValueError, IndexError, AttributeError) as error:
            raise ModelError(WordFault.VOCABULARY_DAMAGED, str(path)) from error
        if len(vocabulary.names) != N_CLASSES:
            raise ModelError(WordFault.VOCABULARY_SHORT, str(path), N_CLASSES)
        return vocabulary

    def weights(self, phrase: str) -> Floats | None:
        """How much each class is what a phrase says, `(n,)` float32 from 0 to 1; None if unknown.

        Args:
            phrase: in lower case; plurals are found too.
        """
        for form in forms(phrase):
            if (found := self._weights.get(form)) is not None:
                weights = np.zeros(len(self.names), np.float32)
                weights[list(found)] = list(found.values())
                return weights
        return None

    def phrases(self) -> list[str]:
        """Everything that `weights` knows, in lower case."""
        return list(self._weights)

    def _find_weights(self, classes: Sequence[Sequence[str]]) -> dict[str, dict[int, float]]:
        found: dict[str, dict[int, float]] = {}

        def add(phrase: str, number: int, weight: float) -> None:
            known = found.setdefault(phrase.lower(), {})
            known[int(number)] = max(weight, known.get(int(number), 0.0))

        for number, words in enumerate(classes):
            add(words[0], number, 1.0)
            for word in words[1:]:
                add(word, number, SYNONYM_WEIGHT)
        for kind, numbers in self.kinds.items():
            for number in numbers:
                add(kind, number, 1.0)
        for scene, numbers in self.scenes.items():
            for number in numbers:
                add(scene, number, SCENE_WEIGHT)
        return found


def read_phrases(folder: Path, vocabulary: Vocabulary, dim: int) -> Floats:
    """The sentence model's embeddings of all phrases, `(n_phrases, dim)` float32.

    Raises:
        ModelError: the file is missing, damaged, or of another vocabulary.
    """
    path = folder / PHRASES_FILE
    try:
        rows: npt.NDArray[np.float16] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ModelError(WordFault.PHRASES_MISSING, str(path)) from error
    if rows.shape != (vocabulary.n_phrases, dim) or not np.isfinite(rows).all():
        raise ModelError(WordFault.PHRASES_OTHER, str(path))
    return rows.astype(np.float32)


def fits(card: ModelCard, folder: Path) -> bool:
    """Whether a model has the classes that the vocabulary names: the same labels as shipped.

    Raises:
        ModelError: the labels are missing.
    """
    if card.labels is None:
        return False
    try:
        return card.labels.read_bytes() == (folder / LABELS_FILE).read_bytes()
    except OSError as error:
        reason = system_reason(error) or str(error)
        raise ModelError(WordFault.CLASSES_UNREADABLE, str(error.filename), reason) from error
