"""Somebody starts photosim again while it is open, with a picture in hand."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment
from support import album

from photosim.gui.shell.single_window import SingleWindow

REPO = Path(__file__).parents[2]


def test_the_first_window_takes_the_picture(desk, library, pictures, tmp_path, qapp):
    single = SingleWindow(library)
    assert single.take()
    person = desk.open(library)
    single.asked.connect(person.window.take_over)
    person.wait_until_shown(len(album.NAMES))
    person.window.showMinimized()
    copy = tmp_path / "from elsewhere.jpg"
    copy.write_bytes(album.recompressed(pictures["rocket"]))

    ended = []
    second = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    environment.insert("PYTHONPATH", os.fspath(REPO))
    second.setProcessEnvironment(environment)
    second.finished.connect(lambda code, _status: ended.append(code))
    command = ["-m", "photosim", "--library", os.fspath(library), os.fspath(copy)]
    person.answer(lambda: second.start(sys.executable, command))
    person.wait_until(lambda: bool(ended))
    single.release()

    assert ended == [0]
    assert not person.window.isMinimized()
    assert person.title == "Like from elsewhere.jpg"
    assert person.names()[0] == "rocket"
