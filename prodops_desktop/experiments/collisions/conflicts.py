"""Every collision on the calendar, found before it happens: grade, reason, shared days and people, and what separating costs."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, floor

from prodops_desktop.experiments.collisions.interference import GRADES, Interference, at_least, between, with_event
from prodops_desktop.experiments.collisions.plans import Crowd, Plan, Window
from prodops_desktop.workspace.links import End

_FEW = 20
"""Up to so many changes are looked at one by one."""
_HAIR = 1e-9
"""5,109 × 50% is 2,554.5 whichever way it is multiplied."""


@dataclass(frozen=True)
class Accepted:
    """A risk that somebody lives with: up to which grade, why, who and since when."""

    grade: str
    reason: str
    owner: str | None
    day: date


@dataclass(frozen=True)
class Conflict:
    """An experiment ``a`` and what it collides with, another experiment or an event, on the days from ``starts`` to ``ends``."""

    a: Plan
    b: Plan | Window
    found: Interference
    starts: date
    ends: date
    accepted: Accepted | None = None

    @property
    def grade(self) -> str:
        """How bad it is."""
        return self.found.grade

    @property
    def reason(self) -> str:
        """Why, as words without a full stop."""
        return self.found.reason

    @property
    def other(self) -> End:
        """What ``a`` collides with, as an accepted risk names it: a launch of the roadmap is an event of a number below 0."""
        return End("experiment" if isinstance(self.b, Plan) else "event", self.b.id)

    @property
    def other_title(self) -> str:
        """The code of the other experiment, or the title of the event."""
        return self.b.experiment.code if isinstance(self.b, Plan) else self.b.event.title

    @property
    def shared(self) -> int | None:
        """How many users will be in both, by what is allocated of those who could be; None where nobody knows.

        Those are drawn independently, so the allocations multiply. Of an event it is how many of the experiment it reaches.
        """
        if self.found.met is None:
            return None
        part = self.a.experiment.allocation / 100
        if isinstance(self.b, Plan):
            part *= self.b.experiment.allocation / 100
        return floor(self.found.met.users * part + _HAIR)

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something: nobody accepted it, or it has grown worse since."""
        return self.accepted is None or not at_least(self.accepted.grade, self.grade)

    @property
    def moved_plan(self) -> Plan:
        """The one that would give way: what runs already can't, and of two the one that begins later does."""
        if isinstance(self.b, Window) or (self.b.runs and not self.a.runs):
            return self.a
        if self.a.runs and not self.b.runs:
            return self.b
        return self.b if self.b.starts >= self.a.starts else self.a

    @property
    def weeks(self) -> int:
        """What separating costs: by how many whole weeks the one that gives way would begin later."""
        moved = self.moved_plan
        stays = self.b if moved is self.a else self.a
        return max(0, ceil(((stays.ends - moved.starts).days + 1) / 7))

    @property
    def experiments(self) -> tuple[int, ...]:
        """The ids of the experiments that are part of it."""
        return (self.a.id, self.b.id) if isinstance(self.b, Plan) else (self.a.id,)

    def facing(self, experiment: int) -> "Plan | Window":
        """The other one, as seen from an experiment that is part of it."""
        return self.b if self.a.id == experiment else self.a


Key = tuple[int, str, int]
"""A pair: the id of an experiment, and the table and id of the other record. Of two experiments the one with the smaller id comes first."""
Risks = Mapping[Key, Accepted]


class ConflictBook:
    """The collisions of these runs; finding them anew after one was moved looks at that one only."""

    def __init__(self, plans: Iterable[Plan], windows: Iterable[Window], crowd: Crowd, risks: Risks | None = None) -> None:
        self.plans = {plan.id: plan for plan in plans}
        self.windows = tuple(windows)
        self.crowd = crowd
        self.risks = risks or {}
        self._known: dict[int, tuple[Conflict, ...]] | None = None

    @cached_property
    def all(self) -> tuple[Conflict, ...]:
        """Every conflict, the worst first, then by the days that are shared."""
        if self._known is None:
            return ordered(self._all_pairs())
        return ordered(conflict for id_, conflicts in self._known.items() for conflict in conflicts if conflict.a.id == id_)

    @cached_property
    def by_experiment(self) -> dict[int, tuple[Conflict, ...]]:
        """The conflicts of each experiment that has any, in the same order."""
        if self._known is not None:
            return self._known
        found: dict[int, list[Conflict]] = {}
        for conflict in self.all:
            for id_ in conflict.experiments:
                found.setdefault(id_, []).append(conflict)
        return {id_: tuple(conflicts) for id_, conflicts in found.items()}

    def work_out(self) -> None:
        """Find everything now and not when it is asked for: on the thread that reads, so that no window waits for it."""
        _ = self.by_experiment

    def of(self, plan: Plan) -> list[Conflict]:
        """What a run would collide with, wherever the experiment stands on the calendar now; not ordered."""
        own, first, last = plan.id, plan.starts, plan.ends  # looked up once: this is asked at each step of a drag
        others = (other for id_, other in self.plans.items() if id_ != own)
        pairs = (self._pair(plan, other) for other in others if other.starts <= last and first <= other.ends)
        events = (self._event(plan, window) for window in self.windows if window.starts <= plan.ends and plan.starts <= window.ends)
        return [conflict for conflict in (*pairs, *events) if conflict is not None]

    def moved(self, plan: Plan) -> "ConflictBook":
        """The book with one run at other days, or added; only those that it meets or met are looked at."""
        return self._changed(plan.id, {**self.plans, plan.id: plan}, ordered(self.of(plan)))

    def brought_to(self, plans: Sequence[Plan], windows: Sequence[Window], crowd: Crowd, risks: Risks) -> "ConflictBook":
        """The book of these instead; as long as only a few runs or risks are others, all that does not concern them is kept."""
        wanted = {plan.id: plan for plan in plans}
        risky = {key[0] for key, _ in set(self.risks.items()) ^ set(risks.items())}
        changed = [id_ for id_, plan in wanted.items() if id_ in risky or self.plans.get(id_) != plan]
        gone = self.plans.keys() - wanted.keys()
        if tuple(windows) != self.windows or crowd is not self.crowd or len(changed) + len(gone) > _FEW:
            return ConflictBook(plans, windows, crowd, risks)
        book: ConflictBook = self._changed(0, self.plans, (), risks)
        for id_ in gone:
            book = book._changed(id_, {other: plan for other, plan in book.plans.items() if other != id_}, ())
        for id_ in changed:
            book = book.moved(wanted[id_])
        return book

    def _changed(self, experiment: int, plans: dict[int, Plan], after: tuple[Conflict, ...], risks: Risks | None = None) -> "ConflictBook":
        """The book with other runs, of which one experiment then has the conflicts ``after``; the others lose those with it."""
        before = self.by_experiment.get(experiment, ())
        book = ConflictBook((), self.windows, self.crowd, self.risks if risks is None else risks)
        book.plans = plans
        gone = {id_: one for one in before for id_ in one.experiments}  # two have one conflict at most, and it is the same in both lists
        touched = {id_ for one in (*before, *after) for id_ in one.experiments} - {experiment}
        kept = {id_: _without(self.by_experiment.get(id_, ()), gone.get(id_)) for id_ in touched}
        for one in after:
            for id_ in touched.intersection(one.experiments):
                insort(kept[id_], one, key=_rank)
        known = {**self.by_experiment, **{id_: tuple(conflicts) for id_, conflicts in kept.items()}, experiment: after}
        book._known = {id_: conflicts for id_, conflicts in known.items() if conflicts}
        return book

    def interferes(self, plan: Plan, other: Plan | Window) -> Interference | None:
        """How the two interfere if they overlap; None where they don't, or where that is accepted."""
        found = self._grade(plan, other)
        if found is None:
            return None
        risk = self.risks.get(_key(plan, other))
        return None if risk is not None and at_least(risk.grade, found.grade) else found

    def _all_pairs(self) -> Iterator[Conflict]:
        by_start = sorted(self.plans.values(), key=lambda plan: plan.starts)
        starts = [plan.starts for plan in by_start]
        for index, plan in enumerate(by_start):
            for other in by_start[index + 1 : bisect_right(starts, plan.ends)]:
                if (conflict := self._pair(plan, other)) is not None:
                    yield conflict
            for window in self.windows:
                if window.starts <= plan.ends and plan.starts <= window.ends and (conflict := self._event(plan, window)) is not None:
                    yield conflict

    def _grade(self, plan: Plan, other: Plan | Window) -> Interference | None:
        if isinstance(other, Window):
            return with_event(plan, other, self.crowd)
        first, second = (plan, other) if plan.id < other.id else (other, plan)
        return between(first, second, self.crowd)

    def _pair(self, plan: Plan, other: Plan) -> Conflict | None:
        found = self._grade(plan, other)
        if found is None:
            return None
        first, second = (plan, other) if plan.id < other.id else (other, plan)
        shared = max(plan.starts, other.starts), min(plan.ends, other.ends)
        return Conflict(first, second, found, *shared, self.risks.get((first.id, "experiment", second.id)))

    def _event(self, plan: Plan, window: Window) -> Conflict | None:
        found = self._grade(plan, window)
        if found is None:
            return None
        shared = max(plan.starts, window.starts), min(plan.ends, window.ends)
        return Conflict(plan, window, found, *shared, self.risks.get((plan.id, "event", window.id)))


def _key(plan: Plan, other: Plan | Window) -> Key:
    if isinstance(other, Window):
        return plan.id, "event", other.id
    return min(plan.id, other.id), "experiment", max(plan.id, other.id)


def _without(conflicts: Iterable[Conflict], gone: Conflict | None) -> list[Conflict]:
    return [one for one in conflicts if one is not gone]


def ordered(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """The worst first, then by the days that are shared, then by the names of both."""
    return tuple(sorted(conflicts, key=_rank))


def _rank(one: Conflict) -> tuple[object, ...]:
    return GRADES.index(one.grade), one.starts, one.ends, one.a.experiment.code, one.other_title, one.b.id
