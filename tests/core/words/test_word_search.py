"""Searching by words in a made-up library: what is seen, labels, names, dates, cameras, notes."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from support import made_up
from support.fakes import examined

from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Evidence, Metadata
from photosim.core.store import Store
from photosim.core.words import library_terms
from photosim.core.words.class_table import WordTable
from photosim.core.words.colour_table import ColourTable
from photosim.core.words.name_table import NameTable
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term
from photosim.core.words.word_search import WordSearch

NOW = datetime(2026, 11, 21)
DOG, SOFA = 3, 7
PHOTOS = {
    "dog": ((DOG, 0.9), (8, 0.1)),
    "sofa": ((SOFA, 0.9), (8, 0.1)),
    "both": ((DOG, 0.5), (SOFA, 0.5)),
    "neither": ((8, 0.9), (9, 0.1)),
}


class Library:
    """A store with photos and a search over them."""

    def __init__(self, folder) -> None:
        self.store = Store.open(folder / "library.db")
        self.version = 0
        taken = {
            "dog": Metadata(taken=datetime(2019, 5, 3), camera="Canon EOS 5D"),
            "sofa": Metadata(taken=datetime(2020, 6, 1)),
            "neither": Metadata(),
        }
        for name in PHOTOS:
            made_up.put(
                self.store,
                {f"{name[0]}{len(name)}/x_{name[:2]}1.jpg".encode(): name},
                metadata=taken.get(name, Metadata(taken=datetime(2021, 1, 1))),
            )
        with self.store.transaction():
            model = self.store.embeddings.model("one")
            for name, classes in PHOTOS.items():
                found = examined(name, classes=np.array(classes, np.float32))
                self.store.embeddings.put(self.id(name), model, found)
        self.search = WordSearch(
            self.store,
            WordTable(self.store, model, folder / "seen"),
            NameTable(self.store),
            ColourTable(folder / "hues"),
            lambda: (self.version, lambda: self.store.embeddings.ids(model)),
            self.store.labels,
            lambda: None,
        )
        self.refresh()

    def refresh(self) -> None:
        for _ in self.search.refresh():
            pass

    def id(self, name: str) -> int:
        found = self.store.photos.id_of(made_up.content_hash(name))
        assert found is not None
        return found

    def label(self, name: str, label: str) -> None:
        content = bytes.fromhex(made_up.content_hash(name))
        self.store.labels.put([(content, label, 1)], 1.0)

    def ask_a_guesser(self, text: str):
        """What a text finds if each of its words is taken for a sofa, and the notes."""
        asked = self.search.read(text, NOW)
        guesses = [
            replace(one, sense=Sense.GUESS, weights=term("sofa").weights, near="studio couch")
            for one in library_terms.unread(asked).terms
        ]
        matches, notes = self.search.answer(asked, ParsedQuery(tuple(guesses)), 10)
        names = {self.id(name): name for name in PHOTOS}
        return {names[match.photo_id]: match.evidence for match in matches}, notes

    def ask(self, text: str, k: int = 10):
        asked = self.search.read(text, NOW)
        terms = tuple(term(word) for word in asked.rest.split())
        if asked.own:
            terms = tuple(Term(own, Sense.OWN, term(own).weights) for own in asked.own)
        matches, notes = self.search.answer(asked, ParsedQuery(terms, asked.is_cut), k)
        names = {self.id(name): name for name in PHOTOS}
        return [(names[match.photo_id], match) for match in matches], notes

    def names(self, text: str, k: int = 10) -> list[str]:
        return [name for name, _ in self.ask(text, k)[0]]


def term(word: str) -> Term:
    classes = {"dog": DOG, "sofa": SOFA}
    if word not in classes:
        return Term(word, Sense.UNKNOWN)
    weights = np.zeros(1000, np.float32)
    weights[classes[word]] = 1.0
    return Term(word, Sense.KNOWN, weights)


@pytest.fixture
def library(tmp_path):
    library = Library(tmp_path)
    yield library
    library.store.close()


def test_photos_are_ordered_by_what_is_seen_and_others_are_no_answer(library):
    found, notes = library.ask("dog")

    assert [name for name, _ in found] == ["dog", "both"]
    assert {match.evidence for _, match in found} == {Evidence.WORDS} and notes == ()
    assert found[0][1].similarity > 0.5


def test_photo_with_both_words_comes_first_and_others_are_not_lost(library):
    names = library.names("dog sofa")

    assert names[0] == "both" and set(names[1:]) == {"dog", "sofa"}


def test_no_more_than_wanted_come(library):
    assert library.names("dog", 1) == ["dog"]


def test_labels_come_before_what_is_seen(library):
    library.label("neither", "Dog")

    found, _ = library.ask("dog")

    assert (found[0][0], found[0][1].evidence) == ("neither", Evidence.LABEL)
    assert found[1][0] == "dog"


def test_label_of_several_words_is_found(library):
    library.label("sofa", "Aunt Anna's home")

    assert library.names("aunt anna's HOME") == ["sofa"]


@pytest.mark.parametrize("text", ["Rex", "our rex", "rex 花", "花", "BLUMCHEN", "blümchen rex"])
def test_label_is_found_by_each_of_its_words(library, text):
    library.label("sofa", "Our Rex, Blümchen 花")

    ((name, match),), notes = library.ask(text)

    assert (name, match.evidence, notes) == ("sofa", Evidence.LABEL, ())


def test_part_of_a_word_of_a_label_finds_nothing(library):
    library.label("sofa", "Our Rexona")

    assert library.names("rex") == []


def test_label_that_is_called_so_comes_before_those_with_the_word(library):
    library.label("sofa", "Rex and Bella")
    library.label("neither", "Rex")

    assert library.names("rex") == ["neither", "sofa"]


def test_names_folders_and_cameras_are_found(library):
    assert library.names("so1") == library.names("so") == ["sofa"]
    assert library.names("n7") == ["neither"]  # a folder
    ((name, match),) = library.ask("canon eos 5d")[0]
    assert (name, match.evidence) == ("dog", Evidence.NAME)


def test_very_name_of_a_file_is_found(library):
    assert library.names("x_do1.jpg")[0] == "dog"


def test_dates_are_found_and_combined_with_words(library):
    assert library.names("may 2019") == ["dog"]
    assert library.names("2021") == ["both"]
    assert [match.evidence for _, match in library.ask("2021")[0]] == [Evidence.DATE]


def test_the_time_of_a_file_is_no_date_of_a_photo_that_knows_none(library):
    assert library.names("1970") == []  # that of the file, which may be when it was copied
    assert library.names("dog 2021")[0] == "both"
    assert library.ask("1999")[1] == (AnswerNote(NoteCode.NOTHING_TAKEN, ("1999",)),)


def test_unknown_words_are_told_and_the_others_still_answer(library):
    found, notes = library.ask("dog xyzzy")

    assert found[0][0] == "dog" and notes == (AnswerNote(NoteCode.UNKNOWN, ("xyzzy",)),)
    assert library.ask("xyzzy")[0] == []


def test_what_a_word_was_taken_for_is_told_also_where_a_date_finds_photos(library):
    for text, found in (("settee", "sofa"), ("2021 settee", "both"), ("may 2019 settee", "dog")):
        answer, notes = library.ask_a_guesser(text)

        assert found in answer
        assert notes == (AnswerNote(NoteCode.GUESS, ("settee", "studio couch")),), text


def test_text_without_words_is_told(library):
    for text in ("", "   ", "%", "?!", "\x00"):
        found, notes = library.ask(text)
        assert found == [] and notes == (AnswerNote(NoteCode.NO_WORD),)


def test_photos_that_came_are_found_after_a_refresh(library):
    made_up.put(library.store, {b"new.jpg": "new"})
    with library.store.transaction():
        new = examined("new", classes=np.array([[DOG, 1.0]], np.float32))
        photo_id = library.store.photos.id_of(new.content_hash)
        library.store.embeddings.put(photo_id, library.search.table.model, new)
    library.version += 1
    assert not library.search.has_all_photos

    library.refresh()

    assert library.search.has_all_photos and library.search.has_all_names
    asked = library_terms.read("dog", [], NOW)
    matches, _ = library.search.answer(asked, ParsedQuery((term("dog"),)), 10)
    assert photo_id in [match.photo_id for match in matches]


def test_photos_that_come_all_the_time_hold_no_question_up(library):
    def index(name: str) -> None:
        made_up.put(library.store, {f"{name}.jpg".encode(): name})
        with library.store.transaction():
            photo_id = library.id(name)
            library.store.embeddings.put(photo_id, library.search.table.model, examined(name))
        library.version += 1

    index("new 0")
    turns = 0
    for turns, _ in enumerate(library.search.refresh(), 1):
        index(f"new {turns}")
        assert turns < 5, "it goes on for as long as photos come"

    assert len(library.search.table.rows) == len(PHOTOS) + 1 and turns > 0


def test_without_the_sentence_model_labels_and_dates_still_answer(library):
    library.label("sofa", "holiday")
    asked = library.search.read("holiday dog", NOW)

    matches, _ = library.search.answer(asked, library_terms.unread(asked), 10)

    assert matches[0].photo_id == library.id("sofa")


def test_empty_library_answers_nothing(tmp_path):
    store = Store.open(tmp_path / "empty.db")
    search = WordSearch(
        store,
        WordTable(store, 1, tmp_path / "seen"),
        NameTable(store),
        ColourTable(tmp_path / "hues"),
        lambda: (0, lambda: np.zeros(0, np.int64)),
        store.labels,
        lambda: None,
    )
    for _ in search.refresh():
        pass

    for terms in ((term("dog"),), (Term("red", Sense.COLOUR, colour=3),), ()):
        assert search.answer(search.read("dog red", NOW), ParsedQuery(terms), 5)[0] == ()
    store.close()


def test_without_the_sentence_model_a_label_of_many_words_among_others_answers(library):
    library.label("sofa", "Long lazy sundays at grandmother's house")
    text = "long lazy sundays at grandmother's house blurry cheerful noisy crowded evening"

    asked = library.search.read(text, NOW)
    matches, _ = library.search.answer(asked, library_terms.unread(asked), 10)

    assert [match.photo_id for match in matches] == [library.id("sofa")]


@pytest.mark.parametrize("label", ["\u2764\ufe0f", "!!!", "समुद्र तट", "สวัสดี", "vitamin c++"])
def test_label_of_any_signs_is_found_by_itself(library, label):
    library.label("sofa", label)

    found = [(name, match.evidence) for name, match in library.ask(label)[0]]

    assert found == [("sofa", Evidence.LABEL)]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("rex", "neither"),  # a label
        ("our rex", "neither"),
        ("\u2764\ufe0f", "sofa"),
        ("!!!", "sofa"),
        ("x_do1.jpg", "dog"),  # a file name
        ("do", "dog"),
        ("n7", "neither"),  # a folder
        ("canon", "dog"),  # a camera
        ("eos", "dog"),
        ("canon eos 5d", "dog"),
        ("2021", "both"),  # a date
        ("june 2020", "sofa"),
        ("3.5.2019", "dog"),
        ("5/3/2019", "dog"),
        ("2018-2019", "dog"),
        ("in 2019", "dog"),
    ],
)
def test_a_minus_leaves_out_exactly_what_the_word_finds_for_certain(library, word, name):
    library.label("neither", "Our Rex")
    library.label("sofa", "\u2764\ufe0f !!!")

    found, _ = library.ask_a_guesser(word)
    without, notes = library.ask_a_guesser(f'-"{word}"')

    assert {one for one, evidence in found.items() if evidence is not Evidence.WORDS} == {name}
    assert set(without) == PHOTOS.keys() - {name}
    assert NoteCode.NEAR_LEFT_OUT not in [note.code for note in notes]


def test_a_minus_leaves_out_by_looks_what_nothing_is_called(library):
    without, notes = library.ask_a_guesser("-settee")

    assert set(without) == {"dog", "neither"}
    assert notes == (AnswerNote(NoteCode.NEAR_LEFT_OUT, ("settee", "studio couch")),)


def test_a_minus_leaves_out_what_looks_so_too_where_that_was_learnt(library):
    library.label("neither", "Sofa")
    asked = library.search.read("-sofa", NOW)
    (unread,) = library_terms.unread(asked).terms
    learnt = replace(unread, weights=term("sofa").weights, is_learnt=True)

    matches, _ = library.search.answer(asked, ParsedQuery((learnt,)), 10)

    assert [match.photo_id for match in matches] == [library.id("dog")]


def test_a_date_in_a_phrase_after_a_minus_is_a_date(library):
    assert set(library.ask_a_guesser('-"sofa 2021"')[0]) == {"dog", "sofa", "neither"}
    assert set(library.ask_a_guesser('-"sofa 1999"')[0]) == PHOTOS.keys()


@pytest.mark.parametrize(
    ("text", "found", "code"),
    [
        ("-nikon", set(PHOTOS), NoteCode.NO_CAMERA_LEFT_OUT),
        ("2019 -nikon", {"dog"}, NoteCode.NO_CAMERA_LEFT_OUT),
        ("nikon", set(), NoteCode.NO_CAMERA),
    ],
)
def test_a_maker_whose_camera_took_no_photo_finds_and_leaves_out_none(library, text, found, code):
    matches, notes = library.ask_a_guesser(text)

    assert (set(matches), notes) == (found, (AnswerNote(code, ("nikon",)),))


@pytest.mark.parametrize("text", ["5/3/2019", "-5/3/2019", "dog 5/3/2019", '-"dog 5/3/2019"'])
def test_a_date_that_may_be_two_days_is_told(library, text):
    _, notes = library.ask_a_guesser(text)

    assert notes[0] == AnswerNote(NoteCode.EITHER_DAY, ("5/3/2019", 5, 3, 3, 5))
