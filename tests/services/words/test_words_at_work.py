"""Words through the engine, with the shipped models, real processes and real photos."""

import shutil
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from support import photos
from support.at_work import AtWork

from photosim.core.errors import DecodeError, ModelError, PhotosimError, WordFault
from photosim.core.layout import Layout
from photosim.core.records.photos import Answer, Evidence, Query
from photosim.core.records.themes import TagKind, WordKind
from photosim.core.words import text_encoder
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.messages import Outcome, Reply
from photosim.services.runtime.word_worker import LazyQueryParser
from photosim.services.search import pipeline
from photosim.services.search.answers import SearchQuestion
from photosim.services.search.pipeline import InLibrary, ReadAhead
from photosim.services.words.understanding import InWords
from photosim.texts import note_wording

pytestmark = pytest.mark.slow

TINY = Path(__file__).parents[2] / "data" / "models" / "tiny.json"


def beside(left: Image.Image, right: Image.Image) -> bytes:
    """Two pictures pasted side by side."""
    both = Image.new("RGB", (600, 300))
    both.paste(left.resize((300, 300)), (0, 0))
    both.paste(right.resize((300, 300)), (300, 0))
    return photos.encoded(both)


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    root = tmp_path_factory.mktemp("album")
    folder = root / "photos"
    (folder / "Crete 2019").mkdir(parents=True)
    for number, name in enumerate(("chelsea.png", "coffee.png", "rocket.jpg")):
        photos.real(name).save(folder / f"{number}{number}.jpg")
    photos.solid(colour=(200, 20, 20)).save(folder / "Crete 2019" / "s_1.jpg")
    with AtWork(root / "library") as work:
        work.add(folder)
        work.update()
        work.layout = Layout(root / "library")
        yield work


def answered(work: AtWork, text: str, reply: Reply) -> Answer:
    """The answer to words, where this is what the process for queries says to them."""
    steps, came = pipeline.answering(SearchQuestion(Query(text=text), 5, 0.0)), None
    try:
        while True:
            step = steps.send(came)
            if isinstance(step, InWords):
                came = work.ask(work.engine.words.where_words_are, partial(_with_words, step))
            elif isinstance(step, InLibrary):
                came = work.ask(work.engine._access.submit, partial(_in_library, step))
            else:
                came = None if isinstance(step, ReadAhead) else reply
    except StopIteration as end:
        return end.value


def _with_words(step: InWords, opened: OpenedLibrary) -> object:
    return step.work(opened.words)


def _in_library(step: InLibrary, opened: OpenedLibrary) -> object:
    return step.work(opened.library)


def names(work: AtWork, matches) -> list[str]:
    return [Path(photo.path).name for photo in work.photos([m.photo_id for m in matches])]


def test_photos_are_found_by_what_they_show(album):
    for text, name in (("a cat", "00.jpg"), ("coffee cup", "11.jpg"), ("rocket", "22.jpg")):
        answer = album.ask(album.engine.search, Query(text=text))
        assert names(album, answer.matches)[0] == name
        assert answer.matches[0].evidence is Evidence.WORDS and answer.n_photos == 4


def test_colours_are_seen_in_the_thumbnails(album):
    red = Query(text="red")
    assert names(album, album.ask(album.engine.search, red).matches)[0] == "s_1.jpg"

    assert album.comes(album.layout.colours.exists)  # what was seen is kept

    answer = album.ask(album.engine.search, red)
    assert names(album, answer.matches)[0] == "s_1.jpg"
    assert answer.notes == ()


@pytest.mark.parametrize("text", ["", " ", "%", "\x00", "' OR 1=1; --", "x" * 100_000])
def test_odd_texts_have_a_sentence_and_no_error(album, text):
    answer = album.ask(album.engine.search, Query(text=text))

    assert answer.matches == () and note_wording.said(answer.notes)


def test_words_to_go_on_with_are_those_of_the_library(album):
    suggested = album.ask(album.engine.words.suggest, "c")

    kinds = {one.text: one.kind for one in suggested}
    assert kinds["cat"] is WordKind.THING and kinds["crete 2019"] is WordKind.FOLDER
    assert album.ask(album.engine.words.suggest, "xyzzy" * 100) == []


def test_photo_has_tags_and_an_unknown_one_has_none(album):
    tags = album.ask(album.engine.words.tags, album.paths()["00.jpg"])

    assert "cat" in [tag.text for tag in tags] and {tag.kind for tag in tags} == {TagKind.SEEN}
    assert album.ask(album.engine.words.tags, 10**6) == []


def test_labels_are_found_and_are_tags_at_once(album):
    photo = album.paths()["22.jpg"]
    album.ask(album.engine.labels.give, [photo], "Day off: Ariane")

    answer = album.ask(album.engine.search, Query(text="day off ariane"))
    tags = album.ask(album.engine.words.tags, photo)

    assert (answer.matches[0].photo_id, answer.matches[0].evidence) == (photo, Evidence.LABEL)
    assert (tags[0].text, tags[0].kind) == ("Day off: Ariane", TagKind.LABEL)
    assert album.ask(album.engine.words.suggest, "day")[0].kind is WordKind.LABEL


def test_picture_with_words_finds_what_of_it_is_meant(album):
    both = Query(data=beside(photos.real("chelsea.png"), photos.real("coffee.png")), name="x.jpg")

    for text, name in (("cat", "00.jpg"), ("coffee", "11.jpg")):
        answer = album.ask(album.engine.search, Query(data=both.data, name="x.jpg", text=text))
        assert names(album, answer.matches)[0] == name
        assert answer.thumbnail


def test_photo_of_the_library_with_words_answers_too(album):
    photo = album.paths()["00.jpg"]

    answer = album.ask(album.engine.search, Query(photo_id=photo, text="cat"))

    assert answer.matches[0].photo_id == photo


def test_picture_cannot_be_made_more_like_what_cannot_be_seen(album):
    for text in ("xyzzy", "red"):
        with pytest.raises(ModelError, match=WordFault.NOT_MORE_LIKE):
            album.ask(album.engine.search, Query(photo_id=album.paths()["00.jpg"], text=text))
    with pytest.raises(DecodeError):
        album.ask(album.engine.search, Query(photo_id=10**6, text="cat"))


def test_cancelled_question_is_not_answered(album):
    asked = album.engine.search(Query(text="cat"))
    asked.cancel()

    album.ask(album.engine.search, Query(text="cat"))

    assert asked.answer.cancelled()


def test_without_the_sentence_model_names_and_labels_are_found_still(album):
    no_model = Reply(Outcome.MODEL, reason="No model.")

    answer = answered(album, "crete cat", no_model)
    assert names(album, answer.matches) == ["s_1.jpg"]
    assert note_wording.said(answer.notes) == "No model."
    with pytest.raises(ModelError, match=r"No model\."):
        answered(album, "cat", no_model)


def test_mistake_in_the_process_for_queries_is_told_plainly(album):
    with pytest.raises(PhotosimError, match=WordFault.BUG_WITH_TEXT):
        answered(album, "cat", Reply(Outcome.BUG))


def test_missing_sentence_model_is_named(tmp_path):
    shutil.copy(text_encoder.shipped(), tmp_path)

    with pytest.raises(ModelError, match="minilm-pieces"):
        LazyQueryParser(1, tmp_path / text_encoder.SHIPPED_NAME).read("dog", ())


def test_model_whose_classes_have_no_words_says_so_and_finds_names(tmp_path):
    folder = tmp_path / "photos" / "crete"
    folder.mkdir(parents=True)
    photos.real("coffee.png").save(folder / "a.jpg")
    with AtWork(tmp_path / "library", model=TINY) as work:
        work.add(folder.parent)
        work.update()

        answer = work.ask(work.engine.search, Query(text="crete"))
        assert names(work, answer.matches) == ["a.jpg"]
        assert "has no words" in note_wording.said(answer.notes)
        with pytest.raises(ModelError, match=WordFault.NO_VOCABULARY):
            work.ask(work.engine.search, Query(text="cup"))
        assert work.ask(work.engine.words.tags, work.paths()["a.jpg"]) == []
        assert work.ask(work.engine.words.suggest, "cr")[0].text == "crete"


def test_empty_library_answers_and_suggests_nothing(tmp_path):
    with AtWork(tmp_path / "library") as work:
        answer = work.ask(work.engine.search, Query(text="cat"))

        assert (answer.matches, answer.n_photos) == ((), 0)
        assert work.ask(work.engine.words.suggest, "ca") == []
