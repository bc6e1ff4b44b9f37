"""A small workspace of feedback for the inspector and the dialogs of triage, as of Monday 23 November 2026, in a window of its own.

FB-1 to 3 come from a sheet, FB-4 is typed. FB-1 of Meridian Freight has Usage limit and Data out, FB-2 of Halden Bank Usage limit,
FB-3 of Halden Bank Audit and compliance, given last. FB-2 is merged into FB-1, so that both count for Usage limit (2) and Data out (2).
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QLabel, QWidget

from prodops_desktop.areas import TAKERS
from prodops_desktop.datasets.importing import import_file
from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.datasets.request import ImportRequest
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.store import find_item
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.ui.pages.feedback.reading import Board, ItemDetail, Row, read_board, read_detail, read_rows
from prodops_desktop.ui.session import Session
from prodops_desktop.workspace import Store, settings
from tests.ui.contract import dress, put_away, rest
from tests.unit.sheets_here import staging_here

Result = TypeVar("Result")

TODAY = date(2026, 11, 23)
MERIDIAN, BULK, AUDIT, TYPED = 1, 2, 3, 4
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ACCOUNTS = """Account,ARR,Segment,CSM,Renewal date,Region
Meridian Freight,412000,Enterprise,M. Okafor,2027-01-03,EMEA
Halden Bank,120000,Mid-market,S. Lind,2027-03-01,NA
"""
NOTES = """Text,Account,Date,Person,Channel
Quarterly reconciliation is due and the export stops at 50000 rows.,Meridian Freight,2026-11-20,S. Lindqvist,CS
Bulk export still splits into several files,Halden Bank,2026-11-19,Ana,CS
Need the audit log through the API before renewal,Halden Bank,2026-11-18,Ana,Support
"""


def fill(store: Store) -> None:
    settings.set_setting(store, "today", TODAY.isoformat())
    save_entry(store, "feature", "Bulk export", {}, ["Export v2"])
    save_entry(store, "feature", "Audit log API")
    save_entry(store, "person", "Ana Ruiz")
    values = {"account": "Stranger Ltd", "channel": "CS"}
    triage.add_item(store, "They want the monthly PDF on the first working day.", values, title="PDF on the first")
    for items, tag in (([MERIDIAN], "Data out"), ([MERIDIAN, BULK], "Usage limit"), ([AUDIT], "Audit and compliance")):
        triage.tag_items(store, items, find_tag(store, tag).id)
    triage.merge_items(store, [BULK], MERIDIAN)


@pytest.fixture(scope="session")
def feedback_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, made by the real import."""
    folder = tmp_path_factory.mktemp("feedback desk")
    (folder / "Accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "CS notes.csv").write_text(NOTES, encoding="utf-8")
    path = folder / "feedback.prodops"
    with staging_here(), open_workspace(path, create=True) as workspace:
        workspace.run(lambda store: settings.set_setting(store, "today", TODAY.isoformat())).result()
        import_file(workspace, ImportRequest(folder / "Accounts.csv", kind="accounts", name="Accounts"), takers=TAKERS)
        import_file(workspace, ImportRequest(folder / "CS notes.csv", kind="feedback", name="CS notes"), takers=TAKERS)
        workspace.run(lambda store: fill(store)).result()
    return path


class Desk:
    """An open workspace with a window that widgets are put into."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = QFrame()
        self.window.setObjectName("inspectorPane")
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        self.window.resize(320, 820)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def put(self, widget: QWidget) -> None:
        """Show a widget in the window."""
        layout = self.window.layout()
        assert layout is not None
        layout.addWidget(widget)
        self.settle()

    def ask(self, dialog: QDialog) -> None:
        """Open a dialog over the window."""
        dialog.open()
        assert QTest.qWaitForWindowActive(dialog)
        self.settle()

    def settle(self) -> None:
        """Let everything that is read and written arrive."""
        rest(lambda: self.session.busy)

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys where the keyboard is, and let everything arrive."""
        for one in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, one, modifiers)
            self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press the key of a button of a dialog with Ctrl, which takes a moment."""
        self.key(key, modifiers=CONTROL)
        QTest.qWait(150)
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.settle()

    def do(self, change: Callable[[Store], Result]) -> Result:
        """Make an edit."""
        return self.session.workspace.run(change).result()

    def read(self, query: Callable[[Store], Result]) -> Result:
        """Read from the file."""
        with self.session.workspace.reading() as store:
            return query(store)

    def board(self) -> Board:
        """How feedback stands."""
        return self.read(read_board)

    def row(self, item: int) -> Row:
        """An item as lists show it."""
        board = self.board()
        names = {tag.id: tag.name for tag in board.tags}
        return self.read(lambda store: read_rows(store, [item], board.customers, names))[0]

    def detail(self, item: int) -> ItemDetail:
        """What stands behind an item."""
        board = self.board()
        return self.read(lambda store: read_detail(store, item, board.customers))

    def tag(self, name: str) -> int:
        """The id of a tag."""
        return self.read(lambda store: find_tag(store, name)).id

    def tags_of(self, item: int) -> set[int]:
        """The tags that an item has."""
        return set(self.read(lambda store: find_item(store, item)).tags)


@pytest.fixture
def desk(qapp: QApplication, feedback_workspace: Path, tmp_path: Path) -> Iterator[Desk]:
    """The window on a fresh copy of the workspace."""
    dress(qapp)
    path = tmp_path / "feedback.prodops"
    path.write_bytes(feedback_workspace.read_bytes())
    session = Session(open_workspace(path))
    made = Desk(session)
    yield made
    made.settle()
    made.window.close()
    session.close()
    put_away(made.window, session)


def all_closed() -> bool:
    """Whether no dialog is open any more."""
    return QApplication.activeModalWidget() is None


def texts(widget: QWidget) -> str:
    """What labels in a widget say."""
    return "\n".join(child.text() for child in widget.findChildren(QLabel) if child.isVisibleTo(widget))
