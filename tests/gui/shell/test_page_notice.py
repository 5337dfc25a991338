"""What the strip above the photos says about a page."""

import pytest

from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Answer, Folder, FolderState, Match, Query
from photosim.gui.shell.navigation import ALL_PHOTOS, Stop, of_query
from photosim.gui.shell.page_notice import notice

AWAY = Folder(1, "/media/Old disk", FolderState.OFFLINE, 3, note="The disk is not there.")
SOME = (Match(1, 0.2),)
AWAY_NOW = (AnswerNote(NoteCode.TROUBLE, ("It is away.",)),)


def answered(notes=(), n_photos=9, **query):
    return Stop(of_query(Query(**query)), answer=Answer(SOME, 0.1, notes=notes, n_photos=n_photos))


def test_an_offline_folder_can_be_scanned_again():
    sentence, button = notice(Stop(ALL_PHOTOS), AWAY, 9)

    assert sentence.startswith("Old disk is offline.")
    assert sentence.endswith("The disk is not there.")
    assert button == "Scan again"


def test_photos_that_came_after_an_answer_are_offered():
    assert notice(answered(photo_id=1), None, 12) == (
        "3 photos came after this search.",
        "Search again",
    )
    assert notice(answered(text="dog"), None, 12)[1] == "Search again"


def test_what_is_to_be_known_of_an_answer_is_said_but_of_words_elsewhere():
    assert notice(answered(AWAY_NOW, photo_id=1), None, 9) == ("It is away.", None)
    assert notice(answered(AWAY_NOW, text="dog"), None, 9) == ("", None)


@pytest.mark.parametrize("stop", [Stop(ALL_PHOTOS), answered(photo_id=1)])
def test_mostly_there_is_nothing_to_say(stop):
    assert notice(stop, None, 9) == ("", None)
