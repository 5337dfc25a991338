"""WordPiece: a text to the numbers that a BERT model reads.

text -> lower case without accents -> words and punctuation -> the longest pieces that the
vocabulary has -> numbers. The same numbers as the `tokenizers` package gives for the model's own
`tokenizer.json` (tests/core/words/test_tokenizer.py), without that package, which would bring a
client for a web service along.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

UNKNOWN, BEGIN, END = "[UNK]", "[CLS]", "[SEP]"

LONGEST_WORD = 100
"""Characters of a word; longer ones are unknown, as BERT's own tokenizer has it."""

_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Tokenizer:
    """A vocabulary of pieces; those that go on a word begin with "##".

    Args:
        pieces: all of them, the number of each being its place.
        longest: numbers of one text at most, its begin and end included.
    """

    def __init__(self, pieces: Sequence[str], longest: int) -> None:
        self._numbers: Mapping[str, int] = {piece: i for i, piece in enumerate(pieces)}
        self._longest = longest

    def encode(self, text: str) -> list[int]:
        """The numbers of a text between begin and end; never empty, cut at the longest."""
        numbers = [self._numbers[BEGIN]]
        for word in split(text):
            numbers += self._word(word)
            if len(numbers) >= self._longest:
                break
        return [*numbers[: self._longest - 1], self._numbers[END]]

    def is_whole(self, word: str) -> bool:
        """Whether a text is one piece."""
        pieces = self.encode(word)[1:-1]
        return len(pieces) == 1 and pieces[0] != self._numbers[UNKNOWN]

    def _word(self, word: str) -> list[int]:
        """The longest pieces from the left; "unknown" when some part has none."""
        unknown = [self._numbers[UNKNOWN]]
        if len(word) > LONGEST_WORD:
            return unknown
        numbers: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start and self._piece(word, start, end) not in self._numbers:
                end -= 1
            if end == start:
                return unknown
            numbers.append(self._numbers[self._piece(word, start, end)])
            start = end
        return numbers

    def _piece(self, word: str, start: int, end: int) -> str:
        return word[start:end] if start == 0 else "##" + word[start:end]


def split(text: str) -> Iterator[str]:
    """The words and marks of a text, lower case and without accents."""
    word = ""
    for character in unicodedata.normalize("NFD", _clean(text)).lower():
        category = unicodedata.category(character)
        if category == "Mn":
            continue
        if character.isspace() or _stands_alone(character, category):
            if word:
                yield word
            word = ""
            if not character.isspace():
                yield character
        else:
            word += character
    if word:
        yield word


def _clean(text: str) -> str:
    """Without control characters; every kind of blank as a plain one."""
    return "".join(" " if _is_blank(c) else c for c in text if _is_blank(c) or not _is_control(c))


def _is_blank(character: str) -> bool:
    return character in " \t\n\r" or unicodedata.category(character) == "Zs"


def _is_control(character: str) -> bool:
    return character == "�" or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs")


def _stands_alone(character: str, category: str) -> bool:
    is_mark = character in _ASCII_MARKS or category.startswith("P")
    return is_mark or any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
