"""Choices are taken back also where the groups have changed since."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import file_id, photo_at, put, take

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenAgain
from photosim.core.store import Store
from photosim.services.duplicates.review import Review

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
FILE, PICTURE = Tier.SAME_FILE, Tier.SAME_PICTURE
NAMES = (b"a.jpg", b"b.jpg", b"c.jpg")


class Chooser:
    """A library with one group of three photos, whose ids are `a`, `b` and `c`."""

    def __init__(self, store: Store) -> None:
        self.store, self.grouped = store, Grouped(store)
        self.review = Review(store, self.grouped.groups, self.grouped.compare_run)
        self.a, self.b, self.c = (photo_at(store, name) for name in NAMES)

    @property
    def groups(self):
        return self.grouped.of(PICTURE)

    def choose(self, *, many: bool = False, **choices: Choice):
        [group] = self.groups
        chosen = {getattr(self, name): choice for name, choice in choices.items()}
        if many:
            return finish(self.review.choose_many({group.id: chosen}))
        return finish(self.review.choose(group.id, chosen))

    def again(self, wanted) -> ChosenAgain:
        return finish(self.review.choose_again(wanted))

    def joined(self, name: bytes = b"new.jpg") -> None:
        """A new copy is in the group."""
        put(self.store, {name: name.decode()})
        alike(self.store, *NAMES, name)
        self.grouped.make(new=True)

    def gone(self, name: bytes) -> None:
        take(self.store, name)
        self.grouped.make(new=True)

    @property
    def chosen(self):
        return self.store.choices.of(PICTURE)

    @property
    def standing(self):
        return self.grouped.groups.choices(PICTURE)


@pytest.fixture
def chooser(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {name: name.decode() for name in NAMES})
        alike(store, *NAMES)
        yield Chooser(store)


@pytest.mark.parametrize("many", [False, True])
def test_a_choice_is_taken_back_when_a_copy_has_joined_the_group(chooser, many):
    [before] = chooser.groups
    made = chooser.choose(a=KEEP, b=TRASH, many=many)
    chooser.joined()
    [now] = chooser.groups
    assert now.id != before.id

    again = chooser.again(made.back)

    assert again == ChosenAgain({now.id: {chooser.a: OPEN, chooser.b: OPEN}})
    assert chooser.chosen == {}


def test_it_is_made_again_beside_the_new_copy_as_well(chooser):
    made = chooser.choose(b=TRASH)
    chooser.joined()
    chooser.again(made.back)

    chooser.again(made.after)

    assert chooser.standing == {chooser.b: TRASH}
    assert chooser.store.choices.by_hand(PICTURE) == {chooser.b}
    chooser.gone(b"new.jpg")
    assert chooser.standing == {}


@pytest.mark.parametrize("gone", [b"a.jpg", b"c.jpg"])
def test_nothing_is_put_down_again_where_one_that_was_in_sight_is_gone(chooser, gone):
    chooser.choose(b=TRASH)
    made = chooser.choose(b=KEEP)
    chooser.gone(gone)
    [now] = chooser.groups

    again = chooser.again(made.back)

    assert again == ChosenAgain({now.id: {chooser.b: OPEN}}, n_open=1)
    assert chooser.chosen == {}


def test_what_is_in_no_group_any_more_is_taken_back_and_counted(chooser):
    made = chooser.choose(a=KEEP, b=TRASH)
    chooser.gone(b"c.jpg")
    chooser.gone(b"a.jpg")
    assert chooser.groups == []

    again = chooser.again(made.back)

    assert again == ChosenAgain({}, n_alone=2)
    assert chooser.chosen == {}


def test_what_is_in_no_group_any_more_is_not_put_down_for_the_trash(chooser):
    made = chooser.choose(b=TRASH)
    chooser.again(made.back)
    chooser.gone(b"c.jpg")
    chooser.gone(b"a.jpg")

    assert chooser.again(made.after) == ChosenAgain({}, n_alone=1)
    assert chooser.chosen == {}


def test_files_are_taken_back_beside_a_new_one_and_not_put_down_without_an_old_one(chooser):
    store, review = chooser.store, chooser.review
    put(store, {b"copy/a.jpg": "a.jpg"})
    [copies] = chooser.grouped.of(FILE)
    copy = file_id(store, b"copy/a.jpg")
    made = finish(review.choose(copies.id, {copy: TRASH}))
    put(store, {b"new/a.jpg": "a.jpg"})
    chooser.grouped.make(new=True)

    chooser.again(made.back)
    assert store.choices.of(FILE) == {}
    chooser.again(made.after)
    assert store.choices.of(FILE) == {copy: TRASH}

    chooser.again(made.back)
    chooser.gone(b"a.jpg")
    assert chooser.again(made.after).n_open == 1
    assert store.choices.of(FILE) == {}
