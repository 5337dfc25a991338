"""Somebody copies a picture in another program and presses Ctrl+V."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from support import album, photos
from support.people.person import CTRL, SHIFT, Keys


def test_a_copied_picture_finds_its_photo(at_home, pictures):
    mime = QMimeData()
    data = photos.encoded(album.cropped(pictures["astronaut"]), "PNG")
    mime.setImageData(QImage.fromData(data))
    at_home.copy_elsewhere(mime)

    at_home.answer(lambda: at_home.press(Keys.Key_V, CTRL))
    at_home.wait_for_thumbnails()
    at_home.look("pasted")

    assert at_home.names()[0] == "astronaut"
    assert at_home.title == "Like Pasted picture"


def test_a_copied_file_finds_its_photo(at_home, pictures):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pictures["coins"]))])
    at_home.copy_elsewhere(mime)

    at_home.answer(lambda: at_home.press(Keys.Key_Insert, SHIFT))

    assert at_home.names()[0] == "coins"


def test_words_on_the_clipboard_are_answered_with_a_sentence(at_home):
    mime = QMimeData()
    mime.setText("buy milk")
    at_home.copy_elsewhere(mime)

    at_home.press(Keys.Key_V, CTRL)

    at_home.wait_until_said("There is no picture")
    at_home.look("nothing-to-paste")
