"""The map as it is kept between starts: a cache, checked before it is believed.

What is kept is the map that is shown and, while a better one is being made, how far that is: it
goes on there after a restart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosim.core.errors import CacheFault, CacheFileError
from photosim.core.map.tsne import MovingPhotos
from photosim.core.records.photos import Floats, Ids
from photosim.core.store import array_file


@dataclass(frozen=True, slots=True)
class KeptMap:
    """A map, and the better one that is on its way.

    Attributes:
        model: number of the model in the store.
        ids: `(n,)` photos, ascending.
        places: `(n, 2)` in 0..1.
        n_laid_out: how many of them were there when it was made; 0: it is the first picture.
        making: `(m,)` photos of the better one, ascending; empty when none is being made.
        moving: how far the photos of the better one are, `(m, 2)` each.
    """

    model: int
    ids: Ids
    places: Floats
    n_laid_out: int
    making: Ids
    moving: MovingPhotos


def reading(path: Path) -> Iterator[KeptMap | None]:
    """Read a map, in slices: None after each, the map at last.

    Raises:
        CacheFileError: there is none, it is damaged, or of another version.
    """
    return array_file.reading_record(path, _checked)


def writing(path: Path, kept: KeptMap) -> Iterator[None]:
    """Keep a map, in slices.

    Raises:
        DiskFullError, CacheFileError: it cannot be written; an older file still stands.
    """
    moving = kept.moving
    yield from array_file.writing(
        path,
        {
            "numbers": np.array([kept.model, kept.n_laid_out, moving.turn], np.int64),
            "ids": kept.ids,
            "places": kept.places,
            "making": kept.making,
            "moving": np.stack([moving.places, moving.speed, moving.gains]),
        },
    )


def _checked(path: Path, arrays: array_file.Arrays) -> KeptMap:
    n, m = len(arrays.get("ids", ())), len(arrays.get("making", ()))
    shapes = {"numbers": (3,), "ids": (n,), "places": (n, 2), "making": (m,), "moving": (3, m, 2)}
    array_file.check_shapes(path, arrays, shapes)
    if not all(np.isfinite(array).all() for array in arrays.values()):
        raise CacheFileError(CacheFault.ARRAYS_OTHER_VERSION, path)
    model, n_laid_out, turn = (int(number) for number in arrays["numbers"])
    places, speed, gains = arrays["moving"].astype(np.float64)
    return KeptMap(
        model=model,
        ids=arrays["ids"].astype(np.int64),
        places=arrays["places"].astype(np.float32),
        n_laid_out=n_laid_out,
        making=arrays["making"].astype(np.int64),
        moving=MovingPhotos(places, speed, gains, turn),
    )
