"""Sorting photos into themes: what is together, what stays the same, odd libraries."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import flowers

from photosim.core.errors import CacheFileError
from photosim.core.themes import clustering
from photosim.core.themes import tree as theme_tree
from photosim.core.themes.clustering import SortedPhotos, sort
from photosim.core.themes.tree import MIDDLE, STEPS

pytestmark = pytest.mark.slow


def sorted_kinds(*sizes: int, **more) -> SortedPhotos:
    graph = flowers.graph(flowers.kinds(*sizes, **more))
    return sort(graph, flowers.clustering_input(graph))


def themes(found: SortedPhotos, step: int = MIDDLE) -> list[set[int]]:
    nodes = found.tree.nodes[step][found.part]
    groups = [set(found.ids[nodes == node].tolist()) for node in np.unique(nodes)]
    return sorted(groups, key=min)


def test_photos_of_one_kind_are_one_theme():
    found = sorted_kinds(40, 30, 50, spread=0.4)

    assert themes(found) == [set(range(1, 41)), set(range(41, 71)), set(range(71, 121))]


def test_each_theme_lies_wholly_in_one_of_every_coarser_step():
    found = sorted_kinds(40, 30, 50, 60, 25, spread=0.9)

    for step in range(STEPS - 1):
        for finer in themes(found, step + 1):
            assert sum(finer <= coarser for coarser in themes(found, step)) == 1
    assert len(themes(found, 0)) < len(themes(found, MIDDLE)) < len(themes(found, STEPS - 1))


def test_a_theme_keeps_its_id_while_the_slider_moves():
    found = sorted_kinds(40, 30, 50, 60, 25, spread=0.9)

    by_photos: dict[frozenset[int], set[bytes]] = {}
    for step in range(STEPS):
        for node in found.tree.at(step).tolist():
            photos = frozenset(found.photos(node).tolist())
            by_photos.setdefault(photos, set()).add(found.names[node])
    assert all(len(names) == 1 for names in by_photos.values())
    assert len(set(found.names.tolist())) == found.tree.n_nodes


def test_same_photos_in_another_order_give_the_same_themes():
    rows, contents = flowers.kinds(40, 30, 50, 20, spread=0.9), flowers.hashes(140)
    shuffled = np.random.default_rng(1).permutation(140)
    one = flowers.graph(rows, contents)
    other = flowers.graph(rows[shuffled], contents[shuffled])

    first = sort(one, flowers.clustering_input(one, contents))
    second = sort(other, flowers.clustering_input(other, contents[shuffled]))

    assert set(first.names.tolist()) == set(second.names.tolist())
    for step in range(STEPS):
        back = [{int(shuffled[i - 1]) + 1 for i in theme} for theme in themes(second, step)]
        assert sorted(back, key=min) == themes(first, step)


def test_themes_keep_their_ids_when_photos_come():
    rows = flowers.kinds(40, 30, 50, spread=0.4)
    contents = flowers.hashes(120)
    few = np.sort(np.random.default_rng(2).permutation(120)[:100])
    graph = flowers.graph(rows[few], contents[few])
    before = sort(graph, flowers.clustering_input(graph, contents[few]))
    before = dataclasses.replace(before, ids=few + 1, stands=few + 1)

    whole = flowers.graph(rows, contents)
    after = sort(whole, flowers.clustering_input(whole, contents, before=before))

    for kind in (1, 41, 71):
        old = before.names[
            before.tree.nodes[MIDDLE][before.part[list(few + 1).index(few[few >= kind - 1][0] + 1)]]
        ]
        new = after.names[after.tree.nodes[MIDDLE][after.part[kind - 1]]]
        assert old == new


def test_copies_count_as_one_and_are_where_their_stand_in_is():
    rows = flowers.kinds(30, 30, spread=0.4)
    copies = np.repeat(rows[:1], 20, axis=0)
    graph = flowers.graph(np.concatenate([rows, copies]))
    stands = np.arange(80, dtype=np.int32)
    stands[60:] = 0

    found = sort(graph, flowers.clustering_input(graph, stands=stands))

    assert themes(found) == [set(range(1, 31)) | set(range(61, 81)), set(range(31, 61))]
    assert set(found.stands[60:].tolist()) == {1}


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5])
def test_few_photos(n):
    graph = flowers.graph(flowers.kinds(n))
    found = sort(graph, flowers.clustering_input(graph))

    assert len(found.ids) == n and found.tree.nodes.shape[0] == STEPS
    assert [len(themes(found, step)) for step in (0, MIDDLE)] == [min(n, 1)] * 2


def test_a_thousand_photos_that_are_all_alike_are_one_theme():
    graph = flowers.graph(np.repeat(flowers.kinds(1), 1000, axis=0))
    found = sort(graph, flowers.clustering_input(graph))

    assert [len(themes(found, step)) for step in range(STEPS)] == [1] * STEPS


def test_photos_that_went_are_left_out_and_new_ones_are_in_no_part():
    found = sorted_kinds(20, 20, spread=0.4)

    laid = clustering.with_photos(found, np.array([1, 2, 30, 77]))

    assert laid.ids.tolist() == [1, 2, 30, 77]
    assert (laid.part >= 0).tolist() == [True, True, True, False]
    assert laid.weight[3] == -1 and laid.n_sorted == 40
    node = laid.node(laid.names[laid.tree.nodes[MIDDLE][laid.part[0]]].decode())
    assert laid.photos(node).tolist() == [1, 2]
    assert laid.node("no such theme é") is None


def test_copies_whose_stand_in_went_stand_for_themselves():
    found = dataclasses.replace(sorted_kinds(3), stands=np.array([1, 1, 1]))

    assert clustering.with_photos(found, np.array([2, 3])).stands.tolist() == [2, 3]


def test_sorted_photos_come_back_from_their_file(tmp_path):
    found = sorted_kinds(20, 30)
    for _ in clustering.writing(tmp_path / "themes", found):
        pass

    *_, back = clustering.reading(tmp_path / "themes")

    assert [themes(back, s) for s in range(STEPS)] == [themes(found, s) for s in range(STEPS)]
    assert back.names.tolist() == found.names.tolist()
    assert (back.n_sorted, back.model) == (50, 1)


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / "themes").write_bytes(b"x" * 1000)

    with pytest.raises(CacheFileError):
        list(clustering.reading(tmp_path / "themes"))


def test_levels_become_steps():
    assert [theme_tree.step_of(level) for level in (-1, 0, 0.5, 1, 7)] == [0, 0, MIDDLE, 20, 20]


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30), min_size=1, max_size=12),
    communities=st.integers(1, 5),
    seed=st.integers(0, 99),
)
def test_a_tree_is_nested_and_has_every_part_at_every_step(sizes, communities, seed):
    rng = np.random.default_rng(seed)
    centres = flowers.unit(rng.standard_normal((len(sizes), 6)))
    whole = np.unique(rng.integers(0, communities, len(sizes)), return_inverse=True)[1]

    tree = theme_tree.tree(centres, np.array(sizes), whole.astype(np.int32))

    assert tree.nodes.shape == (STEPS, len(sizes))
    for step in range(STEPS - 1):
        pairs = np.unique(tree.nodes[step : step + 2], axis=1)
        assert len(np.unique(pairs[1])) == pairs.shape[1]
    members = tree.members()
    assert len(members) == tree.n_nodes
    assert all(len(tree.parts_of(node)) == len(members[node]) for node in range(tree.n_nodes))
