"""The step Columns: which column is which field, how sure that is, what is to be checked, and what the kind still needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.column_pane import ColumnPane
from prodops_desktop.ui.importing.columns_table import ColumnsTable
from prodops_desktop.ui.importing.look import missing_text
from prodops_desktop.ui.importing.mapped import MappedColumn, mapped_columns, open_count
from prodops_desktop.ui.importing.table_choices import RIGHT_FIELD
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_PANE_FROM = growing(1000)
"""From this width of the step on the pane always stands at the side; below, a key opens it."""
_ROOM_FOR_COUNT, _ROOM_FOR_KIND, _ROOM_FOR_BAR = growing(840), growing(740), growing(600)
"""What the row above the table needs to say how many need a look, to offer what the rows are, and to be there at all."""


class ColumnsStep(QWidget):
    """The columns of one file; choices go into its :class:`FileChoices` at once."""

    changed = Signal()
    look_wanted = Signal()
    """Something was chosen that needs another look into the file."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileChoices | None = None
        self._columns: list[MappedColumn] = []
        self._opened = False
        """Whether the pane was opened where it does not stand by itself."""
        self.count, self.left_to_do = label("", "name"), label("", "meta", "3")
        self.kind = Choice(
            [(kind.name, kind.title) for kind in KINDS.values()], caption=tr("Rows are"), name=tr("What the rows are"), snug=True
        )
        self.filter = Segments([("all", tr("All")), ("look", tr("Needs a look")), ("none", tr("Not mapped"))], "all", tr("Columns shown"))
        self.missing = Note("bad", "")
        self.table = ColumnsTable()
        self.pane = ColumnPane()
        self.hint = label(_hint(), "meta", "3", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(20, 9, 16, 9)
        bar.setSpacing(8)
        for widget in (self.count, self.left_to_do):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.kind)
        bar.addWidget(self.filter)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._bar)
        self._room = QWidget()
        room = QHBoxLayout(self._room)
        room.setContentsMargins(20, 0, 16, 8)
        room.addWidget(self.missing)
        left.addWidget(self._room)
        left.addWidget(self.table, 1)
        self.hint.setContentsMargins(20, 8, 16, 10)
        left.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.pane)

    def _connect(self) -> None:
        self.table.field_chosen.connect(self._on_field_chosen)
        self.table.left_out.connect(self._on_left_out)
        self.table.answered.connect(self._on_number_typed)
        self.table.alike_wanted.connect(self._on_alike_wanted)
        self.table.next_wanted.connect(self.go_to_next)
        self.table.pane_wanted.connect(self.open_pane)
        self.table.moved.connect(lambda _: self._show_pane())
        self.pane.answered.connect(self._on_answered)
        self.pane.type_chosen.connect(self._on_type_chosen)
        self.pane.left.connect(self.close_pane)
        self.kind.activated.connect(lambda _: self._on_kind_chosen())
        self.filter.chosen.connect(lambda _: self._show_rows())

    def show_file(self, file: FileChoices) -> None:
        """Show the columns of a file that was looked at."""
        look = file.look
        if look is None:
            return
        self._file, self._columns = file, mapped_columns(look, file.own)
        self.kind.choose(look.kind)
        self.kind.updateGeometry()  # it was chosen without telling anyone, also not its layout
        mapped = sum(column.field is not None for column in self._columns)
        self.count.setText(tr("{m} of {n} columns mapped", m=formats.number(mapped), n=formats.number(len(self._columns))))
        open_ = open_count(self._columns)
        self.left_to_do.setText(counted(open_, "{n} needs a look", "{n} need a look") if open_ else "")
        self._show_missing()
        self._show_rows()

    def focus_first(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def open_pane(self) -> None:
        """Go to all that is known of the current column."""
        if self.table.current() is not None:
            self._opened = True
            self._show_pane()
            self.pane.focus_first()

    def close_pane(self) -> None:
        """Go back to the table."""
        self._opened = False
        self.focus_first()
        self._show_pane()

    def go_to_next(self) -> None:
        """Go to the next column with an open question, round from the last to the first."""
        current = self.table.current()
        at = next((at for at, one in enumerate(self._columns) if current is not None and one.look.header == current.look.header), -1)
        following = [*self._columns[at + 1 :], *self._columns[: at + 1]]
        header = next((one.look.header for one in following if one.open), None)
        if header is None:
            return
        if self.table.records.row_of(header) < 0:
            self.filter.choose("all")
            self._show_rows()
        self.table.go_to(self.table.records.row_of(header))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane stands at the side where there is room."""
        super().resizeEvent(event)
        self._show_pane()

    def _show_missing(self) -> None:
        assert self._file is not None
        look = self._file.look
        missing = self._file.own.missing(look) if look is not None else []
        self._room.setVisible(bool(missing))
        if not missing or look is None:
            self.missing.say("bad", "")
            return
        text = tr(
            "{kind} needs {fields}, and no column has it yet. Choose it as the field of a column, or choose another kind.",
            kind=KINDS[look.kind].title,
            fields=missing_text(missing),
        )
        self.missing.say("bad", text)

    def _show_rows(self) -> None:
        assert self._file is not None
        look = self._file.look
        if look is None:
            return
        groups = {
            "all": self._columns,
            "look": [column for column in self._columns if column.open],
            "none": [column for column in self._columns if column.field is None],
        }
        for id_, text in (("all", tr("All")), ("look", tr("Needs a look")), ("none", tr("Not mapped"))):
            self.filter.set_text(id_, f"{text} {formats.number(len(groups[id_]))}")
        if not groups[self.filter.current()]:
            self.filter.choose("all")
        self.table.show_columns_of(KINDS[look.kind], groups[self.filter.current()], self._columns)
        self._show_pane()

    def _show_pane(self) -> None:
        column = self.table.current()
        if column is not None:
            self.pane.show_column(column)
        wide = self.width() >= _PANE_FROM
        self.pane.setVisible(column is not None and (wide or self._opened))
        room = self.width() - (self.pane.width() if self.pane.isVisibleTo(self) else 0)
        self.left_to_do.setVisible(room >= _ROOM_FOR_COUNT)
        self.kind.setVisible(room >= _ROOM_FOR_KIND)
        self._bar.setVisible(room >= _ROOM_FOR_BAR)

    def _on_field_chosen(self, header: str, field: str | None) -> None:
        file = self._file
        look = file.look if file is not None else None
        if file is not None and look is not None:
            file.own.choose_field(look, header, field)
            self._chosen(file)

    def _on_left_out(self, header: str) -> None:
        if self._file is not None:
            self._file.own.turn(header)
            self._chosen(self._file)

    def _on_number_typed(self, place: int) -> None:
        column = self.table.current()
        question = next(iter((*column.open, *column.questions)), None) if column is not None else None
        if question is not None and place < len(question.options):
            self._on_answered(question.id, question.options[place].id)

    def _on_alike_wanted(self) -> None:
        """Answer all open questions like that of the current column as it is answered there, or as it is suggested."""
        file, column = self._file, self.table.current()
        look = file.look if file is not None else None
        question = next(iter((*column.open, *column.questions)), None) if column is not None else None
        if file is None or look is None or column is None or question is None or question.id == RIGHT_FIELD:
            return
        option = column.answer(question).id
        for one in self._columns:
            if one is column or any(asked.id == question.id for asked in one.open):
                file.own.answer(look, one.look.header, question.id, option)
        self._chosen(file)

    def _on_answered(self, question: str, option: str) -> None:
        file, column = self._file, self.table.current()
        look = file.look if file is not None else None
        if file is not None and look is not None and column is not None:
            file.own.answer(look, column.look.header, question, option)
            self._chosen(file)

    def _on_type_chosen(self, type_: str) -> None:
        file, column = self._file, self.table.current()
        if file is not None and column is not None:
            file.own.choose_type(column.look.header, type_)
            self._chosen(file)

    def _chosen(self, file: FileChoices) -> None:
        """Show what was chosen; a column that is to be read in another way is looked at again."""
        self.show_file(file)
        self.changed.emit()
        if file.is_stale:
            self.look_wanted.emit()

    def _on_kind_chosen(self) -> None:
        if self._file is not None:
            self._file.choose_kind(self.kind.current_id())
            self.look_wanted.emit()


def _hint() -> str:
    keys = (
        tr("↑↓ move between columns"),
        tr("Enter choose a field"),
        tr("Delete leave the column out"),
        tr("Alt ↓ open the list"),
        tr("1–9 answer"),
        tr("A the same in all columns"),
        tr("N next question"),
        tr("F2 all about the column"),
    )
    return "  ·  ".join(key.replace(" ", "\u00a0") for key in keys)
