"""One photo end to end, as a worker does it: read, hash, decode, thumbnail, perceptual hash, embed.

Nearly everything after decoding works on one small image, so that its cost does not grow with the
photo; only what a program may have written over a camera's record is decoded once more.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL import Image

from photosim.core.image import (
    checked,
    crop,
    phash,
    query_views,
    requantised,
    saliency,
    thumbnails,
)
from photosim.core.image.decode import SHORT_EDGE, Decoded, Decoder
from photosim.core.image.file_bytes import Opens, open_file, read
from photosim.core.image.phash import PerceptualHashes
from photosim.core.records.photos import Box, Examined, Floats, KnownContent, Metadata, Traces


class FeatureCard(Protocol):
    """Of a model card: what is written beside the features it made."""

    @property
    def feature_dim(self) -> int:
        """Length of the features."""

    @property
    def id(self) -> str:
        """The model's id."""

    @property
    def input_size(self) -> int:
        """Side of the square that the model takes, px."""


class ImageFeatures(Protocol):
    """What a model finds out about n images."""

    @property
    def features(self) -> Floats:
        """`(n, dim)` float32, not normalised."""

    @property
    def classes(self) -> Sequence[Floats] | Floats:
        """For each image `(c, 2)` float32: class number and probability, best first."""


class FeatureModel(Protocol):
    """A model that turns images into features; `photosim.core.model.embed` has the real one."""

    @property
    def card(self) -> FeatureCard:
        """The model's card."""

    def embed(self, images: Sequence[Image.Image]) -> ImageFeatures:
        """Features and classes of upright sRGB images of any size."""

    def embed_with_map(self, image: Image.Image) -> tuple[ImageFeatures, Floats | None]:
        """The same of one image, and its feature map `(dim, h, w)` if the model has one."""


@dataclass(frozen=True, slots=True)
class QueryLook:
    """Everything that searching needs to know about a query picture.

    Attributes:
        content_hash: SHA-256 of the bytes, hex.
        features: `(v, dim)` float32, one row for each view, the picture itself first.
        phashes: `(8,)` uint64, the picture in its eight orientations, its own first.
        thumbnail: JPEG bytes, sRGB, upright.
        width, height: pixels of the whole picture, upright.
        classes: `(c, 2)` float32 of the picture itself, best first.
        model_id: the model that made `features`.
        box: the part that was looked at: features, hashes and classes are of it alone.
        part: JPEG bytes of the part, b"" without a box.
        subject: what the picture seems to be about, None with a box or when nothing stands out.
    """

    content_hash: str
    features: Floats
    phashes: PerceptualHashes
    thumbnail: bytes
    width: int
    height: int
    classes: Floats
    model_id: str
    box: Box | None = None
    part: bytes = b""
    subject: Box | None = None

    @property
    def is_part(self) -> bool:
        """Whether this is a part of the picture with this content hash."""
        return self.box is not None

    @property
    def seen(self) -> bytes:
        """JPEG bytes of what is searched by: the part, or all of the picture."""
        return self.part or self.thumbnail


class Examiner:
    """Examines photos and query pictures; one thread at a time.

    Args:
        embedder: the model.
        decoder: decodes files.
        opened: opens files; tests pass their own, which fail in the middle.
    """

    def __init__(
        self, embedder: FeatureModel, decoder: Decoder, opened: Opens | None = None
    ) -> None:
        self._opened = opened or open_file
        self._embedder = embedder
        self._decoder = decoder
        self._glanced: tuple[QueryLook, Decoded] | None = None

    def examine(self, path: bytes, known: frozenset[str] = frozenset()) -> Examined | KnownContent:
        """Examines the photo that lies at a path.

        Args:
            path: as the file system gives it.
            known: content hashes that need not be examined again.

        Raises:
            UnfinishedFileError: the file changed meanwhile, or ends too early.
            DecodeError: it cannot be read as a photo.
        """
        data = read(path, self._opened)
        content_hash = hashlib.sha256(data).hexdigest()
        if content_hash in known:
            return KnownContent(content_hash)
        decoded = self._decode(data, Path(os.fsdecode(path)).name, in_full=True)
        image = decoded.image
        embedded = self._embedder.embed([decoded.square or image])
        found = Examined(
            content_hash=content_hash,
            size=len(data),
            width=decoded.width,
            height=decoded.height,
            file_format=decoded.file_format,
            metadata=_with_generation(data, decoded.metadata),
            thumbnail=thumbnails.make(image),
            mean_colour=thumbnails.mean_colour(image),
            phash=phash.phash(image),
            model_id=self._embedder.card.id,
            features=embedded.features[0].astype(np.float16),
            classes=np.asarray(embedded.classes[0], dtype=np.float32),
            n_frames=decoded.n_frames,
            is_damaged=decoded.is_damaged,
            pixel_hash=decoded.pixel_hash,
            detail=decoded.detail,
        )
        return checked.examined(found, self._embedder.card.feature_dim)

    def query(self, data: bytes, name: str = "", box: Box | None = None) -> QueryLook:
        """Looks at a query picture, or at a part of it, in all its views.

        Args:
            data: the bytes of an encoded picture.
            name: its file name, if it has one.
            box: the part; None for all of it.

        Raises:
            DecodeError: it cannot be read as a picture.
            BoxError: the part is none.
        """
        look = self.glance(data, name, box)
        return self.further_views(look.content_hash, look.box) or look

    def query_file(self, path: bytes, box: Box | None = None) -> QueryLook:
        """Looks at a query picture in a file anywhere on this computer; raises as `query`."""
        return self.query(read(path), Path(os.fsdecode(path)).name, box)

    def glance(self, data: bytes, name: str = "", box: Box | None = None) -> QueryLook:
        """As `query`, with one view only, the picture as it is; remembered for `further_views`."""
        if box is not None:
            return self._glance_at_part(data, name, crop.clipped(box))
        decoded = self._decode(data, name)
        embedded, feature_map = self._embedder.embed_with_map(decoded.square or decoded.image)
        look = self._look(data, decoded, embedded, thumbnails.make(decoded.image))
        if feature_map is not None:
            look = replace(look, subject=saliency.find(embedded.features[0], feature_map))
        self._glanced = look, decoded
        return look

    def glance_file(self, path: bytes, box: Box | None = None) -> QueryLook:
        """As `glance`, at a file anywhere on this computer."""
        return self.glance(read(path), Path(os.fsdecode(path)).name, box)

    def further_views(self, content_hash: str, box: Box | None = None) -> QueryLook | None:
        """What was glanced at last, now with all its views; None if that was something else."""
        glanced, self._glanced = self._glanced, None
        if glanced is None or (glanced[0].content_hash, glanced[0].box) != (content_hash, box):
            return None
        look, decoded = glanced
        embedded = self._embedder.embed(query_views.of_query(decoded.image, decoded.square)[1:])
        return replace(look, features=np.concatenate([look.features, embedded.features]))

    def subject(self, data: bytes) -> Box | None:
        """What a picture of some hundred px seems to be about; None when nothing stands out.

        Raises:
            DecodeError: it cannot be read as a picture.
        """
        decoded = self._decode(data, "")
        embedded, feature_map = self._embedder.embed_with_map(decoded.square or decoded.image)
        return None if feature_map is None else saliency.find(embedded.features[0], feature_map)

    def _glance_at_part(self, data: bytes, name: str, box: Box) -> QueryLook:
        """The part is cut from the picture at the detail it needs, then treated as a picture."""
        whole = self._decoder.open(data, name, long_edge=crop.long_edge(box), short_edge=0)
        cut = crop.cut(whole.image, box)
        side = self._embedder.card.input_size
        square = cut.resize((side, side), Image.Resampling.HAMMING, reducing_gap=2.0)
        seen = replace(whole, image=crop.small(cut, SHORT_EDGE), square=square)
        look = self._look(data, seen, self._embedder.embed([square]), thumbnails.make(whole.image))
        look = replace(look, box=box, part=thumbnails.make(seen.image))
        self._glanced = look, seen
        return look

    def _look(
        self, data: bytes, decoded: Decoded, embedded: ImageFeatures, thumbnail: bytes
    ) -> QueryLook:
        return QueryLook(
            content_hash=hashlib.sha256(data).hexdigest(),
            features=embedded.features,
            phashes=phash.orientations(decoded.image),
            thumbnail=thumbnail,
            width=decoded.width,
            height=decoded.height,
            classes=np.asarray(embedded.classes[0], dtype=np.float32),
            model_id=self._embedder.card.id,
        )

    def _decode(self, data: bytes, name: str, *, in_full: bool = False) -> Decoded:
        side = self._embedder.card.input_size
        return self._decoder.open(data, name, square=side, in_full=in_full)

    def picture(self, path: bytes, max_px: int) -> tuple[int, int, bytes]:
        """Width, height and RGB rows of a photo for the large view, its long edge `max_px`.

        Raises:
            DecodeError: it cannot be read as a photo.
        """
        name = Path(os.fsdecode(path)).name
        image = self._decoder.open(read(path), name, long_edge=max_px, short_edge=0).image
        image.thumbnail((max_px, max_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return image.width, image.height, image.tobytes()


def _with_generation(data: bytes, found: Metadata) -> Metadata:
    """The metadata, and whether the picture was compressed before.

    That costs another decoding: it is asked only of files with a camera's record that a program
    may have written, because they are taken for the camera's own otherwise.
    """
    if found.camera and Traces.LIBRARY in found.traces and requantised.is_requantised(data):
        return replace(found, traces=found.traces | Traces.TWICE)
    return found
