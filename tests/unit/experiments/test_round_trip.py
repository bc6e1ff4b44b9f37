"""A register that is exported as a workbook and imported again is the same register, whatever stands in it."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from prodops_desktop.agenda.events import TYPES as EVENT_TYPES
from prodops_desktop.agenda.events import Event, all_events, save_event
from prodops_desktop.errors import UserError
from prodops_desktop.experiments import readings as reading_store
from prodops_desktop.experiments import store as experiment_store
from prodops_desktop.experiments.model import (
    BETTERS,
    KINDS,
    MEASURES,
    PERCENT,
    ROLES,
    SHARE,
    STATUSES,
    TYPES,
    UNITS,
    Covariate,
    Experiment,
    MetricPlan,
    Reading,
    Total,
    Variant,
)
from prodops_desktop.experiments.sheets import experiment_sheets
from prodops_desktop.intake.missing import PLACEHOLDERS
from prodops_desktop.packs.records import write_records
from prodops_desktop.registry.entries import name_key
from prodops_desktop.workspace import Store, Workspace
from tests.unit.experiments.sheet_desk import open_desk
from tests.unit.sheets_here import not_the_same, what_differs

ODD = [
    *["=1+1", "+49 30 1234", "@home", "-5", "'quoted'", '"quoted"', "007", "42", "1.250", "1,250", "12.05.2026", "2026-11-23", "11-50"],
    *["1e5", "50 %", "€ 5", "TRUE", "yes", "#N/A", "#REF!", "Total", "Grand total", "All", "Summe", "Notes", "Note: old", "(old)"],
    *["* starred", "A, B and C", "a|b", "a: b", "a (b)", "a (2)", "a (mean)", "Up +5 %", "p95 −2 pt", "a; b", "A 25", "A “x”", "x vs y"],
    *["Ünïcode 🎉 日本語", "<a href='x'>&amp;", "_x000D_", "x" * 300, "STRASSE", "straße", "İ", "e\u0301", "\u200bzero", "Key", "Control"],
]
"""Texts that a spreadsheet or a reader may take for something else."""


def is_value(text: str) -> bool:
    """Whether the intake takes a text for a value: what stands for "nothing here" anywhere (n/a, –, NULL …) is none, on purpose."""
    return text.strip().casefold() not in PLACEHOLDERS and bool(text.strip())


SIGNS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
LINES = (st.sampled_from(ODD) | st.text(SIGNS, min_size=1, max_size=30)).map(lambda text: " ".join(text.split())).filter(is_value)
PROSE = LINES | st.lists(LINES, min_size=2, max_size=3).map("\n".join)
DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1)) | st.dates(date(2026, 1, 1), date(2027, 12, 31))
NUMBERS = st.integers(0, 10**6).map(float) | st.floats(0, 1e6, allow_subnormal=False) | st.sampled_from([0.1, 1 / 3, 0.07, 1e-7])
PERCENTS = NUMBERS.map(lambda number: number % 100).filter(bool)


def _by_name(part: Any) -> str:
    return name_key(part.name)


VARIANTS = st.lists(st.builds(Variant, LINES, st.none() | LINES, NUMBERS), min_size=1, max_size=4, unique_by=_by_name)
METRICS = st.lists(
    st.builds(
        MetricPlan,
        LINES,
        st.sampled_from(ROLES),
        st.sampled_from(TYPES),
        st.sampled_from(BETTERS),
        st.none() | NUMBERS,
        st.sampled_from(MEASURES),
    ),
    max_size=4,
    unique_by=_by_name,
)
EXPERIMENTS = st.builds(
    Experiment,
    st.just(0),
    LINES,
    LINES,
    hypothesis=st.none() | PROSE,
    kind=st.sampled_from(KINDS),
    unit=st.sampled_from(UNITS),
    clustered=st.booleans(),
    status=st.sampled_from(STATUSES),
    **{name: st.none() | LINES for name in ("segment", "goal", "surface", "team", "owner", "parameter", "step")},
    **{name: st.none() | PROSE for name in ("decision_rule", "early_reason", "learning", "note")},
    allocation=PERCENTS | st.just(100.0),
    starts=st.none() | DAYS,
    ends=st.none() | DAYS,
    baseline=st.none() | PERCENTS | NUMBERS | NUMBERS.map(lambda number: -number),
    deviation=st.none() | NUMBERS,
    mde=st.none() | NUMBERS.filter(bool),
    mde_in=st.sampled_from(MEASURES),
    power=PERCENTS,
    alpha=PERCENTS,
    icc=st.none() | st.floats(0, 1, allow_subnormal=False),
    variants=VARIANTS.map(tuple),
    metrics=METRICS.map(tuple),
)
COUNTS = st.integers(0, 10**6)
MEASURED = NUMBERS.map(lambda number: float(f"{number:.11g}")) | st.just(1 / 3)
BEFORE = st.none() | st.builds(
    Covariate, MEASURED | MEASURED.map(lambda number: -number), MEASURED, st.sampled_from([-1.0, -1 / 3, 0.0, 0.55, 1.0])
)
FIGURES = st.tuples(COUNTS, COUNTS, MEASURED | MEASURED.map(lambda number: -number), MEASURED, st.none() | COUNTS, BEFORE)
READINGS = st.dictionaries(DAYS, st.tuples(st.lists(FIGURES, min_size=1, max_size=6), st.none() | PROSE), max_size=3)
EVENTS = st.lists(
    st.tuples(LINES, st.sampled_from(EVENT_TYPES), DAYS, st.integers(0, 40), *[st.none() | LINES] * 4, st.none() | PROSE),
    max_size=5,
    unique_by=lambda event: (name_key(event[0]), event[2]),
)
Records = list[tuple[Experiment, dict[date, tuple[list[tuple[Any, ...]], str | None]]]]


def _at_most(count: int | None, most: int) -> int | None:
    return None if count is None else min(count, most)


def totals(one: Experiment, figures: list[tuple[Any, ...]]) -> tuple[Total, ...]:
    """The figures as totals of one pair after the other of the experiment's variants and metrics."""
    pairs = [(variant, metric) for metric in one.metrics for variant in one.variants]
    return tuple(
        Total(variant.name, metric.name, units, min(successes, units), None, None, _at_most(accounts, units), before)
        if metric.type == SHARE
        else Total(variant.name, metric.name, units, None, mean, deviation, _at_most(accounts, units), before)
        for (variant, metric), (units, successes, mean, deviation, accounts, before) in zip(pairs, figures, strict=False)
    )


def fill(workspace: Workspace, records: Records, events: Sequence[tuple[Any, ...]]) -> None:
    """Save the records as the window would; what the checks refuse is left out."""

    def save(store: Store) -> None:
        with store.edit("Fill"):
            for one, readings in records:
                try:
                    id_ = experiment_store.save_experiment(store, one)[1]
                except UserError:  # a key that is taken, an end before the start, a baseline that can't be
                    continue
                for day, (figures, note) in readings.items():
                    if found := totals(one, figures):
                        reading_store.save_reading(store, id_, Reading(0, day, found, note))
            for title, type_, day, length, region, segment, surface, owner, note in events:
                days = {"starts": day.isoformat(), "ends": date.fromordinal(day.toordinal() + length).isoformat()}
                rest = {"region": region, "segment": segment, "surface": surface, "owner": owner, "note": note}
                save_event(store, {"title": title, "type": type_, **days, **rest})

    workspace.run(save).result()


def register(store: Store) -> dict[str, Any]:
    """All that the register holds, without ids; what counts a limit or an effect that is not set means nothing.

    Means are compared to 12 digits: a spreadsheet keeps 15, and not the 17 that a computer’s number may have.
    """

    def figures(total: Total) -> tuple[Any, ...]:
        before = astuple(total.before) if total.before else (None, None, None)
        numbers = [None if one is None else f"{one:.12g}" for one in (total.mean, total.sd, *before)]
        return total.units, total.successes, *numbers, total.accounts

    def tidy(one: Experiment) -> Experiment:
        metrics = [metric if metric.bound is not None else replace(metric, bound_in=PERCENT) for metric in one.metrics]
        metrics.sort(key=lambda metric: ROLES.index(metric.role))  # in a sheet each role has its own column
        return replace(one, id=0, metrics=tuple(metrics), mde_in=PERCENT if one.mde is None else one.mde_in)

    found: dict[str, Any] = {}
    for one in experiment_store.all_experiments(store):
        readings = [
            (reading.day, reading.note, {(total.variant, total.metric): figures(total) for total in reading.totals})
            for reading in reading_store.readings_of(store, one.id)
        ]
        found[one.code] = tidy(one), readings
    return {**found, "events": [replace(event, id=0) for event in sorted(all_events(store), key=_order)]}


def _order(event: Event) -> tuple[str, str]:
    return event.starts, name_key(event.title)


def lost(folder: Path, records: Records, events: Sequence[tuple[Any, ...]] = ()) -> list[object]:
    """What differs once the register was exported, compared with where it came from, and imported into an empty workspace."""
    wrong: list[object] = []
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    with open_desk(folder / "a") as desk, open_desk(folder / "b") as other:
        fill(desk.workspace, records, events)
        with desk.workspace.reading() as store:
            sheets, whole = experiment_sheets(store), register(store)
        write_records(sheets, folder / "out.xlsx")
        for sheet in sheets:
            if sheet.rows:
                found = desk.compare(folder / "out.xlsx", sheet=sheet.name)
                wrong += what_differs(found, other.import_(folder / "out.xlsx", sheet=sheet.name), len(sheet.rows))
        with other.workspace.reading() as store:
            return wrong + not_the_same(register(store), whole)


# Without shrinking: an example takes a third of a second, and what differs is said in full.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@given(records=st.lists(st.tuples(EXPERIMENTS, READINGS), max_size=6), events=EVENTS)
def test_an_export_comes_back_without_a_difference(
    tmp_path_factory: pytest.TempPathFactory, records: Records, events: list[tuple[Any, ...]]
) -> None:
    assert lost(tmp_path_factory.mktemp("round"), records, events) == []


@pytest.mark.parametrize("text", ["each", "Total", "Notes: see below", "42", "2026-11-23", "yes"])
def test_odd_texts_come_back_wherever_they_stand(tmp_path: Path, text: str) -> None:
    records: Records = []
    events: list[tuple[Any, ...]] = []
    for number, odd in enumerate(one for one in ODD if is_value(one)):
        name, say = (odd, odd) if text == "each" else (f"{text} {number}", text)
        lines: dict[str, Any] = dict.fromkeys(("segment", "goal", "surface", "team", "owner", "parameter", "step"), say)
        texts: dict[str, Any] = dict.fromkeys(("decision_rule", "early_reason", "learning", "note"), f"{say}\n\n{say}")
        variants = (Variant(say, say, 1), Variant(f"{say} B", None, 2))
        metrics = tuple(MetricPlan(f"{say} {role}", role, bound=5) for role in ROLES)
        one = Experiment(0, name, say, say, KINDS[number % len(KINDS)], variants=variants, metrics=metrics, **lines, **texts)
        records.append((one, {date(2026, 11, 1 + number % 28): ([(10, 5, 0, 0, 3, None)] * 6, say)}))
        events.append((name, "launch", date(2026, 12, 1 + number % 28), number, say, say, say, say, say))
    assert lost(tmp_path, records, events) == []


@pytest.mark.parametrize("name", ["Total", "Notes", "(old)", "42", "2026", "2026-11-23", "=A1", "Experiment"])
def test_an_experiment_alone_comes_back(tmp_path: Path, name: str) -> None:
    assert lost(tmp_path, [(Experiment(0, name, name), {})]) == []


def test_an_empty_register_is_a_sheet_of_headers(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk, desk.workspace.reading() as store:
        (sheet,) = experiment_sheets(store)
    assert (sheet.name, list(sheet.rows)) == ("Experiments", [])
    assert [column.title for column in sheet.columns[:3]] == ["Key", "Experiment", "Hypothesis"]


def test_a_share_with_a_deviation_and_a_mean_keep_what_they_are(tmp_path: Path) -> None:
    share = Experiment(0, "EXP-1", "Share", baseline=0.5, deviation=2.0, mde=0.5, metrics=(MetricPlan("Paid"),))
    mean = Experiment(0, "EXP-2", "Mean", baseline=0.5, mde=0.5, mde_in="points", metrics=(MetricPlan("Time", type="mean", better="down"),))
    digits = (
        10,
        5,
        0.1 + 0.2,
        1.1 + 2.2,
        None,
        Covariate(0.1 + 0.2, 1.1 + 2.2, 1 / 3),
    )  # seventeen of them, and a spreadsheet keeps sixteen
    assert lost(tmp_path, [(share, {}), (mean, {date(2026, 11, 20): ([digits], None)})]) == []


@pytest.mark.parametrize(("icc", "left"), [("0.12", "Usage_weekly"), ("0.2", None), ("", "Usage_weekly")])
def test_a_sheet_with_another_icc_alone_takes_from_it_where_it_came_from(tmp_path: Path, icc: str, left: str | None) -> None:
    plan = Experiment(0, "EXP-1", "Invoice", clustered=True, icc=0.12, icc_from="Usage_weekly", metrics=(MetricPlan("Paid"),))
    with open_desk(tmp_path) as desk:
        desk.add(plan)
        with desk.workspace.reading() as store:
            write_records(experiment_sheets(store), tmp_path / "out.xlsx")
        assert [change for record in desk.compare(tmp_path / "out.xlsx").records for change in record.fields] == []
        desk.import_(tmp_path / "out.xlsx")
        assert desk.experiments()["EXP-1"].icc_from == "Usage_weekly"
        desk.bring(
            "edited.csv",
            [("Key", "Experiment", "Primary metric", "Note", "ICC"), ("EXP-1", "Invoice", "Paid", "Edited", icc)],
            kind="experiments",
        )
        made = desk.experiments()["EXP-1"]
        assert (made.note, made.icc, made.icc_from) == ("Edited", float(icc or 0.12), left)
