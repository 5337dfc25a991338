"""The JSON of what was found: which keys in which order, rounded, with a sentence on words."""

import json

from photosim.cli import json_answer
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Evidence, Match
from photosim.core.records.themes import Tag
from photosim.services.search.read_only_search import FoundPhoto, FoundPhotos, TaggedPicture
from photosim.texts import note_wording

DOG = FoundPhoto(Match(7, 0.123456, Evidence.WORDS), "/photos/caf\udce9.jpg", is_offline=True)
MATCH = {
    "path": "file:///photos/caf%E9.jpg",
    "photo": 7,
    "similarity": 0.8765,
    "evidence": "words",
    "offline": True,
}
UNSURE = (AnswerNote(NoteCode.UNSURE),)


def read(answer: dict) -> list[tuple]:
    """What a program reads, in the order in which it is written."""
    return list(json.loads(json_answer.as_json(answer)).items())


def test_of_a_picture_the_matches_are_told_and_how_long_it_took():
    found = FoundPhotos("/a.jpg", (DOG,), (), 0.123456)

    told = read(json_answer.of_picture(found))

    assert told == [("query", "/a.jpg"), ("matches", [MATCH]), ("seconds", 0.1235)]
    assert list(told[1][1][0]) == list(MATCH)


def test_of_a_text_there_is_a_sentence_on_its_words_as_well():
    told = read(json_answer.of_text(FoundPhotos("dog", (DOG,), UNSURE, 1.0)))

    said = note_wording.said(UNSURE)
    assert said
    assert told == [("query", "dog"), ("matches", [MATCH]), ("note", said), ("seconds", 1.0)]


def test_words_for_a_picture_have_their_scores():
    tags = (Tag("dog", 1.0), Tag("grass", 0.123456))

    told = read(json_answer.of_tags(TaggedPicture("a.jpg", tags)))

    expected = [{"tag": "dog", "score": 1.0}, {"tag": "grass", "score": 0.1235}]
    assert told == [("query", "a.jpg"), ("tags", expected)]
