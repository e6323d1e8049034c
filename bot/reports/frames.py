"""Sales as tables (pandas): integer minor units throughout, currencies never added."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import pandas as pd

from bot.domain.money import average
from bot.reports.report import SalesData, SalesLine


def sales_lines(data: SalesData, *, zone: str) -> pd.DataFrame:
    """One row a line: the fields of SalesLine, and `day`, `week`, `first_day`, `first_week`.

    `day` is the order's date in the zone, `week` the Monday of its ISO week;
    `first_day` and `first_week` are those of the customer's first order ever.
    """
    lines = pd.DataFrame(data.lines, columns=list(SalesLine._fields))
    lines = lines.astype({"order_id": "int64", "quantity": "int64", "net_minor": "int64"})
    firsts = [data.first_orders[line.customer_id] for line in data.lines]
    lines["day"] = _local_days([line.ordered_at for line in data.lines], zone)
    lines["first_day"] = _local_days(firsts, zone)
    lines["week"] = _mondays(lines["day"])
    lines["first_week"] = _mondays(lines["first_day"])
    return lines


def between(lines: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """The rows of the days from `first` to `last`, both included."""
    return lines[(lines["day"] >= pd.Timestamp(first)) & (lines["day"] <= pd.Timestamp(last))]


def totals(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a currency (the index), most orders first: `orders`, `net_minor`, `average_minor`.

    The average is half-up to the minor unit.
    """
    found = lines.groupby("currency").agg(
        orders=("order_id", "nunique"), net_minor=("net_minor", "sum")
    )
    found["average_minor"] = [
        average(int(net), int(count))
        for net, count in zip(found["net_minor"], found["orders"], strict=True)
    ]
    return found.sort_values(["orders", "net_minor"], ascending=False, kind="stable")


def active_customers(lines: pd.DataFrame) -> int:
    """How many customers have an order in these lines."""
    return int(lines["customer_id"].nunique())


def new_customers(lines: pd.DataFrame, first: date, last: date) -> int:
    """How many of them had their first order ever between the two days."""
    starts = lines["first_day"]
    new = lines[(starts >= pd.Timestamp(first)) & (starts <= pd.Timestamp(last))]
    return int(new["customer_id"].nunique())


def by_week(lines: pd.DataFrame, mondays: Iterable[date]) -> pd.DataFrame:
    """One row a week, empty ones too, by its Monday (the index).

    Columns: `orders`, `active_customers`, `new_customers`, `net_minor`. Give the
    lines of one currency where `net_minor` is to mean something.
    """
    weeks = pd.DatetimeIndex([pd.Timestamp(monday) for monday in mondays], name="week")
    found = lines.groupby("week").agg(
        orders=("order_id", "nunique"),
        active_customers=("customer_id", "nunique"),
        net_minor=("net_minor", "sum"),
    )
    new = lines[lines["first_week"] == lines["week"]]
    found["new_customers"] = new.groupby("week")["customer_id"].nunique()
    ordered = ["orders", "active_customers", "new_customers", "net_minor"]
    return found.reindex(weeks)[ordered].fillna(0).astype("int64")


def by_rep(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a rep and currency: `id`, `currency`, `name`, `orders`, `quantity`, `net_minor`."""
    return _by(lines, "rep")


def by_product(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a product and currency, with the columns of `by_rep`."""
    return _by(lines, "product")


def by_customer(lines: pd.DataFrame) -> pd.DataFrame:
    """One row a customer and currency, with the columns of `by_rep`."""
    return _by(lines, "customer")


def compared(current: pd.DataFrame, previous: pd.DataFrame) -> pd.DataFrame:
    """Both periods side by side: the columns of `by_rep`, `previous_orders`, `previous_net_minor`.

    Who is in one of them only has zeros in the other.
    """
    before = previous.rename(
        columns={"orders": "previous_orders", "net_minor": "previous_net_minor", "name": "was"}
    ).drop(columns="quantity")
    both = current.merge(before, on=["id", "currency"], how="outer")
    both["name"] = both["name"].fillna(both["was"])
    counts = ["orders", "quantity", "net_minor", "previous_orders", "previous_net_minor"]
    both[counts] = both[counts].fillna(0).astype("int64")
    return _ranked(both.drop(columns="was"))


def _by(lines: pd.DataFrame, key: str) -> pd.DataFrame:
    found = lines.groupby([f"{key}_id", "currency"], as_index=False).agg(
        name=(key, "last"),
        orders=("order_id", "nunique"),
        quantity=("quantity", "sum"),
        net_minor=("net_minor", "sum"),
    )
    return _ranked(found.rename(columns={f"{key}_id": "id"}))


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Most revenue first within a currency; names and ids settle ties, so that order is stable."""
    ranked = rows.sort_values(
        ["currency", "net_minor", "name", "id"], ascending=[True, False, True, True]
    )
    return ranked.reset_index(drop=True)


def _local_days(moments: Sequence[datetime], zone: str) -> pd.Series:
    utc = pd.Series(pd.to_datetime(pd.Index(moments), utc=True))
    return utc.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()


def _mondays(days: pd.Series) -> pd.Series:
    mondays: pd.Series = days.dt.to_period("W-SUN").dt.start_time
    return mondays
