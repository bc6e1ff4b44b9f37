"""The plan of imports names every file of the history, each sheet once, and nothing of what waits to be tried."""

import json
from collections import Counter
from datetime import date
from pathlib import Path


def test_plan_covers_the_history(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    files = [step["file"] for step in plan["imports"]]
    assert sorted(set(files)) == sorted(p.relative_to(sample).as_posix() for p in (sample / "history").iterdir())
    assert len({(step["file"], step["sheet"]) for step in plan["imports"]}) == len(files)
    assert Counter(step["name"] for step in plan["imports"])["CS health"] == 7
    assert {step["sheet"] for step in plan["imports"] if step["name"] == "CS health"} == {"*"}
    days = [step["as_of"] for step in plan["imports"] if step["name"] == "CS health"]
    assert days == sorted(days)
    assert plan["rates"] == [{"currency": "EUR", "day": "2026-01-01", "rate": 1.08}]
    assert {"metric": "nps", "value": 38} in plan["targets"]
    assert plan["settings"] == {"today": "2026-11-23", "currency": "USD", "company": "Tarnbrook Analytics", "paper": "A4"}


def test_plan_holds_what_was_chosen_for_finance_and_the_churn_log(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    own = {step["name"]: {key: step[key] for key in ("unpivot", "counts", "mapping") if key in step} for step in plan["imports"]}
    assert {name: chosen for name, chosen in own.items() if chosen} == {
        "Finance MRR": {"unpivot": True, "counts": False},
        "Churn log": {"mapping": {"Reason": None}},
    }


def test_plan_imports_the_areas_last(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    assert [(step["name"], step["kind"], step["sheet"], step["as_of"]) for step in plan["imports"][-10:]] == [
        ("Tool contracts", "tools", "Contracts", "2026-11-20"),
        ("Tool inventory", "tools", "Inventory", "2026-11-20"),
        ("Tool use by month", "tool_usage", "Use by month", "2026-11-20"),
        ("Mixpanel seats", "tool_seats", None, "2026-11-20"),
        ("Amplitude seats", "tool_seats", None, "2026-11-20"),
        ("Users", "users", "Users", "2026-10-31"),
        ("Company calendar", "events", None, "2026-11-20"),
        ("Experiments", "experiments", None, "2026-11-20"),
        ("Delivery items", "roadmap", None, "2026-10-01"),
        ("Experiment results", "experiment_results", None, "2026-11-23"),
    ]


def test_plan_holds_goals_segments_and_decisions(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    aims = {target["metric"]: target["value"] for target in plan["targets"]}
    assert [list(goal) for goal in plan["goals"]] == [["title", "metric", "target", "period", "owner"]] * 10
    assert {goal["metric"]: goal["target"] for goal in plan["goals"] if goal["metric"]} == aims
    assert {goal["period"] for goal in plan["goals"]} == {"2026-Q4", "2026", "2027-Q1"}
    assert [list(segment) for segment in plan["segments"]] == [["name", "rule"]] * 7
    assert len({segment["name"] for segment in plan["segments"]}) == 7
    (decisions,) = (step["decisions"] for step in plan["imports"] if "decisions" in step)
    assert [list(one) for one in decisions] == [["experiment", "choice", "reason", "owner", "day", "learning"]] * 5
    assert "EXP-37" not in {one["experiment"] for one in decisions}
    assert all(date.fromisoformat(one["day"]) < date(2026, 11, 23) for one in decisions)
    assert "events" not in plan


def test_readme_speaks_of_every_file(sample: Path) -> None:
    text = (sample / "README.md").read_text("utf-8")
    names = [p.name for folder in ("history", "try-these") for p in (sample / folder).iterdir()]
    monthly = [name for name in names if name.startswith("CS_health")]
    assert [name for name in names if name not in text and name not in monthly[:]] == []
    assert "CS_health_2026-04.xlsx" in text
    assert "CS_health_2026-11.xlsx" in text
