"""A week of an experiment by mouse and keys: made, dragged into a conflict, moved to a free slot, read from a sheet, decided.

After each step the file is asked by a connection of its own.
"""

import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.experiments import ExperimentsPage
from prodops_desktop.ui.pages.experiments.decision import DecisionDialog
from tests.ui.contract import Open, wait_for
from tests.ui.experiments_desk import badges, button, closed, experiments_workspace, key_of, load, type_over, workspace_path, write_csv
from tests.ui.import_desk import COLUMNS, SUMMARY, Desk
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, key, modal, texts
from tests.ui.timelines import go, press, release

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "workspace_path"]

RESULTS = (
    ("Experiment", "Variant", "Metric", "Users", "Conversions"),
    ("EXP-10", "Control", "Upgrade completion", 1000, 220),
    ("EXP-10", "B", "Upgrade completion", 1000, 290),
)


def asked(window: MainWindow, sql: str) -> list[tuple[Any, ...]]:
    """What the file answers to somebody else."""
    assert window.session is not None
    db = sqlite3.connect(f"file:{window.session.workspace.path}?mode=ro", uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def days(window: MainWindow) -> tuple[Any, ...]:
    return asked(window, "SELECT starts, ends FROM experiment WHERE code = 'EXP-10'")[0]


def show_tab(window: MainWindow, index: int) -> None:
    """Click on a tab."""
    bar = window.top_bar.tabs
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    wait_for(window)


def add_by_keys(window: MainWindow, page: ExperimentsPage) -> None:
    """Ctrl+N and the fields of the inspector: two weeks from 12 January for half of Enterprise, on the Checkout."""
    key(window, Qt.Key.Key_N, CONTROL)
    name = page.detail.plan_form.fields["name"]
    assert name.editor.hasFocus()
    QTest.keyClicks(name.editor, "Pay by link")
    key(window, Qt.Key.Key_Return)
    for field, typed in (
        ("segment", "Enterprise"), ("allocation", "50 %"), ("starts", "12 Jan 2027"), ("ends", "25 Jan 2027"), ("surface", "Checkout"),
        ("owner", "Ana Ruiz"), ("status", "scheduled"),
    ):  # fmt: skip
        type_over(window, page.detail.plan_form.fields[field], typed)
    type_over(window, page.detail.read_form.fields["primary"], "Upgrade completion")


def take_results(window: MainWindow, path: Path) -> None:
    """Bring a sheet of results, which is recognised, and let it be taken at the end."""
    desk = Desk(window)
    dialog = desk.bring(path)
    desk.go_to(COLUMNS)
    assert dialog.columns_step.kind.current_id() == "experiment_results"
    desk.go_on()
    assert dialog.step == SUMMARY
    assert asked(window, "SELECT count(*) FROM reading") == [(1,)], "nothing is taken yet"
    desk.go_on()
    assert desk.closed
    awake(window)


def ship_by_keys(window: MainWindow) -> None:
    """Ctrl+Enter on the result, and what the decision is asked for."""
    key(window, Qt.Key.Key_Return, CONTROL)
    verdict = cast(DecisionDialog, modal(DecisionDialog))
    assert verdict.choices["ship B"].isChecked()
    assert "B: Upgrade completion is better, and there is no guardrail." in texts(verdict)
    for field, text in ((verdict.reason, "It sells."), (verdict.early, "It was tried before."), (verdict.learning, "Links work.")):
        field.setFocus()
        QTest.keyClicks(field.editor, text)
    QTest.keyClick(verdict.learning.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)


def test_an_experiment_from_the_idea_to_the_decision(open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 4 December EXP-10 meets EXP-4 (3,000 × 50 % × 50 % = 750 users) and EXP-5 (2,000 × 100 % × 50 % = 1,000)."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")
    window = open_window("filled")
    wait_for(window)
    QTest.keyClick(window, Qt.Key.Key_6, CONTROL)
    wait_for(window)
    page = cast(ExperimentsPage, window.page)
    add_by_keys(window, page)
    made = asked(window, "SELECT name, status, surface, segment, allocation_percent FROM v_experiments WHERE code = 'EXP-10'")
    assert made == [("Pay by link", "scheduled", "Checkout", "Enterprise", 50.0)]
    assert days(window) == ("2027-01-12", "2027-01-25")

    show_tab(window, 0)
    chart, own = page.calendar.timeline, key_of(page, "EXP-10")
    assert badges(page, "EXP-10") == []
    begin = chart.place_of(own)
    there = begin - QPoint(round(39 * chart.stage.scale.per_day), 0)
    conflicts = ["High: EXP-4, 750 users", "High: EXP-5, 1,000 users"]
    press(chart, begin)
    go(chart, (begin + there) / 2)
    go(chart, there)
    assert sorted(badges(page, "EXP-10")) == conflicts, "seen before the drop"
    assert load(page)[3:6] == [4, 6, 5]
    assert days(window) == ("2027-01-12", "2027-01-25")
    release(chart, there)
    wait_for(window)
    assert sorted(badges(page, "EXP-10")) == conflicts
    assert days(window) == ("2026-12-04", "2026-12-17")

    QTest.mouseClick(button(page.detail.before.section, "Next free slot 12 Jan"), Qt.MouseButton.LeftButton)
    wait_for(window)
    assert days(window) == ("2027-01-12", "2027-01-25")
    chart.setFocus()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (days(window), sorted(badges(page, "EXP-10"))) == (("2026-12-04", "2026-12-17"), conflicts)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (days(window), badges(page, "EXP-10")) == (("2027-01-12", "2027-01-25"), [])

    take_results(window, write_csv(tmp_path / "Results 2026-11-22.csv", RESULTS))
    totals = "SELECT day, variant, units, successes FROM v_experiment_results WHERE experiment = 'EXP-10' ORDER BY variant DESC"
    assert asked(window, totals) == [("2026-11-22", "Control", 1000, 220), ("2026-11-22", "B", 1000, 290)]
    show_tab(window, 2)
    assert page.detail.title.text() == "EXP-10 Pay by link"
    assert page.results.headline.text().startswith("B lifts Upgrade completion from 22.0% to 29.0% (+7.0 pt, 3.2 to 10.8)")

    ship_by_keys(window)
    decided = "SELECT d.choice, e.status, e.learning FROM decision d JOIN experiment e ON e.id = d.about WHERE e.code = 'EXP-10'"
    assert asked(window, decided) == [("ship B", "concluded", "Links work.")]
    key(window, Qt.Key.Key_Z, CONTROL)
    assert asked(window, decided) == []
    assert asked(window, "SELECT status, learning FROM experiment WHERE code = 'EXP-10'") == [("scheduled", None)]
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert asked(window, decided) == [("ship B", "concluded", "Links work.")]
