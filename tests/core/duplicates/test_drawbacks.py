"""What may be the better one of two copies is never proposed, whatever signs speak against it."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest
from support.members import member

from photosim.core.duplicates import losses, originals
from photosim.core.duplicates.drawbacks import speaks_for
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.records.pairs import Comparison, Differences, Tier
from photosim.core.records.photos import Traces
from photosim.core.records.reasons import Drawback, Loss, Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import DEFAULTS, Choice, Origin, Rule, RuleKind
from photosim.texts.reason_wording import phrase

PICTURE = Tier.SAME_PICTURE
EQUAL = Differences(12, 12, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1)
EDITED = Origin(software="GIMP 2.10")


def photo(key, *, differs=None, **more):
    """Of two photos 1 and 2 one, with how the second differs from the first."""
    found = dataclasses.replace(EQUAL, **(differs or {}))
    compared = {3 - key: Comparison(1, 2, PICTURE, 0.9, found)}
    return member(key, compared=compared, **more)


def pair(differs=None, one=None, other=None):
    """Photo 1, which has no date, and photo 2, which has one."""
    known = {"taken": None} | (one or {})
    return photo(1, differs=differs, **known), photo(2, differs=differs, **(other or {}))


def said(members, rules=DEFAULTS[PICTURE].rules):
    return KeepRules(rules).propose(PICTURE, members)


def test_a_copy_with_something_around_it_is_not_told_that_the_cameras_file_is_cropped():
    own = {"camera": "Canon EOS", "origin": Origin(recorded=(4000, 3000))}
    padded = photo(1, differs={"shown": 0.6}, size=9_000_000)

    assert speaks_for(padded, photo(2, differs={"shown": 0.6}, **own)) is Drawback.ADDED_AROUND
    assert speaks_for(padded, photo(2, differs={"shown": 0.6})) is Drawback.CROPPED


@pytest.mark.parametrize(
    ("differs", "why"),
    [
        ({"colour": -1}, because(Drawback.COLOURED)),
        ({"is_mirrored": True}, because(Drawback.MIRRORED)),
        ({"degrees": 90.2}, because(Drawback.TURNED)),
        ({"degrees": 179.8}, because(Drawback.TURNED)),
        ({"shown": 0.8}, because(Drawback.CROPPED)),
        ({"is_framed": True, "beyond": 0.1}, because(Drawback.FRAMED)),
        ({"stops": 0.5}, because(Drawback.LIT)),
        ({"beyond": 0.1}, because(Drawback.AROUND)),
        ({"stretched": 1.1}, because(Drawback.STRETCHED)),
        ({"is_recoloured": True}, because(Drawback.RECOLOURED)),
        ({"is_refocused": True}, because(Drawback.REFOCUSED)),
        ({"noise": 2.0}, because(Drawback.NOISIER)),
        ({"toned": 4.5}, because(Drawback.TONED)),
        ({"resaved": 1}, because(Drawback.RESAVED)),
    ],
)
def test_a_date_does_not_let_an_edit_win(differs, why):
    assert said(pair(differs))[1] == (Choice.OPEN, why)


@pytest.mark.parametrize(
    "differs",
    [
        {},
        {"colour": 1},
        {"degrees": 0.4},
        {"stretched": 1.02},
        {"noise": -3.0},
        {"shown": 0.8, "is_first_framed": True},
        {"is_framed": True, "beyond": 0.01},
    ],
)
def test_a_date_decides_where_nothing_speaks_for_the_other(differs):
    assert said(pair(differs, other={"width": 8000, "height": 6000}))[1] == (
        Choice.TRASH,
        because(Why.LACKS, because(Loss.TIME)),
    )


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"size": 2_500_000}, {}, because(Drawback.LESS_COMPRESSED)),
        ({"file_format": "PNG", "size": 900_000}, {}, because(Drawback.LOSSLESS)),
        ({}, {"origin": EDITED}, because(Drawback.EDITED)),
        ({"sharpness": 0.8}, {"sharpness": 1.0}, because(Drawback.SHARPENED)),
        ({"size": 1_200_000}, {}, because(Drawback.UNPROVEN)),
        (
            {"size": 2_500_000, "origin": Origin(traces=Traces.TWICE)},
            {},
            because(Drawback.UNPROVEN),
        ),
        ({"origin": EDITED}, {"origin": EDITED}, because(Drawback.UNPROVEN)),
        ({"sharpness": 0.98}, {"sharpness": 1.0}, because(Drawback.UNPROVEN)),
        ({"file_format": "PNG"}, {"file_format": "PNG"}, because(Drawback.UNPROVEN)),
        (
            {"origin": Origin(detail=0.9)},
            {"width": 8000, "height": 6000, "origin": Origin(detail=0.45)},
            because(Drawback.ENLARGED),
        ),
    ],
)
def test_a_date_does_not_let_the_worse_file_win(one, other, why):
    assert said(pair(one=one, other=other))[1] == (Choice.OPEN, why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"size": 1_200_000}, {"width": 8000, "height": 6000}),
        ({"origin": EDITED}, {"origin": EDITED, "width": 8000, "height": 6000}),
        ({"origin": Origin(pixel_hash="aa"), "size": 2_500_000},
         {"origin": Origin(pixel_hash="aa")}),
    ],
)  # fmt: skip
def test_small_differences_and_equal_pixels_speak_for_none(one, other):
    assert said(pair(one=one, other=other))[1][0] is Choice.TRASH


def test_what_an_editor_turned_goes_beside_what_it_did_not_save():
    one, other = pair({"is_mirrored": True}, {"size": 2_000_000}, {"taken": None, "origin": EDITED})

    assert said((one, other))[2][0] is Choice.TRASH


def test_a_larger_file_does_not_let_a_mirrored_one_win_of_which_nothing_is_known():
    members = pair({"is_mirrored": True}, {}, {"taken": None, "size": 2_000_000})

    assert said(members)[1] == (Choice.OPEN, because(Drawback.MIRRORED))


def test_date_of_an_editor_s_saving_is_no_capture_time():
    edited = dataclasses.replace(EDITED, traces=Traces.SAVED)
    members = pair({}, {"size": 1_500_000}, {"origin": edited})

    found = said(members)

    assert {key: choice for key, (choice, _) in found.items()} == {
        1: Choice.KEEP,
        2: Choice.TRASH,
    }


def test_camera_s_file_stays_beside_what_is_turned_or_less_compressed():
    assert said(beside_camera({"is_mirrored": True}))[1][0] is Choice.TRASH


PROVEN = Origin(recorded=(4000, 3000), traces=Traces.MAKER_NOTE)


def beside_camera(differs, origin=PROVEN, **more):
    """A larger file without a record, and one with the camera's."""
    camera = photo(2, differs=differs, camera="Canon EOS", origin=origin, **more)
    return photo(1, differs=differs, taken=None, size=9_000_000), camera


@pytest.mark.parametrize(
    "differs",
    [{"stretched": 1.2}, {"is_recoloured": True}, {"noise": 2.0}, {"beyond": 0.2},
     {"shown": 0.8, "is_first_framed": True}],
)  # fmt: skip
def test_camera_s_file_stays_beside_what_was_changed(differs):
    assert said(beside_camera(differs))[1][0] is Choice.TRASH


@pytest.mark.parametrize("differs", [{"colour": -1}, {"shown": 0.8}])
def test_no_record_makes_grey_or_cropped_the_better_one(differs):
    assert {choice for choice, _ in said(beside_camera(differs)).values()} == {Choice.OPEN}


@pytest.mark.parametrize(
    "origin",
    [
        dataclasses.replace(PROVEN, traces=Traces.MAKER_NOTE | Traces.COARSE),
        dataclasses.replace(PROVEN, traces=Traces.MAKER_NOTE | Traces.LATER),
    ],
)
def test_record_in_a_poor_or_changed_file_proves_nothing(origin):
    assert {choice for choice, _ in said(beside_camera({}, origin)).values()} == {Choice.OPEN}


def test_edited_file_never_wins_over_one_with_the_camera_s_record():
    larger = {"origin": Origin(software="Snapseed 2.0", detail=0.95), "width": 8000}
    members = pair({}, {"camera": "Canon EOS", "origin": Origin(detail=0.95)}, larger)

    assert Choice.TRASH not in {choice for choice, _ in said(members).values()}


def test_the_one_that_would_stay_is_left_open_beside_an_equally_large_one_that_may_be_better():
    blurred = {"sharpness": 0.8, "size": 900_000}
    small = member(3, width=1000, height=750, origin=Origin(detail=1.0))
    members = *pair({}, blurred | {"origin": Origin(detail=1.0)},
                    {"sharpness": 1.0, "origin": Origin(detail=1.0)}), small  # fmt: skip

    found = said(members)

    assert found[1] == (Choice.OPEN, because(Drawback.SHARPENED))
    assert found[2][0] is Choice.OPEN


@pytest.mark.parametrize(
    ("beside_kept", "known", "wanted"),
    [
        ({}, {}, (Choice.TRASH, because(Why.BESIDE_KEPT))),
        ({"is_mirrored": True}, {}, (Choice.OPEN, because(Drawback.MIRRORED))),
        (
            {},
            {"has_location": True},
            (Choice.OPEN, because(Why.KNOWN_ALONE, because(Loss.PLACE))),
        ),
        (
            {},
            {"companions": ("x.xmp",), "sidecars": (("x.xmp", "aa"),)},
            (Choice.OPEN, because(Why.TAKES_ALONG, "x.xmp")),
        ),
    ],
)
def test_where_the_best_is_in_doubt_what_is_kept_elsewhere_decides(beside_kept, known, wanted):
    """What the doubted one has, too, is not sure to stay."""

    def found(one, other, **differs):
        return Comparison(one, other, PICTURE, 0.9, dataclasses.replace(EQUAL, **differs))

    pairs = {
        (1, 2): found(1, 2),
        (1, 3): found(3, 1, noise=2.0),
        (1, 4): found(1, 4, **beside_kept),
        (2, 3): found(3, 2, noise=2.0),
        (2, 4): found(2, 4),
        (3, 4): found(3, 4),
    }
    sizes = {1: 3_000_000, 2: 5_000_000, 3: 3_500_000, 4: 3_200_000}
    members = [
        member(
            key,
            size=size,
            taken=None,
            camera="Canon EOS" if key == 1 else None,
            compared={(set(pair) - {key}).pop(): one for pair, one in pairs.items() if key in pair},
            **(known if key in {2, 4} else {}),
        )
        for key, size in sizes.items()
    ]
    kept = members[0].photo.content_hash

    proposal = KeepRules([Rule(RuleKind.LARGEST_FILE)], chosen=[kept]).propose(PICTURE, members)

    assert proposal[1] == (Choice.KEEP, because(Why.CHOSEN))
    assert proposal[2] == (Choice.OPEN, because(Why.DOUBTED))
    assert proposal[4] == wanted


def test_what_the_person_asks_for_decides_whatever_speaks_against_it():
    members = pair({"colour": -1}, other={"path": "/best/2.jpg"})
    members = (members[0], dataclasses.replace(members[1], paths=("/best/2.jpg",)))

    found = said(members, [Rule(RuleKind.PREFERRED_FOLDER, ("/best",))])

    assert found[1][0] is Choice.TRASH


def test_doubt_is_worded_for_every_photo_of_a_group():
    small = {"width": 2000, "height": 1500, "origin": Origin(detail=1.0)}
    members = pair({}, {"origin": Origin(detail=1.0)}, small)

    words = {why for _, why in said(members).values()}

    assert {phrase(why) for why in words} == {
        "one of them knows when it was taken, another one shows more"
    }


@pytest.mark.parametrize("sizes", [(400, 900), (1_200, 2_300), (60_000, 63_900)])
def test_sizes_that_differ_by_less_than_a_disk_notices_decide_nothing(sizes):
    members = [photo(key, size=size) for key, size in zip((1, 2), sizes, strict=True)]

    assert {choice for choice, _ in said(members).values()} == {Choice.OPEN}


def test_of_equal_pixels_the_larger_file_is_no_better():
    same = Origin(pixel_hash="aa")
    members = [photo(1, size=50_000, origin=same), photo(2, size=90_000, origin=same)]

    assert {choice for choice, _ in said(members).values()} == {Choice.OPEN}


@pytest.mark.parametrize("origin", [Origin(), Origin(recorded=(4000, 3000), traces=Traces.LIBRARY)])
def test_record_that_fits_a_good_file_proves_it(origin):
    assert said(beside_camera({}, origin))[1][0] is Choice.TRASH


MORNING, YEARS_LATER = datetime(2005, 6, 7, 8, 9, 10), datetime(2019, 1, 1)


@pytest.mark.parametrize("pixels", [None, "aa"])
def test_of_two_that_name_different_times_neither_is_proposed(pixels):
    """Both cannot be right, and the one with a place may be the one whose time a program made."""
    one = {"taken": MORNING, "camera": "Canon EOS", "origin": Origin(pixel_hash=pixels)}
    other = one | {"taken": YEARS_LATER, "has_location": True}

    found = said(pair(one=one, other=other))

    assert {choice for choice, _ in found.values()} == {Choice.OPEN}
    assert because(Drawback.OTHER_TIME) in {why for _, why in found.values()}


@pytest.mark.parametrize(
    ("time", "traces"),
    [
        (MORNING.replace(microsecond=250_000), Traces.NONE),
        (datetime(2005, 6, 7), Traces.NONE),
        (YEARS_LATER, Traces.SAVED),
        (None, Traces.NONE),
    ],
)
def test_lost_part_of_a_time_and_the_time_of_saving_contradict_nothing(time, traces):
    going = photo(1, taken=time, origin=Origin(traces=traces))

    assert not originals.disagree_on_time(going, photo(2, taken=MORNING))


@pytest.mark.parametrize(
    ("differs", "one", "lost"),
    [
        ({"colour": 1}, {}, Loss.GREY),
        ({"colour": -1}, {}, Loss.COLOURS),
        ({"toned": 6.0}, {}, Loss.TONES),
        ({"is_recoloured": True}, {}, Loss.TONES),
        ({"is_mirrored": True}, {}, Loss.MIRRORED),
        ({"degrees": 90.0}, {}, Loss.TURNED),
        ({}, {"taken": YEARS_LATER}, Loss.OTHER_TIME),
    ],
)
def test_what_a_person_may_have_made_on_purpose_is_named_before_it_goes(differs, one, lost):
    going, staying = pair(differs, one=one)

    assert because(lost) in losses.lost(going, [staying])
    assert because(lost) not in losses.lost(staying, [staying])


CAMERA_S = {"camera": "Apple iPhone", "file_format": "HEIF"}


def test_heic_of_a_program_proves_nothing_by_its_record_and_one_of_a_camera_does():
    bare = photo(1, taken=None)
    of_program = photo(2, origin=Origin(traces=Traces.LIBRARY, recorded=(4000, 3000)), **CAMERA_S)
    of_camera = photo(2, origin=Origin(traces=Traces.MAKER_NOTE, recorded=(4000, 3000)), **CAMERA_S)

    assert said((bare, of_program))[1][0] is Choice.OPEN
    assert said((bare, of_camera))[1][0] is Choice.TRASH


@pytest.mark.parametrize("file_format", ["AVIF", "WEBP", "JXL"])
def test_format_that_no_camera_writes_proves_nothing_by_its_record(file_format):
    copy = photo(2, camera="Canon EOS", file_format=file_format, origin=PROVEN)

    assert said((photo(1, taken=None), copy))[1][0] is Choice.OPEN


@pytest.mark.parametrize("origin", [PROVEN, Origin()])
def test_picture_of_256_colours_is_no_better_than_one_with_all(origin):
    few = dataclasses.replace(origin, traces=origin.traces | Traces.PALETTE)
    one, other = pair({}, {}, {"camera": "Canon EOS", "file_format": "PNG", "origin": few})

    assert said((one, other))[1] == (Choice.OPEN, because(Drawback.MORE_COLOURS))
    both = dataclasses.replace(one, origin=Origin(traces=Traces.PALETTE))
    assert speaks_for(both, other) is not Drawback.MORE_COLOURS


def test_frame_is_no_better_for_the_record_that_was_copied_into_it():
    framed = {"is_framed": True, "shown": 0.8, "is_first_framed": False}

    assert speaks_for(
        photo(1, differs=framed), photo(2, differs=framed, camera="Canon EOS", origin=PROVEN)
    )
