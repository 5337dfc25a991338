"""What a drop or a paste means, in the order in which senders can be trusted.

Flow: `QMimeData` -> `reading` (GUI thread, touches no file) -> `Drop` -> `settled` (touches files:
`settle` gives it a thread) -> `DropDecision`: a query, a folder to add, or a sentence that says why
not.

The order: photos of our own, files on this computer, a picture's bytes, a picture in memory, text
that is a path, and only then web addresses, which are refused: browsers send an address with the
picture itself, and the picture counts. Paths are taken from the percent-decoded bytes of the list
of addresses, because Qt loses names that are not valid Unicode.
"""

from __future__ import annotations

import base64
import binascii
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QImageWriter, QPixmap

from photosim.core.errors import system_reason
from photosim.core.records.photos import Query, readable
from photosim.texts import system_wording

PHOTO_IDS = "application/x-photosim-photo-ids"
"""The format in which photos dragged from the gallery name themselves: the process, then ids.

Ids of another process are of another library, maybe; its photos are known by their files.
"""
_PICTURES = ("png", "jpeg", "webp", "avif", "heic", "heif", "tiff", "bmp", "gif")
_QUERY_PX = 1600
"""Long edge to which a picture from the clipboard is made smaller; models look at 224 to 380 px."""
_LARGEST_COPY = 256 * 2**20
"""Largest temporary file, in bytes, that is read at once; a larger one is left where it is."""

PASTED = "Pasted picture"
"""What a picture is called that is no file."""
NO_NETWORK = (
    "photosim never uses the network. Drag the picture itself, or copy the image and press Ctrl+V."
)
NO_PICTURE = "There is no picture in what was dropped or copied."
NO_COPY = (
    "photosim only takes copies, and this would be moved. Hold Ctrl while you drag it, "
    "or copy it and press Ctrl+V."
)


@dataclass(frozen=True, slots=True)
class Drop:
    """What was dropped or pasted; at most one of the fields is filled, none: nothing of use.

    Attributes:
        photo_id: a photo of the library itself.
        paths: files or folders of this computer, as `os.fsdecode` gives them; not checked.
        data: bytes that say they are an encoded picture.
        image: a picture in memory.
        refusal: a sentence for the person.
    """

    photo_id: int | None = None
    paths: tuple[str, ...] = ()
    data: bytes = b""
    image: QImage | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class DropDecision:
    """What is to be done about a drop.

    Attributes:
        query: search with this.
        folder: a folder, links followed; the person is asked whether to add it.
        sentence: what to say: why not, or what was left out.
        after: paths that stand behind the one of `query`, which may hold no picture.
    """

    query: Query | None = None
    folder: str = ""
    sentence: str = ""
    after: tuple[str, ...] = ()


def reading(mime: QMimeData) -> Drop:
    """What `mime` offers of use. GUI thread; opens no file and changes nothing."""
    addresses = _addresses(mime)
    return (
        _own_photo(mime)
        or _files(addresses)
        or _picture(mime, addresses)
        or _text(mime)
        or Drop(refusal=NO_NETWORK if _is_web(addresses, mime) else NO_PICTURE)
    )


def accept_copy(event: QDropEvent) -> bool:
    """Take a copy of what is held over a widget or let go there, whatever its sender proposes.

    A sender that hears "moved" may delete its file. One that offers no copy is refused. Returns
    whether the event was accepted.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    # Qt puts the sender's own proposal in the place of an action that is not offered
    is_copy = event.dropAction() is Qt.DropAction.CopyAction
    if not is_copy:
        event.setDropAction(Qt.DropAction.IgnoreAction)
    event.setAccepted(is_copy)
    return is_copy


def promises(mime: QMimeData) -> str:
    """What to say while something is held over the window; asks the sender for names only."""
    addresses = _addresses(mime)
    if mime.hasFormat(PHOTO_IDS) or mime.hasImage() or _picture_formats(mime):
        return "Search with this picture"
    paths = _paths(addresses)
    if len(paths) > 1:
        return "Search with the first of these"
    if paths or any(address.startswith(b"data:image/") for address in addresses):
        return "Search with this picture"
    if _is_web(addresses, mime):
        return NO_NETWORK
    return "Search with this" if mime.hasText() else ""


def own_photos(ids: Sequence[int]) -> bytes:
    """What `PHOTO_IDS` holds: "4711:17,18" for the photos 17 and 18 of the process 4711."""
    return f"{os.getpid()}:{','.join(map(str, ids))}".encode("ascii")


def own_ids(mime: QMimeData) -> list[int]:
    """The ids of photos that come from this window; none for anything else."""
    process, _, ids = bytes(mime.data(PHOTO_IDS).data()).partition(b":")
    is_ours = process == str(os.getpid()).encode()
    return [int(one) for one in ids.split(b",") if one.isdigit()] if is_ours else []


def settle(drop: Drop, told: Callable[[DropDecision], None]) -> None:
    """Settle a drop in a thread of its own, which tells what came of it."""

    def work() -> None:
        told(settled(drop))

    threading.Thread(target=work, name="drop", daemon=True).start()


def settled(drop: Drop) -> DropDecision:
    """Look at the files of a drop and read what may vanish; for any thread but the GUI's."""
    if drop.photo_id is not None:
        return DropDecision(query=Query(photo_id=drop.photo_id))
    if drop.paths:
        return _settled_paths(drop.paths)
    if drop.data:
        return DropDecision(query=Query(data=drop.data, name=PASTED))
    if drop.image is not None:
        return DropDecision(query=Query(data=encoded(drop.image), name=PASTED))
    return DropDecision(sentence=drop.refusal or NO_PICTURE)


def encoded(image: QImage) -> bytes:
    """`image` as a file's bytes, at most `_QUERY_PX` px long; for any thread but the GUI's."""
    if max(image.width(), image.height()) > _QUERY_PX:
        image = image.scaled(
            _QUERY_PX,
            _QUERY_PX,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # BMP costs a quarter of PNG's time, but has no room for transparency.
    kind = b"PNG" if image.hasAlphaChannel() else b"BMP"
    QImageWriter(buffer, QByteArray(kind)).write(image)
    return bytes(buffer.data().data())


def _own_photo(mime: QMimeData) -> Drop | None:
    ids = own_ids(mime)
    return Drop(photo_id=ids[0]) if ids else None


def _addresses(mime: QMimeData) -> list[bytes]:
    """The list of addresses, percent-encoded as the sender wrote it (RFC 2483)."""
    lines = bytes(mime.data("text/uri-list").data()).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith(b"#")]


def _files(addresses: list[bytes]) -> Drop | None:
    paths = _paths(addresses)
    return Drop(paths=paths) if paths else None


def _paths(addresses: list[bytes]) -> tuple[str, ...]:
    return tuple(path for path in map(_local_path, addresses) if path)


def _local_path(address: bytes) -> str:
    """The path of a `file:` address of this computer, else an empty text."""
    if not address.lower().startswith(b"file:"):
        return ""
    if os.name == "nt":
        return QUrl.fromEncoded(address).toLocalFile()
    rest = address[len(b"file:") :]
    if rest.startswith(b"//"):
        host, slash, rest = rest[2:].partition(b"/")
        rest = slash + rest
        if host not in (b"", b"localhost", os.fsencode(os.uname().nodename)):
            return ""
    return os.fsdecode(unquote_to_bytes(rest)).replace("\0", "")


def _picture_formats(mime: QMimeData) -> list[str]:
    return [f"image/{name}" for name in _PICTURES if mime.hasFormat(f"image/{name}")]


def _picture(mime: QMimeData, addresses: list[bytes]) -> Drop | None:
    for name in _picture_formats(mime):
        data = bytes(mime.data(name).data())
        if data:
            return Drop(data=data)
    if mime.hasImage():
        image = mime.imageData()
        image = image.toImage() if isinstance(image, QPixmap) else image
        if isinstance(image, QImage) and not image.isNull():
            return Drop(image=image)
    return _written_picture(addresses, mime)


def _written_picture(addresses: list[bytes], mime: QMimeData) -> Drop | None:
    """A picture written out as an address: `data:image/png;base64,...` (RFC 2397)."""
    text = mime.text().strip().encode("utf-8", "replace") if mime.hasText() else b""
    for address in (*addresses, text):
        head, _, body = address.partition(b",")
        if head.startswith(b"data:image/") and head.endswith(b";base64"):
            try:
                return Drop(data=base64.b64decode(unquote_to_bytes(body)))
            except binascii.Error:
                continue
    return None


def _text(mime: QMimeData) -> Drop | None:
    lines = mime.text().splitlines() if mime.hasText() else []
    if not lines:
        return None
    first = lines[0].strip().strip("\"'")
    if first.lower().startswith("file:"):
        return _files([line.strip().encode("utf-8", "surrogateescape") for line in lines])
    path = os.path.expanduser(first)  # noqa: PTH111  # Path would change the name's dots
    return Drop(paths=(path,)) if os.path.isabs(path) else None  # noqa: PTH117


def _is_web(addresses: list[bytes], mime: QMimeData) -> bool:
    text = mime.text().strip() if mime.hasText() else ""
    first = addresses[0].decode("utf-8", "replace") if addresses else text
    try:
        return urlsplit(first).scheme.lower() in ("http", "https", "ftp")
    except ValueError:
        return False


def _settled_paths(paths: tuple[str, ...]) -> DropDecision:
    """The first that can be opened counts; what stands before it is named with its reason."""
    refusals: list[str] = []
    for number, path in enumerate(map(Path, paths), start=1):
        shown = readable(os.fsencode(path.name or str(path)))
        try:
            if path.is_dir():
                return DropDecision(folder=os.path.realpath(path), sentence=" ".join(refusals))
            query = _query(path, shown)
        except (OSError, ValueError) as error:
            reason = (isinstance(error, OSError) and system_reason(error)) or str(error)
            refusals.append(f"{shown} cannot be opened: {system_wording.said(reason)}.")
        else:
            if len(paths) > 1:
                one = f"Searching with {shown}; photosim takes one picture at a time."
                refusals.append(one)
            return DropDecision(query=query, sentence=" ".join(refusals), after=paths[number:])
    return DropDecision(sentence=" ".join(refusals))


def _query(path: Path, shown: str) -> Query:
    """A file as a query; a program's temporary file is read now, as it may be gone soon."""
    size = path.stat().st_size
    if not path.is_file():
        raise ValueError("it is not a file")
    temporary = Path(tempfile.gettempdir()).resolve()
    if size <= _LARGEST_COPY and temporary in path.resolve().parents:
        return Query(data=path.read_bytes(), name=shown)
    with path.open("rb"):
        return Query(path=str(path), name=shown)
