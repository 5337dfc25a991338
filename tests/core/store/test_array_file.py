"""Arrays in one checked file: what comes back, what is refused, what a full disk leaves."""

import numpy as np
import pytest
from support.arrays import write
from support.full_disk import limited
from support.saying import raises_saying

from photosim.core.errors import CacheFileError, DiskFullError
from photosim.core.store import array_file

ARRAYS = {
    "ids": np.arange(7, dtype=np.int64),
    "cosines": np.linspace(0, 1, 6, dtype=np.float32).reshape(2, 3),
    "names": np.array([b"ab", b"c"]),
    "none": np.empty((0, 4), np.int32),
}


def test_arrays_come_back_as_they_were(tmp_path):
    write(tmp_path / "a", ARRAYS)

    found = array_file.read(tmp_path / "a")

    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype and np.array_equal(found[name], array)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_large_arrays_are_read_and_written_in_slices(tmp_path):
    large = {"many": np.arange(3 * 2**20, dtype=np.int64)}

    n_written = sum(1 for _ in array_file.writing(tmp_path / "a", large))
    steps = list(array_file.reading(tmp_path / "a"))

    assert n_written > 3 and len(steps) > 3
    assert np.array_equal(steps[-1]["many"], large["many"])


@pytest.mark.parametrize("at", [0, 20, 60, -40, -1])
def test_one_damaged_byte_is_noticed(tmp_path, at):
    path = tmp_path / "a"
    write(path, ARRAYS)
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)

    with raises_saying(CacheFileError, "damaged"):
        array_file.read(path)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 33, 200])
def test_a_file_that_ends_too_early_is_noticed(tmp_path, size):
    path = tmp_path / "a"
    write(path, ARRAYS)
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(CacheFileError):
        array_file.read(path)


def test_a_missing_file_and_a_folder_in_its_place_are_told(tmp_path):
    (tmp_path / "folder").mkdir()

    for name, said in (("nothing", "is not there"), ("folder", "cannot be read")):
        with raises_saying(CacheFileError, said):
            array_file.read(tmp_path / name)


def test_writing_that_is_given_up_leaves_the_older_file(tmp_path):
    path = tmp_path / "a"
    write(path, ARRAYS)
    steps = array_file.writing(path, {"other": np.zeros(3)})
    next(steps)
    steps.close()

    assert set(array_file.read(path)) == set(ARRAYS)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_is_told_and_leaves_the_older_file(tmp_path):
    path = tmp_path / "a"
    write(path, ARRAYS)

    with limited(4096), raises_saying(DiskFullError, "free some space"):
        write(path, {"large": np.zeros(100_000)})

    assert set(array_file.read(path)) == set(ARRAYS)


def test_objects_are_refused(tmp_path):
    with pytest.raises(TypeError):
        write(tmp_path / "a", {"objects": np.array([{}], object)})
    assert not list(tmp_path.iterdir())
