"""The stations of a query: through which modules it goes from the drop to the painted answer.

A picture is dropped on the real window over a small library, and every function of photosim that
holds the query, in any of its forms, is written down, in the window's process and in the workers
(`way.py` says exactly what that means). Of the modules

- *stations* hand the query on towards the painted answer: to another function, to another process,
  or onto the screen;
- *asked* ones are handed it and give back a text or a number, which is no form of it;
- *listeners* are handed it and give nothing back: they hear that another page is shown.

A station is *entered* by a function that another module, a thread, a process or Qt calls; each
such function counts once for every set of its module's functions that it goes on to, however often
it is called; a generator that goes on where it waited counts once, as the one call that it is. The
way ends with the refined answer.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
import way
from PySide6.QtWidgets import QApplication
from support import album
from support.windowed import Windowed

N_PHOTOS = 6


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("--calls", action="store_true", help="print by what each is entered")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        calls = traced(Path(work))
    found = figures(calls)
    if options.json:
        print(json.dumps(found))
    else:
        show(found, with_doors=options.calls)


def traced(work: Path) -> list[dict[str, object]]:
    """All calls that held the query, of all processes."""
    notes = work / "notes"
    notes.mkdir()
    follow_workers(work / "site", notes)
    album.fill(work / "photos", N_PHOTOS)
    app = QApplication(sys.argv[:1])
    recorder = way.Way()
    recorder.is_on = False
    recorder.follow()
    windowed = Windowed(work / "library", n_workers=1)
    try:
        windowed.add_folder(work / "photos")
        windowed.wait_until_indexed(N_PHOTOS)
        (notes / "began").write_text(str(time.monotonic()))
        (notes / "began").rename(notes / "since")
        settle(windowed, 1.0)  # the workers read it
        dropped = work / "dropped.jpg"
        dropped.write_bytes(album.recompressed(work / "photos" / "coffee.jpg"))
        recorder.canvas = windowed.window.gallery.grid.viewport()
        recorder.is_on = True
        search(windowed, dropped)
        recorder.is_on = False
        (notes / "end").touch()
        settle(windowed, 1.0)
    finally:
        windowed.close()
    recorder.save(notes / "window.json")
    del app
    calls = [call for path in notes.glob("*.json") for call in with_next(path)]
    return sorted(calls, key=lambda call: call["at"])


def with_next(path: Path) -> list[dict[str, object]]:
    """The calls of a process, each with the functions of its own module that it hands on to."""
    calls = json.loads(path.read_text())
    for call in calls:
        call["next"] = set()
    for call in calls:
        above = calls[call["above"]] if call["above"] is not None else None
        if above and call["hands_on"] and above["function"][0] == call["function"][0]:
            above["next"].add(call["function"][1])
    return calls


def follow_workers(site: Path, notes: Path) -> None:
    """Have every process that starts from now on follow the query, too."""
    site.mkdir()
    bench = str(Path(__file__).resolve().parent)
    (site / "sitecustomize.py").write_text(
        f"import sys; sys.path.append({bench!r})\n"
        "if '--multiprocessing-fork' in sys.argv or 'spawn_main' in ' '.join(sys.orig_argv):\n"
        "    import way; from pathlib import Path\n"
        f"    way.follow_worker(Path({str(notes)!r}))\n"
    )
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(site), before)))


def search(windowed: Windowed, dropped: Path) -> None:
    """Drop it, and wait until the refined answer is painted."""
    refined: list[object] = []
    windowed.window.searching.refined.connect(lambda query, _answer: refined.append(query))
    windowed.search_by_drop(dropped)
    windowed.wait_until(lambda: bool(refined))
    settle(windowed, 0.5)


def settle(windowed: Windowed, seconds: float) -> None:
    """Let the window live for a moment."""
    until = time.monotonic() + seconds
    windowed.wait_until(lambda: time.monotonic() > until)


def figures(calls: list[dict[str, object]]) -> dict[str, object]:
    """Stations with how often each is entered, and by what; asked modules; listeners."""
    doors: dict[str, Counter[str]] = defaultdict(Counter)
    handed, asked = {}, set()
    for call in calls:
        module, function = call["function"]
        handed.setdefault(module, False)
        handed[module] |= call["hands_on"]
        if call["answers"]:
            asked.add(module)
        comes_from = (call["caller"] or [""])[0]
        if call["hands_on"] and (comes_from != module or call["received"]):
            goes_to = "" if call["is_generator"] else ", ".join(sorted(call["next"]))
            doors[module][" -> ".join(filter(None, [function, goes_to]))] += 1
    stations = [module for module, hands_on in handed.items() if hands_on]
    others = [module for module, hands_on in handed.items() if not hands_on]
    return {
        "stations": len(stations),
        "most_entries": max(len(doors[module]) for module in stations),
        "entries": {module: len(doors[module]) for module in stations},
        "doors": {module: list(doors[module]) for module in stations},
        "asked": sorted(asked.intersection(others)),
        "listeners": sorted(set(others) - asked),
    }


def show(found: dict[str, object], *, with_doors: bool) -> None:
    print(f"{found['stations']} stations, entered at most {found['most_entries']} times each:")
    for module, n in found["entries"].items():
        print(f"  {n}  {module}")
        for door in found["doors"][module] if with_doors else ():
            print(f"       {door}")
    for kind in ("asked", "listeners"):
        print(f"{len(found[kind])} {kind}: {', '.join(found[kind])}")


if __name__ == "__main__":
    main()
