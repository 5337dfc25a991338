"""What the benchmarks share: an engine waited for, made photos, figures printed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as photosim.__main__ does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from photosim.core.image import formats
from photosim.core.model import card
from photosim.core.records.index_report import IndexReport
from photosim.services import events
from photosim.services.api.engine import Engine, EngineConfig
from photosim.services.api.search import Answering

ROOT = Path(__file__).resolve().parents[2]


def photos_in(folder: Path) -> list[Path]:
    """Files of a folder that photosim takes for photos, by path."""
    return sorted(p for p in folder.rglob("*") if formats.is_photo_name(os.fsencode(p.name)))


class RunningEngine:
    """An engine on a library, waited for in the calling thread."""

    def __init__(self, library: Path, n_workers: int | None = None, model: Path | None = None):
        self.trouble: list[events.Trouble] = []
        self.engine = Engine(
            EngineConfig(
                library=library,
                n_workers=n_workers or os.cpu_count() or 1,
                excluded=(),
                model_card=model or card.shipped(),
            ),
            self._notify,
            watch=False,
        )
        self.engine.start()

    def _notify(self, event: events.Event) -> None:
        if isinstance(event, events.Trouble):
            self.trouble.append(event)

    def ask(self, start, *arguments: Any, limit_s: float = 3600.0) -> Any:
        """Call `start(*arguments)` and wait for the answer."""
        asked = start(*arguments)
        answer: Future[Any] = asked.answer if isinstance(asked, Answering) else asked
        try:
            return answer.result(limit_s)
        except TimeoutError:
            raise TimeoutError(f"{start.__name__} has not answered; {self.trouble}") from None

    def index(self, *folders: Path) -> IndexReport:
        """Add folders and wait until all is up to date."""
        for folder in folders:
            self.ask(self.engine.folders.add, str(folder))
        return self.ask(self.engine.update)

    def stop(self) -> None:
        """End the engine."""
        self.engine.stop()


def arguments(description: str, *, folder: bool = True) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes."""
    parser = argparse.ArgumentParser(description=description)
    if folder:
        parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def show(figures: dict[str, Any], *, as_json: bool) -> None:
    """Print the figures with the machine they were measured on."""
    figures = {**figures, "machine": machine(), "date": time.strftime("%Y-%m-%d")}
    if as_json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {value}")


def machine() -> str:
    """Cores and processor, for the table of figures."""
    model = "processor unknown"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text().splitlines()
        model = next((line.partition(": ")[2] for line in lines if "model name" in line), model)
    return (
        f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Sequence[float]) -> float:
    """The median, rounded for people."""
    return round(statistics.median(values), 4)


def note(text: str) -> None:
    """Progress on standard error."""
    print(text, file=sys.stderr, flush=True)
