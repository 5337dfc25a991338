"""The facts about members, and which of them are marked as the better ones."""

from dataclasses import replace

import pytest
from support.fake_engine import made_up, made_up_photo
from support.fake_review import group_of, members_of

from photosim.core.records.pairs import Differences, Spot, Tier
from photosim.core.records.photos import Box
from photosim.core.records.reasons import Change, Trace, Why, reason
from photosim.core.records.review import Choice
from photosim.gui.duplicates import group_texts, member_facts


def detail(**second):
    one, two = members_of(made_up(2))
    photo = replace(two.photo, width=600, height=400, size=312_000, taken=None)
    return group_of(0, (one, replace(two, photo=photo, **second)))


def of_two_widths(*widths):
    """Two photos, of which the second is less sharp."""
    members = [
        replace(m, photo=replace(m.photo, width=width, height=3000), sharpness=sharpness)
        for m, width, sharpness in zip(members_of(made_up(2)), widths, (1.0, 0.7), strict=True)
    ]
    return group_of(0, members)


def row(found, name):
    rows = {row.name: row for row in member_facts.rows(found)}
    return rows.get(name)


def test_the_better_value_is_marked_where_values_differ():
    found = detail()

    assert [cell.is_better for cell in row(found, "Size").cells] == [True, False]
    assert [cell.is_better for cell in row(found, "File").cells] == [True, False]
    assert [cell.text for cell in row(found, "Taken").cells][1] == "not recorded"
    assert [cell.is_better for cell in row(found, "Place").cells] == [False, False]


def test_a_size_and_the_reason_beside_it_round_alike():
    one, two = members_of(made_up(2))
    photo = replace(two.photo, width=2000, height=1125, size=2_250_000)
    smaller = reason(Change.SMALLER, 2000 * 1125, 4000 * 2250)
    file = reason(Change.SMALLER_FILE, 2_250_000, 4_500_000)
    found = group_of(0, (one, replace(two, photo=photo, changes=(smaller, file))))

    size, file_size, why = (row(found, name).cells[1].text for name in ("Size", "File", "Why"))

    assert "2.3\N{NO-BREAK SPACE}MP" in size and "2.3 of 9.0 MP" in why
    assert "2.3\N{NO-BREAK SPACE}MB" in file_size and "2.3 of 4.5 MB" in why


@pytest.mark.parametrize(
    ("sizes", "texts"),
    [
        ((4_100_000, 312_000), ("4.1 MB, JPEG", "312 kB, JPEG")),
        ((1_312_000, 1_311_000), ("1,312 kB, JPEG", "1,311 kB, JPEG")),
        ((1_312_001, 1_312_000), ("1.3 MB, JPEG", "1.3 MB, JPEG")),
        ((1_312_000, 1_312_000), ("1.3 MB, JPEG", "1.3 MB, JPEG")),
    ],
)
def test_a_larger_file_is_seen_to_be_larger(sizes, texts):
    found = group_of(0, members_of(made_up(2)))
    photos = [replace(m.photo, size=n) for m, n in zip(found.members, sizes, strict=True)]
    members = [replace(m, photo=p) for m, p in zip(found.members, photos, strict=True)]

    cells = row(group_of(0, members), "File").cells

    assert tuple(cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in cells) == texts
    assert [cell.is_better for cell in cells] == [texts[0] != texts[1], False]


def test_what_goes_with_a_photo_is_told_by_its_endings():
    found = detail(companions=("IMG_0002.CR2", "IMG_0002.JPG.xmp", "IMG_E0002.JPG"))

    first, second = row(found, "Goes with").cells

    assert first.text == "\N{EN DASH}"
    assert second.text == ".CR2, .JPG.xmp, IMG_E0002.JPG"
    assert second.tip == "IMG_0002.CR2\nIMG_0002.JPG.xmp\nIMG_E0002.JPG"
    assert row(detail(), "Goes with") is None


def test_equal_values_are_not_marked():
    found = group_of(0, members_of(made_up(2)))
    photos = [replace(m.photo, size=1) for m in found.members]
    members = [replace(m, photo=p) for m, p in zip(found.members, photos, strict=True)]
    found = group_of(0, members)

    assert not any(cell.is_better for name in ("Size", "File") for cell in row(found, name).cells)


def test_what_is_not_measured_is_not_shown():
    assert row(detail(), "Sharpness") is None
    all_dark = replace(detail(), members=tuple(replace(m, exposure=0.0) for m in detail().members))
    assert row(all_dark, "Exposure") is None


@pytest.mark.parametrize("width", [4000, 3950])
def test_of_photos_of_one_size_it_is_told_which_is_sharpest(width):
    first, second = row(of_two_widths(4000, width), "Sharpness").cells

    assert (first.text, first.is_better) == ("sharpest", True)
    assert second.text == "70\N{NO-BREAK SPACE}% of the sharpest"


@pytest.mark.parametrize("widths", [(4000, 3600), (3600, 4000)])
def test_of_photos_of_two_sizes_none_is_called_the_sharpest(widths):
    assert row(of_two_widths(*widths), "Sharpness") is None


def test_reasons_and_differences_stand_in_one_line():
    why = row(detail(), "Why")

    assert [cell.text for cell in why.cells] == ["most pixels", "smaller, 3.0 of 12 MP"]


def test_that_a_copy_is_smaller_is_told_once_on_screen_and_to_a_screen_reader():
    found = detail(reason=reason(Why.MADE_OF_OTHER, reason(Trace.SHOWS_LESS)))
    told = "made of the other one: smaller, 3.0 of 12 MP"

    assert row(found, "Why").cells[1].text == told
    assert member_facts.spoken(2, found.members[1]).endswith(f"proposed: trash, {told}")


def test_what_goes_with_a_photo_is_named():
    found = detail(companions=("IMG_1.CR2", "IMG_1.xmp"))

    assert row(found, "Goes with").cells[1].text == "IMG_1.CR2, IMG_1.xmp"


def test_the_group_says_what_holds_for_every_pair():
    three = group_of(0, members_of(made_up(3)), weakest=0.979)

    assert member_facts.weakest_text(detail()) == "The two are 97\N{NO-BREAK SPACE}% alike."
    assert member_facts.weakest_text(three) == (
        "Every two are at least 97\N{NO-BREAK SPACE}% alike (1 and 3)."
    )


def test_a_proposal_is_told_from_a_choice():
    one, two = members_of(made_up(2))

    assert member_facts.chip_text(2, two) == "2  Trash?"
    assert member_facts.chip_text(2, replace(two, choice=Choice.TRASH)) == "2  Trash"
    assert member_facts.chip_text(1, replace(one, is_protected=True)) == "1  Never touched"


def test_nothing_staying_is_said():
    members = [replace(m, choice=Choice.TRASH) for m in members_of(made_up(2))]

    said = member_facts.intent_text(group_of(0, members, Tier.SAME_PICTURE))

    assert said == "Nothing of this group would stay."


def test_names_that_are_not_unicode_can_be_shown():
    photo = made_up_photo(1, path="/home/ada/caf\udce9/\udcff.jpg")
    one, two = members_of(made_up(2))
    found = group_of(0, (replace(one, photo=photo, paths=(photo.path,)), two))

    for shown in member_facts.rows(found):
        for cell in shown.cells:
            (cell.text + cell.tip).encode()


def test_what_is_reason_and_difference_is_said_once():
    why = row(detail(reason=reason(Change.SMALLER, 3_000_000, 12_000_000)), "Why")

    assert why.cells[1].text == "smaller, 3.0 of 12 MP"


def test_equal_files_are_equal():
    found = group_of(0, members_of(made_up(2)), Tier.SAME_FILE)

    assert member_facts.weakest_text(found) == "Equal to the last byte."


def with_photo(**changes):
    """The group of `detail`, whose second photo is otherwise."""
    one, two = detail().members
    return group_of(0, (one, replace(two, photo=replace(two.photo, **changes))))


def test_pages_are_told_where_one_has_several_and_more_are_better():
    found = row(with_photo(n_frames=3, file_format="TIFF"), "Pages")

    assert [cell.text for cell in found.cells] == ["1 frame", "3 pages"]
    assert [cell.is_better for cell in found.cells] == [False, True]


def test_damage_is_told_where_one_is_damaged():
    found = row(with_photo(is_damaged=True), "State")

    assert found.cells[0].is_better and not found.cells[1].is_better
    assert "damaged" in found.cells[1].text


def test_of_whole_pictures_nothing_is_said_of_pages_and_damage():
    names = {row.name for row in member_facts.rows(detail())}

    assert names.isdisjoint({"Pages", "State"})


def test_until_it_was_looked_at_closely_it_is_probably_the_same_picture():
    members = members_of(made_up(2))
    detail = group_of(1, members, uncertain_ids=frozenset({1, 2}))

    assert member_facts.weakest_text(detail).startswith("Probably the same picture: ")
    assert group_texts.below(detail.group) == "probably the same picture"
    assert "probably the same picture" in group_texts.spoken(detail.group)


@pytest.mark.parametrize(("share", "told"), [(0.021, "2"), (0.004, "less than 1")])
def test_place_that_differs_is_told_with_its_share(share, told):
    box = Box(0.1, 0.2, 0.1, 0.1)
    details = Differences(
        *(1, 1, 1.0, 1.0, 0.0, 0.0, False, False, False, 0.0, 0, "JPEG", "JPEG", 1, 1),
        spot=Spot(box, box, share),
    )
    first, second = members_of(made_up(2))

    assert member_facts.spot_text(first) == ""
    said = member_facts.spot_text(replace(second, differences=details))
    assert said == f"Differs here, {told}\N{NO-BREAK SPACE}% of the picture"
