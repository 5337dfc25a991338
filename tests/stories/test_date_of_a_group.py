"""Somebody looks when the photos of a group were taken, of which some do not know it."""

import os
from datetime import datetime

from support import photos
from support.people.desk import first_visit
from support.people.reviewer import Reviewer

from photosim.core.records.pairs import Tier

MADE = datetime(2021, 5, 4, 12).timestamp()


def test_a_group_says_whether_its_day_is_a_photos_or_a_files(camera, tmp_path, qapp):
    folder = tmp_path / "Pictures"
    folder.mkdir()
    cup = photos.real("coffee.png")
    (folder / "cup.jpg").write_bytes(photos.encoded(cup, quality=95))
    (folder / "cup small.jpg").write_bytes(photos.encoded(cup.resize((300, 200))))
    dated = photos.exif(DateTimeOriginal="2012:03:01 12:00:00", Make="Canon", Model="EOS R5")
    cat = photos.real("chelsea.png")
    (folder / "cat.jpg").write_bytes(photos.encoded(cat, exif=dated, quality=95))
    (folder / "cat small.jpg").write_bytes(photos.encoded(cat.resize((300, 200))))
    for path in folder.iterdir():
        os.utime(path, (MADE, MADE))

    with first_visit(camera, tmp_path / "library", folder) as person:
        reviewer = Reviewer(person)
        reviewer.wait_until_compared()
        reviewer.go_to(Tier.SAME_PICTURE)
        told = reviewer.groups()
        reviewer.person.look("days-of-groups")

    days = sorted(day for group in told for day in group.split(", ") if "20" in day)
    assert days == ["1 Mar 2012", "file of 4 May 2021"]
