"""The engine as the review uses it; answers come from any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion, Tier
from photosim.core.records.review import (
    ChoicesByKey,
    ChoicesMade,
    ChosenAgain,
    ChosenIn,
    Group,
    GroupDetail,
    GroupFilter,
    Preset,
    PreviewedGroup,
    Proposed,
    RulePreview,
    Verdict,
    VerdictRow,
    VerdictsMade,
)
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.gui.viewer.large_pictures import PicturePort
from photosim.services.trash.companion_survey import Companions


class CompanionPort(Protocol):
    """The part of the engine that looks up what lies beside photos and goes with them."""

    def companions(self, paths: Sequence[str]) -> Future[Companions]:
        """What belongs to photos and lies beside them now, by the photo's path."""


class GroupPort(Protocol):
    """The part of the engine that knows groups."""

    def groups(self, wanted: GroupFilter) -> Future[Sequence[Group]]:
        """The groups that pass a filter, in its order."""

    def group(self, group_id: str) -> Future[GroupDetail]:
        """All about one group; `PhotosimError` when it is not there any more."""


class ChoicePort(Protocol):
    """The part of the engine that remembers what a person says of groups."""

    def choose(self, group_id: str, choices: ChoicesByKey) -> Future[ChoicesMade]:
        """Remember choices; answers with what takes them back."""

    def choose_many(self, choices: Mapping[str, ChoicesByKey]) -> Future[ChoicesMade]:
        """The same for many groups at once."""

    def choose_again(self, wanted: Sequence[ChosenIn]) -> Future[ChosenAgain]:
        """Take choices back, or make them again, in the groups where the photos are now."""

    def decide(self, group_id: str, kind: Verdict, keys: Sequence[int]) -> Future[VerdictsMade]:
        """Remember a verdict for good; answers with what takes that back."""

    def revoke(self, verdict_ids: Sequence[int]) -> Future[None]:
        """Forget verdicts."""

    def decide_again(self, rows: Sequence[VerdictRow]) -> Future[Sequence[int]]:
        """Remember verdicts again that were revoked; answers with their new ids."""


class VerdictPort(Protocol):
    """The part of the engine that lists what it remembers."""

    def verdicts(self, text: str) -> Future[Sequence[VerdictRow]]:
        """The verdicts, newest first, whose paths contain `text`."""


class RulePort(Protocol):
    """The part of the engine that applies keep rules."""

    def preview(self, tier: Tier, preset: Preset) -> Future[RulePreview]:
        """What rules would do to all groups of a tier; changes nothing."""

    def preview_groups(self, choices: Proposed) -> Future[Sequence[PreviewedGroup]]:
        """Some groups of a preview, by what it proposed, with what is shown of them."""

    def presets(self) -> Future[Sequence[Preset]]:
        """The saved rules."""

    def save_preset(self, preset: Preset) -> Future[None]:
        """Save rules under their name."""

    def forget_preset(self, name: str) -> Future[None]:
        """Forget saved rules."""


class ReviewPort(GroupPort, ChoicePort, VerdictPort, RulePort, Protocol):
    """The part of the engine that is about groups and what a person says of them."""


class OverlayPort(Protocol):
    """The part of the engine that lays photos over each other."""

    def overlay(self, question: OverlayQuestion) -> Future[DifferenceOverlay]:
        """One photo laid over another, and where they differ."""


class ReviewPhotoPort(PicturePort, ThumbnailPort, OverlayPort, Protocol):
    """The part of the engine that has the photos of groups."""


class ReviewPorts(Protocol):
    """All that the review asks of the engine."""

    @property
    def review(self) -> ReviewPort:
        """The groups."""

    @property
    def trash(self) -> CompanionPort:
        """What belongs to the photos of groups."""

    @property
    def photos(self) -> ReviewPhotoPort:
        """The photos of the groups."""
