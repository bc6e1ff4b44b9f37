"""The tab Quarantine of a dataset “Wave” with four rows held back, and what is seen of it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.quarantine import HeldRow, held_rows
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.datasets.store import find_dataset
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from tests.ui.contract import wait_for
from tests.unit.sheets_here import staging_here

Shown = tuple[MainWindow, DatasetsPage]
HEAD = "score,date,company,comment"
BAD = (
    "42,2026-11-02,Acme,too much",
    ",2026-11-03,Beta,nothing",
    'many,2026-11-04,Gamma,"two\nlines"',
    "99,2026-11-05,Test,an entry of ours",
)
GOOD = ("9,2026-11-01,Acme,fine", "7,2026-11-06,Beta,well", "8,2026-11-07,Beta,well again")
CTRL = Qt.KeyboardModifier.ControlModifier


def bring(window: MainWindow, path: Path, *rows: str) -> None:
    assert window.session is not None
    path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    with staging_here():
        import_file(window.session.workspace, ImportRequest(path, kind="nps", name="Wave"), takers=TAKERS)
    window.session.announce(frozenset({"dataset", "version"}))
    wait_for(window)


def held(window: MainWindow) -> list[HeldRow]:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return held_rows(store, find_dataset(store, "Wave").version.id)


def counts(window: MainWindow) -> tuple[int, int, int]:
    assert window.session is not None
    with window.session.workspace.reading() as store:
        version = find_dataset(store, "Wave").version
    return version.rows_accepted, version.rows_quarantined, version.rows_dropped


def texts(widget: QWidget) -> str:
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))


def told(page: DatasetsPage, row: int, column: int) -> str:
    """A cell as assistive technology has it."""
    table = page.quarantine.table
    return str(table.held.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def numbered(page: DatasetsPage, row: int) -> str:
    """The number of a row as assistive technology has it."""
    return str(page.quarantine.table.held.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole))


def editor(page: DatasetsPage) -> QLineEdit | QPlainTextEdit:
    found = page.quarantine.table.editor()
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def run(page: DatasetsPage, command: str) -> None:
    found = next(one for one in page.commands() if one.id == command)
    assert found.enabled() is None
    found.run()
