"""How the code lies: few things side by side, one name for one thing, everything said, short."""

import ast
import re
import statistics
from collections import Counter, defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import photosim

ROOT = Path(photosim.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
TREES = {file: ast.parse(file.read_text("utf-8")) for file in FILES}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

ROLES = {
    "page": "what a room of the gui shows in the middle of the window",
    "head": "the line over such a page",
    "controller": "puts the parts of a room of the gui together",
    "ports": "the engine as a room of the gui asks it",
    "wiring": "connects a room of the gui with the rest of the window",
    "session": "where a person is in a room of the gui",
    "undoable": "what a person does in a room of the gui and can take back",
}
"""Files that may share a name: each has the same role in its room."""

NOUNS = {
    "folders": "their table; what is asked of them",
    "labels": "their table; what is asked of them",
    "left_out": "its records; how a scan tells it",
    "pairs": "their records; their table",
    "photos": "their records; their table; what is asked of them",
    "review": "its records; what is decided in it; what is asked of it",
    "settings": "the record of one; which there are",
    "themes": "their records; what is asked of them",
    "thumbnails": "how they are made; how they come to the screen",
    "trash": "its records; what is asked of it",
    "words": "what is asked with them; the command of that name",
}
"""Files that may share a name: the same noun on several floors."""


@pytest.mark.parametrize(("floor", "most"), [("core", 8), ("services", 6), ("gui", 6)])
def test_few_modules_lie_beside_the_rooms_of_a_floor(floor, most):
    assert len([file for file in (ROOT / floor).glob("*.py") if file.name != "__init__.py"]) <= most


def test_a_class_or_a_type_has_its_name_alone():
    meanings = defaultdict(set)
    for file, tree in TREES.items():
        for name, meaning in types_of(tree):
            is_shared = name.startswith("_") and meaning  # the same short form of the same type
            meanings[name].add(meaning if is_shared else str(file.relative_to(ROOT)))

    assert {name: where for name, where in meanings.items() if len(where) > 1} == {}


def types_of(tree):
    """Names of classes, and of aliases of types with what these stand for; no type variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name, ""
        elif hasattr(ast, "TypeAlias") and isinstance(node, ast.TypeAlias):
            yield node.name.id, ast.unparse(node.value)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and is_alias(node):
            yield named(node)[0].id, ast.unparse(node.value)


def is_alias(node):
    """Whether it gives a type one more name, as its spelling says."""
    return (
        all(isinstance(n, ast.Name) and re.match(r"_?[A-Z]\w*[a-z]", n.id) for n in named(node))
        and node.value is not None
        and not is_called(node.value, "TypeVar", "ParamSpec")
    )


def named(node):
    """What a value is assigned to."""
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def is_called(node, *names):
    """Whether something is what a call of one of these gives."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def test_files_share_a_name_only_where_they_have_one_role_or_one_noun():
    counts = Counter(file.stem for file in FILES if not file.stem.startswith("__"))

    assert {name for name, n in counts.items() if n > 1} == {*ROLES, *NOUNS}


def test_everything_public_says_what_it_is():
    silent = [
        f"{file.relative_to(ROOT)}: {name}"
        for file, tree in TREES.items()
        for name, node in public(tree)
        if not ast.get_docstring(node)
    ]

    assert silent == []


def public(node, name="the module"):
    """What others may use of a module, and the module: not what begins with `_` or is local."""
    yield name, node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield from public(child, child.name)
        elif isinstance(child, FUNCTIONS) and not (child.name.startswith("_") or is_setter(child)):
            yield child.name, child


def is_setter(function):
    """Whether it sets a property, whose getter says what it is."""
    return any(
        isinstance(by, ast.Attribute) and by.attr == "setter" for by in function.decorator_list
    )


def test_functions_are_short():
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS)
    )

    assert statistics.median(lengths) <= 7
    assert lengths[int(0.9 * len(lengths))] <= 16


def test_a_module_has_at_most_500_lines():
    lengths = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in FILES}

    assert {file: n for file, n in lengths.items() if n > 500} == {}


def test_no_modules_import_each_other_in_a_circle():
    """Counted with what is imported within functions and for types alone."""
    assert circle(IMPORTS) == []


def test_no_rooms_import_each_other_in_a_circle():
    rooms = defaultdict(set)
    for module, others in IMPORTS.items():
        rooms[room_of(module)] |= {room_of(other) for other in others} - {room_of(module)}

    assert circle(rooms) == []


def dotted(file):
    """The name of a module as it is imported."""
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree):
    """The modules of the house that a module imports anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from (name if name in MODULES else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room_of(module):
    """The room that a module is in; one that lies beside rooms is a room of its own."""
    return ".".join(module.split(".")[:3])


def circle(imports):
    """Modules that import each other, one after the other; empty when there are none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return error.args[1]
    return []


MODULES = {dotted(file): tree for file, tree in TREES.items()}
IMPORTS = {
    module: (set(imported(tree)) & MODULES.keys()) - {module} for module, tree in MODULES.items()
}


@pytest.mark.parametrize(
    "file",
    [pytest.param(f, id=str(f.parent.relative_to(ROOT))) for f in FILES if f.stem == "__init__"],
)
def test_a_room_says_in_some_lines_how_it_is_built(file):
    assert 4 <= len((ast.get_docstring(TREES[file]) or "").splitlines()) <= 14


@pytest.mark.parametrize(
    "file",
    [pytest.param(f, id=str(f.parent.relative_to(ROOT))) for f in FILES if f.stem == "__init__"],
)
def test_what_the_docstring_of_a_room_names_is_there(file):
    said = re.findall(r"`([A-Za-z_.]+)`", ast.get_docstring(TREES[file]) or "")

    assert [name for name in said if not is_there(name.split("."), file.parent)] == []


def is_there(parts, room):
    """Whether a name is a module, seen from the room or the floors above it, or stands in one."""
    floors = [room, *room.parents][: len(room.relative_to(ROOT).parts) + 1]
    modules = [floor.joinpath(*parts) for floor in floors]
    inside = [floor.joinpath(*parts[:-1]).with_suffix(".py") for floor in floors]
    return (
        any(one.is_dir() or one.with_suffix(".py").is_file() for one in modules)
        or any(parts[-1] in one.read_text("utf-8") for one in inside if one.is_file())
        or (parts[0] == ROOT.name and is_there(parts[1:], ROOT))
        or parts in KINDS
        or parts[-1] in DEFINED
    )


KINDS = [["page"], ["controller"], ["ports"], ["wiring"]]
"""Roles that the docstring of a floor explains for all its rooms."""

DEFINED = {
    node.name
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef | ast.FunctionDef)
}
