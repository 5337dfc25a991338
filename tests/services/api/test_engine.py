"""The engine from end to end, with the shipped model, real processes and real files."""

import errno
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from support import photos
from support.at_work import AtWork
from support.fakes import FakeDrive
from support.hanging import HangingDrive
from support.saying import raises_saying
from support.waiting import SOON_S, until

from photosim.core.errors import DecodeError, FolderError, PhotosimError
from photosim.core.layout import Layout
from photosim.core.model import card
from photosim.core.records.pairs import OverlayQuestion
from photosim.core.records.photos import FolderState, Query
from photosim.core.report import verify
from photosim.core.store import Store
from photosim.services.api.engine import Engine, EngineConfig
from photosim.services.events import Phase, ProblemsChanged
from photosim.services.runtime.futures import tell
from photosim.texts import error_wording

pytestmark = pytest.mark.slow


def hear(answer, heard: list[object]) -> None:
    """Adds what comes of a question."""
    tell(answer, heard.append, heard.append)


def write(path: Path, seed: int) -> Path:
    """A small photo unlike those of other seeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photos.encoded(photos.noise((200, 150), seed)))
    return path


def some(folder: Path, *seeds: int) -> Path:
    for seed in seeds:
        write(folder / f"{seed}.jpg", seed)
    return folder


@pytest.fixture(scope="module")
def watching(tmp_path_factory):
    """One engine that follows its folders; each test gives it a folder of its own."""
    with AtWork(tmp_path_factory.mktemp("watching") / "library", watch=True) as work:
        yield work


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    """A folder with photos, copies and files that are none, indexed."""
    root = tmp_path_factory.mktemp("album")
    folder = root / "photos"
    folder.mkdir()
    for name in ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"):
        if photos.real_path(name).exists():
            shutil.copy(photos.real_path(name), folder)
    some(folder / "more", *range(6))
    shutil.copy(folder / "astronaut.png", folder / "more" / "the same.png")
    cut = photos.truncated(photos.encoded(photos.noise(seed=50)), 0.02)
    for name, data in (("cut.jpg", cut), ("empty.jpg", b""), ("text.jpg", b"no photo at all")):
        (folder / name).write_bytes(data)
        os.utime(folder / name, (1e9, 1e9))
    with AtWork(root / "library") as work:
        early = Query(path=str(folder / "astronaut.png"))
        heard = work.engine.search(early).answer
        work.report = work.ask(work.engine.folders.add, str(folder)) and work.update()
        work.folder = folder
        work.early = heard
        yield work


def test_every_photo_is_there_and_every_other_file_has_a_reason(album):
    problems = album.problems()

    assert set(problems) == {"cut.jpg", "empty.jpg", "text.jpg"}
    assert all(problem.reason for problem in problems.values())
    assert len({problem.reason for problem in problems.values()}) > 1
    assert {"astronaut.png", "0.jpg", "5.jpg"} <= set(album.paths())
    assert album.report.files == album.report.photos + 1 + len(problems)
    assert album.report.added == album.report.files
    assert {Path(p.path).name for p in album.report.problems} == set(problems)
    assert album.troubles == []


def test_a_search_before_the_library_is_open_is_answered(album):
    assert album.early.result(timeout=SOON_S) is not None


@pytest.mark.parametrize("way", ["path", "data", "photo_id"])
def test_a_photo_is_found_by_its_file_its_bytes_and_its_id(album, way):
    path = album.folder / "astronaut.png"
    photo_id = album.paths().get("astronaut.png") or album.paths()["the same.png"]
    values = {"path": str(path), "data": path.read_bytes(), "photo_id": photo_id}

    answer = album.ask(album.engine.search, Query(**{way: values[way]}))

    found = [match.photo_id for match in answer.matches]
    if way == "photo_id":
        assert photo_id not in found or found[0] == photo_id
        assert len(found) >= album.report.photos - 1
    else:
        assert found[0] == photo_id
        assert answer.matches[0].similarity > 0.99
    assert (answer.width, answer.height) == (512, 512)
    assert answer.thumbnail.startswith(b"\xff\xd8")
    assert answer.n_photos == album.report.photos


def test_a_query_that_is_no_picture_is_refused_with_a_reason(album):
    with pytest.raises(DecodeError):
        album.search(Query(data=b"no picture", name="x.jpg"))
    with pytest.raises(DecodeError):
        album.search(Query(path=str(album.folder / "nowhere.jpg")))
    with pytest.raises(DecodeError):
        album.search(Query(photo_id=987654))


def test_a_photo_is_shown_large_but_not_larger_than_asked(album):
    photo_id = album.paths()["0.jpg"]

    picture = album.ask(album.engine.photos.picture, photo_id, 100)

    assert (picture.photo_id, picture.width, picture.height) == (photo_id, 100, 75)
    assert len(picture.rgb) == 100 * 75 * 3
    with pytest.raises(DecodeError):
        album.ask(album.engine.photos.picture, 987654, 100)


def test_a_photo_is_laid_over_another_one(album):
    first, second = album.paths()["0.jpg"], album.paths()["1.jpg"]

    def overlay(*ids):
        question = OverlayQuestion(*ids, None, (0, 0, 255), is_sharp=True)
        return album.ask(album.engine.photos.overlay, question)

    itself, another = overlay(first, first), overlay(first, second)

    assert (itself.is_aligned, itself.share) == (True, 0.0)
    assert another.share > itself.share
    assert len(another.laid) == another.width * another.height * 4
    assert len(another.difference) == another.width * another.height * 3
    with pytest.raises(DecodeError):
        overlay(first, 987654)


def test_rows_and_thumbnails_are_there_for_painting(album):
    ids = list(album.paths().values())

    rows = album.photos(ids)
    thumbnails = album.thumbnails([*ids, 987654])

    assert [row.id for row in rows] == ids
    assert thumbnails.pop(987654) == b""
    assert all(jpeg.startswith(b"\xff\xd8") for jpeg in thumbnails.values())


def test_a_folder_in_a_watched_one_is_refused(album):
    with pytest.raises(FolderError):
        album.add(album.folder / "more")


def test_a_status_counts_what_is_there(album):
    status = album.ask(album.engine.status)

    assert status["photos"] == album.report.photos
    assert status["problems"] == 3
    assert status["pending"] == 0


def test_what_happens_in_a_watched_folder_is_followed(watching, tmp_path: Path):
    folder = some(tmp_path / "photos", 100, 101, 102)
    added = watching.add(folder)
    assert watching.comes(lambda: len(watching.paths(added.id)) == 3)
    before = watching.paths(added.id)

    write(folder / "sub" / "103.jpg", 103)
    assert watching.comes(lambda: "103.jpg" in watching.paths(added.id))

    (folder / "100.jpg").rename(folder / "renamed.jpg")
    assert watching.comes(lambda: "renamed.jpg" in watching.paths(added.id))
    assert watching.paths(added.id)["renamed.jpg"] == before["100.jpg"]

    (folder / "101.jpg").unlink()
    assert watching.comes(lambda: "101.jpg" not in watching.paths(added.id))
    # the index follows the library
    query = Query(path=str(folder / "102.jpg"))
    assert watching.comes(lambda: before["101.jpg"] not in watching.search(query))
    assert before["102.jpg"] == watching.search(query)[0]


def test_a_file_that_is_written_slowly_ends_as_a_photo(watching, tmp_path: Path):
    folder = some(tmp_path / "photos", 110)
    added = watching.add(folder)
    assert watching.comes(lambda: len(watching.paths(added.id)) == 1)
    data = photos.encoded(photos.noise((1600, 1200), 111))

    with (folder / "slow.jpg").open("wb") as file:
        file.write(data[: len(data) // 2])
        file.flush()
        assert watching.comes(lambda: watching.ask(watching.engine.status)["pending"] > 0)
        assert "slow.jpg" not in watching.paths(added.id)
        file.write(data[len(data) // 2 :])

    assert watching.comes(lambda: "slow.jpg" in watching.paths(added.id))
    assert "slow.jpg" not in watching.problems()


def test_an_update_that_is_asked_for_right_after_a_folder_is_added_waits_for_it(tmp_path: Path):
    folder = some(tmp_path / "photos", 0, 1)
    with AtWork(tmp_path / "library") as work:
        work.engine.folders.add(str(folder))
        report = work.update()

        assert (report.photos, report.added) == (2, 2)


def test_a_folder_that_is_away_is_offline_and_comes_back_as_it_was(watching, tmp_path: Path):
    folder = some(tmp_path / "photos", 120, 121)
    query = write(tmp_path / "query.jpg", 120)
    added = watching.add(folder)
    assert watching.comes(lambda: len(watching.paths(added.id)) == 2)
    before = watching.paths(added.id)

    folder.rename(tmp_path / "away")
    watching.engine.folders.rescan()
    assert watching.comes(lambda: watching.state(added.id) is FolderState.OFFLINE)
    assert watching.search(Query(path=str(query)))[0] == before["120.jpg"]
    assert watching.paths(added.id) == before

    (tmp_path / "away").rename(folder)
    assert watching.comes(lambda: watching.update())
    assert watching.state(added.id) is FolderState.WATCHING
    assert watching.paths(added.id) == before
    assert watching.update().examined == 0


def test_pausing_is_told_also_while_nothing_is_to_do(watching):
    watching.update()

    watching.engine.pause()
    assert watching.comes(lambda: watching.phase is Phase.PAUSED)
    watching.engine.resume()
    assert watching.comes(lambda: watching.phase is not Phase.PAUSED)


def test_a_pause_is_still_told_when_the_index_died_meanwhile(watching, tmp_path: Path):
    query = write(tmp_path / "query.jpg", 120)
    watching.add(some(tmp_path / "photos", 120, 121))
    watching.update()
    watching.engine.pause()
    assert watching.comes(lambda: watching.phase is Phase.PAUSED)

    before = watching.index_pid()
    os.kill(before, signal.SIGKILL)
    assert watching.comes(lambda: is_found(watching, query))

    assert watching.index_pid() != before
    assert watching.comes(lambda: watching.phase is Phase.PAUSED)


def is_found(work: AtWork, query: Path) -> bool:
    """Whether a search is answered; one that meets a dead index has it started again."""
    try:
        return bool(work.search(Query(path=str(query))))
    except PhotosimError:
        return False


def test_a_library_is_found_again_with_what_happened_meanwhile(tmp_path: Path):
    folder = some(tmp_path / "photos", 0, 1, 2)
    with AtWork(tmp_path / "library") as work:
        work.add(folder)
        work.update()
        before = work.paths()
    (folder / "0.jpg").rename(folder / "renamed.jpg")
    (folder / "1.jpg").unlink()
    write(folder / "3.jpg", 3)

    with AtWork(tmp_path / "library") as work:
        report = work.update()
        after = work.paths()
        found = work.search(Query(path=str(folder / "3.jpg")))

    assert (report.moved, report.gone, report.added, report.examined) == (1, 1, 1, 1)
    assert after.keys() == {"renamed.jpg", "2.jpg", "3.jpg"}
    assert after["renamed.jpg"] == before["0.jpg"]
    assert after["2.jpg"] == before["2.jpg"]
    assert found[0] == after["3.jpg"]


def test_a_second_engine_on_the_same_library_is_told_so(tmp_path: Path):
    with AtWork(tmp_path / "library") as first:
        first.update()
        with AtWork(tmp_path / "library") as second:
            assert until(lambda: second.troubles)

            (trouble,) = second.troubles
            assert trouble.fatal
            assert "Another photosim" in error_wording.told(trouble.message)
            with raises_saying(Exception, "Another photosim"):
                second.update()
            with raises_saying(Exception, "Another photosim"):
                second.search(Query(data=photos.encoded(photos.noise())))
        assert first.update().photos == 0


def test_a_killed_index_process_is_revived_for_search_and_for_indexing(tmp_path: Path):
    folder = some(tmp_path / "photos", 0, 1)
    with AtWork(tmp_path / "library") as work:
        work.add(folder)
        work.update()
        paths = work.paths()

        os.kill(work.index_pid(), signal.SIGKILL)
        with raises_saying(Exception, "index"):
            work.search(Query(photo_id=paths["0.jpg"]))
        assert work.search(Query(path=str(folder / "1.jpg")))[0] == paths["1.jpg"]

        os.kill(work.index_pid(), signal.SIGKILL)
        some(folder, 2)
        work.update()
        assert work.search(Query(path=str(folder / "2.jpg")))[0] == work.paths()["2.jpg"]

        os.kill(work.index_pid(), signal.SIGKILL)
        (folder / "0.jpg").unlink()
        work.update()
        assert paths["0.jpg"] not in work.search(Query(path=str(folder / "1.jpg")))
        assert work.troubles == []


def test_a_killed_worker_costs_nothing(tmp_path: Path):
    folder = some(tmp_path / "photos", *range(30))
    with AtWork(tmp_path / "library") as work:
        work.add(folder)
        assert until(lambda: len(work.paths()) > 0)
        (pid,) = work.engine.worker_pids()

        os.kill(pid, signal.SIGKILL)

        report = work.update()
        assert report.photos == 30
        assert report.problems == ()


def test_caches_that_are_gone_or_damaged_are_made_again(tmp_path: Path):
    folder = some(tmp_path / "photos", 0, 1, 2)
    layout = Layout(tmp_path / "library")
    query = Query(path=str(folder / "1.jpg"))
    with AtWork(layout.root) as work:
        work.add(folder)
        work.update()
        paths = work.paths()
    for saved in layout.index.glob("index-*"):
        damaged = bytearray(saved.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        saved.write_bytes(damaged)
    layout.thumbnails.write_bytes(b"this is no database")

    with AtWork(layout.root) as work:
        assert work.search(query)[0] == paths["1.jpg"]
        ids = list(paths.values())
        work.thumbnails(ids)  # whoever looks at one that is missing has it made again
        assert until(lambda: all(work.thumbnails(ids).values()))
        assert work.paths() == paths
    shutil.rmtree(layout.index)
    layout.thumbnails.unlink()

    with AtWork(layout.root) as work:
        assert work.search(query)[0] == paths["1.jpg"]
        work.thumbnails(ids)
        assert until(lambda: all(work.thumbnails(ids).values()))
        assert work.paths() == paths
        assert work.troubles == []


def test_an_index_folder_that_vanishes_while_open_is_survived(tmp_path: Path):
    folder = some(tmp_path / "photos", 0)
    layout = Layout(tmp_path / "library")
    with AtWork(layout.root) as work:
        work.add(folder)
        work.update()
        shutil.rmtree(layout.index)
        some(folder, 1)
        assert until(lambda: work.ask(work.engine.status) is not None)
        try:
            work.update()
        except PhotosimError as error:
            assert str(error)
        assert work.search(Query(path=str(folder / "1.jpg")))[0] == work.paths()["1.jpg"]

    with AtWork(layout.root) as work:
        assert len(work.paths()) == 2
        assert len(work.search(Query(path=str(folder / "1.jpg")))) == 2


def test_a_damaged_library_is_told_in_a_sentence_and_left_alone(tmp_path: Path):
    layout = Layout(tmp_path / "library")
    layout.make()
    layout.database.write_bytes(b"this is no database at all, but it may be somebody's" * 100)
    before = layout.database.read_bytes()

    with AtWork(layout.root) as work:
        assert until(lambda: work.troubles)
        assert work.troubles[0].fatal
        assert error_wording.told(work.troubles[0].message).endswith(".")
        with raises_saying(Exception, "damaged"):
            work.update()

    assert layout.database.read_bytes() == before


def test_a_model_that_is_not_there_is_told_in_a_sentence(tmp_path: Path):
    with AtWork(tmp_path / "library", model=tmp_path / "no model.json") as work:
        assert until(lambda: work.troubles)

    assert work.troubles[0].fatal
    assert "model" in error_wording.told(work.troubles[0].message)


def test_embeddings_that_are_there_are_not_made_again(tmp_path: Path):
    folder = some(tmp_path / "photos", 0, 1)
    layout = Layout(tmp_path / "library")
    with AtWork(layout.root) as work:
        work.add(folder)
        work.update()
    before = rows(layout)

    os.utime(folder / "0.jpg", (1e9, 1e9))
    with AtWork(layout.root) as work:
        report = work.update()

    assert (report.changed, report.examined) == (1, 0)
    assert rows(layout) == before


def rows(layout: Layout) -> list[tuple[int, int]]:
    connection = sqlite3.connect(layout.database)
    found = connection.execute("SELECT rowid, photo_id FROM embedding ORDER BY 1").fetchall()
    connection.close()
    return found


def test_results_are_the_exact_nearest_neighbours(album):
    """The engine's answer against a plain matrix product over the stored features."""
    answer = album.ask(album.engine.search, Query(photo_id=album.paths()["coffee.png"]))
    layout = Layout(album.folder.parent / "library")
    connection = sqlite3.connect(layout.database)
    stored = connection.execute("SELECT photo_id, features FROM embedding").fetchall()
    connection.close()
    ids = np.array([row[0] for row in stored])
    matrix = np.stack([np.frombuffer(row[1], np.float16).astype(np.float32) for row in stored])
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    coffee = matrix[ids.tolist().index(album.paths()["coffee.png"])]

    exact = dict(zip(ids.tolist(), (1 - matrix @ coffee).tolist(), strict=True))

    for match in answer.matches:
        assert match.distance == pytest.approx(exact[match.photo_id], abs=2e-3)


@pytest.fixture
def nothing_left():
    """No thread and no child process more than before may be there afterwards."""
    before = set(threading.enumerate()), set(multiprocessing.active_children())
    yield
    assert until(lambda: set(threading.enumerate()) <= before[0], within_s=5)
    assert set(multiprocessing.active_children()) <= before[1]


@pytest.mark.parametrize("state", ["opening", "open", "indexing", "paused", "searching", "refused"])
def test_it_can_be_stopped_in_every_state_and_leaves_nothing_behind(
    tmp_path: Path, nothing_left, state
):
    folder = some(tmp_path / "photos", *range(40))
    heard: list[object] = []
    work = AtWork(tmp_path / "library", watch=True, model=MODEL_OF.get(state))
    if state != "opening":
        assert until(lambda: work.events)
    if state in ("indexing", "paused"):
        work.add(folder)
        assert until(lambda: Phase.INDEXING in work.phases)
    if state == "paused":
        work.engine.pause()
        assert until(lambda: work.phase is Phase.PAUSED)
    if state == "searching":
        hear(work.engine.search(Query(path=str(folder / "0.jpg"))).answer, heard)

    work.engine.stop()
    work.engine.stop()

    told = list(work.events), list(heard)
    work.engine.folders.rescan()
    hear(work.engine.search(Query(photo_id=1)).answer, heard)
    assert (work.events, heard) == told


MODEL_OF = {"refused": Path("no model.json")}


def test_it_can_be_stopped_before_it_was_started(tmp_path: Path, nothing_left):
    config = EngineConfig(tmp_path / "library", 1, (), card.shipped())

    Engine(config, lambda _: None).stop()


def test_what_was_being_indexed_at_the_stop_is_indexed_at_the_next_start(tmp_path: Path):
    folder = some(tmp_path / "photos", *range(40))
    with AtWork(tmp_path / "library") as work:
        work.add(folder)
        assert until(lambda: len(work.paths()) > 0)
        first = rows(Layout(tmp_path / "library"))
    with AtWork(tmp_path / "library") as work:
        report = work.update()

    assert report.photos == 40
    assert set(first) <= set(rows(Layout(tmp_path / "library")))


def test_a_pause_survives_a_restart(tmp_path: Path):
    folder = some(tmp_path / "photos", 0)
    with AtWork(tmp_path / "library") as work:
        work.engine.pause()
        work.add(folder)
        assert until(lambda: work.phase is Phase.PAUSED)

    with AtWork(tmp_path / "library", watch=True) as work:
        assert until(lambda: work.phase is Phase.PAUSED)
        assert work.paths() == {}
        work.engine.resume()
        assert until(lambda: work.paths())


def test_an_index_that_dies_while_it_is_searched_and_filled_stops_nothing(tmp_path: Path):
    folder = some(tmp_path / "photos", *range(40))
    heard: list[object] = []
    asked = 0
    with AtWork(tmp_path / "library") as work:
        work.add(folder)
        for n in (1, 15, 30):
            assert until(lambda n=n: len(work.paths()) >= n)
            os.kill(work.index_pid(), signal.SIGKILL)
            for photo_id in list(work.paths().values())[:3]:
                hear(work.engine.search(Query(photo_id=photo_id)).answer, heard)
                asked += 1
        report = work.update()
        found = work.search(Query(path=str(folder / "39.jpg")))

        assert (report.photos, len(found)) == (40, 40)
        assert found[0] == work.paths()["39.jpg"]
        assert until(lambda: len(heard) == asked)
        assert work.troubles == []


def test_a_question_has_a_first_answer_and_a_refined_one(album):
    turned = photos.encoded(photos.real().transpose(Image.Transpose.ROTATE_90))
    asked = album.engine.search(Query(data=turned, name="turned.jpg"), is_refined=True)
    refined, first = asked.refined.result(timeout=SOON_S), asked.answer.result(timeout=0)
    closely = album.ask(album.engine.search, Query(data=turned, name="turned.jpg"))

    assert refined.matches == closely.matches
    assert refined.seconds >= first.seconds
    assert {m.photo_id for m in first.matches} <= {m.photo_id for m in refined.matches}


def test_a_cancelled_question_is_never_answered(album):
    heard: list[object] = []
    query = str(album.folder / "more" / "0.jpg")
    questions = [
        album.engine.search(Query(photo_id=1)).answer,
        album.engine.search(Query(path=query)).answer,
        album.engine.photos.picture(1, 50),
        album.engine.problems(),
    ]
    for question in questions:
        hear(question, heard)

    for question in questions:
        question.cancel()
    told = list(heard)

    for _ in range(2):  # through the same processes and threads, so after all of these
        album.search(Query(path=query))
    assert len(told) < len(questions)
    assert heard == told


def test_a_refined_answer_that_nobody_waits_for_any_more_does_not_come(album):
    asked = album.engine.search(Query(photo_id=1), is_refined=True)
    asked.answer.result(timeout=SOON_S)

    asked.cancel()

    assert asked.refined.done()  # cancelled, unless it was there already


def test_another_model_takes_over_when_every_photo_has_its_embedding(tmp_path: Path):
    folder = some(tmp_path / "photos", *range(5))
    other = tmp_path / "models" / "other.json"
    shutil.copytree(card.shipped().parent, other.parent)
    fields = json.loads(card.shipped().read_text(encoding="utf-8")) | {"id": "another"}
    other.write_text(json.dumps(fields), encoding="utf-8")
    layout = Layout(tmp_path / "library")
    with AtWork(layout.root) as work:
        work.add(folder)
        work.update()
        paths = work.paths()

    with AtWork(layout.root, model=other) as work:
        early = work.search(Query(path=str(folder / "3.jpg")))
        work.update()  # or the run before, which began with the start
        late = work.search(Query(path=str(folder / "3.jpg")))
        assert work.paths() == paths
        assert work.troubles == []

    assert early[0] == late[0] == paths["3.jpg"]
    assert len(late) == 5
    store = Store.open_reader(layout.database)
    number = store.embeddings.models()["another"]
    checks = list(verify(store, layout, number))
    store.close()
    assert [fault for check in checks for fault in check.faults] == []


class OwnThreads:
    """The threads that came since this was made; other tests' engines have theirs."""

    def __init__(self) -> None:
        self._others = set(threading.enumerate())

    def names(self) -> set[str]:
        return {thread.name for thread in set(threading.enumerate()) - self._others}


@pytest.fixture
def own_threads():
    return OwnThreads()


@pytest.fixture
def drive(own_threads):
    drive = HangingDrive()
    yield drive
    drive.release()
    assert until(lambda: "disk" not in own_threads.names())


def test_a_disk_that_fails_in_the_middle_of_a_listing_loses_no_photo(tmp_path: Path):
    drive = FakeDrive()
    folder = some(tmp_path / "photos", 300, 301)
    deep = some(folder / "deep", 302, 303)
    with AtWork(tmp_path / "library", scandir=drive.scandir, watch=True) as work:
        work.add(folder)
        assert work.update().photos == 4
        drive.broken[os.fsencode(deep)] = OSError(errno.EIO, "Input/output error")
        some(folder, 304)

        report = work.update()

        assert (report.photos, report.gone) == (5, 0)
        assert [problem.path for problem in report.problems] == [str(deep)]
        assert "Input/output error" in error_wording.told(report.problems[0].reason)
        some(folder, 305)  # only the directory that it lies in is scanned
        assert until(lambda: "305.jpg" in work.paths() and work.phase is Phase.IDLE)
        assert list(work.problems()) == ["deep"]
        told = [event for event in work.events if isinstance(event, ProblemsChanged)]
        assert told[-1].n_problems == 1
        drive.broken.clear()
        work.engine.retry_problems()
        assert until(lambda: work.problems() == {})
        assert work.troubles == []


def test_a_folder_that_hangs_stops_nothing_else(tmp_path: Path, drive, own_threads):
    hung = some(tmp_path / "hung", 200, 201)
    drive.hang(some(hung / "deep", 202))
    with AtWork(tmp_path / "library", scandir=drive.scandir) as work:
        stuck = work.add(hung)
        assert until(lambda: drive.is_reached(hung / "deep"))

        folder = some(tmp_path / "photos", 203, 204)
        added = work.add(folder)
        assert until(lambda: len(work.paths(added.id)) == 2)
        assert work.state(stuck.id) is FolderState.SCANNING
        found = work.search(Query(path=str(folder / "204.jpg")))
        assert found[0] == work.paths()["204.jpg"]
        assert work.ask(work.engine.status)["folders"] == 2
        work.engine.pause()
        assert until(lambda: work.phase is Phase.PAUSED)
        work.engine.resume()
        work.ask(work.engine.folders.remove, added.id)
        assert work.paths(added.id) == {}
        assert work.troubles == []

    assert "disk" in own_threads.names()  # it can only be left alone
    assert "library" not in own_threads.names()


def test_removing_a_folder_while_it_is_scanned_stops_nothing(tmp_path: Path, drive):
    folder = tmp_path / "photos"
    for n in range(300):
        (folder / str(n)).mkdir(parents=True)
        (folder / str(n) / "x.jpg").write_bytes(b"no photo")
    drive.hang(folder / "150")
    with AtWork(tmp_path / "library", scandir=drive.scandir, watch=True) as work:
        added = work.add(folder)
        assert until(lambda: drive.is_reached(folder / "150"))
        removed = work.engine.folders.remove(added.id)
        drive.release()  # the scan goes on while the folder is removed
        assert removed.result(timeout=SOON_S) is None
        work.update()

        assert work.troubles == []
        assert work.paths(added.id) == {}


def test_a_hung_folder_that_is_removed_is_let_go_and_one_that_answers_again_goes_on(
    tmp_path: Path, drive
):
    folders = [some(tmp_path / name, 210 + n) for n, name in enumerate(("one", "two"))]
    for folder in folders:
        drive.hang(some(folder / "deep", 220 + len(folder.name)))
    with AtWork(tmp_path / "library", scandir=drive.scandir) as work:
        one, two = (work.add(folder) for folder in folders)
        assert until(lambda: all(drive.is_reached(folder / "deep") for folder in folders))

        work.ask(work.engine.folders.remove, one.id)
        drive.release()

        assert until(lambda: work.paths(two.id).keys() == {"211.jpg", "223.jpg"})
        assert until(lambda: work.state(two.id) is FolderState.WATCHING)
        assert work.update().photos == 2
        assert work.troubles == []
