"""The log says what is wrong as the window does."""

import logging

from photosim.core.errors import DecodeError, Fault, coded
from photosim.texts.log_wording import SayingFormatter, told_trace

EMPTY = "The file is empty."


def _line(message, *values, **more):
    record = logging.LogRecord("photosim", logging.WARNING, "x.py", 1, message, values, None)
    vars(record).update(more)
    return SayingFormatter("%(levelname)s %(message)s").format(record)


def test_codes_among_what_is_logged_are_said():
    error = DecodeError(Fault.EMPTY)

    assert _line("%s: %s; %d times", "#1.jpg", error, 3) == f"WARNING #1.jpg: {EMPTY}; 3 times"
    assert _line("%s", coded(Fault.EMPTY)) == f"WARNING {EMPTY}"
    assert _line("%(why)s", {"why": "dry"}) == "WARNING dry"
    assert _line("100 %") == "WARNING 100 %"


def test_record_stays_as_it_is_for_others():
    record = logging.LogRecord("x", 30, "x.py", 1, "%s", (DecodeError(Fault.EMPTY),), None)

    SayingFormatter().format(record)

    assert record.getMessage() == "#empty"


def test_traceback_says_which_error_it_was():
    try:
        raise DecodeError(Fault.LARGE_FILE, 2, 1)
    except DecodeError as error:
        line = _line("Stopped.", exc_info=(type(error), error, error.__traceback__))

    assert line.endswith("DecodeError: The file has 2 MB, more than photosim opens (1 MB).")
    assert "#" not in line
    assert told_trace("ValueError: #1 is no number\n") == "ValueError: #1 is no number\n"
