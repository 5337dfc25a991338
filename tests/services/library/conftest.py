"""A library for each test of the room to open."""

import pytest
from support.decided import decided
from support.fakes import model_card

from photosim.core.layout import Layout


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a library of six photos in `/photos`, closed, and their model."""
    root = tmp_path_factory.mktemp("made")
    layout = Layout(root / "library")
    layout.make()
    decided(layout.database)
    model_card(root / "models", dim=1280)
    return root
