"""What belongs to one shot is one unit, and nothing else is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.companions import Unit, namesakes, unit_of, units

NOON = datetime(2024, 7, 1, 12)


def together(*names: bytes, taken=None) -> list[set[bytes]]:
    """The units of a directory as sets of names."""
    return [set(unit.names) for unit in units(names, taken)]


@pytest.mark.parametrize(
    "names",
    [
        (b"IMG_1.CR2", b"IMG_1.JPG"),
        (b"IMG_1.dng", b"IMG_1.heic"),
        (b"IMG_1.HEIC", b"IMG_1.MOV"),
        (b"IMG_1.JPG", b"IMG_1.mov"),
        (b"PXL_1.jpg", b"PXL_1.mp4"),
        (b"DSC_1.JPG", b"DSC_1.WAV"),
        (b"IMG_1.jpg", b"IMG_1.xmp"),
        (b"IMG_1.jpg", b"IMG_1.jpg.xmp"),
        (b"IMG_1.CR2", b"IMG_1.JPG", b"IMG_1.xmp", b"IMG_1.CR2.xmp", b"IMG_1.jpg.xmp"),
        (b"IMG_1.jpg", b"IMG_1.jpg.json"),
        (b"IMG_1234.HEIC", b"IMG_1234.AAE"),
        (b"IMG_1234.HEIC", b"IMG_1234.AAE", b"IMG_E1234.JPG", b"IMG_O1234.AAE", b"IMG_1234.MOV"),
        (b"IMG_1.HEIC", b"IMG_1.MOV", b"IMG_1.MOV.xmp"),
        (b"IMG_1.jpg", b"IMG_1.THM"),
        (b"\xff\xe9.CR2", b"\xff\xe9.jpg", b"\xff\xe9.xmp"),
        (b"x.CR2", b"x.jpg"),
    ],
)
def test_files_of_one_shot_are_one_unit(names):
    assert together(*names) == [set(names)]


def test_photos_that_share_a_sidecar_are_one_unit():
    names = (b"IMG.jpg", b"IMG.png", b"IMG.xmp")

    assert together(*names) == [set(names)]


@pytest.mark.parametrize(
    "names",
    [
        (b"IMG_1.jpg", b"IMG_1.png"),
        (b"IMG_1.jpg", b"IMG_2.jpg"),
        (b"IMG_1.jpg", b"IMG_10.CR2"),
        (b"IMG_1.jpg", b"IMG_1 (1).jpg"),
        (b"IMG_123.HEIC", b"IMG_E1234.HEIC"),
    ],
)
def test_photos_that_only_look_related_are_units_of_their_own(names):
    assert together(*names) == [{name} for name in sorted(names)]


@pytest.mark.parametrize(
    ("photo", "other"),
    [
        (b"IMG_1.jpg", b"IMG_1.txt"),
        (b"IMG_1.jpg", b"IMG_1.json"),
        (b"IMG_1.png", b"IMG_1.mov"),
        (b"IMG_1.jpg", b"IMG_1.png.xmp"),
        (b"IMG_1.jpg", b"IMG_1"),
        (b"IMG_1.jpg", b"IMG_2.xmp"),
    ],
)
def test_what_does_not_belong_to_a_photo_is_in_no_unit(photo, other):
    assert together(photo, other) == [{photo}]


def test_sidecar_of_a_name_belongs_to_that_photo_alone():
    found = together(b"A.jpg", b"A.png", b"A.jpg.xmp", b"a.PNG.xmp")

    assert found == [{b"A.jpg", b"A.jpg.xmp"}, {b"A.png", b"a.PNG.xmp"}]


def test_kinds_of_files_are_told_apart_and_photos_come_last():
    unit = unit_of(b"I.HEIC", [b"I.HEIC", b"I.MOV", b"I.xmp", b"J.jpg"])

    assert unit == Unit((b"I.HEIC",), (b"I.MOV",), (b"I.xmp",))
    assert unit.names == (b"I.xmp", b"I.MOV", b"I.HEIC")


def test_raw_and_jpeg_of_the_same_second_are_one_unit():
    taken = {b"I.CR2": NOON, b"I.JPG": NOON + timedelta(milliseconds=430)}

    assert together(*taken, taken=taken) == [set(taken)]


def test_time_that_only_one_photo_has_proves_nothing():
    taken = {b"I.CR2": None, b"I.JPG": NOON}

    assert together(*taken, taken=taken) == [set(taken)]


def test_times_that_differ_make_two_shots_and_what_could_be_of_either_stays():
    taken = {b"I.CR2": NOON, b"I.JPG": NOON + timedelta(days=300), b"I.tif": None}

    found = together(*taken, b"I.xmp", b"I.MOV", b"I.CR2.xmp", taken=taken)

    assert found == [{b"I.CR2", b"I.CR2.xmp"}, {b"I.JPG"}, {b"I.tif"}]


def test_unit_of_something_that_is_not_there_is_refused():
    with pytest.raises(ValueError):
        unit_of(b"I.jpg", [b"J.jpg"])


names = st.lists(
    st.builds(
        lambda stem, ending: stem + b"." + ending,
        st.sampled_from([b"IMG_1234", b"img_1234", b"IMG_E1234", b"IMG_O1234", b"a", b"a.jpg"]),
        st.sampled_from(
            [b"jpg", b"JPG", b"png", b"CR2", b"heic", b"mov", b"xmp", b"AAE", b"json", b"txt"]
        ),
    ),
    unique=True,
)
times = st.dictionaries(st.sampled_from([b"IMG_1234.jpg", b"a.CR2", b"a.jpg"]), st.datetimes())


@given(names, times)
def test_every_photo_is_in_exactly_one_unit_whatever_the_order(names, taken):
    found = units(names, taken)

    in_units = [name for unit in found for name in unit.names]
    assert len(in_units) == len(set(in_units))
    assert {name for unit in found for name in unit.photos} == {
        name for name in names if name.lower().endswith((b"jpg", b"png", b"cr2", b"heic"))
    }
    assert units(reversed(names), taken) == found


@given(names, times)
def test_unit_of_a_photo_is_the_same_among_its_namesakes_alone(names, taken):
    for unit in units(names, taken):
        for photo in unit.photos:
            assert unit_of(photo, names, taken) == unit
            assert set(unit.names) <= set(namesakes(photo, names))
