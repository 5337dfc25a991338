"""The command line: the same engine as the window's, for scripts and tests. Never imports Qt.

One JSON object on standard output with `--json`, nothing else there; progress on standard error.
Exit code 0 done, 1 could not (one sentence on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from pathlib import Path

import photosim
from photosim import commands
from photosim.core.errors import PhotosimError
from photosim.core.layout import default_library


def main(arguments: list[str]) -> int:
    """Run one command, or open the window without one; the process's exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    if options.command is None:
        return _open_window(options)
    try:
        answer = options.run(options)
    except PhotosimError as error:
        return _could_not(str(error), as_json=options.json)
    except KeyboardInterrupt:
        return _could_not("Stopped. What is done so far is kept.", as_json=options.json)
    if options.json:
        print(json.dumps(answer))  # ASCII: surrogate escapes are written as \\udcXX
    else:
        print(_shown(options.tell(answer)))
    return 0


def _could_not(sentence: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": sentence}))
    print(_shown(sentence), file=sys.stderr)
    return 1


def _open_window(options: argparse.Namespace) -> int:
    try:
        from photosim import app
    except ImportError as error:
        return _could_not(f"The window cannot be opened: {error}.", as_json=options.json)
    return app.main(options.library, options.pictures)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="photosim",
        description="Find the photos of your own library that look like a picture. Without a"
        " command the window opens.",
    )
    parser.add_argument("--version", action="version", version=photosim.__version__)
    _add_common(parser, default=True)
    parser.set_defaults(pictures=[])
    commands_ = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in commands.COMMANDS:
        sub = commands_.add_parser(command.name, help=command.help, description=command.help)
        _add_common(sub, default=False)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, tell=command.tell)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, default: bool) -> None:
    """The options that may stand before and behind the command's name."""
    parser.add_argument(
        "--library",
        type=_absolute,
        metavar="DIR",
        help="the library's own folder (default: the platform's data folder)",
        default=default_library() if default else argparse.SUPPRESS,
    )
    parser.add_argument(
        "--model",
        type=_absolute,
        metavar="CARD",
        help="the model card to use (default: the one chosen in the preferences, else the shipped)",
        default=None if default else argparse.SUPPRESS,
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print one JSON object",
        default=False if default else argparse.SUPPRESS,
    )


def _absolute(text: str) -> Path:
    return Path(os.path.abspath(text))  # noqa: PTH100 (`resolve` would follow links)


def _shown(text: str) -> str:
    return os.fsencode(text).decode("utf-8", "replace")
