"""Takes choices of a review back, or makes them again, whatever became of the groups meanwhile.

A choice belongs to a photo, of equal files to one of them; not to a group. So it is put where the
photo or the file is now, also when others joined that group or left it. Only the trash needs more:
a photo is put down again where all members of the group that the person saw are beside it still;
else it is undecided. So is what came back from the trash since it was chosen: it went once, and
goes again only when the person puts it down anew. For the library thread.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from photosim.core.duplicates.loaded_groups import LoadedGroups
from photosim.core.duplicates.standing_choices import seen_beside
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenAgain, ChosenIn
from photosim.core.store import Store
from photosim.services.runtime.jobs import LongWork, Turn

_SLICE = 100
"""Groups dealt with in one turn: some 10 ms, each with a transaction of its own."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A group in which photos are now, with the keys of its members."""

    group_id: str
    keys: tuple[int, ...]


_ALONE = _Place("", ())


class _Miss(enum.Enum):
    """Why a choice could not be made once more; see `ChosenAgain`."""

    ALONE = enum.auto()
    OPEN = enum.auto()
    BACK = enum.auto()
    GONE = enum.auto()


class ChoosingAgain:
    """Makes one list of choices once more; for one undo or redo, since it keeps what it saw.

    Args:
        store: of the library.
        groups: the groups as they are now.
    """

    def __init__(self, store: Store, groups: LoadedGroups) -> None:
        self._store, self._groups = store, groups
        self._places: dict[Tier, dict[int, _Place]] = {}
        self._known: dict[Tier, dict[int, Choice]] = {}
        self._made: dict[str, dict[int, Choice]] = {}
        self._back: dict[int, float] = {}
        self._missed = dict.fromkeys(_Miss, 0)

    def work(self, wanted: Sequence[ChosenIn]) -> LongWork[ChosenAgain]:
        """Make these choices; out comes where they were put, and what could not be done.

        Raises:
            DiskFullError, StoreError: what was chosen by then is remembered.
        """
        since = min((one.at for one in wanted), default=0.0)
        self._back = self._store.journal.came_back(since)
        for start in range(0, len(wanted), _SLICE):
            with self._store.transaction():
                for one in wanted[start : start + _SLICE]:
                    self._choose(one)
            yield Turn.AGAIN
        missed = self._missed
        return ChosenAgain(
            self._made,
            n_alone=missed[_Miss.ALONE],
            n_open=missed[_Miss.OPEN],
            n_back=missed[_Miss.BACK],
            n_gone=missed[_Miss.GONE],
        )

    def _choose(self, one: ChosenIn) -> None:
        """What was chosen in one group, in the groups in which its members are now."""
        if one.tier not in self._places:
            self._look_around(one.tier)
        places = self._places[one.tier]
        found: dict[_Place, dict[int, Choice]] = {}
        for key, choice in one.choices.items():
            found.setdefault(places.get(key, _ALONE), {})[key] = choice
        for place, wanted in found.items():
            self._put(one, place, wanted)

    def _look_around(self, tier: Tier) -> None:
        """Where the members of a tier are now, and what is chosen for them."""
        places: dict[int, _Place] = {}
        for group in self._groups.groups(tier):
            place = _Place(group.id, self._groups.keys(group))
            places |= dict.fromkeys(place.keys, place)
        self._places[tier], self._known[tier] = places, self._groups.choices(tier)

    def _put(self, one: ChosenIn, place: _Place, wanted: Mapping[int, Choice]) -> None:
        """Remember choices of those that are in one place now."""
        missed = self._missing(one, place, wanted)
        for miss in missed.values():
            self._missed[miss] += 1
        choices = {key: Choice.OPEN if key in missed else wanted[key] for key in wanted}
        known = self._known[one.tier]
        known |= choices
        beside = seen_beside(place.keys, known)
        self._store.choices.choose(one.tier, choices, by_hand=one.by_hand, beside=beside)
        if place is not _ALONE:
            self._made.setdefault(place.group_id, {}).update(choices)

    def _missing(
        self, one: ChosenIn, place: _Place, wanted: Mapping[int, Choice]
    ) -> dict[int, _Miss]:
        """Which of these are undecided instead, and why; what is to be open never is."""
        gone = self._gone(one, wanted) if place is _ALONE else frozenset()
        may_go = set(one.members) <= set(place.keys)
        found: dict[int, _Miss] = {}
        for key, choice in wanted.items():
            going = choice is Choice.TRASH
            if choice is not Choice.OPEN and (going or key in gone) and self._is_back(one, key):
                found[key] = _Miss.BACK
            elif choice is not Choice.OPEN and key in gone:
                found[key] = _Miss.GONE
            elif going and not may_go:
                found[key] = _Miss.ALONE if place is _ALONE else _Miss.OPEN
        return found

    def _gone(self, one: ChosenIn, wanted: Mapping[int, Choice]) -> frozenset[int]:
        """Files that the library does not know any more; one that comes back has another id."""
        if one.tier is not Tier.SAME_FILE:
            return frozenset()
        return frozenset(wanted).difference(self._store.files.located(wanted))

    def _is_back(self, one: ChosenIn, key: int) -> bool:
        """Whether a photo came back from the trash after that was chosen."""
        return self._back.get(one.photo_of(key), -math.inf) >= one.at
