"""The users that sheets name, each once with the account and the day on which it was last seen: from lists of users, else from usage."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.metrics.money import Converter
from prodops_desktop.metrics.periods import last_day
from prodops_desktop.metrics.tables import DAY_TYPES, Table, tables
from prodops_desktop.metrics.tally import day_sql
from prodops_desktop.segments.attributes import Field, Sheet, fields_of, newest_first, read_sheet, reordered, unknown_amounts
from prodops_desktop.workspace import Store

Find = Callable[[str], int | None]
"""Which account a text means."""


@dataclass(frozen=True)
class Users:
    """The users of known accounts, in the order of these: by user its account, its ``fields``, and the days since it was last seen.

    ``ages`` count from the as-of day of the sheet, None for never seen; ``days`` is how far back the sheets reach. ``homeless`` is
    how many belong to no known account, and are none of these.
    """

    accounts: Sequence[int] = ()
    ages: Sequence[int | None] = ()
    days: int = 0
    fields: Mapping[str, Field] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    homeless: int = 0
    notes: tuple[str, ...] = ()


def user_lists(store: Store, snapshot: Snapshot) -> list[Table]:
    """The lists of users that say which account each belongs to."""
    return newest_first(table for table in tables(store, snapshot, kind="users") if _names_both(table))


def usage_of_users(store: Store, snapshot: Snapshot) -> list[Table]:
    """The sheets of usage that name users and their accounts."""
    found = tables(store, snapshot, kind="usage_summary")
    return newest_first(table for table in found if _names_both(table) and table.field("period", DAY_TYPES))


def named_in(store: Store, found: Iterable[Table]) -> list[str]:
    """Every account that these tables name, as they name it."""
    texts: dict[str, None] = {}
    for table in found:
        column = table.field("account")
        if column is not None:
            sql = f"SELECT DISTINCT n.text FROM {table.sql} r JOIN name n ON n.id = r.{column.sql} ORDER BY n.text"
            texts |= dict.fromkeys(row[0] for row in store.db.execute(sql))
    return list(texts)


def read_user_lists(store: Store, lists: Sequence[Table], find: Find) -> Users:
    """The users of lists, the newest first where two know the same user."""
    converter = Converter(store)
    sheets = [read_sheet(store, table, converter) for table in lists]
    seen: dict[str, int] = {}
    places = [[seen.setdefault(name.casefold(), len(seen)) if name else None for name in sheet.texts("user")] for sheet in sheets]
    accounts, ages = [list[int | None]([None]) * len(seen) for _ in range(2)]
    for sheet, rows in zip(sheets, places, strict=True):
        texts = sheet.texts("account")
        found = {text: find(text) for text in set(texts)}
        _take(accounts, rows, [found[text] for text in texts])
        days = sheet.texts("last_seen") if sheet.table.field("last_seen", DAY_TYPES) else [""] * sheet.count
        since = {day: _age(day, sheet.table) for day in set(days)}
        _take(ages, rows, [since[day] for day in days])
    fields = fields_of([_without_account(sheet) for sheet in sheets], places, len(seen), "users")
    reach = 1 + max((age for age in ages if age is not None), default=-1)
    return _in_order(accounts, ages, reach, fields, lists, unknown_amounts(converter))


def read_usage(store: Store, usage: Sequence[Table], find: Find) -> Users:
    """The users of usage by period; each was last seen on the last day of its last period."""
    seen: dict[str, int] = {}
    accounts: list[int | None] = []
    ages: list[int | None] = []
    reach = 0
    for age, user, account in sorted(row for table in usage for row in _last_periods(store, table)):
        if user not in seen:  # the latest period comes first
            seen[user] = len(seen)
            accounts.append(None)
            ages.append(age)
        if accounts[seen[user]] is None:
            accounts[seen[user]] = find(account)
    for table in usage:
        days = _periods(store, table)
        reach = max(reach, 1 + (_age(days[0], table) or 0) if days else 0)
    return _in_order(accounts, ages, reach, {}, usage, [])


def _in_order(
    accounts: Sequence[int | None],
    ages: Sequence[int | None],
    days: int,
    fields: Mapping[str, Field],
    read: Sequence[Table],
    notes: Sequence[str],
) -> Users:
    """The users of known accounts, sorted by these, so that those of one account stand side by side."""
    known = [user for user, account in enumerate(accounts) if account is not None]
    order = sorted(known, key=lambda user: accounts[user] or 0)
    return Users(
        accounts=[account for user in order if (account := accounts[user]) is not None],
        ages=[ages[user] for user in order],
        days=days,
        fields=reordered(fields, order),
        tables=tuple(read),
        homeless=len(accounts) - len(order),
        notes=tuple(notes),
    )


def _names_both(table: Table) -> bool:
    return all(table.field(name, ("name",)) is not None for name in ("user", "account"))


def _without_account(sheet: Sheet) -> Sheet:
    """The account of a user is no attribute of the user: rules that ask for it ask the lists of accounts."""
    columns = tuple((column, values) for column, values in sheet.columns if column.field not in ("account", "user"))
    return Sheet(sheet.table, columns, sheet.count)


def _take(into: list[int | None], rows: Sequence[int | None], values: Sequence[int | None]) -> None:
    """Fill what is still unknown."""
    for row, value in zip(rows, values, strict=True):
        if row is not None and value is not None and into[row] is None:
            into[row] = value


def _age(day: str, table: Table) -> int | None:
    """How many days before the as-of day of a table a day lies, 0 for those after it."""
    return _since(date.fromisoformat(day[:10]).toordinal(), table) if day else None


def _since(ordinal: int, table: Table) -> int:
    return max(0, date.fromisoformat(table.source.as_of[:10]).toordinal() - ordinal)


def _periods(store: Store, table: Table) -> list[str]:
    """The first days of the periods that a table has."""
    column = table.field("period", DAY_TYPES)
    if column is None:
        return []
    sql = f"SELECT DISTINCT {day_sql(column)} FROM {table.sql} WHERE {column.sql} IS NOT NULL ORDER BY 1"
    return [row[0] for row in store.db.execute(sql)]


def _last_periods(store: Store, table: Table) -> list[tuple[int, str, str]]:
    """For each user the days since its last period ended, its name and its account then."""
    user, account, period = (table.field(name) for name in ("user", "account", "period"))
    if user is None or account is None or period is None:
        return []
    ages = {day: _since(end, table) for day, end in period_ends(_periods(store, table)).items()}
    # SQLite takes the account from the row that has the highest period.
    last = (
        f"SELECT {user.sql} AS user, {account.sql} AS account, max({day_sql(period)}) AS period FROM {table.sql} "
        f"WHERE {user.sql} IS NOT NULL AND {account.sql} IS NOT NULL AND {period.sql} IS NOT NULL GROUP BY 1"
    )
    sql = f"SELECT l.period, u.key, a.text FROM ({last}) l JOIN name u ON u.id = l.user JOIN name a ON a.id = l.account"
    return [(ages[day], key, text) for day, key, text in store.db.execute(sql)]


def period_ends(periods: Sequence[str]) -> dict[str, int]:
    """The last day of each period as its ordinal: periods are as long as the steps between them usually are, and a single one is a day."""
    days = [date.fromisoformat(day) for day in periods]
    steps = sorted((later - earlier).days for earlier, later in pairwise(days))
    step = steps[len(steps) // 2] if steps else 1
    if step in range(28, 32) and all(day.day == 1 for day in days):
        return {day: last_day(day[:7]).toordinal() for day in periods}
    return {text: day.toordinal() + step - 1 for text, day in zip(periods, days, strict=True)}
