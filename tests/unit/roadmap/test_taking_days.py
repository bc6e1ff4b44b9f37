"""Days of a sheet that may mean two things are not guessed, and only those that can't be read are said to be lost."""

from datetime import date
from pathlib import Path

import pytest

from prodops_desktop.work.resources import folder
from tests.unit.roadmap.sheet_desk import open_desk, problems


@pytest.mark.parametrize("others", [("Feb 26", "Mar 26"), ("Q3 2027", "H2 2027")])
def test_a_month_with_two_digits_is_a_day_or_a_year_and_so_neither(tmp_path: Path, others: tuple[str, str]) -> None:
    with open_desk(tmp_path) as desk:
        lines = [f"{code}|{code}|{due}" for code, due in zip("ABCD", ("Jan 26", "Jan-26", *others), strict=True)]
        said = problems(desk.bring("\n".join(["Key|Item|Due", *lines])))
        assert "A A: “Due” is “Jan 26”: it can’t be read. It was left out." in said
        found = [one.due for one in desk.items().values()]
    assert found[:2] == [None, date(2026, 1, 31)]
    assert [day is None for day in found[2:]] == [other.endswith(" 26") for other in others]


DATED = [f"Item {number} | {date(2027, 1 + number % 12, 1 + number // 12)} | {number}" for number in range(60)]
"""So many days that the column is one of days in spite of some texts."""
LOST = "“{}”: 1 cell could not be read and stayed empty; the raw texts are kept."


def test_periods_in_a_column_of_days_are_not_said_to_be_lost_and_nonsense_is(tmp_path: Path) -> None:
    rows = [*DATED, "Half | H2 2027 | 3", "Other half | H2 2027 | 5", "Once | soon | big"]
    with open_desk(tmp_path) as desk:
        report = desk.bring("\n".join(["Item | Due | Points", *rows]))
        due = {one.title: one.due for one in desk.items().values()}
    assert [text for text in report.warnings if "could not be read" in text] == [LOST.format("Points")]
    assert problems(report) == ["Once: “Due” is “soon”: it can’t be read. It was left out."]
    assert [due[title] for title in ("Half", "Other half", "Once")] == [date(2027, 12, 31), date(2027, 12, 31), None]


def test_sheets_whose_days_nobody_else_reads_say_what_was_lost(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        report = desk.bring("\n".join(["Item | Due | Points", *DATED, "Half | H2 2027 | 3"]), kind="other")
    assert LOST.format("Due") in report.warnings


def test_the_sample_sheet_of_delivery_loses_no_cell(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        report = desk.import_(folder() / "sample" / "try-these" / "Delivery_items_2026-11.xlsx")
    assert report.kind == "roadmap"
    assert [text for text in report.warnings if "could not be read" in text] == []
