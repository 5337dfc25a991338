"""How well words find photos and tags name them, on labelled photos: classes are folders.

The photos are copied under names that say nothing, indexed and searched by the names of their
folders. "plain" is the convex combination of class names (Norouzi et al. 2014: all 1000
probabilities at temperature 2, the cosine to the fourth) in the same run. With `--photos N` the
time of a query in a library of N made-up photos is measured instead.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
import numpy as np

from photosim.core.image.decode import Decoder
from photosim.core.layout import Layout
from photosim.core.model import card, embed
from photosim.core.records.photos import Query
from photosim.core.words import text_encoder
from photosim.core.words.parsed_query import ParsedQuery
from photosim.services.runtime.word_worker import LazyQueryParser
from photosim.services.search.read_only_library import ReadOnlyLibrary

PLAIN_TEMPERATURE, PLAIN_POWER = 2.0, 4
TAGS = 5
QUERIES = ("beach", "dog on a sofa", "red flowers", "two cats", "may 2019 car", "birthday party")


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("folder", type=Path, nargs="?", help="one folder a class")
    parser.add_argument("--photos", type=int, help="measure the time of a query instead")
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is")
    options = parser.parse_args()
    if options.photos:
        figures = measure_time(options)
    else:
        with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
            figures = measure_quality(options.folder, Path(work))
    measuring.show(figures, as_json=options.json)


def measure_quality(folder: Path, work: Path) -> dict[str, object]:
    classes, paths = copied(folder, work / "photos")
    names = sorted(set(classes))
    engine = measuring.RunningEngine(work / "library")
    try:
        engine.index(work / "photos")
        engine.ask(engine.engine.themes.sort_again)  # has the neighbour graph made
    finally:
        engine.stop()
    once = ReadOnlyLibrary(Layout(work / "library"), card.shipped())
    for _ in once.words.ready():
        pass
    order = in_order(once)
    truth = np.array([classes[i] for i in order])
    ours = our_scores(once, names)
    plain = plain_scores([paths[i] for i in order], names)
    tags = our_tags(once, names)
    once.close()
    return {
        "photos": len(paths),
        "classes": len(names),
        "map_plain": round(mean_precision(plain, truth, names), 4),
        "map": round(mean_precision(ours, truth, names), 4),
        "tags_plain": round(among_best(plain, truth, names), 4),
        "tags": round(among_best(tags, truth, names), 4),
        "map_by_class": by_class(ours, truth, names),
    }


def copied(folder: Path, to: Path) -> tuple[list[str], list[Path]]:
    """The photos of each class under numbers, and their classes, shuffled."""
    to.mkdir()
    found = [(path.parent.name, path) for path in measuring.photos_in(folder)]
    np.random.default_rng(1).shuffle(found)
    paths = []
    for number, (_, path) in enumerate(found):
        paths.append(to / f"{number:06}{path.suffix}")
        shutil.copy(path, paths[-1])
    return [one[0].replace("_", " ").replace("-", " ") for one in found], paths


def in_order(once: ReadOnlyLibrary) -> list[int]:
    """The number of each of the table's photos; two files of one content are one photo."""
    ids = once.words.search.table.rows.ids.tolist()
    return [int(Path(photo.path).stem) for photo in once.store.photos.get(ids)]


def our_scores(once: ReadOnlyLibrary, names: list[str]) -> np.ndarray:
    """`(n, names)` the scores that a search by each name ranks by."""
    columns, parser = [], LazyQueryParser(os.cpu_count() or 1)
    for name in names:
        text = once.words.search.read(name, datetime.now())
        meant = parser.read(text.rest, text.own) if text.rest else ParsedQuery(())
        columns.append(once.words.search.scores(text, meant).scores)
    return np.stack(columns, axis=1)


def our_tags(once: ReadOnlyLibrary, names: list[str]) -> np.ndarray:
    """`(n, names)` how well each name fits the classes that the photo's tags are made of."""
    parser = LazyQueryParser(os.cpu_count() or 1)
    weights = np.stack([term_weights(parser, name) for name in names], axis=1)
    rows = []
    for photo_id in once.words.search.table.rows.ids.tolist():
        chances = once.words.tags.chances(photo_id)
        rows.append(np.array(list(chances.values())) @ weights[list(chances)])
    return np.stack(rows)


def term_weights(parser: LazyQueryParser, name: str) -> np.ndarray:
    """How well a name fits each class, when it is no more than a label."""
    meant = parser.read(name, (name,))
    return meant.terms[0].weights


def plain_scores(paths: list[Path], names: list[str]) -> np.ndarray:
    """The convex combination of class names, without anything else."""
    model = text_encoder.TextEncoder(text_encoder.shipped())
    shipped = card.load(card.shipped())
    labels = shipped.labels.read_text().splitlines()
    rows = np.concatenate([model.embed([label]) for label in labels])
    queries = np.concatenate([model.embed([name]) for name in names])
    fits = np.maximum(rows @ queries.T, 0) ** PLAIN_POWER
    return probabilities(paths, shipped) @ fits


def probabilities(paths: list[Path], shipped: card.ModelCard) -> np.ndarray:
    """`(n, 1000)` of all classes."""
    import onnxruntime

    session = onnxruntime.InferenceSession(shipped.file.read_bytes())
    decoder = Decoder()
    found = []
    for path in paths:
        opened = decoder.open(path.read_bytes(), path.name, square=shipped.input_size)
        pixels = embed.preprocess(opened.square, shipped.input_size)
        (logits,) = session.run([shipped.logits_name], {shipped.input_name: pixels})
        powers = np.exp((logits[0] - logits[0].max()) / PLAIN_TEMPERATURE)
        found.append(powers / powers.sum())
    return np.stack(found)


def mean_precision(scores: np.ndarray, truth: np.ndarray, names: list[str]) -> float:
    return float(np.mean([precision(scores[:, i], truth == n) for i, n in enumerate(names)]))


def precision(scores: np.ndarray, relevant: np.ndarray) -> float:
    """Average precision of a ranking of all photos."""
    ranked = relevant[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean())


def among_best(scores: np.ndarray, truth: np.ndarray, names: list[str]) -> float:
    """Share of the photos whose class is among the best few names."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :TAGS]
    right = np.array([names.index(name) for name in truth])
    return float((best == right[:, None]).any(axis=1).mean())


def by_class(scores: np.ndarray, truth: np.ndarray, names: list[str]) -> dict[str, float]:
    return {n: round(precision(scores[:, i], truth == n), 2) for i, n in enumerate(names)}


def measure_time(options) -> dict[str, object]:
    if options.keep:
        return time_of_queries(options.keep, options.photos)
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        return time_of_queries(Path(work), options.photos)


def time_of_queries(work: Path, n: int) -> dict[str, object]:
    if not (work / "library").exists():
        import scale

        scale.make_library(work, n)
    engine = measuring.RunningEngine(work / "library")
    try:
        began = time.perf_counter()
        engine.ask(search, engine, QUERIES[0])
        first = time.perf_counter() - began
        taken = {text: asked_again(engine, text) for text in QUERIES}
        suggested = [
            timed(partial(engine.ask, engine.engine.words.suggest, t)) for t in ("d", "re")
        ]
    finally:
        engine.stop()
    return {
        "photos": n,
        "first_query_seconds": round(first, 2),
        "query_ms": round(1000 * float(np.median(list(taken.values()))), 1),
        "slowest_query_ms": round(1000 * max(taken.values()), 1),
        "suggest_ms": round(1000 * float(np.median(suggested)), 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def search(engine, text: str):
    return engine.engine.search(Query(text=text))


def asked_again(engine, text: str, times: int = 7) -> float:
    """The median time of a query, from the question to the answer."""
    engine.ask(search, engine, text)
    return float(
        np.median([timed(partial(engine.ask, search, engine, text)) for _ in range(times)])
    )


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
