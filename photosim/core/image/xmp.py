"""XMP, the metadata that programs write (ISO 16684-1): a few values of a packet, by name.

The packet is XML from a stranger: declarations of entities and document types are refused, so that
nothing is expanded or fetched, and what is too long is not read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from xml.parsers import expat

_MOST_BYTES = 4_000_000
"""A packet with a year's history of edits has some 100 kB."""
_MOST_TEXT = 1000
_MOST_TEXTS = 1000

_SPACES = {
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
}


_USUAL = {
    **{prefix: space for space, prefix in _SPACES.items()},
    "dc": "http://purl.org/dc/elements/1.1/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "MicrosoftPhoto": "http://ns.microsoft.com/photo/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "acdsee": "http://ns.acdsee.com/iptc/1.0/",
}
"""What prefixes stand for in packets that lack the declaration: programs cut packets in pieces."""


def values(packet: bytes | str) -> Mapping[str, str]:
    """Simple values by name, such as "photoshop:DateCreated"; none of a broken packet's rest.

    Args:
        packet: with or without its wrapper, in any encoding of XML.
    """
    data = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    if len(data) > _MOST_BYTES:
        return {}
    reader = _PacketReader()
    # what stands before a fault counts
    with contextlib.suppress(expat.ExpatError, ValueError):
        reader.parser.Parse(data.strip(b"\0 \r\n\t"), True)
    return reader.found


def texts(packet: bytes | str, names: Collection[str]) -> list[tuple[str, str]]:
    """All texts that stand in some properties, also those of lists and of structures inside them.

    Args:
        packet: as of `values`.
        names: of the properties, each with its namespace before it, without anything between.

    Returns:
        The name of the property, and one text in it, as they follow each other.
    """
    data = packet.encode("utf-8", "replace") if isinstance(packet, str) else packet
    if len(data) > _MOST_BYTES:
        return []
    try:
        return _texts(data, names, separator="")
    except expat.ExpatError:  # a prefix without its namespace: what it usually stands for counts
        return _texts(data, names, separator=None)


def _texts(data: bytes, names: Collection[str], separator: str | None) -> list[tuple[str, str]]:
    """Those of a packet; of a broken one what stands before the fault.

    Args:
        data: the packet.
        names: of the properties.
        separator: "" to read names with their namespaces, None with prefixes as they stand.

    Raises:
        ExpatError: a prefix has no namespace, where that is needed.
    """
    reader = _TextReader(frozenset(names), separator)
    try:
        reader.parser.Parse(data.strip(b"\0 \r\n\t"), True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]:
            raise
    except ValueError:
        pass  # it declares something; what stands before counts
    return reader.found


class _TextReader:
    """Collects texts of properties while the parser goes over a packet."""

    def __init__(self, names: frozenset[str], separator: str | None) -> None:
        self.found: list[tuple[str, str]] = []
        self._names = names
        self._open: list[str] = []
        self._text = ""
        self.parser = _parser(self._start, self._end, self._characters, separator)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._keep()
        inside = self._open[-1] if self._open else ""
        self._open.append(whole if (whole := _whole(name)) in self._names else inside)
        for attribute, value in attributes.items():
            if (whole := _whole(attribute)) in self._names:
                self._add(whole, value)

    def _end(self, _: str) -> None:
        self._keep()
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open and self._open[-1] and len(self._text) < _MOST_TEXT:
            self._text += text

    def _keep(self) -> None:
        if self._text.strip() and self._open:
            self._add(self._open[-1], self._text)
        self._text = ""

    def _add(self, name: str, text: str) -> None:
        if len(self.found) < _MOST_TEXTS and text.strip():
            self.found.append((name, text.strip()[:_MOST_TEXT]))


class _PacketReader:
    """Collects values while the parser goes over a packet."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._text = ""
        self.parser = _parser(self._start, self._end, self._characters, separator=" ")

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._text = ""
        for attribute, value in attributes.items():
            self._keep(_short(attribute), value)

    def _end(self, name: str) -> None:
        self._keep(_short(name), self._text)
        self._text = ""

    def _characters(self, text: str) -> None:
        if len(self._text) < _MOST_TEXT:
            self._text += text

    def _keep(self, name: str, value: str) -> None:
        if name and value.strip():
            self.found.setdefault(name, value.strip()[:_MOST_TEXT])


def _parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
    separator: str | None,
) -> expat.XMLParserType:
    """A parser that hands on elements and texts; between namespace and name stands `separator`.

    With None nothing is known of namespaces, and names have their prefixes.
    """
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _whole(name: str) -> str:
    """A name with its namespace, also where only the usual prefix of that stands."""
    prefix, colon, local = name.partition(":")
    return f"{_USUAL[prefix]}{local}" if colon and prefix in _USUAL else name


def _short(name: str) -> str:
    """Prefix and local part of a name with its whole namespace; "" for others."""
    space, _, local = name.rpartition(" ")
    return f"{_SPACES[space]}:{local}" if space in _SPACES else ""


def _refuse(*_: object) -> None:
    raise ValueError("an XMP packet declares nothing")
