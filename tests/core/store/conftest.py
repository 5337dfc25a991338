"""A library's database for each test of the store."""

from contextlib import closing

import pytest

from photosim.core.store import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.db"


@pytest.fixture
def store(path):
    """Empty."""
    with closing(Store.open(path)) as opened:
        yield opened
