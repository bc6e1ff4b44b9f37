"""The page Roadmap with mouse and keys: every field of the inspector, its evidence, gates, dependencies, links, history and sources.

The figures are those of :mod:`tests.ui.roadmap_desk`.
"""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QPushButton

from prodops_desktop.roadmap import launches
from prodops_desktop.roadmap.model import DAY, DONE, HALF, IN_PROGRESS, MONTH, OPEN, QUARTER, USAGE, Need, Reach
from prodops_desktop.roadmap.store import save_item
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.roadmap.gate_dialog import GateDialog
from prodops_desktop.ui.pages.roadmap.move_dialog import MoveDialog
from prodops_desktop.ui.pages.roadmap.need_picker import NeedPicker
from prodops_desktop.ui.pages.roadmap.reach_dialog import ReachDialog
from prodops_desktop.ui.records.links import LinkDialog
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.workspace import ChangeSet, Store
from tests.ui.contract import cut_texts, wait_for
from tests.ui.experiments_desk import closed, type_over
from tests.ui.roadmap_desk import (
    CHECKLIST,
    EUROPE,
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
    named,
    opened,
    refused,
    roadmap_workspace,
    stored,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, key, modal, press, texts, undo_label

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["opened", "roadmap_workspace", "workspace_path"]


# --- the fields


FIELDS: list[tuple[str, str, dict[str, Any]]] = [
    ("reach", "2.9k teams / qtr", {"reach": Reach(2900.0, "teams / qtr")}),
    ("reach", "", {"reach": None}),
    ("impact", "0.5", {"impact": 0.5}),
    ("confidence", "50", {"confidence": 50.0}),
    ("effort", "2.5", {"effort": 2.5}),
    ("problem", "Files are cut.", {"problem": "Files are cut."}),
    ("code", "PRD-2", {"code": "PRD-2"}),
    ("title", "Exports", {"title": "Exports"}),
    ("goal", "stickiness", {"goal": "Stickiness"}),
    ("team", "Mobile", {"team": "Mobile"}),
    ("owner", "Cy Young", {"owner": "Cy Young"}),
    ("status", "in progress", {"status": "in progress"}),
    ("horizon", "now", {"horizon": "now"}),
    ("starts", "Dec 2026", {"starts": date(2026, 12, 1), "starts_precision": MONTH}),
    ("starts", "", {"starts": None, "starts_precision": DAY}),
    ("due", "26 Jan 2027", {"due": date(2027, 1, 26), "due_precision": DAY}),
    ("due", "Q1 2027", {"due": date(2027, 3, 31), "due_precision": QUARTER}),
    ("due", "H1 2027", {"due": date(2027, 6, 30), "due_precision": HALF}),
    ("done", "2026-11-20", {"done": date(2026, 11, 20)}),
    ("tier", "1", {"tier": 1}),
    ("points", "13", {"points": 13.0}),
    ("value", "8", {"value": 8.0}),
    ("size", "2", {"size": 2.0}),
]


def test_fields_of_every_kind_are_typed_kept_and_taken_back_and_a_vague_day_stays_vague(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, GROUPS)
    assert window.session is not None
    before = wanted = stored(window, GROUPS)
    for name, typed, values in FIELDS:
        field = cast(EditField, page.detail.field(name))
        type_over(window, field, typed)
        wanted = replace(wanted, **values)
        assert field.wrong.text() == "", name
        assert page.plan.items[GROUPS] == wanted, name
    for _ in FIELDS:
        window.session.undo()
    wait_for(window)
    assert page.plan.items[GROUPS] == stored(window, GROUPS) == before
    assert cast(EditField, page.detail.field("due")).text() == "5 Mar 2027"
    choose(window, page, WAREHOUSE)
    due = page.detail.plan_form.fields["due"]
    type_over(window, due, "H2 2027")
    assert due.text() == "H2 2027"
    assert "H2 2027" in texts(page.detail.dates.section).split("\n"), "and not in how many days"
    assert next(card for column in page.board.board.columns for card in column.cards if card.key == WAREHOUSE).footer == ("H2 2027",)
    type_over(window, due, "2027-12-31")
    assert "31 Dec 2027, in 403 days" in texts(page.detail.dates.section)


_DAY = "This is no date. Type one such as 26 Jan 2027, Mar 2027, Q3 2027, H2 2027 or 2028, or nothing."
_FIGURE = "This is no number. Type one such as 6 or 2.5, or nothing."
NONSENSE = (
    ("reach", "many", "This is no reach. Type a number and what it counts, such as “2,900 users / qtr”."),
    ("effort", "big", _FIGURE),
    ("effort", "0.2", "An effort is at least 0.5 person-months."),
    ("code", "", "An item needs a key, such as RM-12."),
    ("code", "rm-1", "rm-1 is “Queue service” already. Choose another key."),
    ("title", " ", "An item needs a title of at least one character."),
    ("starts", "soon", _DAY),
    ("starts", "Feb 2027", "RM-2 Bulk export would be due on 2027-01-15, before it starts on 2027-02-01. Change one of the days."),
    ("due", "Q5 2027", _DAY),
    ("due", "1 Dec 2026", "RM-2 Bulk export would be due on 2026-12-01, before it starts on 2026-12-21. Change one of the days."),
    ("due", "26 Jan 1927", "1927-01-26 can’t be right for RM-2 Bulk export. Give a day from 1990 to 2200."),
    ("points", "-1", "Points is a number of at least 0."),
    ("size", "0", "A job size is a number above 0."),
)


def test_nonsense_is_refused_beside_the_field_and_what_is_typed_survives_an_edit_elsewhere(opened: Shown) -> None:
    window, page = opened()
    before = stored(window, EXPORT)
    for name, typed, said in NONSENSE:
        field = cast(EditField, page.detail.field(name))
        was = field.text()
        type_over(window, field, typed)
        assert field.wrong.text() == said
        assert field.wrong.isVisibleTo(page.detail)
        key(window, Qt.Key.Key_Escape)
        assert (field.text(), field.wrong.text()) == (was, "")
    assert stored(window, EXPORT) == before
    problem = page.detail.why_form.fields["problem"]
    problem.setFocus()
    QTest.keyClicks(problem.editor, "Half a ")
    do(window, lambda store: save_item(store, replace(stored(window, GROUPS), title="Groups")))
    QTest.keyClicks(problem.editor, "sentence. ")
    assert problem.text().startswith("Half a sentence. ")
    assert problem.editor.hasFocus()
    page.focus_first()
    wait_for(window)
    assert stored(window, EXPORT).problem == "Half a sentence. Exports stop at 50,000 rows.", "leaving the field keeps it"
    assert QApplication.focusWidget() is not None
    assert named(page.detail, "Brief").isEnabled()


# --- score and evidence


def test_who_is_behind_it_what_lifts_the_cap_and_how_the_score_comes_about(opened: Shown) -> None:
    window, page = opened()
    stake = page.detail.stake.section
    assert stake.note.text() == "$500k, 2 accounts"
    lines = texts(stake).split("\n")
    for said in ("2 times", "80% is Acme", "Acme ($400k): CS score 42, renews 10 Jan 2027", "Acme, 10 Jan, $400k", "20 Nov"):
        assert said in lines
    choose(window, page, SEARCH)
    assert "Nobody is behind it yet" in texts(stake)
    choose(window, page, EXPORT)
    ladder = page.detail.ladder.section
    assert ladder.note.text() == "capped at 80%"
    assert "2 items, 2 accounts" in texts(ladder)
    choose(window, page, SEARCH)
    assert ladder.note.text() == "capped at 50%"
    assert "A clear result lifts the cap to 100% and the score to 800: EXP-1, ends 4 Dec." in texts(ladder)
    rungs = [one.accessibleName() for one in ladder.findChildren(QFrame, "ladderRung") if one.isVisible()]
    assert [one.split(".")[0] for one in rungs] == [
        "Experiment: does not count yet", "Usage: nothing yet", "Feedback: nothing yet",
        "Opinion or single account: caps the confidence",
    ]  # fmt: skip
    choose(window, page, WAREHOUSE)
    said = "Feedback of a second account lifts the cap to 80% and the score to 67: 1 item, 1 account, a second one is needed."
    assert said in texts(ladder)
    choose(window, page, EXPORT)
    rice = page.detail.rice
    assert (rice.formula.text(), rice.claimed.text(), rice.total.text()) == ("3,000 × 2 × 80% ÷ 4", "1,500 uncapped", "1,200")
    assert rice.form.captions["confidence"].text() == "Confidence ≤ 80%"
    assert rice.source.text() == "Reach: an estimate."
    type_over(window, rice.form.fields["confidence"], "80")
    assert (rice.claimed.text(), rice.total.text()) == ("", "1,200"), "nothing is capped any more"
    choose(window, page, CHECKLIST)
    assert rice.formula.text() == "No score: effort missing."
    assert page.detail.wsjf.section.note.text() == "3"
    type_over(window, rice.form.fields["effort"], "0.5")
    assert (rice.formula.text(), rice.total.text()) == ("200 × 1 × 50% ÷ 0.5", "200")


# --- gates


def test_a_gate_is_green_only_with_evidence_and_left_out_only_with_a_reason(opened: Shown) -> None:
    window, page = opened()
    gates = page.detail.gates.section
    assert gates.note.text() == "1 of 16 with evidence"
    click(window, gates, "Events seen in test data: open, due 1 Jan")
    dialog = cast(GateDialog, modal(GateDialog))
    assert dialog.evidence.editor.hasFocus()
    assert cut_texts(dialog) == []
    QTest.keyClick(dialog.evidence.editor, Qt.Key.Key_Return, CONTROL)
    assert refused(dialog) == (
        "“Events seen in test data” is passed only with evidence (rows in an import): give a link, a file, or a name with its day."
    )
    assert cut_texts(dialog) == []
    QTest.keyClicks(dialog.evidence.editor, "412 rows in QA")
    QTest.keyClick(dialog.evidence.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert gates.note.text() == "2 of 16 with evidence"
    assert undo_label(window) == "pass gate “Events seen in test data” of RM-2 Bulk export"
    click(window, gates, "Docs, release note: open, due 12 Jan")
    dialog = cast(GateDialog, modal(GateDialog))
    click(window, dialog, "Does not apply")
    click(window, dialog, "Take down")
    assert refused(dialog) == "Say why “Docs, release note” does not apply: whoever asks at the launch wants to know."
    QTest.keyClicks(dialog.evidence.editor, "no change for anyone")
    click(window, dialog, "Take down")
    closed(window)
    assert gates.note.text() == "2 of 15 with evidence · 1 n/a"
    assert "n/a: no change for anyone" in texts(gates)
    click(window, gates, "Events seen in test data: passed, 412 rows in QA")
    dialog = cast(GateDialog, modal(GateDialog))
    assert dialog.state.current() == "passed"
    click(window, dialog, "Open")
    click(window, dialog, "Take down")
    closed(window)
    assert gates.note.text() == "1 of 15 with evidence · 1 n/a"
    for _ in range(3):
        press(window, "edit.undo")
    assert gates.note.text() == "1 of 16 with evidence"


def test_a_note_is_no_evidence_a_name_with_its_day_is_and_the_next_gate_is_taken_down_by_key(opened: Shown) -> None:
    window, page = opened()
    gates = page.detail.gates.section

    def note(store: Store) -> ChangeSet:
        gate = next(one for one in launches.all_gates(store) if one.name == "Events seen in test data")
        return launches.check_gate(store, EXPORT, gate.id, OPEN, "asked QA", "Ana Ruiz", date(2026, 11, 20))

    do(window, note)
    click(window, gates, "Events seen in test data: open, due 1 Jan")
    dialog = cast(GateDialog, modal(GateDialog))
    assert "Noted so far: asked QA, Ana Ruiz, 20 Nov 2026" in texts(dialog)
    assert (dialog.state.current(), dialog.evidence.text(), dialog.who.text()) == ("passed", "", "")
    assert cut_texts(dialog) == []
    dialog.take()
    assert "is passed only with evidence" in refused(dialog)
    click(window, dialog, "Open")
    assert (dialog.evidence.text(), dialog.who.text()) == ("asked QA", "Ana Ruiz"), "it stays where the gate does"
    click(window, dialog, "Passed")
    QTest.keyClicks(dialog.evidence.editor, "412 rows")
    click(window, dialog, "Open")
    assert dialog.evidence.text() == "412 rows", "what is typed stays"
    dialog.close()
    assert "is not saved yet" in refused(dialog), "it goes only when it is closed once more"
    dialog.close()
    awake(window)
    assert gates.note.text() == "1 of 16 with evidence"
    choose(window, page, SEARCH)
    assert page.detail.gates.section.note.text() == "1 of 6 with evidence · 1 n/a"
    assert "was due 20 Nov" in texts(page.detail.gates.section)
    page.focus_first()
    key(window, Qt.Key.Key_Return, CONTROL)
    dialog = cast(GateDialog, modal(GateDialog))
    assert "Promise and measure agreed" in texts(dialog)
    QTest.keyClicks(dialog.who.editor, "Ana Ruiz")
    dialog.day.show_text("the other day")
    dialog.take()
    assert refused(dialog).startswith("This is no day.")
    type_over(window, dialog.day, "20 Nov 2026")
    dialog.take()
    closed(window)
    assert "Ana Ruiz, 20 Nov" in texts(page.detail.gates.section)
    assert page.detail.gates.section.note.text() == "2 of 6 with evidence · 1 n/a"
    choose(window, page, QUEUE)
    assert not page.detail.gates.section.isVisible()
    press(window, "roadmap.gate")
    assert window.strip.text.text() == "It is no launch. Give it a tier first."


# --- dependencies


def test_dependencies_are_opened_and_taken_away_and_a_cycle_is_refused_in_place(opened: Shown) -> None:
    window, page = opened()
    needs = page.detail.needs.section
    click(window, needs, "Open RM-3 Warehouse writes")
    assert page.detail.title.text() == "Warehouse writes"
    click(window, needs, "Open RM-2 Bulk export")
    click(window, needs, "No longer wait for Queue service")
    assert stored(window, EXPORT).needs == ()
    assert undo_label(window) == "let RM-2 Bulk export no longer wait for RM-1 Queue service"
    press(window, "edit.undo")
    assert stored(window, EXPORT).needs == (Need(QUEUE),)
    click(window, needs, "Let it wait for…")
    picker = cast(NeedPicker, modal(NeedPicker))
    assert picker.count.text() == "6 items", "not again what it waits for"
    picker.close()
    awake(window)
    choose(window, page, QUEUE)
    page.focus_first()
    key(window, Qt.Key.Key_D, CONTROL | SHIFT)
    picker = cast(NeedPicker, modal(NeedPicker))
    assert picker.count.text() == "7 items", "neither itself nor what is over"
    assert cut_texts(picker) == []
    QTest.keyClicks(picker.search, "warehouse")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    wait_for(window)
    assert modal(NeedPicker) is picker
    assert picker.wrong.text.text() == (
        "RM-1 Queue service would wait for RM-3 Warehouse writes, which waits for RM-2 Bulk export, which waits for RM-1 Queue service. "
        "Nothing of it could ever begin, so it was refused. Take out one of these dependencies."
    )
    assert cut_texts(picker) == []
    assert stored(window, QUEUE).needs == ()
    QTest.keyClick(picker.search, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(picker.search, "ranked")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    closed(window)
    assert stored(window, QUEUE).needs == (Need(SEARCH, -40),), "19 Oct lies 40 days before 28 Nov: an overlap that was planned"
    assert "overlaps 40 days" in texts(page.detail.needs.section)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert stored(window, QUEUE).needs == ()


# --- moved by a dialog


def test_a_launch_is_moved_with_its_reason_and_with_or_without_what_waits_for_it(opened: Shown) -> None:
    """A week later than 15 January; 2 days are free before RM-3 begins on the 18th."""
    window, page = opened()
    page.focus_first()
    key(window, Qt.Key.Key_M, CONTROL | SHIFT)
    dialog = cast(MoveDialog, modal(MoveDialog))
    assert cut_texts(dialog) == []
    assert dialog.preview.text.text() == "Nothing that waits for it has to move."
    type_over(window, dialog.due, "someday")
    assert dialog.preview.text.text() == "One of the dates can’t be read yet."
    dialog.take()
    assert dialog.wrong.text.text() == "“someday” is no date. Type one such as 26 Jan 2027, Mar 2027 or H2 2027."
    type_over(window, dialog.due, "22 Jan 2027")
    assert dialog.preview.text.text() == "1 item moves along: Warehouse writes +5 d to 17 Mar."
    QTest.keyClicks(dialog.reason.editor, "the auditors ask for more")
    QTest.keyClick(dialog.reason.editor, Qt.Key.Key_Return, CONTROL)
    closed(window)
    one, other = stored(window, EXPORT), stored(window, WAREHOUSE)
    assert (one.due, other.starts, other.due) == (date(2027, 1, 22), date(2027, 1, 23), date(2027, 3, 17))
    assert undo_label(window) == "move launch of RM-2 Bulk export to 22 Jan 2027: the auditors ask for more"
    moves = texts(page.detail.moves.section).split("\n")
    assert moves[moves.index("1 Jan") + 1 :: 3] == [
        "Q4 plan", "Move launch of RM-2 Bulk export to 15 Jan 2027: it waits for the queue",
        "Move launch of RM-2 Bulk export to 22 Jan 2027: the auditors ask for more",
    ]  # fmt: skip
    assert "+21 d" in texts(page.detail.dates.section)
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (stored(window, EXPORT).due, stored(window, WAREHOUSE).due) == (date(2027, 1, 15), date(2027, 3, 12)), "one step"
    click(window, page.detail, "Move launch…")
    dialog = cast(MoveDialog, modal(MoveDialog))
    type_over(window, dialog.due, "22 Jan 2027")
    dialog.along.setChecked(False)
    dialog.take()
    closed(window)
    assert stored(window, WAREHOUSE).starts == date(2027, 1, 18)
    choose(window, page, WAREHOUSE)
    assert "It begins 5 days too early: RM-2 Bulk export is not over by then." in texts(page.detail.dates.section)
    assert next(card for column in page.board.board.columns for card in column.cards if card.key == WAREHOUSE).chips[0].text == "too early"
    assert page.detail.move_button.text() == "Move…"


def test_a_launch_on_a_day_of_its_own_goes_along_unless_another_day_is_typed(opened: Shown) -> None:
    window, page = opened()
    press(window, "roadmap.move")
    dialog = cast(MoveDialog, modal(MoveDialog))
    type_over(window, dialog.launch, "28 Jan 2027")
    type_over(window, dialog.tier, "3")
    dialog.take()
    closed(window)
    assert (stored(window, EXPORT).launch, stored(window, EXPORT).tier) == (date(2027, 1, 28), 3)
    assert page.detail.gates.section.title.text() == "Gates, tier 3"
    assert "28 Jan, in 66 days" in texts(page.detail.dates.section)
    assert "+27 d" in texts(page.detail.dates.section), "it was to launch as it was due, on 1 January"
    press(window, "edit.undo")
    give(window, EXPORT, launch=date(2027, 1, 28))
    press(window, "roadmap.move")
    dialog = cast(MoveDialog, modal(MoveDialog))
    type_over(window, dialog.due, "22 Jan 2027")
    assert dialog.launch.text() == "4 Feb 2027", "a week later as well"
    type_over(window, dialog.launch, "20 Jan 2027")
    assert dialog.preview.text.text().startswith("It would launch on 20 Jan 2027, before it is due.\n1 item moves along")
    assert cut_texts(dialog) == []
    type_over(window, dialog.due, "19 Jan 2027")
    assert dialog.launch.text() == "20 Jan 2027", "what is typed stays"
    type_over(window, dialog.launch, "28 Jan 2027")
    dialog.take()
    closed(window)
    assert undo_label(window) == "move RM-2 Bulk export to 19 Jan 2027"
    press(window, "edit.undo")
    press(window, "roadmap.move")
    dialog = cast(MoveDialog, modal(MoveDialog))
    type_over(window, dialog.due, "22 Jan 2027")
    dialog.take()
    closed(window)
    assert (stored(window, EXPORT).due, stored(window, EXPORT).launch) == (date(2027, 1, 22), date(2027, 2, 4))


def test_an_item_without_a_start_is_moved_as_a_point(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, EUROPE)
    for command, day in (("shorter", date(2027, 12, 30)), ("longer", date(2027, 12, 31)), ("week_earlier", date(2027, 12, 24))):
        press(window, f"roadmap.{command}")
        assert (stored(window, EUROPE).starts, stored(window, EUROPE).due) == (None, day), command
    give(window, EUROPE, starts=date(2027, 12, 24))
    press(window, "roadmap.shorter")
    assert window.strip.text.text() == "It is one day long already."


def test_what_gets_done_by_hand_is_done_today(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, QUEUE)
    status = cast(EditField, page.detail.field("status"))
    status.setFocus()
    key(window, Qt.Key.Key_D)
    assert (stored(window, QUEUE).status, stored(window, QUEUE).done) == (DONE, date(2026, 11, 23))
    press(window, "edit.undo")
    assert (stored(window, QUEUE).status, stored(window, QUEUE).done) == (IN_PROGRESS, None), "in one step"
    give(window, QUEUE, done=date(2026, 11, 20))
    QTest.qWait(QApplication.keyboardInputInterval() + 50)  # else it is the second letter of a word
    key(window, Qt.Key.Key_D)
    assert stored(window, QUEUE).done == date(2026, 11, 20), "a day that is known stays"


# --- reach from data


def test_the_reach_is_counted_in_a_sheet_of_usage_or_taken_from_the_accounts_that_ask(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, QUEUE)
    click(window, page.detail, "Take the reach from data…")
    dialog = cast(ReachDialog, modal(ReachDialog))
    wait_for(window)
    assert cut_texts(dialog) == []
    assert dialog.sheet.currentText() == "Product usage"
    assert dialog.source.isAncestorOf(dialog.focusWidget()), "and not the button that closes it"
    assert dialog.column.currentText() == "Exports"
    assert dialog.said.text.text() == "2 users with Exports above 0 in Product usage, 25 Aug 2026 to 22 Nov 2026: 3 rows."
    dialog.column.setFocus()
    QTest.keyClick(dialog.column, Qt.Key.Key_Down)
    wait_for(window)
    assert dialog.said.text.text() == "3 users with Minutes above 0 in Product usage, 25 Aug 2026 to 22 Nov 2026: 4 rows."
    QTest.keyClick(dialog.column, Qt.Key.Key_Return, CONTROL)
    closed(window)
    assert stored(window, QUEUE).reach == Reach(3.0, "users / qtr", USAGE, "Product usage", "Minutes", date(2026, 11, 22))
    rice = page.detail.rice
    assert rice.source.text() == "Reach: Product usage, as of 22 Nov."
    assert rice.form.captions["confidence"].text() == "Confidence ≤ 80%"
    assert (rice.formula.text(), rice.total.text()) == ("3 × 2 × 80% ÷ 3", "1.6")
    assert undo_label(window) == "take the reach of RM-1 Queue service from data"
    source = next(
        one for one in page.detail.sources.section.findChildren(QAbstractButton) if one.isVisible() and "Product usage" in one.text()
    )
    QTest.mouseClick(source, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert isinstance(window.page, DatasetsPage)
    window.show_page("roadmap")
    wait_for(window)
    type_over(window, rice.form.fields["reach"], "500 users / qtr")
    assert stored(window, QUEUE).reach == Reach(500.0), "what is typed is an estimate"
    choose(window, page, EXPORT)
    press(window, "roadmap.reach")
    dialog = cast(ReachDialog, modal(ReachDialog))
    wait_for(window)
    click(window, dialog, "Linked accounts")
    assert dialog.said.text.text() == "2 accounts asked for it in linked feedback, each counted once."
    assert not dialog.sheet.isVisible()
    click(window, dialog, "Take")
    closed(window)
    assert stored(window, EXPORT).reach == Reach(2.0, "accounts", "accounts", None, None, date(2026, 11, 23))
    choose(window, page, SEARCH)
    press(window, "roadmap.reach")
    dialog = cast(ReachDialog, modal(ReachDialog))
    wait_for(window)
    click(window, dialog, "Linked accounts")
    assert dialog.said.text.text() == "No account is behind this item yet. Link feedback, or a tag, first."
    assert not dialog.save.isEnabled()
    click(window, dialog, "Usage")
    click(window, dialog, "Open Product usage")
    assert isinstance(window.page, DatasetsPage)


# --- links, history, sources


def test_the_history_names_what_changed_and_takes_a_step_back(opened: Shown) -> None:
    window, page = opened()
    for field, typed in (("owner", "Cy Young"), ("horizon", "now"), ("due", "Q1 2027"), ("title", "Exports"), ("goal", "Stickiness")):
        type_over(window, page.detail.plan_form.fields[field], typed)
    type_over(window, page.detail.rice.form.fields["confidence"], "80")
    said = texts(page.detail.history.section).split("\n")
    for line in (
        "owner: Mara Silva → Cy Young", "horizon: by its days → Now", "due: 15 Jan 2027 → Q1 2027", "title: Bulk export → Exports",
        "goal: Revenue kept → Stickiness", "confidence: 100% → 80%",
    ):  # fmt: skip
        assert line in said
    assert not [line for line in said if "key:" in line.casefold()], "what is stored for finding it is no news"
    back = [one for one in page.detail.history.section.findChildren(QPushButton) if one.isVisible() and one.text() == "Take back this one"]
    QTest.mouseClick(back[5], Qt.MouseButton.LeftButton)
    wait_for(window)
    assert "can't be undone alone, because later steps changed the same rows" in window.strip.text.text()
    assert stored(window, EXPORT).owner == "Cy Young"
    QTest.mouseClick(back[6], Qt.MouseButton.LeftButton)
    wait_for(window)
    assert page.detail.gates.section.note.text() == "0 of 16 with evidence"
    assert stored(window, EXPORT).owner == "Cy Young", "the others stay"


def test_sources_are_reached_a_tag_is_linked_and_a_link_is_opened(opened: Shown) -> None:
    window, page = opened()
    page.focus_first()
    key(window, Qt.Key.Key_F9)
    assert page.detail.sources.section.hasFocus()
    assert "Typed here; no sheet speaks of it." in texts(page.detail.sources.section)
    choose(window, page, QUEUE)
    page.focus_first()
    key(window, Qt.Key.Key_L, CONTROL)
    dialog = cast(LinkDialog, modal(LinkDialog))
    QTest.keyClicks(dialog.search, "single sign")
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    closed(window)
    assert page.detail.rice.total.text() == "213", "400 × 2 × 80 % ÷ 3"
    assert page.detail.stake.section.note.text() == "$150k, 2 accounts"
    assert page.board.board.columns[0].foot == "$550k, 3 accounts, each once", "Beta is behind two of them, and counts once"
    assert page.board.total.text().startswith("$550k in 3")
    click(window, page.detail, "Remove the link to Single sign-on")
    assert page.detail.rice.total.text() == "133"
    press(window, "edit.undo")
    assert page.detail.rice.total.text() == "213"
    choose(window, page, SEARCH)
    click(window, page.detail.links.section, "Open EXP-1 Ranked search")
    assert window.page is not None
    assert window.page.id == "experiments"
