"""A float32 model to int8: smaller and faster, with the same retrieval quality.

Three things make it as good as float32 (measured, see README.md):

- The weights of the matrix products have 7 bits: on CPUs with AVX2 but without VNNI two products
  of 8 bits overflow 16 bits, and the features come out wrong (cosine to float32 0.91). The
  depthwise layers are computed another way, cannot overflow, and keep 8 bits.
- The bias of each layer is corrected by the mean error of its output on real photos
  (Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction").
- The pixels are taken as they are: (x - 127) / 128 *is* a uint8 with zero point 127, so that the
  normalisation costs nothing and rounds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import photos
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)

N_CALIBRATION = 180
"""Photos that give the ranges of all layers."""
N_CORRECTION = 60
"""Of these, the photos that give the mean errors."""

Pixels = npt.NDArray[np.uint8]


class _Reader(CalibrationDataReader):
    def __init__(self, input_name: str, samples: Sequence[Pixels]) -> None:
        self._inputs = ({input_name: sample} for sample in samples)

    def get_next(self) -> dict[str, Pixels] | None:
        return next(self._inputs, None)


def quantise(
    source: Path, target: Path, folders: Sequence[Path], size: int, mean: float, std: float
) -> None:
    """Writes the int8 twin of a model.

    Args:
        source: float32 ONNX file from `export.py`.
        target: where the int8 file goes.
        folders: real photos, a few hundred of many kinds.
        size: edge of the model's input in px.
        mean: what is subtracted from the pixels of 0..255, a whole number.
        std: what they are divided by then.
    """
    samples = [photos.pixels(path, size) for path in photos.find(folders, N_CALIBRATION)]
    if not samples:
        raise SystemExit("there are no photos to calibrate with")
    original = onnx.load(source)
    input_name = original.graph.input[0].name
    quantize_static(
        source,
        target,
        _Reader(input_name, samples),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        op_types_to_quantize=["Conv", "Add", "Clip", "Gemm"],
        extra_options={"TensorQuantOverrides": _full_range(original)},
    )
    model = onnx.load(target)
    _take_pixels_as_they_are(model, input_name, mean, std)
    _correct_biases(original, model, samples[:: max(1, len(samples) // N_CORRECTION)])
    onnx.checker.check_model(model)
    onnx.save(model, target)


def _convolutions(model: onnx.ModelProto) -> dict[str, onnx.NodeProto]:
    return {node.name: node for node in model.graph.node if node.op_type == "Conv"}


def _full_range(model: onnx.ModelProto) -> dict[str, list[dict[str, object]]]:
    """All 8 bits for the weights of the depthwise layers."""
    eight = {"quant_type": QuantType.QInt8, "symmetric": True, "axis": 0, "reduce_range": False}
    return {
        node.input[1]: [dict(eight)]
        for node in _convolutions(model).values()
        if any(attribute.name == "group" and attribute.i > 1 for attribute in node.attribute)
    }


def _take_pixels_as_they_are(
    model: onnx.ModelProto, input_name: str, mean: float, std: float
) -> None:
    """Replaces cast, subtract, divide and quantise before the first layer by one reading."""
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    stem = next(node for node in graph.node if node.op_type == "Conv")
    name = stem.input[0]
    while name != input_name:
        node = made_by[name]
        name = node.input[0]
        graph.node.remove(node)
    graph.initializer.append(numpy_helper.from_array(np.float32(1 / std), "pixel_scale"))
    graph.initializer.append(numpy_helper.from_array(np.uint8(mean), "pixel_zero"))
    planes = helper.make_node("Transpose", [input_name], ["planes"], "planes", perm=[0, 3, 1, 2])
    normalised = helper.make_node(
        "DequantizeLinear", ["planes", "pixel_scale", "pixel_zero"], ["normalised"], "normalised"
    )
    graph.node.insert(0, planes)
    graph.node.insert(1, normalised)
    stem.input[0] = "normalised"
    used = {name for node in graph.node for name in node.input}
    for constant in [constant for constant in graph.initializer if constant.name not in used]:
        graph.initializer.remove(constant)


def _correct_biases(
    original: onnx.ModelProto, model: onnx.ModelProto, samples: Sequence[Pixels]
) -> None:
    """Moves the int32 bias of each layer, in order, by its mean error so far."""
    wanted = _channel_means(original, list(_convolutions(original).values()), samples)
    made_by = {output: node for node in model.graph.node for output in node.output}
    constants = {constant.name: constant for constant in model.graph.initializer}
    for node in _convolutions(model).values():
        reading = made_by[node.input[2]]
        bias = constants[reading.input[0]]
        scale = numpy_helper.to_array(constants[reading.input[1]])
        error = _channel_means(model, [node], samples)[node.name] - wanted[node.name]
        corrected = numpy_helper.to_array(bias) - np.round(error / scale).astype(np.int32)
        bias.CopyFrom(numpy_helper.from_array(corrected, bias.name))


def _channel_means(
    model: onnx.ModelProto, nodes: Sequence[onnx.NodeProto], samples: Sequence[Pixels]
) -> dict[str, npt.NDArray[np.float64]]:
    """Mean output of each channel of some layers, by the layer's name."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    del probe.graph.output[:]
    outputs = [node.output[0] for node in nodes]
    probe.graph.output.extend(
        helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs
    )
    session = onnxruntime.InferenceSession(
        probe.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    sums = [np.zeros(1)] * len(nodes)
    for sample in samples:
        maps = session.run(outputs, {model.graph.input[0].name: sample})
        sums = [
            total + a.mean((0, 2, 3), dtype=np.float64) for total, a in zip(sums, maps, strict=True)
        ]
    return {node.name: total / len(samples) for node, total in zip(nodes, sums, strict=True)}
