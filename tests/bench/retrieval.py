"""How well photosim retrieves photos of the same kind, against the float32 network itself.

    python tests/bench/retrieval.py FOLDER [--reference CARD.json] [--depth 500] [--json]

Each folder below FOLDER is a class, each photo a query among all others. Mean average precision
and precision@10 of three rankings:

reference   photos decoded whole, float32 model, exact cosine of its 1280 features, all photos
shipped     decoded as photosim does it, shipped model, features kept as float16, projection,
            candidates of the HNSW index, exact cosine of the kept features; what is not among the
            `--depth` first counts as not found
index       the same without the last step: distances of the projected vectors only

The reference is made by `models/export.py --precision float32 --out DIR`; without it the shipped
model stands in, which is right only when that is float32. Exit code 1 when a photo cannot be read.
"""

from __future__ import annotations

import sys
from pathlib import Path

import measuring
import numpy as np
from PIL import Image, ImageOps

from photosim.core.errors import DecodeError
from photosim.core.image.decode import Decoder
from photosim.core.index.hnsw import HnswIndex
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.model.projection import Projection
from photosim.core.search.searcher import LEAST_CANDIDATES

AT = 10


def main() -> int:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=card.shipped(), help="card to measure")
    parser.add_argument("--reference", type=Path, help="card of the float32 model")
    parser.add_argument(
        "--depth", type=int, default=500, help="matches asked for; 500 as the window"
    )
    options = parser.parse_args()
    paths = measuring.photos_in(options.folder)
    if len(paths) < 2:
        measuring.note(f"{options.folder} holds no photos to compare.")
        return 1
    shipped = card.load(options.model)
    try:
        kept = as_photosim(Embedder(shipped), paths)
        exact = as_float32(Embedder(card.load(options.reference or options.model)), paths)
    except DecodeError as error:
        measuring.note(f"A photo cannot be read: {error}")
        return 1
    classes = np.unique([str(path.parent) for path in paths], return_inverse=True)[1]
    figures = measure(kept, exact, classes, Projection.load(shipped), options.depth)
    about = {"model": shipped.id, "photos": len(paths), "classes": int(classes.max()) + 1}
    measuring.show(about | figures, as_json=options.json)
    return 0


def as_photosim(embedder: Embedder, paths: list[Path]) -> np.ndarray:
    """`(n, dim)` float16, as the store keeps them."""
    decoder = Decoder()
    side = embedder.card.input_size
    images = (decoder.open(path.read_bytes(), path.name, square=side).square for path in paths)
    return np.concatenate([embedder.embed([i]).features for i in images]).astype(np.float16)


def as_float32(embedder: Embedder, paths: list[Path]) -> np.ndarray:
    """`(n, dim)` float32 of photos decoded whole."""
    rows = []
    for path in paths:
        with Image.open(path) as opened:
            rows.append(embedder.embed([ImageOps.exif_transpose(opened).convert("RGB")]).features)
    return np.concatenate(rows)


def measure(
    kept: np.ndarray, exact: np.ndarray, classes: np.ndarray, projection: Projection, depth: int
) -> dict[str, object]:
    wanted = min(depth + 1, len(kept))  # the query finds itself
    candidates = candidates_of(kept, projection, max(wanted, LEAST_CANDIDATES))
    reference = quality(ranked(exact, np.tile(np.arange(len(exact)), (len(exact), 1))), classes)
    shipped = quality(ranked(kept.astype(np.float32), candidates)[:, :wanted], classes)
    index = quality(candidates[:, :wanted], classes)
    return {
        "depth": depth,
        "reference": reference,
        "shipped": shipped,
        "index": index,
        "map_ratio": round(shipped["map"] / reference["map"], 4),
        "precision_at_10_ratio": round(
            shipped["precision_at_10"] / reference["precision_at_10"], 4
        ),
        "cosine_to_reference": round(float((unit(kept) * unit(exact)).sum(axis=1).mean()), 4),
    }


def candidates_of(kept: np.ndarray, projection: Projection, k: int) -> np.ndarray:
    """Per photo the `k` nearest of the index, nearest first, `(n, k)`."""
    vectors = projection.apply(kept.astype(np.float32))
    index = HnswIndex.create(dim=projection.dim, capacity=len(kept))
    index.add(np.arange(len(kept), dtype=np.int64), vectors)
    return index.search(vectors, k)[0]


def ranked(features: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    """Each photo's candidates by the exact cosine of the features, nearest first."""
    rows = unit(features)
    order = [
        np.argsort(-(rows[found] @ row), kind="stable")
        for row, found in zip(rows, candidates, strict=True)
    ]
    return np.take_along_axis(candidates, np.stack(order), axis=1)


def quality(ranking: np.ndarray, classes: np.ndarray) -> dict[str, float]:
    """Mean average precision and precision@10, of the queries that have another of their class."""
    averages, precisions = [], []
    for query, row in enumerate(ranking):
        n_relevant = int((classes == classes[query]).sum()) - 1
        if n_relevant:
            hits = classes[row[row != query]] == classes[query]
            precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
            averages.append((precision * hits).sum() / n_relevant)
            precisions.append(hits[:AT].mean())
    return {
        "map": round(float(np.mean(averages)), 4),
        "precision_at_10": round(float(np.mean(precisions)), 4),
    }


def unit(rows: np.ndarray) -> np.ndarray:
    rows = rows.astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


if __name__ == "__main__":
    sys.exit(main())
