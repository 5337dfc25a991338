"""Whatever stands in a file, behind the worker's border it can be kept and shown."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from support.fakes import examined
from support.saying import raises_saying

from photosim.core.errors import DecodeError
from photosim.core.image import checked
from photosim.core.records.photos import Metadata, Stamp, Traces
from photosim.core.store import Store
from photosim.texts import error_wording

DIM = 8
NONSENSE = some.one_of(
    some.none(),
    some.integers(-(10**25), 10**25),
    some.floats(allow_nan=True, allow_infinity=True),
    some.text(some.characters(codec=None), max_size=300),
    some.binary(max_size=40),
    some.booleans(),
    some.datetimes(timezones=some.one_of(some.none(), some.just(timezone(timedelta(hours=9))))),
    some.tuples(some.integers(), some.floats()),
    some.just(np.float32("nan")),
    some.just(np.int64(-5)),
)
METADATA = some.dictionaries(some.sampled_from([f.name for f in fields(Metadata)]), NONSENSE)
OTHERS = ("size", "width", "height", "file_format", "thumbnail", "mean_colour", "phash")
OTHERS += ("n_frames", "is_damaged", "pixel_hash", "detail")
ESSENTIALS = some.dictionaries(some.sampled_from(OTHERS), NONSENSE)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with closing(Store.open(tmp_path_factory.mktemp("store") / "library.db")) as store:
        yield store


@given(METADATA, ESSENTIALS, some.integers(0, 10**6))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_arbitrary_values_are_refused_or_kept_and_read_back(store, metadata, essentials, number):
    found = examined(f"photo {number}", dim=DIM, metadata=Metadata(**metadata))
    try:
        sound = checked.examined(replace(found, **essentials), DIM)
    except DecodeError as error:
        assert error_wording.sentence(error).endswith(".")
        return

    with store.transaction():
        photo_id = store.photos.put(sound, Stamp(0, 0))
        model = store.embeddings.model("one")
        store.embeddings.put(photo_id, model, sound)
        folder = store.folders.add(b"/photos")
        name = b"%d.jpg" % number
        if name not in store.files.sizes(folder.id, b""):
            store.files.add(folder.id, b"", {name: Stamp(0, 0)})
        (row,) = store.files.rows(folder.id, b"", [name])
        store.files.done(row.id, row.stamp, photo_id)

    (shown,) = store.photos.get([photo_id])
    assert store.whole_photos.get([photo_id])[photo_id].photo == shown
    assert (shown.width, shown.n_frames, shown.is_damaged) == (
        sound.width,
        sound.n_frames,
        sound.is_damaged,
    )
    assert shown.taken == sound.metadata.taken
    look, _ = store.pair_inputs.of([photo_id], model)[photo_id]
    assert look.metadata.camera == sound.metadata.camera
    assert photo_id in store.group_facts.facts([photo_id])
    shown.name.encode()


def test_sound_values_pass_unchanged():
    metadata = Metadata(
        taken=datetime(2019, 7, 31, 18, 5, 59, 420_000),
        utc_offset_s=7200,
        camera="Canon EOS 5D",
        orientation=6,
        latitude=48.1,
        longitude=-11.5,
        exposure_s=0.004,
        f_number=2.8,
        iso=400,
        software="16.5.1",
        recorded_width=4000,
        recorded_height=3000,
        rating=4,
        traces=Traces.LIBRARY | Traces.LATER,
    )
    found = examined("a", dim=DIM, metadata=metadata, n_frames=3, detail=1.5, pixel_hash="ab" * 32)

    sound = checked.examined(found, DIM)

    for field in fields(found):
        assert np.array_equal(getattr(sound, field.name), getattr(found, field.name)), field.name


@pytest.mark.parametrize(
    "more",
    [
        {"iso": 10**19},
        {"iso": -1},
        {"latitude": math.nan, "longitude": 1.0},
        {"latitude": 91.0, "longitude": 1.0},
        {"latitude": 1.0},
        {"exposure_s": math.inf},
        {"f_number": -2.8},
        {"camera": "\0"},
        {"camera": "\ud800"},
        {"utc_offset_s": 10**9},
        {"recorded_width": 0, "recorded_height": 10},
        {"rating": 6},
    ],
)
def test_what_makes_no_sense_of_the_metadata_is_none(more):
    assert checked.metadata(Metadata(**more)) == Metadata()


def test_a_time_loses_its_zone_for_it_is_the_camera_s_clock():
    zoned = datetime(2019, 7, 31, 18, 5, tzinfo=timezone(timedelta(hours=2)))

    assert checked.metadata(Metadata(taken=zoned)).taken == datetime(2019, 7, 31, 18, 5)


@pytest.mark.parametrize(
    "more",
    [
        {"width": 0},
        {"height": -3},
        {"width": 1 << 40},
        {"thumbnail": b""},
        {"features": np.full(DIM, np.nan, np.float16)},
        {"features": np.full(DIM, np.inf, np.float16)},
        {"phash": -1},
    ],
)
def test_a_photo_without_sense_is_a_problem(more):
    with raises_saying(DecodeError, "makes no sense"):
        checked.examined(examined("a", dim=DIM, **more), DIM)


def test_features_of_another_length_are_a_mistake_of_photosim():
    with raises_saying(ValueError, "features"):
        checked.examined(examined("a", dim=DIM + 1), DIM)


def test_classes_that_are_none_are_left_out():
    classes = np.array([[3, 0.5], [np.nan, 0.2], [-1, 0.1], [70_000, 0.1]], np.float32)

    assert checked.examined(examined("a", dim=DIM, classes=classes), DIM).classes.tolist() == [
        [3, 0.5]
    ]
