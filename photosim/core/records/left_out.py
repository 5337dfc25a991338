"""What in watched folders is no photo for photosim: by ending, why, and how many."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class LeftOutReason(enum.StrEnum):
    """Why something in a watched folder is no photo; as the library holds it."""

    RAW = "install-raw"
    ONLINE = "online"
    OTHER_PICTURE = "other-picture"
    FILM = "film"
    SOUND = "sound"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    SIDECAR = "companion"
    LINK = "link"
    SPECIAL = "not-ordinary"
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"
    HIDDEN = "hidden"


OWNED = "belongs-to "
"""A reason, too: after it stands the name of the program that owns it, or an `Owner`."""


class Owner(enum.StrEnum):
    """Who owns something and has no name."""

    PROGRAM = "a-program"
    SYSTEM = "the-system"


LeftOutKind = tuple[str, str]
"""Ending in lower case without the dot, "" when it says nothing; and the reason.

The ending of a folder has `FOLDER_SIGN` after it, which no name can hold.
"""

FOLDER_SIGN = "/"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files or folders that are no photos for photosim, counted.

    Attributes:
        ending: of their names, lower case without the dot; "" when it says nothing.
        reason: why: a `LeftOutReason`, or `OWNED` and its owner.
        count: how many; a folder counts as one, whatever is in it.
        folders: how many of them are folders.
    """

    ending: str
    reason: str
    count: int
    folders: int = 0
