"""What somebody means who names a customer or a product in words, with nobody there to ask back."""

import re

from sqlalchemy.orm import Session

from bot.domain.customers import Customer, CustomerMatch, name_key
from bot.domain.errors import NotFound, UserError
from bot.domain.products import Product, product_key
from bot.services.interactions import SURE
from bot.store import customers, products, search

MOST_NAMED = 5
# What `id_of` writes: no name, phone number or imported key looks like it.
ID = re.compile(r"#([0-9]{1,18})")


def id_of(customer: Customer) -> str:
    """Return the customer's id as one step of a workflow hands it to the next."""
    return f"#{customer.id}"


def customer(session: Session, text: str) -> Customer:
    """Return whom `text` surely means: by id, name, contact, e-mail, phone or imported key.

    Raises NotFound where it is nobody, or where it may be several.
    """
    if not text.strip():
        raise NotFound("Give the step a customer: a name, an e-mail address or a phone number.")
    if by_id := ID.fullmatch(text):
        return customers.get(session, int(by_id[1]))
    matches = search.find(session, text, MOST_NAMED)
    sure = [match for match in matches if match.score >= SURE]
    same = [match for match in sure if name_key(match.name) == name_key(text)]
    for chosen in (same, sure):
        if len(chosen) == 1:
            return customers.get(session, chosen[0].id)
    raise NotFound(_unsure(text, matches, several=len(sure) > 1))


def _unsure(text: str, matches: list[CustomerMatch], *, several: bool) -> str:
    if not matches:
        return f"No customer matches “{text}”. `/customer new` adds one."
    names = ", ".join(match.name for match in matches)
    if several:
        return f"Several customers match “{text}”: {names}. Give more of the name."
    return f"No customer surely matches “{text}”. The nearest: {names}."


def product(session: Session, text: str, *, currency: str) -> Product:
    """Return what `text` surely means by code or name; raises NotFound or UserError."""
    if not text:
        raise UserError("Name the product by its code or its name.")
    found = products.search(session, text, currency=currency, limit=MOST_NAMED + 1)
    by_code = [each for each in found if (each.code or "").casefold() == text.casefold()]
    same = [each for each in found if product_key(each.name) == product_key(text)]
    for chosen in (by_code, same, found):
        if len(chosen) == 1:
            return chosen[0]
    if not found:
        raise NotFound(f"No product with a price in {currency} matches “{text}”.")
    names = ", ".join(each.name for each in found[:MOST_NAMED])
    raise UserError(
        f"Several products match “{text}”: {names}. Give its code, or more of its name."
    )
