"""Customers' details: cleaned, compared, read in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.customers import (
    Contact,
    CustomerDetails,
    clean_contact,
    clean_details,
    clean_email,
    clean_name,
    clean_phone,
    name_key,
    words,
)
from bot.domain.errors import InvalidFields, UserError
from bot.domain.search_terms import mistypings, phone_term, spellings, telling_words, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", "ACME Limited"),
        ("Müller & Söhne GmbH", "Muller Sohne"),
        ("Société Générale S.A.", "societe generale"),
        ("O'Brien", "OBrien"),
        ("Ørsted", "Orsted"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Καφές", "ΚΑΦΕΣ"),
        ("サクラ", "さくら"),
        ("ｶﾌｪ", "カフェ"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_a_name_of_legal_forms_alone_keeps_them() -> None:
    assert name_key("The Limited Company Ltd") == "the"
    assert name_key("Limited Ltd") == "limited ltd"


def test_letters_that_carry_marks_stay_whole_words() -> None:
    assert words("हिन्दी पुस्तक") == words("हिन्दी  पुस्तक!")
    assert len(words("हिन्दी पुस्तक")) == 2


@given(st.text())
def test_words_are_made_of_what_is_comparable(text: str) -> None:
    split = words(text)

    assert words(" ".join(split)) == split
    assert words(text.upper().lower()) == words(text.upper())


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_take_the_short_road_to_the_same_words(text: str) -> None:
    assert words(text) == words(text + " é")[:-1]


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("030 1234567", "DE", "+49301234567"),
        ("(5) 555-4729", "MX", "(5) 555-4729"),
        ("+44 20 7946 0958", None, "+442079460958"),
        ("  555   12 ", None, "555 12"),
        ("", "DE", None),
        (None, None, None),
    ],
)
def test_phones_are_kept_in_one_form_where_it_can_be_told(
    typed: str | None, region: str | None, kept: str | None
) -> None:
    assert clean_phone(typed, region=region) == kept


def test_what_is_no_phone_or_address_is_refused() -> None:
    with pytest.raises(UserError, match="is no phone number"):
        clean_phone("call me")
    with pytest.raises(UserError, match="is no e-mail address"):
        clean_email("anna at firm")
    with pytest.raises(UserError, match="Give a name"):
        clean_name(" \t ")


def test_every_fault_is_told_at_its_field() -> None:
    with pytest.raises(InvalidFields) as refused:
        clean_details(CustomerDetails(" ", email="x", phone="none", postal_code="1" * 33))

    assert set(refused.value.fields) == {"name", "email", "phone", "postal_code"}


def test_details_are_kept_in_their_normal_form() -> None:
    cleaned = clean_details(
        CustomerDetails(
            "  Acme   Tools ",
            email=" Info@ACME.example ",
            phone="030 1234567",
            country="Deutschland",
        )
    )

    assert (cleaned.name, cleaned.email, cleaned.phone) == (
        "Acme Tools",
        "info@acme.example",
        "+49301234567",
    )


def test_a_contacts_phone_is_read_as_one_of_the_customers_country() -> None:
    contact = clean_contact(Contact(0, 1, "Anna", phone="01 23 45 67 89"), country="France")

    assert contact.phone == "+33123456789"


def test_a_contacts_fingerprint_changes_with_anything_of_it() -> None:
    assert Contact(1, 1, "Anna").fingerprint != Contact(1, 1, "Anna", title="CEO").fingerprint
    assert Contact(1, 1, "Anna").fingerprint == Contact(1, 1, "Anna").fingerprint


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("+49301234567", "030 123 45 67"),
        ("+49301234567", "0049 (0)30 1234567"),
        ("0621-08460", "+49 621 08460"),
        ("+49301234567", "234567"),
    ],
)
def test_a_phone_is_found_however_it_is_written(written: str, typed: str) -> None:
    (term,) = (each for each in terms(names=[], phones=[written]).every)
    sought = phone_term(typed)

    assert sought
    assert term.startswith(sought)


def test_what_is_no_number_is_not_looked_for_as_one() -> None:
    assert phone_term("Acme 2000") is None
    assert phone_term("12") is None


@given(st.text(alphabet="abcdefghij", min_size=3, max_size=12), st.data())
def test_words_that_differ_by_a_letter_share_a_spelling(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("klm"))
    mistyped = [
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ]

    for other in mistyped:
        if mistypings(other):
            assert spellings(word) & spellings(other)


def test_legal_forms_are_no_words_to_look_for_unless_there_are_no_others() -> None:
    assert telling_words("Acme GmbH") == ["acme"]
    assert telling_words("GmbH") == ["gmbh"]
