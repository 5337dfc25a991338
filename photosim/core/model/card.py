"""Model cards: what photosim knows about a model, read from the JSON file beside it.

Path of the card -> `ModelCard`. A card is data only: the files that it names are checked where
they are loaded (`embed`, `projection`), against the sha256 that it holds. The format is described
in models/README.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard, cast

from photosim.core.errors import ModelError, ModelFault, Obstacle, Wanted, coded, system_reason

SHIPPED_NAME = "efficientnet-lite0.json"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model and how to use it.

    Attributes:
        path: the card's own file.
        id: stands with every vector; another id means that vectors cannot be compared.
        title: the model's name for people.
        file: the ONNX file; it takes `(n, input_size, input_size, 3)` uint8 RGB pixels.
        sha256: hex digest of `file`.
        input_name: the graph's input.
        input_size: edge in px to which a whole photo is squashed.
        feature_dim: length of the pooled features.
        features_name: the output `(n, feature_dim)` float32.
        logits_name: the output `(n, number of classes)` float32, None when there is none.
        temperature: divides the logits before the softmax; above 1 is softer.
        projection: the `.npy` file of `projection.Projection`, None when none was fitted yet.
        projection_sha256: hex digest of `projection`, "" without one.
        projection_dim: length of the vectors in the index, 0 without a projection.
        head: the `.npy` file of the last layer's weights, None when it was not taken out.
        head_sha256: hex digest of `head`, "" without one.
        labels: text file with one class name a line, None without logits.
        licence, origin: of the weights, for people.
        thresholds: numbers calibrated for this model, by name.
        feature_map_name: the output `(n, feature_dim, h, w)` whose mean the features are, None
            when the graph does not show it.
    """

    path: Path
    id: str
    title: str
    file: Path
    sha256: str
    input_name: str
    input_size: int
    feature_dim: int
    features_name: str
    logits_name: str | None
    temperature: float
    projection: Path | None
    projection_sha256: str
    projection_dim: int
    labels: Path | None
    licence: str
    origin: str
    thresholds: Mapping[str, float] = field(default_factory=dict, hash=False)
    head: Path | None = None
    head_sha256: str = ""
    feature_map_name: str | None = None


def shipped() -> Path:
    """The card that ships with photosim: in the package when installed, else in the checkout."""
    package = Path(__file__).parents[2]
    installed = package / "models" / SHIPPED_NAME
    return installed if installed.exists() else package.parent / "models" / SHIPPED_NAME


def load(path: Path) -> ModelCard:
    """Reads a model card.

    Args:
        path: the JSON file; the files that it names are relative to its folder.

    Raises:
        ModelError: it is missing, is not JSON, or lacks something.
    """
    fields = Fields(path, read_object(path))
    projection = fields.optional_section("projection")
    head = fields.optional_section("head")
    logits = fields.section("outputs").optional_text("logits")
    fields.expect("resize", "squash")
    fields.expect("pixels", "uint8 NHWC RGB")
    return ModelCard(
        path=path,
        id=fields.text("id"),
        title=fields.text("title"),
        file=path.parent / fields.text("file"),
        sha256=fields.digest("sha256"),
        input_name=fields.text("input"),
        input_size=fields.count("input_size"),
        feature_dim=fields.count("feature_dim"),
        features_name=fields.section("outputs").text("features"),
        logits_name=logits,
        temperature=fields.positive("temperature") if logits else 1.0,
        projection=path.parent / projection.text("file") if projection else None,
        projection_sha256=projection.digest("sha256") if projection else "",
        projection_dim=projection.count("dim") if projection else 0,
        labels=path.parent / fields.text("labels") if logits else None,
        licence=fields.text("licence"),
        origin=fields.text("origin"),
        thresholds=fields.numbers("thresholds"),
        head=path.parent / head.text("file") if head else None,
        head_sha256=head.digest("sha256") if head else "",
        feature_map_name=fields.section("outputs").optional_text("feature_map"),
    )


def read_checked(file: Path, sha256: str) -> bytes:
    """The bytes of a model's file, once they match the card.

    Raises:
        ModelError: the file cannot be read or has other bytes than the card says.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        reason = system_reason(error) or Obstacle.UNREADABLE
        raise ModelError(ModelFault.FILE_NOT_OPENED, file, reason) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(ModelFault.OTHER_FILE, file)
    return data


def read_object(path: Path) -> Mapping[str, object]:
    """A JSON object from its file.

    Raises:
        ModelError: it cannot be opened, or is none.
    """
    try:
        parsed = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = system_reason(error) or Obstacle.UNREADABLE
        raise ModelError(ModelFault.CARD_NOT_OPENED, path, reason) from error
    except (ValueError, RecursionError) as error:
        raise ModelError(ModelFault.CARD_NO_JSON, path) from error
    if not isinstance(parsed, dict):
        raise ModelError(ModelFault.CARD_NO_OBJECT, path)
    return cast(Mapping[str, object], parsed)


class Fields:
    """The fields of a card's object, each checked when it is asked for, or a `ModelError`."""

    def __init__(self, path: Path, values: Mapping[str, object], prefix: str = "") -> None:
        self._path = path
        self._values = values
        self._prefix = prefix

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value:
            raise self._wrong(name, Wanted.TEXT)
        return value

    def optional_text(self, name: str) -> str | None:
        """A text, or None when the field is missing or null."""
        return None if self._values.get(name) is None else self.text(name)

    def digest(self, name: str) -> str:
        """A SHA-256, hex."""
        value = self.text(name).lower()
        if len(value) != 64 or set(value) - set("0123456789abcdef"):
            raise self._wrong(name, Wanted.DIGEST)
        return value

    def count(self, name: str) -> int:
        """A whole number above 0."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._wrong(name, Wanted.COUNT)
        return value

    def positive(self, name: str) -> float:
        """A number above 0."""
        value = self._values.get(name)
        if not _is_number(value) or not 0 < value < float("inf"):
            raise self._wrong(name, Wanted.POSITIVE)
        return float(value)

    def numbers(self, name: str) -> Mapping[str, float]:
        """Numbers by name."""
        values = self.section(name)._values
        return {key: self._number(f"{name}.{key}", value) for key, value in values.items()}

    def section(self, name: str) -> Fields:
        """An object within."""
        value = self._values.get(name)
        if not isinstance(value, dict):
            raise self._wrong(name, Wanted.OBJECT)
        return Fields(self._path, value, f"{name}.")

    def optional_section(self, name: str) -> Fields | None:
        """An object within, or None when it is missing or null."""
        return None if self._values.get(name) is None else self.section(name)

    def expect(self, name: str, value: str) -> None:
        """Checks that a text is the only one that photosim knows."""
        if self.text(name) != value:
            raise self._wrong(name, coded(Wanted.ONLY, value))

    def _number(self, name: str, value: object) -> float:
        if not _is_number(value):
            raise self._wrong(name, Wanted.NUMBER)
        return float(value)

    def _wrong(self, name: str, wanted: Wanted | str) -> ModelError:
        return ModelError(ModelFault.CARD_LACKS, self._path, f"{self._prefix}{name}", wanted)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
