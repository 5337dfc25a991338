"""A made-up network in the files of TensorFlow.js, with as many convolutions as EfficientNet-B0."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

N_CONVOLUTIONS, N_FEATURES, N_CLASSES, N_CHANNELS = 81, 1280, 1000, 4
MEAN = np.array([123.675, 116.28, 103.53], np.float32)
DEVIATION = np.array([58.395, 57.12, 57.375], np.float32)


class MadeUp:
    """Convolutions one after the other, the first two at stride 2; features, classes.

    Attributes:
        kernels: of the convolutions, `(height, width, in, out)`.
        biases: `(out,)` each.
    """

    def __init__(self, seed: int = 1) -> None:
        random = np.random.default_rng(seed)
        ends = [N_CHANNELS] * (N_CONVOLUTIONS - 1) + [N_FEATURES]
        starts = [3, *ends[:-1]]
        sizes = [3, 3] + [1] * (N_CONVOLUTIONS - 2)
        self.kernels = [
            random.normal(0, 1 / math.sqrt(size * size * start), (size, size, start, end))
            for size, start, end in zip(sizes, starts, ends, strict=True)
        ]
        self.biases = [random.normal(0, 0.1, end) for end in ends]
        self._constants: list[tuple[str, np.ndarray]] = []
        self._nodes: list[dict[str, object]] = []

    def features(self, pixels: np.ndarray) -> np.ndarray:
        """`(1280,)` of pixels `(edge, edge, 3)`, computed as TensorFlow says."""
        seen = (pixels.astype(np.float64) - MEAN) / DEVIATION
        for kernel, bias in zip(self.kernels, self.biases, strict=True):
            seen = _convolved(seen, kernel, 2 if kernel.shape[0] == 3 else 1) + bias
        return seen.mean(axis=(0, 1))

    def write(self, folder: Path) -> None:
        """model.json and two shards."""
        folder.mkdir(parents=True)
        last = self._written_layers()
        self._node("Mean", "StatefulPartitionedCall/model/top_pool/Mean", [last])
        self._node("_FusedMatMul", "logits", [self._last(), *self._head()])
        self._node("Softmax", "chances", ["logits"])
        data = b"".join(value.astype(np.float32).tobytes() for _, value in self._constants)
        half = len(data) // 2
        (folder / "1of2.bin").write_bytes(data[:half])
        (folder / "2of2.bin").write_bytes(data[half:])
        weights = [
            {"name": name, "shape": list(value.shape), "dtype": "float32"}
            for name, value in self._constants
        ]
        manifest = {"paths": ["1of2.bin", "2of2.bin"], "weights": weights}
        told = {"modelTopology": {"node": self._nodes}, "weightsManifest": [manifest]}
        (folder / "model.json").write_text(json.dumps(told))

    def _written_layers(self) -> str:
        self._constant("normalise/tf_op_layer_Mul/Mul/y", np.array(255.0))
        self._constant("normalise/BroadcastTo/input", MEAN)
        self._constant("normalise/BroadcastTo_1/input", DEVIATION)
        self._node("RealDiv", "tf_op_layer_RealDiv", [])
        last = "tf_op_layer_RealDiv"
        for number, (kernel, bias) in enumerate(zip(self.kernels, self.biases, strict=True)):
            stride = 2 if kernel.shape[0] == 3 else 1
            inputs = [last, f"k{number}", f"b{number}"]
            self._constant(inputs[1], kernel)
            self._constant(inputs[2], bias)
            last = f"StatefulPartitionedCall/model/c{number}"
            strides = {"strides": {"list": {"i": ["1", str(stride), str(stride), "1"]}}}
            self._node("_FusedConv2D", last, inputs, strides)
        return last

    def _head(self) -> list[str]:
        self._constant("w", np.eye(N_FEATURES, N_CLASSES))
        self._constant("b", np.zeros(N_CLASSES))
        return ["w", "b"]

    def _last(self) -> str:
        return str(self._nodes[-1]["name"])

    def _constant(self, name: str, value: np.ndarray) -> None:
        self._constants.append((name, value))

    def _node(self, op: str, name: str, inputs: list[str], attr: object = None) -> None:
        self._nodes.append({"op": op, "name": name, "input": inputs, "attr": attr or {}})


def _convolved(seen: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    """With TensorFlow's "SAME" padding: what is odd of it stands at the end."""
    size, edge = kernel.shape[0], len(seen)
    out = -(-edge // stride)
    padding = max((out - 1) * stride + size - edge, 0)
    before = padding // 2
    padded = np.pad(seen, [(before, padding - before)] * 2 + [(0, 0)])
    found = np.zeros((out, out, kernel.shape[3]))
    for y in range(size):
        for x in range(size):
            rows = slice(y, y + stride * (out - 1) + 1, stride)
            columns = slice(x, x + stride * (out - 1) + 1, stride)
            found += padded[rows, columns] @ kernel[y, x]
    return found
