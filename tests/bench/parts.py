"""How well photosim searches by a part, proposes the subject, and whether photos' parts would pay.

    python tests/bench/parts.py FOLDER [--photos 600] [--queries 100] [--seed 0] [--json]

The engine indexes a share of the photos below FOLDER (drawn by the seed; each folder is a class).
A query is two of these photos of different classes pasted side by side, equally high:

parts      the photo that the box lies on comes first: with the box as it is, with one whose edges
           are off by up to 5 % of the picture in a JPEG of quality 60, and without a box
subject    the box that photosim proposes by itself: on a photo pasted into a plain larger canvas
           or into another photo, how much of both they share (intersection by union); of two
           photos side by side, the share of boxes of which four fifths lie in one photo
library    the other way round: a photo asks for the pasted picture that it is in, among all other
           photos. By their embeddings alone, and with those of 3 x 3 regions of the feature map
           (nine more vectors a photo) of which the nearest counts: what storing parts would be
           worth; and what it does to the mean average precision of photos of one folder

Exit code 1 when a bar of the issue is missed: 0.90 with the box, 0.20 less without.
"""

from __future__ import annotations

import io
import queue
import random
import shutil
import sys
import tempfile
from pathlib import Path

import composed
import measuring
import numpy as np
from PIL import Image, ImageOps

from photosim.core.errors import DecodeError
from photosim.core.image.decode import Decoder
from photosim.core.image.examine import Examiner
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.records.photos import Box, Photo, Query, View

BAR, GAIN = 0.90, 0.20


def main() -> int:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=600)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    paths = measuring.photos_in(options.folder)
    chance.shuffle(paths)
    paths = paths[: options.photos]
    if len({path.parent for path in paths}) < 2:
        measuring.note(f"{options.folder} holds no photos of two folders.")
        return 1
    pairs = [pair(paths, chance) for _ in range(options.queries)]
    found = measure_parts(paths, pairs, chance)
    figures = {
        "photos": len(paths),
        "queries": len(pairs),
        **found,
        **measure_subject(paths, pairs, chance),
        **measure_library(paths, pairs),
    }
    measuring.show(figures, as_json=options.json)
    worst = min(found["parts_box"], found["parts_box_imprecise"])
    return 0 if worst >= BAR and worst - found["parts_no_box"] >= GAIN else 1


def pair(paths: list[Path], chance: random.Random) -> tuple[Path, Path]:
    """Two photos of different folders."""
    one = chance.choice(paths)
    return one, chance.choice([path for path in paths if path.parent != one.parent])


# -- searching by a part


def measure_parts(
    paths: list[Path], pairs: list[tuple[Path, Path]], chance: random.Random
) -> dict[str, float]:
    """Shares of queries whose photo comes first."""
    with tempfile.TemporaryDirectory() as folder:
        album = Path(folder) / "photos"
        names = put(paths, album)
        running = measuring.RunningEngine(Path(folder) / "library")
        try:
            running.index(album)
            return ask_all(running, names, pairs, chance)
        finally:
            running.stop()


def put(paths: list[Path], album: Path) -> dict[Path, str]:
    """Copies of the photos in one folder; their names there."""
    album.mkdir()
    names = {path: f"{number:05}{path.suffix}" for number, path in enumerate(paths)}
    for path, name in names.items():
        shutil.copy(path, album / name)
    return names


def ask_all(
    running: measuring.RunningEngine,
    names: dict[Path, str],
    pairs: list[tuple[Path, Path]],
    chance: random.Random,
) -> dict[str, float]:
    ids = running.ask(running.engine.photos.ids, View())
    rows_told: queue.SimpleQueue[list[Photo]] = queue.SimpleQueue()
    running.engine.photos.rows(ids.tolist(), rows_told.put, "bench")
    rows = rows_told.get()
    by_id = {row.id: Path(row.path).name for row in rows}
    hits: dict[str, list[bool]] = {"box": [], "box_imprecise": [], "no_box": []}
    seconds: list[float] = []
    for one, other in pairs:
        exact = composed.paste(one, other, chance, quality=92)
        rough = composed.paste(one, other, chance, quality=60)
        for kind, query in (
            ("box", Query(data=exact.data, box=exact.box)),
            ("box_imprecise", Query(data=rough.data, box=composed.missed(rough.box, chance))),
            ("no_box", Query(data=exact.data)),
        ):
            answer = running.ask(running.engine.search, query)
            hits[kind].append(by_id[answer.matches[0].photo_id] == names[one])
            seconds += [answer.seconds] if kind == "box" else []
    shares = {f"parts_{kind}": round(float(np.mean(found)), 3) for kind, found in hits.items()}
    return {**shares, "parts_box_ms": round(1000 * measuring.median(seconds), 1)}


# -- the proposed subject


def measure_subject(
    paths: list[Path], pairs: list[tuple[Path, Path]], chance: random.Random
) -> dict[str, float]:
    examiner = Examiner(Embedder(card.load(card.shipped())), Decoder())
    canvas, scene, beside = [], [], []
    for one, other in pairs:
        plain = Image.new("RGB", (640, 480), tuple(chance.randint(30, 230) for _ in range(3)))
        wide = ImageOps.fit(composed.opened(chance.choice(paths)), (640, 480))
        for ground, shares in ((plain, canvas), (wide, scene)):
            picture, where = composed.onto(ground, composed.opened(one), chance)
            box = examiner.glance(composed.encoded(picture)).subject
            shares.append(union(box, where) if box else 0.0)
        pasted = composed.paste(one, other, chance, quality=92)
        box = examiner.glance(pasted.data).subject
        if box:
            left, right = halves(pasted.box)
            inside = max(common(box, left), common(box, right)) / area(box)
            beside.append(inside >= 0.8)
    return {
        "subject_on_canvas_iou": round(float(np.mean(canvas)), 3),
        "subject_in_photo_iou": round(float(np.mean(scene)), 3),
        "subject_side_by_side_in_one": round(float(np.mean(beside)), 3),
        "subject_side_by_side_proposed": round(len(beside) / len(pairs), 3),
    }


def halves(box: Box) -> tuple[Box, Box]:
    """The box and what lies beside it."""
    if box.x > 0:
        return Box(0.0, 0.0, box.x, 1.0), box
    return box, Box(box.width, 0.0, 1.0 - box.width, 1.0)


def area(box: Box) -> float:
    return box.width * box.height


def common(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(0.0, width) * max(0.0, height)


def union(one: Box, other: Box) -> float:
    both = common(one, other)
    return both / (area(one) + area(other) - both)


# -- parts of the library's photos


def measure_library(paths: list[Path], pairs: list[tuple[Path, Path]]) -> dict[str, float]:
    """A photo asks for the pasted picture that it is in, among these and all other photos."""
    embedder = Embedder(card.load(card.shipped()))
    chance = random.Random(1)
    asking = np.concatenate([embedder.embed([composed.opened(one)]).features for one, _ in pairs])
    asked = {path for one_pair in pairs for path in one_pair}
    others = [path for path in paths if path not in asked]
    rest = [seen(embedder, composed.opened(path)) for path in others]
    figures = {}
    for kind in ("side_by_side", "in_photo"):
        pictures = (
            Image.open(io.BytesIO(composed.paste(one, other, chance, 92).data))
            if kind == "side_by_side"
            else composed.onto(
                ImageOps.fit(composed.opened(other), (640, 480)), composed.opened(one), chance
            )[0]
            for one, other in pairs
        )
        library = np.stack([seen(embedder, picture) for picture in pictures] + rest)
        cosines = np.einsum("qd,nrd->qnr", unit(asking), unit(library))
        for name, best in (("whole", cosines[..., 0]), ("with_regions", cosines.max(axis=2))):
            rank = (best > best.diagonal()[:, np.newaxis]).sum(axis=1)
            figures[f"library_{kind}_{name}_at_1"] = round(float((rank < 1).mean()), 3)
            figures[f"library_{kind}_{name}_at_20"] = round(float((rank < 20).mean()), 3)
    return {**figures, **(retrieval(others, np.stack(rest)) if len(rest) > 1 else {})}


def retrieval(paths: list[Path], library: np.ndarray) -> dict[str, float]:
    """Mean average precision of photos of the same folder: what regions do to other searches."""
    classes = np.unique([str(path.parent) for path in paths], return_inverse=True)[1]
    cosines = np.einsum("qd,nrd->qnr", unit(library[:, 0]), unit(library))
    figures = {}
    for name, best in (("whole", cosines[..., 0]), ("with_regions", cosines.max(axis=2))):
        averages = []
        for query, row in enumerate(best):
            order = np.argsort(-row, kind="stable")
            hits = classes[order[order != query]] == classes[query]
            if hits.any():
                precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
                averages.append((precision * hits).sum() / hits.sum())
        figures[f"library_same_kind_{name}_map"] = round(float(np.mean(averages or [0.0])), 3)
    return figures


def seen(embedder: Embedder, picture: Image.Image) -> np.ndarray:
    """`(10, dim)`: the features of a picture and of its regions."""
    embedded, feature_map = embedder.embed_with_map(picture)
    return np.concatenate([embedded.features, pooled(feature_map)])


def pooled(feature_map: np.ndarray) -> np.ndarray:
    """`(9, dim)`: the means of 3 x 3 overlapping regions of a `(dim, 7, 7)` map."""
    spans = (slice(0, 3), slice(2, 5), slice(4, 7))
    return np.stack([feature_map[:, rows, cols].mean((1, 2)) for rows in spans for cols in spans])


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DecodeError as error:
        measuring.note(f"A photo cannot be read: {error}")
        sys.exit(1)
