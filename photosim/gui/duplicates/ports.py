"""The engine as the review uses it; answers come from any thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion, Tier
from photosim.core.records.review import (
    Choice,
    Group,
    GroupDetail,
    GroupFilter,
    Preset,
    PreviewedGroup,
    Proposed,
    RulePreview,
    Verdict,
    VerdictRow,
)
from photosim.core.records.trash import TrashReport
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.gui.shell.large_pictures import PicturePort
from photosim.services.trash.companion_survey import Companions
from photosim.services.trash.summary import JournalRow, TrashSummary

Choices = Mapping[int, Choice]
"""What shall become of members, by their keys."""


class Stoppable(Protocol):
    """A run of the trash."""

    @property
    def report(self) -> Future[TrashReport]:
        """What became of it."""

    def stop(self) -> None:
        """Stop between two files; the report comes all the same."""


class BesidePort(Protocol):
    """The part of the engine that looks beside photos."""

    def beside(self, paths: Sequence[str]) -> Future[Companions]:
        """What belongs to photos and lies beside them now, by the photo's path."""


class GroupPort(Protocol):
    """The part of the engine that knows groups."""

    def groups(self, wanted: GroupFilter) -> Future[Sequence[Group]]:
        """The groups that pass a filter, in its order."""

    def group(self, group_id: str) -> Future[GroupDetail]:
        """All about one group; `PhotosimError` when it is not there any more."""


class ChoicePort(Protocol):
    """The part of the engine that remembers what a person says of groups."""

    def choose(self, group_id: str, choices: Choices) -> Future[Choices]:
        """Remember choices; answers with them as they were before."""

    def choose_many(self, choices: Mapping[str, Choices]) -> Future[Mapping[str, Choices]]:
        """The same for many groups at once."""

    def decide(self, group_id: str, kind: Verdict, keys: Sequence[int]) -> Future[Sequence[int]]:
        """Remember a verdict for good; answers with the ids for `revoke`."""

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


class TrashPort(Protocol):
    """The part of the engine that moves photos to the trash and back."""

    def move(
        self,
        group_ids: Sequence[str],
        may_be_last: Sequence[tuple[str, int]],
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """Move what was chosen in these groups to the trash.

        The person was asked once more and said: members (group id, key) of `may_be_last` may go
        although nothing of their group stays, and RAW files and films of `may_lose`, by path,
        with their photos although no copy of them stays.
        """

    def summary(self, tier: Tier) -> Future[TrashSummary]:
        """What moving all that was chosen in a tier would do; reads directories for that."""

    def move_photos(
        self,
        photo_ids: Sequence[int],
        may_be_last: Sequence[tuple[str, int]],
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """The same for photos chosen outside a review; their group is "", as in a plan."""

    def summary_of_photos(self, photo_ids: Sequence[int]) -> Future[TrashSummary]:
        """What moving these photos would do; reads directories for that."""

    def restore(self, item_ids: Sequence[int]) -> Stoppable:
        """Bring files of the journal back, each with what belongs to its shot."""

    def restore_batch(self, batch_id: int) -> Stoppable:
        """Bring everything of a batch back that is still in the trash."""


class JournalPort(Protocol):
    """The part of the engine that knows the journal of the trash."""

    def journal(self, text: str, offset: int, n: int) -> Future[Sequence[JournalRow]]:
        """Batches, the last first, each followed by its files whose path contains `text`.

        `n` batches after the first `offset`; with a text, batches without such files are left out.
        """

    def interruptions_said(self) -> None:
        """The person was told of what was interrupted."""


class ReviewPort(GroupPort, ChoicePort, VerdictPort, RulePort, Protocol):
    """The part of the engine that is about groups and what a person says of them."""


class CleanUpPort(BesidePort, TrashPort, JournalPort, Protocol):
    """The part of the engine that is about the trash."""


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
    def trash(self) -> CleanUpPort:
        """The trash."""

    @property
    def photos(self) -> ReviewPhotoPort:
        """The photos of the groups."""
