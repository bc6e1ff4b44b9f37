"""What collisions are worked out from: the runs of experiments and of dated events, and how many people they share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

from prodops_desktop.agenda.events import LAUNCH, Event
from prodops_desktop.experiments.model import GUARDRAIL, PLANNED, PRIMARY, RUNNING, Experiment
from prodops_desktop.registry.entries import name_key

FREEZE = "freeze"
REACHING = frozenset({LAUNCH, "price change", "campaign"})
"""The types of event that change what those see who are tested on."""
WATCHED = REACHING | {FREEZE}
"""The types of event that an experiment can collide with."""


class Headcount(Protocol):
    """How many users there are, and in how many accounts."""

    @property
    def users(self) -> int:
        """Distinct users."""

    @property
    def accounts(self) -> int:
        """Distinct accounts."""


class Crowd(Protocol):
    """Counts those whom two groups share; None where nobody knows. A segment of None is everybody."""

    def shared(self, a: str | None, b: str | None) -> Headcount | None:
        """Who is in both segments."""

    def reached(self, segment: str | None, event_segment: str | None, region: str | None) -> Headcount | None:
        """Who of a segment is also in the segment and the region of an event."""


@dataclass(frozen=True)
class Plan:
    """The run of an experiment from ``starts`` to ``ends``; ``contradicts`` are those with which it can't be shown."""

    experiment: Experiment
    starts: date
    ends: date
    contradicts: frozenset[int] = frozenset()

    @property
    def id(self) -> int:
        """The id of the experiment."""
        return self.experiment.id

    @property
    def days(self) -> int:
        """How many days it runs."""
        return (self.ends - self.starts).days + 1

    @property
    def runs(self) -> bool:
        """Whether it runs already, so that it can't be moved any more."""
        return self.experiment.status == RUNNING

    @cached_property
    def surface(self) -> str:
        """The key of its surface, empty where that is not known."""
        return name_key(self.experiment.surface or "")

    @cached_property
    def parameter(self) -> str:
        """The key of what it sets, empty where that is not known."""
        return name_key(self.experiment.parameter or "")

    @cached_property
    def lane(self) -> str:
        """The key of its exclusion lane, empty for none."""
        return name_key(self.experiment.lane or "")

    @cached_property
    def step(self) -> str:
        """The key of its step of the funnel."""
        return name_key(self.experiment.step or "")

    @cached_property
    def primaries(self) -> dict[str, str]:
        """Its primary metrics by key."""
        return {name_key(metric.name): metric.name for metric in self.experiment.of_role(PRIMARY)}

    @cached_property
    def guardrails(self) -> dict[str, str]:
        """Its guardrails by key."""
        return {name_key(metric.name): metric.name for metric in self.experiment.of_role(GUARDRAIL)}

    def moved(self, starts: date, ends: date) -> "Plan":
        """The same at other days."""
        return replace(self, experiment=replace(self.experiment, starts=starts, ends=ends), starts=starts, ends=ends)

    def begun(self, starts: date) -> "Plan":
        """The same, as long, from another day on."""
        return self.moved(starts, starts + timedelta(days=self.days - 1))


@dataclass(frozen=True)
class Window:
    """The days of an event of the company, or of a launch of the roadmap."""

    event: Event
    starts: date
    ends: date

    @property
    def id(self) -> int:
        """The id of the event."""
        return self.event.id

    @cached_property
    def surface(self) -> str:
        """The key of the surface that it is about, empty for all."""
        return name_key(self.event.surface or "")


def plans_of(experiments: Iterable[Experiment], contradicting: Iterable[tuple[int, int]] = ()) -> list[Plan]:
    """The runs of the experiments that can collide; ``contradicting`` are pairs of ids that can't be shown together."""
    against: dict[int, set[int]] = {}
    for a, b in contradicting:
        against.setdefault(a, set()).add(b)
        against.setdefault(b, set()).add(a)
    return [
        Plan(one, one.starts, one.ends, frozenset(against.get(one.id, ())))
        for one in experiments
        if one.status in PLANNED and one.starts is not None and one.ends is not None
    ]


def windows_of(events: Iterable[Event]) -> list[Window]:
    """The days of the events that experiments can collide with."""
    return [Window(one, date.fromisoformat(one.starts), date.fromisoformat(one.ends)) for one in events if one.type in WATCHED]
