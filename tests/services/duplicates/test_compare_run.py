"""Comparing ends with the right groups, whatever happens in between."""

from __future__ import annotations

import random

import pytest
from support import comparable
from support.comparable import Compared, every
from support.lost_thumbnails import lose_thumbnails

from photosim.core.compare.close_job import not_same, same
from photosim.core.errors import PhotosimError
from photosim.core.records.pairs import Doubt, Tier
from photosim.core.records.review import Verdict
from photosim.core.store.pairs import PairState
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity
from photosim.services.events import Phase, Progress
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.messages import Outcome

FAMILY = sorted(every(["coffee"]))
OTHER = sorted(every(["chelsea"]))


@pytest.fixture
def album(tmp_path):
    album = Compared(tmp_path)
    yield album
    album.driver.library.close()


def test_copies_are_found_and_different_pictures_are_not(album):
    album.put(*FAMILY, *OTHER, "rocket whole")
    album.index()

    album.run()

    assert album.groups() == sorted([OTHER, FAMILY])
    assert album.groups(Tier.SIMILAR_SHOTS) == []
    assert album.told[-1].counts[Tier.SAME_PICTURE][0] == 2


def test_nothing_is_compared_twice(album):
    album.put(*FAMILY)
    album.index()
    album.run()
    before = len(album.workers.compared)

    album.run()
    album.restart()
    album.run()

    assert len(album.workers.compared) == before
    assert album.groups() == [FAMILY]


def test_new_photo_joins_its_group_without_the_rest_being_compared_again(album):
    album.put(*FAMILY[1:], *OTHER)
    album.index()
    album.run()
    album.workers.compared.clear()

    album.put(FAMILY[0])
    album.index()
    album.run()

    assert album.groups() == sorted([OTHER, FAMILY])
    new = album.id(FAMILY[0])
    assert all(new in photos for photos in album.workers.compared)


@pytest.mark.parametrize("turns", [1, 3, 5, 8])
def test_run_that_was_ended_goes_on_where_it_stopped(tmp_path, turns):
    album = Compared(tmp_path, at_once=False)
    album.put(*FAMILY, *OTHER)
    album.index()

    album.some_turns(turns)
    album.restart()
    album.run()

    assert album.groups() == sorted([OTHER, FAMILY])


def test_order_of_indexing_does_not_matter(tmp_path):
    names = [*FAMILY, *OTHER]
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(names)
        album = Compared(tmp_path / str(seed))
        for start in range(0, len(names), 4):
            album.put(*names[start : start + 4])
            album.index()
            if seed:
                album.run()
        album.run()
        grouped = album.compare_run.grouping.all(Tier.SAME_PICTURE)
        found.append({one.group.id: album.names(one.group.photo_ids) for one in grouped})

    assert found[0] == found[1] == found[2]


def test_photo_that_vanishes_before_it_is_compared_is_in_no_group(tmp_path):
    album = Compared(tmp_path, at_once=False)
    album.put(*FAMILY)
    album.index()
    album.some_turns(4)
    (album.driver.photos / f"{FAMILY[0]}.jpg").unlink()
    album.index()

    album.run()

    assert album.groups() == [FAMILY[1:]]


def test_photo_that_vanishes_while_a_run_goes_on_leaves_its_group(album):
    album.put(*FAMILY)
    album.index()
    album.run()
    (album.driver.photos / f"{FAMILY[0]}.jpg").unlink()
    album.index()

    album.run()

    assert album.groups() == [FAMILY[1:]]


@pytest.mark.parametrize("restarted", [False, True])
def test_photo_that_comes_back_is_compared_with_what_came_meanwhile(album, restarted):
    album.put(*FAMILY[1:])
    album.index()
    album.run()
    path = album.driver.photos / f"{FAMILY[1]}.jpg"
    content = path.read_bytes()
    path.unlink()
    album.index()
    if restarted:
        album.restart()
    album.run()
    album.put(FAMILY[0])
    album.index()
    album.run()

    path.write_bytes(content)
    album.index()
    album.run()

    assert album.groups() == [FAMILY]


def test_damaged_small_picture_is_in_no_group_and_harms_no_other(album):
    album.put(*FAMILY, *OTHER)
    album.put(FAMILY[0], thumbnail=b"\xff\xd8 no picture")
    album.index()

    album.run()

    assert album.groups() == sorted([OTHER, FAMILY[1:]])


def test_missing_small_picture_is_asked_for_and_the_photo_compared_when_it_is_there(album):
    album.put(*FAMILY)
    album.index()
    lost = album.driver.library.store.photos.hashes([album.id(FAMILY[0])])
    lose_thumbnails(album.driver.layout, lost.values())

    album.run()
    assert album.groups() == [FAMILY[1:]]
    assert album.driver.library.store.files.n_pending() == 1

    album.index()
    album.run()
    assert album.groups() == [FAMILY]


def test_order_that_ends_its_worker_is_tried_pair_by_pair(album):
    album.put(*FAMILY)
    album.index()
    album.workers.refusals.append(Outcome.CRASHED)

    album.run()

    assert album.groups() == [FAMILY]


def test_pair_that_ends_its_worker_counts_as_different_and_comparing_goes_on(album):
    album.put("coffee whole", "coffee half")
    album.index()
    album.workers.refusals.append(Outcome.CRASHED)
    album.run()
    assert album.groups() == []

    album.put(*OTHER)
    album.index()
    album.run()

    assert album.groups() == [OTHER]


def test_workers_that_cannot_work_end_the_run_and_the_next_one_goes_on(album):
    album.put(*FAMILY)
    album.index()
    album.workers.refusals.append(Outcome.NOT_STARTED)

    with pytest.raises(PhotosimError):
        album.run()
    assert not album.compare_run.is_running
    album.run()

    assert album.groups() == [FAMILY]


def test_nothing_new_is_begun_while_something_more_important_is_done(album):
    album.put(*FAMILY)
    album.index()
    album.is_held = True
    run = album.compare_run.run()

    for _ in range(20):
        next(run)
    assert album.workers.compared == []

    album.is_held = False
    for _ in run:
        pass
    assert album.groups() == [FAMILY]


def test_photos_that_come_during_a_run_are_compared_by_it(album):
    album.put(*FAMILY)
    album.index()
    run = album.compare_run.run()
    for _ in range(3):
        next(run)

    album.put(*OTHER)
    album.index()
    album.compare_run.again()
    for _ in run:
        pass

    assert album.groups() == sorted([OTHER, FAMILY])


def test_verdict_takes_two_photos_apart_for_good(album):
    album.put(*FAMILY)
    album.index()
    album.run()
    store = album.driver.library.store
    ids = [album.id(name) for name in FAMILY[:2]]
    one, other = store.photos.hashes(ids).values()
    store.verdicts.add(
        [NewVerdict(Verdict.NOT_DUPLICATES, PhotoIdentity(one, b""), PhotoIdentity(other, b""))],
        1.0,
    )

    for _ in album.compare_run.keep_apart(store.verdicts.pairs()):
        pass

    assert not any(set(FAMILY[:2]) <= set(group) for group in album.groups())
    album.restart()
    album.run()
    assert not any(set(FAMILY[:2]) <= set(group) for group in album.groups())


def test_progress_counts_photos_and_ends(album):
    album.put(*FAMILY, *OTHER)
    album.index()

    album.run()

    told = [e for e in album.events if isinstance(e, Progress) and e.phase is Phase.COMPARING]
    assert told
    assert all(0 <= event.done <= event.total for event in told)
    assert all(event.n_photos == 10 for event in told)


def test_another_model_forgets_what_was_compared_and_begins_again(album):
    album.put(*FAMILY)
    album.index()
    album.run()
    before = len(album.workers.compared)
    with album.driver.library.store.transaction():
        album.driver.library.store.pairs.begin("another method")

    album.run()

    assert album.groups() == [FAMILY]
    assert len(album.workers.compared) > before


@pytest.mark.parametrize("turns", range(1, 17))
def test_nothing_is_told_of_comparing_after_a_pause_that_came_at_any_moment(tmp_path, turns):
    album = Compared(tmp_path, at_once=False)
    album.put(*FAMILY, *OTHER)
    album.index()
    run = album.compare_run.run()
    for _ in range(turns):
        if next(run, None) is Turn.WAIT:
            album.workers.answer()

    album.is_held = True
    album.events.clear()
    for _ in range(20):
        next(run, None)
        album.workers.answer()

    assert not [e for e in album.events if isinstance(e, Progress)]
    run.close()
    album.driver.library.close()


# close looks


def probably(album: Compared) -> list[list[str]]:
    """The names of the photos that are only probably the same picture, by group."""
    grouped = album.compare_run.grouping.all(Tier.SAME_PICTURE)
    return [sorted(album.names(sorted(one.group.uncertain_ids))) for one in grouped]


def test_every_pair_of_a_group_is_looked_at_closely_once(album):
    album.put(*FAMILY, "rocket whole")
    album.index()

    album.run()
    album.run()
    album.restart()
    album.run()

    n_pairs = len(FAMILY) * (len(FAMILY) - 1) // 2
    assert len(album.workers.looked_at) == len(set(album.workers.looked_at)) == n_pairs
    assert probably(album) == [[]]


def test_until_it_is_looked_at_closely_it_is_only_probably_the_same_picture(album):
    album.workers.look = lambda comparison: None  # the files cannot be read
    album.put(*FAMILY)
    album.index()
    album.run()

    assert album.groups() == [FAMILY]
    assert probably(album) == [FAMILY]

    album.workers.look = same
    album.run()

    assert album.groups() == [FAMILY]
    assert probably(album) == [[]]


def test_variant_leaves_the_copies_for_the_similar_shots(album):
    album.put(*FAMILY)
    album.index()
    odd = album.id(FAMILY[0])
    album.workers.look = lambda comparison: (
        not_same(comparison, Doubt.PLACE)
        if odd in (comparison.first, comparison.second)
        else same(comparison)
    )

    album.run()

    assert album.groups() == [FAMILY[1:]]
    ((shot, cover),) = [
        sorted(group, key=lambda name: name != FAMILY[0])
        for group in album.groups(Tier.SIMILAR_SHOTS)
    ]
    assert shot == FAMILY[0]
    assert cover in FAMILY[1:]
    album.restart()
    album.run()
    assert album.groups() == [FAMILY[1:]]


def test_of_a_group_what_is_certain_among_itself_is_so_while_another_one_is_away(album):
    album.put(*FAMILY)
    album.index()
    away = album.id(FAMILY[0])
    album.workers.look = lambda comparison: (
        None if away in (comparison.first, comparison.second) else same(comparison)
    )

    album.run()

    assert album.groups() == [FAMILY]
    assert probably(album) == [[FAMILY[0]]]


@pytest.mark.parametrize("turns", [15, 40, 60, 80])
def test_run_that_ends_among_the_close_looks_goes_on(tmp_path, turns):
    album = Compared(tmp_path, at_once=False)
    album.put(*FAMILY, *OTHER)
    album.index()
    for number, turn in enumerate(album.compare_run.run()):
        if turn is Turn.WAIT:
            album.workers.answer()
        if len(album.workers.looked_at) and number > turns:
            break
    album.restart()

    album.run()

    assert album.groups() == sorted([OTHER, FAMILY])
    assert probably(album) == [[], []]
    album.driver.library.close()


def test_pair_that_ends_its_worker_in_a_close_look_is_not_called_the_same(album):
    album.put(*FAMILY[:2])
    album.index()
    album.workers.refused_looks.append(Outcome.CRASHED)

    album.run()

    assert album.groups() == []
    assert album.groups(Tier.SIMILAR_SHOTS) == [FAMILY[:2]]


def test_close_looks_have_a_figure_of_their_own(album):
    album.put(*FAMILY)
    album.index()

    album.run()

    told = [e for e in album.events if isinstance(e, Progress) and e.phase is Phase.LOOKING]
    assert told
    assert all(0 <= one.done <= one.total for one in told)
    assert told[-1].done == told[-1].total == len(FAMILY) * (len(FAMILY) - 1) // 2


def test_pair_that_is_compared_again_and_is_different_now_leaves_its_group(album):
    album.put(*FAMILY[:2], *OTHER[:2])
    album.index()
    album.run()
    assert len(album.groups()) == 2
    store = album.driver.library.store
    first, second = sorted(map(album.id, FAMILY[:2]))
    with store.transaction():
        store.pairs.forget([first])
        store.pairs.propose([(first, second)], PairState.SOON)
    album.workers.refusals.append(Outcome.CRASHED)  # which counts as different

    album.run()

    assert album.groups() == [OTHER[:2]]


def test_forgotten_pair_holds_only_probably_until_it_is_compared_again(album):
    album.put(*FAMILY[:2])
    album.index()
    album.run()
    store = album.driver.library.store
    first = album.id(FAMILY[0])
    with store.transaction():
        store.pairs.forget([first])
    album.driver.put("again.jpg", FAMILY[0].encode())  # touches the photo
    album.index()

    album.some_turns(12)

    assert probably(album) == [FAMILY[:2]]


def test_of_many_nearly_equal_ones_a_few_are_looked_at_and_the_rest_follows(album, monkeypatch):
    names = [f"coffee n{number}" for number in range(14)]
    for number, name in enumerate(names):
        size = (300 + 6 * number, 200 + 4 * number)
        monkeypatch.setitem(
            comparable.ALTERATIONS, name.split()[1], lambda image, size=size: image.resize(size)
        )
    album.put(*names)
    album.index()
    odd = {album.id(name) for name in names[1::2]}
    album.workers.look = lambda comparison: (
        not_same(comparison, Doubt.PLACE)
        if (comparison.first in odd) != (comparison.second in odd)
        else same(comparison)
    )

    album.run()

    n_pairs = len(names) * (len(names) - 1) // 2
    assert album.groups() == sorted([sorted(names[::2]), sorted(names[1::2])])
    assert probably(album) == [[], []]
    n_looks = len(album.workers.looked_at)
    assert n_looks < n_pairs
    told = [e for e in album.events if isinstance(e, Progress) and e.phase is Phase.LOOKING]
    assert told[-1].done == told[-1].total == n_pairs
    album.restart()
    album.run()
    assert album.groups() == sorted([sorted(names[::2]), sorted(names[1::2])])
    assert len(album.workers.looked_at) == n_looks
