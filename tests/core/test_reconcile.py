"""A scan follows the disk in the files' table and concludes nothing from what it cannot see."""

import errno
import os
import shutil
from pathlib import Path

import pytest
from driver import Driver
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.reconcile import FolderScan, Tally, is_at_or_below, is_below, join
from photosim.core.store.journal import Leaving


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
    assert driver.library.store.folders.all()[0].note.endswith("is not there.")
    assert files(driver) == ALL
    assert tally.offline == 3


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

    driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)
    assert "disappeared" in driver.library.store.folders.all()[0].note


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

    driver.run()

    assert (driver.states(), files(driver)) == ([True], ALL)
    assert "All 3 photos" in driver.library.store.folders.all()[0].note
    assert len(driver.names()) == 3


def trashed(driver: Driver, *names: str) -> None:
    """Write down that files lie in the trash, and take them away."""
    journal = driver.library.store.journal
    for name in names:
        path = driver.photos / name
        found = path.stat()
        file = Leaving(
            1, os.fsencode(path), "ab" * 32, found.st_size, found.st_mtime_ns, False, b"/"
        )
        [item] = journal.begin(journal.begin_batch("Copies", 1, 1.0), [file], 1.0)
        journal.done(item.id, b"/trash/" + os.fsencode(path.name), 2.0)
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
