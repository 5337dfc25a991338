"""Sorting as a long job: what it waits for, what it survives, what it takes over."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from support.driver import Driver
from support.long_work import finish
from support.saying import raises_saying

from photosim.core.duplicates.grouping import Grouping
from photosim.core.errors import PhotosimError, ThemeError, ThemeFault
from photosim.core.index import neighbour_graph
from photosim.core.map.tsne import TsneRun
from photosim.core.themes.tree import MIDDLE
from photosim.services.api.themes import ThemeQuestions
from photosim.services.events import Phase, Progress, ThemesChanged, Trouble
from photosim.services.notifier import Notifier
from photosim.services.runtime.background_worker import answer
from photosim.services.runtime.futures import tell
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.messages import Outcome, Reply
from photosim.services.themes.clustering_run import TRIES, ClusteringRun
from photosim.services.themes.theme_lister import ThemeLister

pytestmark = pytest.mark.slow

EACH = 12
KINDS = ("beach", "city", "forest")


class AtOnce:
    """Stands in for the background process: answers in the caller's thread.

    Attributes:
        n_orders: how many there were.
        before: called before each answer.
    """

    def __init__(self) -> None:
        self.n_orders = 0
        self.before = lambda: None

    def submit(self, order, done) -> None:
        self.n_orders += 1
        self.before()
        done(Reply(Outcome.OK, answer(TsneRun(), order)))


class Crashing(AtOnce):
    """Dies of every order."""

    def submit(self, order, done) -> None:
        self.n_orders += 1
        done(Reply(Outcome.CRASHED, reason="Sorting has stopped twice."))


class World:
    """A library of three kinds of photos, without processes."""

    def __init__(self, folder, background) -> None:
        self.driver = Driver(folder)
        self.events: list[object] = []
        self.background = background
        self.rng = np.random.default_rng(1)
        for kind in KINDS:
            for number in range(EACH):
                self.put(kind, number)
        self.driver.watch()
        self.driver.run()
        self.begin()

    def put(self, kind: str, number: int) -> None:
        content = f"{kind} {number}"
        features = 0.1 * self.rng.standard_normal(self.driver.dim)
        features[KINDS.index(kind)] += 1
        self.driver.more[content.encode()] = {"features": features.astype(np.float32)}
        self.driver.put(f"{content}.jpg", content)

    def begin(self) -> None:
        """As at a start of photosim."""
        library = self.driver.library

        def groups():
            grouping = Grouping(library.store)
            for _ in grouping.load():
                yield Turn.AGAIN
            return grouping

        notifier = Notifier(self.events.append)
        self.clustering_run = ClusteringRun(
            library, self.driver.layout, self.background, groups, notifier, lambda: None
        )
        self.themes = ThemeLister(library, self.clustering_run, lambda ids: [[] for _ in ids])

    def kinds(self) -> list[set[str]]:
        """The kinds of photos in each theme."""
        found = finish(self.themes.themes(0.5))
        names = {
            photo.id: photo.name.split()[0]
            for photo in self.driver.library.store.photos.get(
                self.driver.library.live.ids().tolist()
            )
        }
        return [
            {names[i] for i in finish(self.themes.photos(theme.id)).tolist()}
            for theme in found.themes
        ]


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path, AtOnce())
    yield made
    made.driver.library.close()


def test_nothing_is_sorted_before_somebody_asks(world):
    assert finish(world.clustering_run.photos()) is None
    assert finish(world.themes.themes(0.5)) is None and world.background.n_orders == 0
    assert world.clustering_run.graph_now is None


def test_a_run_sorts_and_tells_how_far_it_is(world):
    finish(world.clustering_run.run())

    assert sorted(map(sorted, world.kinds())) == [[kind] for kind in KINDS]
    told = [event for event in world.events if isinstance(event, Progress)]
    assert told and {event.phase for event in told} == {Phase.SORTING}
    assert not world.clustering_run.is_running
    assert len(world.clustering_run.graph_now.ids) == EACH * len(KINDS)


def test_what_was_sorted_is_read_at_the_next_start(world):
    finish(world.clustering_run.run())
    before = finish(world.themes.themes(0.5))

    world.begin()

    assert finish(world.themes.themes(0.5)) == before
    assert world.background.n_orders == 1


def test_new_photos_are_put_to_their_neighbours_and_counted_as_missing(world):
    finish(world.clustering_run.run())
    world.put("city", 99)
    world.driver.run()

    photos = finish(world.clustering_run.photos())

    assert world.clustering_run.n_missing(photos) == 1 and not world.clustering_run.is_stale(photos)
    new, old = world.driver.id_of("city 99"), world.driver.id_of("city 0")
    node = photos.tree.nodes[MIDDLE][photos.part[photos.ids == old][0]]
    assert new in photos.photos(int(node)).tolist()
    assert finish(world.themes.themes(0.5)).n_missing == 1

    finish(world.clustering_run.run())
    assert finish(world.themes.themes(0.5)).n_missing == 0


def test_many_new_or_gone_photos_make_it_stale(world):
    finish(world.clustering_run.run())
    for number in range(20, 24):
        world.put("city", number)
    world.driver.run()
    photos = finish(world.clustering_run.photos())
    assert world.clustering_run.is_stale(photos) and sorted(map(sorted, world.kinds()))[1] == [
        "city"
    ]

    for number in range(20, 24):
        (world.driver.photos / f"city {number}.jpg").unlink()
    world.driver.run()
    assert not world.clustering_run.is_stale(finish(world.clustering_run.photos()))
    for number in range(4):
        (world.driver.photos / f"beach {number}.jpg").unlink()
    world.driver.run()
    assert world.clustering_run.is_stale(finish(world.clustering_run.photos()))


def test_photos_that_vanish_while_it_sorts_are_left_out(world):
    def vanish() -> None:
        (world.driver.photos / "forest 0.jpg").unlink()
        world.driver.run()

    world.background.before = vanish
    gone = world.driver.id_of("forest 0")

    finish(world.clustering_run.run())

    photos = finish(world.clustering_run.photos())
    assert gone not in photos.ids.tolist() and len(photos.ids) == EACH * len(KINDS) - 1


def test_another_graph_meanwhile_makes_it_begin_again(world):
    def replace_graph() -> None:
        world.background.before = lambda: None
        other = neighbour_graph.with_photos(neighbour_graph.nothing(1), np.arange(1, 4))
        for _ in neighbour_graph.writing(world.driver.layout.graph, other):
            pass
        world.put("city", 99)
        world.driver.run()

    world.background.before = replace_graph

    finish(world.clustering_run.run())

    assert world.background.n_orders == 2
    assert finish(world.themes.themes(0.5)).n_photos == EACH * len(KINDS) + 1


def test_it_does_not_try_for_ever(world):
    def replace_graph() -> None:
        other = neighbour_graph.with_photos(neighbour_graph.nothing(1), np.arange(1, 4))
        for _ in neighbour_graph.writing(world.driver.layout.graph, other):
            pass

    world.background.before = replace_graph

    with pytest.raises(ThemeError, match=ThemeFault.PHOTOS_CHANGE):
        finish(world.clustering_run.run())
    assert world.background.n_orders == TRIES and not world.clustering_run.is_running


def test_a_crash_is_told_and_the_earlier_themes_hold(world):
    finish(world.clustering_run.run())
    before = finish(world.themes.themes(0.5))
    world.background = Crashing()
    world.begin()

    with pytest.raises(ThemeError, match="stopped twice"):
        finish(world.clustering_run.run())

    assert not world.clustering_run.is_running
    assert finish(world.themes.themes(0.5)) == before


def test_a_run_that_is_closed_in_the_middle_is_over(world):
    run = world.clustering_run.run()
    next(run)
    assert world.clustering_run.is_running
    run.close()

    assert not world.clustering_run.is_running
    finish(world.clustering_run.run())
    assert len(world.kinds()) == len(KINDS)


def test_files_that_cannot_be_written_are_a_sentence(world):
    world.driver.layout.graph.mkdir()

    with raises_saying(PhotosimError, "cannot be read or written"):
        finish(world.clustering_run.run())
    assert not world.clustering_run.is_running


def test_sorting_no_photos_is_no_trouble(tmp_path):
    driver = Driver(tmp_path)
    world = World.__new__(World)
    world.driver, world.events, world.background = driver, [], AtOnce()
    world.begin()

    finish(world.clustering_run.run())

    assert finish(world.themes.themes(0.5)).themes == ()
    assert len(finish(world.themes.photos("nothing"))) == 0
    assert len(finish(world.themes.suggested("nothing"))) == 0
    assert finish(world.themes.labels()) == []
    driver.library.close()


def test_photos_that_come_back_are_where_they_were_and_count_as_sorted(world):
    finish(world.clustering_run.run())
    before = finish(world.clustering_run.photos())
    away = [world.driver.photos / f"{kind} {number}.jpg" for kind in KINDS for number in range(6)]
    contents = {path: path.read_bytes() for path in away}
    for path in away:
        path.unlink()
    world.driver.run()
    assert len(finish(world.clustering_run.photos()).ids) == len(before.ids) - len(away)

    for path, content in contents.items():
        path.write_bytes(content)
    world.driver.run()
    after = finish(world.clustering_run.photos())

    assert np.array_equal(after.ids, before.ids) and np.array_equal(after.part, before.part)
    assert world.clustering_run.n_missing(after) == 0


def test_themes_are_told_while_photos_keep_coming(world):
    finish(world.clustering_run.run())
    for n_turns, _ in enumerate(world.clustering_run.photos()):
        assert n_turns < 100
        world.driver.library.live.version += 1  # as if a batch was written in each turn


def test_another_model_makes_it_stale(world):
    finish(world.clustering_run.run())
    photos = finish(world.clustering_run.photos())
    assert not world.clustering_run.is_stale(photos)
    assert world.clustering_run.is_stale(replace(photos, model=photos.model + 1))


class Window:
    """Asks for themes as the window does: once, and again when it is told of other ones."""

    def __init__(self, world: World) -> None:
        self.told: list[object] = []
        self.n_asked = 0
        library = world.driver.library
        self._opened = SimpleNamespace(
            themes=world.themes,
            clustering_run=world.clustering_run,
            library=library,
            indexer=SimpleNamespace(is_running=False, phase=Phase.IDLE),
            tell_phase=lambda: None,
        )
        self.questions = ThemeQuestions(self, self.told.append, lambda future: future)

    def run(self, work) -> Future:
        answer = Future()
        try:
            answer.set_result(finish(work(self._opened)))
        except PhotosimError as error:
            answer.set_exception(error)
        return answer

    def look(self) -> None:
        self.told.append(ThemesChanged())
        while ThemesChanged() in self.told and self.n_asked < 5:
            self.told.remove(ThemesChanged())
            self.n_asked += 1
            tell(self.questions.at(0.5), failed=self.told.append)


def test_sorting_anew_that_fails_is_not_begun_again_by_telling_so(world):
    finish(world.clustering_run.run())
    for number in range(20, 24):
        world.put("city", number)
    world.driver.run()
    world.background = Crashing()
    world.begin()

    window = Window(world)
    window.look()

    assert world.background.n_orders == 1
    assert [str(one.message) for one in window.told if isinstance(one, Trouble)]


def test_a_first_sorting_that_fails_is_told_to_who_waits(world):
    world.background = Crashing()
    world.begin()

    window = Window(world)
    window.look()

    assert any(isinstance(one, ThemeError) for one in window.told)
    assert world.background.n_orders == 1 and window.n_asked == 2


def test_themes_that_are_being_sorted_anew_say_so(world):
    finish(world.clustering_run.run())
    for number in range(4):
        (world.driver.photos / f"beach {number}.jpg").unlink()
    world.driver.run()
    answers = []
    window = Window(world)

    for _ in range(2):
        answers.append(window.questions.at(0.5).result())

    assert [one.is_stale for one in answers] == [True, False]


def test_themes_that_cannot_be_kept_are_shown_all_the_same(world):
    world.driver.layout.themes.mkdir()

    window = Window(world)
    window.look()

    assert window.n_asked == 2 and finish(world.themes.themes(0.5)).themes
    assert any(isinstance(one, Trouble) for one in window.told)
