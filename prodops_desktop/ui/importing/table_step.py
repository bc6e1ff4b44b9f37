"""The step Table: which table of the sheet, which rows are its header, and whether columns of periods become rows."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.forms import FormArea, form_head
from prodops_desktop.ui.importing.header_fields import HeaderFields
from prodops_desktop.ui.importing.look import Look, TableLook, Wide
from prodops_desktop.ui.importing.radio import OptionRow
from prodops_desktop.ui.importing.raw_grid import RawGrid
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column, RecordModel
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import HEADER_HEIGHT, ROW_HEIGHT
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided, label

_MOST_ROWS = 6


class TableList(DataTable):
    """The tables of a sheet; the one that is marked is read."""

    table_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("Tables of the sheet"), cell_focus=False)
        columns = [
            Column("range", tr("Range"), lambda one: Cell(one.range, role="name"), width=84),
            Column("title", tr("Title"), lambda one: Cell(one.title or tr("no title"), "text_2" if one.title else "text_3"), width=0),
            Column("rows", tr("Rows"), lambda one: Cell(formats.number(one.rows), "text_2", right=True), right=True, width=54),
            Column("columns", tr("Columns"), lambda one: Cell(formats.number(one.columns), "text_2", right=True), right=True, width=82),
        ]
        self.records = RecordModel(columns, lambda one: one.number, self)
        self.setModel(self.records)
        self.show_columns(self.records)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.moved.connect(self._on_moved)

    def show_tables(self, tables: tuple[TableLook, ...], chosen: int) -> None:
        """Show the tables, without telling anyone."""
        with QSignalBlocker(self):
            self.records.show(list(tables))
            self.go_to(self.records.row_of(chosen), 0)
        self.setFixedHeight(HEADER_HEIGHT + ROW_HEIGHT * min(_MOST_ROWS, max(1, len(tables))))

    def _on_moved(self, current: QModelIndex) -> None:
        key = self.records.key_at(current.row())
        if isinstance(key, int):
            self.table_chosen.emit(key)


class TableStep(QWidget):
    """Every choice goes into the :class:`FileChoices` at once, and needs another look into the file."""

    look_wanted = Signal()
    others_wanted = Signal()
    """The other tables of the sheet are to come in as well."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileChoices | None = None
        self.others = button("", self.others_wanted.emit, small=True)
        self._area = FormArea()
        self.tables, self.header, self.grid = TableList(), HeaderFields(), RawGrid()
        self.as_found = button(tr("As found"), lambda: self._on_header_chosen(None), role="link")
        self.hidden = QCheckBox()
        self.keep, self.spread = OptionRow(""), OptionRow("")
        self._wide = QWidget()
        self.grid_note = Elided("", "meta", "3")
        self._lay_out()
        self.tables.table_chosen.connect(self._on_table_chosen)
        self.header.header_chosen.connect(self._on_header_chosen)
        self.grid.header_chosen.connect(self._on_header_chosen)
        self.hidden.clicked.connect(lambda _: self._on_hidden_clicked())
        self.keep.clicked.connect(lambda _: self._on_periods_chosen(unpivot=False))
        self.spread.clicked.connect(lambda _: self._on_periods_chosen(unpivot=True))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_form())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 20, 9)
        head.setSpacing(8)
        head.addWidget(label(tr("Rows of the sheet"), "section"))
        head.addWidget(self.grid_note, 1)
        right.addLayout(head)
        right.addWidget(self.grid, 1)
        keys = (tr("↑↓ move"), tr("H this row is the header"), tr("Shift H the header ends here"), tr("0 no header"))
        hint = label("  ·  ".join(keys), "meta", "3", wrap=True)
        hint.setContentsMargins(16, 8, 16, 10)
        right.addWidget(hint)
        row.addLayout(right, 1)

    def _make_form(self) -> FormArea:
        form = self._area.form
        self.tables_note = form_head(form, tr("Tables"))
        form.addWidget(self.tables)
        form.addWidget(self.others)
        form.addSpacing(10)
        self.header_note = form_head(form, tr("Header"))
        form.addWidget(self.header)
        form.addWidget(self.as_found)
        form.addWidget(self.hidden)
        form.addSpacing(10)
        form.addWidget(self._make_wide())
        form.addStretch(1)
        return self._area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form gives way to the rows."""
        super().resizeEvent(event)
        self._area.fit(self.width())

    def _make_wide(self) -> QWidget:
        column = QVBoxLayout(self._wide)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.wide_note = form_head(column, tr("Columns of periods"))
        self.wide_text = label("", "meta", "3", wrap=True)
        column.addWidget(self.wide_text)
        group = QButtonGroup(self._wide)
        for option in (self.keep, self.spread):
            group.addButton(option)
            column.addWidget(option)
        return self._wide

    def show_file(self, file: FileChoices, others: int) -> None:
        """Show what was chosen; while another look is on its way, over what was found before. ``others``: tables that are left out."""
        look = file.look or file.shown
        if look is None:
            return
        self._file = file
        self.tables.show_tables(look.tables, look.table if file.table is None else file.table)
        self.tables_note.setText(counted(len(look.tables), "{n} on this sheet", "{n} on this sheet, one is read"))
        self.others.setText(counted(others, "Import the other table, too", "Import the other {n} tables, too"))
        self.others.setVisible(others > 0)
        self._show_header(file)
        self._show_hidden(file, look)
        self._show_wide(file, look.wide)
        own = look.own_table
        text = tr("“{sheet}”, table {range}, as in the file", sheet=look.sheet, range=own.range if own else "")
        self.grid_note.setText(text)

    def _show_header(self, file: FileChoices) -> None:
        look = file.raw or file.shown
        if look is not None:
            header = look.header if file.own.header is None else file.own.header
            self.header.show_header(header, look.last_row)
            self.header_note.setText(_header_note(file, header))
            self.as_found.setVisible(file.own.header is not None)
            self.grid.show_look(look, header)

    def focus_first(self) -> None:
        """Put the keyboard on the tables where there are several, else on the rows."""
        (self.tables if self.tables.records.rowCount() > 1 else self.grid).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_hidden(self, file: FileChoices, look: Look) -> None:
        own = look.own_sheet
        rows = own.hidden_rows if own else 0
        self.hidden.setVisible(bool(rows))
        self.hidden.setText(counted(rows, "Read the {n} hidden row, too", "Read the {n} hidden rows, too"))
        self.hidden.setChecked(file.hidden_rows)

    def _show_wide(self, file: FileChoices, wide: Wide | None) -> None:
        self._wide.setVisible(wide is not None)
        if wide is None:
            return
        count = formats.number(wide.count)
        self.wide_text.setText(
            tr("{n} columns are periods in sequence, from {first} to {last}.", n=count, first=wide.first, last=wide.last)
        )
        rows = counted(wide.rows, "{n} row", "{n} rows")
        self.keep.show_option(tr("Keep them as columns"), "")
        self.spread.show_option(tr("Make them rows"), tr("{rows}: {header}, {value}", rows=rows, header=wide.header, value=wide.value))
        (self.spread if file.own.unpivot else self.keep).setChecked(True)
        self.wide_note.setText(tr("chosen") if file.own.unpivot else "")

    def _on_table_chosen(self, number: int) -> None:
        if self._file is not None:
            self._file.choose_table(number)
            self.look_wanted.emit()

    def _on_header_chosen(self, rows: tuple[int, ...] | None) -> None:
        if self._file is not None:
            self._file.own.header = rows
            self._show_header(self._file)
            self.look_wanted.emit()

    def _on_hidden_clicked(self) -> None:
        if self._file is not None:
            self._file.hidden_rows = self.hidden.isChecked()
            self.look_wanted.emit()

    def _on_periods_chosen(self, *, unpivot: bool) -> None:
        if self._file is not None and self._file.own.unpivot != unpivot:
            self._file.own.unpivot = unpivot
            self.look_wanted.emit()


def _header_note(file: FileChoices, header: tuple[int, ...]) -> str:
    if file.own.header is not None:
        return tr("chosen")
    return tr("found") if header else tr("none was found")
