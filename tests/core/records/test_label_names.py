"""What a label may be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.errors import LabelError, ThemeFault
from photosim.core.records.label_names import MOST_CHARACTERS, clean, key


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("beach", "beach"),
        ("  by  the\tsea\n", "by the sea"),
        ("../../etc/passwd", "../../etc/passwd"),
        ("<b>bold</b> & %s {0}", "<b>bold</b> & %s {0}"),
        ("'; DROP TABLE label; --", "'; DROP TABLE label; --"),
        ("nul\0bell\a", "nulbell"),
        ("море", "море"),
        ("海辺", "海辺"),
        ("\u202efdp.exe", "fdp.exe"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("cafe\u0301", "café"),
        ("newer \U0001fae8 than Python", "newer \U0001fae8 than Python"),
        ("none \uffff\ufdd0\U0010fffe", "none"),
        ("lone \ud800 half", "lone half"),
        ("x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS),
    ],
)
def test_names_are_kept_on_one_line_as_people_wrote_them(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize(
    "written", ["", "   ", "\n\t", "\0\x01", "\u200d\u200b", "\u0301", "\ud800", "\uffff"]
)
def test_a_name_that_cannot_be_seen_is_refused(written):
    with pytest.raises(LabelError, match=ThemeFault.LABEL_UNSEEN):
        clean(written)


@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, 10_000, 1_000_000])
def test_an_endless_name_is_refused(length):
    with pytest.raises(LabelError, match=f"{ThemeFault.LABEL_LONG} .200"):
        clean("x" * length)


def test_case_and_composition_make_no_other_label():
    assert key(clean("Straße")) == key(clean("STRASSE"))
    assert key(clean("café")) == key(clean("CAFE\u0301"))
    assert key(clean("beach")) != key(clean("beaches"))


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_can_be_stored(text):
    try:
        once = clean(text)
    except LabelError:
        return
    assert clean(once) == once
    once.encode()
