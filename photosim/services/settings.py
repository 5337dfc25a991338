"""What a person can choose: one table of settings, kept in one readable TOML file.

The table `TABLE` is the only place that knows names, defaults and ranges; the preferences dialog
and the table of docs/settings.md are made from it, with `photosim.texts.setting_wording`. A stored
value that is unknown or out of range is replaced by the default; that, a key that is none of the
table's, and a path where only names count, is said in the log, by `photosim status` and in the
preferences. Such keys stay in the file: a later version may have written them. Values are read and
set in any one thread; the file is written in a thread of its own, so that a slow disk holds nobody
up.
"""

from __future__ import annotations

import contextlib
import difflib
import logging
import os
import stat
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import tomli_w

from photosim.core.errors import Fault, PhotosimError, SettingFault, coded, system_reason
from photosim.core.records.settings import Setting, SettingValue
from photosim.services.runtime.patient_writer import RETRY_S, PatientWriter

log = logging.getLogger(__name__)

_LONGEST_FILE = 2**20
"""Bytes; a thousand times what photosim writes."""
_LONGEST_SAID = 60
"""Characters of a key or a value that are repeated to the person."""

NO_COMMENTS: Mapping[str, str] = MappingProxyType({})
"""Of a file that explains nothing."""

TABLE = (
    Setting("colour_scheme", "system", choices=("system", "light", "dark")),
    Setting("thumbnails", "fill", choices=("fill", "fit")),
    Setting("least_similarity", 30),
    Setting("fold_alike", True),
    Setting("better_first", True),
    Setting("indexing", "normal", choices=("gentle", "half", "normal"), at_start=True),
    Setting("excluded", ("@eaDir", ".thumbnails", ".Trash*", "$RECYCLE.BIN"), at_start=True),
    Setting("included", (), at_start=True),
    Setting("model_card", "", at_start=True),
)


class Settings:
    """The chosen values, read from `path` once and written back whenever one changes.

    Args:
        path: the TOML file; it need not exist.
        comments: what stands in the file over each setting, by its name, and by "" over all.
        retry_s: a file that could not be written is tried again after so many seconds.

    Attributes:
        path: the same.
        not_followed: what of the file is not followed, and why, each a coded fault.
    """

    def __init__(
        self, path: Path, comments: Mapping[str, str] = NO_COMMENTS, retry_s: float = RETRY_S
    ) -> None:
        self.path = path
        self._comments = comments
        self._table = {setting.name: setting for setting in TABLE}
        self.not_followed: list[str] = []
        self._stored = self._read()
        self._tell_unknown()
        self._listeners: list[Callable[[str], None]] = []
        self._writer = PatientWriter(path, retry_s)
        self._values = {name: self._checked(self._table[name]) for name in self._table}

    @property
    def faults(self) -> list[str]:
        """What of the file is not followed, and what is of no effect now, each coded."""
        vain = [
            self._of_file(coded(SettingFault.OF_SETTING, setting.name, fault))
            for setting in TABLE
            for fault in in_vain(self._values[setting.name])
        ]
        return [*self.not_followed, *vain]

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

    def get(self, name: str) -> SettingValue:
        """The value of the setting `name`.

        Raises:
            KeyError: there is no such setting.
        """
        return self._values[name]

    def set(self, name: str, value: SettingValue) -> None:
        """Choose a value, tell the listeners, write the file soon.

        Raises:
            KeyError: there is no such setting.
            ValueError: the setting does not allow the value.
        """
        setting = self._table[name]
        if not accepts(setting, value):
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

    def _checked(self, setting: Setting) -> SettingValue:
        stored = self._stored.get(setting.name, setting.default)
        value = tuple(stored) if isinstance(stored, list) else stored
        if accepts(setting, value):
            for fault in in_vain(value):
                log.warning("%s: %s: %s", self.path, setting.name, fault)
            return value  # type: ignore[return-value]  # accepts() has checked the type
        self._tell(coded(SettingFault.NOT_ALLOWED, setting.name, _said(repr(stored))))
        return setting.default

    def _read(self) -> dict[str, object]:
        try:
            return tomllib.loads(_text(self.path))
        except FileNotFoundError:
            return {}
        except PhotosimError as error:
            self._tell(str(error))
        except UnicodeDecodeError:
            self._tell(coded(SettingFault.NO_TEXT))
        except (OSError, ValueError, RecursionError) as error:
            self._tell(coded(SettingFault.UNREADABLE, _reason(error)))
        return {}

    def _tell_unknown(self) -> None:
        for key in sorted(self._stored.keys() - self._table.keys()):
            alike = difflib.get_close_matches(key, self._table, n=1)
            fault = SettingFault.MISSPELT if alike else SettingFault.UNKNOWN
            self._tell(coded(fault, _said(key), *alike))

    def _tell(self, fault: str) -> None:
        self.not_followed.append(self._of_file(fault))
        log.warning("%s: %s", self.path, fault)

    def _of_file(self, fault: str) -> str:
        return coded(Fault.OF_FILE, self.path.name, fault)

    def _as_text(self) -> str:
        ours = [self._lines(setting) for setting in TABLE if setting.name in self._stored]
        others = {key: value for key, value in self._stored.items() if key not in self._table}
        return "\n".join([*self._comment(""), *ours, tomli_w.dumps(others)])

    def _lines(self, setting: Setting) -> str:
        pair = tomli_w.dumps({setting.name: self._stored[setting.name]})
        return "\n".join(["", *self._comment(setting.name), pair]).rstrip()

    def _comment(self, name: str) -> list[str]:
        return [f"# {self._comments[name]}"] if name in self._comments else []


def accepts(setting: Setting, value: object) -> bool:
    """Whether `value` is of the right type and within the range or the choices."""
    if isinstance(setting.default, bool) or isinstance(value, bool):
        return isinstance(setting.default, bool) and isinstance(value, bool)
    if isinstance(setting.default, int):
        return isinstance(value, int) and setting.low <= value <= setting.high
    if isinstance(setting.default, tuple):
        return isinstance(value, tuple) and all(isinstance(part, str) for part in value)
    return isinstance(value, str) and (not setting.choices or value in setting.choices)


def in_vain(value: object) -> list[str]:
    """A coded fault for each text of a list that has no effect: names count, and paths are none."""
    texts = value if isinstance(value, tuple) else ()
    return [_no_name(text) for text in texts if os.sep in (text.rstrip(os.sep) or text)]


def _no_name(path: str) -> str:
    name = path.rstrip(os.sep).rpartition(os.sep)[2]
    if name.strip("*"):
        return coded(SettingFault.PATH_NAMED, _said(path), _said(name))
    return coded(SettingFault.PATH, _said(path))


def _reason(error: Exception) -> int | str:
    return (isinstance(error, OSError) and system_reason(error)) or str(error)


def _said(text: str) -> str:
    return text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


def _text(path: Path) -> str:
    """What a file says that may be anything."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # reading a pipe would wait for somebody to write
        raise PhotosimError(SettingFault.NO_FILE)
    if found.st_size > _LONGEST_FILE:
        raise PhotosimError(SettingFault.LONG)
    return path.read_text("utf-8-sig")
