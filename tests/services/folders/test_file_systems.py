"""What the operating system's tables are taken to mean."""

import os
from pathlib import Path

import pytest

from photosim.services.folders import file_systems
from photosim.services.folders.file_systems import CachedAnswers

MOUNTS = rb"""/dev/sda1 / ext4 rw 0 0
nas:/photos /mnt/nas nfs4 rw 0 0
//nas/share /mnt/my\040share cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
/dev/sdc1 /mnt/nas/disk ext4 rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "polled"),
    [
        (b"/home/me/photos", False),
        (b"/mnt/nas", True),
        (b"/mnt/nas/2024", True),
        (b"/mnt/nas-2", False),
        (b"/mnt/nas/disk/2024", False),
        (b"/mnt/my share/\xff", True),
        (b"/home/me/far", True),
        (b"/media/stick/DCIM", False),
        (rb"\\nas\share", True),
    ],
)
def test_folders_on_a_network_need_polling(tmp_path: Path, path: bytes, polled: bool):
    table = tmp_path / "mounts"
    table.write_bytes(MOUNTS)

    assert file_systems.needs_polling(path, table) is polled


@pytest.mark.parametrize(
    ("path", "memory"),
    [
        (b"/home/me/photos", CachedAnswers.NONE),
        (b"/media/stick/DCIM", CachedAnswers.NONE),
        (b"/mnt/nas/2024", CachedAnswers.FOR_A_WHILE),
        (b"/mnt/nas/disk/2024", CachedAnswers.NONE),
        (b"/mnt/pool", CachedAnswers.FOR_A_WHILE),
        (b"/mnt/merged/2024", CachedAnswers.OF_NAMES),
        (b"/mnt/unheard", CachedAnswers.OF_NAMES),
    ],
)
def test_file_systems_that_show_a_file_under_two_paths_are_not_believed(tmp_path, path, memory):
    table = tmp_path / "mounts"
    table.write_bytes(
        MOUNTS
        + b"disks /mnt/pool fuse.mergerfs rw 0 0\n"
        + b"overlay /mnt/merged overlay rw 0 0\nx /mnt/unheard newfs rw 0 0\n"
    )

    assert file_systems.cached_answers(path, table) is memory


def test_without_a_table_of_mounts_single_names_are_not_believed(tmp_path: Path):
    assert file_systems.cached_answers(b"/x", tmp_path / "missing") is CachedAnswers.OF_NAMES


def test_without_a_table_of_mounts_nothing_needs_polling(tmp_path: Path):
    assert not file_systems.needs_polling(b"/x", tmp_path / "missing")


def test_a_folder_of_this_computer_needs_no_polling(tmp_path: Path):
    assert not file_systems.needs_polling(os.fsencode(tmp_path))


def test_without_a_list_of_descriptors_the_watches_are_unknown(tmp_path: Path):
    assert file_systems.watches_in_use(tmp_path / "missing") is None


def test_directories_are_counted_without_following_links(tmp_path: Path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/loop").symlink_to(tmp_path)

    assert file_systems.directories_in(os.fsencode(tmp_path)) == 3
