"""Whether the window stays lively while photos are indexed: the gaps between ticks of its thread.

A timer of the GUI thread ticks every 5 ms while 500 photos (copies of those in FOLDER, each with
other bytes) are indexed in the real window and the gallery is scrolled up and down. The same for as
long without indexing gives the figure to compare with.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from support.windowed import Windowed

TICK_MS = 5
SCROLL_EVERY = 40


class Ticks(QObject):
    """Counts how late the GUI thread is."""

    def __init__(self, scroll) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._scroll = scroll
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.gaps_ms = []
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.gaps_ms

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now
        if len(self.gaps_ms) % SCROLL_EVERY == 0:
            self._scroll(len(self.gaps_ms) // SCROLL_EVERY)


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=500)
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        folder = copies(options.folder, Path(work) / "photos", options.photos)
        windowed = Windowed(Path(work) / "library", n_workers=os.cpu_count() or 1)
        try:
            figures = measure(windowed, folder, options.photos)
        finally:
            windowed.close()
    measuring.show(figures, as_json=options.json)
    del app


def copies(source: Path, target: Path, n: int) -> Path:
    photos = measuring.photos_in(source)
    target.mkdir()
    for number in range(n):
        photo = photos[number % len(photos)]
        copy = target / f"{number:05}{photo.suffix}"
        copy.write_bytes(photo.read_bytes() + b"copy %d" % number)
    return target


def measure(windowed: Windowed, folder: Path, n: int) -> dict[str, object]:
    bar = windowed.window.gallery.grid.verticalScrollBar()
    ticks = Ticks(lambda turn: bar.setValue(bar.maximum() * (turn % 5) // 4))
    windowed.wait_until(lambda: windowed.window.welcome.isVisible())
    windowed.add_folder(folder)
    ticks.start()
    began = time.perf_counter()
    windowed.wait_until_indexed(n)
    seconds = time.perf_counter() - began
    busy = ticks.stop()
    ticks.start()
    until = time.perf_counter() + seconds
    windowed.wait_until(lambda: time.perf_counter() >= until)
    idle = ticks.stop()
    return {
        "photos": n,
        "seconds": round(seconds, 2),
        "indexing_gap_ms": summary(busy),
        "idle_gap_ms": summary(idle),
    }


def summary(gaps: list[float]) -> dict[str, float]:
    return {
        "n": len(gaps),
        "median": round(measuring.percentile(gaps, 0.5), 1),
        "p99": round(measuring.percentile(gaps, 0.99), 1),
        "max": round(max(gaps), 1),
    }


if __name__ == "__main__":
    main()
