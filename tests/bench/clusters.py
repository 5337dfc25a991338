"""How well the themes of photos agree with what they show, against k-means that knows how many.

    python tests/bench/clusters.py FOLDER... [--json]

Each FOLDER is indexed into a library of its own and sorted by the real engine; each folder below it
is a class. Adjusted mutual information (Vinh, Epps and Bailey 2010) of the themes with the classes:
at the one default setting and at others, and of k-means on the same projected vectors, told the
true number of classes, the mean of five seeds with ten starts each. Exit code 1 when a photo cannot
be read.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import measuring
import numpy as np

from photosim.core.layout import Layout
from photosim.core.model import card
from photosim.core.model.projection import Projection
from photosim.core.records.photos import View
from photosim.core.store import Store

LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
SEEDS = 5


def main() -> int:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, default=card.shipped(), help="card to measure")
    options = parser.parse_args()
    figures = {}
    for folder in options.folders:
        with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
            measured = measure(folder, Path(work), options.model)
        if measured is None:
            measuring.note(f"{folder} holds photos that cannot be read, or none.")
            return 1
        figures[folder.name] = measured
    measuring.show(figures, as_json=options.json)
    return 0


def measure(folder: Path, library: Path, model: Path) -> dict[str, object] | None:
    running = measuring.RunningEngine(library, model=model)
    try:
        report = running.index(folder)
        if report.problems or not report.photos:
            return None
        began = time.perf_counter()
        running.ask(running.engine.themes.sort_again)
        seconds = time.perf_counter() - began
        sorted_by = {level: themes_of(running, level) for level in LEVELS}
    finally:
        running.stop()
    ids, vectors, classes = known(library, model)
    found = {
        level: agreement(classes, np.array([themes[i] for i in ids.tolist()]))
        for level, themes in sorted_by.items()
    }
    n_classes = len(np.unique(classes))
    return {
        "photos": len(ids),
        "classes": n_classes,
        "ami": found[0.5],
        "ami_by_level": {str(level): value for level, value in found.items()},
        "themes_by_level": {str(k): len(set(v.values())) for k, v in sorted_by.items()},
        "ami_kmeans_told_the_number": kmeans(vectors, classes, n_classes),
        "seconds": round(seconds, 2),
    }


def themes_of(running: measuring.RunningEngine, level: float) -> dict[int, int]:
    """The number of each photo's theme."""
    themes = running.ask(running.engine.themes.at, level).themes
    return {
        photo: number
        for number, theme in enumerate(themes)
        for photo in running.ask(running.engine.photos.ids, View(theme=theme.id)).tolist()
    }


def known(library: Path, model: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, projected vectors and classes of the photos; a photo in two folders is of the first."""
    store = Store.open_reader(Layout(library).database)
    ids = store.photos.live_ids()
    number = store.embeddings.models()[card.load(model).id]
    ids, features = store.embeddings.features(ids, number)
    photos = store.photos.get(ids.tolist())
    store.close()
    by_id = {photo.id: Path(photo.path).parent.name for photo in photos}
    classes = np.unique([by_id[i] for i in ids.tolist()], return_inverse=True)[1]
    return ids, Projection.load(card.load(model)).apply(features), classes


def kmeans(vectors: np.ndarray, classes: np.ndarray, n_classes: int) -> float:
    from sklearn.cluster import KMeans

    found = [
        agreement(classes, KMeans(n_classes, n_init=10, random_state=seed).fit_predict(vectors))
        for seed in range(SEEDS)
    ]
    return round(float(np.mean(found)), 4)


def agreement(classes: np.ndarray, found: np.ndarray) -> float:
    """Adjusted mutual information; scikit-learn's, so that the judge is not ours."""
    from sklearn.metrics import adjusted_mutual_info_score

    return round(float(adjusted_mutual_info_score(classes, found)), 4)


if __name__ == "__main__":
    sys.exit(main())
