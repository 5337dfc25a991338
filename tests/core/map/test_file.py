import numpy as np
import pytest

from photosim.core.errors import CacheFileError
from photosim.core.map import file
from photosim.core.map.file import KeptMap
from photosim.core.map.tsne import MovingPhotos


def kept(n=5, m=3):
    rng = np.random.default_rng(1)
    places, speed, gains = rng.random((3, m, 2))
    ids = np.arange(n, dtype=np.int64) * 2 + 1
    shown = rng.random((n, 2)).astype(np.float32)
    return KeptMap(7, ids, shown, 4, ids[:m], MovingPhotos(places, speed, gains, 120))


def write(path, one):
    for _ in file.writing(path, one):
        pass


def read(path):
    *_, last = file.reading(path)
    return last


@pytest.mark.parametrize(("n", "m"), [(5, 3), (5, 0), (0, 0)])
def test_a_map_comes_back_as_it_was_kept(tmp_path, n, m):
    one = kept(n, m)

    write(tmp_path / "map", one)
    again = read(tmp_path / "map")

    assert (again.model, again.n_laid_out, again.moving.turn) == (7, 4, 120)
    for name in ("ids", "places", "making"):
        np.testing.assert_array_equal(getattr(again, name), getattr(one, name))
    for name in ("places", "speed", "gains"):
        np.testing.assert_array_equal(getattr(again.moving, name), getattr(one.moving, name))


def test_a_missing_or_damaged_map_is_not_believed(tmp_path):
    path = tmp_path / "map"
    with pytest.raises(CacheFileError):
        read(path)
    write(path, kept())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(CacheFileError):
        read(path)


def test_a_map_with_places_that_are_no_numbers_is_not_believed(tmp_path):
    one = kept()
    one.places[1, 0] = np.nan
    write(tmp_path / "map", one)

    with pytest.raises(CacheFileError):
        read(tmp_path / "map")
