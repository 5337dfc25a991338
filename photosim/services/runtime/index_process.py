"""The index in a process of its own, asked over one pipe.

hnswlib holds Python's lock while it loads and saves, which would freeze the window, and a fault in
it ends the process it runs in. Here that is a child which holds nothing but the index: when it dies
the next question says so, and the library makes the index again from the store. The child ends when
the pipe closes, so never later than its parent.

`IndexProcess` belongs to one thread: the library thread.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from photosim.core.errors import CacheFault, IndexFileError, PhotosimError
from photosim.core.index.hnsw import SLICE, HnswIndex
from photosim.core.index.vector_index import EF, IndexFile
from photosim.core.records.photos import Floats, Ids

ANSWER_LIMIT_S = 300.0
"""Longest wait for one answer; the slowest, to save a million photos, takes some ten seconds."""
GOODBYE_S = 2.0
"""How long the child may take to end by itself."""


class IndexDiedError(IndexFileError):
    """The process that held the index is gone; the index must be loaded or made again."""


class IndexProcess:
    """A `VectorIndex` in a child process; call `start`, then `create` or `load`, before all else.

    Every method but `start` and `stop` raises `IndexDiedError` when the child is gone or does not
    answer; `start` begins anew, with no index.

    Args:
        n_threads: threads that add and search in the child.
    """

    def __init__(self, n_threads: int = 1) -> None:
        self._n_threads = n_threads
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> None:
        """Start a child; one that runs already is stopped first. Takes some tenths of a second."""
        self.stop()
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(
            target=serve, args=(theirs, self._n_threads), name="photosim-index", daemon=True
        )
        try:
            process.start()
        except BaseException:
            pipe.close()
            raise
        finally:
            theirs.close()
        self._pipe, self._process = pipe, process

    def stop(self) -> None:
        """End the child and forget its index; harmless when none runs."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(GOODBYE_S)
            if self._process.exitcode is None:
                self._process.kill()
                self._process.join()
            self._process.close()
        self._pipe = self._process = None

    @property
    def pid(self) -> int | None:
        """The child's process id; None when there is none."""
        return None if self._process is None else self._process.pid

    def create(self, dim: int, capacity: int = 1024) -> None:
        """Begin an empty index, see `HnswIndex.create`; an earlier one is dropped."""
        self._ask("create", dim, capacity)

    def load(self, path: Path, expected: IndexFile) -> None:
        """Load a saved index, see `HnswIndex.load`; an earlier one is dropped.

        Raises:
            IndexFileError: the file is missing or damaged; the child has no index then.
        """
        self._ask("load", path, expected)

    def save(self, path: Path) -> IndexFile:
        """Save the index, see `HnswIndex.save`."""
        record: IndexFile = self._ask("save", path)
        return record

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        dim: int = self._ask("dim")
        return dim

    @property
    def needs_rebuild(self) -> bool:
        """Whether so many entries are deleted that the index should be made again."""
        needed: bool = self._ask("needs_rebuild")
        return needed

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Make photos findable, see `VectorIndex.add`; returns when all are."""
        for _ in self.adding(ids, vectors):
            pass

    def adding(self, ids: Ids, vectors: Floats) -> Iterator[int]:
        """As `add`, in slices between which the caller may search.

        Yields:
            How many photos were added so far. When a slice is refused the earlier ones stay.
        """
        if len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids for {len(vectors)} vectors")
        for start in range(0, len(ids), SLICE):
            end = min(start + SLICE, len(ids))
            self._ask("add", ids[start:end], vectors[start:end])
            yield end

    def remove(self, ids: Ids) -> None:
        """Forget photos, see `VectorIndex.remove`."""
        self._ask("remove", ids)

    def search(self, vectors: Floats, k: int, ef: int = EF) -> tuple[Ids, Floats]:
        """The k nearest photos of each query, see `VectorIndex.search`."""
        found: tuple[Ids, Floats] = self._ask("search", vectors, k, ef)
        return found

    def ids(self) -> Ids:
        """All photo ids that can be found, ascending."""
        ids: Ids = self._ask("ids")
        return ids

    def __len__(self) -> int:
        count: int = self._ask("count")
        return count

    def _ask(self, question: str, *arguments: object) -> Any:  # noqa: ANN401 - the callers know
        """One question, one answer; the child's refusal is raised here.

        Raises:
            IndexDiedError: there is no child that answers.
        """
        if self._pipe is None:
            raise IndexDiedError(CacheFault.INDEX_NOT_RUNNING)
        answered = False
        try:
            self._pipe.send((question, arguments))
            if not self._pipe.poll(ANSWER_LIMIT_S):
                raise TimeoutError
            answer = self._pipe.recv()
            answered = True
        except (EOFError, OSError) as error:
            raise IndexDiedError(CacheFault.INDEX_STOPPED) from error
        finally:
            if not answered:  # also when interrupted: a late answer is not the next question's
                self.stop()
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Keeper:
    """What the child holds: the index, once there is one."""

    def __init__(self, n_threads: int) -> None:
        self._n_threads = n_threads
        self._index: HnswIndex | None = None
        self._questions: dict[str, Callable[..., object]] = {
            "create": self.create,
            "load": self.load,
            "save": lambda path: self.index.save(path),
            "dim": lambda: self.index.dim,
            "needs_rebuild": lambda: self.index.needs_rebuild,
            "add": lambda ids, vectors: self.index.add(ids, vectors),
            "remove": lambda ids: self.index.remove(ids),
            "search": lambda vectors, k, ef: self.index.search(vectors, k, ef),
            "ids": lambda: self.index.ids(),
            "count": lambda: len(self.index),
        }

    @property
    def index(self) -> HnswIndex:
        if self._index is None:
            raise ValueError("no index was created or loaded")
        return self._index

    def create(self, dim: int, capacity: int) -> None:
        self._index = None
        self._index = HnswIndex.create(dim, capacity, self._n_threads)

    def load(self, path: Path, expected: IndexFile) -> None:
        self._index = None
        self._index = HnswIndex.load(path, expected, self._n_threads)

    def answer(self, question: str, arguments: tuple[object, ...]) -> object:
        """The answer, or the refusal as an exception; any other exception ends the child."""
        try:
            return self._questions[question](*arguments)
        except (PhotosimError, ValueError) as refusal:
            return refusal


def serve(pipe: Connection, n_threads: int) -> None:
    """Answer until the pipe closes. Runs in the child's main thread."""
    # a terminal and the end of a session ask all processes at once: the parent saves it first
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    keeper = _Keeper(n_threads)
    while True:
        try:
            question, arguments = pipe.recv()
            pipe.send(keeper.answer(question, arguments))
        except (EOFError, OSError):
            # the parent is gone; without ceremony, its files may be gone too
            os._exit(0)
