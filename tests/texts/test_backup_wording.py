"""What a backup holds, in words."""

from photosim.texts.backup_wording import in_words, kinds, reopened

HOLDS = {"trash_item": 1200, "label": 1, "preset": 0, "unheard": 3}


def test_rows_are_called_what_people_call_them_in_a_fixed_order():
    assert in_words(HOLDS) == "1 label, 1,200 files in the trash journal"
    assert kinds(HOLDS) == {"labels": 1, "files in the trash journal": 1200}


def test_what_holds_nothing_says_so():
    assert (in_words({}), in_words(None), kinds(None)) == ("nothing", "nothing", {})


def test_choices_that_are_open_again_are_said_with_the_reason():
    assert reopened(1).startswith("1 choice in it is open again: ")
    assert reopened(1500).startswith("1,500 choices in it are open again: ")
