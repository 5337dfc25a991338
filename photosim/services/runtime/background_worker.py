"""The process for heavy computing: takes one order at a time, stands back behind everything else.

It holds no photo, no SQLite and no index: what it needs stands in a file of arrays or comes with
the order, and what it finds goes back with the reply.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from photosim.core.errors import CacheFileError, UnavailableFileError
from photosim.core.map.tsne import TsneRun, TurnsOrder
from photosim.services.runtime import noise
from photosim.services.runtime.messages import ColoursOrder, LoadOrder, Order, ThemesOrder
from photosim.services.runtime.worker import follow_parent, serve


def main(pipe: Connection, niceness: int) -> None:
    """The process's main function: serve orders until the pipe ends.

    Args:
        pipe: receives `Order`, sends `Reply`.
        niceness: how much to stand back behind other programs, 0 to 19.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which closes the pipe
    if niceness and sys.platform != "win32":
        os.nice(niceness)
    noise.silence()
    follow_parent()
    serve(pipe, functools.partial(answer, TsneRun()), noise.Warnings.from_now_on().take)


def answer(tsne_run: TsneRun, order: Order) -> object:
    """Do what an order says.

    Args:
        tsne_run: this process's own; it keeps what the next turns of a map need again.
        order: one for this process.

    Raises:
        UnavailableFileError: the file of arrays that it names cannot be read.
    """
    match order:
        case LoadOrder():
            return None
        case ThemesOrder():
            return _sort(order)
        case TurnsOrder():
            return tsne_run.advance(order)
        case ColoursOrder():
            return _colours(order)
        case _:
            raise ValueError(f"{type(order).__name__} is for another process")


def _colours(order: ColoursOrder) -> object:
    # imported here so that a process that computes something else stays small
    from photosim.core.words.colours import ColourNamer

    return ColourNamer().shares_of(order.pictures)


def _sort(order: ThemesOrder) -> object:
    # imported here so that a process that computes something else stays small
    import numpy as np

    from photosim.core.index import neighbour_graph
    from photosim.core.themes import clustering

    try:
        graph = neighbour_graph.read(Path(os.fsdecode(order.path)))
    except CacheFileError as error:
        raise UnavailableFileError(str(error)) from error
    if not np.array_equal(graph.ids, order.photos.ids):
        return None  # another graph was made meanwhile
    return clustering.sort(graph, order.photos)
