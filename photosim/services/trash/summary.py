"""What a clean-up would do, as a person is asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from photosim.core.records.reasons import Reason
from photosim.core.records.trash import Companion, TrashRequest
from photosim.core.records.trash_items import Item, TrashBatch

JournalRow = TrashBatch | Item
"""A line of the journal: a batch, followed by its files."""

LastCopy = tuple[str, int, str]
"""A member of a group of which nothing stays: (group id, member's key, path)."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A photo's file that would go.

    Attributes:
        path: where it lies (`os.fsdecode`).
        size: bytes.
        photo_id: of its photo.
        keeper: a file that stays in its place; empty when no copy of it stays.
        companions: what belongs to it and goes with it.
        lost: what would be lost although something stays, what matters most first.
        equal_to: the file of the same photo that it goes with; empty for the photo's first.
        is_kept: the photo is kept in another group, or for good.
        is_keeper_similar: what stays is a similar shot, no copy of it.
        is_offline: its drive is away: it cannot go now.
        is_keeper_offline: the drive of what stays is away: it cannot go now.
        is_partly_offline: another file of its photo is offline, and therefore stays.
        is_keeper_put_down: what stays is itself put down for the trash in a group of another tier.
    """

    path: str
    size: int
    photo_id: int
    keeper: str = ""
    companions: tuple[Companion, ...] = ()
    lost: tuple[Reason, ...] = ()
    equal_to: str = ""
    is_kept: bool = False
    is_keeper_similar: bool = False
    is_offline: bool = False
    is_keeper_offline: bool = False
    is_partly_offline: bool = False
    is_keeper_put_down: bool = False

    @property
    def is_held_back(self) -> bool:
        """Whether it cannot go now: it is offline, or what stays is."""
        return self.is_offline or self.is_keeper_offline

    @property
    def is_doubtful(self) -> bool:
        """Whether another decision speaks against it, or it cannot go now."""
        return self.is_kept or self.is_keeper_put_down or self.is_held_back

    @property
    def is_grave(self) -> bool:
        """Whether of it, or of a RAW file or film that goes with it, nothing would stay."""
        return not self.keeper or any(one.is_lost for one in self.companions)


@dataclass(frozen=True, slots=True)
class TrashRequests:
    """What goes now.

    Attributes:
        requests: one for each file.
        missing_groups: ids of groups that were asked for and are not there any more: nothing goes.
    """

    requests: Sequence[TrashRequest]
    missing_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrashPlan:
    """What would go as the library knows it, before the directories were looked at.

    Attributes:
        requests: one for each file.
        sizes: their bytes, by path.
        staying: files that stay in the same groups, for each group.
        n_groups: groups that lose something; 0 when photos were chosen outside a review.
        last_copies: members of groups in which nothing stays; chosen outside a review, their
            group is "" and their key the photo's id.
        photo_ids: of the files' photos, by path.
        lost: what would be lost with a file although something stays, by path.
        equal_to: of files that go because they are equal to a chosen one, that one, by path.
        kept: files of photos that are kept in another group, or for good.
        is_of_similar_shots: what stays are similar shots, no copies.
        offline: files that cannot go now as their drive is away.
        keeper_offline: files that cannot go now as the drive of what stays for them is away.
        beside_put_down: files for which something stays that is put down in another tier.
        members: of which group each file goes, and its member's key, by path.
    """

    requests: Sequence[TrashRequest]
    sizes: Mapping[str, int]
    staying: Sequence[frozenset[str]]
    n_groups: int
    last_copies: tuple[LastCopy, ...]
    photo_ids: Mapping[str, int]
    lost: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    equal_to: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    is_of_similar_shots: bool = False
    offline: frozenset[str] = frozenset()
    keeper_offline: frozenset[str] = frozenset()
    beside_put_down: frozenset[str] = frozenset()
    members: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrashSummary:
    """What would happen if all that was chosen in a tier went to the trash now.

    Attributes:
        n_files, size: files that go as it was chosen, what belongs to them among them, and their
            bytes; some of them may not be able to go now.
        n_stay: files that stay in the same groups.
        n_groups: groups that lose something; 0 when photos were chosen outside a review.
        last_copies: as in `TrashPlan`, and members for which only that stays which goes with
            another file.
        companions: what belongs to chosen files and goes with them, by the path of the chosen one.
        files: the chosen files, each with what goes with it; what would be lost comes first.
        n_groups_staying: groups that lose something and in which something stays.
    """

    n_files: int
    size: int
    n_stay: int
    n_groups: int
    last_copies: tuple[LastCopy, ...] = ()
    companions: Mapping[str, tuple[Companion, ...]] = field(default_factory=dict)
    files: tuple[PlannedFile, ...] = ()
    n_groups_staying: int = 0

    @property
    def going(self) -> tuple[PlannedFile, ...]:
        """The chosen files that can go now."""
        return tuple(file for file in self.files if not file.is_held_back)

    @property
    def held_back(self) -> Mapping[str, int]:
        """What cannot go now, and what would go with nothing else, with bytes, by path."""
        found = {file.path: file.size for file in self.files if file.is_held_back}
        found |= {
            one.path: one.size
            for file in self.files
            if file.is_held_back
            for one in file.companions
        }
        goes = {one.path for file in self.going for one in file.companions} if found else set()
        return {path: size for path, size in found.items() if path not in goes}

    @property
    def is_last(self) -> bool:
        """Whether of a photo that can go now no copy stays."""
        held_back = {file.path for file in self.files if file.is_held_back}
        return any(path not in held_back for _, _, path in self.last_copies)

    @property
    def n_companions(self) -> int:
        """How many files go because they belong to a chosen one."""
        return sum(len(files) for files in self.companions.values())

    @property
    def n_equal(self) -> int:
        """How many files can go that go because they are equal to a chosen one."""
        return sum(bool(file.equal_to) for file in self.going)

    @property
    def n_kept(self) -> int:
        """How many photos go that are kept in another group, or for good."""
        return len({file.photo_id for file in self.files if file.is_kept})

    @property
    def n_beside_put_down(self) -> int:
        """How many photos go for which something stays that is itself put down elsewhere."""
        return len({file.photo_id for file in self.files if file.is_keeper_put_down})

    @property
    def n_held_back(self) -> int:
        """How many of the chosen files cannot go now, for a drive is away."""
        return sum(file.is_held_back for file in self.files)

    @property
    def lost_companions(self) -> tuple[str, ...]:
        """Paths of RAW files and films that would go and of which no copy would stay."""
        return tuple(one.path for files in self.companions.values() for one in files if one.is_lost)

    @property
    def n_without_equal(self) -> int:
        """How many sidecars go of which no equal copy stays."""
        return sum(one.has_no_equal for file in self.going for one in file.companions)


def summarised(plan: TrashPlan, companions: Mapping[str, tuple[Companion, ...]]) -> TrashSummary:
    """A plan together with what was found in the directories."""
    sizes = dict(plan.sizes)
    for others in companions.values():
        sizes |= {one.path: one.size for one in others}
    staying = [paths - sizes.keys() for paths in plan.staying]
    keepers = {
        request.path: next((path for path in request.keepers if path not in sizes), "")
        for request in plan.requests
    }
    partly = {plan.photo_ids.get(path, 0) for path in plan.offline}
    files = [
        PlannedFile(
            path=path,
            size=plan.sizes.get(path, 0),
            photo_id=plan.photo_ids.get(path, 0),
            keeper=keeper,
            companions=companions.get(path, ()),
            lost=plan.lost.get(path, ()) if keeper else (),
            equal_to="" if path in plan.offline else plan.equal_to.get(path, ""),
            is_kept=path in plan.kept,
            is_keeper_similar=plan.is_of_similar_shots and bool(keeper),
            is_offline=path in plan.offline,
            is_keeper_offline=path in plan.keeper_offline,
            is_partly_offline=plan.photo_ids.get(path, 0) in partly and path not in plan.offline,
            is_keeper_put_down=path in plan.beside_put_down,
        )
        for path, keeper in keepers.items()
    ]
    return TrashSummary(
        n_files=len(sizes),
        size=sum(sizes.values()),
        n_stay=len(frozenset().union(*staying)),
        n_groups=plan.n_groups,
        last_copies=(*plan.last_copies, *_crossed(plan, keepers)),
        companions=companions,
        files=tuple(sorted(files, key=_rank)),
        n_groups_staying=sum(map(bool, staying)),
    )


def _crossed(plan: TrashPlan, keepers: Mapping[str, str]) -> Iterator[LastCopy]:
    """Members for which something stays in their group that goes with another file."""
    members: dict[tuple[str, int], str] = {}
    for request in plan.requests:
        if request.keepers and not keepers[request.path]:
            members.setdefault(plan.members[request.path], request.path)
    return ((group_id, key, path) for (group_id, key), path in members.items())


def _rank(file: PlannedFile) -> int:
    """What comes first: what nothing stays of, then what is lost with what goes along."""
    if file.is_grave or file.is_doubtful:
        return 0
    return 1 if any(one.has_no_equal for one in file.companions) else 2
