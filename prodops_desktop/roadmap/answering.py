"""The roadmap as plain objects, for other programs and for the answer key of the sample."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.capacity import Load
from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.roadmap.evidence import Behind, Rung
from prodops_desktop.roadmap.launches import GateView
from prodops_desktop.roadmap.model import HORIZONS, Reach
from prodops_desktop.roadmap.plan import ItemView, Plan, behind, effort_of

_PLAIN = (
    *("code", "title", "problem", "outcome", "goal", "team", "area", "owner", "status", "starts_precision", "due_precision"),
    *("impact", "effort", "value", "urgency", "risk", "size", "points", "stated_arr", "tier", "note"),
)
"""The fields of an item that are answered as they are."""
_DIGITS = 8


def plan_object(plan: Plan) -> dict[str, Any]:
    """The whole roadmap; amounts are in ``currency``, days in ISO form, confidences and shares in per cent, effort in person-months.

    ``arr`` of a column and of all is that of distinct accounts. ``counted_as_of`` is the oldest day of the lists that say the ARR.
    """
    arr, count = behind(plan.open)
    return {
        "today": plan.today.isoformat(),
        "currency": plan.currency,
        "counted_as_of": plan.counted_as_of,
        "baseline": None if plan.baseline is None else {"name": plan.baseline.name, "day": plan.baseline.day.isoformat()},
        "columns": {horizon: _column(plan, horizon) for horizon in HORIZONS},
        "arr": _figure(arr),
        "accounts": count,
        "items": [_item(view) for view in plan.views],
        "median_slip_days": _figure(plan.median_slip),
        "teams": [_team(plan, key, name) for key, name in _teams(plan).items()],
        "delivery": [_period(plan, period) for period in plan.periods],
        "goals_without_item": [goal.title for goal in plan.unaimed_goals],
        "notes": list(plan.notes),
    }


def _column(plan: Plan, horizon: str) -> dict[str, Any]:
    views = plan.column(horizon)
    arr, count = behind(views)
    return {
        "items": [view.item.code for view in views],
        "arr": _figure(arr),
        "accounts": count,
        "effort": _figure(effort_of(views)),
        "capacity": _figure(plan.capacity_of(horizon)),
    }


def _teams(plan: Plan) -> dict[str, str]:
    """The names of the teams by key, in its order: those with a capacity, and those that open items name."""
    named = {name_key(view.item.team): view.item.team for view in plan.open if view.item.team}
    named |= {name_key(team.name): team.name for team in plan.teams}
    return dict(sorted(named.items()))


def _team(plan: Plan, key: str, name: str) -> dict[str, Any]:
    """A team with what is planned for it in this quarter and in the next one."""
    loads = {horizon: plan.loads(*days).get(key, Load(0.0)) for horizon in HORIZONS if (days := plan.quarter(horizon)) is not None}
    return {"name": name, "capacity": _figure(plan.capacities.get(key)), "loads": {horizon: _load(one) for horizon, one in loads.items()}}


def _load(one: Load) -> dict[str, Any]:
    return {"effort": _figure(one.effort), "capacity": _figure(one.capacity), "share": _figure(one.share), "months_over": list(one.over)}


def _item(view: ItemView) -> dict[str, Any]:
    one = view.item
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "horizon": view.horizon,
        "horizon_chosen": one.horizon,
        "starts": _day(one.starts),
        "due": _day(one.due),
        "done": _day(one.done),
        "launch": _day(one.launches),
        "reach": _reach(one.reach),
        **_scored(view),
        **_heard(view),
        **_planned(view),
        "gates": _gates(view),
        "briefs": view.plan.briefs.get(one.id, 0),
    }


def _reach(reach: Reach | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return {
        "value": reach.value,
        "unit": reach.unit,
        "source": reach.source,
        "dataset": reach.dataset,
        "column": reach.column,
        "as_of": _day(reach.as_of),
    }


def _scored(view: ItemView) -> dict[str, Any]:
    """What it scores, and how far that can be believed."""
    score = view.score
    return {
        "confidence_claimed": view.item.confidence,
        "confidence": score.confidence,
        "capped": score.capped,
        "rice": _figure(score.rice),
        "rice_claimed": _figure(score.claimed),
        "wsjf": _figure(score.wsjf),
        "missing": list(score.missing),
        "stays_in_top": None if view.stability is None else round(100 * view.stability, 1),
    }


def _heard(view: ItemView) -> dict[str, Any]:
    """What speaks for it, and the customers behind that."""
    evidence = view.evidence
    return {
        "cap": evidence.cap,
        "best_evidence": evidence.best.kind,
        "evidence": [_rung(rung) for rung in evidence.rungs],
        "contradicting": list(evidence.contradicting),
        "mentions": evidence.mentions,
        "arr": _figure(evidence.arr),
        "accounts": len(evidence.accounts),
        "largest_share": _figure(evidence.concentration),
        "at_risk": [_behind(account) for account in evidence.at_risk],
        "renew_before_launch": [_behind(account) for account in view.renew_before_launch],
    }


def _planned(view: ItemView) -> dict[str, Any]:
    """How it stands against the plan, and what waits for what."""
    return {
        "baseline_starts": _day(view.base.starts) if view.base else None,
        "baseline_due": _day(view.base.due) if view.base else None,
        "slip_days": view.slip,
        "moved_by": _cause(view),
        "needs": [{"item": other.item.code, "lag": need.lag} for need, other in _needs(view)],
        "needed_by": [other.item.code for other in view.needed_by],
        "begins_too_early": [
            {"item": other.item.code, "days": found.days} for found in view.violations if (other := view.plan.find(found.needs)) is not None
        ],
    }


def _needs(view: ItemView) -> Iterable[tuple[Any, ItemView]]:
    return ((need, other) for need in view.item.needs if (other := view.plan.find(need.item)) is not None)


def _rung(rung: Rung) -> dict[str, Any]:
    return {"kind": rung.kind, "cap": rung.cap, "reached": rung.reached, "pending": rung.pending, "text": rung.text}


def _behind(one: Behind) -> dict[str, Any]:
    return {"account": one.name, "arr": _figure(one.arr), "renewal": one.renewal, "csm": one.csm, "at_risk": one.at_risk or None}


def _cause(view: ItemView) -> dict[str, Any] | None:
    cause, other = view.cause, view.moved_by
    if cause is None or other is None:
        return None
    root = view.plan.find(cause.root)
    code, title = (root.item.code, root.item.title) if root is not None else (None, None)
    return {"item": other.item.code, "title": other.item.title, "days": cause.days, "root": code, "root_title": title}


def _gates(view: ItemView) -> dict[str, Any] | None:
    found = view.readiness
    if found is None:
        return None
    return {
        "tier": found.tier,
        "passed": found.passed,
        "of": found.applicable,
        "not_applicable": found.not_applicable,
        "overdue": [one.gate.name for one in found.overdue(view.plan.today)],
        "list": [_gate(one) for one in found.gates],
    }


def _gate(one: GateView) -> dict[str, Any]:
    check = one.check
    return {
        "gate": one.gate.name,
        "function": one.gate.function,
        "state": one.state,
        "due": _day(one.due),
        "evidence": check.evidence if check else None,
        "who": check.who if check else None,
        "day": _day(check.day) if check else None,
    }


def _period(plan: Plan, period: Period) -> dict[str, Any]:
    def codes(items: Iterable[int]) -> list[str]:
        return [view.item.code for item in items if (view := plan.find(item)) is not None]

    return {
        "period": period.period,
        "over": period.is_over(plan.today),
        "committed": len(period.committed),
        "done": len(period.delivered),
        "say_do": _figure(period.say_do),
        "points_committed": _figure(period.points_committed),
        "points_delivered": _figure(period.points_delivered),
        "predictability": _figure(period.predictability),
        "stretch_done": codes(period.stretch),
        "added": codes(period.added),
        "without_points": codes(period.without_points),
        "done_on_unknown_day": codes(period.undated),
        "changed_later": codes(period.flipped),
        "as_of": _day(period.as_of),
        "first_reported_late": period.is_late,
        "teams_reported_late": [team or None for team in period.late_teams],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(value: float | None) -> float | None:
    """A figure with as many digits as say something: floats differ in the last ones from machine to machine."""
    return None if value is None else float(f"{value:.{_DIGITS}g}")
