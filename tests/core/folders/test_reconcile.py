"""A scan follows the disk in the files' table and concludes nothing from what it cannot see."""

import contextlib
import errno
import itertools
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.driver import Driver
from support.fakes import examined

from photosim.core.folders.directories import is_at_or_below, is_below, join
from photosim.core.folders.directory_lister import Disk
from photosim.core.folders.reconcile import AT_ONCE, FolderScan
from photosim.core.folders.scan import check_folder
from photosim.core.folders.tally import Tally
from photosim.core.image import formats
from photosim.core.library import Finding
from photosim.core.records.photos import Stamp, View
from photosim.core.records.trash_items import JournalEntry
from photosim.core.store.files_beside import NOT_LOOKED
from photosim.texts import error_wording


@pytest.fixture
def driver(tmp_path):
    driver = Driver(tmp_path)
    driver.put("a.jpg", "a")
    driver.put("sub/b.jpg", "b")
    driver.put("sub/deep/c.jpg", "c")
    driver.watch()
    driver.run()
    driver.examined.clear()
    driver.drive.listed.clear()
    yield driver
    driver.library.close()


def files(driver: Driver) -> set[bytes]:
    """Relative paths of all known files."""
    store = driver.library.store
    return {
        join(directory, name)
        for folder in store.folders.all()
        for directory in store.files.directories(folder.id)
        for name in store.files.in_directory(folder.id, directory)
    }


ALL = {b"a.jpg", b"sub/b.jpg", b"sub/deep/c.jpg"}


def test_second_scan_finds_everything_unchanged(driver):
    tally = driver.run()

    assert (tally.unchanged, tally.added, tally.changed, tally.gone) == (3, 0, 0, 0)
    assert driver.examined == []


def test_new_changed_and_deleted_files_are_counted(driver):
    driver.put("new.jpg", "new")
    driver.put("a.jpg", "another a")
    (driver.photos / "sub/b.jpg").unlink()

    tally = driver.run()

    assert (tally.added, tally.changed, tally.gone, tally.unchanged) == (1, 1, 1, 1)
    assert sorted(driver.examined) == ["a.jpg", "new.jpg"]


def beside(driver: Driver) -> dict[bytes, dict[bytes, int]]:
    """What is known to lie beside photos, by directory."""
    known = driver.library.store.beside
    found = {d: known.in_directory(1, d) for d in (b"", b"sub", b"sub/deep", b"films")}
    return {directory: names for directory, names in found.items() if names}


def test_film_or_sidecar_alone_that_comes_changes_or_goes_is_noted(driver):
    driver.put("a.mov", "film")
    driver.put("sub/b.jpg.xmp", "edit")
    driver.put("films/alone.mov", "film")
    tally = driver.run()

    assert (tally.unchanged, tally.added, tally.changed) == (3, 0, 0)
    assert beside(driver) == {b"": {b"a.mov": 4}, b"sub": {b"b.jpg.xmp": 0}}
    driver.put("a.mov", "longer film")
    (driver.photos / "sub/b.jpg.xmp").rename(driver.photos / "sub/B.JPG.XMP")
    driver.run()
    assert beside(driver) == {b"": {b"a.mov": 11}, b"sub": {b"B.JPG.XMP": 0}}
    shutil.rmtree(driver.photos / "sub")
    driver.run()
    assert beside(driver) == {b"": {b"a.mov": 11}}
    assert driver.examined == []


def test_what_lies_beside_photos_of_a_drive_that_is_away_stays_known(driver):
    driver.put("a.mov", "film")
    driver.run()
    driver.photos.rename(driver.photos.with_name("away"))

    driver.run()

    assert beside(driver) == {b"": {b"a.mov": 4}}


def test_whole_scan_ends_what_was_not_known_of_an_older_library(driver):
    known = driver.library.store.beside
    driver.library.store.library_facts.set(NOT_LOOKED, [1, 7])

    driver.run()

    assert known.unknown() == {7}


@pytest.mark.parametrize("to", ["0.jpg", "z.jpg", "sub/z.jpg", "0/a.jpg", "zz/a.jpg"])
def test_renamed_file_keeps_its_photo_and_is_not_examined(driver, to):
    photo = driver.id_of("a")
    (driver.photos / to).parent.mkdir(exist_ok=True)
    (driver.photos / "a.jpg").rename(driver.photos / to)

    tally = driver.run()

    assert (tally.moved, tally.added, tally.gone) == (1, 0, 0)
    assert driver.id_of("a") == photo
    assert driver.examined == []
    assert driver.library.store.photos.get([photo])[0].path == str(driver.photos / to)
    assert photo in driver.index.ids()


@pytest.mark.parametrize("to", ["0.jpg", "zz/a.jpg"])
def test_file_moved_by_copying_keeps_its_photo_and_is_not_examined(driver, to):
    photo = driver.id_of("a")
    driver.put(to, "a")
    os.utime(driver.photos / to, ns=(1, 1))
    (driver.photos / "a.jpg").unlink()

    tally = driver.run()

    assert (tally.moved, tally.added, tally.gone) == (1, 0, 0)
    assert (driver.id_of("a"), driver.examined) == (photo, [])


@pytest.mark.parametrize("examine_between", [False, True])
@pytest.mark.parametrize("backwards", [False, True])
def test_file_moved_to_another_folder_counts_as_moved_in_either_order(
    driver, tmp_path, examine_between, backwards
):
    other = tmp_path / "other"
    other.mkdir()
    folder_ids = [driver.library.store.folders.all()[0].id, driver.watch(other)]
    photo = driver.id_of("a")
    shutil.copyfile(driver.photos / "a.jpg", other / "moved.jpg")
    (driver.photos / "a.jpg").unlink()

    tally = driver.tally = Tally()
    for folder_id in reversed(folder_ids) if backwards else folder_ids:
        for _ in driver.library.scan(folder_id, driver.disk, tally):
            pass
        if examine_between:
            driver.examine()
    driver.examine()

    assert (tally.moved, tally.added, tally.gone) == (1, 0, 0)
    assert driver.examined == []
    assert photo in driver.index.ids()


def test_file_changed_and_then_renamed_before_it_was_examined_is_still_examined(driver):
    driver.put("a.jpg", "another a")
    driver.scan()
    (driver.photos / "a.jpg").rename(driver.photos / "z.jpg")

    driver.run()

    assert driver.examined == ["z.jpg"]
    assert driver.library.store.photos.get([driver.id_of("another a")])[0].name == "z.jpg"
    assert not driver.library.store.photos.is_live(driver.id_of("a"))


def test_copy_of_a_known_photo_counts_as_added(driver):
    driver.put("copy.jpg", "a")

    tally = driver.run()

    assert (tally.added, tally.moved) == (1, 0)
    assert driver.library.store.photos.get([driver.id_of("a")])[0].n_files == 2


def test_a_move_that_an_earlier_run_added_does_not_count_below_zero(driver):
    driver.put("copy.jpg", "a")
    driver.scan()
    driver.tally = Tally()
    driver.examine()
    (driver.photos / "a.jpg").unlink()

    tally = driver.run()

    assert tally.added == 0


# folders that cannot be read


def test_folder_that_is_not_there_is_offline_and_nothing_is_forgotten(driver):
    driver.photos.rename(driver.photos.with_name("unplugged"))

    tally = driver.run()

    assert driver.states() == [True]
    assert error_wording.told(driver.library.store.folders.all()[0].note).endswith("is not there.")
    assert files(driver) == ALL
    assert tally.offline == 3
    assert [seen.is_there for seen in tally.seen_away.values()] == [False]


def test_folder_that_comes_back_needs_nothing(driver):
    away = driver.photos.rename(driver.photos.with_name("unplugged"))
    driver.run()
    away.rename(driver.photos)

    tally = driver.run()

    assert driver.states() == [False]
    assert (tally.unchanged, tally.added) == (3, 0)
    assert (driver.examined, driver.library.store.files.n_pending()) == ([], 0)


def test_folder_that_comes_back_with_other_inodes_needs_nothing(driver):
    away = driver.photos.with_name("drive")
    shutil.copytree(driver.photos, away)  # copies times
    shutil.rmtree(driver.photos)
    driver.run()
    away.rename(driver.photos)

    tally = driver.run()

    assert (driver.states(), tally.unchanged, driver.examined) == ([False], 3, [])


def test_folder_that_vanishes_in_the_middle_is_offline_and_keeps_its_files(driver):
    away = driver.photos.with_name("unplugged")
    root = os.fsencode(driver.photos)
    driver.drive.after[root, 2] = lambda: driver.photos.rename(away)  # 1 is the look before

    driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)


def test_folder_that_becomes_another_in_the_middle_is_offline_and_keeps_its_files(driver):
    def swap() -> None:
        driver.photos.rename(driver.photos.with_name("unplugged"))
        driver.photos.mkdir()

    driver.drive.after[os.fsencode(driver.photos), 2] = swap

    tally = driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)
    assert [seen.is_there for seen in tally.seen_away.values()] == [False]  # for it may swap back
    assert "disappeared" in error_wording.told(driver.library.store.folders.all()[0].note)


@pytest.mark.parametrize("code", [errno.EIO, errno.ENODEV, errno.ESTALE, errno.EACCES])
@pytest.mark.parametrize("how", ["refused", "broken"])
def test_directory_that_cannot_be_read_keeps_its_files_and_is_reported(driver, code, how):
    sub = driver.photos / "sub"
    getattr(driver.drive, how)[os.fsencode(sub)] = OSError(code, os.strerror(code))

    tally = driver.run()

    assert files(driver) == ALL
    assert [problem.path for problem in tally.problems] == [str(sub)]
    assert str(sub) in tally.problems[0].reason
    assert tally.gone == 0


def test_folder_that_is_scanned_twice_in_one_run_is_counted_and_reported_once(driver):
    sub = driver.photos / "sub"
    driver.drive.refused[os.fsencode(sub)] = OSError(errno.EIO, "Input/output error")
    driver.put("new.jpg", "new")
    tally = driver.scan(folder_ids=[1, 1])

    assert [problem.path for problem in tally.problems] == [str(sub)]
    assert (tally.found, tally.added, tally.unchanged) == (2, 1, 1)

    del driver.drive.refused[os.fsencode(sub)]
    for _ in driver.library.scan(1, driver.disk, tally):
        pass

    assert tally.problems == []  # it could be listed after all


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_directory_without_permission_keeps_its_files(driver):
    (driver.photos / "sub").chmod(0)
    try:
        driver.run()
    finally:
        (driver.photos / "sub").chmod(0o700)

    assert files(driver) == ALL


def test_drive_that_fails_in_the_root_keeps_everything(driver):
    driver.drive.broken[os.fsencode(driver.photos)] = OSError(errno.EIO, "Input/output error")

    driver.run()

    assert files(driver) == ALL


def test_directory_that_goes_between_its_parent_and_itself_is_no_problem(driver):
    root = os.fsencode(driver.photos)
    driver.drive.after[root, 2] = lambda: shutil.rmtree(driver.photos / "sub")

    tally = driver.run()

    assert (tally.problems, driver.states()) == ([], [False])
    driver.run()
    assert files(driver) == {b"a.jpg"}


def test_deleted_directory_is_gone(driver):
    shutil.rmtree(driver.photos / "sub")

    tally = driver.run()

    assert (tally.gone, files(driver)) == (2, {b"a.jpg"})


def test_directory_excluded_later_is_gone(driver):
    driver.excluded = ("sub",)

    tally = driver.run()

    assert (tally.gone, files(driver)) == (2, {b"a.jpg"})
    assert driver.names() == ["a.jpg"]


def test_file_excluded_later_is_gone(driver):
    driver.excluded = ("b*",)

    driver.run()

    assert files(driver) == ALL - {b"sub/b.jpg"}


def test_suddenly_empty_mount_point_is_offline_with_a_reason(driver):
    shutil.rmtree(driver.photos)
    driver.photos.mkdir()

    tally = driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)
    assert list(tally.seen_away.values()) == [check_folder(os.fsencode(driver.photos))]
    assert "All 3 photos" in error_wording.told(driver.library.store.folders.all()[0].note)
    assert len(driver.names()) == 3


def trashed(driver: Driver, *names: str) -> None:
    """Write down that files lie in the trash, and take them away."""
    journal = driver.library.store.journal
    for name in names:
        path = driver.photos / name
        found = path.stat()
        file = JournalEntry(
            1, os.fsencode(path), "ab" * 32, found.st_size, found.st_mtime_ns, False, b"/"
        )
        [item] = journal.begin(journal.begin_batch(1, 1.0), [file], 1.0)
        journal.moved(item.id, b"/trash/" + os.fsencode(path.name), 2.0)
        path.unlink()


def test_folder_whose_photos_all_went_to_the_trash_is_only_empty(driver):
    trashed(driver, "a.jpg", "sub/b.jpg", "sub/deep/c.jpg")

    driver.run()

    assert (driver.states(), files(driver), driver.names()) == ([False], set(), [])


def test_folder_of_which_only_a_part_went_to_the_trash_is_offline_when_it_is_empty(driver):
    trashed(driver, "a.jpg")
    shutil.rmtree(driver.photos)
    driver.photos.mkdir()

    driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)


def test_photos_of_an_empty_folder_go_when_the_person_says_so(driver):
    shutil.rmtree(driver.photos)
    driver.photos.mkdir()
    driver.run()

    driver.library.forget_missing(driver.library.store.folders.all()[0].id)

    assert (files(driver), driver.names(), len(driver.index)) == (set(), [], 0)
    driver.run()
    assert driver.states() == [False]


# some directories only


def test_dirty_directory_sees_new_changed_and_deleted_files(driver):
    driver.put("sub/new.jpg", "new")
    driver.put("sub/b.jpg", "another b")
    driver.put("unseen.jpg", "elsewhere")

    tally = driver.run(b"sub")

    assert (tally.added, tally.changed, tally.gone) == (1, 1, 0)
    (driver.photos / "sub/new.jpg").unlink()
    assert driver.run(b"sub").gone == 1
    assert b"unseen.jpg" not in files(driver)


def test_tree_moved_in_is_seen_whole_from_its_dirty_parent(driver):
    driver.put("sub/tree/1.jpg", "1")
    driver.put("sub/tree/x/y/2.jpg", "2")

    tally = driver.run(b"sub")

    assert tally.added == 2
    assert files(driver) == ALL | {b"sub/tree/1.jpg", b"sub/tree/x/y/2.jpg"}


def test_tree_moved_within_the_folder_is_not_examined(driver):
    (driver.photos / "sub").rename(driver.photos / "renamed")

    tally = driver.run(b"")

    assert (tally.moved, tally.gone, driver.examined) == (2, 0, [])


def test_directory_deleted_below_a_dirty_one_is_gone_with_all_below(driver):
    shutil.rmtree(driver.photos / "sub")

    tally = driver.run(b"")

    assert (tally.gone, files(driver)) == (2, {b"a.jpg"})


@pytest.mark.parametrize("dirty", [[b"sub"], [b"sub/deep"], [b"", b"sub"], [b"sub/deep", b"sub"]])
def test_dirty_directory_that_is_gone_takes_its_files_with_it_once(driver, dirty):
    shutil.rmtree(driver.photos / "sub")

    tally = driver.run(*dirty)

    assert (tally.gone, files(driver)) == (2, {b"a.jpg"})
    assert (tally.problems, driver.states()) == ([], [False])


def test_dirty_directory_that_cannot_be_read_keeps_its_files(driver):
    driver.drive.refused[os.fsencode(driver.photos / "sub")] = PermissionError(errno.EACCES, "no")

    tally = driver.run(b"sub")

    assert files(driver) == ALL
    assert len(tally.problems) == 1


def test_dirty_directory_of_an_emptied_folder_makes_it_offline(driver):
    shutil.rmtree(driver.photos)
    driver.photos.mkdir()

    driver.run(b"sub/deep")

    assert (driver.states(), files(driver)) == ([True], ALL)


def test_scan_of_some_directories_is_no_complete_scan(driver):
    before = driver.library.store.folders.all()[0].scanned_at

    driver.run(b"sub")

    assert before is not None
    assert driver.library.store.folders.all()[0].scanned_at == before


# slices


def test_a_scan_lets_others_pass_between_slices(driver):
    ticks = iter(range(10_000))
    store = driver.library.store
    scan = FolderScan(store, store.folders.all()[0], driver.disk, Tally(), lambda: next(ticks))

    seen = [store.files.count() for _ in scan.whole()]

    assert len(seen) > 3


def test_scan_that_is_closed_in_the_middle_forgets_nothing(driver):
    shutil.rmtree(driver.photos / "sub")
    ticks = iter(range(10_000))
    store = driver.library.store
    scan = FolderScan(store, store.folders.all()[0], driver.disk, Tally(), lambda: next(ticks))

    work = scan.whole()
    next(work)
    work.close()

    assert files(driver) == ALL


def test_folder_removed_in_the_middle_of_its_scan_ends_it(driver):
    driver.put("zz/late.jpg", "late")
    ticks = iter(range(10_000))
    store = driver.library.store
    row = store.folders.all()[0]
    work = FolderScan(store, row, driver.disk, Tally(), lambda: next(ticks)).whole()
    next(work)
    driver.library.remove_folder(row.id)

    with pytest.raises(KeyError):
        list(work)

    assert (files(driver), store.files.count()) == (set(), 0)


# paths

NAMES = st.binary(min_size=1, max_size=5).filter(lambda n: b"/" not in n and b"\\" not in n)


@given(st.lists(NAMES, max_size=4), st.lists(NAMES, min_size=1, max_size=4))
def test_what_is_joined_below_a_directory_lies_below_it(above, more):
    head = b"/".join(above)
    directory = head
    for name in more:
        directory = join(directory, name)

    assert is_below(directory, head)
    assert is_at_or_below(directory, head)
    assert not is_below(head, directory)


def test_a_name_that_only_begins_alike_is_not_below():
    assert not is_below(b"sub2/x", b"sub")
    assert not is_below(b"sub", b"sub")


def test_directories_that_begin_alike_are_kept_apart(driver):
    driver.put("sub2/d.jpg", "d")
    driver.run()
    shutil.rmtree(driver.photos / "sub")

    tally = driver.run(b"")

    assert (tally.gone, files(driver)) == (2, {b"a.jpg", b"sub2/d.jpg"})


def test_names_that_are_not_unicode_are_followed_through_scan_move_and_loss(driver):
    odd = b"s\xff\xfe/<b>\xe9.jpg"
    driver.put(odd, "odd")
    driver.run()
    moved = os.path.join(os.fsencode(driver.photos), b"\xff.jpg")  # noqa: PTH118 (bytes)
    Path(os.fsdecode(os.path.join(os.fsencode(driver.photos), odd))).rename(os.fsdecode(moved))  # noqa: PTH118

    tally = driver.run()

    assert tally.moved == 1
    photo = driver.library.store.photos.get([driver.id_of("odd")])[0]
    assert os.fsencode(photo.path) == moved
    assert photo.name == "\N{REPLACEMENT CHARACTER}.jpg"


# what is changed without another time or size


def edited_in_place(path: Path, content: str) -> None:
    """Another file of the same size and time in the place of one, as editors do it."""
    before = path.stat()
    beside = path.with_name("beside.tmp")
    beside.write_text(content)
    assert beside.stat().st_size == before.st_size
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.replace(path)


def test_a_file_edited_in_place_is_read_again_and_counted_as_changed(driver):
    edited_in_place(driver.photos / "a.jpg", "A")

    tally = driver.run()

    assert (tally.changed, tally.unchanged, tally.added) == (1, 2, 0)
    assert driver.examined == ["a.jpg"]
    assert driver.library.store.photos.is_live(driver.id_of("A"))
    assert not driver.library.store.photos.is_live(driver.id_of("a"))


def test_a_new_file_with_time_size_and_inode_of_one_that_went_is_read(driver):
    old, new = driver.photos / "a.jpg", driver.photos / "new.jpg"
    found = old.stat()
    old.rename(new)
    new.write_text("N")  # the same inode, as a file system gives it to the next file
    os.utime(new, ns=(found.st_mtime_ns, found.st_mtime_ns))
    assert (new.stat().st_ino, new.stat().st_size) == (found.st_ino, found.st_size)

    driver.run()

    assert driver.examined == ["new.jpg"]
    assert driver.library.store.photos.is_live(driver.id_of("N"))
    assert not driver.library.store.photos.is_live(driver.id_of("a"))


def test_files_of_a_renamed_directory_are_not_read(driver):
    (driver.photos / "sub").rename(driver.photos / "other")

    tally = driver.scan()

    assert (tally.moved, tally.gone, tally.added) == (2, 0, 0)
    assert driver.library.store.files.n_pending() == 0


def test_other_permissions_are_no_change_and_nothing_is_examined(driver):
    (driver.photos / "a.jpg").chmod(0o600)
    (driver.photos / "a.jpg").chmod(0o644)

    tally = driver.run()

    assert (tally.changed, tally.unchanged) == (0, 3)
    assert driver.examined == []
    assert driver.library.store.files.n_pending() == 0
    assert driver.run().touched == set()


def test_a_problem_file_with_other_permissions_is_tried_again(driver):
    bad = driver.put("bad.jpg", "broken")
    driver.run()
    assert driver.library.store.files.n_problems() == 1
    mtime_ns = bad.stat().st_mtime_ns
    bad.write_text("mended")
    os.utime(bad, ns=(mtime_ns, mtime_ns))

    tally = driver.run()

    assert driver.library.store.files.n_problems() == 0
    assert (tally.changed, tally.unchanged) == (0, 4)


def test_a_library_that_knows_no_times_of_change_notes_them_and_reads_nothing(driver):
    execute = driver.library.store.files._connection.execute
    execute("UPDATE file SET ctime_ns = NULL")

    tally = driver.run()

    assert (tally.changed, tally.unchanged, driver.examined) == (0, 3, [])
    assert driver.library.store.files.n_pending() == 0
    rows = driver.library.store.files.rows(1, b"", [b"a.jpg"])
    assert rows[0].stamp.ctime_ns == (driver.photos / "a.jpg").stat().st_ctime_ns


def test_a_file_touched_again_while_it_is_read_is_read_once_more(driver):
    edited_in_place(driver.photos / "a.jpg", "A")
    driver.scan()
    [file] = driver.library.next_files(10, ())
    edited_in_place(driver.photos / "a.jpg", "B")
    driver.scan()

    driver.library.record([driver.finding(*file)], driver.tally)

    assert driver.library.store.files.n_pending() == 1
    driver.examine()
    assert driver.library.store.photos.is_live(driver.id_of("B"))


# whatever a directory says of a file


class AnyEntry:
    """A directory entry of a photo of which the file system says anything."""

    def __init__(self, root: bytes, name: bytes, numbers: tuple[int, int, int, int]) -> None:
        self.name, self.path = name, root + b"/" + name
        self.st_mtime_ns, self.st_size, self.st_ino, self.st_ctime_ns = numbers

    def is_dir(self, follow_symlinks: bool) -> bool:
        return False

    def is_file(self, follow_symlinks: bool) -> bool:
        return True

    def stat(self, follow_symlinks: bool) -> "AnyEntry":
        return self


anything = st.integers(-(2**127), 2**127) | st.integers(-(2**64), 2**64)
"""Most of it is beyond 64 bits; some at their edges."""
numbers = st.tuples(anything, anything.filter(lambda size: size >= 0), anything, anything)
names = st.binary(min_size=1, max_size=8).map(lambda name: name + b".jpg")
directories = st.dictionaries(
    names.filter(lambda name: not {*b"/\0."} & {*name[:-4]} and len(name) > 4),
    numbers,
    min_size=1,  # an empty folder is one whose drive is away
    max_size=5,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(found=st.lists(directories, min_size=2, max_size=3))
def test_any_stamps_and_names_go_through_the_store_and_are_compared(tmp_path_factory, found):
    driver = Driver(tmp_path_factory.mktemp("any"))
    driver.put("is there", "")
    folder_id = driver.watch()
    root = os.fsencode(driver.photos)
    for files in found:
        entries = [AnyEntry(root, name, stamp) for name, stamp in files.items()]
        driver.drive.scandir = lambda path, entries=entries: contextlib.nullcontext(iter(entries))

        assert driver.scan().problems == []
        known = driver.library.store.files.in_directory(folder_id, b"")
        assert known == {name: Stamp(*stamp) for name, stamp in files.items()}
        for file, _ in driver.library.next_files(100, ()):
            content = examined(file.path, driver.library.chosen.card.id, driver.dim)
            driver.library.record([Finding(file, content)], driver.tally)
        assert driver.library.store.files.n_pending() == 0
        photos = driver.library.store.photos
        ids = photos.view(View()).tolist()
        assert (
            len(photos.get(ids)) == len(files) == len(driver.library.store.group_facts.facts(ids))
        )
        again = driver.scan()
        assert (again.unchanged, again.added, again.changed) == (len(files), 0, 0)
        assert driver.library.store.files.n_pending() == 0
    driver.library.close()


def test_a_file_that_cannot_be_written_down_is_a_problem_and_the_others_are_there(driver, caplog):
    root = os.fsencode(driver.photos)
    odd = AnyEntry(root, b"odd.jpg", ("no number", 1, 1, 1))
    odd.st_mtime_ns = Unwritable()
    good = [AnyEntry(root, f"{n}.jpg".encode(), (n, 1, n, n)) for n in range(3)]
    driver.drive.scandir = lambda path: contextlib.nullcontext(iter([good[0], odd, *good[1:]]))

    tally = driver.scan()

    assert [Path(problem.path).name for problem in tally.problems] == ["odd.jpg"]
    known = driver.library.store.files.in_directory(1, b"")
    assert sorted(known) == [b"0.jpg", b"1.jpg", b"2.jpg"]
    assert "could not be written" in caplog.text


class Unwritable(int):
    """A number that no database takes."""

    def __le__(self, other: object) -> bool:
        raise RuntimeError("not to be compared")


# what is left out


def left_out(driver: Driver) -> dict[tuple[str, str], int]:
    found = driver.library.store.left_outs.all()
    return {(one.ending, one.reason): one.count for one in found}


def test_what_is_left_out_is_counted_over_all_directories_and_follows_the_disk(driver):
    driver.put("a.mov", "")
    driver.put("sub/b.MOV", "")
    driver.put("films/only.mp4", "")
    driver.run()
    assert left_out(driver) == {("mov", "film"): 2, ("mp4", "film"): 1}

    (driver.photos / "sub/b.MOV").unlink()
    driver.run(b"sub")
    assert left_out(driver) == {("mov", "film"): 1, ("mp4", "film"): 1}

    shutil.rmtree(driver.photos / "films")
    driver.run()
    assert left_out(driver) == {("mov", "film"): 1}
    driver.reopen()
    assert left_out(driver) == {("mov", "film"): 1}


def test_what_is_left_out_goes_with_a_directory_that_an_event_told_of(driver):
    driver.put("films/only.mp4", "")
    driver.run()
    shutil.rmtree(driver.photos / "films")

    driver.run(b"")

    assert left_out(driver) == {}


def test_what_is_left_out_stays_counted_while_a_directory_cannot_be_read(driver):
    driver.put("sub/b.mov", "")
    driver.run()
    driver.drive.broken[os.fsencode(driver.photos / "sub")] = OSError(errno.EIO, "I/O error")

    driver.run()

    assert left_out(driver) == {("mov", "film"): 1}


def test_a_folder_of_nothing_but_what_is_left_out_now_is_not_offline(driver):
    package = driver.photos / "Photos Library.photoslibrary"
    driver.included = (package.name,)
    driver.put(package / "originals/x.jpg", "x")
    shutil.rmtree(driver.photos / "sub")
    (driver.photos / "a.jpg").unlink()
    driver.run()
    assert files(driver) == {b"Photos Library.photoslibrary/originals/x.jpg"}
    photo = driver.id_of("x")
    driver.included = ()

    driver.run()

    assert (driver.states(), files(driver)) == ([False], set())
    assert left_out(driver) == {("photoslibrary", "belongs-to Apple Photos"): 1}
    assert driver.library.store.photos.hashes([photo])  # its labels and verdicts stay
    driver.included = (package.name,)
    driver.examined.clear()
    driver.run()
    assert (driver.names(), driver.examined) == (["x.jpg"], [])


def test_a_raw_file_that_is_known_stays_while_rawpy_is_away(driver):
    raw = driver.put("x.dng", "raw")
    disk = Disk(is_photo=lambda name: formats.is_photo_name(name, raw=True))
    for _ in driver.library.scan(1, disk, Tally()):
        pass
    driver.examine()

    tally = driver.run()

    assert (tally.gone, tally.unchanged) == (0, 4)
    assert left_out(driver) == {("dng", "install-raw"): 1}
    raw.unlink()
    assert driver.run().gone == 1


# 50,000 files in one folder


def test_a_large_directory_is_written_and_forgotten_in_slices(driver):
    directory = driver.photos / "sub/deep"
    for number in range(3 * AT_ONCE):
        (directory / f"{number}.jpg").write_bytes(b"%d" % number)
    ticking = itertools.count()

    def slices() -> int:
        folder = driver.library.store.folders.get(1)
        work = FolderScan(
            driver.library.store, folder, driver.disk, Tally(), clock=lambda: next(ticking)
        )
        return sum(1 for _ in work.whole())

    assert slices() > 3
    assert len(files(driver)) == 3 + 3 * AT_ONCE
    shutil.rmtree(directory)
    assert slices() > 6
    assert files(driver) == {b"a.jpg", b"sub/b.jpg"}


def test_what_ends_in_the_middle_of_a_large_directory_is_found_again(driver):
    for number in range(3 * AT_ONCE):
        driver.put(f"{number}.jpg", f"{number}")
    folder = driver.library.store.folders.get(1)
    ticking = itertools.count()
    work = FolderScan(
        driver.library.store, folder, driver.disk, Tally(), clock=lambda: next(ticking)
    ).whole()
    for _ in range(3):
        next(work)
    assert 3 < len(files(driver)) < 3 + 3 * AT_ONCE

    driver.reopen()
    driver.run()

    assert len(driver.names()) == 3 + 3 * AT_ONCE


# drives that are mounted on the folder or below it


@pytest.fixture
def mounted(driver):
    """A drive is mounted on `sub`; three photos are known, two of them on it."""
    driver.drive.mounted = {os.fsencode(driver.photos / "sub")}
    driver.run()
    return driver


def unplug(driver, *, leaves_directory: bool):
    driver.drive.mounted = set()
    (driver.photos / "sub").rename(driver.photos.with_name("drive"))
    if leaves_directory:
        (driver.photos / "sub").mkdir()


def plug_in(driver):
    if (driver.photos / "sub").exists():
        shutil.rmtree(driver.photos / "sub")
    driver.photos.with_name("drive").rename(driver.photos / "sub")
    driver.drive.mounted = {os.fsencode(driver.photos / "sub")}


def test_on_which_device_a_folder_and_a_drive_below_it_lie_is_noted(mounted):
    [noted] = mounted.library.store.library_facts.get("devices of folders").values()

    assert set(noted) == {"", "sub"}
    assert noted[""] == mounted.photos.stat().st_dev != noted["sub"]


@pytest.mark.parametrize("leaves_directory", [True, False])
@pytest.mark.parametrize("dirty", [(), (b"",), (b"sub/deep", b"sub")])
def test_photos_of_a_drive_mounted_below_a_folder_stay_known_while_it_is_away(
    mounted, leaves_directory, dirty
):
    unplug(mounted, leaves_directory=leaves_directory)

    tally = mounted.scan(*dirty)

    assert (tally.gone, files(mounted)) == (0, ALL)
    (problem,) = mounted.scan().problems
    assert problem.path.endswith("/sub")
    assert "not connected" in error_wording.told(problem.reason)
    plug_in(mounted)
    again = mounted.run()
    assert (again.added, again.gone, again.problems, mounted.examined) == (0, 0, [], [])


def test_what_is_written_where_a_drive_was_mounted_takes_no_photo_of_it_away(mounted):
    unplug(mounted, leaves_directory=True)
    mounted.put("sub/backup.jpg", "written by another program")
    mounted.put("sub/new/one.jpg", "too")

    tally = mounted.run()

    assert (tally.gone, tally.added) == (0, 0)
    assert files(mounted) == ALL


def test_what_goes_on_a_mounted_drive_is_gone(mounted):
    (mounted.photos / "sub/b.jpg").unlink()
    shutil.rmtree(mounted.photos / "sub/deep")

    tally = mounted.scan(b"sub")

    assert (tally.gone, files(mounted)) == (2, {b"a.jpg"})


def test_photos_that_were_copied_to_where_the_drive_was_are_photos_of_the_folder(mounted):
    unplug(mounted, leaves_directory=True)
    mounted.put("sub/b.jpg", "b")

    tally = mounted.run()

    assert (tally.gone, files(mounted)) == (1, {b"a.jpg", b"sub/b.jpg"})
    shutil.rmtree(mounted.photos / "sub")
    assert mounted.run().gone == 1


def test_folder_that_is_a_drive_itself_is_offline_though_something_was_written_there(driver):
    driver.drive.mounted = {os.fsencode(driver.photos)}
    driver.run()
    driver.drive.mounted = set()
    driver.photos.rename(driver.photos.with_name("drive"))
    driver.put("backup.jpg", "written by another program")

    driver.run()

    assert files(driver) == ALL
    (folder,) = driver.library.store.folders.all()
    assert folder.offline
