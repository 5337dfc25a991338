"""What was said of photos holds for good, whatever becomes of their files."""

from contextlib import closing

import pytest
from support.made_up import content_hash, photo_at, put, rename, take
from support.saying import raises_saying

from photosim.core.errors import StoreError
from photosim.core.records.review import Verdict
from photosim.core.store import Store
from photosim.core.store.connection import open_writer
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity, Verdicts

A, B, C = sorted(content_hash(name) for name in "abc")
NAMES = {content_hash(name): name for name in "abc"}
APART, BOTH, KEEP = Verdict.NOT_DUPLICATES, Verdict.KEEP_BOTH, Verdict.KEEP


@pytest.fixture
def verdicts(store):
    return store.verdicts


def seen(content_hash: str, path: bytes = b"/old/x.jpg") -> PhotoIdentity:
    return PhotoIdentity(content_hash, path)


def said(first: str, second: str | None = None, kind: Verdict = APART) -> NewVerdict:
    return NewVerdict(kind, seen(first, b"/old/1.jpg"), second and seen(second, b"/old/2.jpg"))


def test_pair_is_remembered_in_one_order_whichever_way_it_was_said(verdicts):
    [number] = verdicts.add([said(B, A)], 5.0)

    assert verdicts.pairs() == {(A, B)}
    assert verdicts.add([said(A, B)], 6.0) == []
    [row] = verdicts.page(9)
    assert (row.id, row.kind, row.decided_at) == (number, APART, 5.0)
    assert (row.first_path, row.second_path) == ("/old/2.jpg", "/old/1.jpg")


def test_photo_that_is_kept_is_in_no_pair(verdicts):
    verdicts.add([said(A, kind=KEEP), said(B, C, BOTH)], 5.0)

    assert verdicts.kept() == {A}
    assert verdicts.pairs() == {(B, C)}
    assert verdicts.count() == 2


def test_copies_of_one_photo_may_all_stay(verdicts):
    verdicts.add([said(A, A, BOTH)], 5.0)

    assert verdicts.pairs() == {(A, A)}


@pytest.mark.parametrize(("second", "kind"), [(B, KEEP), (None, APART), (None, BOTH)])
def test_verdict_about_the_wrong_number_of_photos_is_a_mistake(verdicts, second, kind):
    with pytest.raises(ValueError, match=kind.name):
        verdicts.add([said(A, C), said(A, second, kind)], 5.0)

    assert verdicts.pairs() == frozenset()


def test_verdict_is_there_after_the_program_was_started_again(path):
    with closing(Store.open(path)) as store:
        store.verdicts.add([said(A, B), said(C, kind=KEEP)], 5.0)

    with closing(Store.open(path)) as store:
        assert store.verdicts.pairs() == {(A, B)}
        assert store.verdicts.kept() == {C}


def test_verdict_is_written_through_to_the_disk(path):
    with closing(open_writer(path)) as connection:
        Store.open(path).close()
        asked: list[str] = []
        connection.set_trace_callback(asked.append)

        Verdicts(connection).add([said(A, B)], 5.0)

        full, begin = asked.index("PRAGMA synchronous=FULL"), asked.index("BEGIN IMMEDIATE")
        assert full < begin < asked.index("COMMIT") < asked.index("PRAGMA synchronous=NORMAL")


def test_revoked_verdict_holds_no_more_until_it_is_said_again(verdicts):
    first, second = verdicts.add([said(A, B), said(B, C)], 5.0)

    verdicts.revoke([first])

    assert verdicts.pairs() == {(B, C)}
    assert [row.id for row in verdicts.page(9)] == [second]
    assert verdicts.add([said(A, B)], 7.0) == [first]
    assert verdicts.pairs() == {(A, B), (B, C)}
    assert verdicts.page(1)[0].decided_at == 7.0


def test_revoking_is_undone_with_the_time_and_the_paths_of_then(verdicts):
    verdicts.add([said(A, B), said(C, kind=KEEP)], 5.0)
    before = verdicts.page(9)

    verdicts.revoke([row.id for row in before])
    assert verdicts.page(9) == []
    verdicts.decide_again([row.id for row in before])

    assert verdicts.page(9) == before


def test_page_tells_where_photos_lie_now_and_where_they_lay_when_they_are_gone(store):
    put(store, {b"a.jpg": NAMES[A], b"b.jpg": NAMES[B]})
    store.verdicts.add([said(A, B)], 5.0)
    [row] = store.verdicts.page(9)
    ids = {photo_at(store, b"a.jpg"), photo_at(store, b"b.jpg")}
    assert {row.first, row.second} == ids
    assert {row.first_path, row.second_path} == {"/photos/a.jpg", "/photos/b.jpg"}

    rename(store, b"a.jpg", b"sub/\xff.jpg")
    take(store, b"b.jpg")

    [row] = store.verdicts.page(9)
    assert row.first == photo_at(store, b"sub/\xff.jpg")
    assert row.first_path == "/photos/sub/\udcff.jpg"
    assert (row.second, row.second_path) == (None, "/old/2.jpg")


def test_verdict_meets_its_photo_again_when_it_comes_back(store):
    put(store, {b"a.jpg": NAMES[A]})
    store.verdicts.add([said(A, B)], 5.0)
    take(store, b"a.jpg")
    assert store.verdicts.page(9)[0].first is None

    put(store, {b"elsewhere/a2.jpg": NAMES[A]}, folder=b"/other")

    [row] = store.verdicts.page(9)
    assert row.first_path == "/other/elsewhere/a2.jpg"
    assert store.verdicts.pairs() == {(A, B)}


def test_pages_go_on_where_the_one_before_ended(verdicts):
    numbers = [verdicts.add([said(A, kind=KEEP)], 5.0)[0]]
    numbers += verdicts.add([said(A, B), said(A, C), said(B, C)], 5.0)
    numbers += verdicts.add([said(B, kind=KEEP)], 4.0)

    found, before = [], None
    while page := verdicts.page(2, before):
        found += page
        before = page[-1]

    assert [row.id for row in found] == [numbers[i] for i in (3, 2, 1, 0, 4)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("", 2), ("OLD/1", 2), ("sommer", 1), ("ＳＯＭＭＥＲ", 1), ("cafe\u0301", 1), ("winter", 0)],  # noqa: RUF001
)
def test_search_looks_at_old_and_present_paths(store, text, found):
    put(store, {"Sommer/Café.jpg".encode(): NAMES[A]})
    store.verdicts.add([said(A, B), said(B, C)], 5.0)

    rows, more = store.verdicts.search(text, 9)

    assert len(rows) == found
    assert more is None


def test_search_looks_at_every_copy_of_a_photo(store):
    put(store, {b"one.jpg": NAMES[A], b"two.jpg": NAMES[A]})
    store.verdicts.add([said(A, kind=KEEP)], 5.0)

    [row], _ = store.verdicts.search("two", 9)

    assert row.first_path == "/photos/one.jpg"


def test_search_goes_on_where_it_stopped(verdicts):
    verdicts.add([said(A, kind=KEEP)], 1.0)
    verdicts.add([NewVerdict(APART, seen(A, b"/sought"), seen(B))], 2.0)
    verdicts.add([NewVerdict(APART, seen(A), seen(C))], 3.0)

    rows, more = verdicts.search("sought", 1)
    assert rows == []
    rows, more = verdicts.search("sought", 1, more)
    assert [row.second_path for row in rows] == ["/old/x.jpg"]
    rows, more = verdicts.search("sought", 2, more)
    assert (rows, more) == ([], None)


def test_verdict_of_an_unknown_kind_is_damage(path, verdicts):
    verdicts.add([said(A, B)], 5.0)
    with closing(open_writer(path)) as connection:
        connection.execute("UPDATE verdict SET kind = 'MAYBE'")

    with raises_saying(StoreError, "damaged"):
        verdicts.page(9)
