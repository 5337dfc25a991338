"""Themes of which no word tells are called something, and told apart."""

from photosim.core.records.themes import Theme, Themes
from photosim.texts import theme_wording


def theme(name: str) -> Theme:
    return Theme(name, name, is_named=False, size=9, n_photos=9, covers=(), since=0.0, until=0.0)


def test_themes_without_words_are_called_so_and_told_apart():
    assert theme_wording.named(["", "cats", ""]) == ("Mixed photos", "cats", "Mixed photos 2")


def test_no_theme_is_called_as_a_person_called_another():
    named = theme_wording.named(["mixed PHOTOS", "", "Mixed photos 2", ""])

    assert named == ("mixed PHOTOS", "Mixed photos 3", "Mixed photos 2", "Mixed photos 4")


def test_all_else_of_themes_stays():
    themes = theme_wording.with_names(Themes((theme("cats"), theme("")), 0.5, 18))

    assert [one.name for one in themes.themes] == ["cats", "Mixed photos"]
    assert [one.id for one in themes.themes] == ["cats", ""] and themes.n_photos == 18
