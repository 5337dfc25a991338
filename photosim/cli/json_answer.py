"""Answers as JSON that every program reads, whatever bytes the names of files hold.

Here as well: the JSON of what was found to a picture or a text, and of words for a picture.

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
from photosim.core.records.themes import Tag
from photosim.services.search.read_only_search import FoundPhoto, FoundPhotos, TaggedPicture
from photosim.texts import note_wording


def of_picture(found: FoundPhotos) -> dict[str, Any]:
    """What was found to a picture."""
    return _asked(found) | _seconds(found)


def of_text(found: FoundPhotos) -> dict[str, Any]:
    """What was found to a text, and a sentence on its words."""
    return _asked(found) | {"note": note_wording.said(found.notes)} | _seconds(found)


def of_tags(found: TaggedPicture) -> dict[str, Any]:
    """Words for a picture, with their scores to four digits."""
    return {"query": found.query, "tags": [_tag(tag) for tag in found.tags]}


def _asked(found: FoundPhotos) -> dict[str, Any]:
    return {"query": found.query, "matches": [_match(one) for one in found.photos]}


def _match(found: FoundPhoto) -> dict[str, Any]:
    return {
        "path": found.path,
        "photo": found.match.photo_id,
        "similarity": round(found.match.similarity, 4),
        "evidence": str(found.match.evidence),
        "offline": found.is_offline,
    }


def _seconds(found: FoundPhotos) -> dict[str, Any]:
    return {"seconds": round(found.seconds, 4)}


def _tag(tag: Tag) -> dict[str, Any]:
    return {"tag": tag.text, "score": round(tag.score, 4)}


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
