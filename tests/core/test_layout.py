"""Where a library's files lie."""

import os
import stat
import subprocess
import sys

import pytest
from support.saying import raises_saying

from photosim.core.errors import DiskFullError, StoreError
from photosim.core.layout import Layout, default_library
from photosim.texts import error_wording


def test_everything_lies_in_the_librarys_own_folder(tmp_path):
    layout = Layout(tmp_path / "library")

    places = [
        layout.database,
        layout.thumbnails,
        layout.index,
        layout.settings,
        layout.lock,
        layout.log,
    ]

    assert {place.parent for place in places} == {tmp_path / "library"}
    assert len(set(places)) == len(places)


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_library_is_for_its_owner_only(tmp_path):
    layout = Layout(tmp_path / "a/b/library")

    layout.make()
    layout.make()

    assert stat.S_IMODE(layout.root.stat().st_mode) == 0o700
    assert stat.S_IMODE(layout.index.stat().st_mode) == 0o700


def test_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "library").write_text("a file")

    with raises_saying(StoreError, "--library"):
        Layout(tmp_path / "library").make()


def test_place_that_cannot_be_written_is_told():
    if not os.path.isdir("/proc/self"):  # noqa: PTH112
        pytest.skip("needs /proc")
    with pytest.raises(StoreError) as told:
        Layout(type(default_library())("/proc/self/library")).make()

    assert not isinstance(told.value, DiskFullError)
    assert "/proc/self/library" in error_wording.sentence(told.value)


def test_default_place_needs_no_qt():
    code = (
        "import sys, photosim.core.layout as l; print(l.default_library());"
        " assert 'PySide6' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip().endswith("photosim")
