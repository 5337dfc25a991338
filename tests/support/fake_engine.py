"""The engine's contract in memory, with made-up photos (or a folder's), for tests of the window."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from PIL import Image, ImageDraw, ImageOps
from support.fake_map import FakeMap
from support.fake_review import FakeReview
from support.fake_themes import FakeLabels, FakeThemes
from support.fake_trash import FakeTrash

from photosim.core.compare import difference_overlay
from photosim.core.compare.overlay_job import OverlaidPhoto, OverlayOrder
from photosim.core.errors import Fault, FolderError, PhotosimError
from photosim.core.records import accents
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.pairs import DifferenceOverlay, OverlayQuestion
from photosim.core.records.photos import (
    Answer,
    Evidence,
    Folder,
    FolderState,
    Ids,
    Match,
    Photo,
    Picture,
    Problem,
    Query,
    SortKey,
    View,
)
from photosim.core.records.review import GroupDetail
from photosim.core.records.themes import Suggestion, Tag, TagKind
from photosim.services import events
from photosim.services.api.search import Answering
from photosim.services.runtime.futures import fail, finish

T = TypeVar("T")

THUMBNAIL_PX = 384


@dataclass
class FakePhoto:
    """A made-up photo and how to make its pixels, and quickly small ones if there is a way."""

    photo: Photo
    make: Callable[[], Image.Image] = field(repr=False)
    make_small: Callable[[], Image.Image] | None = field(repr=False, default=None)


def drawn(seed: int, width: int = 1200, height: int = 800) -> Image.Image:
    """A picture that differs from its neighbours: a sloping two-colour ground and a disc."""
    rng = np.random.default_rng(seed)
    one, two, three = (rng.integers(30, 226, 3) for _ in range(3))
    # drawn small and enlarged: a test makes hundreds of them
    ramp = np.linspace(0, 1, 60)[None, :, None] * np.linspace(0.4, 1, 40)[:, None, None]
    image = Image.fromarray((one + (two - one) * ramp).astype(np.uint8))
    x, y, r = 60 * rng.uniform(0.2, 0.8), 40 * rng.uniform(0.2, 0.8), 8
    ImageDraw.Draw(image).ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(v) for v in three))
    return image.resize((width, height), Image.Resampling.BILINEAR)


def jpeg(image: Image.Image) -> bytes:
    """The picture as JPEG bytes."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def made_up_photo(photo_id: int, folder_id: int = 1, **changes: object) -> Photo:
    """A photo record as the engine would give it."""
    taken = datetime(2019, 5, 14, 10, 42) - timedelta(hours=7 * photo_id)
    photo = Photo(
        id=photo_id,
        path=f"/home/ada/Pictures/2019/IMG_{photo_id:04d}.JPG",
        folder_id=folder_id,
        n_files=1,
        size=4_100_000 + photo_id,
        width=1200,
        height=800,
        file_format="JPEG",
        taken=taken,
        modified=taken + timedelta(days=1),
        camera="Google Pixel 3",
        latitude=None,
        longitude=None,
        mean_colour=(photo_id * 2654435761) & 0xFFFFFF,
        content_hash=f"{photo_id:064x}",
    )
    return replace(photo, **changes)


def made_up(n: int, folder_id: int = 1) -> list[FakePhoto]:
    """`n` made-up photos, ids 1..n, newest first."""
    return [
        FakePhoto(made_up_photo(i, folder_id), lambda i=i: drawn(i), lambda i=i: drawn(i, 384, 256))
        for i in range(1, n + 1)
    ]


def from_folder(folder: Path, limit: int = 500, folder_id: int = 1) -> list[FakePhoto]:
    """Photos of a folder on disk, for looking at the window with real pictures."""
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    made = []
    for i, path in enumerate(paths[:limit], start=1):
        with Image.open(path) as image:
            width, height = image.size
            mean = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
        photo = made_up_photo(i, folder_id, path=str(path), width=width, height=height)
        colour = (mean[0] << 16) | (mean[1] << 8) | mean[2]
        photo = replace(photo, mean_colour=colour, size=path.stat().st_size)
        made.append(FakePhoto(photo, lambda path=path: opened(path)))
    return made


def opened(path: Path) -> Image.Image:
    """The pixels of a file, upright."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image.convert("RGB"))


class FakeEngine:
    """The engine in memory. Answers at once, or from threads when `threaded`, or when `held`:
    then answers wait for `release()`.

    Attributes:
        folders, photos, words, themes, labels, map, review, trash, backups: its parts, as the
            engine's.
        asked: what was asked for, in order, as (name, argument).
    """

    def __init__(
        self,
        notify: Callable[[events.Event], None] = lambda _event: None,
        photos: Sequence[FakePhoto] = (),
        folders: Sequence[Folder] = (),
        problems: Sequence[Problem] = (),
        *,
        groups: Sequence[GroupDetail] = (),
        threaded: bool = False,
        held: bool = False,
    ) -> None:
        self.notify = notify
        self.asked: list[tuple[str, object]] = []
        self.held = held
        self.error: PhotosimError | None = None
        self._threaded = threaded
        self._problems = list(problems)
        self._waiting: list[Callable[[], None]] = []
        self._threads: list[threading.Thread] = []
        self.folders = FakeFolders(self, folders)
        self.photos = FakePhotos(self, photos)
        self.words = FakeWords(self)
        self.themes = FakeThemes(self)
        self.labels = FakeLabels(self)
        self.map = FakeMap(self)
        self.review = FakeReview(self, groups)
        self.trash = FakeTrash(self)
        self.backups = FakeBackups(self)

    # -- what a test does

    def release(self) -> None:
        """Let all waiting answers go."""
        waiting, self._waiting = self._waiting, []
        for answer in waiting:
            answer()

    def take_waiting(self) -> list[Callable[[], None]]:
        """The waiting answers, to be let go one by one."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def count(self, name: str) -> int:
        """How often something was asked for."""
        return sum(asked == name for asked, _ in self.asked)

    # -- the contract

    def start(self) -> None:
        self.asked.append(("start", None))
        self.notify(events.FoldersChanged(tuple(self.folders.known)))
        self.notify(events.PhotosChanged(len(self.photos.known)))
        self.notify(events.ProblemsChanged(len(self._problems)))
        self.notify(events.Progress(events.Phase.IDLE, n_photos=len(self.photos.known)))

    def stop(self) -> None:
        self.asked.append(("stop", None))
        self._waiting.clear()
        for thread in self._threads:
            thread.join()

    def pause(self) -> None:
        self.asked.append(("pause", None))
        self.notify(events.Progress(events.Phase.PAUSED, n_photos=len(self.photos.known)))

    def resume(self) -> None:
        self.asked.append(("resume", None))
        self.notify(events.Progress(events.Phase.IDLE, n_photos=len(self.photos.known)))

    def search(self, query: Query, k: int = 500, *, is_refined: bool = False) -> Answering:
        refined: Future = Future()
        self.refined = partial(finish, refined)
        answer = self.job("search", query, lambda: self._answer(query, k))
        return Answering(answer, refined if is_refined else None)

    def problems(self) -> Future:
        return self.job("problems", None, lambda: tuple(self._problems))

    def retry_problems(self) -> None:
        self.asked.append(("retry_problems", None))

    def status(self) -> Future:
        return self.job("status", None, lambda: {"photos": len(self.photos.known)})

    def _answer(self, query: Query, k: int) -> Answer:
        if query.text and query.photo_id is None and query.path is None and query.data is None:
            return self.words.answer(query, k)
        photos = self.photos.known
        ids = sorted(photos)[:k]
        if query.photo_id in photos:
            ids = [query.photo_id, *(i for i in ids if i != query.photo_id)]
        matches = tuple(
            Match(i, 0.004 * n, Evidence.PROBABLY_SAME if n == 0 else Evidence.EMBEDDING)
            for n, i in enumerate(ids)
        )
        thumbnail = self.photos.thumbnail(ids[0]) if ids else b""
        return Answer(matches, 0.06, thumbnail, 1200, 800, len(photos))

    # -- how it and its parts answer

    def job(self, name: str, argument: object, work: Callable[[], T]) -> Future[T]:
        """Answer a question with what `work` gives, or with `error`."""
        future: Future[T] = Future()

        def answer() -> None:
            try:
                if self.error is not None:
                    raise self.error
                finish(future, work())
            except PhotosimError as error:
                fail(future, error)

        self.ask(name, argument, answer)
        return future

    def ask(self, name: str, argument: object, answer: Callable[[], None]) -> None:
        """Give an answer, now or later."""
        self.asked.append((name, argument))
        if self.held:
            self._waiting.append(answer)
        elif self._threaded:
            thread = threading.Thread(target=answer)
            self._threads.append(thread)
            thread.start()
        else:
            answer()


class FakeFolders:
    """The watched folders: `known`."""

    def __init__(self, engine: FakeEngine, folders: Sequence[Folder]) -> None:
        self._engine = engine
        self.known = list(folders)

    def add(self, path: str) -> Future:
        def work() -> Folder:
            if not path:
                raise FolderError("There is no such folder.")
            if path.startswith("/proc/"):
                raise FolderError(Fault.FOLDER_OF_SYSTEM, path)
            folder = Folder(len(self.known) + 1, path, FolderState.WATCHING, 0)
            self.known.append(folder)
            self._engine.notify(events.FoldersChanged(tuple(self.known)))
            return folder

        return self._engine.job("add_folder", path, work)

    def remove(self, folder_id: int) -> Future:
        def work() -> None:
            self.known = [f for f in self.known if f.id != folder_id]
            self._engine.notify(events.FoldersChanged(tuple(self.known)))

        return self._engine.job("remove_folder", folder_id, work)

    def forget_missing(self, folder_id: int) -> Future:
        return self._engine.job("forget_missing", folder_id, lambda: None)

    def rescan(self, folder_id: int | None = None) -> None:
        self._engine.asked.append(("rescan", folder_id))


class FakePhotos:
    """The photos: `known`, by id."""

    def __init__(self, engine: FakeEngine, photos: Sequence[FakePhoto]) -> None:
        self._engine = engine
        self.known = {fake.photo.id: fake for fake in photos}
        self._thumbnails: dict[int, bytes] = {}

    def put(self, fakes: Sequence[FakePhoto]) -> None:
        """More photos; tells the listener."""
        self.known.update((fake.photo.id, fake) for fake in fakes)
        self._engine.notify(events.PhotosChanged(len(self.known)))

    def ids(self, view: View) -> Future:
        return self._engine.job("photo_ids", view, lambda: self._sorted(view))

    def rows(self, ids: Sequence[int], done, channel: str = "grid") -> None:
        def work() -> None:
            done([self.known[i].photo for i in ids if i in self.known])

        self._engine.ask("photos", (channel, list(ids)), work)

    def named(self, prefix: str, done) -> None:
        names = {i: fake.photo.name for i, fake in self.known.items()}
        wanted = accents.plain(prefix)
        found = [i for i, name in sorted(names.items()) if accents.begins(name, wanted)]
        self._engine.ask("named", prefix, lambda: done(np.array(found, np.int64)))

    def thumbnails(self, ids: Sequence[int], done, channel: str = "grid") -> None:
        def work() -> None:
            for photo_id in ids:
                done(photo_id, self.thumbnail(photo_id))

        self._engine.ask("thumbnails", (channel, list(ids)), work)

    def picture(self, photo_id: int, max_px: int) -> Future:
        def work() -> Picture:
            return Picture(photo_id, *self._decoded(str(photo_id).encode(), max_px))

        return self._engine.job("picture", (photo_id, max_px), work)

    def overlay(self, question: OverlayQuestion) -> Future:
        def work() -> DifferenceOverlay:
            photos = (
                OverlaidPhoto(str(i).encode(), self.thumbnail(i))
                for i in (question.first, question.second)
            )
            return difference_overlay.answer(OverlayOrder(question, *photos), self._decoded)

        return self._engine.job("overlay", question, work)

    def _decoded(self, path: bytes, max_px: int) -> tuple[int, int, bytes]:
        image = self.known[int(path)].make()
        image.thumbnail((max_px, max_px))
        return image.width, image.height, image.convert("RGB").tobytes()

    def thumbnail(self, photo_id: int) -> bytes:
        """JPEG bytes of one photo, b"" when there is no such photo."""
        if photo_id in self.known and photo_id not in self._thumbnails:
            fake = self.known[photo_id]
            image = (fake.make_small or fake.make)()
            image.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
            self._thumbnails[photo_id] = jpeg(image)
        return self._thumbnails.get(photo_id, b"")

    def _sorted(self, view: View) -> Ids:
        photos = [
            fake.photo
            for fake in self.known.values()
            if view.folder_id in (None, fake.photo.folder_id)
        ]
        if view.sort_key is SortKey.NAME:
            photos.sort(key=lambda p: (p.name, p.id), reverse=view.descending)
        else:
            photos.sort(key=lambda p: (p.taken or p.modified, p.id), reverse=view.descending)
        ids = np.array([photo.id for photo in photos], dtype=np.int64)
        if view.label:
            labels = self._engine.labels
            wanted = labels.suggested.get(view.label, [])
            ids = ids[np.isin(ids, wanted if view.is_suggested else labels.labelled(view.label))]
        if view.theme:
            ids = ids[np.isin(ids, self._engine.themes.photos_of(view.theme))]
        return ids


class FakeWords:
    """Words: `known` are suggested while words are typed, `known_tags` are those of each photo."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine
        self.known: list[Suggestion] = []
        self.known_tags: dict[int, tuple[Tag, ...]] = {}

    def suggest(self, text: str) -> Future:
        def work() -> tuple[Suggestion, ...]:
            return tuple(word for word in self.known if word.text.startswith(text))

        return self._engine.job("suggest_words", text, work)

    def tags(self, photo_id: int) -> Future:
        def work() -> tuple[Tag, ...]:
            return self.known_tags.get(photo_id, ())

        return self._engine.job("tags", photo_id, work)

    def answer(self, query: Query, k: int) -> Answer:
        """Photos with such a tag by score; of words without any, nothing and a note."""
        fitting = [
            (tag.score, photo_id, tag)
            for photo_id, tags in self.known_tags.items()
            for tag in tags
            if tag.text in query.text.split()
        ]
        fitting.sort(key=lambda one: (-one[0], one[1]))
        matches = tuple(
            Match(i, 1 - score, Evidence.LABEL if tag.kind is TagKind.LABEL else Evidence.WORDS)
            for score, i, tag in fitting[:k]
        )
        notes = () if matches else (AnswerNote(NoteCode.UNKNOWN, (query.text,)),)
        return Answer(matches, 0.06, n_photos=len(self._engine.photos.known), notes=notes)


class FakeBackups:
    """No backups."""

    def __init__(self, engine: FakeEngine) -> None:
        self._engine = engine

    def all(self) -> Future:
        return self._engine.job("backups", None, lambda: [])

    def revert(self, name) -> Future:
        return self._engine.job("revert", name, lambda: "nothing")
