"""What belongs to one shot is one unit, and nothing else is."""

import unicodedata
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.folders.companions import Shared, Unit, leaving, relatives, unit_of, units

NOON = datetime(2024, 7, 1, 12)


def composed(name: str) -> bytes:
    return unicodedata.normalize("NFC", name).encode()


def decomposed(name: str) -> bytes:
    return unicodedata.normalize("NFD", name).encode()


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
        (b"IMG_1.JPG", b"IMG_1.3gp"),
        (b"IMG_1.HEIC", b"IMG_1.m4v"),
        (b"IMG_1.JPG", b"IMG_1.m4a"),
        (b"IMG_1.JPG", b"IMG_1.jpg.metadata.json"),
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
        *((composed("imüg_1.jpg"), decomposed(f"imüg_1{end}")) for end in (".xmp", ".jpg.json")),
        (decomposed("Zoë (1).HEIC"), composed("Zoë (1).AAE"), decomposed("Zoë (1).MOV")),
    ],
)
def test_files_of_one_shot_are_one_unit(names):
    assert together(*names) == [set(names)]


# what each program and camera calls its files, one kind after the other

LONG = b"IMG_20210506_070809_a_walk_round_the_lake_with_all"
"""Longer than the 46 units that Google leaves."""


@pytest.mark.parametrize(
    "names",
    [
        (b"IMG_1.jpg", b"IMG_1.jpg.supplemental-metadata.json"),
        (b"IMG_1.jpg", b"IMG_1.jpg.supplemental-me.json"),
        (b"IMG_1.jpg", b"IMG_1.jpg.suppl.json"),
        (b"IMG_1.jpg", b"IMG_1.jpg.s.json"),
        (b"IMG_1.jpg", b"IMG_1.jpg..json"),
        (b"IMG_1.jpg", b"img_1.JPG.SUPPL.JSON"),
        (b"IMG_7(1).jpg", b"IMG_7.jpg.supplemental-metadata(1).json"),
        (b"IMG_7(12).jpg", b"IMG_7.jpg.suppl(12).json"),
        (b"IMG_7(1).jpg", b"IMG_7.jpg(1).json"),
        (b"IMG_7(1).jpg", b"IMG_7(1).jpg.json"),
        (LONG + b".jpg", LONG[:46] + b".json"),
        (LONG[:47] + b".jpg", LONG[:46] + b".json"),
        (LONG[:43] + b".jpg", LONG[:43] + b".jp.json"),
        (LONG[:45] + b".jpg", LONG[:45] + b"..json"),
        (LONG[:47] + b"(494).jpg", LONG[:46] + b"(494).json"),
        (LONG[:47] + b".jpg", LONG[:46] + b".json", LONG[:47] + b".xmp", LONG[:47] + b".mov"),
        ("ä".encode() * 50 + b".jpg", "ä".encode() * 46 + b".json"),
        ("\N{GRINNING FACE}".encode() * 30 + b".jpg", "\N{GRINNING FACE}".encode() * 23 + b".json"),
        (b"IMG_1.HEIC", b"IMG_1.MOV", b"IMG_1.MOV.json", b"IMG_1.HEIC.suppl.json"),
        (b"PXL_20240926_160000123.MP.jpg", b"PXL_20240926_160000123.MP.jpg.suppl.json"),
    ],
)
def test_google_takeouts_json_belongs_to_its_photo_whole_or_cut(names):
    assert together(*names) == [set(names)]


@pytest.mark.parametrize(
    "names",
    [
        (b"IMG_0563.JPG", b"IMG_0563_HEVC.MOV"),
        (b"IMG_0563.HEIC", b"IMG_0563_hevc.mov", b"IMG_0563.AAE"),
        (b"IMG_0563.HEIC", b"IMG_0563-HEVC.MOV"),
        (b"IMG_0563(1).HEIC", b"IMG_0563_HEVC(1).MOV"),
        (b"IMG_0563 (1).HEIC", b"IMG_0563_HEVC (1).MOV"),
        (b"IMG_0563(1).HEIC", b"IMG_0563(1)_HEVC.MOV"),
        (b"IMG_0563.HEIC", b"IMG_0563.HEIC.MOV"),
        (b"IMG_0563.HEIC", b"IMG_E0563.HEIC", b"IMG_E0563_HEVC.MOV"),
        (b"IMG_1234(1).HEIC", b"IMG_E1234(1).HEIC", b"IMG_1234(1).AAE", b"IMG_O1234(1).AAE"),
        (b"IMG_1234 2.HEIC", b"IMG_E1234 2.HEIC", b"IMG_1234 2.AAE"),
        (b"PXL_20240926_160000123.MP.jpg", b"PXL_20240926_160000123.MP"),
        (b"PXL_20240926_160000123.MP.jpg", b"PXL_20240926_160000123.MP4"),
        (b"PXL_20240926_160000123.MP~2.jpg", b"PXL_20240926_160000123.MP~2"),
        (b"PXL_20240926_160000123.MP(1).jpg", b"PXL_20240926_160000123(1).MP"),
        (b"MVIMG_20190101_120000.jpg", b"MVIMG_20190101_120000.MP4"),
        (b"PXL_20240926_160000123.RAW-01.COVER.jpg", b"PXL_20240926_160000123.RAW-02.ORIGINAL.dng"),
        (
            b"PXL_20240926_160000123.RAW-01.MP.COVER.jpg",
            b"PXL_20240926_160000123.RAW-02.ORIGINAL.dng",
        ),
        (
            b"PXL_20240926_160000123.PORTRAIT-01.COVER.jpg",
            b"PXL_20240926_160000123.PORTRAIT-02.ORIGINAL.jpg",
        ),
        (
            b"PXL_20240926_160000123.LONG_EXPOSURE-01.COVER.jpg",
            b"PXL_20240926_160000123.LONG_EXPOSURE-02.ORIGINA.jpg",
        ),
        (b"DSC_1.NEF", b"DSC_1.WAV"),
        (b"IMG_1.jpg", b"IMG_1_01.jpg.xmp", b"IMG_1.jpg.xmp", b"IMG_1_12.jpg.xmp"),
        (b"IMG_1.CR2", b"IMG_1.CR2.pp3", b"IMG_1.CR2.arp", b"IMG_1.CR2.dop", b"IMG_1.vrd"),
        (b"IMG_1.NEF", b"IMG_1.on1", b"IMG_1.NEF.cos", b"IMG_1.NEF.nksc", b"IMG_1.rrdata"),
    ],
)
def test_each_spelling_of_films_notes_raw_files_and_sidecars_is_known(names):
    assert together(*names) == [set(names)]


@pytest.mark.parametrize(
    ("photo", "other"),
    [
        (b"IMG_1.jpg", b"IMG_10.jpg.supplemental-metadata.json"),
        (b"IMG_1.jpg", b"IMG_10_HEVC.MOV"),
        (b"IMG_1.jpg", b"IMG_1.jpg.supper.json"),
        (b"IMG_1.jpg", b"IMG_1.jpg.settings.json"),
        (b"IMG_7.jpg", b"IMG_7.jpg.supplemental-metadata(1).json"),
        (b"IMG_7(2).jpg", b"IMG_7.jpg.supplemental-metadata(1).json"),
        (b"IMG_7(1).jpg", b"IMG_7.jpg.supplemental-metadata.json"),
        (b"IMG_7(1).png", b"IMG_7.jpg(1).json"),
        (b"IMG_7-edited.jpg", b"IMG_7.png.json"),
        (b"IMG_7-edifice.jpg", b"IMG_7.jpg.json"),
        (LONG + b".jpg", LONG[:45] + b".json"),
        (LONG[:46] + b".jpg", LONG[:45] + b"X.json"),
        (LONG[:47] + b"(1).jpg", LONG[:46] + b".json"),
        (b"IMG_1_01.png", b"IMG_1_01.jpg.xmp"),
        (b"IMG_1.jpg", b"IMG_1_001.jpg.xmp"),
        (b"IMG_1.jpg", b"IMG_1_01.xmp"),
        (b"IMG_1.jpg", b"IMG_1-HEVC2.MOV"),
        (b"IMG_1.CR2", b"IMG_1.MOV"),
        (b"PXL_20240926_160000123.jpg", b"PXL_20240926_160000124.MP"),
        (b"IMG_1234.jpg", b"IMG_E1234 (1).MOV"),
        (b"IMG_1.jpg", b"metadata.json"),
        (b"IMG_1.jpg", b"IMG_1.txt"),
        (b"IMG_1.jpg", b"IMG_1.json"),
        (b"IMG_1.png", b"IMG_1.mov"),
        (b"IMG_1.jpg", b"IMG_1.png.xmp"),
        (b"IMG_1.jpg", b"IMG_1"),
        (b"IMG_1.jpg", b"IMG_2.xmp"),
    ],
)
def test_in_doubt_a_file_belongs_to_no_photo(photo, other):
    assert together(photo, other) == [{photo}]
    assert unit_of(photo, [photo, other]).companions == ()


@pytest.mark.parametrize(
    "names",
    [
        (b"PXL_20240926_160000123.BURST-01.jpg", b"PXL_20240926_160000123.BURST-02.jpg"),
        (b"wedding.anna-01.jpg", b"wedding.anna-02.jpg"),
        (b"PXL_20240926_160000123.MP.jpg", b"PXL_20240926_160000123.MP~2.jpg"),
        (b"IMG_7.jpg", b"IMG_7(1).jpg", b"IMG_7-edited.jpg"),
        (b"wedding.jpg", b"wedding_01.jpg", b"wedding_02.jpg"),
        (b"IMG_1.jpg", b"IMG_1.png"),
        (b"IMG_1.jpg", b"IMG_2.jpg"),
        (b"IMG_1.jpg", b"IMG_10.CR2"),
        (b"IMG_1.jpg", b"IMG_1 (1).jpg"),
        (b"IMG_123.HEIC", b"IMG_E1234.HEIC"),
    ],
)
def test_photos_of_a_series_or_with_like_names_are_units_of_their_own(names):
    assert together(*names) == [{name} for name in sorted(names)]


def test_json_of_a_copy_and_of_its_original_are_told_apart():
    found = together(
        b"IMG_7.jpg",
        b"IMG_7(1).jpg",
        b"IMG_7.jpg.supplemental-metadata.json",
        b"IMG_7.jpg.supplemental-metadata(1).json",
    )

    assert found == [
        {b"IMG_7(1).jpg", b"IMG_7.jpg.supplemental-metadata(1).json"},
        {b"IMG_7.jpg", b"IMG_7.jpg.supplemental-metadata.json"},
    ]


def test_second_edit_of_darktable_is_not_taken_from_a_photo_of_that_name():
    found = together(b"A.jpg", b"A_01.jpg", b"A.jpg.xmp", b"A_01.jpg.xmp", b"A_02.jpg.xmp")

    assert found == [
        {b"A.jpg", b"A.jpg.xmp", b"A_02.jpg.xmp"},
        {b"A_01.jpg", b"A_01.jpg.xmp"},
    ]


def test_film_with_the_codec_in_its_name_is_the_one_of_the_heic():
    found = together(b"I.HEIC", b"I.JPG", b"I_HEVC.MOV")

    assert found == [{b"I.HEIC", b"I_HEVC.MOV"}, {b"I.JPG"}]


# what several photos share


@pytest.mark.parametrize(
    ("photos", "shared"),
    [
        ((b"IMG.jpg", b"IMG.png"), b"IMG.xmp"),
        ((b"IMG.HEIC", b"IMG.JPG"), b"IMG.MOV"),
        ((b"IMG_7-edited.jpg", b"IMG_7.jpg"), b"IMG_7.jpg.supplemental-metadata.json"),
        ((b"IMG_7-bearbeitet.jpg", b"IMG_7.HEIC"), b"IMG_7.HEIC.suppl.json"),
        (("IMG_7-modifié.jpg".encode(), b"IMG_7.jpg"), b"IMG_7.jpg.json"),
        (("IMG_7-modifie\u0301.jpg".encode(), b"IMG_7.jpg"), b"IMG_7.jpg.json"),
        ((b"IMG_7(1).jpg", b"IMG_7-edytowane(1).jpg"), b"IMG_7.jpg.suppl(1).json"),
        ((b"IMG_7(1).jpg", b"IMG_7(1)-edited.jpg"), b"IMG_7.jpg(1).json"),
        ((LONG[:47] + b".jpg", LONG[:46] + b"x.jpg"), LONG[:46] + b".json"),
    ],
)
def test_what_photos_share_goes_with_the_last_of_them(photos, shared):
    names = (*photos, shared)
    one, other = units(names)

    assert one.shared == other.shared == (Shared(shared, tuple(sorted(photos))),)
    assert shared not in one.names + other.names
    assert shared in one.companions
    for photo in photos:
        alone = leaving(photo, names, {photo})
        assert (alone.names, alone.companions) == ((photo,), (shared,))
        assert set(leaving(photo, names, set(photos)).names) == set(names)
        assert set(leaving(photo, (photo, shared), {photo}).names) == {photo, shared}


def test_film_stays_with_what_was_made_of_its_photo():
    names = (b"I.jpg", b"I.mp4", b"I.png")

    assert leaving(b"I.jpg", names, {b"I.jpg"}).names == (b"I.jpg",)
    assert leaving(b"I.png", names, {b"I.png"}).names == (b"I.png",)
    assert set(leaving(b"I.jpg", names, {b"I.jpg", b"I.png"}).names) == set(names)


def test_units_that_share_nothing_are_not_joined():
    names = (b"A.jpg", b"A.png", b"A.xmp", b"B.jpg", b"B.xmp")

    assert leaving(b"B.jpg", names, names).names == (b"B.xmp", b"B.jpg")


def test_raw_file_of_a_chosen_photo_leaves_with_it_and_so_does_what_they_share():
    names = (b"I.CR2", b"I.JPG", b"I-edited.JPG", b"I.JPG.json")

    joined = leaving(b"I-edited.JPG", names, {b"I-edited.JPG", b"I.CR2"})

    assert set(joined.names) == set(names)


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
        st.sampled_from(
            [
                *(b"IMG_1234", b"img_1234", b"IMG_E1234", b"IMG_O1234", b"IMG_1234_HEVC"),
                *(b"a", b"a.jpg", b"a(1)", b"a.jpg(1)", b"a.jpg.suppl(1)", b"a_01", b"a_01.jpg"),
                *(b"a-edited", b"a-edited(1)", LONG, LONG[:46], LONG[:46] + b"(1)", LONG + b"(1)"),
                *(b"PXL_1_1", b"PXL_1_1.MP", b"PXL_1_1.RAW-01.COVER", b"PXL_1_1.RAW-02.ORIGINAL"),
                *(b"PXL_1_1.MP~2", b"PXL_1_1.RAW-01.COVER~2", b"a (1)-edited(2)", b"(1)"),
            ]
        ),
        st.sampled_from(
            [b"jpg", b"JPG", b"png", b"CR2", b"heic", b"mov", b"xmp", b"AAE", b"json", b"MP", b"x"]
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
def test_unit_of_a_photo_is_the_same_among_its_relatives_alone(names, taken):
    for unit in units(names, taken):
        for photo in unit.photos:
            assert unit_of(photo, names, taken) == unit
            assert set(unit.names) <= set(relatives(photo, names))


@given(names, times, st.data())
def test_what_leaves_is_whole_units_and_takes_nothing_from_a_photo_that_stays(names, taken, data):
    photos = [photo for unit in units(names, taken) for photo in unit.photos]
    chosen = data.draw(st.sets(st.sampled_from(photos))) if photos else set()
    gone = {name for photo in chosen for name in leaving(photo, names, chosen, taken).names}

    for unit in units(names, taken):
        if gone.isdisjoint(unit.photos):
            assert gone.isdisjoint((*unit.names, *unit.companions))
        else:
            assert gone.issuperset(unit.names)
