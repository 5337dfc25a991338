"""Errors by what a person is told of them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pytest

from photosim.texts import error_wording


@contextlib.contextmanager
def raises_saying(kind: type[Exception], words: str) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """An error of this kind, the sentence of which matches."""
    with pytest.raises(kind) as raised:
        yield raised
    assert re.search(words, error_wording.sentence(raised.value))
