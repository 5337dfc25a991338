import os

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from photosim.gui.grid import drop
from photosim.gui.shell import file_manager
from photosim.gui.widgets.bridge import Bridge

ODD = os.fsdecode(b"/a/caf\xe9, 100% #1 'x'.jpg")


class Opened(QObject):
    """Stands in for the system's handler of addresses."""

    opened = Signal(QUrl)

    @Slot(QUrl)
    def take(self, url):
        self.opened.emit(url)


def test_an_address_keeps_the_bytes_of_the_name():
    assert file_manager.address(ODD) == "file:///a/caf%E9%2C%20100%25%20%231%20%27x%27.jpg"


def test_each_system_has_its_way_to_show_a_file():
    assert file_manager.reveal_commands("/a.jpg", "darwin") == [["open", "-R", "/a.jpg"]]
    assert file_manager.reveal_commands("C:\\a.jpg", "win32") == [["explorer", "/select,C:\\a.jpg"]]
    for command in file_manager.reveal_commands(ODD, "linux"):
        assert any("file:///a/caf%E9%2C%20100%25" in part for part in command)


def test_a_program_that_is_missing_or_fails_is_no_success():
    assert not file_manager.run(["no-such-program-anywhere"])
    assert not file_manager.run(["false"])
    assert file_manager.run(["true"])


def test_the_next_program_is_tried_until_one_works(qtbot):
    tried = []

    def run(command):
        tried.append(command[0])
        return len(tried) == 2

    file_manager.FileManager(Bridge(), run).reveal("/a.jpg")

    qtbot.waitUntil(lambda: len(tried) == 2)


def test_without_a_file_manager_the_folder_is_opened(qtbot):
    handler = Opened()
    QDesktopServices.setUrlHandler("file", handler, "take")
    manager = file_manager.FileManager(Bridge(), lambda _command: False)

    try:
        with qtbot.waitSignal(handler.opened) as waiting:
            manager.reveal(ODD)
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert waiting.args == [QUrl("file:///a")]


def test_a_folder_can_be_opened(qtbot):
    handler = Opened()
    QDesktopServices.setUrlHandler("file", handler, "take")

    try:
        with qtbot.waitSignal(handler.opened) as waiting:
            file_manager.FileManager(Bridge()).open("/a/my library")
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert waiting.args == [QUrl("file:///a/my%20library")]


def test_copied_paths_are_text_and_files(qtbot):
    file_manager.copy_paths(["/a/b.jpg", ODD, "/a/\u2028.jpg"])
    mime = QGuiApplication.clipboard().mimeData()

    assert mime.text().splitlines()[0] == "/a/b.jpg"
    assert mime.text().endswith("/a/\u2028.jpg")  # it is for programs
    assert drop.reading(mime).paths == ("/a/b.jpg", ODD, "/a/\u2028.jpg")
