"""The tables and how they came to be: each change is a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a tenth of a second that a start with nothing to migrate does not need
    from sqlite_utils import Database


def _m001_photos(database: Database) -> None:
    """A photo is its content, a file is a place where it lies (DESIGN, decision 1).

    `file.state` is 0 done, 1 to be examined, 2 a problem. `photo.sort_time` is the capture time,
    else the modification time, in seconds; `file.sort_name` sorts numbers in names by value.
    """
    _execute(database, _M001)


def _m002_trash_journal(database: Database) -> None:
    """Every file that went to the trash, with what is needed to bring it back.

    `trash_item.state` is `ItemState` of `journal`; `path_text` is the path as it is searched. Of
    `trash_batch.title` nothing is made any more.
    """
    _execute(database, _M002)


def _m003_pairs(database: Database) -> None:
    """What photos are to each other: a cache, made again from thumbnails and embeddings.

    `pair` has the lesser id first, `state` is `PairState` of `pairs`; `is_swapped` says that it was
    compared the other way round. `searched` are photos whose likely pairs stand in `pair`, with the
    cosines of their two nearest, -2 before those are searched, too; `touched` are photos whose
    files changed since groups were made.
    """
    _execute(database, _M003)
    for what, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        database.execute(
            f"CREATE TRIGGER file_{what.lower()}_{row.lower()} AFTER {what} ON file"
            f" WHEN {row}.photo_id IS NOT NULL"
            f" BEGIN INSERT OR IGNORE INTO touched VALUES ({row}.photo_id); END"
        )


def _m004_review(database: Database) -> None:
    """What a person says in a review: verdicts, choices and lists of keep rules.

    Verdicts and choices know photos by their hash alone: they outlive the rows of those. In
    `verdict` a photo alone has x'' for `second_hash`; in `choice` a photo has folder 0, no place.
    """
    _execute(database, _M004)


def _m005_labels(database: Database) -> None:
    """Words that a person gave to photos, by their hash alone.

    `labelled.state` is 1 given, 0 refused; the row with x'' for `hash` says that the label names a
    theme, and `state` is then the last photo there was.
    """
    _execute(database, _M005)


def _m006_examination(database: Database) -> None:
    """What an examination finds out besides, and which version of it wrote a photo's row.

    `photo.examination` is `photos.EXAMINATION` of that time, 0 for rows from before this step.
    `file.ctime_ns` is NULL until a scan has seen the file again.
    """
    _execute(database, _M006)


def _m007_origin(database: Database) -> None:
    """How a photo came about: `photo.traces` is `photos.Traces`, `rating` is 1 to 5 or NULL."""
    _execute(database, _M007)


def _m008_left_out(database: Database) -> None:
    """What lies in the watched folders and is no photo, counted for each directory."""
    _execute(database, _M008)


def _m009_close_looks(database: Database) -> None:
    """Whether the files of a pair were looked at closely, where its thumbnails call it one picture.

    `pair.is_certain` is 0 until then. What keep rules chose for the trash before, without that
    look, is open again; what a person chose stays.
    """
    _execute(database, _M009)


def _m010_edits(database: Database) -> None:
    """All pairs of one picture are looked at once more: for colours, focus and noise."""
    _execute(database, _M010)


def _m011_beside(database: Database) -> None:
    """What lies beside photos and may belong to them: films, sidecars, RAW that cannot be read.

    `beside.size` is 0 for sidecars. The note holds the folders that were not scanned
    since. What keep rules chose for the trash without knowing of these files is open again.
    """
    _execute(database, _M011)


def _m012_seen_beside(database: Database) -> None:
    """Beside what a photo was put down for the trash: the hashes of what was to stay, in a row.

    `choice.beside` is NULL for files, for photos that are kept, and for what was chosen before.
    What keep rules chose for the trash before is open again: nobody looked at each of these.
    """
    _execute(database, _M012)


def _m013_written(database: Database) -> None:
    """What somebody wrote into a photo: `photo.written` is `photos.Metadata.written`.

    What keep rules chose for the trash without knowing of that is open again.
    """
    _execute(database, _M013)


STEPS = (
    _m001_photos,
    _m002_trash_journal,
    _m003_pairs,
    _m004_review,
    _m005_labels,
    _m006_examination,
    _m007_origin,
    _m008_left_out,
    _m009_close_looks,
    _m010_edits,
    _m011_beside,
    _m012_seen_beside,
    _m013_written,
)
"""Every change of the tables there ever was, in order."""


def _execute(database: Database, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            database.execute(statement)


_M001 = """
CREATE TABLE note (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE model (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE folder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,
    offline INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    scanned_at REAL
);
CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    format TEXT NOT NULL,
    taken TEXT,
    utc_offset_s INTEGER,
    camera TEXT,
    orientation INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    exposure_s REAL,
    f_number REAL,
    iso INTEGER,
    mean_colour INTEGER NOT NULL,
    phash INTEGER NOT NULL,
    sort_time REAL NOT NULL,
    has_thumbnail INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX photo_by_size ON photo (size);
CREATE INDEX photo_by_time ON photo (sort_time, id);
CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    directory BLOB NOT NULL,
    name BLOB NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    state INTEGER NOT NULL,
    photo_id INTEGER REFERENCES photo (id),
    problem TEXT,
    sort_name TEXT NOT NULL,
    UNIQUE (folder_id, directory, name)
);
CREATE INDEX file_by_photo ON file (photo_id, folder_id);
CREATE INDEX file_to_examine ON file (mtime_ns) WHERE state = 1;
CREATE INDEX file_problem ON file (id) WHERE state = 2;
CREATE TABLE embedding (
    photo_id INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    features BLOB NOT NULL,
    classes BLOB NOT NULL,
    PRIMARY KEY (photo_id, model_id)
)
"""
_M002 = """
CREATE TABLE trash_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    n_planned INTEGER NOT NULL,
    at REAL NOT NULL
);
CREATE TABLE trash_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL REFERENCES trash_batch (id),
    unit INTEGER NOT NULL,
    path BLOB NOT NULL,
    path_text TEXT NOT NULL,
    hash BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    is_companion INTEGER NOT NULL,
    mount BLOB NOT NULL,
    keeper BLOB,
    keeper_hash BLOB NOT NULL,
    state INTEGER NOT NULL,
    place BLOB,
    reason TEXT NOT NULL,
    began_at REAL NOT NULL,
    ended_at REAL
);
CREATE INDEX trash_item_by_unit ON trash_item (batch_id, unit);
CREATE INDEX trash_item_unsettled ON trash_item (state) WHERE state IN (0, 3)
"""
_M003 = """
CREATE TABLE pair (
    first INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    second INTEGER NOT NULL REFERENCES photo (id) ON DELETE CASCADE,
    state INTEGER NOT NULL,
    is_swapped INTEGER NOT NULL DEFAULT 0,
    tier TEXT,
    similarity REAL NOT NULL DEFAULT 0.0,
    differences TEXT,
    doubt TEXT,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX pair_by_second ON pair (second);
CREATE INDEX pair_waiting ON pair (state, first, second) WHERE state < 2;
CREATE INDEX pair_alike ON pair (first, second) WHERE tier IS NOT NULL;
CREATE TABLE searched (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    nearest REAL NOT NULL,
    reach REAL NOT NULL
);
CREATE TABLE quality (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
    sharpness REAL NOT NULL,
    clipped REAL NOT NULL,
    mean REAL NOT NULL
);
CREATE TABLE touched (photo_id INTEGER PRIMARY KEY)
"""
_M004 = """
CREATE TABLE verdict (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    first_hash BLOB NOT NULL,
    second_hash BLOB NOT NULL,
    first_path BLOB NOT NULL,
    second_path BLOB NOT NULL,
    decided_at REAL NOT NULL,
    revoked INTEGER NOT NULL,
    UNIQUE (first_hash, second_hash, kind)
);
CREATE INDEX verdict_by_time ON verdict (decided_at, id) WHERE NOT revoked;
CREATE TABLE choice (
    tier TEXT NOT NULL,
    hash BLOB NOT NULL,
    folder_id INTEGER NOT NULL,
    directory BLOB NOT NULL,
    name BLOB NOT NULL,
    choice TEXT NOT NULL,
    by_hand INTEGER NOT NULL,
    PRIMARY KEY (tier, hash, folder_id, directory, name)
) WITHOUT ROWID;
CREATE TABLE preset (name TEXT PRIMARY KEY, version INTEGER NOT NULL, content TEXT NOT NULL)
"""
_M005 = """
CREATE TABLE label (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE labelled (
    label_id INTEGER NOT NULL REFERENCES label (id),
    hash BLOB NOT NULL,
    state INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (label_id, hash)
) WITHOUT ROWID;
CREATE INDEX labelled_by_hash ON labelled (hash, label_id, state)
"""
_M006 = """
ALTER TABLE photo ADD COLUMN examination INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photo ADD COLUMN n_frames INTEGER NOT NULL DEFAULT 1;
ALTER TABLE photo ADD COLUMN is_damaged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photo ADD COLUMN pixel_hash BLOB;
ALTER TABLE photo ADD COLUMN detail REAL;
ALTER TABLE photo ADD COLUMN software TEXT;
ALTER TABLE photo ADD COLUMN recorded_width INTEGER;
ALTER TABLE photo ADD COLUMN recorded_height INTEGER;
CREATE INDEX photo_by_examination ON photo (examination);
ALTER TABLE file ADD COLUMN ctime_ns INTEGER
"""
_M007 = """
ALTER TABLE photo ADD COLUMN rating INTEGER;
ALTER TABLE photo ADD COLUMN traces INTEGER NOT NULL DEFAULT 0
"""
_M008 = """
CREATE TABLE left_out (
    folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    directory BLOB NOT NULL,
    ending TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (folder_id, directory, ending, reason)
) WITHOUT ROWID
"""
_M012 = """
ALTER TABLE choice ADD COLUMN beside BLOB;
DELETE FROM choice WHERE choice = 'TRASH' AND by_hand = 0
"""
_M011 = """
CREATE TABLE beside (
    folder_id INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    directory BLOB NOT NULL,
    name BLOB NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (folder_id, directory, name)
) WITHOUT ROWID;
INSERT INTO note (key, value)
SELECT 'not looked beside', '[' || ids || ']'
FROM (SELECT group_concat(id) AS ids FROM folder) WHERE ids IS NOT NULL;
DELETE FROM choice WHERE choice = 'trash' AND by_hand = 0
"""
_M010 = """
UPDATE pair SET is_certain = 0 WHERE tier = 'same picture';
DELETE FROM choice WHERE tier = 'same picture' AND choice = 'trash' AND by_hand = 0
"""
_M009 = """
ALTER TABLE pair ADD COLUMN is_certain INTEGER NOT NULL DEFAULT 1;
UPDATE pair SET is_certain = 0 WHERE tier = 'same picture';
CREATE INDEX pair_uncertain ON pair (first, second) WHERE is_certain = 0;
CREATE INDEX pair_doubted ON pair (doubt) WHERE doubt IS NOT NULL;
DELETE FROM choice WHERE tier = 'same picture' AND choice = 'trash' AND by_hand = 0
"""
_M013 = """
ALTER TABLE photo ADD COLUMN written BLOB NOT NULL DEFAULT x'';
DELETE FROM choice WHERE choice = 'trash' AND by_hand = 0
"""
