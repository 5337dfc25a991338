"""One file under two paths with two numbers, as pools of disks and overlays show it. For tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def overlaid(disk: Path, top: Path) -> Iterator[Path]:
    """The files of `disk` seen through an overlay at `top`; skips where that is not allowed."""
    changes = top.with_name("changes")
    # only on a disk of its own are the numbers of the files other ones
    with _mounted(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs"], changes):
        upper, work = changes / "upper", changes / "work"
        upper.mkdir()
        work.mkdir()
        what = f"xino=on,lowerdir={disk},upperdir={upper},workdir={work}"
        with _mounted(["mount", "-t", "overlay", "-o", what, "overlay"], top):
            yield top


@contextmanager
def pooled(disk: Path, top: Path) -> Iterator[Path]:
    """The files of `disk` seen through a pool of disks at `top`; skips where there is none."""
    if shutil.which("mergerfs") is None:
        pytest.skip("mergerfs is not installed")
    with _mounted(["mergerfs", "-o", "use_ino,category.create=mfs", str(disk)], top):
        yield top


@contextmanager
def _mounted(command: list[str], top: Path) -> Iterator[None]:
    top.mkdir()
    if os.getuid() or subprocess.run([*command, str(top)], capture_output=True).returncode:
        pytest.skip("only an administrator can mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(top)], capture_output=True, check=True)
