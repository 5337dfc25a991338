"""The command `folders`: lists the watched folders, or watches some of them no more."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from photosim.cli.console import (
    Command,
    JsonObject,
    existing,
    plain,
    told_refused,
    up_to_date,
)
from photosim.core.errors import FolderError
from photosim.core.layout import Layout
from photosim.core.records.photos import Folder, FolderState, readable
from photosim.core.store import Store
from photosim.services.runtime.lock import WriterLock
from photosim.texts import amounts, error_wording


def folders(options: argparse.Namespace) -> JsonObject:
    """List the watched folders; those that were named are watched no more.

    Nothing on the disk is touched, and what was said of the photos is kept for when they come back.

    Raises:
        FolderError: none of those that were named is watched.
        LibraryBusyError: the window, or another program, has the library open.
        StoreError: there is no library, or it cannot be read or written.
    """
    layout = existing(options) if options.remove else up_to_date(options)
    answer = _removed(layout, options.remove) if options.remove else {}
    with contextlib.closing(Store.open_reader(layout.database)) as store:
        return {"folders": [_told(folder) for folder in store.folders.listed()]} | answer


def _removed(layout: Layout, named: Sequence[str]) -> JsonObject:
    layout.make()
    removed: list[str] = []
    refused: list[dict[str, str]] = []
    with WriterLock(layout.lock).held(), contextlib.closing(Store.open(layout.database)) as store:
        for text in named:
            watched = _watched(store, text)
            if watched is None:
                refused.append({"path": text, "reason": _not_watched(text)})
                continue
            with store.transaction():
                store.folders.remove(watched.id)
            removed.append(watched.path)
    if not removed:
        raise FolderError(" ".join(one["reason"] for one in refused))
    return {"removed": removed} | told_refused(refused)


def _watched(store: Store, text: str) -> Folder | None:
    """The watched folder that a person means: it may be gone, or named through a link."""
    path = Path(text).absolute() if text else None
    names = set() if path is None else {os.path.normpath(path), os.path.realpath(path)}
    return next((one for one in store.folders.listed() if one.path in names), None)


def _not_watched(text: str) -> str:
    name = readable(os.fsencode(text)) or "A folder without a name"
    return f"{name} is not watched. `photosim folders` lists those that are."


def _told(folder: Folder) -> JsonObject:
    return {
        "path": folder.path,
        "photos": folder.n_photos,
        "photo_files": folder.n_files,
        "offline": folder.state is FolderState.OFFLINE,
        "note": error_wording.told(folder.note) if folder.note else "",
    }


def _tell(answer: JsonObject) -> str:
    lines = [f"No longer watched: {plain(path)}" for path in answer.get("removed", ())]
    if lines:
        lines.append("Its files stay where they are, and so does what you said of its photos.")
    lines += [_tell_folder(folder) for folder in answer["folders"]]
    if not answer["folders"]:
        lines.append("No folder is watched. `photosim index FOLDER` adds one.")
    return "\n".join(lines)


def _tell_folder(folder: JsonObject) -> str:
    counted = amounts.photos_in_files(folder["photos"], folder["photo_files"])
    offline = " (offline)" if folder["offline"] else ""
    return f"{plain(folder['path'])}: {counted}{offline}"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--remove",
        nargs="+",
        metavar="FOLDER",
        help="watch these folders no more; nothing on the disk is touched",
    )


COMMAND = Command(
    "folders", "list the watched folders, or watch some no more", _arguments, folders, _tell
)
