"""Who is at the other end of a local socket, as the system knows it; nothing the other end says."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys

NOBODY = -1
"""The system does not say who it is: nobody to talk to."""
_UCRED = struct.Struct("3i")
"""Linux, socket(7), SO_PEERCRED: process, user, group."""
_XUCRED = struct.Struct("2I")
"""macOS and FreeBSD, unix(4), LOCAL_PEERCRED: version, user; groups follow."""
_XUCRED_BYTES = 76
_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1


def user_of(descriptor: int) -> int | None:
    """The user id of the process at the other end of a connected local socket.

    Args:
        descriptor: of the socket, which stays open.

    Returns:
        The id, `NOBODY` when the system does not say; None on Windows, where only the same user can
        open the pipe.
    """
    if sys.platform == "win32":
        return None
    with contextlib.suppress(OSError, struct.error), _borrowed(descriptor) as ours:
        if hasattr(socket, "SO_PEERCRED"):
            answer = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
            return int(_UCRED.unpack(answer)[1])
        answer = ours.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED_BYTES)
        return int(_XUCRED.unpack_from(answer)[1])
    return NOBODY


def is_same_user(user: int | None) -> bool:
    """Whether an answer of `user_of` is this process's own user."""
    return user is None or (sys.platform != "win32" and user == os.geteuid())


def _borrowed(descriptor: int) -> socket.socket:
    """A Python socket for a descriptor of somebody else's; closing it closes only the copy."""
    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, fileno=os.dup(descriptor))
