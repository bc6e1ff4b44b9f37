"""What a row of a sheet of experiments says, field by field, in the values that records hold; what can't be read is said in a sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from prodops_desktop.datasets.reading import Stored
from prodops_desktop.datasets.sheet_rows import SheetRow, SheetTable
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.checks import check_experiment
from prodops_desktop.experiments.model import (
    ACCOUNT,
    DRAFT,
    GUARDRAIL,
    KINDS,
    MEAN,
    PRIMARY,
    RUNNING,
    SCHEDULED,
    SECONDARY,
    SHARE,
    Experiment,
    MetricPlan,
)
from prodops_desktop.experiments.taking import measures, words
from prodops_desktop.experiments.taking.known import Known
from prodops_desktop.experiments.taking.listing import one_line
from prodops_desktop.experiments.taking.measures import Least
from prodops_desktop.experiments.taking.reading import known_metrics, known_variants, read_metrics, read_variants
from prodops_desktop.registry.entries import name_key

METRIC_FIELDS = {"primary": PRIMARY, "secondary": SECONDARY, "guardrails": GUARDRAIL}
"""The fields that list metrics, by the role of these."""
COLUMNS = {
    "experiment": "name",
    "start": "starts",
    "end": "ends",
    "experiment_status": "status",
    "experiment_kind": "kind",
    "experiment_owner": "owner",
    "experiment_note": "note",
}
"""Fields of the sheet that are called otherwise in the record."""
_LINES = ("goal", "surface", "segment", "lane", "parameter", "team", "experiment_owner", "step")
_TEXTS = ("hypothesis", "decision_rule", "early_reason", "learning", "experiment_note")
FIELDS = (
    *("hypothesis", "experiment_kind", "experiment_status", "goal", "surface", "unit", "clustered", "segment", "allocation"),
    *("start", "end", "variants", "primary", "secondary", "guardrails", "baseline", "deviation", "mde", "power", "alpha", "icc"),
    *("step", "parameter", "lane", "team", "experiment_owner", "decision_rule", "early_reason", "learning", "experiment_note"),
)
"""The fields that a sheet can say something about, beside key and name; those of metrics come before those that rest on them."""
_SHARES = ("allocation", "baseline", "mde", "power", "alpha")
"""The fields that hold per cent, whether they are written as 5%, 5 or 0.05."""
_ANY = Experiment(0, "any", "any")


@dataclass(frozen=True)
class Saying:
    """What a row says: key and name, the record that is meant, the fields that it says something about, and problems in it.

    ``unclear``: it may mean several records, so nothing can be taken from it.
    """

    row: int
    code: str
    name: str
    there: Experiment | None
    values: dict[str, object]
    problems: tuple[str, ...]
    unclear: bool

    @property
    def title(self) -> str:
        """What the experiment is called in sentences."""
        return self.there.title if self.there else f"{self.code} {self.name}".strip()


def sayings(table: SheetTable, known: Known) -> list[Saying]:
    """What the rows of a sheet of experiments say; a row without a name says nothing."""
    numbers = {field: measures.bare_numbers(_texts(table, field)) for field in _SHARES if field in table.columns}
    made = [_Row(row, table, known, numbers).saying() for row in table.rows]
    return [saying for saying in made if saying.name]


def value_of(experiment: Experiment, field: str) -> object:
    """What a record holds, as a field of a sheet."""
    if field in METRIC_FIELDS:
        return experiment.of_role(METRIC_FIELDS[field])
    if field == "mde":
        return None if experiment.mde is None else Least(experiment.mde, experiment.mde_in)
    return getattr(experiment, COLUMNS.get(field, field))


def changed(experiment: Experiment, values: Mapping[str, object]) -> Experiment:
    """The experiment with these values of fields of a sheet; a metric that got another role has only that one."""
    columns: dict[str, Any] = {COLUMNS.get(name, name): value for name, value in values.items() if name not in (*METRIC_FIELDS, "mde")}
    if isinstance(least := values.get("mde"), Least):
        columns |= {"mde": least.value, "mde_in": least.measure}
    said = {role: values[field] for field, role in METRIC_FIELDS.items() if field in values}
    if said:
        columns["metrics"] = _all_metrics(experiment, said)
    return replace(experiment, **columns)


def _all_metrics(experiment: Experiment, said: Mapping[str, Any]) -> tuple[MetricPlan, ...]:
    named = {name_key(metric.name) for metrics in said.values() for metric in metrics}
    return tuple(
        metric
        for role in METRIC_FIELDS.values()
        for metric in (said[role] if role in said else experiment.of_role(role))
        if role in said or name_key(metric.name) not in named
    )


class _Row:
    """Reads one row; a field is given with its header, so that a sentence can name it."""

    def __init__(self, row: SheetRow, table: SheetTable, known: Known, numbers: Mapping[str, frozenset[float]]) -> None:
        self._row, self._table, self._known, self._numbers = row, table, known, numbers
        self._values: dict[str, object] = {}
        self._problems: list[str] = []
        self._code, self._name = self._line("code"), self._line("experiment")
        self._there: Experiment | None = None
        self._unclear = False
        try:
            self._there = known.meant(self._code, self._name)
        except UserError as error:
            self._unclear = True
            self._problems.append(str(error))
        self._base = self._there or _ANY

    def saying(self) -> Saying:
        """All that it says."""
        for field in FIELDS:
            value = self._row.values.get(field)
            if value not in (None, "") and (read := self._tried(field, value)) is not None:
                self._values[field] = read
        self._settle_metrics()
        self._settle_days()
        if self._there is None and self._values.get("unit") == ACCOUNT:
            self._values.setdefault("experiment_kind", KINDS[1])
        if self._there is None and "unit" not in self._values and self._values.get("experiment_kind") == KINDS[1]:
            self._values["unit"] = ACCOUNT
        if self._there is not None and name_key(self._name) != name_key(self._there.name):
            self._values["experiment"] = self._name
        saying = Saying(self._row.number, self._code, self._name, self._there, self._values, (), self._unclear)
        return replace(saying, problems=tuple(f"{saying.title}: {text}" for text in self._problems))

    def _line(self, field: str) -> str:
        return one_line(str(self._row.values.get(field) or ""))

    def _tried(self, field: str, value: Stored) -> object:
        try:
            read = self._read(field, str(value), value)
            if read is not None and field not in ("start", "end"):
                check_experiment(changed(replace(_ANY, metrics=self._primary()), {field: read, **_DAYS_OF_STATUS.get(field, {})}))
        except (ValueError, UserError) as error:
            why = str(error) if isinstance(error, UserError) else "it can’t be read"
            self._problems.append(f"“{self._table.columns[field].header}” is “{str(value)[:60]}”: {why.rstrip('.')}. It was left out.")
            return None
        return read

    def _primary(self) -> tuple[MetricPlan, ...]:
        said = self._values.get("primary")
        return tuple(said) if isinstance(said, tuple) else self._base.of_role(PRIMARY)

    @property
    def _mean(self) -> bool:
        first = next(iter(self._primary()), None)
        return first is not None and first.type == MEAN

    def _read(self, field: str, text: str, value: Stored) -> object:
        header = self._table.columns[field].header
        if field in METRIC_FIELDS:
            return self._metrics(field, text) or None
        if field == "variants":
            said = read_variants(text)
            return known_variants(said, self._there.variants if self._there else ()) if said else None
        if field in self._numbers:
            text = measures.as_its_column(text, header, self._numbers[field])
        if field == "baseline":
            return measures.read_baseline(text, mean=self._mean)
        if field == "mde":
            return measures.read_effect(text, mean=self._mean, header=header)
        if field == "alpha":
            return measures.read_alpha(text, header)
        if field == "clustered":
            return _truth(value)
        return self._known.resolved(field, _READERS[field](text))

    def _metrics(self, field: str, text: str) -> tuple[MetricPlan, ...]:
        role = METRIC_FIELDS[field]
        unclear: list[str] = []
        by_deviation = role == PRIMARY and self._row.values.get("deviation") not in (None, "")
        found = known_metrics(read_metrics(text, role), role, self._base.metrics, unclear, MEAN if by_deviation else SHARE)
        self._problems.extend(unclear)
        return found

    def _settle_metrics(self) -> None:
        """A metric that is listed twice has the first of its roles."""
        seen: set[str] = set()
        for field in METRIC_FIELDS:
            metrics = self._values.get(field)
            if not isinstance(metrics, tuple):
                continue
            for metric in metrics:
                if name_key(metric.name) in seen:
                    self._problems.append(f"“{metric.name}” is listed in two roles; the first one was taken.")
            left = tuple(metric for metric in metrics if name_key(metric.name) not in seen)
            seen.update(name_key(metric.name) for metric in left)
            if left:
                self._values[field] = left
            else:
                del self._values[field]

    def _settle_days(self) -> None:
        starts = self._values.get("start", self._there.starts if self._there else None)
        ends = self._values.get("end", self._there.ends if self._there else None)
        said = self._values.get("start"), self._values.get("end")
        if isinstance(said[0], date) and isinstance(said[1], date) and said[1] < said[0]:
            self._problems.append(f"it would end on {said[1]}, before it starts on {said[0]}; the end was left out.")
            del self._values["end"]
            ends = self._there.ends if self._there else None
        status = self._values.get("experiment_status")
        if status in (SCHEDULED, RUNNING) and (starts is None or ends is None):
            missing = " and ".join(what for what, day in (("start", starts), ("end", ends)) if day is None)
            self._problems.append(f"it is {status} without its {missing}; it was taken as a draft. Give it its days.")
            self._values["experiment_status"] = DRAFT


def _texts(table: SheetTable, field: str) -> Iterator[str]:
    return (str(value) for row in table.rows if (value := row.values.get(field)) not in (None, ""))


def _text(text: str) -> str | None:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() or None


def _day_of(end: str) -> Callable[[str], object]:
    """Reads the day at one of the ends of a run, which is called as the record calls it."""

    def read(text: str) -> date:
        day = date.fromisoformat(text[:10])
        check_experiment(changed(_ANY, {end: day}))
        return day

    return read


def _truth(value: Stored) -> bool:
    if value in (0, 1):
        return bool(value)
    word = str(value).strip().casefold()
    if word in ("yes", "y", "ja", "j", "oui", "sí", "si", "true", "x"):
        return True
    if word in ("no", "n", "nein", "non", "false", "none"):
        return False
    raise ValueError(value)


def _word(known: dict[str, str]) -> Callable[[str], object]:
    return lambda text: words.meaning(known, text)


_DAYS_OF_STATUS: Mapping[str, Mapping[str, object]] = {"experiment_status": {"start": date(2026, 1, 1), "end": date(2026, 1, 2)}}
"""A status by itself is checked as if the days were there; whether they are is settled for the whole row."""
_READERS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(_LINES, lambda text: one_line(text) or None),
    **dict.fromkeys(_TEXTS, _text),
    **{end: _day_of(end) for end in ("start", "end")},
    **dict.fromkeys(("allocation", "power"), measures.read_share),
    "icc": measures.read_correlation,
    "deviation": measures.read_quantity,
    "experiment_status": _word(words.STATUS),
    "experiment_kind": _word(words.KIND),
    "unit": _word(words.UNIT),
}


def first_of_each(said: Sequence[Saying], key: Callable[[Saying], str], problems: list[str]) -> list[Saying]:
    """The first row of each experiment; that there are more is a problem."""
    found: dict[str, Saying] = {}
    for saying in said:
        if found.setdefault(key(saying), saying) is not saying:
            problems.append(f"{saying.title}: it stands in several rows; the first one was taken.")
    return list(found.values())
