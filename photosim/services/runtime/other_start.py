"""Starts photosim once more, in a process of its own that goes on when this one ends."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence

from photosim.core.errors import LogNote, WorkFault, coded, system_reason

log = logging.getLogger(__name__)

PHOTOSIM = (sys.executable, "-m", "photosim")
_LONGEST_SAYING = 4096


class OtherStart:
    """One more photosim.

    Args:
        arguments: of its command line.
        command: what is run with them; tests pass their own.
    """

    def __init__(self, arguments: Sequence[str], command: Sequence[str] = PHOTOSIM) -> None:
        self._asked = [*command, *arguments]

    def run(self, ended: Callable[[str], None]) -> None:
        """Start it; returns at once.

        Args:
            ended: called from another thread when it has ended: with nothing if it went well, else
                with the last sentence that it said, or with a code.
        """
        # a thread of its own: starting a process takes some hundredths of a second
        threading.Thread(target=self._wait, args=(ended,), name="other start", daemon=True).start()

    def _wait(self, ended: Callable[[str], None]) -> None:
        try:
            said = self._run()
        except OSError as error:
            said = coded(WorkFault.NO_OTHER_START, system_reason(error))
        if said:
            log.warning("%s", coded(LogNote.OTHER_START, said))
        ended(said)

    def _run(self) -> str:
        # into a file: a pipe would break, and it with it, when this process ends first
        with tempfile.TemporaryFile() as saying:
            code = subprocess.run(
                self._asked,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=saying,
                start_new_session=True,
                check=False,
            ).returncode
            if code == 0:
                return ""
            saying.seek(0)
            said = saying.read(_LONGEST_SAYING).decode("utf-8", "replace").strip()
        return said.splitlines()[-1] if said else coded(WorkFault.OTHER_START_ENDED, code)
