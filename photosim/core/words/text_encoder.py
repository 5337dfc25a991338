"""The sentence model: words to embeddings whose cosine tells how near their meanings are.

texts -> numbers of pieces (`tokenizer`) -> all-MiniLM-L6-v2, int8 -> `(pieces, 384)` -> mean over
the pieces -> unit length. onnxruntime is imported only when a model is made, as in `embed`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosim.core.errors import ModelError, WordFault
from photosim.core.model import card as cards
from photosim.core.model.embed import graph_errors, session_options
from photosim.core.records.photos import Floats, Ids
from photosim.core.words.tokenizer import Tokenizer

SHIPPED_NAME = "minilm-int8.json"

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@dataclass(frozen=True, slots=True)
class TextEncoderCard:
    """What a sentence model's JSON file says; files are relative to its folder.

    Attributes:
        id: stands with every embedding made ahead.
        title, licence, origin: for people.
        file, sha256: the ONNX file.
        pieces, pieces_sha256: the vocabulary of word pieces, one a line.
        dim: length of an embedding.
        longest: pieces of a text that are read; what follows is left out.
    """

    id: str
    title: str
    licence: str
    origin: str
    file: Path
    sha256: str
    pieces: Path
    pieces_sha256: str
    dim: int
    longest: int


def shipped() -> Path:
    """The card that ships with photosim."""
    return cards.shipped().with_name(SHIPPED_NAME)


def load(path: Path) -> TextEncoderCard:
    """Reads a sentence model's card.

    Raises:
        ModelError: it is missing, is not JSON, or lacks something.
    """
    fields = cards.Fields(path, cards.read_object(path))
    pieces = fields.section("pieces")
    return TextEncoderCard(
        id=fields.text("id"),
        title=fields.text("title"),
        licence=fields.text("licence"),
        origin=fields.text("origin"),
        file=path.parent / fields.text("file"),
        sha256=fields.digest("sha256"),
        pieces=path.parent / pieces.text("file"),
        pieces_sha256=pieces.digest("sha256"),
        dim=fields.count("dim"),
        longest=fields.count("longest"),
    )


class TextEncoder:
    """A loaded sentence model; make it in the process that uses it.

    Args:
        path: its card.
        threads: threads of one run.

    Raises:
        ModelError: a file is missing, damaged, or is not what the card says.
    """

    def __init__(self, path: Path, threads: int = 1) -> None:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # must be there before the import
        import onnxruntime

        self.card = load(path)
        pieces = cards.read_checked(self.card.pieces, self.card.pieces_sha256)
        self.pieces = Tokenizer(pieces.decode().rstrip("\n").split("\n"), self.card.longest)
        self._errors = graph_errors()
        data = cards.read_checked(self.card.file, self.card.sha256)
        try:
            self._session = onnxruntime.InferenceSession(
                data, session_options(onnxruntime, threads), providers=["CPUExecutionProvider"]
            )
        except self._errors as error:
            raise ModelError(WordFault.TEXT_MODEL_NONE, str(self.card.file)) from error
        if [node.name for node in self._session.get_inputs()] != list(_INPUTS):
            raise ModelError(WordFault.TEXT_MODEL_WITHOUT_WORDS, str(self.card.file))

    def embed(self, texts: Sequence[str]) -> Floats:
        """Embeddings `(n, dim)` float32 of unit length; a text without any pieces has one too.

        Raises:
            ModelError: the model fails.
        """
        if not texts:
            return np.zeros((0, self.card.dim), np.float32)
        encoded = [self.pieces.encode(text) for text in texts]
        numbers = np.zeros((len(texts), max(map(len, encoded))), np.int64)
        mask = np.zeros_like(numbers)
        for row, one in enumerate(encoded):
            numbers[row, : len(one)] = one
            mask[row, : len(one)] = 1
        return self._pooled(self._run(numbers, mask), mask)

    def is_whole(self, word: str) -> bool:
        """Whether a word is one piece of the vocabulary, so that the model has met it often."""
        return self.pieces.is_whole(word)

    def _run(self, numbers: Ids, mask: Ids) -> Floats:
        """`(n, pieces, dim)` states of the pieces."""
        values = (numbers, mask, np.zeros_like(numbers))
        try:
            (states,) = self._session.run(None, dict(zip(_INPUTS, values, strict=True)))
        except self._errors as error:
            raise ModelError(WordFault.TEXT_MODEL_FAILS, self.card.title) from error
        if states.shape != (*numbers.shape, self.card.dim) or not np.isfinite(states).all():
            raise ModelError(WordFault.TEXT_MODEL_OTHER, str(self.card.file))
        found: Floats = states
        return found

    def _pooled(self, states: Floats, mask: Ids) -> Floats:
        """The mean over the pieces of each text, of unit length."""
        means = (states * mask[..., np.newaxis]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        lengths = np.linalg.norm(means, axis=1, keepdims=True)
        rows: Floats = means / np.maximum(lengths, 1e-12)
        return rows.astype(np.float32)
