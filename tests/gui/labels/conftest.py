"""The window in which labels are tried."""

import pytest
from support.themed_window import N, World


@pytest.fixture
def world(qtbot, tmp_path):
    made = World(qtbot, tmp_path)
    made.engine.start()
    made.wait_for_ids(range(1, N + 1))
    yield made
    made.close()
