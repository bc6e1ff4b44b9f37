"""Experiments and their conflicts as plain objects, for other programs and for the answer key of the sample."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from prodops_desktop.agenda.decisions import Decision
from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.exposures import Exposed
from prodops_desktop.experiments.model import POINTS, SHARE, MetricPlan
from prodops_desktop.experiments.statistics.comparisons import Comparison
from prodops_desktop.experiments.statistics.effects import Interval
from prodops_desktop.experiments.statistics.mismatch import Mismatch
from prodops_desktop.experiments.statistics.results import Analysis
from prodops_desktop.experiments.statistics.sizing import NoSize, Size
from prodops_desktop.segments.model import Segment

_PLAIN = (
    *("code", "name", "hypothesis", "kind", "unit", "clustered", "status", "segment", "goal", "surface", "team", "owner"),
    *("parameter", "lane", "allocation", "baseline", "deviation", "mde", "mde_in", "power", "alpha", "icc", "icc_from", "step"),
    *("decision_rule", "early_reason", "learning", "note"),
)
"""The fields of an experiment that are answered as they are."""
_DIGITS = 6


def board_object(board: Board, segments: Iterable[Segment]) -> dict[str, Any]:
    """Experiments with all that is said of them, the load of each week by its Monday, goals without experiment, and segments.

    Days are in ISO form. Shares and lifts are in per cent, and differences of shares in points, as they are in the plan.
    """
    everybody = board.populations.size(None)
    return {
        "today": board.today.isoformat(),
        "limit": board.limit,
        "experiments": [_experiment(view) for view in board.views],
        "load": {monday.isoformat(): count for monday, count in sorted(board.load.weeks.items()) if count},
        "goals_without_experiment": [goal.title for goal in board.untested_goals],
        "segments": [_segment(segment, board) for segment in segments],
        "everybody": None if everybody is None else {"users": everybody.users, "accounts": everybody.accounts},
        "counted_from": board.populations.source,
        "notes": list(board.notes),
    }


def conflict_objects(board: Board) -> list[dict[str, Any]]:
    """Every conflict, the worst first; ``a`` and ``b`` are codes of experiments, of an event ``b`` is its title.

    ``shared`` counts users, null where nobody knows; ``weeks`` is by how much ``moves`` would begin later to be out of the way.
    """
    return [_conflict(conflict) for conflict in board.book.all]


def _conflict(conflict: Conflict) -> dict[str, Any]:
    accepted = conflict.accepted
    return {
        "grade": conflict.grade,
        "a": conflict.a.experiment.code,
        "b": conflict.other_title,
        "reason": conflict.reason,
        "from": conflict.starts.isoformat(),
        "to": conflict.ends.isoformat(),
        "shared": conflict.shared,
        "other": conflict.other.table,
        "moves": conflict.moved_plan.experiment.code,
        "weeks": conflict.weeks,
        "open": conflict.is_open,
        "accepted": None
        if accepted is None
        else {"grade": accepted.grade, "reason": accepted.reason, "owner": accepted.owner, "day": accepted.day.isoformat()},
    }


def _experiment(view: ExperimentView) -> dict[str, Any]:
    one, readable, duration = view.experiment, view.readability, view.duration
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "starts": _day(one.starts),
        "ends": _day(one.ends),
        "days": one.days,
        "variants": [{"name": variant.name, "about": variant.about, "weight": variant.weight} for variant in one.variants],
        "metrics": [_metric(metric) for metric in one.metrics],
        "population": None if view.population is None else {"users": view.population.users, "accounts": view.population.accounts},
        "needed": _needed(view.size),
        "effective": readable.effective if readable else None,
        "readable": readable.is_readable if readable else None,
        "sentence": _sentence(view),
        "detail": readable.detail if readable else None,
        "weeks": duration.weeks if duration else None,
        "duration": duration.text if duration else None,
        "exposures": _exposures(view.exposed) if view.exposed is not None else None,
        "result": _result(view, view.analysis) if view.analysis is not None else None,
        "mismatched": view.is_mismatched,
        "asks_decision": view.asks_decision,
        "decision": _decision(view.decision) if view.decision is not None else None,
        "next_free_slot": {"from": _day(view.slot.starts), "to": _day(view.slot.ends)} if view.slot is not None else None,
    }


def _sentence(view: ExperimentView) -> str:
    """Whether it can be read; or why that can't be said."""
    if view.readability is not None:
        return view.readability.sentence
    return view.board.populations.why_unknown(view.experiment.segment)


def _metric(metric: MetricPlan) -> dict[str, Any]:
    return {name: getattr(metric, name) for name in ("name", "role", "type", "better", "bound", "bound_in")}


def _needed(size: Size | NoSize) -> dict[str, Any]:
    """How many units a test needs in each arm and in total; both null with the reason where that can't be said."""
    if isinstance(size, NoSize):
        return {"per_arm": None, "total": None, "reason": size.reason}
    return {
        "per_arm": size.per_arm,
        "total": size.total,
        "effect": _figure(size.effect),
        "target": _figure(size.target),
        "alpha": _figure(size.alpha),
        "comparisons": size.comparisons,
        "formula": size.formula,
    }


def _exposures(exposed: Exposed) -> dict[str, Any]:
    breakdown = exposed.breakdown
    return {
        "units": dict(sorted(exposed.units.items())),
        "in_two_arms": exposed.in_two_arms,
        "before_start": exposed.too_early,
        "srm": _srm(exposed.mismatch),
        "gap_comes_from": breakdown.sentence if breakdown is not None else None,
    }


def _srm(found: Mismatch) -> dict[str, Any]:
    return {
        "status": found.status,
        "p": _figure(found.p),
        "chi_square": _figure(found.chi_square),
        "units": {arm.name: arm.units for arm in found.arms},
        "stray": found.stray,
        "sentence": found.sentence,
    }


def _result(view: ExperimentView, analysis: Analysis) -> dict[str, Any]:
    """What the newest reading says; ``readings`` is how often somebody looked."""
    reading = view.readings[0]
    return {
        "day": reading.day.isoformat(),
        "note": reading.note,
        "readings": len(view.readings),
        "headline": analysis.headline,
        "srm": _srm(analysis.arms) if analysis.arms is not None else None,
        "pre_period_p": _figure(analysis.balance),
        "comparisons": [_comparison(one) for one in analysis.comparisons],
        "suggestions": [{"variant": one.variant, "choice": one.choice, "reason": one.reason} for one in analysis.suggestions],
        "problems": list(analysis.problems),
        "remarks": list(analysis.remarks),
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    is_share, effect = one.metric.type == SHARE, one.effect
    factor = 100.0 if is_share else 1.0
    return {
        "metric": one.metric.name,
        "role": one.metric.role,
        "variant": one.variant,
        "control": _figure(one.control_value, factor),
        "value": _figure(one.value, factor),
        "counted_in": POINTS if is_share else "units",
        **_ends("difference", "", effect.difference if effect else None, factor),
        **_ends("lift", "lift_", effect.lift if effect else None, 100.0),
        **_ends("always_valid", "always_valid_", one.always_valid, factor),
        **_ends("adjusted", "adjusted_", one.adjusted.effect.difference if one.adjusted else None, factor),
        "variance_saved": _figure(one.adjusted.variance_saved) if one.adjusted else None,
        "p": _figure(effect.p) if effect else None,
        "holm": _figure(one.holm),
        "verdict": one.verdict,
    }


def _ends(name: str, prefix: str, interval: Interval | None, factor: float) -> dict[str, float | None]:
    """An estimate and the ends of its interval; all null where there is none."""
    value, low, high = (interval.value, interval.low, interval.high) if interval is not None else (None, None, None)
    return {name: _figure(value, factor), f"{prefix}low": _figure(low, factor), f"{prefix}high": _figure(high, factor)}


def _decision(decision: Decision) -> dict[str, Any]:
    return {"choice": decision.choice, "reason": decision.reason, "owner": decision.owner, "day": decision.day, "for_day": decision.for_day}


def _segment(segment: Segment, board: Board) -> dict[str, Any]:
    found = board.populations.size(segment.name)
    return {
        "name": segment.name,
        "rule": segment.rule,
        "users": found.users if found else None,
        "accounts": found.accounts if found else None,
        "why_unknown": board.populations.why_unknown(segment.name) or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(value: float | None, factor: float = 1.0) -> float | None:
    """A figure with as many digits as say something: floats differ in the last ones from machine to machine."""
    return None if value is None else float(f"{factor * value:.{_DIGITS}g}")
