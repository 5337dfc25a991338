"""The command `clusters`: the themes of a library, sorted anew when photos came or went since.

It brings nothing else up to date: new files are for `index` to find.
"""

from __future__ import annotations

import argparse
from typing import Any

from photosim.cli.console import Command, JsonObject, Waiting, config, existing, plain, told_pending
from photosim.core.records.photos import View
from photosim.core.records.themes import DEFAULT_LEVEL, Theme, Themes
from photosim.core.store import Store
from photosim.services.api.engine import Engine
from photosim.texts import theme_wording


def clusters(options: argparse.Namespace) -> JsonObject:
    """The themes at the level that the options name, the largest first.

    Raises:
        PhotosimError: there is no library, another program is writing to it, or the photos cannot
            be sorted.
    """
    layout = existing(options)
    sorting = Waiting()
    engine = Engine(config(options), sorting.notify, watch=False)
    engine.start()
    try:
        found = _themes(engine, options.level)
        if not found.is_ready or found.n_missing or found.is_stale:
            sorting.wait(engine.themes.sort_again())
            found = _themes(engine, options.level)
        store = Store.open_reader(layout.database)  # not the engine's reader, which skips failures
        try:
            answer = {"clusters": [_told(engine, store, theme) for theme in found.themes]}
        finally:
            store.close()
    finally:
        engine.stop()
        sorting.end_line()
    return answer | told_pending(layout)


def _themes(engine: Engine, level: float) -> Themes:
    return theme_wording.with_names(Waiting().wait(engine.themes.at(level)))


def _told(engine: Engine, store: Store, theme: Theme) -> dict[str, Any]:
    ids = Waiting().wait(engine.photos.ids(View(theme=theme.id, descending=False)))
    photos = store.photos.get(ids.tolist())
    paths = {photo.id: photo.path for photo in photos}
    cover = next((paths[photo_id] for photo_id in theme.covers if photo_id in paths), None)
    return {
        "id": theme.id,
        "name": theme.name,
        "size": theme.size,
        "cover": cover,
        "photos": [photo.path for photo in photos],
    }


def _tell(answer: JsonObject) -> str:
    found = answer["clusters"]
    if not found:
        return "There are no photos to sort yet."
    lines = [line for cluster in found for line in _tell_cluster(cluster)]
    noun = "theme" if len(found) == 1 else "themes"
    return "\n".join([*lines, f"{len(found)} {noun}."])


def _tell_cluster(cluster: dict[str, Any]) -> list[str]:
    n_photos = len(cluster["photos"])
    head = f"{cluster['name']} ({n_photos} {'photo' if n_photos == 1 else 'photos'})"
    return [head, *(f"  {plain(path)}" for path in cluster["photos"]), ""]


def _level(text: str) -> float:
    """A setting of the slider.

    Raises:
        ArgumentTypeError: it is no number from 0 to 1.
    """
    try:
        level = float(text)
    except ValueError:
        level = -1.0
    if not 0.0 <= level <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return level


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--level",
        type=_level,
        default=DEFAULT_LEVEL,
        help="from 0, the slider's Coarse end (few large themes), to 1, its Fine end (many small"
        " ones); default: %(default)s",
    )


COMMAND = Command(
    "clusters", "list the themes that the photos fall into", _arguments, clusters, _tell
)
