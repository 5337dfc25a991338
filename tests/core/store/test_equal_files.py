"""Of a file it is known which others hold the same bytes, wherever they lie."""

from support.made_up import put

from photosim.core.records.photos import Stamp


def test_other_files_of_a_photo_are_told_by_their_complete_paths(store):
    put(store, {b"a.jpg": "a", b"s\xff/b.jpg": "a", b"c.jpg": "c"})
    put(store, {b"d.jpg": "a"}, folder=b"/drive")

    found = store.equal_files.of([b"/photos/s\xff/b.jpg", b"/photos/c.jpg", b"/photos/none.jpg"])

    assert found == {
        b"/photos/s\xff/b.jpg": (b"/photos/a.jpg", b"/drive/d.jpg"),
        b"/photos/c.jpg": (),
    }


def test_what_is_offline_or_has_changed_is_equal_to_nothing(store):
    put(store, {b"a.jpg": "a", b"b.jpg": "a"})
    put(store, {b"d.jpg": "a"}, folder=b"/drive")
    folder, drive = (store.folders.add(path).id for path in (b"/photos", b"/drive"))
    store.folders.set_state(drive, offline=True)
    store.files.change(folder, b"", {b"b.jpg": Stamp(9, 9)})

    assert store.equal_files.of([b"/photos/a.jpg", b"/photos/b.jpg"]) == {b"/photos/a.jpg": ()}


def test_no_folder_is_taken_for_one_whose_name_begins_alike(store):
    put(store, {b"a.jpg": "a", b"b.jpg": "a"})

    assert store.equal_files.of([b"/photos2/a.jpg"]) == {}
