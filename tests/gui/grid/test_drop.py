import base64
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage, QPixmap

from photosim.core.records.photos import Query
from photosim.gui.grid import drop
from photosim.gui.grid.drop import Drop, DropDecision

PNG = b"\x89PNG\r\n\x1a\n and so on"


def mime(**formats):
    """A drop that offers each format (written with _ for / and __ for -)."""
    made = QMimeData()
    for name, data in formats.items():
        made.setData(name.replace("__", "-").replace("_", "/", 1), data)
    return made


def files(*paths):
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder that does not count as temporary."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path


def test_a_file_is_searched_with_where_it_lies(qapp, here):
    photo = here / "a b %41 é.jpg"
    photo.write_bytes(b"x")

    read = drop.reading(files(photo))

    assert read == Drop(paths=(str(photo),))
    assert drop.settled(read) == DropDecision(query=Query(path=str(photo), name=photo.name))


def test_a_name_that_is_not_unicode_keeps_its_bytes(qapp, here):
    path = os.fsencode(here) + b"/\xe9\xff,#.jpg"
    Path(os.fsdecode(path)).write_bytes(b"x")
    address = b"file://" + os.fsencode(here) + b"/%E9%FF%2C%23.jpg\r\n"

    settled = drop.settled(drop.reading(mime(text_uri__list=address)))

    assert os.fsencode(settled.query.path) == path
    settled.query.name.encode()


def test_addresses_of_this_computer_may_carry_its_name(qapp):
    here = os.uname().nodename.encode()
    for head in (b"file:/a/b.jpg", b"file:///a/b.jpg", b"FILE://localhost/a/b.jpg"):
        assert drop.reading(mime(text_uri__list=head)).paths == ("/a/b.jpg",)
    assert drop.reading(mime(text_uri__list=b"file://" + here + b"/a")).paths == ("/a",)
    assert drop.reading(mime(text_uri__list=b"file://elsewhere/a")).refusal


def test_comments_in_the_list_of_addresses_are_skipped(qapp):
    read = drop.reading(mime(text_uri__list=b"# made by a browser\r\nfile:///a/b.jpg\r\n\r\n"))

    assert read.paths == ("/a/b.jpg",)


def test_of_several_files_the_first_is_searched_with_and_it_is_said(qapp, here):
    for name in ("1.jpg", "2.jpg"):
        (here / name).write_bytes(b"x")

    settled = drop.settled(drop.reading(files(here / "1.jpg", here / "2.jpg")))

    assert settled.query.path == str(here / "1.jpg")
    assert "1.jpg" in settled.sentence
    assert "one picture at a time" in settled.sentence
    assert settled.after == (str(here / "2.jpg"),)


def test_one_that_cannot_be_opened_does_not_stop_those_after_it(qapp, here):
    (here / "2.jpg").write_bytes(b"x")

    settled = drop.settled(drop.reading(files(here / "gone.jpg", here / "2.jpg")))

    assert settled.query.path == str(here / "2.jpg")
    assert settled.sentence.startswith("gone.jpg cannot be opened: No such file or directory.")
    assert "Searching with 2.jpg" in settled.sentence


def test_a_folder_is_offered_for_adding(qapp, here):
    settled = drop.settled(drop.reading(files(here)))

    assert settled == DropDecision(folder=str(here))


def test_a_temporary_file_is_read_before_it_vanishes(qapp, here):
    photo = here / "temporary" / "dragged.bmp"
    photo.write_bytes(b"BM and so on")

    settled = drop.settled(drop.reading(files(photo)))
    photo.unlink()

    assert settled.query == Query(data=b"BM and so on", name="dragged.bmp")
    assert settled.query.data == b"BM and so on"


def test_a_file_that_is_gone_is_a_sentence(qapp, here):
    settled = drop.settled(drop.reading(files(here / "gone.jpg")))

    assert settled.query is None
    assert settled.sentence == "gone.jpg cannot be opened: No such file or directory."


def test_a_pipe_is_not_opened(qapp, here):
    os.mkfifo(here / "pipe")

    assert drop.settled(drop.reading(files(here / "pipe"))).query is None


def test_files_count_more_than_the_picture_that_comes_with_them(qapp):
    both = mime(text_uri__list=b"file:///a.jpg", image_png=PNG)

    assert drop.reading(both) == Drop(paths=("/a.jpg",))


def test_a_picture_counts_more_than_the_web_address_that_comes_with_it(qapp):
    both = mime(text_uri__list=b"https://example.org/a.jpg", image_png=PNG)

    settled = drop.settled(drop.reading(both))

    assert settled.query.data == PNG


def test_encoded_bytes_count_more_than_decoded_pixels(qapp):
    both = mime(image_jpeg=b"jpeg bytes")
    both.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))

    assert drop.reading(both) == Drop(data=b"jpeg bytes")


@pytest.mark.parametrize("kind", [QImage, QPixmap.fromImage])
@pytest.mark.parametrize("see_through", [True, False])
def test_a_picture_in_memory_is_made_small_and_keeps_its_colours(qapp, kind, see_through):
    image_format = QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32
    image = QImage(4000, 2000, image_format)
    image.fill(QColor(10, 200, 30, 128 if see_through else 255))
    pasted = QMimeData()
    pasted.setImageData(kind(image))

    settled = drop.settled(drop.reading(pasted))
    decoded = QImage.fromData(settled.query.data)

    assert (decoded.width(), decoded.height()) == (1600, 800)
    assert decoded.hasAlphaChannel() == see_through
    assert abs(decoded.pixelColor(5, 5).green() - 200) <= 1


@pytest.mark.parametrize("text", ["{path}", '"{path}"', "file://{path}", "{path}\n"])
def test_text_that_is_a_path_is_searched_with(qapp, here, text):
    (here / "p.jpg").write_bytes(b"x")
    copied = QMimeData()
    copied.setText(text.format(path=here / "p.jpg"))

    assert drop.settled(drop.reading(copied)).query.path == str(here / "p.jpg")


def test_a_picture_written_as_an_address_is_read(qapp):
    address = b"data:image/png;base64," + base64.b64encode(PNG)

    assert drop.reading(mime(text_uri__list=address)) == Drop(data=PNG)


@pytest.mark.parametrize("web", ["https://example.org/a.jpg", "http://x/y", "HTTP://x"])
def test_a_web_address_is_refused_in_a_friendly_way(qapp, web):
    link = QMimeData()
    link.setUrls([QUrl(web)])
    text = QMimeData()
    text.setText(web)

    for offered in (link, text):
        assert drop.settled(drop.reading(offered)) == DropDecision(sentence=drop.NO_NETWORK)
        assert drop.promises(offered) == drop.NO_NETWORK


@pytest.mark.parametrize("text", ["", "some words", "http://[", "\0"])
def test_anything_else_says_that_there_is_no_picture(qapp, text):
    copied = QMimeData()
    copied.setText(text)

    settled = drop.settled(drop.reading(copied))

    assert settled.query is None
    assert settled.sentence == drop.NO_PICTURE


def test_a_photo_from_the_gallery_itself_needs_no_file(qapp):
    own = files("/gone/a.jpg")
    own.setData(drop.PHOTO_IDS, drop.own_photos([17, 18]))

    assert drop.settled(drop.reading(own)).query == Query(photo_id=17)


def test_a_photo_of_another_window_is_known_by_its_file(qapp):
    other = files("/gone/a.jpg")
    other.setData(drop.PHOTO_IDS, b"1:17,18")

    assert drop.reading(other).paths == ("/gone/a.jpg",)


def test_the_window_promises_before_the_button_is_released(qapp):
    assert drop.promises(files("/a.jpg")) == "Search with this picture"
    assert drop.promises(files("/a.jpg", "/b.jpg")) == "Search with the first of these"
    assert drop.promises(mime(image_png=PNG)) == "Search with this picture"
    assert drop.promises(QMimeData()) == ""
