"""The table of commands, and those of them that need no module of their own: index, search, ...

Each command turns its options into an answer, which is printed as text or as JSON.
"""

from __future__ import annotations

import argparse
import os
import shlex
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from photosim.cli import clusters, duplicates, folders, json_answer, restore, words
from photosim.cli.console import (
    Command,
    JsonObject,
    ProgressLine,
    Waiting,
    config,
    each,
    model_card,
    no_arguments,
    note,
    plain,
    positive,
    told_path,
    told_pending,
    told_refused,
    told_repair,
    up_to_date,
)
from photosim.cli.demo import COMMAND as DEMO
from photosim.core import active_model, report
from photosim.core.errors import BoxError, Fault, FolderError, parsed
from photosim.core.folders.exclusions import owner_of
from photosim.core.image import crop
from photosim.core.records.index_report import IndexReport
from photosim.core.records.photos import Box, readable
from photosim.core.store import Store
from photosim.services.api.engine import Engine
from photosim.services.runtime.futures import tell
from photosim.services.search.read_only_search import ReadOnlySearch
from photosim.services.settings import Settings
from photosim.texts import amounts, error_wording, left_out_wording, match_wording
from photosim.texts.check_wording import NOT_INSTALLED, PARTS


def index(options: argparse.Namespace) -> JsonObject:
    """Add folders and bring everything up to date.

    Raises:
        PhotosimError: the library cannot be written, none of the folders that were named can be
            added, the disk is full.
    """
    waiting = Waiting()
    adding = _Adding(options.folders, waiting.fail)
    engine = Engine(config(options), waiting.notify, watch=False)
    began = time.monotonic()
    engine.start()
    try:
        for folder in adding.there:
            tell(engine.folders.add(folder), failed=adding.failed(folder))
        engine.resume()
        if options.retry:
            engine.retry_problems()
        done = waiting.wait(engine.update())
    finally:
        engine.stop()
        waiting.end_line()
    adding.note_owners()
    answer = _report(done, time.monotonic() - began) | told_refused(adding.refused)
    if waiting.repaired is not None:
        answer["repaired"] = told_repair(waiting.repaired)
    return answer


def search(options: argparse.Namespace) -> JsonObject:
    """Matches of some pictures; reads the library only, so it works beside the window.

    Raises:
        PhotosimError: there is no library, or the one picture cannot be read.
    """
    layout = up_to_date(options)
    looking = ReadOnlySearch(layout, model_card(options))

    def found(path: str) -> JsonObject:
        return json_answer.of_picture(looking.answer(os.fsencode(path), options.k, options.box))

    try:
        answer = each(options.pictures, found)
    finally:
        looking.close()
    return answer | told_pending(layout)


def status(options: argparse.Namespace) -> JsonObject:
    """Counts, sizes and versions.

    Raises:
        PhotosimError: there is no library.
    """
    layout = up_to_date(options)
    store = Store.open_reader(layout.database)
    try:
        told = report.status(store, layout)
        faults = [error_wording.told(fault) for fault in Settings(layout.settings).faults]
        versions = {name: one or NOT_INSTALLED for name, one in report.versions().items()}
        return told | {"versions": versions, "settings_faults": faults}
    finally:
        store.close()


def verify(options: argparse.Namespace) -> JsonObject:
    """Check whether everything of a library fits together; changes nothing.

    Raises:
        PhotosimError: there is no library.
    """
    layout = up_to_date(options)
    store = Store.open_reader(layout.database)
    counting = ProgressLine("Reading files")
    try:
        number = active_model.reading(store, model_card(options)).number
        checks = list(report.verify(store, layout, number, options.files, counting.show))
    finally:
        store.close()
        counting.end_line()
    return {
        "checked": {PARTS[check.part]: check.n for check in checks},
        "wrong": [error_wording.told(fault) for check in checks for fault in check.faults],
        "missing": [error_wording.told(one) for check in checks for one in check.missing],
        "skipped": sum(check.n_skipped for check in checks),
    }


class _Adding:
    """Folders that a person named: one that cannot be added never stops the others.

    Args:
        named: as they were typed.
        failed: told when none of them can be added, or when it is not a folder's fault.

    Attributes:
        there: absolute paths of those that can be tried.
        refused: `path` and `reason` of those that cannot be added.

    Raises:
        PhotosimError: none of them is there.
    """

    def __init__(self, named: Sequence[str], failed: Callable[[Exception], None]) -> None:
        self._n_named = len(named)
        self._failed = failed
        self.there: list[str] = []
        self.refused: list[dict[str, str]] = []
        for text in named:
            try:
                self.there.append(_folder(text))
            except FolderError as error:
                self._refuse(text, error)
        if named and not self.there:
            raise self._all_refused()

    def failed(self, path: str) -> Callable[[Exception], None]:
        """What to tell when a folder cannot be added."""

        def told(error: Exception) -> None:
            if not isinstance(error, FolderError):
                self._failed(error)
                return
            self._refuse(path, error)
            if len(self.refused) == self._n_named:
                self._failed(self._all_refused())

        return told

    def note_owners(self) -> None:
        """Say whose those are that were added and belong to another program."""
        refused = {one["path"] for one in self.refused}
        for path in self.there:
            owner = owner_of(os.path.realpath(path))
            if owner is not None and path not in refused:
                note(left_out_wording.owned(readable(os.fsencode(path)), owner))

    def _refuse(self, path: str, error: FolderError) -> None:
        self.refused.append({"path": path, "reason": _why(error)})

    def _all_refused(self) -> FolderError:
        return FolderError(" ".join(one["reason"] for one in self.refused))


def _why(error: FolderError) -> str:
    """Why a folder is refused, with what to type where another one is in its way."""
    code, values = parsed(str(error)) or (None, [])
    said = error_wording.sentence(error)
    if code is not Fault.FOLDER_AROUND:
        return said
    return f"{said} `photosim folders --remove {shlex.quote(str(values[1]))}` does that."


def _folder(text: str) -> str:
    if not text:  # it would be the folder that the person stands in
        raise FolderError(Fault.FOLDER_NAMELESS)
    path = os.path.abspath(text)  # noqa: PTH100 (`resolve` would follow links)
    if not Path(path).is_dir():
        raise FolderError(Fault.NO_FOLDER, readable(os.fsencode(path)))
    return path


def _report(done: IndexReport, seconds: float) -> JsonObject:
    return {
        "photos": done.photos,
        "photo_files": done.photo_files,
        "files": done.files,
        "added": done.added,
        "changed": done.changed,
        "moved": done.moved,
        "gone": done.gone,
        "unchanged": done.unchanged,
        "offline": done.offline,
        "problems": [
            {"path": p.path, "reason": error_wording.told(p.reason)} for p in done.problems
        ],
        "left_out": [left_out_wording.in_json(one) for one in done.left_out],
        "seconds": round(seconds, 3),
        "photos_per_second": round(done.examined / seconds, 2) if done.examined else 0.0,
    }


def _tell_index(answer: JsonObject) -> str:
    lines = [
        f"{amounts.photos_in_files(answer['photos'], answer['photo_files'])}:"
        f" {answer['added']} added,"
        f" {answer['changed']} changed, {answer['moved']} moved, {answer['gone']} gone"
        f" ({answer['seconds']:.1f} s)."
    ]
    if answer["offline"]:
        are = "is" if answer["offline"] == 1 else "are"
        files = amounts.files(answer["offline"])
        lines.append(f"{files} {are} in folders that cannot be reached now.")
    if answer["problems"]:
        lines.append(f"{amounts.unread(len(answer['problems']))}:")
    lines += [_tell_problem(plain(one["path"]), one["reason"]) for one in answer["problems"]]
    left_out = left_out_wording.lines(map(left_out_wording.of_json, answer["left_out"]))
    if left_out:
        lines += ["Left out:", *(f"  {line}" for line in left_out)]
    return "\n".join(lines)


def _tell_problem(path: str, reason: str) -> str:
    """A sentence on a file or a folder; that on a folder names it already."""
    told = plain(reason)
    return told if told.startswith(path) else f"{path}: {told}"


def _tell_search(answer: JsonObject) -> str:
    lines = []
    for result in answer["results"]:
        lines.append(f"{plain(result['query'])} ({result['seconds'] * 1000:.0f} ms)")
        lines += [_tell_match(match) for match in result["matches"]]
    return "\n".join(lines)


def _tell_match(match: JsonObject) -> str:
    percent = match_wording.percent(match["similarity"], match["evidence"])
    return f"  {percent:3}%  {told_path(match)}"


def _tell_status(answer: JsonObject) -> str:
    counted = amounts.photos_in_files(answer["photos"], answer["photo_files"])
    names = {"photos": "library_holds", "problems": "problem_files"}  # as the window says it
    told = {names.get(name, name): value for name, value in answer.items() if name not in _FILES}
    told["library_holds"] = counted
    return "\n".join(line for name, value in told.items() for line in _tell_entry(name, value))


_FILES = ("photo_files", "files")
"""Numbers of files, of which people are told with the photos."""


def _tell_entry(name: str, value: object) -> list[str]:
    """A line of a plain table; one for each when there are several."""
    head = f"{name.replace('_', ' ')}:"
    if isinstance(value, dict):
        is_bytes = name == "bytes"
        shown = {one: f"{n:,}" if is_bytes else str(n) for one, n in value.items()}
        return [head, *(f"  {one}: {text}" for one, text in shown.items())]
    if isinstance(value, bool):
        return [f"{head} {'yes' if value else 'no'}"]
    if isinstance(value, list):
        return [f"{head} {', '.join(map(str, value)) or 'none'}"]
    return [f"{head} {value:,}" if isinstance(value, int) else f"{head} {value}"]


def _tell_verify(answer: JsonObject) -> str:
    checked = ", ".join(f"{n} {what}" for what, n in answer["checked"].items())
    lines = [f"Checked: {checked}.", *answer["missing"], *answer["wrong"]]
    if skipped := answer["skipped"]:
        were = f"{amounts.files(skipped)} {'was' if skipped == 1 else 'were'}"
        lines.append(f"{were} not checked: changed since, or not to be read; run `photosim index`.")
    if not answer["wrong"]:
        lines.append("All that was checked is well." if skipped else "All is well.")
    return "\n".join(lines)


def _index_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folders", nargs="*", metavar="FOLDER", help="a folder to watch from now on"
    )
    parser.add_argument(
        "--retry", action="store_true", help="read every file once more that could not be read"
    )


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--files",
        type=_number_or_all,
        default=report.SAMPLE,
        metavar="N",
        help="read so many files, or `all`, and see whether they hold what the library says"
        f" (default: {report.SAMPLE})",
    )


def _number_or_all(text: str) -> int | None:
    """A number of files; None for all."""
    return None if text == "all" else positive(text)


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pictures", nargs="+", metavar="PICTURE", help="a file to search with")
    parser.add_argument("-k", type=positive, default=20, metavar="N", help="how many matches")
    parser.add_argument(
        "--box",
        type=_box,
        metavar="X,Y,W,H",
        help="search by this part of the picture: left, top, width and height as fractions of it",
    )


_ROUNDED = 1e-3
"""So much more than 1 may two fractions be that were rounded to three digits."""


def _box(text: str) -> Box:
    try:
        left, top, width, height = (float(number) for number in text.split(","))
        if not all(0 <= number <= 1 for number in (left, top, width, height)):
            raise ValueError
        if left + width > 1 + _ROUNDED or top + height > 1 + _ROUNDED:
            raise argparse.ArgumentTypeError(
                "reaches beyond the picture: left and width together, and top and height together,"
                " are 1 at most"
            )
        return crop.clipped(Box(left, top, width, height))
    except BoxError as error:
        raise argparse.ArgumentTypeError(error_wording.sentence(error)) from error
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            "must be four numbers from 0 to 1: left,top,width,height"
        ) from error


COMMANDS: Sequence[Command] = (
    DEMO,
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
    words.WORDS,
    words.TAGS,
    duplicates.COMMAND,
    clusters.COMMAND,
    folders.COMMAND,
    Command("status", "counts, sizes and versions", no_arguments, status, _tell_status),
    Command("verify", "check that the library is whole", _verify_arguments, verify, _tell_verify),
    restore.COMMAND,
)
