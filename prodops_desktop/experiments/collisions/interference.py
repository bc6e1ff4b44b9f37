"""How far two experiments, or an experiment and an event, get into each other's way while both last: a grade, and why.

The grades are those of DATA.md, “Interference”. Days do not matter here: whoever asks knows that they overlap.
"""

from dataclasses import dataclass

from prodops_desktop.experiments.collisions.plans import FREEZE, REACHING, Crowd, Headcount, Plan, Window

BLOCK, HIGH, MEDIUM, LOW = GRADES = ("block", "high", "medium", "low")
"""From the worst on: “low” shares people and nothing else, which is usually safe."""

EVERYBODY = "everybody"


def at_least(grade: str, other: str) -> bool:
    """Whether ``grade`` is as bad as ``other`` or worse."""
    return GRADES.index(grade) <= GRADES.index(other)


@dataclass(frozen=True)
class Interference:
    """How two get into each other's way: ``met`` are those whom both could reach, None where nobody knows how many they are."""

    grade: str
    reason: str
    met: Headcount | None


def between(a: Plan, b: Plan, crowd: Crowd) -> Interference | None:
    """How two experiments interfere; None where nobody can be in both."""
    if _kept_apart(a, b):
        return None
    met = crowd.shared(a.experiment.segment, b.experiment.segment)
    if met is not None and met.users == 0:
        return None
    grade, reason = _graded(a, b)
    if a.lane and a.lane == b.lane:
        reason += f". The lane {a.experiment.lane} can’t keep them apart: one is by {a.experiment.unit}, the other by {b.experiment.unit}"
    return Interference(grade, reason, met)


def with_event(plan: Plan, window: Window, crowd: Crowd) -> Interference | None:
    """How an event gets into the way of an experiment; None where it reaches nobody who is tested on, or another surface."""
    event = window.event
    freezes = event.type == FREEZE
    if not freezes and event.type not in REACHING:
        return None
    if freezes and window.surface and plan.surface and window.surface != plan.surface:
        return None
    met = crowd.reached(plan.experiment.segment, event.segment, event.region)
    if met is not None and met.users == 0:
        return None
    if freezes:
        return Interference(BLOCK, f"The freeze “{event.title}” lies in its run", met)
    whom = plan.experiment.segment or EVERYBODY
    return Interference(MEDIUM, f"The {event.type} “{event.title}” reaches {whom} in its run", met)


def _kept_apart(a: Plan, b: Plan) -> bool:
    """Whether an exclusion lane keeps those of one out of the other: it can't where they are drawn by different units."""
    return bool(a.lane) and a.lane == b.lane and a.experiment.unit == b.experiment.unit


def _graded(a: Plan, b: Plan) -> tuple[str, str]:
    same_surface = bool(a.surface) and a.surface == b.surface
    if a.parameter and a.parameter == b.parameter:
        return BLOCK, f"Both set {a.experiment.parameter}"
    if same_surface and b.id in a.contradicts:
        return BLOCK, f"Their variants can’t be shown together on {a.experiment.surface}"
    if same_surface:
        return HIGH, f"Same surface: {a.experiment.surface}"
    if a.step == b.step and (shared := a.primaries.keys() & b.primaries.keys()):
        name = min(a.primaries[key] for key in shared)
        return HIGH, f"Same primary metric: {name}" + (f", at {a.experiment.step}" if a.step else "")
    for one, other in ((a, b), (b, a)):
        if crossed := one.primaries.keys() & other.guardrails.keys():
            name = min(one.primaries[key] for key in crossed)
            return MEDIUM, f"{name} is what {one.experiment.code} is to move and a guardrail of {other.experiment.code}"
    a_whom, b_whom = (plan.experiment.segment or EVERYBODY for plan in (a, b))
    return LOW, f"Shared people only: {a_whom}" + ("" if a_whom == b_whom else f" and {b_whom}")
