"""What a person excludes, and what other programs own."""

import unicodedata

import pytest

from photosim.core.folders.exclusions import Exclusions, owner_of


def folder(exclusions: Exclusions, name: str, above: bytes = b"") -> str | None:
    return exclusions.reason(name.encode(), is_directory=True, above=above)


def test_a_path_is_excluded_when_a_part_of_it_is():
    excluded = Exclusions(("out",))

    assert excluded.excludes_path(b"a/out/b")
    assert excluded.excludes_path(b"a/.x")
    assert not excluded.excludes_path(b"a/outside/b")
    assert not excluded.excludes_path(b"")


@pytest.mark.parametrize(
    ("excluded", "name"),
    [
        ("[Originals]", "[Originals]"),
        ("[Originals]", "[ORIGINALS]"),
        ("Photos [old]", "photos [old]"),
        ("[!a]*", "[!a]b"),
        ("IMG [1-9].jpg", "IMG [1-9].jpg"),
        ("Old/", "old"),
        ("*.tmp", "a.TMP"),
        ("20??", "2019"),
        ("(a|b)+", "(a|b)+"),
        ("what?", "what?"),
        ("a*", "a\nb"),
        (unicodedata.normalize("NFC", "Übung"), unicodedata.normalize("NFD", "ÜBUNG")),
        ("Straße", "STRASSE"),
    ],
)
def test_a_text_excludes_the_name_that_it_is(excluded, name):
    assert folder(Exclusions([excluded]), name) == "excluded"


@pytest.mark.parametrize(
    ("excluded", "name"),
    [
        ("[Originals]", "s"),
        ("[Originals]", "O"),
        ("Photos [old]", "Photos o"),
        ("*.[jt]pg", "a.jpg"),
        ("20??", "20190"),
        ("(a|b)+", "ab"),
        (".", "a"),
        ("", "a"),
    ],
)
def test_a_text_excludes_nothing_else(excluded, name):
    assert folder(Exclusions([excluded]), name) is None


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Photos Library.photoslibrary", "Apple Photos"),
        ("OLD.PHOTOSLIBRARY", "Apple Photos"),
        ("iPhoto.photolibrary", "iPhoto"),
        ("2012.migratedphotolibrary", "iPhoto"),
        ("Aperture.aplibrary", "Aperture"),
        ("Catalog Previews.lrdata", "Lightroom"),
        ("Catalog.lrcat-data", "Lightroom"),
        ("Lightroom Library.lrlibrary", "Lightroom"),
        ("Shoot.cocatalog", "Capture One"),
        ("@eaDir", "Synology"),
        (".dtrash", "digiKam"),
        (".picasaoriginals", "Picasa"),
        ("iPod Photo Cache", "iTunes"),
        ("appdata_oc8x1y2z3", "Nextcloud"),
        ("iPhoto Library", "iPhoto"),
        ("Lightroom Settings", "Lightroom"),
        ("Capture One Trash", "Capture One"),
        ("Adobe Bridge Cache", "Adobe Bridge"),
        ("Luminar Neo Catalog", "Luminar Neo"),
        ("Mine.luminarneo", "Luminar Neo"),
        ("TV Library.tvlibrary", "Apple TV"),
        ("Music Library.musiclibrary", "Apple Music"),
        ("Generated Images.bundle", "Mylio"),
    ],
)
def test_what_another_program_owns_is_left_out(name, owner):
    assert folder(Exclusions(), name) == f"belongs-to {owner}"
    assert folder(Exclusions(included=[name]), name) is None


def test_a_cache_is_capture_ones_only_where_capture_one_has_it():
    assert folder(Exclusions(), "Cache", b"/shoot/CaptureOne") == "belongs-to Capture One"
    assert folder(Exclusions(), "Cache", b"/geo") is None
    assert Exclusions().excludes_path(b"shoot/CaptureOne/Cache/Thumbnails/1.jpg")


@pytest.mark.parametrize(
    ("above", "name", "owner"),
    [
        ("/srv/immich", "thumbs", "Immich"),
        ("/srv/Immich-App/library", "encoded-video", "Immich"),
        ("/srv/photoprism/storage", "cache", "PhotoPrism"),
    ],
)
def test_a_name_that_may_be_a_persons_is_anothers_only_where_that_one_has_it(above, name, owner):
    assert folder(Exclusions(), name, above.encode()) == f"belongs-to {owner}"
    assert owner_of(f"{above}/{name}/1") == owner
    assert Exclusions().excludes_path(f"{above[1:]}/{name}/1.jpg".encode())
    assert folder(Exclusions(), name, b"/home/me/library") is None
    assert folder(Exclusions(), name) is None


@pytest.mark.parametrize("name", ["Mylio", "Private.noindex", "thumbs", "Originals", "iPhoto"])
def test_a_name_that_may_be_a_persons_is_looked_into(name):
    assert folder(Exclusions(), name, b"/home/me/Pictures") is None


def test_a_file_called_like_a_package_is_a_file():
    assert Exclusions().reason(b"a.photoslibrary", is_directory=False) is None
    assert Exclusions().reason(b"SYNOFILE_THUMB_S.jpg", is_directory=False) == "belongs-to Synology"


def test_hidden_names_are_left_out_unless_the_person_says_otherwise():
    assert folder(Exclusions(), ".secret") == "hidden"
    assert folder(Exclusions(included=[".sec*"]), ".secret") is None
    assert folder(Exclusions(), ".photoslibrary") == "hidden"


@pytest.mark.parametrize("name", [b"\xff\xfe", b"caf\xe9.photoslibrary", b"\xed\xb3\xbf"])
def test_names_that_are_not_unicode_are_only_names(name):
    assert Exclusions(["*.tmp"]).reason(name, is_directory=False) is None


@pytest.mark.parametrize(
    ("directory", "owner"),
    [
        ("/home/me/Photos Library.photoslibrary/originals/A", "Apple Photos"),
        ("/home/me/Shoot/CaptureOne/Cache", "Capture One"),
        ("/home/me/Cache", None),
        ("/home/me/photoslibrary/.hidden", None),
        ("/" + "a/" * 2000, None),
        ("", None),
    ],
)
def test_a_folder_is_whose_the_folder_around_it_is(directory, owner):
    assert owner_of(directory) == owner
