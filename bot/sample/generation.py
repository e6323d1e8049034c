"""A sample company as files, the same for the same day."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.sample import conversations, firms, trade
from bot.sample.catalogue import RATES, Article
from bot.sample.companies import ACME, Company
from bot.sample.conversations import Conversation
from bot.sample.firms import Firm
from bot.sample.trade import Decided, Order, Request


@dataclass(frozen=True, slots=True)
class Sample:
    """`files` are (kind, CSV) in the order in which they can be imported.

    Conversations and what is approved have no files; they go through the services.
    """

    files: tuple[tuple[str, bytes], ...]
    conversations: tuple[Conversation, ...]
    requests: tuple[Request, ...]
    decided: tuple[Decided, ...]


def generate(today: date, company: Company = ACME) -> Sample:
    """Make the company as it stands on the morning of `today`."""
    dice = Random(f"{company.prefix} {today}")  # noqa: S311 (a story, no secret)
    customers = firms.firms(company, today, dice)
    sold = trade.orders(company, customers, today, dice)
    talks = conversations.conversations(company, customers, today, dice)
    requests = trade.requests(company, customers, dice)
    return Sample(
        files=(
            ("reps", _reps(company)),
            ("customers", _customers(customers)),
            ("contacts", _contacts(customers)),
            ("products", _products(company.articles)),
            ("orders", _orders(sold)),
            ("order-lines", _order_lines(sold)),
        ),
        conversations=talks,
        requests=(*requests, *trade.usual(sold, today, besides=requests)),
        decided=trade.decided(company, customers, today, dice),
    )


def _reps(company: Company) -> bytes:
    header = ("rep_id", "name", "email", "title", "manager_id", "role", "team")
    return _csv(
        header,
        (
            (
                *(each.key, each.name, each.email, each.title, each.manager or "", each.role),
                company.team_of(each),
            )
            for each in company.team
        ),
    )


def _customers(customers: Iterable[Firm]) -> bytes:
    header = ("customer_id", "name", "phone", "email", "website", "address", "city", "postal_code")
    return _csv(
        (*header, "country", "owner_id"),
        (
            (
                *(firm.key, firm.name, firm.phone, f"info@{firm.domain}"),
                *(f"https://{firm.domain}", firm.address, firm.city, firm.postal_code),
                *(firm.country.name, firm.owner.key),
            )
            for firm in customers
        ),
    )


def _contacts(customers: Iterable[Firm]) -> bytes:
    return _csv(
        ("contact_id", "customer_id", "name", "title", "email", "phone"),
        (
            (person.key, firm.key, person.name, person.title, person.email, person.phone)
            for firm in customers
            for person in firm.people
        ),
    )


def _products(articles: Iterable[Article]) -> bytes:
    prices = tuple(f"list_price_{currency.lower()}" for currency in RATES)
    costs = tuple(f"cost_{currency.lower()}" for currency in RATES)
    return _csv(
        ("product_id", "name", "category", *prices, *costs, "discontinued"),
        (
            (
                *(article.code, article.name, article.category),
                *(article.price(currency) for currency in RATES),
                *(article.cost(currency) for currency in RATES),
                "yes" if article.discontinued else "no",
            )
            for article in articles
        ),
    )


def _orders(sold: Iterable[Order]) -> bytes:
    return _csv(
        ("order_id", "customer_id", "rep_id", "order_date", "status", "currency", "notes"),
        (
            (
                *(order.number, order.firm.key, order.firm.owner.key, order.placed),
                *(order.status, order.firm.country.currency, order.notes),
            )
            for order in sold
        ),
    )


def _order_lines(sold: Iterable[Order]) -> bytes:
    return _csv(
        ("order_id", "line_no", "product_id", "quantity", "unit_price", "discount_percent"),
        (
            (
                *(order.number, position, line.article.code, line.quantity),
                *(line.article.price(order.firm.country.currency), line.discount),
            )
            for order in sold
            for position, line in enumerate(order.lines, 1)
        ),
    )


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
