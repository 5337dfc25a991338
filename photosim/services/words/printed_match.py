"""A match of a picture or of a text as the command line prints it."""

from __future__ import annotations

from typing import Any

from photosim.core.records.photos import Match
from photosim.core.store import Store


def printed(store: Store, match: Match) -> list[dict[str, Any]]:
    """What is printed of one match: nothing when its photo is not there any more."""
    return [
        {
            "path": match.file.path if match.file else photo.path,
            "photo": photo.id,
            "similarity": round(match.similarity, 4),
            "evidence": str(match.evidence),
            "offline": match.file.offline if match.file else photo.offline,
        }
        for photo in store.photos.get([match.photo_id])
    ]
