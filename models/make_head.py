"""Takes the weights of the last layer out of an exported model, for "more like these words".

    python models/make_head.py [--card CARD]

Writes `(number of classes, feature_dim)` int8 beside the card, each row scaled to its own greatest
value, since only its direction is used, and enters it in the card. The card's id stays: vectors of
the library do not depend on it.
"""

from __future__ import annotations

import argparse
import json
from functools import reduce
from pathlib import Path

import cards
import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Reads the model that a card names and writes its last layer."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    shipped = Path(__file__).with_name("efficientnet-lite0.json")
    parser.add_argument("--card", type=Path, default=shipped)
    path = parser.parse_args().card
    card = json.loads(path.read_text(encoding="utf-8"))
    rows = last_layer(path.parent / card["file"], card["outputs"]["features"])
    target = path.with_name(f"{path.stem}-head.npy")
    greatest = np.abs(rows).max(axis=1, keepdims=True)
    np.save(target, np.round(127 * rows / greatest).astype(np.int8))
    card["head"] = {"file": target.name, "sha256": cards.digest(target)}
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target}: {rows.shape}")


def last_layer(file: Path, features: str) -> Floats:
    """The weights `(number of classes, feature_dim)` that are multiplied with the features.

    Raises:
        ValueError: the model ends in another kind of layer.
    """
    graph = onnx.load(str(file)).graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        if node.op_type == "Gemm" and node.input[0] == features:
            weights = _constant(node.input[1], constants, makers)
            is_turned = any(a.name == "transB" and a.i for a in node.attribute)
            return weights if is_turned else weights.T
    raise ValueError(f"{file} has no fully connected layer behind {features}.")


def _constant(
    name: str, constants: dict[str, npt.NDArray[np.float32]], makers: dict[str, onnx.NodeProto]
) -> Floats:
    """A constant of the graph, also one that is kept in 8 bits: with a scale for each class.

    Raises:
        ValueError: it is none.
    """
    if name in constants:
        return constants[name].astype(np.float32)
    maker = makers[name]
    if maker.op_type in ("Cast", "Mul"):  # `convert_b0`
        parts = [_constant(one, constants, makers) for one in maker.input]
        return reduce(np.multiply, parts)
    if maker.op_type != "DequantizeLinear":
        raise ValueError(f"{name} is not a constant.")
    values, scale, zero = (constants[one].astype(np.float32) for one in maker.input)
    return (values - zero.reshape(-1, 1)) * scale.reshape(-1, 1)


if __name__ == "__main__":
    main()
