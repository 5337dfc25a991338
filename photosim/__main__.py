"""Opens the window without a command, the command line with one."""

from __future__ import annotations

import os
import sys

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime
# numpy's own threads wait for each other on busy cores: a 1 ms product takes 20 ms with them
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> int:
    """Run photosim; the process's exit code."""
    from photosim import cli

    options = cli.parse(sys.argv[1:])
    if options.command is not None:
        return cli.run(options)
    from photosim import app

    return app.main(options.library, options.pictures)


if __name__ == "__main__":
    sys.exit(main())
