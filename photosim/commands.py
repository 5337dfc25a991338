"""What the commands of the command line do: each turns its options into an answer for JSON."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photosim.core import card, report, serving
from photosim.core.errors import PhotosimError, StoreError
from photosim.core.layout import Layout
from photosim.core.records import IndexReport, readable
from photosim.core.store import Store
from photosim.services.engine import Engine, EngineConfig
from photosim.services.events import Event, Phase, Progress, Trouble
from photosim.services.looking_once import LookingOnce
from photosim.services.settings import Settings

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name and help, its own arguments, what it does and how it tells it."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Answer]
    tell: Callable[[Answer], str]


def index(options: argparse.Namespace) -> Answer:
    """Add folders and bring everything up to date.

    Raises:
        PhotosimError: the library cannot be written, a folder cannot be added, the disk is full.
    """
    waiting = _Waiting()
    engine = Engine(config(options), waiting.notify, watch=False)
    began = time.monotonic()
    engine.start()
    try:
        for folder in options.folders:
            engine.add_folder(_folder(folder), waiting.ignore, waiting.fail)
        engine.resume()
        engine.update(waiting.finish, waiting.fail)
        done = waiting.wait()
    finally:
        engine.stop()
        waiting.end_line()
    return _report(done, time.monotonic() - began)


def search(options: argparse.Namespace) -> Answer:
    """Matches of some pictures; reads the library only, so it works beside the window.

    Raises:
        PhotosimError: there is no library, or a picture cannot be read.
    """
    layout = _existing(options)
    looking = LookingOnce(layout, model_card(options))
    try:
        return {"results": [looking.answer(os.fsencode(p), options.k) for p in options.pictures]}
    finally:
        looking.close()


def status(options: argparse.Namespace) -> Answer:
    """Counts, sizes and versions.

    Raises:
        PhotosimError: there is no library.
    """
    layout = _existing(options)
    store = Store.open_reader(layout.database)
    try:
        return report.status(store, layout)
    finally:
        store.close()


def verify(options: argparse.Namespace) -> Answer:
    """Check whether everything of a library fits together; changes nothing.

    Raises:
        PhotosimError: there is no library.
    """
    layout = _existing(options)
    store = Store.open_reader(layout.database)
    try:
        number = serving.reading(store, model_card(options)).number
        checks = list(report.verify(store, layout, number))
    finally:
        store.close()
    return {
        "checked": {check.what: check.n for check in checks},
        "wrong": [fault for check in checks for fault in check.faults],
    }


def config(options: argparse.Namespace) -> EngineConfig:
    """The engine that the options and the library's settings describe."""
    settings = Settings(Layout(options.library).settings)
    return EngineConfig(
        library=options.library,
        n_workers=os.cpu_count() or 1,
        excluded=settings.excluded,
        model_card=model_card(options),
    )


def model_card(options: argparse.Namespace) -> Path:
    """The card that the options or the settings name, else the shipped one."""
    chosen = options.model or Settings(Layout(options.library).settings).model_card
    return Path(chosen) if chosen else card.shipped()


class _Waiting:
    """Waits for the engine in the main thread and shows its progress on standard error."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._report: IndexReport | None = None
        self._error: Exception | None = None
        self._shown = False

    def notify(self, event: Event) -> None:
        if isinstance(event, Trouble):
            self.fail(PhotosimError(event.message))
        elif isinstance(event, Progress) and sys.stderr.isatty():
            self._show(event)

    def ignore(self, _: object) -> None:
        """An answer that nobody waits for."""

    def finish(self, done: IndexReport) -> None:
        self._report = done
        self._ended.set()

    def fail(self, error: Exception) -> None:
        self._error = self._error or error
        self._ended.set()

    def wait(self) -> IndexReport:
        while not self._ended.wait(0.5):  # in slices, so that Ctrl+C is heard
            pass
        if self._error is not None:
            raise self._error
        if self._report is None:
            raise AssertionError("ended without a report")
        return self._report

    def end_line(self) -> None:
        if self._shown:
            print(file=sys.stderr)

    def _show(self, progress: Progress) -> None:
        if progress.phase is Phase.SCANNING:
            text = f"Scanning: {progress.done} files"
        elif progress.phase is Phase.INDEXING:
            text = (
                f"Indexing: {progress.done} of {progress.total}, {progress.per_second:.0f} a second"
            )
            if progress.seconds_left is not None:
                text += f", about {max(1, round(progress.seconds_left / 60))} min left"
        else:
            return
        self._shown = True
        print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)


def _folder(text: str) -> str:
    path = os.path.abspath(text)  # noqa: PTH100 (`resolve` would follow links)
    if not Path(path).is_dir():
        raise PhotosimError(f"There is no folder {readable(os.fsencode(path))}.")
    return path


def _existing(options: argparse.Namespace) -> Layout:
    layout = Layout(options.library)
    if not layout.database.exists():
        raise StoreError(
            f"There is no library in {layout.root}. Make one with `photosim index FOLDER`."
        )
    return layout


def _report(done: IndexReport, seconds: float) -> Answer:
    return {
        "photos": done.photos,
        "files": done.files,
        "added": done.added,
        "changed": done.changed,
        "moved": done.moved,
        "gone": done.gone,
        "unchanged": done.unchanged,
        "offline": done.offline,
        "problems": [{"path": p.path, "reason": p.reason} for p in done.problems],
        "seconds": round(seconds, 3),
        "photos_per_second": round(done.examined / seconds, 2) if done.examined else 0.0,
    }


def _tell_index(answer: Answer) -> str:
    lines = [
        f"{answer['photos']} photos in {answer['files']} files: {answer['added']} added,"
        f" {answer['changed']} changed, {answer['moved']} moved, {answer['gone']} gone"
        f" ({answer['seconds']:.1f} s)."
    ]
    if answer["offline"]:
        lines.append(f"{answer['offline']} files are in folders that cannot be reached now.")
    lines += [f"{_plain(p['path'])}: {p['reason']}" for p in answer["problems"]]
    return "\n".join(lines)


def _tell_search(answer: Answer) -> str:
    lines = []
    for result in answer["results"]:
        lines.append(f"{_plain(result['query'])} ({result['seconds'] * 1000:.0f} ms)")
        lines += [
            f"  {match['similarity']:4.0%}  {_plain(match['path'])}" for match in result["matches"]
        ]
    return "\n".join(lines)


def _tell_status(answer: Answer) -> str:
    return "\n".join(f"{name}: {value}" for name, value in answer.items())


def _tell_verify(answer: Answer) -> str:
    checked = ", ".join(f"{n} {what}" for what, n in answer["checked"].items())
    return "\n".join([f"Checked: {checked}.", *(answer["wrong"] or ["All is well."])])


def _plain(path: str) -> str:
    return readable(os.fsencode(path))


def _index_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", nargs="*", metavar="FOLDER", help="a folder to watch from now on"
    )


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pictures", nargs="+", metavar="PICTURE", help="a file to search with")
    parser.add_argument("-k", type=_positive, default=20, metavar="N", help="how many matches")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing besides what every command takes."""


COMMANDS: Sequence[Command] = (
    Command(
        "index", "add folders and bring everything up to date", _index_arguments, index, _tell_index
    ),
    Command(
        "search",
        "find the photos that look like a picture",
        _search_arguments,
        search,
        _tell_search,
    ),
    Command("status", "counts, sizes and versions", _no_arguments, status, _tell_status),
    Command("verify", "check that the library is whole", _no_arguments, verify, _tell_verify),
)
