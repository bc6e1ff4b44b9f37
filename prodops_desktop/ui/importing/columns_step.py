"""Step 2: which column is which field, how sure that is, and what the kind still needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.columns_table import ColumnsTable, MappedColumn, tone_of, type_title
from prodops_desktop.ui.importing.look import field_title
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.bars import Meter
from prodops_desktop.ui.widgets.buttons import Segments
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.inspector import Section, clear_layout
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, dress, label

_ASIDE_WIDTH = 290
_ASIDE_FROM = 1120
"""From this width of the step on there is room for what is known of one column."""


class ColumnsStep(QWidget):
    """The columns of one file; choices go into its :class:`FileChoices` at once."""

    changed = Signal()
    look_wanted = Signal()
    """Another kind was chosen, for which the fields must be found."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileChoices | None = None
        self._columns: list[MappedColumn] = []
        self.count = label("", "name")
        self.found = label("", "meta", "3")
        self.kind = Choice([(kind.name, kind.title) for kind in KINDS.values()], caption=tr("Rows are"), name=tr("What the rows are"))
        self.filter = Segments([("all", tr("All")), ("look", tr("Needs a look")), ("none", tr("Not mapped"))], "all", tr("Columns shown"))
        self.missing = Note("bad", "")
        self.table = ColumnsTable()
        self.aside = QScrollArea()
        self._lay_out()
        self.table.field_chosen.connect(self._on_field_chosen)
        self.table.moved.connect(lambda _: self._show_aside())
        self.kind.activated.connect(lambda _: self._on_kind_chosen())
        self.filter.chosen.connect(lambda _: self._show_rows())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 9, 16, 9)
        bar.setSpacing(8)
        bar.addWidget(self.count)
        bar.addWidget(self.found)
        bar.addStretch(1)
        bar.addWidget(self.kind)
        bar.addWidget(self.filter)
        left.addLayout(bar)
        room = QHBoxLayout()
        room.setContentsMargins(20, 0, 16, 8)
        room.addWidget(self.missing)
        left.addLayout(room)
        left.addWidget(self.table, 1)
        self.hint = Elided("", "meta", "3")
        self.hint.setContentsMargins(20, 8, 16, 10)
        left.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._make_aside())

    def _make_aside(self) -> QFrame:
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._sections = QVBoxLayout(inside)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(0)
        self.aside.setWidgetResizable(True)
        self.aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.aside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.aside.setWidget(inside)
        self._pane = QFrame()
        self._pane.setObjectName("inspectorPane")
        self._pane.setFixedWidth(_ASIDE_WIDTH)
        column = QVBoxLayout(self._pane)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self.aside)
        return self._pane

    def show_file(self, file: FileChoices) -> None:
        """Show the columns of a file that was looked at."""
        look = file.look
        if look is None:
            return
        self._file = file
        found, mapping = look.found(), file.mapping
        self._columns = [
            MappedColumn(
                column,
                mapping.get(column.header),
                field_title(look.kind, mapping.get(column.header)),
                mapping.get(column.header) != found[column.header],
            )
            for column in look.columns
        ]
        self.kind.choose(look.kind)
        mapped = sum(column.field is not None for column in self._columns)
        shown = tr("{m} of {n} columns mapped", m=formats.number(mapped), n=formats.number(len(self._columns)))
        self.count.setText(shown)
        chosen = sum(column.chosen for column in self._columns)
        self.found.setText(tr("{n} chosen by you", n=formats.number(chosen)) if chosen else "")
        self._show_missing()
        self._show_rows()

    def focus_first(self) -> None:
        """Put the keyboard into the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is known of one column stands at the side where there is room."""
        super().resizeEvent(event)
        self._pane.setVisible(self.width() >= _ASIDE_FROM)
        self._show_hint()

    def _show_missing(self) -> None:
        assert self._file is not None
        missing, look = self._file.missing(), self._file.look
        if not missing or look is None:
            self.missing.say("bad", "")
            return
        text = tr(
            "{kind} needs {fields}, and no column has it yet. Choose it as the field of a column, or choose another kind.",
            kind=KINDS[look.kind].title,
            fields=", ".join(missing),
        )
        self.missing.say("bad", text)

    def _show_rows(self) -> None:
        assert self._file is not None
        look = self._file.look
        if look is None:
            return
        groups = {
            "all": self._columns,
            "look": [column for column in self._columns if column.needs_look],
            "none": [column for column in self._columns if column.field is None],
        }
        for id_, text in (("all", tr("All")), ("look", tr("Needs a look")), ("none", tr("Not mapped"))):
            self.filter.set_text(id_, f"{text} {formats.number(len(groups[id_]))}")
        self.table.show_columns_of(KINDS[look.kind], groups[self.filter.current()], self._columns)
        self._show_aside()

    def _show_aside(self) -> None:
        clear_layout(self._sections)
        column = self.table.current()
        if column is not None:
            self._sections.addWidget(_about_field(column))
            self._sections.addWidget(_about_confidence(column))
            self._sections.addWidget(_about_values(column))
        self._sections.addStretch(1)
        self._show_hint()

    def _show_hint(self) -> None:
        """The keys; where there is no room at the side, the note on the column that is marked."""
        column = self.table.current()
        note = column.look.note if column is not None and self._pane.isHidden() else ""
        if column is not None and note:
            self.hint.setText(tr("Column {letter}, {header}: {note}", letter=column.look.letter, header=column.look.header, note=note))
        else:
            self.hint.setText(tr("↑↓ move between columns  ·  Enter choose a field  ·  Delete no field  ·  Alt ↓ open the list"))
        dress(self.hint, tone="warn" if note else "3")

    def _on_field_chosen(self, header: str, field: str | None) -> None:
        if self._file is not None:
            self._file.choose_field(header, field)
            self.show_file(self._file)
            self.changed.emit()

    def _on_kind_chosen(self) -> None:
        if self._file is not None:
            self._file.choose_kind(self.kind.current_id())
            self.look_wanted.emit()


def _about_field(column: MappedColumn) -> Section:
    section = Section(tr("Column {letter}", letter=column.look.letter))
    section.add(label(f"{column.look.header} → {column.title or tr('no field')}", "inspector", wrap=True, selectable=True))
    if column.look.note:
        section.add(Note("warn", column.look.note))
    return section


def _about_confidence(column: MappedColumn) -> Section:
    if column.chosen or column.field is None:
        section = Section(tr("Confidence"))
        section.text(tr("You chose this.") if column.chosen else tr("No field of this kind fits it well enough. Its values are kept."))
        return section
    share = column.look.confidence
    section = Section(tr("Confidence"), formats.percent(round(100 * share)))
    section.add(Meter(share, tone_of(share), tr("Confidence")))
    section.text(tr("By the header and by what is in the column."))
    return section


def _about_values(column: MappedColumn) -> Section:
    look = column.look
    section = Section(tr("Values"), type_title(look.type))
    distinct = tr("very many") if look.distinct is None else formats.number(look.distinct)
    section.facts([(tr("Filled cells"), formats.number(look.filled)), (tr("Different"), distinct)])
    samples = QLabel("\n".join(" ".join(text[:160].split()) for text in look.samples))
    samples.setFont(theme.mono_font())
    samples.setTextFormat(Qt.TextFormat.PlainText)
    samples.setWordWrap(True)
    dress(samples, tone="2")
    section.add(samples)
    return section
