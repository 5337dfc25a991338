"""The way of a text to its meaning, the same for the window and for the command line.

A generator says step by step what is to be done next, and is sent what came of it: a `WordsOrder`
for whoever has the sentence model, whose `Reply` comes back, or work where the words are. It knows
no thread and no process: `search.pipeline`, whose steps these are among, says who turns them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from photosim.core.errors import PhotosimError, WordFault
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery
from photosim.services.runtime.messages import Outcome, Reply, WordsOrder
from photosim.services.words.word_index import Understood, WordIndex


@dataclass(frozen=True, slots=True)
class InWords:
    """A step: work for where the words are; what it returns is sent back."""

    work: Callable[[WordIndex], object]


Understanding: TypeAlias = Generator[WordsOrder | InWords, Any, Understood]
"""The steps to what a text means."""


def understanding(text: str, now: datetime) -> Understanding:
    """The steps to what a text means; where nobody can say that, its labels and names still count.

    Args:
        text: as it was typed.
        now: the time of day, for "last summer".

    Raises:
        PhotosimError: whoever has the sentence model made a mistake.
    """
    asked: ParsedText = yield InWords(lambda words: words.search.read(text, now))
    if not asked.rest:
        return Understood(asked, ParsedQuery(()))
    reply: Reply = yield WordsOrder(asked.rest, asked.own)
    if reply.outcome is Outcome.OK and isinstance(reply.value, ParsedQuery):
        return Understood(asked, reply.value)
    if reply.outcome is Outcome.BUG:
        raise PhotosimError(WordFault.BUG_WITH_TEXT)
    return Understood(asked, ParsedQuery(()), reply.reason)
