"""Examines every file of a folder, each in a child with a time limit, and says how each ended.

python tests/bench/formats.py FOLDER [--json] [--seconds 20] [--sheet SHEET.png] [--all-names]

Outcomes: photo, problem (a DecodeError: a readable sentence), error (any other exception: a bug of
photosim), crash (the child died) and hang (the time limit passed). Exit code 1 with any of the
last three.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from PIL import Image, ImageDraw  # noqa: E402
from support.fakes import FakeEmbedder  # noqa: E402  # after the path is set

from photosim.core.errors import DecodeError  # noqa: E402
from photosim.core.image import formats  # noqa: E402
from photosim.core.image.decode import Decoder  # noqa: E402
from photosim.core.image.examine import Examiner  # noqa: E402
from photosim.texts import error_wording  # noqa: E402

BUGS = ("error", "crash", "hang")


@dataclass
class Outcome:
    path: str
    kind: str
    reason: str = ""
    milliseconds: float = 0.0
    thumbnail: bytes = b""


def serve(pipe) -> None:
    """The child: one path in, one outcome out."""
    examiner = Examiner(FakeEmbedder(), Decoder())
    pipe.send("ready")
    while path := pipe.recv():
        start = time.perf_counter()
        try:
            found = examiner.examine(os.fsencode(path))
            text = f"{found.file_format} {found.width}x{found.height} {found.metadata.orientation}"
            outcome = Outcome(path, "photo", text, thumbnail=found.thumbnail)
        except DecodeError as error:
            outcome = Outcome(
                path, "problem", f"{type(error).__name__}: {error_wording.sentence(error)}"
            )
        except Exception as error:  # noqa: BLE001  # what this program is for
            outcome = Outcome(path, "error", f"{type(error).__name__}: {error}")
        outcome.milliseconds = (time.perf_counter() - start) * 1000
        pipe.send(outcome)


class Child:
    """A spawned process that examines files; begun again after it died or was ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._begin()

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        assert self._pipe.recv() == "ready"

    def examine(self, path: str) -> Outcome:
        self._pipe.send(path)
        if not self._pipe.poll(self._seconds):
            return self._again(path, "hang", f"longer than {self._seconds} s")
        try:
            return self._pipe.recv()
        except EOFError:
            self._process.join()
            return self._again(path, "crash", f"exit code {self._process.exitcode}")

    def end(self) -> None:
        self._pipe.send("")
        self._process.join()

    def _again(self, path: str, kind: str, reason: str) -> Outcome:
        self._process.kill()
        self._process.join()
        self._begin()
        return Outcome(path, kind, reason)


def sheet(outcomes: list[Outcome], target: Path, side: int = 150, columns: int = 12) -> None:
    """All thumbnails with their names on one picture, to be looked at."""
    rows = -(-len(outcomes) // columns)
    canvas = Image.new("RGB", (columns * side, rows * (side + 14)), "grey")
    draw = ImageDraw.Draw(canvas)
    for i, outcome in enumerate(outcomes):
        x, y = i % columns * side, i // columns * (side + 14)
        with Image.open(io.BytesIO(outcome.thumbnail)) as image:
            image.thumbnail((side - 6, side))
            canvas.paste(image, (x, y))
        draw.text((x, y + side), Path(outcome.path).name[-24:], fill="white")
    canvas.save(target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--all-names", action="store_true", help="files of other names as well")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    if not options.all_names:
        paths = [path for path in paths if formats.is_photo_name(os.fsencode(path.name), raw=True)]
    child = Child(options.seconds)
    outcomes = [child.examine(str(path)) for path in paths]
    child.end()
    report(outcomes, options.json)
    if options.sheet:
        sheet([outcome for outcome in outcomes if outcome.kind == "photo"], options.sheet)
    return int(any(outcome.kind in BUGS for outcome in outcomes))


def report(outcomes: list[Outcome], as_json: bool) -> None:
    counts = Counter((Path(o.path).suffix.lower(), o.kind) for o in outcomes)
    if as_json:
        rows = [{k: v for k, v in asdict(o).items() if k != "thumbnail"} for o in outcomes]
        table = [{"ending": e, "outcome": k, "files": n} for (e, k), n in sorted(counts.items())]
        print(json.dumps({"counts": table, "files": rows}, indent=1))
        return
    for (ending, kind), n in sorted(counts.items()):
        print(f"{ending or '(none)':10} {kind:8} {n:5}")
    print(f"\nslowest: {max((o.milliseconds for o in outcomes), default=0):.0f} ms\n")
    reasons = Counter(o.reason for o in outcomes if o.kind == "problem")
    for reason, n in reasons.most_common():
        print(f"{n:5}  {reason}")
    for outcome in outcomes:
        if outcome.kind in BUGS:
            print(f"{outcome.kind.upper()}: {outcome.path}: {outcome.reason}")


if __name__ == "__main__":
    sys.exit(main())
