"""Drawing the map, in the library thread's turns: with a process in memory that can fail."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from support.long_work import finish
from support.made_up_map import grouped, neighbours

from photosim.core.errors import ThemeError
from photosim.core.index.neighbour_graph import SKETCH, NeighbourGraph
from photosim.core.layout import Layout
from photosim.core.map.tsne import TURNS, TsneRun
from photosim.services.events import Phase
from photosim.services.map.map_maker import MapMaker
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.messages import Outcome, Reply


class Bench:
    """A map maker on a library of made-up vectors.

    Attributes:
        orders: what the process was asked.
        replies: what it answers instead of working, by the number of the order.
    """

    def __init__(self, folder, n=60):
        self.rows, _ = grouped(200, dim=SKETCH)
        self.layout = Layout(folder)
        self.layout.make()
        self.live = SimpleNamespace(is_open=True, ids=lambda: self.ids)
        self.library = SimpleNamespace(
            live=self.live, serving=SimpleNamespace(number=1), n_photos=n
        )
        self.orders, self.replies, self.progress = [], {}, []
        self.is_changing = False
        self.keep(range(n))
        self.open()

    def open(self):
        """As at a start of the program."""
        self.tsne_run = TsneRun()
        self.maker = MapMaker(
            self.library,
            self.layout,
            SimpleNamespace(submit=self._submit),
            SimpleNamespace(graph=self._graph, graph_now=self.graph),
            SimpleNamespace(progress=self.progress.append),
            lambda: None,
            lambda: self.is_changing,
            keep_every_s=0.0,
        )

    def keep(self, rows):
        """The library has these photos now."""
        self.kept = np.array(sorted(rows), np.intp)
        self.ids = (self.kept * 3 + 1).astype(np.int64)
        near, similarity = neighbours(self.rows[self.kept])
        sketch = self.rows[self.kept].astype(np.float16)
        self.graph = NeighbourGraph(self.ids, near, similarity, sketch, 1)
        if hasattr(self, "maker"):
            self.maker._clustering_run.graph_now = self.graph

    def _graph(self):
        yield Turn.AGAIN
        return self.graph

    def _submit(self, order, done):
        self.orders.append(order)
        reply = self.replies.pop(len(self.orders), None)
        done(reply or Reply(Outcome.OK, self.tsne_run.advance(order)))

    def map(self):
        return finish(self.maker.map())

    def draw(self):
        finish(self.maker.run())
        return self.map()


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path / "library")


def test_the_first_picture_is_there_without_the_process(bench):
    kept = bench.map()

    assert bench.orders == []
    assert not bench.maker.is_final(kept)
    assert bench.maker.is_stale(kept)
    np.testing.assert_array_equal(kept.ids, bench.ids)
    assert (kept.places >= 0).all() and (kept.places <= 1).all()


def test_a_map_is_drawn_in_short_orders_and_its_progress_is_told(bench):
    first = bench.map()
    final = bench.draw()

    assert len(bench.orders) > 5
    assert bench.maker.is_final(final) and not bench.maker.is_stale(final)
    assert not np.array_equal(first.places, final.places)
    assert all(one.phase is Phase.SORTING and one.total == TURNS for one in bench.progress)
    done = [one.done for one in bench.progress]
    assert done == sorted(done)


def test_the_same_library_gives_the_same_map(bench, tmp_path):
    again = Bench(tmp_path / "again")

    np.testing.assert_array_equal(bench.draw().places, again.draw().places)


def test_a_map_is_kept_for_the_next_start(bench):
    before = bench.draw()
    n_orders = len(bench.orders)

    bench.open()
    after = bench.map()

    assert len(bench.orders) == n_orders
    assert bench.maker.is_final(after)
    np.testing.assert_array_equal(after.places, before.places)


def test_a_damaged_file_means_drawing_again(bench):
    bench.draw()
    bench.layout.map.write_bytes(b"nonsense")

    bench.open()

    assert not bench.maker.is_final(bench.map())
    assert bench.maker.is_final(bench.draw())


def test_new_photos_come_among_the_others_and_nothing_moves(bench):
    before = bench.draw()

    bench.keep(range(70))
    after = bench.map()

    np.testing.assert_array_equal(after.places[:60], before.places)
    assert len(after.ids) == 70
    assert np.isfinite(after.places).all()
    assert not bench.maker.is_stale(after)


def test_photos_that_vanish_leave_the_map(bench):
    before = bench.draw()

    bench.keep(range(10, 60))
    after = bench.map()

    np.testing.assert_array_equal(after.places, before.places[10:])


def test_photos_that_vanish_while_it_is_drawn_are_not_on_it(bench):
    run = bench.maker.run()
    while len(bench.orders) < 3:
        next(run)
    bench.keep(range(20, 60))
    finish(run)

    np.testing.assert_array_equal(bench.map().ids, bench.ids)


def test_half_as_many_photos_again_make_it_be_drawn_anew(bench):
    bench.draw()

    bench.keep(range(100))
    kept = bench.map()
    assert bench.maker.is_stale(kept)
    final = bench.draw()

    assert final.n_laid_out == 100
    assert not bench.maker.is_stale(final)


def test_drawing_waits_until_no_more_photos_come(bench):
    bench.is_changing = True
    run = bench.maker.run()
    assert [next(run) for _ in range(3)] == [Turn.WAIT] * 3
    assert bench.orders == []

    bench.is_changing = False
    finish(run)

    assert bench.maker.is_final(bench.map())


def test_a_process_that_dies_is_told_and_the_first_picture_stays(bench):
    first = bench.map()
    bench.replies[2] = Reply(Outcome.CRASHED, reason="It has stopped twice.")

    with pytest.raises(ThemeError, match="stopped twice"):
        bench.draw()

    assert not bench.maker.is_running
    np.testing.assert_array_equal(bench.map().places, first.places)
    assert bench.maker.is_final(bench.draw())


def test_a_run_that_is_closed_in_the_middle_goes_on_at_the_next_start(bench, tmp_path):
    whole = Bench(tmp_path / "whole").draw()
    run = bench.maker.run()
    while len(bench.orders) < 5:
        next(run)
    run.close()
    assert not bench.maker.is_running

    bench.open()
    bench.orders.clear()
    final = bench.draw()

    assert bench.orders[0].moving.turn > 0
    np.testing.assert_array_equal(final.places, whole.places)


@pytest.mark.parametrize("n", [0, 1, 2, 20])
def test_a_handful_of_photos_needs_no_drawing(tmp_path, n):
    bench = Bench(tmp_path / "few", n=n)

    kept = bench.map()

    assert bench.maker.is_final(kept)
    assert not bench.maker.is_stale(kept)
    assert kept.places.shape == (n, 2)


def test_another_model_means_another_map(bench):
    bench.draw()

    bench.library.serving.number = 2

    assert not bench.maker.is_final(bench.map())
