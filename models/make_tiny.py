"""Makes a tiny model that is nothing like the shipped one, for the tests: any card must do.

    python models/make_tiny.py tests/data/models

`tiny.onnx` takes 32 px instead of 224, gives 12 features instead of 1280 and no logits: the mean
colour of each of four quarters of the picture, from 0 to 1.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cards
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE = 32
DIM = 12
PROJECTION_DIM = 4


def main() -> None:
    """Writes the model, its projection and its card into the folder of the first argument."""
    folder = Path(sys.argv[1])
    onnx.save(model(), folder / "tiny.onnx")
    rows = np.zeros((1 + PROJECTION_DIM, DIM), np.float32)
    rows[1:, :PROJECTION_DIM] = np.eye(PROJECTION_DIM, dtype=np.float32)
    np.save(folder / "tiny-projection.npy", rows)
    cards.write(folder / "tiny.json", _card(folder))


def model() -> onnx.ModelProto:
    """The mean colour of four quarters: `(n, 32, 32, 3)` uint8 to `(n, 12)` float32."""
    half = SIZE // 2
    nodes = [
        helper.make_node("Cast", ["image"], ["grey"], to=TensorProto.FLOAT),
        helper.make_node("Div", ["grey", "white"], ["parts"]),
        helper.make_node("Transpose", ["parts"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node(
            "AveragePool", ["planes"], ["quarters"], kernel_shape=[half] * 2, strides=[half] * 2
        ),
        helper.make_node("Flatten", ["quarters"], ["colours"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", SIZE, SIZE, 3])],
        [helper.make_tensor_value_info("colours", TensorProto.FLOAT, ["n", DIM])],
        [numpy_helper.from_array(np.float32(255), "white")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(made)
    return made


def _card(folder: Path) -> dict[str, object]:
    return {
        "id": "",
        "name": "tiny",
        "title": "Four colours",
        "file": "tiny.onnx",
        "sha256": cards.digest(folder / "tiny.onnx"),
        "input": "image",
        "input_size": SIZE,
        "pixels": "uint8 NHWC RGB",
        "resize": "squash",
        "feature_dim": DIM,
        "outputs": {"features": "colours", "logits": None},
        "projection": {
            "file": "tiny-projection.npy",
            "sha256": cards.digest(folder / "tiny-projection.npy"),
            "dim": PROJECTION_DIM,
        },
        "licence": "Apache-2.0",
        "origin": "models/make_tiny.py",
        "thresholds": {},
    }


if __name__ == "__main__":
    main()
