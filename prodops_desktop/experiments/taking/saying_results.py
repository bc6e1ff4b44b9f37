"""What a sheet of results says: its rows, an arm and a metric each, gathered into one reading for each experiment and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.checks import check_reading
from prodops_desktop.experiments.model import (
    DOWN,
    GUARDRAIL,
    MEAN,
    SECONDARY,
    SHARE,
    UP,
    Covariate,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.naming import arm_of
from prodops_desktop.experiments.taking import words
from prodops_desktop.experiments.taking.known import Known
from prodops_desktop.experiments.taking.listing import one_line
from prodops_desktop.registry.entries import name_key

_TOTALS = (
    "total|totals|all|all users|all arms|all variants|overall|sum|everybody|everyone|grand total|gesamt|insgesamt|summe|alle|alle nutzer"
    "|tous|ensemble|somme|total général|todos|suma|total general"
)
_TOTAL_KEYS = frozenset(map(name_key, _TOTALS.split("|")))
_BEFORE = ("pre_mean", "pre_sd", "pre_correlation")
_COUNTS = ("units", "successes")
"""What the arms have to add up to; accounts may be in several arms."""


@dataclass
class ReadingSaid:
    """What the rows say of one experiment on one day: a total by the keys of arm and metric, and metrics that it did not have.

    ``day`` is None where the rows name none. ``sums`` are the figures of rows for all arms together, by metric, and ``counted`` those of
    each arm, by metric and arm, whether they could be taken or not.
    """

    row: int
    experiment: Experiment
    day: date | None
    totals: dict[str, Total] = field(default_factory=dict)
    added: dict[str, MetricPlan] = field(default_factory=dict)
    note: str | None = None
    sums: dict[str, tuple[str, Mapping[str, int]]] = field(default_factory=dict)
    counted: dict[str, dict[str, Mapping[str, int]]] = field(default_factory=dict)

    def metric(self, name: str) -> MetricPlan | None:
        """The metric of this name, be it the experiment's own or added by these rows."""
        key = name_key(name)
        return next((one for one in self.experiment.metrics if name_key(one.name) == key), None) or self.added.get(key)

    @property
    def title(self) -> str:
        """What it is called in sentences."""
        return f"{self.experiment.title}, {self.day}" if self.day else self.experiment.title


def pair_key(variant: str, metric: str) -> str:
    """What tells a total from the others of its reading."""
    return f"{name_key(variant)}\x1f{name_key(metric)}"


def readings_said(table: SheetTable, known: Known, problems: list[str]) -> list[ReadingSaid]:
    """The readings that the rows make up; what can't be taken is said in ``problems``."""
    found: dict[tuple[int, date | None], ReadingSaid] = {}
    strangers: dict[str, str] = {}
    for row in table.rows:
        name = _line(row, "experiment")
        if not name or not _line(row, "arm") or not _line(row, "metric"):
            continue
        experiment = known.spoken_of(name)
        if experiment is None:
            strangers.setdefault(name_key(name), name)
            continue
        day = _day(row, experiment, problems)
        own = found.setdefault((experiment.id, day), ReadingSaid(row.number, experiment, day))
        _add(own, row, problems)
    problems.extend(
        f"“{name}” is no experiment of the register, so its results were left out. Add it, or import its sheet, then this one again."
        for name in strangers.values()
    )
    for own in found.values():
        problems.extend(_contradicting_sums(own))
        if own.sums and not own.counted:
            problems.append(f"{own.title} was left out: the sheet has only totals of all arms. Give a row for each arm.")
    return [own for own in found.values() if own.totals]


def _add(own: ReadingSaid, row: SheetRow, problems: list[str]) -> None:
    arm, name = _line(row, "arm"), _line(row, "metric")
    where = f"{own.title}, {name} of {arm}"
    try:
        counts = {column: count for column in _COUNTS if (count := _whole(row.values.get(column))) is not None}
        variant = arm_of(arm, own.experiment.variants)
        if variant is None and name_key(arm) in _TOTAL_KEYS:
            own.sums.setdefault(name_key(name), (arm, counts))
            return
        own.counted.setdefault(name_key(name), {}).setdefault(name_key(variant.name if variant else arm), counts)
        if variant is None:
            named = ", ".join(one.name for one in own.experiment.variants)
            raise UserError(f"{own.experiment.code} has no variant “{arm}”; it has {named}. Add it to the experiment, or mend the sheet.")
        total = _total(own, row, variant, name, problems)
        kept = own.totals.setdefault(pair_key(total.variant, total.metric), total)
        if kept != total:
            problems.append(f"{where}: it stands in several rows; the first one was taken.")
        own.note = own.note or _note(row)
    except (UserError, ValueError) as error:
        why = str(error) if isinstance(error, UserError) else "A figure in it can’t be read."
        problems.append(f"{where} was left out: {why}")


def _total(own: ReadingSaid, row: SheetRow, variant: Variant, name: str, problems: list[str]) -> Total:
    """The total of a row, checked; a metric that the experiment has not is added once a total of it is good."""
    metric = own.metric(name)
    new = metric is None
    metric = metric or _new_metric(own, row, name, problems)
    values = row.values
    units = _whole(values.get("units"))
    if units is None:
        raise UserError("It does not say of how many units. Give their number, and import the sheet again.")
    total = Total(
        variant.name,
        metric.name,
        units,
        _whole(values.get("successes")) if metric.type == SHARE else None,
        _number(values.get("mean")) if metric.type == MEAN else None,
        _number(values.get("sd")) if metric.type == MEAN else None,
        _whole(values.get("accounts")),
        _before(own, row, f"{name} of {variant.name}", problems),
    )
    whole = replace(own.experiment, metrics=(*own.experiment.metrics, *own.added.values(), *((metric,) if new else ())))
    check_reading(whole, Reading(0, own.day or date(2000, 1, 1), (total,)))
    if new:
        own.added[name_key(name)] = metric
        problems.append(f"{own.experiment.title}: “{name}” is not among its metrics and is added as a {metric.role} metric.")
    return total


def _before(own: ReadingSaid, row: SheetRow, what: str, problems: list[str]) -> Covariate | None:
    """What the units did before the test; nothing can be done with a part of the three figures."""
    mean, sd, correlation = (_number(row.values.get(column)) for column in _BEFORE)
    if mean is not None and sd is not None and correlation is not None:
        return Covariate(mean, sd, correlation)
    if (mean, sd, correlation) != (None, None, None):
        said = "what was before the test needs mean, standard deviation and correlation, and was left out."
        problems.append(f"{own.title}, {what}: {said}")
    return None


def _new_metric(own: ReadingSaid, row: SheetRow, name: str, problems: list[str]) -> MetricPlan:
    """A metric as a row describes it: without a word about it, it is a secondary one, and a share where it has successes."""

    def word(column: str, known: dict[str, str], usual: str) -> str:
        text = _line(row, column)
        try:
            return words.meaning(known, text) if text else usual
        except ValueError:
            problems.append(f"{own.experiment.title}, {name}: “{text}” can’t be read as {_WORDED[column]}; {usual} was taken.")
            return usual

    type_ = word("metric_type", words.TYPE, SHARE if row.values.get("successes") is not None else MEAN)
    role = word("metric_role", words.ROLE, SECONDARY)
    better = word("better", words.BETTER, UP)
    if role == GUARDRAIL and better == UP and not _line(row, "better"):
        problems.append(
            f"{own.experiment.title}: “{name}” is a guardrail, and nothing says which way is worse. A fall was taken for worse."
        )
    return MetricPlan(name, role, type_, better)


_WORDED = {"metric_type": "a type of metric", "metric_role": "a role", "better": f"{UP} or {DOWN}"}


def _contradicting_sums(own: ReadingSaid) -> Iterable[str]:
    """What the arms don’t add up to, with both figures."""
    for key, (label, sums) in own.sums.items():
        metric = own.metric(key)
        name = metric.name if metric else key
        for column, said in sums.items():
            added = sum(counts.get(column, 0) for counts in own.counted.get(key, {}).values())
            if key in own.counted and added != said:
                together = f"the arms have {added:,} {column} together, and the row “{label}” says {said:,}"
                yield f"{own.title}, {name}: {together}. Check the sheet."


def _day(row: SheetRow, experiment: Experiment, problems: list[str]) -> date | None:
    text = str(row.values.get("read_on") or "")
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        problems.append(f"{experiment.title}: “{text[:60]}” is no day; the row was taken for the day of the sheet.")
        return None


def _note(row: SheetRow) -> str | None:
    return str(row.values.get("reading_note") or "").replace("\r\n", "\n").strip() or None


def _line(row: SheetRow, column: str) -> str:
    return one_line(str(row.values.get(column) or ""))


def _whole(value: Stored) -> int | None:
    number = _number(value)
    if number is None:
        return None
    if not number.is_integer():
        raise ValueError(value)
    return int(number)


def _number(value: Stored) -> float | None:
    return None if value is None or value == "" else float(value)
