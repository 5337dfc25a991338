"""One window a library: a second start hands its pictures to the first window and ends.

A lock file in the library's folder says that there is a window; it names its process, so that the
lock of one that died is taken over. A local socket, which only the same user can open, carries the
pictures. Both need Qt's event loop in the GUI thread; no network is involved.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

ANSWER_WITHIN_MS = 3000
"""How long the first window may take to answer; it may be busy painting for the first time."""
_LONGEST_MESSAGE = 2**20


class SingleWindow(QObject):
    """Whoever takes the lock is the window of `library`; the others talk to it.

    Signals:
        asked: another start wants this window to come forward. arg1: list of pictures' paths to
            search with (`os.fsdecode`), may be empty.
    """

    asked = Signal(object)  # Qt's own lists and texts lose bytes that are not Unicode

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        library.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = QLockFile(str(library / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._name = _socket_name(library)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._received: dict[QLocalSocket, bytearray] = {}

    def take(self) -> bool:
        """Become the window of this library; False when there is one."""
        if not self._lock.tryLock(0):
            return False
        # the lock is ours, so a socket that is left over belongs to nobody
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("later starts cannot reach this window: %s", self._server.errorString())
        return True

    def hand_over(self, pictures: Sequence[str]) -> bool:
        """Ask the first window to come forward with `pictures`; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_WITHIN_MS):
            return False
        paths = [os.fsencode(path).hex() for path in pictures]
        socket.write(json.dumps(paths).encode() + b"\n")
        answered = socket.waitForReadyRead(ANSWER_WITHIN_MS)
        return answered and bytes(socket.readAll().data()) == b"ok\n"

    def release(self) -> None:
        """Give the library free for another window."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            self._received[socket] = bytearray()
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_disconnected)

    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or socket not in self._received:
            return
        received = self._received[socket]
        received += socket.readAll().data()
        if received.endswith(b"\n"):
            self._answer(socket, bytes(received))
        elif len(received) > _LONGEST_MESSAGE:
            socket.abort()

    def _answer(self, socket: QLocalSocket, message: bytes) -> None:
        try:
            pictures = [os.fsdecode(bytes.fromhex(path)) for path in json.loads(message)]
        except (ValueError, TypeError):
            log.warning("a message of another start was not understood")
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.asked.emit(pictures)

    def _on_disconnected(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._received.pop(socket, None)
            socket.deleteLater()


def _socket_name(library: Path) -> str:
    """A name of this library and user; in the user's own run folder where there is one."""
    digest = hashlib.sha256(os.fsencode(library.resolve())).hexdigest()[:16]
    name = f"photosim-{digest}"
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    path = f"{folder}/{name}"
    # a socket's path has room for about 100 bytes
    return path if folder and len(os.fsencode(path)) < 100 else name
