"""Which choices stand: what is put down for the trash goes only beside what it was put down beside.

A person, or a keep rule, lets a photo go in sight of the others of its group. When one of those
that were to stay is in the group no more (its file is gone or another one, the two were told apart,
the groups were made anew), what is left may be a worse copy: then the photo is undecided there. It
is put down again when they are together again. Nothing is forgotten for that, so nothing depends on
when it is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChoicesByKey
from photosim.core.store import Store


def of_members(store: Store, tier: Tier, keys: Sequence[int]) -> dict[int, Choice]:
    """What was chosen for the members of one group, and stands, without those that are open."""
    beside = store.choices.beside(tier, keys)
    return standing(store.choices.of(tier, keys), beside, [keys])


def of_tier(store: Store, tier: Tier, groups: Iterable[Sequence[int]]) -> dict[int, Choice]:
    """The same for all members of a tier; what is in none of its groups for now is as it was said.

    Args:
        store: of the library.
        tier: of the groups.
        groups: the keys of the members of each.
    """
    return standing(store.choices.of(tier), store.choices.beside(tier), groups)


def standing(
    choices: dict[int, Choice],
    beside: Mapping[int, frozenset[int]],
    groups: Iterable[Sequence[int]],
) -> dict[int, Choice]:
    """The choices but those for the trash that lack something of what they were made beside.

    Args:
        choices: by key; those that do not stand are taken out.
        beside: the photos beside which members were put down, by key, where that is known.
        groups: the keys of the members of each.
    """
    if beside:
        for keys in groups:
            for key in keys:
                if key in beside and not beside[key] <= set(keys):
                    choices.pop(key, None)
    return choices


def chosen_by_hand(store: Store, tier: Tier, groups: Iterable[Sequence[int]]) -> set[int]:
    """The keys of members that the person chose one by one, where that stands."""
    return store.choices.by_hand(tier) & of_tier(store, tier, groups).keys()


def know_beside(store: Store, tier: Tier, groups: Iterable[Sequence[int]]) -> None:
    """Take what is in the groups now for what older choices were made beside: nobody noted it."""
    chosen = store.choices.of(tier)
    going = {key for key, choice in chosen.items() if choice is Choice.TRASH}
    unknown = going - store.choices.beside(tier).keys()
    found: dict[int, frozenset[int]] = {}
    for keys in groups if unknown else ():
        if not unknown.isdisjoint(keys):
            found |= {k: ids for k, ids in seen_beside(keys, chosen).items() if k in unknown}
    if found:
        store.choices.put_beside(tier, found)


def seen_beside(keys: Sequence[int], choices: ChoicesByKey) -> dict[int, frozenset[int]]:
    """Beside which members of their group those are put down that are to go.

    Beside those that stay, whether chosen or open; where none stays, beside all others.

    Args:
        keys: of the group's members.
        choices: what is chosen for them all.
    """
    going = [key for key in keys if choices.get(key) is Choice.TRASH]
    staying = frozenset(keys).difference(going)
    return {key: staying or frozenset(keys) - {key} for key in going}
