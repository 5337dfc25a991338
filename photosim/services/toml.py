"""Writes what `tomllib` reads: the standard library can only read TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time


def dumps(table: Mapping[str, object], path: tuple[str, ...] = ()) -> str:
    """A TOML document: plain values first, then the tables, nested ones with their full names.

    Args:
        table: values as `tomllib.loads` gives them.
        path: names of the tables around this one.

    Raises:
        TypeError: a value has no form in TOML.
    """
    plain = [
        f"{_key(name)} = {inline(value)}"
        for name, value in table.items()
        if not isinstance(value, Mapping)
    ]
    inner = [
        f"\n[{'.'.join(_key(part) for part in (*path, name))}]\n{dumps(value, (*path, name))}"
        for name, value in table.items()
        if isinstance(value, Mapping)
    ]
    return "".join(f"{part}\n" for part in plain) + "".join(inner)


def inline(value: object) -> str:
    """One value as it stands behind the equals sign; a table within it in braces.

    Raises:
        TypeError: the value has no form in TOML.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            # JSON's escapes are TOML's; only DEL must be escaped in TOML and is not in JSON.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case int() | float():
            return repr(value)
        case datetime() | date() | time():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(inline(part) for part in value)}]"
        case Mapping():
            pairs = [f"{_key(str(name))} = {inline(part)}" for name, part in value.items()]
            return f"{{{', '.join(pairs)}}}"
    raise TypeError(f"{value!r} has no form in TOML")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else inline(name)
