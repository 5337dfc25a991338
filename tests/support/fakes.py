"""Stand-ins that come in through constructors: real behaviour, small and quick."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from photosim.core.errors import IndexFileError
from photosim.core.index.vector_index import ExactIndex, IndexFile
from photosim.core.records.photos import Examined, Metadata


@dataclass(frozen=True)
class FakeCard:
    id: str = "colour-histogram"
    input_size: int = 64
    feature_dim: int = 64


@dataclass(frozen=True)
class FakeEmbedded:
    features: np.ndarray
    classes: list[np.ndarray]


@dataclass
class FakeEmbedder:
    """A colour histogram of 64 bins as "model": alike pictures get near features."""

    card: FakeCard = field(default_factory=FakeCard)

    def embed(self, images: Sequence[Image.Image]) -> FakeEmbedded:
        features = np.stack([self._features(image) for image in images])
        order = np.argsort(-features, axis=1)[:, :10]
        classes = [
            np.stack([best, row[best]], axis=1).astype(np.float32)
            for best, row in zip(order, features, strict=True)
        ]
        return FakeEmbedded(features, classes)

    def embed_with_map(self, image: Image.Image) -> tuple[FakeEmbedded, None]:
        return self.embed([image]), None

    @staticmethod
    def _features(image: Image.Image) -> np.ndarray:
        assert image.mode == "RGB"
        pixels = np.asarray(image.resize((32, 32), Image.Resampling.BOX)) // 64
        bins = pixels[..., 0].astype(int) * 16 + pixels[..., 1] * 4 + pixels[..., 2]
        counts = np.bincount(bins.ravel(), minlength=64).astype(np.float32)
        return counts / counts.sum()


class FakeIndex(ExactIndex):
    """The exact twin as an index that is saved, loaded and begun anew; breaks when told to.

    Attributes:
        error: raised by the next `add`, if any.
        needs_rebuild: what it says of itself.
        loaded: how often a file was taken over.
    """

    def __init__(self, dim: int = 4) -> None:
        super().__init__(dim)
        self.error: Exception | None = None
        self.needs_rebuild = False
        self.loaded = 0

    def create(self, dim: int, capacity: int = 0) -> None:  # type: ignore[override]
        assert capacity > 0
        self.__dict__.update(ExactIndex(dim).__dict__)

    def add(self, ids: np.ndarray, vectors: np.ndarray) -> None:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        super().add(ids, vectors)

    def save(self, path: Path) -> IndexFile:
        stored = io.BytesIO()
        np.savez(stored, ids=self._ids, rows=self._rows)
        path.write_bytes(stored.getvalue())
        return self._record(path)

    def load(self, path: Path, expected: IndexFile) -> None:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
        if digest != expected.sha256:
            raise IndexFileError(f"{path.name} does not match.")
        with np.load(io.BytesIO(path.read_bytes())) as arrays:
            self.create(expected.dim, 1)
            self._ids, self._rows = arrays["ids"], arrays["rows"]
        self.loaded += 1

    @staticmethod
    def _record(path: Path) -> IndexFile:
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        with np.load(io.BytesIO(content)) as arrays:
            n = len(arrays["ids"])
            dim = arrays["rows"].shape[1]
        return IndexFile(path.name, len(content), digest, 0, "", dim, n, n)


def examined(content: bytes | str, model_id: str = "one", dim: int = 8, **more: object) -> Examined:
    """What a worker would find out about a photo with these bytes; features follow from them."""
    content = content.encode() if isinstance(content, str) else content
    digest = hashlib.sha256(content).hexdigest()
    random = np.random.default_rng(int(digest[:8], 16))
    found = {
        "content_hash": digest,
        "size": len(content),
        "width": 640,
        "height": 480,
        "file_format": "JPEG",
        "metadata": Metadata(),
        "thumbnail": b"\xff\xd8" + content,
        "mean_colour": 0x808080,
        "phash": int(digest[:16], 16),
        "model_id": model_id,
        "features": random.uniform(-1, 1, dim).astype(np.float16),
        "classes": np.array([[3, 0.75], [7, 0.25]], np.float32),
    }
    return Examined(**(found | more))


def model_card(folder: Path, name: str = "one", dim: int = 8, projected: int = 4) -> Path:
    """A model card with a projection and without a model, for all who only need features."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.random.default_rng(0).normal(size=(1 + projected, dim)).astype(np.float32)
    rows[0] = 0.01
    projection = folder / f"{name}.npy"
    np.save(projection, rows)
    card = {
        "id": name,
        "title": name,
        "file": f"{name}.onnx",
        "sha256": "0" * 64,
        "input": "image",
        "input_size": 32,
        "pixels": "uint8 NHWC RGB",
        "resize": "squash",
        "feature_dim": dim,
        "outputs": {"features": "features", "logits": None},
        "projection": {
            "file": projection.name,
            "sha256": hashlib.sha256(projection.read_bytes()).hexdigest(),
            "dim": projected,
        },
        "licence": "none",
        "origin": "made up",
        "thresholds": {},
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(card))
    return path


class FakeDrive:
    """`os.scandir` that fails where and when it is told to.

    Attributes:
        refused: directories that cannot be listed, with the error.
        broken: directories that fail after their first entry, with the error.
        after: called when a directory was listed for the nth time, to change the disk then.
        mounted: directories on which another drive is mounted.
    """

    def __init__(self) -> None:
        self.refused: dict[bytes, OSError] = {}
        self.broken: dict[bytes, OSError] = {}
        self.after: dict[tuple[bytes, int], Callable[[], object]] = {}
        self.listed: list[bytes] = []
        self.mounted: set[bytes] = set()

    def stat(self, path: bytes) -> os.stat_result:
        """As `os.stat` tells it, with the device of the drive that it lies on."""
        found = os.stat(path)  # noqa: PTH116 (bytes)
        drives = [drive for drive in self.mounted if (path + b"/").startswith(drive + b"/")]
        if not drives:
            return found
        device = 1000 + len(max(drives))
        times = {"st_ctime_ns": found.st_ctime_ns, "st_mtime_ns": found.st_mtime_ns}
        return os.stat_result((*found[:2], device, *found[3:10]), times)

    @contextmanager
    def scandir(self, path: bytes) -> Iterator[Iterator[os.DirEntry[bytes]]]:
        if path in self.refused:
            raise self.refused[path]
        self.listed.append(path)
        with os.scandir(path) as entries:
            yield self._first_then(entries, self.broken[path]) if path in self.broken else entries
        self.after.pop((path, self.listed.count(path)), lambda: None)()

    @staticmethod
    def _first_then(
        entries: Iterator[os.DirEntry[bytes]], error: OSError
    ) -> Iterator[os.DirEntry[bytes]]:
        yield next(entries)
        raise error
