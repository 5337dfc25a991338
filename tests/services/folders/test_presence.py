"""Folders that come and go are noticed, and one that does not answer holds nobody up."""

from collections.abc import Callable

from photosim.core.folders.scan import FolderCheck
from photosim.services.folders.presence import Presence

HERE, ELSEWHERE, GONE = FolderCheck((1, 10)), FolderCheck((2, 10)), FolderCheck(problem="Gone.")
REPLACED = FolderCheck((1, 11))


class Disk:
    """Says of each folder what the test says; answers when the test wants it."""

    def __init__(self) -> None:
        self.is_now = {b"/a": HERE, b"/b": HERE}
        self.waiting: list[Callable[[], None]] = []
        self.remote: set[bytes] = set()
        self.presence = Presence(
            lambda path: self.is_now[path], self.waiting.append, self.remote.__contains__
        )

    def look(self) -> list[tuple[bytes, FolderCheck]]:
        self.presence.ask(self.is_now)
        while self.waiting:
            self.waiting.pop()()
        return list(self.presence.others())


def test_what_is_as_before_is_not_told():
    disk = Disk()

    assert [disk.look(), disk.look()] == [[], []]


def test_a_folder_that_goes_and_one_that_comes_back_are_told_once():
    disk = Disk()
    disk.look()

    disk.is_now[b"/a"] = GONE
    assert [disk.look(), disk.look()] == [[(b"/a", GONE)], []]
    disk.is_now[b"/a"] = HERE
    assert [disk.look(), disk.look()] == [[(b"/a", HERE)], []]


def test_an_empty_place_where_a_drive_was_is_another_folder():
    disk = Disk()
    disk.look()

    disk.is_now[b"/a"] = ELSEWHERE

    assert disk.look() == [(b"/a", ELSEWHERE)]


def test_a_folder_that_was_replaced_by_one_on_the_same_device_is_another():
    disk = Disk()
    disk.look()

    disk.is_now[b"/a"] = REPLACED

    assert [disk.look(), disk.look()] == [[(b"/a", REPLACED)], []]


def test_another_inode_of_a_folder_on_the_network_is_no_other_folder():
    disk = Disk()
    disk.remote.add(b"/a")
    disk.look()

    disk.is_now[b"/a"] = REPLACED

    assert disk.look() == []


def test_a_folder_that_does_not_answer_is_not_asked_again_and_holds_no_other_up():
    disk = Disk()
    disk.look()
    disk.is_now[b"/b"] = GONE

    for _ in range(5):
        disk.presence.ask(disk.is_now)
    first, second = disk.waiting
    second()

    assert list(disk.presence.others()) == [(b"/b", GONE)]
    first()
    assert list(disk.presence.others()) == []
