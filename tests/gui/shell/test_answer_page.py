"""An answer as it is shown: nothing is lost or shown twice, and better photos come first."""

from hypothesis import given
from hypothesis import strategies as st

from photosim.core.records.photos import Evidence, Match
from photosim.gui.grid import badges
from photosim.gui.shell import answer_page
from photosim.gui.shell.answer_page import Arrangement

AS_IT_IS = Arrangement(folds=False, better_first=False)


def matches(*distances: float, evidence: Evidence = Evidence.EMBEDDING) -> list[Match]:
    return [Match(number, far, evidence) for number, far in enumerate(distances, 1)]


def ids(shown) -> list[int]:
    return [match.photo_id for match in shown]


def test_a_set_is_shown_by_its_first_match_with_the_number_of_the_others():
    shown = answer_page.folded(matches(0.1, 0.2, 0.3, 0.4), [(2, 4, 9)], (), Arrangement())

    assert ids(shown.matches) == [1, 2, 3]
    assert shown.counts == {2: 1}
    assert shown.stands_for == {4: 2}


def test_an_opened_set_lies_behind_its_first():
    shown = answer_page.folded(matches(0.1, 0.2, 0.3, 0.4), [(2, 4)], {4}, Arrangement())

    assert ids(shown.matches) == [1, 2, 4, 3]
    assert shown.counts == {2: -1}


def test_who_does_not_want_it_sees_all_in_order():
    shown = answer_page.folded(matches(0.1, 0.2, 0.3), [(1, 2, 3)], (), AS_IT_IS)

    assert ids(shown.matches) == [1, 2, 3]
    assert shown.counts == {}


def test_of_the_same_per_cent_the_better_is_first():
    found = matches(0.101, 0.102, 0.103, 0.3)

    ordered = answer_page.ordered(found, {1: 5.0, 2: 7.0, 3: 7.0, 4: 99.0}, Arrangement())

    assert ids(ordered) == [2, 3, 1, 4]
    assert answer_page.ordered(found, {2: 7.0}, AS_IT_IS) == found


def test_the_same_file_stays_before_what_only_looks_the_same():
    found = [
        Match(1, 0.0, Evidence.SAME_FILE),
        Match(2, 0.0, Evidence.PROBABLY_SAME),
        Match(3, 0.0, Evidence.PROBABLY_SAME),
    ]

    ordered = answer_page.ordered(found, {1: 1.0, 2: 2.0, 3: 3.0}, Arrangement())

    assert ids(ordered) == [1, 3, 2]


@given(
    st.lists(st.integers(0, 12), unique=True).map(
        lambda found: [Match(photo, place / 50) for place, photo in enumerate(found)]
    ),
    st.lists(st.integers(0, 12), unique=True, max_size=12),
    st.integers(1, 4),
    st.sets(st.integers(0, 12)),
)
def test_nothing_is_lost_and_nothing_twice(found, members, size, opened):
    sets = [tuple(members[start : start + size]) for start in range(0, len(members), size)]

    shown = answer_page.folded(found, sets, opened, Arrangement())

    assert len(ids(shown.matches)) == len(set(ids(shown.matches)))
    hidden = sum(count for count in shown.counts.values() if count > 0)
    assert len(shown.matches) + hidden == len(found)
    assert set(shown.counts) <= set(ids(shown.matches))
    if found:
        assert shown.matches[0] == found[0]


def test_the_badge_says_how_many_and_can_be_heard():
    assert (badges.text(3), badges.text(-3)) == ("+3", "\N{MINUS SIGN}3")
    assert badges.spoken(1) == "1 nearly equal photo folded into it"
    assert badges.spoken(-2) == "2 nearly equal photos behind it"
    assert badges.spoken(0) == ""
