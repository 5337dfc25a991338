"""Sorting a large library into themes: real embeddings repeated with noise, the rest made up.

    python tests/bench/scale_clusters.py FOLDER... [--photos 100000] [--noise 1.0] [--keep DIR]

The photos below the FOLDERs are embedded; each photo of the library has the features of one of them
plus `--noise` times each feature's own spread. Then the real engine sorts it from nothing:
seconds for neighbours and clusters together, the longest that somebody waited meanwhile for a short
answer of the library thread, seconds until the first themes are shown, and for each move of the
slider after that; then the same after some photos came.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import measuring
import numpy as np
import scale

from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.model import card
from photosim.core.records.photos import Query
from photosim.core.store import Store
from photosim.services.runtime.index_process import IndexProcess

SLIDER = (0.0, 1.0, 0.25, 0.75, 0.1, 0.9, 0.4, 0.6, 0.5)


def main() -> int:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is")
    options = parser.parse_args()
    if options.keep:
        figures = measure(options.keep, options)
    else:
        with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
            figures = measure(Path(work), options)
    measuring.show(
        {"photos": options.photos, "noise": options.noise} | figures, as_json=options.json
    )
    return 0


def measure(work: Path, options) -> dict[str, object]:
    library = work / "library"
    if not library.exists():
        features, classes = embedded(work / "real", options.folders)
        make_library(work, features, classes, options)
    for cache in (Layout(library).graph, Layout(library).themes):
        cache.unlink(missing_ok=True)
    running = measuring.RunningEngine(library)
    try:
        running.ask(running.engine.search, Query(photo_id=1))  # the index is loaded then
        while running.ask(running.engine.status)["pending"]:
            time.sleep(1)
        return sorting(running) | slider(running)
    finally:
        running.stop()


def sorting(running: measuring.RunningEngine) -> dict[str, object]:
    """Sort from nothing, and ask for something short all the while."""
    ended, waits = threading.Event(), []

    def ask_again() -> None:
        while not ended.wait(0.05):
            began = time.perf_counter()
            running.ask(running.engine.labels.of, [1])
            waits.append(time.perf_counter() - began)

    asking = threading.Thread(target=ask_again)
    asking.start()
    began = time.perf_counter()
    running.ask(running.engine.themes.sort_again)
    seconds = time.perf_counter() - began
    ended.set()
    asking.join()
    return {
        "sort_seconds": round(seconds, 1),
        "wait_meanwhile_ms_median": round(statistics.median(waits) * 1000, 1),
        "wait_meanwhile_ms_p99": round(measuring.percentile(waits, 0.99) * 1000, 1),
        "wait_meanwhile_ms_longest": round(max(waits) * 1000, 1),
    }


def slider(running: measuring.RunningEngine) -> dict[str, object]:
    began = time.perf_counter()
    first = running.ask(running.engine.themes.at, 0.5)
    shown = time.perf_counter() - began
    moves, counts = [], {}
    for level in SLIDER:
        began = time.perf_counter()
        counts[str(level)] = len(running.ask(running.engine.themes.at, level).themes)
        moves.append(time.perf_counter() - began)
    return {
        "first_themes_seconds": round(shown, 2),
        "slider_moved_seconds_median": measuring.median(moves),
        "slider_moved_seconds_longest": round(max(moves), 3),
        "themes_by_level": counts,
        "largest_theme": first.themes[0].size,
    }


def embedded(library: Path, folders: list[Path]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Features `(n, dim)` and classes of real photos."""
    running = measuring.RunningEngine(library)
    try:
        running.index(*folders)
    finally:
        running.stop()
    store = Store.open_reader(Layout(library).database)
    number = store.embeddings.models()[card.load(card.shipped()).id]
    ids, features = store.embeddings.features(store.photos.live_ids(), number)
    classes = [store.embeddings.classes(photo_id, number) for photo_id in ids.tolist()]
    store.close()
    return features, classes


def make_library(work: Path, features: np.ndarray, classes: list[np.ndarray], options) -> None:
    import dataclasses

    index = IndexProcess(os.cpu_count() or 1)
    index.start()
    library = Library.open(Layout(work / "library"), card.shipped(), index)
    folder = work / "photos"
    row = library.add_folder(os.fsencode(folder))
    rng = np.random.default_rng(1)
    spread = options.noise * features.std(axis=0)
    thumbnails = [scale.made_thumbnail(number) for number in range(16)]
    for start in range(0, options.photos, scale.PER_DIRECTORY):
        count = min(scale.PER_DIRECTORY, options.photos - start)
        chosen = rng.integers(0, len(features), count)
        noise = rng.standard_normal((count, features.shape[1]), np.float32)
        made = np.maximum(features[chosen] + noise * spread, 0)
        examined = [
            dataclasses.replace(
                scale.made_up(start + i, made[i], int(rng.integers(2**63)), thumbnails),
                classes=classes[int(chosen[i])],
            )
            for i in range(count)
        ]
        scale.fill_directory(library, folder, row.id, start, examined)
        if start % 20_000 == 0:
            measuring.note(f"{start} of {options.photos} photos made")
    for _ in library.open_index():
        pass
    library.live.save()
    library.close()
    index.stop()


if __name__ == "__main__":
    sys.exit(main())
