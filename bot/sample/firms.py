"""Who the customers of a sample company are, and who answers the telephone there."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.sample.catalogue import Article
from bot.sample.companies import Colleague, Company
from bot.sample.places import Country

# Two years, so that every period has one a year before it.
HISTORY = timedelta(days=730)
TITLES = ("Owner", "Purchasing", "Manager", "Office manager", "Accounts", "Chef", "Assistant")
# Some customers come in the course of the two years, and some have never ordered.
NEWCOMERS = 0.4
PROSPECTS = 0.08
FAVOURITES = 9


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Firm:
    """`since` is the first day on which it may order; `appetite` how often it does, 0 never."""

    key: str
    name: str
    country: Country
    city: str
    address: str
    postal_code: str
    phone: str
    domain: str
    owner: Colleague
    people: tuple[Person, ...]
    favourites: tuple[Article, ...]
    since: date
    appetite: float


def firms(company: Company, today: date, dice: Random) -> tuple[Firm, ...]:
    """Make the company's customers, spread over its countries by their weight."""
    all_weights = sum(country.weight for country in company.countries)
    found: list[Firm] = []
    for country in company.countries:
        share = round(company.customers * country.weight / all_weights)
        names = [(stem, trade) for stem in country.stems for trade in country.trades]
        dice.shuffle(names)
        found += [
            _firm(company, country, name, number=len(found) + offset, today=today, dice=dice)
            for offset, name in enumerate(names[:share], start=1)
        ]
    return tuple(found)


def _firm(
    company: Company,
    country: Country,
    name: tuple[str, str],
    *,
    number: int,
    today: date,
    dice: Random,
) -> Firm:
    (stem, latin), trade = name[0].split("|"), name[1]
    key, city = f"{company.prefix}{number:04}", dice.choice(country.cities)
    domain = f"{latin}-{number}.example"
    active = company.articles[:-1] if company.articles[-1].discontinued else company.articles
    return Firm(
        key=key,
        name=country.firm.format(stem=stem, trade=trade, city=city),
        country=country,
        city=city,
        address=country.street.format(number=dice.randint(1, 140)),
        postal_code=f"{dice.randint(10_000, 99_999)}",
        phone=_phone(country, dice),
        domain=domain,
        owner=next(rep for rep in company.reps if country in rep.countries),
        people=_people(key, country, domain, dice),
        favourites=tuple(dice.sample(active, min(FAVOURITES, len(active)))),
        since=_since(today, dice),
        appetite=0.0 if dice.random() < PROSPECTS else dice.paretovariate(1.3),
    )


def _since(today: date, dice: Random) -> date:
    days = dice.randint(0, HISTORY.days - 1) if dice.random() < NEWCOMERS else 0
    return today - HISTORY + timedelta(days=days)


def _people(key: str, country: Country, domain: str, dice: Random) -> tuple[Person, ...]:
    count = dice.choice((1, 1, 1, 2, 2, 3))
    titles = dice.sample(TITLES, count)
    names = dice.sample(
        [(given, family) for given in country.given for family in country.family], 3
    )
    return tuple(
        _person(f"{key}-{number}", names[number], title, country, domain, _phone(country, dice))
        for number, title in enumerate(titles)
    )


def _person(
    key: str, names: tuple[str, str], title: str, country: Country, domain: str, phone: str
) -> Person:
    (given, latin_given), (family, latin_family) = names[0].split("|"), names[1].split("|")
    ordered = (family, given) if country.family_first else (given, family)
    return Person(key, " ".join(ordered), title, f"{latin_given}.{latin_family}@{domain}", phone)


def _phone(country: Country, dice: Random) -> str:
    return "".join(str(dice.randint(2, 9)) if mark == "#" else mark for mark in country.phone)
