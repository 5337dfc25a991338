"""What may be read again after it was refused is noticed, and told no more often than that."""

from __future__ import annotations

import threading

import pytest
from support.waiting import SOON_S

from photosim.services.folders.refused import Refused, is_permitted


class Rights:
    """Paths that may be read, and how often was told that some of them may be."""

    def __init__(self) -> None:
        self.permitted: set[str] = set()
        self.n_told = 0
        self.refused = Refused(self.told, self.permitted.__contains__, every_s=SOON_S)

    def told(self) -> None:
        self.n_told += 1

    def look(self) -> int:
        """How often it was told so far."""
        self.refused.look()
        return self.n_told


@pytest.fixture
def rights():
    rights = Rights()
    rights.refused.look_after(["/a", "/b"])
    yield rights
    rights.refused.stop()


def test_a_permission_given_back_is_told_once_each_time(rights):
    assert rights.look() == 0
    rights.permitted.add("/a")
    assert [rights.look(), rights.look()] == [1, 1]
    rights.permitted.clear()
    assert rights.look() == 1
    rights.permitted.add("/a")
    assert rights.look() == 2


def test_what_was_permitted_before_the_first_look_is_told(rights):
    rights.permitted.add("/b")

    assert rights.look() == 1


def test_what_is_refused_in_spite_of_its_permission_is_not_told_again_and_again(rights):
    rights.permitted.add("/a")
    rights.look()

    rights.refused.look_after(["/a", "/b"])

    assert [rights.look(), rights.look()] == [1, 1]


def test_what_is_no_problem_any_more_is_not_looked_at(rights):
    rights.refused.look_after([])
    rights.permitted.add("/a")

    assert rights.look() == 0


def test_after_the_end_nothing_is_told(rights):
    rights.refused.stop()
    rights.permitted.add("/a")

    assert rights.look() == 0


def test_it_looks_by_itself(tmp_path):
    told = threading.Event()
    refused = Refused(told.set, every_s=0.01)
    refused.look_after([str(tmp_path)])

    assert told.wait(SOON_S)
    refused.stop()


@pytest.mark.parametrize("name", ["nothing", "x" * 300, "\udcff"])
def test_a_path_that_cannot_be_is_not_permitted(tmp_path, name):
    assert not is_permitted(f"{tmp_path}/{name}")
