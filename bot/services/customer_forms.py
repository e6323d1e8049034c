"""What a customer form starts with, when something was typed elsewhere before."""

from bot.domain.customers import NAME_LENGTH, CustomerDetails
from bot.domain.people import Actor
from bot.domain.search_terms import email_term, phone_term


def begun(typed: str, *, owner: Actor) -> CustomerDetails:
    """Return the details of a new customer of `owner`: what was typed is put where it fits."""
    words = " ".join(typed.split())[:NAME_LENGTH]
    if "@" in words and email_term(words):
        return CustomerDetails("", email=words, owner_id=owner.member_id)
    if phone_term(words):
        return CustomerDetails("", phone=words, owner_id=owner.member_id)
    return CustomerDetails(words, owner_id=owner.member_id)
