"""The reader: newest request first, one answer for each thumbnail, no error ends it."""

import queue
import threading

import pytest

from photosim.core.errors import StoreError
from photosim.services.runtime.reader import SLICE, Reader

SOON = 10.0


class FakeRows:
    """Rows are their ids as text; thumbnails of even ids are there. Asks the gate before each."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.asked = queue.SimpleQueue()
        self.broken: list[Exception] = []
        self.closed_in = None

    def _pass(self, ids):
        self.asked.put(list(ids))
        assert self.gate.wait(SOON)
        if self.broken:
            raise self.broken.pop()

    def photos(self, ids):
        self._pass(ids)
        return [str(i) for i in ids]

    def thumbnails(self, ids):
        self._pass(ids)
        return {i: b"jpeg" for i in ids if i % 2 == 0}

    def close(self):
        self.closed_in = threading.current_thread().name


@pytest.fixture
def rows():
    return FakeRows()


@pytest.fixture
def missing():
    return queue.SimpleQueue()


@pytest.fixture
def reader(rows, missing):
    reader = Reader(lambda: rows, missing.put)
    reader.start()
    yield reader
    rows.gate.set()
    reader.stop()


@pytest.fixture
def heard():
    return queue.SimpleQueue()


def unexpected(*values):
    raise AssertionError(values)


def thumbnails(heard, n):
    return dict(heard.get(timeout=SOON) for _ in range(n))


def test_rows_are_answered(reader, heard):
    reader.photos([1, 2], heard.put, "grid")

    assert heard.get(timeout=SOON) == ["1", "2"]


def test_a_thumbnail_is_answered_once_for_each_id_and_missing_ones_are_told(reader, heard, missing):
    ids = list(range(3 * SLICE))

    reader.thumbnails(ids, lambda i, jpeg: heard.put((i, jpeg)), "grid")

    assert thumbnails(heard, len(ids)) == {i: b"jpeg" if i % 2 == 0 else b"" for i in ids}
    lost = [i for _ in range(3) for i in missing.get(timeout=SOON)]
    assert lost == [i for i in ids if i % 2]
    assert heard.empty()


def test_a_newer_request_replaces_what_is_unanswered_on_its_channel(reader, rows, heard):
    rows.gate.clear()
    reader.thumbnails(range(4 * SLICE), lambda i, _: heard.put(i), "grid")
    assert rows.asked.get(timeout=SOON) == list(range(SLICE))

    reader.thumbnails([998], unexpected, "grid")
    reader.thumbnails([1000, 1002], lambda i, _: heard.put(i), "grid")
    rows.gate.set()

    assert [heard.get(timeout=SOON) for _ in range(SLICE + 2)] == [*range(SLICE), 1000, 1002]


def test_channels_do_not_replace_each_other(reader, rows, heard):
    rows.gate.clear()
    reader.photos([1], heard.put, "grid")
    rows.asked.get(timeout=SOON)
    reader.photos([2], heard.put, "grid")
    reader.photos([3], heard.put, "panel")
    rows.gate.set()

    assert [heard.get(timeout=SOON) for _ in range(3)] == [["1"], ["2"], ["3"]]


@pytest.mark.parametrize("error", [StoreError("It is locked."), ZeroDivisionError("a bug")])
def test_an_error_ends_one_answer_only(reader, rows, heard, error):
    rows.broken.append(error)
    reader.photos([1], unexpected, "grid")
    rows.asked.get(timeout=SOON)

    reader.photos([2], heard.put, "grid")

    assert heard.get(timeout=SOON) == ["2"]


def test_a_receiver_that_raises_ends_nothing(reader, rows, heard):
    reader.photos([0], heard.put, "grid")
    assert heard.get(timeout=SOON) == ["0"]
    rows.gate.clear()
    reader.photos([1], unexpected, "one")
    reader.thumbnails(range(2 * SLICE), unexpected, "one")
    reader.thumbnails([2], lambda i, _: heard.put(i), "other")
    reader.photos([3], heard.put, "other")
    rows.gate.set()

    assert {str(heard.get(timeout=SOON)), str(heard.get(timeout=SOON))} == {"2", "['3']"}


def test_requests_before_the_start_are_answered_after_it(rows, missing, heard):
    reader = Reader(lambda: rows, missing.put)
    reader.photos([1], heard.put, "grid")

    reader.start()

    assert heard.get(timeout=SOON) == ["1"]
    reader.stop()
    assert rows.closed_in == "reader"


def test_databases_that_cannot_be_opened_end_it_without_noise(missing):
    def refuse():
        raise StoreError("There is no such database.")

    reader = Reader(refuse, missing.put)
    reader.start()

    reader.stop()


def test_it_can_be_stopped_before_the_start_and_twice(rows, missing):
    reader = Reader(lambda: rows, missing.put)

    reader.stop()
    reader.stop()
