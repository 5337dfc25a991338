"""What a person can choose: one table of settings, kept in one readable TOML file.

The table `TABLE` is the only place that knows names, defaults and ranges; the preferences dialog
and the table of docs/settings.md (`describe`) are made from it. A stored value that is unknown or
out of range is replaced by the default; that, a key that is none of the table's, and a path where
only names count, is said in the log, by `photosim status` and in the preferences. Such keys stay in
the file: a later version may have written them. Values are read and set in any one thread; the file
is written in a thread of its own, so that a slow disk holds nobody up.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import logging
import os
import stat
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from photosim.services.runtime.patient_writer import RETRY_S, PatientWriter

log = logging.getLogger(__name__)

_LONGEST_FILE = 2**20
"""Bytes; a thousand times what photosim writes."""
_LONGEST_SAID = 60
"""Characters of a key or a value that are repeated to the person."""

Value = bool | int | str | tuple[str, ...]
"""What a setting can hold; a list of the file is a tuple here."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to choose.

    Attributes:
        name: the key in the file.
        label: what the preferences dialog calls it.
        default: also says the type.
        description: one sentence for people.
        choices: allowed values and what to call them, when it is one of a few.
        low, high: allowed range of a number, both included.
        at_start: takes effect when photosim is started the next time.
    """

    name: str
    label: str
    default: Value
    description: str
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 100
    at_start: bool = False

    def accepts(self, value: object) -> bool:
        """Whether `value` is of the right type and within the range or the choices."""
        if isinstance(self.default, bool) or isinstance(value, bool):
            return isinstance(self.default, bool) and isinstance(value, bool)
        if isinstance(self.default, int):
            return isinstance(value, int) and self.low <= value <= self.high
        if isinstance(self.default, tuple):
            return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
        known = not self.choices or value in [choice for choice, _ in self.choices]
        return isinstance(value, str) and known

    def in_vain(self, value: object) -> list[str]:
        """A sentence for each text of a list that has no effect: names count, and paths are none.

        `value` is one that the setting accepts.
        """
        texts = value if isinstance(value, tuple) else ()
        return [_no_name(text) for text in texts if os.sep in (text.rstrip(os.sep) or text)]


TABLE = (
    Setting(
        "colour_scheme",
        "Colours",
        "system",
        "Light or dark colours, or whatever the system uses.",
        choices=(("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    ),
    Setting(
        "thumbnails",
        "Thumbnails",
        "fill",
        "Thumbnails fill their place and lose their edges, or fit into it whole.",
        choices=(("fill", "Fill their place"), ("fit", "Show the whole photo")),
    ),
    Setting(
        "least_similarity",
        "At least alike",
        30,
        "How alike a photo must be to be shown when a search begins, in per cent; "
        "the 20 most alike are always shown.",
    ),
    Setting(
        "fold_alike",
        "Nearly equal photos as one",
        True,
        "In the answer to a search, nearly equal photos are shown as one with their number.",
    ),
    Setting(
        "better_first",
        "Better photos first",
        True,
        "Of photos that are equally alike, the one with more pixels, or the sharper one, comes "
        "first.",
    ),
    Setting(
        "indexing",
        "While indexing",
        "normal",
        "How much of the computer photosim may use while it looks at new photos.",
        choices=(
            ("gentle", "Gentle: one processor core"),
            ("half", "Half of the processor cores"),
            ("normal", "All cores, behind other programs"),
        ),
        at_start=True,
    ),
    Setting(
        "excluded",
        "Never look into",
        ("@eaDir", ".thumbnails", ".Trash*", "$RECYCLE.BIN"),
        "Names of folders and files that are never indexed; with * or ? a pattern, brackets mean "
        "themselves.",
        at_start=True,
    ),
    Setting(
        "included",
        "Look into all the same",
        (),
        "Names of folders that are indexed though they are hidden or belong to another program, "
        "such as `Photos Library.photoslibrary`.",
        at_start=True,
    ),
    Setting(
        "model_card",
        "Model card",
        "",
        "The JSON file of another model; empty for the model that comes with photosim.",
        at_start=True,
    ),
)


class Settings:
    """The chosen values, read from `path` once and written back whenever one changes.

    Args:
        path: the TOML file; it need not exist.
        retry_s: a file that could not be written is tried again after so many seconds.

    Attributes:
        path: the same.
        not_followed: what of the file is not followed, and why, each a sentence.
    """

    def __init__(self, path: Path, retry_s: float = RETRY_S) -> None:
        self.path = path
        self._table = {setting.name: setting for setting in TABLE}
        self.not_followed: list[str] = []
        self._stored = self._read()
        self._tell_unknown()
        self._listeners: list[Callable[[str], None]] = []
        self._writer = PatientWriter(path, retry_s)
        self._values = {name: self._checked(self._table[name]) for name in self._table}

    @property
    def faults(self) -> list[str]:
        """What of the file is not followed, and what is of no effect now, each a sentence."""
        in_vain = [
            f"{self.path.name}: {setting.name}: {fault}"
            for setting in TABLE
            for fault in setting.in_vain(self._values[setting.name])
        ]
        return [*self.not_followed, *in_vain]

    @property
    def colour_scheme(self) -> str:
        """`"system"`, `"light"` or `"dark"`."""
        return str(self._values["colour_scheme"])

    @property
    def fills_cells(self) -> bool:
        """True: thumbnails are cropped to fill their cell; False: they fit into it."""
        return self._values["thumbnails"] == "fill"

    @property
    def least_similarity(self) -> int:
        """How alike a match must be when a search begins, per cent."""
        value = self._values["least_similarity"]
        assert isinstance(value, int)
        return value

    @property
    def excluded(self) -> tuple[str, ...]:
        """Names or glob patterns that are never indexed."""
        value = self._values["excluded"]
        assert isinstance(value, tuple)
        return value

    @property
    def included(self) -> tuple[str, ...]:
        """Names or patterns that are indexed though they are hidden or belong to a program."""
        value = self._values["included"]
        assert isinstance(value, tuple)
        return value

    @property
    def model_card(self) -> Path | None:
        """The chosen model card; None for the shipped model."""
        value = str(self._values["model_card"])
        if not value:
            return None
        with contextlib.suppress(RuntimeError):  # the home of a user whom nobody knows
            return Path(value).expanduser()
        return Path(value)

    def n_workers(self, n_cores: int) -> int:
        """How many index workers may run on a computer with `n_cores` cores; at least 1."""
        share = {"gentle": 1, "half": n_cores // 2, "normal": n_cores}
        return max(1, share[str(self._values["indexing"])])

    def get(self, name: str) -> Value:
        """The value of the setting `name`.

        Raises:
            KeyError: there is no such setting.
        """
        return self._values[name]

    def set(self, name: str, value: Value) -> None:
        """Choose a value, tell the listeners, write the file soon.

        Raises:
            KeyError: there is no such setting.
            ValueError: the setting does not allow the value.
        """
        setting = self._table[name]
        if not setting.accepts(value):
            raise ValueError(f"{value!r} is not allowed for {name}")
        if value == self._values[name]:
            return
        self._values[name] = value
        self._stored[name] = list(value) if isinstance(value, tuple) else value
        self._writer.put(self._as_text())
        for listener in self._listeners:
            listener(name)

    def reset(self) -> None:
        """Back to the defaults, each setting that differs."""
        for setting in TABLE:
            self.set(setting.name, setting.default)

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Have `listener` called with the name of each setting that changes."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Wait until the file is written."""
        self._writer.close()

    def _checked(self, setting: Setting) -> Value:
        stored = self._stored.get(setting.name, setting.default)
        value = tuple(stored) if isinstance(stored, list) else stored
        if setting.accepts(value):
            for fault in setting.in_vain(value):
                log.warning("%s: %s: %s", self.path, setting.name, fault)
            return value  # type: ignore[return-value]  # accepts() has checked the type
        self._tell(f"{setting.name} = {_said(repr(stored))} is not allowed; the default counts")
        return setting.default

    def _read(self) -> dict[str, object]:
        try:
            return tomllib.loads(_text(self.path))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            self._tell(f"it cannot be read, so the defaults count: {_reason(error)}")
            return {}

    def _tell_unknown(self) -> None:
        for key in sorted(self._stored.keys() - self._table.keys()):
            alike = difflib.get_close_matches(key, self._table, n=1)
            meant = f" (did you mean '{alike[0]}'?)" if alike else ""
            self._tell(f"unknown key '{_said(key)}'{meant}")

    def _tell(self, fault: str) -> None:
        self.not_followed.append(f"{self.path.name}: {fault}.")
        log.warning("%s: %s.", self.path, fault)

    def _as_text(self) -> str:
        ours = [self._lines(setting) for setting in TABLE if setting.name in self._stored]
        others = {key: value for key, value in self._stored.items() if key not in self._table}
        return "\n".join(["# Settings of photosim", *ours, tomli_w.dumps(others)])

    def _lines(self, setting: Setting) -> str:
        pair = tomli_w.dumps({setting.name: self._stored[setting.name]})
        return f"\n# {setting.description} {_allowed(setting)}\n{pair}".rstrip()


def describe() -> str:
    """The settings as a Markdown table: name, what it does, default, what is allowed."""
    rows = ["| setting | what it does | default | allowed |", "|---|---|---|---|"]
    for setting in TABLE:
        default = json.dumps(setting.default, ensure_ascii=False)
        rows.append(
            f"| `{setting.name}` | {setting.description} | `{default}` | {_allowed(setting)} |"
        )
    return "\n".join(rows) + "\n"


def _allowed(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(f'"{choice}"' for choice, _ in setting.choices)
    if isinstance(setting.default, bool):
        return "true or false"
    if isinstance(setting.default, int):
        return f"{setting.low} to {setting.high}"
    return "a list of texts" if isinstance(setting.default, tuple) else "a path or nothing"


def _no_name(path: str) -> str:
    name = path.rstrip(os.sep).rpartition(os.sep)[2]
    meant = f", such as '{_said(name)}'" if name.strip("*") else ""
    return f"'{_said(path)}' is a path, which has no effect; write a name alone{meant}."


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is no text"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _said(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


def _text(path: Path) -> str:
    """What a file says that may be anything."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # reading a pipe would wait for somebody to write
        raise ValueError("it is no file")
    if found.st_size > _LONGEST_FILE:
        raise ValueError("it is too long")
    return path.read_text("utf-8-sig")
