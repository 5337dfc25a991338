"""Core and services say what they say in codes and numbers: nothing in them holds a sentence."""

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import photosim
from photosim.core import errors

ROOT = Path(photosim.__file__).parent
FILES = [file for floor in ("core", "services") for file in sorted((ROOT / floor).rglob("*.py"))]
TELLING = {"Trouble", "Repaired"} | {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.PhotosimError)
}
"""What reaches a person once it is raised or told."""


def _sentences(source: str) -> Iterator[str]:
    """What a module says itself of what is wrong."""
    for node in ast.walk(ast.parse(source)):
        is_telling = isinstance(node, ast.Call) and ast.unparse(node.func) in TELLING
        if is_telling and any(map(_is_text, node.args[:1])):
            yield f"line {node.lineno}: {ast.unparse(node)}"
        if _is_warning(node) and any(c.isalpha() for c in _pattern(node).replace("%s", "")):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def _is_warning(node: ast.AST) -> bool:
    """Whether a command shows it on the terminal: what is logged of bugs is none of this."""
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".warning")


def _pattern(node: ast.Call) -> str:
    first = node.args[0]
    return first.value if isinstance(first, ast.Constant) else ""


NO_SAYING = {
    "You have no permission to read this file.": "how older libraries hold that fault",
    "The file ends too early; it may still be being written.": "how older libraries hold that",
    "is not in the trash any more.": "how the reason ends in older journals",
    "Raw profile type xmp": "what ImageMagick calls a text of PNG",
    "Raw profile type iptc": "what ImageMagick calls a text of PNG",
}
"""What reads like a sentence and is looked for in what others wrote; nobody is told it."""


def _written(source: str) -> Iterator[str]:
    """Each text that a module holds, what is filled in as `_`; without docstrings and logs.

    Nor with what errors of Python hold: those are bugs, and go to the log.
    """
    left = [ast.parse(source)]
    while left:
        node = left.pop()
        if _is_text(node):
            yield _filled(node)
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (_is_text(node) or is_docstring or _is_for_the_log(node)):
            left += ast.iter_child_nodes(node)


def _filled(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_filled, node.values))
    if isinstance(node, ast.BinOp):
        return _filled(node.left) + _filled(node.right)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "_"


def _is_for_the_log(node: ast.AST) -> bool:
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    error = getattr(builtins, called, None)
    is_bug = isinstance(error, type) and issubclass(error, Exception)
    return is_bug or re.match(r"log(ging\.getLogger\(.*\))?\.\w+$", called) is not None


def _reads_like_a_sentence(text: str) -> bool:
    """Whether it has three words, of which the second is small, and begins or ends as they do.

    What begins with a word in capitals and has no full stop is a query of the database.
    """
    words = text.strip()
    is_whole = re.match(r"[A-Z](?![A-Z])", words) or re.search(r"[a-z_][.!?…]$", words)
    return bool(is_whole and re.match(r"\S+\s+[a-z][\w']*,?\s+\S", words))


OF_THE_SYSTEM = {
    "core/errors/__init__.py",  # finds out whether a text is the one of a number, and keeps that
    "core/trash/put_back.py",  # raises what the system would have raised, as it does
    "texts/system_wording.py",  # says it
}
"""Where the system's words for its errors are asked for: nowhere else are they a value."""


def _asks_the_system(source: str) -> bool:
    nodes = list(ast.walk(ast.parse(source)))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return "strerror" in names | texts


def _is_text(node: ast.expr) -> bool:
    is_constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_constant or isinstance(node, ast.JoinedStr | ast.BinOp)


def test_what_is_wrong_is_a_code():
    found = {file.name: list(_sentences(file.read_text(encoding="utf-8"))) for file in FILES}

    assert {name: said for name, said in found.items() if said} == {}


def test_no_text_is_a_sentence():
    texts = {text for file in FILES for text in _written(file.read_text(encoding="utf-8"))}

    assert len(texts) > 1000
    assert {text for text in texts if _reads_like_a_sentence(text)} == NO_SAYING.keys()


def test_what_the_system_says_is_its_number():
    all_files = {file.relative_to(ROOT).as_posix(): file for file in ROOT.rglob("*.py")}
    asking = {name for name, file in all_files.items() if _asks_the_system(file.read_text("utf-8"))}

    assert asking == OF_THE_SYSTEM


@pytest.mark.parametrize(
    "source",
    [
        "raise StoreError(StoreFault.NO_COPY, path, error.strerror) from error",
        "reason = os.strerror(error.errno)",
        "reason = getattr(error, 'strerror', None)",
    ],
)
def test_words_of_the_system_are_found(source):
    assert _asks_the_system(source)


@pytest.mark.parametrize(
    "source",
    [
        "raise StoreError('It is gone.')",
        "fail(picture, DecodeError(f'{path} is gone.'))",
        "notify(Trouble('It is ' + what, coded(WorkFault.RESUME)))",
        "log.warning('%s is gone', path)",
        "logging.getLogger(__name__).warning('It is gone.')",
    ],
)
def test_a_sentence_is_found(source):
    assert len(list(_sentences(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "NOTE = 'Nothing was found.'",
        "def note(n):\n    return f'{n} photos were found.'",
        "TITLES = {Kind.MAP: 'The map of photos'}",
        "note = 'It was ' + what + '.'",
        "tell(note=f'It was {what}')",
        "log.info('It failed'), tell('It has failed.')",
    ],
)
def test_a_text_that_is_a_sentence_is_found(source):
    assert [_reads_like_a_sentence(text) for text in _written(source)] == [True]


@pytest.mark.parametrize(
    "source",
    [
        "def seen():\n    'Nothing was found.'",
        "log.info(f'It is {state} now.')",
        "logging.getLogger(__name__).exception('It is gone.')",
        "raise ValueError(f'It has {n} rows.')",
        "OWNERS = {'fcp': 'Final Cut Pro'}",
        "rows = execute('SELECT id FROM photo WHERE id = ?')",
        "PATTERN = 'a few words'",
    ],
)
def test_what_nobody_is_told_is_no_sentence(source):
    assert not any(map(_reads_like_a_sentence, _written(source)))
