"""What must be true before a file may go to the trash; all of it is read from the disk now.

The photo that stays is there, is another file, and holds the bytes that it should; the file to go
is still the one that was looked at; it lies in no folder that is never touched; and whatever else
belongs to its unit can go with it. The last copy of anything goes only when the person said so.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from photosim.core.disk.file_identity import (
    DiskState,
    Identity,
    OpenFile,
    content_hash,
    keys_of,
    keys_upwards,
    lying,
)
from photosim.core.errors import TrashError, TrashFault, coded
from photosim.core.folders.companions import Unit
from photosim.core.records.photos import readable
from photosim.core.records.trash import TrashRequest
from photosim.core.records.trash_items import JournalEntry
from photosim.core.trash.trash_folders import mount_point
from photosim.services.trash.unit_files import AskEqualFiles, UnitFiles, none_known


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may go, as it was a moment ago."""

    file: JournalEntry
    found: DiskState


class SafetyChecks:
    """Checks the files of one batch. For the trash's thread.

    Args:
        requests: all that shall go in this batch: none of them can be what stays.
        never_touch: folders whose files never go.
        unit_files: what belongs to a photo now.
        may_lose: companions of which the person was asked and said: also if no copy stays.
        equal_files: which files hold the same bytes, to be checked here.
    """

    def __init__(
        self,
        requests: Iterable[TrashRequest],
        never_touch: Sequence[bytes],
        unit_files: UnitFiles,
        may_lose: Collection[bytes] = (),
        equal_files: AskEqualFiles = none_known,
    ) -> None:
        self._requests = {os.fsencode(request.path): request for request in requests}
        self._identities = {_identity(path) for path in self._requests} - {None}
        self._never_touch = never_touch
        self._unit_files = unit_files
        self._may_lose = frozenset(may_lose)
        self._equal_files = equal_files
        # what stays, by path: as it was when it was read, and its content hash
        self._keepers: dict[bytes, tuple[DiskState, str]] = {}

    def check(self, request: TrashRequest, unit_number: int) -> list[CheckedFile]:
        """All files that go with one, itself among them, photos last.

        Args:
            request: one of the batch.
            unit_number: what its unit gets in the journal.

        Raises:
            TrashError: none of them may go; the message says why.
        """
        path = os.fsencode(request.path)
        self._refuse_untouchable(path)
        lying(path)  # a file that is gone is told as that, not as one that belongs to nothing
        together = self._unit_files.leaving(path, self._requests)
        alone = self._unit_files.unit_of(path)
        try:
            return self._check_unit(path, together, unit_number)
        except TrashError:
            if together.names == alone.names:
                raise
            # what it shared stays with the others
            return self._check_unit(path, alone, unit_number)

    def _check_unit(self, path: bytes, unit: Unit, unit_number: int) -> list[CheckedFile]:
        paths = [_join(os.path.dirname(path), name) for name in unit.names]  # noqa: PTH120 (bytes)
        asked = [self._requests[other] for other in paths if other in self._requests]
        return [self._check_one(other, unit, asked, unit_number) for other in paths]

    def keeper_still_stays(self, keeper: bytes) -> bool:
        """Whether what stays can still be read after a file went: the two were not one.

        It is opened, because a mere look at its name may be answered from memory.
        """
        try:
            with OpenFile(keeper) as held:
                held.read_anew()
                return held.lying.is_unchanged(self._keepers[keeper][0])
        except TrashError:
            return False

    def keeper_as_read(self, keeper: bytes) -> DiskState | None:
        """What stays, as it was when it was read; None for what was not asked about."""
        known = self._keepers.get(keeper)
        return None if known is None else known[0]

    def _check_one(
        self, path: bytes, unit: Unit, asked: Sequence[TrashRequest], unit_number: int
    ) -> CheckedFile:
        digest, found = content_hash(path)
        request = self._requests.get(path)
        if request is not None and digest != request.content_hash:
            raise TrashError(TrashFault.NOT_AS_SEEN, readable(path))
        if os.path.basename(path) in unit.sidecars:  # noqa: PTH119 (bytes)
            keeper = None
        elif request is not None:
            keeper = self._keeper(path, found, request)
        else:
            keeper = self._copy_beside_keepers(path, found, digest, asked) or self._copy_elsewhere(
                path, found, digest, unit
            )
            if keeper is None and path not in self._may_lose:
                photo = os.path.basename(os.fsencode(asked[0].path))  # noqa: PTH119 (bytes)
                raise TrashError(TrashFault.NO_COPY_OF_COMPANION, readable(path), readable(photo))
        return CheckedFile(
            JournalEntry(
                unit_number=unit_number,
                path=path,
                content_hash=digest,
                size=found.size,
                mtime_ns=found.mtime_ns,
                is_companion=request is None,
                mount=mount_point(path),
                keeper=keeper,
                keeper_hash="" if keeper is None else self._keepers[keeper][1],
            ),
            found,
        )

    def _keeper(self, path: bytes, found: DiskState, request: TrashRequest) -> bytes | None:
        """The file that stays for one that goes; None when it may be the last."""
        if not request.keepers and request.may_be_last:
            return None
        reasons = [coded(TrashFault.NO_COPY, readable(path))]
        for other in request.keepers:
            keeper = os.fsencode(other)
            try:
                self._check_keeper(keeper, request.keeper_hash, path, found)
                self._refuse_same_unit(keeper, path)
            except TrashError as error:
                reasons.append(str(error))
            else:
                return keeper
        raise TrashError(reasons[-1])

    def _copy_beside_keepers(
        self, path: bytes, found: DiskState, digest: str, asked: Sequence[TrashRequest]
    ) -> bytes | None:
        """A copy of a companion beside a photo that stays; None for none."""
        ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 (bytes)
        for keeper in (os.fsencode(other) for request in asked for other in request.keepers):
            for copy in self._unit_of_keeper(keeper):
                try:
                    if copy.lower().endswith(ending) and lying(copy).size == found.size:
                        self._check_keeper(copy, digest, path, found)
                        return copy
                except TrashError:
                    continue
        return None

    def _copy_elsewhere(
        self, path: bytes, found: DiskState, digest: str, unit: Unit
    ) -> bytes | None:
        """A copy of a companion that is a photo, outside its unit; None for none."""
        directory = os.path.dirname(path)  # noqa: PTH120 (bytes)
        together = {_join(directory, name) for name in unit.names}
        for copy in self._equal_files([path]).get(path, ()):
            try:
                if copy not in together:
                    self._check_keeper(copy, digest, path, found)
                    return copy
            except TrashError:
                continue
        return None

    def _unit_of_keeper(self, keeper: bytes) -> list[bytes]:
        """A photo that stays with its unit, without sidecars; nothing when that cannot be read."""
        try:
            unit = self._unit_files.unit_of(keeper)
        except TrashError:
            return []
        directory = os.path.dirname(keeper)  # noqa: PTH120 (bytes)
        shared = [one.name for one in unit.shared]
        return [_join(directory, name) for name in (*unit.photos, *unit.recordings, *shared)]

    def _check_keeper(self, keeper: bytes, expected: str, path: bytes, found: DiskState) -> None:
        """Check that a file stays, is not the one to go, and holds what it should."""
        now = lying(keeper)
        if now.is_same_file(found):
            raise TrashError(TrashFault.ONE_FILE, readable(path), readable(keeper))
        if keeper in self._requests or now.identity in self._identities:
            raise TrashError(TrashFault.KEEPER_GOES, readable(keeper))
        known = self._keepers.get(keeper)
        if known is None or known[0] != now:
            digest, read = content_hash(keeper)
            known = self._keepers[keeper] = (read, digest)
        if known[1] != expected:
            raise TrashError(TrashFault.KEEPER_CHANGED, readable(keeper))

    def _refuse_same_unit(self, keeper: bytes, path: bytes) -> None:
        directory, name = os.path.split(keeper)
        if directory != os.path.dirname(path):  # noqa: PTH120 (bytes)
            return
        if name in self._unit_files.unit_of(path).names:
            raise TrashError(TrashFault.ONE_SHOT, readable(path), readable(keeper))

    def _refuse_untouchable(self, path: bytes) -> None:
        above = keys_upwards(os.path.dirname(path))  # noqa: PTH120 (bytes)
        for folder in self._never_touch:
            if above & keys_of(folder):
                raise TrashError(TrashFault.NEVER_TOUCHED, readable(path), readable(folder))


def _identity(path: bytes) -> Identity | None:
    try:
        return lying(path).identity
    except TrashError:
        return None


def _join(directory: bytes, name: bytes) -> bytes:
    return os.path.join(directory, name)  # noqa: PTH118 (bytes)
