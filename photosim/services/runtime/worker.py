"""A worker process: takes one order at a time from a pipe, answers it, ends with its parent.

Files are decoded in worker processes only, so a hostile one ends at most a worker. A worker never
touches SQLite or the index.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.compare.close_job import CloseOrder
from photosim.core.compare.compare_job import PartnerComparer, PartnersOrder
from photosim.core.compare.overlay_job import OverlayOrder
from photosim.core.errors import (
    DecodeError,
    Fault,
    ModelError,
    UnavailableFileError,
    UnfinishedFileError,
    coded,
)
from photosim.core.search import rerank
from photosim.core.search.rerank import SuperpositionsOrder
from photosim.services.runtime import noise
from photosim.services.runtime.messages import (
    ExamineOrder,
    FurtherViewsOrder,
    LoadOrder,
    LookOrder,
    Order,
    Outcome,
    PictureOrder,
    Reply,
    SubjectOrder,
    WordsOrder,
)
from photosim.services.runtime.word_worker import LazyQueryParser

if TYPE_CHECKING:
    from photosim.core.compare.close_look import CloseLooks
    from photosim.core.image.examine import Examiner, QueryLook
    from photosim.core.records.pairs import DifferenceOverlay

MEMORY_LIMIT = 6 * 1024**3
"""Address space of a worker in bytes. Libraries alone map about 1 GB; a 150 MP picture needs 2."""

CPU_LIMIT_S = 60
"""Processor time of one order, s. A 150 MP HEIC takes 2 s on a slow machine; what takes a minute
never ends. A clock on the wall would blame the file for what else the machine does."""

Answerer = Callable[[Order], object]


def main(pipe: Connection, card: str, threads: int, niceness: int) -> None:
    """The process's main function: serve orders until the pipe ends.

    Args:
        pipe: receives `Order`, sends `Reply`.
        card: path of the model card.
        threads: threads of the network, 1 while there is a worker for each core.
        niceness: how much to stand back behind other programs, 0 to 19.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which closes the pipe
    noise.silence()
    _stand_back(niceness)
    follow_parent()
    heard = noise.Warnings.from_now_on()
    serve(pipe, limited(OrderHandler(Path(card), threads).answer), heard.take)


def follow_parent() -> None:
    """End this process as soon as the parent dies, also in the middle of a file that never ends."""
    parent = multiprocessing.parent_process()

    def end() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end, name="parent", daemon=True).start()


def serve(
    pipe: Connection, answer: Answerer, noise_of: Callable[[], tuple[str, ...]] = tuple
) -> None:
    """Answer orders one by one until the parent closes the pipe or dies.

    `noise_of` is asked after each order what libraries complained of meanwhile.
    """
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            reply = reply_to(answer, pipe.recv())
            pipe.send(replace(reply, noise=noise_of()))


def limited(answer: Answerer, cpu_limit_s: int = CPU_LIMIT_S) -> Answerer:
    """The same, but the system ends this process (SIGXCPU) over an order that computes too long."""

    def in_time(order: Order) -> object:
        _limit_processor_time(cpu_limit_s)
        return answer(order)

    return in_time


def reply_to(answer: Answerer, order: Order) -> Reply:
    """Run one order; whatever goes wrong becomes a reply."""
    try:
        return Reply(Outcome.OK, answer(order))
    except UnfinishedFileError as error:
        return Reply(Outcome.UNFINISHED, reason=str(error))
    except UnavailableFileError as error:
        return Reply(Outcome.UNAVAILABLE, reason=str(error))
    except DecodeError as error:
        return Reply(Outcome.UNREADABLE, reason=str(error))
    except ModelError as error:
        return Reply(Outcome.MODEL, reason=str(error))
    except MemoryError:
        return Reply(Outcome.UNREADABLE, reason=coded(Fault.NO_MEMORY))
    except Exception:  # noqa: BLE001 (where a worker ends: a bug is carried to the parent's log)
        return Reply(Outcome.BUG, reason=traceback.format_exc())


class OrderHandler:
    """Does what orders say; loads the model when the first one needs it, to start at once."""

    def __init__(self, card: Path, threads: int) -> None:
        self._card = card
        self._threads = threads
        self._examiner: Examiner | None = None
        self._partners = PartnerComparer()
        self._close: CloseLooks | None = None
        self._words = LazyQueryParser(threads)

    def answer(self, order: Order) -> object:
        """Do what the order says.

        Raises:
            DecodeError: the file or picture cannot be read.
            ModelError: the model cannot be loaded.
        """
        match order:
            case PartnersOrder():
                return self._partners.compare(order)
            case CloseOrder():
                return self._looking_closely().look(order)
            case SuperpositionsOrder():
                return rerank.lay_query(order)
            case WordsOrder():
                return self._words.read(order.text, order.phrases)
        return self._with_model(order, self._loaded())

    def _with_model(self, order: Order, examiner: Examiner) -> object:
        match order:
            case ExamineOrder():
                return examiner.examine(order.path, order.known)
            case LookOrder():
                return _look(examiner, order)
            case FurtherViewsOrder():
                return examiner.further_views(order.content_hash, order.box)
            case SubjectOrder():
                return examiner.subject(order.data)
            case LoadOrder():
                return None
            case PictureOrder():
                return examiner.picture(order.path, order.max_px)
            case OverlayOrder():
                return _overlay(examiner, order)
            case _:
                raise ValueError(f"{type(order).__name__} is for another process")

    def _looking_closely(self) -> CloseLooks:
        if self._close is None:
            # imported here so that a process that only waits stays small; it needs no model
            from photosim.core.compare.close_look import CloseLooks
            from photosim.core.image import decode

            self._close = CloseLooks(decode.Decoder())
            _limit_memory()
        return self._close

    def _loaded(self) -> Examiner:
        if self._examiner is None:
            # imported here so that a process that only waits stays small
            from photosim.core.image import decode, examine
            from photosim.core.model import card, embed

            embedder = embed.Embedder(card.load(self._card), threads=self._threads)
            self._examiner = examine.Examiner(embedder, decode.Decoder())
            _limit_memory()
        return self._examiner


def _look(examiner: Examiner, order: LookOrder) -> QueryLook:
    if order.data is not None:
        look = examiner.glance if order.is_glance else examiner.query
        return look(order.data, order.name, order.box)
    look_at = examiner.glance_file if order.is_glance else examiner.query_file
    return look_at(order.path, order.box)


def _overlay(examiner: Examiner, order: OverlayOrder) -> DifferenceOverlay:
    # imported here so that a process that only waits stays small
    from photosim.core.compare import difference_overlay

    return difference_overlay.answer(order, examiner.picture)


def _stand_back(niceness: int) -> None:
    if niceness and sys.platform != "win32":
        os.nice(niceness)


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_LIMIT if hard == resource.RLIM_INFINITY else min(hard, MEMORY_LIMIT)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _limit_processor_time(seconds: int) -> None:
    """From now on so much processor time, of all threads together; Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(spent.ru_utime + spent.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = limit if hard == resource.RLIM_INFINITY else min(hard, limit)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))  # it would be as large as the memory
