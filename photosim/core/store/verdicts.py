"""What a person said of pairs of photos, for good: not duplicates, keep both; or of one: keep this.

A verdict belongs to the content of photos. It needs no row of theirs: it holds through renaming,
moving and every new look at them, and is still there when they went and come back. What is revoked
stays written, so that revoking can be undone for photos that are not in the library now. Pairs are
in the order of their content hashes; a pair of one hash with itself says that its copies stay.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from photosim.core.errors import Damage
from photosim.core.records.caseless import caseless
from photosim.core.records.photos import readable
from photosim.core.records.review import Verdict, VerdictRow
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection, durably
from photosim.core.store.portions import portions

_NEVER = 1e300
"""Epoch seconds after every verdict."""


@dataclass(frozen=True, slots=True)
class PhotoIdentity:
    """A photo as it was when something was said of it.

    Attributes:
        content_hash: SHA-256 of its bytes, hex.
        path: one of its files.
    """

    content_hash: str
    path: bytes


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """One thing a person says; `second` is None for `KEEP`, and only for it."""

    kind: Verdict
    first: PhotoIdentity
    second: PhotoIdentity | None = None


class Verdicts:
    """Reads and writes `verdict`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, verdicts: Iterable[NewVerdict], at: float) -> list[int]:
        """Remember what was said, through to the disk; the numbers of what was not said before.

        Args:
            verdicts: in any order; what is remembered already stays as it is.
            at: epoch seconds.

        Raises:
            DiskFullError, StoreError: nothing of it is remembered.
        """
        with durably(self._connection):
            newest = self._connection.number("SELECT ifnull(max(id), 0) FROM verdict")
            revoked = self._revoked()
            self._connection.executemany(_ADD, [(*_values(verdict), at) for verdict in verdicts])
            rows = self._connection.read(
                ColumnTypes(int), "SELECT id FROM verdict WHERE id > ? ORDER BY id", (newest,)
            )
            return sorted(revoked - self._revoked()) + [number for (number,) in rows]

    def revoke(self, verdict_ids: Iterable[int]) -> None:
        """Let verdicts hold no more; through to the disk."""
        self._set_revoked(verdict_ids, 1)

    def decide_again(self, verdict_ids: Iterable[int]) -> None:
        """Let revoked verdicts hold again, as they were; through to the disk."""
        self._set_revoked(verdict_ids, 0)

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Content hashes, hex, of the pairs that no group may hold together.

        The first of a pair is not larger; both are the same for a photo whose copies all stay.
        """
        rows = self._connection.read(
            ColumnTypes(bytes, bytes),
            "SELECT first_hash, second_hash FROM verdict WHERE NOT revoked AND second_hash <> x''",
        )
        return frozenset((first.hex(), second.hex()) for first, second in rows)

    def kept(self) -> frozenset[str]:
        """Content hashes, hex, of the photos that shall never be proposed for the trash."""
        rows = self._connection.read(
            ColumnTypes(bytes),
            "SELECT first_hash FROM verdict WHERE NOT revoked AND second_hash = x''",
        )
        return frozenset(content_hash.hex() for (content_hash,) in rows)

    def count(self) -> int:
        """How many verdicts hold."""
        return self._connection.number("SELECT count(*) FROM verdict WHERE NOT revoked")

    def page(self, limit: int, before: VerdictRow | None = None) -> list[VerdictRow]:
        """The verdicts that hold, the last first.

        Args:
            limit: how many at most.
            before: the last row of the page before this one.
        """
        return [row for row, _ in self._page(limit, before)]

    def search(
        self, text: str, limit: int, before: VerdictRow | None = None
    ) -> tuple[list[VerdictRow], VerdictRow | None]:
        """Those of a page with a path that contains `text`, and where the next page begins.

        Args:
            text: looked for in all present paths of the photos and in the old ones; case and the
                way accents are written do not matter; empty for all.
            limit: how many verdicts are looked at.
            before: what the search of the page before gave; None for the first.

        Returns:
            The rows, the last first; the row to go on from, None when these were all.
        """
        page = self._page(limit, before)
        wanted = _sought(text)
        found = [row for row, paths in page if any(wanted in _sought(path) for path in paths)]
        return found, page[-1][0] if len(page) == limit else None

    def _page(
        self, limit: int, before: VerdictRow | None
    ) -> list[tuple[VerdictRow, Collection[str]]]:
        """Rows of a page, each with all paths that tell of it."""
        start = (_NEVER, 0) if before is None else (before.decided_at, before.id)
        rows = self._connection.read(_COLUMNS, _PAGE, (*start, limit))
        lying = self._lying({content_hash for row in rows for content_hash in row[2:4]})
        return [self._listed(row, lying) for row in rows]

    def _listed(
        self, row: tuple[Any, ...], lying: dict[bytes, tuple[int, list[str]]]
    ) -> tuple[VerdictRow, Collection[str]]:
        if row[1] not in Verdict.__members__:
            raise self._connection.damaged(Damage.VERDICT)
        first_id, first_paths = lying.get(row[2], (None, []))
        second_id, second_paths = lying.get(row[3], (None, []))
        was = [os.fsdecode(row[4]), os.fsdecode(row[5])]
        listed = VerdictRow(
            id=row[0],
            kind=Verdict[row[1]],
            first=first_id,
            second=second_id,
            first_path=(first_paths or was)[0],
            second_path=(second_paths or was[1:])[0],
            decided_at=row[6],
        )
        return listed, [*was, *first_paths, *second_paths]

    def _lying(self, hashes: Collection[bytes]) -> dict[bytes, tuple[int, list[str]]]:
        """Ids and paths of the photos with these contents that are in the library now."""
        found: dict[bytes, tuple[int, list[str]]] = {}
        wanted = sorted(hashes)
        for marks, chunk in portions(wanted):
            for row in self._connection.read(_LYING_COLUMNS, _LYING.format(marks), chunk):
                path = os.fsdecode(os.path.join(*row[2:]))  # noqa: PTH118 (bytes)
                found.setdefault(row[0], (row[1], []))[1].append(path)
        return found

    def _revoked(self) -> set[int]:
        sql = "SELECT id FROM verdict WHERE revoked"
        return {number for (number,) in self._connection.read(ColumnTypes(int), sql)}

    def _set_revoked(self, verdict_ids: Iterable[int], revoked: int) -> None:
        with durably(self._connection):
            self._connection.executemany(
                "UPDATE verdict SET revoked = ? WHERE id = ?",
                [(revoked, int(verdict_id)) for verdict_id in verdict_ids],
            )


def _values(verdict: NewVerdict) -> Sequence[object]:
    """What stands in a row, the pair in its order."""
    if (verdict.second is None) is not (verdict.kind is Verdict.KEEP):
        raise ValueError(
            f"{verdict.kind.name} is said of {1 + (verdict.second is not None)} photos."
        )
    seen = [verdict.first] if verdict.second is None else [verdict.first, verdict.second]
    seen.sort(key=lambda photo: photo.content_hash)
    hashes = [bytes.fromhex(photo.content_hash) for photo in seen]
    paths = [photo.path for photo in seen]
    return verdict.kind.name, *[*hashes, b""][:2], *[*paths, b""][:2]


def _sought(text: str) -> str:
    """Text as it is compared in a search."""
    return caseless(readable(os.fsencode(text)))


_ADD = """
INSERT INTO verdict (kind, first_hash, second_hash, first_path, second_path, decided_at, revoked)
VALUES (?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (first_hash, second_hash, kind) DO UPDATE SET first_path = excluded.first_path,
    second_path = excluded.second_path, decided_at = excluded.decided_at, revoked = 0 WHERE revoked
"""
_PAGE = """
SELECT id, kind, first_hash, second_hash, first_path, second_path, decided_at FROM verdict
WHERE NOT revoked AND (decided_at, id) < (?, ?)
ORDER BY decided_at DESC, id DESC LIMIT ?
"""
_COLUMNS = ColumnTypes(int, str, bytes, bytes, bytes, bytes, float)
_LYING = """
SELECT hash, photo.id, folder.path, directory, name
FROM photo JOIN file ON file.photo_id = photo.id JOIN folder ON folder.id = folder_id
WHERE hash IN ({}) ORDER BY offline, file.id
"""
_LYING_COLUMNS = ColumnTypes(bytes, int, bytes, bytes, bytes)
