"""Photos: what each content looks like, in which order, and who is live."""

import os
from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import made_up
from support.fakes import examined

from photosim.core.records.photos import Metadata, SortKey, Stamp, View
from photosim.core.store import Store


def put(store, path: bytes, content: str = "", mtime_s: float = 1.0, **more) -> int:
    """A photo in a file of a watched folder; the path's first part is the folder."""
    folder_path, name = os.path.split(path)
    folder = store.folders.add(folder_path).id
    stamp = Stamp(int(mtime_s * 1e9), 1)
    store.files.add(folder, b"", {name: stamp})
    photo = store.photos.put(examined(content or path, **more), stamp)
    (row,) = store.files.rows(folder, b"", [name])
    store.files.done(row.id, stamp, photo)
    return photo


def taken(year: int) -> dict[str, Metadata]:
    return {"metadata": Metadata(taken=datetime(year, 1, 1, 12))}


METADATA = Metadata(
    taken=datetime(2024, 5, 6, 7, 8, 9, 120000),
    utc_offset_s=-12600,
    camera='Maker "Model" <3>',
    orientation=6,
    latitude=-33.5,
    longitude=151.25,
    exposure_s=0.004,
    f_number=2.8,
    iso=400,
)


def test_photo_is_shown_as_it_was_examined(store):
    photo_id = put(store, b"/photos/a\xff.jpg", "a", metadata=METADATA, width=30, height=20)

    (photo,) = store.photos.get([photo_id])

    assert os.fsencode(photo.path) == b"/photos/a\xff.jpg"
    assert (photo.width, photo.height, photo.file_format) == (30, 20, "JPEG")
    assert (photo.taken, photo.camera) == (METADATA.taken, METADATA.camera)
    assert (photo.latitude, photo.longitude) == (-33.5, 151.25)
    assert photo.modified == datetime.fromtimestamp(1)
    assert photo.content_hash == examined("a").content_hash
    assert (photo.n_files, photo.offline, photo.mean_colour) == (1, False, 0x808080)


def test_photos_come_in_the_order_asked_without_unknown_and_dead_ones(store):
    with store.transaction():
        ids = [put(store, b"/p/%d.jpg" % n) for n in range(700)]
    store.files.remove([1])

    found = store.photos.get([*reversed(ids), 10_000, ids[5]])

    assert [photo.id for photo in found] == [*reversed(ids[1:]), ids[5]]


def test_same_content_keeps_its_id(store):
    first = store.photos.put(examined("a"), Stamp(1, 1))

    assert store.photos.put(examined("a"), Stamp(2, 1)) == first
    assert store.photos.id_of(examined("a").content_hash) == first
    assert store.photos.id_of(examined("b").content_hash) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**64 - 1))
@pytest.mark.parametrize("edge", [0, 2**63 - 1, 2**63, 2**64 - 1])
def test_perceptual_hashes_come_back_bit_by_bit(store, edge, other):
    photo_ids = [
        store.photos.put(examined(f"{number:x}", phash=number), Stamp(1, 1))
        for number in (edge, other)
    ]

    ids, hashes = store.photos.phashes()

    found = dict(zip(ids.tolist(), hashes.tolist(), strict=True))
    assert hashes.dtype == np.uint64
    assert [found[photo_id] for photo_id in photo_ids] == [edge, other]


def test_no_photos_have_no_hashes(store):
    ids, hashes = store.photos.phashes()

    assert (ids.shape, hashes.shape, hashes.dtype) == ((0,), (0,), np.uint64)


# nothing left to do


def test_known_hashes_are_of_this_size_and_model(store):
    one, two = store.embeddings.model("one"), store.embeddings.model("two")
    for name in ("a", "b", "long"):
        photo = store.photos.put(examined(name), Stamp(1, 1))
        if name != "b":
            store.embeddings.put(photo, one, examined(name))

    assert store.photos.known_hashes(1, one) == {examined("a").content_hash}
    assert store.photos.known_hashes(4, one) == {examined("long").content_hash}
    assert store.photos.known_hashes(1, two) == frozenset()


def test_photo_that_lost_its_thumbnail_is_not_known_until_it_was_examined(store):
    model = store.embeddings.model("one")
    photo = store.photos.put(examined("a"), Stamp(1, 1))
    store.embeddings.put(photo, model, examined("a"))

    store.photos.lose_thumbnails([photo])
    assert store.photos.known_hashes(1, model) == frozenset()

    store.photos.put(examined("a"), Stamp(1, 1))
    assert store.photos.known_hashes(1, model) == {examined("a").content_hash}


# live and dead


def test_photo_is_live_while_a_file_holds_it(store):
    photo = put(store, b"/p/a.jpg", "a")
    put(store, b"/p/copy.jpg", "a")
    assert (store.photos.count(), store.photos.live_ids().tolist()) == (1, [photo])

    store.files.remove([1])
    assert store.photos.is_live(photo)
    store.files.remove([2])

    assert not store.photos.is_live(photo)
    assert (store.photos.count(), store.photos.live_ids().tolist()) == (0, [])
    assert store.photos.view(View()).tolist() == []
    assert store.photos.view(View(sort_key=SortKey.NAME)).tolist() == []
    assert (store.photos.get([photo]), store.photos.path(photo)) == ([], None)
    assert store.photos.hashes([photo]) == {photo: examined("a").content_hash}


def test_file_in_a_folder_that_is_not_offline_is_shown_first(store):
    photo = put(store, b"/unplugged/a.jpg", "a")
    put(store, b"/here/a.jpg", "a")
    store.folders.set_state(1, offline=True)

    (shown,) = store.photos.get([photo])

    assert (shown.path, shown.offline, shown.n_files) == ("/here/a.jpg", False, 2)
    assert store.photos.path(photo) == b"/here/a.jpg"


# views


def test_photos_sort_by_capture_time_else_by_modification_time(store):
    new = put(store, b"/p/new.jpg", **taken(2020))
    old = put(store, b"/p/old.jpg", mtime_s=2e9, **taken(1999))
    none = put(store, b"/p/none.jpg", mtime_s=1.26e9)  # 2009

    assert store.photos.view(View()).tolist() == [new, none, old]
    assert store.photos.view(View(descending=False)).tolist() == [old, none, new]


def test_photos_of_one_moment_sort_by_id(store):
    ids = [put(store, b"/p/%d.jpg" % n, **taken(2020)) for n in range(5)]

    assert store.photos.view(View(descending=False)).tolist() == ids
    assert store.photos.view(View()).tolist() == ids[::-1]


def test_photos_sort_by_name_with_numbers_by_value(store):
    ten, nine, other = (put(store, b"/p/" + n) for n in (b"IMG_10.jpg", b"img_9.jpg", b"A.jpg"))

    ascending = View(sort_key=SortKey.NAME, descending=False)
    assert store.photos.view(ascending).tolist() == [other, nine, ten]
    assert store.photos.view(View(sort_key=SortKey.NAME)).tolist() == [ten, nine, other]


@pytest.mark.parametrize("sort_key", list(SortKey))
@pytest.mark.parametrize("descending", [False, True])
def test_view_of_a_folder_holds_its_photos_only(store, sort_key, descending):
    put(store, b"/one/a.jpg", "a")
    shared = put(store, b"/one/b.jpg", "b")
    put(store, b"/two/b.jpg", "b")
    own = put(store, b"/two/c.jpg", "c")

    folder_id = store.folders.add(b"/two").id
    view = store.photos.view(View(folder_id, sort_key, descending))

    assert view.dtype == np.int64
    assert sorted(view.tolist()) == [shared, own]
    assert len(store.photos.view(View(None, sort_key, descending))) == 3


MANANA = "man\u0303ana.jpg".encode()


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("img_2", [b"IMG_20.jpg", b"IMG_2041.jpg"]),
        ("IMG_204", [b"IMG_2041.jpg"]),
        ("img_02", []),
        ("100%", [b"100% mine.jpg"]),
        ("é", ["École.jpg".encode()]),
        ("ÉCOLE", ["École.jpg".encode()]),
        ("ma\\b", [b"ma\\b.jpg"]),
        ("caf", [b"caf\xe9.jpg"]),
        ("zebra", []),
        ("_", []),
        ("cop", [b"cop y.jpg"]),
        ("ec", ["École.jpg".encode()]),
        ("man", [MANANA]),
        ("stras", ["Straße.jpg".encode()]),
        ("Ł", ["łódź.jpg".encode()]),
        ("img_7", ["\uff29\uff2d\uff27\uff3f\uff17.jpg".encode()]),
        ("\u0651", []),
    ],
)
def test_photos_are_found_by_how_their_names_begin(tmp_path, prefix, found):
    store = Store.open(tmp_path / "names.db")
    names = [b"IMG_20.jpg", b"IMG_2041.jpg", b"100% mine.jpg", b"ma\\b.jpg", b"caf\xe9.jpg"]
    names += [
        MANANA,
        *map(
            str.encode,
            ["École.jpg", "Straße.jpg", "łódź.jpg", "\uff29\uff2d\uff27\uff3f\uff17.jpg"],
        ),
    ]
    made_up.put(store, {name: name.hex() for name in names}, folder=b"/p")
    made_up.put(store, {b"cop y.jpg": names[0].hex()}, folder=b"/q")

    ids = store.photos.named(prefix).tolist()

    owner = {b"cop y.jpg": b"IMG_20.jpg"}
    assert ids == sorted(made_up.photo_at(store, owner.get(name, name), b"/p") for name in found)
    store.close()
