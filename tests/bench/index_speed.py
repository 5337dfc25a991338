"""How fast a library is indexed, against processes that only read and decode.

The floor: as many processes as photosim has workers, as low in priority, each reading files and
decoding them with Pillow's `draft` to 256 px, started before the clock runs. photosim is timed with
everything: start of the workers, loading of the model, thumbnails, database and index. The two take
turns; the figure is the median of the ratios. The photos of FOLDER with at least `--least-mp`
megapixels are copied, each copy with other bytes behind the picture, until there are `--photos`.

Then indexing again with nothing changed: files a second, and how many files were opened.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import measuring
from PIL import Image

from photosim.services.library.maintenance import NICE


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least-mp", type=float, default=10.0)
    parser.add_argument("--unchanged", type=int, default=20_000, help="files for the second part")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        photos = many_photos(options.folder, Path(work) / "photos", options)
        figures = speed(photos, Path(work), options)
        figures |= unchanged(Path(work), options)
    measuring.show(figures, as_json=options.json)


def many_photos(folder: Path, target: Path, options) -> list[Path]:
    """Copies of the large photos of a folder, each with bytes of its own."""
    large = [p for p in measuring.photos_in(folder) if megapixels(p) >= options.least_mp]
    if not large:
        sys.exit(f"no photo of {options.least_mp} MP or more in {folder}")
    target.mkdir()
    copies = []
    for number in range(options.photos):
        source = large[number % len(large)]
        copy = target / f"{number:05}{source.suffix}"
        copy.write_bytes(source.read_bytes() + b"copy %d" % number)
        copies.append(copy)
    return copies


def megapixels(path: Path) -> float:
    try:
        with Image.open(path) as image:
            return image.width * image.height / 1e6
    except OSError:
        return 0.0


def speed(photos: list[Path], work: Path, options) -> dict[str, object]:
    floors, rates, ratios = [], [], []
    for number in range(options.rounds):
        floor = floor_rate(photos, options.workers)
        rate = photosim_rate(photos[0].parent, work / f"library-{number}", len(photos), options)
        floors.append(floor)
        rates.append(rate)
        ratios.append(rate / floor)
        measuring.note(f"floor {floor:.1f}, photosim {rate:.1f} photos/s, {rate / floor:.3f}")
    return {
        "photos": len(photos),
        "megapixels_mean": round(sum(map(megapixels, photos[:50])) / len(photos[:50]), 1),
        "workers": options.workers,
        "floor_photos_per_second": measuring.median(floors),
        "photosim_photos_per_second": measuring.median(rates),
        "ratio": measuring.median(ratios),
        "ratios": [round(ratio, 3) for ratio in ratios],
    }


def floor_rate(photos: list[Path], n_workers: int) -> float:
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    ready, begin = context.Semaphore(0), context.Event()
    workers = [
        context.Process(target=only_decode, args=(queue, ready, begin)) for _ in range(n_workers)
    ]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    began = time.perf_counter()
    begin.set()
    for photo in photos:
        queue.put(os.fspath(photo))
    for _ in workers:
        queue.put(None)
    for worker in workers:
        worker.join()
    return len(photos) / (time.perf_counter() - began)


def only_decode(queue, ready, begin) -> None:
    os.nice(NICE)
    ready.release()
    begin.wait()
    while (path := queue.get()) is not None:
        image = Image.open(io.BytesIO(Path(path).read_bytes()))
        image.draft("RGB", (256, 256))
        image.load()


def photosim_rate(folder: Path, library: Path, n_photos: int, options) -> float:
    began = time.perf_counter()
    running = measuring.RunningEngine(library, options.workers)
    try:
        report = running.index(folder)
        seconds = time.perf_counter() - began
    finally:
        running.stop()
    if report.photos != n_photos or report.problems:
        sys.exit(f"{report.photos} of {n_photos} photos, problems: {report.problems[:3]}")
    return n_photos / seconds


def unchanged(work: Path, options) -> dict[str, object]:
    folder = work / "unchanged"
    for number in range(options.unchanged):
        path = folder / f"{number // 500:04}" / f"IMG_{number:06}.jpg"
        if number % 500 == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(tiny_photo())
    running = measuring.RunningEngine(work / "library-unchanged", options.workers)
    opened: list[str] = []
    sys.addaudithook(lambda event, args: note_open(event, args, os.fspath(folder), opened))
    try:
        running.index(folder)
        opened.clear()
        workers = running.engine.worker_pids()
        reports = [running.index() for _ in range(3)]
        n_opened = len(opened)
        still = running.engine.worker_pids() == workers
    finally:
        running.stop()
    for report in reports:
        if (report.unchanged, report.examined) != (options.unchanged, 0):
            sys.exit(f"not unchanged: {report}")
    shutil.rmtree(folder)
    seconds = measuring.median([report.seconds for report in reports])
    return {
        "unchanged_files": options.unchanged,
        "unchanged_files_per_second": round(options.unchanged / seconds),
        "unchanged_files_opened": n_opened,
        "unchanged_orders_to_workers": 0 if still else 1,
    }


def note_open(event: str, args: tuple, folder: str, opened: list[str]) -> None:
    if event == "open" and isinstance(args[0], str | bytes):
        path = os.fsdecode(args[0])
        if path.startswith(folder) and path.endswith(".jpg"):
            opened.append(path)


def tiny_photo() -> bytes:
    if not hasattr(tiny_photo, "bytes"):
        buffer = io.BytesIO()
        Image.new("RGB", (32, 24), (120, 90, 60)).save(buffer, "JPEG")
        tiny_photo.bytes = buffer.getvalue()
    return tiny_photo.bytes


if __name__ == "__main__":
    main()
