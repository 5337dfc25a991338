"""Core and services say what is wrong in codes and numbers: no error holds a sentence."""

import ast
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
