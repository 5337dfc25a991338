"""The engine as the review uses it; answers come from any thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
from photosim.gui.grid.thumbnails import ThumbnailSource
from photosim.gui.shell.large_pictures import PictureSource
from photosim.gui.shell.searching import Cancellable
from photosim.services.trash.companion_survey import Companions
from photosim.services.trash.summary import JournalRow, TrashSummary

Failed = Callable[[Exception], None]
Choices = Mapping[int, Choice]
"""What shall become of members, by their keys."""


class Stoppable(Protocol):
    """A run of the trash."""

    def stop(self) -> None:
        """Stop between two files; the report comes all the same."""


class BesideSource(Protocol):
    """The part of the engine that looks beside photos."""

    def beside(
        self, paths: Sequence[str], done: Callable[[Companions], None], failed: Failed
    ) -> Cancellable:
        """What belongs to photos and lies beside them now, by the photo's path."""


class GroupSource(Protocol):
    """The part of the engine that knows groups."""

    def groups(
        self, wanted: GroupFilter, done: Callable[[Sequence[Group]], None], failed: Failed
    ) -> Cancellable:
        """The groups that pass a filter, in its order."""

    def group(
        self, group_id: str, done: Callable[[GroupDetail], None], failed: Failed
    ) -> Cancellable:
        """All about one group; `PhotosimError` when it is not there any more."""


class DeedSource(Protocol):
    """The part of the engine that remembers what a person says of groups."""

    def choose(
        self, group_id: str, choices: Choices, done: Callable[[Choices], None], failed: Failed
    ) -> Cancellable:
        """Remember choices; `done` gets them as they were before."""

    def choose_many(
        self,
        choices: Mapping[str, Choices],
        done: Callable[[Mapping[str, Choices]], None],
        failed: Failed,
    ) -> Cancellable:
        """The same for many groups at once."""

    def decide(
        self,
        group_id: str,
        kind: Verdict,
        keys: Sequence[int],
        done: Callable[[Sequence[int]], None],
        failed: Failed,
    ) -> Cancellable:
        """Remember a verdict for good; `done` gets the ids for `revoke`."""

    def revoke(
        self, verdict_ids: Sequence[int], done: Callable[[None], None], failed: Failed
    ) -> Cancellable:
        """Forget verdicts."""

    def decide_again(
        self, rows: Sequence[VerdictRow], done: Callable[[Sequence[int]], None], failed: Failed
    ) -> Cancellable:
        """Remember verdicts again that were revoked; `done` gets their new ids."""


class VerdictSource(Protocol):
    """The part of the engine that lists what it remembers."""

    def verdicts(
        self, text: str, done: Callable[[Sequence[VerdictRow]], None], failed: Failed
    ) -> Cancellable:
        """The verdicts, newest first, whose paths contain `text`."""


class RuleSource(Protocol):
    """The part of the engine that applies keep rules."""

    def preview(
        self, tier: Tier, preset: Preset, done: Callable[[RulePreview], None], failed: Failed
    ) -> Cancellable:
        """What rules would do to all groups of a tier; changes nothing."""

    def preview_groups(
        self,
        choices: Proposed,
        done: Callable[[Sequence[PreviewedGroup]], None],
        failed: Failed,
    ) -> Cancellable:
        """Some groups of a preview, by what it proposed, with what is shown of them."""

    def presets(self, done: Callable[[Sequence[Preset]], None], failed: Failed) -> Cancellable:
        """The saved rules."""

    def save_preset(
        self, preset: Preset, done: Callable[[None], None], failed: Failed
    ) -> Cancellable:
        """Save rules under their name."""

    def forget_preset(self, name: str, done: Callable[[None], None], failed: Failed) -> Cancellable:
        """Forget saved rules."""


class TrashSource(Protocol):
    """The part of the engine that moves photos to the trash and back."""

    def move(
        self,
        group_ids: Sequence[str],
        may_be_last: Sequence[tuple[str, int]],
        done: Callable[[TrashReport], None],
        failed: Failed,
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """Move what was chosen in these groups to the trash.

        The person was asked once more and said: members (group id, key) of `may_be_last` may go
        although nothing of their group stays, and RAW files and films of `may_lose`, by path,
        with their photos although no copy of them stays.
        """

    def summary(
        self, tier: Tier, done: Callable[[TrashSummary], None], failed: Failed
    ) -> Cancellable:
        """What moving all that was chosen in a tier would do; reads directories for that."""

    def move_photos(
        self,
        photo_ids: Sequence[int],
        may_be_last: Sequence[tuple[str, int]],
        done: Callable[[TrashReport], None],
        failed: Failed,
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """The same for photos chosen outside a review; their group is "", as in a plan."""

    def summary_of_photos(
        self, photo_ids: Sequence[int], done: Callable[[TrashSummary], None], failed: Failed
    ) -> Cancellable:
        """What moving these photos would do; reads directories for that."""

    def restore(
        self, item_ids: Sequence[int], done: Callable[[TrashReport], None], failed: Failed
    ) -> Stoppable:
        """Bring files of the journal back, each with what belongs to its shot."""

    def restore_batch(
        self, batch_id: int, done: Callable[[TrashReport], None], failed: Failed
    ) -> Stoppable:
        """Bring everything of a batch back that is still in the trash."""


class JournalSource(Protocol):
    """The part of the engine that knows the journal of the trash."""

    def journal(
        self,
        text: str,
        offset: int,
        n: int,
        done: Callable[[Sequence[JournalRow]], None],
        failed: Failed,
    ) -> Cancellable:
        """Batches, the last first, each followed by its files whose path contains `text`.

        `n` batches after the first `offset`; with a text, batches without such files are left out.
        """

    def interruptions_said(self) -> None:
        """The person was told of what was interrupted."""


class ReviewSource(GroupSource, DeedSource, VerdictSource, RuleSource, Protocol):
    """The part of the engine that is about groups and what a person says of them."""


class CleanUpSource(BesideSource, TrashSource, JournalSource, Protocol):
    """The part of the engine that is about the trash."""


class OverlaySource(Protocol):
    """The part of the engine that lays photos over each other."""

    def overlay(
        self, question: OverlayQuestion, done: Callable[[DifferenceOverlay], None], failed: Failed
    ) -> Cancellable:
        """One photo laid over another, and where they differ; answer in any thread."""


class ReviewPhotoSource(PictureSource, ThumbnailSource, OverlaySource, Protocol):
    """The part of the engine that has the photos of groups."""


class ReviewEngine(Protocol):
    """All that the review asks of the engine."""

    @property
    def review(self) -> ReviewSource:
        """The groups."""

    @property
    def trash(self) -> CleanUpSource:
        """The trash."""

    @property
    def photos(self) -> ReviewPhotoSource:
        """The photos of the groups."""
