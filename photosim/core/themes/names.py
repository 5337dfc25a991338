"""Names for themes that nobody named: the words that tell a theme from the rest of the library.

`tags of a few photos of each part -> words of the theme against those of all -> one or two of
them`; without words it has none (`texts.theme_wording` calls it something). No two themes of a list
have the same name.
Axis names: p parts, w words of a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.records.themes import Tag
from photosim.core.themes.summaries import PartFacts, Summary

_WORDS = 12
"""Words of a part that are kept, the best."""
_SECOND = 0.4
"""How telling the second word is at least, compared with the first."""
_SHARE = 0.1
"""Mean score of a word over a theme's photos from which it is said of the theme. Of 45 themes of
1,800 labelled photos 2 have no such word; what is below is true of one photo among many."""
_TRIED = 6
"""Words of a theme of which names are made, when the best are taken."""


@dataclass(frozen=True, slots=True)
class PartWords:
    """The words of all parts.

    Attributes:
        vocabulary: the words.
        numbers: `(p, _WORDS)` int32 words of each part in `vocabulary`; -1 behind them.
        scores: `(p, _WORDS)` float32 their mean score over the part's sample.
    """

    vocabulary: tuple[str, ...]
    numbers: npt.NDArray[np.int32]
    scores: npt.NDArray[np.float32]


def part_words(tags: Sequence[Sequence[Sequence[Tag]]]) -> PartWords:
    """The words of the parts, from the tags of some photos of each."""
    vocabulary: dict[str, int] = {}
    numbers = np.full((len(tags), _WORDS), -1, np.int32)
    scores = np.zeros((len(tags), _WORDS), np.float32)
    for part, sample in enumerate(tags):
        total: dict[str, float] = {}
        for tag in (tag for photo in sample for tag in photo):
            total[tag.text] = total.get(tag.text, 0.0) + tag.score / len(sample)
        best = sorted(total.items(), key=lambda one: (-one[1], one[0]))[:_WORDS]
        for place, (text, score) in enumerate(best):
            numbers[part, place] = vocabulary.setdefault(text, len(vocabulary))
            scores[part, place] = score
    return PartWords(tuple(vocabulary), numbers, scores)


def telling(
    words: PartWords, facts: PartFacts, nodes: npt.NDArray[np.int32]
) -> dict[int, list[tuple[str, float]]]:
    """For each node its most telling words, the best first, each with how telling it is.

    None where nothing is true of many of its photos. How telling a word is: its share in the
    theme times the logarithm of how much greater that is than its share in the whole library (the
    word's part of the Kullback-Leibler divergence).

    Args:
        words: of the parts.
        facts: of the parts.
        nodes: `(p,)` the node of each part.
    """
    n_words = len(words.vocabulary)
    if not n_words or not facts.sizes.any():
        return {}
    there = (words.numbers >= 0) & (facts.sizes > 0)[:, None]
    weights = (words.scores * facts.sizes[:, None])[there].astype(np.float64)
    of_word = words.numbers[there].astype(np.int64)
    of_node = np.broadcast_to(nodes[:, None], there.shape)[there].astype(np.int64)
    everywhere = np.bincount(of_word, weights, n_words) / facts.sizes.sum()
    keys, inverse = np.unique(of_node * n_words + of_word, return_inverse=True)
    sizes = np.bincount(nodes, facts.sizes)
    share = np.bincount(inverse, weights) / sizes[keys // n_words]
    value = share * np.log(np.maximum(share, 1e-9) / np.maximum(everywhere[keys % n_words], 1e-9))
    found: dict[int, list[tuple[str, float]]] = {}
    for at in np.lexsort((keys % n_words, -value)).tolist():
        some = found.setdefault(int(keys[at] // n_words), [])
        if value[at] > 0 and share[at] >= _SHARE and len(some) < _TRIED:
            some.append((words.vocabulary[int(keys[at] % n_words)], float(value[at])))
    return found


def names(
    themes: Iterable[Summary],
    words: Mapping[int, Sequence[tuple[str, float]]],
    taken: Collection[str],
) -> dict[int, str]:
    """A name for each theme, by node; no two are the same. Empty where no word tells.

    Args:
        themes: the largest first: it has the first choice.
        words: telling words by node.
        taken: names that persons gave.
    """
    used = {name.casefold() for name in taken}
    found = {}
    for theme in themes:
        candidates = [*_candidates(words.get(theme.node, ()))]
        name = _free(candidates, used) if candidates else ""
        used.add(name.casefold())
        found[theme.node] = name
    return found


def _candidates(words: Sequence[tuple[str, float]]) -> Iterable[str]:
    """Names made of words, the best first: one or two of them, then others."""
    if not words:
        return
    first, value = words[0]
    others = [word for word, _ in words[1:] if not _is_within(word, first)]
    seconds = [word for word, much in words[1:] if much >= _SECOND * value and word in others]
    if seconds:
        yield f"{first}, {seconds[0]}"
    yield first
    yield from (f"{first}, {word}" for word in others)
    yield from (f"{word}, {other}" for word in others for other in others if word < other)


def _is_within(one: str, other: str) -> bool:
    """Whether two words say the same twice, as cat and tabby cat do."""
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return first <= second or second <= first


def _free(candidates: Sequence[str], used: Collection[str]) -> str:
    for name in candidates:
        if name.casefold() not in used:
            return name
    number = 2
    while f"{candidates[0]} {number}".casefold() in used:
        number += 1
    return f"{candidates[0]} {number}"
