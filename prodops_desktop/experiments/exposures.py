"""Counts who got into which arm by the lists of exposures: units in two arms, and those before the start, are left out and said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.experiments.model import Experiment, Variant
from prodops_desktop.experiments.statistics.breakdown import Attributes, Breakdown, breakdown
from prodops_desktop.experiments.statistics.mismatch import Mismatch, mismatch
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.metrics.tables import DAY_TYPES, Table, tables
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store

_MOST_VALUES = 40
"""A column with more values than this is no attribute to break down by."""
_DAY = "day"
_DAY_LENGTH = len("2026-11-23")


@dataclass(frozen=True)
class Exposed:
    """The units of one experiment by their first exposure: ``counts`` by attributes and arm; ``versions`` are where they come from."""

    weights: Mapping[str, float]
    counts: Mapping[Attributes, Mapping[str, int]]
    in_two_arms: int
    too_early: int
    versions: tuple[int, ...]

    @cached_property
    def units(self) -> Counter[str]:
        """The units by arm."""
        total: Counter[str] = Counter()
        for by_arm in self.counts.values():
            total.update(by_arm)
        return total

    @cached_property
    def mismatch(self) -> Mismatch:
        """Whether they came into the arms as planned."""
        return mismatch(self.units, self.weights)

    @cached_property
    def breakdown(self) -> Breakdown | None:
        """Who makes the gap; None where there is none."""
        return breakdown(self.counts, self.weights)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, in sentences."""
        said = []
        if self.in_two_arms:
            said.append(f"{counted(self.in_two_arms, 'unit')} seen in two arms left out.")
        if self.too_early:
            said.append(f"{counted(self.too_early, 'unit')} first exposed before the start left out.")
        return tuple(said)


@dataclass(frozen=True)
class _Row:
    """One exposure; ``when`` is its day or moment, empty where nobody knows."""

    experiment: str
    unit: int
    arm: str
    when: str
    attributes: Attributes


@dataclass
class _Unit:
    """The first exposure of a unit, and the arms that it was seen in."""

    first: _Row
    arms: set[str] = field(default_factory=set)


def exposure_tables(store: Store, snapshot: Snapshot) -> list[Table]:
    """The lists of exposures that count."""
    return tables(store, snapshot, kind="exposures")


def read_exposures(store: Store, found: Sequence[Table], experiments: Iterable[Experiment]) -> dict[str, Exposed]:
    """The exposures of each experiment that a list speaks of, by the key of its code; a list may name it by code or name."""
    named: dict[str, Experiment] = {}
    for one in experiments:
        named.setdefault(name_key(one.name), one)
    named.update({name_key(one.code): one for one in experiments})
    units: dict[str, dict[int, _Unit]] = {}
    versions: dict[str, set[int]] = {}
    for table in found:
        for row in _rows(store, table):
            experiment = named.get(row.experiment)
            if experiment is None:
                continue
            key = name_key(experiment.code)
            versions.setdefault(key, set()).add(table.source.version)
            unit = units.setdefault(key, {}).setdefault(row.unit, _Unit(row))
            unit.arms.add(row.arm)
            if row.when and (not unit.first.when or row.when < unit.first.when):
                unit.first = row
    return {key: _exposed(named[key], own, tuple(sorted(versions[key]))) for key, own in units.items()}


def _exposed(experiment: Experiment, units: Mapping[int, _Unit], versions: tuple[int, ...]) -> Exposed:
    arms = {key: one.name for one in experiment.variants for key in _other_keys_of(one)}
    arms |= {name_key(one.name): one.name for one in experiment.variants}
    counts: dict[Attributes, Counter[str]] = {}
    in_two_arms = too_early = 0
    for unit in units.values():
        if len({arms.get(arm, arm) for arm in unit.arms}) > 1:
            in_two_arms += 1
        elif unit.first.when and experiment.starts is not None and date.fromisoformat(unit.first.when[:_DAY_LENGTH]) < experiment.starts:
            too_early += 1
        else:
            arm = arms.get(unit.first.arm, unit.first.arm)
            counts.setdefault(unit.first.attributes, Counter())[arm] += 1
    weights = {one.name: one.weight for one in experiment.variants}
    return Exposed(weights, counts, in_two_arms, too_early, versions)


def _other_keys_of(variant: Variant) -> Iterator[str]:
    """How lists may name an arm but by its name: “Ranked” or “A Ranked”."""
    if variant.about:
        yield name_key(variant.about)
        yield name_key(f"{variant.name} {variant.about}")


def _rows(store: Store, table: Table) -> Iterator[_Row]:
    experiment, unit, arm = (table.field(name) for name in ("experiment", "exposed_unit", "arm"))
    when = table.field("exposed_at", DAY_TYPES)
    if experiment is None or unit is None or arm is None:
        return
    others = [column for column in table.columns if _is_attribute(column)]
    columns = ", ".join([experiment.sql, unit.sql, arm.sql, when.sql if when else "NULL", *(column.sql for column in others)])
    needed = " AND ".join(f"{column.sql} IS NOT NULL" for column in (experiment, unit, arm))
    for row in store.db.execute(f"SELECT {columns} FROM {table.sql} WHERE {needed} ORDER BY _part, _row"):
        named = ((column.header, row[4 + at]) for at, column in enumerate(others))
        attributes = [(header, str(value)) for header, value in named if value is not None]
        if row[3]:
            attributes.append((_DAY, row[3][:_DAY_LENGTH]))
        yield _Row(name_key(str(row[0])), row[1], name_key(str(row[2])), row[3] or "", tuple(attributes))


def _is_attribute(column: Column) -> bool:
    few = column.distinct is not None and column.distinct <= _MOST_VALUES
    return column.field is None and few and column.type in ("text", "number", "integer", "boolean")
