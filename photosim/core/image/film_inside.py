"""Whether a photo's file holds a film besides: motion photos of Google, Samsung and others.

They put an MPEG-4 file behind the picture of a JPEG, or into a box `mpvd` of a HEIC file (Motion
Photo format 1.0, developer.android.com/media/platform/motion-photo-format). What the metadata says
of it is copied by programs that leave the film out, so the film itself is looked for.
"""

from __future__ import annotations

import re

_START = re.compile(
    rb"\0\0\0[\x10-\x80]ftyp(?:mp4[0-9]|isom|iso[0-9]|avc1|hvc1|MSNV|M4V |qt  |3gp[0-9]|3g2[a-z])"
)
"""The first box of a film: its size below 129 bytes, and the brand (mp4ra.org/registered-types)."""

_NEXT_BOXES = frozenset((b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"moof", b"mpvd"))
"""What follows in films that devices write (ISO/IEC 14496-12, 6.2.3)."""

_HOLDERS = frozenset(("JPEG", "MPO", "HEIF"))


def is_in(data: bytes, file_format: str) -> bool:
    """Whether a film lies in a file.

    Args:
        data: the whole file.
        file_format: Pillow's name of the picture's format.
    """
    if file_format not in _HOLDERS:
        return False
    return any(_goes_on(data, found.start()) for found in _START.finditer(data, 1))


def _goes_on(data: bytes, start: int) -> bool:
    """Whether another box of a film follows the one that begins there."""
    after = start + data[start + 3]
    return data[after + 4 : after + 8] in _NEXT_BOXES
