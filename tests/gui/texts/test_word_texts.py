"""What is searched for in words, and what is said about it."""

import pytest
from support.fake_engine import made_up_photo

from photosim.core.records.photos import Evidence, FactKind, Match, Query
from photosim.core.records.themes import Suggestion, Tag, TagKind, WordKind
from photosim.gui.texts import photo_facts, word_texts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\U0001fae8 \ufffe\ufdd0b", "a\U0001fae8 b"),  # an emoji of Unicode 15, and no signs
        ("dog on a sofa", "dog on a sofa"),
        ("  dog \n on\ta   sofa ", "dog on a sofa"),
        ("", ""),
        (" \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\n", ""),
        ("d\0o\x07g\x1b", "dog"),
        ("dog\N{RIGHT-TO-LEFT OVERRIDE}gpj", "doggpj"),
        ("\ud83d dog", "dog"),
        ("כלב על ספה", "כלב על ספה"),
        ("می\N{ZERO WIDTH NON-JOINER}خواهم", "می\N{ZERO WIDTH NON-JOINER}خواهم"),
        ("100 % <b>; DROP TABLE photo --", "100 % <b>; DROP TABLE photo --"),
    ],
)
def test_a_text_becomes_one_line_of_signs_that_can_be_seen(text, plain):
    assert word_texts.plain(text) == plain


def test_an_endless_text_has_an_end():
    assert len(word_texts.plain("dog " * 100_000)) <= word_texts.LONGEST
    assert word_texts.plain("x" * 1_000_000) == "x" * word_texts.LONGEST


@pytest.mark.parametrize(
    ("query", "title", "called"),
    [
        (Query(text="dog"), "“dog”", "“dog”"),
        (Query(path="/a/b.jpg", name="b.jpg"), "Like b.jpg", "b.jpg"),
        (Query(data=b"x"), "Like this picture", "a photo of yours"),
        (Query(photo_id=3, name="b.jpg", text="snow"), "Like b.jpg, more “snow”", None),
        (Query(data=b"x", text="snow"), "Like this picture, more “snow”", None),
    ],
)
def test_the_title_says_picture_and_words(query, title, called):
    assert word_texts.title(query) == title
    assert word_texts.called(query) == called or called is None


def test_only_a_query_without_a_picture_is_by_words():
    assert word_texts.is_by_words(Query(text="dog"))
    assert not word_texts.is_by_words(Query(text="dog", photo_id=0))
    assert not word_texts.is_by_words(Query(text="dog", data=b""))
    assert not word_texts.is_by_words(Query(path="/a.jpg"))


@pytest.mark.parametrize(
    ("match", "why"),
    [
        (Match(1, 0.0, Evidence.LABEL), "your label"),
        (Match(1, 0.05, Evidence.WORDS), "clearly seen"),
        (Match(1, 0.4, Evidence.WORDS), "seen in it"),
        (Match(1, 0.7, Evidence.WORDS), "perhaps in it"),
        (Match(1, 0.95, Evidence.WORDS), "a guess"),
        (Match(1, 0.0, Evidence.NAME, FactKind.FILE_NAME), "in its name"),
        (Match(1, 0.0, Evidence.NAME, FactKind.FOLDER), "in its folder's name"),
        (Match(1, 0.0, Evidence.NAME, FactKind.CAMERA), "its camera"),
        (Match(1, 0.0, Evidence.DATE, FactKind.DATE), "its date"),
        (Match(1, 0.1, Evidence.EMBEDDING), ""),
    ],
)
def test_a_caption_says_why_a_photo_fits_and_never_per_cent(match, why):
    photo = made_up_photo(1)

    assert word_texts.why(match) == why
    if why:
        told = [photo_facts.lead_text(match), photo_facts.accessible_text(photo, match)]
        assert told[0] == why
        assert told[1].endswith(why)
        assert "%" not in "".join(told)


@pytest.mark.parametrize(
    ("suggestion", "told"),
    [
        (Suggestion("dog", WordKind.THING), ""),
        (Suggestion("Ada", WordKind.LABEL, 1204), "label, 1,204 photos"),
        (Suggestion("Ada", WordKind.FOLDER, 1), "folder, 1 photo"),
        (Suggestion("Pixel 3", WordKind.CAMERA), "camera"),
        (Suggestion("May 2019", WordKind.DATE), "date"),
    ],
)
def test_a_suggestion_says_what_it_is_in_words(suggestion, told):
    assert word_texts.kind(suggestion) == told


@pytest.mark.parametrize("kind", list(WordKind))
def test_each_kind_of_word_can_be_told(kind):
    assert "_" not in word_texts.kind(Suggestion("x", kind))


def test_how_sure_a_tag_is_is_said_without_a_number():
    tags = [Tag("a", 1.0, TagKind.LABEL), Tag("b", 0.3, TagKind.SUGGESTED)]
    tags += [Tag("c", score) for score in (0.9, 0.6, 0.05)]

    told = [word_texts.sureness(tag) for tag in tags]

    assert len(set(told)) == len(told)
    assert not any(sign.isdigit() or sign == "%" for text in told for sign in text)
    assert [word_texts.is_weak(tag) for tag in tags] == [False, False, False, False, True]
