"""Same picture is never said of two pictures, and is said of one: through the command line."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from support import drawn, photos
from support.promised import promise

from photosim.cli import main

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"


@pytest.fixture
def groups(tmp_path, capsys):
    """What `duplicates` says of a folder."""

    def of(folder: Path) -> list[dict]:
        library = ["--library", str(tmp_path / "library")]
        assert main.run(main.parse([*library, "index", str(folder), "--json"])) == 0
        capsys.readouterr()
        assert main.run(main.parse([*library, "duplicates", "--json"])) == 0
        return json.loads(capsys.readouterr().out)["groups"]

    return of


@pytest.fixture
def case(tmp_path):
    """A copy of a case's folder."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(CASES / name, tmp_path / name))

    return copied


def names(found: list[dict], tier: str) -> list[set[str]]:
    """The names of each group's photos."""
    return [
        {Path(photo["path"]).name for photo in group["photos"]}
        for group in found
        if group["tier"] == tier
    ]


def trashed(found: list[dict]) -> set[str]:
    """The names of what is proposed for the trash."""
    return {
        Path(photo["path"]).name
        for group in found
        for photo in group["photos"]
        if photo["suggestion"] == "trash"
    }


def marked(found: list[dict]) -> dict:
    """The photo that is said to differ in a place."""
    (photo,) = [one for group in found for one in group["photos"] if one["place"]]
    return photo


@pytest.mark.parametrize(
    ("name", "one", "resaved", "other"),
    [
        ("bills", "bill_03.jpg", "bill_03_resaved.jpg", "bill_04.jpg"),
        ("chats", "chat1.png", "chat1_resaved.jpg", "chat2.png"),
    ],
)
def test_other_amount_or_answer_is_a_variant_and_a_re_save_is_not(
    groups, case, name, one, resaved, other
):
    found = groups(case(name))

    assert names(found, "same-picture") == [{one, resaved}]
    (variants,) = names(found, "similar-shots")
    assert other in variants
    assert other not in trashed(found)
    photo = marked(found)
    assert photo["differences"][0].startswith("differs in one place, ")
    assert photo["differences"][0].endswith(" % of the picture")
    assert photo["reason"] == photo["differences"][0]
    left, top, width, height = photo["place"]
    assert 0 <= left < left + width <= 1
    assert 0 <= top < top + height <= 1


CHANGES = {
    "closed eyes": (drawn.portrait(is_open=True), drawn.portrait(is_open=False)),
    "a stamp": (drawn.bill(), drawn.stamped(drawn.bill())),
    "a thing gone": (
        photos.real("astronaut.png"),
        drawn.without_a_thing(photos.real("astronaut.png")),
    ),
    "another face": (
        photos.real("astronaut.png"),
        drawn.with_another_face(photos.real("astronaut.png")),
    ),
    "a garment in another colour": (drawn.skirt((35, 40, 65)), drawn.skirt((68, 45, 33))),
    "a band of text": (
        photos.real("rocket.jpg"),
        drawn.with_a_band(photos.real("rocket.jpg")),
    ),
    "a watermark": (
        photos.real("chelsea.png"),
        drawn.watermarked(photos.real("chelsea.png")),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_in_a_place_is_never_proposed(tmp_path, groups, change):
    first, second = CHANGES[change]
    folder = tmp_path / "album"
    folder.mkdir()
    (folder / "first.jpg").write_bytes(drawn.saved(first, 92))
    (folder / "second.jpg").write_bytes(drawn.saved(second, 85))

    found = groups(folder)

    assert names(found, "same-picture") == []
    assert names(found, "similar-shots") == [{"first.jpg", "second.jpg"}]
    assert trashed(found) == set()


def test_bill_re_saved_halved_recoloured_and_cropped_stays_one_picture(tmp_path, groups):
    folder, bill = tmp_path / "album", drawn.bill()
    folder.mkdir()
    (folder / "bill.jpg").write_bytes(drawn.saved(bill, 92))
    (folder / "quality.jpg").write_bytes(drawn.saved(bill, 60))
    (folder / "half.jpg").write_bytes(drawn.saved(bill.resize((410, 580)), 85))
    (folder / "colours.jpg").write_bytes(drawn.saved(drawn.recoloured(bill), 85))
    (folder / "cropped.jpg").write_bytes(drawn.saved(bill.crop((6, 8, 812, 1150)), 85))

    found = groups(folder)

    assert names(found, "same-picture") == [
        {"bill.jpg", "quality.jpg", "half.jpg", "colours.jpg", "cropped.jpg"}
    ]
    assert all(group["is_certain"] for group in found)


def test_equal_pixels_are_one_picture_whatever_the_camera_wrote(groups, case):
    found = groups(case("exif-shifted"))

    assert sorted(map(sorted, names(found, "same-picture"))) == [
        ["a_original.jpg", "a_two_hours_less.jpg"],
        ["b_model_repaired.jpg", "b_original.jpg"],
    ]
    assert not {"c_one_shot.jpg", "c_next_shot.jpg"} & trashed(found)


def test_copy_that_says_only_when_it_was_saved_is_one_picture_with_its_original(tmp_path, groups):
    folder, coffee = tmp_path / "album", photos.real("coffee.png")
    folder.mkdir()
    camera = {"Make": "NIKON CORPORATION", "Model": "NIKON D750"}
    taken = {"DateTime": "2021:02:02 09:07:13", "DateTimeOriginal": "2021:02:02 09:07:13"}
    original = photos.encoded(coffee, quality=95, exif=photos.exif(**camera, **taken))
    (folder / "original.jpg").write_bytes(original)
    saved = photos.exif(**camera, DateTime="2022:03:04 10:10:10")
    decoded = Image.open(io.BytesIO(original)).convert("RGB")
    (folder / "copy.tif").write_bytes(
        photos.encoded(decoded, "TIFF", compression="tiff_lzw", exif=saved)
    )
    (folder / "copy.jpg").write_bytes(photos.encoded(decoded, quality=80, exif=saved))

    found = groups(folder)

    assert names(found, "same-picture") == [{"original.jpg", "copy.tif", "copy.jpg"}]
    assert "original.jpg" not in trashed(found)


def test_scan_that_lies_on_its_side_is_found(tmp_path, groups):
    folder = tmp_path / "album"
    folder.mkdir()
    on_its_side = Image.Transpose.ROTATE_90
    bills = {one: Image.open(CASES / "bills" / f"bill_0{one}.jpg") for one in (3, 4)}
    (folder / "bill.jpg").write_bytes(photos.encoded(bills[3]))
    for one, bill in bills.items():
        scanned = photos.encoded(bill.transpose(on_its_side), quality=85)
        (folder / f"bill {one} on its side.jpg").write_bytes(scanned)

    found = groups(folder)

    assert names(found, "same-picture") == [{"bill.jpg", "bill 3 on its side.jpg"}]
    assert "bill 4 on its side.jpg" not in trashed(found)


@promise(
    "Then the files themselves are looked at closely, all pages of them: another digit, another "
    "word, closed eyes, a stamp or a thing in another colour make it a similar shot, with the "
    "place marked.",
)
@pytest.mark.parametrize("name", ["pages-tiff", "gif-still"])
def test_pages_and_frames_count(groups, case, name):
    found = groups(case(name))

    assert names(found, "same-picture") == []
    assert trashed(found) == set()


def test_profile_is_no_other_picture(groups, case):
    assert names(groups(case("linear-profile")), "same-picture") == [{"linear.jpg", "plain.jpg"}]


@promise(
    "Until then it is only probably the same picture, and nothing is proposed.",
)
def test_pair_of_which_a_folder_is_away_is_only_probably_the_same(tmp_path, capsys):
    here, away = tmp_path / "here", tmp_path / "away"
    for folder, quality in ((here, 92), (away, 60)):
        folder.mkdir()
        (folder / f"{folder.name}.jpg").write_bytes(drawn.saved(drawn.bill(), quality))
    library = ["--library", str(tmp_path / "library")]
    assert main.run(main.parse([*library, "index", str(here), str(away), "--json"])) == 0
    away.rename(tmp_path / "elsewhere")

    def told(*options: str) -> str:
        capsys.readouterr()
        assert main.run(main.parse([*library, "duplicates", *options])) == 0
        return capsys.readouterr().out

    (group,) = json.loads(told("--json"))["groups"]
    assert (group["tier"], group["is_certain"]) == ("same-picture", False)
    assert "trash" not in {photo["suggestion"] for photo in group["photos"]}
    assert "probably the same picture" in {p["reason"].partition(":")[0] for p in group["photos"]}
    assert told().startswith("Probably the same picture, 2 photos")

    (tmp_path / "elsewhere").rename(away)
    (group,) = json.loads(told("--json"))["groups"]
    assert group["is_certain"]
    assert "trash" in {photo["suggestion"] for photo in group["photos"]}


def test_brightened_photo_and_bill_are_the_same_unless_something_else_changed(groups, tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    photo, bill = photos.real("rocket.jpg"), drawn.bill()
    for name, image in {
        "photo.jpg": photo,
        "photo_brighter.jpg": ImageEnhance.Brightness(photo).enhance(1.2),
        "bill.jpg": bill,
        "bill_contrast.jpg": ImageEnhance.Contrast(bill).enhance(1.2),
        "other_bill.jpg": ImageEnhance.Contrast(drawn.bill("1,284.50")).enhance(1.2),
    }.items():
        (folder / name).write_bytes(drawn.saved(image))

    found = groups(folder)

    same = names(found, "same-picture")
    assert {"photo.jpg", "photo_brighter.jpg"} in same
    assert {"bill.jpg", "bill_contrast.jpg"} in same
    assert "other_bill.jpg" not in trashed(found)


def test_search_calls_a_bill_the_same_picture_only_after_a_look_at_the_files(tmp_path, capsys):
    folder = tmp_path / "bills"
    folder.mkdir()
    (folder / "March.jpg").write_bytes(drawn.saved(drawn.bill(), 92))
    (folder / "April.jpg").write_bytes(drawn.saved(drawn.bill("1,264.50"), 92))
    library = ["--library", str(tmp_path / "library")]
    assert main.run(main.parse([*library, "index", str(folder), "--json"])) == 0
    asked = {"March": drawn.bill().resize((656, 928)), "May": drawn.bill("1,207.80")}

    def told(name: str, *options: str) -> dict[str, str]:
        query = tmp_path / f"{name}.jpg"
        query.write_bytes(drawn.saved(asked[name], 60))
        capsys.readouterr()
        assert main.run(main.parse([*library, "search", str(query), *options, "--json"])) == 0
        (result,) = json.loads(capsys.readouterr().out)["results"]
        return {Path(one["path"]).stem: one["evidence"] for one in result["matches"]}

    assert told("March") == {"March": "same picture", "April": "embedding"}
    assert told("May") == {"March": "embedding", "April": "embedding"}
    assert "same picture" not in told("May", "--box", "0,0,1,1").values()
    (folder / "March.jpg").unlink()
    assert told("March") == {"March": "probably the same picture", "April": "embedding"}


def test_mark_or_thing_in_another_colour_is_a_variant_and_a_copy_in_other_colours_is_not(
    tmp_path, groups
):
    folder = tmp_path / "pictures"
    folder.mkdir()
    red, blue = (drawn.logo(colour) for colour in ("firebrick", "royalblue"))
    photo, suit = photos.real("astronaut.png"), (100, 330, 260, 500)
    for name, image, quality in (
        ("red", red, 92),
        ("small", red.resize((300, 300)), 70),
        ("warm", drawn.recoloured(red), 85),
        ("grey", red.convert("L").convert("RGB"), 85),
        ("blue", blue, 92),
        ("photo", photo, 92),
        ("photo_small", photo.resize((256, 256)), 40),
        ("photo_grey", photo.convert("L").convert("RGB"), 85),
        ("photo_sepia", drawn.sepia(photo), 85),
        ("photo_warm", drawn.recoloured(photo), 60),
        ("suit", drawn.with_a_thing_in_another_colour(photo, suit), 90),
    ):
        (folder / f"{name}.jpg").write_bytes(drawn.saved(image, quality))

    found = groups(folder)

    same, similar = names(found, "same-picture"), names(found, "similar-shots")
    assert {"red.jpg", "small.jpg", "warm.jpg", "grey.jpg"} in same
    assert {f"photo{way}.jpg" for way in ("", "_small", "_grey", "_sepia", "_warm")} in same
    for other, kept in (("blue.jpg", "red.jpg"), ("suit.jpg", "photo.jpg")):
        assert not any({other, kept} <= group for group in same)
        assert other not in trashed(found)
    assert any("suit.jpg" in group for group in similar)
    said = {one["differences"][0] for group in found for one in group["photos"] if one["place"]}
    assert said
    assert all(one.startswith("differs in one place, ") for one in said)
