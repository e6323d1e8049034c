"""Customers and their contacts: what is kept, and how it is cleaned."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.domain.countries import region_code
from bot.domain.errors import InvalidFields, UserError

NAME_LENGTH = 300
# What an index of every database can hold.
NAME_KEY_LENGTH = 191


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    customer_id: int
    name: str
    title: str | None = None
    email: str | None = None
    phone: str | None = None
    external_key: str | None = None

    @property
    def fingerprint(self) -> str:
        """Differs as soon as anything of the contact does; a form carries it along."""
        told = repr((self.name, self.title, self.email, self.phone))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """What people type about a customer. `country` is as written, not a code.

    `segment` and the credit limit are what the approval policy goes by, so that not
    everybody may change them.
    """

    name: str
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    address: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None
    notes: str | None = None
    owner_id: int | None = None
    external_key: str | None = None
    segment: str | None = None
    credit_limit_minor: int | None = None
    credit_currency: str | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as stored; `revision` guards an edit against a second writer."""

    id: int
    details: CustomerDetails
    revision: int
    created_at: datetime
    contacts: tuple[Contact, ...] = ()

    @property
    def name(self) -> str:
        return self.details.name


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """A customer that a search found.

    `via` says what was found where it was not the customer's own name. `score` lies
    between 0 and 1; at 1 every word that was typed stands there in full.
    """

    id: int
    name: str
    place: str
    score: float
    via: str | None = None


def clean_name(text: str) -> str:
    """Trim and join blanks; raises UserError when nothing is left or it is too long."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise UserError("Give a name.")
    if len(name) > NAME_LENGTH:
        raise UserError(f"A name takes at most {NAME_LENGTH} characters; this one has {len(name)}.")
    return name


def clean_email(text: str | None) -> str | None:
    """Return the address in its normal form, or None when empty; raises UserError."""
    if not text or not text.strip():
        return None
    try:
        # Test domains are real domains to somebody who tries the program out.
        checked = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise UserError(
            f"“{text.strip()}” is no e-mail address. Write it like anna@firm.com."
        ) from error
    return checked.normalized.lower()


def clean_phone(text: str | None, *, region: str | None = None) -> str | None:
    """Return the number as +E.164 where it can be told, else as typed with blanks joined.

    `region` is an ISO 3166 code that national numbers are read in. Real files hold
    numbers that no plan knows any more; they are kept, since a rep may still dial them.
    Raises UserError only where there is no digit at all.
    """
    if not text or not text.strip():
        return None
    typed = " ".join(text.split())
    if not re.search(r"\d", typed):
        raise UserError(f"“{typed}” is no phone number. Write it like +49 30 123456.")
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return typed
    # A number without its area code is possible too, but nobody could dial it as +E.164.
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        return typed
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def written_phone(number: str | None) -> str | None:
    """Return a kept number as people write it, "+49 30 123456"; others stay as they are."""
    if not number or not number.startswith("+"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


# How long the other details may be; what an index holds sets the first two.
LENGTHS = {
    "email": 191,
    "phone": 191,
    "website": 300,
    "title": 300,
    "address": 300,
    "city": 300,
    "region": 300,
    "postal_code": 32,
    "country": 100,
    "segment": 100,
    "notes": 3_000,
}


def clean_details(details: CustomerDetails) -> CustomerDetails:
    """Return the details in their normal form, numbers read as in the customer's country.

    Raises InvalidFields by the names of the details, with every fault at once.
    """
    region = region_code(details.country)
    cleaned, wrong = _cleaned(
        {
            "name": lambda: clean_name(details.name),
            "email": lambda: clean_email(details.email),
            "phone": lambda: clean_phone(details.phone, region=region),
            **{
                field: _trimmer(getattr(details, field))
                for field in (
                    *("website", "address", "city", "region", "postal_code", "country"),
                    "segment",
                )
            },
            "notes": lambda: (details.notes or "").strip() or None,
        }
    )
    if wrong:
        raise InvalidFields(wrong)
    return replace(details, **cleaned)  # type: ignore[arg-type] # by name, as cleaned above


def clean_contact(contact: Contact, *, country: str | None) -> Contact:
    """Return the contact in its normal form; `country` is the customer's, as written.

    Raises InvalidFields by the names of the fields, with every fault at once.
    """
    region = region_code(country)
    cleaned, wrong = _cleaned(
        {
            "name": lambda: clean_name(contact.name),
            "title": _trimmer(contact.title),
            "email": lambda: clean_email(contact.email),
            "phone": lambda: clean_phone(contact.phone, region=region),
        }
    )
    if wrong:
        raise InvalidFields(wrong)
    return replace(contact, **cleaned)  # type: ignore[arg-type] # by name, as cleaned above


def _trimmer(text: str | None) -> Callable[[], str | None]:
    return lambda: " ".join((text or "").split()) or None


def _cleaned(
    cleaners: dict[str, Callable[[], str | None]],
) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return what each cleaner gave, and by field the sentence of each that refused."""
    cleaned: dict[str, str | None] = {}
    wrong: dict[str, str] = {}
    for field, clean in cleaners.items():
        try:
            cleaned[field] = clean()
        except UserError as error:
            wrong[field] = str(error)
        else:
            most = LENGTHS.get(field, NAME_LENGTH)
            length = len(cleaned[field] or "")
            if length > most:
                wrong[field] = f"This takes at most {most} characters; these are {length}."
    return cleaned, wrong


# Legal forms say nothing about who a firm is; "Acme Ltd" and "ACME Limited" are one.
LEGAL_FORMS = frozenset(
    (
        *("ab", "ag", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "inc"),
        *("incorporated", "kg", "limited", "llc", "llp", "ltd", "ltda", "nv", "oy", "plc", "pte"),
        *("pty", "sa", "sarl", "sas", "spa", "srl"),
    )
)


# Letters that no decomposition takes apart, though people type them without their strokes.
STROKES = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
# Japanese is written in two alphabets of one order, the second 96 places behind the first.
KATAKANA = {chr(letter): chr(letter - 96) for letter in range(0x30A1, 0x30F7)}
FOLDED = str.maketrans(STROKES | KATAKANA)
SILENT = "'’‘`´."
SILENT_MARKS = str.maketrans(dict.fromkeys(SILENT, ""))
PLAIN_LETTERS = str.maketrans(
    {
        mark: "" if mark in SILENT else mark.lower() if mark.isalnum() else " "
        for mark in map(chr, range(128))
    }
)


def words(text: str) -> list[str]:
    """Split into comparable words: no case, no accents, no punctuation, any script."""
    if text.isascii():
        # The same result in a tenth of the time, which an import of many names feels.
        return text.translate(PLAIN_LETTERS).split()
    folded = unicodedata.normalize("NFKD", text).casefold().translate(FOLDED)
    bare = "".join(
        mark for mark in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(mark)
    )
    return "".join(
        mark if mark.isalnum() or unicodedata.category(mark).startswith("M") else " "
        for mark in bare.translate(SILENT_MARKS)
    ).split()


def name_key(name: str) -> str:
    """Return what two spellings of one customer's name have in common.

    Legal forms fall away unless nothing else is left.
    """
    all_words = words(name)
    telling = [word for word in all_words if word not in LEGAL_FORMS]
    return " ".join(telling or all_words)[:NAME_KEY_LENGTH]
