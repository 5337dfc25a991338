"""The command line in this process: what a command prints and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from photosim.cli import main
from photosim.core.layout import Layout

_PROGRESS = re.compile(
    r"^(Scanning|Sorting|Looking closely|Indexing|Comparing|Reading files): [\d,]+ .*\n", re.M
)
"""How far a command is, which it says every half minute; seen only where the machine is busy."""


def without_progress(said: str) -> str:
    """What a command said on standard error besides how far it was."""
    return _PROGRESS.sub("", said)


class Commands:
    """Runs commands in this process; what they print and how they end."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.layout = Layout(library)
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = main.run(main.parse(["--library", str(self.layout.root), *arguments]))
        printed = self._capsys.readouterr()
        return code, printed.out, without_progress(printed.err)

    def answer(self, *arguments: str) -> dict:
        code, out, err = self.run(*arguments, "--json")
        assert out.count("\n") == 1
        answer = json.loads(out)
        is_wrong = bool(answer.get("wrong"))  # what `verify` finds
        assert (code, err.count("wrong.\n")) == (is_wrong, is_wrong)
        assert err == "" or is_wrong
        return answer

    def refusal(self, *arguments: str) -> str:
        """The one sentence of a command that could not."""
        code, out, err = self.run(*arguments, "--json")
        assert code == 1
        sentence = json.loads(out)
        assert list(sentence) == ["error"]
        assert err == sentence["error"] + "\n"
        assert err.count("\n") == 1
        return sentence["error"]
