"""Labelled pairs of photos: copies, near misses, tripod series, different photos.

Examined as photosim does it, end to end, from the files or from alterations made here. DATA holds
the folders neardup (each folder of it one picture saved again), nearmiss (each folder the shots of
one scene), vacation, hires and caltech101-40 (different photos, but for what is listed here).
"""

from __future__ import annotations

import hashlib
import itertools
import pickle
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import brackets
import measuring
import numpy as np
from alterations import ALTERATIONS
from PIL import Image, ImageOps

from photosim.core.image import phash_bits
from photosim.core.image.decode import Decoder
from photosim.core.image.examine import Examiner
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.records.pairs import PairInput
from photosim.core.records.photos import Examined, Metadata

COPY, ALTERED, HAND_HELD, FOCUS, BRACKET, DIFFERENT = (
    "re-save",
    "altered copy",
    "hand-held near miss",
    "focus stack",
    "exposure bracket",
    "different photos",
)

NO_COPIES = "office"
"""The one folder of neardup whose photos are three shots of an office, seen by eye."""

SAME_SCENES = (
    {"llama/image_0001", "llama/image_0010"},
    {"water_lilly/image_0001", "water_lilly/image_0009"},
    {"water_lilly/image_0012", "water_lilly/image_0037"},
    {"platypus/image_0015", "platypus/image_0022", "platypus/image_0030"},
    {"sunflower/image_0026", "sunflower/image_0060"},
    {"crocodile/image_0042", "crocodile_head/image_0038"},
    {"crocodile/image_0022", "crocodile_head/image_0021"},
    {"strawberry/image_0025", "strawberry/image_0026"},
    {"crocodile/image_0034", "crocodile_head/image_0032"},
    {"crocodile/image_0046", "crocodile_head/image_0043"},
    {"crocodile/image_0049", "crocodile_head/image_0049"},
    {"flamingo/image_0031", "flamingo_head/image_0021"},
    {"flamingo/image_0038", "flamingo_head/image_0029"},
    {"flamingo/image_0067", "flamingo_head/image_0044"},
    {"platypus/image_0008", "platypus/image_0011"},
    {"anchor/image_0003", "anchor/image_0039"},
    {"anchor/image_0007", "anchor/image_0022"},
    {"wrench/image_0003", "wrench/image_0020"},
    {"image00074", "image00075"},
    {"DJI_0018", "DJI_0019"},
)
"""Photos of caltech101-40 that are copies or crops of each other, and shots of one scene in
vacation and hires, all seen by eye: their pairs are in no set but DJI's, which is a near miss."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two photos and what they are to each other; `scenes` are what half they belong to."""

    first: str
    second: str
    kind: str
    scenes: tuple[str, str]

    @property
    def half(self) -> str:
        """ "calibration" or "held out" when both scenes are in it, else ""."""
        halves = {_half(scene) for scene in self.scenes}
        return halves.pop() if len(halves) == 1 else ""


Kept = dict[str, tuple[Examined, bytes]]
"""By name: what was found out, and the file's bytes where it is not in the data."""


class Photos:
    """Examined photos by name, kept in a cache folder between runs when there is one."""

    def __init__(self, data: Path, cache: Path | None, model: Path | None = None) -> None:
        self._data = data
        self._cache = cache
        self._card = card.load(model or card.shipped())
        self._examiner = Examiner(Embedder(self._card), Decoder())
        self._made: dict[str, bytes] = {}
        self.of: dict[str, Examined] = {}

    def folder(self, name: str) -> list[str]:
        """The names of all photos of a folder of the data."""
        paths = measuring.photos_in(self._data / name)

        def examine() -> Kept:
            return {self._name(path): (self._examiner.examine(bytes(path)), b"") for path in paths}

        return self._kept(name, examine)

    def made(self, name: str, make: Callable[[], Iterator[tuple[str, bytes]]]) -> list[str]:
        """The names of photos that are made here, of name and bytes."""

        def examine() -> Kept:
            with tempfile.TemporaryDirectory(prefix="photosim-bench-") as folder:
                found = {}
                for one, data in make():
                    path = Path(folder) / "photo.jpg"
                    path.write_bytes(data)
                    found[one] = self._examiner.examine(bytes(path)), data
                return found

        return self._kept(name, examine)

    def open(self, name: str) -> Image.Image:
        """A photo of the data as an upright image."""
        with Image.open(self._data / name) as image:
            return ImageOps.exif_transpose(image).convert("RGB")

    def data(self, name: str) -> bytes:
        """The bytes of a photo's file."""
        return self._made.get(name) or (self._data / name).read_bytes()

    def _kept(self, name: str, examine: Callable[[], Kept]) -> list[str]:
        file = self._cache / f"{self._card.id}-{name}-files.pickle" if self._cache else None
        if file and file.exists():
            found = pickle.loads(file.read_bytes())
        else:
            measuring.note(f"examining {name}")
            found = examine()
            if file:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(pickle.dumps(found))
        self.of |= {one: examined for one, (examined, _) in found.items()}
        self._made |= {one: data for one, (_, data) in found.items() if data}
        return list(found)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._data).as_posix()


def features(found: Examined) -> np.ndarray:
    """The embedding, `(dim,)` float32 of unit length."""
    row = found.features.astype(np.float32)
    return row / np.linalg.norm(row)


def look(found: Examined, number: int, metadata: Metadata) -> PairInput:
    """What comparing takes, with this record of the camera."""
    size = (found.width, found.height)
    return PairInput(
        number, features(found), found.phash, metadata, *size, found.file_format, found.size
    )


def with_camera(name: str, found: Examined) -> Metadata:
    """What the camera wrote; to the focus stack that lost it, shots a second apart."""
    if "focusstack" not in name or found.metadata.camera:
        return found.metadata
    shot = int("".join(filter(str.isdigit, Path(name).stem)))
    taken = datetime(2024, 7, 1, 12) + timedelta(seconds=shot)
    return replace(found.metadata, taken=taken, camera="Benchmark")


def sets(photos: Photos) -> list[Labelled]:
    """All pairs within folders: re-saves, near misses, focus stacks."""
    names = [*photos.folder("neardup"), *photos.folder("nearmiss"), *photos.folder("hires")]
    pairs = itertools.combinations(names, 2)
    return [pair for one, other in pairs if (pair := _within(one, other))]


def altered(photos: Photos, number: int, seed: int) -> list[Labelled]:
    """Photos of caltech101-40 with their sixteen altered copies."""
    originals = random.Random(seed).sample(photos.folder("caltech101-40"), number)

    def make() -> Iterator[tuple[str, bytes]]:
        for name in originals:
            image = photos.open(name)
            for way, alter in ALTERATIONS.items():
                yield f"{way}: {name}", alter(image)

    copies = photos.made(f"altered-{number}-{seed}", make)
    pairs = ((copy.split(": ")[1], copy) for copy in copies)
    return [Labelled(name, copy, ALTERED, (name, name)) for name, copy in pairs]


def bracketed(photos: Photos) -> list[Labelled]:
    """Exposure brackets of the photos of hires."""
    originals = photos.folder("hires")

    def make() -> Iterator[tuple[str, bytes]]:
        for number, name in enumerate(originals):
            for stops, data in zip(
                brackets.STOPS, brackets.shots(photos.open(name), number), strict=True
            ):
                yield f"{stops}: {name}", data

    names = photos.made("brackets", make)
    pairs = itertools.combinations(names, 2)
    scene = {name: name.split(": ")[1] for name in names}
    return [
        Labelled(one, other, BRACKET, (scene[one], scene[other]))
        for one, other in pairs
        if scene[one] == scene[other]
    ]


def different(photos: Photos, cosine: float, bits: float) -> tuple[list[Labelled], int]:
    """All pairs of different photos that embedding or hash propose, and how many there are in all.

    Of neardup and nearmiss, whose photos show few scenes, all photos take part.
    """
    folders = ("neardup", "nearmiss", "vacation", "hires", "caltech101-40")
    names = [name for folder in folders for name in photos.folder(folder)]
    rows = np.stack([features(photos.of[name]) for name in names])
    alike = rows @ rows.T
    hashes = [photos.of[name].phash for name in names]
    scenes = [_scene(name) for name in names]
    pairs, in_all = [], 0
    for i, j in itertools.combinations(range(len(names)), 2):
        if scenes[i] == scenes[j]:
            continue
        in_all += 1
        if alike[i, j] < cosine and phash_bits.distance(hashes[i], hashes[j]) > bits:
            continue
        if not _is_known(names[i], names[j]):
            pairs.append(Labelled(names[i], names[j], DIFFERENT, (scenes[i], scenes[j])))
    return pairs, in_all


def _within(one: str, other: str) -> Labelled | None:
    """The label of two photos of one set."""
    scene = _scene(one)
    if scene != _scene(other) or one == other:
        return None
    if one.startswith("neardup"):
        kind = HAND_HELD if NO_COPIES in scene else COPY
    elif "drone" in scene:
        kind = HAND_HELD
    elif one.startswith("nearmiss"):
        kind = FOCUS if "focusstack" in scene else HAND_HELD
    else:
        return None
    return Labelled(one, other, kind, (scene, scene))


def _scene(name: str) -> str:
    """What a photo shows: in sets their folder, else the photo itself."""
    if name.startswith("neardup/pdq"):
        return "neardup/pdq"  # all of its folders hold one picture
    if name.startswith(("neardup", "nearmiss", "hires/drone")):
        return name.rsplit("/", 1)[0]
    return name


def _is_known(one: str, other: str) -> bool:
    ends = [Path(name).with_suffix("").as_posix() for name in (one, other)]
    return any(
        all(any(end.endswith("/" + name) for name in scene) for end in ends)
        for scene in SAME_SCENES
    )


def _half(scene: str) -> str:
    return ("calibration", "held out")[hashlib.sha256(scene.encode()).digest()[0] % 2]
