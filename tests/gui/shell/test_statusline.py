import pytest
from PySide6.QtCore import Qt

from photosim.core.errors import CacheFault, WorkFault, coded
from photosim.core.records.photos import Folder, FolderState
from photosim.gui.shell.statusline import StatusLine, action, sentence
from photosim.gui.texts import counts
from photosim.services.events import Phase, Progress, Trouble

AWAY = Folder(1, "/media/Old disk", FolderState.OFFLINE, 9)
HERE = Folder(2, "/home/ada/Pictures", FolderState.WATCHING, 9)


@pytest.fixture
def line(qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1000, made.height())
    made.show()
    return made


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "a few seconds left"),
        (9.9, "a few seconds left"),
        (10, "about 10 s left"),
        (44, "about 40 s left"),
        (50, "about 1 min left"),
        (89, "about 1 min left"),
        (91, "about 2 min left"),
        (19 * 60, "about 19 min left"),
        (24 * 60, "about 25 min left"),
        (57 * 60, "about 55 min left"),
        (59 * 60, "about 1 h left"),
        (80 * 60, "about 1 h 15 min left"),
        (119 * 60, "about 2 h left"),
        (11.2 * 3600, "about 11 h left"),
    ],
)
def test_time_left_is_rounded_so_that_it_does_not_flicker(seconds, text):
    assert counts.time_left(seconds) == text


def test_indexing_says_how_many_how_fast_and_how_long():
    progress = Progress(Phase.INDEXING, 796, 2000, 41.2, 61, 48210)

    assert sentence(progress) == (
        "48,210 photos  ·  indexing 1,204 more, 41 a second, about 1 min left"
    )


def test_what_is_not_known_yet_is_not_said():
    assert sentence(Progress(Phase.INDEXING, 0, 12, n_photos=1)) == "1 photo  ·  indexing 12 more"


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(Phase.STARTING), "Opening your library"),
        (Progress(Phase.STARTING, 0, 9, n_photos=5), "5 photos  ·  getting ready to search"),
        (Progress(Phase.IDLE, n_photos=5), "5 photos"),
        (
            Progress(Phase.SCANNING, 1200, n_photos=5),
            "5 photos  ·  looking for photos, 1,200 files so far",
        ),
        (Progress(Phase.PAUSED, 3, 10, n_photos=5), "5 photos  ·  paused, 7 to come"),
        (Progress(Phase.PAUSED, n_photos=5), "5 photos  ·  paused"),
        (Progress(Phase.STOPPED, n_photos=5), "5 photos  ·  indexing has stopped"),
    ],
)
def test_each_phase_has_its_sentence(progress, text):
    assert sentence(progress) == text


def test_offline_folders_are_mentioned_and_that_their_photos_can_be_found():
    idle = Progress(Phase.IDLE, n_photos=9)

    assert sentence(idle, (HERE, AWAY)) == (
        "9 photos  ·  Old disk is offline, its photos can still be found"
    )
    assert "2 folders are offline, their photos" in sentence(idle, (AWAY, AWAY))
    assert "offline" not in sentence(idle, (HERE,))


AT_WORK = (
    Phase.STARTING,
    Phase.SCANNING,
    Phase.INDEXING,
    Phase.COMPARING,
    Phase.LOOKING,
    Phase.SORTING,
)


@pytest.mark.parametrize("phase", [*AT_WORK, Phase.IDLE, Phase.PAUSED, Phase.STOPPED])
def test_an_offline_folder_is_told_of_whatever_else_is_done(phase):
    said = sentence(Progress(phase, 1, 9, n_photos=9), (HERE, AWAY))

    assert "Old disk is offline" in said


@pytest.mark.parametrize("phase", [*AT_WORK, Phase.IDLE])
@pytest.mark.parametrize(
    ("held", "told"), [(Phase.PAUSED, "paused"), (Phase.STOPPED, "The disk is full.")]
)
def test_what_holds_indexing_is_told_until_it_ends_and_before_what_passes(phase, held, told):
    progress = Progress(phase, 1, 9, n_photos=9, held=held)

    said = sentence(progress, (AWAY,), "The disk is full.")

    assert said.startswith(f"9 photos  ·  {told}  ·  Old disk is offline")
    assert action(progress) == "Resume"


def test_the_action_fits_the_phase():
    at_work = (Phase.SCANNING, Phase.INDEXING, Phase.COMPARING, Phase.LOOKING)

    assert [action(Progress(phase)) for phase in at_work] == ["Pause"] * 4
    assert [action(Progress(phase)) for phase in (Phase.PAUSED, Phase.STOPPED)] == ["Resume"] * 2
    assert [action(Progress(phase)) for phase in (Phase.STARTING, Phase.IDLE)] == ["", ""]


def test_looking_for_duplicates_says_how_far_it_is_in_no_number_larger_than_the_library():
    progress = Progress(Phase.COMPARING, 38, 61, seconds_left=130, n_photos=40)

    said = sentence(progress)

    assert said == (
        "40 photos  ·  looking for duplicates, 62\N{NO-BREAK SPACE}% done, about 2 min left"
    )


def test_looking_for_duplicates_begins_at_nothing():
    assert "0\N{NO-BREAK SPACE}% done" in sentence(Progress(Phase.COMPARING, n_photos=40))


def test_close_looks_are_counted_in_pairs():
    said = [sentence(Progress(Phase.LOOKING, done, 4, n_photos=9)) for done in (1, 3)]

    assert said == [
        "9 photos  ·  looking closely at 3 pairs of likely duplicates",
        "9 photos  ·  looking closely at 1 pair of likely duplicates",
    ]


def test_pause_and_resume_are_asked_for(line, qtbot):
    line.show_progress(Progress(Phase.INDEXING, 1, 10))
    with qtbot.waitSignal(line.pause_wanted):
        qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)

    line.show_progress(Progress(Phase.PAUSED, 1, 10))
    with qtbot.waitSignal(line.resume_wanted):
        qtbot.mouseClick(line.button, Qt.MouseButton.LeftButton)


def test_trouble_is_said_with_its_advice_while_stopped(line):
    line.show_trouble(Trouble("The disk is full.", "Make room and try again."))
    line.show_progress(Progress(Phase.STOPPED, n_photos=5))

    assert line.text.whole == "5 photos  ·  The disk is full. Make room and try again."
    assert line.button.text() == "Resume"


def test_the_reason_of_a_stop_is_not_overwritten_by_other_trouble(line):
    line.show_trouble(Trouble("The disk is full."))
    line.show_progress(Progress(Phase.STOPPED, n_photos=5))
    line.show_trouble(Trouble("The map could not be drawn."))
    line.show_progress(Progress(Phase.SORTING, n_photos=5, held=Phase.STOPPED))

    assert "The disk is full." in line.text.whole
    assert "The map" not in line.text.whole


def test_each_stop_has_its_own_reason(line):
    line.show_trouble(Trouble("The disk is full."))
    line.show_progress(Progress(Phase.STOPPED))
    line.show_progress(Progress(Phase.IDLE))
    line.show_trouble(Trouble("The disk is read-only."))
    line.show_progress(Progress(Phase.STOPPED))

    assert "read-only" in line.text.whole


def test_idle_has_neither_bar_nor_button(line):
    line.show_progress(Progress(Phase.IDLE, n_photos=5))

    assert not line.bar.isVisible()
    assert not line.button.isVisible()


def test_the_bar_shows_the_share_that_is_done(line):
    line.show_progress(Progress(Phase.INDEXING, 50, 200))

    assert line.bar.isVisible()
    assert (line.bar.value(), line.bar.maximum()) == (50, 200)


def test_a_long_sentence_gives_way_to_the_action(line):
    line.show_trouble(Trouble("x" * 1000))
    line.show_progress(Progress(Phase.STOPPED))

    assert line.width() == 1000
    assert line.button.geometry().right() <= 1000
    assert line.text.toolTip()


def test_a_sentence_that_has_no_room_gives_up_the_number_first(line):
    line.resize(420, line.height())
    line.show_progress(Progress(Phase.SORTING, n_photos=123_456, n_files=234_567))

    assert line.text.whole.startswith("123,456 photos in 234,567 files")
    assert line.text.text() == "sorting photos into themes"


def test_a_full_disk_is_told_with_what_helps_once(line):
    full = coded(CacheFault.THUMBNAILS_NO_ROOM, "/library")
    line.show_trouble(Trouble(full, coded(WorkFault.GOES_ON_WITH_ROOM)))
    line.show_progress(Progress(Phase.STOPPED))

    assert line.text.whole.lower().count("free some space") == 1
    assert "goes on by itself" in line.text.whole
