"""Which groups are listed, in which order, and what was chosen in them."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import photo_at, put

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupFilter, GroupSortKey
from photosim.core.store import Store

PICTURE = Tier.SAME_PICTURE


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {b"a.jpg": "a", b"b.jpg": "bb", b"c.jpg": "c", b"d.jpg": "dddd"})
        put(store, {b"e.jpg": "e"}, folder=b"/elsewhere")
        alike(store, b"a.jpg", b"b.jpg")
        alike(store, b"c.jpg", b"d.jpg")
        yield store


@pytest.fixture
def grouped(store):
    made = Grouped(store)
    made.make()
    return made


def listed(grouped, **wanted):
    return finish(grouped.groups.listed(GroupFilter(PICTURE, **wanted)))


def choose(store, **choices):
    store.choices.choose(
        PICTURE, {photo_at(store, f"{name}.jpg".encode()): c for name, c in choices.items()}
    )


def test_what_frees_most_comes_first(grouped):
    freed = [group.freed for group in listed(grouped)]

    assert freed == sorted(freed, reverse=True)
    assert len(listed(grouped, sort_key=GroupSortKey.NUMBER)) == 2


def test_what_was_chosen_is_counted(store, grouped):
    choose(store, a=Choice.KEEP, b=Choice.TRASH, c=Choice.TRASH)

    counts = {(group.n_trash, group.n_open) for group in listed(grouped)}

    assert counts == {(1, 0), (1, 1)}
    assert len(listed(grouped, is_open=True)) == 1
    assert len(listed(grouped, is_open=False)) == 1


def test_group_in_which_nothing_else_was_chosen_is_the_same_object_again(store, grouped):
    choose(store, a=Choice.KEEP, c=Choice.TRASH)
    before = {group.id: group for group in listed(grouped)}
    choose(store, d=Choice.TRASH)

    now = {group.id: group for group in listed(grouped)}

    same = [name for name in now if now[name] is before[name]]
    assert len(same) == 1
    assert {(group.n_trash, group.n_open) for group in now.values()} == {(0, 1), (2, 0)}


def test_group_whose_files_moved_is_told_anew_though_the_same_was_chosen(store, grouped):
    choose(store, a=Choice.KEEP)
    put(store, {b"a.jpg": "a"}, folder=b"/elsewhere")
    before = len({folder for group in listed(grouped) for folder in group.folder_ids})
    grouped.compare_run.grouping.refresh([photo_at(store, b"a.jpg")])

    now = {folder for group in listed(grouped) for folder in group.folder_ids}

    assert len(now) == before + 1


def test_choice_that_is_taken_back_is_not_counted_any_more(store, grouped):
    choose(store, a=Choice.TRASH)
    assert sum(group.n_trash for group in listed(grouped)) == 1

    choose(store, a=Choice.OPEN)

    assert [group.n_open for group in listed(grouped)] == [2, 2]
