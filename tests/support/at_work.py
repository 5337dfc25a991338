"""A driver for an engine: asks and waits, so that a test reads as what a person does."""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from support.waiting import SOON_S, until

from photosim.core.folders.scan import Scandir
from photosim.core.model import card
from photosim.core.records.index_report import IndexReport
from photosim.core.records.photos import Folder, FolderState, Problem, Query, View
from photosim.core.records.trash import StoppableRun, Trash
from photosim.services.api.engine import Engine, EngineConfig
from photosim.services.api.search import Answering
from photosim.services.api.trash import no_trash
from photosim.services.events import Event, FoldersChanged, Phase, Progress, Trouble


class AtWork:
    """An engine that was started, and everything that it tells.

    Args:
        library: the library's own folder.
        watch: whether it follows the folders.
        model: the model card, else the shipped one.
        scandir: lists directories.
        trash: moves files to the trash, else there is none.
    """

    def __init__(
        self,
        library: Path,
        *,
        watch: bool = False,
        model: Path | None = None,
        scandir: Scandir = os.scandir,
        trash: Trash = no_trash,
    ) -> None:
        config = EngineConfig(library, 1, (), model or card.shipped())
        self._others = set(multiprocessing.active_children())
        self.events: list[Event] = []
        self.engine = Engine(config, self.events.append, watch=watch, scandir=scandir, trash=trash)
        self.engine.start()

    def __enter__(self) -> AtWork:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.stop()

    def ask(self, method: Callable[..., object], *arguments: object) -> Any:
        """The answer of a method; what failed is raised."""
        answer = method(*arguments)
        if isinstance(answer, Answering):
            answer = answer.answer
        elif isinstance(answer, StoppableRun):
            answer = answer.report
        assert isinstance(answer, Future)
        return answer.result(timeout=SOON_S)

    def add(self, folder: Path) -> Folder:
        return self.ask(self.engine.folders.add, str(folder))

    def update(self) -> IndexReport:
        """Scan everything and wait until it is done."""
        return self.ask(self.engine.update)

    def paths(self, folder_id: int | None = None) -> dict[str, int]:
        """File names and ids of the photos of a folder, or of all."""
        ids = self.ask(self.engine.photos.ids, View(folder_id)).tolist()
        return {Path(photo.path).name: photo.id for photo in self.photos(ids)}

    def photos(self, ids: list[int]) -> list[Any]:
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.engine.photos.rows(ids, answers.put, f"test {threading.get_ident()}")
        return answers.get(timeout=SOON_S)

    def thumbnails(self, ids: list[int]) -> dict[int, bytes]:
        answers: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        self.engine.photos.thumbnails(ids, lambda i, jpeg: answers.put((i, jpeg)))
        return dict(answers.get(timeout=SOON_S) for _ in ids)

    def search(self, query: Query) -> list[int]:
        """Ids of the matches, best first."""
        return [match.photo_id for match in self.ask(self.engine.search, query).matches]

    def problems(self) -> dict[str, Problem]:
        return {Path(p.path).name: p for p in self.ask(self.engine.problems)}

    def comes(self, condition: Callable[[], object]) -> bool:
        return until(condition)

    def index_pid(self) -> int:
        """The process that holds this engine's index; other tests' engines have theirs."""
        found: list[int] = []

        def look() -> bool:
            own = set(multiprocessing.active_children()) - self._others
            pids = (process.pid for process in own if process.name == "photosim-index")
            found[:] = [pid for pid in pids if pid is not None]
            return len(found) == 1

        assert until(look)  # one that died is started again, in its own time
        return found[0]

    def state(self, folder_id: int) -> FolderState | None:
        """What the last event said of a folder."""
        for event in reversed(list(self.events)):
            if isinstance(event, FoldersChanged):
                return next((f.state for f in event.folders if f.id == folder_id), None)
        return None

    @property
    def phase(self) -> Phase | None:
        """What the last event said of the work; what may pass quickly is looked for in `phases`."""
        return self.phases[-1] if self.phases else None

    @property
    def phases(self) -> list[Phase]:
        """Every phase that was told, the last one last."""
        return [event.phase for event in list(self.events) if isinstance(event, Progress)]

    @property
    def troubles(self) -> list[Trouble]:
        return [event for event in list(self.events) if isinstance(event, Trouble)]
