"""The real command, run by somebody without rights: root may write everywhere."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from support.commands import without_progress
from support.waiting import until

REPO = Path(__file__).parents[2]
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


class Process(subprocess.Popen[str]):
    """A photosim that was started; `out` and `said` are what it printed, once it has ended."""

    out = said = ""


def start(
    home: Path,
    *arguments: object,
    first: Callable[[], None] | None = None,
    **environment: str | None,
) -> Process:
    """Start photosim in that home; None takes a variable away; `first` is done in the child."""
    changed: dict[str, str | None] = {"HOME": str(home), "PYTHONPATH": str(REPO)}
    changed |= {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": None} | environment
    return Process(
        [sys.executable, "-m", "photosim", *map(str, arguments)],
        env={name: value for name, value in (os.environ | changed).items() if value is not None},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o022,  # as most systems have it: others may read
        preexec_fn=lambda: (_give_up_rights(), first and first()),
    )


def run(
    home: Path,
    *arguments: object,
    first: Callable[[], None] | None = None,
    **environment: str | None,
) -> tuple[int, str, str]:
    """Run photosim to its end: exit code, standard output, standard error."""
    with start(home, *arguments, first=first, **environment) as process:
        out, err = process.communicate(timeout=WITHIN_S)
    return process.returncode, out, without_progress(err)


@contextmanager
def window(
    home: Path,
    *arguments: object,
    first: Callable[[], None] | None = None,
    **environment: str | None,
) -> Iterator[Process]:
    """photosim's window, closed at the end as the system closes it; it must end with 0."""
    process = start(home, *arguments, first=first, **environment)
    try:
        assert until(lambda: listens(process), WITHIN_S), "no window"
        yield process
        process.send_signal(signal.SIGTERM)
        process.out, process.said = process.communicate(timeout=WITHIN_S)
        assert process.returncode == 0, process.said
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def listens(process: Process) -> bool:
    """Whether it would end properly when asked to: the last thing before it shows its window."""
    if process.poll() is not None:
        return True
    with Path(f"/proc/{process.pid}/status").open() as status:
        [caught] = [line.split()[1] for line in status if line.startswith("SigCgt")]
    return bool(int(caught, 16) & 1 << (signal.SIGTERM - 1))


def _give_up_rights() -> None:
    """From the next exec on, root is refused what others are."""
    if os.geteuid() != 0:
        return
    libc = ctypes.CDLL(None)
    for right in _OVERRIDING:
        libc.prctl(_DROP, right, 0, 0, 0)
