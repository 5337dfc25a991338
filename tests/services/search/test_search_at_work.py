"""Searching by a part of a picture, with the shipped model, real processes and real photographs."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from support import photos
from support.at_work import AtWork
from support.waiting import SOON_S

from photosim.core.errors import BoxError, DecodeError
from photosim.core.records.answer_notes import AnswerNote, NoteCode
from photosim.core.records.photos import Answer, Box, Evidence, Query
from photosim.texts import error_wording

pytestmark = pytest.mark.slow

NAMES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "camera.png", "coins.png")
LEFT, RIGHT = Box(0.0, 0.0, 0.5, 1.0), Box(0.5, 0.0, 0.5, 1.0)


def beside(*names: str) -> Image.Image:
    """Photographs pasted side by side, each as wide and as high as the others."""
    made = Image.new("RGB", (400 * len(names), 400))
    for place, name in enumerate(names):
        made.paste(photos.real(name).resize((400, 400)), (400 * place, 0))
    return made


@pytest.fixture(scope="module")
def album(tmp_path_factory):
    root = tmp_path_factory.mktemp("parts")
    folder = root / "photos"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(photos.real_path(name), folder)
    small = photos.real("coffee.png")
    small.thumbnail((300, 300))
    small.save(folder / "coffee again.jpg", quality=80)
    (folder / "two.png").write_bytes(photos.encoded(beside("chelsea.png", "rocket.jpg"), "PNG"))
    with AtWork(root / "library") as work:
        work.folder = folder
        work.add(folder)
        work.update()
        yield work


def answer(work: AtWork, **query: object) -> Answer:
    return work.ask(work.engine.search, Query(**query))


def refined(work: AtWork, **query: object) -> tuple[Answer, Answer]:
    """The first and the refined answer."""
    asked = work.engine.search(Query(**query), is_refined=True)
    return asked.answer.result(timeout=SOON_S), asked.refined.result(timeout=SOON_S)


def names(work: AtWork, found: Answer) -> list[str]:
    by_id = {photo: name for name, photo in work.paths().items()}
    return [by_id[match.photo_id] for match in found.matches]


@pytest.mark.parametrize(("box", "name"), [(LEFT, "camera.png"), (RIGHT, "astronaut.png")])
def test_a_part_finds_the_photo_that_it_shows(album, box, name):
    data = photos.encoded(beside("camera.png", "astronaut.png"), quality=70)

    first, closer = refined(album, data=data, box=box)

    assert names(album, first)[0] == names(album, closer)[0] == name
    assert closer.matches[0].evidence is Evidence.PROBABLY_SAME
    with_all = answer(album, data=data)
    assert with_all.matches[0].similarity < closer.matches[0].similarity


def test_the_picture_shown_is_the_whole_one_whatever_the_part(album):
    data = photos.encoded(beside("camera.png", "astronaut.png"))

    found = answer(album, data=data, box=LEFT)

    assert (found.width, found.height) == (800, 400)
    with Image.open(io.BytesIO(found.thumbnail)) as shown:
        assert shown.size == (384, 192)


def test_a_part_of_a_photo_of_the_library_finds_it_first_and_then_what_the_part_shows(album):
    two = album.paths()["two.png"]

    found = answer(album, photo_id=two, box=LEFT)

    assert names(album, found)[:2] == ["two.png", "chelsea.png"]
    assert found.matches[0].evidence is Evidence.PART
    assert not found.notes
    assert names(album, answer(album, photo_id=two, box=RIGHT))[1] == "rocket.jpg"


def test_a_photo_that_is_away_is_searched_by_its_small_picture_and_says_so(album):
    two, path = album.paths()["two.png"], album.folder / "two.png"
    away = path.rename(path.with_suffix(".away"))
    try:
        first, closer = refined(album, photo_id=two, box=LEFT)
    finally:
        away.rename(path)

    assert names(album, first)[:2] == names(album, closer)[:2] == ["two.png", "chelsea.png"]
    assert first.notes == closer.notes == (AnswerNote(NoteCode.SMALL_PICTURE),)


@pytest.mark.parametrize(
    "box", [Box(2, 2, 1, 1), Box(0, 0, 0, 1), Box(float("nan"), 0, 1, 1), Box(0, 0, 0.001, 0.001)]
)
def test_what_is_no_part_is_told_in_words(album, box):
    with pytest.raises(DecodeError) as raised:
        answer(album, data=photos.encoded(beside("chelsea.png")), box=box)

    told = error_wording.sentence(raised.value)
    assert "part to search by" in told
    assert isinstance(raised.value, BoxError) or "few pixels" in told


def test_a_box_that_reaches_out_of_the_picture_is_cut_to_it(album):
    data = photos.encoded(beside("camera.png", "astronaut.png"))

    reaching = answer(album, data=data, box=Box(0.5, -1.0, 5.0, 5.0))

    assert reaching.matches == answer(album, data=data, box=RIGHT).matches


def test_an_answer_says_what_the_picture_seems_to_be_about(album):
    canvas = Image.new("RGB", (800, 600), (120, 130, 125))
    canvas.paste(photos.real("coffee.png").resize((320, 280)), (30, 280))
    path = Path(album.folder).parent / "outside.png"
    path.write_bytes(photos.encoded(canvas, "PNG"))

    first, closer = refined(album, path=str(path))

    assert first.subject is not None and first.subject == closer.subject
    assert first.subject.x < 0.3 and first.subject.y > 0.3
    assert answer(album, path=str(path), box=first.subject).subject is None


def test_a_photo_of_the_library_has_a_subject_too_once_it_was_looked_at(album):
    first, closer = refined(album, photo_id=album.paths()["rocket.jpg"])

    assert first.subject is None
    assert closer.subject is not None


def test_nearly_equal_photos_of_an_answer_are_told_and_which_is_the_better(album):
    paths = album.paths()
    album.ask(album.engine.review.compare)

    found = answer(album, photo_id=paths["coffee.png"])

    both = {paths["coffee.png"], paths["coffee again.jpg"]}
    assert [set(fold) for fold in found.folds] == [both]
    assert found.qualities[paths["coffee.png"]] > found.qualities[paths["coffee again.jpg"]]
