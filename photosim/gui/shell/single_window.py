"""One window a library: a second start hands its pictures to the first window and ends.

A lock in the library's folder says that there is a window; the system lets it go when its process
dies. A local socket carries the pictures; both ends check that the other one is the same user.
Both need Qt's event loop in the GUI thread; no network is involved.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from photosim.services.runtime import peer, window_socket
from photosim.services.runtime.lock import ProcessLock

log = logging.getLogger(__name__)

ANSWER_WITHIN_MS = 3000
"""How long the first window may take to answer; it may be busy painting for the first time."""
_LONGEST_MESSAGE = 2**20
"""Bytes; some thousands of paths."""

WhoIs = Callable[[int], int | None]
"""The user at the other end of a socket's descriptor, as `peer.user_of`."""


class SingleWindow(QObject):
    """Whoever takes the lock is the window of `library`; the others talk to it.

    Args:
        library: the library's own folder, which is there.
        who_is: tells the user at the other end of a socket; tests pass their own.

    Signals:
        asked: another start wants this window to come forward. arg1: list of pictures' paths to
            search with (`os.fsdecode`), may be empty.
    """

    asked = Signal(object)  # Qt's own lists and texts lose bytes that are not Unicode

    def __init__(
        self, library: Path, parent: QObject | None = None, who_is: WhoIs = peer.user_of
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._lock = ProcessLock(library / "window.lock")
        self._who_is = who_is
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._received: dict[QLocalSocket, bytearray] = {}

    def take(self) -> bool:
        """Become the window of this library; False when there is one.

        Raises:
            PhotosimError: the lock cannot be taken for another reason, which the sentence says.
        """
        if not self._lock.take():
            return False
        before = window_socket.noted(self._library)
        if before is not None and before.is_here:
            self._clear_after(before.socket)
        if not self._listen():
            log.warning("later starts cannot reach this window: %s", self._server.errorString())
        window_socket.note(self._library, self._server.fullServerName())
        return True

    def hand_over(self, pictures: Sequence[str]) -> bool:
        """Ask the first window to come forward with `pictures`; False when it does not answer."""
        message = json.dumps([os.fsencode(path).hex() for path in pictures]).encode() + b"\n"
        return any(self._say(name, message) for name in window_socket.reachable(self._library))

    @property
    def why_silent(self) -> str:
        """What to say of a window that has the lock and does not answer."""
        first = window_socket.noted(self._library)
        if first is None:
            return (
                "photosim is open with this library already, but does not answer. Close that"
                " window, or wait a moment and try again."
            )
        if not first.is_here:
            return (
                f"photosim is open with this library already, on the computer {first.host}. Close"
                " it there first."
            )
        return (
            "photosim is open with this library already, but does not answer. Wait a moment and"
            f" try again, or end its process, {first.pid}."
        )

    def release(self) -> None:
        """Give the library free for another window."""
        socket = self._server.fullServerName()
        self._server.close()
        if socket:
            window_socket.tidy(socket)
        self._lock.release()

    def _listen(self) -> bool:
        # the generator tidies up behind the names that were of no use
        heard = any(self._server.listen(name) for name in window_socket.places(self._library))
        window_socket.close_to_others(self._server.fullServerName())
        return heard

    def _clear_after(self, socket: str) -> None:
        """Remove what a window left that did not end as it should."""
        path = Path(socket)
        if window_socket.is_own(path.parent) and path.is_socket():
            QLocalServer.removeServer(socket)
            window_socket.tidy(socket)

    def _say(self, name: str, message: bytes) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(name)
        if not socket.waitForConnected(ANSWER_WITHIN_MS):
            return False
        if not self._is_same_user(socket):
            log.warning("%s is held by another user and is not talked to", name)
            return False
        socket.write(message)
        answered = socket.waitForReadyRead(ANSWER_WITHIN_MS)
        return answered and bytes(socket.readAll().data()) == b"ok\n"

    def _is_same_user(self, socket: QLocalSocket) -> bool:
        return peer.is_same_user(self._who_is(int(socket.socketDescriptor())))

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            if not self._is_same_user(socket):
                log.warning("another user's program was turned away")
                socket.abort()
                socket.deleteLater()
                continue
            socket.setReadBufferSize(_LONGEST_MESSAGE)
            self._received[socket] = bytearray()
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(self._on_disconnected)

    def _on_ready(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or socket not in self._received:
            return
        received = self._received[socket]
        received += socket.readAll().data()
        if len(received) > _LONGEST_MESSAGE:
            self._turn_away(socket, "was too long")
        elif received.endswith(b"\n"):
            self._answer(socket, bytes(received))

    def _answer(self, socket: QLocalSocket, message: bytes) -> None:
        pictures = _understood(message)
        if pictures is None:
            self._turn_away(socket, "was not understood")
            return
        self._received[socket].clear()
        socket.write(b"ok\n")
        socket.flush()
        self.asked.emit(pictures)

    def _turn_away(self, socket: QLocalSocket, why: str) -> None:
        log.warning("a message of another start %s", why)
        self._received.pop(socket, None)
        socket.abort()

    def _on_disconnected(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._received.pop(socket, None)
            socket.deleteLater()


def _understood(message: bytes) -> list[str] | None:
    """The pictures that a message names; None for one that no photosim writes."""
    try:
        said = json.loads(message)
        if not isinstance(said, list):
            return None
        return [os.fsdecode(bytes.fromhex(path)) for path in said]
    except (ValueError, TypeError, RecursionError):  # nested deeper than Python goes
        return None
