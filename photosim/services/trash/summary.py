"""What a clean-up would do, and what earlier ones did, as a person is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        stays: a file that stays in its place; empty when no copy of it stays.
        companions: what belongs to it and goes with it.
        lost: what would be lost although something stays, what matters most first.
        equal_to: the file of the same photo that it goes with; empty for the photo's first.
        is_kept: the photo is kept in another group, or for good.
        is_shot: what stays is a similar shot, no copy of it.
        is_away: it is offline, or what stays is: it cannot go now.
    """

    path: str
    size: int
    photo_id: int
    stays: str = ""
    companions: tuple[Companion, ...] = ()
    lost: tuple[Reason, ...] = ()
    equal_to: str = ""
    is_kept: bool = False
    is_shot: bool = False
    is_away: bool = False

    @property
    def is_grave(self) -> bool:
        """Whether of it, or of a RAW file or film that goes with it, nothing would stay."""
        return not self.stays or any(one.is_lost for one in self.companions)


@dataclass(frozen=True, slots=True)
class TrashOrders:
    """What goes now.

    Attributes:
        requests: an order for each file.
        gone: ids of groups of which nothing goes, as they are not there any more.
    """

    requests: Sequence[TrashRequest]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrashPlan:
    """What would go as the library knows it, before the directories were looked at.

    Attributes:
        requests: an order for each file.
        sizes: their bytes, by path.
        staying: files that stay in the same groups.
        n_groups: groups that lose something; 0 when photos were chosen outside a review.
        last_copies: members of groups in which nothing stays; chosen outside a review, their
            group is "" and their key the photo's id.
        photo_ids: of the files' photos, by path.
        lost: what would be lost with a file although something stays, by path.
        equal_to: of files that go because they are equal to a chosen one, that one, by path.
        kept: files of photos that are kept in another group, or for good.
        is_of_shots: what stays are similar shots, no copies.
        away: files that cannot go now: they are offline, or what stays for them is.
    """

    requests: Sequence[TrashRequest]
    sizes: Mapping[str, int]
    staying: frozenset[str]
    n_groups: int
    last_copies: tuple[LastCopy, ...]
    photo_ids: Mapping[str, int]
    lost: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    equal_to: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    is_of_shots: bool = False
    away: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrashSummary:
    """What would happen if all that was chosen in a tier went to the trash now.

    Attributes:
        n_files, size: files that go, what belongs to them among them, and their bytes.
        n_stay: files that stay in the same groups.
        n_groups: groups that lose something; 0 when photos were chosen outside a review.
        last_copies: as in `TrashPlan`.
        companions: what belongs to chosen files and goes with them, by the path of the chosen one.
        files: the chosen files, each with what goes with it; what would be lost comes first.
    """

    n_files: int
    size: int
    n_stay: int
    n_groups: int
    last_copies: tuple[LastCopy, ...] = ()
    companions: Mapping[str, tuple[Companion, ...]] = field(default_factory=dict)
    files: tuple[PlannedFile, ...] = ()

    @property
    def n_companions(self) -> int:
        """How many files go because they belong to a chosen one."""
        return sum(len(files) for files in self.companions.values())

    @property
    def n_equal(self) -> int:
        """How many files go because they are equal to a chosen one."""
        return sum(bool(file.equal_to) for file in self.files)

    @property
    def n_kept(self) -> int:
        """How many photos go that are kept in another group, or for good."""
        return len({file.photo_id for file in self.files if file.is_kept})

    @property
    def n_away(self) -> int:
        """How many of the chosen files cannot go now, for a drive is away."""
        return sum(file.is_away for file in self.files)

    @property
    def lost(self) -> tuple[str, ...]:
        """Paths of RAW files and films that would go and of which no copy would stay."""
        return tuple(one.path for files in self.companions.values() for one in files if one.is_lost)


def summarised(plan: TrashPlan, companions: Mapping[str, tuple[Companion, ...]]) -> TrashSummary:
    """A plan together with what was found in the directories."""
    sizes = dict(plan.sizes)
    for others in companions.values():
        sizes |= {one.path: one.size for one in others}
    files = [
        PlannedFile(
            request.path,
            plan.sizes.get(request.path, 0),
            plan.photo_ids.get(request.path, 0),
            request.stays[0] if request.stays else "",
            companions.get(request.path, ()),
            plan.lost.get(request.path, ()) if request.stays else (),
            plan.equal_to.get(request.path, ""),
            request.path in plan.kept,
            plan.is_of_shots and bool(request.stays),
            request.path in plan.away,
        )
        for request in plan.requests
    ]
    return TrashSummary(
        len(sizes),
        sum(sizes.values()),
        len(plan.staying - sizes.keys()),
        plan.n_groups,
        plan.last_copies,
        companions,
        tuple(sorted(files, key=lambda file: not (file.is_grave or file.is_kept or file.is_away))),
    )
