"""What a scan sees, passes over and concludes."""

import errno
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.errors import Fault, coded
from photosim.core.folders.scan import (
    ONLINE_ONLY,
    Exclusions,
    check_folder,
    compare,
    walk,
)
from photosim.core.records.left_out import LeftOutReason
from photosim.core.records.photos import Stamp
from photosim.texts import error_wording


def is_photo(name: bytes) -> bool:
    return name.lower().endswith(b".jpg")


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def listed(root: Path, *patterns: str, **more) -> dict[bytes, list[bytes]]:
    """Names of the photos by directory."""
    listings = walk(os.fsencode(root), Exclusions(patterns), is_photo, **more)
    return {listing.directory: sorted(listing.files) for listing in listings}


def refusing(refused: bytes, error: OSError):
    """An `os.scandir` that cannot list one directory."""

    def scandir(path: bytes):
        if path == refused:
            raise error
        return os.scandir(path)

    return scandir


def breaking(broken: bytes, error: OSError):
    """An `os.scandir` that fails in one directory after the first entry."""

    @contextmanager
    def scandir(path: bytes):
        with os.scandir(path) as entries:
            yield first_then(entries, error) if path == broken else entries

    def first_then(entries, error):
        yield next(entries)
        raise error

    return scandir


class Entry:
    """A directory entry whose stat is what the test says."""

    def __init__(self, name: bytes, stat):
        self.name, self.path, self._stat = name, b"/x/" + name, stat

    def is_file(self, follow_symlinks):
        return True

    def is_dir(self, follow_symlinks):
        return False

    def stat(self, follow_symlinks):
        if isinstance(self._stat, OSError):
            raise self._stat
        return self._stat


class WindowsStat:
    st_mtime_ns, st_size, st_ino = 5, 7, 2**64 - 1

    def __init__(self, attributes: int):
        self.st_file_attributes = attributes


def listing_of(*entries: Entry):
    @contextmanager
    def scandir(path):
        yield iter(entries)

    (listing,) = walk(b"/x", Exclusions(), is_photo, scandir=scandir)
    return listing


def test_photos_are_listed_by_directory_parents_first_in_order(tmp_path: Path):
    for name in ("b.jpg", "z/1.jpg", "a/2.jpg", "a/deep/3.JPG", "a/note.txt", "a-b/4.jpg"):
        put(tmp_path / name)

    seen = listed(tmp_path)

    assert seen == {
        b"": [b"b.jpg"],
        b"a": [b"2.jpg"],
        b"a/deep": [b"3.JPG"],
        b"a-b": [b"4.jpg"],
        b"z": [b"1.jpg"],
    }
    assert list(seen) == [b"", b"a", b"a/deep", b"a-b", b"z"]


def test_a_stamp_is_what_the_file_system_says(tmp_path: Path):
    path = put(tmp_path / "a.jpg", b"12345")
    os.utime(path, ns=(1, 1_234_567_890_123_456_789))

    (listing,) = walk(os.fsencode(tmp_path), Exclusions(), is_photo)

    found = path.stat()
    assert listing.files == {
        b"a.jpg": Stamp(1_234_567_890_123_456_789, 5, found.st_ino, found.st_ctime_ns)
    }


def test_names_that_are_not_unicode_are_kept_as_they_are(tmp_path: Path):
    put(tmp_path / os.fsdecode(b"caf\xe9") / os.fsdecode(b"\xff\xfe.jpg"))

    assert listed(tmp_path) == {b"": [], b"caf\xe9": [b"\xff\xfe.jpg"]}


def test_a_part_can_be_listed_with_or_without_what_is_below(tmp_path: Path):
    for name in ("0.jpg", "a/1.jpg", "a/b/2.jpg", "c/3.jpg"):
        put(tmp_path / name)

    assert listed(tmp_path, start=b"a") == {b"a": [b"1.jpg"], b"a/b": [b"2.jpg"]}
    assert listed(tmp_path, start=b"a", recurse=False) == {b"a": [b"1.jpg"]}


def test_hidden_and_junk_folders_are_passed_over(tmp_path: Path):
    junk = (".thumbnails", ".git", "@eaDir", "$RECYCLE.BIN", ".Trash-1000", "node_modules")
    for name in junk:
        put(tmp_path / name / "x.jpg")
    put(tmp_path / ".hidden.jpg")
    put(tmp_path / "seen.jpg")

    assert listed(tmp_path) == {b"": [b"seen.jpg"]}


def test_what_a_person_excludes_is_passed_over_in_any_case(tmp_path: Path):
    for name in ("Private/1.jpg", "ok/2.jpg", "ok/x_THUMB.jpg"):
        put(tmp_path / name)

    assert listed(tmp_path, "private", "*_thumb.*") == {b"": [], b"ok": [b"2.jpg"]}


def test_the_librarys_own_folder_is_passed_over(tmp_path: Path):
    put(tmp_path / "library/thumb.jpg")
    put(tmp_path / "a.jpg")
    (tmp_path / "other").symlink_to(tmp_path / "library")

    seen = listed(tmp_path, left_out=os.fsencode(tmp_path / "other"))

    assert seen == {b"": [b"a.jpg"]}


def test_links_are_not_followed(tmp_path: Path):
    put(tmp_path / "a/1.jpg")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "a/link.jpg").symlink_to(tmp_path / "a/1.jpg")
    (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere")

    assert listed(tmp_path) == {b"": [], b"a": [b"1.jpg"]}


def test_a_loop_that_is_no_link_ends(tmp_path: Path):
    put(tmp_path / "a/1.jpg")
    (tmp_path / "a/again").symlink_to(tmp_path)
    root = os.fsencode(tmp_path)

    # a bind mount of the root inside itself is a directory with the root's device and inode
    class Mounted:
        name = b"again"

        def is_file(self, follow_symlinks):
            return False

        def is_dir(self, follow_symlinks):
            return True

    @contextmanager
    def scandir(path: bytes):
        with os.scandir(path) as entries:
            kept = [entry for entry in entries if entry.name != b"again"]
            yield iter([*kept, Mounted()] if path == root + b"/a" else kept)

    assert listed(tmp_path, scandir=scandir) == {b"": [], b"a": [b"1.jpg"]}


def test_what_is_neither_file_nor_folder_is_passed_over(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.jpg")

    assert listed(tmp_path) == {b"": []}


def test_a_folder_called_like_a_photo_is_a_folder(tmp_path: Path):
    put(tmp_path / "album.jpg/1.jpg")

    assert listed(tmp_path) == {b"": [], b"album.jpg": [b"1.jpg"]}


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "not permitted"), (errno.ENOENT, "not there"), (errno.EIO, "cannot be read")],
)
def test_an_unreadable_folder_says_why_and_the_others_are_listed(tmp_path: Path, number, words):
    put(tmp_path / "a/1.jpg")
    put(tmp_path / "b/2.jpg")
    refused = os.fsencode(tmp_path / "a")
    scandir = refusing(refused, OSError(number, os.strerror(number)))

    root, a, b = walk(os.fsencode(tmp_path), Exclusions(), is_photo, scandir=scandir)

    assert root.problem is None
    assert words in error_wording.told(a.problem)
    assert a.vanished == (number == errno.ENOENT)
    assert a.files == {}
    assert sorted(b.files) == [b"2.jpg"]


def test_a_listing_that_breaks_off_says_nothing_about_its_files(tmp_path: Path):
    put(tmp_path / "1.jpg")
    put(tmp_path / "2.jpg")
    scandir = breaking(os.fsencode(tmp_path), OSError(errno.EIO, "Input/output error"))

    (listing,) = walk(os.fsencode(tmp_path), Exclusions(), is_photo, scandir=scandir)

    assert "Input/output error" in error_wording.told(listing.problem)
    assert listing.files == {}


def test_a_missing_root_is_a_listing_with_a_problem(tmp_path: Path):
    (listing,) = walk(os.fsencode(tmp_path / "gone"), Exclusions(), is_photo)

    assert listing.directory == b""
    assert "not there" in error_wording.told(listing.problem)


def test_a_photo_that_vanishes_meanwhile_is_not_there():
    listing = listing_of(Entry(b"a.jpg", FileNotFoundError()))

    assert listing.files == {}
    assert listing.skipped == {}


def test_a_photo_that_cannot_be_looked_at_is_skipped_with_the_reason():
    listing = listing_of(Entry(b"a.jpg", OSError(errno.EIO, "Input/output error")))

    assert listing.skipped[b"a.jpg"] == coded(Fault.ENTRY_UNREADABLE, "/x/a.jpg", errno.EIO)
    assert "Input/output error" in error_wording.told(listing.skipped[b"a.jpg"])


@pytest.mark.parametrize("attribute", [0x1000, 0x40000, 0x400000])
def test_a_photo_that_is_only_online_is_not_fetched(attribute: int):
    listing = listing_of(Entry(b"a.jpg", WindowsStat(0x20 | attribute)))

    assert listing.left_out == {("jpg", LeftOutReason.ONLINE): 1}
    assert listing.unread == {b"a.jpg"}
    assert listing.files == {}


class AnyStat:
    """What a file system may say of a file."""

    def __init__(self, mtime_ns: int, size: int, inode: int, ctime_ns: int):
        self.st_mtime_ns, self.st_size = mtime_ns, size
        self.st_ino, self.st_ctime_ns = inode, ctime_ns


@given(st.tuples(*[st.integers(-(2**127), 2**127)] * 4))
def test_whatever_a_file_system_says_of_a_file_is_its_stamp_or_a_problem(numbers):
    listing = listing_of(Entry(b"a.jpg", AnyStat(*numbers)))

    mtime_ns, size, inode, ctime_ns = numbers
    if size < 0:
        assert "check the drive" in error_wording.told(listing.skipped[b"a.jpg"])
    else:
        assert listing.files == {b"a.jpg": Stamp(mtime_ns, size, inode, ctime_ns)}


def test_numbers_that_no_file_system_has_are_a_problem_of_that_file():
    odd, good = Entry(b"a.jpg", AnyStat(10**80, 1, 1, 1)), Entry(b"b.jpg", AnyStat(1, 1, 1, 1))

    listing = listing_of(odd, good)

    assert list(listing.skipped) == [b"a.jpg"]
    assert list(listing.files) == [b"b.jpg"]


def test_an_entry_of_which_nobody_says_what_it_is_keeps_what_it_may_be():
    class Strange(Entry):
        def is_dir(self, follow_symlinks):
            raise OSError(errno.EIO, "Input/output error")

    strange, good = Strange(b"a.jpg", None), Entry(b"b.jpg", AnyStat(1, 1, 1, 1))

    @contextmanager
    def scandir(path):
        if path != b"/x":
            raise OSError(errno.EIO, "Input/output error")
        yield iter((strange, good))

    root, below = walk(b"/x", Exclusions(), is_photo, scandir=scandir)

    assert "Input/output error" in error_wording.told(root.skipped[b"a.jpg"])
    assert list(root.files) == [b"b.jpg"]
    assert (below.directory, below.vanished) == (b"a.jpg", False)
    assert "Input/output error" in error_wording.told(below.problem)


def test_what_is_no_photo_is_counted_by_ending_and_reason(tmp_path: Path):
    for name in (
        *("1.jpg", "a.MOV", "b.mov", "c.mp4", "letter.pdf", "list", "odd.xyz", "x.1234", "raw.NEF"),
        *(".hidden", "Thumbs.db", "SYNOFILE_THUMB_M.jpg", "secret.jpg"),
    ):
        put(tmp_path / name)
    (tmp_path / "elsewhere").symlink_to(tmp_path)
    (tmp_path / "nowhere.jpg").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "pipe.jpg")
    put(tmp_path / "Old.photoslibrary/originals/1.jpg")
    put(tmp_path / "Private/1.jpg")

    (listing,) = walk(os.fsencode(tmp_path), Exclusions(("secret.jpg", "private")), is_photo)

    assert listing.left_out == {
        ("mov", "film"): 2,
        ("mp4", "film"): 1,
        ("pdf", "document"): 1,
        ("nef", LeftOutReason.RAW): 1,
        ("", "unknown"): 2,
        ("xyz", "unknown"): 1,
        ("db", "unknown"): 1,
        ("", "hidden"): 1,
        ("jpg", "belongs-to Synology"): 1,
        ("jpg", "excluded"): 1,
        ("/", "excluded"): 1,
        ("photoslibrary/", "belongs-to Apple Photos"): 1,
        ("", LeftOutReason.LINK): 1,
        ("jpg", LeftOutReason.LINK): 1,
        ("jpg", LeftOutReason.SPECIAL): 1,
    }
    assert list(listing.files) == [b"1.jpg"]
    assert listing.subdirectories == ()


def test_another_time_of_change_alone_means_to_look_into_the_file():
    changes = compare({b"a": Stamp(1, 1, 1, 5)}, {b"a": Stamp(1, 1, 1, 4)})

    assert (changes.touched, changes.unchanged, changes.changed) == ((b"a",), (b"a",), ())


def test_the_first_time_of_change_is_only_noted():
    changes = compare({b"a": Stamp(1, 1, 1, 5)}, {b"a": Stamp(1, 1, 1, None)})

    assert (changes.touched, changes.noted, changes.unchanged) == ((), (b"a",), (b"a",))


def test_a_time_of_change_that_is_not_told_is_none():
    changes = compare({b"a": Stamp(1, 1, 1, None)}, {b"a": Stamp(1, 1, 1, 5)})

    assert (changes.touched, changes.noted) == ((), ())


def test_a_file_system_that_makes_up_the_time_of_change_is_not_believed(tmp_path: Path):
    put(tmp_path / "a.jpg")
    changed = tmp_path.stat().st_ctime_ns

    def times(*moments: int):
        ticks = iter(moments)
        return list(walk(os.fsencode(tmp_path), Exclusions(), is_photo, now_ns=lambda: next(ticks)))

    (listing,) = times(changed - 1, changed + 1)
    assert listing.files[b"a.jpg"].ctime_ns is None
    (listing,) = times(changed + 1, changed + 2)
    assert listing.files[b"a.jpg"].ctime_ns is not None
    (listing,) = times(changed - 9, changed - 8)  # the clock was set back
    assert listing.files[b"a.jpg"].ctime_ns is not None


def test_files_are_sorted_by_what_became_of_them():
    known = {
        b"same": Stamp(1, 1, 1),
        b"size": Stamp(1, 1),
        b"time": Stamp(9, 1),
        b"old": Stamp(1, 1),
    }
    files = {
        b"same": Stamp(1, 1, 2),
        b"size": Stamp(1, 2),
        b"time": Stamp(8, 1),
        b"new": Stamp(1, 1),
    }

    changes = compare(files, known)

    assert changes.added == (b"new",)
    assert changes.changed == (b"size", b"time")
    assert changes.gone == (b"old",)
    assert changes.unchanged == (b"same",)


def test_an_hour_of_daylight_saving_is_a_change_for_the_hash_to_decide():
    hour_ns = 3600 * 10**9

    assert compare({b"a": Stamp(hour_ns, 5)}, {b"a": Stamp(0, 5)}).changed == (b"a",)


def test_what_was_skipped_is_not_gone():
    changes = compare({}, {b"a": Stamp(1, 1), b"b": Stamp(1, 1)}, skipped={b"a": "why"})

    assert changes.unchanged == (b"a",)
    assert changes.gone == (b"b",)


stamps = st.builds(Stamp, st.integers(0, 2), st.integers(0, 2))
files_of_a_directory = st.dictionaries(st.binary(min_size=1, max_size=2), stamps, max_size=6)


@given(files_of_a_directory, files_of_a_directory)
def test_each_file_has_one_fate(files, known):
    changes = compare(files, known)

    fates = [*changes.added, *changes.changed, *changes.gone, *changes.unchanged]
    assert sorted(fates) == sorted(files.keys() | known.keys())


def test_a_folder_that_can_be_read_has_an_identity(tmp_path: Path):
    check = check_folder(os.fsencode(tmp_path))

    assert check.is_there
    assert check.identity == (tmp_path.stat().st_dev, tmp_path.stat().st_ino)


def test_another_folder_in_its_place_has_another_identity(tmp_path: Path):
    root = tmp_path / "root"
    root.mkdir()
    before = check_folder(os.fsencode(root))

    root.rename(tmp_path / "elsewhere")
    root.mkdir()

    assert check_folder(os.fsencode(root)) != before


def test_a_folder_that_cannot_be_read_says_why(tmp_path: Path):
    path = os.fsencode(tmp_path)
    missing = check_folder(path + b"/gone\xff")
    a_file = check_folder(os.fsencode(put(tmp_path / "a.jpg")))
    refused = check_folder(path, refusing(path, PermissionError(errno.EACCES, "x")))

    assert not missing.is_there and "not there" in error_wording.told(missing.problem)
    assert not a_file.is_there
    assert not refused.is_there and "not permitted" in error_wording.told(refused.problem)


def test_what_may_belong_to_photos_is_noted_with_its_bytes(tmp_path: Path):
    for name in ("IMG_1.jpg", "IMG_1.jpg.xmp", "IMG_1.json", "note.txt", "film.avi"):
        put(tmp_path / name)
    put(tmp_path / "IMG_1.MOV", b"film")
    put(tmp_path / "IMG_1.CR2", b"raw")
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.mp4")), b"12345")

    (listing,) = walk(os.fsencode(tmp_path), Exclusions(("*.mp4",)), is_photo)

    assert listing.beside == {
        b"IMG_1.jpg.xmp": 0,
        b"IMG_1.json": 0,
        b"IMG_1.MOV": 4,
        b"IMG_1.CR2": 3,
        b"\xff.mp4": 5,
    }


def test_film_that_does_not_say_its_size_is_noted_all_the_same():
    listing = listing_of(Entry(b"a.mov", PermissionError(errno.EACCES, "no")))

    assert (listing.beside, listing.skipped) == ({b"a.mov": 0}, {})


def test_photo_that_lies_online_only_may_belong_to_another():
    listing = listing_of(Entry(b"a.jpg", WindowsStat(ONLINE_ONLY)))

    assert (listing.files, listing.beside) == ({}, {b"a.jpg": 7})
