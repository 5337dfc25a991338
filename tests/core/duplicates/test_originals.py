"""The camera's own file outranks all that was made of it; in doubt nothing is proposed."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.members import member

from photosim.core.duplicates import losses
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.records.pairs import Comparison, Differences, Tier
from photosim.core.records.photos import Traces
from photosim.core.records.reasons import Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import DEFAULTS, Choice, Origin
from photosim.texts.reason_wording import phrase, phrases

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
PICTURE = Tier.SAME_PICTURE
SIZE = (4000, 3000)
ALIKE = Differences(12, 12, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1)


def propose(*members, tier=PICTURE):
    preset = DEFAULTS[tier]
    rules = KeepRules(preset.rules, breaks_ties=preset.breaks_ties)
    found = [rules.propose(tier, order) for order in itertools.permutations(members)]
    assert all(other == found[0] for other in found)
    return found[0]


def choices(*members):
    return [choice for _, (choice, _) in sorted(propose(*members).items())]


def photo(key, *, software=None, recorded=None, detail=None, pixels=None, traces=Traces.NONE,
          rating=None, labels=(), written=b"", **more):  # fmt: skip
    origin = Origin(software, recorded, detail, pixels, traces, rating, labels, written)
    return member(key, origin=origin, **more)


def original(key=1, **more):
    """As a camera writes it."""
    known = {"camera": "Canon EOS", "recorded": SIZE, "traces": Traces.MAKER_NOTE, "detail": 0.95}
    return photo(key, **(known | more))


def copied(**more):
    """With the camera's record, copied by a program that does not tell its name."""
    return original(2, **({"traces": Traces.MAKER_NOTE | Traces.LIBRARY} | more))


def tried(one, other):
    """One beside another one, of which a close look has found that it was enlarged from that."""
    found = Comparison(1, 2, PICTURE, 0.9, dataclasses.replace(ALIKE, resized=1))
    return dataclasses.replace(one, compared={3 - one.key: found}), dataclasses.replace(
        other, compared={3 - other.key: found}
    )


BARE = {"taken": None, "size": 9_000_000}
DERIVED = {
    "PNG without a record": photo(2, file_format="PNG", **BARE),
    "PNG with the record": original(2, file_format="PNG", size=9_000_000),
    "TIFF of equal pixels": original(2, file_format="TIFF", size=36_000_000, pixels="aa"),
    "WebP": original(2, file_format="WEBP", size=9_000_000),
    "HEIC by a library": copied(file_format="HEIF"),
    "saved again at a higher quality": photo(2, **BARE),
    "the same, with the record": copied(size=9_000_000, traces=Traces.TWICE),
    "the same, by a program with no name": copied(size=9_000_000),
    "sharpened": photo(2, detail=1.0, sharpness=1.0, **BARE),
    "by Lightroom": original(2, software="Adobe Photoshop Lightroom 6.6", size=9_000_000),
    "by GIMP": original(2, software="GIMP 2.10.32", size=9_000_000),
    "by what its history names": original(2, traces=Traces.EDITED, size=9_000_000),
    "cropped": original(2, width=3900, height=2900, size=9_000_000),
    "turned": copied(width=3000, height=4000, size=9_000_000),
    "messenger": photo(2, taken=None, width=1600, height=1200, size=200_000),
    "smaller": copied(width=2000, height=1500),
    "screenshot": photo(2, taken=None, file_format="PNG", width=1125, height=2436),
    "changed later": original(2, traces=Traces.MAKER_NOTE | Traces.LATER, size=9_000_000),
    "cut off": original(2, is_damaged=True, size=9_000_000),
}  # fmt: skip


@pytest.mark.parametrize("copy", DERIVED.values(), ids=DERIVED)
def test_original_stays_and_what_was_made_of_it_goes(copy):
    proposal = propose(original(pixels="aa"), copy)

    assert [proposal[key][0] for key in (1, 2)] == [KEEP, TRASH]
    assert all(reason for _, reason in proposal.values())


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"labels": ("Anna",)}, "it alone has the label Anna"),
        ({"rating": 5}, "it alone has its stars"),
        (
            {"traces": Traces.CAPTION},
            "it alone has its caption, keywords, comment or colour label",
        ),
        ({"traces": Traces.FILM}, "it alone has the film inside it"),
        ({"has_location": True}, "it alone knows where it was taken"),
    ],
)
def test_copy_of_which_more_is_known_than_of_the_original_is_left_for_the_person(more, why):
    copy = photo(2, file_format="PNG", **(BARE | more))

    found = {key: (choice, phrase(why)) for key, (choice, why) in propose(original(), copy).items()}

    assert found == {1: (KEEP, "straight from the camera"), 2: (OPEN, why)}
    known = more | {"traces": Traces.MAKER_NOTE | more.get("traces", Traces.NONE)}
    assert choices(original(**known), copy) == [KEEP, TRASH]


@pytest.mark.parametrize(
    ("own", "others", "why"),
    [
        ({"rating": 5}, {"rating": 1}, "it alone has its stars"),
        (
            {"traces": Traces.CAPTION, "written": b"emmaanna"},
            {"traces": Traces.CAPTION, "written": b"anna"},
            "it alone has its caption, keywords, comment or colour label",
        ),
        (
            {"has_location": True, "latitude": 47.5, "longitude": 13.6},
            {"has_location": True, "latitude": 48.2, "longitude": 13.6},
            "it alone knows where it was taken",
        ),
    ],
)
def test_copy_that_says_another_thing_than_the_original_is_left_for_the_person(own, others, why):
    copy = placed(photo(2, file_format="PNG", **(BARE | unplaced(own))), own)
    traces = Traces.MAKER_NOTE | others.get("traces", Traces.NONE)
    camera_s = placed(original(**(unplaced(others) | {"traces": traces})), others)

    found = propose(camera_s, copy)

    assert [found[key][0] for key in (1, 2)] == [KEEP, OPEN]
    assert phrase(found[2][1]) == why
    assert choices(
        camera_s, placed(photo(2, file_format="PNG", **(BARE | unplaced(others))), others)
    ) == [KEEP, TRASH]


def unplaced(known):
    return {name: value for name, value in known.items() if name not in ("latitude", "longitude")}


def placed(one, known):
    """A member whose photo was taken at a place."""
    where = {name: known.get(name) for name in ("latitude", "longitude")}
    return dataclasses.replace(one, photo=dataclasses.replace(one.photo, **where))


def test_copy_may_go_where_another_one_that_stays_has_what_is_known_of_it():
    copies = [photo(key, file_format="PNG", labels=("Anna",), **BARE) for key in (2, 3)]
    rules = KeepRules(DEFAULTS[PICTURE].rules, kept=[copies[0].photo.content_hash])

    found = rules.propose(PICTURE, [original(), *copies])

    assert [found[key][0] for key in (1, 2, 3)] == [KEEP, KEEP, TRASH]


LARGER = {
    "enlarged": photo(2, width=8000, height=6000, detail=0.5, **BARE),
    "enlarged, with the record": copied(width=8000, height=6000, detail=0.5),
    "by Photoshop": original(2, software="Adobe Photoshop CC", width=6000, height=4500,
                             recorded=(6000, 4500), detail=0.6),
    "as fine": photo(2, width=8000, height=6000, detail=0.95, **BARE),
    "nearly as large": photo(2, width=4800, height=3600, detail=0.95, **BARE),
}  # fmt: skip


@pytest.mark.parametrize("larger", LARGER.values(), ids=LARGER)
def test_larger_one_without_the_record_goes_only_where_it_was_tried_out_that_it_was_enlarged(
    larger,
):
    """Somebody may have made a copy smaller with the record, and kept the large one without."""
    smaller = original(recorded=None)

    assert TRASH not in choices(smaller, larger)[1:]
    assert choices(*tried(smaller, larger)) == [KEEP, TRASH]


def test_photo_goes_for_no_blurred_one_with_the_record():
    sharp = photo(2, detail=0.95, **BARE)

    assert choices(original(detail=0.4), sharp) == [OPEN, OPEN]
    assert choices(original(detail=0.7), sharp) == [KEEP, TRASH]  # sharpening may make as much


def test_camera_file_that_was_turned_without_loss_is_no_copy_of_an_edit():
    turned = original(width=3000, height=4000, size=9_000_000)

    larger = copied(width=6000, height=8000, recorded=(6000, 8000), detail=0.5)

    assert choices(*tried(turned, larger)) == [KEEP, TRASH]
    assert TRASH not in choices(turned, original(2, size=4_000_000))


@pytest.mark.parametrize("kind", ["PNG without a record", "by GIMP", "smaller", "cropped"])
def test_original_that_was_compressed_twice_still_outranks_what_was_made_of_it(kind):
    twice = original(traces=Traces.MAKER_NOTE | Traces.LIBRARY | Traces.TWICE)

    assert choices(twice, DERIVED[kind]) == [KEEP, TRASH]


@pytest.mark.parametrize("kind", ["PNG with the record", "WebP"])
def test_what_was_compressed_twice_may_come_from_a_file_of_another_format_with_the_record(kind):
    twice = original(traces=Traces.MAKER_NOTE | Traces.TWICE, pixels="aa")

    assert TRASH not in choices(twice, DERIVED[kind])
    assert choices(twice, DERIVED["TIFF of equal pixels"]) == [KEEP, TRASH]


def test_where_it_is_unclear_which_shows_more_nothing_is_proposed():
    size = {"width": 6000, "height": 4500, "detail": 0.85}
    developed = photo(2, camera="Canon EOS", software="darktable 4.2", **size)

    assert propose(original(detail=1.0), developed) == {
        1: (OPEN, because(Why.UNSURE)),
        2: (OPEN, because(Why.UNSURE)),
    }
    assert choices(*tried(original(detail=1.0), photo(2, taken=None, **size))) == [KEEP, TRASH]


def test_picture_too_small_to_be_measured_goes_for_a_natural_larger_one():
    small = photo(1, taken=None, width=240, height=180)
    natural = photo(2, taken=None, width=480, height=360, detail=0.8)
    smooth = photo(3, taken=None, width=480, height=360, detail=0.45)

    assert choices(small, natural) == [TRASH, KEEP]
    assert choices(small, dataclasses.replace(smooth, key=2)) == [OPEN, OPEN]


def test_record_that_tells_the_size_of_the_smaller_one_tells_which_was_enlarged():
    size = {"width": 240, "height": 180, "detail": None}
    larger = {"width": 312, "height": 234, "recorded": (240, 180)}
    small = original(recorded=(240, 180), **size)

    assert choices(small, copied(detail=0.9, **larger)) == [KEEP, TRASH]
    assert choices(small, copied(detail=0.9, **(larger | {"recorded": None}))) != [TRASH, KEEP]


def test_small_picture_with_a_record_is_not_surely_a_reduction():
    small = photo(1, camera="Canon EOS", width=240, height=180)
    larger = photo(2, camera="Canon EOS", width=312, height=234, detail=0.9)

    assert choices(small, larger) == [OPEN, OPEN]


def test_nothing_is_proposed_where_the_record_and_the_pixels_say_opposite_things():
    larger = copied(width=8000, height=6000, recorded=SIZE, detail=0.95)

    assert choices(original(), larger) == [OPEN, OPEN]


def test_larger_picture_that_shows_more_is_no_copy_of_the_smaller_one():
    larger = photo(2, camera="Canon EOS", width=8000, height=6000, detail=0.95)

    assert choices(original(detail=1.0), larger) == [TRASH, KEEP]


@pytest.mark.parametrize("times", [1.05, 1.1, 1.2])
@pytest.mark.parametrize("gain", [0.9, 1.05, 1.2, 1.45])
def test_no_figure_tells_which_of_two_of_nearly_one_size_was_made_of_the_other(times, gain):
    sides = (round(SIZE[0] * times), round(SIZE[1] * times))
    larger = {"width": sides[0], "height": sides[1], "detail": 0.9 * gain / times}

    assert choices(original(detail=0.9), original(2, recorded=sides, **larger)) == [OPEN, OPEN]
    assert choices(original(detail=0.9), photo(2, taken=None, **larger)) == [OPEN, OPEN]


def test_edited_picture_never_wins_however_much_it_seems_to_show():
    more = {"width": 8000, "height": 6000, "detail": 0.9, "software": "Snapseed 2.0"}

    assert TRASH not in choices(original(detail=1.0), photo(2, camera="Canon EOS", **more))
    larger = photo(2, taken=None, **more)
    assert TRASH not in choices(original(detail=1.0), larger)
    assert choices(*tried(original(detail=1.0), larger)) == [KEEP, TRASH]


DOUBTFUL = {
    "both by the library": (original(traces=Traces.LIBRARY), copied(traces=Traces.LIBRARY,
                                                                    size=9_000_000)),
    "RAW and JPEG": (original(), original(2, file_format="RAW", recorded=None, size=30_000_000)),
    "smaller with what the larger lacks": (photo(1, width=800, height=600),
                                           photo(2, taken=None)),
    "each has what the other lacks": (photo(1, taken=None, has_location=True), photo(2)),
    "label and place": (photo(1, labels=("Anna",)), photo(2, has_location=True)),
    "compressed twice, both": (original(traces=Traces.TWICE), copied(traces=Traces.TWICE,
                                                                     size=9_000_000)),
    "too alike": (photo(1, size=1_000_000), photo(2, size=1_030_000)),
    "both damaged": (original(is_damaged=True), original(2, is_damaged=True, size=9)),
    "not examined": (original(is_examined=False), photo(2, file_format="PNG", **BARE)),
    "pages": (photo(1, n_frames=3, file_format="TIFF"), photo(2, n_frames=1, size=9_000_000)),
    "damaged with more": (original(is_damaged=True), photo(2, taken=None, width=800, height=600)),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_in_doubt_nothing_is_proposed_for_the_trash(one, other):
    assert TRASH not in choices(one, other)


def test_of_two_that_look_like_the_camera_s_own_the_larger_is_not_taken_for_the_better():
    proposal = propose(original(traces=Traces.LIBRARY), copied(size=9_000_000))

    assert proposal[1] == proposal[2] == (OPEN, because(Why.IN_DOUBT))


def test_whole_small_copy_and_damaged_original_are_both_left():
    proposal = propose(original(is_damaged=True), photo(2, taken=None, width=800, height=600))

    assert proposal[2] == (KEEP, because(Why.WHOLE))
    assert proposal[1][0] is OPEN and "when it was taken" in phrase(proposal[1][1])


@pytest.mark.parametrize(
    ("more", "stays", "goes"),
    [
        ({"has_location": True}, "knows where it was taken", "does not know where it was taken"),
        ({"labels": ("Anna",)}, "has the label Anna", "lacks the label Anna of the other"),
        ({"rating": 4}, "has its stars", "lacks its stars of the other"),
        ({"companions": ("1.CR2",)}, "has a CR2 file beside it",
         "lacks a CR2 file beside it of the other"),
        ({"companions": ("1.ARW",)}, "has an ARW file beside it",
         "lacks an ARW file beside it of the other"),
    ],
)  # fmt: skip
def test_what_would_be_lost_decides_before_size(more, stays, goes):
    proposal = propose(photo(1, **more), photo(2, size=1_250_000))

    said = {key: (choice, phrase(why)) for key, (choice, why) in proposal.items()}
    assert said == {1: (KEEP, stays), 2: (TRASH, goes)}


def test_capture_time_decides_between_equally_good_copies():
    assert choices(photo(1, taken=None), photo(2)) == [TRASH, KEEP]


def test_size_decides_nothing_between_two_formats():
    screenshot = photo(1, file_format="PNG", size=11_000)
    saved = photo(2, file_format="JPEG", size=45_000)

    assert choices(screenshot, saved) == [OPEN, OPEN]
    assert propose(screenshot, saved)[1][1] == because(Why.OTHER_FORMATS)
    assert choices(saved, photo(3, file_format="JPEG", size=20_000)) == [KEEP, TRASH]


def test_real_pixels_decide_before_the_size_of_the_file():
    small = photo(1, taken=None, width=2000, height=1500, size=4_000_000, detail=0.97)
    soft = photo(2, taken=None, width=4000, height=3000, size=3_000_000, detail=0.5)
    large = photo(3, taken=None, width=4000, height=3000, size=3_000_000, detail=0.95)

    assert choices(small, large) == [TRASH, KEEP]
    assert choices(small, soft) == [OPEN, OPEN]  # that it is no sharper proves no enlargement


def test_stays_whatever_many_copies_there_are():
    copies = [
        photo(key, file_format="PNG", taken=None, width=4000 - key, size=10**6 * key)
        for key in range(2, 5)
    ]

    assert choices(original(), *copies) == [KEEP, TRASH, TRASH, TRASH]


def test_loss_is_told_in_words():
    rich = photo(1, has_location=True, labels=("Anna", "Zoo"), rating=5, companions=("1.MOV",),
                 n_frames=3)  # fmt: skip
    poor = photo(2, taken=None, width=2000, height=1500)

    assert tuple(phrases(losses.lost(rich, [poor]))) == (
        "when it was taken",
        "where it was taken",
        "a MOV file beside it",
        "the label Anna",
        "the label Zoo",
        "its stars",
        "2 pages",
        "pixels: 3.0 of 12 MP stay",
    )
    assert losses.lost(poor, [rich]) == ()


ODD = st.builds(
    lambda key, **more: photo(key, **more),
    st.just(0),
    software=st.sampled_from([None, "", "GIMP 2", "Ver.1"]),
    recorded=st.sampled_from([None, SIZE, (0, 0), (2**40, 1)]),
    detail=st.sampled_from([None, 0.001, 0.5, 0.9, 1.0]),
    pixels=st.sampled_from([None, "aa", "bb"]),
    traces=st.integers(0, 31).map(Traces),
    rating=st.sampled_from([None, 1, 5]),
    labels=st.sampled_from([(), ("Anna",), ("Anna", "Zoo")]),
    camera=st.sampled_from([None, "Canon"]),
    width=st.sampled_from([1, 3000, 4000, 8000]),
    size=st.sampled_from([1, 10**6, 10**9]),
    file_format=st.sampled_from(["JPEG", "PNG", "HEIF", "RAW", "GIF"]),
    n_frames=st.sampled_from([1, 3]),
    is_damaged=st.booleans(),
    is_examined=st.booleans(),
    offline=st.booleans(),
)


@given(st.lists(ODD, min_size=2, max_size=5))
def test_whatever_photos_are_like_a_whole_one_stays_for_each_that_goes(drawn):
    members = [member_of(key, one) for key, one in enumerate(drawn)]
    preset = DEFAULTS[PICTURE]

    found = KeepRules(preset.rules).propose(PICTURE, members)

    going = [one for one in members if found[one.key][0] is TRASH]
    staying = [one for one in members if found[one.key][0] is not TRASH]
    kept = [one for one in staying if found[one.key][0] is KEEP and not one.photo.offline]
    assert all(reason for _, reason in found.values())
    if going:
        assert all(one.photo.is_examined and not one.photo.offline for one in going)
        assert any(not one.photo.is_damaged and one.photo.is_examined for one in kept)
        assert {one.photo.n_frames for one in going} <= {one.photo.n_frames for one in staying}


def member_of(key, one):
    known = dataclasses.replace(one.photo, id=key, content_hash=f"{key:064x}", path=f"/{key}")
    return dataclasses.replace(one, key=key, photo=known, paths=(f"/{key}",))
