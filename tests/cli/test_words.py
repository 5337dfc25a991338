"""The commands `words` and `tags`: what they print, odd texts, what they refuse."""

import json
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import photos

from photosim.cli import main
from photosim.core.layout import Layout
from photosim.core.store import Store

pytestmark = pytest.mark.slow

PICTURES = ("chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png")
TAKEN = {"Make": "Canon", "Model": "Canon EOS 80D", "DateTimeOriginal": "2022:03:04 10:42:00"}
"""Of 00.jpg."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("album")
    for number, name in enumerate(PICTURES):
        taken = photos.exif(**TAKEN) if number == 0 else photos.exif()
        photos.real(name).save(folder / f"{number}{number}.jpg", exif=taken)
    (folder / "Greece 2019").mkdir()
    photos.solid().save(folder / "Greece 2019" / "x.jpg")
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory, folder) -> Path:
    library = tmp_path_factory.mktemp("library")
    assert main.run(main.parse(["--library", str(library), "index", str(folder), "--json"])) == 0
    label(library, "22.jpg", "Our dog Rex, Blümchen 花")
    return library


def label(library: Path, name: str, label: str) -> None:
    """Give the photo in a file of this name a label."""
    with closing(Store.open(Layout(library).database)) as store:
        rows = store.files.places(0, 100)
        (photo,) = [row[1] for row in rows if row[4] == name.encode()]
        content = store.photos.hashes([photo])[photo]
        store.labels.put([(bytes.fromhex(content), label, 1)], 1.0)


def run(capsys, library: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main.run(main.parse(["--library", str(library), *arguments]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def ask(capsys, library: Path, *arguments: str) -> list[dict]:
    code, out, err = run(capsys, library, *arguments, "--json")
    assert (code, err, out.count("\n")) == (0, "", 1)
    return json.loads(out)["results"]


def test_words_answer_as_search_does_one_result_a_text(capsys, library):
    cat, coffee = ask(capsys, library, "words", "cat", "coffee cup")

    assert [set(cat), cat["query"]] == [{"query", "matches", "note", "seconds"}, "cat"]
    assert set(cat["matches"][0]) == {"path", "photo", "similarity", "evidence", "offline"}
    assert Path(cat["matches"][0]["path"]).name == "00.jpg"
    assert Path(coffee["matches"][0]["path"]).name == "11.jpg"
    assert 0 < cat["matches"][0]["similarity"] <= 1


def test_no_more_than_wanted_are_listed(capsys, library):
    (result,) = ask(capsys, library, "words", "animal", "-k", "1")

    assert len(result["matches"]) == 1


def test_folders_are_found_and_said_to_be_names(capsys, library):
    (result,) = ask(capsys, library, "words", "Greece")

    assert [(Path(m["path"]).name, m["evidence"]) for m in result["matches"]] == [("x.jpg", "name")]


@pytest.mark.parametrize("text", ["Rex", "Blümchen", "Blumchen", "花", "our dog rex", "花 rex"])
def test_labels_are_found_by_each_of_their_words(capsys, library, text):
    (result,) = ask(capsys, library, "words", text)

    best = result["matches"][0]
    assert (Path(best["path"]).name, best["evidence"]) == ("22.jpg", "label")
    assert result["note"] == ""


def test_words_after_a_minus_are_no_option_and_leave_photos_out(capsys, library):
    for arguments in (("-rex",), ("--", "-rex"), ("-rex", "--", "-rex")):
        _, out, _ = run(capsys, library, "--json", "words", *arguments)
        for result in json.loads(out)["results"]:
            assert result["query"] == "-rex"
            assert {Path(match["path"]).name for match in result["matches"]} == {
                "00.jpg", "11.jpg", "33.jpg", "x.jpg",
            }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("canon", ""),
        ("march 2022", ""),
        ("04.03.2022", ""),
        ("4/3/2022", "may be 4 March or 3 April"),
        ("3/4/2022", "may be 3 April or 4 March"),
        ("2021-2022", ""),
        ("greece", ""),
        ("rex", ""),
        ("11.jpg", ""),
    ],
)
def test_a_minus_leaves_out_what_is_called_so_and_nothing_else(capsys, library, text, said):
    found, without = ask(capsys, library, "words", text, f'-"{text}"')

    called = {match["path"] for match in found["matches"] if match["evidence"] != "words"}
    left = {match["path"] for match in without["matches"]}
    assert len(called) == 1 and not called & left and len(called | left) == len(PICTURES) + 1
    assert said in without["note"] and bool(said) == bool(without["note"])


def test_a_camera_is_left_out_of_a_month_and_one_that_is_not_here_is_said(capsys, library):
    canon, nikon = ask(capsys, library, "words", "march 2022 -canon", "march 2022 -nikon")

    assert canon["matches"] == []
    assert [Path(match["path"]).name for match in nikon["matches"]] == ["00.jpg"]
    assert "taken with a camera by “nikon”: nothing is left out" in nikon["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xyzzy", "does not know the word “xyzzy”"),
        ("собака", "understands English"),
        ("", "no word in this text"),
        ("%_!", "no word in this text"),
        ("x" * 100_000, "first words of this long text"),
    ],
)
def test_what_is_beyond_photosim_is_said(capsys, library, text, said):
    (result,) = ask(capsys, library, "words", text)

    assert result["matches"] == [] and said in result["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zither", "has not learnt what “zither” looks like, and sees nothing here"),
        ("zither 2019", "has not learnt what “zither” looks like, and sees nothing here"),
        ("-zither", "has not learnt what “zither” looks like; it leaves out: "),
        ("cat -zither", "has not learnt what “zither” looks like; it leaves out: "),
    ],
)
def test_what_an_unlearnt_word_is_taken_for_is_said_also_when_nothing_is_shown(
    capsys, library, text, said
):
    (result,) = ask(capsys, library, "words", text)

    assert said in result["note"] and "violin" in result["note"]
    assert bool(result["matches"]) == ("-" in text)


def test_of_a_word_that_is_known_nothing_is_said_when_nothing_shows_it(capsys, library):
    (result,) = ask(capsys, library, "words", "accordion")

    assert (result["matches"], result["note"]) == ([], "")


def test_people_read_paths_and_notes(capsys, library):
    code, out, _ = run(capsys, library, "words", "cat", "xyzzy")

    assert code == 0
    assert "00.jpg" in out and "photosim does not know the word" in out and "No photo" in out


def test_tags_of_a_picture_that_is_not_in_the_library(capsys, library, tmp_path):
    other = tmp_path / "another.jpg"
    photos.real("chelsea.png").crop((40, 20, 420, 290)).save(other)

    (result,) = ask(capsys, library, "tags", str(other))

    assert result["query"] == str(other)
    assert [set(tag) for tag in result["tags"]] == [{"tag", "score"}] * len(result["tags"])
    assert "cat" in [tag["tag"] for tag in result["tags"]]
    assert all(0 < tag["score"] <= 1 for tag in result["tags"])


def test_people_read_tags_in_a_line(capsys, library, folder):
    code, out, _ = run(capsys, library, "tags", str(folder / "00.jpg"))

    assert code == 0 and out.startswith(str(folder / "00.jpg") + ": ") and "cat" in out


def test_picture_that_cannot_be_read_is_told(capsys, library, tmp_path):
    (tmp_path / "text.jpg").write_text("no picture")

    code, out, err = run(capsys, library, "tags", str(tmp_path / "text.jpg"), "--json")

    assert code == 1 and "text.jpg" in json.loads(out)["error"] and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("words", "cat"), ("tags", "picture.jpg")])
def test_without_a_library_it_says_so(capsys, tmp_path, arguments):
    code, out, err = run(capsys, tmp_path, *arguments, "--json")

    assert code == 1
    assert "There is no library" in json.loads(out)["error"] and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("words",), ("tags",), ("words", "cat", "-k", "0")])
def test_wrong_usage_ends_with_2(capsys, library, arguments):
    with pytest.raises(SystemExit) as ended:
        run(capsys, library, *arguments)
    assert ended.value.code == 2


def test_model_without_words_is_told(capsys, tmp_path, folder):
    tiny = Path(__file__).parents[1] / "data" / "models" / "tiny.json"
    picture, model = str(folder / "00.jpg"), ("--model", str(tiny))
    assert run(capsys, tmp_path, "index", str(folder), *model)[0] == 0

    code, out, err = run(capsys, tmp_path, "tags", picture, "--json", *model)

    assert (
        code == 1
        and "no words for what Four colours sees" in json.loads(out)["error"]
        and err.count("\n") == 1
    )


def test_a_photo_without_a_capture_time_is_not_found_by_that_of_its_file(capsys, library, folder):
    year = time.localtime((folder / "00.jpg").stat().st_mtime).tm_year

    (result,) = ask(capsys, library, "words", str(year))

    assert (result["matches"], result["note"]) == ([], f"No photo here was taken in “{year}”.")
