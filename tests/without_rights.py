"""The real command, run by somebody without rights: root may write everywhere."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPO = Path(__file__).parents[1]
WITHIN_S = 120
_DROP = 24
"""PR_CAPBSET_DROP of Linux's prctl(2)."""
_OVERRIDING = (1, 2)
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: files are read and written whatever their mode."""


@contextmanager
def home() -> Iterator[Path]:
    """A folder with a short name, removed at the end whatever became of it."""
    folder = Path(tempfile.mkdtemp(prefix="st"))
    try:
        yield folder
    finally:
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder)


def start(home: Path, *arguments: object, **environment: str | None) -> subprocess.Popen[str]:
    """Start photosim in that home; None takes a variable away."""
    changed: dict[str, str | None] = {"HOME": str(home), "PYTHONPATH": str(REPO)}
    changed |= {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": None} | environment
    return subprocess.Popen(
        [sys.executable, "-m", "photosim", *map(str, arguments)],
        env={name: value for name, value in (os.environ | changed).items() if value is not None},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o022,  # as most systems have it: others may read
        preexec_fn=_give_up_rights if os.geteuid() == 0 else None,
    )


def run(home: Path, *arguments: object, **environment: str | None) -> tuple[int, str, str]:
    """Run photosim to its end: exit code, standard output, standard error."""
    with start(home, *arguments, **environment) as process:
        out, err = process.communicate(timeout=WITHIN_S)
    return process.returncode, out, err


def _give_up_rights() -> None:
    """From the next exec on, root is refused what others are."""
    libc = ctypes.CDLL(None)
    for right in _OVERRIDING:
        libc.prctl(_DROP, right, 0, 0, 0)
