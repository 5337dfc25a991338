from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from photosim.core.image import xmp

PACKET = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:other="http://ns.adobe.com/exif/1.0/"
 photoshop:DateCreated="2001-02-03T04:05:06">
 <other:DateTimeOriginal>2000-01-01T10:20:30</other:DateTimeOriginal>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@pytest.mark.parametrize(
    "packet", [PACKET, PACKET.encode(), PACKET.encode("utf-16"), PACKET.encode() + bytes(100)]
)
def test_values_are_found_as_attributes_and_as_elements_under_any_prefix(packet):
    assert xmp.values(packet) == {
        "photoshop:DateCreated": "2001-02-03T04:05:06",
        "exif:DateTimeOriginal": "2000-01-01T10:20:30",
    }


def test_of_a_broken_packet_counts_what_stands_before_the_fault():
    broken = PACKET[: PACKET.index("</rdf:Description>")] + "<unclosed"

    assert xmp.values(broken)["photoshop:DateCreated"] == "2001-02-03T04:05:06"


def test_entities_are_neither_expanded_nor_fetched():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        '<x xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>&a;&b;</xmp:CreateDate></x>'
    )

    assert xmp.values(bomb) == {}


def test_a_packet_beyond_reason_is_not_read():
    assert xmp.values(PACKET + " " * 5_000_000) == {}


@given(some.binary(max_size=300))
def test_any_bytes_are_no_error(packet):
    xmp.values(packet)
    xmp.values(b"<a>" + packet)
