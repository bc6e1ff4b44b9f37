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


def test_plan_imports_the_tools_last(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    assert [(step["name"], step["kind"], step["sheet"]) for step in plan["imports"][-5:]] == [
        ("Tool contracts", "tools", "Contracts"),
        ("Tool inventory", "tools", "Inventory"),
        ("Tool use by month", "tool_usage", "Use by month"),
        ("Mixpanel seats", "tool_seats", None),
        ("Amplitude seats", "tool_seats", None),
    ]
    assert {step["as_of"] for step in plan["imports"][-5:]} == {"2026-11-20"}


def test_plan_holds_goals_and_dated_events(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    aims = {target["metric"]: target["value"] for target in plan["targets"]}
    assert [list(goal) for goal in plan["goals"]] == [["title", "metric", "target", "period", "owner"]] * 3
    assert {goal["metric"]: goal["target"] for goal in plan["goals"]} == aims
    assert {goal["period"] for goal in plan["goals"]} == {"2026-Q4", "2026"}
    assert [list(event) for event in plan["events"]] == [["title", "type", "starts", "ends", "region", "surface"]] * 3
    assert {event["title"]: (event["type"], event["starts"], event["ends"]) for event in plan["events"]} == {
        "Thanksgiving": ("holiday", "2026-11-26", "2026-11-27"),
        "Year-end code freeze": ("freeze", "2026-12-21", "2027-01-04"),
        "New price list": ("price change", "2027-02-01", "2027-02-01"),
    }
    assert all(date.fromisoformat(event["starts"]) <= date.fromisoformat(event["ends"]) for event in plan["events"])


def test_readme_speaks_of_every_file(sample: Path) -> None:
    text = (sample / "README.md").read_text("utf-8")
    names = [p.name for folder in ("history", "try-these") for p in (sample / folder).iterdir()]
    monthly = [name for name in names if name.startswith("CS_health")]
    assert [name for name in names if name not in text and name not in monthly[:]] == []
    assert "CS_health_2026-04.xlsx" in text
    assert "CS_health_2026-11.xlsx" in text
