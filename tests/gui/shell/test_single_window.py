import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from photosim.core.errors import LogNote, coded
from photosim.gui.shell.single_window import SingleWindow
from photosim.services.runtime import peer, window_socket

OTHER_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from photosim.gui.shell.single_window import SingleWindow
app = QCoreApplication([])
single = SingleWindow(Path(sys.argv[1]))
taken = single.take()
print("taken" if taken else single.hand_over(sys.argv[2:]))
"""


@pytest.fixture
def library(tmp_path):
    """Short enough for a socket within it, as people's data folders are."""
    with tempfile.TemporaryDirectory(prefix="one") as folder:
        yield Path(folder)


@pytest.fixture
def first(qapp, library):
    window = SingleWindow(library)
    assert window.take()
    yield window
    window.release()


def start(library, *pictures):
    return subprocess.Popen(
        [sys.executable, "-c", OTHER_START, str(library), *pictures],
        stdout=subprocess.PIPE,
        text=True,
    )


def name_of(window):
    return window._server.fullServerName()


def hands_over(library, qtbot, *pictures):
    """What another process says that hands pictures over, while this one goes on."""
    other = start(library, *pictures)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20000)
    said, _ = other.communicate()
    return said.strip()


def test_a_second_start_hands_its_pictures_to_the_first(first, library, qtbot):
    odd = os.fsdecode(b"/a/caf\xe9 '1'.jpg")

    with qtbot.waitSignal(first.asked, timeout=20000) as waiting:
        said = hands_over(library, qtbot, "/a/b.jpg", odd)

    assert waiting.args == [["/a/b.jpg", odd]]
    assert said == "True"


def test_another_library_has_a_window_of_its_own(first, tmp_path):
    other = SingleWindow(tmp_path)

    assert other.take()
    other.release()


def test_after_the_first_window_is_gone_the_next_one_takes_over(first, library):
    again = SingleWindow(library)
    assert not again.take()

    first.release()

    assert again.take()
    again.release()


def test_what_a_killed_process_left_is_taken_over(qapp, library, qtbot):
    code = OTHER_START + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    killed = subprocess.run([sys.executable, "-c", code, str(library)], check=False)
    assert killed.returncode < 0
    assert (library / "window.lock").exists()
    left = window_socket.noted(library)
    assert left is not None and Path(left.socket).is_socket()

    window = SingleWindow(library)

    assert window.take()
    assert hands_over(library, qtbot) == "True"
    window.release()


@pytest.mark.parametrize("content", [b"", b"12\nphotosim\nelsewhere\n", bytes(range(256)) * 40])
def test_a_damaged_lock_is_taken_over(qapp, library, content):
    (library / "window.lock").write_bytes(content)

    window = SingleWindow(library)

    assert window.take()
    window.release()


def test_a_window_that_does_not_answer_is_told_with_its_process(first, library):
    first._server.close()  # as one that hangs before it listens

    other = SingleWindow(library)

    assert not other.take()
    assert not other.hand_over(["/a.jpg"])
    assert f"process, {os.getpid()}" in other.why_silent


@pytest.mark.parametrize("note", [b"", b"{}", b"[1]", b"[" * 4000, bytes(5000), b'{"pid": "x"}'])
def test_a_senseless_note_of_the_window_does_no_harm(first, library, note, qtbot):
    (library / "window.json").write_bytes(note)

    with qtbot.waitSignal(first.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"


# where the socket lies


def test_the_socket_lies_where_nobody_else_can_put_one(first, library):
    socket = Path(name_of(first))

    assert socket.is_relative_to(library)
    assert stat.S_IMODE(socket.parent.lstat().st_mode) == 0o700
    assert not socket.lstat().st_mode & 0o077


def test_without_a_run_folder_and_with_a_long_path_it_lies_in_a_new_private_folder(
    qapp, tmp_path, qtbot, monkeypatch
):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    library = tmp_path / ("far " * 30) / "away"
    library.mkdir(parents=True)
    window = SingleWindow(library)
    assert window.take()
    folder = Path(name_of(window)).parent

    assert folder.parent == Path(tempfile.gettempdir())
    assert window_socket.is_own(folder)
    with qtbot.waitSignal(window.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"

    window.release()
    assert not folder.exists()


def test_with_a_long_path_it_lies_in_the_run_folder_of_the_session(qapp, tmp_path, monkeypatch):
    library = tmp_path / ("far " * 30)
    library.mkdir()
    with tempfile.TemporaryDirectory(prefix="run") as session:
        monkeypatch.setenv("XDG_RUNTIME_DIR", session)
        window = SingleWindow(library)
        assert window.take()

        assert Path(name_of(window)).parent == Path(session)
        window.release()


def test_a_run_folder_that_others_may_write_to_is_not_used(qapp, tmp_path, monkeypatch):
    library = tmp_path / ("far " * 30)
    library.mkdir()
    with tempfile.TemporaryDirectory(prefix="run") as session:
        Path(session).chmod(0o777)
        monkeypatch.setenv("XDG_RUNTIME_DIR", session)
        window = SingleWindow(library)
        assert window.take()

        assert Path(name_of(window)).parent != Path(session)
        window.release()


def squat_with_a_file(path):
    path.write_text("somebody's")


def squat_with_a_folder(path):
    path.mkdir()
    (path / "something").write_text("somebody's")


def squat_with_a_link(path):
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize("squat", [squat_with_a_file, squat_with_a_folder, squat_with_a_link])
def test_what_lies_in_the_place_of_the_socket_is_left_alone(qapp, library, squat, qtbot, caplog):
    taken = library / "window" / "socket"
    taken.parent.mkdir(0o700)
    squat(taken)
    before = taken.lstat()

    window = SingleWindow(library)
    assert window.take()

    assert name_of(window) not in ("", str(taken))
    assert taken.lstat() == before
    assert coded(LogNote.NO_SOCKET) in caplog.text
    with qtbot.waitSignal(window.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"
    window.release()


def test_the_folder_of_the_socket_is_not_used_when_others_may_write_to_it(qapp, library, qtbot):
    (library / "window").mkdir()
    (library / "window").chmod(0o777)

    window = SingleWindow(library)
    assert window.take()

    assert not name_of(window).startswith(str(library))
    with qtbot.waitSignal(window.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"
    window.release()


# who is at the other end


def test_the_system_says_who_is_at_the_other_end():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert peer.user_of(ours.fileno()) == os.geteuid()
        assert peer.is_same_user(peer.user_of(ours.fileno()))
    with socket.socket() as alone:
        assert not peer.is_same_user(peer.user_of(alone.fileno()))


def test_another_users_program_is_turned_away_and_that_is_logged(qapp, library, qtbot, caplog):
    window = SingleWindow(library, who_is=lambda _: os.geteuid() + 1)
    assert window.take()

    with qtbot.assertNotEmitted(window.asked):
        assert hands_over(library, qtbot, "/a.jpg") == "False"

    assert "another user's program was turned away" in caplog.text
    window.release()


def test_nothing_is_told_to_a_socket_of_another_user(first, library, qtbot, caplog):
    other = SingleWindow(library, who_is=lambda _: os.geteuid() + 1)

    with qtbot.assertNotEmitted(first.asked):
        assert not other.hand_over(["/secret.jpg"])

    assert "is held by another user" in caplog.text


# what it says


@pytest.mark.parametrize(
    "message",
    [
        *(b"rubbish\n", b'["zz"]\n', b'{"a": 1}\n', b"[1]\n", b"7\n", b"\xff\xfe\n", b"null\n"),
        b"[" * 500_000 + b"\n",
        b'{"a":' * 100_000 + b"\n",
        b"9" * 900_000 + b"\n",
    ],
)
def test_a_message_that_makes_no_sense_is_dropped(first, library, message, qtbot, caplog):
    talk(first, message, qtbot)

    assert "not understood" in caplog.text
    with qtbot.waitSignal(first.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"


def test_a_message_without_end_is_cut_off(first, library, qtbot, caplog):
    talk(first, b"[" + b" " * 3_000_000, qtbot)

    assert "too long" in caplog.text
    with qtbot.waitSignal(first.asked, timeout=20000):
        assert hands_over(library, qtbot) == "True"


def talk(window, message, qtbot):
    """Say something to the window until it hangs up; nothing may come of it."""
    teller = QLocalSocket()
    teller.connectToServer(name_of(window))
    assert teller.waitForConnected(3000)
    with qtbot.assertNotEmitted(window.asked):
        teller.write(message)
        teller.flush()
        qtbot.waitUntil(lambda: teller.state() == QLocalSocket.LocalSocketState.UnconnectedState)
