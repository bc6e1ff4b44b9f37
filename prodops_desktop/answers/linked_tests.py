"""What the experiments that are linked to the roadmap prove, what they may prove yet, and which of them speak against an item."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.datasets.origins import versions_behind
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.experiments.exposures import Exposed, exposure_tables, exposures_of, tally_exposures
from prodops_desktop.experiments.model import CANCELLED, CONCLUDED, PRIMARY, Experiment, Reading
from prodops_desktop.experiments.naming import ExperimentNames
from prodops_desktop.experiments.readings import all_readings
from prodops_desktop.experiments.statistics.comparisons import BETTER
from prodops_desktop.experiments.statistics.mismatch import RED
from prodops_desktop.experiments.statistics.results import DONT_SHIP, Analysis, analyse
from prodops_desktop.experiments.store import STOP, all_experiments
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tables import Table
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.evidence import Caps
from prodops_desktop.workspace import Store

TABLES = ("experiment", "variant", "experiment_metric", "reading", "reading_value", "decision")
"""The tables that the findings rest on, beside the lists of exposures."""
_PROVING = frozenset({"A/B by user", "A/B by account", "staged rollout", "holdout"})
_SUGGESTING = frozenset({"before/after with matched accounts", "opt-in beta"})
"""The kinds of test by what a clear result of them can prove; a prototype proves no more than an opinion (DATA: kinds)."""


@dataclass(frozen=True)
class Finding:
    """What one experiment says: whether it ``counts``, whether it ``may`` count yet, and the ``cap`` that it gives, or would give.

    ``text`` says what came of it or when it will, and ``against`` what of it speaks against an item, if anything does.
    """

    cap: float
    counts: bool
    may: bool
    text: str
    ends: date | None = None
    against: str = ""
    sources: frozenset[int] = frozenset()


def read_findings(store: Store, wanted: Collection[int], caps: Caps, today: date) -> dict[int, Finding]:
    """What experiments say, by id."""
    chosen = [one for one in all_experiments(store) if one.id in wanted] if wanted else []
    if not chosen:
        return {}
    readings, exposed = all_readings(store), _exposed(store, [one for one in chosen if one.status == CONCLUDED])
    decided = {one.about: one for one in reversed(decisions_of(store, "experiment"))}  # the latest of each comes first
    sources = versions_behind(store, "experiment"), versions_behind(store, "reading")
    found = {}
    for one in chosen:
        own = readings.get(one.id, ())
        seen = exposed.get(name_key(one.code))
        finding = _concluded(one, own[:1], seen, decided.get(one.id)) if one.status == CONCLUDED else _unread(one, today)
        versions = sources[0].get(one.id, frozenset()) | frozenset(seen.versions if seen is not None else ())
        versions = versions.union(*(sources[1].get(reading.id, frozenset()) for reading in own[:1]))
        found[one.id] = replace(finding, cap=_cap_of_kind(caps, one.kind), sources=versions)
    return found


def _cap_of_kind(caps: Caps, kind: str) -> float:
    """What a clear result of a test of this kind bears."""
    if kind in _PROVING:
        return caps.experiment
    return min(caps.experiment, caps.usage if kind in _SUGGESTING else caps.opinion)


def _unread(one: Experiment, today: date) -> Finding:
    """One that is not concluded: cancelled, or still to tell something."""
    if one.status == CANCELLED:
        return Finding(0.0, counts=False, may=False, text=f"{one.code} was cancelled.")
    when = f"{one.status} without a last day"
    if one.ends is not None:
        day = day_text(one.ends, year=one.ends.year != today.year)
        when = f"ends {day}" if one.ends >= today else f"ended {day} and is not decided"
    return Finding(0.0, counts=False, may=True, text=f"{one.code}, {when}", ends=one.ends)


def _concluded(one: Experiment, newest: tuple[Reading, ...], exposed: Exposed | None, decision: Decision | None) -> Finding:
    """One that is concluded, by its newest reading. What the arms spoilt says nothing, neither for an item nor against it.

    It counts by a variant that makes a primary metric better, none worse, and fails on no guardrail. Where there is none, any that
    does harm speaks against the item, whatever else it lifts.
    """
    stopped = f"{one.code} was stopped: {decision.reason}" if decision is not None and decision.choice == STOP else ""
    if exposed is not None and exposed.mismatch.status == RED:
        return Finding(0.0, counts=False, may=False, text=f"{one.code}: {exposed.mismatch.sentence}")
    if not newest:
        text = f"{one.code} was stopped without a result." if stopped else f"{one.code}, concluded without a result"
        return Finding(0.0, counts=False, may=not stopped, text=text, against=stopped)
    analysis = analyse(one, newest[0])
    text = f"{one.code}: {analysis.headline}"
    if not analysis.is_trusted:
        return Finding(0.0, counts=False, may=False, text=text)
    harmful = {one.variant for one in analysis.suggestions if one.choice == DONT_SHIP}
    proves = bool(_better(analysis) - harmful)
    against = " ".join(filter(None, (text if harmful and not proves else "", stopped)))
    return Finding(0.0, counts=proves, may=False, text=text, against=against)


def _better(analysis: Analysis) -> set[str]:
    """The variants that make a primary metric better, whatever else they do."""
    return {one.variant for one in analysis.comparisons if one.metric.role == PRIMARY and one.verdict == BETTER}


def _exposed(store: Store, experiments: Collection[Experiment]) -> Mapping[str, Exposed]:
    """Who got into which arm of some experiments, by the key of its code; of the lists only the rows that speak of them are read."""
    if not experiments:
        return {}
    names = ExperimentNames(all_experiments(store))
    wanted = {one.id for one in experiments}
    narrowed = [own for table in exposure_tables(store, current(store)) for own in _rows_of(store, table, names, wanted)]
    return exposures_of(tally_exposures(store, narrowed, experiments).of, experiments) if narrowed else {}


def _rows_of(store: Store, table: Table, names: ExperimentNames, wanted: Collection[int]) -> Iterator[Table]:
    """The list with nothing but the rows of these experiments; nothing where it has none."""
    column = table.field("experiment")
    if column is None:
        return
    written = [row[0] for row in store.db.execute(f"SELECT DISTINCT {column.sql} FROM {table.sql} WHERE {column.sql} IS NOT NULL")]
    meant = [text for text in written if (one := names.meant(str(text))) is not None and one.id in wanted]
    if meant:
        listed = json.dumps(meant, ensure_ascii=True).replace("'", "''")
        yield replace(table, sql=f"(SELECT * FROM {table.sql} WHERE {column.sql} IN (SELECT value FROM json_each('{listed}')))")
