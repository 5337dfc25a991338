"""What each kind of keep rule prefers, and for which reason, with the numbers that decide.

A rule is prepared once and then asked group by group: for members it gives a preference, or none
where what it goes by is not known of all of them. A preference ranks members and finds the reasons
for the one that stays and the one that goes; it says nothing that a person does not see.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from photosim.core.duplicates import losses, originals, real_pixels, saved_members
from photosim.core.duplicates.ranking import MakePreference, Preference, Undecidable, says
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import readable
from photosim.core.records.reasons import Loss, Reason, Why, reason
from photosim.core.records.review import Member, Rule, RuleKind

_SHARPER = math.log(1.15)
"""Logarithm of the ratio of sharpness that a person sees (as in `quality`)."""

_NO_PROOF = frozenset(
    (
        *(RuleKind.LARGEST_FILE, RuleKind.SHARPEST, RuleKind.OLDEST, RuleKind.NEWEST),
        RuleKind.SHORTEST_NAME,
    )
)
"""What says nothing of which file the camera wrote: asked only where that is not in doubt."""

_SAME_PIXELS = math.log(1.02)
"""Logarithm of the ratio of pixels below which two pictures have one size: what padding makes."""

_SAME_BYTES = math.log(1.05)
"""Logarithm of the ratio of bytes below which neither of two files is the better one: a record, a
small picture, another program's coding of the same."""
_FEW_BYTES = 80_000
"""Added to both sizes before: 4 kB, the least that disks give out, decide nothing however small the
files are."""

_SAME_SHOT_S = 1.0
"""Copies of one shot may have lost the fraction of their second."""

_SAME_COPY_S = 2.0
"""Memory cards write modification times in steps of two seconds."""


class FolderSet:
    """Some folders, to ask what lies in them or below.

    Args:
        paths: complete, in order of preference; text as `os.fsdecode` gives it.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = [path for path in paths if path]
        self._starts = tuple(_start(path) for path in self._paths)

    def place(self, paths: Iterable[str]) -> int | None:
        """The first of the folders in which one of some files lies; None for none of them."""
        if not self._starts:
            return None
        inside = [known for path in paths if (known := _known(path)).startswith(self._starts)]
        if not inside:
            return None
        return next(
            place
            for place, start in enumerate(self._starts)
            if any(path.startswith(start) for path in inside)
        )

    def shown(self, place: int) -> str:
        """A folder for a person."""
        return readable(os.fsencode(self._paths[place]))

    def __len__(self) -> int:
        return len(self._starts)


def prepared(rules: Sequence[Rule]) -> list[MakePreference]:
    """What a list of rules prefers, step by step."""
    steps: list[MakePreference] = []
    doubts: list[MakePreference] = []
    for rule in rules:
        if rule.kind in _NO_PROOF:
            steps, doubts = steps + doubts, []
        steps += _steps(rule)
        doubts = [originals.in_doubt] if rule.kind is RuleKind.ORIGINAL else doubts
    return steps + doubts


def _steps(rule: Rule) -> Sequence[MakePreference]:
    if rule.kind is RuleKind.PREFERRED_FOLDER:
        return _always(_in_folders(FolderSet(rule.values)))
    if rule.kind is RuleKind.FORMAT:
        return _always(_in_formats([value.upper() for value in rule.values]))
    return _PREPARED[rule.kind]


def _always(preference: Preference) -> tuple[MakePreference]:
    return (lambda tier, members: preference,)


def _in_folders(folders: FolderSet) -> Preference:
    def place(member: Member) -> int:
        found = folders.place(member.paths)
        return len(folders) if found is None else found

    def goes(member: Member, best: Member) -> Reason:
        if place(member) == len(folders):
            return reason(Why.NOT_IN_PREFERRED_FOLDER, folders.shown(place(best)))
        return reason(Why.IN_LESS_PREFERRED_FOLDER, folders.shown(place(member)))

    return Preference(
        rank=lambda member: -place(member),
        stays=lambda best, _: reason(Why.IN_PREFERRED_FOLDER, folders.shown(place(best))),
        goes=goes,
    )


def _in_formats(formats: Sequence[str]) -> Preference:
    def rank(member: Member) -> int:
        own = member.photo.file_format.upper()
        return -formats.index(own) if own in formats else -len(formats)

    def told(why: Why) -> Callable[[Member, Member], Reason]:
        return lambda one, other: reason(why, one.photo.file_format, other.photo.file_format)

    return Preference(rank, stays=told(Why.PREFERRED_FORMAT), goes=told(Why.NOT_PREFERRED_FORMAT))


def _by_sides(why: Why) -> Callable[[Member, Member], Reason]:
    return lambda one, other: reason(
        why, one.photo.width, one.photo.height, other.photo.width, other.photo.height
    )


def _by_bytes(why: Why) -> Callable[[Member, Member], Reason]:
    return lambda one, other: reason(why, one.photo.size, other.photo.size)


def _taken(member: Member) -> datetime | None:
    return member.photo.taken


def _modified(member: Member) -> datetime | None:
    return member.photo.modified


_TAKEN = {
    True: (-1, Why.TAKEN_FIRST, Why.TAKEN_LATER),
    False: (1, Why.TAKEN_LAST, Why.TAKEN_EARLIER),
}
_MODIFIED = {
    True: (-1, Why.MODIFIED_FIRST, Why.MODIFIED_LATER),
    False: (1, Why.MODIFIED_LAST, Why.MODIFIED_EARLIER),
}
"""By whether the first is preferred: the sign of its rank, why it stays, why another one goes."""


def _by_time(*, is_first: bool) -> MakePreference:
    """By capture time; by modification time, and saying so, only where no camera says anything.

    Files of one photo have one capture time: of them the modification time is all there is.
    """
    taken = _of_time(_taken, *_TAKEN[is_first], _SAME_SHOT_S)
    modified = _of_time(_modified, *_MODIFIED[is_first], _SAME_COPY_S)

    def choose(tier: Tier, members: Sequence[Member]) -> Preference | None:
        n_taken = sum(member.photo.taken is not None for member in members)
        if tier is Tier.SAME_FILE or n_taken == 0:
            return modified
        return taken if n_taken == len(members) else None

    return choose


def _of_time(
    of: Callable[[Member], datetime | None], sign: int, stays: Why, goes: Why, slack_s: float
) -> Preference:
    def seconds(member: Member) -> float:
        moment = of(member)
        return sign * (moment.replace(tzinfo=None) - datetime.min).total_seconds() if moment else 0

    def told(why: Why) -> Callable[[Member, Member], Reason]:
        return lambda one, other: reason(why, of(one), of(other))

    return Preference(seconds, told(stays), told(goes), slack_s)


def _by_size(_: Tier, members: Sequence[Member]) -> Preference | None:
    """Of equal pixels a larger file holds no more of the picture."""
    return None if originals.have_equal_pixels(members) else _LARGEST


def _bytes(member: Member) -> float:
    return math.log(member.photo.size + _FEW_BYTES)


def _by_sharpness(_: Tier, members: Sequence[Member]) -> Preference | None:
    return None if any(member.sharpness is None for member in members) else _SHARPEST


def _sharpness(member: Member) -> float:
    return math.log(max(member.sharpness or 0.0, 1e-6))


def _name(member: Member) -> str:
    """The shortest name of a member's files."""
    names = [readable(os.fsencode(Path(path).name)) for path in member.paths]
    return min(names, key=lambda name: (len(name), name), default="")


def _companions(why: Why, member: Member) -> Reason:
    names = member.companions
    return reason(why, names[0], len(names) - 1)


def _always_said(why: Why, fact: Loss) -> Callable[[Member, Member], Reason]:
    return lambda one, other: reason(why, reason(fact))


COMPANIONS = Preference(
    rank=lambda member: len(member.companions),
    stays=lambda best, _: _companions(Why.HAS_COMPANIONS, best),
    goes=lambda _, best: _companions(Why.LACKS_COMPANIONS, best),
)
"""Where one has all that belongs to any of them."""


def by_companions(_: Tier, members: Sequence[Member]) -> Preference | Undecidable:
    """Of photos that no rule tells apart, the one with RAW, film or sidecar stays.

    Undecidable where each has something that the other has not.
    """
    kinds = [losses.files_beside(member) for member in members]
    everything = {kind for each in kinds for kind in each}
    most = max(members, key=lambda member: len(member.companions))
    if not everything <= set(losses.files_beside(most)):
        return Undecidable(losses.torn(kinds))
    others = (member for member in members if member is not most)
    lost = next((name for one in others if (name := losses.unmatched(one, [most]))), "")
    return Undecidable(reason(Why.TAKES_ALONG, lost)) if lost else COMPANIONS


_LARGEST = Preference(
    _bytes, _by_bytes(Why.LARGEST_FILE), _by_bytes(Why.SMALLER_FILE), _SAME_BYTES, is_guess=True
)
_SHARPEST = Preference(_sharpness, says(Why.SHARPEST), says(Why.LESS_SHARP), _SHARPER)

_PREPARED: dict[RuleKind, tuple[MakePreference, ...]] = {
    RuleKind.ORIGINAL: (
        saved_members.not_saved_again,
        originals.straight_from_camera,
        originals.untouched,
    ),
    RuleKind.LEAST_LOST: (losses.least_lost,),
    RuleKind.REAL_PIXELS: (real_pixels.most_real,),
    RuleKind.MOST_PIXELS: _always(
        Preference(
            lambda member: math.log(max(1, real_pixels.total(member))),
            _by_sides(Why.MOST_PIXELS),
            _by_sides(Why.FEWER_PIXELS),
            _SAME_PIXELS,
        )
    ),
    RuleKind.LARGEST_FILE: (_by_size,),
    RuleKind.OLDEST: (_by_time(is_first=True),),
    RuleKind.NEWEST: (_by_time(is_first=False),),
    RuleKind.SHARPEST: (_by_sharpness,),
    RuleKind.HAS_LOCATION: _always(
        Preference(
            lambda member: member.has_location,
            _always_said(Why.HAS, Loss.PLACE),
            _always_said(Why.LACKS, Loss.PLACE),
        )
    ),
    RuleKind.HAS_CAPTURE_TIME: _always(
        Preference(
            lambda member: member.photo.taken is not None,
            _always_said(Why.HAS, Loss.TIME),
            _always_said(Why.LACKS, Loss.TIME),
        )
    ),
    RuleKind.SHORTEST_NAME: _always(
        Preference(
            lambda member: -len(_name(member)),
            lambda best, other: reason(Why.SHORTEST_NAME, _name(best), _name(other)),
            lambda one, best: reason(Why.LONGER_NAME, _name(one), _name(best)),
        )
    ),
}


_known: Callable[[str], str] = os.path.normcase if os.name == "nt" else str
"""A path as it is compared: on Windows upper and lower case and both slashes are one."""


def _start(folder: str) -> str:
    """What the paths of all files in a folder begin with."""
    return _known(os.path.join(folder, ""))  # noqa: PTH118 (text, as it is)
