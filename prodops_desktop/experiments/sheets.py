"""The register as sheets that are imported back without a difference: experiments, their results, and the calendar of events."""

from dataclasses import astuple
from datetime import date

from prodops_desktop.agenda.events import Event, all_events
from prodops_desktop.datasets.sheets import DAY, NUMBER, TEXT, WHOLE, YES_NO, RecordSheet, SheetColumn, SheetValue
from prodops_desktop.experiments.model import GUARDRAIL, MEAN, PRIMARY, SECONDARY, Experiment, MetricPlan, Reading
from prodops_desktop.experiments.readings import all_readings
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.experiments.taking.measures import Least, write_baseline, write_effect, write_number, write_share
from prodops_desktop.experiments.taking.reading import write_metrics, write_variants
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

_Fields = tuple[tuple[str, str, float], ...]
_EXPERIMENT_FIELDS: _Fields = (
    ("code", TEXT, 10),
    ("experiment", TEXT, 26),
    ("hypothesis", TEXT, 40),
    ("experiment_kind", TEXT, 16),
    ("experiment_status", TEXT, 11),
    ("goal", TEXT, 24),
    ("surface", TEXT, 16),
    ("team", TEXT, 14),
    ("experiment_owner", TEXT, 16),
    ("unit", TEXT, 9),
    ("clustered", YES_NO, 10),
    ("segment", TEXT, 22),
    ("allocation", TEXT, 11),
    ("start", DAY, 12),
    ("end", DAY, 12),
    ("variants", TEXT, 34),
    ("primary", TEXT, 26),
    ("secondary", TEXT, 26),
    ("guardrails", TEXT, 34),
    ("baseline", TEXT, 10),
    ("deviation", TEXT, 18),
    ("mde", TEXT, 9),
    ("power", TEXT, 8),
    ("alpha", TEXT, 8),
    ("icc", TEXT, 8),
    ("step", TEXT, 16),
    ("parameter", TEXT, 20),
    ("lane", TEXT, 16),
    ("decision_rule", TEXT, 34),
    ("early_reason", TEXT, 26),
    ("learning", TEXT, 34),
    ("experiment_note", TEXT, 30),
)
_RESULT_FIELDS: _Fields = (
    ("experiment", TEXT, 12),
    ("read_on", DAY, 12),
    ("arm", TEXT, 16),
    ("metric", TEXT, 26),
    ("metric_role", TEXT, 11),
    ("metric_type", TEXT, 8),
    ("better", TEXT, 8),
    ("units", WHOLE, 10),
    ("successes", WHOLE, 11),
    ("mean", NUMBER, 12),
    ("sd", NUMBER, 12),
    ("accounts", WHOLE, 10),
    ("pre_mean", NUMBER, 12),
    ("pre_sd", NUMBER, 12),
    ("pre_correlation", NUMBER, 20),
    ("reading_note", TEXT, 30),
)
_EVENT_FIELDS: _Fields = (
    ("what", TEXT, 30),
    ("event_type", TEXT, 16),
    ("from", DAY, 12),
    ("to", DAY, 12),
    ("region", TEXT, 12),
    ("segment", TEXT, 16),
    ("surface", TEXT, 16),
    ("event_owner", TEXT, 16),
    ("event_note", TEXT, 34),
)


def experiment_sheets(store: Store) -> list[RecordSheet]:
    """“Experiments”, “Results” with a row for each arm, metric and reading, and “Events”; of the last two those that hold anything."""
    experiments, readings, events = all_experiments(store), all_readings(store), all_events(store)
    sheets = [RecordSheet("Experiments", _columns("experiments", _EXPERIMENT_FIELDS), [_experiment_row(one) for one in experiments])]
    results = [row for one in experiments for reading in readings.get(one.id, ()) for row in _result_rows(one, reading)]
    if results:
        sheets.append(RecordSheet("Results", _columns("experiment_results", _RESULT_FIELDS), results))
    if events:
        sheets.append(RecordSheet("Events", _columns("events", _EVENT_FIELDS), [_event_row(event) for event in events]))
    return sheets


def _columns(kind: str, fields: _Fields) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(KINDS[kind].field(name).title, holds, width) for name, holds, width in fields)


def _experiment_row(one: Experiment) -> tuple[SheetValue, ...]:
    mean = one.primary is not None and one.primary.type == MEAN
    least = None if one.mde is None else Least(one.mde, one.mde_in)
    of_role = {role: one.of_role(role) for role in (PRIMARY, SECONDARY, GUARDRAIL)}
    return (
        *(one.code, one.name, one.hypothesis, one.kind, one.status, one.goal, one.surface, one.team, one.owner, one.unit, one.clustered),
        *(one.segment, write_share(one.allocation), one.starts, one.ends, write_variants(one.variants)),
        # with a deviation a metric without a word would be taken for a mean
        write_metrics(of_role[PRIMARY], PRIMARY, typed=one.deviation is not None),
        *(write_metrics(of_role[role], role) for role in (SECONDARY, GUARDRAIL)),
        write_baseline(one.baseline, mean=mean),
        None if one.deviation is None else write_number(one.deviation),
        *(write_effect(least), write_share(one.power), write_share(one.alpha)),
        None if one.icc is None else write_number(one.icc),
        *(one.step, one.parameter, one.lane, one.decision_rule, one.early_reason, one.learning, one.note),
    )


def _result_rows(experiment: Experiment, reading: Reading) -> list[tuple[SheetValue, ...]]:
    metrics: dict[str, MetricPlan] = {name_key(metric.name): metric for metric in experiment.metrics}
    rows: list[tuple[SheetValue, ...]] = []
    for total in reading.totals:
        metric = metrics[name_key(total.metric)]
        before = astuple(total.before) if total.before else (None, None, None)
        figures = (total.units, total.successes, total.mean, total.sd, total.accounts, *before)
        about = (metric.role, metric.type, metric.better)
        rows.append((experiment.code, reading.day, total.variant, total.metric, *about, *figures, reading.note))
    return rows


def _event_row(event: Event) -> tuple[SheetValue, ...]:
    days = (date.fromisoformat(event.starts), date.fromisoformat(event.ends))
    return (event.title, event.type, *days, event.region, event.segment, event.surface, event.owner, event.note)
