"""What is shown of themes: sizes, covers, spans, parts, names; labels laid over them."""

import dataclasses

import numpy as np
import pytest
from support import flowers

from photosim.core.records.themes import Tag
from photosim.core.themes import names as theme_words
from photosim.core.themes import summaries
from photosim.core.themes.clustering import SortedPhotos, sort, with_photos
from photosim.core.themes.summaries import PartFacts, Summary
from photosim.core.themes.theme_labels import ThemeLabel, ThemeLabels
from photosim.core.themes.tree import MIDDLE, STEPS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def photos() -> SortedPhotos:
    """Kinds of 40, 30 and 50 photos, numbered one after the other."""
    graph = flowers.graph(flowers.kinds(40, 30, 50, spread=0.4))
    return sort(graph, flowers.clustering_input(graph))


def times(photos: SortedPhotos) -> np.ndarray:
    return photos.ids * 86_400.0


def shown(
    photos: SortedPhotos,
    step: int = MIDDLE,
    within: int | None = None,
    taken: np.ndarray | None = None,
) -> list[Summary]:
    facts = summaries.part_facts(photos, times(photos) if taken is None else taken)
    return summaries.summaries(photos.tree, facts, step, within)


def node_of(photos: SortedPhotos, photo_id: int, step: int = MIDDLE) -> int:
    place = int(np.searchsorted(photos.ids, photo_id))
    return int(photos.tree.nodes[step][photos.part[place]])


def label(given, newest: int = 120, refused=(), name: str = "beach") -> ThemeLabel:
    return ThemeLabel(name, np.array(given, np.int64), np.array(refused, np.int64), newest)


# what is shown


def test_the_largest_theme_comes_first_with_its_size_and_span(photos):
    found = shown(photos)

    assert [one.size for one in found] == [50, 40, 30]
    assert [(one.since, one.until) for one in found] == [
        (71 * 86_400, 120 * 86_400),
        (1 * 86_400, 40 * 86_400),
        (41 * 86_400, 70 * 86_400),
    ]


def test_only_photos_that_know_when_they_were_taken_count_for_the_span(photos):
    taken = times(photos)
    taken[np.isin(photos.ids, [71, 72, 120])] = np.nan
    taken[photos.ids <= 40] = np.nan

    found = shown(photos, taken=taken)

    assert [(one.size, one.since, one.until) for one in found] == [
        (50, 73 * 86_400, 119 * 86_400),
        (40, None, None),
        (30, 41 * 86_400, 70 * 86_400),
    ]


def test_of_themes_of_one_size_the_oldest_comes_first_and_one_without_a_time_last():
    graph = flowers.graph(flowers.kinds(30, 30, 30, spread=0.4))
    photos = sort(graph, flowers.clustering_input(graph))
    taken = times(photos)
    taken[photos.ids <= 30] = np.nan
    taken[photos.ids > 60] = 5.0

    assert [one.since for one in shown(photos, taken=taken)] == [5.0, 31 * 86_400, None]


def test_covers_are_four_of_its_own_photos_that_stand_for_themselves(photos):
    one = dataclasses.replace(photos, stands=photos.stands.copy())
    copied = shown(photos)[0].covers[0]
    one.stands[np.searchsorted(one.ids, copied)] = 71 if copied != 71 else 72

    found = shown(one)

    for theme in found:
        own = set(one.photos(theme.node).tolist())
        assert len(set(theme.covers)) == 4 and set(theme.covers) <= own
    assert copied not in found[0].covers and found[0].size == 49
    assert [theme.n_photos for theme in found] == [len(one.photos(theme.node)) for theme in found]


def test_photos_that_are_gone_are_counted_nowhere(photos):
    left = with_photos(photos, np.array([1, 2, 41]))

    found = shown(left)

    assert [(one.size, one.covers) for one in found] == [(2, found[0].covers), (1, (41,))]
    assert set(found[0].covers) == {1, 2}


def test_nothing_is_shown_of_no_photos(photos):
    assert shown(with_photos(photos, np.empty(0, np.int64))) == []


def test_parts_of_a_theme_hold_all_its_photos_and_no_others(photos):
    for theme in shown(photos, 2):
        inner = shown(photos, summaries.closer(photos.tree, theme.node), theme.node)

        assert len(inner) == theme.n_parts
        assert sum(one.size for one in inner) == theme.size
    assert all(one.n_parts == 1 for one in shown(photos, STEPS - 1))


# labels


def test_a_name_stays_with_most_of_its_photos(photos):
    beach = ThemeLabels(photos, [label(range(1, 41))])

    assert beach.names(MIDDLE) == {node_of(photos, 1): "beach"}
    assert beach.name(node_of(photos, 1)) == "beach"
    assert beach.name(node_of(photos, 41)) == ""
    assert 0 not in [len(beach.names(step)) for step in range(MIDDLE, STEPS)]


def test_a_larger_theme_around_does_not_take_the_name_of_its_minority(photos):
    beach = ThemeLabels(photos, [label(range(41, 71))])
    around = [step for step in range(MIDDLE) if len(photos.photos(node_of(photos, 41, step))) > 60]

    assert around and all(beach.names(step) == {} for step in around)


def test_no_name_is_given_twice_and_no_theme_has_two(photos):
    both = ThemeLabels(photos, [label(range(1, 41)), label(range(1, 35), name="sand")])

    for step in range(STEPS):
        names = list(both.names(step).values())
        assert len(names) == len(set(names))
    assert both.names(MIDDLE)[node_of(photos, 1)] == "beach"


def test_photos_that_came_since_are_suggested_and_no_others(photos):
    given = [i for i in range(1, 31) if i != 7]

    beach = ThemeLabels(photos, [label(given, newest=30, refused=[35])])

    assert beach.suggested("beach").tolist() == [31, 32, 33, 34, 36, 37, 38, 39, 40]
    assert beach.n_suggested("beach", MIDDLE) == {node_of(photos, 1): 9}
    assert beach.suggested("unknown").tolist() == []


def test_a_label_of_photos_all_over_the_place_names_nothing(photos):
    scattered = ThemeLabels(photos, [label(range(1, 121, 4), newest=30)])

    assert scattered.names(MIDDLE) == {} and not len(scattered.suggested("beach"))


def test_a_label_without_live_photos_is_harmless(photos):
    empty = with_photos(photos, np.empty(0, np.int64))
    for some in (photos, empty):
        found = ThemeLabels(some, [label([])])
        assert found.names(MIDDLE) == {} and not len(found.suggested("beach"))


# names


def words_of(*parts: list[tuple[str, float]]) -> theme_words.PartWords:
    return theme_words.part_words([[[Tag(text, score) for text, score in part]] for part in parts])


def facts_of(*sizes: int) -> PartFacts:
    none = np.empty(0, np.int64)
    n = len(sizes)
    return PartFacts(np.array(sizes), np.array(sizes), np.zeros(n), np.zeros(n), none, none, none)


def summary(node: int, size: int = 10, since: float = 0.0, until: float = 0.0) -> Summary:
    return Summary(node, size, size, (), since, until, 1)


def test_a_name_is_what_tells_a_theme_from_the_rest():
    words = words_of(
        [("outdoors", 0.9), ("beach", 0.6), ("sand", 0.5)],
        [("outdoors", 0.9), ("mountain", 0.7)],
        [("outdoors", 0.9), ("street", 0.2), ("yurt", 0.09)],
    )
    nodes = np.array([0, 1, 2], np.int32)

    telling = theme_words.telling(words, facts_of(10, 10, 10), nodes)
    names = theme_words.names([summary(0), summary(1), summary(2)], telling, ())

    assert names == {0: "beach, sand", 1: "mountain", 2: "street"}


def test_two_themes_never_have_the_same_name():
    words = words_of(*[[("cat", 0.9), ("sofa", 0.5)]] * 3, [("car", 0.9)])
    telling = theme_words.telling(words, facts_of(9, 8, 7, 50), np.arange(4, dtype=np.int32))

    names = theme_words.names([summary(node) for node in range(3)], telling, ["Cat, Sofa"])

    assert len({name.casefold() for name in names.values()} | {"cat, sofa"}) == 4
    assert all("cat" in name for name in names.values())


def test_one_word_within_another_is_not_said_twice():
    words = words_of([("tabby cat", 0.9), ("cat", 0.9), ("sofa", 0.6)], [("car", 0.9)])
    telling = theme_words.telling(words, facts_of(9, 9), np.arange(2, dtype=np.int32))

    assert theme_words.names([summary(0)], telling, ())[0] in ("cat, sofa", "tabby cat, sofa")


def test_themes_without_words_have_no_name():
    themes = [summary(0, 120), summary(1, 80, -1e300, 1e300)]

    assert theme_words.names(themes, {}, ()) == {0: "", 1: ""}


def test_parts_without_tags_have_no_words():
    words = theme_words.part_words([[], [[]], [[Tag("cat", 0.4)], []]])
    telling = theme_words.telling(words, facts_of(5, 5, 5), np.arange(3, dtype=np.int32))

    assert telling == {2: [("cat", pytest.approx(0.2 * np.log(3)))]}
    assert theme_words.telling(theme_words.part_words([]), facts_of(), np.empty(0, np.int32)) == {}
