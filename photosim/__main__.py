"""Opens the window without a command, the command line with one."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime
# numpy's own threads wait for each other on busy cores: a 1 ms product takes 20 ms with them
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_WITHOUT_QT = (
    "The README lists the packages that it needs. The commands work without them; photosim --help"
    " says what they do."
)


def main() -> int:
    """Run photosim; the process's exit code."""
    from photosim.cli import main as cli

    _say_in_any_locale()
    options = cli.parse(sys.argv[1:])
    if options.command is None:
        return _open(options.library, options.pictures)
    code = cli.run(options)
    if code == 0 and options.command == "demo" and not options.json and _is_seen():
        return _open(options.library, options.shown)
    return code


def _say_in_any_locale() -> None:
    """Let a sign that the terminal has no letter for be written out, and no answer fail of it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _open(library: Path, pictures: list[str]) -> int:
    """Open the window; where Qt's own libraries are missing, say so."""
    try:
        from photosim import app
    except ImportError as error:
        sys.stderr.write(f"photosim's window cannot be opened: {error}. {_WITHOUT_QT}\n")
        return 1
    return app.main(library, pictures)


def _is_seen() -> bool:
    """Whether a window would be seen by anybody."""
    try:
        from photosim.gui.shell import screen
    except ImportError:
        return False
    return screen.is_seen()


if __name__ == "__main__":
    sys.exit(main())
