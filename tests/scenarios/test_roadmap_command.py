"""The roadmap by command: a small plan worked out by hand, and a list that comes back.

The small plan as of Monday 23 November 2026. Acme is worth $400,000, Beta $100,000 and Gamma $50,000.

===  ======  ====================================  =================================  ================  ===========================
Key  Item    Reach × impact × confidence ÷ effort  Behind it, cap                     Baseline          Now
===  ======  ====================================  =================================  ================  ===========================
A-1  Queue   1,000 × 2 × 100 % ÷ 4 (claimed 500)   Acme and Beta, 80 %: 400           2 Nov – 11 Dec    until 18 Dec: +7 days
A-2  Export  600 × 1 × 50 % ÷ 3                    Acme alone, 50 %: 100              14 Dec – 15 Jan   19 Dec – 20 Jan: +5 days
A-6  Audit   no effort: no score                   Gamma alone, 50 %                  1 Feb – 31 Mar    the same
===  ======  ====================================  =================================  ================  ===========================

A-2 waits for A-1; 2 days lay between them (12 and 13 December), so that one moved it by 7 − 2 = 5 days. It is a launch of tier 2.
Now are A-1 and A-2: Acme and Beta, $500,000 and not $900,000. Next is A-6. All in all it is $550,000.
Of the 2 items committed for Q3 one was done in it, 50 %; of their 5 + 8 points 5 were, and 3 of a stretch one: 8 ÷ 13 = 61.5 %.
"""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.store import find_item
from prodops_desktop.workspace import Store, links, settings
from prodops_desktop.workspace.links import End
from tests.scenarios.commands import as_json, prodops
from tests.unit.sheets_here import import_here

Found = dict[str, Any]
ACCOUNTS = """Account,ARR,Segment,CSM,Renewal date
Acme,400000,Enterprise,Ana,2027-01-10
Beta,100000,Enterprise,Ben,2027-06-30
Gamma,50000,SMB,Ana,
"""
NOTES = """Text,Account,Date,Person,Channel
The export stops at 50000 rows.,Acme,2026-11-20,S. Lind,CS
Exports have to be split by hand.,Beta,2026-11-19,P. Vos,CS
We need the results in our warehouse.,Acme,2026-11-18,S. Lind,CS
Who saw the salaries?,Gamma,2026-11-17,K. Ode,Support
"""
PLAN = """Key,Item,Team,Start,Due,Done,Depends on,Reach,Impact,Confidence,Effort,Quarter,Committed,Points,Launch tier
A-1,Queue,Data,2026-11-02,2026-12-11,,,1000,2,100,4,,,,
A-2,Export,Data,2026-12-14,2027-01-15,,A-1,600,1,50,3,,,,2
A-3,Login,Identity,2026-07-06,2026-09-18,2026-09-15,,,,,,2026-Q3,yes,5,
A-4,Theme,Identity,2026-08-03,2026-09-25,2026-10-02,,,,,,2026-Q3,yes,8,
A-5,Icons,Identity,2026-09-01,2026-09-30,2026-09-28,,,,,,2026-Q3,no,3,
A-6,Audit,Identity,2027-02-01,2027-03-31,,,300,3,80,,,,,
"""
LATER = PLAN.replace("2026-12-11", "2026-12-18").replace("2026-12-14,2027-01-15", "2026-12-19,2027-01-20")
BEHIND = {"A-1": (1, 2), "A-2": (3,), "A-6": (4,)}


def _decide(store: Store) -> object:
    """Keep the days as they are, and link the items to what was said."""
    changes = take_baseline(store, "Q4 plan", date(2026, 10, 1))[0]
    for code, said in BEHIND.items():
        for one in said:
            changes = links.link(store, "related", End("roadmap_item", find_item(store, code).id), End("feedback_item", one))
    return changes


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small plan, and the sheet that says later days."""
    folder = tmp_path_factory.mktemp("small")
    path = folder / "plan.prodops"
    with open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", "2026-11-23")).result()
        for name, kind, text in (
            ("Accounts", "accounts", ACCOUNTS),
            ("CS notes", "feedback", NOTES),
            ("Plan", "roadmap", PLAN),
            ("Plan", "roadmap", LATER),
        ):
            sheet = folder / f"{name}.csv"
            sheet.write_text(text, encoding="utf-8")
            import_here(workspace, sheet, kind=kind, name=name, as_of="2026-11-20")
            if text == PLAN:
                workspace.run(_decide).result()
    return path


@pytest.fixture(scope="module")
def answered(small: Path) -> Found:
    found: Found = as_json("roadmap", small)
    return found


def items(found: Found) -> dict[str, Found]:
    """The items by key."""
    return {one["code"]: one for one in found["items"]}


def test_scores_caps_and_money_as_worked_out_by_hand(answered: Found) -> None:
    found = items(answered)
    told = ("rice", "rice_claimed", "cap", "confidence", "capped", "best_evidence", "arr", "accounts", "missing")
    assert {code: tuple(found[code][name] for name in told) for code in ("A-1", "A-2", "A-6")} == {
        "A-1": (400, 500, 80, 80, True, "feedback", 500_000, 2, []),
        "A-2": (100, 100, 50, 50, False, "opinion", 400_000, 1, []),
        "A-6": (None, None, 50, 50, True, "opinion", 50_000, 1, ["effort"]),
    }
    assert (found["A-1"]["largest_share"], found["A-2"]["largest_share"]) == (80, 100)
    assert {name: (one["items"], one["arr"], one["accounts"], one["effort"]) for name, one in answered["columns"].items()} == {
        "now": (["A-1", "A-2"], 500_000, 2, 7),
        "next": (["A-6"], 50_000, 1, 0),
        "later": ([], None, 0, 0),
    }
    assert (answered["arr"], answered["accounts"], answered["currency"], answered["today"]) == (550_000, 3, "USD", "2026-11-23")


def test_slips_and_what_moved_them(answered: Found) -> None:
    found = items(answered)
    assert answered["baseline"] == {"name": "Q4 plan", "day": "2026-10-01"}
    assert {code: one["slip_days"] for code, one in found.items()} == {"A-1": 7, "A-2": 5, "A-3": 0, "A-4": 0, "A-5": 0, "A-6": 0}
    assert [found[code]["moved_by"] for code in ("A-1", "A-2")] == [
        None,
        {"item": "A-1", "title": "Queue", "days": 5, "root": "A-1", "root_title": "Queue"},
    ]
    export = found["A-2"]
    assert (export["baseline_starts"], export["baseline_due"]) == ("2026-12-14", "2027-01-15")
    assert (export["starts"], export["due"], export["launch"], export["needs"]) == (
        "2026-12-19",
        "2027-01-20",
        "2027-01-20",
        [{"item": "A-1", "lag": 0}],
    )
    assert (found["A-1"]["needed_by"], export["begins_too_early"]) == (["A-2"], [])
    assert [one["account"] for one in export["renew_before_launch"]] == ["Acme"], "on 10 January"
    assert (export["gates"]["tier"], export["gates"]["passed"], export["gates"]["of"]) == (2, 0, 16)


def test_what_was_promised_and_done(answered: Found) -> None:
    (quarter,) = answered["delivery"]
    assert quarter | {
        "period": "2026-Q3", "over": True, "committed": 2, "done": 1, "say_do": 50, "points_committed": 13, "points_delivered": 8,
        "predictability": pytest.approx(100 * 8 / 13), "stretch_done": ["A-5"], "added": [], "without_points": [],
        "done_on_unknown_day": [], "changed_later": [], "as_of": "2026-11-20",
        "first_reported_late": True,
        "teams_reported_late": ["Identity"],
    } == quarter  # fmt: skip


def test_it_is_listed_for_people(small: Path) -> None:
    assert prodops("roadmap", small).splitlines() == [
        "Now:",
        "  A-1 Queue: in progress; RICE 400 (capped); $500k in 2 accounts; due 18 Dec 2026; +7 days",
        "  A-2 Export: planned; RICE 100; $400k in 1 account; launches 20 Jan 2027; +5 days, moved by Queue; 0 of 16 gates",
        "Next:",
        "  A-6 Audit: planned; $50k in 1 account; due 31 Mar 2027",
        "Later:",
        "2026-Q3: 1 of 2 committed items done, 50%. Commitments as first reported on 20 Nov 2026.",
    ]


def test_a_list_that_was_sent_out_comes_back_without_a_difference(small: Path, tmp_path: Path) -> None:
    workspace, out = shutil.copy(small, tmp_path / "copy.prodops"), tmp_path / "list.xlsx"
    prodops("roadmap", workspace, "--excel", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Roadmap", "Commitments", "Launches", "Gates"]
    head, *rows = book["Roadmap"].iter_rows(values_only=True)
    at = [head.index(name) for name in ("Key", "Item", "Start", "Due", "Depends on")]
    assert [tuple(row[place] for place in at) for row in rows[:2]] == [
        ("A-1", "Queue", datetime(2026, 11, 2), datetime(2026, 12, 18), None),
        ("A-2", "Export", datetime(2026, 12, 19), datetime(2027, 1, 20), "A-1"),
    ]
    assert [row[0] for row in rows] == ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"]
    assert {row[0]: row[4] for row in book["Commitments"].iter_rows(min_row=2, values_only=True)} == {
        "A-3": "yes",
        "A-4": "yes",
        "A-5": "no",
    }
    assert book["Launches"].max_row == 1 + 16
    report = as_json("import", workspace, out, "--sheet", "Roadmap", "--name", "Plan again")
    assert (report["kind"], report["taken"]) == ("roadmap", {"new": 0, "changed": 0, "kept": 0, "missing": [], "problems": []})


def test_what_cannot_be_done_is_a_sentence(small: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.prodops"
    assert prodops("roadmap", missing, status=1).startswith(f"There is no workspace at {missing}. ")
    assert not missing.exists()
    prodops("roadmap", small, "--excel", tmp_path / "no" / "such" / "folder" / "list.xlsx", status=1)
    assert "usage:" in prodops("roadmap", status=2)
