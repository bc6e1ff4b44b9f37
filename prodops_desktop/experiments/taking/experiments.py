"""Takes sheets of experiments into the register: what would change is shown first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from prodops_desktop.datasets.sheet_rows import SheetTable, table_of_part
from prodops_desktop.datasets.store import find_version
from prodops_desktop.datasets.taking import Differences, Proposal, RecordChange, compare, with_bases
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.checks import check_experiment
from prodops_desktop.experiments.model import CANCELLED, CONCLUDED, Experiment, MetricPlan, Reading, Variant
from prodops_desktop.experiments.readings import all_readings
from prodops_desktop.experiments.taking.known import Known
from prodops_desktop.experiments.taking.measures import Least, write_effect, write_number
from prodops_desktop.experiments.taking.reading import write_metrics, write_variants
from prodops_desktop.experiments.taking.saying import FIELDS, METRIC_FIELDS, Saying, changed, first_of_each, sayings, value_of
from prodops_desktop.registry.entries import name_key
from prodops_desktop.work.listing import listed as listed_names
from prodops_desktop.workspace import Store


class ExperimentsTaker:
    """Takes sheets of the kind “experiments”: a row is an experiment, told by its key, without one by its name."""

    def differences(self, store: Store, table: SheetTable, dataset: str) -> Differences:
        """See :class:`Taker`; of rows that speak of one experiment the first one counts."""
        known = Known(store)
        said = sayings(table, known)
        problems = [text for saying in said for text in saying.problems]
        read = all_readings(store)
        own = [_with_what_was_read(one, read, problems) for one in first_of_each(said, _key_of, problems)]
        proposals = [proposal for saying in own if (proposal := _accepted(saying, problems)) is not None]

        def said_before(version: int, part: int, _: str) -> dict[int, Mapping[str, object]]:
            before = table_of_part(store, version, part, find_version(store, version).kind)
            return {saying.row: saying.values for saying in sayings(before, known)}

        records = compare(table.kind, with_bases(store, dataset, proposals, said_before), shown)
        named = {saying.there.id for saying in own if saying.there is not None}
        over = (CONCLUDED, CANCELLED)
        missing = [one.title for one in known.experiments if one.id not in named and one.status not in over]
        return Differences("experiments", records, tuple(missing), tuple(problems))

    def take(self, store: Store, record: RecordChange, values: Mapping[str, object]) -> tuple[str, int]:
        """Give an experiment these values; one without a key gets the next one."""
        proposal = record.proposal
        if proposal.id:
            experiment = experiment_store.find_experiment(store, proposal.id)
        else:
            code = str(proposal.mine["code"]) or experiment_store.next_code(store)
            experiment = Experiment(0, code, str(proposal.mine["experiment"]))
        return "experiment", experiment_store.save_experiment(store, changed(experiment, values))[1]


def shown(value: object) -> str:
    """A value of an experiment as text for people."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Least):
        return write_effect(value) or ""
    if isinstance(value, tuple):
        return _listed(value)
    return write_number(value) if isinstance(value, float) else str(value)


def _listed(parts: tuple[object, ...]) -> str:
    variants = [part for part in parts if isinstance(part, Variant)]
    metrics = [part for part in parts if isinstance(part, MetricPlan)]
    return write_variants(variants) or "" if variants else write_metrics(metrics, metrics[0].role) or "" if metrics else ""


def _key_of(saying: Saying) -> str:
    if saying.there is not None:
        return f"id {saying.there.id}"
    return f"key {name_key(saying.code)}" if saying.code else f"name {name_key(saying.name)}"


def _with_what_was_read(saying: Saying, readings: Mapping[int, Sequence[Reading]], problems: list[str]) -> Saying:
    """The saying with the variants and metrics that have totals, also where the sheet does not list them: they would go with them.

    Nor may another name in their place take them over: a sheet does not say whether that is a new name or another thing.
    """
    if saying.there is None:
        return saying
    totals = [total for reading in readings.get(saying.there.id, ()) for total in reading.totals]
    listed = {name_key(one.name) for field in METRIC_FIELDS for one in _parts(saying.values.get(field))}
    values = dict(saying.values)
    for field, named, read in (
        ("variants", {name_key(one.name) for one in _parts(values.get("variants"))}, {total.variant for total in totals}),
        *((field, listed, {total.metric for total in totals}) for field in METRIC_FIELDS),
    ):
        lost = [one for one in _parts(value_of(saying.there, field)) if one.name in read and name_key(one.name) not in named]
        if field in values and lost:
            values[field] = (*_parts(values[field]), *lost)
            names = listed_names([one.name for one in lost])
            problems.append(f"{saying.title}: the sheet does not list {names} any more, of which totals were read. It stays.")
    return replace(saying, values=values)


def _parts(value: object) -> tuple[Variant | MetricPlan, ...]:
    return tuple(one for one in value if isinstance(one, Variant | MetricPlan)) if isinstance(value, tuple) else ()


def _accepted(saying: Saying, problems: list[str]) -> Proposal | None:
    """What the sheet says of one experiment; where it can't be so, that is said, and the rest of the sheet goes on."""
    if saying.unclear:
        return None
    base = saying.there or Experiment(0, saying.code or "new", saying.name)
    try:
        check_experiment(changed(base, saying.values))
    except UserError as error:
        problems.append(f"{saying.title} was left out: {error}")
        return None
    key = f"experiment|{name_key(saying.there.code if saying.there else saying.code or saying.name)}"
    if saying.there is None:
        mine: dict[str, object] = {"code": saying.code, "experiment": saying.name}
        return Proposal(saying.row, "experiment", None, key, saying.title, mine, saying.values)
    mine = {field: value_of(saying.there, field) for field in ("experiment", *FIELDS)}
    return Proposal(saying.row, "experiment", saying.there.id, key, saying.there.title, mine, saying.values)
