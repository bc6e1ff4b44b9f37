"""The page Experiments with mouse and keys: results, readings, decisions, and the other lists.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFrame

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.experiments.model import Covariate, Reading, Total
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.forest_markers import variant_colour
from prodops_desktop.ui.pages.experiments.decision import DecisionDialog
from prodops_desktop.ui.pages.experiments.reading_dialog import ReadingDialog
from tests.ui.contract import wait_for
from tests.ui.experiments_desk import (
    Shown,
    button,
    choose,
    closed,
    experiments_workspace,
    key_of,
    opened,
    readings,
    show,
    stored,
    type_over,
    workspace_path,
    write_csv,
)
from tests.ui.regions import written_as
from tests.ui.test_tools_page import CONTROL, SHIFT, key, modal, press, row, texts, undo_label
from tests.unit.sheets_here import import_here

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]

# --- results


def test_a_result_says_its_conclusion_checks_figures_and_forest(opened: Shown) -> None:
    window, page = opened()
    show(window, "results")
    pane = page.results
    assert page.detail.title.text() == "EXP-2 Ranked search", "it asks for a decision"
    assert pane.headline.text() == (
        "A lifts Search success from 61.8% to 65.2% (+3.4 pt, 1.1 to 5.7); its guardrails hold. "
        "B brings no clear change and fails on p95 latency."
    )
    cards = [card for card in pane.checks.findChildren(QFrame) if card.isVisible() and card.accessibleName()]
    checks = ["SRM: Pass, p = 0.69", "Sample: 9,880 of 14,991", "Duration: 33 days", "Overlap: None to care about"]
    assert [card.accessibleName() for card in cards] == checks
    control, a, b = (row(pane.variants, name) for name in ("Control", "A", "B"))
    assert (control["units"], control["value"], control["difference"]) == ("3,331", "61.8%", "")
    assert (a["value"], a["difference"], a["interval"]) == ("65.2%", "+3.4 pt", "+1.1 to +5.7 pt")
    assert (a["p"], a["holm"], b["p"], b["holm"]) == ("0.004", "0.008", "0.18", "0.18")
    assert pane.forest.accessibleDescription().startswith(
        "Primary: Search success (higher is better): A Ranked +5.5%, +1.6% to +9.4%, Better; "
        "B Ranked + recents +2.6%, −1.3% to +6.4%, No change. Guardrail: p95 latency (lower is better): "
        "A Ranked +0.5%, −0.7% to +1.7%, Holds; B Ranked + recents +6.3%, +5.0% to +7.5%, B fails; limit +5%."
    )


def test_a_variant_has_the_marker_of_the_forest_plot_in_the_table(opened: Shown) -> None:
    window, page = opened()
    show(window, "results")
    table = page.results.variants
    picture = table.viewport().grab().toImage()
    shades = (theme.colour("text_3"), variant_colour(0), variant_colour(1))
    for line, shade in enumerate(shades):
        area = table.visualRect(table.model().index(line, 0))
        found = [picture.pixelColor(area.left() + 15, y) for y in range(area.top(), area.bottom())]
        assert found.count(shade) >= 5, f"the marker of line {line}"
        assert not any(other in found for other in shades if other != shade)


def test_results_are_listed_filtered_and_chosen_by_keys(opened: Shown) -> None:
    window, page = opened()
    show(window, "results")
    pane = page.results

    def listed() -> list[str]:
        return [pane.list.model().index(at, 0).data() for at in range(pane.list.model().rowCount())]

    assert listed() == [
        "One-page upgrade, No reading, EXP-4 · Live, day 8 of 33", "Onboarding checklist, No reading, EXP-3 · Live, day 15 of 33",
        "Ranked search, Decide, EXP-2 · Concluded 13 Nov", "Share by link, Ship B, EXP-1 · Concluded 30 Oct",
    ]  # fmt: skip
    QTest.mouseClick(button(pane, "To decide 1"), Qt.MouseButton.LeftButton)
    assert listed() == ["Ranked search, Decide, EXP-2 · Concluded 13 Nov"]
    QTest.mouseClick(button(pane, "All 4"), Qt.MouseButton.LeftButton)
    pane.list.setFocus()
    key(window, Qt.Key.Key_Home)
    assert page.detail.title.text() == "EXP-4 One-page upgrade"
    assert pane.nothing.sentence.text() == "Nothing was read of EXP-4 One-page upgrade yet."
    QTest.keyClicks(pane.search, "concluded 30")
    assert listed() == ["Share by link, Ship B, EXP-1 · Concluded 30 Oct"]
    assert page.detail.title.text() == "EXP-4 One-page upgrade", "a filter chooses nothing"
    QTest.mouseClick(page.results.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    wait_for(window)
    assert page.detail.title.text() == "EXP-1 Share by link"


def test_lists_of_exposures_are_told_where_nothing_was_read_yet(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    assert page.summary == "9 experiments · 5 conflicts"
    arms = ["Control"] * 130 + ["B"] * 70  # chi-square 18 on one degree of freedom: p .00002
    rows = [("EXP-4", f"E000-{n}", arm, "2026-11-17", "iOS" if arm == "B" else "Web") for n, arm in enumerate(arms)]
    sheet = write_csv(
        tmp_path / "seen.csv", [("exp", "user_id", "variant", "ts", "platform"), *rows, ("EXP-77", "u1", "B", "2026-11-17", "iOS")]
    )
    assert window.session is not None
    import_here(window.session.workspace, sheet, kind="exposures", name="Exposures")
    page.refresh()
    wait_for(window)
    assert page.summary == "9 experiments · 5 conflicts · 1 remark"
    said = "Exposures of EXP-77 are not counted: no experiment has that key, or is the only one of that name."
    assert window.status.summary.toolTip().endswith(said)
    choose(window, page, "EXP-4")
    show(window, "results")
    assert page.results.nothing.more.text().startswith(
        "The arms don’t match the plan: 130 and 70 where 50 : 50 was planned, SRM p < 0.0001. "
    )


# --- readings


def type_totals(dialog: ReadingDialog, totals: dict[tuple[str, str], str]) -> None:
    """Type figures into the fields of the first metric."""
    for place, text in totals.items():
        field = dialog.metrics[0].now.fields[place]
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(field, text)


def test_a_reading_is_typed_refused_changed_deleted_and_brought_back(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-4")
    page.focus_first()
    key(window, Qt.Key.Key_R, CONTROL | SHIFT)
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    assert "It runs until its planned end for a reason" in texts(dialog)
    assert dialog.day.text() == "2026-11-23"
    type_totals(dialog, {("Control", "units"): "700", ("Control", "successes"): "154", ("B", "units"): "700", ("B", "successes"): "many"})
    dialog.take()
    assert dialog.wrong.text.text() == "The field that is marked needs a number: units, successes and accounts are whole ones."
    assert dialog.metrics[0].now.fields["B", "successes"].hasFocus()
    type_totals(dialog, {("B", "successes"): "701"})
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == ("Upgrade completion of B has 701 successes of 700 units. There can't be more successes than units.")
    type_totals(dialog, {("B", "successes"): "203"})
    QTest.keyClick(dialog.metrics[0].now.fields["B", "successes"], Qt.Key.Key_Return, CONTROL)
    closed(window)
    (made,) = readings(window, "EXP-4")
    assert made.totals == (Total("Control", "Upgrade completion", 700, 154), Total("B", "Upgrade completion", 700, 203))
    show(window, "results")
    assert page.results.headline.text().startswith("B lifts Upgrade completion from 22.0% to 29.0% (+7.0 pt")
    assert "23 Nov, before the planned end" in texts(page.results)
    QTest.mouseClick(button(page.results, "Edit"), Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    assert dialog.metrics[0].now.fields["B", "successes"].text() == "203"
    type_totals(dialog, {("B", "successes"): "160"})
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    closed(window)
    assert page.results.headline.text() == "B brings no clear change."
    drop = next(one for one in page.results.findChildren(QAbstractButton) if one.accessibleName() == "Delete the reading of 23 Nov")
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert readings(window, "EXP-4") == ()
    assert window.strip.text.text() == "Deleted the reading of 2026-11-23."
    QTest.mouseClick(button(window.strip, "Undo"), Qt.MouseButton.LeftButton)
    wait_for(window)
    assert readings(window, "EXP-4")[0].totals[1].successes == 160


def test_figures_from_before_the_test_are_typed_and_stand_under_more(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-2")
    show(window, "results")
    assert "Pre-period" not in texts(page.results)
    assert not page.results.more.table.isVisible()
    press(window, "experiments.more")
    assert page.results.more.toggle.hasFocus()
    first = row(page.results.more.table, "A")
    assert (first["cuped"], first["noise"]) == ("–", "–")
    # 60 % and 3 points: τ = .03; v = .618·.382/3331 + .652·.348/3262, d² = v(v + τ²)/τ²·(ln((v + τ²)/v) − 2 ln .05), d = .0362
    assert first["looks"] == "−0.2 to +7.0 pt"
    assert "Record figures from before the test" in texts(page.results.more)
    QTest.mouseClick(button(page.results, "Edit"), Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    before = dialog.metrics[0].before
    assert not before.isVisible()
    dialog.with_before.setFocus()
    QTest.keyClick(dialog.with_before, Qt.Key.Key_Space)
    assert before.isVisible()
    QGuiApplication.clipboard().setText("0.6\t0.49\t0.5\r\n0.6\t0.49\t\r\n0.6\t0.49\t0.5")
    QTest.keyClick(before.fields["Control", "mean"], Qt.Key.Key_V, CONTROL)
    dialog.take()
    assert dialog.wrong.text.text() == "The field that is marked needs a number: units, successes and accounts are whole ones."
    assert before.fields["A", "correlation"].hasFocus(), "nothing can be done with a part of the three"
    QTest.keyClicks(before.fields["A", "correlation"], "0.5")
    QTest.keyClick(before.fields["A", "correlation"], Qt.Key.Key_Return, CONTROL)
    closed(window)
    made = readings(window, "EXP-2")[0]
    assert {total.before for total in made.totals if total.metric == "Search success"} == {Covariate(0.6, 0.49, 0.5)}
    # the same mean before in all arms takes nothing from the difference, and r² = .25 from its variance
    first = row(page.results.more.table, "A")
    assert (first["cuped"], first["noise"]) == ("+3.4 pt", "−25%")
    cards = [card.accessibleName() for card in page.results.checks.findChildren(QFrame) if card.isVisible()]
    assert "Pre-period: Balanced, p = 1.00" in cards
    QTest.mouseClick(button(page.results, "Edit"), Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    assert dialog.with_before.isChecked()
    assert dialog.metrics[0].before.fields["B", "correlation"].text() == "0.5"
    dialog.with_before.setChecked(False)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    closed(window)
    assert all(total.before is None for total in readings(window, "EXP-2")[0].totals)


def test_figures_from_before_need_those_of_the_test(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-4")
    press(window, "experiments.read")
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    dialog.with_before.setChecked(True)
    for column, text in (("mean", "1"), ("sd", "1"), ("correlation", "0")):
        dialog.metrics[0].before.fields["B", column].setText(text)
    dialog.take()
    assert dialog.metrics[0].now.fields["B", "units"].hasFocus()


def test_a_block_of_a_spreadsheet_is_pasted(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-2")
    press(window, "experiments.read")
    dialog = cast(ReadingDialog, modal(ReadingDialog))
    first = dialog.metrics[0].now.fields["Control", "units"]
    assert first.hasFocus()
    QGuiApplication.clipboard().setText("1,000\t500\r\n1,010\t520\r\n990\t480\r\n")
    QTest.keyClick(first, Qt.Key.Key_V, CONTROL)
    assert [field.text() for field in dialog.metrics[0].now.fields.values()] == ["1,000", "500", "1,010", "520", "990", "480"]
    QGuiApplication.clipboard().setText("0.41\t0.1")
    QTest.keyClick(dialog.metrics[1].now.fields["A", "mean"], Qt.Key.Key_V, CONTROL)
    assert dialog.metrics[1].now.fields["A", "sd"].text() == "0.1"
    type_over(window, dialog.remark, "of the dashboard")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == "The field that is marked needs a number: units, successes and accounts are whole ones."
    assert dialog.metrics[1].now.fields["A", "units"].hasFocus(), "a mean without units is none"
    dialog.metrics[1].now.fields["A", "units"].setText("1010")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    closed(window)
    made = readings(window, "EXP-2")[0]
    assert (made.day, made.note) == (date(2026, 11, 23), "of the dashboard")
    assert made.totals[1] == Total("A", "Search success", 1010, 520)


def test_a_reading_that_is_opened_again_keeps_what_it_does_not_ask_for(opened: Shown) -> None:
    """Accounts came with a sheet, and the mean has more digits than are shown anywhere; a German system writes them with a comma."""
    window, page = opened()
    assert window.session is not None
    totals = (
        Total("Control", "Search success", 1000, 500, accounts=40), Total("A", "Search success", 1010, 520, accounts=41),
        Total("A", "p95 latency", 1010, mean=0.125, sd=1234.5),
    )  # fmt: skip
    window.session.run(lambda store: save_reading(store, key_of(page, "EXP-2"), Reading(0, date(2026, 11, 20), totals)))
    wait_for(window)
    choose(window, page, "EXP-2")
    show(window, "results")
    with written_as(system="de_DE"):
        QTest.mouseClick(button(page.results, "Edit"), Qt.MouseButton.LeftButton)
        wait_for(window)
        dialog = cast(ReadingDialog, modal(ReadingDialog))
        assert dialog.metrics[1].now.fields["A", "mean"].text() == "0,125"
        assert dialog.metrics[0].now.fields["Control", "accounts"].text() == "40"
        type_over(window, dialog.remark, "checked")
        QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        closed(window)
    made = readings(window, "EXP-2")[0]
    assert (made.note, made.totals) == ("checked", totals)


def test_a_reading_needs_a_metric_first(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-8")
    press(window, "experiments.read")
    assert window.strip.text.text() == "Name the primary metric of EXP-8 first: a reading is of metrics."
    assert page.detail.read_form.fields["primary"].editor.hasFocus()


# --- decisions


def test_a_decision_is_suggested_recorded_and_undone_in_one_step(opened: Shown) -> None:
    window, page = opened()
    show(window, "results")
    page.focus_first()
    before = undo_label(window)
    key(window, Qt.Key.Key_Return, CONTROL)
    dialog = cast(DecisionDialog, modal(DecisionDialog))
    assert {choice: radio.text() for choice, radio in dialog.choices.items()} == {
        "ship A": "Ship A to everyone", "ship B": "Ship B to everyone", "iterate": "Iterate, run again", "stop": "Stop, keep control",
    }  # fmt: skip
    assert dialog.choices["ship A"].isChecked()
    assert dialog.choices["ship A"].hasFocus()
    assert "A: Search success is better, and its guardrails hold. B: It fails on p95 latency. (Reading of 13 Nov.)" in texts(dialog)
    assert (dialog.owner.text(), dialog.day.text(), dialog.early.isVisible()) == ("Ana Ruiz", "2026-11-23", False)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == "A decision needs its reason: whoever reads it next year asks for it."
    QTest.keyClicks(dialog.reason.editor, "It finds more.")
    QTest.keyClicks(dialog.learning.editor, "Ranking beats recency.")
    QTest.keyClick(dialog.learning.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        (made,) = decisions_of(store, "experiment", key_of(page, "EXP-2"))
    assert (made.choice, made.reason, made.owner, made.day) == ("ship A", "It finds more.", "Ana Ruiz", "2026-11-23")
    assert stored(window, "EXP-2").learning == "Ranking beats recency."
    assert "Ship A\nIt finds more.\nAna Ruiz · 23 Nov" in texts(page.detail.decisions)
    show(window, "learnings")
    assert row(page.learnings.table, "EXP-2")["outcome"] == "Ship A"
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (undo_label(window), stored(window, "EXP-2").learning) == (before, None)
    assert "Nothing was decided yet." in texts(page.detail.decisions)
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert row(page.learnings.table, "EXP-2")["learning"] == "Ranking beats recency."


def test_who_decides_before_the_planned_end_is_asked_why(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-4")
    QTest.mouseClick(page.detail.decide_button, Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(DecisionDialog, modal(DecisionDialog))
    assert "No reading of it was recorded." in texts(dialog)
    assert dialog.choices["stop"].isChecked()
    assert dialog.early.isVisible()
    for field, text in ((dialog.reason, "It broke."), (dialog.owner, "Ana Ruiz")):
        QTest.keyClicks(field.editor, text)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == (
        "EXP-4 was planned to run until 2026-12-18. Say why it is decided before: a look too early often misleads."
    )
    dialog.day.setFocus()
    QTest.keyClick(dialog.day.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.day.editor, "2026-12-18")
    dialog.reason.setFocus()
    assert not dialog.early.isVisible(), "on its last day it is not early"
    dialog.day.setFocus()
    QTest.keyClick(dialog.day.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.day.editor, "soon")
    dialog.take()
    assert dialog.wrong.text.text() == "Type the day on which it was decided, such as 2026-12-21 or 21 Dec 2026."
    QTest.keyClick(dialog.day.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(dialog.day.editor, "23 Nov 2026")
    dialog.reason.setFocus()
    QTest.keyClicks(dialog.early.editor, "Nobody could pay.")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    closed(window)
    made = stored(window, "EXP-4")
    assert (made.status, made.early_reason) == ("concluded", "Nobody could pay.")
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (stored(window, "EXP-4").status, stored(window, "EXP-4").early_reason) == ("running", None)


def test_a_decision_is_changed_and_deleted(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-1")
    press(window, "experiments.decide")
    dialog = cast(DecisionDialog, modal(DecisionDialog))
    assert (dialog.choices["ship B"].isChecked(), dialog.reason.text(), dialog.day.text()) == (True, "Sharing doubled.", "2026-11-02")
    dialog.choose("iterate")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    closed(window)
    assert window.session is not None
    with window.session.workspace.reading() as store:
        assert [one.choice for one in decisions_of(store, "experiment", key_of(page, "EXP-1"))] == ["iterate"], "it is the same one"
    drop = next(one for one in page.detail.decisions.findChildren(QAbstractButton) if one.accessibleName() == "Delete this decision")
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert "Nothing was decided yet." in texts(page.detail.decisions)


# --- the other lists


def test_the_register_says_what_is_needed_and_what_is_in_the_way(opened: Shown) -> None:
    window, page = opened()
    window.resize(1800, 900)
    show(window, "register")
    found = row(page.register.table, "EXP-5")
    assert (found["name"], found["status"], found["surface"], found["conflicts"]) == ("Invoice payment", "Scheduled", "Checkout", "High")
    assert (found["needed"], found["readable"], found["starts"]) == ("4,634", "no", "4 Dec")
    assert row(page.register.table, "EXP-4")["readable"] == "yes"
    assert row(page.register.table, "EXP-6")["conflicts"] == "Block  +2"
    header = page.register.table.header
    assert header.length() == page.register.table.viewport().width(), "its columns fill it"
    assert [view.experiment.code for view in page.register.table.shown][:2] == ["EXP-6", "EXP-7"], "the latest first"
    page.register.table.setFocus()
    key(window, Qt.Key.Key_J)
    assert page.detail.title.text() == "EXP-7 View nudge"
    key(window, Qt.Key.Key_Return)
    assert page.detail.hypothesis_form.fields["hypothesis"].editor.hasFocus()


def test_an_idea_is_planned_for_a_goal_that_nobody_tests(opened: Shown) -> None:
    window, page = opened()
    show(window, "backlog")
    pane = page.backlog
    assert pane.goals_note.text.text() == "1 goal has no experiment. Enter plans one for it."
    assert [goal.title for goal in pane.goals.shown] == ["Fewer support contacts"], "that of the last quarter is over"
    pane.goals.go_to(0)
    pane.goals.setFocus()
    key(window, Qt.Key.Key_Return)
    assert page.detail.title.text() == "EXP-10 New experiment"
    assert page.detail.plan_form.fields["name"].editor.hasFocus()
    assert (stored(window, "EXP-10").goal, stored(window, "EXP-10").status) == ("Fewer support contacts", "idea")
    assert not pane.goals.isVisible()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert pane.goals.isVisible()


def test_learnings_stand_by_what_was_decided(opened: Shown) -> None:
    window, page = opened()
    show(window, "learnings")
    found = row(page.learnings.table, "EXP-1")
    assert (found["outcome"], found["learning"], found["decided"]) == ("Ship B", "Links beat invitations.", "2 Nov")
    assert page.learnings.summary.text() == "1 experiment is over"
