"""What shall become of the members of groups: chosen, not done yet, and remembered at once.

A choice belongs to a tier and the content of a photo; in the tier "same file", where all members
have one content, also to the place of a file. `OPEN` is not written. A choice is forgotten when
its photo, or that file, is gone, and when the photo came to groups of another tier; that a photo is
kept holds on for when it is back. It is not forgotten when the photo is in no group for now: while
photos are compared anew, groups are few and a review goes on.
With a photo that is to go is kept beside which photos it was put down: it stands only where these
are (`core.duplicates.standing_choices`). A file that was to go is open again when none is left that
was to stay for it.

To keep holds in the groups of all tiers: it forgets what was said to the contrary elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

from photosim.core.errors import Damage
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.records.trash_items import ItemState
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection, transaction
from photosim.core.store.portions import id_portions

_HASH_BYTES = 32
"""Of a SHA-256; `choice.beside` is a row of them."""

GONE = 0
"""In the place of the id of a photo that the library does not know any more."""

PutDown = dict[Tier, dict[int, frozenset[int]]]
"""Members that are, or were, for the trash, by tier and key, with the ids of the photos beside
which they were put down; without any where that is not known."""

_FEW = 500
"""Up to so many members are looked up one by one; for more all of the tier are read."""


class Choices:
    """Reads and writes `choice`. Belongs to the thread of its connection.

    A member's key is the id of its photo; in the tier "same file" the id of its file.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, tier: Tier, keys: Sequence[int] | None = None) -> dict[int, Choice]:
        """What was chosen for members, without those that are open.

        Args:
            tier: of their groups.
            keys: of some members; None for all of the tier.
        """
        if keys is None:
            return self._read(tier, _ALL[tier])
        if len(keys) > _FEW:
            wanted = set(keys)
            return {key: choice for key, choice in self.of(tier).items() if key in wanted}
        marks = ",".join("?" * len(keys))
        return self._read(tier, _SOME[tier].format(marks), keys)

    def beside(self, tier: Tier, keys: Sequence[int] | None = None) -> dict[int, frozenset[int]]:
        """Beside which photos members were put down for the trash, those for which it is known.

        A photo that is not in the library any more is `GONE`.

        Args:
            tier: of their groups; of files it is never known.
            keys: of some members; None for all of the tier.
        """
        if _is_of_files(tier):
            return {}
        if keys is not None and len(keys) > _FEW:
            wanted = set(keys)
            return {key: ids for key, ids in self.beside(tier).items() if key in wanted}
        marks = ",".join("?" * len(keys or ()))
        sql = _ALL_BESIDE if keys is None else _SOME_BESIDE.format(marks)
        values = (*(int(key) for key in keys or ()), tier.name)
        rows = self._connection.read(ColumnTypes(int, bytes), sql, values)
        seen = {key: self._hashes(beside) for key, beside in rows}
        ids = self._ids(sorted(set(itertools.chain.from_iterable(seen.values()))))
        return {
            key: frozenset(ids.get(content_hash, GONE) for content_hash in hashes)
            for key, hashes in seen.items()
        }

    def _hashes(self, beside: bytes) -> list[bytes]:
        if len(beside) % _HASH_BYTES:
            raise self._connection.damaged(Damage.CHOICE)
        return [beside[at : at + _HASH_BYTES] for at in range(0, len(beside), _HASH_BYTES)]

    def _ids(self, hashes: Sequence[bytes]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        for start in range(0, len(hashes), _FEW):
            some = hashes[start : start + _FEW]
            sql = f"SELECT hash, id FROM photo WHERE hash IN ({','.join('?' * len(some))})"
            found.update(self._connection.read(ColumnTypes(bytes, int), sql, some))
        return found

    def by_hand(self, tier: Tier) -> set[int]:
        """The keys of members that the person chose one by one, not by keep rules."""
        return set(self._read(tier, f"{_ALL[tier]} AND by_hand"))

    def kept_elsewhere(self, tier: Tier) -> frozenset[str]:
        """Content hashes, hex, of the photos that are kept in groups of another tier.

        None for "same file": it is about the files of a photo, of which one stays.
        """
        if _is_of_files(tier):
            return frozenset()
        rows = self._connection.read(ColumnTypes(bytes), _KEPT_ELSEWHERE, (tier.name,))
        return frozenset(content_hash.hex() for (content_hash,) in rows)

    def choose(
        self,
        tier: Tier,
        choices: Mapping[int, Choice],
        *,
        by_hand: bool = True,
        beside: Mapping[int, Collection[int]] | None = None,
    ) -> PutDown:
        """Remember choices for members; `OPEN` forgets them.

        A photo that is kept, or one of its files, goes through no other group either: what was put
        down in those comes out, and is not any more.

        Args:
            tier: of their groups.
            choices: by key.
            by_hand: the person looked at these members; else keep rules chose for many at once.
            beside: ids of the photos beside which a member is put down for the trash, by key.

        Raises:
            DiskFullError, StoreError: nothing of it is remembered.
        """
        hashes = {} if _is_of_files(tier) else self._hashes_of(beside or {})
        kept = [key for key, choice in choices.items() if choice is Choice.KEEP]
        with transaction(self._connection):
            self._connection.executemany(
                _ADD_FILE if _is_of_files(tier) else _ADD,
                [
                    (tier.name, choice.name, by_hand, hashes.get(key), int(key))
                    for key, choice in choices.items()
                    if choice is not Choice.OPEN
                ],
            )
            self._forget(tier, [key for key, choice in choices.items() if choice is Choice.OPEN])
            photo_ids = self._photos_of(kept) if _is_of_files(tier) else kept
            others = [other for other in Tier if other is not tier and not _is_of_files(other)]
            return self.spare(dict.fromkeys(others, photo_ids))

    def spare(self, members: Mapping[Tier, Sequence[int]]) -> PutDown:
        """Undecided again is what was put down for the trash of some members; out it comes.

        Args:
            members: their keys by the tiers of their groups.

        Raises:
            DiskFullError, StoreError: nothing of it is forgotten.
        """
        found = {tier: self._put_down(tier, keys) for tier, keys in members.items()}
        with transaction(self._connection):
            for tier, going in found.items():
                self._forget(tier, going)
        return found

    def _put_down(self, tier: Tier, keys: Sequence[int]) -> dict[int, frozenset[int]]:
        """Which of some members are put down, and beside what."""
        found: dict[int, frozenset[int]] = {}
        for _, some in id_portions(keys):
            chosen = self.of(tier, some)
            going = [key for key, choice in chosen.items() if choice is Choice.TRASH]
            if going:
                found |= dict.fromkeys(going, frozenset()) | self.beside(tier, going)
        return found

    def _forget(self, tier: Tier, keys: Collection[int]) -> None:
        sql = _FORGET_FILE if _is_of_files(tier) else _FORGET
        self._connection.executemany(sql, [(tier.name, int(key)) for key in keys])

    def _photos_of(self, file_ids: Collection[int]) -> list[int]:
        found: list[int] = []
        for marks, some in id_portions(file_ids):
            sql = f"SELECT photo_id FROM file WHERE photo_id NOT NULL AND id IN ({marks})"
            found += [id_ for (id_,) in self._connection.read(ColumnTypes(int), sql, some)]
        return found

    def put_beside(self, tier: Tier, beside: Mapping[int, Collection[int]]) -> None:
        """Keep beside which photos some are down for the trash that were put down before."""
        rows = [(hashes, tier.name, key) for key, hashes in self._hashes_of(beside).items()]
        with transaction(self._connection):
            self._connection.executemany(_PUT_BESIDE, rows)

    def _hashes_of(self, beside: Mapping[int, Collection[int]]) -> dict[int, bytes]:
        """The content of photos by key, in a row."""
        wanted = sorted({int(one) for ids in beside.values() for one in ids})
        known: dict[int, bytes] = {}
        for start in range(0, len(wanted), _FEW):
            some = wanted[start : start + _FEW]
            sql = f"SELECT id, hash FROM photo WHERE id IN ({','.join('?' * len(some))})"
            known.update(self._connection.read(ColumnTypes(int, bytes), sql, some))
        return {
            key: b"".join(known[one] for one in sorted(ids) if one in known)
            for key, ids in beside.items()
        }

    def forget_gone(self) -> None:
        """Forget the choices for files that are gone or changed, and to let a gone photo go."""
        with transaction(self._connection):
            self._connection.execute(_FORGET_GONE_FILES, (Tier.SAME_FILE.name,))
            self._connection.execute(_FORGET_GONE_PHOTOS, (Tier.SAME_FILE.name,))

    def open_staying(self, content_hash: bytes) -> None:
        """A photo stays for one that goes: it is put down for the trash in no group of photos."""
        with transaction(self._connection):
            self._connection.execute(_OPEN_STAYING, (Tier.SAME_FILE.name, content_hash))

    def open_brought_back(self, since: float) -> None:
        """Forget which photos are for the trash that came back from it later than `since`.

        Args:
            since: epoch seconds.
        """
        with transaction(self._connection):
            self._connection.execute(_FORGET_BROUGHT_BACK, (int(ItemState.RESTORED), since))

    def open_contents(self, content_hashes: Collection[str]) -> None:
        """Photos of these contents, and their files, are put down for the trash nowhere.

        Args:
            content_hashes: SHA-256, hex.
        """
        rows = [(bytes.fromhex(content_hash),) for content_hash in sorted(content_hashes)]
        with transaction(self._connection):
            self._connection.executemany(_OPEN_CONTENT, rows)

    def open_resting_on(self, photo_ids: Collection[int]) -> None:
        """Open the trash choices for files of photos of which nothing stays any more.

        That is: the one that was kept is gone and no other is kept, or all that are there were to
        go. To be called while the choices for what is gone are still known.

        Args:
            photo_ids: of photos whose files came, went or changed.
        """
        rows = self._connection.read(ColumnTypes(int), _CLEARED, (Tier.SAME_FILE.name,))
        cleared = {photo_id for (photo_id,) in rows}.intersection(photo_ids)
        with transaction(self._connection):
            self._connection.executemany(
                _OPEN_FILES, [(Tier.SAME_FILE.name, photo_id) for photo_id in sorted(cleared)]
            )

    def forget_moved(self, members: Mapping[Tier, Collection[int]]) -> None:
        """Forget the choices for photos that are in groups now, but not of the choice's tier.

        Args:
            members: ids of all photos that are in groups, for each tier but "same file".
        """
        grouped = set().union(*members.values())
        for tier, photo_ids in members.items():
            moved = grouped - set(photo_ids)
            gone = {key: Choice.OPEN for key in self.of(tier) if key in moved}
            if gone:
                self.choose(tier, gone)

    def _read(self, tier: Tier, sql: str, keys: Sequence[int] = ()) -> dict[int, Choice]:
        values = (*(int(key) for key in keys), tier.name)
        rows = self._connection.read(ColumnTypes(int, str), sql, values)
        try:
            return {key: Choice[name] for key, name in rows}
        except KeyError as error:
            raise self._connection.damaged(Damage.CHOICE) from error


def _is_of_files(tier: Tier) -> bool:
    return tier is Tier.SAME_FILE


_FILE_PLACE = (
    "choice.folder_id = file.folder_id AND choice.directory = file.directory"
    " AND choice.name = file.name AND file.photo_id = photo.id"
)
_ALL_PHOTOS = "SELECT photo.id, choice FROM choice JOIN photo USING (hash) WHERE tier = ?"
_ALL_FILES = f"""
SELECT file.id, choice FROM choice JOIN photo USING (hash) JOIN file ON {_FILE_PLACE}
WHERE tier = ?
"""
# CROSS JOIN: from the few to their choices, never from all choices to the few
_SOME_PHOTOS = """
SELECT photo.id, choice FROM photo CROSS JOIN choice USING (hash)
WHERE photo.id IN ({}) AND tier = ?
"""
_SOME_FILES = f"""
SELECT file.id, choice FROM file CROSS JOIN photo CROSS JOIN choice
    ON choice.hash = photo.hash AND {_FILE_PLACE}
WHERE file.id IN ({{}}) AND tier = ?
"""
_ALL = {tier: _ALL_FILES if _is_of_files(tier) else _ALL_PHOTOS for tier in Tier}
_SOME = {tier: _SOME_FILES if _is_of_files(tier) else _SOME_PHOTOS for tier in Tier}
_ADD = """
INSERT OR REPLACE INTO choice (tier, choice, by_hand, beside, hash, folder_id, directory, name)
SELECT ?, ?, ?, ?, hash, 0, x'', x'' FROM photo WHERE id = ?
"""
_ADD_FILE = """
INSERT OR REPLACE INTO choice (tier, choice, by_hand, beside, hash, folder_id, directory, name)
SELECT ?, ?, ?, ?, hash, folder_id, directory, name
FROM file JOIN photo ON photo.id = photo_id WHERE file.id = ?
"""
_FORGET = """
DELETE FROM choice WHERE tier = ? AND hash = (SELECT hash FROM photo WHERE id = ?)
"""
_FORGET_FILE = """
DELETE FROM choice WHERE tier = ?1
    AND hash = (SELECT hash FROM file JOIN photo ON photo.id = photo_id WHERE file.id = ?2)
    AND folder_id = (SELECT folder_id FROM file WHERE id = ?2)
    AND directory = (SELECT directory FROM file WHERE id = ?2)
    AND name = (SELECT name FROM file WHERE id = ?2)
"""
_ALL_BESIDE = """
SELECT photo.id, beside FROM choice JOIN photo USING (hash)
WHERE tier = ? AND choice = 'TRASH' AND beside IS NOT NULL
"""
_SOME_BESIDE = """
SELECT photo.id, beside FROM photo CROSS JOIN choice USING (hash)
WHERE photo.id IN ({}) AND tier = ? AND choice = 'TRASH' AND beside IS NOT NULL
"""
_PUT_BESIDE = """
UPDATE choice SET beside = ? WHERE tier = ? AND choice = 'TRASH'
    AND hash = (SELECT hash FROM photo WHERE id = ?)
"""
_KEPT_ELSEWHERE = "SELECT DISTINCT hash FROM choice WHERE choice = 'KEEP' AND tier <> ?"
_OPEN_STAYING = "DELETE FROM choice WHERE tier <> ? AND choice = 'TRASH' AND hash = ?"
_OPEN_CONTENT = "DELETE FROM choice WHERE choice = 'TRASH' AND hash = ?"
_FORGET_BROUGHT_BACK = """
DELETE FROM choice WHERE choice = 'TRASH'
    AND hash IN (SELECT hash FROM trash_item WHERE state = ? AND ended_at >= ?)
"""
_FORGET_GONE_FILES = f"""
DELETE FROM choice WHERE tier = ? AND NOT EXISTS (
    SELECT 1 FROM photo JOIN file ON {_FILE_PLACE} WHERE photo.hash = choice.hash)
"""
_FORGET_GONE_PHOTOS = """
DELETE FROM choice WHERE tier <> ? AND choice = 'TRASH' AND NOT EXISTS (
    SELECT 1 FROM photo JOIN file ON file.photo_id = photo.id WHERE photo.hash = choice.hash)
"""

_CLEARED = """
SELECT DISTINCT photo.id FROM choice JOIN photo USING (hash) WHERE tier = ? AND choice = 'TRASH'
"""
# of one photo, ?2: a file that was kept is gone and no other is, or every file was to go
_OPEN_FILES = f"""
WITH said AS (
    SELECT choice, EXISTS (SELECT 1 FROM photo JOIN file ON {_FILE_PLACE}
        WHERE photo.id = ?2) AS is_there
    FROM choice WHERE tier = ?1 AND hash = (SELECT hash FROM photo WHERE id = ?2)
)
DELETE FROM choice
WHERE tier = ?1 AND choice = 'TRASH' AND hash = (SELECT hash FROM photo WHERE id = ?2) AND (
    EXISTS (SELECT 1 FROM said WHERE choice = 'KEEP' AND NOT is_there)
        AND NOT EXISTS (SELECT 1 FROM said WHERE choice = 'KEEP' AND is_there)
    OR (SELECT count(*) FROM said WHERE choice = 'TRASH' AND is_there)
        = (SELECT count(*) FROM file WHERE photo_id = ?2)
)
"""
