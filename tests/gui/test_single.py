import os
import subprocess
import sys

import pytest
from PySide6.QtNetwork import QLocalSocket

from photosim.gui.single import SingleWindow

OTHER_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from photosim.gui.single import SingleWindow
app = QCoreApplication([])
single = SingleWindow(Path(sys.argv[1]))
taken = single.take()
print("taken" if taken else single.hand_over(sys.argv[2:]))
"""


@pytest.fixture
def first(qapp, tmp_path):
    window = SingleWindow(tmp_path / "library")
    assert window.take()
    yield window
    window.release()


def start(library, *pictures):
    return subprocess.Popen(
        [sys.executable, "-c", OTHER_START, str(library), *pictures],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_hands_its_pictures_to_the_first(first, tmp_path, qtbot):
    odd = os.fsdecode(b"/a/caf\xe9 '1'.jpg")

    with qtbot.waitSignal(first.asked, timeout=20000) as waiting:
        other = start(tmp_path / "library", "/a/b.jpg", odd)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20000)
    said, _ = other.communicate()

    assert waiting.args == [["/a/b.jpg", odd]]
    assert said == "True\n"


def test_another_library_has_a_window_of_its_own(first, tmp_path):
    other = SingleWindow(tmp_path / "another")

    assert other.take()
    other.release()


def test_after_the_first_window_is_gone_the_next_one_takes_over(first, tmp_path):
    again = SingleWindow(tmp_path / "library")
    assert not again.take()

    first.release()

    assert again.take()
    again.release()


def test_the_lock_of_a_killed_process_is_taken_over(qapp, tmp_path):
    code = OTHER_START + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode < 0
    assert (tmp_path / "window.lock").exists()

    window = SingleWindow(tmp_path)

    assert window.take()
    window.release()


def test_a_window_that_does_not_answer_is_told_apart(qapp, tmp_path):
    assert not SingleWindow(tmp_path).hand_over(["/a.jpg"])


@pytest.mark.parametrize("message", [b"rubbish\n", b'["zz"]\n', b'{"a": 1}\n', b"[1]\n", b"7\n"])
def test_a_message_that_makes_no_sense_is_dropped(first, message, qtbot, caplog):
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(3000)

    with qtbot.assertNotEmitted(first.asked):
        socket.write(message)
        socket.flush()
        qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)

    assert "not understood" in caplog.text
