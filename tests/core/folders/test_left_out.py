"""Why a file is no photo, told from its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.folders import left_out
from photosim.core.image import formats
from photosim.core.records.left_out import LeftOutReason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (b"a.MOV", ("mov", "film")),
        (b"a.b.Pdf", ("pdf", "document")),
        (b"IMG.CR3", ("cr3", "install-raw")),
        (b"a.psd", ("psd", "other-picture")),
        (b"a.xmp", ("xmp", "companion")),
        (b"README", ("", "unknown")),
        (b".bashrc", ("", "unknown")),
        (b"a.jpg~", ("", "unknown")),
        (b"core.12345", ("", "unknown")),
        (b"a.d\xe9j\xe0", ("", "unknown")),
        (b"a.", ("", "unknown")),
    ],
)
def test_a_kind_is_ending_and_reason(name, kind):
    assert left_out.kind_of(name) == kind


@given(st.binary(min_size=1, max_size=40))
def test_every_name_has_a_kind_of_few_plain_letters(name):
    ending, reason = left_out.kind_of(name)

    assert len(ending) <= 24
    assert ending.isascii()
    assert reason


def test_endings_of_photos_have_no_other_reason():
    for ending in formats.EXTENSIONS:
        assert left_out.kind_of(b"a." + ending)[1] == LeftOutReason.UNKNOWN


@pytest.mark.parametrize(
    ("name", "original"),
    [
        (b".IMG_1.HEIC.icloud", b"IMG_1.HEIC"),
        (b"IMG_1.jpg.icloud", b"IMG_1.jpg"),
        (b"..icloud", None),
        (b".icloud", None),
        (b"icloud.jpg", None),
    ],
)
def test_icloud_holds_the_place_of_a_file(name, original):
    assert left_out.placeholder_of(name) == original


def test_many_kinds_of_one_directory_are_not_all_told_apart():
    counts = left_out.counted((f"x{n}", "unknown") for n in range(1000))

    assert len(counts) == left_out.MOST_KINDS + 1
    assert sum(counts.values()) == 1000
