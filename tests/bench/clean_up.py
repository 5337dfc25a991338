"""Photos with planted copies cleaned up by keep rules in the real window, and all undone.

Takes `--photos` photos of the folders, plants `--copies` copies of some of them, every other one
byte for byte, the rest smaller, and does in the window what a person does: keep rules, preview,
apply, move to the trash (the system's, in a data folder of its own), then Ctrl+Z until nothing is
left to undo. Prints seconds, and whether every file is back byte for byte.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
from PIL import Image
from PySide6.QtWidgets import QApplication
from support.people import cleaning
from support.people.person import Camera, Person
from support.people.reviewer import Reviewer
from support.trees import tree

LIMIT_S = 3600.0
LEAST_PX = 150
"""Photos of which copies are planted have at least such a short edge."""


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--photos", type=int, default=2000)
    parser.add_argument("--copies", type=int, default=300)
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        os.environ["XDG_DATA_HOME"] = os.fspath(Path(work) / "data")
        pictures = Path(work) / "Pictures"
        originals = taken(options.folders, pictures, options.photos)
        chosen = spread([path for path in originals if is_large(path)], options.copies)
        copies = cleaning.plant(chosen, pictures / "From the phone")
        person = Person(Path(work) / "library", Camera(None, (1440, 900)), 2, limit_s=LIMIT_S)
        try:
            figures = measure(Reviewer(person), pictures, set(copies))
        finally:
            person.close()
    measuring.show(figures, as_json=options.json)
    del app


def taken(folders: list[Path], target: Path, n: int) -> list[Path]:
    photos = [path for folder in folders for path in measuring.photos_in(folder)][:n]
    if len(photos) < n:
        raise SystemExit(f"There are only {len(photos)} photos in these folders.")
    target.mkdir()
    names = [target / f"{number:05}{path.suffix}" for number, path in enumerate(photos)]
    for path, name in zip(photos, names, strict=True):
        shutil.copyfile(path, name)
    return names


def is_large(path: Path) -> bool:
    if path.suffix.lower() not in (".jpg", ".jpeg"):
        return False
    with Image.open(path) as image:
        return min(image.size) >= LEAST_PX


def spread(paths: list[Path], n: int) -> list[Path]:
    if len(paths) < n:
        raise SystemExit(f"Only {len(paths)} of these photos are large enough to be copied.")
    return [paths[number * len(paths) // n] for number in range(n)]


def measure(reviewer: Reviewer, pictures: Path, copies: set[Path]) -> dict[str, object]:
    before = tree(pictures)
    reviewer.person.add_folder(pictures)
    figures: dict[str, object] = {"files": len(before), "copies": len(copies)}
    figures["index_and_compare_s"] = seconds(reviewer.wait_until_compared)
    figures["clean_up_s"] = seconds(lambda: cleaning.clean_up(reviewer))
    gone = set(before) - set(tree(pictures))
    figures["moved"] = len(gone)
    figures["copies_moved"] = len(gone & copies)
    figures["undo_s"] = seconds(lambda: cleaning.undo_all(reviewer))
    figures["all_back_byte_for_byte"] = tree(pictures) == before
    return figures


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return round(time.perf_counter() - began, 1)


if __name__ == "__main__":
    main()
