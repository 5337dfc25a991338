"""The disk as scans see it: photos by name, without what is excluded and the library's own."""

import errno
import os

from support.fakes import FakeDrive

from photosim.core.folders.directory_lister import Disk
from photosim.texts import error_wording


def put(root, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def seen(disk: Disk, root, start: bytes = b"", recurse: bool = True) -> list[bytes]:
    return [
        os.path.join(listing.directory, name)  # noqa: PTH118 (bytes)
        for listing in disk.walk(os.fsencode(root), start, recurse=recurse)
        for name in sorted(listing.files)
    ]


def test_photos_are_seen_and_other_files_are_not(tmp_path):
    put(tmp_path, "a.JPG", "b.heic", "notes.txt", "sub/c.png", ".hidden/d.jpg")

    assert seen(Disk(), tmp_path) == [b"a.JPG", b"b.heic", b"sub/c.png"]


def test_persons_exclusions_come_on_top(tmp_path):
    put(tmp_path, "a.jpg", "Exports/b.jpg", "x-draft.jpg")

    assert seen(Disk(["exports", "*-draft.*"]), tmp_path) == [b"a.jpg"]


def test_librarys_own_folder_is_left_out_wherever_it_lies(tmp_path):
    put(tmp_path, "a.jpg", "deep/library/b.jpg")

    disk = Disk(left_out=os.fsencode(tmp_path / "deep/library"))

    assert seen(disk, tmp_path) == [b"a.jpg"]


def test_part_of_a_folder_can_be_seen(tmp_path):
    put(tmp_path, "a.jpg", "sub/b.jpg", "sub/deep/c.jpg")

    assert seen(Disk(), tmp_path, b"sub") == [b"sub/b.jpg", b"sub/deep/c.jpg"]
    assert seen(Disk(), tmp_path, b"sub", recurse=False) == [b"sub/b.jpg"]


def test_which_names_are_photos_can_be_told(tmp_path):
    put(tmp_path, "a.jpg", "b.xyz")

    assert seen(Disk(is_photo=lambda name: name.endswith(b".xyz")), tmp_path) == [b"b.xyz"]


def test_folder_that_can_be_read_is_there(tmp_path):
    check = Disk().check(os.fsencode(tmp_path))

    assert check.is_there
    assert check.identity == (tmp_path.stat().st_dev, tmp_path.stat().st_ino)


def test_folder_whose_drive_fails_is_not_there(tmp_path):
    drive = FakeDrive()
    drive.refused[os.fsencode(tmp_path)] = OSError(errno.EIO, "Input/output error")

    check = Disk(scandir=drive.scandir).check(os.fsencode(tmp_path))

    assert not check.is_there
    assert error_wording.told(check.problem) == f"{tmp_path} cannot be read: Input/output error."
