"""Finds out which photos of a library are alike, and keeps the groups in line with that.

`photos not searched yet -> likely pairs, that wait -> workers -> verified pairs -> groups`. What
the small pictures call the same picture is looked at closely, on the files, when the likely pairs
are done; until then it is only probably that.
All that is to be done stands in the store, so a run may end at any moment and the next one goes on.
A run is a long job of the library thread: searching is done there, in slices, comparing in the
index workers, when no photos wait to be examined. First the pairs for which much speaks, then
those that close triangles (complete linkage needs every pair), then the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from photosim.core.compare.compare_job import VERSION
from photosim.core.duplicates import standing_choices
from photosim.core.duplicates.grouping import Apart, Grouping
from photosim.core.library import Library
from photosim.core.records.pairs import Comparison, Thresholds, Tier
from photosim.core.store.pairs import Alike, PairState, key
from photosim.services.duplicates.close_look_queue import CloseLookQueue
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.compare_report import CompareReport
from photosim.services.duplicates.pair_search import PairSearch
from photosim.services.duplicates.rank_search import RankSearch
from photosim.services.notifier import Notifier
from photosim.services.runtime.jobs import LongWork, Turn

AT_ONCE = 64
"""Photos whose triangles are closed in one turn."""

REGROUP_S = 2.0
"""How often groups are made anew while photos are compared."""

MOST_TOUCHED = 5000
"""Changed photos from which making all groups anew is quicker."""

FORGOTTEN_AT_ONCE = 20_000

CLOSED = "all triangles are closed"
"""The note of whether complete linkage has all the pairs that it asks for."""


class CompareRun:
    """The state of the comparing of a library; every method is for the library thread.

    Args:
        library: the open library.
        queue: the way to the workers.
        close_looks: the way to the workers for close looks.
        notifier: whom to tell.
        is_held: whether something more important is done, or the person paused it.
        clock: seconds, monotonic.

    Attributes:
        grouping: the groups as they are now; ask `load` for it first.
        is_running: whether a run is under way.
    """

    def __init__(
        self,
        library: Library,
        queue: CompareQueue,
        close_looks: CloseLookQueue,
        notifier: Notifier,
        is_held: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._queue = queue
        self._close_looks = close_looks
        self._notifier = notifier
        self._is_held = is_held
        self._clock = clock
        self._report = CompareReport(library.store.pairs, notifier, clock)
        self._search = PairSearch(library)
        self._ranking = RankSearch(library)
        self._changed: set[int] = set()
        self._open: set[int] = set()
        self._reported: set[int] = set()
        self._state = PairState.SOON
        self._is_looking = False
        self._has_uncertain = True
        self._is_stale = self._is_loading = False
        self._regrouped_at = clock()
        self._is_closed = bool(library.store.library_facts.get(CLOSED, False))
        self.grouping = Grouping(library.store)
        self.is_running = False

    @property
    def is_thorough(self) -> bool:
        """Whether the likely pairs are done and only those are left for which little speaks."""
        return self._state is PairState.LATER

    def again(self) -> None:
        """Photos came, went or changed: look at what there is once more."""
        self._is_stale = True

    def load(self) -> LongWork[Grouping]:
        """The groups of what is known so far; made by whoever comes first."""
        while self._is_loading:
            yield Turn.WAIT
        if not self.grouping.is_loaded:
            yield from self._load()
        return self.grouping

    def keep_apart(self, pairs: Apart) -> LongWork[None]:
        """From now on these photos are in no group together."""
        yield from self.load()
        self._changed |= self.grouping.keep_apart(pairs)
        yield from self._regroup()

    def run(self) -> LongWork[None]:
        """Compare what is not compared yet and bring the groups in line."""
        self.is_running = True
        try:
            yield from self.load()
            self._queue.begin()
            self._close_looks.begin()
            self._report.restart()
            self._is_stale, self._state = True, PairState.SOON
            yield from self._work()
        finally:
            self.is_running = False

    def _work(self) -> LongWork[None]:
        while True:
            if self._is_held():
                self._receive()
                yield Turn.WAIT
                continue
            if self._is_stale:
                self._is_stale = False
                yield from self._follow_files()
                yield from self._begin_search()
            busy = self._search_some()
            busy = self._exchange() or busy
            if self._clock() - self._regrouped_at >= REGROUP_S:
                yield from self._regroup()
            if not busy and not self._n_out and not self._is_stale:
                yield from self._regroup()
                if not (yield from self._find_more()):
                    return
            if not self._is_held():  # a pause may have come meanwhile: it was told and stays
                self._tell()
            yield Turn.AGAIN if busy else Turn.WAIT

    # what there is to compare

    def _begin_search(self) -> LongWork[None]:
        """Look what is not searched yet; another model or method begins anew."""
        library, limits = self._library, self._limits
        with library.store.transaction():
            is_new = library.store.pairs.begin(f"{library.serving.card.id} {limits} {VERSION}")
        if is_new:  # whatever is with the workers was meant for another method
            self._queue.begin()
            self._close_looks.begin()
            yield from self._load()
        with library.store.transaction():
            library.store.pairs.propose_equal()
        yield from self._search.begin(limits)
        self._state, self._is_looking, self._has_uncertain = PairState.SOON, False, True
        self._queue.rewind()

    def _search_some(self) -> bool:
        """Search pairs of some photos; whether there was anything to search."""
        is_late = self._state is PairState.LATER
        search = self._ranking if is_late else self._search
        before = search.n_left
        if before and search.turn():
            self._queue.rewind()
        self._report.add(before - search.n_left)
        return before > 0

    def _find_more(self) -> LongWork[bool]:
        """When nothing is left to do: what linkage asks for, close looks, then unlikely pairs."""
        if (yield from self._close_triangles()):
            return self._restart(PairState.SOON)
        if self._begin_looking():
            return True
        if self._state is PairState.SOON:
            self._report.restart()
            yield from self._ranking.begin(self._limits)
            return self._restart(PairState.LATER)
        self._mark_closed(is_closed=True)
        self._forget_choices()
        return False

    def _begin_looking(self) -> bool:
        """Look closely at what is new; at what could not be read only when files changed."""
        self._is_looking = self._has_uncertain and self._library.store.pairs.n_uncertain() > 0
        self._has_uncertain = False
        if self._is_looking:
            self._close_looks.begin(self.grouping.pair_graph)
            self._report.restart()
            self._report.count_again()
        return self._is_looking

    def _close_triangles(self) -> LongWork[bool]:
        """Propose the pairs that complete linkage asks for; whether there were any."""
        pairs, is_new = self._library.store.pairs, False
        while self._open:
            some = [self._open.pop() for _ in range(min(AT_ONCE, len(self._open)))]
            wanted = pairs.unknown(self.grouping.pair_graph.open_triangles(some))
            with self._library.store.transaction():
                pairs.propose(wanted, PairState.SOON)
            is_new = is_new or bool(wanted)
            yield Turn.AGAIN
        return is_new

    def _forget_choices(self) -> None:
        """All is compared: choices for photos that are in no such group any more are past."""
        store = self._library.store
        tiers = (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)
        members = {tier: [one.keys for one in self.grouping.all(tier)] for tier in tiers}
        store.choices.forget_gone()
        store.choices.forget_moved(
            {tier: {key for keys in groups for key in keys} for tier, groups in members.items()}
        )
        for tier, groups in members.items():
            standing_choices.know_beside(store, tier, groups)

    def _mark_closed(self, *, is_closed: bool) -> None:
        """Note whether the next start has to look for pairs that linkage asks for."""
        if self._is_closed != is_closed:
            with self._library.store.transaction():
                self._library.store.library_facts.set(CLOSED, is_closed)
            self._is_closed = is_closed

    def _restart(self, state: PairState) -> bool:
        self._state = state
        self._queue.rewind()
        self._report.count_again()
        return True

    # to the workers and back

    def _exchange(self) -> bool:
        received = self._receive()
        if self._is_looking:
            self._close_looks.fill()
            received = self._conclude() or received
        else:
            self._queue.fill(self._state, self._limits)
        self._ask_for_pictures()
        return received

    @property
    def _n_out(self) -> int:
        return self._queue.n_out + self._close_looks.n_out

    def _receive(self) -> bool:
        """Write down what workers found out; whether there was anything."""
        looked = self._receive_looks()
        found = self._queue.take()
        if not found:
            return looked
        self._mark_closed(is_closed=False)
        pairs = self._library.store.pairs
        with self._library.store.transaction():
            for _, answer in found:
                pairs.put(answer.comparisons)
                pairs.put_qualities(answer.qualities)
        self._open |= self._know([c for _, answer in found for c in answer.comparisons])
        self._report.add(len(found))
        return True

    def _receive_looks(self) -> bool:
        """Write down what the files of pairs said; whether there was anything."""
        answer = self._close_looks.take()
        found, store = answer.comparisons, self._library.store
        if found:
            with store.transaction():
                store.pairs.put(found)
                store.photos.put_details(answer.details)
            self._know(found)
            self._report.add(len(found))
        return bool(found)

    def _conclude(self) -> bool:
        """Write down what followed without a look; whether there was anything."""
        found = self._close_looks.concluded()
        if found:
            with self._library.store.transaction():
                self._library.store.pairs.conclude(found)
            self._know(found)
            self._report.add(len(found))
        return bool(found)

    def _know(self, comparisons: Sequence[Comparison]) -> set[int]:
        """Have the groups made anew of photos that are alike; which these are."""
        alike = [
            Alike(*key(c.first, c.second), c.tier, c.similarity, c.is_certain)
            for c in comparisons
            if c.tier is not None
        ]
        self.grouping.pair_graph.add(alike)
        different = (key(c.first, c.second) for c in comparisons if c.tier is None)
        self._changed |= self.grouping.pair_graph.part(different)
        self._has_uncertain |= not all(pair.is_certain for pair in alike)
        ids = {photo_id for pair in alike for photo_id in (pair.first, pair.second)}
        self._changed |= ids
        return ids

    def _ask_for_pictures(self) -> None:
        """Small pictures that are missing are made again, asked for once."""
        missing = self._queue.without_picture - self._reported
        if missing:
            self._reported |= missing
            self._library.lost_thumbnails(sorted(missing))

    # the groups

    def _load(self) -> LongWork[None]:
        self._is_loading = True
        try:
            store = self._library.store
            store.choices.open_resting_on(store.pairs.touched(store.photos.newest() + 1))
            for _ in self.grouping.load():
                yield Turn.AGAIN
            yield from self._forget_gone()
        finally:
            self._is_loading = False
        self._open = set() if self._is_closed else self.grouping.pair_graph.photos()
        self._changed.clear()
        self._notifier.groups(self.grouping.counts())

    def _forget_gone(self) -> LongWork[None]:
        """What vanished before the changes were settled is searched again when it comes back."""
        store = self._library.store
        for first in range(0, store.photos.newest() + 1, FORGOTTEN_AT_ONCE):
            with store.transaction():
                store.pair_search_state.forget_gone(first, first + FORGOTTEN_AT_ONCE - 1)
            yield Turn.AGAIN

    def _follow_files(self) -> LongWork[None]:
        """Groups of photos whose files came, went or changed."""
        store = self._library.store
        touched = store.pairs.touched(MOST_TOUCHED)
        if len(touched) >= MOST_TOUCHED:
            yield from self._load()
            return
        self.grouping.files_changed()
        with store.transaction():
            store.choices.open_resting_on(touched)
            store.pair_search_state.forget(set(touched) - store.photos.live(touched))
            store.pairs.settle(touched)
        self._doubt_forgotten(touched)
        self._changed.update(touched)
        yield from self._regroup()

    def _doubt_forgotten(self, photo_ids: Collection[int]) -> None:
        """Pairs that were forgotten, for a photo is not what it seemed, hold only probably."""
        pair_graph = self.grouping.pair_graph
        concerned = set().union(*(pair_graph.neighbours(photo_id) for photo_id in photo_ids))
        known = self._library.store.pairs.comparisons(concerned.union(photo_ids))
        pair_graph.doubt(photo_ids, {key(one.first, one.second) for one in known})

    def _regroup(self) -> LongWork[None]:
        changed, self._changed = self._changed, set()
        is_other = False
        for other in self.grouping.refreshing(changed):
            is_other = is_other or other
            yield Turn.AGAIN
        if is_other:
            self._notifier.groups(self.grouping.counts())
        self._regrouped_at = self._clock()

    def _tell(self) -> None:
        if self._is_looking:
            self._report.tell_looks(self._library.n_photos)
            return
        search = self._ranking if self.is_thorough else self._search
        self._report.tell(self._state, search.n_left, self._library.n_photos)

    @property
    def _limits(self) -> Thresholds:
        return Thresholds.of(self._library.serving.card.thresholds)
