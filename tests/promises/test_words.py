"""How somebody searches with words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from support import album, photos
from support.commands import Commands
from support.people.desk import first_visit
from support.people.person import CTRL, Keys
from support.people.sorter import Sorter
from support.promised import promise


@pytest.fixture(scope="module")
def worded(indexed, camera, qapp, tmp_path_factory):
    """A window on photos of which one lies in a folder with a name, and one has a label."""
    place = tmp_path_factory.mktemp("worded")
    folder = shutil.copytree(indexed / "Pictures", place / "Pictures")
    (folder / "Iceland").mkdir()
    (folder / "brick.jpg").rename(folder / "Iceland" / "brick.jpg")
    Image.new("RGB", (600, 400), (190, 20, 30)).save(folder / "plain.jpg")
    with first_visit(camera, place / "library", folder) as person:
        person.wait_until_shown(len(album.NAMES) + 1)
        person.click_photo("grass")
        Sorter(person).label("Our garden")
        person.wait_until(lambda: Sorter(person).counts() == {"Our garden": "1"})
        yield person


WORDS = {
    "a cup of coffee": ("coffee", ""),
    "cat": ("chelsea", ""),
    "our garden": ("grass", "your label"),
    "hubble": ("hubble_deep_field", "in its name"),
    "Iceland": ("brick", "in its folder's name"),
    "3 May 2019": ("coffee", "its date"),
    "red": ("retina", ""),
}
"""For each text the first photo, and how the line below it begins; of cameras see below."""


@promise(
    'Search words (Ctrl+F): what can be seen ("dog on a sofa", "red flowers"), your labels, '
    "file names, folders, dates and cameras.",
    "Words that your photos can answer are suggested while you type; below each photo stands "
    "why it is there.",
)
@pytest.mark.parametrize("text", WORDS)
def test_words_find_what_is_seen_labelled_named_and_dated_and_say_why(worded, text):
    name, why = WORDS[text]

    worded.search_words(text)

    assert worded.names()[0] == name
    assert worded.caption(0).startswith(why)
    assert worded.caption(0)


@promise(
    'Search words (Ctrl+F): what can be seen ("dog on a sofa", "red flowers"), your labels, '
    "file names, folders, dates and cameras.",
)
def test_words_find_cameras(worded):
    worded.search_words("Canon EOS R5")

    assert set(worded.names()) == {album.stem(name) for name in album.NAMES}
    assert "plain" not in worded.names()


DATES = (
    *("3 May 2019", "3rd May 2019", "03.05.2019", "3.5.2019", "2019-05-03", "5/3/2019"),
    *("May 2019 coffee", "05/2019 coffee", "spring 2019 coffee", "2019-2020 coffee"),
)


@promise(
    "Dates may be written in any usual way: `3 May 2019`, `03.05.2019`, `2019-05-03`, `05/2019`, "
    "`summer 2019`, `2019-2020`, `yesterday`; `3/5/2019` means both days that it may be, and "
    "photosim says so.",
)
@pytest.mark.parametrize("text", DATES)
def test_dates_are_found_however_they_are_written(worded, text):
    worded.search_words(text)

    assert worded.names()[0] == "coffee"
    assert ("may be 5 March or 3 May" in worded.hint) == ("/3/" in text)


@promise(
    "Words are English, but for labels and names of files; what ImageNet has nothing near to (a "
    "metronome, a stapler) is found badly, and photosim says so.",
)
@pytest.mark.parametrize("text", ["xyzzy", "猫咪", "stapler"])
def test_a_word_that_is_beyond_photosim_is_said(worded, text):
    worded.search_words(text)

    assert (worded.hint or worded.empty_sentence).endswith(".")


@promise(
    "Words that your photos can answer are suggested while you type; below each photo stands "
    "why it is there.",
    "The words that photosim sees in a chosen photo are at the right: press one to search for it.",
)
def test_words_are_suggested_and_a_word_of_a_chosen_photo_leads_on(worded):
    worded.press(Keys.Key_F, CTRL)
    worded.words.field.clear()
    worded.type("mop")
    worded.wait_until(lambda: worded.suggested_words() == ["moped"])
    worded.press(Keys.Key_Down)
    worded.answer(lambda: worded.press(Keys.Key_Return))
    assert worded.names()[0] == "motorcycle_left"

    worded.click_photo("motorcycle_left")
    worded.show_query_pane()
    worded.wait_until(lambda: bool(worded.tags()))
    tag = worded.tags()[0]
    worded.answer(lambda: worded.press_tag(tag))
    assert worded.title == f"“{tag}”"
    assert "motorcycle_left" in worded.names()[:3]


@promise(
    "Accents may be left out, parts of Chinese, Japanese, Korean and Thai names are found, and "
    "what stands after a minus is left out: `beach -people`.",
)
def test_words_are_found_in_any_spelling_and_writing_and_may_be_left_out(tmp_path, capsys):
    folder = tmp_path / "Pictures"
    files = (
        "Zürich/a.jpg",
        "2019东京旅行/b.jpg",
        "京都の旅/c.jpg",
        "서울여행/d.jpg",
        "ทะเลหัวหิน/e.jpg",
    )
    for number, name in enumerate(files):
        (folder / name).parent.mkdir(parents=True)
        photos.noise(seed=number).save(folder / name)
    commands = Commands(tmp_path / "library", capsys)
    assert commands.answer("index", str(folder))["photos"] == len(files)

    texts = ("zurich", "旅行", "京都", "서울", "หัวหิน", "-zurich", "旅行 -东京")
    results = commands.answer("words", *texts)["results"]

    named = [
        {Path(one["path"]).name for one in result["matches"] if one["evidence"] == "name"}
        for result in results
    ]
    assert named[:5] == [{name.rpartition("/")[2]} for name in files]
    assert {Path(one["path"]).name for one in results[5]["matches"]} == {
        f"{letter}.jpg" for letter in "bcde"
    }
    assert named[6] == set()
