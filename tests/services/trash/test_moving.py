"""A file goes step by step, each written down; whatever a trash does with it, no byte is lost."""

import errno
import os
from contextlib import closing
from pathlib import Path

import pytest
from support import made_up
from support.trash_at_work import FakeTrash, sha256, trash_request

from photosim.core.errors import DiskFullError, TrashError
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.records.trash_items import ItemState
from photosim.core.store import Store
from photosim.core.trash.trash_folders import TrashFolders
from photosim.services.folders.file_systems import CachedAnswers
from photosim.services.trash.last_look import LastLook
from photosim.services.trash.moving import Mover, MoveResult
from photosim.services.trash.offline_drives import OfflineDrives
from photosim.services.trash.restoring import Restorer
from photosim.services.trash.safety_checks import SafetyChecks
from photosim.services.trash.strangers import Strangers
from photosim.services.trash.unit_files import UnitFiles
from photosim.texts.error_wording import told

FULL = DiskFullError("The disk is full.")


class Batch:
    """One batch over a folder of photos, all in one thread.

    Attributes:
        fake: the trash, unless `trash` is another one.
        memory: how far the system is believed of what stays.
        n_asked: how many questions the store answers before it has no room; None for all.
    """

    def __init__(self, root: Path, store: Store) -> None:
        self.photos = root / "photos"
        self.fake = self.trash = FakeTrash(root / "Trash")
        self.memory = CachedAnswers.NONE
        self.n_asked: int | None = None
        self.store = store

    def put(self, name: str, content: str = "") -> str:
        """A file; its path."""
        path = self.photos / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or name)
        return str(path)

    def tree(self) -> dict[str, str]:
        """Every file of the folder with what is in it."""
        found = [path for path in self.photos.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.photos)): path.read_text() for path in found}

    def ask(self, work):
        if self.n_asked is not None:
            self.n_asked -= 1
            if self.n_asked < 0:
                raise FULL
        return work(self.store)

    def mover(self, *requests) -> Mover:
        folders = TrashFolders(os.fsencode(self.fake.folder), os.getuid())
        strangers = Strangers(self.ask, folders, lambda: 5.0)
        offline_drives = OfflineDrives(self.ask)
        restorer = Restorer(self.ask, folders, offline_drives, strangers, lambda: 5.0)
        return Mover(
            self.ask,
            lambda path: self.trash(path),
            restorer,
            offline_drives,
            strangers,
            SafetyChecks(requests, (), UnitFiles(lambda *_: {})),
            LastLook(self.ask, restorer, lambda _: self.memory, lambda _: None),
            lambda: 5.0,
            self.store.journal.begin_batch(len(requests), 5.0),
        )

    def move(self, *requests) -> MoveResult:
        """Move files, until the trash cannot be trusted."""
        mover = self.mover(*requests)
        for request in requests:
            if not mover.result.stopped:
                mover.move(request)
        mover.confirm()
        return mover.result

    def items(self):
        """The journal, in the order of time."""
        return self.store.journal.items(self.store.journal.ids()[::-1])

    def states(self) -> list[ItemState]:
        return [item.state for item in self.items()]


@pytest.fixture
def batch(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        yield Batch(tmp_path, store)


@pytest.fixture
def keeper(batch):
    return batch.put("keep/keeper.jpg", "kept")


def refused(gone: MoveResult) -> str:
    """The one reason why nothing was moved."""
    assert gone.items == []
    [refusal] = gone.refused
    return told(refusal.reason)


def test_what_stays_for_a_file_that_goes_is_put_down_in_no_group_of_photos(batch, keeper):
    made_up.put(batch.store, {b"keeper.jpg": "kept", b"other.jpg": "other"})
    kept, other = (made_up.photo_at(batch.store, name) for name in (b"keeper.jpg", b"other.jpg"))
    batch.store.choices.choose(Tier.SIMILAR_SHOTS, {kept: Choice.TRASH, other: Choice.TRASH})

    batch.move(trash_request(batch.put("copy.jpg", "copy"), keeper))

    assert batch.store.choices.of(Tier.SIMILAR_SHOTS) == {other: Choice.TRASH}


def test_file_lies_in_the_trash_where_the_journal_says(batch, keeper):
    copy = batch.put("copy.jpg", "copy")
    expected = sha256(copy)

    gone = batch.move(trash_request(copy, keeper))

    [item] = gone.items
    [noted] = batch.items()
    assert (noted.id, noted.place, noted.state) == (item.id, item.place, ItemState.IN_TRASH)
    assert (noted.file, noted.file.path) == (item.file, os.fsencode(copy))
    assert sha256(os.fsdecode(item.place)) == item.file.content_hash == expected
    assert (gone.refused, gone.stopped, gone.reached) == ([], "", {os.fsencode(copy)})
    assert list(batch.tree()) == ["keep/keeper.jpg"]


def test_what_may_not_go_is_written_down_and_never_reaches_the_trash(batch):
    batch.fake.before = lambda path: pytest.fail(f"{path} was handed over")

    assert "No copy" in refused(batch.move(trash_request(batch.put("only.jpg"))))
    assert batch.states() == [ItemState.FAILED]


def test_photos_of_one_unit_that_all_were_chosen_go_once(batch, keeper):
    copy, raw = batch.put("b/IMG_1.JPG"), batch.put("b/IMG_1.CR2")

    gone = batch.move(trash_request(copy, keeper), trash_request(raw, keeper))

    assert (len(gone.items), gone.refused) == (2, [])
    assert gone.reached == {os.fsencode(copy), os.fsencode(raw)}


def test_unit_of_which_a_file_cannot_go_comes_back(batch):
    for folder in ("a", "b"):
        for name in ("1.HEIC", "1.MOV"):
            batch.put(f"{folder}/{name}", name)
    before = batch.tree()

    def refuse(path):
        if path.suffix == ".HEIC":
            raise TrashError("The trash is full.")

    batch.fake.before = refuse
    kept, copy = (str(batch.photos / folder / "1.HEIC") for folder in "ab")

    assert refused(batch.move(trash_request(copy, kept))) == "The trash is full."
    assert batch.tree() == before
    assert batch.states() == [ItemState.FAILED] * 2
    assert batch.fake.names() == []


# what stays


def test_file_that_leaves_with_what_should_stay_comes_back_at_once(batch, keeper):
    """As on a share that is mounted twice: two names, and no number gives away that it is one."""
    copy = batch.put("copy.jpg", "kept")
    batch.fake.before = lambda path: Path(keeper).unlink()

    assert "they were one file" in refused(batch.move(trash_request(copy, keeper)))
    assert Path(copy).read_text() == "kept"
    assert batch.states() == [ItemState.FAILED]
    assert batch.fake.names() == []


def test_nothing_is_told_to_have_gone_before_what_stays_was_looked_at_again(batch, keeper):
    copy = batch.put("copy.jpg", "kept")
    batch.memory = CachedAnswers.FOR_A_WHILE
    mover = batch.mover(asked := trash_request(copy, keeper))
    mover.move(asked)
    assert len(mover.result.items) == 1
    Path(keeper).unlink()

    mover.confirm()

    assert "they were one file" in refused(mover.result)
    assert Path(copy).read_text() == "kept"


def test_file_that_changes_while_the_one_that_stays_is_read_stays(batch, keeper):
    copy = batch.put("copy.jpg", "copy")
    batch.put("copy.jpg.xmp", "about it")
    batch.fake.before = lambda path: path.suffix == ".xmp" and Path(copy).write_text("COPY")

    assert "changed at the last moment" in refused(batch.move(trash_request(copy, keeper)))
    assert batch.tree()["copy.jpg.xmp"] == "about it"
    assert batch.fake.names() == []


def test_file_that_vanishes_at_the_last_moment_is_told_and_takes_nothing_with_it(batch, keeper):
    copy = batch.put("copy.jpg", "copy")
    batch.put("copy.jpg.xmp", "about it")
    batch.fake.before = lambda path: path.suffix == ".xmp" and Path(copy).unlink()

    assert "is not there any more" in refused(batch.move(trash_request(copy, keeper)))
    assert batch.tree()["copy.jpg.xmp"] == "about it"


# the trash


def test_trash_that_fails_is_told_and_the_file_stays(batch, keeper):
    def fail(path):
        raise OSError(errno.EACCES, "Permission denied")

    batch.fake.before = fail
    copy = batch.put("copy.jpg")

    assert "not permitted" in refused(batch.move(trash_request(copy, keeper)))
    assert Path(copy).exists()


def test_trash_without_room_for_its_note_leaves_none_behind(batch, keeper):
    info = batch.fake.folder / "info"
    info.mkdir(parents=True)

    def fill(path):
        (info / f"{path.name}.trashinfo").touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    batch.fake.before = fill

    gone = batch.move(trash_request(batch.put("copy.jpg"), keeper))

    assert "no room in the trash" in refused(gone)
    assert batch.fake.notes() == []


@pytest.mark.parametrize("said", ["/nowhere/copy.jpg", None])
def test_trash_that_does_nothing_is_found_out(batch, keeper, said):
    batch.trash = lambda path: Path(said) if said else None
    copy = batch.put("copy.jpg")

    assert "did not take" in refused(batch.move(trash_request(copy, keeper)))
    assert Path(copy).exists()


def lose(path: Path) -> Path:
    path.unlink()
    return Path("/nowhere/copy.jpg")


def say_nothing(path: Path) -> None:
    path.unlink()


def keep_half(path: Path) -> Path:
    kept = path.parent.parent / "half"
    kept.write_bytes(path.read_bytes()[:3])
    path.unlink()
    return kept


@pytest.mark.parametrize("trash", [lose, say_nothing, keep_half])
def test_file_that_the_trash_does_not_keep_is_put_back_and_nothing_more_goes(batch, keeper, trash):
    batch.trash = trash
    one, two = batch.put("1.jpg"), batch.put("2.jpg")
    before = batch.tree()

    gone = batch.move(trash_request(one, keeper), trash_request(two, keeper))

    assert "photosim put it back" in told(gone.stopped)
    assert (gone.items, gone.reached) == ([], {os.fsencode(one)})
    assert batch.tree() == before
    assert batch.states() == [ItemState.FAILED]


def test_file_that_comes_in_its_place_meanwhile_is_left(batch, keeper):
    copy = batch.put("copy.jpg", "copy")

    def replace_it(path):
        batch.fake(path)
        path.write_text("new here")
        raise TrashError("Too late.")

    batch.trash = replace_it

    gone = batch.move(trash_request(copy, keeper))

    assert len(gone.items) == 1
    assert Path(copy).read_text() == "new here"
    assert (batch.fake.folder / "files/copy.jpg").read_text() == "copy"


def test_what_is_on_a_drive_that_is_away_is_not_taken_for_gone(batch, keeper):
    copy, drive = batch.put("copy.jpg"), Path(keeper).parent
    made_up.put(batch.store, {b"keeper.jpg": sha256(keeper)}, os.fsencode(drive))
    going, staying = trash_request(copy, keeper), trash_request(keeper, copy)
    drive.rename(drive.with_name("away"))

    gone = batch.move(going, staying)

    assert [told(refusal.reason) for refusal in gone.refused] == [
        f"{drive} is offline, and {keeper}, which should stay, lies there."
        " Connect the drive, then try again.",
        f"{drive} is offline: {keeper} was not moved. Connect the drive, then try again.",
    ]
    assert Path(copy).exists() and not gone.items


@pytest.mark.parametrize("is_away_last", [False, True])
@pytest.mark.parametrize("left", ["gone", "changed"])
def test_beside_a_keeper_that_is_not_as_it_was_one_that_is_away_is_not_called_gone(
    batch, keeper, left, is_away_last
):
    drive, other = Path(keeper).parent, batch.put("other.jpg", "kept")
    made_up.put(batch.store, {b"keeper.jpg": sha256(keeper)}, os.fsencode(drive))
    keepers = (other, keeper) if is_away_last else (keeper, other)
    request = trash_request(batch.put("copy.jpg"), *keepers)
    drive.rename(drive.with_name("away"))
    if left == "gone":
        Path(other).unlink()
    else:
        Path(other).write_text("another")

    said = refused(batch.move(request))

    is_away = left == "gone" or is_away_last
    away = f"{drive} is offline, and {keeper}, which should stay, lies there."
    assert said.startswith(away if is_away else f"{other}, which should stay, has changed.")


def test_a_drive_that_is_away_is_no_reason_where_another_copy_stays(batch, keeper):
    drive, copy = Path(keeper).parent, batch.put("copy.jpg")
    made_up.put(batch.store, {b"keeper.jpg": sha256(keeper)}, os.fsencode(drive))
    request = trash_request(copy, keeper, batch.put("other.jpg", "kept"))
    drive.rename(drive.with_name("away"))
    Path(copy).write_text("another")

    assert refused(batch.move(request)) == f"{copy} is no longer the photo that was looked at."


def test_of_a_file_that_cannot_be_reached_nothing_is_concluded_and_nothing_more_goes(batch, keeper):
    """A drive answers neither yes nor no, as one that is pulled out in the middle does."""
    one, two = batch.put("drive/1.jpg"), batch.put("2.jpg")
    drive = Path(one).parent

    def pull_out(path):
        drive.rename(drive.with_name("away"))
        drive.symlink_to(drive.name)  # a link to itself: asked for anything in it, the system fails
        raise TrashError("No answer.")

    batch.fake.before = pull_out

    gone = batch.move(trash_request(one, keeper), trash_request(two, keeper))

    assert "1.jpg" in told(gone.stopped)
    assert (gone.items, gone.refused) == ([], [])
    assert batch.states() == [ItemState.PENDING]
    assert (batch.photos / "away/1.jpg").read_text() == "drive/1.jpg"
    assert Path(two).exists()


# the journal


def test_nothing_is_moved_when_a_file_cannot_be_written_down(batch, keeper):
    copy = batch.put("copy.jpg")
    mover = batch.mover(asked := trash_request(copy, keeper))
    batch.n_asked = 0

    with pytest.raises(DiskFullError):
        mover.move(asked)

    assert refused(mover.result) == "The disk is full."
    assert Path(copy).exists()
    assert batch.states() == []


def test_file_that_cannot_be_written_down_as_gone_comes_back(batch, keeper):
    copy = batch.put("copy.jpg")
    mover = batch.mover(asked := trash_request(copy, keeper))
    batch.n_asked = 1

    with pytest.raises(DiskFullError):
        mover.move(asked)

    assert refused(mover.result) == "The disk is full."
    assert Path(copy).read_text() == "copy.jpg"
    assert batch.fake.names() == []
    assert batch.states() == [ItemState.PENDING]  # there was no room for more; the next run settles
