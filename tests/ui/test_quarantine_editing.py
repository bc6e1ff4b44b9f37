"""Cells of held rows are mended in place: what is typed is what is kept, and nothing else is."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from prodops_desktop.datasets.quarantine import mend
from prodops_desktop.datasets.rulings import dismiss
from prodops_desktop.ui.main_window import MainWindow
from tests.ui.contract import wait_for
from tests.ui.held_desk import CTRL, Shown, counts, editor, held, run


def test_a_text_of_several_lines_is_edited_whole(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(2, 4)
    QTest.keyClick(table, Qt.Key.Key_Return)
    field = editor(page)
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "two\nlines"
    QTest.keyClick(field, Qt.Key.Key_End, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "three")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for(window)
    assert held(window)[2].mends == {4: "two\nlines\nthree"}


def test_what_is_typed_is_taken_before_a_row_is_released(shown: Shown) -> None:
    window, page = shown
    QTest.keyClicks(page.quarantine.table, "6")
    assert editor(page).isVisible()
    run(page, "datasets.release")
    wait_for(window)
    assert counts(window) == (3, 3, 0)


@pytest.mark.parametrize("written", ["two\nlines\u00a0here", "cr\r\nlf", "long " * 100 + "\u00a0", "a\rb"])
def test_a_text_that_is_only_looked_at_stays_as_it_is(shown: Shown, written: str) -> None:
    window, page = shown
    write(window, 0, 4, written)
    table = page.quarantine.table
    table.go_to(0, 4)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert held(window)[0].mends == {4: written}


def test_what_is_typed_into_several_lines_keeps_their_signs_and_ends(shown: Shown) -> None:
    window, page = shown
    write(window, 0, 4, "one\u00a0x\r\ntwo")
    table = page.quarantine.table
    table.go_to(0, 4)
    QTest.keyClick(table, Qt.Key.Key_F2)
    cast(QPlainTextEdit, editor(page)).moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor(page), "!")
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert held(window)[0].mends == {4: "one\u00a0x\r\ntwo!"}


def test_typing_over_several_lines_begins_behind_the_first_letter_and_tab_leaves(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(2, 4)
    QTest.keyClicks(table, "a")
    QTest.keyClicks(editor(page), "bc")
    QTest.keyClick(editor(page), Qt.Key.Key_Tab)
    wait_for(window)
    assert held(window)[2].mends == {4: "abc"}


def test_a_long_text_is_pasted_whole(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(0, 4)
    QTest.keyClick(table, Qt.Key.Key_F2)
    QGuiApplication.clipboard().setText("y" * 40_000)
    QTest.keyClick(editor(page), Qt.Key.Key_A, CTRL)
    QTest.keyClick(editor(page), Qt.Key.Key_V, CTRL)
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert held(window)[0].mends == {4: "y" * 40_000}


def test_one_row_after_the_other_is_typed_into_and_released(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    for score, left in (("3", 3), ("4", 2)):
        QTest.keyClicks(table, score)
        run(page, "datasets.release")
        wait_for(window)
        assert (counts(window)[1], table.currentIndex().column()) == (left, 1)


def test_what_is_being_typed_outlives_what_happens_to_other_rows(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(1, 1)
    QTest.keyClicks(table, "7")
    assert window.session is not None
    other, own = held(window)[3], held(window)[1]
    version = page.quarantine.version
    assert version is not None
    window.session.run(lambda store: dismiss(store, version.id, [other.id], "a test"))
    window.session.run(lambda store: mend(store, own.part, own.row, 4, "said twice"))
    wait_for(window)
    assert editor(page).property("text") == "7"
    QTest.keyClick(editor(page), Qt.Key.Key_Return)
    wait_for(window)
    assert held(window)[1].mends == {1: "7", 4: "said twice"}
    assert table.held.rowCount() == 3


def test_the_rows_that_were_asked_about_are_dismissed(shown: Shown) -> None:
    window, page = shown
    table = page.quarantine.table
    table.go_to(3, 1)
    run(page, "datasets.dismiss")
    page.quarantine.reasons.field.setText("a test entry")
    table.go_to(0, 1)
    QTest.keyClick(page.quarantine.reasons.field, Qt.Key.Key_Return)
    wait_for(window)
    assert [row.raw(1) for row in held(window)] == ["42", "", "many"]


def write(window: MainWindow, row: int, position: int, text: str) -> None:
    assert window.session is not None
    one = held(window)[row]
    window.session.run(lambda store: mend(store, one.part, one.row, position, text))
    wait_for(window)
