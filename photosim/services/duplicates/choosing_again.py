"""Takes choices of a review back, or makes them again, whatever became of the groups meanwhile.

A choice belongs to a photo, of equal files to one of them; not to a group. So it is put where the
photo or the file is now, also when others joined that group or left it. Only the trash needs more:
a photo is put down again where all members of the group that the person saw are beside it still;
else it is undecided. For the library thread.
"""

from __future__ import annotations

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
        self._n_alone = self._n_open = 0

    def work(self, wanted: Sequence[ChosenIn]) -> LongWork[ChosenAgain]:
        """Make these choices; out comes where they were put, and what could not be done.

        Raises:
            DiskFullError, StoreError: what was chosen by then is remembered.
        """
        for start in range(0, len(wanted), _SLICE):
            with self._store.transaction():
                for one in wanted[start : start + _SLICE]:
                    self._choose(one)
            yield Turn.AGAIN
        return ChosenAgain(self._made, self._n_alone, self._n_open)

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
        may_go = set(one.members) <= set(place.keys)
        choices = {
            key: choice if may_go or choice is not Choice.TRASH else Choice.OPEN
            for key, choice in wanted.items()
        }
        known = self._known[one.tier]
        known |= choices
        beside = seen_beside(place.keys, known)
        self._store.choices.choose(one.tier, choices, by_hand=one.by_hand, beside=beside)
        if place is _ALONE:
            self._n_alone += len(choices)
        else:
            self._n_open += sum(choices[key] is not wanted[key] for key in wanted)
            self._made.setdefault(place.group_id, {}).update(choices)
