"""What lies beside photos and goes with them, as directories are now."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.long_work import finish

from photosim.core.records.photos import readable
from photosim.core.records.trash import Companion, TrashRequest
from photosim.services.trash.companion_survey import CompanionSurvey

NOON = datetime(2024, 7, 1, 12)


@pytest.fixture
def put(tmp_path):
    def put(name: str, content: str = "12345") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return str(path)

    return put


def survey(times=()):
    def taken(directory, names):
        known = dict(times)
        return {name: known.get(readable(name)) for name in names}

    return CompanionSurvey(taken)


def names(files):
    return [Path(one.path).name for one in files]


def going_along(*requests: TrashRequest, equal=()):
    """What goes; `equal` are the other files of photos that the library knows, by path."""
    known = {
        os.fsencode(path): [os.fsencode(other) for other in others]
        for path, others in dict(equal).items()
    }
    asked = CompanionSurvey(lambda *_: {}, lambda paths: {p: known[p] for p in paths if p in known})
    return finish(asked.going_along(requests))


def test_sidecars_and_films_that_no_library_lists_are_found(put):
    photo = put("IMG_1.HEIC")
    for name in ("IMG_1.MOV", "IMG_1.AAE", "IMG_1.heic.xmp", "IMG_10.MOV", "other.xmp"):
        put(name)

    found = finish(survey().companions([photo]))

    assert sorted(names(found[photo])) == ["IMG_1.AAE", "IMG_1.MOV", "IMG_1.heic.xmp"]
    assert {one.size for one in found[photo]} == {5}


def test_photo_to_which_nothing_belongs_is_left_out(put):
    assert finish(survey().companions([put("IMG_1.JPG"), put("a/IMG_1.JPG")])) == {}


def test_photo_or_folder_that_is_gone_is_left_out(put, tmp_path):
    put("IMG_1.xmp")

    gone = [str(tmp_path / "IMG_1.JPG"), str(tmp_path / "nowhere" / "IMG_2.JPG")]

    assert finish(survey().companions(gone)) == {}


def test_what_is_asked_about_is_no_companion_of_another(put):
    jpeg, raw = put("IMG_1.JPG"), put("IMG_1.CR2")

    assert finish(survey().companions([jpeg, raw])) == {}


def test_a_whole_unit_names_what_is_asked_about_as_well(put):
    jpeg, raw, sidecar = put("IMG_1.JPG"), put("IMG_1.CR2"), put("IMG_1.xmp")
    put("IMG_2.CR2")

    found = finish(survey().whole_units([jpeg, raw]))

    assert sorted(names(found[jpeg])) == ["IMG_1.CR2", "IMG_1.xmp"]
    assert sorted(names(found[raw])) == ["IMG_1.JPG", "IMG_1.xmp"]
    assert {one.path for files in found.values() for one in files} == {jpeg, raw, sidecar}


def test_name_that_a_camera_used_twice_is_told_apart_by_the_times(put):
    jpeg, raw = put("IMG_1.JPG"), put("IMG_1.CR2")
    times = {"IMG_1.JPG": NOON, "IMG_1.CR2": NOON + timedelta(days=400)}

    assert finish(survey(times).companions([jpeg])) == {}
    assert finish(survey({"IMG_1.JPG": NOON}).companions([jpeg])) == {jpeg: (Companion(raw, 5),)}


def test_names_that_are_not_unicode_are_found(tmp_path):
    for ending in (b".JPG", b".xmp"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff" + ending)).write_bytes(b"x")
    photo = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.JPG")

    found = finish(survey().companions([photo]))

    assert [os.fsencode(one.path)[-5:] for one in found[photo]] == [b"\xff.xmp"]


def test_raw_of_which_a_copy_stays_is_not_lost(put):
    photo, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG")
    raw, _ = put("b/IMG_1.CR2", "raw"), put("a/IMG_1.CR2", "raw")

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert found == {photo: (Companion(raw, 3, is_lost=False),)}


@pytest.mark.parametrize("other", ["a/IMG_1.CR2", "a/IMG_1.NEF", "c/IMG_1.CR2"])
def test_raw_of_which_nothing_stays_beside_the_keeper_is_lost(put, other):
    photo, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG")
    raw, _ = put("b/IMG_1.CR2", "raw"), put(other, "another")

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert found == {photo: (Companion(raw, 3, is_lost=True),)}


@pytest.mark.parametrize("size", [3, 3_000_000])
def test_raw_of_one_size_that_holds_another_picture_is_no_copy(put, size):
    photo, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG")
    raw, _ = put("b/IMG_1.CR2", "1" * size), put("a/IMG_1.CR2", "2" * size)

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert found == {photo: (Companion(raw, size, is_lost=True),)}


def test_photo_that_goes_along_is_not_lost_where_an_equal_one_lies_anywhere(put):
    raw, jpeg, elsewhere = put("b/IMG_1.DNG"), put("b/IMG_1.JPG"), put("a/IMG_7.JPG")
    asked = TrashRequest(raw, "", may_be_last=True)

    assert not going_along(asked, equal={jpeg: [elsewhere]})[raw][0].is_lost
    assert going_along(asked, equal={jpeg: []})[raw][0].is_lost


def test_equal_photo_that_goes_along_itself_does_not_stay(put):
    raws = [put("a/IMG_1.DNG"), put("b/IMG_1.DNG")]
    one, other = put("a/IMG_1.JPG"), put("b/IMG_1.JPG")
    asked = [TrashRequest(raw, "", may_be_last=True) for raw in raws]

    found = going_along(*asked, equal={one: [other], other: [one]})

    assert [file.is_lost for files in found.values() for file in files] == [True, True]


@pytest.mark.parametrize(
    ("other", "has_no_equal"),
    [("a/IMG_1.xmp", False), ("a/IMG_1.jpg.xmp", False), ("a/IMG_1.pp3", True), ("c/1.xmp", True)],
)
def test_sidecar_has_an_equal_one_only_beside_what_stays(put, other, has_no_equal):
    photo, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG")
    sidecar, _ = put("b/IMG_1.xmp", "stars"), put(other, "stars")

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert found == {photo: (Companion(sidecar, 5, has_no_equal=has_no_equal),)}


def test_sidecar_of_one_size_that_says_something_else_is_no_equal_one(put):
    photo, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG")
    sidecar, _ = put("b/IMG_1.AAE", "edit 1"), put("a/IMG_1.AAE", "edit 2")

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert found == {photo: (Companion(sidecar, 6, has_no_equal=True),)}


def test_raw_beside_another_photo_that_goes_does_not_stay(put):
    photo, other, keeper = put("b/IMG_1.JPG"), put("a/IMG_1.JPG"), put("c/IMG_1.JPG")
    put("b/IMG_1.CR2", "raw"), put("a/IMG_1.CR2", "raw")

    found = going_along(TrashRequest(photo, "", (keeper,)), TrashRequest(other, "", (keeper,)))

    assert [one.is_lost for files in found.values() for one in files] == [True, True]


def test_sidecar_is_never_said_to_be_lost(put):
    photo = put("IMG_1.JPG")
    put("IMG_1.xmp"), put("IMG_1.jpg.json")

    found = going_along(TrashRequest(photo, "", may_be_last=True))

    assert [(one.is_lost, one.has_no_equal) for one in found[photo]] == [(False, False)] * 2


def test_companions_of_a_last_copy_are_lost(put):
    photo = put("IMG_1.HEIC")
    put("IMG_1.MOV")

    found = going_along(TrashRequest(photo, "", may_be_last=True))

    assert [one.is_lost for one in found[photo]] == [True]


def test_companion_of_two_photos_that_go_is_named_once(put):
    jpeg, edited = put("IMG_1234.HEIC"), put("IMG_E1234.JPG")
    put("IMG_1234.AAE")

    found = going_along(TrashRequest(jpeg, ""), TrashRequest(edited, ""))

    assert [names(files) for files in found.values()] == [["IMG_1234.AAE"]]


def test_edited_picture_whose_copy_is_what_stays_is_not_lost(put):
    photo, keeper = put("b/IMG_1234.HEIC"), put("a/IMG_E1234.JPG", "edited")
    put("b/IMG_E1234.JPG", "edited"), put("b/IMG_1234.AAE")

    found = going_along(TrashRequest(photo, "", (keeper,)))

    assert {
        name: one.is_lost for one, name in zip(found[photo], names(found[photo]), strict=True)
    } == {
        "IMG_1234.AAE": False,
        "IMG_E1234.JPG": False,
    }


def test_sidecar_that_a_photo_shares_with_one_that_stays_does_not_go(put):
    photo, edited = put("IMG_7.jpg"), put("IMG_7-edited.jpg")
    json = put("IMG_7.jpg.supplemental-metadata.json")

    assert going_along(TrashRequest(photo, "", may_be_last=True)) == {}
    found = going_along(TrashRequest(photo, ""), TrashRequest(edited, ""))
    assert found == {photo: (Companion(json, 5),)}


def test_what_belongs_to_a_photo_says_whose_else_it_is(put):
    photo, edited = put("IMG_7.jpg"), put("IMG_7-edited.jpg")
    json = put("IMG_7.jpg.supplemental-metadata.json")

    found = finish(survey().companions([photo]))

    assert found == {photo: (Companion(json, 5, shared_with=(edited,)),)}


def test_many_photos_of_a_directory_find_what_few_do(put):
    for number in range(20):
        put(f"IMG_{number}.jpg"), put(f"IMG_{number}.jpg.suppl.json")
    photos = [put(f"IMG_{number}.jpg") for number in range(20)]

    found = finish(survey().companions(photos))

    assert {photo: names(files) for photo, files in found.items()} == {
        photo: [f"{Path(photo).name}.suppl.json"] for photo in photos
    }
