"""Starts the program on a workspace and tells, a line of JSON each time, what its window shows: for tests that press real keys."""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from prodops_desktop.ui.board.board import Board
from prodops_desktop.ui.charts.timeline import TimelineChart
from prodops_desktop.ui.importing.dialog import ImportDialog
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from tests.bench.real_window import with_window
from tests.ui.boards import card_place, column_of, view_of

STEP_NAMES = ("File", "Table", "Columns", "Summary")


def _look_on(window: MainWindow) -> None:
    told: list[str] = []

    def tell() -> None:
        focus, session = QApplication.focusWidget(), window.session
        if session is None or window.page is None or window.busy or focus is None:
            return
        state = {
            "page": window.page.id,
            "focus": focus.accessibleName(),
            "text": focus.text() if isinstance(focus, QLineEdit) else "",
            "undo": session.undo_label or "",
            "said": _said(focus),
            "modal": _modal(),
            "line": window.strip.line.text if window.strip.line is not None else "",
            **_rows(window),
            **_chosen(focus),
        }
        line = json.dumps(state)
        if told[-1:] != [line]:
            told.append(line)
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    timer = QTimer(window, interval=20)
    timer.timeout.connect(tell)
    timer.start()


def _modal() -> str:
    """The dialog that is to be answered first, an import with the step that it is at."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, ImportDialog):
        return f"Import: {STEP_NAMES[dialog.step]}"
    return type(dialog).__name__ if dialog is not None else ""


def _rows(window: MainWindow) -> dict[str, str]:
    """How many rows the grid of the page Datasets shows, and what its first row begins with."""
    page = window.page
    if not isinstance(page, DatasetsPage) or not page.grid.isVisible():
        return {"rows": "", "first": ""}
    grid = page.grid.table.grid
    return {"rows": str(grid.rowCount()), "first": grid.cell(0, grid.lead).text if grid.rowCount() else ""}


def _said(focus: QWidget) -> str:
    """What a dialog refuses, or what would move along with a bar that is dragged."""
    dialog = QApplication.activeModalWidget()
    wrong = getattr(dialog, "wrong", None)
    if wrong is not None:
        return str(wrong.text.text()) if wrong.isVisible() else ""
    preview = getattr(focus.parentWidget(), "preview", None) if isinstance(focus, TimelineChart) else None
    return str(preview.text()) if preview is not None else ""


def _chosen(focus: QWidget) -> dict[str, str]:
    """What is chosen on the timeline or board that has the keyboard, and where on the screen its middle is: “x y”."""
    holder: QWidget | None = focus
    while holder is not None and not isinstance(holder, Board | TimelineChart):
        holder = holder.parentWidget()
    if holder is None or holder.current is None:
        return {"chosen": "", "spot": ""}
    key = holder.current
    if isinstance(holder, Board):
        column = next(one for one in holder.columns if one.id == column_of(holder, key))
        title = next(card.title for card in column.cards if card.key == key)
        at = view_of(holder, column.id).viewport().mapToGlobal(card_place(holder, key))
    else:
        title = holder.stage.layout.places[key].bar.title
        at = holder.viewport().mapToGlobal(holder.place_of(key))
    return {"chosen": title, "spot": f"{at.x()} {at.y()}"}


if __name__ == "__main__":
    with_window(sys.argv[1], _look_on)
