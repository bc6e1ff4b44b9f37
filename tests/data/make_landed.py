"""Makes the workspace of a landing that tests/scenarios/test_landed_files.py opens for ever: once, when its schema is final.

python tests/data/make_landed.py tests/data/schema_8.prodops.gz
"""

import gzip
import os
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.agenda.targets import set_target
from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.filter_keeping import Typed
from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, OneOf
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.quarantine import held_rows, mend
from prodops_desktop.datasets.releasing import release
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.datasets.saved_views import Look, SeenColumn, rename_view, save_view
from prodops_desktop.datasets.store import find_dataset, rename_dataset
from prodops_desktop.experiments.board import read_board
from prodops_desktop.experiments.model import DOWN, GUARDRAIL, MEAN, Experiment, MetricPlan, Reading, Total, Variant
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.risks import accept_risk
from prodops_desktop.experiments.store import Verdict, decide, save_experiment
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.store import save_search
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.registry.rates import set_rate
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.briefs import add_brief, save_template
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.launches import all_gates, check_gate, save_gate
from prodops_desktop.roadmap.model import Item, Need, Reach
from prodops_desktop.roadmap.replanning import replan
from prodops_desktop.roadmap.store import save_item
from prodops_desktop.segments.store import save_segment
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import CHOICES, Contract, LeadTime, Money, Month, Span, Tool
from prodops_desktop.workspace import Store, Workspace, settings, undo
from prodops_desktop.workspace.links import End, link

_ANSWERS = [f"{n % 11},2026-{n % 9 + 1:02}-15,Company {n % 7},words {n}" for n in range(120)]
SHEETS = {
    "nps.csv": ["score,date,company,comment", *_ANSWERS, "11,2026-01-01,Bad,too high"],
    "visits.csv": ["day,amount,note", '2026-01-05,"1,250.50",first', "2026-02-06,20.00,second"],
    "tools.csv": ["Tool,Vendor,Owner,Contract,Start,End,Notice,Amount", "Miro,Miro BV,Bo,M-1,2026-03-01,2027-02-28,30 days,€800.00"],
}

WIDE = [
    ["Region", "Account", "Jan 2026", "Feb 2026", "Mar 2026"],
    ["EMEA", "Acme", 100, 110, None],
    [None, "Beta", 200, 210, 220],
    ["NA", None, 5, 6, 7],
]
MERGED = ("A2:A3",)


def fill(workspace: Workspace, folder: Path) -> None:
    """One step of each sort; what every landing held comes first, and last a step that is undone and can be brought back."""
    run = workspace.run
    run(lambda store: settings.set_setting(store, "paper", "Letter")).result()
    run(lambda store: set_rate(store, "EUR", "2026-01-01", 1.08)).result()
    run(lambda store: set_target(store, "nps", "NPS", 38)).result()
    for name, lines in SHEETS.items():
        (folder / name).write_text("\n".join(lines) + "\n")
        kind = {"nps.csv": "nps", "tools.csv": "tools"}.get(name)
        import_file(workspace, ImportRequest(folder / name, kind=kind), takers=TAKERS)
    run(_registers).result()
    run(_tool).result()
    run(_experiments).result()
    run(_feedback).result()
    run(_roadmap).result()
    _gone_back(workspace)
    _quarantine(workspace, folder)
    run(_views).result()
    run(lambda store: rename_dataset(store, find_dataset(store, "visits").id, "Calls")).result()
    run(undo.undo).result()


def _registers(store: Store) -> None:
    save_entry(store, "person", "Ada Lovelace", {"email": "ada@x.example", "team": "Product"}, ["Ada"])
    save_entry(store, "vendor", "Figma, Inc.", {"website": "figma.example"})
    save_entry(store, "account", "Acme", {"external_id": "0001"}, ["ACME Corp."])
    save_entry(store, "feature", "Dashboards", {"area": "Analytics"})
    save_goal(store, {"title": "NPS of 38", "metric": "nps", "target": 38.0, "period": "2026-Q4", "owner": "Ada"})
    save_event(store, {"title": "Code freeze", "type": "freeze", "starts": "2026-12-21", "ends": "2027-01-04", "owner": "Ada"})


def _tool(store: Store) -> None:
    tool = Tool(
        0, "Figma", "Figma, Inc.", "Design", "Ada", "active", 30, "Screens", "Slides", "Ask Ada", "Ada", date(2026, 6, 1), "Safe 3", "Nice",
        (("Design", 3), ("Whiteboard", 1)),
    )  # fmt: skip
    id_ = tool_store.save_tool(store, tool)[1]
    terms = Contract(
        0, id_, "F-1", date(2026, 1, 1), date(2026, 12, 31), True, Span(17, "day"), True, Span(1, "year"), Money(120_000, 2, "EUR"), "year",
        "seat", 45, 5.0, (LeadTime("Review", Span(5, "working day")),), "Signed by Cy",
    )  # fmt: skip
    contract = tool_store.save_contract(store, terms)[1]
    tool_store.save_month(store, id_, Month("2026-10", 45, 44, 40, Money(12_000, 2, "EUR")))
    about = ("contract", contract, "Figma, contract F-1")
    record_decision(store, about, "renew", "All use it", "Ada", "2026-11-20", choices=CHOICES, for_day="2026-12-14")
    other = tool_store.find_tool(store, "Miro").id
    link(store, "needs", End("tool", id_), End("tool", other), ("Figma", "Miro"))


def _experiments(store: Store) -> None:
    save_segment(store, {"name": "Enterprise", "rule": "Segment is Enterprise", "note": "By contract"})
    metrics = (MetricPlan("Upgrades"), MetricPlan("Latency", GUARDRAIL, MEAN, DOWN, 5.0))
    variants = (Variant("Control", weight=50), Variant("A", "One page", 50))
    days = date(2026, 12, 1), date(2026, 12, 23)
    plan = Experiment(
        0, "EXP-1", "One page", "Fewer steps", "A/B by account", "account", True, "scheduled", "Enterprise", "NPS of 38", "Checkout",
        "Core", "Ada", "checkout.pages", "Checkout lane", 50.0, *days, 22.0, 4.0, 3.5, "points", 90.0, 1.0, 0.1, "Usage", "trial",
        "Ship if better", None, None, "Ask Ada", variants, metrics,
    )  # fmt: skip
    first = save_experiment(store, plan)[1]
    second = save_experiment(store, replace(plan, code="EXP-2", name="Invoice", lane=None, segment=None))[1]
    link(store, "contradicts", End("experiment", first), End("experiment", second), ("EXP-1", "EXP-2"))
    totals = (Total("Control", "Upgrades", 400, 90, accounts=30), Total("A", "Latency", 410, None, 380.5, 210.25, 31))
    save_reading(store, first, Reading(0, date(2026, 12, 20), totals, "First look"))
    worst = read_board(store).book.all[0]
    accept_risk(store, worst, "Nobody deploys", "Ada", date(2026, 11, 23))
    verdict = Verdict("ship A", "It pays", "Ada", date(2026, 12, 22), "Steps cost", "The year ends")
    decide(store, first, verdict)


def _feedback(store: Store) -> None:
    """The first two comments of nps.csv are in the inbox or its archive; one more item is typed, and merged into another one."""
    tag = taxonomy.save_tag(store, {"name": "Export limits", "group": "Limits and pricing", "definition": "Exports that stop"})[1]
    taxonomy.merge_tags(store, taxonomy.find_tag(store, "Usage limit").id, tag)
    facts = {"account": "Acme", "person": "Ada", "channel": "CS", "at": "2026-11-20", "importance": "3", "note": "Call them"}
    first = triage.add_item(store, "The export stops at 50,000 rows.", facts, title="Export stops")[1]
    second = triage.add_item(store, "Exports stop", {"account": "Beta", "at": "2026-11-21"})[1]
    triage.tag_items(store, [first], tag)
    triage.merge_items(store, [second], first)
    triage.snooze(store, [first], date(2026, 12, 1))
    save_search(store, "Exports", "export tag:none", catches=True)
    link(store, "related", End("tag", tag), End("feature", 1), ("Export limits", "Dashboards"))


def _roadmap(store: Store) -> None:
    """Two items, the second of which waits for the first, with a baseline, a commitment, a gate, a brief and a team."""
    first = save_item(store, Item(0, "RM-1", "Queue", team="Core", starts=date(2026, 11, 2), due=date(2026, 11, 27), effort=2.0))[1]
    plan = Item(
        0, "RM-2", "Bulk export", "It stops", "It goes on", "NPS of 38", "Core", "Exports", "Ada", "now", "in progress", date(2026, 11, 16),
        "day", date(2027, 1, 31), "month", None, Reach(2900.0, "users / qtr", "usage", "Visits", "amount", date(2026, 11, 20)), 2.0, 100.0,
        6.0, 8.0, 5.0, 3.0, 5.0, 13.0, 40_000.0, 2, date(2027, 1, 12), "Ask Ada", (Need(first, -12),),
    )  # fmt: skip
    second = save_item(store, plan)[1]
    take_baseline(store, "1 Oct plan", date(2026, 10, 1))
    days = ((date(2026, 11, 16), "day"), (date(2027, 1, 31), "month"))
    replan(store, second, starts=days[0], due=days[1], launch=date(2027, 1, 26), tier=2, reason="Queue is late")
    with store.edit("Report commitments"):
        report(store, first, "2026-Q4", committed=True, points=5.0, as_of=date(2026, 10, 1))
        report(store, first, "2026-Q4", committed=False, points=5.0, as_of=date(2026, 11, 20))
    gates = {gate.name: gate.id for gate in all_gates(store)}
    check_gate(store, second, gates["Docs, release note"], "passed", "wiki/exports", "Ada", date(2026, 11, 20))
    check_gate(store, second, gates["Security, privacy, legal"], "n/a", "Nothing new is stored")
    save_gate(store, {"name": "Translated", "function": "Docs", "tier_1": -5, "evidence": "Files"})
    add_brief(store, second, "release", {"launch": "26 Jan"})
    save_template(store, "discovery", "# Why\n\n⟦quotes⟧\n")
    save_team(store, {"name": "Core", "capacity": 7.5})
    link(store, "related", End("dataset", 1), End("roadmap_item", second), ("nps", "Bulk export"))


def _quarantine(workspace: Workspace, folder: Path) -> None:
    """A sheet with a column a month and merged cells: of three rows without an account one is released, one mended, one dismissed."""
    book = Workbook()
    sheet = book.create_sheet("ARR", 0)
    for row in WIDE:
        sheet.append(row)
    for merged in MERGED:
        sheet.merge_cells(merged)
    book.save(folder / "ARR.xlsx")
    version = import_file(workspace, ImportRequest(folder / "ARR.xlsx", kind="revenue", unpivot=True), takers=TAKERS).version_id
    with workspace.reading() as store:
        first, second, third = held_rows(store, version)
    workspace.run(lambda store: mend(store, first.part, first.row, 2, "Omega")).result()
    workspace.run(lambda store: release(store, version, [first.id], TAKERS)).result()
    workspace.run(lambda store: mend(store, second.part, second.row, 2, "Psi")).result()
    workspace.run(lambda store: dismiss(store, version, [third.id], "Nobody pays")).result()


def _views(store: Store) -> None:
    """A view with a value of each sort in its filters, and one that has another name by now."""
    version = find_dataset(store, "visits").version.id
    filters = (Filter(3, Contains("s", wanted=False)), Filter(2, Between(1000, None)), Filter(1, OneOf(("2026-01-05", None))))
    columns = (SeenColumn(3, width=180, pinned=True), SeenColumn(1, shown=False), SeenColumn(2))
    save_view(
        store, version, "Large", Look(columns, Arrangement(((2, True), (1, False)), "5", filters, 3), ((2, Typed("≥ 10", ",", ".", True)),))
    )
    rename_view(store, save_view(store, version, "Firsts", Look((), Arrangement(find="first")))[1], "First visits")


def _gone_back(workspace: Workspace) -> None:
    """The target has a link, and two steps after that were left behind by going back."""
    ends = End("target", 1), End("goal", 1)
    kept = workspace.run(lambda store: link(store, "related", *ends, ("Target of NPS", "NPS of 38"))).result()
    workspace.run(lambda store: settings.set_setting(store, "company", "Nobody")).result()
    workspace.run(lambda store: set_target(store, "nps", "NPS", None)).result()
    workspace.run(lambda store: undo.go_back(store, kept.id)).result()


def main(out: Path) -> None:
    """Make the workspace and pack it."""
    os.environ["PRODOPS_TODAY"] = "2026-11-23"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_workspace(folder / "landed.prodops", create=True) as workspace:
            fill(workspace, folder)
        assert not list(folder.glob("landed.prodops-*")), "SQLite keeps no file beside a workspace that is closed"
        out.write_bytes(gzip.compress((folder / "landed.prodops").read_bytes(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
