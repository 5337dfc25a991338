"""Windows for the stories, and the photographs they find."""

from pathlib import Path

import pytest
from support import no_screen
from support.people.desk import (  # noqa: F401 (fixtures)
    at_home,
    british,
    camera,
    desk,
    indexed,
    library,
    pictures,
    sorted_home,
    sorter,
)


def pytest_collection_modifyitems(items):
    for item in no_screen.quieten(items, Path(__file__).parent):
        item.add_marker(pytest.mark.slow)
