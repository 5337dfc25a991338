"""Members of groups as keep rules see them."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from photosim.core.records.photos import Photo
from photosim.core.records.review import Member

PHOTO = Photo(
    id=1,
    path="/photos/1.jpg",
    folder_id=1,
    n_files=1,
    size=1_000_000,
    width=4000,
    height=3000,
    file_format="JPEG",
    taken=datetime(2019, 5, 3, 14, 2),
    modified=datetime(2020, 1, 1),
    camera=None,
    latitude=None,
    longitude=None,
    mean_colour=0,
    content_hash="00" * 32,
)


def member(key: int, *paths: str, **more) -> Member:
    """A member; what is not said is the same for all."""
    paths = paths or (f"/photos/{key}.jpg",)
    names = {field.name for field in dataclasses.fields(Photo)}
    of_photo = {name: value for name, value in more.items() if name in names}
    of_member = {name: value for name, value in more.items() if name not in names}
    known = {"id": key, "path": paths[0], "content_hash": f"{key:064x}"} | of_photo
    return Member(key, dataclasses.replace(PHOTO, **known), paths, **of_member)
