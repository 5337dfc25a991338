"""What comes in a file's place between the last look and the move goes back; nothing is lost."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.trash_at_work import TrashAtWork, mounted, sha256, trash_request

from photosim.core.records.trash_items import ItemState, JournalEntry
from photosim.core.trash.trash_folders import mount_point
from photosim.texts.error_wording import told


@pytest.fixture
def work(tmp_path):
    with TrashAtWork(tmp_path) as work:
        yield work


@pytest.fixture
def keeper(work):
    return work.put("keep/keeper.jpg", "kept")


def save_over(path: Path, content: str = "what was saved last") -> None:
    """As programs save: a new file, then its name."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(content)
    new.replace(path)


def write_into(path: Path) -> None:
    path.write_text("written into the same file")


def write_into_unseen(path: Path) -> None:
    """Of the same size, and the same time put back."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def make_empty(path: Path) -> None:
    path.write_text("")


def append(path: Path) -> None:
    path.write_text(path.read_text() + " and more")


CHANGES = [save_over, write_into, write_into_unseen, make_empty, append]


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_at_the_last_moment_is_back_where_it_was(work, keeper, change, tells):
    work.fake.tells = tells
    work.fake.before = change
    copy = work.put("copy.jpg", "photo")
    shutil.copy(copy, work.photos.parent / "as.changed")
    change(work.photos.parent / "as.changed")

    report = work.move(trash_request(copy, keeper))

    assert report.n_files == 0
    assert "changed at the last moment; it is where it was" in told(report.refused[0].reason)
    assert Path(copy).read_bytes() == (work.photos.parent / "as.changed").read_bytes()
    assert work.fake.names() == work.fake.notes() == []
    assert [item.state for item in work.items()] == [ItemState.FAILED]
    assert report.stopped == ""


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_is_no_file_any_more_goes_back_as_it_is(work, keeper, kind):
    copy = work.put("copy.jpg", "photo")

    def change(path):
        path.unlink()
        if kind == "link":
            path.symlink_to(keeper)
        elif kind == "pipe":
            os.mkfifo(path)
        else:
            path.mkdir()
            (path / "inside.txt").write_text("within")

    work.fake.before = change

    report = work.move(trash_request(copy, keeper))

    assert "it is where it was" in told(report.refused[0].reason)
    assert work.fake.names() == []
    path = Path(copy)
    assert (path.is_symlink(), path.is_dir(), path.is_fifo()) == (
        kind == "link",
        kind == "folder",
        kind == "pipe",
    )
    assert Path(keeper).read_text() == "kept"


def test_all_of_a_shot_stays_when_one_of_its_files_changes(work):
    for folder in ("a", "b"):
        for name in ("1.HEIC", "1.MOV", "1.AAE"):
            work.put(f"{folder}/{name}", name)
    before = work.tree()

    work.fake.before = lambda path: save_over(path) if path.suffix == ".HEIC" else None
    report = work.move(trash_request(str(work.photos / "b/1.HEIC"), str(work.photos / "a/1.HEIC")))

    assert report.n_files == 0
    assert work.tree() == before | {"b/1.HEIC": b"what was saved last"}
    assert work.fake.names() == []


def test_what_cannot_go_back_is_in_the_journal_and_comes_back_later(work, keeper):
    copy = work.put("copy.jpg", "photo")
    work.fake.before = lambda path: save_over(path, "second")
    work.fake.after = lambda path: path.write_text("third")

    report = work.move(trash_request(copy, keeper))

    assert Path(copy).read_text() == "third"
    assert "is in the trash, as" in told(report.refused[0].reason)
    first, second = work.items()
    assert (first.state, second.state) == (ItemState.FAILED, ItemState.IN_TRASH)
    assert Path(os.fsdecode(second.place)).read_text() == "second"
    assert second.file.content_hash == sha256(os.fsdecode(second.place))

    Path(copy).unlink()
    work.restore(second)
    assert Path(copy).read_text() == "second"
    assert work.fake.names() == []


def test_what_another_has_put_back_meanwhile_stays_and_so_does_what_went(work, keeper):
    copy = work.put("copy.jpg", "photo")
    aside = Path(copy).with_name("aside")

    def swap(path):
        path.rename(aside)
        path.write_text("in its place")

    work.fake.before = swap
    work.fake.after = aside.rename

    work.move(trash_request(copy, keeper))

    assert Path(copy).read_text() == "photo"
    kept = work.items()[-1]
    assert kept.state is ItemState.IN_TRASH
    assert Path(os.fsdecode(kept.place)).read_text() == "in its place"


def test_bad_copy_that_a_trash_has_made_is_not_taken_for_a_change(tmp_path):
    """A trash on another file system copies: what it made of the file is not what goes back."""
    other = Path("/dev/shm")
    if not other.is_dir() or mount_point(b"/dev/shm") == mount_point(os.fsencode(tmp_path)):
        pytest.skip("needs a second file system")
    place = other / f"photosim-test-{os.getpid()}.jpg"

    def copy_badly(path: Path) -> Path:
        place.write_text("xxxxx")
        path.unlink()
        return place

    with TrashAtWork(tmp_path, copy_badly) as work:
        copy = work.put("copy.jpg", "photo")
        try:
            report = work.move(trash_request(copy, work.put("keep.jpg", "kept")))
        finally:
            place.unlink(missing_ok=True)

        assert Path(copy).read_text() == "photo"
        assert "did not keep" in told(report.stopped)


def test_change_before_the_end_of_the_program_is_sent_back_by_the_next_start(tmp_path):
    with TrashAtWork(tmp_path) as work:
        work.restore()  # comes after the settling at the start
        copy = work.put("copy.jpg", "photo")
        items = begun(work, trash_request(copy))
        save_over(Path(copy))
        work.fake(Path(copy))  # and then it ended

    with TrashAtWork(tmp_path) as work:
        work.restore()
        assert Path(copy).read_text() == "what was saved last"
        assert work.fake.names() == work.fake.notes() == []
        [item] = work.items()
        assert (item.id, item.state) == (items[0].id, ItemState.FAILED)
        assert "it is where it was" in told(item.reason)


def begun(work, asked, later_s=0.0):
    """The lines of the journal before a file is touched; `later_s` after it last changed."""
    path = os.fsencode(asked.path)
    found = Path(asked.path).stat()
    file = JournalEntry(
        1, path, asked.content_hash, found.st_size, found.st_mtime_ns, False, mount_point(path)
    )
    now = found.st_ctime + later_s
    return work.ask(
        lambda store: store.journal.begin(store.journal.begin_batch(1, now), [file], now)
    )


def test_older_file_of_the_same_name_in_the_trash_is_not_brought_back_instead(tmp_path):
    with TrashAtWork(tmp_path) as work:
        work.restore()
        copy = work.put("copy.jpg", "trashed long ago")
        place = work.fake(Path(copy))
        work.put("copy.jpg", "photo")
        begun(work, trash_request(copy), later_s=3600.0)
        Path(copy).unlink()

        work.restore()

        assert not Path(copy).exists()
        assert place.exists()


def test_file_that_was_replaced_before_it_went_is_not_said_to_be_lost(work):
    work.restore()
    copy = work.put("copy.jpg", "photo")
    begun(work, trash_request(copy))
    save_over(Path(copy))

    work.restore()

    [item] = work.items()
    assert "Another file came in the place" in told(item.reason)
    assert Path(copy).read_text() == "what was saved last"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["before", "after"]), max_size=2),
    st.sampled_from(CHANGES),
    st.booleans(),
    st.integers(0, 2),
)
def test_whatever_happens_around_the_move_no_bytes_are_lost(
    tmp_path_factory, when, change, tells, which
):
    with TrashAtWork(tmp_path_factory.mktemp("race")) as work:
        keeper = work.put("keep.jpg", "kept")
        names = ("1.HEIC", "1.MOV", "1.xmp")
        for folder in ("a", "b"):
            for name in names:
                work.put(f"{folder}/{name}", name)
        work.fake.tells = tells
        written: list[bytes] = []

        def meddle(path):
            if path.name == names[which]:
                if path.exists():
                    change(path)
                else:
                    path.write_text("new, in its place")
                written.append(path.read_bytes())

        for moment in when:
            setattr(work.fake, moment, meddle)

        work.move(trash_request(str(work.photos / "b/1.HEIC"), str(work.photos / "a/1.HEIC")))

        places = [work.fake.folder / "files" / name for name in work.fake.names()]
        there = [*work.tree().values(), *(place.read_bytes() for place in places)]
        assert all(content in there for content in written[-1:])
        done = {os.fsdecode(i.place) for i in work.items() if i.state is ItemState.IN_TRASH}
        assert done == {str(place) for place in places}
        assert {name for name in names if (work.photos / "a" / name).exists()} == set(names)
        assert Path(keeper).exists()


# a trash that is full, and a drive that does not answer


def test_trash_that_is_full_is_told_and_the_file_stays(work, keeper):
    def fail(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    work.fake.before = fail
    copy = work.put("copy.jpg")

    [refusal] = work.move(trash_request(copy, keeper)).refused

    assert told(refusal.reason) == (
        f"{copy} stays: there is no room in the trash. Empty it, or make room on its disk."
    )
    assert Path(copy).exists()


@pytest.fixture
def small_disk(tmp_path):
    """A file system of its own with room for 64 kB."""
    with mounted(tmp_path / "small") as place:
        yield place


def copying(folder: Path):
    """A trash on another file system: it copies, then removes, as send2trash does."""

    def trash(path: Path) -> Path:
        place = folder / path.name
        shutil.move(path, place)
        return place

    return trash


def test_trash_on_another_disk_that_fills_up_loses_nothing(tmp_path, small_disk):
    with TrashAtWork(tmp_path, copying(small_disk)) as work:
        keeper = work.put("keep.jpg", "kept")
        copies = [work.put(f"{n}.jpg", os.urandom(30_000)) for n in range(4)]
        before = work.tree()

        report = work.move(*[trash_request(copy, keeper) for copy in copies])

        assert report.n_files == 2
        assert all("there is no room in the trash" in told(one.reason) for one in report.refused)
        kept = {str(work.photos / name) for name in work.tree()}
        assert kept == {keeper, *copies[2:]}
        work.restore_batch(report.batch_id)
        assert work.tree() == before


def test_disk_that_goes_away_in_the_middle_leaves_the_question_open(tmp_path, small_disk):
    def go_away(path: Path) -> None:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with TrashAtWork(tmp_path, go_away) as work:
        keeper, copy = work.put("keep.jpg", "kept"), small_disk / "copy.jpg"
        copy.write_text("photo")

        report = work.move(trash_request(str(copy), keeper))

        assert report.n_files == 0
        assert "not connected" in told(report.stopped)
        assert list(small_disk.iterdir()) == []  # nothing is written into an empty mount point
        [item] = work.items()
        assert item.state is ItemState.PENDING
        assert "not connected" in told(item.reason)


def test_disk_that_cannot_be_asked_concludes_nothing_and_the_next_run_looks_again(work, keeper):
    copies = [work.put(f"sub/{name}", name) for name in ("1.jpg", "2.jpg")]
    sub, aside = work.photos / "sub", work.photos / "aside"
    requests = [trash_request(copy, keeper) for copy in copies]

    def fail(path):
        sub.rename(aside)
        sub.symlink_to(sub)  # whoever asks gets an error, as of a failing disk
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    work.fake.before = fail
    report = work.move(*requests)
    assert (report.n_files, report.n_left) == (0, 1)
    assert report.stopped
    assert [item.state for item in work.items()] == [ItemState.PENDING]

    sub.unlink()
    aside.rename(sub)
    work.fake.before = lambda path: None
    assert work.move(*requests).n_files == 2


@pytest.mark.parametrize("moment", ["before", "after"])
def test_error_of_the_disk_in_the_middle_is_told_and_what_went_is_known(work, keeper, moment):
    def fail(path):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    setattr(work.fake, moment, fail)
    copy = work.put("copy.jpg", "photo")

    report = work.move(trash_request(copy, keeper))

    if moment == "before":
        assert "Input/output error" in told(report.refused[0].reason)
        assert Path(copy).exists()
    else:
        assert report.n_files == 1
        work.restore(*work.items())
        assert Path(copy).read_text() == "photo"


def test_trash_that_cannot_be_read_is_not_said_to_be_empty_and_gives_all_back_later(work, keeper):
    copies = [work.put(f"{n}.jpg") for n in range(3)]
    before = work.tree()
    batch = work.move(*[trash_request(copy, keeper) for copy in copies]).batch_id
    files, aside = work.fake.folder / "files", work.fake.folder / "aside"
    files.rename(aside)
    files.symlink_to(files)  # whoever asks gets an error, as of a failing disk

    report = work.restore_batch(batch)

    assert report.n_files == 0
    assert len(report.refused) == 3
    assert not any("not in the trash any more" in told(one.reason) for one in report.refused)
    assert [item.state for item in work.items()] == [ItemState.IN_TRASH] * 3
    files.unlink()
    aside.rename(files)
    assert work.restore_batch(batch).n_files == 3
    assert work.tree() == before
