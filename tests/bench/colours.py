"""How long it takes to switch between light and dark, with every page and some dialogs open.

`python -m tests.bench.colours` opens a window on a small album and switches ten times.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from support import album
from support.people.person import Camera, Person

PAGES = ("duplicates", "similar_shots", "themes", "map", "journal", "decisions", "problem_files")
DIALOGS = ("preferences", "about", "shortcuts")
SIZE = (1440, 900)


def main() -> None:
    """Print the time on the clock and of the processor for each switch."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        album.fill(Path(folder) / "Pictures")
        person = Person(Path(folder) / "library", Camera(None, SIZE))
        person.add_folder(Path(folder) / "Pictures")
        person.wait_until_shown(len(album.NAMES))
        for name in (*PAGES, "all_photos", *DIALOGS):
            person.choose(name)
            person.settle()
        print(f"{len(app.allWidgets())} widgets")
        for scheme in ("dark", "light") * 5:
            began, used = time.perf_counter(), _used_s()
            person.theme.set_scheme(scheme)
            QCoreApplication.processEvents()
            clock_s, processor_s = time.perf_counter() - began, _used_s() - used
            print(f"{scheme:5}  {clock_s:.3f} s, {processor_s:.3f} s of the processor")
        person.close()


def _used_s() -> float:
    now = resource.getrusage(resource.RUSAGE_SELF)
    return now.ru_utime + now.ru_stime


if __name__ == "__main__":
    main()
