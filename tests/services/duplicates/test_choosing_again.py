"""Choices are taken back also where the groups have changed since."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import content_hash, file_id, photo_at, put, take

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, ChosenAgain, Verdict
from photosim.core.records.trash_items import ItemState, JournalEntry
from photosim.core.store import Store
from photosim.services.duplicates.review import Review

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
FILE, PICTURE = Tier.SAME_FILE, Tier.SAME_PICTURE
NAMES = (b"a.jpg", b"b.jpg", b"c.jpg")


class Chooser:
    """A library with one group of three photos, whose ids are `a`, `b` and `c`."""

    def __init__(self, store: Store) -> None:
        self.store, self.grouped = store, Grouped(store)
        self.now = 100.0
        self.review = Review(store, self.grouped.groups, self.grouped.compare_run, lambda: self.now)
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

    def came_back(self, content: str) -> None:
        """A file with that content went to the trash and came back, a second later each."""
        journal = self.store.journal
        batch = journal.begin_batch(1, self.now)
        entry = JournalEntry(1, b"/photos/x", content_hash(content), 5, 5, False, b"/")
        [item] = journal.begin(batch, [entry], self.now)
        journal.moved(item.id, b"/trash/x", self.now + 1)
        journal.end([item.id], ItemState.RESTORED, "", self.now + 2)
        self.now += 3

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


def test_what_is_in_no_group_any_more_is_taken_back_like_the_rest(chooser):
    made = chooser.choose(a=KEEP, b=TRASH)
    chooser.gone(b"c.jpg")
    chooser.gone(b"a.jpg")
    assert chooser.groups == []

    again = chooser.again(made.back)

    assert again == ChosenAgain({})
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


@pytest.mark.parametrize("many", [False, True])
def test_what_came_back_from_the_trash_is_not_put_down_again_by_a_redo(chooser, many):
    made = chooser.choose(a=KEEP, b=TRASH, c=TRASH, many=many)
    chooser.came_back("b.jpg")
    chooser.again(made.back)
    [group] = chooser.groups

    again = chooser.again(made.after)

    now = {chooser.a: KEEP, chooser.b: OPEN, chooser.c: TRASH}
    assert again == ChosenAgain({group.id: now}, n_back=1)
    assert chooser.standing == {chooser.a: KEEP, chooser.c: TRASH}


def test_nor_by_an_undo_of_what_was_said_after_it_was_put_down(chooser):
    chooser.choose(b=TRASH)
    made = chooser.choose(b=KEEP)
    chooser.came_back("b.jpg")

    assert chooser.again(made.back).n_back == 1
    assert chooser.chosen == {}


def test_nor_by_an_undo_of_an_always_keep(chooser):
    chooser.choose(b=TRASH)
    [group] = chooser.groups
    made = finish(chooser.review.decide(group.id, Verdict.KEEP, [chooser.b]))
    chooser.came_back("b.jpg")

    assert chooser.again(made.spared).n_back == 1
    assert chooser.chosen == {}


def test_what_was_put_down_anew_after_it_came_back_is_put_down_again_by_a_redo(chooser):
    chooser.choose(b=TRASH)
    chooser.came_back("b.jpg")
    made = chooser.choose(b=TRASH)
    chooser.again(made.back)

    assert chooser.again(made.after).n_back == 0
    assert chooser.standing == {chooser.b: TRASH}


class Copies:
    """The group of two equal files, of which the other one was put down for the trash."""

    def __init__(self, chooser: Chooser) -> None:
        self.chooser = chooser
        put(chooser.store, {b"copy/a.jpg": "a.jpg"})
        self.file = file_id(chooser.store, b"a.jpg")
        self.made = self.choose(TRASH)

    def choose(self, choice: Choice):
        [group] = self.chooser.grouped.of(FILE)
        copy = file_id(self.chooser.store, b"copy/a.jpg")
        return finish(self.chooser.review.choose(group.id, {self.file: KEEP, copy: choice}))

    def went(self) -> None:
        take(self.chooser.store, b"copy/a.jpg")
        self.chooser.store.choices.forget_gone()
        self.chooser.grouped.make(new=True)

    def put_back(self) -> None:
        put(self.chooser.store, {b"copy/a.jpg": "a.jpg"})
        self.chooser.grouped.make(new=True)

    @property
    def chosen(self):
        return self.chooser.store.choices.of(FILE)


@pytest.fixture
def copies(chooser):
    return Copies(chooser)


def test_files_that_came_back_are_in_their_group_and_nothing_else_is_said(chooser, copies):
    copies.went()
    chooser.came_back("a.jpg")
    copies.put_back()
    [group] = chooser.grouped.of(FILE)

    again = chooser.again(copies.made.back)

    assert (again.n_alone, again.n_open, again.n_back, again.n_gone) == (0, 0, 0, 0)
    assert again.choices[group.id] == {copies.file: OPEN}
    assert copies.chosen == {}
    assert chooser.again(copies.made.after).n_back == 1
    assert copies.chosen == {copies.file: KEEP}


def test_a_file_that_was_to_stay_is_told_to_be_undecided_after_it_came_back(chooser, copies):
    made_keep = copies.choose(KEEP)
    made_trash = copies.choose(TRASH)
    copies.went()
    chooser.came_back("a.jpg")
    copies.put_back()

    assert chooser.again(made_trash.back).n_back == 1
    assert chooser.again(made_keep.back).n_back == 1


def test_a_file_that_somebody_moved_is_told_not_to_be_where_it_was(chooser, copies):
    chooser.again(copies.made.back)
    copies.went()

    again = chooser.again(copies.made.after)

    assert (again.n_gone, again.n_alone, again.n_back) == (1, 0, 0)
    assert copies.chosen == {copies.file: KEEP}
