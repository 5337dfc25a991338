"""What a person says of the folders: watch one more, or one less; from any thread."""

from __future__ import annotations

from collections.abc import Callable

from photosim.core.records.photos import Folder
from photosim.services.library.access import Access, Failed
from photosim.services.library.watched_folders import WatchedFolders
from photosim.services.runtime.jobs import Job


class FolderQuestions:
    """Every method is for any thread; `done` and `failed` come from the library thread.

    Args:
        access: the way to the library.
        watched: the folders; in the library thread.
    """

    def __init__(self, access: Access, watched: WatchedFolders) -> None:
        self._access = access
        self._watched = watched

    def add(self, path: str, done: Callable[[Folder], None], failed: Failed) -> Job:
        """Watch one more folder and index it.

        `failed` gets a `FolderError` when it lies in or around a watched one.
        """
        return self._access.run(lambda opened: self._watched.add(opened, path), done, failed)

    def remove(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """Watch a folder no more; its photos stay where they are."""
        return self._access.submit(lambda o: self._watched.remove(o, folder_id), done, failed)

    def forget_missing(self, folder_id: int, done: Callable[[None], None], failed: Failed) -> Job:
        """The person says that the photos of an empty or vanished folder are really gone."""
        return self._access.submit(lambda o: self._watched.forget(o, folder_id), done, failed)

    def rescan(self, folder_id: int | None = None) -> None:
        """Scan one folder, or all, as a whole."""
        self._access.quietly(lambda opened: self._watched.request(opened, folder_id))
