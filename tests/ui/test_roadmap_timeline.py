"""The page Roadmap with mouse and keys: the timeline, its baselines and arrows, and bars that move with what waits for them.

The figures are those of :mod:`tests.ui.roadmap_desk`.
"""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from prodops_desktop.answers.roadmap import NEWEST
from prodops_desktop.errors import UserError
from prodops_desktop.roadmap import store
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.capacity import Load
from prodops_desktop.roadmap.model import DONE
from prodops_desktop.ui.charts.timeline_model import Bar
from prodops_desktop.ui.charts.timeline_paint import Lit
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.roadmap import RoadmapPage
from prodops_desktop.ui.pages.roadmap.baseline_dialog import BaselineDialog
from prodops_desktop.ui.pages.roadmap.gate_dialog import GateDialog
from prodops_desktop.ui.pages.roadmap.timeline_view import overload_text
from prodops_desktop.ui.pages.roadmap.wording import base_text, launch_text, slip_tone
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.workspace import ChangeSet, Store
from tests.ui.contract import cut_texts, wait_for
from tests.ui.experiments_desk import closed, type_over
from tests.ui.roadmap_desk import (
    AUDIT,
    EXPORT,
    GROUPS,
    QUEUE,
    SEARCH,
    WAREHOUSE,
    Shown,
    choose,
    click,
    do,
    give,
    opened,
    refused,
    roadmap_workspace,
    show,
    stored,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, SHIFT, key, modal, press, undo_label
from tests.ui.timelines import drag, go, release
from tests.ui.timelines import press as grip

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["opened", "roadmap_workspace", "workspace_path"]


@pytest.fixture
def timed(opened: Shown) -> tuple[MainWindow, RoadmapPage]:
    """The page with its timeline shown, the Queue service chosen."""
    window, page = opened()
    show(window, "timeline")
    choose(window, page, QUEUE)
    return window, page


def days(window: MainWindow, item: int) -> tuple[str, str]:
    """The days of an item as they are in the file, without the year."""
    one = stored(window, item)
    assert one.starts is not None
    assert one.due is not None
    return f"{one.starts:%d %b}", f"{one.due:%d %b}"


def bar(page: RoadmapPage, item: int) -> Bar:
    """A bar as it is drawn."""
    return next(one for one in page.timeline.timeline.stage.timeline.bars() if one.key == item)


def lanes(page: RoadmapPage) -> list[tuple[str, str]]:
    """The lanes with what stands below their names."""
    return [(lane.name, lane.below) for lane in page.timeline.timeline.stage.timeline.lanes]


def span(page: RoadmapPage) -> str:
    """The days that are looked at."""
    return page.timeline.timeline.sentence.split(", ", 1)[1].split(".")[0]


def outlined(page: RoadmapPage) -> list[int]:
    """Where bars would go while another one is dragged, as pixels from the left."""
    chart = page.timeline.timeline
    scene = chart.stage.scene(chart.viewport().height(), 0, Lit(QUEUE, dragged=QUEUE))
    return sorted(round(box.left()) for box in scene.outlines)


def pick(window: MainWindow, choice: Choice, text: str) -> None:
    """Choose by arrows what begins so."""
    wanted = next(place for place in range(choice.count()) if choice.itemText(place).startswith(text))
    choice.setFocus()
    while choice.currentIndex() != wanted:
        QTest.keyClick(choice, Qt.Key.Key_Down if choice.currentIndex() < wanted else Qt.Key.Key_Up)
        wait_for(window)


def take_days(read: Store) -> ChangeSet:
    """Leave no item a day."""
    with read.edit("Take days") as edit:
        for item in range(QUEUE, 12):
            store.save_item(read, replace(store.find_item(read, item), starts=None, due=None, launch=None, tier=None))
    return edit.changes


# --- what it shows


def test_bars_ghosts_milestones_slips_and_what_waits_for_what(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    head, *rows = page.timeline.as_table()
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    told = ("Lane", "What", "Starts", "Ends", "Baseline starts", "Baseline ends", "Slip", "Milestone", "State", "Waits for")
    assert [tuple(row[name] for name in told) for row in shown] == [
        ("Data", "Queue service", "19 Oct 2026", "18 Dec 2026", "19 Oct 2026", "4 Dec 2026", "+14 d", "", "", ""),
        ("Data", "Bulk export", "21 Dec 2026", "15 Jan 2027", "7 Dec 2026", "1 Jan 2027", "+14 d", "15 Jan 2027", "1 of 16",
         "Queue service"),
        ("Data", "Warehouse writes", "18 Jan 2027", "12 Mar 2027", "", "", "", "", "", "Bulk export"),
        ("Growth", "Ranked search", "2 Nov 2026", "27 Nov 2026", "2 Nov 2026", "24 Nov 2026", "+3 d", "27 Nov 2026", "1 of 6", ""),
        ("Identity", "Group provisioning", "4 Jan 2027", "5 Mar 2027", "", "", "", "", "", ""),
        ("", "Year-end freeze", "21 Dec 2026", "4 Jan 2027", "", "", "", "", "", ""),
    ]  # fmt: skip
    arrows = {(one.start_key, one.end_key): one for one in page.timeline.timeline.stage.timeline.arrows}
    assert {ends: (one.tone, one.said) for ends, one in arrows.items()} == {
        (QUEUE, EXPORT): ("bad", "Queue service moved it by 12 days"),
        (EXPORT, WAREHOUSE): ("quiet", ""),
    }
    assert lanes(page) == [("Data", "102% of capacity"), ("Growth", "1 item"), ("Identity", "33% of capacity")]
    choose(window, page, EXPORT)
    said = page.detail.dates.facts.findChildren(QLabel)
    lines = [one.text() for one in said]
    for text in ("15 Jan, in 53 days", "1 Jan", "+14 d", "Queue service moved it by 12 days"):
        assert text in lines
    press(window, "roadmap.slipped")
    assert page.detail.title.text() == "Ranked search"
    press(window, "roadmap.copy")
    assert cut_texts(window) == []


def test_the_strip_counts_launches_slips_and_overload_and_what_is_over_stays(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    pane = page.timeline
    assert pane.launches.text() == "2 launches in 6 months"
    assert pane.slip.text() == "Median slip 1.5 d"
    assert "Data over capacity in Dec" in pane.overloaded.toolTip()
    (chip,) = [one for one in pane.findChildren(QPushButton) if one.isVisible() and one.property("role") == "chip"]
    assert (chip.text(), chip.property("tone"), chip.height()) == ("Queue service slipped 14 days", "bad", 22)
    said = []
    for _ in range(4):
        click(window, pane, "Queue service slipped 14 days")
        said.append(page.detail.title.text())
    assert said == ["Bulk export", "Ranked search", "Queue service", "Bulk export"], "the one after the chosen one, and around"
    give(window, SEARCH, status=DONE)
    assert pane.launches.text() == "1 launch in 6 months"
    chart = page.timeline.timeline
    drag(chart, chart.place_of(SEARCH), 10)
    wait_for(window)
    assert window.strip.text.text() == "What is done or dropped can’t be moved. Set its status first."
    assert days(window, SEARCH) == ("02 Nov", "27 Nov")
    assert page.detail.title.text() == "Ranked search", "a press chooses it all the same"
    press(window, "roadmap.later")
    assert window.strip.text.text() == "What is done or dropped can’t be moved. Set its status first."


def test_scale_paging_lanes_filter_and_why_there_is_no_bar(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    pane = page.timeline
    assert span(page) == "2 Nov 2026 – 2 May 2027"
    click(window, pane, "Quarter")
    assert span(page) == "9 Nov 2026 – 31 Jan 2027"
    click(window, pane, "Year")
    assert span(page) == "24 Aug 2026 – 22 Aug 2027"
    click(window, pane, "Half")
    QTest.mouseClick(pane.later, Qt.MouseButton.LeftButton)
    assert span(page) == "28 Dec 2026 – 27 Jun 2027"
    pane.timeline.setFocus()
    key(window, Qt.Key.Key_PageUp, SHIFT)
    assert span(page) == "2 Nov 2026 – 2 May 2027"
    press(window, "roadmap.forth")
    press(window, "roadmap.today")
    assert span(page) == "2 Nov 2026 – 2 May 2027"
    choose(window, page, AUDIT)
    assert span(page) == "8 Jun – 6 Dec 2026", "its days come into sight"
    press(window, "roadmap.today")
    pick(window, pane.lanes, "Goal")
    assert [name for name, _ in lanes(page)] == ["Enterprise ready", "Revenue kept", "Stickiness", "No goal"]
    pick(window, pane.lanes, "Area")
    assert [name for name, _ in lanes(page)] == ["Platform", "Reports", "No area"]
    pick(window, pane.lanes, "Team")
    pane.timeline.setFocus()
    key(window, Qt.Key.Key_Slash)
    QTest.keyClicks(pane.search, "identity")
    assert lanes(page) == [("Identity", "33% of capacity")]
    key(window, Qt.Key.Key_Return)
    assert pane.timeline.hasFocus()
    pane.search.clear()
    press(window, "roadmap.quarter")
    assert span(page) == "9 Nov 2026 – 31 Jan 2027"
    pane.search.setText("zzz")
    assert pane.timeline.sentence == "No item with a day fits the filter."
    pane.search.clear()
    pane.page(-9)
    assert pane.timeline.sentence.startswith("Nothing is planned from ")
    do(window, take_days)
    assert pane.timeline.sentence == "No item has a day yet. Give one its start or its due day in the inspector."


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (("2026-12",), "Dec"),
        (("2026-11", "2026-12", "2027-01"), "Nov–Jan"),
        (("2026-11", "2027-01", "2027-02"), "Nov and Jan–Feb"),
        (("2026-11", "2027-01", "2027-03"), "Nov, Jan and Mar"),
    ],
)
def test_overload_is_said_of_no_month_that_is_fine(months: tuple[str, ...], said: str) -> None:
    assert overload_text("Data", Load(3.0, 2.0, months)) == f"Data over capacity in {said}"


@pytest.mark.parametrize(
    ("days", "tone"), [(None, "text_2"), (-20, "text_2"), (0, "text_2"), (1, "warn"), (13, "warn"), (14, "bad"), (90, "bad")]
)
def test_a_slip_is_amber_and_from_two_weeks_on_red(days: int | None, tone: str) -> None:
    assert slip_tone(days) == tone


def test_the_ghost_of_what_is_no_launch_any_more_ends_on_the_day_that_it_was_due(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    give(window, EXPORT, due=date(2026, 12, 10), starts=date(2026, 12, 1), launch=date(2027, 1, 10))
    do(window, lambda store: take_baseline(store, "With a launch", date(2026, 11, 20)))
    page.show_baseline(NEWEST)
    wait_for(window)
    give(window, EXPORT, due=date(2026, 12, 20), tier=None)
    ghost, view = bar(page, EXPORT).ghost, page.plan.by_id[EXPORT] if page.plan is not None else None
    assert ghost is not None
    assert view is not None
    assert (ghost.ends, ghost.text) == (date(2026, 12, 10), "+10 d")
    assert (view.slip, base_text(view), launch_text(view.item, None)) == (10, "10 Dec", "20 Dec 2026")


# --- bars are moved


def test_a_drag_says_what_would_move_along_and_is_one_step_or_goes_back(
    timed: tuple[MainWindow, RoadmapPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five days later: 2 are free before RM-2, so that it moves 3, and 2 more before RM-3, which moves 1."""

    def refuse(*_: object, **__: object) -> None:
        raise UserError("Somebody was quicker.")

    window, page = timed
    chart, scale = page.timeline.timeline, page.timeline.timeline.stage.scale
    boxes = {key: place.box for key, place in chart.stage.layout.places.items()}
    with monkeypatch.context() as patch:
        patch.setattr(store, "move_items", refuse)
        drag(chart, chart.place_of(QUEUE), 14)
        wait_for(window)
    assert window.strip.text.text() == "Somebody was quicker."
    assert {key: place.box for key, place in chart.stage.layout.places.items()} == boxes
    assert outlined(page) == []
    before = undo_label(window)
    begin = chart.place_of(QUEUE)
    grip(chart, begin)
    go(chart, begin + QPoint(round(2 * scale.per_day), 0))
    assert (page.timeline.preview.text(), outlined(page)) == ("", []), "nothing has to move yet"
    go(chart, begin + QPoint(round(5 * scale.per_day), 0))
    assert page.timeline.preview.text() == "2 items move along: Bulk export +3 d to 18 Jan, Warehouse writes +1 d to 13 Mar."
    assert outlined(page) == [round(scale.x(date(2026, 12, 24))), round(scale.x(date(2027, 1, 19)))]
    beside = (page.timeline.beside, page.timeline.overloaded, page.timeline.slip, page.timeline.legend)
    assert not any(one.isVisible() for one in beside), "the row is for the preview"
    assert days(window, EXPORT) == ("21 Dec", "15 Jan"), "nothing is decided yet"
    assert undo_label(window) == before
    release(chart, begin + QPoint(round(5 * scale.per_day), 0))
    wait_for(window)
    assert page.timeline.preview.text() == ""
    assert all(one.isVisible() for one in beside)
    moved = [("24 Oct", "23 Dec"), ("24 Dec", "18 Jan"), ("19 Jan", "13 Mar")]
    assert [days(window, one) for one in (QUEUE, EXPORT, WAREHOUSE)] == moved
    assert window.strip.text.text() == "Moved along: Bulk export, Warehouse writes."
    assert undo_label(window) == "move RM-1 Queue service and 2 more"
    assert bar(page, EXPORT).ghost is not None
    assert page.detail.title.text() == "Queue service"
    click(window, window.strip, "Undo")
    assert [days(window, one) for one in (QUEUE, EXPORT, WAREHOUSE)] == [("19 Oct", "18 Dec"), ("21 Dec", "15 Jan"), ("18 Jan", "12 Mar")]
    assert undo_label(window) == before
    chart.setFocus()
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert [days(window, one) for one in (QUEUE, EXPORT, WAREHOUSE)] == moved


def test_an_edge_is_dragged_escape_gives_up_and_what_moves_earlier_pulls_nothing(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    chart = page.timeline.timeline
    box = chart.stage.layout.places[QUEUE].box
    right = QPoint(round(box.right()) - 2, chart.place_of(QUEUE).y())
    drag(chart, right, 5)
    wait_for(window)
    assert days(window, QUEUE) == ("19 Oct", "23 Dec"), "only its end"
    assert days(window, WAREHOUSE) == ("19 Jan", "13 Mar")
    press(window, "edit.undo")
    begin = chart.place_of(QUEUE)
    grip(chart, begin)
    go(chart, begin + QPoint(round(20 * chart.stage.scale.per_day), 0))
    assert page.timeline.preview.text().startswith("2 items move along: Bulk export +18 d")
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    release(chart, begin)
    wait_for(window)
    assert (page.timeline.preview.text(), outlined(page)) == ("", [])
    assert days(window, QUEUE) == ("19 Oct", "18 Dec")
    drag(chart, chart.place_of(EXPORT), -7)
    wait_for(window)
    assert days(window, EXPORT) == ("14 Dec", "08 Jan")
    assert days(window, WAREHOUSE) == ("18 Jan", "12 Mar")
    assert "It begins 5 days too early: RM-1 Queue service is not over by then." in page.detail.dates.wrong.text.text()
    assert next(one for one in chart.stage.timeline.arrows if one.end_key == EXPORT).tone == "bad"


def test_keys_and_commands_choose_and_move_a_bar_each_press_a_step(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    page.timeline.timeline.setFocus()
    QTest.keyClicks(page.timeline.timeline, ">")
    wait_for(window)
    assert [days(window, one) for one in (QUEUE, EXPORT, WAREHOUSE)] == [("26 Oct", "25 Dec"), ("26 Dec", "20 Jan"), ("21 Jan", "15 Mar")]
    key(window, Qt.Key.Key_Z, CONTROL)
    assert [days(window, one) for one in (QUEUE, EXPORT, WAREHOUSE)] == [("19 Oct", "18 Dec"), ("21 Dec", "15 Jan"), ("18 Jan", "12 Mar")]
    choose(window, page, GROUPS)
    page.timeline.timeline.setFocus()
    for typed, wanted in (
        (".", ("05 Jan", "06 Mar")), (",", ("04 Jan", "05 Mar")), (">", ("11 Jan", "12 Mar")), ("<", ("04 Jan", "05 Mar")),
        ("]", ("04 Jan", "06 Mar")), ("[", ("04 Jan", "05 Mar")), ("}", ("05 Jan", "05 Mar")), ("{", ("04 Jan", "05 Mar")),
    ):  # fmt: skip
        QTest.keyClicks(page.timeline.timeline, typed)
        wait_for(window)
        assert days(window, GROUPS) == wanted, typed
    for wanted in (("05 Jan", "05 Mar"), ("04 Jan", "05 Mar"), ("04 Jan", "06 Mar")):
        key(window, Qt.Key.Key_Z, CONTROL)
        assert days(window, GROUPS) == wanted
    key(window, Qt.Key.Key_Z, CONTROL)
    for command, wanted in (
        ("later", ("05 Jan", "06 Mar")), ("week_earlier", ("29 Dec", "27 Feb")), ("longer", ("29 Dec", "28 Feb")),
        ("shorter", ("29 Dec", "27 Feb")), ("week_later", ("05 Jan", "06 Mar")), ("earlier", ("04 Jan", "05 Mar")),
    ):  # fmt: skip
        press(window, f"roadmap.{command}")
        assert days(window, GROUPS) == wanted, command
    page.focus_first()
    assert window.focusWidget() is page.timeline.timeline
    key(window, Qt.Key.Key_Home)
    assert page.detail.title.text() == "Queue service"
    key(window, Qt.Key.Key_Right)
    assert page.detail.title.text() == "Ranked search"
    key(window, Qt.Key.Key_Return)
    assert page.detail.why_form.fields["problem"].editor.hasFocus()


# --- baselines


def test_a_baseline_is_taken_chosen_and_deleted(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    pane = page.timeline
    press(window, "roadmap.baseline")
    dialog = cast(BaselineDialog, modal(BaselineDialog))
    assert cut_texts(dialog) == []
    assert dialog.name.text() == "23 Nov plan"
    assert "The days of 9 items are kept as they stand now." in [one.text() for one in dialog.findChildren(QLabel)]
    type_over(window, dialog.name, "q4 plan")
    QTest.keyClick(dialog.name.editor, Qt.Key.Key_Return, CONTROL)
    assert refused(dialog) == "There is a baseline “Q4 plan” already, of 2026-10-01. Choose another name."
    type_over(window, dialog.name, "Replan")
    type_over(window, dialog.day, "some day")
    dialog.take()
    assert refused(dialog).startswith("This is no day")
    type_over(window, dialog.day, "23 Nov 2026")
    dialog.take()
    closed(window)
    assert pane.baseline.currentText() == "Replan"
    assert bar(page, QUEUE).ghost is None, "nothing slipped since"
    assert pane.slip.text() == "Median slip 0 d"
    assert undo_label(window) == "take baseline Replan"
    pick(window, pane.baseline, "Q4 plan")
    assert bar(page, QUEUE).ghost is not None
    assert pane.slip.text() == "Median slip 1.5 d"
    pick(window, pane.baseline, "none")
    assert (bar(page, QUEUE).ghost, pane.slip.text()) == (None, "")
    press(window, "roadmap.no_baseline")
    assert window.strip.text.text() == "No baseline is shown."
    pick(window, pane.baseline, "Q4 plan")
    press(window, "roadmap.no_baseline")
    assert window.strip.text.text() == "Deleted the baseline Q4 plan."
    assert [pane.baseline.itemText(place) for place in range(pane.baseline.count())] == ["Replan", "none"]
    click(window, window.strip, "Undo")
    assert [pane.baseline.itemText(place) for place in range(pane.baseline.count())] == ["Replan", "Q4 plan", "none"]


# --- the next launches below it


def test_the_next_launches_stand_below_where_there_is_room(timed: tuple[MainWindow, RoadmapPage]) -> None:
    window, page = timed
    window.resize(1440, 900)
    wait_for(window)
    below = page.timeline.next_launches
    assert below.isVisible()
    assert [(view.item.code, view.item.launches) for view in below.shown] == [("RM-5", date(2026, 11, 27)), ("RM-2", date(2027, 1, 15))]
    assert not below.verticalScrollBar().maximum()
    assert below.current() is None, "what is chosen is no launch"
    below.go_to(1)
    wait_for(window)
    assert page.detail.title.text() == "Bulk export"
    assert page.timeline.timeline.current == EXPORT
    below.setFocus()
    key(window, Qt.Key.Key_Return)
    cast(GateDialog, modal(GateDialog)).close()
    wait_for(window)
    below.setFocus()
    window.resize(1024, 640)
    wait_for(window)
    assert not below.isVisible()
    assert window.focusWidget() is page.timeline.timeline
    window.resize(1440, 900)
    give(window, EXPORT, tier=None, launch=None)
    give(window, SEARCH, status=DONE)
    wait_for(window)
    assert not below.isVisible(), "nothing launches any more"
