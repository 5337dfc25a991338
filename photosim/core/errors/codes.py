"""What can be wrong, as codes: `photosim.texts` has the words of each.

A comment at a code names the values that go with it. Where it says errno, a text can stand
instead: one that a library or Windows has of its own, or that an older photosim kept.
"""

from __future__ import annotations

import enum


class Code(enum.StrEnum):
    """What is wrong; a comment at each code names the values that go with it.

    No two codes are of one text, whatever their kind: `KINDS` lists the kinds.
    """


class Fault(Code):
    """What is wrong with a file or a folder.

    The library keeps these codes: one that is there never gets another meaning.
    """

    GONE = "gone"
    NO_PERMISSION = "no-permission"
    IS_FOLDER = "is-folder"
    NOT_ORDINARY = "not-ordinary"
    DISK_ERROR = "disk-error"
    INTERRUPTED = "interrupted"
    BROKEN_LINK = "broken-link"
    LONG_PATH = "long-path"
    UNREADABLE = "unreadable"  # errno
    CHANGED = "changed"
    LARGE_FILE = "large-file"  # MB that it has, MB that are allowed
    EMPTY = "empty"
    CUT_OFF = "cut-off"
    NEARLY_NOTHING = "nearly-nothing"
    STILL_WRITTEN = "still-written"
    NO_PIXELS = "no-pixels"
    MANY_PIXELS = "many-pixels"  # megapixels that it has, that are allowed
    FAR_TOO_MANY_PIXELS = "far-too-many-pixels"
    MUCH_MEMORY = "much-memory"
    NO_MEMORY = "no-memory"
    OTHER_CONTENT = "other-content"  # a `FileContent`
    DAMAGED = "damaged"  # its format
    NO_PICTURE = "no-picture"
    RAW_EXTRA = "raw-extra"
    RAW_UNKNOWN = "raw-unknown"
    RAW_NO_PREVIEW = "raw-no-preview"
    PAGE_UNREADABLE = "page-unreadable"
    NOT_COMPARABLE = "not-comparable"
    NO_THUMBNAIL = "no-thumbnail"
    SENSELESS = "senseless"  # what of it: "size", "width", "height", "colour", "pixels"
    MUCH_COMPUTING = "much-computing"
    CRASHES = "crashes"
    SLOW = "slow"  # seconds that are allowed
    BUG_READING = "bug-reading"
    BUG_KEEPING = "bug-keeping"
    BUG_WRITING = "bug-writing"
    BUG_ASKING = "bug-asking"
    THUMBNAIL_DAMAGED = "thumbnail-damaged"
    THUMBNAIL_UNREADABLE = "thumbnail-unreadable"
    NO_FILE_NOW = "no-file-now"
    OFFLINE = "offline"
    NOT_IN_LIBRARY = "not-in-library"
    NO_NAME = "no-name"
    NO_SUCH_FILE = "no-such-file"
    OF_FILE = "of-file"  # its path, the fault of the file as `coded`
    NO_BOX = "no-box"
    BOX_WITHOUT_SIZE = "box-without-size"
    BOX_OUTSIDE = "box-outside"
    SMALL_BOX = "small-box"
    ENTRY_FORBIDDEN = "entry-forbidden"  # path of a file or folder
    ENTRY_MISSING = "entry-missing"  # the same
    ENTRY_UNREADABLE = "entry-unreadable"  # the same, and an errno
    ENTRY_SENSELESS = "entry-senseless"  # path
    ENTRY_LONG = "entry-long"
    FOLDER_EMPTIED = "folder-emptied"  # photos that lay in it
    FOLDER_VANISHED = "folder-vanished"
    DRIVE_AWAY = "drive-away"
    FOLDER_SILENT = "folder-silent"  # its path
    FOLDER_NAMELESS = "folder-nameless"
    NO_FOLDER = "no-folder"  # its path
    FOLDER_WATCHED = "folder-watched"  # its path
    FOLDER_INSIDE = "folder-inside"  # its path, that of the watched one
    FOLDER_AROUND = "folder-around"  # its path, that of the watched one
    FOLDER_OF_LIBRARY = "folder-of-library"  # its path, that of the library's folder
    FOLDER_OF_SYSTEM = "folder-of-system"  # its path
    ON_NETWORK = "on-network"
    WATCH_LIMIT = "watch-limit"
    TOUCHED = "touched"  # path
    ROTTEN = "rotten"  # path
    MORE_CHANGED = "more-changed"  # how many


class TrashFault(Code):
    """Why a file does not go to the trash, or does not come back; `path` is readable text.

    The journal keeps these codes: one that is there never gets another meaning. What is wrong with
    a file wherever it lies is a `Fault`.
    """

    GONE = "trash-gone"  # path
    LINK = "trash-link"  # path
    NOT_ORDINARY = "trash-not-ordinary"  # path
    UNREACHABLE = "trash-unreachable"  # path, errno
    CHANGED = "trash-changed"  # path; while it was read
    CHANGED_MEANWHILE = "trash-changed-meanwhile"  # path
    CHANGED_AT_LAST = "trash-changed-at-last"  # path; between the last look and the move
    CHANGED_AND_BACK = "trash-changed-and-back"  # path; what came in its place went and is back
    CHANGED_AND_STUCK = "trash-changed-and-stuck"  # path, that in the trash, why, as `coded`
    NO_PHOTO = "trash-no-photo"  # path
    NOT_AS_SEEN = "trash-not-as-seen"  # path
    NEVER_TOUCHED = "trash-never-touched"  # path, that of the folder
    NO_COPY = "trash-no-copy"  # path
    NO_COPY_IN_GROUP = "trash-no-copy-in-group"  # name
    OTHER_GROUP = "trash-other-group"  # path
    NO_COPY_OF_COMPANION = "trash-no-copy-of-companion"  # path, name of its photo
    ONE_FILE = "trash-one-file"  # path, that of what should stay
    ONE_SHOT = "trash-one-shot"  # the same
    KEEPER_GOES = "trash-keeper-goes"  # path of what should stay
    KEEPER_CHANGED = "trash-keeper-changed"  # the same
    KEEPER_WENT = "trash-keeper-went"  # path of what should stay, that of what was to go
    WINDOW_ONLY = "trash-window-only"  # path
    LONG_NAME = "trash-long-name"  # its path
    NO_ROOM = "trash-no-room"  # path
    NO_TRASH = "trash-none"  # path of its folder, the errno of making it
    ON_WINDOWS_SHARE = "trash-on-windows-share"  # path
    REFUSED = "trash-refused"  # path, errno
    NOT_TAKEN = "trash-not-taken"  # path
    NOT_KEPT = "trash-not-kept"  # path; it was written back
    LOST = "trash-lost"  # path, why it could not be written back, as `coded`
    NO_WAY_BACK = "trash-no-way-back"
    STOPPED = "trash-stopped"
    DRIVE_AWAY = "trash-drive-away"  # path
    DRIVE_OFFLINE = "trash-drive-offline"  # path
    FOLDER_AWAY = "trash-folder-away"  # path of the folder or drive, that of what was to go
    KEEPER_AWAY = "trash-keeper-away"  # the same, that of what should stay
    PLACE_TAKEN = "trash-place-taken"  # path
    ALREADY_THERE = "trash-already-there"  # path
    OTHER_BY_NOW = "trash-other-by-now"  # path
    EMPTIED = "trash-emptied"  # path
    CHANGED_IN_TRASH = "trash-changed-in-trash"  # path; of an older photosim
    NOT_WHAT_WENT = "trash-not-what-went"  # path, that in the trash
    PLACE_NO_FILE = "trash-place-no-file"  # path
    NOT_COPIED = "trash-not-copied"  # path
    ENDED = "trash-ended"  # these are what the next start finds
    ENDED_IN_SHOT = "trash-ended-in-shot"
    REPLACED = "trash-replaced"  # path
    VANISHED = "trash-vanished"  # path
    UNCERTAIN = "trash-uncertain"


class FileContent(enum.StrEnum):
    """What a file holds that is no readable picture."""

    PDF = "pdf"
    POSTSCRIPT = "postscript"
    ZIP = "zip"
    RAR = "rar"
    SEVEN_ZIP = "seven-zip"
    COMPRESSED = "compressed"
    PHOTOSHOP = "photoshop"
    GIMP = "gimp"
    VIDEO = "video"
    SOUND = "sound"
    PROGRAM = "program"
    DATABASE = "database"
    FITS = "fits"
    DDS = "dds"
    QOI = "qoi"
    JPEG_2000 = "jpeg-2000"
    JPEG_XL = "jpeg-xl"
    MACOS_ATTRIBUTES = "macos-attributes"
    SVG = "svg"
    MARKUP = "markup"
    ZEROS = "zeros"
    TEXT = "text"


class StoreFault(Code):
    """What is wrong with a library: with its folder, its lock, or its database."""

    NEEDS_FILE = "needs-file"  # path
    LINK_NOWHERE = "link-nowhere"  # path
    LINK_CIRCLE = "link-circle"  # path
    FOLDER_READ_ONLY = "folder-read-only"  # path
    FULL_FOR_FOLDER = "full-for-folder"  # path
    FOLDER_REFUSED = "folder-refused"  # path, an `Obstacle` or an errno
    FULL_FOR_LOCK = "full-for-lock"  # path
    FOLDER_AS_LOCK = "folder-as-lock"  # path
    LOCK_REFUSED = "lock-refused"  # path, an `Obstacle` or an errno
    BUSY = "busy"
    DISK_FULL = "disk-full"
    DAMAGED_AT = "damaged-at"  # a `Damage`, path
    DATABASE_DAMAGED = "database-damaged"  # a `Damage`
    UNUSABLE = "unusable"  # path
    NOT_READABLE = "not-readable"  # path, an `Obstacle` or an errno
    NOT_WRITABLE = "not-writable"  # the same
    HELD = "held"  # path
    DISK_FAILS = "disk-fails"  # path
    MANY_FILES = "many-files"
    SYSTEM_REFUSES = "system-refuses"  # path or an `Obstacle`, errno
    NO_ROOM_FOR_COPY = "no-room-for-copy"  # path of a folder
    NO_COPY = "no-copy"  # path of a folder, a `Damage` or an errno
    NOT_MIGRATED = "not-migrated"
    TOO_NEW = "too-new"
    OLDER_UNWRITABLE = "older-unwritable"  # path of the library's folder
    OLDER_IN_USE = "older-in-use"
    RULES_TOO_NEW = "rules-too-new"
    NO_LIBRARY = "no-library"  # path
    NONE_IN_FOLDER = "none-in-folder"  # path
    NO_DEMO = "no-demo"  # path
    DEMO_NOT_WRITTEN = "demo-not-written"  # path, errno
    LIBRARY_MISSING = "library-missing"  # path
    OTHER_PROGRAM = "other-program"  # path
    NOT_OPENED = "not-opened"  # the bug
    OPENED_ANEW = "opened-anew"
    CLOSED = "closed"


class Obstacle(Code):
    """What stands in the way of a file or a folder of photosim's own."""

    FILE_IN_PLACE = "file-in-place"
    NO_LOCKS = "no-locks"
    OTHER_USER = "other-user"
    UNREADABLE = "obstacle-unreadable"
    SOME_FILE = "some-file"
    SYSTEM_ERROR = "system-error"  # errno, what Python adds: ": " and the paths


class Damage(Code):
    """What in a database cannot be."""

    UNREADABLE = "damage-unreadable"
    WRONG_KIND = "wrong-kind"
    ROW_MISSING = "row-missing"
    NO_TEXT = "no-text"
    NO_TIME = "no-time"
    CLASSES = "classes"
    FEATURES = "features"
    EMBEDDINGS = "embeddings"  # how many
    CHOICE = "choice"
    VERDICT = "verdict"
    FOLDER_WITHOUT_PATH = "folder-without-path"
    NOTE = "note"  # its name, quoted
    PRESET = "preset"  # its name, quoted
    PAIR = "pair"
    DIFFERENCES = "differences"
    JOURNAL_STATE = "journal-state"
    LOOSE_ROWS = "loose-rows"  # their table


class BackupFault(Code):
    """What is wrong with a backup or with a repair, and what a repair came to."""

    BACKUP_MISSING = "backup-missing"  # its name, path of the folder
    NONE_WHOLE = "none-whole"  # path of the folder
    BACKUP_NO_ROOM = "backup-no-room"  # path of the folder
    BACKUP_REFUSED = "backup-refused"  # path of the folder, errno
    BACKUPS_UNREADABLE = "backups-unreadable"  # path of the folder, errno
    BACKUP_UNREADABLE = "backup-unreadable"  # path, errno
    BACKUP_DAMAGED = "backup-damaged"  # path
    BACKUP_TOO_NEW = "backup-too-new"  # path
    DATABASE_EMPTY = "database-empty"  # path
    DATABASE_MISSING = "database-missing"  # path
    NOTHING_LEFT = "nothing-left"  # path
    REPAIR_NO_ROOM = "repair-no-room"  # path of the folder
    REPAIR_REFUSED = "repair-refused"  # path of the folder, errno
    REPAIR_FAILED = "repair-failed"  # path
    DAMAGED_AGAIN = "damaged-again"  # a code
    REPAIRED = "repaired"
    MADE_AGAIN = "made-again"
    ALL_FROM_BACKUP = "all-from-backup"  # the backup's day
    FROM_BACKUP = "from-backup"  # the backup's day and minute
    WITHOUT_BACKUP = "without-backup"
    DECISIONS_WHOLE = "decisions-whole"
    LOOKED_AT_AGAIN = "looked-at-again"
    SET_ASIDE = "set-aside"  # name of the damaged database


class CacheFault(Code):
    """What is wrong with a file that can be made again: arrays, thumbnails, the search index."""

    ARRAYS_DAMAGED = "arrays-damaged"  # path
    ARRAYS_OTHER_KIND = "arrays-other-kind"  # path
    ARRAYS_OTHER_VERSION = "arrays-other-version"  # path
    ARRAYS_MISSING = "arrays-missing"  # path
    ARRAYS_NO_ROOM = "arrays-no-room"  # path of the folder
    ARRAYS_REFUSED = "arrays-refused"  # path, errno
    THUMBNAILS_NO_ROOM = "thumbnails-no-room"  # path of the folder
    THUMBNAILS_REFUSED = "thumbnails-refused"  # path
    INDEX_NOT_WRITTEN = "index-not-written"  # path of the folder
    INDEX_REFUSED = "index-refused"  # path of the folder, errno
    INDEX_NO_FOLDER = "index-no-folder"  # path of the folder
    INDEX_NO_ROOM = "index-no-room"  # path of the folder
    INDEX_UNREADABLE = "index-unreadable"  # path
    INDEX_FORBIDDEN = "index-forbidden"  # path, errno
    INDEX_DAMAGED = "index-damaged"  # path
    INDEX_OTHER_RECORD = "index-other-record"  # path
    INDEX_NOT_LOADED = "index-not-loaded"  # path
    INDEX_NOT_RUNNING = "index-not-running"
    INDEX_STOPPED = "index-stopped"


class ModelFault(Code):
    """What is wrong with a model, its card, or its projection."""

    FILE_NOT_OPENED = "model-not-opened"  # path, an `Obstacle` or an errno
    OTHER_FILE = "model-other-file"  # path
    NO_ONNX = "model-no-onnx"  # path
    OTHER_MAP = "model-other-map"  # path
    OTHER_FEATURES = "model-other-features"  # path
    NO_INPUT = "model-no-input"  # path, name of the input
    NO_PIXELS_TAKEN = "model-no-pixels-taken"  # path
    NO_OUTPUT = "model-no-output"  # path, name of the output
    NOT_RUN = "model-not-run"  # its title
    CARD_NOT_OPENED = "card-not-opened"  # path, an `Obstacle` or an errno
    CARD_NO_JSON = "card-no-json"  # path
    CARD_NO_OBJECT = "card-no-object"  # path
    CARD_LACKS = "card-lacks"  # path, name of the field, a `Wanted`
    NO_PROJECTION = "no-projection"  # path of the card
    PROJECTION_DAMAGED = "projection-damaged"  # path
    OTHER_PROJECTION = "other-projection"  # path
    NOT_INDEXED_WITH = "not-indexed-with"  # the model's title


class Wanted(Code):
    """What a field of a model's card should be."""

    TEXT = "wanted-text"
    DIGEST = "wanted-digest"
    COUNT = "wanted-count"
    POSITIVE = "wanted-positive"
    NUMBER = "wanted-number"
    OBJECT = "wanted-object"
    ONLY = "wanted-only"  # the text


class WorkFault(Code):
    """What goes wrong with work in the background, and what becomes of it."""

    CRASHED = "work-crashed"  # a `Work`
    TOO_SLOW = "work-too-slow"  # a `Work`
    BUG = "work-bug"  # a `Work`
    MUCH_MEMORY = "work-much-memory"  # a `Work`
    NOT_BEGUN = "work-not-begun"  # a `Work`
    CLOSING = "closing"
    NO_WORKERS = "no-workers"
    NO_OTHER_START = "no-other-start"  # errno
    OTHER_START_ENDED = "other-start-ended"  # exit code
    INDEXING_STOPPED = "indexing-stopped"  # the bug
    RESUME = "resume"
    NEARLY_FULL = "nearly-full"
    GOES_ON_WITH_ROOM = "goes-on-with-room"
    OPENED_WITH_ROOM = "opened-with-room"


class Work(Code):
    """What is computed in the background."""

    MAP = "work-map"
    COLOURS = "work-colours"
    THEMES = "work-themes"


class LogNote(Code):
    """What the log says, and the terminal of a command, beside what is told of faults."""

    MODEL_NOT_LOADED = "log-model-not-loaded"  # why
    COLOURS_NOT_KEPT = "log-colours-not-kept"  # why
    CLASSES_NOT_KEPT = "log-classes-not-kept"  # why
    INDEX_MADE_AGAIN = "log-index-made-again"  # why
    INDEX_MADE_LATER = "log-index-made-later"  # why
    INDEX_DIED = "log-index-died"
    INDEX_DIED_LOADING = "log-index-died-loading"
    NO_NEW_BACKUP = "log-no-new-backup"  # why
    NO_SOCKET = "log-no-socket"  # what is none
    NOT_WRITABLE = "log-not-writable"  # what, why
    ROWS_NOT_READ = "log-rows-not-read"  # why
    OTHER_START = "log-other-start"  # what it said
    WORKER_DIED = "log-worker-died"  # its exit code
    OPEN_TO_OTHERS = "log-open-to-others"  # the folder
    NO_THEME_NAMES = "log-no-theme-names"  # why
    WATCHING_STOPPED = "log-watching-stopped"
    RUN_INTERRUPTED = "log-run-interrupted"  # which, as a record


class WordFault(Code):
    """Why words cannot be looked for, or a picture not be made more like them."""

    NO_LAST_LAYER = "no-last-layer"  # the model's title
    LAST_LAYER_DAMAGED = "last-layer-damaged"  # its path
    LAST_LAYER_OTHER = "last-layer-other"  # its path
    TEXT_MODEL_NONE = "text-model-none"  # its path
    TEXT_MODEL_WITHOUT_WORDS = "text-model-without-words"  # its path
    TEXT_MODEL_OTHER = "text-model-other"  # its path
    TEXT_MODEL_FAILS = "text-model-fails"  # its title
    VOCABULARY_DAMAGED = "vocabulary-damaged"  # its path
    VOCABULARY_SHORT = "vocabulary-short"  # its path, how many classes it should have
    NOUNS_DAMAGED = "nouns-damaged"  # its path
    PHRASES_MISSING = "phrases-missing"  # their path
    PHRASES_OTHER = "phrases-other"  # their path
    CLASSES_UNREADABLE = "classes-unreadable"  # their path, errno
    NO_VOCABULARY = "no-vocabulary"  # the model's title
    NOT_MORE_LIKE = "not-more-like"  # words
    NOT_MORE_LIKE_TEXT = "not-more-like-text"
    BUG_WITH_TEXT = "bug-with-text"


class ReviewFault(Code):
    """Why something cannot be done with groups of duplicates."""

    GROUP_GONE = "group-gone"
    GROUP_OTHER = "group-other"
    ONE_ALONE = "one-alone"
    TOO_MANY = "too-many"  # how many photos it can be
    EQUAL_BYTES = "equal-bytes"
    RULES_FOR_SHOTS = "rules-for-shots"
    RULES_NAMELESS = "rules-nameless"
    COMPARING_STOPPED = "comparing-stopped"  # the error, as Python writes it
    COMPARED_WITH_ROOM = "compared-with-room"
    COMPARED_AT_START = "compared-at-start"


class ThemeFault(Code):
    """Why something cannot be done with themes, labels, or the map."""

    PHOTOS_CHANGE = "photos-change"
    THEME_GONE = "theme-gone"
    SORTING_WRONG = "sorting-wrong"
    SORTED_WHEN_OPENED = "sorted-when-opened"
    MAP_WRONG = "map-wrong"
    DRAWN_WHEN_OPENED = "drawn-when-opened"
    LABEL_UNSEEN = "label-unseen"
    LABEL_LONG = "label-long"  # how many characters it can have
    LABEL_GONE = "label-gone"  # its name


class SettingFault(Code):
    """What of the file of settings is not followed."""

    OF_SETTING = "of-setting"  # the setting's name, another of these as `coded`
    UNREADABLE = "settings-unreadable"  # an errno or what the reader says
    NO_TEXT = "settings-no-text"
    NO_FILE = "settings-no-file"
    LONG = "settings-long"
    UNKNOWN = "setting-unknown"  # its key
    MISSPELT = "setting-misspelt"  # its key, the one that may be meant
    NOT_ALLOWED = "setting-not-allowed"  # its name, its value as Python writes it
    PATH = "setting-path"  # a path where only names count
    PATH_NAMED = "setting-path-named"  # the same, the name in it


class CheckFault(Code):
    """What a check of the library finds wrong or missing."""

    EMBEDDINGS_MISSING = "embeddings-missing"  # how many
    EMBEDDING_DAMAGED = "embedding-damaged"  # 1
    EMBEDDINGS_DAMAGED = "embeddings-damaged"  # how many
    THUMBNAILS_DAMAGED = "thumbnails-damaged"  # path
    NO_THUMBNAILS = "no-thumbnails"
    THUMBNAILS_MISSING = "thumbnails-missing"  # how many
    NO_INDEX_FILE = "no-index-file"


KINDS: tuple[type[Code], ...] = (
    *(Fault, TrashFault),
    *(StoreFault, Obstacle, Damage, BackupFault, CacheFault),
    *(ModelFault, Wanted, WorkFault, Work, LogNote),
    *(WordFault, ReviewFault, ThemeFault, SettingFault, CheckFault),
)
"""All codes that there are."""
