"""Where the icons are: in the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon


def folder() -> Path:
    """The folder `resources`.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[2]
    for candidate in (package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("photosim's folder of icons is missing. Please install it again.")


def app_icon() -> QIcon:
    """The application's icon."""
    return QIcon(str(folder() / "photosim.svg"))
