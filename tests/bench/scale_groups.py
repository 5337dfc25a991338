"""Grouping a large library, measured from the index on: `scale.py --groups` makes the library.

Seconds until all likely pairs are compared and grouped, memory while that happens, the longest turn
of the library thread; then one new photo, a copy of one that is there; then how fast the pairs for
which little speaks are compared, and how long all of them would take.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import sqlite3
import statistics
import threading
import time
from pathlib import Path

import numpy as np
import scale

from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.model import card
from photosim.core.records.pairs import Tier
from photosim.services.duplicates.close_look_queue import CloseLookQueue
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.compare_run import CompareRun
from photosim.services.library.maintenance import NICE
from photosim.services.library.open_library import COMPARED_AHEAD
from photosim.services.notifier import Notifier
from photosim.services.runtime.index_process import IndexProcess
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.worker_pool import WorkerPool

NEW_PHOTOS = 5
THOROUGH_S = 60.0


def measure(work: Path) -> dict[str, object]:
    """All figures of a library that was made by `scale.make_library`."""
    bench = _Bench(work)
    try:
        return bench.groups() | bench.new_photos() | bench.thorough()
    finally:
        bench.close()


class _Bench:
    """A library with its workers, driven as the library thread drives it."""

    def __init__(self, work: Path) -> None:
        self._folder = work / "photos"
        self._index = IndexProcess(max(1, (os.cpu_count() or 2) - 1))
        self._index.start()
        layout = Layout(work / "library")
        self._database = layout.database
        self._library = Library.open(layout, card.shipped(), self._index)
        for _ in self._library.open_index():
            pass
        with self._library.store.transaction():
            self._library.store.pairs.begin("nothing is compared yet")
        self._bell = threading.Event()
        n_workers = os.cpu_count() or 1
        self._workers = WorkerPool(n_workers, (str(card.shipped()), 1, NICE))
        self._workers.start()
        feed = CompareQueue(
            self._library, self._workers, self._bell.set, COMPARED_AHEAD * n_workers
        )
        # its photos are made up: no files are looked at closely
        close = CloseLookQueue(self._library, feed, self._workers, self._bell.set, 1)
        self._comparing = CompareRun(
            self._library, feed, close, Notifier(lambda _: None), lambda: False
        )
        self._turns: list[float] = []
        self._peaks = {"main": 0.0, "workers": 0.0}

    def close(self) -> None:
        self._workers.stop()
        self._index.stop()
        self._library.close()

    def groups(self) -> dict[str, object]:
        before, spent = _resident_mb(os.getpid()), self._core_seconds()
        seconds = self._run()
        n_long = sum(turn > 0.05 for turn in self._turns)
        n_groups, _ = self._comparing.grouping.counts()[Tier.SAME_PICTURE]
        return {
            "groups_seconds": round(seconds, 1),
            "groups_core_seconds": round(self._core_seconds() - spent, 1),
            "groups_found": n_groups,
            "extra_memory_mb": round(self._peaks["main"] - before),
            "workers_memory_mb": round(self._peaks["workers"]),
            "longest_turn_ms": round(max(self._turns) * 1000),
            "turns_over_50_ms": round(n_long / len(self._turns), 4),
        }

    def new_photos(self) -> dict[str, object]:
        milliseconds = []
        for number in range(NEW_PHOTOS):
            self._add_copy(number)
            milliseconds.append(self._run() * 1000)
        return {"new_photo_ms": round(statistics.median(milliseconds))}

    def thorough(self) -> dict[str, object]:
        """How fast the nearest of each photo are searched and compared, for some of them."""
        searches = self._library.store.pair_search_state
        n_photos, (waiting, compared) = len(searches.unranked()), self._pairs()
        run = self._comparing.run()
        began = time.perf_counter()
        for turn in run:
            if time.perf_counter() - began > THOROUGH_S:
                break
            self._rest(turn)
        seconds = time.perf_counter() - began
        n_ranked = n_photos - len(searches.unranked())
        still, now = self._pairs()
        run.close()
        per_photo = (still + now - waiting - compared) / max(n_ranked, 1)
        per_second = (now - compared) / seconds
        hours = n_photos * per_photo / per_second / 3600 if per_second else None
        return {
            "thorough_photos": n_photos,
            "thorough_ranked_per_second": round(n_ranked / seconds, 1),
            "thorough_pairs_per_photo": round(per_photo, 2),
            "thorough_pairs_per_second": round(per_second, 1),
            "thorough_hours": hours and round(hours, 2),
        }

    def _pairs(self) -> tuple[int, int]:
        """How many unlikely pairs wait, and how many pairs are compared."""
        with contextlib.closing(sqlite3.connect(self._database)) as connection:
            sql = "SELECT count(*) FROM pair WHERE state = ?"
            waiting, compared = (
                connection.execute(sql, (state,)).fetchone()[0] for state in (1, 2)
            )
        return waiting, compared

    def _run(self) -> float:
        """Compare until only the pairs are left for which little speaks; the seconds it took."""
        began = time.perf_counter()
        run = self._comparing.run()
        while True:
            turned = time.perf_counter()
            turn = next(run, None)
            self._turns.append(time.perf_counter() - turned)
            if turn is None or self._comparing.is_thorough:
                break
            self._rest(turn)
            self._look_at_memory()
        run.close()
        return time.perf_counter() - began

    def _core_seconds(self) -> float:
        """What this process, the index and the workers have used so far."""
        pids = [os.getpid(), self._index.pid, *self._workers.pids()]
        return sum(_core_seconds(pid) for pid in pids if pid)

    def _rest(self, turn: Turn) -> None:
        if turn is Turn.WAIT:
            self._bell.wait(0.25)
            self._bell.clear()

    def _look_at_memory(self) -> None:
        if len(self._turns) % 20 == 0:
            pids = self._workers.pids()
            self._peaks["main"] = max(self._peaks["main"], _resident_mb(os.getpid()))
            self._peaks["workers"] = max(self._peaks["workers"], sum(map(_resident_mb, pids)))

    def _add_copy(self, number: int) -> None:
        """A new photo, indexed: a copy of one of the first."""
        library, store = self._library, self._library.store
        path = self._folder / "0000" / f"IMG_{1000 + number}.jpg"
        path.touch()
        original = number * 40 + 1
        look, content = store.pair_inputs.of([original], library.serving.number)[original]
        (thumbnail,) = library.thumbs.get_many([content.hex()]).values()
        found = scale.made_up(0, look.features, look.phash, [thumbnail])
        noise = np.random.default_rng(number).normal(0, 0.002, len(look.features))
        found = dataclasses.replace(
            found,
            content_hash=hashlib.sha256(f"{time.time()}".encode()).hexdigest(),
            features=(look.features + noise).astype(np.float16),
        )
        name = os.fsencode(path.name)
        stat = path.stat()
        stamp = scale.Stamp(stat.st_mtime_ns, stat.st_size, stat.st_ino)
        library.thumbs.put_many({found.content_hash: thumbnail})
        with store.transaction():
            if not store.files.rows(1, b"0000", [name]):
                store.files.add(1, b"0000", {name: stamp})
            (row,) = store.files.rows(1, b"0000", [name])
            photo_id = store.photos.put(found, stamp)
            store.embeddings.put(photo_id, library.chosen.number, found)
            store.files.done(row.id, stamp, photo_id)
        library.live.add(*store.embeddings.features([photo_id], library.serving.number))


def _resident_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _core_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
