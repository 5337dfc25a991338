"""What is said after files came back from the trash, or could not."""

from photosim.gui.review import trash_words
from photosim.services.trash_orders import Refusal, TrashReport


def said_of(*reasons, n_files=0):
    refused = tuple(Refusal(f"/p/{i}.jpg", reason) for i, reason in enumerate(reasons))
    return trash_words.restored(TrashReport(0, n_files, 0, refused))


def test_each_file_that_could_not_come_back_is_named_with_its_own_reason():
    said = said_of("/p/0.jpg is not in the trash any more.", "Its drive is away.", n_files=1)

    assert said == (
        "1 file is back where it was. 2 files could not come back: "
        "/p/0.jpg is not in the trash any more. 1.jpg: Its drive is away."
    )


def test_of_many_the_first_are_named_and_the_others_counted():
    said = said_of(*["No."] * 6)

    assert said == (
        "6 files could not come back: 0.jpg: No. 1.jpg: No. 2.jpg: No. "
        "The journal says why of 3 files more."
    )


def test_without_any_file_that_is_said():
    assert said_of() == "There was nothing to bring back."
