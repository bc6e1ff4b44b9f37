"""The page Experiments with mouse and keys: the calendar and its drags, and what is said before a test runs.

The figures are those of :mod:`tests.ui.experiments_desk`.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from prodops_desktop.experiments.store import save_experiment
from prodops_desktop.segments.store import save_segment
from prodops_desktop.ui.pages.experiments import calendar_pane
from prodops_desktop.ui.pages.experiments.acceptance import AcceptDialog
from tests.ui.contract import PageContract, rest, wait_for
from tests.ui.experiments_desk import (
    Shown,
    badges,
    button,
    choose,
    closed,
    days,
    experiments_workspace,
    key_of,
    load,
    opened,
    show,
    stored,
    type_over,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, SHIFT, key, modal, press, texts, undo_label
from tests.ui.timelines import drag, go, release
from tests.ui.timelines import press as grip

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["experiments_workspace", "opened", "workspace_path"]

LOAD = [2, 2, 2, 3, 5, 4, 1, 1, 1, 0, 0, 0]
"""How much is live from the week of 9 November on."""


class TestExperimentsPage(PageContract):
    page_id = "experiments"


# --- what the calendar shows


def test_the_calendar_shows_bars_conflicts_bands_and_load(opened: Shown) -> None:
    _, page = opened()
    pane = page.calendar
    rows = pane.timeline.as_table()
    assert rows[1:9] == [
        ("Checkout", "4 One-page upgrade", "16 Nov 2026", "18 Dec 2026", "50%"),
        ("Checkout", "5 Invoice payment", "4 Dec 2026", "18 Dec 2026", "100%; High: EXP-4, 1,000 users"),
        ("Onboarding", "3 Onboarding checklist", "9 Nov 2026", "11 Dec 2026", "50%"),
        ("Pricing", "6 Usage add-on card", "10 Dec 2026", "8 Jan 2027", "25%; Block: freeze"),
        ("Search", "2 Ranked search", "12 Oct 2026", "13 Nov 2026", "100%"),
        ("Views", "7 View nudge", "7 Dec 2026", "18 Dec 2026", "30%; Medium: EXP-3, 300 users"),
        ("", "Year-end freeze", "21 Dec 2026", "4 Jan 2027", ""),
        ("", "Dashboards launch", "5 Jan 2027", "11 Jan 2027", ""),
    ]
    assert load(page) == LOAD
    assert pane.conflicts.text() == "5 conflicts"
    assert pane.load.text() == "Week of 7 Dec: 5 live, limit 4"
    assert pane.legend.accessibleDescription() == "Running 2, Scheduled 2, Draft 1, Done 2"
    chips = [one.text() for one in pane.findChildren(QPushButton) if one.isVisible() and one.property("role") == "chip"]
    assert chips == ["Block 1: EXP-6 in freeze", "High 1", "Medium 1", "Low 2"]
    assert [(text, count) for _, text, count in page.tabs()] == [
        ("Calendar", 7), ("Register", 9), ("Results", 4), ("Backlog", 1), ("Learnings", 1),
    ]  # fmt: skip


def test_a_chip_chooses_the_one_that_gives_way(opened: Shown) -> None:
    window, page = opened()
    for chip, title in (("High 1", "EXP-5 Invoice payment"), ("Medium 1", "EXP-7 View nudge"), ("Low 2", "EXP-6 Usage add-on card")):
        QTest.mouseClick(button(page.calendar, chip), Qt.MouseButton.LeftButton)
        wait_for(window)
        assert page.detail.title.text() == title
        assert page.calendar.timeline.current == key_of(page, title.split()[0])


def test_month_quarter_year_and_paging(opened: Shown) -> None:
    window, page = opened()
    pane = page.calendar

    def span() -> str:
        return pane.timeline.sentence.split(", ", 1)[1].split(" To look at")[0]

    assert span() == "9 Nov 2026 – 31 Jan 2027."
    QTest.mouseClick(button(pane, "Month"), Qt.MouseButton.LeftButton)
    assert span() == "16 Nov – 20 Dec 2026."
    QTest.mouseClick(button(pane, "Year"), Qt.MouseButton.LeftButton)
    assert (span(), pane.timeline.sentence.split(" in ")[0]) == ("24 Aug 2026 – 22 Aug 2027.", "7 bars")
    QTest.mouseClick(button(pane, "Quarter"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(pane.later, Qt.MouseButton.LeftButton)
    assert span() == "7 Dec 2026 – 28 Feb 2027."
    QTest.mouseClick(button(pane, "Today"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(pane.earlier, Qt.MouseButton.LeftButton)
    assert span() == "12 Oct 2026 – 3 Jan 2027."
    pane.timeline.setFocus()
    key(window, Qt.Key.Key_PageDown, SHIFT)
    assert span() == "9 Nov 2026 – 31 Jan 2027."
    press(window, "experiments.month")
    assert span() == "16 Nov – 20 Dec 2026."
    press(window, "experiments.forth")
    assert span() == "23 Nov – 27 Dec 2026."


def test_the_days_that_are_looked_at_stay_until_another_one_is_chosen_or_moved(opened: Shown) -> None:
    window, page = opened()
    pane = page.calendar
    choose(window, page, "EXP-1")
    assert ", 14 Sep – 6 Dec 2026." in pane.timeline.sentence, "its days come into sight"
    for _ in range(2):
        QTest.mouseClick(pane.later, Qt.MouseButton.LeftButton)
    assert ", 9 Nov 2026 – 31 Jan 2027." in pane.timeline.sentence
    type_over(window, page.detail.outcome_form.fields["learning"], "Links beat letters.")
    assert ", 9 Nov 2026 – 31 Jan 2027." in pane.timeline.sentence, "an edit doesn’t turn the page"
    QTest.mouseClick(pane.later, Qt.MouseButton.LeftButton)
    choose(window, page, "EXP-2")
    assert ", 28 Sep – 20 Dec 2026." in pane.timeline.sentence
    choose(window, page, "EXP-7")
    type_over(window, page.detail.plan_form.fields["ends"], "20 Mar 2027")
    type_over(window, page.detail.plan_form.fields["starts"], "10 Mar 2027")
    assert page.calendar.timeline.current == key_of(page, "EXP-7"), "what is moved out of sight is followed"


def test_lanes_are_surfaces_teams_or_goals_and_the_filter_leaves_out_bars(opened: Shown) -> None:
    window, page = opened()
    pane = page.calendar

    def lanes() -> list[str]:
        return list(dict.fromkeys(row[0] for row in pane.timeline.as_table()[1:] if row[0] not in ("", "Capacity")))

    pane.lanes.setFocus()
    key(window, Qt.Key.Key_Down)
    assert lanes() == ["Growth", "Money", "No team"]
    key(window, Qt.Key.Key_Down)
    assert lanes() == ["More upgrades", "Search that finds", "No goal"]
    key(window, Qt.Key.Key_Up)
    key(window, Qt.Key.Key_Up)
    pane.timeline.setFocus()
    key(window, Qt.Key.Key_Slash)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "checkout running")
    assert [row[1] for row in pane.timeline.as_table()[1:2]] == ["4 One-page upgrade"]
    assert lanes() == ["Checkout"]
    key(window, Qt.Key.Key_Return)
    assert pane.timeline.hasFocus()
    pane.search.setFocus()
    key(window, Qt.Key.Key_Escape)
    assert lanes() == ["Checkout", "Onboarding", "Pricing", "Search", "Views"]


# --- bars are moved


def test_a_drag_shows_conflicts_and_load_before_the_drop_and_is_one_step(opened: Shown) -> None:
    """39 days after 4 December is 12 January, where nothing is in the way of EXP-5."""
    window, page = opened()
    chart, own = page.calendar.timeline, key_of(page, "EXP-5")
    before = undo_label(window)
    begin = chart.place_of(own)
    grip(chart, begin)
    go(chart, begin + QPoint(round(17 * chart.stage.scale.per_day), 0))
    assert badges(page, "EXP-5") == ["Block: freeze"], "21 December"
    assert "Block: Year-end freeze" in texts(page.detail.before.section), "the inspector goes with it"
    go(chart, begin + QPoint(round(39 * chart.stage.scale.per_day), 0))
    assert (badges(page, "EXP-5"), badges(page, "EXP-4")) == ([], [])
    assert load(page) == [2, 2, 2, 2, 4, 3, 1, 1, 1, 1, 1, 1]
    assert days(window, "EXP-5") == ("04 Dec", "18 Dec"), "nothing is decided yet"
    assert undo_label(window) == before
    release(chart, begin + QPoint(round(39 * chart.stage.scale.per_day), 0))
    wait_for(window)
    assert days(window, "EXP-5") == ("12 Jan", "26 Jan")
    assert page.calendar.conflicts.text() == "4 conflicts"
    assert page.calendar.load.text() == "At most 4 live in a week"
    assert page.detail.title.text() == "EXP-5 Invoice payment"
    assert undo_label(window) == "move EXP-5 Invoice payment to 2027-01-12 – 2027-01-26"
    key(window, Qt.Key.Key_Z, CONTROL)
    assert days(window, "EXP-5") == ("04 Dec", "18 Dec")
    assert (badges(page, "EXP-5"), load(page)) == (["High: EXP-4, 1,000 users"], LOAD)
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (days(window, "EXP-5"), badges(page, "EXP-5")) == (("12 Jan", "26 Jan"), [])


def test_edges_are_dragged_and_escape_gives_a_drag_up(opened: Shown) -> None:
    window, page = opened()
    chart, own = page.calendar.timeline, key_of(page, "EXP-5")
    box = chart.stage.layout.places[own].box
    right = QPoint(round(box.right()) - 2, chart.place_of(own).y())
    drag(chart, right, -4)
    wait_for(window)
    assert days(window, "EXP-5") == ("04 Dec", "14 Dec")
    left = QPoint(round(chart.stage.layout.places[own].box.left()) + 2, chart.place_of(own).y())
    drag(chart, left, -3)
    wait_for(window)
    assert days(window, "EXP-5") == ("01 Dec", "14 Dec")
    begin = chart.place_of(own)
    grip(chart, begin)
    go(chart, begin + QPoint(round(45 * chart.stage.scale.per_day), 0))
    assert badges(page, "EXP-5") == []
    assert "It collides with nothing." in texts(page.detail.before.section)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, begin)
    wait_for(window)
    assert "High: EXP-4 One-page upgrade" in texts(page.detail.before.section)
    assert badges(page, "EXP-5") == ["High: EXP-4, 1,000 users"]
    assert (days(window, "EXP-5"), load(page)) == (("01 Dec", "14 Dec"), LOAD)


def test_the_inspector_comes_to_where_a_drag_is_at_last(opened: Shown) -> None:
    _, page = opened()
    chart, own = page.calendar.timeline, key_of(page, "EXP-5")
    begin = chart.place_of(own)
    grip(chart, begin)
    for step in (8, 15, 16, 17, 45):
        go(chart, begin + QPoint(round(step * chart.stage.scale.per_day), 0))
    rest(lambda: "It collides with nothing." not in texts(page.detail.before.section))
    assert "It collides with nothing." in texts(page.detail.before.section)
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert "High: EXP-4 One-page upgrade" in texts(page.detail.before.section), "what was given up does not wait"
    release(chart, begin)


def test_what_a_drag_considers_is_told_once_in_a_while(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_pane, "_PAUSE_MS", 60_000)
    window, page = opened()
    chart, own = page.calendar.timeline, key_of(page, "EXP-5")
    told: list[int] = []
    unpainted: list[bool] = []
    page.calendar.considered.connect(lambda key, found: told.append(len(found)))
    page.calendar.considered.connect(lambda: unpainted.append(chart.is_unpainted))
    begin = chart.place_of(own)
    grip(chart, begin)
    for step in (20, 30, 45):
        go(chart, begin + QPoint(round(step * chart.stage.scale.per_day), 0))
        wait_for(window)
    assert len(told) == 1
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert len(told) == 2
    assert not any(unpainted), "the bars are painted first"
    release(chart, begin)


def test_keys_move_a_bar_each_press_a_step(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    page.calendar.timeline.setFocus()
    for typed, wanted in (
        (".", ("05 Dec", "19 Dec")), (",,", ("02 Dec", "16 Dec")), (">", ("11 Dec", "25 Dec")), ("<", ("27 Nov", "11 Dec")),
        ("]]]", ("04 Dec", "21 Dec")), ("[", ("04 Dec", "17 Dec")), ("}", ("05 Dec", "18 Dec")), ("{", ("03 Dec", "18 Dec")),
    ):  # fmt: skip
        QTest.keyClicks(page.calendar.timeline, typed)
        wait_for(window)
        assert days(window, "EXP-5") == wanted, typed
        for _ in typed:
            key(window, Qt.Key.Key_Z, CONTROL)
        assert days(window, "EXP-5") == ("04 Dec", "18 Dec")


def test_commands_move_it_too(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    for command, wanted in (
        ("later", ("05 Dec", "19 Dec")), ("week_earlier", ("28 Nov", "12 Dec")), ("longer", ("28 Nov", "13 Dec")),
        ("starts_later", ("29 Nov", "13 Dec")), ("earlier", ("28 Nov", "12 Dec")), ("week_later", ("05 Dec", "19 Dec")),
        ("shorter", ("05 Dec", "18 Dec")), ("starts_earlier", ("04 Dec", "18 Dec")),
    ):  # fmt: skip
        press(window, f"experiments.{command}")
        assert days(window, "EXP-5") == wanted


def test_arrows_choose_and_enter_opens(opened: Shown) -> None:
    window, page = opened()
    page.focus_first()
    assert page.calendar.timeline.hasFocus()
    key(window, Qt.Key.Key_Home)
    assert page.detail.title.text() == "EXP-2 Ranked search"
    key(window, Qt.Key.Key_Right)
    assert page.detail.title.text() == "EXP-3 Onboarding checklist"
    key(window, Qt.Key.Key_Return)
    assert page.detail.hypothesis_form.fields["hypothesis"].editor.hasFocus()


def test_a_lane_that_would_be_full_puts_the_bar_back_and_says_why(opened: Shown) -> None:
    """EXP-3 has 50 % of the lane until 11 December; 60 % more are 110 %."""
    window, page = opened()
    assert window.session is not None
    newcomers = replace(stored(window, "EXP-3"), lane="Newcomers")
    later = replace(stored(window, "EXP-6"), lane="Newcomers", allocation=60.0, starts=date(2026, 12, 14))
    for one in (newcomers, later):
        window.session.run(partial(save_experiment, experiment=one))
    wait_for(window)
    chart, own = page.calendar.timeline, key_of(page, "EXP-6")
    before = chart.stage.layout.places[own].box
    drag(chart, chart.place_of(own), -14)
    wait_for(window)
    said = (
        "The lane Newcomers would be given out to 110% on 2026-11-30, together with EXP-3. "
        "Lower an allocation, move one of them, or take it out of the lane."
    )
    assert window.strip.text.text() == said
    assert days(window, "EXP-6") == ("14 Dec", "08 Jan")
    assert chart.stage.layout.places[own].box == before
    assert "lies in its run, 21 Dec – 4 Jan. 1,200 users" in texts(page.detail.before.section), "the inspector went back, too"


def test_what_is_over_stays_where_it_was(opened: Shown) -> None:
    window, page = opened()
    chart, own = page.calendar.timeline, key_of(page, "EXP-2")
    drag(chart, chart.place_of(own), 20)
    wait_for(window)
    assert window.strip.text.text() == "What is over or cancelled can’t be moved."
    assert days(window, "EXP-2") == ("12 Oct", "13 Nov")
    assert page.detail.title.text() == "EXP-2 Ranked search", "a press chooses it all the same"


# --- before it runs


def test_the_inspector_says_what_it_collides_with_and_whether_it_can_be_read(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    said = texts(page.detail.before.section)
    assert "High: EXP-4 One-page upgrade" in said
    assert "Same surface: Checkout, 4 – 18 Dec. 1,000 users are in both. Separating them costs EXP-5 3 weeks." in said
    assert "40 accounts: effective n 579 of 4,634 needed: can’t be read.\nDesign effect 3.45, ICC 0.05 assumed." in said
    assert page.detail.before.section.note.text() == "1 conflict, can’t be read"
    assert "2,000 users, 40 accounts" in texts(page.detail.plan)
    assert "not reached in 4 weeks" in texts(page.detail.plan)
    QTest.mouseClick(button(page.detail.before.section, "Change kind of test…"), Qt.MouseButton.LeftButton)
    assert page.detail.plan_form.fields["kind"].editor.hasFocus()
    choose(window, page, "EXP-4")
    assert "1,500 users of 1,210 needed." in texts(page.detail.before.section)
    assert "3 weeks" in texts(page.detail.plan).split("\n")
    choose(window, page, "EXP-6")
    assert "Low: shares people only with EXP-3 (250), EXP-7 (150)." in texts(page.detail.before.section)
    choose(window, page, "EXP-2")
    assert not page.detail.before.section.isVisible(), "it is over"
    show(window, "register")
    assert not page.detail.before.section.isVisible(), "also when it is shown again"


def test_a_risk_is_accepted_with_a_reason_and_opened_again(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    QTest.mouseClick(button(page.detail.before.section, "Accept the risk…"), Qt.MouseButton.LeftButton)
    wait_for(window)
    dialog = cast(AcceptDialog, modal(AcceptDialog))
    assert dialog.reason.editor.hasFocus()
    assert dialog.owner.text() == "Ana Ruiz"
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert dialog.wrong.text.text() == "An accepted risk needs its reason: whoever reads the result asks for it."
    QTest.keyClicks(dialog.reason.editor, "Both are seen by few.")
    QTest.keyClick(dialog.reason.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert badges(page, "EXP-5") == ["Accepted: EXP-4"]
    assert page.calendar.conflicts.text() == "4 conflicts, 1 accepted"
    assert "Accepted by Ana Ruiz: Both are seen by few." in texts(page.detail.before.section)
    QTest.mouseClick(button(page.detail.before.section, "Reopen"), Qt.MouseButton.LeftButton)
    wait_for(window)
    assert (badges(page, "EXP-5"), page.calendar.conflicts.text()) == (["High: EXP-4, 1,000 users"], "5 conflicts")
    key(window, Qt.Key.Key_Z, CONTROL)
    assert badges(page, "EXP-5") == ["Accepted: EXP-4"]
    key(window, Qt.Key.Key_Z, CONTROL)
    assert badges(page, "EXP-5") == ["High: EXP-4, 1,000 users"]


def test_the_next_free_slot_is_taken_by_button_and_by_key(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, "EXP-5")
    slot = button(page.detail.before.section, "Next free slot 12 Jan")
    assert slot.toolTip() == "Until then in the way: Dashboards launch; Year-end freeze; EXP-4 One-page upgrade"
    QTest.mouseClick(slot, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert days(window, "EXP-5") == ("12 Jan", "26 Jan")
    assert window.strip.text.text() == "EXP-5 now runs 12 – 26 Jan."
    assert "It collides with nothing." in texts(page.detail.before.section)
    QTest.mouseClick(button(window.strip, "Undo"), Qt.MouseButton.LeftButton)
    wait_for(window)
    assert days(window, "EXP-5") == ("04 Dec", "18 Dec")
    choose(window, page, "EXP-6")
    page.calendar.timeline.setFocus()
    key(window, Qt.Key.Key_L, CONTROL | SHIFT)
    assert days(window, "EXP-6") == ("05 Jan", "03 Feb")


def test_nobody_is_assumed_where_a_segment_has_no_rule(opened: Shown) -> None:
    window, page = opened()
    assert window.session is not None
    choose(window, page, "EXP-5")
    type_over(window, page.detail.plan_form.fields["segment"], "Trial")
    why = "Nobody knows who is in “Trial”: it has no rule yet. Give it one, such as “Segment is Enterprise”."
    assert badges(page, "EXP-5") == ["High: EXP-4"], "it is graded, and nothing is counted"
    assert page.calendar.unknown.text.text() == f"Nobody knows yet who is in Trial: {why}"
    assert why in texts(page.detail.before.section)
    assert "not known" in texts(page.detail.plan)
    window.session.run(lambda store: save_segment(store, {"rule": "Segment is Enterprise"}, segment=4))
    wait_for(window)
    assert badges(page, "EXP-5") == ["High: EXP-4, 1,500 users"], "3,000 × 50 %"
    assert not page.calendar.unknown.isVisible()
