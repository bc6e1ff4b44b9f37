"""Works out from sheets that measure users how alike those of one account were before an experiment: the ICC of its design effect."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.model import Experiment
from prodops_desktop.experiments.statistics.clusters import design_effect, icc_text, intraclass_correlation
from prodops_desktop.experiments.statistics.readability import readability
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.intake.headers import normalised
from prodops_desktop.metrics.model import Source
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tables import DAY_TYPES, NUMBER_TYPES, Table, tables
from prodops_desktop.metrics.tally import day_sql, rows_text
from prodops_desktop.segments.model import Size
from prodops_desktop.segments.population import Populations, read_populations
from prodops_desktop.segments.users import period_ends
from prodops_desktop.workspace import Store, settings

NO_SHEET = "No sheet names users with their accounts and has figures of them. Import usage by user, or a list of users with such a column."
"""What to do where there is nothing to work an ICC out from."""
_PERIOD, _WHEN = "period", "when"
_ID = re.compile(r"\b(?:id|no|nr|number|key|code)$")
_DECIMALS = 3


@dataclass(frozen=True)
class UserSheet:
    """A dataset whose rows are users with their accounts; ``columns`` are the headers of what it measures them by."""

    dataset: int
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class PrePeriod:
    """How alike users of one account were; ``icc`` is None where that can't be said, and ``sentence`` then says why and what to do.

    It has three decimals, so that what is said is what counts. ``source`` is the version that it rests on, ``column`` the header;
    ``first`` and ``last`` are the days that its rows reach from and to, None where they have none.
    """

    icc: float | None
    users: int
    accounts: int
    source: Source
    column: str
    first: date | None
    last: date | None
    sentence: str


def user_sheets(store: Store) -> tuple[UserSheet, ...]:
    """The datasets that an ICC can be worked out from, usage by period first: it knows what was before a day."""
    found = sorted(tables(store, current(store)), key=lambda table: table.field(_PERIOD, DAY_TYPES) is None)
    return tuple(
        UserSheet(table.source.dataset, table.source.name, columns)
        for table in found
        if (columns := tuple(column.header for column in _measures(table)))
    )


def read_pre_period(store: Store, experiment: Experiment, dataset: int, header: str, populations: Populations | None = None) -> PrePeriod:
    """How alike users of the segment were in a column of a dataset: of each the mean of its rows.

    Of rows with a day or period only those count that end before the experiment starts, or before today where it has no start.
    ``populations`` is the reading before, which is used as long as it holds. Raises UserError where the column is gone.
    """
    found = tables(store, current(store), dataset=dataset)
    column = next((column for table in found for column in _measures(table) if column.header == header), None)
    if column is None:
        raise UserError(f"“{header}” is no figure of users any more. Choose another column.")
    before = experiment.starts or settings.today(store)
    return _Reader(store, experiment, found[0], column, before).read(read_populations(store, populations))


def effect_sentence(experiment: Experiment, icc: float, size: Size | None) -> str:
    """What an ICC would do to an experiment on a segment of this size; empty where nobody knows the size."""
    if size is None:
        return ""
    now, then = (readability(one, size.users, size.accounts) for one in (experiment, replace(experiment, icc=icc)))
    instead = f" instead of {now.effective:,} ({icc_text(experiment)})" if then.effective != now.effective else ", as before"
    effect = design_effect(then.users, then.accounts, icc)
    return f"Design effect {effect:.2f}: {counted(then.users, 'user')} in the test count for {then.effective:,}{instead}."


def _measures(table: Table) -> list[Column]:
    """The columns that measure users, in a table that names them with their accounts."""
    if any(table.field(name, ("name",)) is None for name in ("user", "account")):
        return []
    return [column for column in table.columns if column.type in (*NUMBER_TYPES, "boolean") and not _is_id(column)]


def _is_id(column: Column) -> bool:
    looks = _ID.search(normalised(column.header)) is not None or column.header.endswith(("ID", "Id"))
    return column.type == "integer" and column.field is None and looks


@dataclass(slots=True)
class _User:
    """The figures of one user: how many rows have how high a mean, and their days; ``account`` is that of the latest, as far as known."""

    account: int | None = None
    means: list[tuple[int, float]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    @property
    def value(self) -> float:
        """The mean of its rows."""
        return math.fsum(count * mean for count, mean in self.means) / sum(count for count, _ in self.means)


class _Reader:
    """Reads one column for one experiment."""

    def __init__(self, store: Store, experiment: Experiment, table: Table, column: Column, before: date) -> None:
        self._store, self._experiment, self._table, self._column, self._before = store, experiment, table, column, before
        self._day = next((found for name in (_PERIOD, _WHEN) if (found := table.field(name, DAY_TYPES)) is not None), None)

    def read(self, populations: Populations) -> PrePeriod:
        """The ICC, or why it can't be said."""
        segment = self._experiment.segment
        accounts = populations.accounts(segment)
        if accounts is None:
            return self._made(None, [], None, populations.why_unknown(segment))
        ends = self._ends()
        until = max((day for day, end in ends.items() if end < self._before.toordinal()), default="")
        if self._day is not None and not until:
            said = f"No row of {self._name} is from before {day_text(self._before)}: import a sheet that goes back further."
            return self._made(None, [], None, said)
        users, without = self._users(populations, accounts, until)
        groups: dict[int, list[float]] = {}
        days: list[str] = []
        for user in users:
            if user.account is not None and user.account in accounts:
                groups.setdefault(user.account, []).append(user.value)
                days += user.days
        span = (date.fromisoformat(min(days)), date.fromordinal(ends[max(days)])) if days else None
        values = list(groups.values())
        icc = intraclass_correlation(values)
        said = self._why_not(values) if icc is None else self._found(icc, values, span)
        notes = self._notes(without, sum(user.account is None for user in users), picks_users=populations.picks_users(segment))
        return self._made(icc, values, span, " ".join((said, *notes)))

    @property
    def _name(self) -> str:
        return self._table.source.name

    def _ends(self) -> Mapping[str, int]:
        """The days or periods of the table, each with the ordinal of its last day."""
        if self._day is None:
            return {}
        sql = f"SELECT DISTINCT {day_sql(self._day)} FROM {self._table.sql} ORDER BY 1"
        days = [row[0] for row in self._store.db.execute(sql)]
        return period_ends(days) if self._day.field == _PERIOD else {day: date.fromisoformat(day).toordinal() for day in days}

    def _users(self, populations: Populations, accounts: frozenset[int], until: str) -> tuple[list[_User], int]:
        """All users that have a figure, and how many rows without one are not those of another segment."""
        find, users, without = cache(populations.account), dict[str, _User](), 0
        for user, account, rows, filled, mean, first, last in self._rows(until):
            number = find(account) if account is not None else None
            if account is None or number in accounts:
                without += rows if user is None or account is None else rows - filled
            if user is None or account is None or not filled:
                continue
            one = users.setdefault(user, _User())
            one.account = number if one.account is None else one.account
            one.means.append((filled, mean))
            one.days += [day for day in (first, last) if day]
        return list(users.values()), without

    def _rows(self, until: str) -> Sequence[tuple[str | None, str | None, int, int, float, str | None, str | None]]:
        """By user and account the rows, those with a figure, the mean of these, and their first and last day; the latest first."""
        day, condition = ("NULL", "1") if self._day is None else (day_sql(self._day), f"{day_sql(self._day)} <= ?1")
        user, account = (self._table.field(name) for name in ("user", "account"))
        assert user is not None
        assert account is not None
        own = f"SELECT {user.sql} AS user, {account.sql} AS account, {self._column.sql} AS value, {day} AS day FROM {self._table.sql}"
        grouped = (
            "SELECT user, account, count(*) AS rows, count(value) AS filled, avg(value) AS mean, min(day) FILTER (WHERE value IS NOT NULL) "
            f"AS first, max(day) FILTER (WHERE value IS NOT NULL) AS last FROM ({own} WHERE {condition}) GROUP BY user, account"
        )
        sql = (
            f"SELECT u.key, a.text, g.rows, g.filled, g.mean, g.first, g.last FROM ({grouped}) g LEFT JOIN name u ON u.id = g.user "
            "LEFT JOIN name a ON a.id = g.account ORDER BY g.last DESC, u.key, a.text"
        )
        return self._store.db.execute(sql, (until,) if self._day is not None else ()).fetchall()

    def _found(self, icc: float, values: Sequence[Sequence[float]], span: tuple[date, date] | None) -> str:
        until = f"until {day_text(span[1])}" if span else f"as of {day_text(self._table.source.as_of)}"
        who = f"{counted(sum(map(len, values)), 'user')} in {counted(len(values), 'account')}"
        return f"ICC {round(icc, _DECIMALS):g} from {self._column.header} of {self._name} {until}: {who}."

    def _why_not(self, values: Sequence[Sequence[float]]) -> str:
        figures, whose = (
            f"{self._column.header} of {self._name}",
            f"“{self._experiment.segment}”" if self._experiment.segment else "accounts",
        )
        if not values:
            return f"No user of {whose} has a figure in {figures}. Choose another column or sheet."
        if len(values) < 2:
            return f"Only one account has users in {figures}, and it takes two. Choose another sheet, or a wider segment."
        if all(len(users) == 1 for users in values):
            return f"No account has two users in {figures}, so that nobody knows how alike they are. Choose another sheet."
        return f"All users have the same {figures}, which says nothing. Choose another column."

    def _notes(self, without: int, strangers: int, *, picks_users: bool) -> list[str]:
        """What is to be known of it, in sentences."""
        notes = []
        if without:
            notes.append(f"{rows_text(without)} without user, account or figure left out.")
        if strangers:
            notes.append(f"{counted(strangers, 'user')} of no known account left out.")
        if picks_users:
            notes.append(f"“{self._experiment.segment}” picks users one by one; all users of their accounts are counted.")
        starts, as_of = self._experiment.starts, self._table.source.as_of[:10]
        if self._day is None and starts is not None and as_of >= starts.isoformat():
            notes.append(f"The figures are as of {day_text(as_of)}, when it had started already.")
        return notes

    def _made(self, icc: float | None, values: Sequence[Sequence[float]], span: tuple[date, date] | None, sentence: str) -> PrePeriod:
        first, last = span or (None, None)
        rounded = None if icc is None else round(icc, _DECIMALS)
        users = sum(map(len, values))
        return PrePeriod(rounded, users, len(values), self._table.source, self._column.header, first, last, sentence)
