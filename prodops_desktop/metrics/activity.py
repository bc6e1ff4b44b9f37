"""Active accounts: the distinct accounts behind the usage rows of a period."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.reading import Condition
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.model import Metric, Point, RowsBehind
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, Table, tables
from prodops_desktop.metrics.tally import Tally, in_period, rows_text, without_day_note
from prodops_desktop.work.listing import listed
from prodops_desktop.work.said import Said
from prodops_desktop.workspace import Store

_ACTIVITY = ("active_users", "active_days", "events", "logins", "minutes")

ACTIVE_ACCOUNTS = Metric(
    key="active_accounts",
    name="active_accounts",
    title="Active accounts",
    group="Usage",
    unit="count",
    better="up",
    definition=Said(
        "Distinct accounts with activity in the period: at least one usage row with active users, active days, events, logins or "
        "minutes above zero (any row, where the sheet has none of these). An account is its trimmed text, capitals and small letters "
        "taken as the same, until accounts are matched. Accounts are never added over periods: a quarter counts each of them once."
    ),
    misleads=Said("One user on one day makes an account active; two spellings of one account count twice until they are matched."),
    measure="active",
)


class _Usage(NamedTuple):
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
    with _pairs(store, read):
        points = {
            period: Point(period, float(accounts), n=rows)
            for period, accounts, rows in store.db.execute(
                f"SELECT {_period_sql(grain)} AS period, count(DISTINCT key), sum(rows) FROM {_ACCOUNTS} GROUP BY period"
            )
        }
        days = _days(store)
        notes = _notes(store, read)
    return Tally(points, tuple(usage.table.source for usage in read), days, tuple(notes))


def behind(store: Store, snapshot: Snapshot, period: str) -> list[RowsBehind]:
    """The usage rows with an account and activity."""
    found = []
    for usage in readable(store, snapshot):
        inside = in_period(usage.day, period)
        found.append(RowsBehind(usage.table.source.version, Condition(f"{inside.sql} AND {usage.condition}", inside.params)))
    return found


_ACCOUNTS = "(SELECT active_pair.*, name.key FROM temp.active_pair JOIN name ON name.id = account WHERE month <> '')"
"""The pairs of month and account that count."""


@contextmanager
def _pairs(store: Store, read: list[_Usage]) -> Iterator[None]:
    """A temporary table ``active_pair`` of the rows by dataset, month and account, made in one walk over each dataset.

    ``days`` has a bit for each day of the month. The month is empty for rows without a day, the account 0 for rows without one.
    Rows go to their pair by an integer key: to sort them by text instead takes twice as long.
    """
    _drop(store)
    store.db.execute("CREATE TEMP TABLE active_walk (pair INTEGER PRIMARY KEY, rows INTEGER, days INTEGER)")
    store.db.execute("CREATE TEMP TABLE active_pair (usage INTEGER, month TEXT, account INTEGER, rows INTEGER, days INTEGER)")
    try:
        for number, usage in enumerate(read):
            day = usage.day.sql
            month = f"((substr({day}, 1, 4) * 16 + substr({day}, 6, 2)) << 32)"
            store.db.execute(
                f"INSERT INTO active_walk SELECT coalesce({month}, 0) | coalesce({usage.account.sql}, 0), 1, 1 << substr({day}, 9, 2) "
                f"FROM {usage.table.sql} WHERE {usage.active} OR {day} IS NULL "
                "ON CONFLICT (pair) DO UPDATE SET rows = rows + 1, days = days | excluded.days"
            )
            store.db.execute(
                "INSERT INTO active_pair SELECT ?, iif(pair >> 32, printf('%04d-%02d', pair >> 36, (pair >> 32) & 15), ''), "
                "pair & 0xffffffff, rows, days FROM active_walk",
                (number,),
            )
            store.db.execute("DELETE FROM active_walk")
        yield
    finally:
        _drop(store)


def _drop(store: Store) -> None:
    for table in ("active_walk", "active_pair"):
        store.db.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _days(store: Store) -> tuple[str, ...]:
    """Each day with an active account, ascending."""
    bits: dict[str, int] = defaultdict(int)
    for month, days in store.db.execute(f"SELECT month, days FROM {_ACCOUNTS}"):
        bits[month] |= days
    return tuple(f"{month}-{day:02d}" for month in sorted(bits) for day in range(1, 32) if bits[month] >> day & 1)


def _notes(store: Store, read: list[_Usage]) -> list[str]:
    notes: list[str] = []
    for number, usage in enumerate(read):
        nameless, dayless = store.db.execute(
            "SELECT coalesce(sum(rows) FILTER (WHERE month <> '' AND account = 0), 0), coalesce(sum(rows) FILTER (WHERE month = ''), 0) "
            "FROM temp.active_pair WHERE usage = ?",
            (number,),
        ).fetchone()
        if nameless:
            rows, name = rows_text(nameless, "usage row"), usage.table.source.name
            notes.append(Said("{rows} in {name} without an account, counted for none.", rows=rows, name=name))
        notes += without_day_note(dayless)
    return notes + _overlap(store, read)


def _overlap(store: Store, read: list[_Usage]) -> list[str]:
    """Two datasets with the same accounts in the same months leave the figure as it is, but not n, so it is said."""
    shared = f"SELECT month, key FROM {_ACCOUNTS} GROUP BY 1, 2 HAVING count(DISTINCT usage) > 1"
    numbers = [row[0] for row in store.db.execute(f"SELECT DISTINCT usage FROM {_ACCOUNTS} WHERE (month, key) IN ({shared}) ORDER BY 1")]
    if not numbers:
        return []
    pairs = store.db.execute(f"SELECT count(*) FROM ({shared})").fetchone()[0]
    said = Said(
        "{names} have the same accounts in the same months ({pairs}). Each account counts once, but n counts the rows of all of them; "
        "if these are the same rows, let only one count.",
        names=listed([read[number].table.source.name for number in numbers]),
        pairs=rows_text(pairs, "pair"),
    )
    return [said]


def _period_sql(grain: str) -> str:
    year = "substr(month, 1, 4)"
    if grain == "year":
        return year
    return "month" if grain == "month" else f"{year} || '-Q' || ((substr(month, 6, 2) + 2) / 3)"
