"""Whether the original is found first from a copy that was altered in one of sixteen ways.

FOLDER is indexed; of `--queries` of its photos each alteration is made and searched with, through
the engine as the window does it. recall@1: the first match is the original. Also: how often a photo
is called the same picture as a query that it is not.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import measuring
from alterations import ALTERATIONS
from PIL import Image, ImageOps

from photosim.core.records.photos import Evidence, Query


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        running = measuring.RunningEngine(Path(work))
        try:
            report = running.index(options.folder)
            figures = {"photos": report.photos, "problems": len(report.problems)}
            figures |= measure(running, options)
        finally:
            running.stop()
    measuring.show(figures, as_json=options.json)


def measure(running: measuring.RunningEngine, options) -> dict[str, object]:
    photos = measuring.photos_in(options.folder)
    chosen = random.Random(options.seed).sample(photos, min(options.queries, len(photos)))
    originals = {path: original(running, path) for path in chosen}
    chosen = [path for path in chosen if originals[path] is not None]
    recalls, wrong, n_queries, took = {}, 0, 0, []
    for name, alter in ALTERATIONS.items():
        found = 0
        for path in chosen:
            with Image.open(path) as image:
                data = alter(ImageOps.exif_transpose(image).convert("RGB"))
            answer = running.ask(running.engine.search, Query(data=data))
            found += bool(answer.matches) and answer.matches[0].photo_id == originals[path]
            same = [m for m in answer.matches if m.evidence is not Evidence.EMBEDDING]
            wrong += sum(match.photo_id != originals[path] for match in same)
            n_queries += 1
            took.append(answer.seconds)
        recalls[name] = round(found / len(chosen), 3)
        measuring.note(f"{name:32} {recalls[name]}")
    return {
        "queries": len(chosen),
        "recall_at_1": recalls,
        "mean": round(sum(recalls.values()) / len(recalls), 4),
        "called_same_picture_wrongly": wrong,
        "of_queries": n_queries,
        "seconds_median": measuring.median(took),
    }


def original(running: measuring.RunningEngine, path: Path) -> int | None:
    """The photo's id: its own bytes find it at distance 0; None when it is no photo."""
    answer = running.ask(running.engine.search, Query(data=path.read_bytes()))
    if not answer.matches or answer.matches[0].distance > 0:
        sys.exit(f"{path} does not find itself")
    return answer.matches[0].photo_id


if __name__ == "__main__":
    main()
