"""What was committed for a period, frozen as the period begins, and how much of it was delivered: say/do and predictability.

A report that speaks of a period counts for what was committed as long as it is as of the first day of it or earlier; the last of those is
frozen. Only where there is none, the first report that speaks of it is. Whatever reports say afterwards changes no figure: it is kept
beside, so that it can be seen that a commitment was taken back.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from prodops_desktop.agenda.goals import PERIOD
from prodops_desktop.errors import UserError
from prodops_desktop.metrics.periods import day_text, first_day, last_day
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.model import DONE, Commitment, Item
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store, rows

_COLUMNS = "item, period, committed, points, as_of, later, later_as_of, team"


def all_commitments(store: Store) -> list[Commitment]:
    """What was committed of all items, by period."""
    return [_commitment(*row) for row in store.db.execute(f"SELECT {_COLUMNS} FROM roadmap_commitment ORDER BY period, item")]


def report(store: Store, item: int, period: str, *, committed: bool, points: float | None, as_of: date) -> None:
    """Take what a report as of a day says of an item for a period; to be called inside an edit.

    Raises UserError for what is no period, and for points that are none.
    """
    if PERIOD.fullmatch(period) is None:
        raise UserError(f"“{period}” is not a period. Write a year, a quarter or a month: 2026, 2026-Q4 or 2026-11.")
    if points is not None and not (math.isfinite(points) and points >= 0):
        raise UserError("Points are a number of at least 0.")
    (team,) = store.db.execute("SELECT team FROM roadmap_item WHERE id = ?", (item,)).fetchone()
    said = Commitment(item, period, committed, points, as_of, team=team)
    row = store.db.execute(f"SELECT id, {_COLUMNS} FROM roadmap_commitment WHERE item = ? AND period = ?", (item, period)).fetchone()
    if row is None:
        rows.insert(store, "roadmap_commitment", {"item": item, "period": period, **_values(said)})
    else:
        rows.update(store, "roadmap_commitment", row["id"], _values(brought_to(_commitment(*row[1:]), said)))


def brought_to(before: Commitment, said: Commitment) -> Commitment:
    """What stands of a commitment once another report speaks of it; in whichever order reports are taken, it comes to the same."""
    start = first_day(before.period)
    in_time, was_in_time = said.as_of <= start, before.as_of <= start
    newer, older = said.as_of >= before.as_of, said.as_of <= before.as_of  # of one day, the one that was taken last counts
    freezes = (in_time and (newer or not was_in_time)) or (older and not in_time and not was_in_time)
    if freezes:
        if before.later is None and not was_in_time and said.as_of < before.as_of:  # it is what a later report says
            return replace(said, later=before.committed, later_as_of=before.as_of)
        return replace(said, later=before.later, later_as_of=before.later_as_of)
    if in_time or (before.later_as_of is not None and said.as_of < before.later_as_of):
        return before
    return replace(before, later=said.committed, later_as_of=said.as_of)


@dataclass(frozen=True)
class Period:
    """A month, quarter or year with the ids of the items committed for it, of those ``delivered`` in it, and of ``stretch``.

    Stretch was delivered in it too and was not committed, by a team that a report for it names; where none names a team, by anyone.
    ``flipped`` are those of which reports later say something else than what is frozen. ``added`` are those that a report called
    committed only after the commitment of their team was frozen; delivered, they are stretch. ``without_points`` are committed, and
    nobody gave them points. ``undated`` are committed and done, and nobody knows when: they are not counted as delivered. ``frozen``
    are the teams, an empty text for none, each with the day of the latest of its reports that is frozen.
    """

    period: str
    committed: tuple[int, ...]
    delivered: tuple[int, ...]
    stretch: tuple[int, ...]
    flipped: tuple[int, ...]
    points_committed: float
    points_delivered: float
    frozen: tuple[tuple[str, date], ...]
    added: tuple[int, ...] = ()
    without_points: tuple[int, ...] = ()
    undated: tuple[int, ...] = ()
    points: Mapping[int, float | None] = field(default_factory=dict, hash=False)
    """The points that count for each of its items: those of the report, else those of the item."""

    @property
    def as_of(self) -> date:
        """The day of the latest report that is frozen."""
        return max(day for _, day in self.frozen)

    @property
    def late_teams(self) -> tuple[str, ...]:
        """The teams that no report from before it was frozen for, but the first one that speaks of it, from within it or after it."""
        return tuple(team for team, day in self.frozen if day > first_day(self.period))

    @property
    def is_late(self) -> bool:
        """Whether there is any such team."""
        return bool(self.late_teams)

    @property
    def remarks(self) -> list[str]:
        """What is to be known of its figures, each in a sentence: what they leave out, and since when they stand."""
        said = []
        if self.without_points:
            said.append(f"{rows_text(len(self.without_points), 'committed item')} without points: no predictability.")
        if self.undated:
            said.append(f"{rows_text(len(self.undated), 'committed item')} done on an unknown day, not counted as done.")
        if self.added:
            said.append(f"{rows_text(len(self.added), 'item')} committed too late, counted as stretch.")
        if self.flipped:
            said.append(f"{rows_text(len(self.flipped), 'commitment')} changed later, not counted.")
        return said + self._first_reported()

    @property
    def reported_late(self) -> list[tuple[date, list[str]]]:
        """The days on which teams first reported late, in their order, each with those teams."""
        late: dict[date, list[str]] = {}
        for team, day in self.frozen:
            if team in self.late_teams:
                late.setdefault(day, []).append(team)
        return sorted(late.items())

    @property
    def is_all_late(self) -> bool:
        """Whether all teams that it has first reported late."""
        return len(self.late_teams) == len(self.frozen)

    def _first_reported(self) -> list[str]:
        """Which teams first reported late, a sentence for each day that they did so on."""
        late = self.reported_late
        if self.is_all_late and len(late) == 1:
            return [f"Commitments as first reported on {day_text(self.as_of)}."]
        named = [(day, listed([team or "no team" for team in teams], len(teams))) for day, teams in late]
        return [f"Commitments of {teams} as first reported on {day_text(day)}." for day, teams in named]

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return last_day(self.period) < today

    @property
    def say_do(self) -> float | None:
        """Committed items that were delivered ÷ committed items, in per cent; None where nothing was committed."""
        return 100 * len(self.delivered) / len(self.committed) if self.committed else None

    @property
    def predictability(self) -> float | None:
        """Points delivered, stretch too, ÷ points committed, in per cent; None where no points, or items without any, were committed."""
        if not self.points_committed or self.without_points:
            return None
        return 100 * self.points_delivered / self.points_committed


def periods(items: Mapping[int, Item], commitments: Iterable[Commitment]) -> tuple[Period, ...]:
    """The periods that something was committed or reported for, the latest first."""
    by_period: dict[str, list[Commitment]] = {}
    for one in commitments:
        if one.item in items:
            by_period.setdefault(one.period, []).append(one)
    done = [one for one in items.values() if one.status == DONE]
    found = [_period(period, items, said, done) for period, said in by_period.items()]
    return tuple(sorted(found, key=lambda one: (last_day(one.period), one.period), reverse=True))


def committed_in(found: Iterable[Period], items: Collection[int]) -> tuple[str, ...]:
    """The periods that any of these items was committed for, whose figures change once it is deleted; the earliest first."""
    return tuple(reversed([one.period for one in found if not set(items).isdisjoint(one.committed)]))


def _period(period: str, items: Mapping[int, Item], said: list[Commitment], done: list[Item]) -> Period:
    first, last = first_day(period), last_day(period)
    frozen = _frozen_on(said, first)
    added = {one.item for one in said if one.committed and one.as_of > frozen[_key(one.team)]}
    committed = {one.item for one in said if one.committed} - added
    reported = {one.item: one.points for one in said}
    teams = frozen.keys() if any(frozen) else None
    within = [one for one in done if one.done is not None and first <= one.done <= last]
    finished = [one.id for one in within if one.id in reported or teams is None or _key(one.team) in teams]
    delivered, stretch = ([one for one in finished if (one in committed) is kept] for kept in (True, False))
    points = {one: reported.get(one) if reported.get(one) is not None else items[one].points for one in (*reported, *finished)}
    counted = [one for one in said if one.as_of <= frozen[_key(one.team)]]
    return Period(
        period,
        tuple(sorted(committed)),
        tuple(sorted(delivered)),
        tuple(sorted(stretch)),
        tuple(sorted(one.item for one in said if one.is_flipped)),
        _sum(points, committed),
        _sum(points, finished),
        _latest([one for one in counted if one.committed] or counted),
        tuple(sorted(added)),
        tuple(sorted(one for one in committed if points[one] is None)),
        tuple(sorted(one.id for one in done if one.done is None and one.id in committed)),
        points,
    )


def _frozen_on(said: list[Commitment], first: date) -> dict[str, date]:
    """The day until which a report counts for each team: the first one of the period, else that of its first report."""
    earliest: dict[str, date] = {}
    for one in said:
        team = _key(one.team)
        earliest[team] = min(one.as_of, earliest.get(team, one.as_of))
    return {team: max(first, day) for team, day in earliest.items()}


def _latest(counted: Iterable[Commitment]) -> tuple[tuple[str, date], ...]:
    """The teams in order of their names, each with the day of its latest report."""
    found: dict[str, tuple[str, date]] = {}
    for one in counted:
        name, day = found.get(_key(one.team), (one.team or "", one.as_of))
        found[_key(one.team)] = name, max(day, one.as_of)
    return tuple(found[key] for key in sorted(found))


def _key(team: str | None) -> str:
    return name_key(team or "")


def _sum(points: Mapping[int, float | None], items: Iterable[int]) -> float:
    return math.fsum(points[one] or 0.0 for one in items)


def _commitment(
    item: int, period: str, committed: int, points: float | None, as_of: str, later: int | None, later_as_of: str | None, team: str | None
) -> Commitment:
    says, when = None if later is None else bool(later), None if later_as_of is None else date.fromisoformat(later_as_of)
    return Commitment(item, period, bool(committed), points, date.fromisoformat(as_of), says, when, team)


def _values(one: Commitment) -> dict[str, Any]:
    return {
        "committed": int(one.committed),
        "points": one.points,
        "as_of": one.as_of.isoformat(),
        "later": None if one.later is None else int(one.later),
        "later_as_of": None if one.later_as_of is None else one.later_as_of.isoformat(),
        "team": one.team,
    }
