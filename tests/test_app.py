"""The door of the window, as a process of its own with the real engine."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]


def start(library, *arguments):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(REPO)}
    return subprocess.Popen(
        [sys.executable, "-m", "photosim", "--library", str(library), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.slow
def test_it_ends_properly_when_asked_to_and_a_second_start_finds_the_first(tmp_path, qtbot):
    library = tmp_path / "library"
    first = start(library)
    try:
        qtbot.waitUntil((library / "library.db").exists, timeout=60_000)
        second = start(library)
        said, _ = second.communicate(timeout=60)
        assert (second.returncode, said) == (0, "")
    finally:
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=60)

    assert first.returncode == 0
    assert (library / "window.ini").exists()
    assert library.stat().st_mode & 0o077 == 0
