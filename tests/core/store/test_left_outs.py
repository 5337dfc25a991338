"""What lies in the folders and is no photo: counted by kind, whatever age the rows have."""

import pytest

from photosim.core.records.left_out import OWNED, LeftOut, LeftOutReason, Owner

BEFORE = {
    "install photosim[raw]": LeftOutReason.RAW,
    "only online": LeftOutReason.ONLINE,
    "picture of a kind that photosim does not read": LeftOutReason.OTHER_PICTURE,
    "companion of a photo": LeftOutReason.SIDECAR,
    "link, which is not followed": LeftOutReason.LINK,
    "no ordinary file": LeftOutReason.SPECIAL,
    "belongs to a program": OWNED + Owner.PROGRAM,
    "belongs to the system": OWNED + Owner.SYSTEM,
    "belongs to Apple Photos": OWNED + "Apple Photos",
    "film": LeftOutReason.FILM,
    "of a newer photosim": "of a newer photosim",
}


@pytest.fixture
def store(store):
    store.folders.add(b"/p")
    return store


@pytest.mark.parametrize(("kept", "reason"), BEFORE.items())
def test_a_reason_that_was_kept_in_words_counts_with_the_same_one_as_a_code(store, kept, reason):
    store.left_outs.put(1, b"a", {("x", kept): 2, ("x/", kept): 1})
    store.left_outs.put(1, b"b", {("x", reason): 3})

    assert store.left_outs.all() == (LeftOut("x", reason, 6, 1),)
    assert store.left_outs.by_folder() == {1: (LeftOut("x", reason, 6, 1),)}


def test_the_most_comes_first_then_by_reason_and_ending(store):
    counts = {("b", "film"): 1, ("a", "film"): 1, ("", "archive"): 1, ("z", "sound"): 9}
    store.left_outs.put(1, b"", counts)

    assert [(one.ending, one.reason) for one in store.left_outs.all()] == [
        ("z", "sound"),
        ("", "archive"),
        ("a", "film"),
        ("b", "film"),
    ]
