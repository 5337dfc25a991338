"""A trash folder of Linux with files in it, as other programs fill it."""

# paths are bytes here
# ruff: noqa: PTH103, PTH123

from __future__ import annotations

import os
from urllib.parse import quote_from_bytes


def put(trash: bytes, name: bytes, origin: bytes, content: bytes = b"photo") -> bytes:
    """A file in a trash folder, with a note; the place where it lies."""
    for part in (b"/files", b"/info"):
        os.makedirs(trash + part, exist_ok=True)
    with open(trash + b"/files/" + name, "wb") as file:
        file.write(content)
    with open(trash + b"/info/" + name + b".trashinfo", "w") as note:
        note.write(f"[Trash Info]\nPath={quote_from_bytes(origin)}\nDeletionDate=x\n")
    return trash + b"/files/" + name
