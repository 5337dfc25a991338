"""Words that do not stand apart, letters without their accents, and what is to be left out."""

import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from support import photos

from photosim.cli import main

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"

FILES = (
    "BirthdayParty/IMG20190501.jpg",
    "trips/HTMLPage_MaxAndMoritz.jpg",
    "서울여행/가족사진.jpg",
    "ภาพทะเลหัวหิน/วันหยุด.jpg",
    "ガーデン/かき氷.jpg",
    "2020北京Trip/x.jpg",
    "Ægir og Łódź/smørrebrød.jpg",
    unicodedata.normalize("NFD", "Málaga") + "/y.jpg",
    "Straße nach Köln/z.jpg",
    "Αθήνα/w.jpg",
    "dog_house/v.jpg",
    "iPhoneFotos/WeAreHere1998.jpg",
    "ЛетоМоре/Ёлка2021.jpg",  # noqa: RUF001 - that is Russian
    "ÜberÄpfel/u.jpg",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("album")
    for number, name in enumerate(FILES):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        photos.noise(seed=number).save(path)
    for case in ("words-cjk", "words-accents"):
        shutil.copytree(CASES / case, folder / case)
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory, folder) -> Path:
    library = tmp_path_factory.mktemp("library")
    assert main.run(main.parse(["--library", str(library), "index", str(folder), "--json"])) == 0
    return library


@pytest.fixture
def ask(capsys, library, folder):
    """What `photosim words TEXT` finds by name, as paths below the folder, and its note."""

    def ask(text: str) -> tuple[set[str], str]:
        capsys.readouterr()
        assert main.run(main.parse(["--library", str(library), "words", text, "--json"])) == 0
        (result,) = json.loads(capsys.readouterr().out)["results"]
        named = [one["path"] for one in result["matches"] if one["evidence"] == "name"]
        return {str(Path(path).relative_to(folder)) for path in named}, result["note"]

    return ask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("东京", "words-cjk/2019东京旅行/IMG_1.jpg"),
        ("旅行", "words-cjk/2019东京旅行/IMG_1.jpg"),
        ("京都", "words-cjk/京都の旅/秋の紅葉.jpg"),
        ("紅葉", "words-cjk/京都の旅/秋の紅葉.jpg"),
        ("秋", "words-cjk/京都の旅/秋の紅葉.jpg"),
        ("サ", None),
        ("서울", FILES[2]),
        ("여행", FILES[2]),
        ("가족", FILES[2]),
        ("ทะเล", FILES[3]),
        ("หัวหิน", FILES[3]),
        ("ガーデン", FILES[4]),
        ("北京", FILES[5]),
        ("trip", FILES[5]),
    ],
)
def test_parts_of_names_in_writings_without_spaces_are_found(ask, text, found):
    named, note = ask(text)

    assert named == ({found} if found else set())
    assert not found or "in no label and no name" not in note


def test_a_mark_that_makes_another_letter_counts(ask):
    assert ask("カーテン")[0] == set()  # curtain; ガーデン is a garden


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zurich", "words-accents/Zürich/a.jpg"),
        ("Zürich", "words-accents/Zürich/a.jpg"),
        ("ZURICH", "words-accents/Zürich/a.jpg"),
        ("muller", "words-accents/Café Müller/c.jpg"),
        ("cafe", "words-accents/Café Müller/c.jpg"),
        ("cafe muller", "words-accents/Café Müller/c.jpg"),
        ("malaga", FILES[7]),
        ("lodz", FILES[6]),
        ("smorrebrod", FILES[6]),
        ("aegir", FILES[6]),
        ("strasse", FILES[8]),
        ("koln", FILES[8]),
        ("αθηνα", FILES[9]),
        ("елка", FILES[12]),
        ("apfel", FILES[13]),
    ],
)
def test_letters_are_found_without_their_accents(ask, text, found):
    assert ask(text)[0] == {found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("birthday", FILES[0]),
        ("party", FILES[0]),
        ("birthday party", FILES[0]),
        ("BirthdayParty", FILES[0]),
        ("html", FILES[1]),
        ("page", FILES[1]),
        ("moritz", FILES[1]),
        ("dog house", FILES[10]),
        ("iphone", FILES[11]),
        ("fotos", FILES[11]),
        ("we are here", FILES[11]),
        ("AreHere", FILES[11]),
        ("weare", FILES[11]),
        ("AndMoritz", FILES[1]),
        ("1998", FILES[11]),
        ("море", FILES[12]),
        ("äpfel", FILES[13]),
    ],
)
def test_words_that_are_written_together_are_found(ask, text, found):
    assert found in ask(text)[0]


@pytest.mark.parametrize("text", ["birth", "art", "oritz"])
def test_a_part_that_is_no_word_is_not_found_by_name(ask, text):
    assert ask(text)[0] == set()


def test_what_stands_after_a_minus_is_left_out(ask):
    assert ask("muller -cafe")[0] == set()
    assert ask("旅行 -东京")[0] == set()
    assert ask("trip -东京")[0] == {FILES[5]}
    assert ask("2020北京Trip")[0] == {FILES[5]}
    assert ask("iphone -1998")[0] == set()
    assert ask("iphone -1997")[0] == {FILES[11]}


def listed(capsys, library: Path, text: str) -> set[str]:
    capsys.readouterr()
    assert main.run(main.parse(["--library", str(library), "words", text, "-k99", "--json"])) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["query"] == text
    return {match["path"] for match in result["matches"]}


def test_a_minus_alone_shows_all_but_those(capsys, library, folder):
    paths = listed(capsys, library, "-zurich")

    assert paths == {str(path) for path in folder.rglob("*.jpg") if "Zürich" not in path.parts}


def test_a_phrase_after_a_minus_is_left_out_as_a_whole(capsys, library, folder):
    paths = listed(capsys, library, '-"dog house"')

    assert str(folder / FILES[10]) not in paths and len(paths) > 10


def test_people_are_left_out(capsys, tmp_path):
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("chelsea.png", "coffee.png", "rocket.jpg"):
        photos.real(name).save(folder / f"{name[0]}.jpg")
    (folder / "people").mkdir()
    photos.real("astronaut.png").save(folder / "people" / "a.jpg")
    library = tmp_path / "library"
    assert main.run(main.parse(["--library", str(library), "index", str(folder)])) == 0

    assert {Path(path).name for path in listed(capsys, library, "-people")} >= {"c.jpg", "r.jpg"}
    assert str(folder / "people" / "a.jpg") not in listed(capsys, library, "-people")


def test_a_hyphen_inside_a_word_leaves_nothing_out(ask):
    assert ask("2019-05-01")[0] == set()
    assert ask("x - zurich")[0] >= {"words-accents/Zürich/a.jpg"}


def test_an_unknown_word_after_a_minus_is_said_to_be_unknown(ask):
    assert "xyzzyq" in ask("cafe -xyzzyq")[1]
