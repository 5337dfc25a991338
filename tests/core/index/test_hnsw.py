"""The graph: as good as its exact twin, and no damaged file or full disk brings it down."""

import dataclasses
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import hnswlib
import numpy as np
import pytest

from photosim.core.errors import IndexFileError
from photosim.core.index.hnsw import GraphEntries, HnswIndex
from photosim.core.index.index_file import ids_path
from photosim.core.index.vector_index import ExactIndex, IndexFile

DIM = 32


def vectors(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, DIM)).astype(np.float32)


def filled(n: int) -> HnswIndex:
    index = HnswIndex.create(DIM)
    index.add(np.arange(n), vectors(n))
    return index


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def share_found(index: HnswIndex, twin: ExactIndex, queries: np.ndarray, k: int = 10) -> float:
    found, _ = index.search(queries, k)
    exact, _ = twin.search(queries, k)
    return float(
        np.mean(
            [len(set(a) & set(b)) / k for a, b in zip(found.tolist(), exact.tolist(), strict=True)]
        )
    )


def test_it_finds_what_the_exact_twin_finds():
    index, twin = filled(5000), ExactIndex(DIM)
    twin.add(np.arange(5000), vectors(5000))

    assert share_found(index, twin, vectors(200, seed=1)) >= 0.98


def test_a_thousand_equal_vectors_do_not_hide_the_others():
    index, twin = filled(3000), ExactIndex(DIM)
    twin.add(np.arange(3000), vectors(3000))
    index.add(np.arange(3000, 4000), np.repeat(vectors(1, seed=2), 1000, axis=0))
    index.add(np.arange(4000, 6000), vectors(2000, seed=3))
    twin.add(np.arange(4000, 6000), vectors(2000, seed=3))

    assert share_found(index, twin, vectors(3000)[::10]) >= 0.98
    assert sorted(index.search(vectors(1, seed=2), 1000)[0][0].tolist()) == list(range(3000, 4000))


def test_distances_are_those_of_the_exact_twin():
    index, twin = filled(500), ExactIndex(DIM)
    twin.add(np.arange(500), vectors(500))
    queries = vectors(10, seed=1)

    assert np.allclose(index.search(queries, 5)[1], twin.search(queries, 5)[1], atol=1e-6)


def test_most_photos_removed_and_more_asked_for_than_a_search_looks_at():
    index = filled(2000)
    index.remove(np.arange(0, 2000, 4))
    assert index.needs_rebuild

    ids, _ = index.search(vectors(3, seed=1), 1500)

    assert ids.shape == (3, 1500)
    assert all(len(set(row)) == 1500 for row in ids.tolist())


class Islands:
    """A graph in which a walk never meets enough entries; everything else is hnswlib's."""

    def __init__(self, graph: hnswlib.Index):
        self._graph = graph

    def knn_query(self, *_args, **_more):
        raise RuntimeError("Cannot return the results in a contiguous 2D array.")

    def __getattr__(self, name: str):
        return getattr(self._graph, name)


def test_entries_that_a_walk_does_not_meet_are_found_by_comparing_with_all():
    graph = hnswlib.Index(space="cosine", dim=DIM)
    graph.init_index(max_elements=1, M=16, ef_construction=200)
    index, twin = HnswIndex(Islands(graph), GraphEntries([], []), DIM), ExactIndex(DIM)
    for either in (index, twin):
        either.add(np.arange(5000), vectors(5000))
        either.remove(np.arange(0, 5000, 7))

    ids, distances = index.search(vectors(4, seed=1), 20)

    exact_ids, exact_distances = twin.search(vectors(4, seed=1), 20)
    assert ids.tolist() == exact_ids.tolist()
    assert np.allclose(distances, exact_distances, atol=1e-6)


def test_a_fifth_deleted_is_the_limit():
    index = filled(100)
    index.remove(np.arange(20))
    assert not index.needs_rebuild

    index.remove(np.array([20]))

    assert index.needs_rebuild


def test_a_photo_that_comes_back_takes_its_old_entry():
    index = filled(100)
    index.remove(np.arange(30))

    index.add(np.arange(30), vectors(100)[:30])

    assert not index.needs_rebuild


def test_the_same_input_gives_the_same_file(tmp_path: Path):
    files = [filled(1000).save(tmp_path / "index.bin") for _ in range(2)]

    assert files[0] == files[1]


@pytest.mark.parametrize("n", [0, 1, 700])
def test_a_saved_index_is_the_same_when_loaded(tmp_path: Path, n: int):
    index = filled(n)
    index.add(np.array([9000, 9001]), np.repeat(vectors(1, seed=5), 2, axis=0))
    index.remove(np.arange(0, n, 3))
    record = index.save(tmp_path / "index.bin")

    loaded = HnswIndex.load(tmp_path / "index.bin", record)

    queries = vectors(20, seed=4)
    assert np.array_equal(loaded.ids(), index.ids())
    assert np.array_equal(loaded.search(queries, 9)[0], index.search(queries, 9)[0])
    assert loaded.needs_rebuild == index.needs_rebuild
    assert names(tmp_path) == ["index.bin", "index.bin.ids"]


def test_a_loaded_index_goes_on_growing(tmp_path: Path):
    record = filled(100).save(tmp_path / "index.bin")
    loaded = HnswIndex.load(tmp_path / "index.bin", record)
    loaded.remove(np.array([5]))

    loaded.add(np.arange(100, 1100), vectors(1000, seed=9))
    loaded.add(np.array([5]), vectors(100)[5:6])

    assert len(loaded) == 1100
    assert loaded.search(vectors(100)[5:6], 1)[0].tolist() == [[5]]
    assert loaded.search(vectors(1000, seed=9)[-1:], 1)[0].tolist() == [[1099]]


def test_an_empty_index_can_be_saved_and_loaded(tmp_path: Path):
    record = HnswIndex.create(DIM).save(tmp_path / "index.bin")

    loaded = HnswIndex.load(tmp_path / "index.bin", record)
    loaded.add(np.array([1]), vectors(1))

    assert loaded.search(vectors(1), 3)[0].tolist() == [[1]]


def test_its_record_survives_json(tmp_path: Path):
    record = filled(10).save(tmp_path / "index.bin")

    assert IndexFile(**json.loads(json.dumps(dataclasses.asdict(record)))) == record


def test_a_path_that_is_not_unicode_is_fine(tmp_path: Path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.bin"))

    record = filled(10).save(path)

    assert len(HnswIndex.load(path, record)) == 10


def damages(size: int):
    rng = np.random.default_rng(7)
    for _ in range(30):
        at = int(rng.integers(size))
        yield lambda data, at=at: data[:at]
    for _ in range(30):
        at, bit = int(rng.integers(size)), 1 << int(rng.integers(8))
        yield lambda data, at=at, bit=bit: data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
    for bit in range(8 * 100):  # the header, bit by bit
        yield (
            lambda data, at=bit // 8, bit=1 << bit % 8: (
                data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
            )
        )
    for _ in range(30):
        at = int(rng.integers(size // 4096)) * 4096
        noise = rng.bytes(4096)
        yield lambda data, at=at: data[:at] + bytes(4096) + data[at + 4096 :]
        yield lambda data, at=at, noise=noise: data[:at] + noise + data[at + 4096 :]
    yield lambda data: b""
    yield lambda data: data + b"\0"


@pytest.mark.parametrize("suffix", ["", ".ids"])
def test_a_damaged_file_is_refused(tmp_path: Path, suffix: str):
    path = tmp_path / "index.bin"
    record = filled(500).save(path)
    victim = tmp_path / f"index.bin{suffix}"
    whole = victim.read_bytes()

    for damage in damages(len(whole)):
        damaged = damage(whole)
        if damaged == whole:
            continue
        victim.write_bytes(damaged)
        with pytest.raises(IndexFileError):
            HnswIndex.load(path, record)

    victim.write_bytes(whole)
    assert len(HnswIndex.load(path, record)) == 500


def test_a_missing_file_is_refused(tmp_path: Path):
    path = tmp_path / "index.bin"
    record = filled(10).save(path)

    ids_path(path).unlink()
    with pytest.raises(IndexFileError):
        HnswIndex.load(path, record)
    with pytest.raises(IndexFileError):
        HnswIndex.load(tmp_path / "other.bin", record)


@pytest.mark.parametrize("field", ["dim", "count", "entries", "size", "sha256", "ids_sha256"])
def test_a_file_of_another_record_is_refused(tmp_path: Path, field: str):
    path = tmp_path / "index.bin"
    record = filled(10).save(path)
    value = getattr(record, field)
    other = "0" * 64 if isinstance(value, str) else value * 2

    with pytest.raises(IndexFileError):
        HnswIndex.load(path, dataclasses.replace(record, **{field: other}))


def test_saving_into_a_missing_folder_is_an_error(tmp_path: Path):
    with pytest.raises(IndexFileError):
        filled(10).save(tmp_path / "gone" / "index.bin")


def test_saving_where_a_folder_is_in_the_way_is_an_error(tmp_path: Path):
    (tmp_path / "index.bin").mkdir()

    with pytest.raises(IndexFileError):
        filled(10).save(tmp_path / "index.bin")


@pytest.mark.parametrize("limit", [1000, 20_000, 120_000, 200_000])
def test_a_full_disk_is_told_and_the_older_file_still_loads(tmp_path: Path, limit: int):
    path = tmp_path / "index.bin"
    record = filled(100).save(path)

    # a limit on the size of files is a full disk for one process
    said = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, os.fspath(path), str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stdout.strip() == "DiskFullError", said.stderr
    assert len(HnswIndex.load(path, record)) == 100
    assert names(tmp_path) == ["index.bin", "index.bin.ids"]


FILL_THE_DISK = textwrap.dedent(
    """
    import resource, signal, sys
    from pathlib import Path
    import numpy as np
    from photosim.core.errors import PhotosimError
    from photosim.core.index.hnsw import HnswIndex

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    index = HnswIndex.create(32)
    rows = np.random.default_rng(1).standard_normal((1000, 32)).astype(np.float32)
    index.add(np.arange(1000), rows)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    try:
        index.save(Path(sys.argv[1]))
    except PhotosimError as error:
        print(type(error).__name__)
    """
)
