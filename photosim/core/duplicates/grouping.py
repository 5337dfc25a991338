"""All groups of a library, kept up to date piece by piece.

`verified pairs -> components -> stand-ins of units -> complete linkage -> Group records`. A change
makes the groups of the components that it touches anew, so its cost does not grow with the library.
In the tier "similar shots" the photos of one "same picture" group count as one: their cover.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core.duplicates.complete_link import Edge, complete_link, group_id
from photosim.core.duplicates.pair_graph import PairGraph
from photosim.core.duplicates.unit_mates import UnitMates
from photosim.core.records import quality
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Group
from photosim.core.store import Store
from photosim.core.store.group_facts import FileFact, MemberFact

_SLICE = 120
"""Photos grouped between two yields: some 30 ms when each lies in another directory."""

Apart = frozenset[tuple[str, str]]
"""Content hashes, hex, of photos that a person wants in no group together, the lesser first."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group with the keys of its members, in the order of its photos."""

    group: Group
    keys: tuple[int, ...]


@dataclass(slots=True)
class PhotoGroups:
    """The groups that there are, by id and by photo."""

    by_id: dict[str, Grouped] = field(default_factory=dict)
    of_photo: dict[int, set[str]] = field(default_factory=dict)

    def put(self, grouped: Grouped) -> None:
        """Add a group."""
        self.by_id[grouped.group.id] = grouped
        for photo_id in grouped.group.photo_ids:
            self.of_photo.setdefault(photo_id, set()).add(grouped.group.id)

    def drop(self, photo_ids: Iterable[int]) -> list[Group]:
        """Take out the groups of some photos, and say which they were."""
        names = {name for photo_id in photo_ids for name in self.of_photo.get(photo_id, ())}
        dropped = [self.by_id.pop(name).group for name in names]
        for group in dropped:
            for photo_id in group.photo_ids:
                self.of_photo[photo_id].discard(group.id)
        return dropped


class Grouping:
    """The groups of a store. Belongs to its thread.

    Args:
        store: of the library.
        settles: note what was dealt with by loading; not where the store is only read.

    Attributes:
        pair_graph: the photos that are alike.
        is_loaded: whether the groups are there.
    """

    def __init__(self, store: Store, *, settles: bool = True) -> None:
        self._store = store
        self._settles = settles
        self.pair_graph = PairGraph()
        self.is_loaded = False
        self._groups = PhotoGroups()
        self._unit_mates = UnitMates(store)
        self._apart: Apart = frozenset()

    def load(self) -> Iterator[None]:
        """Make all groups, in slices; the changes noted so far are dealt with by that."""
        self.is_loaded = False
        self.pair_graph.clear()
        self._groups = PhotoGroups()
        self.files_changed()
        self._apart = self._store.verdicts.pairs()
        if self._settles:
            with self._store.transaction():
                self._store.pairs.settle_all()
        yield from self._read_pairs()
        yield from self._group(self.pair_graph.components())
        self._group_copies(self._store.group_facts.with_copies())
        self.is_loaded = True

    def files_changed(self) -> None:
        """Files came, went or changed: which are of one shot is looked up anew."""
        self._unit_mates = UnitMates(self._store)

    def refresh(self, photo_ids: Collection[int]) -> bool:
        """Make the groups of some photos anew; whether any of them is another one now."""
        return any(list(self.refreshing(photo_ids)))

    def refreshing(self, photo_ids: Collection[int]) -> Iterator[bool]:
        """As `refresh`, in slices; yields whether the groups of a slice are other ones."""
        for batch in _batches(self.pair_graph.components(photo_ids)):
            concerned = set().union(*batch)
            before = self._groups.drop(concerned)
            self._group_photos(batch)
            self._group_copies(concerned)
            yield self._of(concerned) != {group.id: group for group in before}

    def keep_apart(self, pairs: Apart) -> set[int]:
        """From now on these pairs are in no group together; the photos that this concerns."""
        changed = {bytes.fromhex(one) for pair in pairs ^ self._apart for one in pair}
        self._apart = pairs
        ids = (self._store.photos.id_of(one.hex()) for one in changed)
        return {photo_id for photo_id in ids if photo_id is not None}

    def all(self, tier: Tier) -> list[Grouped]:
        """All groups of a tier."""
        return [one for one in self._groups.by_id.values() if one.group.tier is tier]

    def get(self, name: str) -> Grouped | None:
        """A group by its id."""
        return self._groups.by_id.get(name)

    def counts(self) -> dict[Tier, tuple[int, int]]:
        """For each tier the number of groups, and the bytes that keeping only covers frees."""
        counts = dict.fromkeys(Tier, (0, 0))
        for one in self._groups.by_id.values():
            number, freed = counts[one.group.tier]
            counts[one.group.tier] = number + 1, freed + one.group.freed
        return counts

    def _read_pairs(self) -> Iterator[None]:
        after = (0, 0)
        while found := self._store.pairs.alike(after):
            self.pair_graph.add(found)
            after = found[-1].first, found[-1].second
            yield

    def _group(self, components: Iterable[set[int]]) -> Iterator[None]:
        for batch in _batches(components):
            self._group_photos(batch)
            yield

    def _group_photos(self, components: Sequence[set[int]]) -> None:
        """Groups of components whose photos are in no group of theirs now."""
        facts = self._store.group_facts.facts(set().union(*components))
        for component in components:
            there = {photo_id: facts[photo_id] for photo_id in component if photo_id in facts}
            known = {photo_id: there[photo_id] for photo_id in self._unit_mates.stand_ins(there)}
            for grouped in self._linked(known):
                self._groups.put(grouped)

    def _linked(self, facts: Mapping[int, MemberFact]) -> Iterator[Grouped]:
        hashes = {photo_id: fact.content_hash for photo_id, fact in facts.items()}
        singles = set(facts)
        for cluster in complete_link(self._edges(facts, (Tier.SAME_PICTURE,)), hashes):
            members = sorted((facts[photo_id] for photo_id in cluster), key=cover_order)
            singles -= {fact.id for fact in members[1:]}
            uncertain = self.pair_graph.uncertain([fact.id for fact in members])
            weakest = self.pair_graph.weakest(cluster)
            yield _grouped(Tier.SAME_PICTURE, members, weakest, uncertain)
        left = {photo_id: facts[photo_id] for photo_id in singles}
        edges = self._edges(left, (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS))
        for cluster in complete_link(edges, hashes):
            members = by_quality([facts[photo_id] for photo_id in cluster])
            yield _grouped(Tier.SIMILAR_SHOTS, members, self.pair_graph.weakest(cluster))

    def _edges(self, facts: Mapping[int, MemberFact], tiers: Collection[Tier]) -> list[Edge]:
        """The pairs that hold and that no verdict keeps apart."""
        return [
            edge
            for edge in self.pair_graph.edges(facts, tiers)
            if not self._is_apart(facts[edge.first], facts[edge.second])
        ]

    def _group_copies(self, photo_ids: Iterable[int]) -> None:
        """The groups of equal files among the files of some photos."""
        for fact in self._store.group_facts.facts(list(photo_ids)).values():
            copies = sorted(fact.copies, key=_plainness)
            if len(copies) > 1 and not self._is_apart(fact, fact):
                self._groups.put(_copied(fact, copies))

    def _is_apart(self, one: MemberFact, other: MemberFact) -> bool:
        if not self._apart:
            return False
        first, second = sorted((one.content_hash.hex(), other.content_hash.hex()))
        return (first, second) in self._apart

    def _of(self, photo_ids: Iterable[int]) -> dict[str, Group]:
        names = {name for photo in photo_ids for name in self._groups.of_photo.get(photo, ())}
        return {name: self._groups.by_id[name].group for name in names}


def by_quality(facts: Sequence[MemberFact]) -> list[MemberFact]:
    """Photos of one scene, the best first; those that were not measured come last."""
    measured = [fact for fact in facts if fact.quality is not None]
    rest = [fact for fact in facts if fact.quality is None]
    places = quality.rank([fact.quality for fact in measured if fact.quality is not None])
    return [*(measured[place] for place in places), *sorted(rest, key=cover_order)]


def _grouped(
    tier: Tier, members: Sequence[MemberFact], weakest: float, uncertain: Collection[int] = ()
) -> Grouped:
    """The record of a group; its cover is the first member."""
    photo_ids = tuple(fact.id for fact in members)
    group = Group(
        id=group_id(tier, (fact.content_hash for fact in members)),
        tier=tier,
        photo_ids=photo_ids,
        n_members=len(members),
        weakest=weakest,
        freed=sum(fact.size * len(fact.copies) for fact in members[1:]),
        newest=_newest(members),
        folder_ids=_folders(file for fact in members for file in fact.files),
        formats=tuple(sorted({fact.file_format for fact in members})),
        largest=max(fact.size for fact in members),
        n_open=len(members),
        uncertain_ids=frozenset(uncertain),
        is_taken=any(fact.is_taken for fact in members),
    )
    return Grouped(group, photo_ids)


def _newest(members: Sequence[MemberFact]) -> float:
    """When the last one was taken; when a file was written says nothing beside such times."""
    taken = [fact.time for fact in members if fact.is_taken]
    return max(taken or [fact.time for fact in members])


def _copied(fact: MemberFact, copies: Sequence[FileFact]) -> Grouped:
    """The record of a group of equal files."""
    group = Group(
        id=group_id(Tier.SAME_FILE, (fact.content_hash,)),
        tier=Tier.SAME_FILE,
        photo_ids=(fact.id,),
        n_members=len(copies),
        weakest=1.0,
        freed=fact.size * (len(copies) - 1),
        newest=fact.time,
        folder_ids=_folders(copies),
        formats=(fact.file_format,),
        largest=fact.size,
        n_open=len(copies),
        is_taken=fact.is_taken,
    )
    return Grouped(group, tuple(file.id for file in copies))


def _folders(files: Iterable[FileFact]) -> tuple[int, ...]:
    return tuple(sorted({file.folder_id for file in files}))


def cover_order(fact: MemberFact) -> tuple[int, bool, int, bytes]:
    """Sorts first which of several copies of a picture is the cover of their group."""
    return -fact.pixels, not fact.has_camera, -fact.size, fact.content_hash


def _plainness(file: FileFact) -> tuple[bool, int, int, bytes, bytes]:
    """Sorts first which of several equal files to keep: one at hand, high up, with a short name."""
    depth = file.directory.count(b"/")
    return file.is_offline, depth, len(file.name), file.directory, file.name


def _batches(components: Iterable[set[int]]) -> Iterator[list[set[int]]]:
    """Components by the dozen, so that their facts are read together."""
    batch: list[set[int]] = []
    size = 0
    for component in components:
        batch.append(component)
        size += len(component)
        if size >= _SLICE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
