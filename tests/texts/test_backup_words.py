"""What a backup holds, in words."""

from photosim.texts.backup_words import in_words, kinds

HOLDS = {"trash_item": 1200, "label": 1, "preset": 0, "unheard": 3}


def test_rows_are_called_what_people_call_them_in_a_fixed_order():
    assert in_words(HOLDS) == "1 label, 1,200 files in the trash journal"
    assert kinds(HOLDS) == {"labels": 1, "files in the trash journal": 1200}


def test_what_holds_nothing_says_so():
    assert (in_words({}), in_words(None), kinds(None)) == ("nothing", "nothing", {})
