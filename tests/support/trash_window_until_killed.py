"""A window that moves copies to the system's trash, and is killed after one of them has gone.

Started as a process of its own: `python -m support.trash_window_until_killed LIBRARY FOLDER`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from support.people.person import Camera, Person
from support.people.reviewer import Reviewer

from photosim.gui.trash.system_trash import SystemTrash

GOES = 2
"""The file with which the process ends: it lies in the trash, and nobody has noted that yet."""


class Killing:
    """The system's trash, and the end of this process."""

    def __init__(self) -> None:
        self._n = 0
        self._trash = SystemTrash()

    def __call__(self, path: Path) -> Path | None:
        place = self._trash(path)
        self._n += 1
        if self._n == GOES:
            os.kill(os.getpid(), signal.SIGKILL)
        return place


def main(library: Path, folder: Path) -> None:
    """Index the folder, let keep rules choose, and move what they chose."""
    app = QApplication([])
    person = Person(library, Camera(None, (1440, 900)), trash=Killing())
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.clean_up()
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
