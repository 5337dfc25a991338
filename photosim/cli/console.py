"""What the commands of the command line share: form, options, waiting for the engine."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from photosim.core import active_model
from photosim.core.backups.copies import Backups
from photosim.core.errors import DecodeError, ModelError, PhotosimError, StoreError, StoreFault
from photosim.core.layout import Layout
from photosim.core.model import card
from photosim.core.records.photos import EXAMINATION, shown
from photosim.core.store import Store
from photosim.services.api.engine import EngineConfig
from photosim.services.events import Event, Phase, Progress, Repaired, Trouble
from photosim.services.library.update import bring_up_to_date
from photosim.services.runtime.jobs import LongWork
from photosim.services.settings import Settings
from photosim.texts import error_wording

T = TypeVar("T")

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name and help, its own arguments, what it does and how it tells it."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], JsonObject]
    tell: Callable[[JsonObject], str]


def config(options: argparse.Namespace) -> EngineConfig:
    """The engine that the options and the library's settings describe.

    Raises:
        StoreError: something stands where the library's files should.
    """
    layout = Layout(options.library)
    layout.check()
    settings = Settings(layout.settings)
    return EngineConfig(
        library=options.library,
        n_workers=settings.n_workers(os.cpu_count() or 1),
        excluded=settings.excluded,
        included=settings.included,
        model_card=_card(options, settings),
    )


def model_card(options: argparse.Namespace) -> Path:
    """The card that the options or the settings name, else the shipped one."""
    return _card(options, Settings(Layout(options.library).settings))


def _card(options: argparse.Namespace, settings: Settings) -> Path:
    chosen = options.model or settings.model_card
    return Path(chosen) if chosen else card.shipped()


def existing(options: argparse.Namespace) -> Layout:
    """Where the library lies that the options name.

    Raises:
        StoreError: there is none, or it cannot be looked at.
    """
    layout = Layout(options.library)
    layout.check()
    if not layout.database.exists():
        if Backups(layout.backups).newest() is not None:
            raise StoreError(StoreFault.LIBRARY_MISSING, layout.database)
        raise StoreError(StoreFault.NONE_IN_FOLDER, layout.root)
    return layout


def up_to_date(options: argparse.Namespace) -> Layout:
    """As `existing`, for commands that only read: the tables are as this photosim's.

    Raises:
        StoreError: there is no library, or it is of an older photosim and cannot be changed now.
    """
    layout = existing(options)
    bring_up_to_date(layout)
    return layout


def check_model(options: argparse.Namespace) -> None:
    """See that the card can be read that the options name, and say where it is of no effect.

    What a library was indexed with answers, until `photosim index` has looked at all with another.

    Raises:
        ModelError: the card is missing or damaged.
    """
    if options.model is None:
        return
    chosen = card.load(options.model)
    if options.command in _INDEXING:
        return
    answers = _answering(Layout(options.library))
    if answers not in ("", chosen.id):
        note(
            f"{chosen.title} is of no effect here: this library answers with {answers}."
            " `photosim index --model CARD` indexes it with another model."
        )


_INDEXING = ("index", "demo")
"""Commands that look at photos with the model that is named."""


def _answering(layout: Layout) -> str:
    """The id of the model that answers; empty when none is noted, or its card is gone."""
    try:
        store = Store.open_reader(layout.database)
    except (StoreError, OSError):
        return ""  # the command says so itself
    try:
        noted = store.library_facts.get(active_model.NOTE)
    except StoreError:
        return ""
    finally:
        store.close()
    if not isinstance(noted, dict) or not Path(str(noted.get("card"))).exists():
        return ""
    return str(noted.get("id", ""))


def told_pending(layout: Layout) -> JsonObject:
    """What an answer says of files that it does not know yet; said on standard error as well."""
    store = Store.open_reader(layout.database)
    try:
        n_pending, n_new = store.files.n_pending(), store.files.n_unknown()
        n_pending += store.files.n_older(EXAMINATION)
        n_folders = sum(not (one.offline or one.scanned_at) for one in store.folders.all())
    finally:
        store.close()
    are = "file is" if (n_new or n_pending) == 1 else "files are"
    if n_new:
        note(f"{n_new:,} {are} not looked at yet; run photosim index.")
    elif n_folders:
        note("Not every folder was looked through yet; run photosim index.")
    elif n_pending:
        note(f"{n_pending:,} {are} to be looked at again; run photosim index.")
    return {"pending": n_pending}


def note(sentence: str) -> None:
    """Say on standard error what stands beside an answer."""
    print(plain(sentence), file=sys.stderr)


def each(asked: Sequence[str], answer: Callable[[str], JsonObject]) -> JsonObject:
    """The answers to several pictures or texts; one that has none never stops the others.

    Raises:
        DecodeError, ModelError: there was one alone, and it could not be answered.
    """
    results: list[JsonObject] = []
    refused: list[dict[str, str]] = []
    for one in asked:
        try:
            results.append(answer(one))
        except (DecodeError, ModelError) as error:
            if len(asked) == 1:
                raise
            refused.append({"query": one, "reason": error_wording.sentence(error)})
    return {"results": results} | told_refused(refused)


def told_refused(refused: Sequence[dict[str, str]]) -> JsonObject:
    """What an answer says of what was asked for and could not be done; nothing if all was.

    Args:
        refused: each with its `reason`, a sentence that names it.
    """
    if not refused:
        return {}
    return {"refused": list(refused), "error": " ".join(one["reason"] for one in refused)}


def told_repair(repaired: Repaired) -> JsonObject:
    """What an answer says of a library that was damaged and has been repaired."""
    return {
        "message": " ".join(error_wording.told(one) for one in repaired.said),
        "set_aside": repaired.set_aside or None,
        "backup": repaired.backup or None,
    }


def plain(path: str) -> str:
    """A path, or what holds one, as people read it: in one line, and commanding no terminal."""
    return shown(path)


def told_path(match: JsonObject) -> str:
    """Where a match lies, for people."""
    return plain(match["path"]) + (" (offline)" if match["offline"] else "")


def positive(text: str) -> int:
    """A whole number above 0, of an argument."""
    try:
        number = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing besides what every command takes."""


EVERY_S = 30.0
"""Seconds between lines that say how far some work is, where standard error is no terminal."""


class _Lines:
    """Says now and then how far some work is, where standard error is no terminal."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._told_at = clock()

    def show(self, text: str) -> None:
        """A line, unless there was one a moment ago."""
        if self._clock() - self._told_at >= EVERY_S:
            self._told_at = self._clock()
            print(text, file=sys.stderr, flush=True)


class Waiting:
    """Waits for the engine in the main thread and shows its progress on standard error.

    Args:
        clock: seconds, for lines where there is no terminal.

    Attributes:
        repaired: the library was damaged; what became of it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._lines = _Lines(clock)
        self._ended = threading.Event()
        self._error: Exception | None = None
        self._shown = False
        self.repaired: Repaired | None = None

    def notify(self, event: Event) -> None:
        """An event of the engine: progress is shown, trouble ends the wait."""
        if isinstance(event, Trouble):
            self.fail(PhotosimError(event.message))
        elif isinstance(event, Repaired):
            self.repaired = event  # the log, which is standard error here, has said it
        elif isinstance(event, Progress):
            self._show(event)

    def fail(self, error: Exception) -> None:
        """It could not be done."""
        self._error = self._error or error
        self._ended.set()

    def wait(self, answer: Future[T]) -> T:
        """The answer, once it has come; what failed is raised."""
        answer.add_done_callback(lambda _: self._ended.set())
        while not self._ended.wait(0.5):  # in slices, so that Ctrl+C is heard
            pass
        if self._error is not None:
            raise self._error
        return answer.result()

    def end_line(self) -> None:
        """Nothing more is shown."""
        if self._shown:
            print(file=sys.stderr)

    def _show(self, progress: Progress) -> None:
        text = _progress_words(progress)
        if text and sys.stderr.isatty():
            self._shown = True
            print(f"\r{text:<70}", end="", file=sys.stderr, flush=True)
        elif text:
            self._lines.show(text)


def finished(work: LongWork[T]) -> T:
    """What long work comes to that is done in this thread alone."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            value: T = end.value
            return value


class ProgressLine:
    """Shows on standard error how far some work is.

    Args:
        doing: what it is, in a word or two.
        clock: seconds, for lines where there is no terminal.
    """

    def __init__(self, doing: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._doing = doing
        self._lines = _Lines(clock)
        self._shown = False

    def show(self, done: int, total: int) -> None:
        """So many of so many."""
        text = f"{self._doing}: {done:,} of {total:,}"
        if not sys.stderr.isatty():
            self._lines.show(text)
        elif done % 10 == 0:
            self._shown = True
            print(f"\r{text}", end="", file=sys.stderr, flush=True)

    def end_line(self) -> None:
        """Nothing more is shown."""
        if self._shown:
            print(file=sys.stderr)


def _progress_words(progress: Progress) -> str:
    match progress.phase:
        case Phase.SCANNING:
            return f"Scanning: {progress.done:,} files"
        case Phase.SORTING:
            return f"Sorting: {progress.done:,} of {progress.total:,}" if progress.total else ""
        case Phase.LOOKING:
            of = f"{progress.done:,} of {progress.total:,} pairs"
            return f"Looking closely: {of}" if progress.total else ""
        case Phase.INDEXING | Phase.COMPARING:
            if not progress.total:
                return ""
            doing = "Indexing" if progress.phase is Phase.INDEXING else "Comparing"
            text = f"{doing}: {progress.done:,} of {progress.total:,} photos"
            if progress.per_second >= 1:
                text += f", {progress.per_second:.0f} a second"
            if progress.seconds_left is not None:
                text += f", about {max(1, round(progress.seconds_left / 60))} min left"
            return text
        case _:
            return ""
