"""File names and folders, to be searched by words: all in one block of bytes in memory.

`name NUL name NUL ...` in lower case without accents, so that a word is found at the speed of a
memory scan: 100,000 names in some milliseconds; 30 bytes a file. Directories are few and searched
one by one. Where words stand side by side without spaces (Chinese, Japanese, Korean, Thai) any part
is a word; "BirthdayParty" and "东京Trip" are kept a second time with their words apart, and
"BeachHouseParty" with each two of them together.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from photosim.core.records import accents
from photosim.core.records.photos import Ids, readable
from photosim.core.store import Store
from photosim.core.words import parsed_query

SLICE = 4000
"""Files read in one slice of the library thread."""

SHORTEST = 2
"""Characters of a word that is looked for in names; shorter ones are in most of them, but for
writings without spaces, in which one character may be a word."""

MOST_FOUND = 50_000
"""Names that are told for one word: one that is in more of them says nothing of a photo."""

_NUL = b"\0"
_SEPARATORS = re.compile(r"[\s_.-]+")
_HUMPS = re.compile(r"(?<=[A-Za-z][a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where the words of "BirthdayParty" and "HTMLPage" meet; "iPhone" is one."""
_MEET = "\x01"
_MOST_JOINED = 8
"""Words of one joined name of which neighbours are looked for together, too."""

_BYTES = np.arange(256)
_KINDS = np.where(
    (_BYTES >= 0x80) | ((_BYTES >= 0x61) & (_BYTES <= 0x7A)),
    1,
    np.where((_BYTES >= 0x30) & (_BYTES <= 0x39), 2, 0),
).astype(np.uint8)
"""1 for bytes of letters in UTF-8, 2 for digits, 0 for marks."""


class NamedFile(NamedTuple):
    """A file with words in it: how many in its name, and in its folder's and those above it."""

    photo_id: int
    file_id: int
    in_name: int
    in_folder: int


class NameTable:
    """The names of all files that hold photos. Belongs to the library thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = b""
        self._starts: npt.NDArray[np.int64] = np.zeros(0, np.int64)
        self._photos: Ids = np.zeros(0, np.int64)
        self._files: Ids = np.zeros(0, np.int64)
        self._places: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.folders: list[str] = []
        self._told: list[str] = []

    def update(self) -> Iterator[None]:
        """Read all names again, in slices; until it ends the earlier ones answer."""
        photos: list[int] = []
        files: list[int] = []
        names: list[bytes] = []
        places: list[int] = []
        numbers: dict[tuple[bytes, bytes], int] = {}
        last = 0
        while rows := self._store.files.places(last, SLICE):
            for file_id, photo_id, folder, directory, name in rows:
                last = file_id
                photos.append(photo_id)
                files.append(file_id)
                names.append(_spellings(readable(name)).encode("utf-8", "replace"))
                places.append(numbers.setdefault((folder, directory), len(numbers)))
            yield
            if len(rows) < SLICE:
                break  # what comes meanwhile is for the next time
        self._names = _NUL + _NUL.join(names) + _NUL
        lengths = np.fromiter(map(len, names), np.int64, len(names)) + 1
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if names else lengths
        self._photos = np.array(photos, np.int64)
        self._files = np.array(files, np.int64)
        self._places = np.array(places, np.int32)
        told = [_told(*place) for place in numbers]
        self.folders = [parsed_query.folded(folder) for folder in told]
        self._told = [_spellings(folder, with_spaces=True) for folder in told]

    def in_names(self, word: str) -> Ids:
        """Photos with a file whose name has a word in it, ascending; any spelling of the word."""
        return np.unique(self._photos[self._rows_by_name(word)])

    def in_folders(self, word: str) -> Ids:
        """Photos in a folder with a word in its name or above it, ascending; any spelling."""
        return np.unique(self._photos[self._rows_by_folder(word)])

    def hits(self, words: Sequence[str], photo_ids: Ids) -> list[NamedFile]:
        """Of the files of some photos those that have words in their names or folders."""
        in_name = np.zeros(len(self._photos), np.int16)
        in_folder = np.zeros(len(self._photos), np.int16)
        for word in words:
            in_name[self._rows_by_name(word)] += 1
            in_folder[self._rows_by_folder(word)] += 1
        (rows,) = np.nonzero(((in_name + in_folder) > 0) & np.isin(self._photos, photo_ids))
        parts = (self._photos, self._files, in_name, in_folder)
        return [
            NamedFile(*row) for row in zip(*(part[rows].tolist() for part in parts), strict=True)
        ]

    def _rows_by_name(self, word: str) -> Ids:
        """The rows of the files with a word in their name, ascending."""
        word = accents.plain(word)
        wanted = word.encode("utf-8", "replace")
        if not _is_long_enough(word) or _NUL in wanted:
            return np.zeros(0, np.int64)
        places = (found.start() for found in re.finditer(re.escape(wanted), self._names))
        at = np.fromiter(itertools.islice(places, MOST_FOUND), np.int64)
        at = at[self._are_words(at, len(wanted), word)]
        return np.unique(np.searchsorted(self._starts, at, "right") - 1)

    def _rows_by_folder(self, word: str) -> Ids:
        """The rows of the files in a folder with a word in its name or above it, ascending."""
        word = accents.plain(word)
        if not _is_long_enough(word):
            return np.zeros(0, np.int64)
        chosen = [number for number, folder in enumerate(self._told) if _has_word(folder, word)]
        return np.flatnonzero(np.isin(self._places, chosen))

    def counts(self) -> dict[str, int]:
        """How many photos lie in the folders of each last name, in lower case."""
        names = [folder.rpartition("/")[2] for folder in self.folders]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
        named = np.array([numbers[name] for name in names], np.int64)
        beyond = int(self._photos.max(initial=0)) + 1
        pairs = np.unique(named[self._places] * beyond + self._photos)  # copies count once
        counted = np.bincount(pairs // beyond, minlength=len(numbers))
        return dict(zip(numbers, counted.tolist(), strict=True))

    def _are_words(self, at: Ids, length: int, word: str) -> npt.NDArray[np.bool_]:
        """At which places no letter or digit of the same kind stands at either side."""
        names, end = np.frombuffer(self._names, np.uint8), at + length
        before, first = _KINDS[names[at - 1]], _KINDS[names[at]]
        last, after = _KINDS[names[end - 1]], _KINDS[names[end]]
        goes_on = np.zeros(len(at), np.bool_)
        if not parsed_query.is_unspaced(word[0]):
            goes_on |= (before != 0) & (before == first)
        if not parsed_query.is_unspaced(word[-1]):
            goes_on |= (after != 0) & (after == last)
        found: npt.NDArray[np.bool_] = ~goes_on
        return found


def is_word_of(word: str, name: str) -> bool:
    """Whether a word or phrase stands in a name, as those of folders are looked through."""
    word = accents.plain(word)
    return _is_long_enough(word) and _has_word(_spellings(name, with_spaces=True), word)


def _is_long_enough(word: str) -> bool:
    return len(word) >= SHORTEST or (word != "" and parsed_query.is_unspaced(word))


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (_joins(before, word[0]) or _joins(word[-1], after)):
            return True
        at = text.find(word, at + 1)
    return False


def _joins(first: str, second: str) -> bool:
    """Whether two characters belong to one word or to one number."""
    if parsed_query.is_unspaced(first) or parsed_query.is_unspaced(second):
        return False
    return (first.isalpha() and second.isalpha()) or (first.isdigit() and second.isdigit())


def _told(folder: bytes, directory: bytes) -> str:
    """The watched folder's own name and what is below it."""
    name = PurePath(readable(folder)).name or readable(folder)
    return "/".join(part for part in (name, readable(directory)) if part)


def _spellings(name: str, *, with_spaces: bool = False) -> str:
    """A name as it is searched: plain, and once more with its words apart if they are joined.

    With spaces in place of `_`, `-` and points as well where asked for, so that phrases are found.
    """
    whole = accents.plain(name)
    marked = _HUMPS.sub(_MEET, name) if name.isascii() else _with_humps_marked(name)
    apart = accents.plain(marked.replace(_MEET, " "))
    if not name.isascii():
        apart = _where_writing_changes(apart)
    if with_spaces:
        apart = _SEPARATORS.sub(" ", apart)
    told = [whole] if apart == whole else [whole, apart]
    return "/".join([*told, *map(accents.plain, _neighbouring_words(marked))])


def _neighbouring_words(marked: str) -> Iterator[str]:
    """Some of the words of "BeachHouseParty" as they are written: "BeachHouse", "HouseParty"."""
    for joined in _SEPARATORS.split(marked):
        words = joined.split(_MEET)[:_MOST_JOINED]
        for n in range(2, len(words)):
            yield from ("".join(words[at : at + n]) for at in range(len(words) - n + 1))


def _with_humps_marked(name: str) -> str:
    """As `_HUMPS`, in any alphabet: where words of "ÜberÄpfel" and "ЛетоМоре" meet."""
    letters = unicodedata.normalize("NFC", name)
    shape = "".join("A" if c.isupper() else "a" if c.islower() else "." for c in letters)
    ends = [0, *(found.start() for found in _HUMPS.finditer(shape)), len(letters)]
    return _MEET.join(letters[start:end] for start, end in itertools.pairwise(ends))


def _where_writing_changes(name: str) -> str:
    """The name with a mark between letters of writings with and without spaces."""
    kinds = [parsed_query.is_unspaced(c) for c in name]
    return "".join(
        f" {c}" if i and kinds[i] != kinds[i - 1] and _joined(name[i - 1], c) else c
        for i, c in enumerate(name)
    )


def _joined(first: str, second: str) -> bool:
    return first.isalpha() and second.isalpha()
