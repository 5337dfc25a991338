"""The system's own trash on a disk that is full: nothing goes, nothing is lost, and it is told."""

import os
from pathlib import Path

import pytest
from support.trash_at_work import TrashAtWork, mounted, trash_request

from photosim.core.records.trash_items import ItemState
from photosim.gui.trash.system_trash import SystemTrash
from photosim.texts.error_wording import told


@pytest.mark.parametrize("name", ["copy.jpg", b"\xff.jpg"])
def test_disk_so_full_that_its_trash_takes_no_note_keeps_its_files(tmp_path, name):
    with mounted(tmp_path / "small") as disk, TrashAtWork(tmp_path, SystemTrash()) as work:
        keeper = work.put("keep.jpg", "kept")
        copy = Path(os.fsdecode(os.fsencode(disk) + b"/" + os.fsencode(name)))
        copy.write_bytes(b"photo")
        with pytest.raises(OSError), (disk / "all the rest").open("wb", 0) as rest:
            while True:
                rest.write(bytes(512))

        report = work.move(trash_request(str(copy), keeper))

        assert report.n_files == 0
        assert copy.read_bytes() == b"photo"
        assert "stays" in told(report.refused[0].reason)
        assert [item.state for item in work.items()] == [ItemState.FAILED]
