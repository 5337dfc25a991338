"""Which file of a photo a match is about: the one whose name or folder has the words, or itself.

A photo may lie in several places under several names: who searches for a word is told of the file
that has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from photosim.core.records.photos import FactKind, Match, MatchedFile
from photosim.core.store import Store
from photosim.core.words.name_table import NamedFile, NameTable


def by_words(
    store: Store, names: NameTable, texts: Sequence[str], matches: Sequence[Match]
) -> tuple[Match, ...]:
    """The matches, those by name with the file that has most of the words.

    Of several that have as many, one that can be read now.
    """
    in_files = (FactKind.FILE_NAME, FactKind.FOLDER)
    ids = np.array([one.photo_id for one in matches if one.fact in in_files], np.int64)
    if not len(ids):
        return tuple(matches)
    best = _best(names.hits(texts, ids))
    located = store.files.located([hit.file_id for hits in best.values() for hit in hits])
    return tuple(
        _with_file(match, best[match.photo_id], located) if match.photo_id in best else match
        for match in matches
    )


def _best(hits: Sequence[NamedFile]) -> dict[int, list[NamedFile]]:
    """Of each photo the files with most of the words."""
    of_photo: defaultdict[int, list[NamedFile]] = defaultdict(list)
    for hit in hits:
        of_photo[hit.photo_id].append(hit)
    return {
        photo_id: [hit for hit in some if _n_words(hit) == max(map(_n_words, some))]
        for photo_id, some in of_photo.items()
    }


def _n_words(hit: NamedFile) -> int:
    return hit.in_name + hit.in_folder


def _with_file(match: Match, hits: Sequence[NamedFile], located: dict[int, MatchedFile]) -> Match:
    there = [(located[hit.file_id].offline, hit) for hit in hits if hit.file_id in located]
    if not there:  # it went a moment ago
        return match
    _, hit = min(there)
    fact = FactKind.FILE_NAME if hit.in_name >= hit.in_folder else FactKind.FOLDER
    return replace(match, fact=fact, file=located[hit.file_id])
