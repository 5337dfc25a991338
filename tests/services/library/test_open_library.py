"""What an open library keeps: its lock, its pause, its index; and what it lets go of at the end."""

import logging
import shutil
from contextlib import contextmanager

import pytest
from support.open_at_hand import IndexAtHand, NoWorkers
from support.saying import raises_saying

from photosim.core.errors import DiskFullError, LibraryBusyError, ModelError
from photosim.core.layout import Layout
from photosim.services.events import Phase, Progress
from photosim.services.library.open_library import EngineConfig, OpenedLibrary
from photosim.services.notifier import Notifier
from photosim.services.runtime.lock import WriterLock


@pytest.fixture
def config(made, tmp_path):
    root = shutil.copytree(made, tmp_path / "copy")
    return EngineConfig(root / "library", 1, (), root / "models" / "one.json")


@contextmanager
def opened(config, told=None, index=None, saves=True):
    """The library, open with its index until it is closed."""
    index = IndexAtHand() if index is None else index
    index.start()
    notifier = Notifier([].append if told is None else told.append)
    one = OpenedLibrary(config, index, NoWorkers(), notifier, lambda: None, lambda path: None)
    for _ in one.library.open_index():
        pass
    yield one
    one.close(saves=saves)


def test_one_at_a_time_has_it_open(config):
    with opened(config), raises_saying(LibraryBusyError, "Another photosim"), opened(config):
        pass
    with opened(config):
        pass


def test_library_that_cannot_be_opened_is_let_go_of(config):
    shutil.rmtree(config.model_card.parent)

    with pytest.raises(ModelError), opened(config):
        pass

    with WriterLock(Layout(config.library).lock).held():
        pass


def test_pause_lasts_until_it_is_taken_back_also_at_the_next_start(config):
    with opened(config) as one:
        one.set_paused(True)
        assert one.indexer.is_paused
    with opened(config) as one:
        assert one.indexer.is_paused
        one.set_paused(False)
        assert not one.indexer.is_paused
    with opened(config) as one:
        assert not one.indexer.is_paused


def test_what_lasts_is_told_with_whatever_goes_on_meanwhile(config):
    told: list[Progress] = []
    with opened(config, told) as one:
        one.set_paused(True)

        one.tell_phase()

        assert (told[-1].phase, told[-1].held) == (Phase.PAUSED, Phase.PAUSED)


def test_end_of_other_work_is_not_told_over_a_run_of_the_indexer(config):
    told: list[Progress] = []
    with opened(config, told) as one:
        one.indexer.is_running = True

        one.tell_phase()

        assert told == []
        one.indexer.is_running = False


def test_index_is_kept_for_the_next_start_unless_nothing_shall_be(config):
    index = IndexAtHand()
    with opened(config, index=index):
        pass
    with opened(config, index=index):
        assert index.loaded == 1
    assert index.pid is None

    shutil.rmtree(Layout(config.library).index)
    with opened(config, saves=False):
        pass
    assert list(Layout(config.library).index.glob("index-*")) == []


@pytest.mark.parametrize("stopped", [True, False])
def test_index_that_finds_no_room_is_made_at_the_next_start(config, caplog, stopped):
    index = IndexAtHand()
    with caplog.at_level(logging.INFO), opened(config, index=index) as one:
        one.indexer.is_stopped = stopped
        index.fails_at["save"] = DiskFullError("No room for the index.")

    [record] = [record for record in caplog.records if "No room" in record.getMessage()]
    assert record.levelno == (logging.INFO if stopped else logging.WARNING)
    with opened(config):
        pass  # it was closed and let go of


def test_index_that_died_holds_up_no_end(config, caplog):
    index = IndexAtHand()
    with opened(config, index=index):
        index.dies_at.add("save")

    assert "died" in caplog.text
    with opened(config):
        pass
