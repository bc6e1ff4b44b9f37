"""The page Roadmap with mouse and keys: priorities and their plot, launches, goals, and what was delivered of what was committed.

The figures are those of :mod:`tests.ui.roadmap_desk`.
"""

from datetime import date
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.roadmap import launches
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import DONE, DROPPED, IN_PROGRESS, NOT_APPLICABLE, PASSED, Reach
from prodops_desktop.ui import theme
from prodops_desktop.ui.models.delegates import PADDING
from prodops_desktop.ui.models.record_table import RecordTable
from prodops_desktop.ui.pages.roadmap.gate_dialog import GateDialog
from prodops_desktop.ui.pages.roadmap.list_columns import launch_columns
from prodops_desktop.ui.pages.roadmap.period_wording import deleted_commitments_text, period_sentence
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.workspace import ChangeSet, Store
from tests.ui.contract import cut_texts, wait_for
from tests.ui.roadmap_desk import (
    AUDIT,
    DARK,
    EUROPE,
    EXPORT,
    GROUPS,
    IMPORTER,
    PUSH,
    QUEUE,
    SEARCH,
    WAREHOUSE,
    Shown,
    choose,
    click,
    do,
    give,
    opened,
    roadmap_workspace,
    show,
    stored,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, awake, click_header, key, modal, press

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["opened", "roadmap_workspace", "workspace_path"]


def rows(table: RecordTable) -> list[dict[str, str]]:
    """The cells of a table by their headers."""
    head, *lines = (line.split("\t") for line in table.table_text().split("\n") if line)
    return [dict(zip(head, line, strict=True)) for line in lines]


def column(table: RecordTable, name: str) -> list[str]:
    """What stands in a column, from the top."""
    return [row[name] for row in rows(table)]


# --- scores


def test_the_plot_shows_value_against_effort_and_the_list_is_sorted_and_filtered_by_keys(opened: Shown) -> None:
    window, page = opened()
    press(window, "roadmap.plot")
    wait_for(window)
    plot = page.scores.plot
    assert page.current_tab() == "scores"
    assert plot.hasFocus()
    assert plot.sentence.startswith("Value against effort: 7 points; ")
    assert plot.sentence.endswith("25 to 4,800; highest RICE 1,200, Bulk export."), "100 × 0.5 × 50 % to 3,000 × 2 × 80 %"
    assert plot.current == EXPORT
    QTest.keyClick(plot, Qt.Key.Key_Left)
    wait_for(window)
    assert page.detail.title.text() == "Queue service", "3 person-months are the next less"
    assert page.scores.table.current().item.id == QUEUE
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.point_place(GROUPS))
    wait_for(window)
    assert page.detail.title.text() == "Group provisioning"
    assert plot.tip_at(plot.point_place(GROUPS)).startswith("RM-4 Group provisioning\n900 × 1 × 80% ÷ 2 = 360")
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    wait_for(window)
    assert page.detail.why_form.fields["problem"].editor.hasFocus()
    assert page.detail.title.text() == "Bulk export"
    table = page.scores.table
    for _ in range(2):
        click_header(window, table, "arr")
    assert column(table, "Item")[:3] == ["Bulk export", "Data in Europe", "Warehouse writes"]
    page.focus_first()
    key(window, Qt.Key.Key_Slash)
    assert page.scores.search.hasFocus()
    QTest.keyClicks(page.scores.search, "data later")
    wait_for(window)
    assert column(table, "Item") == ["Data in Europe"]
    key(window, Qt.Key.Key_Down)
    assert table.hasFocus()
    key(window, Qt.Key.Key_Return)
    assert page.detail.title.text() == "Data in Europe"
    assert page.detail.why_form.fields["problem"].editor.hasFocus()
    page.scores.search.clear()
    give(window, WAREHOUSE, reach=Reach(9000.0))
    assert "750" in column(table, "RICE"), "9,000 × 1 × 50 % ÷ 6"
    give(window, EUROPE, status=DROPPED)
    assert "Data in Europe" not in column(table, "Item")


# --- launches


def test_launches_say_day_slip_and_open_gates(opened: Shown) -> None:
    window, page = opened()
    show(window, "launches")
    wanted = ("Key", "Item", "Date", "In", "Slip", "Gates passed", "Open gates that matter")
    assert [tuple(row[name] for name in wanted) for row in rows(page.launches.table)] == [
        ("RM-5", "Ranked search", "27 Nov 2026", "4 d", "+3 d", "1 of 6", "Promise and measure agreed and 4 more"),
        ("RM-2", "Bulk export", "15 Jan 2027", "53 d", "+14 d", "1 of 16",
         "Price, plan, limits decided; Events seen in test data; Security, privacy, legal and 12 more"),
    ]  # fmt: skip
    assert page.launches.summary.text() == "2 launches ahead, 1 with a late gate"
    page.focus_first()
    key(window, Qt.Key.Key_Up)
    assert page.detail.title.text() == "Ranked search"
    key(window, Qt.Key.Key_Return)
    dialog = cast(GateDialog, modal(GateDialog))
    assert dialog.windowTitle() == "Gate of Ranked search"
    dialog.close()
    awake(window)
    give(window, WAREHOUSE, tier=3, launch=date(2027, 1, 4))
    assert column(page.launches.table, "Item") == ["Ranked search", "Warehouse writes", "Bulk export"], "in order of their days"
    give(window, SEARCH, status=DONE)
    assert page.launches.summary.text() == "2 launches ahead"
    assert [text for _, text, count in page.tabs() if count == 2] == ["Launches"]


def test_gates_are_drawn_by_the_rule_of_the_timeline_and_none_may_be_open(opened: Shown) -> None:
    """Quiet with 1 or 12 of 16, amber with a late one as long as it is not over, green from 80 % on."""
    window, page = opened()
    show(window, "launches")

    def tones() -> dict[int, str]:
        gates = next(column for column in page.launches.table.records.columns if column.id == "gates")
        return {view.item.id: gates.cell(view).tone for view in page.launches.table.shown}

    assert tones() == {SEARCH: "warn_fill", EXPORT: "text_3"}

    readiness = page.plan.by_id[EXPORT].readiness
    assert readiness is not None

    def pass_some(store: Store, count: int) -> ChangeSet:
        with store.edit("Pass") as edit:
            for view in readiness.gates[:count]:
                launches.check_gate(store, EXPORT, view.gate.id, PASSED, "seen")
        return edit.changes

    do(window, partial(pass_some, count=12))
    assert tones()[EXPORT] == "text_3", "75 %"
    do(window, partial(pass_some, count=13))
    assert column(page.launches.table, "Gates passed") == ["1 of 6", "13 of 16"], "81 %"
    assert tones()[EXPORT] == "good_fill"
    give(window, SEARCH, status=DONE)
    assert tones()[SEARCH] == "text_3", "nobody waits for the gate of what is over"
    give(window, SEARCH, status=IN_PROGRESS, done=None)
    choose(window, page, SEARCH)

    def leave_out(store: Store) -> ChangeSet:
        with store.edit("Leave out") as edit:
            for gate in launches.all_gates(store):
                launches.check_gate(store, SEARCH, gate.id, NOT_APPLICABLE, "only a label")
        return edit.changes

    do(window, leave_out)
    page.focus_first()
    key(window, Qt.Key.Key_Return)
    assert window.strip.text.text() == "No gate of it is open."


# --- goals


def test_goals_have_their_own_items_money_once_and_the_ones_without(opened: Shown) -> None:
    window, page = opened()
    show(window, "goals")
    table = page.goals.table
    assert [(row["Goal"], row["Open items"], row["ARR behind"], row["Accounts"], row["Items"]) for row in rows(table)] == [
        ("Enterprise ready", "2", "$550k", "3", "Group provisioning, Data in Europe"),
        ("Revenue kept", "2", "$500k", "2", "Bulk export, Warehouse writes"),
        ("Fewer clicks", "0", "–", "0", "nothing is planned for it"),
        ("Stickiness", "1", "–", "0", "Ranked search"),
    ]
    assert page.goals.summary.text() == "4 goals, 1 without an item"
    page.focus_first()
    page.goals.table.go_to(0)
    key(window, Qt.Key.Key_Down)
    key(window, Qt.Key.Key_Return)
    assert page.current_tab() == "scores"
    assert column(page.scores.table, "Item") == ["Bulk export", "Warehouse writes"]
    assert page.scores.table.hasFocus()
    do(window, partial(save_goal, values={"title": "More trials", "period": "2027-Q1"}))
    show(window, "goals")
    assert page.goals.summary.text() == "5 goals, 2 without an item"
    click(window, page.goals, "Goals…")
    dialog = cast(RecordsDialog, modal(RecordsDialog))
    assert dialog.kind.table == "goal"
    dialog.close()
    awake(window)
    do(window, partial(save_goal, values={"title": "Revenue kept", "period": "2027-Q1"}))
    found = [(row["Period"], row["Open items"]) for row in rows(page.goals.table) if row["Goal"] == "Revenue kept"]
    assert sorted(found) == [("Q1 2027", "0"), ("Q4 2026", "2")]


# --- delivery


def test_delivery_counts_what_was_frozen_and_a_later_report_changes_no_figure(opened: Shown) -> None:
    window, page = opened()
    show(window, "delivery")
    pane = page.delivery
    assert [tuple(row.values()) for row in rows(pane.quarters)] == [
        ("Q4 2026", "2", "0", "0%  so far", "0", "0 of 13", "0%", "1 Oct", "–"),
        ("Q3 2026", "3", "1", "33.3%", "1", "7 of 16", "43.8%", "1 Jul", "1 changed later, not counted"),
    ]
    assert pane.about.text() == (
        "Q3 2026: 1 of 3 committed items done, say/do 33.3%; predictability 43.8%. 1 commitment changed later, not counted."
    )
    told = ("Key", "In the quarter", "Said later", "Done on", "Points")
    assert [tuple(row[name] for name in told) for row in rows(pane.items)] == [
        ("RM-9", "committed, done", "–", "12 Aug 2026", "5"),
        ("RM-1", "committed, not done in it", "–", "–", "8"),
        ("RM-10", "committed, not done in it", "not committed", "–", "3"),
        ("RM-11", "stretch, done", "–", "20 Sep 2026", "2"),
    ], "with the points of the report, which are those that “7 of 16” counts"
    click_header(window, pane.items, "code")
    assert column(pane.items, "Key") == ["RM-1", "RM-9", "RM-10", "RM-11"], "numbers count as numbers"
    assert cut_texts(window) == []

    def take_back(store: Store) -> ChangeSet:
        with store.edit("Report") as edit:
            report(store, QUEUE, "2026-Q3", committed=False, points=8, as_of=date(2026, 9, 20))
        return edit.changes

    do(window, take_back)
    third = rows(page.delivery.quarters)[1]
    assert (third["Committed"], third["Say/do"], third["Predictability"]) == ("3", "33.3%", "43.8%")
    assert third["Changed later"] == "2 changed later, not counted"
    give(window, QUEUE, status=DONE, done=date(2026, 12, 18))
    assert rows(page.delivery.quarters)[0]["Say/do"] == "50%  so far"


def test_what_is_not_counted_is_said(opened: Shown) -> None:
    window, page = opened()
    show(window, "delivery")
    pane = page.delivery
    give(window, QUEUE, status=DONE)

    def later(store: Store) -> ChangeSet:
        with store.edit("Report") as edit:
            for item, day in ((EXPORT, date(2026, 7, 1)), (SEARCH, date(2026, 8, 20))):
                report(store, item, "2026-Q3", committed=True, points=None, as_of=day)
        return edit.changes

    do(window, later)
    plan = page.plan
    assert plan is not None
    assert period_sentence(plan, plan.periods[1]) == (
        "Q3 2026: 1 of 4 committed items done, say/do 25%. 1 committed item without points: no predictability. "
        "1 committed item done on an unknown day, not counted as done. 1 item committed too late, counted as stretch. "
        "1 commitment changed later, not counted."
    )
    pane.quarters.choose("2026-Q3")
    assert {row["Key"]: row["In the quarter"] for row in rows(pane.items)} == {
        "RM-9": "committed, done",
        "RM-2": "committed, not done in it",
        "RM-10": "committed, not done in it",
        "RM-1": "committed, done on an unknown day",
        "RM-11": "stretch, done",
        "RM-5": "committed too late, not done in it",
    }
    give(window, SEARCH, status=DONE, done=date(2026, 9, 10))
    assert {row["Key"]: row["In the quarter"] for row in rows(pane.items)}["RM-5"] == "stretch, done", "late, and delivered"
    give(window, SEARCH, status=IN_PROGRESS, done=None)
    assert [deleted_commitments_text(plan, items) for items in ([QUEUE], [AUDIT], [QUEUE, AUDIT], [IMPORTER])] == [
        "with its commitments for Q3 2026 and Q4 2026, whose say/do changes",
        "with its commitment for Q3 2026, whose say/do changes",
        "with their commitments for Q3 2026 and Q4 2026, whose say/do changes",
        "",
    ]
    assert cut_texts(window) == []


def test_quarters_and_their_items_are_chosen_by_keys_and_filtered(opened: Shown) -> None:
    window, page = opened()
    show(window, "delivery")
    pane = page.delivery
    pane.quarters.setFocus()
    key(window, Qt.Key.Key_Up)
    assert pane.about.text() == "Q4 2026: 0 of 2 committed items done, say/do 0%; predictability 0%, and the quarter goes on."
    assert column(pane.items, "Key") == ["RM-1", "RM-5"]
    key(window, Qt.Key.Key_Down)
    assert column(pane.items, "Key") == ["RM-9", "RM-1", "RM-10", "RM-11"]
    key(window, Qt.Key.Key_Return)
    assert pane.items.hasFocus()
    for _ in range(3):
        key(window, Qt.Key.Key_Up)
    assert page.detail.title.text() == "Audit trail"
    for _ in range(3):
        key(window, Qt.Key.Key_Down)
    assert page.detail.title.text() == "Old importer"
    give(window, AUDIT, note="seen")
    assert column(pane.items, "Key") == ["RM-9", "RM-1", "RM-10", "RM-11"], "the quarter stays"
    assert page.detail.title.text() == "Old importer"
    gap = pane.about.mapTo(pane, QPoint()).y() - pane.quarters.mapTo(pane, QPoint(0, pane.quarters.height())).y()
    assert gap == 0
    assert pane.quarters.height() < 3 * 34 + 4, "a header and two rows"
    page.focus_first()
    key(window, Qt.Key.Key_Slash)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "stretch importer")
    wait_for(window)
    assert (column(pane.items, "Key"), column(pane.quarters, "Quarter")) == (["RM-11"], ["Q4 2026", "Q3 2026"])
    key(window, Qt.Key.Key_Down)
    assert pane.items.hasFocus()
    assert page.detail.title.text() == "Old importer"


# --- around them


def test_every_list_is_copied_for_excel_and_shows_the_item_that_is_chosen(opened: Shown) -> None:
    window, page = opened()
    for tab in ("scores", "launches", "goals", "delivery"):
        show(window, tab)
        press(window, "roadmap.copy")
        copied = QApplication.clipboard().text()
        assert copied == page.table().table_text()
        assert copied.count("\n") >= 2
    show(window, "board")
    choose(window, page, SEARCH)
    for tab in ("scores", "launches"):
        show(window, tab)
        assert page.table().current().item.id == SEARCH
    choose(window, page, PUSH)
    assert page.table().current() is None, "it is no launch"
    show(window, "delivery")
    choose(window, page, DARK)
    assert page.table().current().item.id == DARK
    page.delivery.items.setFocus()
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert column(page.delivery.items, "Key") == ["RM-9", "RM-1", "RM-11"]
    press(window, "edit.undo")
    assert stored(window, DARK).title == "Dark mode"
    assert column(page.delivery.items, "Key") == ["RM-9", "RM-1", "RM-10", "RM-11"]
    assert stored(window, IMPORTER).title == "Old importer"


def test_the_priorities_say_score_claim_evidence_and_money_in_columns_that_are_chosen_and_have_room(opened: Shown) -> None:
    window, page = opened()
    assert next(one for one in page.commands() if one.id == "roadmap.columns").enabled() == (
        "This view has no columns. Go to the scores first."
    )
    show(window, "scores")
    assert next(one for one in page.commands() if one.id == "roadmap.columns").enabled() is None
    table = page.scores.table
    assert [tuple(row.values())[:9] for row in rows(table)] == [
        ("RM-2", "Bulk export", "1,200", "1,500", "80%  capped, was 100%", "Feedback", "$500k", "2", "1"),
        ("RM-5", "Ranked search", "400", "800", "50%  capped, was 100%", "Opinion", "–", "0", "–"),
        ("RM-4", "Group provisioning", "360", "360", "80%", "Feedback", "$150k", "2", "–"),
        ("RM-1", "Queue service", "133", "213", "50%  capped, was 80%", "Opinion", "–", "0", "–"),
        ("RM-7", "Data in Europe", "56", "56", "50%", "Opinion", "$400k", "1", "1"),
        ("RM-8", "Push notices", "50", "50", "50%", "Opinion", "–", "0", "–"),
        ("RM-3", "Warehouse writes", "42", "67", "50%  capped, was 80%", "Opinion", "$400k", "1", "1"),
        ("RM-6", "Checklist", "–", "–", "50%", "Opinion", "–", "0", "–"),
    ]
    assert set(column(table, "Stays in top 10")) == {"100%", "–"}, "fewer than ten have a score"
    assert page.scores.list.summary.text() == "$550k in 3 distinct accounts"
    assert page.scores.table.current().item.id == EXPORT
    assert cut_texts(window) == []
    page.scores.table.show_column("effort", shown=True)
    page.scores.table.show_column("wsjf", shown=True)
    assert column(page.scores.table, "Effort")[:6] == ["4", "1", "2", "3", "8", "0.5"]
    assert column(page.scores.table, "WSJF")[-1] == "3"
    shown = {column.id: column for column in page.scores.table.records.columns}
    dated = {column.id: column for column in launch_columns(lambda: date(2026, 11, 23))}
    view = page.plan.find(EXPORT) if page.plan is not None else None
    sure = shown["confidence"].cell(view)
    assert (sure.text, sure.aside, sure.tip) == ("80%", "was 100%", "capped, was 100%")
    body, meta = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("meta"))
    meter = 44 + 8
    needs = {
        shown["code"]: body.horizontalAdvance("RM-1969"),
        shown["due"]: body.horizontalAdvance("10 Dec 2027"),
        dated["day"]: body.horizontalAdvance("10 Dec 2027"),
        shown["confidence"]: meter + body.horizontalAdvance(sure.text) + 8 + meta.horizontalAdvance(sure.aside),
    }
    assert {column.id: column.width - need - 2 * PADDING for column, need in needs.items() if need + 2 * PADDING > column.width} == {}
