"""Core and services say what is wrong in codes: no error holds a sentence."""

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


def _is_text(node: ast.expr) -> bool:
    is_constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_constant or isinstance(node, ast.JoinedStr | ast.BinOp)


def test_what_is_wrong_is_a_code():
    found = {file.name: list(_sentences(file.read_text(encoding="utf-8"))) for file in FILES}

    assert {name: said for name, said in found.items() if said} == {}


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
