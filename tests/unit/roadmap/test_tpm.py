"""Project plans made by others, imported as roadmaps; what is expected was read in the files by hand."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.unit.roadmap.sheet_desk import Desk, open_desk, problems, taken

Trial = Callable[[str], Path]
PLAN, TABLES = "real/tpm_Project Plan.xlsx", "real/tpm_Tables.xlsx"
PLAN_NEEDS = {
    **dict.fromkeys(("3", "4", "7"), "2"),
    **dict.fromkeys(("8", "9", "10"), "7"),
    **dict.fromkeys(("13", "14", "15"), "12"),
    **dict.fromkeys(("18", "19", "20"), "17"),
    "33": "32",
}
"""The predecessor of each task of the plan that has one; all are written as “2fs”."""
SEVERAL = "3 Implement, 8 Implement and 12 Setup API for Request/Response: several people are named as the owner; the first one was taken."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk on a day on which every task of the plans has begun."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    with open_desk(tmp_path) as opened:
        yield opened


def test_the_project_plan(desk: Desk, trial_data: Trial) -> None:
    report = desk.import_(trial_data(PLAN))
    assert (report.kind, report.rows_accepted, taken(report), problems(report)) == ("roadmap", 39, (39, 0, 0), [SEVERAL])
    items = desk.items()
    assert list(items) == [str(number) for number in range(1, 40)]
    # 30 tasks have days and owners, and the 9 that only head others have neither
    heads = [code for code, one in items.items() if one.starts is None]
    assert heads == ["1", "5", "6", "11", "16", "21", "25", "29", "31"]
    assert all(one.due and one.owner for code, one in items.items() if code not in heads)
    assert {one.status for code, one in items.items() if code not in heads} == {"in progress"}
    assert {items[code].status for code in heads} == {"planned"}
    design, crud, last = items["7"], items["22"], items["39"]
    assert (design.title, design.starts, design.due, design.owner) == ("Design", date(2023, 2, 20), date(2023, 3, 27), "Charley")
    assert (crud.title, crud.starts, crud.due, crud.owner) == ("CRUD", date(2023, 2, 22), date(2023, 3, 1), "Danielle")
    assert (last.title, last.starts, last.due) == ("Danielle On-call", date(2023, 3, 27), date(2023, 3, 31))
    assert (items["3"].owner, items["8"].owner, items["12"].owner) == ("Arun", "Charley", "Danielle")
    assert not any(one.title != one.title.strip() for one in items.values())


def test_the_dependencies_of_the_project_plan(desk: Desk, trial_data: Trial) -> None:
    desk.import_(trial_data(PLAN))
    # only 33 begins (27 Mar 2023) before what it needs ends (17 Apr): 22 days before the day after that
    assert desk.needs() == {code: {needs: -22 if code == "33" else 0} for code, needs in PLAN_NEEDS.items()}
    assert taken(desk.import_(trial_data(PLAN), again=True)) == (0, 0, 0)


def test_epics_with_efforts_in_weeks(desk: Desk, trial_data: Trial) -> None:
    report = desk.import_(trial_data(TABLES), sheet="Mercury Windows")
    assert (report.kind, taken(report)) == ("roadmap", (16, 0, 0))
    items = desk.items()
    assert [items[code].title for code in ("1", "2", "3", "16")] == [
        "P2P Communication System",
        "Design",
        "Implementation",
        "End to End Testing",
    ]
    # 8, 2, 6 and 4 of the 52 weeks of 12 months; 2 weeks are less than the least effort
    weeks = {8: 1.85, 2: 0.5, 6: 1.38, 4: 0.92}
    assert [items[str(number)].effort for number in range(1, 17)] == [weeks[n] for n in (8, 2, 6, *(4, 2, 2) * 4, 4)]
    assert problems(report) == ["2 Design, 5 Design and 7 more: the least effort is 0.5 person-months, which was taken."]
    needs = {"3": 2, "4": 2, "5": 2, "6": 5, "7": 2, "8": 2, "9": 8, "10": 2, "11": 2, "12": 11, "13": 2, "14": 2, "15": 14}
    expected = {code: {str(one): 0} for code, one in needs.items()}
    assert desk.needs() == {**expected, "16": {str(one): 0 for one in range(1, 16)}}  # “1 - 15”


def test_milestones_that_are_called_the_same_are_told_by_their_ids(desk: Desk, trial_data: Trial) -> None:
    report = desk.import_(trial_data(TABLES), sheet="Mercury Simple")
    assert (report.kind, taken(report)) == ("roadmap", (25, 0, 0))
    assert problems(report) == ["1 P2P Subsystem Ready, 2 UI Ready and 23 more: “Effort” names no unit; it was taken as person-months."]
    items, needs = desk.items(), desk.needs()
    assert [items[str(number)].title for number in (1, 4, 7, 10, 13)] == ["P2P Subsystem Ready"] * 5
    areas = [area for area in ("Windows", "macOS", "Linux", "Android", "iOS") for _ in range(3)] + ["Mercury"] * 10
    assert [one.area for one in items.values()] == areas  # one cell says “WIndows”
    assert [one.effort for one in items.values()] == [8, 16, 4] * 5 + [2] * 10
    chains = {str(number): {str(number - 1): 0} for number in range(1, 16) if number % 3 != 1}
    pairs = [(3, 6), (3, 12), (3, 9), (3, 15), (6, 9), (6, 12), (6, 15), (9, 12), (9, 15), (12, 15)]
    assert needs == {**chains, **{str(at): {str(one): 0, str(other): 0} for at, (one, other) in enumerate(pairs, 16)}}


def test_tasks_with_dependencies_and_no_days(desk: Desk, trial_data: Trial) -> None:
    report = desk.import_(trial_data(TABLES), sheet="Tasks")
    assert (report.kind, taken(report), problems(report)) == ("roadmap", (33, 0, 0), [])
    needs = {"3": "2", "4": "3", "8": "7", "9": "8", "10": "8", "13": "12", "14": "12", "15": "12", "18": "17", "19": "17", "20": "17"}
    assert desk.needs() == {code: {one: 0} for code, one in {**needs, "32": "12", "33": "12"}.items()}
    assert {one.status for one in desk.items().values()} == {"planned"}


def test_the_plan_with_relays_of_the_tables_is_the_same_plan(desk: Desk, trial_data: Trial) -> None:
    desk.import_(trial_data(PLAN))
    before, needs = desk.items(), desk.needs()
    report = desk.import_(trial_data(TABLES), sheet="Project Plan w Relays")
    assert (report.kind, taken(report), problems(report)) == ("roadmap", (0, 0, 0), [SEVERAL])
    assert (desk.items(), desk.needs()) == (before, needs)


def test_sheets_of_one_file_that_all_count_from_one_do_not_overwrite_each_other(desk: Desk, trial_data: Trial) -> None:
    for sheet, new in (("Mercury Windows", 16), ("Mercury Simple", 25), ("Tasks", 33)):
        report = desk.import_(trial_data(TABLES), sheet=sheet)
        assert taken(report) == (new, 0, 0)
    assert len(desk.items()) == 16 + 25 + 33
    assert desk.items()["1"].title == "P2P Communication System"
