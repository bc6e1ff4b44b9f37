"""Takes sheets of results into the register as readings of experiments: what would change is shown first."""

import math
from collections.abc import Mapping
from dataclasses import astuple, replace
from datetime import date

from prodops_desktop.datasets.sheet_rows import SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import CHANGED, NEW, SAME, Differences, FieldChange, Proposal, RecordChange, with_bases
from prodops_desktop.experiments import readings as reading_store
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import Covariate, MetricPlan, Reading, Total
from prodops_desktop.experiments.taking.known import Known
from prodops_desktop.experiments.taking.measures import write_number
from prodops_desktop.experiments.taking.saying_results import ReadingSaid, pair_key, readings_said
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store, settings

_NOTE = "reading_note"
_NEAR = 1e-12


class ResultsTaker:
    """Takes sheets of the kind “experiment_results”: the rows of an experiment and a day are one reading."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; the fields of a reading are its totals, one for each arm and metric, and its note."""
        known, problems = Known(store), list[str]()
        said = readings_said(table, known, problems)
        usual = date.fromisoformat(table.as_of)
        there = {(owner, one.day): one for owner, readings in reading_store.all_readings(store).items() for one in readings}
        proposals = [_proposal(own, there.get((own.experiment.id, own.day or usual)), usual) for own in _by_day(said, usual, problems)]

        def said_before(version: int, part: int, _: str) -> dict[int, Mapping[str, object]]:
            before = table_of_part(store, version, part, find_version(store, version).kind)
            found = readings_said(before, known, [])
            return {own.row: _values(own) for own in _by_day(found, date.fromisoformat(before.as_of), [])}

        records = tuple(_compared(one) for one in with_bases(store, dataset, proposals, said_before))
        return Differences("readings of experiments", records, (), tuple(problems))

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give a reading these totals; metrics that the experiment has not are added to it."""
        mine = record.proposal.mine
        experiment = experiment_store.find_experiment(store, str(mine["experiment"]))
        totals = [value for value in values.values() if isinstance(value, Total)]
        wanted = {name_key(total.metric) for total in totals}
        added = mine["added"] if isinstance(mine["added"], tuple) else ()
        has = {name_key(metric.name) for metric in experiment.metrics}
        new = [one for one in added if isinstance(one, MetricPlan) and name_key(one.name) in wanted - has]
        if new:
            experiment_store.save_experiment(store, replace(experiment, metrics=(*experiment.metrics, *new)))
        day = mine["day"] if isinstance(mine["day"], date) else settings.today(store)
        there = next((one for one in reading_store.readings_of(store, experiment.id) if one.day == day), Reading(0, day, ()))
        merged = {pair_key(total.variant, total.metric): total for total in (*there.totals, *totals)}
        note = str(values[_NOTE]) if _NOTE in values else there.note
        return "reading", reading_store.save_reading(store, experiment.id, replace(there, totals=tuple(merged.values()), note=note))[1]


def shown(value: object) -> str:
    """A total as text: “2,127 of 3,262 in 37 accounts”, or “mean 4.2, SD 1.1, n 3,262”."""
    if not isinstance(value, Total):
        return "" if value is None else str(value)
    if value.successes is not None:
        text = f"{value.successes:,} of {value.units:,}"
    else:
        figures = [("mean", value.mean), ("SD", value.sd)]
        text = ", ".join([*(f"{name} {write_number(number)}" for name, number in figures if number is not None), f"n {value.units:,}"])
    text = text if value.accounts is None else f"{text} in {value.accounts:,} accounts"
    if value.before is None:
        return text
    before = value.before
    return f"{text}, before mean {write_number(before.mean)}, SD {write_number(before.sd)}, r {write_number(before.correlation)}"


def _by_day(said: list[ReadingSaid], usual: date, problems: list[str]) -> list[ReadingSaid]:
    """The readings, those of rows without a day joined to the one of the sheet’s day."""
    found: dict[tuple[int, date], ReadingSaid] = {}
    for own in sorted(said, key=lambda one: (one.day is None, one.row)):
        first = found.setdefault((own.experiment.id, own.day or usual), own)
        if first is not own:
            for key, total in own.totals.items():
                if first.totals.setdefault(key, total) != total:
                    problems.append(
                        f"{first.title}, {total.metric} of {total.variant}: it stands in several rows; the dated one was taken."
                    )
            first.added = {**own.added, **first.added}
            first.note = first.note or own.note
    return sorted(found.values(), key=lambda one: one.row)


def _values(own: ReadingSaid) -> dict[str, object]:
    return {**own.totals, **({_NOTE: own.note} if own.note else {})}


def _proposal(own: ReadingSaid, there: Reading | None, usual: date) -> Proposal:
    """What the sheet says of a reading; rows without a day are of the ``usual`` one."""
    experiment, day = own.experiment, own.day or usual
    context: dict[str, object] = {"experiment": experiment.code, "day": day, "added": tuple(own.added.values())}
    mine: dict[str, object] = {pair_key(total.variant, total.metric): total for total in there.totals} if there else {}
    theirs = {key: _as_kept(value, mine.get(key)) for key, value in _values(own).items()}
    key = f"reading|{name_key(experiment.code)}|{own.day or ''}"
    title = f"{experiment.title}, {day}"
    whole = {**mine, _NOTE: there.note if there else None, **context}
    return Proposal(own.row, "reading", there.id if there else None, key, title, whole, theirs)


def _as_kept(value: object, mine: object) -> object:
    """The total as it is kept where the sheet says the same to the 15 digits of a spreadsheet, or is silent about accounts or before."""
    if not isinstance(value, Total) or not isinstance(mine, Total):
        return value
    mean, sd = _near(value.mean, mine.mean), _near(value.sd, mine.sd)
    if mine.units != value.units:
        return replace(value, mean=mean, sd=sd)
    accounts = mine.accounts if value.accounts is None else value.accounts
    return replace(value, mean=mean, sd=sd, accounts=accounts, before=_before_as_kept(value.before, mine.before))


def _before_as_kept(said: Covariate | None, mine: Covariate | None) -> Covariate | None:
    if said is None or mine is None:
        return said or mine
    pairs = zip(astuple(said), astuple(mine), strict=True)
    return mine if all(math.isclose(one, other, rel_tol=_NEAR) for one, other in pairs) else said


def _near(said: float | None, kept: float | None) -> float | None:
    close = said is not None and kept is not None and math.isclose(said, kept, rel_tol=_NEAR)
    return kept if close else said


def _compared(proposal: Proposal) -> RecordChange:
    """What a proposal would change, a line for each total; see :func:`prodops_desktop.datasets.taking.compare`."""
    changes = []
    for name in proposal.differing:
        mine, theirs = proposal.mine.get(name), proposal.theirs[name]
        kept = proposal.id is not None and name in proposal.base and proposal.base[name] != mine
        title = f"{theirs.metric} of {theirs.variant}" if isinstance(theirs, Total) else "Note"
        changes.append(FieldChange(f"{proposal.key}|{name}", name, title, shown(mine), shown(theirs), kept))
    what = NEW if proposal.id is None else CHANGED if changes else SAME
    return RecordChange(proposal, what, tuple(changes))
