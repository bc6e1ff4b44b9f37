"""The rows of a file that were not accepted, with their raw cells and the reasons; never counted, always listed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.datasets.model import Column as DataColumn
from prodops_desktop.datasets.model import Dataset, QuarantinedRow
from prodops_desktop.datasets.reading import columns_of, quarantine_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel, show_records
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided
from prodops_desktop.ui.widgets.toolbar import PageToolbar
from prodops_desktop.workspace import Store


@dataclass(frozen=True)
class _Held:
    version: int
    columns: tuple[DataColumn, ...]
    rows: list[QuarantinedRow]


class QuarantinePane(QWidget):
    """Read-only: a row is mended in its sheet and imported again."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: int | None = None
        self.title = Elided("", "page")
        self.about = Elided("", "meta", "3")
        self.model = RecordModel([], lambda row: (row.sheet, row.row), self)
        self.table = DataTable(tr("Rows in quarantine"), parent=self)
        self.table.setModel(self.model)
        self.table.copied.connect(self.table.copy_cells)
        self.empty = EmptyState(tr("No row of this dataset is in quarantine."), icon="shield-alert-outline")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        head = PageToolbar(self.title, self.about)
        head.row.setContentsMargins(GUTTER, 0, 12, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stack, 1)

    def show_dataset(self, dataset: Dataset) -> None:
        """Show what the newest version of a dataset holds back."""
        version = dataset.version
        self.title.setText(dataset.name)
        self.title.setMinimumWidth(min(220, self.title.sizeHint().width() + 2))
        held = counted(version.rows_quarantined, "{n} row held back", "{n} rows held back")
        self.about.setText(f"v{version.number} · {held} · {version.file}")
        self.stack.setCurrentWidget(self.table if version.rows_quarantined else self.empty)

        def look(store: Store) -> _Held:
            return _Held(version.id, columns_of(store, version.id), quarantine_of(store, version.id))

        self._session.read(look, self._on_read, key="datasets.quarantine")

    def focus_first(self) -> None:
        """The keyboard goes to the first row."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)

    def _on_read(self, held: _Held) -> None:
        if held.version != self._shown:
            self._shown = held.version
            self.model.set_columns(_columns(held))
            self.table.show_columns(self.model)
        show_records(self.table, self.model, held.rows)


def _columns(held: _Held) -> list[Column]:
    def reason(row: QuarantinedRow) -> Cell:
        text = " ".join(row.reasons)
        return Cell(text, "warn", icon="shield-alert-outline", tip="\n".join(row.reasons))

    made = [
        Column("row", tr("Row"), lambda row: Cell(formats.number(row.row), "text_3", right=True), right=True, width=64),
        Column("reason", tr("Why it was held back"), reason, width=330),
    ]
    if len({row.sheet for row in held.rows}) > 1:
        made.insert(1, Column("sheet", tr("Sheet"), lambda row: Cell(row.sheet, "text_2"), width=110))
    made.extend(
        Column(f"c{column.position}", " ".join(column.header.split()), _raw_cell(index), width=130)
        for index, column in enumerate(held.columns)
    )
    return made


def _raw_cell(index: int) -> Callable[[QuarantinedRow], Cell]:
    def cell(row: QuarantinedRow) -> Cell:
        text = row.cells[index] if index < len(row.cells) else ""
        return Cell(" ".join(text[:300].split()), mono=True, tip=text) if text else Cell(tr("empty"), "text_3")

    return cell
