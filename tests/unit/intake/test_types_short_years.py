"""Days such as 26/03/04: whether the day or the year comes first is told by the whole column, by another one, or asked."""

import csv
from pathlib import Path
from typing import Any

import pytest

from prodops_desktop.intake import tasks
from prodops_desktop.intake.converting import plan_of_column, read_again
from prodops_desktop.work.report import ignored

from .conftest import Stage, StagedFile
from .test_recorded import Recorded

DUE = ["26/03/04", "26/03/25", "26/04/30", "25/12/01"]
AS_YEARS = ["2026-03-04", "2026-03-25", "2026-04-30", "2025-12-01"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")


def written(folder: Path, columns: dict[str, list[str]]) -> Path:
    path = folder / "days.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = zip(*columns.values(), strict=True)
        csv.writer(file).writerows([["Key", *columns], *([f"k{number}", *row] for number, row in enumerate(rows))])
    return path


def said(staged: StagedFile) -> list[str]:
    return [note for note in staged.answer["warnings"] if "year" in note]


def question_of(path: Path, header: str, **choices: Any) -> dict[str, Any] | None:
    found = tasks.preview({"path": str(path), "sheet": None, "kind": "other", "header": [1, 1], **choices}, ignored())
    questions = next(column["questions"] for column in found["columns"] if column["header"] == header)
    return next(iter(questions), None)


@pytest.mark.parametrize("sign", ["/", "-", "."])
@pytest.mark.parametrize("clock", ["", " 10:15"])
def test_days_that_stay_in_few_years_and_go_through_the_month_begin_with_the_year(
    tmp_path: Path, stage: Stage, sign: str, clock: str
) -> None:
    texts = [text.replace("/", sign) + clock for text in DUE]
    staged = stage(written(tmp_path, {"Due": texts}), kind="other", header=[1, 1])
    assert staged.values("Due") == [f"{day}T10:15:00" if clock else day for day in AS_YEARS]
    assert staged.db.execute("SELECT * FROM raw").fetchall() == []
    assert [row[1] for row in staged.raw_rows().values()] == texts
    assert said(staged) == [
        (
            "“Due”: 4 dates such as 26/03/04 were read year first, because the first numbers stay within few years and the last ones go "
            "through the month."
        )
    ]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["12/05/26", "13/05/26", "30/05/26"], ["2026-05-12", "2026-05-13", "2026-05-30"]),
        (["12/05/26", "13/05/26", "14/05/26"], ["2026-05-12", "2026-05-13", "2026-05-14"]),
        (["01/04/09", "01/07/30", "01/10/24"], ["2009-04-01", "2030-07-01", "2024-10-01"]),
        (["30/06/09", "31/12/30", "31/03/25"], ["2009-06-30", "2030-12-31", "2025-03-31"]),
        (["26/03/04", "27/03/25", "26/04/45"], ["2004-03-26", "2025-03-27", "2045-04-26"]),
        (["26/03/04", "26/03/25", "26/04/30", "26/03/2027"], ["2004-03-26", "2025-03-26", "2030-04-26", "2027-03-26"]),
    ],
    ids=["days apart", "no years of these days", "first days of months", "last days of months", "no day is so late", "a long year"],
)
def test_days_that_begin_with_the_day_stay_as_they_are(tmp_path: Path, stage: Stage, texts: list[str], days: list[str]) -> None:
    staged = stage(written(tmp_path, {"Due": texts}), kind="other", header=[1, 1])
    assert (staged.values("Due"), said(staged)) == (days, [])


def test_what_can_not_be_told_is_said_and_asked(tmp_path: Path, stage: Stage) -> None:
    path = written(tmp_path, {"Due": ["26/03/25", "26/03/04"]})
    staged = stage(path, kind="other", header=[1, 1])
    assert staged.values("Due") == ["2025-03-26", "2004-03-26"]
    assert said(staged) == [
        (
            "“Due”: 2 dates could be day/month/year or year/month/day; they were read day first. If the year comes first, say so in the "
            "step Columns of the import."
        )
    ]
    question = question_of(path, "Due")
    assert question is not None
    assert (question["id"], question["count"], question["chosen"]) == ("order", 2, "day first")
    assert question["text"] == "The year may come first or last in 2 rows."
    assert [(option["id"], option["title"], option["example"]) for option in question["options"]] == [
        ("day first", "Day / month / year", "26 Mar 2025"),
        ("year first", "Year / month / day", "25 Mar 2026"),
    ]
    assert [row["readings"] for row in question["rows"]] == [["26 Mar 2025", "25 Mar 2026"], ["26 Mar 2004", "4 Mar 2026"]]
    answered = stage(path, kind="other", header=[1, 1], orders={"Due": "year first"})
    assert (answered.values("Due"), said(answered)) == (["2026-03-25", "2026-03-04"], [])
    question = question_of(path, "Due", orders={"Due": "year first"})
    assert question is not None
    assert question["chosen"] == "year first"


def test_the_operator_may_say_that_the_day_comes_first_after_all(tmp_path: Path, stage: Stage) -> None:
    path = written(tmp_path, {"Due": DUE})
    question = question_of(path, "Due")
    assert question is not None
    assert (question["count"], question["chosen"]) == (4, "year first")
    staged = stage(path, kind="other", header=[1, 1], orders={"Due": "day first"})
    assert (staged.values("Due")[0], said(staged)) == ("2004-03-26", [])


def test_another_column_decides_and_days_of_birth_are_none_of_these_years(tmp_path: Path, stage: Stage) -> None:
    few = ["26/03/25", "26/03/04", "26/03/25", "26/03/04"]
    staged = stage(written(tmp_path, {"Due": DUE, "Start": few}), kind="other", header=[1, 1])
    assert staged.values("Start") == ["2026-03-25", "2026-03-04"] * 2
    assert "“Start”: 4 dates such as 26/03/04 were read year first, as in another column of the sheet." in said(staged)
    path = written(tmp_path, {"Due": ["31/12/2026"] * 4, "Start": few})
    assert (stage(path, kind="other", header=[1, 1]).values("Start")[0], question_of(path, "Start")) == ("2025-03-26", None)
    path = written(tmp_path, {"Date of birth": few})
    assert question_of(path, "Date of birth") is None


def test_days_that_begin_with_the_year_say_nothing_of_those_of_other_columns(tmp_path: Path, stage: Stage) -> None:
    path = written(tmp_path, {"Due": DUE, "Start": ["04/11/2026", "05/11/2026", "06/11/2026", "07/11/2026"]})
    assert stage(path, kind="other", header=[1, 1], day_first=False).values("Start")[0] == "2026-04-11"


def test_a_mended_day_begins_with_the_year_too(tmp_path: Path, stage: Stage) -> None:
    staged = stage(written(tmp_path, {"Due": DUE}), kind="other", header=[1, 1])
    column = staged.columns["Due"]
    plan = plan_of_column(Recorded(*(column[key] for key in ("type", "format", "scale", "currency", "zone"))))
    texts = ["26/05/06", "03/04/2026", "2026-05-06", "26/02/30", "31/06/04"]
    assert [read_again(plan, text).value for text in texts] == ["2026-05-06", "2026-04-03", "2026-05-06", None, "2031-06-04"]
