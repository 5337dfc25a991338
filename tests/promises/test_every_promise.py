"""Each sentence that promises something has a test, and a list that CONTRIBUTING names has both."""

from collections import Counter
from pathlib import Path

import pytest
from support import promised

PLAIN = frozenset(
    line
    for line in (Path(__file__).with_name("plain.txt")).read_text(encoding="utf-8").splitlines()
    if line
)
"""Sentences that promise nothing: what is not known or cannot be done, how the model came about,
what leads on to another page."""


@pytest.fixture(scope="module")
def text() -> str:
    return promised.said()


@pytest.fixture(scope="module")
def tried() -> set[str]:
    return {sentence for one in promised.tests() for sentence in one.sentences}


def test_each_sentence_that_promises_something_is_tried(text, tried):
    said = promised.sentences(text)

    assert [one for one in said if one not in tried and one not in PLAIN] == []
    assert len(tried) > 60


def test_no_sentence_is_said_twice(text):
    counts = Counter(promised.sentences(text))

    assert [sentence for sentence, n in counts.items() if n > 1] == []


def test_no_test_tries_what_is_not_said(text, tried):
    assert sorted((tried | PLAIN) - set(promised.sentences(text))) == []
    assert tried & PLAIN == set()


def test_the_list_of_the_promises_is_as_it_would_be_written(text):
    page = promised.LIST.read_text(encoding="utf-8")

    assert promised.listed(page, text) == page, "run tests/support/promised.py"


def test_contributing_leads_to_the_list_of_the_promises():
    contributing = (promised.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert f"]({promised.LIST.relative_to(promised.ROOT).as_posix()})" in contributing
