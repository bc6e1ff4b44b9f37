"""Tables of amounts by account, and which of them speaks where two have the same account in the same month."""

from dataclasses import dataclass, replace

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.metrics.money import Amount
from prodops_desktop.metrics.tables import Table
from prodops_desktop.metrics.tally import in_period, rows_text
from prodops_desktop.work.listing import listed
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class Ledger:
    """A table with amounts: revenue rows by day, or (without a day) an account list as it stood on its as-of day.

    ``newer`` are the tables that go before it where both have the same account in the same month.
    """

    table: Table
    amount: Amount
    currency: str | None
    day: Column | None
    newer: "tuple[Ledger, ...]" = ()

    @property
    def account(self) -> Column | None:
        """The column by which rows of two tables are known to be of one account."""
        return self.table.field("account", ("name",))

    def inside(self, month: str) -> Condition:
        """Its rows that speak for a month: an amount that a newer table has too is not among them."""
        if self.day is None:
            return Condition("1")
        own = in_period(self.day, month)
        tests, params = [own.sql], list(own.params)
        for other in self.newer:
            if self.account is not None and other.account is not None:
                inside = other.inside(month)
                keys = (
                    f"SELECT key FROM {other.table.sql} JOIN name ON name.id = {other.account.sql} "
                    f"WHERE {inside.sql} AND {other.amount.filled}"
                )
                ids = f"SELECT id FROM name WHERE kind = 'account' AND key IN ({keys})"
                tests.append(f"({self.account.sql} IS NULL OR {self.account.sql} NOT IN ({ids}))")
                params += inside.params
        return Condition(" AND ".join(tests), tuple(params))


def each_once(store: Store, months: dict[str, list[Ledger]]) -> tuple[dict[str, list[Ledger]], list[str]]:
    """The tables by month so that a newer one speaks for an account that an older one has too, and what to say of those that give way."""
    once = {month: list(ledgers) for month, ledgers in months.items()}
    notes: list[str] = []
    newer: list[Ledger] = []
    for ledger in _newest_first([ledger for ledgers in months.values() if len(ledgers) > 1 for ledger in ledgers]):
        before = [other for other in newer if _shared(store, ledger, [other])]
        shared = _shared(store, ledger, before)
        for month in shared:
            once[month] = [replace(one, newer=tuple(before)) if one is ledger else one for one in once[month]]
        if shared:
            notes.append(_given_way(ledger, before, sum(shared.values())))
        if ledger.account is None:
            nameless = "{name} names no accounts, so its rows are added to those of the other revenue datasets."
            notes.append(Said(nameless, name=ledger.table.source.name))
        newer.append(ledger)
    return once, notes


def _newest_first(ledgers: list[Ledger]) -> list[Ledger]:
    by_version = {ledger.table.source.version: ledger for ledger in ledgers}
    return sorted(by_version.values(), key=lambda one: (one.table.source.as_of, one.table.source.version), reverse=True)


def _shared(store: Store, ledger: Ledger, newer: list[Ledger]) -> dict[str, int]:
    """How many accounts of a table newer ones have too, by month; months without any are left out."""
    theirs = " UNION ".join(filter(None, map(_pairs_sql, newer)))
    mine = _pairs_sql(ledger)
    if not theirs or not mine:
        return {}
    rows = store.db.execute(f"SELECT month, count(*) FROM ({mine} INTERSECT SELECT * FROM ({theirs})) GROUP BY month")
    return dict(rows)


def _pairs_sql(ledger: Ledger) -> str:
    if ledger.day is None or ledger.account is None:
        return ""
    return (
        f"SELECT substr({ledger.day.sql}, 1, 7) AS month, key FROM {ledger.table.sql} JOIN name ON name.id = {ledger.account.sql} "
        f"WHERE {ledger.day.sql} IS NOT NULL AND {ledger.amount.filled}"
    )


def _given_way(ledger: Ledger, newer: list[Ledger], pairs: int) -> str:
    one = "{pairs} of account and month in {name} left out: {names} is newer and has the same."
    several = "{pairs} of account and month in {name} left out: {names} are newer and have the same."
    names = listed([other.table.source.name for other in newer])
    return Said(one if len(newer) == 1 else several, pairs=rows_text(pairs, "pair"), name=ledger.table.source.name, names=names)
