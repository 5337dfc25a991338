"""How photosim behaves with a large library: its vectors are made up, everything else is real.

A library of `--photos` photos is made (empty files on the disk, thumbnails of made pictures, random
features of a realistic shape); then the window is opened on it in a process of its own and 24 MP
pictures are dropped on it. Figures: start until the gallery is painted, memory of that process,
drop until the first results are painted with their thumbnails, and the search alone.
"""

from __future__ import annotations

import dataclasses
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
import numpy as np
from PIL import Image

from photosim.core.layout import Layout
from photosim.core.library import Library
from photosim.core.model import card
from photosim.core.records.photos import Examined, Metadata, Stamp
from photosim.services.runtime.index_process import IndexProcess

CLUSTERS = 2000
PER_DIRECTORY = 500


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("--photos", type=int, default=100_000)
    parser.add_argument("--drops", type=int, default=15)
    parser.add_argument("--picture", type=Path, help="drop this picture instead of made ones")
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is")
    parser.add_argument("--groups", action="store_true", help="measure grouping instead")
    parser.add_argument("--copies", type=float, default=0.05, help="share that are copies")
    parser.add_argument("--in-window", type=Path, help=argparse_hidden())
    parser.add_argument("--began", type=float, default=0.0, help=argparse_hidden())
    options = parser.parse_args()
    if options.in_window:
        print(json.dumps(in_window(options.in_window, options)))
        return
    chosen = measure_groups if options.groups else measure
    if options.keep:
        figures = chosen(options.keep, options)
    else:
        with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
            figures = chosen(Path(work), options)
    measuring.show(figures, as_json=options.json)


def argparse_hidden() -> str:
    return "==SUPPRESS=="


def measure(work: Path, options) -> dict[str, object]:
    library = work / "library"
    made = make_library(work, options.photos) if not library.exists() else {}
    for number in range(options.drops):
        if options.picture:
            shutil.copy(options.picture, work / f"query-{number}.jpg")
        else:
            large_picture(work / f"query-{number}.jpg", number)
    runs = [run_window(work, options) for _ in range(3)]
    drops = [drop for run in runs for drop in run["drops"]]
    return {
        "photos": options.photos,
        **made,
        "start_seconds": measuring.median([run["start_seconds"] for run in runs]),
        "photos_shown_seconds": measuring.median([run["photos_shown_seconds"] for run in runs]),
        "memory_mb": measuring.median([run["memory_mb"] for run in runs]),
        "memory_peak_mb": measuring.median([run["memory_peak_mb"] for run in runs]),
        "drop_to_painted_ms": measuring.median([drop["painted_ms"] for drop in drops]),
        "drop_to_painted_p95_ms": round(
            measuring.percentile([drop["painted_ms"] for drop in drops], 0.95), 1
        ),
        "search_ms": measuring.median([drop["search_ms"] for drop in drops]),
        "answer_ms": measuring.median([drop["answer_ms"] for drop in drops]),
    }


def measure_groups(work: Path, options) -> dict[str, object]:
    """In a library that is made for it: some of its photos are copies of others."""
    import scale_groups

    library = work / "library"
    made = {} if library.exists() else make_library(work, options.photos, options.copies)
    return {"photos": options.photos, "copies": options.copies} | made | scale_groups.measure(work)


def make_library(work: Path, n: int, copies: float = 0.0) -> dict[str, object]:
    """Fill the tables by the store's own methods and build the index from them.

    A share of the photos are copies of the one before them.
    """
    folder = work / "photos"
    index = IndexProcess(os.cpu_count() or 1)
    index.start()
    library = Library.open(Layout(work / "library"), card.shipped(), index)
    row = library.add_folder(os.fsencode(folder))
    rng = np.random.default_rng(1)
    centres = rng.standard_normal((CLUSTERS, library.serving.card.feature_dim), np.float32)
    thumbnails = [made_thumbnail(number) for number in range(64)]
    resaved = {thumbnail: saved_again(thumbnail) for thumbnail in thumbnails}
    for start in range(0, n, PER_DIRECTORY):
        count = min(PER_DIRECTORY, n - start)
        found = made_up_photos(start, count, rng, centres, thumbnails)
        if copies:
            found = with_copies(found, start, copies, rng, resaved)
        fill_directory(library, folder, row.id, start, found)
        if start % 20_000 == 0:
            measuring.note(f"{start} of {n} photos made")
    began = time.perf_counter()
    for _ in library.open_index():
        pass
    library.live.save()
    seconds = time.perf_counter() - began
    library.close()
    index.stop()
    return {"index_built_seconds": round(seconds, 1)}


def made_up_photos(start, count, rng, centres, thumbnails) -> list[Examined]:
    noise = rng.standard_normal((count, centres.shape[1]), np.float32)
    features = np.maximum(centres[rng.integers(0, CLUSTERS, count)] + 0.7 * noise, 0)
    return [
        made_up(start + i, features[i], int(rng.integers(2**63)), thumbnails) for i in range(count)
    ]


def with_copies(found, start, share, rng, resaved) -> list[Examined]:
    """The same photos, of which every so manyth is a copy of the one before it."""
    step = round(1 / share)
    for at in range(1, len(found)):
        if (start + at) % step:
            continue
        original = found[at - 1]
        noise = 0.25 * rng.standard_normal(len(original.features)) * (original.features > 0)
        found[at] = dataclasses.replace(
            found[at],
            features=np.maximum(original.features + noise, 0).astype(np.float16),
            phash=original.phash ^ (1 << int(rng.integers(63))),
            thumbnail=resaved[original.thumbnail],
            width=1500,
            height=1000,
        )
    return found


def fill_directory(library, folder, folder_id, start, examined) -> None:
    directory = f"{start // PER_DIRECTORY:04}"
    (folder / directory).mkdir(parents=True)
    stamps = {}
    for number in range(start, start + len(examined)):
        path = folder / directory / f"IMG_{number:06}.jpg"
        path.touch()
        found = path.stat()
        stamps[os.fsencode(path.name)] = Stamp(found.st_mtime_ns, found.st_size, found.st_ino)
    store = library.store
    library.thumbs.put_many({one.content_hash: one.thumbnail for one in examined})
    with store.transaction():
        store.files.add(folder_id, os.fsencode(directory), stamps)
        rows = store.files.rows(folder_id, os.fsencode(directory), stamps)
        for file, one in zip(sorted(rows, key=lambda r: r.name), examined, strict=True):
            photo_id = store.photos.put(one, file.stamp)
            store.embeddings.put(photo_id, library.chosen.number, one)
            store.files.done(file.id, file.stamp, photo_id)


def made_up(number: int, features, photo_hash: int, thumbnails) -> Examined:
    return Examined(
        content_hash=f"{number:064x}",
        size=4_000_000,
        width=6000,
        height=4000,
        file_format="JPEG",
        metadata=Metadata(),
        thumbnail=thumbnails[number % len(thumbnails)],
        mean_colour=0x708090,
        phash=photo_hash,
        model_id="",
        features=features.astype(np.float16),
        classes=made_classes(number),
    )


def made_classes(number: int) -> np.ndarray:
    """Ten classes and their chances, one of them likely, as of most photos."""
    rng = np.random.default_rng(number)
    chances = np.sort(rng.dirichlet(np.full(10, 0.3)))[::-1]
    return np.stack([rng.choice(1000, 10, replace=False), chances], axis=1).astype(np.float32)


def made_picture(number: int, width: int, height: int) -> Image.Image:
    """Smooth noise in colour: about as hard to decode as a photo."""
    rng = np.random.default_rng(number)
    small = rng.integers(0, 256, (24, 36, 3), np.uint8)
    image = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
    grain = rng.integers(0, 28, (height, width, 1), np.uint8)
    return Image.fromarray(np.clip(np.asarray(image, np.int16) + grain, 0, 255).astype(np.uint8))


def made_thumbnail(number: int) -> bytes:
    buffer = io.BytesIO()
    made_picture(number, 384, 256).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def saved_again(thumbnail: bytes) -> bytes:
    """As the small picture of a smaller copy is: another compression, a little softer."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(thumbnail)) as image:
        small = image.resize((image.width * 2 // 3, image.height * 2 // 3), Image.Resampling.BOX)
        small.resize(image.size, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def large_picture(path: Path, number: int) -> None:
    if not path.exists():
        made_picture(1000 + number, 6000, 4000).save(path, "JPEG", quality=90)


def run_window(work: Path, options) -> dict:
    command = [sys.executable, __file__, "--in-window", str(work), "--drops", str(options.drops)]
    done = subprocess.run(
        [*command, "--photos", str(options.photos), "--began", str(time.time())],
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def in_window(work: Path, options) -> dict[str, object]:
    """In the window's own process: what a person waits for."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication
    from support.windowed import Windowed

    class Paints(QObject):
        """Remembers when the gallery was painted last, and with what."""

        def __init__(self, gallery) -> None:
            super().__init__()
            self.at = 0.0
            self._gallery = gallery
            gallery.grid.viewport().installEventFilter(self)

        def eventFilter(self, watched, event) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.at = time.time()
            return False

        def since(self, moment: float, first_id=None) -> bool:
            """Painted after a moment, the first photo's thumbnail among it."""
            ids = self._gallery.ids()
            if self.at <= moment or not len(ids):
                return False
            first = int(ids[0])
            if first_id not in (None, first):
                return False
            return self._gallery.thumbnails.pixmap(first) is not None

    app = QApplication(sys.argv[:1])
    windowed = Windowed(work / "library")
    gallery = windowed.window.gallery
    paints = Paints(gallery)
    app.processEvents()
    start_seconds = time.time() - options.began
    windowed.wait_until(lambda: paints.since(0.0))
    shown_seconds = time.time() - options.began
    windowed.wait_until_indexed(options.photos)
    drops = []
    for number in range(options.drops):
        answers = []
        windowed.window.searching.answered.connect(lambda _, a, found=answers: found.append(a))
        began = time.time()
        windowed.drop(work / f"query-{number}.jpg")
        windowed.wait_until(lambda found=answers: bool(found))
        answered = time.time()
        first = answers[0].matches[0].photo_id
        windowed.wait_until(lambda f=first, a=answered: paints.since(a, f))
        drops.append(
            {
                "painted_ms": (paints.at - began) * 1000,
                "answer_ms": answers[0].seconds * 1000,
                "search_ms": answers[0].search_seconds * 1000,
            }
        )
    memory = resident_mb()
    windowed.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    del app
    return {
        "start_seconds": start_seconds,
        "photos_shown_seconds": shown_seconds,
        "memory_mb": memory,
        "memory_peak_mb": peak,
        "drops": drops[1:],  # the first loads the model
    }


def resident_mb() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
