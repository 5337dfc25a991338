"""Understands texts in the process for queries; loads the sentence model with the first one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.words.parsed_query import ParsedQuery

if TYPE_CHECKING:
    from photosim.core.words.query_parser import QueryParser


class LazyQueryParser:
    """An `QueryParser`, made when it is first needed.

    Args:
        threads: of the sentence model.
        card: its card; None for the shipped one.
    """

    def __init__(self, threads: int, card: Path | None = None) -> None:
        self._threads = threads
        self._card = card
        self._query_parser: QueryParser | None = None

    def read(self, text: str, own: Sequence[str]) -> ParsedQuery:
        """What a text means; `own` are the phrases in it that the library knows.

        Raises:
            ModelError: the sentence model or the vocabulary is missing or damaged.
        """
        if self._query_parser is None:
            # imported here so that a process that only looks at pictures stays small
            from photosim.core.words import text_encoder
            from photosim.core.words.query_parser import QueryParser

            card = self._card or text_encoder.shipped()
            model = text_encoder.TextEncoder(card, self._threads)
            self._query_parser = QueryParser.load(card.parent, model, model.card.dim)
        return self._query_parser.read(text, own)
