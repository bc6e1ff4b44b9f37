"""Reads and writes experiments with their variants, metrics and readings, and the risks that were accepted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.goals import ensure_goal
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.checks import check_experiment, check_lane
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, PLANNED, Experiment, MetricPlan, Variant
from prodops_desktop.registry.codes import code_order
from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.segments.store import ensure_segment
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.columns import day_in, one_line

TABLES = frozenset({"experiment", "variant", "experiment_metric", "reading", "reading_value", "accepted_risk", "user_segment", "decision"})
"""The tables that experiments are made of."""
ITERATE, STOP, SHIP = "iterate", "stop", "ship"
_LINES = ("surface", "team", "parameter", "lane", "step")
_TEXTS = ("hypothesis", "decision_rule", "early_reason", "learning", "note")
_PLAIN = (
    *("name", "kind", "unit", "status", "allocation", "baseline", "deviation", "mde", "mde_in", "power", "alpha", "icc", "icc_from"),
    *(*_LINES, *_TEXTS),
)
"""The columns that hold what the record holds."""
_GONE = "This experiment is no longer there; it was deleted or undone."

_SELECT = """
    SELECT e.*, s.name AS segment_name, g.title AS goal_title, p.name AS owner_name
    FROM experiment e LEFT JOIN user_segment s ON s.id = e.segment LEFT JOIN goal g ON g.id = e.goal LEFT JOIN person p ON p.id = e.owner
"""


def all_experiments(store: Store) -> list[Experiment]:
    """Every experiment by its code, numbers in it counted as numbers."""
    return sorted(_read(store, ""), key=lambda one: code_order(one.code))


def find_experiment(store: Store, experiment: int | str) -> Experiment:
    """The experiment of this id or code; raises UserError when there is none."""
    if isinstance(experiment, int):
        found = _read(store, "WHERE e.id = ?1", experiment)
        if not found:
            raise UserError(_GONE)
        return found[0]
    found = _read(store, "WHERE e.code_key = ?1", name_key(experiment))
    if not found:
        raise UserError(f"There is no experiment “{experiment}”.")
    return found[0]


def next_code(store: Store) -> str:
    """A code that is free: the largest number that was given, and one more, with as many digits at least."""
    codes = [row[0] for row in store.db.execute("SELECT code FROM experiment")]
    numbered = [(code.rstrip("0123456789"), code) for code in codes if code_order(code)[1] >= 0]
    head, last = max(numbered, key=lambda pair: code_order(pair[1])[1], default=("EXP-", "EXP-0"))
    return f"{head}{code_order(last)[1] + 1:0{len(last) - len(head)}}"


def save_experiment(store: Store, experiment: Experiment, *, label: str = "") -> tuple[ChangeSet, int]:
    """Add an experiment (id 0), or make the one with its id as this one; returns its id too.

    Segment, goal and owner are names, added when they are new. Raises UserError for a code that another one has, for what makes no
    sense, and where an exclusion lane would be given out to more than 100%.
    """
    one = _tidy(experiment)
    check_experiment(one)
    taken = store.db.execute("SELECT id, name FROM experiment WHERE code_key = ?", (name_key(one.code),)).fetchone()
    if taken is not None and taken["id"] != one.id:
        raise UserError(f"{one.code} is “{taken['name']}” already. Choose another key.")
    if one.lane is not None and one.status in PLANNED:
        check_lane(one, _in_lanes_meanwhile(store, one))
    with store.edit(label or f"{'Edit' if one.id else 'Add'} {one.title}") as edit:
        values = _values(store, one)
        if one.id:
            if store.db.execute("SELECT 1 FROM experiment WHERE id = ?", (one.id,)).fetchone() is None:
                raise UserError(_GONE)
            rows.update(store, "experiment", one.id, values)
        else:
            one = replace(one, id=rows.insert(store, "experiment", values))
        _save_parts(store, "variant", one.id, [_variant_values(variant) for variant in one.variants])
        _save_parts(store, "experiment_metric", one.id, [_metric_values(metric) for metric in one.metrics])
    return edit.changes, one.id


def move_experiment(store: Store, experiment: int, starts: date, ends: date) -> ChangeSet:
    """Give an experiment other days."""
    found = find_experiment(store, experiment)
    moved = replace(found, starts=starts, ends=ends)
    return save_experiment(store, moved, label=f"Move {found.title} to {starts.isoformat()} – {ends.isoformat()}")[0]


def take_icc(store: Store, experiment: int, icc: float, dataset: str) -> ChangeSet:
    """Give an experiment the ICC that was worked out from a dataset, and keep which one that was."""
    found = find_experiment(store, experiment)
    with store.edit(f"Take the ICC of {found.code} from {dataset}") as edit:
        save_experiment(store, replace(found, icc=icc))
        rows.update(store, "experiment", experiment, {"icc_from": dataset})
    return edit.changes


def delete_experiments(store: Store, experiments: Sequence[int]) -> ChangeSet:
    """Take experiments out with all that hangs on them; undo brings them back."""
    titles = [find_experiment(store, one).title for one in experiments]
    with store.edit(f"Delete {titles[0] if len(titles) == 1 else f'{len(titles)} experiments'}") as edit:
        store.db.executemany("DELETE FROM experiment WHERE id = ?", [(one,) for one in experiments])
    return edit.changes


def duplicate_experiment(store: Store, experiment: int) -> tuple[ChangeSet, int]:
    """Copy the plan of an experiment as a draft with a code of its own, without days and results."""
    found = find_experiment(store, experiment)
    copy = replace(found, id=0, code=next_code(store), status=DRAFT, starts=None, ends=None, learning=None, early_reason=None)
    return save_experiment(store, copy, label=f"Duplicate {found.title}")


@dataclass(frozen=True)
class Verdict:
    """What was decided about an experiment: a choice of :func:`choices_of`, why, by whom and when, and what was learnt.

    ``early_reason``: why before its planned end.
    """

    choice: str
    reason: str
    owner: str
    day: date
    learning: str | None = None
    early_reason: str | None = None


def choices_of(experiment: Experiment) -> tuple[str, ...]:
    """What can be decided: to ship one of its variants but the control, to run again, or to stop."""
    return (*(f"{SHIP} {variant.name}" for variant in experiment.variants[1:]), ITERATE, STOP)


def decide(store: Store, experiment: int, verdict: Verdict, *, decision: int | None = None) -> ChangeSet:
    """Take down what was decided, with the learning, and conclude the experiment; with the id of a ``decision`` change that one.

    Raises UserError before its planned end without a reason for that, and for what :func:`record_decision` refuses.
    """
    found = find_experiment(store, experiment)
    early = found.ends is not None and verdict.day < found.ends
    if early and not (verdict.early_reason or "").strip():
        raise UserError(
            f"{found.code} was planned to run until {found.ends}. Say why it is decided before: a look too early often misleads."
        )
    with store.edit(f"Decide to {verdict.choice}: {found.title}") as edit:
        after = replace(
            found, status=CONCLUDED, learning=verdict.learning, early_reason=verdict.early_reason if early else found.early_reason
        )
        save_experiment(store, after)
        record_decision(
            store,
            ("experiment", experiment, found.title),
            verdict.choice,
            verdict.reason,
            verdict.owner,
            verdict.day.isoformat(),
            choices=choices_of(found),
            for_day=found.ends.isoformat() if found.ends else None,
            decision=decision,
        )
    return edit.changes


def _read(store: Store, where: str, *given: int | str) -> list[Experiment]:
    own = f"(SELECT e.id FROM experiment e {where})" if where else "(SELECT id FROM experiment)"
    variants = _parts(store, "variant", own, given, lambda row: Variant(row["name"], row["about"], row["weight"]))
    metrics = _parts(store, "experiment_metric", own, given, _metric)
    return [_experiment(row, variants, metrics) for row in store.db.execute(f"{_SELECT} {where}", given)]


def _in_lanes_meanwhile(store: Store, one: Experiment) -> list[Experiment]:
    """Those that can run and have a lane, on any of the days of an experiment: only these can fill its lane up."""
    if one.starts is None or one.ends is None:
        return []
    where = "WHERE e.lane IS NOT NULL AND e.status IN ('draft', 'scheduled', 'running') AND e.starts <= ?1 AND e.ends >= ?2"
    return _read(store, where, one.ends.isoformat(), one.starts.isoformat())


def _parts(store: Store, table: str, own: str, given: Sequence[int | str], make: Callable[[Any], Any]) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for row in store.db.execute(f"SELECT * FROM {table} WHERE experiment IN {own} ORDER BY experiment, position, id", given):
        found.setdefault(row["experiment"], []).append(make(row))
    return {experiment: tuple(parts) for experiment, parts in found.items()}


def _metric(row: Any) -> MetricPlan:
    return MetricPlan(row["name"], row["role"], row["type"], row["better"], row["bound"], row["bound_in"])


def _experiment(row: Any, variants: Mapping[int, tuple[Variant, ...]], metrics: Mapping[int, tuple[MetricPlan, ...]]) -> Experiment:
    return Experiment(
        id=row["id"],
        code=row["code"],
        clustered=bool(row["clustered"]),
        segment=row["segment_name"],
        goal=row["goal_title"],
        owner=row["owner_name"],
        starts=day_in(row["starts"]),
        ends=day_in(row["ends"]),
        variants=variants.get(row["id"], ()),
        metrics=metrics.get(row["id"], ()),
        **{name: row[name] for name in _PLAIN},
    )


def _goal_of(store: Store, experiment: int) -> int | None:
    """The goal that an experiment is for as it is kept; titles don’t tell two of them apart."""
    row = store.db.execute("SELECT goal FROM experiment WHERE id = ?", (experiment,)).fetchone()
    return row["goal"] if row else None


def _values(store: Store, one: Experiment) -> dict[str, rows.Value]:
    """The row of an experiment; the segment, goal and owner that are new are added."""
    return {
        "code": one.code,
        "code_key": name_key(one.code),
        "clustered": int(one.clustered),
        "segment": ensure_segment(store, one.segment) if one.segment else None,
        "goal": ensure_goal(store, one.goal, _goal_of(store, one.id)) if one.goal else None,
        "owner": ensure(store, "person", one.owner) if one.owner else None,
        "starts": one.starts.isoformat() if one.starts else None,
        "ends": one.ends.isoformat() if one.ends else None,
        **{name: getattr(one, name) for name in _PLAIN},
        "icc_from": _source_of_icc(store, one),
    }


def _source_of_icc(store: Store, one: Experiment) -> str | None:
    """Where its ICC came from; nowhere any more once it is another one."""
    before = store.db.execute("SELECT icc FROM experiment WHERE id = ?", (one.id,)).fetchone()
    return one.icc_from if one.icc is not None and (before is None or before["icc"] == one.icc) else None


def _variant_values(variant: Variant) -> dict[str, rows.Value]:
    return {"name": variant.name, "key": name_key(variant.name), "about": variant.about, "weight": float(variant.weight)}


def _metric_values(metric: MetricPlan) -> dict[str, rows.Value]:
    plain = {name: getattr(metric, name) for name in ("name", "role", "type", "better", "bound", "bound_in")}
    return {**plain, "key": name_key(metric.name)}


def _save_parts(store: Store, table: str, experiment: int, wanted: Sequence[dict[str, rows.Value]]) -> None:
    """Bring the variants or metrics to what they should be; one that was only renamed stays the same row, so its totals stay."""
    there = store.db.execute(f"SELECT * FROM {table} WHERE experiment = ? ORDER BY position, id", (experiment,)).fetchall()
    by_key = {row["key"]: row["id"] for row in there}
    kept = {values["key"]: by_key[str(values["key"])] for values in wanted if values["key"] in by_key}
    at = {row["position"]: row["id"] for row in there if row["id"] not in kept.values()}
    for position, values in enumerate(wanted):
        if values["key"] not in kept and position in at:
            kept[values["key"]] = at.pop(position)
    store.db.executemany(f"DELETE FROM {table} WHERE id = ?", [(row["id"],) for row in there if row["id"] not in kept.values()])
    for position, values in enumerate(wanted):
        row_id = kept.get(values["key"])
        if row_id is None:
            rows.insert(store, table, {"experiment": experiment, "position": position, **values})
        else:
            rows.update(store, table, row_id, {"position": position, **values})


def _tidy(one: Experiment) -> Experiment:
    """The same without blanks at the ends of texts, and within names of one line."""
    texts: dict[str, Any] = {name: one_line(getattr(one, name)) for name in ("segment", "goal", "owner", *_LINES)}
    texts |= {name: _text(getattr(one, name)) for name in _TEXTS}
    variants = tuple(replace(variant, name=one_line(variant.name) or "", about=one_line(variant.about)) for variant in one.variants)
    metrics = tuple(replace(metric, name=one_line(metric.name) or "") for metric in one.metrics)
    return replace(one, code=one_line(one.code) or "", name=one_line(one.name) or "", variants=variants, metrics=metrics, **texts)


def _text(text: str | None) -> str | None:
    return (text or "").strip() or None
