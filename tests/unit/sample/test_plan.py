"""The plan of imports names every file of the history once, and nothing of what waits to be tried."""

import json
from collections import Counter
from pathlib import Path


def test_plan_covers_the_history(sample: Path) -> None:
    plan = json.loads((sample / "plan.json").read_text("utf-8"))
    files = [step["file"] for step in plan["imports"]]
    assert sorted(files) == sorted(p.relative_to(sample).as_posix() for p in (sample / "history").iterdir())
    assert Counter(step["name"] for step in plan["imports"])["CS health"] == 7
    assert {step["sheet"] for step in plan["imports"] if step["name"] == "CS health"} == {"*"}
    days = [step["as_of"] for step in plan["imports"] if step["name"] == "CS health"]
    assert days == sorted(days)
    assert plan["rates"] == [{"currency": "EUR", "day": "2026-01-01", "rate": 1.08}]
    assert {"metric": "nps", "value": 38} in plan["targets"]
    assert plan["settings"] == {"today": "2026-11-23", "currency": "USD", "company": "Tarnbrook Analytics", "paper": "A4"}


def test_readme_speaks_of_every_file(sample: Path) -> None:
    text = (sample / "README.md").read_text("utf-8")
    names = [p.name for folder in ("history", "try-these") for p in (sample / folder).iterdir()]
    monthly = [name for name in names if name.startswith("CS_health")]
    assert [name for name in names if name not in text and name not in monthly[:]] == []
    assert "CS_health_2026-04.xlsx" in text
    assert "CS_health_2026-11.xlsx" in text
