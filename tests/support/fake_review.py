"""A review in memory: made-up groups, choices, verdicts and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from photosim.core.errors import PhotosimError
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Change, Merit, Reason, Why, reason
from photosim.core.records.review import (
    Choice,
    ChoicesMade,
    ChosenAgain,
    ChosenIn,
    Group,
    GroupDetail,
    GroupFilter,
    GroupSortKey,
    Member,
    PreviewedGroup,
    PreviewedMember,
    RulePreview,
    VerdictRow,
    VerdictsMade,
)
from photosim.services import events

if TYPE_CHECKING:
    from support.fake_engine import FakeEngine, FakePhoto

NOW = 1_560_000_000.0


def members_of(fakes: Sequence[FakePhoto], **first: object) -> tuple[Member, ...]:
    """The first one is the cover and kept, the others are proposed for the trash."""
    made = []
    for i, fake in enumerate(fakes):
        photo = fake.photo
        member = Member(
            key=photo.id,
            photo=photo,
            paths=(photo.path,),
            suggestion=Choice.TRASH if i else Choice.KEEP,
            reason=None if i else reason(Why.BEST_SHOT, reason(Merit.MOST_PIXELS)),
            changes=(reason(Change.SMALLER, 3_000_000, 12_000_000),) if i else (),
        )
        made.append(replace(member, **first) if i == 0 else member)
    return tuple(made)


def group_of(
    number: int, members: Sequence[Member], tier: Tier = Tier.SAME_PICTURE, **changes: object
) -> GroupDetail:
    """A group as the engine would give it."""
    photo_ids = tuple(dict.fromkeys(member.photo.id for member in members))
    photos = [member.photo for member in members]
    group = Group(
        id=f"{tier.value}-{number}",
        tier=tier,
        photo_ids=photo_ids,
        n_members=len(members),
        weakest=0.97,
        freed=sum(photo.size for photo in photos[1:]),
        newest=max((photo.taken or photo.modified).timestamp() for photo in photos),
        folder_ids=tuple(sorted({photo.folder_id for photo in photos})),
        formats=tuple(sorted({photo.file_format for photo in photos})),
        largest=max(photo.size for photo in photos),
        n_open=len(members),
        is_weighed=tier is not Tier.SIMILAR_SHOTS,
    )
    pair = (members[0].key, members[-1].key)
    return GroupDetail(replace(group, **changes), tuple(members), pair)


class FakeReview:
    """Groups: `details`, by id.

    Attributes:
        said: the verdicts, by number, with the groups that they took apart.
        saved: keep rules by name.
        lost: what would be lost with each photo that goes.
        spared: what was put down for the trash in other tiers, at each choice.
        n_previewed: how often rules were tried.
    """

    def __init__(self, engine: FakeEngine, groups: Sequence[GroupDetail]) -> None:
        self._engine = engine
        self.details = {detail.group.id: detail for detail in groups}
        self.said: dict[int, tuple[VerdictRow, GroupDetail]] = {}
        self.saved: dict[str, object] = {}
        self.lost: tuple[Reason, ...] = ()
        self.spared: tuple[ChosenIn, ...] = ()
        self.n_previewed = 0
        self._next_id = 1

    def tell_groups(self) -> None:
        """The groups changed."""
        counts = {}
        for tier in Tier:
            groups = [d.group for d in self.details.values() if d.group.tier is tier]
            counts[tier] = (len(groups), sum(group.freed for group in groups))
        self._engine.notify(events.GroupsChanged(counts))

    def choice(self, group_id: str, key: int) -> Choice:
        members = self.details[group_id].members
        return next(member.choice for member in members if member.key == key)

    # -- groups

    def groups(self, wanted: GroupFilter):
        return self._engine.job("groups", wanted, lambda: self._listed(wanted))

    def group(self, group_id: str):
        def work() -> GroupDetail:
            if group_id not in self.details:
                raise PhotosimError("This group is not there any more.")
            return self.details[group_id]

        return self._engine.job("group", group_id, work)

    def _listed(self, wanted: GroupFilter) -> list[Group]:
        keys = {
            GroupSortKey.SPACE: lambda group: -group.freed,
            GroupSortKey.NUMBER: lambda group: -group.n_members,
            GroupSortKey.DATE: lambda group: -group.newest,
        }
        found = [d.group for d in self.details.values() if _passes(d.group, wanted)]
        return sorted(found, key=lambda group: (keys[wanted.sort_key](group), group.id))

    # -- undoable

    def choose(self, group_id, choices):
        def work():
            return self._chosen({group_id: choices})

        return self._engine.job("choose", (group_id, dict(choices)), work)

    def choose_many(self, choices):
        return self._engine.job("choose_many", dict(choices), lambda: self._chosen(choices))

    def choose_again(self, wanted):
        def work():
            for one in wanted:
                self._choose(one.group_id, one.choices)
            return ChosenAgain({one.group_id: dict(one.choices) for one in wanted})

        return self._engine.job("choose_again", tuple(wanted), work)

    def _chosen(self, choices):
        before = {group_id: self._choose(group_id, some) for group_id, some in choices.items()}
        made = (self._chosen_in(before), self._chosen_in(choices))
        return ChoicesMade(*made, self.spared)

    def _chosen_in(self, choices):
        return tuple(
            ChosenIn(
                group_id,
                self.details[group_id].group.tier,
                tuple(member.key for member in self.details[group_id].members),
                dict(some),
            )
            for group_id, some in choices.items()
        )

    def _choose(self, group_id, choices):
        detail = self.details[group_id]
        before = {m.key: m.choice for m in detail.members if m.key in choices}
        members = tuple(replace(m, choice=choices.get(m.key, m.choice)) for m in detail.members)
        chosen = [member.choice for member in members]
        n_trash, n_open = chosen.count(Choice.TRASH), chosen.count(Choice.OPEN)
        group = replace(detail.group, n_trash=n_trash, n_open=n_open)
        self.details[group_id] = replace(detail, group=group, members=members)
        return before

    def decide(self, group_id, kind, keys):
        def work():
            detail = self.details.pop(group_id)
            by_key = {member.key: member for member in detail.members}
            first, second = by_key[keys[0]], by_key[keys[-1]]
            row = self._said(kind, first, second)
            self.said[row.id] = (row, detail)
            self.tell_groups()
            return VerdictsMade((row.id,))

        return self._engine.job("decide", (group_id, kind, tuple(keys)), work)

    def _said(self, kind, first, second):
        made, self._next_id = self._next_id, self._next_id + 1
        ids = (first.photo.id, second.photo.id)
        return VerdictRow(made, kind, *ids, first.photo.path, second.photo.path, NOW + made)

    def revoke(self, verdict_ids):
        def work():
            for verdict_id in verdict_ids:
                _, detail = self.said.pop(verdict_id)
                self.details[detail.group.id] = detail
            self.tell_groups()

        return self._engine.job("revoke", tuple(verdict_ids), work)

    def decide_again(self, rows):
        def work():
            ids = []
            for row in rows:
                detail = self.details.pop(f"{Tier.SAME_PICTURE.value}-{row.first}", None)
                detail = detail or next(iter(self.details.values()))
                self.details.pop(detail.group.id, None)
                made = replace(row, id=self._next_id)
                self._next_id += 1
                self.said[made.id] = (made, detail)
                ids.append(made.id)
            self.tell_groups()
            return ids

        return self._engine.job("decide_again", tuple(rows), work)

    def verdicts(self, text):
        def work():
            rows = [
                row for row, _ in self.said.values() if text in row.first_path + row.second_path
            ]
            return sorted(rows, key=lambda row: -row.decided_at)

        return self._engine.job("verdicts", text, work)

    # -- rules

    def preview(self, tier, preset):
        def work():
            self.n_previewed += 1
            choices = {
                d.group.id: {
                    m.key: (m.suggestion, m.reason or reason(Why.LESS_SHARP)) for m in d.members
                }
                for d in self.details.values()
                if d.group.tier is tier and preset.rules
            }
            n_trash = sum(
                choice is Choice.TRASH for some in choices.values() for choice, _ in some.values()
            )
            going = tuple(
                member.photo.path
                for group_id in choices
                for member in self.details[group_id].members
                if choices[group_id][member.key][0] is Choice.TRASH
            )
            n = len(choices)
            return RulePreview(choices, n, 0, n_trash, 4_100_000 * n_trash, going, n_losing=n)

        return self._engine.job("preview", (tier, preset), work)

    def preview_groups(self, choices):
        def work():
            return [
                PreviewedGroup(
                    group_id,
                    tuple(
                        PreviewedMember(
                            member.photo,
                            *choices[group_id][member.key],
                            self.lost if choices[group_id][member.key][0] is Choice.TRASH else (),
                        )
                        for member in self.details[group_id].members
                    )
                    if group_id in self.details
                    else (),
                )
                for group_id in choices
            ]

        return self._engine.job("preview_groups", tuple(choices), work)

    def presets(self):
        return self._engine.job("presets", None, lambda: tuple(self.saved.values()))

    def save_preset(self, preset):
        def work():
            self.saved[preset.name] = preset

        return self._engine.job("save_preset", preset, work)

    def forget_preset(self, name):
        def work():
            self.saved.pop(name)

        return self._engine.job("forget_preset", name, work)


def _passes(group: Group, wanted: GroupFilter) -> bool:
    checks = (
        group.tier is wanted.tier,
        wanted.folder_id is None or wanted.folder_id in group.folder_ids,
        not wanted.file_format or wanted.file_format in group.formats,
        wanted.since is None or group.newest >= wanted.since,
        wanted.until is None or group.newest <= wanted.until,
        group.largest >= wanted.least_bytes,
        wanted.is_open is None or (group.n_open > 0) == wanted.is_open,
    )
    return all(checks)
