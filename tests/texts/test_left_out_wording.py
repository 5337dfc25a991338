"""What was left out, in words."""

import pytest

from photosim.core.records.left_out import OWNED, LeftOut, LeftOutReason, Owner
from photosim.texts import left_out_wording


def test_each_reason_has_a_line_with_endings_and_counts_the_most_telling_first():
    found = [
        LeftOut("pdf", "document", 1),
        LeftOut("mov", "film", 1200),
        LeftOut("mp4", "film", 2),
        LeftOut("nef", "install-raw", 20),
        LeftOut("cr3", "install-raw", 3),
        LeftOut("photoslibrary", "belongs-to Apple Photos", 1, 1),
        LeftOut("", "excluded", 2),
        LeftOut("", "unknown", 1),
        LeftOut("xyz", "unknown", 4),
    ]

    assert left_out_wording.lines(found) == [
        "1 folder that belongs to Apple Photos (photoslibrary);"
        " the preferences can have it looked into",
        "23 RAW files were left out: install photosim[raw] (20 nef, 3 cr3)",
        "1,202 films (1,200 mov, 2 mp4)",
        "1 document (pdf)",
        "5 of unknown kinds (4 xyz, 1 without an ending)",
        "2 excluded in the preferences",
    ]


def test_what_several_folders_left_out_is_counted_together():
    found = [LeftOut("mov", "film", 1), LeftOut("mov", "film", 2)]

    assert left_out_wording.lines(found) == ["3 films (mov)"]


def test_many_endings_are_not_all_told():
    found = [LeftOut(f"e{n}", "unknown", 9 - n) for n in range(9)]

    [line] = left_out_wording.lines(found)

    assert line.endswith("(9 e0, 8 e1, 7 e2, 6 e3, 5 e4, 4 e5, 6 others)")


def test_folders_are_counted_apart_from_files():
    found = [
        LeftOut("", "hidden", 16, 3),
        LeftOut("jpg", "hidden", 2),
        LeftOut("", "excluded", 1, 1),
        LeftOut("lrdata", "belongs-to Lightroom", 2, 2),
        LeftOut("jpg", "belongs-to Synology", 1),
        LeftOut("", "unknown", 2),
    ]

    assert left_out_wording.lines(found) == [
        "2 folders that belong to Lightroom (lrdata); the preferences can have it looked into",
        "1 that belongs to Synology (jpg); the preferences can have it looked into",
        "2 of unknown kinds (without an ending)",
        "1 folder excluded in the preferences",
        "3 hidden folders",
        "15 hidden (2 jpg, 13 without an ending)",
    ]


def test_nothing_left_out_has_no_line():
    assert left_out_wording.lines([]) == []


IN_JSON = {
    LeftOutReason.ARCHIVE: "archive",
    OWNED + "Aperture": "belongs to Aperture",
    OWNED + Owner.PROGRAM: "belongs to a program",
    OWNED + "iTunes": "belongs to iTunes",
    OWNED + Owner.SYSTEM: "belongs to the system",
    LeftOutReason.SIDECAR: "companion of a photo",
    LeftOutReason.DOCUMENT: "document",
    LeftOutReason.EXCLUDED: "excluded",
    LeftOutReason.FILM: "film",
    LeftOutReason.HIDDEN: "hidden",
    LeftOutReason.RAW: "install photosim[raw]",
    LeftOutReason.LINK: "link, which is not followed",
    LeftOutReason.SPECIAL: "no ordinary file",
    LeftOutReason.ONLINE: "only online",
    LeftOutReason.OTHER_PICTURE: "picture of a kind that photosim does not read",
    LeftOutReason.SOUND: "sound",
    LeftOutReason.UNKNOWN: "unknown",
}


@pytest.mark.parametrize(("reason", "said"), IN_JSON.items())
def test_json_names_each_reason_as_ever_and_is_read_back(reason, said):
    found = LeftOut("abc", reason, 5, 2)

    told = left_out_wording.in_json(found)

    assert told == {"ending": "abc", "reason": said, "count": 5, "folders": 2}
    assert left_out_wording.of_json(told) == found


def test_reasons_are_told_in_the_order_of_what_json_names_them():
    assert {reason.value for reason in LeftOutReason} <= set(IN_JSON)
    assert sorted(IN_JSON) == list(IN_JSON)
    assert sorted(IN_JSON.values()) == list(IN_JSON.values())


def test_an_owner_without_a_name_is_described():
    found = [LeftOut("app", OWNED + Owner.PROGRAM, 1, 1), LeftOut("", OWNED + Owner.SYSTEM, 1, 1)]

    assert [line.partition(";")[0] for line in left_out_wording.lines(found)] == [
        "1 folder that belongs to a program (app)",
        "1 folder that belongs to the system",
    ]
