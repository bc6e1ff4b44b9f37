"""Holds the teams with their capacity, against the effort that the roadmap asks of them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import all_between, first_day, last_day, period_of
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.model import Item, Team
from prodops_desktop.workspace import ChangeSet, Store, rows

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Load:
    """What is planned for a team in some days and what it has, in person-months; no ``capacity`` means that nobody said it.

    ``over`` are the months (2026-11) in which more is planned than it has.
    """

    effort: float
    capacity: float | None = None
    over: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """The effort in per cent of the capacity; None where there is none."""
        return 100 * self.effort / self.capacity if self.capacity else None


@dataclass(frozen=True)
class _Month:
    """The days of a month that are looked at."""

    period: str
    first: date
    last: date

    def share_of_quarter(self) -> float:
        """Which part of their quarter these days are."""
        quarter = period_of(self.period, "quarter")
        return _days(self.first, self.last) / _days(first_day(quarter), last_day(quarter))

    def effort_of(self, item: Item) -> float:
        """The effort for an item that falls into these days, where it is the same on each of its days."""
        if item.starts is None or item.due is None or item.effort is None:
            return 0.0
        inside = _days(max(item.starts, self.first), min(item.due, self.last))
        return item.effort * inside / _days(item.starts, item.due)


def loads(items: Iterable[Item], teams: Mapping[str, float], first: date, last: date) -> dict[str, Load]:
    """How full the teams are from ``first`` to ``last``, by the key of their names; ``teams`` says by it what they have in a quarter.

    The effort for an item is spread evenly from its first to its last day; those that are over or lack either count nothing. A day has
    its part of the capacity of its quarter.
    """
    months = _months(first, last)
    efforts = {team: [0.0] * len(months) for team in teams}
    for item in items:
        if item.team and not item.is_over:
            sums = efforts.setdefault(name_key(item.team), [0.0] * len(months))
            for place, month in enumerate(months):
                sums[place] += month.effort_of(item)
    return {team: _load(sums, months, teams.get(team)) for team, sums in efforts.items()}


def _load(efforts: list[float], months: list[_Month], capacity: float | None) -> Load:
    if capacity is None:
        return Load(sum(efforts))
    had = [capacity * month.share_of_quarter() for month in months]
    pairs = zip(months, efforts, had, strict=True)
    over = tuple(month.period for month, effort, most in pairs if effort > most + _ROUNDING)
    return Load(sum(efforts), sum(had), over)


def _months(first: date, last: date) -> list[_Month]:
    periods = all_between(first.isoformat()[:7], last.isoformat()[:7], "month")
    return [_Month(one, max(first, first_day(one)), min(last, last_day(one))) for one in periods]


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def all_teams(store: Store) -> list[Team]:
    """The teams by name."""
    return [Team(*row) for row in store.db.execute("SELECT id, name, capacity FROM roadmap_team ORDER BY key")]


def find_team(store: Store, team: int) -> Team:
    """The team with this id; raises UserError when it is gone."""
    row = store.db.execute("SELECT id, name, capacity FROM roadmap_team WHERE id = ?", (team,)).fetchone()
    if row is None:
        raise UserError("This team is no longer there; it was deleted or undone.")
    return Team(*row)


def save_team(store: Store, values: Mapping[str, str | float | None], team: int | None = None) -> tuple[ChangeSet, int]:
    """Add a team, or with its id change it; keys of ``values`` are those of :class:`Team`, what is not named stays.

    Its items and commitments are given its name as it is written now. Raises UserError for a name that is empty or that another team has,
    and for a capacity that is no number of at least 0.
    """
    whole: dict[str, str | float | None] = {**(vars(find_team(store, team)) if team is not None else {}), **values}
    name, capacity = " ".join(str(whole.get("name") or "").split()), whole.get("capacity")
    if not name:
        raise UserError("A team needs a name of at least one character.")
    if capacity is None or isinstance(capacity, str) or not (math.isfinite(capacity) and capacity >= 0):
        raise UserError("The capacity of a team is the person-months that it has in a quarter, such as 12.")
    taken = store.db.execute("SELECT id, name FROM roadmap_team WHERE key = ?", (name_key(name),)).fetchone()
    if taken is not None and taken["id"] != team:
        raise UserError(f"There is a team {taken['name']} already. Change that one, or choose another name.")
    row: dict[str, rows.Value] = {"name": name, "key": name_key(name), "capacity": float(capacity)}
    with store.edit(f"{'Add' if team is None else 'Edit'} team {name}") as edit:
        if team is None:
            team, before = rows.insert(store, "roadmap_team", row), name
        else:
            before = find_team(store, team).name
            rows.update(store, "roadmap_team", team, row)
        _rename(store, before, name)
    return edit.changes, team


def _rename(store: Store, before: str, name: str) -> None:
    """Let the items and commitments of a team speak of it by its new name."""
    for table in ("roadmap_item", "roadmap_commitment"):
        written = [row["team"] for row in store.db.execute(f"SELECT DISTINCT team FROM {table} WHERE team <> ?", (name,))]
        same = [(name, one) for one in written if name_key(one) == name_key(before)]
        store.db.executemany(f"UPDATE {table} SET team = ? WHERE team = ?", same)


def delete_team(store: Store, team: int) -> ChangeSet:
    """Take a team out with its capacity; its items keep its name, and undo brings it back."""
    found = find_team(store, team)
    with store.edit(f"Delete team {found.name}") as edit:
        store.db.execute("DELETE FROM roadmap_team WHERE id = ?", (team,))
    return edit.changes
