"""Which customers are at risk, as customer success says it: by the newest row of each in the lists of account status that count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from prodops_desktop.datasets.snapshot import current
from prodops_desktop.feedback.accounts import Customer, Customers
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tables import DAY_TYPES, Table, tables
from prodops_desktop.metrics.tally import day_sql
from prodops_desktop.metrics.wording import number_text
from prodops_desktop.segments.attributes import newest_first
from prodops_desktop.workspace import Store, settings

_SCORES = ("integer", "number", "percent")
_NO_REASON = PLACEHOLDERS | {"", "no"}
"""What people write where there is no risk."""


@dataclass(frozen=True)
class Risks:
    """Why customers are at risk, by number; ``sources`` are the versions that were asked."""

    why: Mapping[int, str] = field(default_factory=dict)
    sources: frozenset[int] = frozenset()


class _Status(NamedTuple):
    name: int
    day: str
    score: float | None
    reason: str | None


def read_risks(store: Store, customers: Customers) -> Risks:
    """The customers with a CS score of at most ``roadmap_at_risk_score``, or with a risk reason, in their newest row.

    Of lists that speak of one day, the one with the newer as-of day is believed, then the one whose name comes first.
    """
    limit = float(settings.get(store, "roadmap_at_risk_score"))
    newest: dict[int, tuple[str, Customer, _Status]] = {}
    asked = newest_first(tables(store, current(store), kind="account_status"))
    for table in asked:
        for status in _statuses(store, table):
            customer = customers.of(status.name)
            if customer is not None and (customer.number not in newest or status.day > newest[customer.number][0]):
                newest[customer.number] = status.day, customer, status
    why = {number: _why(customer, status, limit) for number, (_, customer, status) in newest.items()}
    return Risks({number: text for number, text in why.items() if text}, frozenset(table.source.version for table in asked))


def _statuses(store: Store, table: Table) -> Iterator[_Status]:
    """The newest row of each account in a list; a row without a day is of the as-of day of the list."""
    account = table.field("account", ("name",))
    if account is None:
        return
    own, score, reason = table.field("as_of", DAY_TYPES), table.field("cs_score", _SCORES), table.field("risk_reason", ("text",))
    day = f"coalesce({day_sql(own)}, ?1)" if own is not None else "?1"
    values = ", ".join(column.sql if column is not None else "NULL" for column in (score, reason))
    # SQLite takes score and reason from the row that has the latest day.
    query = f"SELECT {account.sql}, max({day}), {values} FROM {table.sql} WHERE {account.sql} IS NOT NULL GROUP BY 1"
    for row in store.db.execute(query, (table.source.as_of[:10],)):
        yield _Status(*row)


def _why(customer: Customer, status: _Status, limit: float) -> str:
    """“CS score 42, risk reason: sponsor left, renews 31 Jan 2027”; empty where nothing says a risk."""
    reason = " ".join((status.reason or "").split())
    said = [f"CS score {number_text(status.score)}"] if status.score is not None and status.score <= limit else []
    said += [f"risk reason: {reason}"] if reason.casefold() not in _NO_REASON else []
    if said and customer.renewal:
        said.append(f"renews {renewal_text(customer.renewal)}")
    return ", ".join(said)


def renewal_text(renewal: str) -> str:
    """The day of a renewal, or what a list writes instead of one."""
    try:
        return day_text(renewal)
    except ValueError:
        return renewal
