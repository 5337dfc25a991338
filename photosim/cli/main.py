"""The command line, for scripts and tests. Never imports Qt.

One JSON object on standard output with `--json`, nothing else there; progress on standard error.
Exit code 0 done, 1 could not (a sentence on standard error for each thing), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
from pathlib import Path

import photosim
from photosim.cli import commands, json_answer
from photosim.cli.console import check_model, plain
from photosim.core.disk import obstacles
from photosim.core.errors import PhotosimError
from photosim.core.layout import default_library
from photosim.core.records.photos import readable
from photosim.texts import error_wording, log_wording, system_wording


def parse(arguments: list[str]) -> argparse.Namespace:
    """What the person wants; `console` is None when it is the window, with `pictures` to find.

    Ends the process with exit code 2 when the arguments make no sense.
    """
    names = {command.name for command in commands.COMMANDS}
    wants_help = {"-h", "--help"} & set(arguments)
    if names & set(arguments) or wants_help:
        return _parse_command(arguments)
    parser = _window_parser()
    options = parser.parse_args(arguments)
    for picture in options.pictures:
        if not os.path.lexists(picture):
            parser.error(f"there is neither a command nor a file {_shown(picture)}")
    options.command = None
    return options


def _parse_command(arguments: list[str]) -> argparse.Namespace:
    """A command's options; pictures, folders and texts that begin with a hyphen are as typed."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    known = [_left_out_as_text(one) for one in arguments[:end]]
    typed = dict(zip(known, arguments, strict=False))
    options = _parser().parse_args([*known, *arguments[end:]])
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [typed.get(one, one) for one in value])
    return options


def _left_out_as_text(argument: str) -> str:
    """An argument like "-people", words to be left out, so that it is taken for no option.

    Options of one hyphen have one letter, and a number may follow it: `-k`, `-k5`.
    """
    is_option = re.fullmatch(r"-(?:.\d*|-.*)?", argument, re.DOTALL) is not None
    return f" {argument}" if argument.startswith("-") and not is_option else argument


def run(options: argparse.Namespace) -> int:
    """Run one command; the process's exit code."""
    _log_to_standard_error()
    try:
        check_model(options)
        answer = options.run(options)
    except PhotosimError as error:
        return _could_not(error_wording.sentence(error), as_json=options.json)
    except OSError as error:  # the world's faults that no room below has words for
        fault = obstacles.of_system(error)
        sentence = _of_the_system(error) if fault is None else error_wording.sentence(fault)
        return _could_not(sentence, as_json=options.json)
    except KeyboardInterrupt:
        return _could_not("Stopped. What is done so far is kept.", as_json=options.json)
    code = _say(json_answer.as_json(answer) if options.json else _shown(options.tell(answer)))
    if wrong := len(answer.get("wrong", ())):
        code = _refuse(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
    return max([code, *(_refuse(one["reason"]) for one in answer.get("refused", ()))])


def _could_not(sentence: str, *, as_json: bool) -> int:
    if as_json:
        _say(json_answer.as_json({"error": sentence}))
    return _refuse(sentence)


def _refuse(sentence: str) -> int:
    """Say why something could not be done; the exit code."""
    print(plain(sentence), file=sys.stderr)
    return 1


def _say(text: str) -> int:
    """Write an answer to standard output; the exit code.

    Who reads may have seen enough and gone (`photosim words dog | head`): that is no fault.
    """
    try:
        print(text, end="\n" if text else "", flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or it is tried at the end
        if isinstance(error, BrokenPipeError):
            return 0
        reason = system_wording.in_small_letters(error.errno or str(error))
        return _could_not(f"The answer could not be written: {reason}.", as_json=False)
    return 0


class _PlainFormatter(log_wording.SayingFormatter):
    """Messages alone, without what a terminal would obey."""

    def format(self, record: logging.LogRecord) -> str:
        return _shown(super().format(record))


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_PlainFormatter("%(message)s"))
    handler.addFilter(logging.Filter("photosim"))  # what libraries complain of is no sentence
    logging.captureWarnings(True)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _of_the_system(error: OSError) -> str:
    where = readable(os.fsencode(error.filename)) if error.filename else "a file or a folder"
    reason = system_wording.in_small_letters(error.errno or str(error))
    return f"photosim cannot use {where}: {reason}."


def _window_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="photosim")
    parser.add_argument("--version", action="version", version=photosim.__version__)
    _add_library(parser, default=True)
    parser.add_argument("pictures", nargs="*", metavar="PICTURE")
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="photosim",
        usage="photosim [--library DIR] [PICTURE...]\n       photosim [options] COMMAND ...",
        description="Find the photos of your own library that look like a picture. Without a"
        " command the window opens, and searches with PICTURE.",
    )
    parser.add_argument("--version", action="version", version=photosim.__version__)
    _add_common(parser, default=True)
    commands_ = parser.add_subparsers(dest="command", metavar="COMMAND", prog="photosim")
    for command in commands.COMMANDS:
        sub = commands_.add_parser(command.name, help=command.help, description=command.help)
        _add_common(sub, default=False)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, tell=command.tell)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, default: bool) -> None:
    """The options that may stand before and behind the command's name."""
    _add_library(parser, default=default)
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


def _add_library(parser: argparse.ArgumentParser, *, default: bool) -> None:
    parser.add_argument(
        "--library",
        type=_absolute,
        metavar="DIR",
        help="the library's own folder (default: the platform's data folder)",
        default=default_library() if default else argparse.SUPPRESS,
    )


def _absolute(text: str) -> Path:
    if not text:  # an empty variable of a script: not the folder it stands in
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(os.path.abspath(text))  # noqa: PTH100 (`resolve` would follow links)


def _shown(text: str) -> str:
    return "\n".join(plain(line) for line in text.split("\n"))
