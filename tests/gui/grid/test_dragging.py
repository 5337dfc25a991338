"""Photos dragged out are file URLs, whatever bytes their names hold."""

import os
from urllib.parse import unquote_to_bytes

import pytest
from support.fake_engine import made_up_photo

from photosim.gui.grid import dragging, drop


@pytest.mark.parametrize(
    "path", [b"/p/IMG 1.jpg", b"/p/100%25 #1?.jpg", "/p/Grün.jpg".encode(), b"/p/caf\xe9.jpg"]
)
def test_a_url_holds_the_bytes_of_the_path(path):
    encoded = bytes(dragging.file_url(os.fsdecode(path)).toEncoded().data())

    assert encoded.startswith(b"file:///p/")
    assert unquote_to_bytes(encoded.removeprefix(b"file://")) == path


def test_photos_travel_as_a_list_of_urls():
    data = dragging.mime_data([made_up_photo(1), made_up_photo(2)])

    assert [url.fileName() for url in data.urls()] == ["IMG_0001.JPG", "IMG_0002.JPG"]
    assert data.hasFormat("text/uri-list")
    assert drop.reading(data).photo_id == 1
