"""Active accounts: the distinct accounts behind the usage rows of a period."""

from dataclasses import dataclass

from prodops_desktop.datasets.grid import Condition
from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.model import Metric, Point, RowsBehind
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, Table, tables
from prodops_desktop.metrics.tally import Tally, day_sql, in_period, missing, rows_text, without_day_note
from prodops_desktop.workspace import Store

_ACTIVITY = ("active_users", "active_days", "events", "logins", "minutes")

ACTIVE_ACCOUNTS = Metric(
    key="active_accounts",
    name="active_accounts",
    title="Active accounts",
    group="Usage",
    unit="count",
    better="up",
    definition=(
        "Distinct accounts with activity in the period: at least one usage row with active users, active days, events, logins or "
        "minutes above zero (any row, where the sheet has none of these). An account is its trimmed text, capitals and small letters "
        "taken as the same, until accounts are matched. Accounts are never added over periods: a quarter counts each of them once."
    ),
    misleads="One user on one day makes an account active; two spellings of one account count twice until they are matched.",
    measure="active",
)


@dataclass(frozen=True)
class _Usage:
    table: Table
    day: Column
    account: Column
    active: str

    @property
    def condition(self) -> str:
        return f"{self.day.sql} IS NOT NULL AND {self.account.sql} IS NOT NULL AND {self.active}"


def readable(store: Store, snapshot: Snapshot) -> list[_Usage]:
    """The usage datasets that name an account and a period."""
    found = []
    for table in tables(store, snapshot, kind="usage_summary"):
        day, account = table.field("period", DAY_TYPES), table.field("account", ("name",))
        counts = [column.sql for field in _ACTIVITY if (column := table.field(field, NUMBER_TYPES)) is not None]
        if day is not None and account is not None:
            found.append(_Usage(table, day, account, f"({' OR '.join(f'{sql} > 0' for sql in counts)})" if counts else "1"))
    return found


def tally(store: Store, snapshot: Snapshot, grain: str) -> Tally:
    """Distinct active accounts by period; n is the number of usage rows behind them."""
    read = readable(store, snapshot)
    if not read:
        return Tally({}, ())
    pairs = " UNION ALL ".join(
        f"SELECT {_period_sql(usage.day, grain)} AS period, {usage.account.sql} AS account, count(*) AS rows "
        f"FROM {usage.table.sql} WHERE {usage.condition} GROUP BY 1, 2"
        for usage in read
    )
    points = {
        period: Point(period, float(accounts), n=rows)
        for period, accounts, rows in store.db.execute(
            f"SELECT period, count(DISTINCT name.key), sum(rows) FROM ({pairs}) JOIN name ON name.id = account GROUP BY period"
        )
    }
    days = {
        row[0]
        for usage in read
        for row in store.db.execute(f"SELECT DISTINCT {day_sql(usage.day)} FROM {usage.table.sql} WHERE {usage.condition}")
    }
    return Tally(points, tuple(usage.table.source for usage in read), tuple(sorted(days)), tuple(_notes(store, read)))


def behind(store: Store, snapshot: Snapshot, period: str) -> list[RowsBehind]:
    """The usage rows with an account and activity."""
    found = []
    for usage in readable(store, snapshot):
        inside = in_period(usage.day, period)
        found.append(RowsBehind(usage.table.source.version, Condition(f"{inside.sql} AND {usage.condition}", inside.params)))
    return found


def _notes(store: Store, read: list[_Usage]) -> list[str]:
    notes: list[str] = []
    for usage in read:
        nameless = store.db.execute(
            f"SELECT count(*) FROM {usage.table.sql} WHERE {usage.day.sql} IS NOT NULL AND {usage.account.sql} IS NULL AND {usage.active}"
        ).fetchone()[0]
        if nameless:
            notes.append(f"{rows_text(nameless, 'usage row')} in {usage.table.source.name} without an account, counted for none.")
        notes += without_day_note(missing(store, usage.table, usage.day)[0])
    return notes


def _period_sql(day: Column, grain: str) -> str:
    year = f"substr({day.sql}, 1, 4)"
    if grain == "year":
        return year
    return f"substr({day.sql}, 1, 7)" if grain == "month" else f"{year} || '-Q' || ((substr({day.sql}, 6, 2) + 2) / 3)"
