"""At which pairs to look, and what the others are: with looks that know what each photo shows."""

from __future__ import annotations

from itertools import combinations

import pytest

from photosim.core.duplicates.look_plan import MOST, LookPlan
from photosim.core.duplicates.pair_graph import PairGraph
from photosim.core.records.pairs import Tier
from photosim.core.store.pairs import Alike, PairKey, key

UNREADABLE = "cannot be read"


def planned(shown: list[str], n_at_once: int = 2) -> tuple[PairGraph, list[PairKey]]:
    """What is known in the end of photos, the best first, that show this, and what was looked at.

    All of them are as alike by their thumbnails; an order is answered when so many are out.
    """
    pair_graph, looked, orders = PairGraph(), [], []
    pairs = [(photo, better) for photo in range(len(shown)) for better in range(photo)]
    for pair in pairs:
        pair_graph.add([Alike(*key(*pair), Tier.SAME_PICTURE, 0.99, is_certain=False)])
    plan = LookPlan(pair_graph, pairs)

    def know(pair: PairKey, *, is_same: bool) -> None:
        tier = Tier.SAME_PICTURE if is_same else Tier.SIMILAR_SHOTS
        pair_graph.add([Alike(*key(*pair), tier, 0.99)])

    while True:
        wanted = plan.next() if len(orders) < n_at_once else ()
        for one in plan.concluded():
            know(one.pair, is_same=one.is_same)
        if wanted:
            orders.append(wanted)
            continue
        if not orders:
            return pair_graph, looked
        for pair in (order := orders.pop(0)):
            looked.append(key(*pair))
            if UNREADABLE not in (shown[pair[0]], shown[pair[1]]):
                know(pair, is_same=shown[pair[0]] == shown[pair[1]])
        plan.done(order[0][0])


def called_same(pair_graph: PairGraph, n: int) -> set[PairKey]:
    return {pair for pair in combinations(range(n), 2) if pair_graph.is_same(*pair)}


def settled(pair_graph: PairGraph, n: int) -> set[PairKey]:
    return {pair for pair in combinations(range(n), 2) if pair_graph.is_certain(*pair)}


def test_of_few_every_pair_is_looked_at_once():
    shown = [*"aabbcabca"]

    pair_graph, looked = planned(shown)

    assert sorted(looked) == sorted(combinations(range(9), 2))
    assert called_same(pair_graph, 9) == {(i, j) for i, j in looked if shown[i] == shown[j]}


@pytest.mark.parametrize("n_at_once", [1, 2, 7])
def test_copies_of_one_picture_take_a_look_each(n_at_once):
    pair_graph, looked = planned(["a"] * 200, n_at_once)

    assert len(called_same(pair_graph, 200)) == 200 * 199 // 2
    assert len(looked) < 200 + MOST * MOST


@pytest.mark.parametrize("n_at_once", [1, 2, 7])
def test_different_ones_take_a_few_looks_each_and_none_are_called_the_same(n_at_once):
    pair_graph, looked = planned([str(number) for number in range(150)], n_at_once)

    assert not called_same(pair_graph, 150)
    assert len(settled(pair_graph, 150)) == 150 * 149 // 2
    assert len(looked) == len(set(looked)) <= 150 * MOST


@pytest.mark.parametrize("n_at_once", [1, 2, 7])
def test_copies_of_several_pictures_are_never_mixed_and_all_found(n_at_once):
    shown = [*"abcde"] * 30

    pair_graph, looked = planned(shown, n_at_once)

    same = {(i, j) for i, j in combinations(range(150), 2) if shown[i] == shown[j]}
    assert called_same(pair_graph, 150) == same
    assert len(looked) < 150 * MOST


def test_what_is_the_same_as_a_photo_that_differs_is_not_called_the_same():
    pair_graph, _ = planned([*(["a"] * 40), *(["b"] * 40)])

    assert not any(pair_graph.is_same(i, j) for i in range(40) for j in range(40, 80))
    assert len(settled(pair_graph, 80)) == 80 * 79 // 2


def test_what_cannot_be_read_waits_and_nothing_is_concluded_of_it():
    shown = ["a"] * 30
    shown[0] = shown[12] = UNREADABLE

    pair_graph, looked = planned(shown)

    open_pairs = {(i, j) for i, j in combinations(range(30), 2) if {i, j} & {0, 12}}
    assert settled(pair_graph, 30).isdisjoint(open_pairs)
    assert len(called_same(pair_graph, 30)) == 28 * 27 // 2
    assert len(looked) == len(set(looked))


def test_an_order_that_was_given_again_in_parts_is_waited_for():
    pair_graph = PairGraph()
    pairs = [(2, 0), (2, 1), (3, 2)]
    pair_graph.add([Alike(*key(*pair), Tier.SAME_PICTURE, 0.9, is_certain=False) for pair in pairs])
    plan = LookPlan(pair_graph, pairs)
    assert plan.next() == ((2, 0), (2, 1))

    plan.more(2, 2)
    plan.done(2)

    assert plan.next() == ((3, 2),)
    plan.done(2)
    plan.done(3)
    assert plan.next() == ()
