"""What a person says of the folders: watch one more, or one less; from any thread."""

from __future__ import annotations

from concurrent.futures import Future

from photosim.core.records.photos import Folder
from photosim.services.library.access import Access
from photosim.services.library.watched_folders import WatchedFolders


class FolderQuestions:
    """Every method is for any thread; answers come from the library thread.

    Args:
        access: the way to the library.
        watched: the folders; in the library thread.
    """

    def __init__(self, access: Access, watched: WatchedFolders) -> None:
        self._access = access
        self._watched = watched

    def add(self, path: str) -> Future[Folder]:
        """Watch one more folder and index it.

        Fails with a `FolderError` when it lies in or around a watched one.
        """
        return self._access.run(lambda opened: self._watched.add(opened, path))

    def remove(self, folder_id: int) -> Future[None]:
        """Watch a folder no more; its photos stay where they are."""
        return self._access.submit(lambda o: self._watched.remove(o, folder_id))

    def forget_missing(self, folder_id: int) -> Future[None]:
        """The person says that the photos of an empty or vanished folder are really gone."""
        return self._access.submit(lambda o: self._watched.forget(o, folder_id))

    def rescan(self, folder_id: int | None = None) -> None:
        """Scan one folder, or all, as a whole."""
        self._access.quietly(lambda opened: self._watched.request(opened, folder_id))
