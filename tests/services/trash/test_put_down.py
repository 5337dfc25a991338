"""What stays in a plan, but is put down for the trash in a group of another tier, is named."""

from contextlib import closing

import pytest
from support.grouped import Grouped, alike
from support.long_work import finish
from support.made_up import file_id, photo_at, put

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.store import Store
from photosim.services.trash.plan import TrashPlanner

KEEP, TRASH = Choice.KEEP, Choice.TRASH
FILE, PICTURE, SHOTS = Tier.SAME_FILE, Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {b"a.jpg": "aaa", b"b.jpg": "b", b"c.jpg": "c", b"copy/b.jpg": "b"})
        alike(store, b"a.jpg", b"b.jpg", b"c.jpg")
        yield store


@pytest.fixture
def grouped(store):
    return Grouped(store)


@pytest.fixture
def orders(store, grouped):
    return TrashPlanner(store, grouped.groups)


def choose(store, **choices: Choice):
    store.choices.choose(
        PICTURE, {photo_at(store, f"{name}.jpg".encode()): c for name, c in choices.items()}
    )


def test_what_stays_for_a_file_but_is_put_down_as_a_photo_is_named(store, grouped, orders):
    grouped.make()
    store.choices.choose(FILE, {file_id(store, b"copy/b.jpg"): TRASH})
    assert finish(orders.plan(FILE)).beside_put_down == frozenset()

    choose(store, b=TRASH)

    assert finish(orders.plan(FILE)).beside_put_down == {"/photos/copy/b.jpg"}


def test_what_stays_for_a_photo_is_put_down_when_all_its_files_are(store, grouped, orders):
    grouped.make()
    choose(store, a=TRASH, c=TRASH)
    [one, other] = [file_id(store, b"b.jpg"), file_id(store, b"copy/b.jpg")]
    a = photo_at(store, b"a.jpg")
    store.choices.choose(FILE, {one: TRASH})
    assert finish(orders.plan(PICTURE)).beside_put_down == frozenset()

    store.choices.choose(FILE, {other: TRASH})

    assert finish(orders.plan(PICTURE)).beside_put_down == {"/photos/a.jpg", "/photos/c.jpg"}
    choose(store, c=Choice.OPEN, b=KEEP)
    store.choices.choose(FILE, {one: TRASH, other: TRASH})
    assert finish(orders.plan_of_photos([a])).beside_put_down == {"/photos/a.jpg"}


def test_what_stays_for_a_shot_but_is_put_down_as_a_copy_is_named(store, grouped, orders):
    put(store, {b"d.jpg": "d"})
    alike(store, b"a.jpg", b"d.jpg", tier=SHOTS)
    grouped.make()
    choose(store, a=TRASH, b=KEEP)
    store.choices.choose(SHOTS, {photo_at(store, b"d.jpg"): TRASH})
    shots = finish(orders.plan(SHOTS))

    assert {request.stays for request in shots.requests} == {("/photos/a.jpg",)}
    assert shots.beside_put_down == {"/photos/d.jpg"}
    assert finish(orders.plan(PICTURE)).beside_put_down == frozenset()
