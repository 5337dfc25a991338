"""Words that somebody wrote into a file are told from what cameras and programs write there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.ExifTags import Base

from photosim.core.image import captions

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
}


def packet(attributes: str, inside: str = "") -> bytes:
    """A packet of XMP with one description."""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    described = f"<rdf:Description {attributes}>{inside}</rdf:Description>"
    return f"<rdf:RDF {spaces}>{described}</rdf:RDF>".encode()


def bag(name: str, *texts: str) -> bytes:
    """The same with a property that lists texts."""
    listed = "".join(f"<rdf:li>{text}</rdf:li>" for text in texts)
    return packet("", f"<{name}><rdf:Bag>{listed}</rdf:Bag></{name}>")


@pytest.mark.parametrize(
    ("record", "packet", "info"),
    [
        ({Base.UserComment: b"ASCII\0\0\0scan of 1962 print"}, b"", {}),
        ({Base.UserComment: b"UNICODE\0" + "Großmutter".encode("utf-16")}, b"", {}),
        ({Base.UserComment: b"JIS\0\0\0\0\0" + "京都".encode("iso2022_jp")}, b"", {}),
        ({Base.UserComment: b"\0\0\0\0\0\0\0\0Emma and Paul"}, b"", {}),
        ({}, b"", {"comment": b"Taken by grandpa in 1962"}),
        ({}, b"", {"comment": "Ma\xdfe".encode("latin-1")}),
        ({}, b"", {"Description": "At the lake"}),
        ({}, packet('xmp:Label="Red"'), {}),
        ({}, packet("", "<xmp:Label>Blue</xmp:Label>"), {}),
    ],
)
def test_what_a_person_wrote_counts(record, packet, info):
    assert captions.texts(record, packet, info)


@pytest.mark.parametrize(
    "comment",
    [
        b"",
        b"   \0\0",
        b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n",
        b"Lavc58.54.100",
        b"Created with GIMP",
        b"File written by Adobe Photoshop 4.0",
        b"LEAD Technologies Inc. V1.01",
        b"Optimized by JPEGmini 3.9",
        b"AppleMark\n",
        b"Screenshot",
        b"https://example.org/1.jpg",
        b'{"data":{"pictureId":"1"}}',
        b"\x01\x02\x80\x00\x10ab",
        b"2019:05:01 10:00:00",
        None,
        12,
    ],
)
def test_what_programs_and_cameras_write_does_not_count(comment):
    assert not captions.texts({}, b"", {"comment": comment})
    if isinstance(comment, bytes):
        assert not captions.texts({Base.UserComment: b"ASCII\0\0\0" + comment}, b"", {})


def test_credits_do_not_count():
    assert not captions.texts({Base.Artist: "Emma", Base.Copyright: "Emma 2019"}, b"", {})


VALUES = st.none() | st.binary() | st.text() | st.integers() | st.lists(st.integers()).map(tuple)


@given(VALUES, VALUES, st.binary(), VALUES)
def test_whatever_a_file_holds_is_answered(value, other, packet, comment):
    record = {Base.UserComment: value, Base.ImageDescription: other, Base.XPTitle: value}

    found = captions.texts(record, packet, {"comment": comment}, [((2, 25), packet)])

    assert all(found)
    assert len(captions.digests(found)) % captions.DIGEST == 0


@pytest.mark.parametrize(
    ("packet", "texts"),
    [
        (bag("dc:subject", "Anna", "beach"), {"anna", "beach"}),
        (bag("lr:hierarchicalSubject", "Family|Anna", "Anna"), {"family", "anna"}),
        (bag("digiKam:TagsList", "People/Anna"), {"people", "anna"}),
        (bag("dc:description", "  At the\nlake "), {"at the lake"}),
        (packet('photoshop:City="Wien" photoshop:Country="Austria"'), {"wien", "austria"}),
        (packet("", '<mwg-rs:Regions><rdf:li mwg-rs:Name="Emma"/></mwg-rs:Regions>'), {"emma"}),
        (packet("", "<MPReg:PersonDisplayName>Emma</MPReg:PersonDisplayName>"), {"emma"}),
        (packet('digiKam:PickLabel="3" digiKam:ColorLabel="0"'), {"pick 3"}),
        (packet('xmpDM:pick="1"'), {"pick 1"}),
        (packet('crs:Exposure2012="+0.50" xmp:CreatorTool="Lightroom"'), set()),
    ],
)
def test_words_of_many_programs_are_found_in_xmp(packet, texts):
    assert captions.texts({}, packet, {}) == texts


@pytest.mark.parametrize(
    "packet",
    [
        b'<rdf:Description xmp:Label="Red"/>',
        b"<dc:subject><rdf:Bag><rdf:li>Red</rdf:li></rdf:Bag></dc:subject>",
        b'<rdf:Description mwg-rs:Name="red" mwg-rs:Type="Face"/>',
        b'<dc:title>\n <rdf:Alt><rdf:li xml:lang="x-default">RED</rdf:li></rdf:Alt>',
    ],
)
def test_packet_without_declarations_and_cut_off_is_read_by_the_usual_prefixes(packet):
    assert captions.texts({}, packet, {}) == {"red"}


def test_words_of_iptc_are_those_of_exif_and_xmp():
    datasets = [((2, 120), "Großmutter".encode()), ((2, 25), b"Anna"), ((2, 40), b"FBMD0100")]

    found = captions.texts({}, b"", {}, datasets)

    assert found == {"grossmutter", "anna"}
    assert (
        captions.texts({Base.ImageDescription: "Großmutter"}, bag("dc:subject", "anna"), {})
        == found
    )


def test_digests_are_equal_where_texts_are_and_in_whatever_order():
    assert captions.digests(["anna", "emma"]) == captions.digests(["emma", "anna"])
    assert captions.digests(["anna"]) != captions.digests(["emma"])
    assert captions.digests([]) == b""
    many = captions.digests([str(number) for number in range(1000)])
    assert len(many) == captions.DIGEST * captions.MOST_TEXTS


def test_caption_that_only_begins_as_another_one_is_its_own():
    begun = "Grandma's birthday at the lake with all of her children and grandchildren"

    texts = [
        captions.texts({Base.ImageDescription: one}, b"", {}) for one in (begun, begun + ", 1962")
    ]

    assert captions.digests(texts[0]) != captions.digests(texts[1])
