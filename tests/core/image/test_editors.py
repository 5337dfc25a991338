"""Programs that save pictures anew are known by name, cameras' firmware is none of them."""

import pytest

from photosim.core.image import editors


@pytest.mark.parametrize(
    "name",
    [
        "Adobe Photoshop Lightroom 6.6 (Macintosh)", "Adobe Photoshop CS6 (Windows)", "VSCO",
        "GIMP 2.10.32", "Capture One 12 Macintosh", "darktable 4.2.1", "digiKam-7.9.0",
        "Snapseed 2.19", "paint.net 5.0", "Microsoft Windows Photo Viewer 6.1", "Picasa",
        "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90",
    ],
)  # fmt: skip
def test_program_that_saves_pictures_is_an_editor(name):
    assert editors.is_editor(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "Ver.1.00 ", "16.5.1", "HDR+ 1.0.220943774z", "G973FXXU3BSKO", "v01.23.4920", "1.20",
        "Digital Camera FinePix S5000 Ver1.00", "MediaTek Camera Application", "Version 1.2",
        "SpitLight", "COOLPIX P900V1.4", "GT-I9300", "Firmware Version 1.1.3", "DMC-FZ1000",
    ],
)  # fmt: skip
def test_firmware_of_a_camera_is_none(name):
    assert not editors.is_editor(name)


def test_history_tells_who_saved_a_picture():
    edited = b'<rdf:li stEvt:action="saved" stEvt:softwareAgent="Adobe Photoshop 21.0 (Windows)"/>'
    camera = b'<x xmp:CreatorTool="16.5.1" xmp:Rating="0"><a>Adobe XMP Core</a></x>'

    assert editors.edits_in_history(edited)
    assert editors.edits_in_history(b"<xmp:CreatorTool>GIMP 2.10</xmp:CreatorTool>")
    assert not editors.edits_in_history(camera)
    assert not editors.edits_in_history(b"\xff\xfe\x00")
