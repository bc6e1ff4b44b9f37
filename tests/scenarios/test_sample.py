"""The sample workspace, built by the real import, shows what the answer key of the sample says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.store import find_dataset, set_counts
from tests.scenarios.commands import as_json, prodops

Key = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def workspace(sample: Path) -> Path:
    return sample


@pytest.fixture(scope="module")
def datasets(workspace: Path) -> dict[str, dict[str, Any]]:
    return {found["name"]: found for found in as_json("datasets", workspace)["datasets"]}


@pytest.fixture(scope="module")
def key(workspace: Path) -> Key:
    entries = json.loads((workspace.parent / "answers.json").read_text("utf-8"))["answers"]

    def look_up(what: str, file: str) -> dict[str, Any]:
        (entry,) = [e for e in entries if e["what"].startswith(what) and e["file"].endswith(file)]
        found: dict[str, Any] = entry
        return found

    return look_up


def _points(workspace: Path, metric: str, grain: str) -> dict[str, dict[str, Any]]:
    return {point["period"]: point for point in as_json("metric", workspace, metric, "--grain", grain)["points"]}


def _rows(found: dict[str, Any]) -> tuple[int, int, int]:
    return found["rows_accepted"], found["rows_quarantined"], found["rows_dropped"]


def test_every_planned_dataset_stands_with_its_rows(datasets: dict[str, dict[str, Any]], key: Key) -> None:
    assert {name: (found["kind"], found["version"]) for name, found in datasets.items()} == {
        "Accounts master": ("accounts", 1),
        "Contracts & renewals": ("accounts", 1),
        "CS health": ("account_status", 7),
        "Sales pipeline": ("opportunities", 1),
        "NPS responses": ("nps", 1),
        "Support tickets": ("tickets", 1),
        "Product usage weekly": ("usage_summary", 1),
        "Tool contracts": ("tools", 1),
        "Tool inventory": ("tools", 1),
        "Tool use by month": ("tool_usage", 1),
        "Mixpanel seats": ("tool_seats", 1),
        "Amplitude seats": ("tool_seats", 1),
        "Users": ("users", 1),
        "Company calendar": ("events", 1),
        "Experiments": ("experiments", 1),
        "Experiment results": ("experiment_results", 1),
        "Delivery items": ("roadmap", 1),
        "Finance MRR": ("revenue", 1),
        "Churn log": ("churn", 1),
    }
    assert [name for name, found in datasets.items() if not found["counts"]] == ["Finance MRR"]
    assert _rows(datasets["Finance MRR"]) == (key("rows of Finance's MRR", "wide.xlsx")["rows"], 0, 0)
    assert _rows(datasets["Churn log"]) == (key("rows of the churn log", "log.xlsx")["rows"], 0, 0)
    assert _rows(datasets["Accounts master"]) == (398, 0, 0)
    assert _rows(datasets["Contracts & renewals"]) == (398, 0, key("ARR in Contracts", ".xlsx")["rows_dropped"])
    assert _rows(datasets["CS health"]) == (392, 1, 0)
    assert _rows(datasets["Sales pipeline"]) == (212, 0, 0)
    assert _rows(datasets["NPS responses"]) == (1823, 1, 23)
    assert _rows(datasets["Product usage weekly"]) == (key("rows by week", ".xlsx")["rows"], 0, 0)
    tools, seats = key("the stack", ".xlsx")["tools"], key("Mixpanel: seats", ".xlsx")["assigned"]
    assert _rows(datasets["Tool contracts"]) == (tools + 2 + 2, 0, 1)  # two have a second one, two an earlier one; the total is no row
    assert _rows(datasets["Tool inventory"]) == (tools, 0, 0)
    assert _rows(datasets["Tool use by month"]) == (12 * tools, 0, 0)
    assert _rows(datasets["Mixpanel seats"]) == (seats, 0, 0)
    assert _rows(datasets["Amplitude seats"]) == (104, 0, 0)
    everybody = key("users and accounts of each segment", ".xlsx")["everybody"]["users"]
    assert _rows(datasets["Users"]) == (everybody + key("the company's own users", ".xlsx")["users"], 0, 0)
    plan = key("rows of the plan", "Delivery_items_2026-10.xlsx")
    assert _rows(datasets["Delivery items"]) == (plan["rows"], 0, plan["rows_dropped"])  # two subtotals and the total are no rows
    for name, what in (
        ("Company calendar", "dated events by type"),
        ("Experiments", "experiments by status"),
        ("Experiment results", "rows of the typed results"),
    ):
        assert _rows(datasets[name]) == (key(what, ".xlsx")["rows"], 0, 0)


def test_what_cleaning_did_is_said(datasets: dict[str, dict[str, Any]]) -> None:
    said = {name: " ".join(found["warnings"]) for name, found in datasets.items()}
    assert "112 cells" in said["CS health"]
    assert "23 rows" in said["NPS responses"]
    assert "Users" in said["Accounts master"]
    assert "Notes" in said["Contracts & renewals"]


@pytest.mark.parametrize(("grain", "what", "part"), [("month", "NPS by month", "months"), ("quarter", "NPS by quarter", "quarters")])
def test_nps_with_margin_and_n(workspace: Path, key: Key, grain: str, what: str, part: str) -> None:
    expected = key(what, "NPS_export.csv")[part]
    shown = {
        period: {"nps": round(p["value"], 1), "margin": round((p["high"] - p["low"]) / 2, 1), "n": p["n"]}
        for period, p in _points(workspace, "nps", grain).items()
    }
    assert shown == expected


def test_arr_is_18_04_million_at_the_stated_rate(workspace: Path) -> None:
    points = [point for point in _points(workspace, "arr", "month").values() if point["value"] is not None]
    assert [(point["period"], point["n"]) for point in points] == [("2026-11", 398)]
    assert points[0]["value"] == pytest.approx(18_040_000, abs=0.005)


def test_finance_tells_arr_month_by_month_once_it_counts(workspace: Path, key: Key) -> None:
    """September holds the late credit: twelve times what was taken back less, and one row more."""
    with open_workspace(workspace) as opened:
        opened.run(lambda store: set_counts(store, find_dataset(store, "Finance MRR").id, counts=True)).result()
    points = _points(workspace, "arr", "month")
    expected = key("ARR by month in Finance's MRR", "wide.xlsx")["months"]
    assert {period: point["n"] for period, point in points.items() if period in expected} == {m: its["n"] for m, its in expected.items()}
    for month, its in expected.items():
        assert points[month]["value"] == pytest.approx(its["arr"], abs=0.01)
    prodops("undo", workspace)
    assert list(_points(workspace, "arr", "month")) == ["2026-11"]


def test_arr_lost_by_month(workspace: Path, key: Key) -> None:
    shown = {
        period: point["value"]
        for period, point in _points(workspace, "sum/Churn log/ARR lost/Churn date", "month").items()
        if point["value"]
    }
    assert shown == key("rows of the churn log", "log.xlsx")["arr_lost_by_month"]


def test_active_accounts_by_month(workspace: Path, key: Key) -> None:
    shown = {period: point["value"] for period, point in _points(workspace, "active_accounts", "month").items()}
    assert shown == key("active accounts", ".xlsx")["months"]


def test_november_sheet_comes_in_as_version_8_and_undo_takes_it_back(workspace: Path) -> None:
    before = as_json("datasets", workspace)
    report = as_json("import", workspace, workspace.parent / "try-these" / "CS_health_2026-11.xlsx", "--sheet", "*", "--name", "CS health")
    assert (report["version"], report["kind"]) == (8, "account_status")
    assert (report["rows_read"], report["rows_accepted"], report["rows_quarantined"]) == (392, 391, 1)
    assert report["mapping"]["Health Score (0-100)"] == "cs_score"
    prodops("undo", workspace)
    assert as_json("datasets", workspace) == before
