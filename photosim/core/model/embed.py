"""Embedding: decoded photos to the features and classes of an ONNX model.

image (RGB, any size) -> squash to `(input_size, input_size)` -> `(1, h, w, 3)` uint8 pixels ->
the model, which normalises by itself -> features `(feature_dim,)` float32, not normalised, and
the best classes. One image a run: batches gain nothing on a CPU (models/README.md).

onnxruntime is imported only when an `Embedder` is made, after its telemetry is switched off.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosim.core.errors import ModelError, ModelFault
from photosim.core.model import card as model_card
from photosim.core.model.card import ModelCard
from photosim.core.records.photos import KEPT_CLASSES, Floats

FILTER = Image.Resampling.HAMMING
"""On Caltech-101 (40 classes) and clothing photos at 384 px: mAP .760 and .420, in 0.9 ms; bilinear
.754 and .409, bicubic .755 and .412 in 1.3 ms, Lanczos .753 and .415 in 1.8 ms."""
REDUCING_GAP = 1.0
"""Images of twice the input size or more are first reduced by a whole number, which is fast."""

_GRAPH_ERRORS = (
    "EPFail",
    "Fail",
    "InvalidArgument",
    "InvalidGraph",
    "InvalidProtobuf",
    "NoModel",
    "NotImplemented",
    "RuntimeException",
)
"""What onnxruntime raises for a model it cannot load or run; they share no base class."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a model says about n images.

    Attributes:
        features: `(n, feature_dim)` float32, finite, not normalised.
        classes: per image `(m, 2)` float32, best first: class number and probability; m is
            `KEPT_CLASSES`, or fewer when the model has fewer, and 0 when it names no logits.
    """

    features: Floats
    classes: tuple[Floats, ...]


class Embedder:
    """A loaded model; make it in the process that uses it, it cannot be sent to another."""

    def __init__(self, card: ModelCard, threads: int = 1) -> None:
        """Loads and checks the model.

        Args:
            card: the model's card.
            threads: threads of one run; 1 where one process works per core.

        Raises:
            ModelError: the file is missing, damaged, or is not the model of its card.
        """
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # must be there before the import
        import onnxruntime

        self.card = card
        self._errors = graph_errors()
        data = model_card.read_checked(card.file, card.sha256)
        try:
            self._session = onnxruntime.InferenceSession(
                data, session_options(onnxruntime, threads), providers=["CPUExecutionProvider"]
            )
        except self._errors as error:
            raise ModelError(ModelFault.NO_ONNX, card.file) from error
        self._outputs = [card.features_name] + ([card.logits_name] if card.logits_name else [])
        self._check()

    def embed(self, images: Sequence[Image.Image]) -> Embedded:
        """Features and best classes of upright sRGB images of any size.

        Raises:
            ModelError: the model fails or gives something else than its card says.
        """
        answers = [self._run(preprocess(image, self.card.input_size)) for image in images]
        features = [answer[0] for answer in answers]
        return Embedded(
            features=np.stack(features) if features else self._no_features(),
            classes=tuple(answer[1] for answer in answers),
        )

    def embed_with_map(self, image: Image.Image) -> tuple[Embedded, Floats | None]:
        """As `embed` for one image, and its feature map; for query pictures, to find the subject.

        Returns:
            The features, and `(feature_dim, h, w)` float32; None when the card names no map.

        Raises:
            ModelError: the model fails or gives something else than its card says.
        """
        name = self.card.feature_map_name
        if name is None:
            return self.embed([image]), None
        pixels = preprocess(image, self.card.input_size)
        *outputs, feature_map = self._outputs_of(pixels, [*self._outputs, name])
        features, classes = self._read(outputs)
        if feature_map.ndim != 4 or feature_map.shape[:2] != (1, self.card.feature_dim):
            raise ModelError(ModelFault.OTHER_MAP, self.card.file)
        return Embedded(features[np.newaxis], (classes,)), feature_map[0]

    def _run(self, pixels: npt.NDArray[np.uint8]) -> tuple[Floats, Floats]:
        return self._read(self._outputs_of(pixels, self._outputs))

    def _outputs_of(self, pixels: npt.NDArray[np.uint8], names: list[str]) -> list[Floats]:
        try:
            outputs: list[Floats] = self._session.run(names, {self.card.input_name: pixels})
        except self._errors as error:
            raise ModelError(ModelFault.NOT_RUN, self.card.title) from error
        return outputs

    def _read(self, outputs: list[Floats]) -> tuple[Floats, Floats]:
        """Features and best classes of the model's answer."""
        features = outputs[0]
        if features.shape != (1, self.card.feature_dim) or not np.isfinite(features).all():
            raise ModelError(ModelFault.OTHER_FEATURES, self.card.file)
        return features[0], self._best(outputs[1][0]) if len(outputs) > 1 else _NO_CLASSES.copy()

    def _best(self, logits: Floats) -> Floats:
        """The best classes of `(number of classes,)` logits."""
        powers = np.exp((logits - logits.max()) / self.card.temperature)
        best = np.argsort(-powers, kind="stable")[:KEPT_CLASSES]
        return np.stack([best, powers[best] / powers.sum()], axis=1).astype(np.float32)

    def _no_features(self) -> Floats:
        return np.zeros((0, self.card.feature_dim), np.float32)

    def _check(self) -> None:
        """Compares the graph with the card, then runs it once on a grey image."""
        inputs = {node.name: node for node in self._session.get_inputs()}
        if list(inputs) != [self.card.input_name]:
            raise ModelError(ModelFault.NO_INPUT, self.card.file, self.card.input_name)
        if inputs[self.card.input_name].type != "tensor(uint8)":
            raise ModelError(ModelFault.NO_PIXELS_TAKEN, self.card.file)
        named = {*self._outputs, self.card.feature_map_name} - {None}
        missing = named - {node.name for node in self._session.get_outputs()}
        if missing:
            raise ModelError(ModelFault.NO_OUTPUT, self.card.file, missing.pop())
        size = self.card.input_size
        self._run(np.full((1, size, size, 3), 128, np.uint8))


def preprocess(image: Image.Image, size: int) -> npt.NDArray[np.uint8]:
    """The pixels a model takes: the whole image squashed, `(1, size, size, 3)` uint8 RGB."""
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    squashed = rgb.resize((size, size), FILTER, reducing_gap=REDUCING_GAP)
    return np.asarray(squashed)[np.newaxis]


_NO_CLASSES: Floats = np.zeros((0, 2), np.float32)


def session_options(onnxruntime: ModuleType, threads: int) -> Any:  # noqa: ANN401 - it has no types
    """How every model is run: on some threads, without spinning, without its complaints."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # its complaints come as exceptions, not on standard error
    return options


def graph_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a model it cannot load or run."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    return tuple(getattr(state, name) for name in _GRAPH_ERRORS if hasattr(state, name))
