"""The page Roadmap with mouse and keys: the board, its sums and its cards, what is added and deleted, and what is around it.

The figures are those of :mod:`tests.ui.roadmap_desk`.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import differences_of, stage_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.taking import SAME
from prodops_desktop.errors import UserError
from prodops_desktop.roadmap import store
from prodops_desktop.roadmap.model import DONE, LATER, NEXT, NOW
from prodops_desktop.ui.board.board import Card
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.pages.roadmap import RoadmapPage
from prodops_desktop.ui.records.dialog import RecordsDialog
from prodops_desktop.ui.records.restore_dialog import RestoreDialog
from tests.ui.contract import Open, PageContract, cut_texts, wait_for
from tests.ui.experiments_desk import closed
from tests.ui.locked import unlocked
from tests.ui.roadmap_desk import (
    AUDIT,
    CHECKLIST,
    EUROPE,
    EXPORT,
    GROUPS,
    PUSH,
    QUEUE,
    SEARCH,
    WAREHOUSE,
    Shown,
    choose,
    click,
    columns,
    drag_card,
    give,
    named,
    opened,
    roadmap_workspace,
    show,
    stored,
    workspace_path,
)
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, key, modal, press, texts, undo_label

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["opened", "roadmap_workspace", "workspace_path"]

TABS = ("board", "timeline", "scores", "launches", "goals", "delivery")
ALL = {NOW: [EXPORT, SEARCH, QUEUE], NEXT: [GROUPS, PUSH, WAREHOUSE], LATER: [EUROPE, CHECKLIST]}


class TestRoadmapPage(PageContract):
    page_id = "roadmap"

    @pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
    @pytest.mark.parametrize("size", [(1024, 640)])
    def test_no_text_is_cut(self, family: str, on_page: Callable[[str], tuple[MainWindow, Page]], size: tuple[int, int]) -> None:
        """Of no tab in a small window, nor of the board in a large one; and every control has a name."""
        window, found = on_page("filled")
        page = cast(RoadmapPage, found)
        window.resize(1440, 900)
        wait_for(window)
        assert (window.width(), window.height()) == (1440, 900)
        assert cut_texts(window) == []
        window.resize(*size)
        for tab in TABS:
            show(window, tab)
            assert (window.width(), window.height()) == size
            assert cut_texts(window) == [], tab
            assert nameless(page) == [], tab
        for item in (SEARCH, CHECKLIST, WAREHOUSE):
            choose(window, page, item)
            assert cut_texts(page.detail) == [], item


def nameless(page: RoadmapPage) -> list[str]:
    """What the keyboard reaches and assistive technology has no name for."""
    found = []
    for control in [child for root in (page, page.detail) for child in root.findChildren(QWidget)]:
        inner = isinstance(control.parentWidget(), QLineEdit)  # the icons inside a field
        reached = control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner
        if reached and not (control.accessibleName() or getattr(control, "text", str)()):
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found


def card(page: RoadmapPage, item: int) -> Card:
    """A card as it is drawn."""
    return next(card for column in page.board.board.columns for card in column.cards if card.key == item)


def keyboard() -> QWidget:
    """Where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def pick(window: MainWindow, choice: QComboBox, text: str) -> None:
    """Choose by arrows what begins so."""
    wanted = next(place for place in range(choice.count()) if choice.itemText(place).startswith(text))
    choice.setFocus()
    while choice.currentIndex() != wanted:
        QTest.keyClick(choice, Qt.Key.Key_Down if choice.currentIndex() < wanted else Qt.Key.Key_Up)
    wait_for(window)


def behind(first: str) -> RecordsDialog:
    """The register that was opened, with its first record chosen and nothing cut."""
    dialog = cast(RecordsDialog, modal(RecordsDialog))
    assert dialog.current is not None
    assert dialog.current.title == first
    assert cut_texts(dialog) == []
    return dialog


# --- what the board shows


def test_the_board_has_its_columns_with_capped_scores_each_account_once_and_another_order_by_another_score(opened: Shown) -> None:
    window, page = opened()
    assert page.board.board.as_table()[1:] == [
        ("Now", "Bulk export", "1,200", "Data · Revenue kept", "80%, capped, was 100%", "$500k", "15 Jan 2027 · 1 of 16 gates",
         "+14 d; 80% one account; 1 at risk"),
        ("Now", "Ranked search", "400", "Growth · Stickiness", "50%, capped, was 100%", "", "27 Nov 2026 · 1 of 6 gates", "+3 d"),
        ("Now", "Queue service", "133", "Data", "50%, capped, was 80%", "", "18 Dec 2026", "+14 d"),
        ("Next", "Group provisioning", "360", "Identity · Enterprise ready", "80%", "$150k", "5 Mar 2027", "67% one account"),
        ("Next", "Push notices", "50", "Mobile", "50%", "", "not dated", ""),
        ("Next", "Warehouse writes", "42", "Data · Revenue kept", "50%, capped, was 80%", "$400k", "12 Mar 2027", "1 at risk"),
        ("Later", "Data in Europe", "56", "Data · Enterprise ready", "50%", "$400k", "H2 2027", "1 at risk"),
        ("Later", "Checklist", "–", "Growth", "50%", "", "not dated", "On hold"),
    ]  # fmt: skip
    assert [(column.aside, column.foot) for column in page.board.board.columns] == [
        ("8 of 9 person-months", "$500k, 2 accounts, each once"),
        ("8.5 of 9 person-months", "$550k, 3 accounts, each once"),
        ("8 person-months", "$400k, 1 account, each once"),
    ]
    assert page.board.total.text().startswith("$550k in 3 distinct accounts"), "and not the sum of the columns"
    assert page.detail.title.text() == "Bulk export"
    assert [(text, count) for _, text, count in page.tabs()] == [
        ("Board", 8), ("Timeline", None), ("Scores", 8), ("Launches", 2), ("Goals", 4), ("Delivery", None),
    ]  # fmt: skip
    sure = card(page, EXPORT).confidence
    assert sure is not None
    assert (sure.share, sure.claimed, sure.is_capped) == (0.8, 1.0, True)
    assert cut_texts(window) == []
    pick(window, page.board.score, "RICE, as claimed")
    assert columns(page) == {NOW: [EXPORT, SEARCH, QUEUE], NEXT: [GROUPS, WAREHOUSE, PUSH], LATER: [EUROPE, CHECKLIST]}
    assert (card(page, EXPORT).score, card(page, QUEUE).score) == ("1,500", "213")
    pick(window, page.board.score, "WSJF")
    assert columns(page)[LATER] == [CHECKLIST, EUROPE], "(8 + 5 + 2) ÷ 5 is the only one"
    assert (card(page, CHECKLIST).score, card(page, EXPORT).score) == ("3.0", "–")
    assert "No score: value, time criticality, risk reduction and job size missing." in card(page, EXPORT).tip
    assert "No score" not in card(page, CHECKLIST).tip, "effort is not what it lacks for this one"


def test_items_are_added_by_buttons_and_the_scores_of_others_stay(opened: Shown) -> None:
    window, page = opened()
    before = {row[1]: row[2] for row in page.board.board.as_table()[1:]}
    press(window, "roadmap.add")
    give(window, 12, impact=3.0, effort=0.5, confidence=100.0)
    after = {row[1]: row[2] for row in page.board.board.as_table()[1:]}
    assert {title: after[title] for title in before} == before
    for place, name in enumerate(("Add to Next", "Add to Later", "Item"), 13):
        click(window, page.board, name)
        assert page.detail.title.text() == "New item"
        assert stored(window, place).horizon == {"Add to Next": NEXT, "Add to Later": LATER}.get(name), name
    assert page.detail.plan_form.fields["title"].editor.hasFocus()
    show(window, "scores")
    click(window, page.scores, "Item")
    assert stored(window, 16).horizon is None
    assert page.current_tab() == "scores"
    show(window, "timeline")
    click(window, page.timeline, "Item")
    assert stored(window, 17).horizon is None
    assert page.current_tab() == "board", "without a day it does not stand on the timeline"


def test_team_goal_and_words_filter_and_the_sums_follow(opened: Shown) -> None:
    window, page = opened()
    pane = page.board
    pick(window, pane.team, "Identity")
    assert columns(page) == {NOW: [], NEXT: [GROUPS], LATER: []}
    assert pane.board.columns[1].foot == "$150k, 2 accounts, each once"
    assert pane.board.columns[0].foot == "nobody linked yet"
    heads = [column.aside for column in pane.board.columns]
    assert heads == ["0 of 3 person-months", "2 of 3 person-months", "not sized"], "what is shown, of what the team has"
    assert {column.empty for column in pane.board.columns} == {"No card here fits the filter."}
    assert pane.total.text().startswith("$150k in 2 distinct accounts")
    pick(window, pane.team, "Growth")
    assert pane.board.columns[0].aside == "1 person-months", "of a team of which nobody knows what it has"
    pick(window, pane.team, "All")
    assert pane.board.columns[0].empty == "Nothing is planned here. Drag a card here, or press N."
    pick(window, pane.goal, "Revenue kept")
    assert [column.aside for column in pane.board.columns] == ["4 person-months", "6 person-months", "not sized"]
    assert columns(page) == {NOW: [EXPORT], NEXT: [WAREHOUSE], LATER: []}
    give(window, PUSH, goal="Revenue kept")
    assert columns(page)[NEXT] == [PUSH, WAREHOUSE], "what is looked at stays"
    pick(window, pane.goal, "All")
    pane.board.setFocus()
    key(window, Qt.Key.Key_Slash)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "growth hold")
    assert columns(page) == {NOW: [], NEXT: [], LATER: [CHECKLIST]}
    key(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not pane.search
    assert pane.board.isAncestorOf(keyboard())
    pane.search.setFocus()
    key(window, Qt.Key.Key_Escape)
    assert columns(page) == ALL


# --- cards are moved


def test_a_card_is_dragged_into_another_column_undone_and_redone_or_goes_back(opened: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise UserError("Somebody was quicker.")

    window, page = opened()
    with monkeypatch.context() as patch:
        patch.setattr(store, "move_to_horizon", refuse)
        drag_card(window, page, QUEUE, LATER)
    assert window.strip.text.text() == "Somebody was quicker."
    assert columns(page) == ALL
    drag_card(window, page, EXPORT, LATER)
    moved = {NOW: [SEARCH, QUEUE], NEXT: [GROUPS, PUSH, WAREHOUSE], LATER: [EXPORT, EUROPE, CHECKLIST]}
    assert columns(page) == moved, "it stands where its score says"
    assert stored(window, EXPORT).horizon == LATER
    assert [column.foot.split(",")[0] for column in page.board.board.columns] == ["nobody linked yet", "$550k", "$500k"]
    assert page.detail.title.text() == "Bulk export"
    assert undo_label(window) == "move RM-2 Bulk export to Later"
    page.focus_first()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert (columns(page), stored(window, EXPORT).horizon) == (ALL, None)
    key(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (columns(page), stored(window, EXPORT).horizon) == (moved, LATER)


def test_what_is_over_stays_where_it_was_and_what_is_on_hold_shows_its_day(opened: Shown) -> None:
    window, page = opened()
    give(window, QUEUE, status=DONE)
    assert columns(page)[NOW] == [EXPORT, SEARCH]
    choose(window, page, QUEUE)
    assert "Roadmap item · Done · Data" in texts(page.detail)
    press(window, "roadmap.to_later")
    assert window.strip.text.text() == "What is done or dropped stands in no column. Set its status first."
    assert stored(window, QUEUE).horizon is None
    choose(window, page, AUDIT)
    before = stored(window, AUDIT)
    for command in ("later", "longer", "move"):
        window.strip.say(None)
        press(window, f"roadmap.{command}")
        assert window.strip.text.text() == "What is done or dropped can’t be moved. Set its status first.", command
        assert QApplication.activeModalWidget() is None
    assert stored(window, AUDIT) == before
    assert not page.detail.move_button.isEnabled()
    assert page.detail.move_button.toolTip() == window.strip.text.text()
    give(window, CHECKLIST, due=date(2026, 12, 18))
    assert (card(page, CHECKLIST).footer, card(page, CHECKLIST).chips[0].text) == (("18 Dec",), "On hold")
    choose(window, page, CHECKLIST)
    assert "18 Dec, in 25 days" in texts(page.detail.dates.section)


def test_the_board_is_gone_through_and_its_cards_are_moved_by_keys(opened: Shown) -> None:
    window, page = opened()
    page.focus_first()
    said = []
    for one in (Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_K):
        key(window, one)
        said.append(page.detail.title.text())
    assert said == [
        "Ranked search", "Queue service", "Warehouse writes", "Group provisioning", "Data in Europe", "Group provisioning",
        "Group provisioning",
    ]  # fmt: skip
    key(window, Qt.Key.Key_Return)
    problem = page.detail.why_form.fields["problem"]
    assert problem.editor.hasFocus()
    QTest.keyClicks(problem.editor, "Nobody manages groups twice.")
    key(window, Qt.Key.Key_Return, CONTROL)
    assert stored(window, GROUPS).problem == "Nobody manages groups twice."
    choose(window, page, QUEUE)
    page.focus_first()
    QTest.keyClicks(keyboard(), ">")
    wait_for(window)
    assert stored(window, QUEUE).horizon == NEXT
    assert columns(page)[NEXT] == [GROUPS, QUEUE, PUSH, WAREHOUSE]
    key(window, Qt.Key.Key_Right, CONTROL | SHIFT)
    assert stored(window, QUEUE).horizon == LATER
    for number, horizon in ((Qt.Key.Key_1, NOW), (Qt.Key.Key_3, LATER), (Qt.Key.Key_2, NEXT)):
        key(window, number, CONTROL | Qt.KeyboardModifier.AltModifier)
        assert stored(window, QUEUE).horizon == horizon
    press(window, "roadmap.by_days")
    assert stored(window, QUEUE).horizon is None
    assert undo_label(window) == "move RM-1 Queue service to the column of its days"
    assert columns(page) == ALL
    for _ in range(6):
        key(window, Qt.Key.Key_Z, CONTROL)
    assert stored(window, QUEUE).horizon is None
    assert undo_label(window) is None or "Queue service to" not in cast(str, undo_label(window))


# --- added, copied, deleted


def test_an_item_is_added_in_a_column_named_copied_and_deleted_by_keys_where_it_is_seen(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, EUROPE)
    page.focus_first()
    QTest.keyClicks(keyboard(), "n")
    wait_for(window)
    title = page.detail.plan_form.fields["title"]
    assert (page.detail.title.text(), stored(window, 12).horizon, stored(window, 12).code) == ("New item", LATER, "RM-12")
    assert title.editor.hasFocus()
    QTest.keyClicks(title.editor, "Bigger exports")
    key(window, Qt.Key.Key_Return)
    assert (stored(window, 12).title, columns(page)[LATER]) == ("Bigger exports", [EUROPE, CHECKLIST, 12])
    press(window, "roadmap.duplicate")
    assert (stored(window, 13).title, stored(window, 13).code) == ("Bigger exports", "RM-13")
    page.focus_first()
    key(window, Qt.Key.Key_Delete, CONTROL)
    assert window.strip.text.text() == "Deleted RM-13 Bigger exports with its briefs and gates."
    assert columns(page)[LATER] == [EUROPE, CHECKLIST, 12]
    click(window, window.strip, "Undo")
    assert page.detail.title.text() == "Bigger exports"
    assert page.view is not None
    assert page.view.item.id == 13, "undo brings it back to the inspector, too"
    for label in ("duplicate RM-12 Bigger exports", "edit RM-12 Bigger exports", "add RM-12 New item"):
        assert undo_label(window) == label
        press(window, "edit.undo")
    assert columns(page) == ALL
    choose(window, page, EXPORT)
    page.board.search.setText("nothing like it")
    wait_for(window)
    press(window, "roadmap.delete")
    assert window.strip.text.text() == "This view does not show the item. Show it first."
    assert stored(window, EXPORT).title == "Bulk export"


# --- around it


def test_the_registers_behind_it_are_found_and_change_what_the_board_says(opened: Shown) -> None:
    window, page = opened()
    window.show_page("home")
    wait_for(window)
    window.open_palette()
    wait_for(window)
    QTest.keyClicks(window.palette_.field, "warehouse wri")
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    wait_for(window)
    assert window.page is page
    assert page.detail.title.text() == "Warehouse writes"
    press(window, "roadmap.goals")
    behind("Enterprise ready").close()
    awake(window)
    press(window, "roadmap.teams")
    dialog = behind("Data")
    capacity = next(one for one in dialog.fields if one.spec.id == "capacity")
    for typed, wrong in (("much", "This is no figure. Type one such as 9 or 4.5."), ("4.5", "")):
        capacity.setFocus()
        QTest.keyClick(capacity.editor, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(capacity.editor, typed)
        key(window, Qt.Key.Key_Return)
        assert capacity.wrong.text() == wrong
    dialog.close()
    awake(window)
    said = [column.aside for column in page.board.board.columns]
    assert said == ["8 of 7.5 person-months", "8.5 of 7.5 person-months", "8 person-months"]
    press(window, "roadmap.gates")
    gates = behind("Promise and measure agreed")
    offset = next(one for one in gates.fields if one.spec.id == "tier_2")
    offset.setFocus()
    assert offset.text() == "−20"
    QTest.keyClick(offset.editor, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(offset.editor, Qt.Key.Key_Delete)
    key(window, Qt.Key.Key_Return)
    gates.close()
    awake(window)
    assert card(page, EXPORT).footer == ("15 Jan", "0 of 15 gates")
    press(window, "roadmap.restore_gates")
    restoring = cast(RestoreDialog, modal(RestoreDialog))
    assert restoring.table.table_text().split("\n")[1] == "Promise and measure agreed\tTier 2, days\t–\t−20"
    assert cut_texts(restoring) == []
    assert restoring.table.hasFocus(), "and not the button that closes it"
    click(window, restoring, "Restore")
    closed(window)
    assert card(page, EXPORT).footer == ("15 Jan", "1 of 16 gates")


def test_an_empty_page_takes_the_first_item_by_keys(open_window: Open) -> None:
    window = open_window("empty")
    window.show_page("roadmap")
    wait_for(window)
    page = cast(RoadmapPage, window.page)
    assert page.empty.action.hasFocus()
    assert page.detail.title.text() == "No item chosen"
    assert not page.detail.move_button.isVisible()
    for command in ("slipped", "baseline", "excel", "sentence", "move", "filter", "today"):
        assert next(one for one in page.commands() if one.id == f"roadmap.{command}").enabled(), command
    key(window, Qt.Key.Key_N, CONTROL)
    assert page.detail.title.text() == "New item"
    assert stored(window, 1).code == "RM-1"
    title, seen = page.detail.plan_form.fields["title"], page.detail._scroll.viewport()
    assert title.editor.hasFocus()
    assert seen.rect().contains(QRect(title.mapTo(seen, QPoint(0, 0)), title.size())), "no part of it is scrolled away"
    for tab, said in (
        ("launches", "No launch is planned yet."), ("goals", "The company has no goals yet."),
        ("delivery", "Nothing was committed to yet."),
    ):  # fmt: skip
        show(window, tab)
        assert said in "\n".join(one.text() for one in page.findChildren(QWidget) if one.isVisible() and hasattr(one, "text"))
        assert cut_texts(window) == []
    give(window, 1, status=DONE)
    show(window, "scores")
    assert named(page.scores, "New roadmap item").isVisible()
    click(window, page.scores, "New roadmap item")
    assert (stored(window, 2).code, stored(window, 2).horizon) == ("RM-2", None)


# --- reading only


EDITS = {
    "add", "edit", "rename", "duplicate", "delete", "erase", "score", "reach", "to_now", "to_next", "to_later", "by_days", "needs",
    "earlier", "later", "week_earlier", "week_later", "shorter", "longer", "baseline", "no_baseline", "move", "gate", "discovery",
    "feature", "release", "link", "restore_gates",
}  # fmt: skip


def test_reading_only_everything_is_seen_nothing_is_edited_and_it_is_said_why(
    bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path):
        assert window.open_path(path)
        window.show_page("roadmap")
        wait_for(window)
        page = cast(RoadmapPage, window.page)
        assert window.session is not None
        why = window.session.read_only_reason
        assert why is not None
        for item in (EXPORT, WAREHOUSE, SEARCH):
            choose(window, page, item)
            assert unlocked(page.detail, why, free={"Hide the inspector (F4)", "Brief"}, leading=("Open ", "Show ", "Fold ")) == []
        assert {command.id for command in page.commands() if command.enabled() == why} == {f"roadmap.{edit}" for edit in EDITS}
        page.focus_first()
        for letter, modifiers in (
            (Qt.Key.Key_N, CONTROL), (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_Return, CONTROL), (Qt.Key.Key_M, CONTROL | SHIFT),
            (Qt.Key.Key_D, CONTROL | SHIFT), (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Left, CONTROL | SHIFT), (Qt.Key.Key_1, CONTROL | Qt.KeyboardModifier.AltModifier),
        ):  # fmt: skip
            window.strip.say(None)
            choose(window, page, WAREHOUSE)
            key(window, letter, modifiers)
            assert window.strip.text.text() == why, letter
            assert QApplication.activeModalWidget() is None
        window.strip.say(None)
        drag_card(window, page, EXPORT, LATER)
        assert window.strip.text.text() == why
        assert columns(page) == ALL
        for tab, control in (
            ("board", page.board.add), ("timeline", page.timeline.add), ("scores", page.scores.list.action),
        ):  # fmt: skip
            show(window, tab)
            assert (control.isEnabled(), control.toolTip()) == (False, why)
        show(window, "board")
        assert [one.text() for one in page.board.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Add to")] == []
        press(window, "roadmap.copy")
        assert QGuiApplication.clipboard().text().startswith("Column\t")
        window.close_workspace()


# --- what is copied and written


def test_pictures_workbook_table_and_sentence_are_written_and_copied(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    assert window.session is not None
    asked: list[str] = []

    def ask(title: str, path: Path, kinds: str) -> Path:
        asked.append(path.name)
        return tmp_path / f"out {len(asked)}"

    page.copies.exports.ask_save = ask
    press(window, "roadmap.picture")
    assert (tmp_path / "out 1.png").read_bytes()[:4] == b"\x89PNG"
    press(window, "roadmap.excel")
    assert window.strip.text.text() == "It is in out 2.xlsx."
    staged = stage_file(window.session.workspace, ImportRequest(tmp_path / "out 2.xlsx", kind="roadmap", name="Roadmap again"))
    with window.session.workspace.reading() as read:
        found = differences_of(read, staged, TAKERS)
    staged.discard()
    assert found is not None
    assert {record.what for record in found.records} == {SAME}
    assert asked == ["Roadmap board 2026-11-23.png", "Roadmap 2026-11-23.xlsx"]
    page.copies.exports.ask_save = lambda title, path, kinds: tmp_path / "no such folder" / "out.png"
    press(window, "roadmap.picture")
    assert window.strip.text.text() == "out.png can’t be written. Choose another folder."
    press(window, "roadmap.sentence")
    assert QGuiApplication.clipboard().text() == (
        "RM-2 Bulk export: planned, now, 21 Dec 2026 – 15 Jan 2027, for Revenue kept. RICE 1,200, confidence 80% (claimed 100%, "
        "capped by the evidence). Behind it: $500k, 2 accounts. +14 d since Q4 plan: Queue service moved it by 12 days. "
        "Launch 15 Jan 2027, 1 of 16 gates passed."
    )
    press(window, "roadmap.copy")
    assert QGuiApplication.clipboard().text().split("\n")[2].split("\t")[:3] == ["Now", "Ranked search", "400"]
    for tab in ("board", "timeline", "scores"):
        show(window, tab)
        press(window, "roadmap.copy_picture")
        assert QGuiApplication.clipboard().image().width() > 600, tab
    press(window, "roadmap.copy")
    assert QGuiApplication.clipboard().text().split("\n")[1].startswith("RM-2\tBulk export\t1,200")
    show(window, "goals")
    assert next(one for one in page.commands() if one.id == "roadmap.picture").enabled() == (
        "Show the board, the timeline or the scores first."
    )
