"""Fits the projection of a model (its features' principal components) on real photos.

    python models/fit_projection.py [--card CARD] FOLDER...

Writes `(1 + dim, feature_dim)` float32 beside the card: row 0 the mean of the features (each first
brought to unit length), the other rows the components, the largest variance first, without
whitening; then enters it in the card.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is imported

import cards
import numpy as np
import numpy.typing as npt
import onnxruntime
import photos

DIM = 256
Floats = npt.NDArray[np.float32]


def main() -> None:
    """Reads the arguments, fits, writes the projection and the card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    shipped = Path(__file__).with_name("efficientnet-lite0.json")
    parser.add_argument("--card", type=Path, default=shipped)
    parser.add_argument("folders", type=Path, nargs="+")
    wanted = parser.parse_args()
    card = json.loads(wanted.card.read_text(encoding="utf-8"))
    rows = fit(features_of(card, wanted.card.parent, photos.find(wanted.folders)))
    target = wanted.card.with_name(f"{wanted.card.stem}-projection.npy")
    np.save(target, rows)
    card["projection"] = {"file": target.name, "sha256": cards.digest(target), "dim": DIM}
    cards.write(wanted.card, card)
    print(f"{target}: {rows.shape}, {wanted.card}: {card['id']}")


def features_of(card: dict[str, Any], folder: Path, paths: list[Path]) -> Floats:
    """The features `(n, feature_dim)` float32 of photos."""
    session = onnxruntime.InferenceSession(
        folder / card["file"], providers=["CPUExecutionProvider"]
    )
    names = [card["outputs"]["features"]]
    return np.concatenate(
        [
            session.run(names, {card["input"]: photos.pixels(path, card["input_size"])})[0]
            for path in paths
        ]
    )


def fit(features: Floats) -> Floats:
    """The mean and the components, `(1 + DIM, feature_dim)` float32.

    Each photo counts by its direction only, as it does in `photosim.core.model.projection`: photos
    are compared by cosine. The sign of a component is fixed by its largest entry, so that a second
    fit gives the same rows.
    """
    if len(features) <= DIM:
        raise SystemExit(f"{len(features)} photos are too few for {DIM} components")
    directions = features / np.linalg.norm(features, axis=1, keepdims=True)
    mean = directions.mean(axis=0, dtype=np.float64)
    _, _, components = np.linalg.svd(directions - mean, full_matrices=False)
    components = components[:DIM]
    largest = np.abs(components).argmax(axis=1)
    signs = np.sign(components[np.arange(DIM), largest])
    return np.vstack([mean, components * signs[:, None]]).astype(np.float32)


if __name__ == "__main__":
    main()
