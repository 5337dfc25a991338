"""Whether what was said of pairs holds in the real window when their files get other names.

Photos that are there twice, the second time smaller, in `--pairs` pairs; in the window something is
said of each group until none is left. Then every file is renamed and moved, photosim starts with a
model card that calls more pairs the same picture, and scans. Prints how many pairs come back: none
should; and as proof that they could, how many do when everything that was said is revoked.
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
from PySide6.QtWidgets import QApplication
from support.people import deciding
from support.people.person import Camera, Person
from support.people.reviewer import Reviewer

from photosim.core.records.pairs import Tier

LIMIT_S = 3600.0


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0], folder=False)
    parser.add_argument("--pairs", type=int, default=52)
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        figures = measure(Path(work), options.pairs)
    measuring.show(figures, as_json=options.json)
    del app


def measure(work: Path, n_pairs: int) -> dict[str, object]:
    folder, library = work / "Pictures", work / "library"
    deciding.pairs(folder, n_pairs)
    began = time.perf_counter()
    first = Reviewer(opened(library))
    first.person.add_folder(folder)
    first.wait_until_compared()
    before = deciding.together(first, Tier.SAME_PICTURE)
    n_groups = deciding.decide_all(first)
    first.person.close()

    deciding.rename_all(folder)
    second = Reviewer(opened(library, deciding.generous_card(work)))
    second.wait_until_compared()
    after = deciding.together(second, *deciding.ASKED)
    deciding.revoke_all(second)
    again = deciding.together(second, *deciding.ASKED)
    second.person.close()
    return {
        "pairs_decided": len(before),
        "groups_decided": n_groups,
        "pairs_that_come_back": len(after & before),
        "pairs_back_after_revoking": len(again & before),
        "seconds": round(time.perf_counter() - began, 1),
    }


def opened(library: Path, model: Path | None = None) -> Person:
    camera = Camera(None, (1440, 900))
    return Person(library, camera, n_workers=2, model=model, limit_s=LIMIT_S)


if __name__ == "__main__":
    main()
