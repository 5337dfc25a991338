"""How quickly a review of many groups answers, and whether its window stays lively meanwhile.

A library of made-up photos is filled with pairs that are the same picture, `--groups` groups. In
the real window on it: the list, a filter, another order, scrolling, a preview of keep rules for all
groups, and applying them. For each the time, the gaps between two turns of the window's event loop
and, where others use the machine as well, what the window's thread itself was busy in a turn.
Comparing is paused; all that is measured is the review.
"""

from __future__ import annotations

import dataclasses
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
import numpy as np
import scale
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QListView
from support.differing import differences
from support.windowed import Windowed
from window import summary

from photosim.core.compare.compare_job import VERSION
from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.model import card
from photosim.core.records.pairs import Comparison, Thresholds, Tier
from photosim.core.records.review import DEFAULTS, GroupSortKey
from photosim.gui.shell.navigation import DUPLICATES
from photosim.services.runtime.futures import tell
from photosim.services.runtime.index_process import IndexProcess

TICK_MS = 1


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("--groups", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is")
    options = parser.parse_args()
    if options.keep:
        figures = measure(options.keep, options.groups)
    else:
        with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
            figures = measure(Path(work), options.groups)
    measuring.show(figures, as_json=options.json)


def measure(work: Path, n_groups: int) -> dict[str, object]:
    library = work / "library"
    if not library.exists():
        make_library(work, 2 * n_groups)
    app = QApplication(sys.argv[:1])
    windowed = Windowed(library, limit_s=600)
    windowed.engine.pause()
    try:
        return {"groups": n_groups, **Review(windowed).measure()}
    finally:
        windowed.close()
        del app


def make_library(work: Path, n: int) -> None:
    """Every two photos in a row are the same picture, the second one smaller."""
    index = IndexProcess(os.cpu_count() or 1)
    index.start()
    library = Library.open(Layout(work / "library"), card.shipped(), index)
    folder = work / "photos"
    row = library.add_folder(os.fsencode(folder))
    rng = np.random.default_rng(1)
    serving = library.serving.card
    centres = rng.standard_normal((scale.CLUSTERS, serving.feature_dim), np.float32)
    thumbnails = [scale.made_thumbnail(number) for number in range(64)]
    for start in range(0, n, scale.PER_DIRECTORY):
        found = scale.made_up_photos(start, scale.PER_DIRECTORY, rng, centres, thumbnails)
        smaller = {"width": 1500, "height": 1000, "size": 400_000}
        found[1::2] = [dataclasses.replace(one, **smaller) for one in found[1::2]]
        scale.fill_directory(library, folder, row.id, start, found)
        if start % 5_000 == 0:
            measuring.note(f"{start} of {n} photos made")
    for _ in library.open_index():
        pass
    library.live.save()
    with library.store.transaction():
        # as a comparison notes it: what it found stays
        library.store.pairs.begin(f"{serving.id} {Thresholds.of(serving.thresholds)} {VERSION}")
        library.store.pairs.put(
            Comparison(first, first + 1, Tier.SAME_PICTURE, 0.97, DIFFERENCES)
            for first in range(1, n, 2)
        )
    library.close()
    index.stop()


class Review(QObject):
    """A person in the review of that library, and a clock that ticks in the window's thread."""

    def __init__(self, windowed: Windowed) -> None:
        super().__init__()
        self._windowed = windowed
        self._session = windowed.window.review.session
        self._page = windowed.window.review.page
        self._gaps: list[float] = []
        self._busy: list[float] = []
        self._last = self._last_busy = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def measure(self) -> dict[str, object]:
        self._windowed.wait_until(lambda: self._windowed.progress.n_photos > 0)
        self._windowed.window.review._state.duplicates_tier = Tier.SAME_PICTURE
        found = {"first_list": self._timed(self._open, self._is_listed)}
        found["refresh"] = self._timed(self._session.refresh, self._is_listed)
        for name, change in CHANGES.items():
            wanted = dataclasses.replace(self._session.wanted, **change)
            found[name] = self._timed(
                lambda wanted=wanted: self._session.show(wanted), self._is_listed
            )
        found["scroll"] = self._scrolled(self._page.list)
        found["preview"] = self._preview()
        found["rules_dialog"], found["rules_scroll"] = self._dialog()
        found["apply"] = self._apply()
        return found

    def _open(self) -> None:
        self._windowed.window.pages.go(DUPLICATES)

    def _is_listed(self) -> bool:
        return not self._session.is_waiting

    def _timed(self, act, is_done) -> dict[str, object]:
        self._rest(0.5)
        self._gaps, self._busy = [], []
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        self._timer.start()
        began = time.perf_counter()
        act()
        self._windowed.wait_until(is_done)
        seconds = time.perf_counter() - began
        self._rest(0.3)
        self._timer.stop()
        gaps, busy = summary(self._gaps), summary(self._busy)
        return {"seconds": round(seconds, 3), "gap_ms": gaps, "busy_ms": busy}

    def _scrolled(self, view: QListView) -> dict[str, object]:
        bar = view.verticalScrollBar()
        steps = iter(range(200))

        def step() -> None:
            number = next(steps, None)
            if number is not None:
                bar.setValue(bar.maximum() * (number * 37 % 200) // 200)
                QTimer.singleShot(10, step)

        return self._timed(step, lambda: next(steps, None) is None)

    def _preview(self) -> dict[str, object]:
        preset = DEFAULTS[Tier.SAME_PICTURE]
        answers: list[object] = []
        engine = self._windowed.engine
        told = self._timed(
            lambda: tell(engine.review.preview(Tier.SAME_PICTURE, preset), answers.append),
            lambda: bool(answers),
        )
        self._decided = answers[0]
        return told | {"n_trash": answers[0].n_trash}

    def _dialog(self) -> tuple[dict[str, object], dict[str, object]]:
        """The keep rules with their preview, opened and scrolled through."""
        desk = self._windowed.window.review
        opened = self._timed(desk.show_rules, lambda: desk.rules and desk.rules.apply.isEnabled())
        scrolled = self._scrolled(desk.rules.view.list)
        desk.rules.reject()
        return opened, scrolled

    def _apply(self) -> dict[str, object]:
        choices = {
            group_id: {key: choice for key, (choice, _) in members.items()}
            for group_id, members in self._decided.choices.items()
        }
        undoable = self._windowed.window.review.undoable
        return self._timed(
            lambda: undoable.choose_many(choices, "Apply"),
            lambda: not undoable.is_busy and self._is_listed(),
        )

    def _rest(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        self._windowed.wait_until(lambda: time.perf_counter() >= until)

    def _tick(self) -> None:
        now = time.perf_counter()
        busy = time.thread_time()
        self._gaps.append((now - self._last) * 1000)
        self._busy.append((busy - self._last_busy) * 1000)
        self._last, self._last_busy = now, busy


CHANGES = {
    "filter_size": {"least_bytes": 5_000_000},
    "filter_off": {"least_bytes": 0},
    "order_date": {"sort_key": GroupSortKey.DATE},
    "order_space": {"sort_key": GroupSortKey.SPACE},
}
DIFFERENCES = differences(
    first_px=24_000_000,
    second_px=1_500_000,
    enlarged=0.25,
    first_size=4_000_000,
    second_size=400_000,
)

if __name__ == "__main__":
    main()
