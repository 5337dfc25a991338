"""Opens the window without a command, the command line with one."""

from __future__ import annotations

import os
import sys

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can import onnxruntime


def main() -> int:
    """Run photosim; the process's exit code."""
    import photosim.cli as cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
