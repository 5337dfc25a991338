"""What the README and docs/ promise, sentence by sentence, and which test tries each.

`python tests/support/promised.py` writes the list of them (`LIST`) anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[2]

EXPLAINED = (
    "Where the rest is",
    "Licence",
    "How is it built?",
    "The way of a photo",
    "The way of a query",
    "What always holds",
    "Which keys are there?",
)
"""The parts in which a person is promised nothing: they lead on, or explain how it is built; that
the table of keys is the program's own is for tests/test_readme.py to see. All others count, those
of a page that is new as well."""

LIST = ROOT / "tests/promises/README.md"
"""A paragraph says what it is, then the list; CONTRIBUTING leads there."""

Test = TypeVar("Test", bound=Callable[..., object])


def promise(*sentences: str) -> Callable[[Test], Test]:
    """Says which sentences of the README or docs/ a test tries, word for word; read by `tests`."""
    return lambda test: test


@dataclass(frozen=True)
class Tried:
    """A test and the sentences that it tries."""

    test: str
    sentences: tuple[str, ...]


def said() -> str:
    """The README, and below it the pages of docs/, in the order of their names."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n\n".join(page.read_text(encoding="utf-8") for page in pages)


def sentences(text: str) -> list[str]:
    """The sentences and the rows of tables that are not `EXPLAINED`, without marks of layout."""
    found: list[str] = []
    for title, body in _sections(text):
        if title not in EXPLAINED:
            found += [sentence for block in _blocks(body) for sentence in _split(block)]
    return found


def tests() -> list[Tried]:
    """The tests that are marked with a `promise`, those of tests/promises first, by file."""
    found = []
    rooms = ROOT / "tests"
    own = sorted((rooms / "promises").glob("test_*.py"))
    for path in (*own, *sorted(set(rooms.rglob("test_*.py")) - set(own))):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body if "\n@promise(" in text else ():
            if isinstance(node, ast.FunctionDef) and (said := _promised(node)):
                place = path.relative_to(ROOT).as_posix()
                found.append(Tried(f"{place}::{node.name}", said))
    return found


def table(text: str) -> str:
    """Each sentence that promises something, in order, and its tests, as a list in Markdown."""
    by_sentence: dict[str, list[str]] = {}
    for tried in tests():
        for sentence in tried.sentences:
            by_sentence.setdefault(sentence, []).append(tried.test.removeprefix("tests/promises/"))
    rows = [
        f"- {sentence}  \n  {', '.join(f'`{test}`' for test in by_sentence[sentence])}"
        for sentence in dict.fromkeys(sentences(text))
        if sentence in by_sentence
    ]
    return "\n".join(rows)


def listed(page: str, text: str) -> str:
    """The page of the list as it should be: what stands above its first item stays."""
    introduction, _, _ = page.partition("\n- ")
    return f"{introduction}\n{table(text)}\n"


def _promised(node: ast.FunctionDef) -> tuple[str, ...]:
    for mark in node.decorator_list:
        is_call = isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name)
        if is_call and mark.func.id == "promise":
            return tuple(str(ast.literal_eval(argument)) for argument in mark.args)
    return ()


def _sections(text: str) -> Iterator[tuple[str, str]]:
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    parts = re.split(r"^#+ (.+)$", text, flags=re.MULTILINE)[1:]
    return zip(parts[::2], parts[1::2], strict=True)


def _blocks(body: str) -> Iterator[str]:
    """Paragraphs, items of lists and rows of tables, each in one line."""
    block: list[str] = []
    lines = [*body.splitlines(), ""]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if below.startswith("|--"):
            continue  # the head of a table
        starts = re.match(r"\s*(?:[-*] |\d+\. |\||!\[|$)", line) is not None
        if starts and block:
            yield " ".join(" ".join(block).split())
            block = []
        if line.startswith("|"):
            is_rule = re.fullmatch(r"[|\s:-]+", line) is not None
            block = [] if is_rule else [line.strip().strip("|")]
        elif not line.lstrip().startswith("!["):
            block += [re.sub(r"^\s*(?:[-*] |\d+\. )", "", line)] if line.strip() else []


def _split(block: str) -> list[str]:
    plain = re.sub(r"(\*+)(?=\S)([^*`]+?)(?<=\S)\1", r"\2", block)
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", plain)
    if " | " in plain:
        return [plain]
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+(?=[A-Z`])", plain) if one.strip()]


def _write() -> None:
    LIST.write_text(listed(LIST.read_text(encoding="utf-8"), said()), "utf-8")


if __name__ == "__main__":
    _write()
