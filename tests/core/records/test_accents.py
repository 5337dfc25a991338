"""What a person may leave out when typing, in words and names alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosim.core.records import accents


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Zürich", "zurich"),
        ("SMØRREBRØD", "smorrebrod"),
        ("Αθήνα", "αθηνα"),
        ("ガーデン", "ガーデン"),
        ("ｶﾞﾁｬ", "ガチャ"),
        ("ทะเล", "ทะเล"),
        ("हिन्दी", "हिन्दी"),
        ("مُحَمَّد", "محمد"),
        ("Й", "й"),
    ],
)
def test_accents_go_and_other_letters_stay(typed, plain):
    assert accents.plain(typed) == plain == accents.plain(plain)


@given(st.text())
def test_what_is_plain_stays_as_it_is(text):
    assert accents.plain(accents.plain(text)) == accents.plain(text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("man", "mañana.jpg"),
        ("MAÑ", "manana.jpg"),
        ("al", "Ålesund.jpg"),
        ("strasse", "Straße 1.jpg"),
        ("ss", "ßig.jpg"),
        ("o", "Øresund.jpg"),
        ("lodz", "Łódź.jpg"),
        ("img_2", "\uff29\uff2d\uff27\uff3f\uff12\uff10.jpg"),
        ("a", "Ærø.jpg"),
        ("viet nam", "Việt Nam.jpg"),
        ("가", "가족.jpg"),
        ("ガ", "ガーデン.jpg"),
    ],
)
def test_a_name_begins_as_it_is_typed_without_accents(form, typed, name):
    name, wanted = unicodedata.normalize(form, name), accents.plain(typed)

    assert accents.begins(name, wanted)
    assert name.casefold()[0] in accents.first_characters(wanted)


def test_another_letter_is_not_the_same_without_its_marks():
    assert not accents.begins("ガーデン", accents.plain("カ"))
    assert not accents.begins("шина", accents.plain("и"))
