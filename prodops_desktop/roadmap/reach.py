"""Counts how many an item reaches: those who did something in a dataset of usage within the last 90 days of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, Table, tables
from prodops_desktop.metrics.tally import day_sql, rows_text
from prodops_desktop.roadmap.evidence import Evidence
from prodops_desktop.roadmap.model import ACCOUNTS, USAGE, Reach
from prodops_desktop.workspace import Store

DAYS = 90
"""How far back is counted: a quarter."""
USAGE_KINDS = frozenset({"usage_summary"})
"""The kinds of dataset that measure use."""
_MEASURED = (*NUMBER_TYPES, "boolean")


@dataclass(frozen=True)
class UsageSheet:
    """A dataset of usage; ``columns`` are the headers of what can be counted in it."""

    dataset: int
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class CountedReach:
    """What was counted, as a reach to take, and a sentence that says how; no reach where there is none to take."""

    reach: Reach | None
    sentence: str


def usage_sheets(store: Store) -> tuple[UsageSheet, ...]:
    """The datasets that a reach can be counted in."""
    found = [
        table for table in tables(store, current(store)) if table.source.kind in USAGE_KINDS and _whose(table) is not None and _day(table)
    ]
    return tuple(UsageSheet(table.source.dataset, table.source.name, tuple(one.header for one in _measures(table))) for table in found)


def count_reach(store: Store, dataset: int, header: str) -> CountedReach:
    """How many users, or accounts where none are named, have more than nothing in a column within the last 90 days of a dataset.

    Raises UserError where the dataset or column is gone.
    """
    found = [table for table in tables(store, current(store), dataset=dataset) if _whose(table) is not None]
    measure = next((one for table in found for one in _measures(table) if one.header == header), None)
    if not found or measure is None:
        raise UserError(f"“{header}” is no figure of usage any more. Choose another column.")
    table = found[0]
    whose, day = _whose(table), _day(table)
    assert whose is not None
    assert day is not None
    last = date.fromisoformat(table.source.as_of[:10])
    first = last - timedelta(days=DAYS - 1)
    sql = f"SELECT count(DISTINCT {whose.sql}), count(*) FROM {table.sql} WHERE {measure.sql} > 0 AND {day_sql(day)} BETWEEN ? AND ?"
    count, rows = store.db.execute(sql, (first.isoformat(), last.isoformat())).fetchone()
    who = "user" if whose.field == "user" else "account"
    said = (
        f"{rows_text(count, who)} with {header} above 0 in {table.source.name}, {day_text(first)} to {day_text(last)}: {rows_text(rows)}."
    )
    if not count:
        return CountedReach(None, f"Nobody has {header} above 0 in {table.source.name} from {day_text(first)} on. Choose another column.")
    return CountedReach(Reach(float(count), f"{who}s / qtr", USAGE, table.source.name, header, last), said)


def reach_of_accounts(evidence: Evidence, today: date) -> CountedReach:
    """The accounts behind an item as its reach."""
    count = len(evidence.accounts)
    if not count:
        return CountedReach(None, "No account is behind this item yet. Link feedback, or a tag, first.")
    said = f"{rows_text(count, 'account')} asked for it in linked feedback, each counted once."
    return CountedReach(Reach(float(count), "accounts", ACCOUNTS, None, None, today), said)


def _whose(table: Table) -> Column | None:
    """The column that names whose usage a row is: the user, else the account."""
    return table.field("user", ("name",)) or table.field("account", ("name",))


def _day(table: Table) -> Column | None:
    return table.field("period", DAY_TYPES) or table.field("when", DAY_TYPES)


def _measures(table: Table) -> list[Column]:
    return [one for one in table.columns if one.type in _MEASURED and one.field not in ("user", "account", "period", "when")]
