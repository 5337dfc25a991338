"""The map: how soon it is there, and how lively it is when it is large.

    python tests/bench/map.py FOLDER... [--photos 10000] [--frames-of 100000] [--keep DIR] [--json]

A library of `--photos` photos is made of the embeddings of real photos in FOLDER, each repeated
with noise. The real engine draws its map from nothing: seconds until the first picture and until
the last one, neighbours included, and the processor time of all its processes until then (other
programs may be busy, too). Then a map of `--frames-of` made-up places is shown in the page of the
map, offscreen, and looked at nearer, moved and selected on, a frame a step: milliseconds of each in
the GUI thread, and what of these was its own work.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))

import measuring
import numpy as np

SIZE = (1100, 800)
FRAMES = 150


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--noise", type=float, default=1.0)
    parser.add_argument("--frames-of", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is")
    options = parser.parse_args()
    figures: dict[str, object] = {}
    if options.folders or options.keep:
        if options.keep:
            figures |= drawn(options.keep, options)
        else:
            with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
                figures |= drawn(Path(work), options)
    if options.frames_of:
        figures |= frames(options.frames_of)
    measuring.show(figures, as_json=options.json)


def drawn(work: Path, options) -> dict[str, object]:
    """Seconds of the real engine, from a library that was never drawn."""
    import scale_clusters

    if not (work / "library").exists():
        scale_clusters.make_library(
            work, *scale_clusters.embedded(work / "small", options.folders), options
        )
    for name in ("map.arrays", "neighbours.arrays", "themes.arrays"):
        (work / "library" / "index" / name).unlink(missing_ok=True)
    running = measuring.RunningEngine(work / "library")
    running.ask(running.engine.status)
    running.index()
    began, worked = time.perf_counter(), processor_seconds()
    first = running.ask(running.engine.map.photo_map)
    first_s = time.perf_counter() - began
    assert not first.is_final
    while not running.ask(running.engine.map.photo_map).is_final:
        time.sleep(1)
        if running.trouble:
            raise RuntimeError(running.trouble)
    final_s = time.perf_counter() - began
    running.stop()
    return {
        "photos": len(first.ids),
        "first_picture_seconds": round(first_s, 2),
        "map_seconds": round(final_s, 1),
        "processor_seconds": round(processor_seconds() - worked, 1),
    }


def processor_seconds() -> float:
    """Of this process and those that it had and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def frames(n: int) -> dict[str, object]:
    """Milliseconds a frame of a map of `n` photos, as a person looks around."""
    from fake_engine import FakeEngine, made_up
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QPainterPath
    from PySide6.QtWidgets import QApplication

    from photosim.gui.map.map_photos import PhotosOnMap
    from photosim.gui.map.page import MapPage
    from photosim.gui.widgets.appearance import Appearance
    from photosim.gui.widgets.bridge import Bridge

    app = QApplication.instance() or QApplication(sys.argv[:1])
    Appearance(app, "light")
    # the thumbnails of these are asked for as of all others
    engine = FakeEngine(photos=made_up(300), threaded=False)
    page = MapPage(engine.photos, Bridge())
    page.resize(*SIZE)
    page.show()
    prepared = PhotosOnMap.of(made_up_map(n))
    began = time.perf_counter()
    page.show_map(prepared)
    taken_ms = (time.perf_counter() - began) * 1000
    view, photos = page.view, page.photos

    def frame(act) -> tuple[float, float]:
        began, worked = time.perf_counter(), time.thread_time()
        act()
        view.repaint()
        ended = time.perf_counter() - began, time.thread_time() - worked
        return ended[0] * 1000, ended[1] * 1000

    def settle() -> None:
        for _ in range(20):
            app.processEvents()

    settle()
    rng = np.random.default_rng(1)
    zooms, pans, selects = [], [], []
    for step in range(FRAMES):
        at = QPointF(*(rng.random(2) * SIZE))
        steps = 1 if step % 30 < 20 else -2
        zooms.append(frame(lambda at=at, steps=steps: view.zoom_by(steps, at)))
        by = QPointF(*(rng.standard_normal(2) * 40))
        pans.append(frame(lambda by=by: view.look_at(view.plane.moved(by))))
        if step % 10 == 0:
            settle()
    view.show_whole()
    for _ in range(20):
        box = QRectF(*(rng.random(2) * 300), 400, 300)
        path = QPainterPath()
        path.addEllipse(box)
        selects.append(frame(lambda b=box: photos.choose(photos.within_rect(view.plane, b))))
        selects.append(frame(lambda p=path: photos.choose(photos.within_path(view.plane, p))))
        hover = QPointF(*(rng.random(2) * SIZE))
        selects.append(frame(lambda h=hover: view.row_at(h)))
    return {
        "frames_of": n,
        "taking_the_map_ms": round(taken_ms, 1),
        "zoom_frame_ms": summary(zooms),
        "pan_frame_ms": summary(pans),
        "select_frame_ms": summary(selects),
    }


def made_up_map(n: int):
    """Places in clouds, as t-SNE leaves them, and themes of them."""
    from photosim.core.map.placement import framed
    from photosim.core.records.themes import PhotoMap

    rng = np.random.default_rng(1)
    n_themes = 60
    themes = np.sort(rng.integers(0, n_themes, n)).astype(np.int32)
    centres = rng.random((n_themes, 2)) * 10
    places = centres[themes] + rng.standard_normal((n, 2)) * 0.5
    order = rng.permutation(n)
    names = tuple(f"Theme {number}" for number in range(n_themes))
    ids = np.arange(1, n + 1, dtype=np.int64)
    return PhotoMap(ids, framed(places[order].astype(np.float32)), themes[order], names)


def summary(values: list[tuple[float, float]]) -> dict[str, float]:
    passed, own = ([one[part] for one in values] for part in (0, 1))
    return {
        "median": round(measuring.percentile(passed, 0.5), 1),
        "p99": round(measuring.percentile(passed, 0.99), 1),
        "own_median": round(measuring.percentile(own, 0.5), 1),
        "own_p99": round(measuring.percentile(own, 0.99), 1),
    }


if __name__ == "__main__":
    main()
