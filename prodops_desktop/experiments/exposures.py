"""Counts who got into which arm by the lists of exposures: units in two arms, and those before the start, are left out and said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import NamedTuple

from prodops_desktop.datasets.model import Column
from prodops_desktop.datasets.snapshot import Snapshot
from prodops_desktop.experiments.model import ACCOUNT, Experiment
from prodops_desktop.experiments.naming import ExperimentNames, arm_of
from prodops_desktop.experiments.statistics.breakdown import Attributes, Breakdown, breakdown
from prodops_desktop.experiments.statistics.mismatch import Mismatch, mismatch
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.metrics.tables import DAY_TYPES, Table, tables
from prodops_desktop.registry.entries import name_key
from prodops_desktop.work.listing import listed
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


class _Seen(NamedTuple):
    """What is known of a unit: the arms that it was seen in, and the arm, the day (or nothing) and the attributes of its first exposure."""

    arms: frozenset[str]
    arm: str
    day: str
    attributes: Attributes


@dataclass(frozen=True)
class Tally:
    """The units of one experiment as the lists tell of them, with arms as they are written there; ``versions`` are the lists."""

    seen: Mapping[_Seen, int]
    versions: tuple[int, ...]


@dataclass(frozen=True)
class Tallies:
    """What the lists tell: of each experiment by the key of its code, and the ``strangers`` that they name and the register has not."""

    of: Mapping[str, Tally] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not counted, in a sentence."""
        if not self.strangers:
            return ()
        named = listed(list(self.strangers))
        return (f"Exposures of {named} are not counted: no experiment has that key, or is the only one of that name.",)


class _Row(NamedTuple):
    """One exposure; ``when`` is its day or moment, empty where nobody knows; ``account`` is that of the unit, where the list names it."""

    experiment: str
    unit: int
    account: int | None
    arm: str
    when: str
    attributes: Attributes


@dataclass(slots=True)
class _Unit:
    """The first exposure of a unit, and the arms that it was seen in."""

    first: _Row
    arms: set[str] = field(default_factory=set)


def exposure_tables(store: Store, snapshot: Snapshot) -> list[Table]:
    """The lists of exposures that count."""
    return tables(store, snapshot, kind="exposures")


def tally_exposures(store: Store, found: Sequence[Table], experiments: Iterable[Experiment]) -> Tallies:
    """The exposures of each experiment that a list speaks of; a list may name it by code, name or both.

    Where accounts were put into arms, accounts are counted: users follow them in lumps. This reads every row, and rests on nothing but
    the lists and the codes, names and units of the experiments.
    """
    names = ExperimentNames(experiments)
    units: dict[str, dict[int, _Unit]] = {}
    versions: dict[str, set[int]] = {}
    strangers: dict[str, str] = {}
    for table in found:
        for row in _rows(store, table):
            experiment = names.meant(row.experiment)
            if experiment is None:
                strangers.setdefault(name_key(row.experiment), row.experiment)
                continue
            key = name_key(experiment.code)
            versions.setdefault(key, set()).add(table.source.version)
            whose = row.account if experiment.unit == ACCOUNT and row.account is not None else row.unit
            unit = units.setdefault(key, {}).setdefault(whose, _Unit(row))
            unit.arms.add(row.arm)
            if row.when and (not unit.first.when or row.when < unit.first.when):
                unit.first = row
    of = {key: Tally(_counted_alike(own.values()), tuple(sorted(versions[key]))) for key, own in units.items()}
    return Tallies(of, tuple(strangers[key] for key in sorted(strangers)))


def exposures_of(tallies: Mapping[str, Tally], experiments: Iterable[Experiment]) -> dict[str, Exposed]:
    """Who got into which arm of each experiment, as it is planned now, by the key of its code."""
    planned = {name_key(one.code): one for one in experiments}
    return {key: _exposed(planned[key], tally) for key, tally in tallies.items()}


def _counted_alike(units: Iterable[_Unit]) -> Counter[_Seen]:
    return Counter(_Seen(frozenset(one.arms), one.first.arm, one.first.when[:_DAY_LENGTH], one.first.attributes) for one in units)


def _exposed(experiment: Experiment, tally: Tally) -> Exposed:
    written = {arm for seen in tally.seen for arm in seen.arms}
    arms = {arm: variant.name for arm in written if (variant := arm_of(arm, experiment.variants)) is not None}
    counts: dict[Attributes, Counter[str]] = {}
    in_two_arms = too_early = 0
    for seen, count in tally.seen.items():
        if len({arms.get(arm, arm) for arm in seen.arms}) > 1:
            in_two_arms += count
        elif seen.day and experiment.starts is not None and date.fromisoformat(seen.day) < experiment.starts:
            too_early += count
        else:
            counts.setdefault(seen.attributes, Counter())[arms.get(seen.arm, seen.arm)] += count
    weights = {one.name: one.weight for one in experiment.variants}
    return Exposed(weights, counts, in_two_arms, too_early, tally.versions)


def _rows(store: Store, table: Table) -> Iterator[_Row]:
    experiment, unit, arm = (table.field(name) for name in ("experiment", "exposed_unit", "arm"))
    when = table.field("exposed_at", DAY_TYPES)
    if experiment is None or unit is None or arm is None:
        return
    account = table.field("account", ("name",))
    others = [column for column in table.columns if _is_attribute(column)]
    optional = [column.sql if column else "NULL" for column in (account, when)]
    columns = ", ".join([experiment.sql, unit.sql, arm.sql, *optional, *(column.sql for column in others)])
    needed = " AND ".join(f"{column.sql} IS NOT NULL" for column in (experiment, unit, arm))
    headers = [column.header for column in others]
    key, attributes = cache(name_key), cache(partial(_attributes, headers))  # rows are many, and what they say is mostly the same
    for row in store.db.execute(f"SELECT {columns} FROM {table.sql} WHERE {needed} ORDER BY _part, _row"):
        of_experiment, of_unit, of_arm, of_account, moment, *values = row
        when_seen = moment or ""
        about = attributes(when_seen[:_DAY_LENGTH], *values)
        yield _Row(str(of_experiment), of_unit, of_account, key(str(of_arm)), when_seen, about)


def _attributes(headers: Sequence[str], day: str, *values: object) -> Attributes:
    """What is known of an exposure, with its day as the last."""
    known = [(header, str(value)) for header, value in zip(headers, values, strict=True) if value is not None]
    return (*known, (_DAY, day)) if day else tuple(known)


def _is_attribute(column: Column) -> bool:
    few = column.distinct is not None and column.distinct <= _MOST_VALUES
    return column.field in (None, "attributes") and few and column.type in ("text", "number", "integer", "boolean")
