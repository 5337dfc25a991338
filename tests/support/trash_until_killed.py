"""Moves copies to the real trash, or brings them back, telling every step, until it is killed."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from support.trash_at_work import TrashAtWork, trash_request

from photosim.core.records.trash import TrashRequest
from photosim.gui.trash.system_trash import SystemTrash

ALSO = (".xmp", ".MOV")
"""Endings of what belongs to a photo: it goes without being asked for."""


SAVED = b"saved at the last moment: "
"""Before the bytes of a file that another program saves while it goes."""


def main(root: Path, batch: int | None, steps: Connection, saves: bool = False) -> None:
    """Trash everything, or restore a batch; one byte into `steps` at each step.

    With `saves` every third photo is saved anew just before the system moves it.
    """
    os.environ["HOME"] = os.environ["XDG_DATA_HOME"] = str(root)

    def told(function: Callable) -> Callable:
        def telling(*values: object) -> object:
            os.write(steps.fileno(), b".")
            result = function(*values)
            os.write(steps.fileno(), b".")
            return result

        return telling

    trash = told(SystemTrash())

    def meddle(path: Path) -> Path | None:
        if saves and path.suffix not in ALSO and sum(os.fsencode(path.stem)) % 3 == 0:
            new = path.with_name(f"{path.name}.new")
            new.write_bytes(SAVED + path.read_bytes())
            told(new.replace)(path)
        return trash(path)

    with TrashAtWork(root, meddle) as work:
        work.wrap = told
        if batch is None:
            work.move(*requests(work.photos))
        else:
            work.restore_batch(batch)


def requests(photos: Path) -> list[TrashRequest]:
    """All photos of the folder `copies`, with what stays in `kept`."""
    copies = sorted(p for p in (photos / "copies").iterdir() if p.suffix not in ALSO)
    return [trash_request(str(p), str(photos / "kept" / p.name)) for p in copies]
