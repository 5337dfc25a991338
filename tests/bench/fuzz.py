"""Mutated files of twelve formats through the whole way of a photo: workers, limits, store, index.

Each file is a sound one with some bytes changed, cut, doubled, filled with zeros or with numbers
that counts and sizes go wrong by; the seed fixes all of them. photosim indexes them in a process of
its own. Counted are crashes of that process, workers that died over a file, files beyond a
worker's limits of time and memory, and what became of the rest.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

import measuring

sys.path.insert(0, os.fspath(Path(__file__).parents[1]))

from support import photos

from photosim.core.errors import LogNote, coded
from photosim.texts import error_wording

ODD_NUMBERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\1")
LONG_AGO = (1e9, 1e9)
"""What was changed long ago is not waited for."""
EXIF = photos.exif(
    6,
    Make="Leica",
    Model="M9",
    DateTimeOriginal="2012:03:04 05:06:07",
    GPSLatitude=(48.0, 8.0, 15.0),
    GPSLatitudeRef="N",
    GPSLongitude=(11.0, 34.0, 30.0),
    GPSLongitudeRef="E",
    ISOSpeedRatings=400,
)


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="photosim-fuzz-") as work:
        folder = Path(work) / "photos"
        fill(folder, options.files, options.seed)
        measuring.show(run(folder, Path(work) / "library", options), as_json=options.json)


def seeds() -> dict[str, bytes]:
    """A sound file of each format, small, with metadata where the format has a place for it."""
    picture = photos.real().resize((320, 240))
    frames = [photos.noise((96, 64), seed) for seed in range(4)]

    def moving(file_format: str, **more: object) -> bytes:
        stored = io.BytesIO()
        frames[0].save(
            stored, file_format, save_all=True, append_images=frames[1:], duration=50, **more
        )
        return stored.getvalue()

    profile = photos.swapped_profile()
    return {
        "baseline.jpg": photos.encoded(picture, exif=EXIF, icc_profile=profile),
        "progressive.jpg": photos.encoded(picture, progressive=True, exif=EXIF),
        "several.mpo": photos.encoded(picture, "MPO", save_all=True, append_images=[frames[0]]),
        "plain.png": photos.encoded(picture, "PNG", exif=EXIF, icc_profile=profile),
        "palette.gif": moving("GIF"),
        "lossy.webp": photos.encoded(picture, "WEBP", exif=EXIF),
        "moving.webp": moving("WEBP", lossless=True),
        "pages.tif": moving("TIFF", compression="tiff_lzw"),
        "photo.heic": photos.encoded(picture, "HEIF", exif=EXIF, thumbnails=[128]),
        "photo.avif": photos.encoded(picture, "AVIF", exif=EXIF),
        "bitmap.bmp": photos.encoded(picture.resize((160, 120)), "BMP"),
        "sensor.dng": photos.dng(picture, (320, 240)),
    }


def fill(folder: Path, n: int, seed: int) -> None:
    """Write n mutated files, the formats in turn."""
    folder.mkdir()
    sound = list(seeds().items())
    chance = random.Random(seed)
    for number in range(n):
        name, data = sound[number % len(sound)]
        path = folder / f"{number:05}-{name}"
        path.write_bytes(mutated(data, chance))
        os.utime(path, LONG_AGO)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes after one to six accidents, half of them near the beginning, where the sense is."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        end = len(changed) if chance.random() < 0.5 else min(len(changed), 600)
        at = chance.randrange(max(1, end))
        kind = chance.randrange(6)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            changed[at : at + 4] = chance.choice(ODD_NUMBERS)
        elif kind == 2:
            changed[at : at + chance.randint(1, 64)] = b""
        elif kind == 3:
            changed[at:at] = changed[at : at + chance.randint(1, 64)]
        elif kind == 4:
            length = chance.randint(1, 256)
            changed[at : at + length] = bytes(length)
        elif chance.random() < 0.3:
            del changed[max(40, at) :]
    return bytes(changed)


def run(folder: Path, library: Path, options) -> dict[str, object]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=index, args=(theirs, folder, library, options.workers))
    process.start()
    theirs.close()
    try:
        figures = ours.recv()
    except EOFError:
        figures = {}
    process.join()
    crashes = int(process.exitcode != 0 or not figures)
    return {"files": options.files, "formats": len(seeds()), "main_crashes": crashes, **figures}


class Deaths(logging.Handler):
    """Counts what the worker pool says of its workers."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.n = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.n += record.getMessage().startswith(coded(LogNote.WORKER_DIED))


def index(pipe: Connection, folder: Path, library: Path, n_workers: int) -> None:
    """Index the folder and send what came of it."""
    deaths = Deaths()
    logging.getLogger("photosim").addHandler(deaths)
    running = measuring.RunningEngine(library, n_workers)
    try:
        report = running.index(folder)
    finally:
        running.stop()
    reasons = Counter(error_wording.told(problem.reason) for problem in report.problems)
    beyond = sum(n for reason, n in reasons.items() if is_beyond_limits(reason))
    mistakes = sum(n for reason, n in reasons.items() if "mistake" in reason)
    pipe.send(
        {
            "worker_deaths": deaths.n,
            "beyond_limits": beyond,
            "mistakes": mistakes,
            "problems": len(report.problems),
            "photos": report.photos,
            "seconds": round(report.seconds, 1),
            "reasons": dict(reasons.most_common()),
        }
    )


def is_beyond_limits(reason: str) -> bool:
    return any(word in reason for word in ("computing", "longer", "memory", "crashes"))


if __name__ == "__main__":
    main()
