"""Photos go to the trash and come back, in runs that can be stopped, cut off and taken back."""

import os
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest
from support.trash_at_work import TrashAtWork, sha256, trash_request
from support.waiting import SOON_S

from photosim.core.errors import DiskFullError, StoreError
from photosim.core.records.trash import Interrupted, TrashProgress, TrashReport
from photosim.core.records.trash_items import ItemState
from photosim.services.trash import interruptions
from photosim.texts.error_wording import told


@pytest.fixture
def work(tmp_path):
    with TrashAtWork(tmp_path) as work:
        yield work


@pytest.fixture
def keeper(work):
    return work.put("keep/keeper.jpg", "kept")


def states(work) -> list[ItemState]:
    return [item.state for item in work.items()]


def refused(report: TrashReport) -> str:
    """The one reason of a report in which nothing was moved."""
    assert (report.n_files, report.size) == (0, 0)
    [refusal] = report.refused
    return told(refusal.reason)


def test_copy_goes_and_comes_back_byte_for_byte(work, keeper):
    copy = work.put(b"sub/\xff\xe9.jpg", "copy")
    os.utime(copy, ns=(1, 2_000_000_001))
    before = work.tree()

    report = work.move(trash_request(copy, keeper))

    assert (report.n_files, report.size, report.refused, report.stopped) == (1, 4, (), "")
    assert work.fake.names() == [os.fsdecode(b"\xff\xe9.jpg")]
    [item] = work.items()
    assert (item.state, item.file.path) == (ItemState.IN_TRASH, os.fsencode(copy))
    assert (item.file.keeper, item.file.keeper_hash) == (os.fsencode(keeper), sha256(keeper))
    assert item.file.content_hash == sha256(os.fsdecode(item.place))

    report = work.restore_batch(report.batch_id)

    assert (report.n_files, report.size, report.refused) == (1, 4, ())
    assert work.tree() == before
    assert Path(copy).stat().st_mtime_ns == 2_000_000_001
    assert states(work) == [ItemState.RESTORED]
    assert work.fake.names() == work.fake.notes() == []


def test_library_is_told_where_to_scan(work, keeper):
    report = work.move(
        trash_request(work.put("a/1.jpg"), keeper), trash_request(work.put("b/2.jpg"), keeper)
    )
    work.restore_batch(report.batch_id)

    both = frozenset({os.fsencode(work.photos / "a"), os.fsencode(work.photos / "b")})
    assert work.changed == [both, both]


def test_progress_is_told_before_each_file(work, keeper):
    one, two = work.put("1.jpg"), work.put("2.jpg")

    report = work.move(trash_request(one, keeper), trash_request(two, keeper))
    work.restore_batch(report.batch_id)

    assert work.told == [
        TrashProgress(False, 0, 2, one),
        TrashProgress(False, 1, 2, two),
        TrashProgress(True, 0, 2, one),
        TrashProgress(True, 1, 2, two),
    ]


def test_batch_is_stopped_between_two_files_and_reported(work, keeper):
    requests = [trash_request(work.put(f"{n}.jpg"), keeper) for n in range(5)]
    begun, go_on = threading.Event(), threading.Event()

    def wait(path):
        if path.name == "1.jpg":
            begun.set()
            assert go_on.wait(SOON_S)

    work.fake.before = wait

    run = work.trashing.move(requests)
    assert begun.wait(SOON_S)
    run.stop()
    go_on.set()
    report = run.report.result(timeout=SOON_S)

    assert (report.n_files, report.n_left, told(report.stopped)) == (2, 3, "It was stopped.")
    assert states(work) == [ItemState.IN_TRASH] * 2


def test_end_of_the_program_waits_for_no_trash_that_hangs(tmp_path):
    begun, go_on = threading.Event(), threading.Event()
    with TrashAtWork(tmp_path) as work:

        def hang(path):
            begun.set()
            assert go_on.wait(SOON_S)

        work.fake.before = hang
        keeper = work.put("keep.jpg")
        requests = [trash_request(work.put(f"{n}.jpg"), keeper) for n in range(3)]
        run = work.trashing.move(requests)
        assert begun.wait(SOON_S)

        assert not work.trashing.stop(timeout_s=0.01)

        go_on.set()
        assert work.trashing.stop()
        report = run.report.result(timeout=SOON_S)
    with TrashAtWork(tmp_path) as work:
        assert work.restore().n_files == 0
        gone = [item for item in work.items() if item.state is ItemState.IN_TRASH]
        assert (len(gone), len(work.tree())) == (1, 3)
    assert report.n_left == 2


# what belongs together


UNITS = {
    "raw and jpeg": ("IMG_1.JPG", ["IMG_1.CR2", "IMG_1.xmp", "IMG_1.jpg.xmp"]),
    "live photo": ("IMG_1.HEIC", ["IMG_1.MOV"]),
    "sidecar": ("IMG_1.jpg", ["IMG_1.xmp"]),
    "apple's edits": ("IMG_1234.HEIC", ["IMG_1234.AAE", "IMG_E1234.JPG", "IMG_O1234.AAE"]),
}


@pytest.mark.parametrize("name", UNITS)
def test_unit_goes_and_comes_back_as_one(work, name):
    photo, others = UNITS[name]
    for folder in ("a", "b"):
        for member in (photo, *others):
            work.put(f"{folder}/{member}", f"{member} {folder * member.endswith(('xmp', 'AAE'))}")
    before = work.tree()
    asked = trash_request(str(work.photos / "b" / photo), str(work.photos / "a" / photo))

    report = work.move(asked)

    assert (report.n_files, report.refused) == (1 + len(others), ())
    assert work.tree() == {path: data for path, data in before.items() if path[0] == "a"}
    items = work.items()
    chosen = [item.file.path for item in items if not item.file.is_companion]
    assert chosen == [os.fsencode(asked.path)]

    report = work.restore(items[0])

    assert report.n_files == 1 + len(others)
    assert work.tree() == before


JSON = "IMG_7.jpg.supplemental-metadata.json"


def test_sidecar_that_two_photos_share_goes_when_the_last_of_them_goes(work, keeper):
    photo, edited = work.put("IMG_7.jpg"), work.put("IMG_7-edited.jpg")
    work.put(JSON)
    before = work.tree()

    first = work.move(trash_request(photo, keeper))
    assert work.fake.names() == ["IMG_7.jpg"]
    second = work.move(trash_request(edited, keeper))

    assert (first.n_files, second.n_files) == (1, 2)
    assert list(work.tree()) == ["keep/keeper.jpg"]
    work.restore_batch(second.batch_id)
    work.restore_batch(first.batch_id)
    assert work.tree() == before


def test_photos_that_share_a_sidecar_and_go_at_once_come_back_as_one(work, keeper):
    photo, edited = work.put("IMG_7.jpg"), work.put("IMG_7-edited.jpg")
    work.put(JSON)
    before = work.tree()

    assert work.move(trash_request(photo, keeper), trash_request(edited, keeper)).n_files == 3
    one = next(item for item in work.items() if item.file.path == os.fsencode(photo))
    work.restore(one)

    assert work.tree() == before


# the trash


def test_trash_that_does_not_say_where_is_found_out(work, keeper):
    work.fake.tells = False

    report = work.move(trash_request(work.put(b"\xff.jpg"), keeper))
    work.restore_batch(report.batch_id)

    assert states(work) == [ItemState.RESTORED]


def test_run_ends_at_a_file_that_the_trash_does_not_keep(tmp_path):
    def lose(path):
        path.unlink()
        return Path("/nowhere/copy.jpg")

    with TrashAtWork(tmp_path, lose) as work:
        stays = work.put("keep.jpg")
        before = work.tree()
        requests = [trash_request(work.put(f"{n}.jpg"), stays) for n in range(2)]

        report = work.move(*requests)

        assert "photosim put it back" in told(report.stopped)
        assert (report.n_files, report.n_left) == (0, 1)
        assert work.tree() == before | {"0.jpg": b"0.jpg", "1.jpg": b"1.jpg"}


def test_trash_on_another_file_system_keeps_a_copy_and_that_is_enough(tmp_path):
    def copy(path):
        place = tmp_path / "elsewhere.jpg"
        place.write_bytes(path.read_bytes())
        path.unlink()
        return place

    with TrashAtWork(tmp_path, copy) as work:
        report = work.move(trash_request(work.put("1.jpg"), work.put("keep.jpg")))
        assert report.n_files == 1
        work.restore_batch(report.batch_id)
        assert work.tree()["1.jpg"] == b"1.jpg"


# the journal


class Fault:
    """Lets the store fail from the nth question on, before or after it was done."""

    def __init__(self, error: Exception, nth: int, after: bool = False) -> None:
        self.error, self.left, self.after = error, nth, after

    def __call__(self, work):
        def asked(store):
            self.left -= 1
            if self.left >= 0:
                return work(store)
            if self.after:
                work(store)
            raise self.error

        return asked


FULL = DiskFullError("The disk is full.")


def test_nothing_is_moved_when_the_journal_cannot_be_begun(work, keeper):
    asked = trash_request(work.put("copy.jpg"), keeper)
    work.restore()  # nothing: but it comes after the start
    before = work.tree()
    work.wrap = Fault(FULL, 1)

    with pytest.raises(DiskFullError):
        work.move(asked)

    assert work.tree() == before


def test_report_says_why_not_all_were_reached_and_how_many(work, keeper):
    asked = [trash_request(work.put(f"{n}.jpg"), keeper) for n in range(2)]
    work.restore()  # nothing: but it comes after the start
    before = work.tree()
    work.wrap = Fault(FULL, 2)

    report = work.move(*asked)

    assert (told(report.stopped), report.n_left) == ("The disk is full.", 1)
    assert refused(report) == "The disk is full."
    assert work.tree() == before


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", range(3, 9))
def test_what_was_not_written_down_is_settled_by_the_next_run(work, nth, after):
    for folder in ("a", "b", "c"):
        work.put(f"{folder}/1.HEIC", "photo")
        work.put(f"{folder}/1.MOV", "film")
    path = [str(work.photos / folder / "1.HEIC") for folder in "abc"]
    before = work.tree()
    asked = [trash_request(path[1], path[0]), trash_request(path[2], path[0])]
    work.restore()  # nothing: but it comes after the start
    work.wrap = Fault(FULL, nth, after)
    work.move(*asked)
    work.wrap = lambda work: work

    report = work.restore()

    assert report.n_files == 0
    items = work.items()
    assert {i.state for i in items} <= {ItemState.IN_TRASH, ItemState.FAILED}
    for item in items:
        lies = os.path.lexists(item.file.path)
        assert lies == (item.state is ItemState.FAILED)
    for folder in "abc":
        assert len(list((work.photos / folder).glob("*"))) in (0, 2)
    batch = items[0].batch_id
    work.restore_batch(batch)
    assert work.tree() == before


def test_library_that_is_closed_ends_the_wait(tmp_path):
    with TrashAtWork(tmp_path) as work:
        work.items()
        silent = threading.Event()
        work.wrap = lambda asked: lambda store: silent.wait(0)
        work.ask.close()
        work.ask._submit = lambda _work: Future()

        with pytest.raises(StoreError, match="closed"):
            work.ask(lambda store: None)


# coming back


def test_file_comes_back_tomorrow_into_folders_made_again(tmp_path):
    with TrashAtWork(tmp_path) as work:
        copy = work.put("deep/er/copy.jpg")
        batch = work.move(trash_request(copy, work.put("keep.jpg"))).batch_id
        Path(copy).parent.rmdir()
        Path(copy).parent.parent.rmdir()

    with TrashAtWork(tmp_path) as work:
        assert work.restore_batch(batch).n_files == 1

        assert Path(copy).read_bytes() == b"deep/er/copy.jpg"


def test_unit_stays_in_the_trash_while_something_else_is_at_its_place(work):
    for folder in ("a", "b"):
        for name in ("1.HEIC", "1.MOV"):
            work.put(f"{folder}/{name}", name)
    path = str(work.photos / "b/1.HEIC")
    batch = work.move(trash_request(path, str(work.photos / "a/1.HEIC"))).batch_id
    new = Path(work.put("b/1.HEIC", "new"))

    report = work.restore_batch(batch)

    assert (report.n_files, len(report.refused)) == (0, 2)
    assert "another file now" in told(report.refused[0].reason)
    assert list(new.parent.iterdir()) == [new]
    assert new.read_bytes() == b"new"
    assert {item.state for item in work.items()} == {ItemState.IN_TRASH}

    new.unlink()
    assert work.restore_batch(batch).n_files == 2


def test_what_was_emptied_from_the_trash_holds_up_nobody_else(work):
    keeper = work.put("a/1.jpg", "photo")
    photo = work.put("b/1.jpg", "photo")
    work.put("b/1.xmp")
    batch = work.move(trash_request(photo, keeper)).batch_id
    (work.fake.folder / "files" / "1.xmp").unlink()

    report = work.restore_batch(batch)

    assert report.n_files == 1
    [refusal] = report.refused
    assert told(refusal.reason).endswith("1.xmp is not in the trash any more.")
    assert Path(photo).exists()


def test_what_was_changed_in_the_trash_lies_there_and_is_not_gone(work, keeper):
    copy = work.put("copy.jpg")
    batch = work.move(trash_request(copy, keeper)).batch_id
    place = work.fake.folder / "files" / "copy.jpg"
    with place.open("ab") as changed:
        changed.write(b"!")

    [refusal] = work.restore_batch(batch).refused

    assert f"It lies there as {place}" in told(refusal.reason)
    assert [(item.state, item.is_missing) for item in work.items()] == [(ItemState.IN_TRASH, False)]
    place.unlink()  # now it is gone
    assert told(work.restore_batch(batch).refused[0].reason).endswith("not in the trash any more.")


@pytest.mark.parametrize("other", ["copy.jpg", "elsewhere/copy.jpg"])
def test_what_came_to_its_place_in_the_trash_after_it_was_emptied_is_not_taken_for_it(
    work, keeper, other
):
    batch = work.move(trash_request(work.put("copy.jpg"), keeper)).batch_id
    for part in ("files/copy.jpg", "info/copy.jpg.trashinfo"):
        (work.fake.folder / part).unlink()
    again = work.put("again.jpg", "another photo")
    work.move(trash_request(work.put(other, "another photo"), again))
    assert work.fake.names() == ["copy.jpg"]

    [refusal] = work.restore_batch(batch).refused

    assert told(refusal.reason).endswith("copy.jpg is not in the trash any more.")


@pytest.mark.parametrize("what", ["folder", "link", "dead link"])
def test_what_is_no_file_at_the_place_of_one_that_comes_back_is_to_be_moved_first(
    work, keeper, what
):
    copy = Path(work.put("copy.jpg"))
    batch = work.move(trash_request(str(copy), keeper)).batch_id
    if what == "folder":
        copy.mkdir()
    else:
        copy.symlink_to(keeper if what == "link" else "nowhere")

    [refusal] = work.restore_batch(batch).refused

    assert told(refusal.reason).endswith("Move it elsewhere, then bring this back.")
    copy.rename(copy.with_name("moved"))
    assert work.restore_batch(batch).n_files == 1


def test_what_somebody_brought_back_is_known_as_back(work, keeper):
    copy = work.put("copy.jpg")
    report = work.move(trash_request(copy, keeper))
    (work.fake.folder / "files" / "copy.jpg").rename(copy)

    assert work.restore_batch(report.batch_id).n_files == 1

    assert states(work) == [ItemState.RESTORED]
    assert work.fake.notes() == []


def test_what_is_back_is_not_brought_back_again(work, keeper):
    report = work.move(trash_request(work.put("copy.jpg"), keeper))
    work.restore_batch(report.batch_id)

    again = work.restore_batch(report.batch_id)

    assert (again.n_files, again.refused) == (0, ())


def test_file_that_was_trashed_and_brought_back_may_go_again(work, keeper):
    asked = trash_request(work.put("copy.jpg"), keeper)
    for _ in range(3):
        work.restore_batch(work.move(asked).batch_id)

    assert states(work) == [ItemState.RESTORED] * 3


def test_restoring_is_stopped_between_two_files(work, keeper):
    requests = [trash_request(work.put(f"{n}.jpg"), keeper) for n in range(3)]
    batch = work.move(*requests).batch_id

    run = work.trashing.restore_batch(batch)
    run.stop()
    report = run.report.result(timeout=SOON_S)

    assert report.n_files + report.n_left == 3
    assert (report.stopped == "") == (report.n_left == 0)


def test_clock_that_was_set_back_mixes_up_no_batches(tmp_path):
    hours = iter(range(1_000, 0, -1))  # every look at the clock shows an hour less
    with TrashAtWork(tmp_path, clock=lambda: 3600.0 * next(hours)) as work:
        keeper = work.put("keep.jpg", "kept")
        reports = []
        for content in ("first", "second"):
            work.put("copy.jpg", content)
            reports.append(work.move(trash_request(str(work.photos / "copy.jpg"), keeper)))

        batches = work.ask(lambda store: store.journal.batches(10))
        assert [batch.id for batch in batches] == [report.batch_id for report in reports[::-1]]
        assert batches[0].at < batches[1].at

        work.restore_batch(reports[1].batch_id)
        assert work.tree()["copy.jpg"] == b"second"
        assert states(work) == [ItemState.IN_TRASH, ItemState.RESTORED]
        Path(work.photos / "copy.jpg").unlink()
        work.restore_batch(reports[0].batch_id)
        assert work.tree()["copy.jpg"] == b"first"


def test_a_run_without_a_report_is_told_until_somebody_has_said_it(tmp_path):
    def told(say: bool = False) -> list[Interrupted]:
        with TrashAtWork(tmp_path) as work:
            work.restore()  # nothing: but it comes after the start
            if say:
                work.ask(interruptions.mark_told)
            return [one for one in work.told if isinstance(one, Interrupted)]

    def fail(path: Path) -> None:
        if path.name == "1.jpg":
            raise RuntimeError("as good as killed")

    with TrashAtWork(tmp_path) as work:
        stays = work.put("keep/keeper.jpg", "kept")
        work.fake.before = fail
        with pytest.raises(RuntimeError):
            work.move(
                *[trash_request(work.put(f"{number}.jpg", "kept"), stays) for number in range(3)]
            )

    [first] = told()
    [again] = told(say=True)

    assert (first.n_in_trash, first.n_planned, first.is_restoring) == (1, 3, False)
    assert again == first
    assert told() == []


def test_a_run_that_is_stopped_or_reaches_its_end_is_no_interruption(tmp_path, work, keeper):
    copies = [work.put(f"{number}.jpg", "kept") for number in range(2)]

    work.restore_batch(work.move(*[trash_request(copy, keeper) for copy in copies]).batch_id)

    assert work.ask(interruptions.interrupted_run).batch_ids == ()
    assert [one for one in work.told if isinstance(one, Interrupted)] == []


def test_what_lies_on_a_drive_that_is_away_is_told_once(work, keeper):
    work.move(trash_request(work.put("one.jpg", "kept"), keeper))
    work.ask(lambda store: store._connection.execute("UPDATE trash_item SET state = 0"))

    found = work.ask(interruptions.interrupted_run)
    work.ask(interruptions.mark_told)

    assert [one.n_planned for one in work.ask(lambda s: interruptions.to_tell(s, found))] == [1]
    assert work.ask(interruptions.interrupted_run).batch_ids == ()


@pytest.mark.parametrize("odd", [[1, 2], "x", {"batches": 3}, {"batches": [None, "a"]}, 7])
def test_a_note_that_is_none_of_ours_holds_nothing_up(work, odd):
    def note(store) -> None:
        with store.transaction():
            store.library_facts.set("trash run", odd)
            store.library_facts.set("interruptions said", odd)

    work.ask(note)

    assert work.ask(interruptions.interrupted_run).batch_ids == ()
