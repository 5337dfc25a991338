"""Errors go up as codes, and no door shows one but in the words of `photosim.texts`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import photosim
from photosim.core import errors

ROOT = Path(photosim.__file__).parent
DOORS = sorted(
    [
        *(path for room in ("gui", "cli", "demo") for path in (ROOT / room).rglob("*.py")),
        ROOT / "app.py",
    ],
)
ERRORS = {"Exception"} | {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.PhotosimError)
}
BELOW = sorted(path for room in ("core", "services") for path in (ROOT / room).rglob("*.py"))
TOLD = ERRORS - {"Exception"} | {"Trouble", "Reply", "Refusal", "Finding"}
"""What is made of a code and its values."""
CODED = {"reason", "message", "advice"}
"""Fields of what services tell that hold codes."""


def _shown(source: str) -> Iterator[str]:
    """What a module makes a text of, or hands on, that may be a code."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if _is_made_text(node, parents) or _is_coded(node, parents):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def _is_made_text(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether an error is made a text of, as `str(error)` or `f"{error}"`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        value = node.args[0] if node.args else None
    elif isinstance(node, ast.FormattedValue):
        value = node.value
    else:
        return False
    return (
        isinstance(value, ast.Name)
        and bool(_kinds(value, parents) & ERRORS)
        and not _is_asked(node, parents)
        and not _is_parsed(node, parents)
    )


def _is_parsed(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether only its code is looked at."""
    above = parents[node]
    return isinstance(above, ast.Call) and ast.unparse(above.func) == "parsed"


def _kinds(name: ast.Name, parents: dict[ast.AST, ast.AST]) -> set[str]:
    """Of what kinds an exception is, as its handler or the function that gets it says."""
    node: ast.AST | None = name
    while (node := parents.get(node)) is not None:
        if isinstance(node, ast.ExceptHandler) and node.name == name.id:
            return _names(node.type)
        if isinstance(node, ast.FunctionDef):
            for argument in node.args.args:
                if argument.arg == name.id:
                    return _names(argument.annotation)
    return set()


def _names(node: ast.AST | None) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} if node else set()


def _is_coded(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a field that holds a code is used without words being made of it."""
    if not isinstance(node, ast.Attribute) or node.attr not in CODED:
        return False
    is_called = isinstance(parents[node], ast.Call) and parents[node].func is node
    is_set = isinstance(node.ctx, ast.Store)
    is_looked_at = _is_asked(node, parents) or _is_parsed(node, parents)
    return not (is_called or is_set or is_looked_at or _is_said(node, parents))


def _is_asked(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether there is one is all that is asked."""
    above = parents[node]
    if isinstance(above, ast.BoolOp | ast.UnaryOp):
        return True
    return isinstance(above, ast.If | ast.IfExp) and above.test is node


def _is_said(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a function of the texts, or another error, takes it."""
    while (node := parents.get(node)) is not None:
        if isinstance(node, ast.Call):
            made = ast.unparse(node.func)
            if "_wording." in made or made in {"phrase", *ERRORS}:
                return True
    return False


@pytest.mark.parametrize("door", DOORS, ids=lambda path: str(path.relative_to(ROOT)))
def test_door_shows_errors_in_words_alone(door):
    assert list(_shown(door.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    work()\nexcept PhotosimError as error:\n    print(str(error))",
        "def failed(error: Exception) -> None:\n    say(f'It went wrong: {error}')",
        "say(trouble.message)",
        "told = f'{path}: {refusal.reason}'",
    ],
)
def test_a_door_that_shows_a_code_is_found(source):
    assert len(list(_shown(source))) == 1


def _sentences(source: str) -> Iterator[str]:
    """Where an error for people, or what else is told, gets a sentence instead of a code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            is_told = node.func.id in TOLD
            given = [*node.args[:1], *(word.value for word in node.keywords)]
            if is_told and any(map(_is_text, given)):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)
    )


@pytest.mark.parametrize("room", [*BELOW, *DOORS], ids=lambda path: str(path.relative_to(ROOT)))
def test_what_goes_wrong_is_told_in_codes(room):
    assert list(_sentences(room.read_text(encoding="utf-8"))) == []


OF_OLD = {"TrashFault.CHANGED_IN_TRASH"}
"""Codes that only journals of older photosims hold: they are said, and told by nobody any more."""


@pytest.mark.parametrize("kind", errors.KINDS)
def test_each_code_is_told_somewhere(kind):
    sources = [path.read_text(encoding="utf-8") for path in (*BELOW, *DOORS)]
    names = {f"{kind.__name__}.{code.name}" for code in kind} - OF_OLD

    assert {name for name in names if not any(name in source for source in sources)} == set()
