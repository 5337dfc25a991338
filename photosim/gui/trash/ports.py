"""The engine as the trash's room of the window uses it; answers come from any thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from typing import Protocol

from photosim.core.records.pairs import Tier
from photosim.core.records.trash import LastCopies, TrashReport
from photosim.gui.duplicates.ports import CompanionPort, GroupPort
from photosim.gui.grid.thumbnails import ThumbnailPort
from photosim.services.trash.summary import JournalRow, TrashSummary


class Stoppable(Protocol):
    """A run of the trash."""

    @property
    def report(self) -> Future[TrashReport]:
        """What became of it."""

    def stop(self) -> None:
        """Stop between two files; the report comes all the same."""


class MovePort(Protocol):
    """The part of the engine that moves photos to the trash and back."""

    def move(
        self,
        group_ids: Sequence[str],
        may_be_last: LastCopies,
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """Move what was chosen in these groups to the trash.

        Of groups that are not there any more nothing goes; the report names them.
        The person was asked once more and said: members (group id, key) of `may_be_last` may go
        although nothing of their group stays, and RAW files and films of `may_lose`, by path,
        with their photos although no copy of them stays.
        """

    def summary(self, tier: Tier) -> Future[TrashSummary]:
        """What moving all that was chosen in a tier would do; reads directories for that."""

    def move_photos(
        self,
        photo_ids: Sequence[int],
        may_be_last: LastCopies,
        may_lose: Collection[str] = (),
    ) -> Stoppable:
        """The same for photos chosen outside a review; their group is "", as in a plan."""

    def summary_of_photos(self, photo_ids: Sequence[int]) -> Future[TrashSummary]:
        """What moving these photos would do; reads directories for that."""

    def restore(self, item_ids: Sequence[int]) -> Stoppable:
        """Bring files of the journal back, each with the rest of its unit."""

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


class TrashPort(MovePort, JournalPort, CompanionPort, Protocol):
    """The part of the engine that is about the trash."""


class TrashPorts(Protocol):
    """All that the trash's room asks of the engine."""

    @property
    def review(self) -> GroupPort:
        """The groups that photos are chosen in."""

    @property
    def trash(self) -> TrashPort:
        """The trash."""

    @property
    def photos(self) -> ThumbnailPort:
        """The pictures of what would go."""
