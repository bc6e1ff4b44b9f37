"""The tab Quarantine by keys and mouse: look, mend, release, dismiss, decide as before, and back by undo."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.datasets.quarantine import mend
from prodops_desktop.datasets.store import find_dataset, versions_of
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.pages.datasets import page as datasets_page
from prodops_desktop.ui.pages.datasets.detail import Detail, read_dataset
from prodops_desktop.workspace import Store
from tests.ui.contract import cut_texts, wait_for
from tests.ui.held_desk import BAD, CTRL, GOOD, Shown, bring, counts, editor, held, numbered, run, texts, told


def dismiss_by_keys(window: MainWindow, page: DatasetsPage, reason: str) -> None:
    """Leave the current row out for a reason, which is offered for the next one."""
    pane, table = page.quarantine, page.quarantine.table
    QTest.keyClick(window, Qt.Key.Key_Delete)
    assert pane.reasons.field.hasFocus()
    assert pane.reasons.ask.text() == "Why is 1 row left out?"
    before = counts(window)
    QTest.keyClick(pane.reasons.field, Qt.Key.Key_Return)
    assert counts(window) == before, "not without a reason"
    QTest.keyClicks(pane.reasons.field, reason)
    QTest.keyClick(pane.reasons.field, Qt.Key.Key_Return)
    wait_for(window)
    assert table.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Delete)
    assert pane.reasons.field.text() == reason, "it is remembered"
    QTest.keyClick(pane.reasons.field, Qt.Key.Key_Escape)
    assert table.hasFocus()


def test_a_morning_by_keys(shown: Shown) -> None:
    """Mend by typing, see that it is still wrong, mend it, release it, dismiss another one with a reason, and take all of it back."""
    window, page = shown
    table = page.quarantine.table
    assert table.hasFocus()
    assert told(page, 0, 1) == "42, “score” is 42; it must be 0 to 10."
    assert told(page, 0, 2) == "2026-11-02"
    assert "“score” is 42; it must be 0 to 10." in texts(page.held.inspector)
    assert "score · A2" in texts(page.held.inspector)

    QTest.keyClicks(table, "e")
    assert editor(page).hasFocus()
    QTest.keyClicks(editor(page), "leven")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert told(page, 0, 1) == "eleven, “score” is “eleven”: not a whole number."
    assert held(window)[0].mends == {1: "eleven"}
    assert table.hasFocus()

    QTest.keyClick(table, Qt.Key.Key_F2)
    assert cast(QLineEdit, editor(page)).selectedText() == "eleven"
    QTest.keyClicks(editor(page), "10")
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    wait_for(window)
    assert held(window)[0].mends == {1: "eleven"}, "Esc leaves it as it was"

    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClicks(editor(page), "10")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert told(page, 0, 1) == "10, mended; In the file: 42"
    assert table.held.cell(0, 0).text == "Nothing is wrong any more"
    assert "In the file: 42" in texts(page.held.inspector)
    assert "Mend “score” in row 2 of Wave" in texts(page.held.inspector)

    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    wait_for(window)
    assert counts(window) == (3, 3, 0)
    assert window.strip.text.text().startswith("Released 1 row.")
    assert table.currentIndex().row() == 0
    assert told(page, 0, 1) == "empty, “score” is empty."

    table.go_to(2, 1)
    dismiss_by_keys(window, page, "a test entry")
    assert counts(window) == (3, 2, 1)
    assert window.strip.text.text() == "Dismissed 1 row: a test entry."

    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        wait_for(window)
    assert counts(window) == (2, 4, 0)
    assert [row.mends for row in held(window)] == [{}] * 4


def test_the_same_by_mouse(shown: Shown) -> None:
    window, page = shown
    pane, table = page.quarantine, page.quarantine.table

    def spot(row: int, column: int) -> QPoint:
        return table.visualRect(table.held.index(row, column)).center()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(1, 1))
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot(1, 1))
    QTest.keyClicks(editor(page), "3")
    QTest.keyClick(editor(page), Qt.Key.Key_Tab)
    wait_for(window)
    assert held(window)[1].mends == {1: "3"}
    assert table.currentIndex().column() == 2, "Tab goes on to the next cell"
    assert editor(page).isVisible()
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CTRL, spot(0, 0))
    QTest.mouseClick(table.verticalHeader().viewport(), Qt.MouseButton.LeftButton, CTRL, QPoint(20, spot(1, 0).y()))
    assert pane.release.text() == "Release 2"
    assert numbered(page, 1) == "3, marked"
    QTest.mouseClick(pane.release, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert counts(window) == (3, 3, 0)
    assert "Row 2 can’t be released: “score” is 42; it must be 0 to 10." in window.strip.text.text()
    QTest.mouseClick(pane.dismiss, Qt.MouseButton.LeftButton)
    assert pane.reasons.ask.text() == "Why is 1 row left out?", "the other one is marked still"
    pane.reasons.field.setText("not ours")
    QTest.mouseClick(pane.reasons.take, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert counts(window) == (3, 2, 1)
    (undo,) = [made for made in window.strip.findChildren(QPushButton) if made.text().startswith("Undo")]
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert counts(window) == (3, 3, 0)


def test_rows_are_filtered_by_reason_and_by_words(shown: Shown) -> None:
    window, page = shown
    pane, table = page.quarantine, page.quarantine.table
    buttons = {made.text(): made for made in pane.groups.findChildren(QPushButton)}
    assert list(buttons) == ["All  4", "score: must be 0 to 10  2", "score: empty  1", "score: not a whole number  1"]
    QTest.mouseClick(buttons["score: must be 0 to 10  2"], Qt.MouseButton.LeftButton)
    wait_for(window)
    assert [told(page, row, 1).split(",")[0] for row in range(table.held.rowCount())] == ["42", "99"]
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert pane.search.hasFocus()
    QTest.keyClicks(pane.search, "ours")
    wait_for(window)
    assert table.held.rowCount() == 1
    QTest.keyClicks(pane.search, " nowhere")
    wait_for(window)
    assert pane.no_match.isVisible()
    QTest.mouseClick(pane.no_match.action, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert table.held.rowCount() == 4
    assert table.hasFocus()

    row = held(window)[0]
    assert window.session is not None
    window.session.run(lambda store: mend(store, row.part, row.row, 1, "5"))
    wait_for(window)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert cast(QLineEdit, editor(page)).text() == "5"
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    run(page, "datasets.release_right")
    wait_for(window)
    assert (table.held.rowCount(), table.held.marked_count) == (1, 1)
    run(page, "datasets.raw")
    wait_for(window)
    assert held(window)[0].mends == {}
    assert table.held.rowCount() == 4, "the group that is empty gives way to all"


def test_a_row_that_was_decided_about_last_month_takes_one_key(shown: Shown, tmp_path: Path) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(3, 1)
    page.held.actions.ask_reason()
    page.quarantine.reasons.field.setText("a test entry")
    QTest.keyClick(page.quarantine.reasons.field, Qt.Key.Key_Return)
    wait_for(window)
    bring(window, tmp_path / "wave 2.csv", *BAD, *GOOD)
    assert page.quarantine.about.text().startswith("v2 · 4 rows held back")
    table.go_to(3, 1)
    wait_for(window)
    assert table.held.cell(3, 0).aside == "in v1: dismissed, a test entry"
    assert "in v1: dismissed, a test entry" in texts(page.held.inspector)
    assert page.held.inspector.as_before.isVisibleTo(page.held.inspector)
    QTest.keyClick(window, Qt.Key.Key_F8)
    wait_for(window)
    assert counts(window) == (3, 3, 1)
    assert not page.held.inspector.as_before.isVisibleTo(page.held.inspector)


def test_a_refresh_keeps_the_row_and_the_marks(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(2, 2)
    QTest.keyClick(table, Qt.Key.Key_Space, CTRL)
    wait_for(window)
    assert window.session is not None
    row = held(window)[3]
    window.session.run(lambda store: mend(store, row.part, row.row, 1, "5"))
    wait_for(window)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 2)
    assert table.held.marks() == [held(window)[2].id]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.held.marks() == []


def test_rows_are_copied_as_they_are(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    wait_for(window)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "#\tWhy it was held back\tscore\tdate\tcompany\tcomment"
    assert lines[3].split("\t")[1:] == ["“score” is “many”: not a whole number.", "many", "2026-11-04", "Gamma", "two lines"]


def test_when_nothing_is_left_it_says_what_became_of_the_rows(shown: Shown) -> None:
    window, page = shown
    pane = page.quarantine
    QTest.keyClick(pane.table, Qt.Key.Key_A, CTRL)
    page.held.actions.ask_reason()
    pane.reasons.field.setText("no")
    QTest.keyClick(pane.reasons.field, Qt.Key.Key_Return)
    wait_for(window)
    assert pane.empty.isVisible()
    assert pane.empty.more.text() == "4 rows were dismissed"
    assert page.held.inspector.title.text() == "No row is chosen"
    assert not pane.release.isEnabled()


def test_where_nothing_may_be_changed_it_can_be_looked_at(open_window: Callable[[str], MainWindow], tmp_path: Path) -> None:
    from prodops_desktop.workspace import Workspace

    window = open_window("filled")
    window.show_page("datasets")
    bring(window, tmp_path / "wave.csv", *BAD, *GOOD)
    assert window.session is not None
    path = window.session.workspace.path
    window.close_workspace()
    wait_for(window)
    with Workspace.open(path):
        assert window.open_path(path, read_only=True)
        window.show_page("datasets")
        wait_for(window)
        page = cast(DatasetsPage, window.page)
        page.open(next(one.id for one in page.catalogue.list.records.records if one.name == "Wave"))
        window.show_tab("quarantine")
        wait_for(window)
        table = page.quarantine.table
        table.setFocus()
        table.go_to(0, 1)
        wait_for(window)
        QTest.keyClicks(table, "5")
        assert table.editor() is None
        assert not page.quarantine.release.isEnabled()
        assert page.quarantine.release.toolTip() == window.session.read_only_reason
        page.held.actions.release()
        assert window.strip.text.text() == window.session.read_only_reason


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"], indirect=True)
@pytest.mark.parametrize("size", [(1024, 640), (1440, 900)])
def test_no_text_is_cut(family: str, shown: Shown, size: tuple[int, int]) -> None:
    window, page = shown
    window.resize(*size)
    wait_for(window)
    assert cut_texts(window) == []
    page.held.actions.ask_reason()
    wait_for(window)
    assert cut_texts(window) == []


def test_the_grid_shows_released_rows_at_once(shown: Shown) -> None:
    window, page = shown
    QTest.keyClicks(page.quarantine.table, "6")
    run(page, "datasets.release")
    wait_for(window)
    window.show_tab("imported")
    wait_for(window)
    grid = page.grid.table.grid
    assert [grid.cell(row, 0).text for row in range(grid.rowCount())] == ["2", "6", "7"]
    page.grid.table.select_cell(0, 1)
    QTest.keyClick(page.grid.table, Qt.Key.Key_F9)
    wait_for(window)
    assert "mended by hand: “6”" in texts(page.detail.cell)
    assert "42" in texts(page.detail.cell)
    window.taking_back.undo()
    wait_for(window)
    assert grid.rowCount() == 2


def test_rows_of_an_older_version_are_reviewed_there(shown: Shown, tmp_path: Path) -> None:
    window, page = shown
    window.show_tab("imported")
    bring(window, tmp_path / "clean.csv", *GOOD)
    assert not page.detail.held.isVisibleTo(page.detail)
    page.detail.version_asked.emit(min(version.id for version in _versions(window)))
    wait_for(window)
    QTest.mouseClick(page.detail.review, Qt.MouseButton.LeftButton)
    wait_for(window)
    assert page.quarantine.about.text().startswith("v1, not the newest · 4 rows held back")
    page.quarantine.table.go_to(0, 1)
    QTest.keyClicks(page.quarantine.table, "6")
    run(page, "datasets.release")
    wait_for(window)
    assert [(version.number, version.rows_accepted, version.rows_quarantined) for version in _versions(window)] == [(2, 3, 0), (1, 3, 3)]


def _versions(window: MainWindow) -> list[Version]:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return versions_of(store, find_dataset(store, "Wave").id)


def test_the_number_of_a_row_stays_in_view_while_its_last_cell_is_mended(shown: Shown) -> None:
    window, page = shown
    window.resize(1024, 640)
    wait_for(window)
    table = page.quarantine.table
    last = table.held.columnCount() - 1
    table.go_to(1, last)
    QTest.keyClick(table, Qt.Key.Key_F2)
    assert table.horizontalScrollBar().value() > 0
    numbers = table.verticalHeader()
    assert numbers.isVisible()
    assert editor(page).mapTo(table, QPoint(0, 0)).x() >= numbers.geometry().right()
    seen = numbers.grab().toImage()
    row = table.visualRect(table.held.index(1, last))
    ground = seen.pixelColor(5, row.top() + 3)
    assert any(seen.pixelColor(x, row.center().y()) != ground for x in range(10, numbers.width() - 5)), "“3” is painted there"
    assert seen.pixelColor(0, row.center().y()) != ground, "and the edge of the current row"
    assert table.corner.isVisible()
    QTest.keyClick(editor(page), Qt.Key.Key_Escape)
    QTest.mouseClick(numbers.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, row.bottom() + 10))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, last)
    QTest.mouseClick(numbers.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(20, 5))
    assert table.held.marked_count == 3


@pytest.mark.parametrize("width", [1024, 1061, 1180, 1440])
def test_every_group_can_be_seen_at_any_width(shown: Shown, tmp_path: Path, width: int) -> None:
    window, page = shown
    window.resize(width, 640)
    wait_for(window)
    bring(window, tmp_path / "wave 2.csv", ",soon,Acme,a", "many,2026-11-02,Beta,b", *GOOD)
    bar = page.quarantine.groups
    chips = [made for made in bar.buttons.findChildren(QPushButton) if not made.isHidden()]
    assert len(chips) >= 3
    if bar.list.isVisible():
        assert [bar.list.itemText(at).rsplit("  ", 1)[0] for at in range(bar.list.count())] == [made.toolTip() for made in chips]
        return
    for made in chips:
        place = made.geometry().translated(bar.buttons.pos())
        assert bar.rect().contains(place), made.text()
        assert made.width() >= made.sizeHint().width(), made.text()


def test_all_keys_are_named_in_a_narrow_window(shown: Shown) -> None:
    window, page = shown
    window.resize(1024, 640)
    wait_for(window)
    foot = page.quarantine.foot
    around = foot.contentsMargins()
    room = QRect(0, 0, foot.width() - around.left() - around.right(), 1000)
    needed = foot.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, foot.text()).height()
    assert foot.height() >= needed + around.top() + around.bottom()


def test_the_inspector_follows_a_mend_before_the_dataset_is_read_again(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    window, page = shown
    go_on = threading.Event()

    def slow(store: Store, dataset: Dataset, wanted: int | None) -> Detail:
        go_on.wait(20)
        return read_dataset(store, dataset, wanted)

    def is_shown() -> bool:
        wanted = "Nothing is wrong any more"
        return wanted in texts(page.held.inspector) and page.quarantine.table.held.cell(0, 0).text == wanted

    monkeypatch.setattr(datasets_page, "read_dataset", slow)
    QTest.keyClicks(page.quarantine.table, "6")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    try:
        for _ in range(150):
            QTest.qWait(20)
            if is_shown():
                break
        assert is_shown()
    finally:
        go_on.set()
    wait_for(window)
    assert "Nothing wrong any more  1" in [made.text() for made in page.quarantine.groups.findChildren(QPushButton)]
