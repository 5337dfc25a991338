"""Records what the float32 network says in PyTorch, for tests/core/model/test_embed.py.

    python models/record_parity.py OUT.npz PHOTO...

Writes `names`, `features` `(n, 1280)` and `logits` `(n, 1000)`, both float16, of n photos. The test
takes astronaut.png, chelsea.png, coffee.png and rocket.jpg of scikit-image.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cards
import networks
import numpy as np
import photos
import torch


def main() -> None:
    """Runs the network on each photo and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("photos", type=Path, nargs="+")
    wanted = parser.parse_args()
    pixels = np.concatenate([photos.pixels(path, cards.INPUT_SIZE) for path in wanted.photos])
    with torch.no_grad():
        features, logits, _ = networks.lite0()(torch.from_numpy(pixels))
    np.savez_compressed(
        wanted.out,
        names=np.array([path.name for path in wanted.photos]),
        features=features.numpy().astype(np.float16),
        logits=logits.numpy().astype(np.float16),
    )


if __name__ == "__main__":
    main()
