"""The command `duplicates`: what it prints, what it brings up to date, how it refuses."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import photos
from support.derivatives import by_camera

from photosim.cli import main

pytestmark = pytest.mark.slow

PHOTO_KEYS = {
    "path", "photo", "width", "height", "bytes", "taken", "suggestion", "reason",
    "companions", "differences", "lost", "place", "is_damaged",
}  # fmt: skip
GROUP_KEYS = {"id", "tier", "weakest_similarity", "is_certain", "photos"}


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    """Indexed: a picture, a smaller copy, the same file twice, another picture."""
    folder = tmp_path_factory.mktemp("album")
    coffee = photos.real("coffee.png")
    coffee.save(folder / "coffee.jpg", quality=95)
    coffee.resize((300, 200)).save(folder / "small.jpg")
    shutil.copy(folder / "coffee.jpg", folder / "again.jpg")
    photos.real("rocket.jpg").save(folder / "rocket.jpg")
    library = tmp_path_factory.mktemp("library")
    assert main.run(main.parse(["--library", str(library), "index", str(folder), "--json"])) == 0
    return library


def run(capsys, library: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main.run(main.parse(["--library", str(library), "duplicates", *arguments]))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_answer_has_the_groups_of_all_tiers(capsys, library):
    code, out, err = run(capsys, library, "--json")

    assert (code, err, out.count("\n")) == (0, "", 1)
    copies, pictures = json.loads(out)["groups"]
    assert [set(copies), set(pictures)] == [GROUP_KEYS] * 2
    assert (copies["tier"], pictures["tier"]) == ("same-file", "same-picture")
    assert copies["weakest_similarity"] == 1.0
    assert 0.5 < pictures["weakest_similarity"] <= 1.0
    assert all(
        set(photo) == PHOTO_KEYS for group in (copies, pictures) for photo in group["photos"]
    )


def test_each_photo_says_what_is_proposed_and_why(capsys, library):
    _, out, _ = run(capsys, library, "--json", "--tier", "same-picture")

    ((large, small),) = [group["photos"] for group in json.loads(out)["groups"]]
    assert (large["suggestion"], large["reason"]) == (
        "keep",
        "most pixels: 0.24 instead of 0.06 MP",
    )
    assert (small["suggestion"], Path(small["path"]).name) == ("trash", "small.jpg")
    assert small["reason"] == "fewer pixels: 0.06 instead of 0.24 MP"
    assert (small["width"], small["height"], small["taken"]) == (300, 200, None)
    assert small["bytes"] == Path(small["path"]).stat().st_size


@pytest.mark.parametrize(
    ("tier", "cuts", "said"),
    [("same-picture", (1.0, 0.9), [0, 1]), ("similar-shots", (0.9, 0.7), [1, 1])],
)
def test_a_damaged_photo_is_said_to_be_damaged_in_every_tier(capsys, tmp_path, tier, cuts, said):
    folder = tmp_path / "album"
    folder.mkdir()
    whole = photos.encoded(photos.real("chelsea.png").resize((1500, 1000)), quality=95)
    for cut in cuts:
        (folder / f"{cut}.jpg").write_bytes(whole[: int(cut * len(whole))])
    library = tmp_path / "library"
    assert main.run(main.parse(["--library", str(library), "index", str(folder)])) == 0

    _, told, _ = run(capsys, library)
    _, out, _ = run(capsys, library, "--json")

    (group,) = json.loads(out)["groups"]
    assert group["tier"] == tier
    assert [photo["is_damaged"] for photo in group["photos"]] == list(map(bool, said))
    assert group["photos"][1]["differences"][0] == "damaged: a part of it is missing"
    lines = [line.rpartition(".jpg")[2] for line in told.splitlines()[1:3]]
    assert ["(1500 x 1000, " in line and ", damaged)" in line for line in lines] == list(
        map(bool, said)
    )


def test_what_would_be_lost_is_said_of_what_is_proposed(capsys, tmp_path):
    folder = tmp_path / "album"
    folder.mkdir()
    made = by_camera(photos.real("coffee.png"))
    (folder / "camera.jpg").write_bytes(made.data)
    (folder / "grey.jpg").write_bytes(photos.encoded(made.picture.convert("L"), quality=90))
    library = tmp_path / "library"
    assert main.run(main.parse(["--library", str(library), "index", str(folder), "--json"])) == 0

    _, out, _ = run(capsys, library, "--json")

    (group,) = json.loads(out)["groups"]
    lost = {Path(one["path"]).name: (one["suggestion"], one["lost"]) for one in group["photos"]}
    assert lost == {
        "camera.jpg": ("keep", []),
        "grey.jpg": ("trash", ["that it is black and white"]),
    }


def test_companions_are_the_whole_unit_though_each_of_it_is_in_a_group_itself(capsys, tmp_path):
    for folder in (tmp_path / "card", tmp_path / "backup"):
        folder.mkdir()
        photos.real("coffee.png").save(folder / "IMG_1.JPG", quality=95)
        (folder / "IMG_1.DNG").write_bytes(photos.dng(photos.real("rocket.jpg")))
        (folder / "IMG_1.xmp").write_text("<x:xmpmeta/>")
    library = tmp_path / "library"
    index = [str(tmp_path / "card"), str(tmp_path / "backup")]
    assert main.run(main.parse(["--library", str(library), "index", *index])) == 0

    _, out, _ = run(capsys, library, "--json", "--tier", "same-file")

    groups = json.loads(out)["groups"]
    assert len(groups) == 2
    for photo in (photo for group in groups for photo in group["photos"]):
        path = Path(photo["path"])
        unit = {path.with_suffix(ending) for ending in (".JPG", ".DNG", ".xmp")}
        assert set(map(Path, photo["companions"])) == unit - {path}


def test_same_file_lists_every_place_of_it(capsys, library):
    _, out, _ = run(capsys, library, "--json", "--tier", "same-file")

    (group,) = json.loads(out)["groups"]
    assert {Path(photo["path"]).name for photo in group["photos"]} == {"coffee.jpg", "again.jpg"}
    assert len({photo["photo"] for photo in group["photos"]}) == 1
    assert [photo["suggestion"] for photo in group["photos"]] == ["keep", "trash"]


def test_the_same_groups_come_again(capsys, library):
    assert run(capsys, library, "--json") == run(capsys, library, "--json")


def test_people_read_which_goes_and_why(capsys, library):
    code, out, _ = run(capsys, library)

    assert code == 0
    assert "Same picture, 2 photos, at least" in out
    assert "keep " in out and "trash" in out and out.endswith("2 groups.\n")


def test_no_groups_of_a_tier_are_an_empty_list(capsys, library):
    _, out, _ = run(capsys, library, "--json", "--tier", "similar-shots")

    assert json.loads(out) == {"groups": [], "pending": 0}


def test_new_files_are_for_index_to_find(capsys, library):
    before = run(capsys, library, "--json")
    folder = Path(json.loads(before[1])["groups"][0]["photos"][0]["path"]).parent
    shutil.copy(folder / "rocket.jpg", folder / "rocket again.jpg")

    assert run(capsys, library, "--json") == before
    (folder / "rocket again.jpg").unlink()


def test_without_a_library_it_says_so(capsys, tmp_path):
    code, out, err = run(capsys, tmp_path, "--json")

    assert code == 1
    assert "There is no library" in json.loads(out)["error"] and err.count("\n") == 1


def test_unknown_tier_is_wrong_usage(capsys, library):
    with pytest.raises(SystemExit) as ended:
        run(capsys, library, "--tier", "twins")
    assert ended.value.code == 2


def test_a_raw_file_whose_sensor_data_is_cut_off_stays_for_nothing(capsys, tmp_path):
    """Its preview is whole, and nothing else of it: the export is the only picture."""
    picture = photos.real("coffee.png").resize((1200, 800))
    whole = photos.dng_with_sensor_last(picture, (1200, 800))
    for name, share in (("Camera", 0.97), ("Card", 0.6)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "IMG_1.dng").write_bytes(whole[: int(len(whole) * share)])
    (tmp_path / "Exports").mkdir()
    picture.save(tmp_path / "Exports" / "IMG_1_export.jpg", quality=90)
    library = tmp_path / "library"
    folders = [str(tmp_path / name) for name in ("Camera", "Card", "Exports")]
    assert main.run(main.parse(["--library", str(library), "index", *folders])) == 0
    with closing(sqlite3.connect(library / "library.db")) as older, older:
        older.execute("UPDATE photo SET is_damaged = 0")  # as an older photosim saw it
        older.execute("DELETE FROM note WHERE key = 'sensor data are looked for'")
    assert main.run(main.parse(["--library", str(library), "index"])) == 0

    _, out, _ = run(capsys, library, "--json")

    photos_of = [photo for group in json.loads(out)["groups"] for photo in group["photos"]]
    proposed = {Path(one["path"]).name: one["suggestion"] for one in photos_of}
    assert proposed["IMG_1_export.jpg"] != "trash"
    assert proposed["IMG_1.dng"] != "keep"
