"""A library of real pictures and copies of them, with workers that compare in this process."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from support import photos
from support.driver import Driver

from photosim.core.compare.close_job import CloseAnswer, CloseOrder, same
from photosim.core.compare.compare_job import PartnerComparer
from photosim.core.image import phash, thumbnails
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.store.pairs import key
from photosim.services.duplicates.close_look_queue import CloseLookQueue
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.compare_run import CompareRun
from photosim.services.events import Event, GroupsChanged
from photosim.services.notifier import Notifier
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.messages import Order, Outcome, Reply

MANY_TURNS = 3000

PICTURES = ("coffee.png", "chelsea.png", "astronaut.png", "rocket.jpg")
"""Each a family whose photos have near features."""

ALTERATIONS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "whole": lambda image: image,
    "half": lambda image: image.resize((image.width // 2, image.height // 2)),
    "mirrored": ImageOps.mirror,
    "small": lambda image: image.resize((image.width // 3, image.height // 3)),
    "grey": lambda image: image.convert("L").convert("RGB"),
}


class InProcess:
    """Takes orders to compare as `WorkerPool` does and answers when it is told to.

    Attributes:
        compared: ids of the photos of every order, in order.
        refusals: outcomes for the next orders; then they are done.
        look: what a close look makes of a comparison; None when the files cannot be read.
        looked_at: the pairs of every order for a close look.
        refused_looks: as `refusals`, of close looks alone.
    """

    def __init__(self, *, at_once: bool = True) -> None:
        self.compared: list[tuple[int, ...]] = []
        self.refusals: deque[Outcome] = deque()
        self.at_once = at_once
        self.look: Callable[[Comparison], Comparison | None] = same
        self.looked_at: list[tuple[int, int]] = []
        self.refused_looks: deque[Outcome] = deque()
        self._waiting: deque[tuple[Order, Callable[[Reply], None]]] = deque()
        self._partners = PartnerComparer()

    def submit(self, order: Order, done: Callable[[Reply], None], *, first: bool = False) -> None:
        if isinstance(order, CloseOrder):
            self.looked_at += [key(c.first, c.second) for c in order.comparisons]
        else:
            seen = (order.photo, *order.partners)
            self.compared.append(tuple(one.look.photo_id for one in seen))
        self._waiting.append((order, done))
        if self.at_once:
            self.answer()

    def answer(self) -> None:
        """Answer all orders."""
        while self._waiting:
            order, done = self._waiting.popleft()
            if self.refusals:
                done(Reply(self.refusals.popleft(), reason="It did not work."))
            elif isinstance(order, CloseOrder) and self.refused_looks:
                done(Reply(self.refused_looks.popleft(), reason="It did not work."))
            elif isinstance(order, CloseOrder):
                found = [self.look(one) for one in order.comparisons]
                done(Reply(Outcome.OK, CloseAnswer(tuple(one for one in found if one))))
            else:
                done(Reply(Outcome.OK, self._partners.compare(order)))


class Compared:
    """A library with its comparing.

    Args:
        folder: for everything.
        at_once: the workers answer before they are asked twice.
    """

    def __init__(self, folder: Path, *, at_once: bool = True) -> None:
        self.driver = Driver(folder)
        self.driver.watch()
        self.workers = InProcess(at_once=at_once)
        self.events: list[Event] = []
        self.is_held = False
        self.now = 0.0
        self._start()

    def _start(self) -> None:
        feed = CompareQueue(self.driver.library, self.workers, lambda: None, 4)
        self.compare_run = CompareRun(
            self.driver.library,
            feed,
            CloseLookQueue(self.driver.library, feed, self.workers, lambda: None, 4),
            Notifier(self.events.append, self.clock),
            lambda: self.is_held,
            self.clock,
        )

    def clock(self) -> float:
        self.now += 0.05
        return self.now

    def put(self, *names: str, **more: object) -> None:
        """Photos by names as "coffee whole": a picture, and how it was altered."""
        for name in names:
            picture, _, altered = name.partition(" ")
            content = name.encode()
            self.driver.more[content] = self._found(picture, altered, content) | more
            self.driver.put(f"{name}.jpg", content)

    def index(self) -> None:
        self.driver.run()

    def run(self) -> None:
        """A whole run of comparing."""
        for turn in self.compare_run.run():
            if turn is Turn.WAIT:
                self.workers.answer()

    def some_turns(self, count: int) -> None:
        """The beginning of a run that is ended then."""
        run = self.compare_run.run()
        for _ in range(count):
            next(run, None)
        run.close()

    def restart(self) -> None:
        """As after the program was killed."""
        self.driver.reopen()
        self._start()

    def id(self, name: str) -> int:
        photo_id = self.driver.id_of(name)
        assert photo_id is not None
        return photo_id

    def groups(self, tier: Tier = Tier.SAME_PICTURE) -> list[list[str]]:
        """The names of each group's photos, sorted."""
        grouped = self.compare_run.grouping.all(tier)
        return sorted(sorted(self.names(one.group.photo_ids)) for one in grouped)

    def names(self, photo_ids: Sequence[int]) -> list[str]:
        return [Path(p.path).stem for p in self.driver.library.store.photos.get(photo_ids)]

    @property
    def told(self) -> list[GroupsChanged]:
        return [event for event in self.events if isinstance(event, GroupsChanged)]

    def _found(self, picture: str, altered: str, content: bytes) -> dict[str, object]:
        image = self._image(picture, altered)
        return {
            "features": features(picture, content),
            "thumbnail": thumbnails.make(image),
            "phash": phash.phash(image),
            "width": image.width * 4,
            "height": image.height * 4,
        }

    def _image(self, picture: str, altered: str) -> Image.Image:
        (name,) = (name for name in PICTURES if name.startswith(picture))
        return ALTERATIONS[altered](photos.real(name))


def features(picture: str, content: bytes) -> np.ndarray:
    """Eight numbers: near for photos of one picture, orthogonal for others."""
    (family,) = (at for at, name in enumerate(PICTURES) if name.startswith(picture))
    random = np.random.default_rng(int(hashlib.sha256(content).hexdigest()[:8], 16))
    row = np.zeros(8)
    row[2 * family] = 1.0
    row[2 * family + 1] = random.uniform(0, 0.3)
    return row.astype(np.float16)


def every(pictures: Iterable[str] = ("coffee", "chelsea"), *altered: str) -> list[str]:
    """The names of pictures in some alterations, of all without any named."""
    return [f"{picture} {how}" for picture in pictures for how in altered or ALTERATIONS]
