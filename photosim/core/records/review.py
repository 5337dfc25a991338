"""The records of a review: groups of duplicates and similar shots, and what a person says of them.

Nothing is computed here. A group's members are photos; in the tier "same file", where there is only
one photo, they are its files. What a person decides belongs to the content of photos (verdicts,
choices) or, in that tier, to the place of a file.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from photosim.core.records.pairs import Comparison, Differences, Doubt, Tier
from photosim.core.records.photos import Photo, Traces
from photosim.core.records.reasons import Reason, Why, reason


class Choice(enum.StrEnum):
    """What shall become of a member; nothing is moved before the person says so for all."""

    OPEN = "open"
    KEEP = "keep"
    TRASH = "trash"


class Verdict(enum.StrEnum):
    """What a person said of two photos, for good; or of one, for `KEEP`."""

    NOT_DUPLICATES = "not duplicates"
    KEEP_BOTH = "keep both"
    KEEP = "keep this"


class GroupSortKey(enum.StrEnum):
    """How groups are listed: what frees most, has most members, or is newest, first."""

    SPACE = "space"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Group:
    """One group as the list shows it; small, a library may have 20,000.

    Attributes:
        id: made of its tier and its members' content: the same for the same members.
        tier: what holds for every pair of it.
        photo_ids: its photos, the proposed cover first; one photo in the tier "same file".
        n_members: photos, or files in the tier "same file".
        weakest: similarity of its weakest pair, 0..1.
        freed: bytes that go as it is chosen, and proposed where nothing is; before that is known,
            and of similar shots, what keeping only the cover would free.
        is_weighed: whether it is known.
        newest: capture time of its newest photo, where none has one the modification time; epoch
            seconds.
        is_taken: whether that is a capture time.
        folder_ids: watched folders its files lie in, ascending.
        formats: file formats of its photos, sorted.
        largest: bytes of its largest photo.
        n_trash: members that are chosen for the trash.
        n_open: members not chosen yet.
        uncertain_ids: photos of it that are only probably the same picture: not looked at
            closely yet, on the files, with each of the others. They are never proposed for the
            trash.
    """

    id: str
    tier: Tier
    photo_ids: tuple[int, ...]
    n_members: int
    weakest: float
    freed: int
    newest: float
    folder_ids: tuple[int, ...] = ()
    formats: tuple[str, ...] = ()
    largest: int = 0
    n_trash: int = 0
    n_open: int = 0
    is_weighed: bool = False
    uncertain_ids: frozenset[int] = frozenset()
    is_taken: bool = True

    @property
    def is_certain(self) -> bool:
        """Whether every pair of it was looked at closely."""
        return not self.uncertain_ids


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Which groups are listed; None and empty mean no limit.

    Attributes:
        tier: of this tier.
        folder_id: with a file in this folder.
        file_format: with a photo of this format.
        since, until: whose newest photo is not older, not newer; epoch seconds.
        least_bytes: whose largest photo has at least so many bytes.
        is_open: True: with members not chosen yet; False: all chosen.
    """

    tier: Tier
    folder_id: int | None = None
    file_format: str = ""
    since: float | None = None
    until: float | None = None
    least_bytes: int = 0
    is_open: bool | None = None
    sort_key: GroupSortKey = GroupSortKey.SPACE


@dataclass(frozen=True, slots=True)
class Origin:
    """How a photo came about, and what it was given: what tells an original from its copies.

    Attributes:
        software: the program that wrote the file last, as it names itself.
        recorded: width and height in px that the camera says it wrote, turned as the photo is.
        detail: as in `Examined`.
        pixel_hash: equal for equal pixels, hex; None where it is not known.
        traces: what the file shows.
        rating: stars, 1 to 5; None for none.
        labels: that a person gave it, by name.
        written: what somebody wrote into it, as in `photos.Metadata`.
    """

    software: str | None = None
    recorded: tuple[int, int] | None = None
    detail: float | None = None
    pixel_hash: str | None = None
    traces: Traces = Traces.NONE
    rating: int | None = None
    labels: tuple[str, ...] = ()
    written: bytes = b""


@dataclass(frozen=True, slots=True)
class Member:
    """One photo of a group, or one file in the tier "same file".

    Attributes:
        key: photo id; in the tier "same file" the file's id.
        photo: the photo, its `path` the file meant here.
        paths: all its files; in the tier "same file" the one.
        offline_paths: those of them that cannot be read now, for their drive is away.
        choice: what the person chose so far.
        suggestion: what is proposed: keep for the cover; trash only where that may be proposed.
        reason: why; None when there is nothing to say.
        changes: from the cover, as a person is told them, the most important first.
        differences: the same as numbers; None for the cover and where pixels could not be aligned.
        sharpness, exposure: relative to the best of the group, 0..1; None when not measured.
        companions: names of files that belong to it: RAW, films, sidecars.
        media: of those with a content of their own, RAW and films, name and content hash, hex; of
            what was not read the bytes, and it is equal to nothing.
        sidecars: of the others, where another member has some of their kind, name and content
            hash, hex; empty where it is not known.
        is_looked_beside: its folder was scanned for them; before, nothing is known of them.
        is_protected: it lies in a folder that is never touched.
        is_kept: the person said of the photo that it stays, in every group.
        has_location: the camera wrote where it was.
        is_certain: it is not among the group's `uncertain_ids`.
        origin: how it came about.
        compared: with other members of a group of the same picture, by their keys.
    """

    key: int
    photo: Photo
    paths: tuple[str, ...]
    choice: Choice = Choice.OPEN
    suggestion: Choice = Choice.OPEN
    reason: Reason | None = None
    changes: tuple[Reason, ...] = ()
    differences: Differences | None = None
    sharpness: float | None = None
    exposure: float | None = None
    companions: tuple[str, ...] = ()
    offline_paths: frozenset[str] = frozenset()
    media: tuple[tuple[str, int | str], ...] = ()
    sidecars: tuple[tuple[str, str], ...] = ()
    is_looked_beside: bool = True
    is_protected: bool = False
    is_kept: bool = False
    has_location: bool = False
    is_certain: bool = True
    origin: Origin = Origin()
    compared: Mapping[int, Comparison] = field(default_factory=dict, hash=False, repr=False)

    @property
    def fate(self) -> Choice:
        """What becomes of it: what the person chose, else what is proposed."""
        return self.suggestion if self.choice is Choice.OPEN else self.choice

    @property
    def n_bytes(self) -> int:
        """Of all its files."""
        return self.photo.size * len(self.paths)


def freed_by(members: Sequence[Member]) -> int:
    """Bytes that go of some members as it is chosen, and proposed where nothing is."""
    return sum(member.n_bytes for member in supported(members) if member.fate is Choice.TRASH)


def supported(members: Sequence[Member]) -> tuple[Member, ...]:
    """The members of a group, nothing proposed for the trash where its support is let go.

    What is proposed rests on those that are proposed to stay; where the rules name none, on all
    that they leave open.
    """
    kept = [m for m in members if m.suggestion is Choice.KEEP and not m.photo.offline]
    support = kept or [m for m in members if m.suggestion is Choice.OPEN]
    if support and all(member.choice is not Choice.TRASH for member in support):
        return tuple(members)
    why = reason(Why.NONE_STAYS)
    return tuple(
        replace(m, suggestion=Choice.OPEN, reason=why)
        if m.choice is Choice.OPEN and m.suggestion is Choice.TRASH
        else m
        for m in members
    )


@dataclass(frozen=True, slots=True)
class GroupDetail:
    """A group with all that the review shows of it.

    Attributes:
        members: with what was chosen, and what the rules propose whatever was chosen.
        weakest_pair: keys of the two members that are least alike.
        doubt: why the weakest pair is not called the same picture although its pixels agree.
    """

    group: Group
    members: tuple[Member, ...]
    weakest_pair: tuple[int, int] = (0, 0)
    doubt: Doubt | None = None

    def supported(self) -> GroupDetail:
        """The same without proposals whose support is let go; itself where there are none."""
        members = supported(self.members)
        return self if members == self.members else replace(self, members=members)


class RuleKind(enum.StrEnum):
    """What a keep rule prefers. The library keeps the names of these."""

    ORIGINAL = "original"
    LEAST_LOST = "least-lost"
    REAL_PIXELS = "real-pixels"
    PREFERRED_FOLDER = "preferred-folder"
    MOST_PIXELS = "most-pixels"
    LARGEST_FILE = "largest-file"
    OLDEST = "oldest"
    NEWEST = "newest"
    FORMAT = "format"
    SHARPEST = "sharpest"
    HAS_LOCATION = "has-location"
    HAS_CAPTURE_TIME = "has-capture-time"
    SHORTEST_NAME = "shortest-name"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of an ordered list; `values` are folders or formats, the most preferred first."""

    kind: RuleKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    """A saved list of keep rules with the folders that are never touched.

    Attributes:
        breaks_ties: where no rule tells photos apart, the first by path stays; else they are left
            to the person.
    """

    name: str
    rules: tuple[Rule, ...]
    never_touch: tuple[str, ...] = ()
    breaks_ties: bool = False


DEFAULTS: Mapping[Tier, Preset] = {
    Tier.SAME_FILE: Preset(
        "",
        (Rule(RuleKind.LEAST_LOST), Rule(RuleKind.OLDEST), Rule(RuleKind.SHORTEST_NAME)),
        breaks_ties=True,
    ),
    Tier.SAME_PICTURE: Preset(
        "",
        (
            Rule(RuleKind.ORIGINAL),
            Rule(RuleKind.LEAST_LOST),
            Rule(RuleKind.REAL_PIXELS),
            Rule(RuleKind.LARGEST_FILE),
        ),
    ),
    Tier.SIMILAR_SHOTS: Preset("", ()),
}
"""The rules that hold before the person has arranged any. Of equal files any may stay."""


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a preset would do to all groups of a tier, before anything happens.

    Attributes:
        choices: for each group's id the proposed choice and reason of each member's key.
        n_groups: groups it decides; `n_undecided` where no rule tells the members apart.
        n_trash: members that would go.
        freed: bytes that would be free.
        n_losing: groups from which something would go; `n_partly` of them have members that no
            rule tells apart, which stay open.
        going: files that would go, without what belongs to them; that is found in directories.
    """

    choices: dict[str, dict[int, tuple[Choice, Reason]]] = field(repr=False)
    n_groups: int = 0
    n_undecided: int = 0
    n_trash: int = 0
    freed: int = 0
    going: tuple[str, ...] = field(repr=False, default=())
    n_losing: int = 0
    n_partly: int = 0


ChoicesByKey = Mapping[int, Choice]
"""What shall become of members, by their keys."""


@dataclass(frozen=True, slots=True)
class ChosenIn:
    """What is chosen for members of a group, and in whose sight.

    Attributes:
        group_id: of the group.
        tier: of the group.
        members: the keys of all its members.
        choices: for some of them.
        by_hand: the person looked at these members; else keep rules chose for many at once.
        photo_ids: of the group.
        at: when that was chosen, or ceased to be; epoch seconds.
    """

    group_id: str
    tier: Tier
    members: tuple[int, ...]
    choices: ChoicesByKey
    by_hand: bool = True
    photo_ids: tuple[int, ...] = field(default=(), compare=False)
    at: float = field(default=0.0, compare=False)

    def photo_of(self, key: int) -> int:
        """The photo of a member; the equal files of a group are one."""
        return self.photo_ids[0] if self.tier is Tier.SAME_FILE and self.photo_ids else key


@dataclass(frozen=True, slots=True)
class ChoicesMade:
    """What was remembered of groups.

    Attributes:
        before: the choices as they were before.
        after: the choices as they are now, by which they are made again.
        spared: what was put down for the trash in groups of another tier, of photos that are kept
            now: there it is not any more.
    """

    before: tuple[ChosenIn, ...]
    after: tuple[ChosenIn, ...]
    spared: tuple[ChosenIn, ...] = ()

    @property
    def back(self) -> tuple[ChosenIn, ...]:
        """By what all of it is taken back."""
        return (*self.before, *self.spared)


@dataclass(frozen=True, slots=True)
class VerdictsMade:
    """What was remembered for good.

    Attributes:
        ids: of the verdicts that are new, for revoking them.
        spared: what was put down for the trash, of photos of which that was said: it is not any
            more.
    """

    ids: tuple[int, ...]
    spared: tuple[ChosenIn, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenAgain:
    """What became of choices that were to be taken back, or made again.

    Attributes:
        choices: what is chosen now, by the groups in which the photos are now.
        n_alone: photos that are not put down for the trash again: they are in no group of the tier
            now.
        n_open: photos that are not put down for the trash again: some of those beside which they
            were put down are not beside them any more.
        n_back: photos, or files of them, that are undecided: they came back from the trash since.
        n_gone: files that are undecided: they are not where they were.
    """

    choices: Mapping[str, ChoicesByKey]
    n_alone: int = 0
    n_open: int = 0
    n_back: int = 0
    n_gone: int = 0


Proposed = Mapping[str, Mapping[int, tuple[Choice, Reason]]]
"""By group and member: what is proposed, and why."""


@dataclass(frozen=True, slots=True)
class PreviewedMember:
    """What rules propose for a member of a group.

    Attributes:
        photo: its `path` the file meant here.
        choice, reason: what is proposed, and why.
        lost: what would be lost if it went, what matters most first.
    """

    photo: Photo
    choice: Choice
    reason: Reason
    lost: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewedGroup:
    """A group of a preview as it is shown: what stays first; without members when it is gone."""

    id: str
    members: tuple[PreviewedMember, ...]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A remembered verdict as its page lists it; paths are empty for photos that are gone.

    Attributes:
        id: of the verdict, for revoking it.
        kind: what was said.
        first, second: photo ids, None when no such photo is in the library now.
        first_path, second_path: where they lie, or lay when it was said.
        decided_at: epoch seconds.
    """

    id: int
    kind: Verdict
    first: int | None
    second: int | None
    first_path: str
    second_path: str
    decided_at: float
