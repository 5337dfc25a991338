"""The wheel is whole: installed elsewhere, without the checkout, photosim indexes and searches."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import skimage

from photosim.core.model import card
from photosim.core.words import text_encoder

ROOT = Path(__file__).parents[1]
WORDS = ("vocabulary.json", "vocabulary-phrases.npy", "nouns.json", "wordnet-licence.txt")
PHOTOS = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    [built] = folder.glob("photosim-*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel, tmp_path_factory):
    """A folder with nothing but the installed wheel; what it depends on is this environment's."""
    folder = tmp_path_factory.mktemp("site")
    pip("install", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def pip(*arguments):
    asked = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(asked, check=True, capture_output=True)


def python(site, cwd, *arguments):
    """What an interpreter prints that finds photosim in `site` before the checkout."""
    environment = os.environ | {"PYTHONPATH": str(site)}
    asked = [sys.executable, *map(str, arguments)]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_every_file_that_the_model_card_names(wheel):
    shipped = card.load(card.shipped())
    words = text_encoder.load(text_encoder.shipped())
    files = [shipped.path, shipped.file, shipped.labels, shipped.projection, shipped.head]
    files += [text_encoder.shipped(), words.file, words.pieces]

    names = zipfile.ZipFile(wheel).namelist()

    assert None not in files
    assert {f"photosim/models/{file.name}" for file in files} <= set(names)
    assert {f"photosim/models/{name}" for name in WORDS} <= set(names)
    assert "photosim/models/README.md" in names  # origin and licence go with the weights
    assert "photosim/resources/photosim.svg" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_installed_wheel_uses_its_own_model(site, tmp_path):
    printed = python(
        site,
        tmp_path,
        "-c",
        "from photosim.core.model import card; print(card.load(card.shipped()).file)",
    )

    assert Path(printed.strip()).parent == site / "photosim" / "models"


def test_the_installed_wheel_finds_a_photo_that_it_has_indexed(site, tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for name in PHOTOS:
        shutil.copy(Path(skimage.data_dir) / name, pictures)
    photosim = ("-m", "photosim", "--json", "--library", tmp_path / "library")

    indexed = json.loads(python(site, tmp_path, *photosim, "index", pictures))
    found = json.loads(python(site, tmp_path, *photosim, "search", pictures / "chelsea.png"))

    assert (indexed["added"], indexed["problems"]) == (len(PHOTOS), [])
    words = json.loads(python(site, tmp_path, *photosim, "words", "cat"))
    assert words["results"][0]["matches"][0]["path"] == str(pictures / "chelsea.png")
    best = found["results"][0]["matches"][0]
    assert best["path"] == str(pictures / "chelsea.png")
    assert best["similarity"] > 0.99


def test_the_installed_wheel_has_the_demo(site, tmp_path):
    demo = ("-m", "photosim", "--json", "--library", tmp_path / "demo", "demo")

    found = json.loads(python(site, tmp_path, *demo))

    assert [match["evidence"] for match in found["matches"][:3]].count("same picture") == 2
    assert Path(found["query"]).is_relative_to(tmp_path / "demo")
