"""Finding customers by what people type."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.domain.customers import Contact, CustomerDetails, name_key
from bot.store import customers, search
from bot.store.tables import CustomerRow, PostingRow, SpellingRow
from tests.conftest import NOON


def add(session: Session, name: str, *contacts: str, **details: str) -> int:
    customer = customers.add(session, CustomerDetails(name, **details), NOON)  # type: ignore[arg-type]
    for contact in contacts:
        customers.add_contact(session, Contact(0, customer.id, contact))
    return customer.id


def found(session: Session, typed: str) -> list[str]:
    return [match.name for match in search.find(session, typed)]


@pytest.fixture
def firms(session: Session) -> Session:
    add(
        session,
        "Alfreds Futterkiste GmbH",
        "Maria Anders",
        external_key="ALFKI",
        phone="+49300074321",
        email="info@futterkiste.example",
        city="Berlin",
        country="Germany",
    )
    add(session, "Blauer See Delikatessen", "Hanna Moos", phone="0621-08460")
    add(session, "Blondesddsl père et fils", "Frédérique Citeaux")
    add(session, "Müller & Søn A/S", "José Łukasz")
    add(session, "Zaanse Snoepfabriek", "Dirk Luchte")
    add(session, "東京商事株式会社", "田中太郎")
    add(session, "Ελληνικά Τρόφιμα", "Γιώργος Παπαδόπουλος")
    add(session, "شركة النور للتجارة")
    add(session, "हिन्दी पुस्तक भण्डार")
    add(session, "サクラ食品")
    return session


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("alfreds", "Alfreds Futterkiste GmbH"),
        ("ALFREDS FUTTERKISTE", "Alfreds Futterkiste GmbH"),
        ("futter alf", "Alfreds Futterkiste GmbH"),
        ("Alfred Futerkiste", "Alfreds Futterkiste GmbH"),
        ("alferds futtrekiste", "Alfreds Futterkiste GmbH"),
        ("alfki", "Alfreds Futterkiste GmbH"),
        ("info@futterkiste.example", "Alfreds Futterkiste GmbH"),
        ("INFO@futter", "Alfreds Futterkiste GmbH"),
        ("futterkiste.example", "Alfreds Futterkiste GmbH"),
        ("+49 (0)30 0074321", "Alfreds Futterkiste GmbH"),
        ("030-0074321", "Alfreds Futterkiste GmbH"),
        ("0049 30 007 43 21", "Alfreds Futterkiste GmbH"),
        ("(0621) 08460", "Blauer See Delikatessen"),
        ("+49 621 08460", "Blauer See Delikatessen"),
        ("blauersee", "Blauer See Delikatessen"),
        ("blauer see delikatesen", "Blauer See Delikatessen"),
        ("delikatessen moos", "Blauer See Delikatessen"),
        ("snoep fabriek", "Zaanse Snoepfabriek"),
        ("zanse snoepfabrik", "Zaanse Snoepfabriek"),
        ("Blondesddsl pere", "Blondesddsl père et fils"),
        ("frederique", "Blondesddsl père et fils"),
        ("muller son", "Müller & Søn A/S"),
        ("mueller", "Müller & Søn A/S"),
        ("lukasz", "Müller & Søn A/S"),
        ("商事", "東京商事株式会社"),
        ("東京", "東京商事株式会社"),
        ("田中", "東京商事株式会社"),
        ("ελληνικα", "Ελληνικά Τρόφιμα"),
        ("ΓΙΩΡΓΟΣ", "Ελληνικά Τρόφιμα"),
        ("النور", "شركة النور للتجارة"),
        ("पुस्तक", "हिन्दी पुस्तक भण्डार"),
        ("食品", "サクラ食品"),
        ("さくら", "サクラ食品"),
    ],
)
def test_finds_what_was_meant(firms: Session, typed: str, name: str) -> None:
    assert found(firms, typed)[:1] == [name]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "%",
        "_",
        "quartz",
        "xqz",
        "@",
        "+",
        "'; drop table",
        "12",
        "🎉",
        "__",
        "\0",
        "\ud800",
    ],
)
def test_finds_nobody_where_nobody_is_meant(firms: Session, typed: str) -> None:
    assert found(firms, typed) == []


def test_whole_words_win_over_beginnings_and_those_over_mistypings(session: Session) -> None:
    for name in ("Marten", "Martens", "Martin", "Marine"):
        add(session, name)

    assert found(session, "marten") == ["Marten", "Martens"]
    assert found(session, "martin") == ["Martin"]
    assert found(session, "mertin") == ["Martin", "Marten"]


def test_says_when_a_contact_was_found(firms: Session) -> None:
    (match,) = search.find(firms, "Anders")

    assert (match.via, match.place) == ("Maria Anders", "Berlin, Germany")


def test_a_new_name_is_found_and_the_old_one_no_more(session: Session) -> None:
    customer = customers.get(session, add(session, "Oldname Brothers", "Petra Stay"))

    customers.save(
        session, replace(customer, details=replace(customer.details, name="Fresh Sisters"))
    )

    assert found(session, "oldname") == []
    assert found(session, "fresh") == ["Fresh Sisters"]
    assert found(session, "petra") == ["Fresh Sisters"]


def test_indexing_again_changes_nothing(firms: Session) -> None:
    def sizes() -> list[int]:
        return [
            firms.scalar(select(func.count()).select_from(row)) or 0
            for row in (PostingRow, SpellingRow)
        ]

    before = sizes()
    ids = [match.id for match in search.find(firms, "blauer")]
    search.index(firms, [*ids, 987_654])

    assert sizes() == before


def test_another_workspace_finds_nobody(charlie: Session, firms: Session) -> None:
    firms.commit()

    assert found(charlie, "alfreds") == []
    assert found(charlie, "alferds") == []
    assert found(charlie, "alfki") == []
    assert search.mentioned(charlie, "Zaanse Snoepfabriek info@futterkiste.example") == []


def test_sees_whom_a_message_speaks_of(firms: Session) -> None:
    def spoken(text: str) -> list[str]:
        return [match.name for match in search.mentioned(firms, text)]

    assert spoken("Just off the phone with Alfreds Futterkiste, they want more") == [
        "Alfreds Futterkiste GmbH"
    ]
    assert spoken("mail from <info@futterkiste.example> about it") == ["Alfreds Futterkiste GmbH"]
    assert spoken("somebody@futterkiste.example asks") == ["Alfreds Futterkiste GmbH"]
    assert spoken("see you at the blauer reiter") == []


def test_three_thousand_customers_are_searched_through_the_indexes(session: Session) -> None:
    syllables = [first + last for first in "bdfgklmnprst" for last in "aeiou"]
    names = [
        f"{syllables[at % 60]}{syllables[at // 60 % 60]}{syllables[at * 7 % 60]} Trading"
        for at in range(3000)
    ]
    rows = [
        CustomerRow(name=name, name_key=name_key(name), created_at=NOON, revision=0)
        for name in names
    ]
    session.add_all(rows)
    session.flush()

    search.index(session, [row.id for row in rows])
    mistyped = names[1234][0] + names[1234][2:]

    assert names[1234] in found(session, names[1234])
    assert names[1234] in found(session, mistyped)
    assert len(search.find(session, "trading", 10)) == 10
    if session.get_bind().dialect.name == "sqlite":
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT customer_id FROM search_postings"
                " WHERE workspace_id = 'TACME' AND term >= 'tra' AND term < 'trb' ORDER BY term"
            )
        )
        assert "USING COVERING INDEX" in str(plan.all())
