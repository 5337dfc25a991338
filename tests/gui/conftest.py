"""What every test of the window needs: one locale, and silence about the missing screen."""

from pathlib import Path

import pytest
from support import no_screen


def pytest_collection_modifyitems(items):
    no_screen.quieten(items, Path(__file__).parent)


@pytest.fixture(autouse=True)
def british():
    with no_screen.british_locale():
        yield
