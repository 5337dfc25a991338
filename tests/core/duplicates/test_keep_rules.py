"""Keep rules propose what may go, with a reason for each, and never everything."""

import dataclasses
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.members import member

from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.records.pairs import Tier
from photosim.core.records.reasons import Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import DEFAULTS, Choice, Rule, RuleKind
from photosim.texts.reason_wording import phrase

FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS
KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
PIXELS, SIZE = Rule(RuleKind.MOST_PIXELS), Rule(RuleKind.LARGEST_FILE)
LARGE, SMALL = {"width": 4000, "height": 3000}, {"width": 2000, "height": 1500}


def in_words(proposal):
    return {key: (choice, phrase(why)) for key, (choice, why) in proposal.items()}


def choices(proposal):
    return {key: choice for key, (choice, _) in proposal.items()}


def test_best_stays_and_the_others_go_each_for_its_reason():
    members = [member(1, **LARGE), member(2, **SMALL), member(3, width=400, height=300)]

    assert in_words(KeepRules([PIXELS]).propose(PICTURE, members)) == {
        1: (KEEP, "most pixels: 12 instead of 3.0 MP"),
        2: (TRASH, "fewer pixels: 3.0 instead of 12 MP"),
        3: (TRASH, "fewer pixels: 0.12 instead of 12 MP"),
    }


def test_later_rule_decides_among_those_that_an_earlier_one_left():
    members = [member(1, size=5_000_000), member(2, size=2_000_000), member(3, **SMALL)]

    assert in_words(KeepRules([PIXELS, SIZE]).propose(PICTURE, members)) == {
        1: (KEEP, "largest file: 5.0 instead of 2.0 MB"),
        2: (TRASH, "smaller file: 2.0 instead of 5.0 MB"),
        3: (TRASH, "fewer pixels: 3.0 instead of 12 MP"),
    }


def test_earlier_rule_comes_before_a_later_one():
    members = [member(1, "/best/a.jpg", **SMALL), member(2, "/other/a.jpg", **LARGE)]
    folder = Rule(RuleKind.PREFERRED_FOLDER, ("/best",))

    assert choices(KeepRules([folder, PIXELS]).propose(PICTURE, members)) == {1: KEEP, 2: TRASH}
    assert choices(KeepRules([PIXELS, folder]).propose(PICTURE, members)) == {1: TRASH, 2: KEEP}


def test_what_no_rule_tells_apart_stays_open():
    members = [member(1), member(2), member(3, **SMALL)]

    proposal = KeepRules([PIXELS]).propose(PICTURE, members)

    assert choices(proposal) == {1: OPEN, 2: OPEN, 3: TRASH}
    assert proposal[1][1] == because(Why.EQUAL)


def test_tie_is_broken_by_path_when_that_is_asked_for():
    members = [member(1, "/b.jpg"), member(2, "/a.jpg")]

    assert KeepRules([PIXELS], breaks_ties=True).propose(PICTURE, members) == {
        1: (TRASH, because(Why.TIED)),
        2: (KEEP, because(Why.TIED)),
    }


def test_without_rules_nothing_is_proposed():
    proposal = KeepRules([], ["/safe"]).propose(PICTURE, [member(1), member(2, "/safe/a.jpg")])

    assert proposal == {1: (OPEN, because(Why.NO_RULE)), 2: (KEEP, because(Why.PROTECTED))}


def test_similar_shots_are_never_proposed_for_the_trash():
    members = [member(1, **LARGE), member(2, **SMALL)]

    assert KeepRules([PIXELS], breaks_ties=True).propose(SHOTS, members) == {
        1: (OPEN, because(Why.BY_HAND)),
        2: (OPEN, because(Why.BY_HAND)),
    }


@pytest.mark.parametrize(
    "safe",
    [member(2, "/safe/sub/a.jpg", **SMALL), member(2, is_protected=True, **SMALL)],
    ids=["by the rules", "by others"],
)
def test_photo_in_a_folder_that_is_never_touched_stays(safe):
    proposal = KeepRules([PIXELS], ["/safe"]).propose(PICTURE, [member(1), safe])

    assert choices(proposal) == {1: KEEP, 2: KEEP}
    assert proposal[2][1] == because(Why.PROTECTED)


def test_photo_stays_when_one_of_its_files_lies_in_a_folder_that_is_never_touched():
    safe = member(2, "/other/a.jpg", "/safe/a.jpg", **SMALL)

    assert choices(KeepRules([PIXELS], ["/safe"]).propose(PICTURE, [member(1), safe]))[2] is KEEP


def test_photo_of_which_the_person_said_so_stays():
    said = member(2, **SMALL)

    proposal = KeepRules([PIXELS], kept={said.photo.content_hash}).propose(
        PICTURE, [member(1), said]
    )

    assert proposal[2] == (KEEP, because(Why.SAID))
    assert proposal[1][0] is KEEP


def test_copies_of_a_file_that_is_never_touched_go():
    members = [member(1, "/a.jpg"), member(2, "/safe/a.jpg"), member(3, "/c.jpg")]

    proposal = KeepRules([PIXELS], ["/safe"]).propose(FILE, members)

    assert choices(proposal) == {1: TRASH, 2: KEEP, 3: TRASH}
    assert phrase(proposal[1][1]) == "equal to one in a folder that is never touched"


def test_other_versions_of_a_photo_that_is_never_touched_are_looked_at():
    members = [member(1, "/a.jpg"), member(2, "/safe/a.jpg")]

    assert choices(KeepRules([PIXELS], ["/safe"]).propose(PICTURE, members)) == {1: OPEN, 2: KEEP}


def test_photo_that_cannot_be_read_now_neither_goes_nor_stands_for_others():
    away = member(1, offline=True, **LARGE)

    alone = KeepRules([PIXELS]).propose(PICTURE, [away, member(2, **SMALL)])
    two = KeepRules([PIXELS]).propose(PICTURE, [away, member(2), member(3, **SMALL)])

    assert alone == {1: (KEEP, because(Why.UNREADABLE)), 2: (KEEP, because(Why.ALONE))}
    assert choices(two) == {1: KEEP, 2: KEEP, 3: TRASH}


def test_of_otherwise_equal_ones_the_one_with_more_that_belongs_to_it_stays():
    members = [member(1), member(2, companions=("2.xmp",))]

    assert in_words(KeepRules([PIXELS]).propose(PICTURE, members)) == {
        1: (TRASH, "otherwise equal, but 2.xmp belongs to the other"),
        2: (KEEP, "otherwise equal, and 2.xmp belongs to it"),
    }


@pytest.mark.parametrize(
    ("of_best", "of_other", "choice"),
    [
        ((), ("2.CR2",), OPEN),
        ((), ("2.jpg.xmp",), OPEN),
        ((), ("2.jpg.json",), OPEN),
        ((), ("IMG_2.AAE",), OPEN),
        (("1.xmp",), ("IMG_2.AAE",), OPEN),
        (("1.cr2",), ("2.CR2",), TRASH),
        (("1.CR2",), ("2.CR2", "2.MOV"), OPEN),
    ],
)
def test_photo_with_which_what_lies_beside_it_would_go_is_not_proposed(of_best, of_other, choice):
    best, other = (
        {"companions": names, "media": tuple((name, "aa") for name in names)}
        for names in (of_best, of_other)
    )
    members = [member(1, **best), member(2, **other, **SMALL)]

    proposal = KeepRules([PIXELS]).propose(PICTURE, members)

    assert proposal[2][0] is choice
    if choice is OPEN:
        assert phrase(proposal[2][1]) == f"{of_other[-1]} would go with it"


@pytest.mark.parametrize(
    ("of_best", "choice"),
    [
        ((("1.MOV", "aa"),), TRASH),
        ((("1.MOV", "bb"),), OPEN),
        ((("1.MOV", 9),), OPEN),
        ((("1.MOV", 9), ("1.MOV", "aa")), TRASH),
        ((("1.MP4", "aa"),), OPEN),
        ((), OPEN),
    ],
)
def test_film_stays_for_another_one_only_where_it_is_known_to_be_equal(of_best, choice):
    names = tuple(name for name, _ in of_best)
    best = member(1, companions=names, media=of_best)
    other = member(2, companions=("2.mov",), media=(("2.mov", "aa"),), **SMALL)

    assert KeepRules([PIXELS]).propose(PICTURE, [best, other])[2][0] is choice


@pytest.mark.parametrize("tier", [FILE, PICTURE])
def test_film_stays_before_none_though_the_other_one_is_older_and_its_name_shorter(tier):
    film = {"companions": ("IMG_1.MOV", "IMG_1.xmp"), "media": (("IMG_1.MOV", 9),)}
    older = member(1, "/a/a.jpg", modified=datetime(2011, 1, 1))
    preset = DEFAULTS[tier]

    said = in_words(
        KeepRules(preset.rules, breaks_ties=preset.breaks_ties).propose(
            tier, [older, member(2, "/b/longer.jpg", **film)]
        )
    )

    assert said == {
        1: (TRASH, "lacks a MOV file beside it of the other"),
        2: (KEEP, "has a MOV file beside it"),
    }


@pytest.mark.parametrize("rules", [[], [PIXELS], DEFAULTS[FILE].rules])
def test_photos_of_which_each_has_another_file_beside_it_are_left_open(rules):
    one = member(1, companions=("a.xmp",))
    other = member(2, companions=("b.MOV",), media=(("b.MOV", 9),))

    said = in_words(KeepRules(rules, breaks_ties=True).propose(FILE, [one, other]))

    assert {choice for choice, _ in said.values()} == {OPEN}
    assert (
        said[1][1] == "none has it all: one has an XMP file beside it, another one has a MOV"
        " file beside it"
    )


@pytest.mark.parametrize("films", [(1, 2), (9, 9), ("aa", "bb"), (9, "aa")])
def test_photos_whose_films_differ_or_were_not_compared_are_not_called_equal(films):
    members = [
        member(i, companions=("x.MOV",), media=(("x.MOV", film),))
        for i, film in enumerate(films, 1)
    ]

    said = in_words(KeepRules(DEFAULTS[FILE].rules, breaks_ties=True).propose(FILE, members))

    assert said == {1: (OPEN, "x.MOV would go with it"), 2: (OPEN, "x.MOV would go with it")}


@pytest.mark.parametrize(
    ("one", "other", "choice"),
    [
        ((("x.xmp", "aa"),), (("y.XMP", "aa"),), KEEP),
        ((("x.xmp", "aa"),), (("x.xmp", "bb"),), OPEN),
        ((("x.xmp", ""),), (("x.xmp", ""),), OPEN),
        ((("x.xmp", "aa"), ("x_01.xmp", "bb")), (("x.xmp", "aa"), ("x_01.xmp", "cc")), OPEN),
    ],
)
def test_photos_are_equal_only_where_it_is_known_that_their_sidecars_are(one, other, choice):
    members = [
        member(i, companions=tuple(name for name, _ in beside), sidecars=beside)
        for i, beside in enumerate((one, other), 1)
    ]

    said = in_words(KeepRules(DEFAULTS[FILE].rules, breaks_ties=True).propose(FILE, members))

    assert said[1][0] is choice
    if choice is OPEN:
        assert said[1][1] == f"{one[-1][0]} would go with it"


def test_larger_photo_stays_but_the_smaller_one_with_other_edits_is_not_proposed():
    members = [
        member(1, companions=("1.xmp",), sidecars=(("1.xmp", "aa"),)),
        member(2, companions=("2.xmp",), sidecars=(("2.xmp", "bb"),), **SMALL),
    ]

    said = in_words(KeepRules([PIXELS]).propose(PICTURE, members))

    assert said[2] == (OPEN, "2.xmp would go with it")


@pytest.mark.parametrize(("content", "choice"), [("aa", KEEP), ("bb", OPEN), (9, OPEN)])
def test_raw_file_of_one_size_stays_for_another_only_where_it_is_the_same(content, choice):
    members = [
        member(i, companions=("x.DNG",), media=(("x.DNG", one),))
        for i, one in ((1, "aa"), (2, content))
    ]

    said = in_words(KeepRules(DEFAULTS[FILE].rules, breaks_ties=True).propose(FILE, members))

    assert said[1][0] is choice


TIMES = st.sampled_from(
    [None, datetime(2019, 5, 3), datetime(2019, 5, 3, 0, 0, 0, 500), datetime(2020, 1, 1)]
)
MEMBERS = st.builds(
    member,
    st.just(0),
    st.sampled_from(["/a/x.jpg", "/a/b/x (1).jpg", "/safe/\udcff.jpg", "/c/x.png"]),
    width=st.sampled_from([1, 400, 4000]),
    size=st.sampled_from([1, 999_999, 1_000_000]),
    file_format=st.sampled_from(["JPEG", "PNG"]),
    taken=TIMES,
    modified=TIMES.filter(bool),
    offline=st.booleans(),
    sharpness=st.sampled_from([None, 0.0, 0.9, 1.0]),
    companions=st.sampled_from([(), ("x.CR2",), ("x.xmp", "x.MOV")]),
    is_protected=st.booleans(),
    has_location=st.booleans(),
)


@st.composite
def groups(draw):
    """Members with keys and contents of their own, and paths of their own."""
    drawn = draw(st.lists(MEMBERS, min_size=1, max_size=5))
    return [
        dataclasses.replace(
            one,
            key=key,
            paths=(f"{one.paths[0]}{key}",),
            photo=dataclasses.replace(one.photo, content_hash=f"{key:064x}"),
        )
        for key, one in enumerate(drawn)
    ]


RULES = st.lists(
    st.builds(
        Rule,
        st.sampled_from(RuleKind),
        st.sampled_from([(), ("/a",), ("PNG", "JPEG"), ("/a/b", "/a")]),
    ),
    max_size=4,
)
TIERS = st.sampled_from(Tier)


def rules_of(rules, breaks_ties):
    return KeepRules(rules, ["/safe"], {f"{2:064x}"}, breaks_ties=breaks_ties)


@given(TIERS, groups(), RULES, st.booleans())
def test_something_always_stays_and_everything_has_a_reason(tier, members, rules, breaks_ties):
    proposal = rules_of(rules, breaks_ties).propose(tier, members)

    assert set(proposal) == {one.key for one in members}
    assert all(phrase(reason).encode() for _, reason in proposal.values())
    assert any(choice is not TRASH for choice, _ in proposal.values())


@given(TIERS, groups(), RULES, st.booleans())
def test_what_goes_can_be_read_and_something_that_can_be_read_stays(
    tier, members, rules, breaks_ties
):
    proposal = rules_of(rules, breaks_ties).propose(tier, members)

    going = [one for one in members if proposal[one.key][0] is TRASH]
    assert not any(
        one.photo.offline or one.is_protected or one.key == 2 or "/safe" in one.paths[0]
        for one in going
    )
    assert not going or tier is not SHOTS
    if going:
        assert any(not m.photo.offline for m in members if proposal[m.key][0] is not TRASH)


@given(TIERS, groups().flatmap(lambda g: st.tuples(st.just(g), st.permutations(g))), RULES)
def test_order_of_members_does_not_matter(tier, members, rules):
    first, second = members

    assert rules_of(rules, True).propose(tier, first) == rules_of(rules, True).propose(tier, second)


@given(groups(), RULES)
def test_breaking_ties_leaves_open_only_what_would_lose_something(members, rules):
    proposal = rules_of(rules, True).propose(PICTURE, members)

    still_open = [reason for choice, reason in proposal.values() if choice is OPEN]
    assert because(Why.EQUAL) not in still_open


def test_what_is_only_probably_the_same_picture_is_never_proposed():
    members = [member(1, **LARGE, is_certain=False), member(2, **SMALL, is_certain=False)]

    for breaks_ties in (False, True):
        proposal = KeepRules([PIXELS], breaks_ties=breaks_ties).propose(PICTURE, members)

        assert proposal == {key: (OPEN, because(Why.UNCERTAIN)) for key in (1, 2)}


def test_what_is_kept_in_another_group_stays():
    rules = KeepRules([Rule(RuleKind.MOST_PIXELS)], chosen=["ab" * 32])
    large, small = member(1), member(2, width=400, height=300, content_hash="ab" * 32)

    found = rules.propose(Tier.SAME_PICTURE, [large, small])

    assert found[1][0] is KEEP
    assert found[2] == (KEEP, because(Why.CHOSEN))


THEIRS = "/photos/Mine.photoslibrary/originals/1.jpg"


def test_what_another_program_owns_neither_goes_nor_lets_others_go():
    members = [member(1, THEIRS, **LARGE), member(2, **SMALL), member(3, width=400, height=300)]

    assert in_words(KeepRules([PIXELS]).propose(PICTURE, members[:2])) == {
        1: (KEEP, "it belongs to another program"),
        2: (KEEP, "the others belong to another program"),
    }
    assert choices(KeepRules([PIXELS]).propose(PICTURE, members)) == {1: KEEP, 2: KEEP, 3: TRASH}
    assert choices(KeepRules([PIXELS]).propose(PICTURE, members[:1])) == {1: KEEP}


def test_photo_of_which_a_file_lies_in_another_program_s_library_stands_for_others_and_stays():
    members = [member(1, "/photos/1.jpg", THEIRS, **SMALL), member(2, **SMALL), member(3, **LARGE)]

    assert choices(KeepRules([PIXELS]).propose(PICTURE, members)) == {1: KEEP, 2: TRASH, 3: KEEP}
