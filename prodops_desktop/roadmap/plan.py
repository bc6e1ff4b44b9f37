"""Everything that is said of the whole roadmap as of a day, in one reading: scores, money, slips, launches, and what was delivered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from statistics import median

from prodops_desktop.agenda.events import Event
from prodops_desktop.agenda.goals import Goal
from prodops_desktop.agenda.working_days import WorkingDays
from prodops_desktop.metrics.periods import first_day, last_day
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.capacity import Load, loads
from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.roadmap.evidence import Behind, Evidence, accounts_behind, arr_of
from prodops_desktop.roadmap.horizons import horizon_of, quarters
from prodops_desktop.roadmap.launches import Readiness, readiness
from prodops_desktop.roadmap.model import DROPPED, LATER, NEXT, NOW, Baseline, BaselineDates, Gate, GateCheck, Item, Team
from prodops_desktop.roadmap.scoring import Score, score
from prodops_desktop.roadmap.sensitivity import stability
from prodops_desktop.roadmap.slips import Cause, Violation, Waits, causes, slip_of, violations

TOP = 10
"""Among how many the rank of an item is tried (rank sensitivity)."""
RICE, CLAIMED, WSJF = "rice", "claimed", "wsjf"
"""What items can be ordered by: RICE with capped confidence, RICE as claimed, WSJF."""


@dataclass(frozen=True)
class ItemView:
    """An item with all that is said of it; what takes long is worked out when it is looked at."""

    item: Item
    evidence: Evidence
    plan: "Plan" = field(repr=False, compare=False)  # which holds this view

    @cached_property
    def score(self) -> Score:
        """Its scores, with the confidence that its evidence allows."""
        return score(self.item, self.evidence.cap)

    def figure(self, kind: str) -> float | None:
        """Its score of a kind: :data:`RICE`, :data:`CLAIMED` or :data:`WSJF`."""
        found: float | None = getattr(self.score, kind)
        return found

    @property
    def goal(self) -> Goal | None:
        """The goal that it is for."""
        aim = self.plan.aims.get(self.item.id)
        return next((goal for goal in self.plan.goals if goal.id == aim), None)

    @cached_property
    def horizon(self) -> str:
        """The column that it stands in."""
        return horizon_of(self.item, self.plan.today)

    @property
    def base(self) -> BaselineDates | None:
        """Its days in the baseline that was chosen."""
        return self.plan.base.get(self.item.id)

    @cached_property
    def slip(self) -> int | None:
        """By how many days it is later than in the baseline; None where either day is not known."""
        return slip_of(self.item, self.base) if self.base is not None else None

    @property
    def cause(self) -> Cause | None:
        """What it waits for that moved it."""
        return self.plan.causes.get(self.item.id)

    @property
    def moved_by(self) -> "ItemView | None":
        """The item that moved it, which it waits for."""
        return self.plan.find(self.cause.needs) if self.cause is not None else None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What it waits for and begins before nevertheless."""
        return self.plan.violations.get(self.item.id, ())

    @cached_property
    def needs(self) -> tuple["ItemView", ...]:
        """What it waits for."""
        return tuple(view for need in self.item.needs if (view := self.plan.find(need.item)) is not None)

    @property
    def needed_by(self) -> tuple["ItemView", ...]:
        """What waits for it."""
        return self.plan.needed_by.get(self.item.id, ())

    @cached_property
    def readiness(self) -> Readiness | None:
        """How its gates stand; None for what is no launch."""
        return readiness(self.item, self.plan.gates, self.plan.checks.get(self.item.id, {}), self.plan.days)

    @cached_property
    def renew_before_launch(self) -> tuple[Behind, ...]:
        """The accounts behind it that renew from today on and before it launches or is due, in order of their renewals."""
        day, _ = self.item.aim
        if day is None or self.item.is_over:
            return ()
        first, last = self.plan.today.isoformat(), day.isoformat()
        return tuple(
            sorted(
                (one for one in self.evidence.accounts if one.renewal and first <= one.renewal < last), key=lambda one: one.renewal or ""
            )
        )

    @property
    def stability(self) -> float | None:
        """In which share of draws it stays in the top ones; None without a score, and until that is worked out."""
        return self.plan.stability.get(self.item.id) if self.plan.is_stability_known else None


@dataclass(frozen=True)
class Plan:
    """The roadmap as of ``today``; amounts are in ``currency``, and ``base`` are the days of the ``baseline`` that was chosen.

    ``aims`` says for items the id of the goal that they are for. ``counted_as_of`` is the oldest day of the lists that say the ARR;
    ``notes`` say what of the sheets is not counted.
    """

    today: date
    currency: str
    views: tuple[ItemView, ...]
    goals: tuple[Goal, ...]
    events: tuple[Event, ...]
    baselines: tuple[Baseline, ...]
    baseline: Baseline | None
    base: Mapping[int, BaselineDates]
    gates: tuple[Gate, ...]
    checks: Mapping[int, Mapping[int, GateCheck]]
    periods: tuple[Period, ...]
    teams: tuple[Team, ...]
    briefs: Mapping[int, int]
    days: WorkingDays
    aims: Mapping[int, int] = field(default_factory=dict)
    counted_as_of: str | None = None
    notes: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, ItemView]:
        """The views by the id of their item."""
        return {view.item.id: view for view in self.views}

    @cached_property
    def items(self) -> dict[int, Item]:
        """The items by id."""
        return {view.item.id: view.item for view in self.views}

    def find(self, item: int | None) -> ItemView | None:
        """The view of an item."""
        return self.by_id.get(item) if item is not None else None

    @cached_property
    def open(self) -> tuple[ItemView, ...]:
        """Those that are neither done nor dropped."""
        return tuple(view for view in self.views if not view.item.is_over)

    def column(self, horizon: str, kind: str = RICE) -> list[ItemView]:
        """The open items of a column of the board, the largest score first, those without one last by code."""
        return ranked((view for view in self.open if view.horizon == horizon), kind)

    @cached_property
    def ranked(self) -> tuple[ItemView, ...]:
        """The open items, the largest score first."""
        return tuple(ranked(self.open, RICE))

    @cached_property
    def dated(self) -> tuple[ItemView, ...]:
        """Those that stand on the timeline: not dropped, with a day."""
        return tuple(view for view in self.views if view.item.status != DROPPED and (view.item.due or view.item.starts or view.item.launch))

    @cached_property
    def launches(self) -> tuple[ItemView, ...]:
        """The launches that are not dropped, in order of their days, those without one last."""
        found = [view for view in self.views if view.item.tier is not None and view.item.status != DROPPED]
        return tuple(sorted(found, key=lambda view: (view.item.launches or date.max, view.item.code)))

    @cached_property
    def ahead(self) -> tuple[ItemView, ...]:
        """The launches that are not done, in order of their days: those that are overdue first, those without a day last."""
        return tuple(view for view in self.launches if not view.item.is_over)

    @cached_property
    def waits(self) -> Waits:
        """What waits for what, ready for a preview of a move."""
        return Waits(self.items)

    @cached_property
    def causes(self) -> dict[int, Cause]:
        """What moved the items that slipped."""
        return causes(self.items, self.base)

    @cached_property
    def violations(self) -> dict[int, tuple[Violation, ...]]:
        """The items that begin before what they wait for is over."""
        return violations(self.items)

    @cached_property
    def needed_by(self) -> dict[int, tuple[ItemView, ...]]:
        """What waits for each item."""
        found: dict[int, list[ItemView]] = {}
        for view in self.views:
            for need in view.item.needs:
                found.setdefault(need.item, []).append(view)
        return {item: tuple(views) for item, views in found.items()}

    @cached_property
    def stability(self) -> dict[int, float]:
        """For each open item with a score, in which share of ±20% draws it stays in the top ones."""
        factors = {}
        for view in self.open:
            one, own = view.item, view.score
            if own.rice is not None and one.reach and one.impact and own.confidence and one.effort:
                factors[one.id] = (one.reach.value, one.impact, own.confidence, one.effort)
        return stability(factors, TOP)

    @property
    def is_stability_known(self) -> bool:
        """Whether that is worked out: among many it takes a while, so that no window waits for it."""
        return "stability" in self.__dict__

    def work_out_stability(self) -> None:
        """Work it out now."""
        _ = self.stability

    @cached_property
    def slipped(self) -> tuple[ItemView, ...]:
        """The open items that are later than in the baseline, the latest first."""
        found = [(view.slip, view) for view in self.open if view.slip]
        return tuple(view for slip, view in sorted(found, key=lambda pair: -pair[0]) if slip > 0)

    @cached_property
    def median_slip(self) -> float | None:
        """The median of the slips of the open items of which one is known, in days; None without any."""
        slips = [view.slip for view in self.open if view.slip is not None]
        return median(slips) if slips else None

    @property
    def capacities(self) -> dict[str, float]:
        """The person-months that each team has in a quarter, by its key."""
        return {name_key(team.name): team.capacity for team in self.teams}

    def loads(self, first: date, last: date) -> dict[str, Load]:
        """How much of what the teams can do is planned for these days."""
        return loads((view.item for view in self.open), self.capacities, first, last)

    def capacity_of(self, horizon: str) -> float | None:
        """The person-months that all teams have in the quarter of a column; None where no quarter is meant, or no team has any."""
        known = sum(team.capacity for team in self.teams)
        return known if known and horizon in (NOW, NEXT) else None

    def quarter(self, horizon: str) -> tuple[date, date] | None:
        """The days that a column speaks of; None for later."""
        if horizon == LATER:
            return None
        period = quarters(self.today)[(NOW, NEXT).index(horizon)]
        return first_day(period), last_day(period)

    @cached_property
    def unaimed_goals(self) -> tuple[Goal, ...]:
        """The goals that are not over and that no open item is for."""
        aimed = {self.aims.get(view.item.id) for view in self.open}
        return tuple(goal for goal in self.goals if (goal.period is None or last_day(goal.period) >= self.today) and goal.id not in aimed)


def behind(views: Iterable[ItemView]) -> tuple[float | None, int]:
    """The ARR of distinct accounts behind items, never the sum of theirs and None where nobody knows any, and how many these are."""
    found = accounts_behind(view.evidence for view in views)
    return arr_of(found.values()), len(found)


def effort_of(views: Iterable[ItemView]) -> float:
    """The person-months of items; what nobody sized counts as none."""
    return sum(view.item.effort or 0.0 for view in views)


def ranked(views: Iterable[ItemView], kind: str) -> list[ItemView]:
    """Items by a score, the largest first, those without one last; of equals the one that came first in the order of codes."""
    return sorted(views, key=lambda view: (view.figure(kind) is None, -(view.figure(kind) or 0.0)))


def with_views(plan: Plan, pairs: Iterable[tuple[Item, Evidence]]) -> Plan:
    """The plan with its views, which look things up in it."""
    object.__setattr__(plan, "views", tuple(ItemView(item, evidence, plan) for item, evidence in pairs))
    return plan
