"""In a group every two photos keep the claim, and the same photos give the same groups."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from photosim.core.duplicates.complete_link import Edge, complete_link, group_id
from photosim.core.records.pairs import Tier

N = 9
HASHES = {number: bytes([200 - number]) for number in range(N)}

pairs = list(itertools.combinations(range(N), 2))
graphs = st.dictionaries(st.sampled_from(pairs), st.sampled_from([0.5, 0.75, 0.9, 1.0]))


def edges(graph: dict[tuple[int, int], float]) -> list[Edge]:
    return [Edge(first, second, similarity) for (first, second), similarity in graph.items()]


def test_a_chain_is_no_group():
    chain = {(0, 1): 0.9, (1, 2): 0.8}

    assert [set(cluster) for cluster in complete_link(edges(chain), HASHES)] == [{0, 1}]


def test_all_pairs_make_one_group_and_the_strongest_pair_wins_a_quarrel():
    full = dict.fromkeys(itertools.combinations(range(4), 2), 0.9)
    assert [set(cluster) for cluster in complete_link(edges(full), HASHES)] == [{0, 1, 2, 3}]

    quarrel = {(0, 1): 0.8, (1, 2): 0.9, (2, 3): 0.8, (0, 2): 0.7}
    assert [set(cluster) for cluster in complete_link(edges(quarrel), HASHES)] == [{0, 1, 2}]


@given(graphs)
def test_every_pair_of_a_group_is_an_edge_and_no_photo_is_in_two(graph):
    clusters = complete_link(edges(graph), HASHES)

    for cluster in clusters:
        assert len(cluster) > 1
        assert all(tuple(sorted(pair)) in graph for pair in itertools.combinations(cluster, 2))
    members = [photo for cluster in clusters for photo in cluster]
    assert len(members) == len(set(members))


@given(graphs)
def test_no_two_groups_could_be_one(graph):
    clusters = complete_link(edges(graph), HASHES)
    alone = [(photo,) for photo in range(N) if all(photo not in c for c in clusters)]

    for one, other in itertools.combinations([*clusters, *alone], 2):
        across = [tuple(sorted(pair)) for pair in itertools.product(one, other)]
        assert not all(pair in graph for pair in across)


@given(graphs, st.permutations(range(N)), st.randoms(use_true_random=False))
def test_neither_numbers_nor_order_matter(graph, numbers, random):
    before = complete_link(edges(graph), HASHES)
    other = [Edge(numbers[e.second], numbers[e.first], e.similarity) for e in edges(graph)]
    random.shuffle(other)
    hashes = {numbers[photo]: content for photo, content in HASHES.items()}

    after = complete_link(other, hashes)

    assert [[hashes[p] for p in c] for c in after] == [[HASHES[p] for p in c] for c in before]


def test_name_of_a_group_follows_from_tier_and_contents_alone():
    name = group_id(Tier.SAME_PICTURE, [b"b", b"a"])

    assert name == group_id(Tier.SAME_PICTURE, [b"a", b"b"])
    assert name != group_id(Tier.SIMILAR_SHOTS, [b"a", b"b"])
    assert name != group_id(Tier.SAME_PICTURE, [b"a", b"c"])
