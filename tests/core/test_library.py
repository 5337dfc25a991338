"""A library stays whole: a file is done with everything or still to be examined."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from support.driver import Driver
from support.fakes import FakeIndex, examined, model_card
from support.lost_thumbnails import lose_thumbnails

from photosim.core.errors import CacheFault, FolderError, ModelError, StoreError
from photosim.core.library import Finding, Library
from photosim.core.records.photos import KnownContent, Metadata, View
from photosim.core.store.embeddings import Embedding
from photosim.texts import error_wording


@pytest.fixture
def driver(tmp_path):
    driver = Driver(tmp_path)
    driver.put("a.jpg", "a")
    driver.put("b.jpg", "b")
    driver.watch()
    yield driver
    driver.library.close()


def pending(driver: Driver) -> int:
    return driver.library.store.files.n_pending()


def indexed(driver: Driver) -> set[int]:
    return set(driver.index.ids().tolist())


# done with everything, or still to be examined


def test_a_run_leaves_every_photo_shown_indexed_and_with_a_thumbnail(driver):
    driver.run()

    assert sorted(driver.names()) == ["a.jpg", "b.jpg"]
    assert indexed(driver) == {driver.id_of("a"), driver.id_of("b")}
    thumbnails = driver.library.thumbs
    assert thumbnails.has(examined("a").content_hash) and thumbnails.has(examined("b").content_hash)
    assert (pending(driver), driver.library.n_photos) == (0, 2)


def test_index_that_fails_after_the_commit_is_completed_at_the_next_start(driver):
    driver.scan()
    driver.index.error = OSError("the index process died")
    with pytest.raises(OSError, match="died"):
        driver.examine()

    driver.reopen()

    assert indexed(driver) == {driver.id_of("a"), driver.id_of("b")}
    assert pending(driver) == 0
    driver.examined.clear()
    driver.run()
    assert driver.examined == []


def test_index_that_fails_can_be_opened_again_in_the_same_session(driver):
    driver.scan()
    driver.index.error = OSError("the index process died")
    with pytest.raises(OSError, match="died"):
        driver.examine()

    driver.load()

    assert indexed(driver) == {driver.id_of("a"), driver.id_of("b")}


def test_thumbnails_that_cannot_be_written_leave_all_files_pending(driver):
    driver.scan()
    driver.library.thumbs.close()  # every write fails from now on

    with pytest.raises(StoreError, match=CacheFault.THUMBNAILS_REFUSED):
        driver.examine()

    assert (pending(driver), driver.names(), indexed(driver)) == (2, [], set())


def test_one_finding_that_cannot_be_written_is_a_problem_and_the_others_are_kept(driver):
    driver.scan()
    files = [file for file, _ in driver.library.next_files(10, ())]
    unknown = Finding(files[1], KnownContent("ab" * 32))

    driver.library.record([driver.finding(files[0]), unknown], driver.tally)

    assert (pending(driver), len(driver.names()), len(indexed(driver))) == (0, 1, 1)
    assert driver.library.store.files.n_problems() == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from support.driver import Driver
from support.fakes import FakeIndex

when = sys.argv[2]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

class DeadlyIndex(FakeIndex):
    add = die

class Findings(list):
    "Read once for the thumbnails, then for the rows."
    reads = 0

    def __iter__(self):
        self.reads += 1
        if self.reads == 2 and when == "after the thumbnails":
            die()
        yield from super().__iter__()
        if self.reads == 2 and when == "before the commit":
            die()

driver = Driver(Path(sys.argv[1]), index=DeadlyIndex)
driver.watch()
driver.scan()
files = driver.library.next_files(10, ())
driver.library.record(Findings(driver.finding(*file) for file in files), driver.tally)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("when", ["after the thumbnails", "before the commit", "after the commit"])
def test_killed_while_recording_leaves_files_done_with_everything_or_pending(tmp_path, when):
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in "abc":
        (photos / f"{name}.jpg").write_bytes(name.encode())
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), when],
        env=os.environ | {"PYTHONPATH": path},
        check=False,
        capture_output=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    driver = Driver(tmp_path)
    done = {driver.id_of(name) for name in "abc"} - {None}
    assert indexed(driver) == done
    assert len(done) + pending(driver) == 3
    assert driver.library.store.faults() == []

    driver.run()
    assert indexed(driver) == {driver.id_of(name) for name in "abc"}
    driver.library.close()


FULL = """
import resource, signal, sys
from pathlib import Path
from support.driver import Driver
from photosim.core.errors import DiskFullError
from photosim.texts.error_wording import sentence

driver = Driver(Path(sys.argv[1]))
driver.watch()
driver.scan()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
largest = max(path.stat().st_size for path in driver.layout.root.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 4096, resource.RLIM_INFINITY))
try:
    driver.examine()
except DiskFullError as error:
    told = sentence(error)
else:
    sys.exit("it was not full")
assert driver.library.store.files.n_pending() == 300, driver.library.store.files.n_pending()
assert driver.names() == [] and len(driver.index) == 0
assert driver.library.store.faults() == []
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
driver.examine()
assert len(driver.names()) == len(driver.index) == 300
assert driver.library.store.faults() == []
driver.library.close()
print(told)
"""


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("thumbnail", [0, 4096], ids=["database", "thumbnails"])
def test_file_system_that_takes_no_more_loses_nothing(tmp_path, thumbnail):
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(300):
        (photos / f"{number}.jpg").write_bytes(str(number).encode() + bytes(thumbnail))
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[2])])

    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "pace" in done.stdout or "room" in done.stdout


# equal bytes


def test_two_files_of_equal_bytes_are_one_photo(driver):
    driver.put("copy.jpg", "a")

    driver.run()

    photo = driver.id_of("a")
    assert driver.library.store.photos.get([photo])[0].n_files == 2
    assert len(driver.names()) == 2
    assert indexed(driver) == {photo, driver.id_of("b")}
    assert driver.library.n_photos == 2


def test_photo_lives_as_long_as_one_of_its_files(driver):
    driver.put("copy.jpg", "a")
    driver.run()
    (driver.photos / "a.jpg").unlink()

    driver.run()

    assert "copy.jpg" in driver.names()
    assert driver.id_of("a") in indexed(driver)


def test_photo_without_a_file_is_in_no_view_and_no_search(driver):
    driver.run()
    dead = driver.id_of("a")
    (driver.photos / "a.jpg").unlink()

    driver.run()

    assert driver.names() == ["b.jpg"]
    assert indexed(driver) == {driver.id_of("b")}
    searcher = driver.library.searcher
    assert [match.photo_id for match in searcher.like(driver.id_of("b"), 10).matches] == [
        driver.id_of("b")
    ]
    assert searcher.like(dead, 10).matches == ()
    driver.reopen()
    assert indexed(driver) == {driver.id_of("b")}


def test_photo_that_comes_back_is_not_examined_again(driver):
    driver.run()
    photo = driver.id_of("a")
    (driver.photos / "a.jpg").unlink()
    driver.run()
    driver.examined.clear()
    driver.put("back.jpg", "a")

    driver.run()

    assert driver.examined == []
    assert driver.id_of("a") == photo
    assert photo in indexed(driver)
    assert "back.jpg" in driver.names()


def scan_on(driver: Driver) -> None:
    """Scan once more in the run that goes on."""
    for folder in driver.library.store.folders.all():
        for _ in driver.library.scan(folder.id, driver.disk, driver.tally):
            pass


def test_photo_that_comes_back_and_goes_in_one_run_is_in_no_search(driver):
    driver.run()
    (driver.photos / "a.jpg").unlink()
    driver.run()
    driver.put("back.jpg", "a")
    driver.run()
    assert driver.id_of("a") in indexed(driver)

    (driver.photos / "back.jpg").unlink()
    scan_on(driver)

    assert indexed(driver) == {driver.id_of("b")}


def test_photo_whose_scan_was_given_up_in_a_run_that_goes_on_is_in_no_search(driver):
    driver.run()
    (driver.photos / "a.jpg").unlink()
    (folder,) = driver.library.store.folders.all()
    scan = driver.library.scan(folder.id, driver.disk, driver.tally)
    while "a.jpg" in driver.names():
        next(scan)

    scan.close()
    scan_on(driver)

    assert indexed(driver) == {driver.id_of("b")}


# changes


def test_changed_file_shows_the_old_photo_until_the_new_one_is_recorded(driver):
    driver.run()
    old = driver.id_of("a")
    driver.put("a.jpg", "another a")
    driver.scan()
    assert "a.jpg" in driver.names()
    assert old in indexed(driver)

    driver.examine()

    assert indexed(driver) == {driver.id_of("another a"), driver.id_of("b")}
    assert not driver.library.store.photos.is_live(old)


def test_changed_file_leaves_the_old_photo_where_another_file_holds_it(driver):
    driver.put("copy.jpg", "a")
    driver.run()
    driver.put("a.jpg", "another a")

    driver.run()

    assert driver.id_of("a") in indexed(driver)
    assert sorted(driver.names()) == ["a.jpg", "b.jpg", "copy.jpg"]


def test_file_that_changes_while_it_is_examined_stays_to_be_examined(driver):
    driver.scan()
    files = [file for file, _ in driver.library.next_files(10, ())]
    findings = [driver.finding(file) for file in files]
    driver.put("a.jpg", "another a")
    driver.scan()

    driver.library.record(findings, driver.tally)

    assert pending(driver) == 1
    driver.examine()
    assert indexed(driver) == {driver.id_of("another a"), driver.id_of("b")}


def test_file_that_goes_while_it_is_examined_leaves_a_dead_photo(driver):
    driver.scan()
    files = [file for file, _ in driver.library.next_files(10, ())]
    findings = [driver.finding(file) for file in files]
    (driver.photos / "a.jpg").unlink()
    driver.scan()

    driver.library.record(findings, driver.tally)

    assert (driver.names(), indexed(driver)) == (["b.jpg"], {driver.id_of("b")})


def test_touched_file_needs_no_examining(driver):
    driver.run()
    driver.examined.clear()
    os.utime(driver.photos / "a.jpg", ns=(1, 1))

    tally = driver.run()

    assert (tally.changed, driver.examined, pending(driver)) == (1, [], 0)


# problems


def test_broken_file_is_a_problem_with_its_reason(driver):
    path = driver.put("x.jpg", "broken x")

    driver.run()

    (problem,) = driver.library.store.files.problems()
    assert (problem.path, problem.reason) == (str(path), "It is not a photo.")
    assert (pending(driver), "x.jpg" in driver.names()) == (0, False)


def test_broken_file_is_tried_again_when_it_changes(driver):
    driver.put("x.jpg", "broken x")
    driver.run()
    driver.run()
    assert driver.library.store.files.n_problems() == 1
    driver.put("x.jpg", "mended x")

    driver.run()

    assert (driver.library.store.files.n_problems(), "x.jpg" in driver.names()) == (0, True)


def test_problems_are_tried_again_when_asked_for(driver):
    driver.put("x.jpg", "broken x")
    driver.run()

    driver.library.store.files.retry_problems()

    assert (pending(driver), driver.library.store.files.n_problems()) == (1, 0)
    driver.examine()
    assert driver.library.store.files.n_problems() == 1


def test_photo_whose_file_breaks_is_not_found_any_more(driver):
    driver.run()
    driver.put("a.jpg", "broken a")

    driver.run()

    assert (driver.names(), indexed(driver)) == (["b.jpg"], {driver.id_of("b")})


# thumbnails


def test_lost_thumbnail_is_made_again(driver):
    driver.run()
    driver.examined.clear()
    content = examined("a").content_hash
    lose_thumbnails(driver.layout, [content])

    driver.library.lost_thumbnails([driver.id_of("a")])
    driver.examine()

    assert driver.examined == ["a.jpg"]
    assert driver.library.thumbs.has(content)


# folders


def test_removed_folder_takes_its_photos_out_of_view_and_search(driver, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.jpg").write_bytes(b"c")
    (other / "a.jpg").write_bytes(b"a")
    folder_id = driver.watch(other)
    driver.run()

    driver.library.remove_folder(folder_id)

    assert sorted(driver.names()) == ["a.jpg", "b.jpg"]
    assert indexed(driver) == {driver.id_of("a"), driver.id_of("b")}
    assert (other / "c.jpg").exists()


def test_folder_that_was_removed_and_added_again_needs_no_examining(driver):
    driver.run()
    driver.library.remove_folder(driver.library.store.folders.all()[0].id)
    driver.examined.clear()

    driver.watch()
    driver.run()

    assert (driver.examined, len(indexed(driver))) == ([], 2)


def test_folder_that_is_watched_already_is_the_same(driver):
    assert driver.watch() == driver.library.store.folders.all()[0].id


def test_folder_inside_a_watched_one_is_refused(driver):
    (driver.photos / "sub").mkdir()

    with pytest.raises(FolderError):
        driver.watch(driver.photos / "sub")


def test_librarys_own_folder_is_never_scanned(tmp_path):
    driver = Driver(tmp_path)
    driver.put("a.jpg", "a")
    (driver.layout.root / "x.jpg").write_bytes(b"x")
    driver.watch(tmp_path)

    driver.run()

    assert driver.names() == ["a.jpg"]
    driver.library.close()


def test_offline_folders_photos_are_shown_and_searched(driver):
    driver.run()
    driver.photos.rename(driver.photos.with_name("unplugged"))

    driver.run()

    (photo,) = driver.library.store.photos.get([driver.id_of("a")])
    assert photo.offline
    found = driver.library.searcher.like(driver.id_of("a"), 10).matches
    assert {match.photo_id for match in found} == {driver.id_of("a"), driver.id_of("b")}


def test_pending_files_of_an_offline_folder_wait(driver):
    driver.scan()
    driver.photos.rename(driver.photos.with_name("unplugged"))
    driver.scan()

    assert driver.library.next_files(10, ()) == []
    assert pending(driver) == 0


# odd names


@pytest.mark.parametrize(
    "name",
    [
        b"<b>bold</b>.jpg",
        b"\xff\xfe\xe9.jpg",
        b"line\nfeed.jpg",
        b"x" * 251 + b".jpg",
        "\N{SMILING FACE WITH SUNGLASSES}'\";--.jpg".encode(),
    ],
)
def test_any_name_goes_through_everything(tmp_path, name):
    driver = Driver(tmp_path)
    path = driver.put(name, "odd")
    driver.watch()

    driver.run()

    (photo,) = driver.library.store.photos.get([driver.id_of("odd")])
    assert os.fsencode(photo.path) == os.fsencode(path)
    photo.name.encode()  # can be shown
    assert driver.library.store.photos.path(photo.id) == os.fsencode(path)
    driver.put(name, "broken odd")
    driver.run()
    assert [p.path for p in driver.library.store.files.problems()] == [str(path)]
    driver.library.close()


def test_library_in_a_folder_whose_name_is_not_unicode_works(tmp_path):
    driver = Driver(tmp_path / os.fsdecode(b"\xff %41?#"))
    driver.put("a.jpg", "a")
    driver.watch()
    driver.run()

    driver.reopen()

    assert driver.names() == ["a.jpg"]
    driver.library.close()


# another model


def test_other_model_serves_only_when_the_last_photo_has_its_embedding(driver, tmp_path):
    driver.run()
    driver.library.close()
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.open()
    assert (driver.library.serving.card.id, driver.index.dim, pending(driver)) == ("one", 4, 2)

    (first, *_) = driver.library.next_files(1, ())
    driver.library.record([driver.finding(*first)], driver.tally)
    assert not driver.library.finish()
    assert len(driver.library.searcher.like(driver.id_of("a"), 10).matches) == 2

    driver.run()
    assert driver.library.serving.card.id == "two"
    assert (driver.index.dim, len(driver.index)) == (3, 2)
    assert len(driver.library.searcher.like(driver.id_of("a"), 10).matches) == 2


def test_photos_that_are_away_are_found_by_what_the_new_model_makes_of_their_thumbnails(
    driver, tmp_path
):
    driver.run()
    a, b = driver.id_of("a"), driver.id_of("b")
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.reopen()
    away = driver.photos.rename(driver.photos.with_name("away"))
    driver.scan()
    unseen = driver.library.unseen(0, 10)
    assert {*unseen} == {a, b}
    assert driver.library.unseen(min(a, b), 10).keys() == {max(a, b)}

    made = np.arange(1, 7, dtype=np.float32)
    none = np.empty((0, 2), np.float32)
    driver.library.stand_in({photo_id: Embedding(made, none) for photo_id in unseen})
    assert driver.library.unseen(0, 10) == {}
    driver.run()
    assert driver.library.serving.card.id == "two"
    assert indexed(driver) == {a, b}

    away.rename(driver.photos)
    driver.run()

    ids, features = driver.library.store.embeddings.features([a, b], driver.library.chosen.number)
    assert len(ids) == 2
    assert not (features == made).all(axis=1).any()  # the files themselves were examined


def test_model_switch_survives_a_restart_on_either_side(driver, tmp_path):
    driver.run()
    driver.library.live.save()
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.reopen()
    assert driver.index.loaded == 1
    driver.reopen()
    assert driver.library.serving.card.id == "one"

    driver.examine()
    assert driver.library.finish()
    driver.reopen()  # before the new index was made

    assert driver.library.serving.card.id == "two"
    assert (driver.index.dim, len(driver.index), pending(driver)) == (3, 2, 0)


def test_old_embeddings_go_with_the_switch(driver, tmp_path):
    driver.run()
    old = driver.library.chosen.number
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.reopen()

    driver.run()

    assert len(driver.library.store.embeddings.ids(old)) == 0


def test_chosen_model_serves_at_once_when_the_old_ones_card_is_gone(driver, tmp_path):
    driver.run()
    driver.card.unlink()
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6

    driver.reopen()

    assert driver.library.serving.card.id == "two"
    assert (pending(driver), len(driver.index)) == (2, 0)
    driver.run()
    assert len(driver.index) == 2


def test_photos_of_the_time_in_between_are_examined_when_the_old_model_is_chosen_again(
    driver, tmp_path
):
    driver.run()
    first = driver.card
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.reopen()
    driver.put("c.jpg", "c")
    driver.scan()
    for file, known in driver.library.next_files(10, ()):
        if file.path.endswith(b"c.jpg"):
            driver.library.record([driver.finding(file, known)], driver.tally)

    driver.card, driver.dim = first, 8
    driver.reopen()
    driver.run()

    assert indexed(driver) == {driver.id_of(name) for name in "abc"}


def test_file_renamed_while_it_waits_for_another_model_gets_its_embedding(driver, tmp_path):
    driver.run()
    driver.card, driver.dim = model_card(tmp_path / "models", "two", dim=6, projected=3), 6
    driver.reopen()
    (driver.photos / "a.jpg").rename(driver.photos / "z.jpg")

    driver.run()

    assert driver.library.serving.card.id == "two"
    assert indexed(driver) == {driver.id_of("a"), driver.id_of("b")}


def test_missing_model_card_is_told_and_leaves_the_library_free(tmp_path):
    driver = Driver(tmp_path)
    driver.library.close()

    with pytest.raises(ModelError):
        Library.open(driver.layout, tmp_path / "no.json", FakeIndex())

    driver.open()
    driver.library.close()


# order


def test_photos_with_a_capture_time_sort_by_it(driver):
    driver.more = {b"a": {"metadata": Metadata(taken=datetime(1999, 1, 1))}}
    driver.put("c.jpg", "c")
    os.utime(driver.photos / "b.jpg", (1e9, 1e9))  # 2001
    os.utime(driver.photos / "c.jpg", (1.1e9, 1.1e9))

    driver.run()

    assert driver.names(View()) == ["c.jpg", "b.jpg", "a.jpg"]
    assert driver.names(View(descending=False)) == ["a.jpg", "b.jpg", "c.jpg"]


def test_newest_files_are_examined_first(driver):
    os.utime(driver.photos / "a.jpg", (1e9, 1e9))
    os.utime(driver.photos / "b.jpg", (1.1e9, 1.1e9))

    driver.run()

    assert driver.examined == ["b.jpg", "a.jpg"]


def test_files_that_are_with_a_worker_are_not_handed_out_twice(driver):
    driver.scan()
    (first,) = driver.library.next_files(1, ())

    (second,) = driver.library.next_files(5, {first[0].id})

    assert first[0].id != second[0].id


# what cannot be written for one file


@pytest.mark.parametrize("more", [{"width": 10**20}, {"file_format": "\ud800"}, {"size": None}])
def test_what_cannot_be_written_for_one_file_is_a_problem_of_that_file_alone(driver, caplog, more):
    driver.put("c.jpg", "c")
    driver.put("d.jpg", "d")
    driver.more[b"b"] = more

    driver.run()

    assert sorted(driver.names()) == ["a.jpg", "c.jpg", "d.jpg"]
    (problem,) = driver.library.store.files.problems()
    assert problem.path.endswith("b.jpg") and "mistake" in error_wording.told(problem.reason)
    assert (pending(driver), driver.library.n_photos) == (0, 3)
    assert "b.jpg" in caplog.text and "Traceback" in caplog.text


def test_a_file_that_moved_beside_one_that_cannot_be_written_is_counted_once(driver):
    driver.run()
    (driver.photos / "a.jpg").rename(driver.photos / "moved.jpg")
    driver.put("c.jpg", "c")
    driver.more[b"c"] = {"size": None}

    tally = driver.run()

    assert (tally.moved, tally.gone) == (1, 0)
    assert sorted(driver.names()) == ["b.jpg", "moved.jpg"]
