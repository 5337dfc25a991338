"""How pictures lie on each other is found once for an answer, and used where files are opened."""

from __future__ import annotations

import collections
from collections.abc import Mapping

import numpy as np
import pytest
from support import photos
from support.driver import Driver

from photosim.core.compare.close_job import CloseOrder
from photosim.core.image import thumbnails
from photosim.core.image.examine import QueryLook
from photosim.core.records.photos import Answer, Evidence, Query
from photosim.core.search import rerank
from photosim.core.search.rerank import SuperpositionsOrder, lay_query
from photosim.services.runtime.messages import LookOrder, Order, Outcome, Reply
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import InLibrary

COFFEE, ROCKET = (thumbnails.make(photos.real(name)) for name in ("coffee.png", "rocket.jpg"))
LOOK = QueryLook(
    "ab" * 32,
    np.eye(8, dtype=np.float32)[:1],
    np.zeros(8, np.uint64),
    COFFEE,
    600,
    400,
    np.zeros((0, 2), np.float32),
    "one",
)
N_CLOSE = rerank.MOST_CLOSE


class CountingWorker:
    """Lays small pictures on each other as a worker does; cannot open files.

    Attributes:
        laid: how often each photo's small picture was laid on the query's.
        refusals: how so many orders to lay end instead.
        close: the orders to look at files.
    """

    def __init__(self, *refusals: Outcome) -> None:
        self.laid: collections.Counter[int] = collections.Counter()
        self.refusals = list(refusals)
        self.close: list[CloseOrder] = []

    def reply(self, order: Order) -> Reply:
        match order:
            case LookOrder():
                return Reply(Outcome.OK, LOOK)
            case SuperpositionsOrder() if self.refusals:
                return Reply(self.refusals.pop(0))
            case SuperpositionsOrder():
                self.laid.update(photo_id for photo_id, _ in order.matches)
                return Reply(Outcome.OK, lay_query(order))
            case CloseOrder():
                self.close.append(order)
        return Reply(Outcome.CRASHED)


@pytest.fixture
def alike(tmp_path):
    """Makes a library of photos that a hash takes for the query, with these small pictures."""

    def made(*small: bytes) -> tuple[Driver, list[int]]:
        driver = Driver(tmp_path)
        driver.watch()
        for number, thumbnail in enumerate(small):
            content = f"{number:03}".encode()
            driver.more[content] = {
                "features": np.eye(8, dtype=np.float16)[0],
                "phash": 0,
                "thumbnail": thumbnail,
            }
            driver.put(f"{number:03}.jpg", content)
            driver.run()  # one by one: their ids are in this order
        return driver, [driver.id_of(f"{number:03}") for number in range(len(small))]

    return made


def answered(driver: Driver, worker: CountingWorker) -> Answer:
    """The answer that the command line gives."""
    query = Query(path="/query.jpg")
    steps = pipeline.answering(SearchQuestion(query, 40, 0.0, opens_files=True))
    came: object = None
    while True:
        try:
            step = steps.send(came)
        except StopIteration as end:
            return end.value
        came = step.work(driver.library) if isinstance(step, InLibrary) else worker.reply(step)


def evidence(answer: Answer) -> Mapping[int, Evidence]:
    return {match.photo_id: match.evidence for match in answer.matches}


def test_what_was_found_with_small_pictures_is_used_on_the_files(alike):
    driver, ids = alike(COFFEE, ROCKET, COFFEE)
    worker = CountingWorker()

    answered(driver, worker)

    assert worker.laid == dict.fromkeys(ids, 1)
    (order,) = worker.close
    assert [one.look.photo_id for one in order.partners] == [ids[0], ids[2]]
    (lies,) = set(order.superpositions)
    assert lies.placed == pytest.approx((1, 0, 0, 0, 1, 0), abs=0.01)


def test_what_stands_behind_those_that_were_laid_is_laid_once_too_whatever_they_agree(alike):
    n_others = 3
    behind = [COFFEE, ROCKET, COFFEE]
    driver, ids = alike(*[ROCKET] * n_others, *[COFFEE] * (rerank.MOST - n_others), *behind)
    worker = CountingWorker()

    answer = answered(driver, worker)

    assert worker.laid == dict.fromkeys(ids, 1)
    (order,) = worker.close
    assert [one.look.photo_id for one in order.partners] == ids[n_others:]
    assert len(order.partners) == N_CLOSE
    assert all(order.superpositions[: rerank.MOST - n_others])
    assert [evidence(answer)[one] for one in ids[rerank.MOST :]] == [Evidence.PROBABLY_SAME] * 3


def test_what_a_worker_could_not_lay_is_laid_by_the_next_one(alike):
    driver, ids = alike(COFFEE, COFFEE)
    worker = CountingWorker(Outcome.CRASHED)

    answered(driver, worker)

    assert worker.laid == dict.fromkeys(ids, 1)
    assert [one.look.photo_id for one in worker.close[0].partners] == ids


def test_what_no_worker_can_lay_stays_only_probably_the_same(alike):
    driver, ids = alike(COFFEE, COFFEE)
    worker = CountingWorker(Outcome.CRASHED, Outcome.CRASHED)

    answer = answered(driver, worker)

    assert worker.close == []
    assert evidence(answer) == dict.fromkeys(ids, Evidence.PROBABLY_SAME)
