"""Follows a query through every function that is handed it, in one process; see `stations.py`.

A *form* of the query is what a drop is made of (Qt's event and its data), and every record
(dataclass) that a function makes, or gives back, while it holds a form; so the answer is one, too.
Arrays, bytes, texts and numbers are none: who works on them does a part, and knows no query. A
function *holds* a form when it is an argument or is within one (in a tuple, a field, what a closure
or a `partial` carries), or when another function gave it one.

A call *hands on* when

- it paints the answer: with a form and a `QPainter` of the canvas among its arguments; or
- it sends a form to another process; or
- it calls one that holds a form and hands on; or
- it gives a form back to a call that hands on; or
- it is handed a form and keeps it: a later call of the same object, or of a function that it made,
  finds the form there, or gets it from Qt or a thread, and hands on.

Nothing here depends on how a module, a class or a function is called.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
import threading
import time
import types
from collections import defaultdict
from pathlib import Path

PACKAGE = "photosim"
_DEPTH = 5
_MOST = 8
"""Items of a tuple or list that are looked at."""
_PARCELS = ("QDropEvent", "QDragEnterEvent", "QDragMoveEvent", "QMimeData")
"""What Qt hands over; each drop has its own, but Python wraps them anew at every turn."""


@dataclasses.dataclass(eq=False)
class Call:
    """A call that holds a form.

    Attributes:
        function: module and qualified name.
        caller: of the nearest function of the package that called it; None when a thread, a
            process or Qt did.
        owner: id of the object whose method it is; 0 without.
        held, handed, given: ids of the forms that it held, got as arguments, and gave back.
        learnt: those that it made or that others gave it.
        code: of the function, to know the functions within it.
        is_received: a form came to it from another process.
        at: when it began, monotonic seconds, the same clock in all processes.
        above: the call above it, if that holds a form, too.
    """

    function: tuple[str, str]
    caller: tuple[str, str] | None
    owner: int
    held: set[int]
    above: Call | None
    code: types.CodeType
    paints: bool = False
    sends: bool = False
    answers: bool = False
    is_received: bool = False
    at: float = dataclasses.field(default_factory=time.monotonic)
    handed: set[int] = dataclasses.field(default_factory=set)
    learnt: set[int] = dataclasses.field(default_factory=set)
    given: set[int] = dataclasses.field(default_factory=set)
    hands_on: bool = False


@dataclasses.dataclass(eq=False)
class _Frame:
    frame: types.FrameType
    call: Call | None


class Way:
    """Everything that happened to a query in this process.

    Args:
        since: what arrives from another process before this (monotonic seconds) is no query.
        canvas: what the answer is painted on.
    """

    def __init__(self, since: float = 0.0, canvas: object = None) -> None:
        self.since = since
        self.canvas = canvas
        self.is_on = True
        self.calls: list[Call] = []
        self._forms: dict[int, object] = {}
        self._stacks: defaultdict[int, list[_Frame]] = defaultdict(list)

    def follow(self) -> None:
        """Watch this thread and all that begin from now on."""
        threading.setprofile(self._see)
        sys.setprofile(self._see)

    def _see(self, frame: types.FrameType, event: str, value: object) -> None:
        if not self.is_on or event not in ("call", "return"):
            return
        module = frame.f_globals.get("__name__", "")
        code = frame.f_code
        if module == "multiprocessing.connection" and code.co_name in ("send", "recv"):
            self._through_pipe(frame, event, value)
        elif module != PACKAGE and not module.startswith(f"{PACKAGE}."):
            return
        elif code.co_filename == "<string>":
            if event == "return" and code.co_name == "__init__":
                self._made(frame)
        elif code.co_name.startswith("<") and code.co_name != "<lambda>":
            return  # a comprehension: a part of its function
        elif event == "call":
            self._enter(frame)
        else:
            self._leave(frame, value)

    # -- what a function holds

    def _enter(self, frame: types.FrameType) -> None:
        values = _given_to(frame)
        held: set[int] = set()
        for one in values:
            held |= self._within(one)
        stack = self._stack(frame)
        call = None
        if held:
            call = self._call(frame, stack, held)
            call.handed = set(held)
            call.paints = any(self._is_brush(one) for one in values)
        stack.append(_Frame(frame, call))

    def _leave(self, frame: types.FrameType, value: object) -> None:
        stack = self._stack(frame)
        if not stack or stack[-1].frame is not frame:
            return  # it began before the query
        call = stack.pop().call
        given = self._within(value)
        if call is not None and not given and _is_form(value):
            given = self._keep(value)
        if not given:
            if call is not None:
                call.answers |= value is not None and value is not False
            return
        if call is None:
            call = self._call(frame, stack, given)
        call.given |= given
        self._hold(stack, given)

    def _made(self, frame: types.FrameType) -> None:
        """A record made by a function that holds a form."""
        stack = self._stack(frame)
        if stack and stack[-1].call is not None and _maker(frame) is stack[-1].frame:
            made = self._keep(frame.f_locals["self"])
            stack[-1].call.held |= made
            stack[-1].call.learnt |= made

    def _through_pipe(self, frame: types.FrameType, event: str, value: object) -> None:
        stack = self._stack(frame)
        if event == "call" and frame.f_code.co_name == "send":
            held = self._within(frame.f_locals["obj"])
            if held and stack:
                self._hold(stack, held, is_new=False).sends = True
        is_received = event == "return" and frame.f_code.co_name == "recv" and _is_form(value)
        if is_received and stack and time.monotonic() >= self.since:
            self._hold(stack, self._keep(value)).is_received = True

    def _is_brush(self, value: object) -> bool:
        return type(value).__name__ == "QPainter" and value.device() is self.canvas

    def _hold(self, stack: list[_Frame], forms: set[int], *, is_new: bool = True) -> Call | None:
        """Whoever is on top got a form."""
        if not stack:
            return None
        top = stack[-1]
        if top.call is None:
            top.call = self._call(top.frame, stack[:-1], forms)
        top.call.held |= forms
        if is_new:
            top.call.learnt |= forms
        return top.call

    def _call(self, frame: types.FrameType, stack: list[_Frame], held: set[int]) -> Call:
        above = self._above(stack, held) if stack else None
        owner = frame.f_locals.get("self")
        made = Call(
            function=_named(frame),
            caller=_named(stack[-1].frame) if stack else None,
            owner=id(owner) if owner is not None else 0,
            held=set(held),
            above=above,
            code=frame.f_code,
        )
        if owner is not None:
            self._forms.setdefault(-id(owner), owner)  # its id is not to be used again
        self.calls.append(made)
        return made

    def _above(self, stack: list[_Frame], held: set[int]) -> Call | None:
        """The call that called; it holds what it handed over."""
        top = stack[-1]
        if top.call is None:
            is_handed = bool(held & self._handed(stack))
            if is_handed:
                top.call = self._call(top.frame, stack[:-1], held)
        return top.call

    def _handed(self, stack: list[_Frame]) -> set[int]:
        """Forms among the variables of the function on top."""
        found: set[int] = set()
        for value in stack[-1].frame.f_locals.values():
            found |= self._within(value)
        return found

    def _stack(self, frame: types.FrameType) -> list[_Frame]:
        """The functions of the package that are on their way in this thread, outermost first."""
        stack = self._stacks[threading.get_ident()]
        running = set()
        above: types.FrameType | None = frame
        while above is not None:
            running.add(id(above))
            above = above.f_back
        while stack and id(stack[-1].frame) not in running:
            stack.pop()  # ended by an exception, or a generator that was left
        return stack

    # -- forms

    def _keep(self, value: object) -> set[int]:
        """This is a form from now on, and so is what it holds."""
        if isinstance(value, tuple | list):
            return set().union(*(self._keep(one) for one in value if _is_form(one)))
        if id(value) in self._forms:
            return {id(value)}
        self._forms[id(value)] = value
        for part in _parts(value):
            if _is_form(part):
                self._keep(part)
        return {id(value)}

    def _within(self, value: object, depth: int = _DEPTH) -> set[int]:
        """Ids of the forms that are in a value."""
        if type(value).__name__ in _PARCELS:
            return {0}
        if id(value) in self._forms:
            return {id(value)}
        if not depth:
            return set()
        found: set[int] = set()
        for part in _parts(value):
            found |= self._within(part, depth - 1)
        if found and _is_record(value):
            found |= self._keep(value)
        return found

    # -- the end

    def settle(self) -> None:
        """Find out which calls hand on."""
        for call in self.calls:
            call.hands_on = call.paints or call.sends
        owners: defaultdict[int, list[tuple[int, Call]]] = defaultdict(list)
        below: defaultdict[int, list[Call]] = defaultdict(list)
        made: defaultdict[types.CodeType, list[Call]] = defaultdict(list)
        for at, call in enumerate(self.calls):
            owners[call.owner].append((at, call))
            below[id(call.above)].append(call)
            made[call.code].append(call)
        is_news = True
        while is_news:
            is_news = False
            for at, call in enumerate(self.calls):
                if not call.hands_on and self._does(call, at, owners, below, made):
                    call.hands_on = is_news = True

    def _does(self, call: Call, at: int, owners, below, made) -> bool:
        if any(one.hands_on for one in below[id(call)]):
            return True
        if call.given and call.above is not None and call.above.hands_on:
            return True
        return any(
            later > at and one.hands_on and _is_kept(call, one)
            for later, one in owners[call.owner]
            if call.owner
        ) or any(
            one.hands_on and one.caller is None and one.held & call.held
            for code in _functions_in(call.code)
            for one in made[code]
        )

    def save(self, path: Path) -> None:
        """Write what happened, to be read by another process."""
        self.is_on = False
        self.settle()
        number = {id(call): at for at, call in enumerate(self.calls)}
        lines = [
            {
                "function": call.function,
                "above": number.get(id(call.above)),
                "caller": call.caller,
                "hands_on": call.hands_on,
                "answers": call.answers,
                "received": call.is_received,
                "is_generator": bool(call.code.co_flags & 0x20),
                "at": call.at,
            }
            for call in self.calls
        ]
        path.write_text(json.dumps(lines))


def follow_worker(folder: Path) -> None:
    """In a worker process: follow what comes through its pipe after `folder/since` was written.

    The worker knows nothing of the benchmark: files are all that both of them can see, so they are
    looked for now and then.
    """
    way = Way(float("inf"))
    saved = folder / f"{threading.get_native_id()}.json"

    class Since(threading.Thread):
        def run(self) -> None:
            while not (folder / "since").exists():
                time.sleep(0.05)
            way.since = float((folder / "since").read_text())
            while not (folder / "end").exists():
                time.sleep(0.05)
            way.save(saved)

    way.follow()
    Since(daemon=True).start()


def _is_kept(call: Call, later: Call) -> bool:
    """Whether a later call of the same object found there what the first was handed."""
    if later.caller is None:
        return bool(call.handed & later.held)
    return bool(call.handed & (later.held - later.handed - later.learnt))


def _functions_in(code: types.CodeType) -> list[types.CodeType]:
    return [one for one in code.co_consts if isinstance(one, types.CodeType)]


def _given_to(frame: types.FrameType) -> list[object]:
    """The arguments of a function, and what it took along from where it was made."""
    code = frame.f_code
    n = code.co_argcount + code.co_kwonlyargcount
    n += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    names = [*code.co_varnames[:n], *code.co_freevars]
    variables = frame.f_locals
    return [variables[name] for name in names if name in variables]


def _parts(value: object) -> list[object]:
    if isinstance(value, tuple | list):
        return list(value[:_MOST])
    if isinstance(value, dict):
        return list(value.values())[:_MOST]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, types.MethodType):
        return [value.__self__] if _is_record(value.__self__) else []
    if isinstance(value, types.FunctionType):
        cells = value.__closure__ or ()
        return [*(value.__defaults__ or ()), *(_inside(cell) for cell in cells)]
    if _is_record(value):
        return [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    return []


def _inside(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _is_record(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _is_form(value: object) -> bool:
    if isinstance(value, tuple | list):
        return any(_is_form(one) for one in value[:_MOST])
    return _is_record(value) and type(value).__module__.startswith(PACKAGE)


def _maker(frame: types.FrameType) -> types.FrameType | None:
    """The function of the package that makes a record."""
    above = frame.f_back
    while above is not None:
        is_ours = above.f_globals.get("__name__", "").startswith(PACKAGE)
        is_part = above.f_code.co_name.startswith("<") and above.f_code.co_name != "<lambda>"
        if is_ours and above.f_code.co_filename != "<string>" and not is_part:
            return above
        above = above.f_back
    return None


def _named(frame: types.FrameType) -> tuple[str, str]:
    return frame.f_globals["__name__"], frame.f_code.co_qualname
