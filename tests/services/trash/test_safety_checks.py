"""What has to be true on the disk before a file may go: else it stays, and somebody is told why."""

import os
from pathlib import Path

import pytest
from support.saying import raises_saying
from support.trash_at_work import sha256, trash_request

from photosim.core.errors import TrashError
from photosim.core.records.trash import TrashRequest
from photosim.services.trash.safety_checks import CheckedFile, SafetyChecks
from photosim.services.trash.unit_files import UnitFiles


class Photos:
    """A folder of which files shall go; nobody knows when they were taken.

    Attributes:
        never_touch: folders whose files never go.
        equal: the other files of photos that the library knows, by path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.never_touch: list[bytes] = []
        self.equal: dict[bytes, list[bytes]] = {}

    def put(self, name: str, content: str = "") -> str:
        """A file; its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or name)
        return str(path)

    def checks(self, *requests: TrashRequest, may_lose=()) -> SafetyChecks:
        lost = [os.fsencode(path) for path in may_lose]
        unit_files = UnitFiles(lambda *_: {})
        return SafetyChecks(requests, self.never_touch, unit_files, lost, self._equal_files)

    def _equal_files(self, paths):
        return {path: self.equal[path] for path in paths if path in self.equal}

    def call_equal(self, path: str, *others: str) -> None:
        """Let the library say that some files are equal to one."""
        self.equal[os.fsencode(path)] = [os.fsencode(other) for other in others]

    def check(self, *requests: TrashRequest, may_lose=()) -> list[CheckedFile]:
        """What goes with the first of some requests."""
        return self.checks(*requests, may_lose=may_lose).check(requests[0], 1)

    def names(self, *requests: TrashRequest, may_lose=()) -> list[str]:
        """The names of what goes with the first of some requests."""
        found = self.check(*requests, may_lose=may_lose)
        return [Path(os.fsdecode(one.file.path)).name for one in found]

    def refuses(self, words: str, *requests: TrashRequest) -> None:
        """Expect that the first of some requests is refused in a sentence that matches."""
        with raises_saying(TrashError, words):
            self.check(*requests)


@pytest.fixture
def photos(tmp_path):
    return Photos(tmp_path / "photos")


@pytest.fixture
def keeper(photos):
    return photos.put("keep/keeper.jpg", "kept")


# what stays


def test_copy_may_go_and_the_journal_learns_what_it_was_and_what_stays(photos, keeper):
    copy = photos.put("copy.jpg", "copy")

    [checked] = photos.check(trash_request(copy, keeper))

    assert (checked.file.unit_number, checked.file.path) == (1, os.fsencode(copy))
    assert (checked.file.content_hash, checked.file.size) == (sha256(copy), 4)
    assert (checked.file.keeper, checked.file.keeper_hash) == (os.fsencode(keeper), sha256(keeper))
    assert not checked.file.is_companion
    assert checked.found.size == 4


def test_last_copy_never_goes_by_itself(photos):
    photos.refuses("No copy", trash_request(photos.put("only.jpg")))


def test_last_copy_goes_when_the_person_was_asked(photos):
    [checked] = photos.check(trash_request(photos.put("only.jpg"), may_be_last=True))

    assert checked.file.keeper is None


def test_nothing_goes_when_the_photo_that_stays_has_vanished(photos, keeper):
    asked = trash_request(photos.put("copy.jpg"), keeper)
    Path(keeper).unlink()

    photos.refuses("keeper.jpg is not there any more", asked)


def test_nothing_goes_when_the_photo_that_stays_has_changed(photos, keeper):
    asked = trash_request(photos.put("copy.jpg"), keeper)
    Path(keeper).write_text("KEPT")

    photos.refuses("keeper.jpg, which should stay, has changed", asked)


def test_photo_that_stays_is_looked_at_before_each_file(photos, keeper):
    requests = [trash_request(photos.put(f"{n}.jpg"), keeper) for n in range(2)]
    checks = photos.checks(*requests)
    assert checks.check(requests[0], 1)

    before = Path(keeper).stat()
    Path(keeper).write_text("KEPT")  # same size, and the same time put back
    os.utime(keeper, ns=(before.st_atime_ns, before.st_mtime_ns))

    with raises_saying(TrashError, "which should stay, has changed"):
        checks.check(requests[1], 2)


def test_another_file_of_the_photo_that_stays_is_enough(photos, keeper):
    second = photos.put("keep/second.jpg", "kept")
    asked = trash_request(photos.put("copy.jpg"), keeper, second)
    Path(keeper).unlink()

    [checked] = photos.check(asked)

    assert checked.file.keeper == os.fsencode(second)


def test_photo_that_is_to_go_itself_is_nothing_that_stays(photos):
    one, two = photos.put("1.jpg", "same"), photos.put("2.jpg", "same")
    requests = [trash_request(one, two), trash_request(two, one)]

    photos.refuses("is to go as well", *requests)
    photos.refuses("is to go as well", *requests[::-1])


def test_photo_that_is_to_go_under_another_name_is_nothing_that_stays(photos):
    one, two = photos.put("1.jpg", "same"), photos.put("2.jpg", "same")
    (photos.folder / "link").symlink_to(photos.folder)
    alias = str(photos.folder / "link" / "2.jpg")

    photos.refuses("is to go as well", trash_request(one, alias), trash_request(two, one))


@pytest.mark.parametrize("other", ["2.jpg", "link/1.jpg"])
def test_second_name_of_a_file_is_no_copy(photos, other):
    one = photos.put("1.jpg")
    os.link(one, photos.folder / "2.jpg")
    (photos.folder / "link").symlink_to(photos.folder)

    photos.refuses("one file under two names", trash_request(one, str(photos.folder / other)))


def test_link_to_a_file_is_no_copy_and_never_goes(photos):
    one = photos.put("1.jpg")
    link = str(photos.folder / "2.jpg")
    Path(link).symlink_to(one)

    photos.refuses("is a link", trash_request(one, link))
    photos.refuses("is a link", trash_request(link, one))


def test_what_stays_is_known_as_it_was_read_and_is_opened_again(photos, keeper):
    asked = trash_request(photos.put("copy.jpg"), keeper)
    checks = photos.checks(asked)
    assert checks.keeper_as_read(os.fsencode(keeper)) is None
    checks.check(asked, 1)

    assert checks.keeper_as_read(os.fsencode(keeper)).size == len("kept")
    assert checks.keeper_still_stays(os.fsencode(keeper))
    with Path(keeper).open("a") as changed:
        changed.write("!")
    assert not checks.keeper_still_stays(os.fsencode(keeper))
    Path(keeper).unlink()
    assert not checks.keeper_still_stays(os.fsencode(keeper))


# what goes


def test_file_that_is_no_longer_what_was_looked_at_stays(photos, keeper):
    asked = trash_request(photos.put("copy.jpg", "copy"), keeper)
    Path(asked.path).write_text("COPY")

    photos.refuses("no longer the photo that was looked at", asked)


def test_photo_of_which_nobody_knows_the_hash_stays(photos, keeper):
    copy = photos.put("copy.jpg")

    photos.refuses("no longer", TrashRequest(copy, "", (keeper,), sha256(keeper)))


def test_file_that_has_vanished_is_told(photos, keeper):
    asked = trash_request(photos.put("copy.jpg"), keeper)
    Path(asked.path).unlink()

    photos.refuses("copy.jpg is not there any more", asked)


@pytest.mark.parametrize("folder", ["", "safe", "safe/deep", "link"])
def test_folder_that_is_never_touched_is_not(photos, keeper, folder):
    copy = photos.put("safe/deep/copy.jpg")
    (photos.folder / "link").symlink_to(photos.folder / "safe")
    photos.never_touch.append(os.fsencode(photos.folder / folder))

    photos.refuses("never touched", trash_request(copy, keeper))


def test_folder_beside_one_that_is_never_touched_is_none(photos, keeper):
    photos.put("safe/x.jpg")
    photos.never_touch.append(os.fsencode(photos.folder / "safe"))

    assert photos.check(trash_request(photos.put("safe2/copy.jpg"), keeper))


def test_photo_that_stays_may_lie_where_nothing_is_touched(photos, keeper):
    photos.never_touch.append(os.fsencode(Path(keeper).parent))

    assert photos.check(trash_request(photos.put("copy.jpg"), keeper))


# what belongs together


def test_what_belongs_to_a_photo_goes_before_it_and_has_copies_of_its_own(photos):
    names = ["IMG_1.CR2", "IMG_1.xmp", "IMG_1.JPG"]
    for name in names:
        photos.put(f"a/{name}", name)
        photos.put(f"b/{name}", name)
    kept, copy = (str(photos.folder / folder / "IMG_1.JPG") for folder in "ab")

    found = {
        Path(os.fsdecode(one.file.path)).name: one.file
        for one in photos.check(trash_request(copy, kept))
    }

    assert sorted(found) == sorted(names)
    assert list(found)[-1] == "IMG_1.JPG"
    assert [name for name, file in found.items() if not file.is_companion] == ["IMG_1.JPG"]
    assert found["IMG_1.CR2"].keeper == os.fsencode(photos.folder / "a/IMG_1.CR2")
    assert found["IMG_1.xmp"].keeper is None


def test_raw_without_a_copy_holds_its_jpeg_back(photos):
    keeper = photos.put("a/IMG_1.JPG", "jpeg")
    copy, raw = photos.put("b/IMG_1.JPG", "jpeg"), photos.put("b/IMG_1.CR2")

    photos.refuses(f"^{raw} belongs to IMG_1.JPG", trash_request(copy, keeper))


def test_raw_of_the_same_name_with_other_bytes_is_no_copy(photos):
    keeper = photos.put("a/IMG_1.JPG", "jpeg")
    photos.put("a/IMG_1.CR2", "raw")
    copy, raw = photos.put("b/IMG_1.JPG", "jpeg"), photos.put("b/IMG_1.CR2", "RAW")

    photos.refuses(f"^{raw} belongs to IMG_1.JPG", trash_request(copy, keeper))


def test_companions_without_a_copy_go_when_the_person_was_asked(photos):
    keeper = photos.put("a/IMG_1.JPG", "jpeg")
    copy, raw = photos.put("b/IMG_1.JPG", "jpeg"), photos.put("b/IMG_1.CR2")

    names = photos.names(trash_request(copy, keeper), may_lose=[raw])

    assert sorted(names) == ["IMG_1.CR2", "IMG_1.JPG"]


def test_word_of_a_photo_is_not_taken_for_what_belongs_to_it(photos):
    only, raw = photos.put("IMG_1.JPG", "jpeg"), photos.put("IMG_1.CR2")
    asked = trash_request(only, may_be_last=True)

    photos.refuses(f"^{raw} belongs to IMG_1.JPG", asked)
    assert len(photos.names(asked, may_lose=[raw])) == 2


def test_jpeg_goes_with_its_raw_where_an_equal_one_stays_anywhere(photos):
    raw, jpeg = photos.put("go/1.dng", "raw"), photos.put("go/1.jpg", "jpeg")
    stays = photos.put("camera/7.jpg", "jpeg")
    asked = trash_request(raw, may_be_last=True)
    photos.refuses("no copy of it would stay", asked)

    photos.call_equal(jpeg, stays)

    keepers = {one.file.path: one.file.keeper for one in photos.check(asked)}
    assert keepers == {os.fsencode(raw): None, os.fsencode(jpeg): os.fsencode(stays)}


@pytest.mark.parametrize("content", ["another", None])
def test_jpeg_does_not_go_where_the_equal_one_has_changed_or_is_gone(photos, content):
    raw, jpeg = photos.put("go/1.dng", "raw"), photos.put("go/1.jpg", "jpeg")
    stays = photos.put("camera/7.jpg", "jpeg")
    photos.call_equal(jpeg, stays)
    Path(stays).write_text(content) if content else Path(stays).unlink()

    photos.refuses("no copy of it would stay", trash_request(raw, may_be_last=True))


def test_two_equal_files_of_one_shot_are_no_copies_of_each_other(photos):
    jpeg, edited = photos.put("IMG_1234.jpg", "jpeg"), photos.put("IMG_E1234.jpg", "jpeg")
    raw = photos.put("IMG_1234.dng", "raw")
    photos.call_equal(jpeg, edited)
    photos.call_equal(edited, jpeg)

    photos.refuses("no copy of it would stay", trash_request(raw, may_be_last=True))


def test_photos_of_one_unit_are_no_copies_of_each_other(photos):
    jpeg, raw = photos.put("IMG_1.JPG"), photos.put("IMG_1.CR2")

    photos.refuses("belongs to|belong to one shot", trash_request(jpeg, raw))


def test_conversion_beside_its_original_may_go(photos):
    asked = trash_request(photos.put("1.png"), photos.put("1.jpg"))

    assert photos.names(asked) == ["1.png"]


def test_sidecar_that_two_photos_share_goes_only_with_both(photos, keeper):
    photo, edited = photos.put("IMG_7.jpg"), photos.put("IMG_7-edited.jpg")
    shared = Path(photos.put("IMG_7.jpg.supplemental-metadata.json")).name
    first, second = trash_request(photo, keeper), trash_request(edited, keeper)

    assert photos.names(first) == ["IMG_7.jpg"]
    assert sorted(photos.names(first, second)) == ["IMG_7-edited.jpg", "IMG_7.jpg", shared]


def test_photo_whose_fellow_may_not_go_leaves_it_what_they_share(photos, keeper):
    photo, edited = photos.put("IMG_7.jpg"), photos.put("IMG_7-edited.jpg")
    photos.put("IMG_7.jpg.supplemental-metadata.json")

    requests = trash_request(photo, keeper), trash_request(edited)

    assert photos.names(*requests) == ["IMG_7.jpg"]
    photos.refuses("No copy", *requests[::-1])
