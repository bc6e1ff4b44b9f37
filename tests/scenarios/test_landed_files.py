"""A workspace made by each landed version still opens, shows what it held, and can take back what was done in it."""

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.agenda.events import all_events
from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.agenda.targets import find_target
from prodops_desktop.datasets import store as catalogue
from prodops_desktop.datasets.addresses import find_cell
from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.filter_keeping import Typed
from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, OneOf
from prodops_desktop.datasets.grid import Grid
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.provenance import trace
from prodops_desktop.datasets.quarantine import held_rows
from prodops_desktop.datasets.rulings import dismissed_by_reason
from prodops_desktop.datasets.saved_views import Applied, Look, SeenColumn, apply_view, views_of
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.datasets.taking import sources_of
from prodops_desktop.experiments.model import DOWN, GUARDRAIL, MEAN, Experiment, MetricPlan, Total, Variant
from prodops_desktop.experiments.readings import all_readings
from prodops_desktop.experiments.risks import all_risks
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.feedback.store import all_searches, read_items
from prodops_desktop.feedback.taxonomy import all_tags
from prodops_desktop.metrics.catalogue import find_metric
from prodops_desktop.metrics.series import series
from prodops_desktop.registry.entries import KINDS, all_entries
from prodops_desktop.roadmap.baselines import all_baselines, baseline_dates
from prodops_desktop.roadmap.briefs import all_briefs
from prodops_desktop.roadmap.capacity import all_teams
from prodops_desktop.roadmap.commitments import all_commitments
from prodops_desktop.roadmap.launches import all_checks, all_gates
from prodops_desktop.roadmap.model import Commitment, Item, Need, Reach
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.segments.store import all_segments
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import LeadTime, Money, Month, Span
from prodops_desktop.workspace import Store, history, undo
from prodops_desktop.workspace.links import End, links_of
from prodops_desktop.workspace.migrations.steps import MIGRATIONS

DATA = Path(__file__).parents[1] / "data"


STACK: list[tuple[Any, ...]] = [
    (
        ("Figma", "Figma, Inc.", "Ada Lovelace", (("Design", 3), ("Whiteboard", 1)), date(2026, 6, 1), "Safe 3"),
        [("F-1", date(2026, 12, 31), Span(17, "day"), True, Money(120_000, 2, "EUR"), 45, (LeadTime("Review", Span(5, "working day")),))],
        [Month("2026-10", 45, 44, 40, Money(12_000, 2, "EUR"))],
        [("renew", "All use it", "Ada Lovelace", "2026-12-14")],
        [("needs", "Miro", True)],
        0,
    ),
    (
        ("Miro", "Miro BV", "Bo", (), None, None),
        [("M-1", date(2027, 2, 28), Span(30, "day"), False, Money(80_000, 2, "EUR"), None, ())],
        [],
        [],
        [("needs", "Figma", False)],
        1,
    ),
]
AGENDA = (
    [("NPS of 38", 38.0, "2026-Q4", "Ada Lovelace")],
    [("Code freeze", "2026-12-21", "2027-01-04", "Ada Lovelace")],
    {
        "person": [("Ada Lovelace", ("Ada",)), ("Bo", ())],
        "vendor": [("Figma, Inc.", ()), ("Miro BV", ())],
        "account": [("Acme", ("ACME Corp.",))],
        "feature": [("Dashboards", ())],
    },
)

_LARGE = (Filter(3, Contains("s", wanted=False)), Filter(2, Between(1000, None)), Filter(1, OneOf(("2026-01-05", None))))
VIEWS = [
    ("First visits", Applied(Look(tuple(SeenColumn(n) for n in (1, 2, 3)), Arrangement(find="first")), ())),
    (
        "Large",
        Applied(
            Look(
                (SeenColumn(3, width=180, pinned=True), SeenColumn(1, shown=False), SeenColumn(2)),
                Arrangement(((2, True), (1, False)), "5", _LARGE, 3),
                ((2, Typed("≥ 10", ",", ".", True)),),
            ),
            (),
        ),
    ),
]

_METRICS = (MetricPlan("Upgrades"), MetricPlan("Latency", GUARDRAIL, MEAN, DOWN, 5.0))
_VARIANTS = (Variant("Control", weight=50), Variant("A", "One page", 50))
FIRST = Experiment(
    1, "EXP-1", "One page", "Fewer steps", "A/B by account", "account", True, "concluded", "Enterprise", "NPS of 38", "Checkout", "Core",
    "Ada Lovelace", "checkout.pages", "Checkout lane", 50.0, date(2026, 12, 1), date(2026, 12, 23), 22.0, 4.0, 3.5, "points", 90.0, 1.0,
    0.1, "Usage", "trial", "Ship if better", "The year ends", "Steps cost", "Ask Ada", _VARIANTS, _METRICS,
)  # fmt: skip
TESTS: tuple[list[Any], ...] = (
    [FIRST, replace(FIRST, id=2, code="EXP-2", name="Invoice", lane=None, segment=None, status="scheduled", learning=None,
                    early_reason=None)],
    [("Enterprise", "Segment is Enterprise", "By contract")],
    [(date(2026, 12, 20), "First look",
      (Total("Control", "Upgrades", 400, 90, accounts=30), Total("A", "Latency", 410, None, 380.5, 210.25, 31)))],
    [((1, "experiment", 2), "block", "Nobody deploys", "Ada Lovelace", date(2026, 11, 23))],
    [("ship A", "It pays", "Ada Lovelace", "2026-12-23")],
)  # fmt: skip


VOICES: tuple[list[Any], ...] = (
    [
        (
            "CS",
            "Acme",
            "Ada",
            "Export stops",
            "The export stops at 50,000 rows.",
            3,
            "snoozed",
            "2026-12-01",
            "Call them",
            ("Export limits",),
        ),
        ("Notes", "Beta", None, None, "Exports stop", 0, "merged", None, None, ()),
    ],
    [("Export limits", 2)],
    [("Exports", "export tag:none", True)],
    [("related", "feature", 1)],
)
PLANS: tuple[list[Any], ...] = (
    [
        Item(1, "RM-1", "Queue", team="Core", starts=date(2026, 11, 2), due=date(2026, 11, 27), effort=2.0),
        Item(
            2, "RM-2", "Bulk export", "It stops", "It goes on", "NPS of 38", "Core", "Exports", "Ada Lovelace", "now", "in progress",
            date(2026, 11, 16), "day", date(2027, 1, 31), "month", None,
            Reach(2900.0, "users / qtr", "usage", "Visits", "amount", date(2026, 11, 20)), 2.0, 100.0, 6.0, 8.0, 5.0, 3.0, 5.0, 13.0,
            40_000.0, 2, date(2027, 1, 26), "Ask Ada", (Need(1, -12),),
        ),
    ],
    [("1 Oct plan", date(2026, 10, 1), {1: date(2026, 11, 27), 2: date(2027, 1, 31)}, date(2027, 1, 12))],
    [Commitment(1, "2026-Q4", True, 5.0, date(2026, 10, 1), False, date(2026, 11, 20), "Core")],
    [("passed", "wiki/exports", "Ada", date(2026, 11, 20)), ("n/a", "Nothing new is stored", None, None)],
    [("release", "Release brief: Bulk export", True)],
    [("Core", 7.5)],
    [("Translated", (-5, None, None))],
    [("related", "dataset", 1)],
)  # fmt: skip
KEPT: tuple[list[Any], ...] = (
    [("related", "goal", 1)],
    [("Set company to Nobody", True), ("Remove target of NPS", True), ("Go back to “Link Target of NPS and NPS of 38”", False)],
)
ASIDE: tuple[list[Any], ...] = ([("4.2", {2: "Psi"}, True)], [("Nobody pays", 1)], [("B4", ""), ("A2", "EMEA"), ("E3", "220")])
SHIPPED = {"tag_group": 8, "tag": 33, "gate": 17, "brief_template": 3}
"""What a workspace holds from the start, which no step made."""


def _voices(store: Store) -> tuple[list[Any], ...]:
    """The feedback that is here and not left out, mentions by tag, saved searches, and the links of tags."""
    names = {tag.id: tag.name for tag in all_tags(store)}
    ids = [row[0] for row in store.db.execute("SELECT id FROM v_feedback WHERE state <> 'out' ORDER BY id")]
    facts = ("channel", "account", "person", "title", "text", "importance", "state", "until", "note")
    mentions = store.db.execute("SELECT tag, count(*) FROM feedback_mention GROUP BY tag").fetchall()
    return (
        [(*(getattr(one, fact) for fact in facts), tuple(names[tag] for tag in one.tags)) for one in read_items(store, ids)],
        [(names[tag], count) for tag, count in mentions],
        [(one.name, one.query, one.catches) for one in all_searches(store)],
        [(one.kind, one.other.table, one.other.id) for tag in names for one in links_of(store, End("tag", tag))],
    )


def _plans(store: Store) -> tuple[list[Any], ...]:
    """The items of the roadmap, baselines, commitments, checked gates, briefs, teams, gates that do not ship, and links of the items."""
    baselines = []
    for one in all_baselines(store):
        dates = baseline_dates(store, one.id)
        baselines.append((one.name, one.day, {item: found.due for item, found in dates.items()}, dates[2].launch))
    items = all_items(store)
    return (
        items,
        baselines,
        all_commitments(store),
        [(one.state, one.evidence, one.who, one.day) for checks in all_checks(store).values() for one in checks.values()],
        [(one.kind, one.title, "26 Jan" in one.body) for one in all_briefs(store)],
        [(team.name, team.capacity) for team in all_teams(store)],
        [(gate.name, gate.offsets) for gate in all_gates(store)[17:]],
        [(one.kind, one.other.table, one.other.id) for item in items for one in links_of(store, End("roadmap_item", item.id))],
    )


def _kept(store: Store) -> tuple[list[Any], ...]:
    """The links of the target, and the last going back with what it took away."""
    every = history.steps(store)
    (back,) = [place for place, step in enumerate(every) if step.kind == history.BACK] or [0]
    return (
        [(one.kind, one.other.table, one.other.id) for one in links_of(store, End("target", 1))],
        [(step.label.split(" of 2")[0], step.undone) for step in every[back - 2 : back + 1]] if back else [],
    )


def _aside(store: Store) -> tuple[list[Any], ...]:
    """Of the sheet with a column a month the rows that are held, why others were dismissed, and where a released row comes from."""
    if not catalogue.has_dataset(store, "ARR"):
        return ([],) * 3
    version = catalogue.find_dataset(store, "ARR").version.id
    cells = [find_cell(store, version, row, column) for row, column in (("4.1", "Account"), ("3.2", "Region"), ("3.3", "ARR"))]
    return (
        [(row.place.number, row.mends, row.is_right) for row in held_rows(store, version)],
        list(dismissed_by_reason(store, version).items()),
        [(origin.cell, origin.raw) for one in cells for origin in [trace(store, version, one.part, one.row, one.column.position)]],
    )


def _tests(store: Store) -> tuple[list[Any], ...]:
    """The experiments, segments, readings, accepted risks and decisions."""
    return (
        all_experiments(store),
        [(segment.name, segment.rule, segment.note) for segment in all_segments(store)],
        [(one.day, one.note, one.totals) for readings in all_readings(store).values() for one in readings],
        [(key, risk.grade, risk.reason, risk.owner, risk.day) for key, risk in all_risks(store).items()],
        [(one.choice, one.reason, one.owner, one.for_day) for one in decisions_of(store, "experiment")],
    )


def _stack(store: Store) -> list[tuple[Any, ...]]:
    """The tools with their contracts, months, decisions, links, and from how many rows of sheets they came."""
    tools = {tool.id: tool for tool in tool_store.all_tools(store)}
    found = []
    for tool in tools.values():
        contracts = tool_store.all_contracts(store, tool.id)
        decisions = [one for contract in contracts for one in decisions_of(store, "contract", contract.id)]
        links = links_of(store, End("tool", tool.id))
        found.append(
            (
                (tool.name, tool.vendor, tool.owner, tool.capabilities, tool.reviewed, tool.credential),
                [(c.reference, c.ends, c.notice, c.on_working_day, c.amount, c.seats, c.lead_times) for c in contracts],
                list(tool_store.all_months(store, tool.id).get(tool.id, [])),
                [(one.choice, one.reason, one.owner, one.for_day) for one in decisions],
                [(one.kind, tools[one.other.id].name, one.forward) for one in links],
                len(sources_of(store, "tool", tool.id)),
            )
        )
    return found


def _views(store: Store) -> list[Any]:
    """The views of the visits as they fit the newest version."""
    visits = [dataset for dataset in catalogue.all_datasets(store) if dataset.name == "visits"]
    return [(view.name, apply_view(store, view.id, one.version.id)) for one in visits for view in views_of(store, one.id)]


def _agenda(store: Store) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """The goals, the dated events, and the registers that are not empty."""
    goals = [(goal.title, goal.target, goal.period, goal.owner) for goal in all_goals(store)]
    events = [(event.title, event.starts, event.ends, event.owner) for event in all_events(store)]
    registers = {kind: [(entry.name, entry.aliases) for entry in all_entries(store, kind)] for kind in KINDS}
    return goals, events, {kind: entries for kind, entries in registers.items() if entries}


@pytest.mark.parametrize("number", [migration.number for migration in MIGRATIONS])
def test_a_file_of_every_schema_opens_whole_and_undoes(tmp_path: Path, number: int) -> None:
    path = tmp_path / "landed.prodops"
    path.touch(mode=0o600)
    path.write_bytes(gzip.decompress((DATA / f"schema_{number}.prodops.gz").read_bytes()))
    with open_workspace(path) as workspace:
        assert check(workspace) == []
        with workspace.reading() as store:
            datasets = {dataset.name: dataset for dataset in catalogue.all_datasets(store)}
            rows = {"nps": 120, "visits": 2} | ({"tools": 1} if number >= 2 else {}) | ({"ARR": 6} if number >= 7 else {})
            assert {name: dataset.version.rows_accepted for name, dataset in datasets.items()} == rows
            assert [row.cells[0] for row in held_rows(store, datasets["nps"].version.id)] == ["11"]
            assert find_target(store, "nps") == 38
            snapshot = current(store)
            assert sum(point.n for point in series(store, snapshot, find_metric(store, snapshot, "nps")).points) == 120
        assert Grid(workspace, datasets["visits"].version.id).rows(0, 1)[0].values[2] == "first"
        with workspace.reading() as store:
            assert _stack(store) == (STACK if number >= 2 else [])
            assert _agenda(store) == (AGENDA if number >= 2 else ([], [], {}))
            assert _tests(store) == (TESTS if number >= 3 else ([],) * 5)
            assert _voices(store) == (VOICES if number >= 4 else ([],) * 4)
            assert _plans(store) == (PLANS if number >= 5 else ([],) * 8)
            assert _kept(store) == (KEPT if number >= 6 else ([],) * 2)
            assert _aside(store) == (ASIDE if number >= 7 else ([],) * 3)
            assert _views(store) == (VIEWS if number >= 8 else [])
        workspace.run(undo.redo).result()
        with workspace.reading() as store:
            assert catalogue.has_dataset(store, "Calls")
        while True:
            with workspace.reading() as store:
                if history.next_undo(store) is None:
                    break
            workspace.run(undo.undo).result()
        with workspace.reading() as store:
            assert catalogue.all_datasets(store) == []
            assert find_target(store, "nps") is None
            assert (_stack(store), _agenda(store), _tests(store), _voices(store)) == ([], ([], [], {}), ([],) * 5, ([],) * 4)
            assert (_plans(store), _views(store)) == (([],) * 8, [])
            tables = [table for migration in MIGRATIONS for table in migration.tracked]
            counts = {table: store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
            assert counts == dict.fromkeys(tables, 0) | SHIPPED
        assert check(workspace) == []
