"""Lines of the log with sentences in the place of codes: a terminal and photosim.log show them."""

from __future__ import annotations

import copy
import logging
import re
from types import TracebackType

from photosim.core.errors import PhotosimError
from photosim.texts import error_wording

_RAISED = re.compile(r"^(\w[\w.]*: )(#.*)$", re.MULTILINE)
"""Where a traceback says which exception it was, with its message."""

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class SayingFormatter(logging.Formatter):
    """As `logging.Formatter`; what is logged with `%s` is said as a person is told it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, which stays as it is for other handlers."""
        said = copy.copy(record)
        if isinstance(record.args, tuple):
            said.args = tuple(_said(value) for value in record.args)
        return super().format(said)

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 (its name in logging)
        """A traceback with the sentences of the exceptions in it."""
        return told_trace(super().formatException(ei))


def told_trace(trace: str) -> str:
    """A formatted traceback with sentences in the place of codes."""
    return _RAISED.sub(lambda found: found[1] + error_wording.told(found[2]), trace)


def _said(value: object) -> object:
    if isinstance(value, PhotosimError):
        return error_wording.sentence(value)
    return error_wording.told(value) if isinstance(value, str) else value
