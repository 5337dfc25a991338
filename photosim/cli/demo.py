"""The command `demo`: a small album of its own, indexed, and searched with one of its pictures."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from photosim.cli import json_answer
from photosim.cli.console import (
    Command,
    JsonObject,
    Waiting,
    config,
    model_card,
    no_arguments,
    plain,
)
from photosim.core.layout import Layout
from photosim.core.records.photos import Evidence
from photosim.demo.place import DemoFolders
from photosim.services.api.engine import Engine
from photosim.services.runtime.futures import tell
from photosim.services.search.read_only_search import ReadOnlySearch
from photosim.texts import match_wording

N_MATCHES = 12
_INDEXED = "demo-indexed"
"""An empty file, made when the album was indexed."""


def demo(options: argparse.Namespace) -> JsonObject:
    """Make the demonstration, or find the one that was made, and search in it.

    Sets `options.library` to the demonstration's own library, and `options.shown` to the pictures
    that the window is to open with.

    Raises:
        PhotosimError: it cannot be made there.
    """
    place = DemoFolders(options.library)
    options.library, options.shown = place.library, [str(place.query)]
    place.make(_tell_drawn)
    if not _is_known(place):
        _index(options, place)
    looking = ReadOnlySearch(Layout(place.library), model_card(options))
    try:
        answer = looking.answer(os.fsencode(place.query), N_MATCHES)
    finally:
        looking.close()
    folder = {"library": str(place.library), "pictures": str(place.pictures)}
    return folder | json_answer.of_picture(answer)


def _is_known(place: DemoFolders) -> bool:
    """Whether the album is indexed already: then it can be shown beside an open window."""
    layout = Layout(place.library)
    mark = layout.root / _INDEXED
    return layout.database.exists() and mark.exists() and _is_newer(mark, place.query)


def _is_newer(path: Path, other: Path) -> bool:
    return path.stat().st_mtime_ns >= other.stat().st_mtime_ns


def _index(options: argparse.Namespace, place: DemoFolders) -> None:
    waiting = Waiting()
    engine = Engine(config(options), waiting.notify, watch=False)
    engine.start()
    try:
        tell(engine.folders.add(str(place.pictures)), failed=waiting.fail)
        engine.resume()
        waiting.wait(engine.update())
    finally:
        engine.stop()
        waiting.end_line()
    (place.library / _INDEXED).touch(mode=0o600)


def _tell_drawn(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\rDrawing the album: {done} of {total}", end=end, file=sys.stderr, flush=True)


def _tell(answer: JsonObject) -> str:
    pictures, photosim = answer["pictures"], _called()
    lines = [
        f"Photos that look like {_name(answer['query'], pictures)}:",
        "",
        f"  alike  {'because':<22}  photo",
        *(_told_match(match, pictures) for match in answer["matches"]),
        "",
        f"The pictures lie in {plain(pictures)}. Go on with:",
        "",
        *(f"  {photosim} --library {_quoted(answer['library'])} {rest}" for rest in _FURTHER),
        "",
        "and with your own photos:",
        "",
        f"  {photosim}",
        "",
        "or without a screen:",
        "",
        f"  {photosim} index FOLDER",
    ]
    return "\n".join(lines)


def _called() -> str:
    """What to type for photosim here: from a checkout its environment is on nobody's PATH."""
    if shutil.which("photosim"):
        return "photosim"
    if shutil.which(sys.argv[0]):
        return _quoted(str(Path(sys.argv[0]).absolute()))
    return f"{_quoted(sys.executable)} -m photosim"


_FURTHER = ("duplicates", "words flowers", "clusters", "status")
_EVIDENCE = {
    Evidence.SAME_FILE: "it is the same file",
    Evidence.SAME_PICTURE: "it is the same picture",
    Evidence.PROBABLY_SAME: "probably the same",
    Evidence.PART: "a part looks alike",
}


def _told_match(match: dict[str, Any], pictures: str) -> str:
    evidence = _EVIDENCE.get(match["evidence"], "it looks alike")
    percent = match_wording.percent(match["similarity"], match["evidence"])
    return f"  {percent:4}%  {evidence:<22}  {_name(match['path'], pictures)}"


def _name(path: str, pictures: str) -> str:
    return plain(os.path.relpath(path, pictures))


def _quoted(path: str) -> str:
    shown = plain(path)
    return f'"{shown}"' if " " in shown else shown


COMMAND = Command(
    "demo",
    "look around in a small album that photosim draws, in a library of its own",
    no_arguments,
    demo,
    _tell,
)
