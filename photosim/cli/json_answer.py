"""Answers as JSON that every program reads, whatever bytes the names of files hold.

Python keeps bytes that are no text as lone surrogates, which JSON can write and most readers
refuse. A path with such bytes is written as an address instead, `file:///photos/caf%E9.jpg`: no
path begins like that, and the bytes can be had back. In sentences they are shown as people see
them, as a replacement sign.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from photosim.core.records.photos import shown


def as_json(answer: dict[str, Any]) -> str:
    """An answer in one line of ASCII, without surrogates that stand alone."""
    return json.dumps(_written(answer))


def _written(value: Any) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(value, dict):
        return {_text(name): _written(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return Path(text).as_uri() if _is_path(text) else shown(text)
    return text


def _is_path(text: str) -> bool:
    """Whether it is a complete path: sentences have their bytes in words already."""
    return os.path.isabs(text)  # noqa: PTH117 (`Path` would take any text)
