"""The pane at the right of the columns: one column with its questions, how sure its field is, its type and its values."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.intake.column_types import TYPES
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.mapped import FAIR, SURE, MappedColumn
from prodops_desktop.ui.importing.resolver import Resolver
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INSPECTOR_PADDING
from prodops_desktop.ui.widgets.bars import Meter
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.inspector import Facts, Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import dress, label

WIDTH = growing(320)
_OF_NAMES = "name"
"""The type of columns whose texts name records; it comes with a field and is not chosen."""
_TYPES = {
    "text": tr("Text"),
    "integer": tr("Integer"),
    "number": tr("Number"),
    "money": tr("Money"),
    "percent": tr("Percent"),
    "boolean": tr("Yes / No"),
    "day": tr("Date"),
    "moment": tr("Date, time"),
    "time": tr("Time"),
    "duration": tr("Duration"),
    _OF_NAMES: tr("Text"),
}


_ALIKE = ({"text", _OF_NAMES}, {"integer", "number", "money", "percent"}, {"day", "moment"})
"""Types that are each as good as another of them for what a field wants."""


def type_title(type_: str) -> str:
    """The name of a type of column for people."""
    return _TYPES.get(type_, type_.capitalize())


def tone_of(confidence: float) -> str:
    """The token for the bar of a confidence."""
    return "good_fill" if confidence >= SURE else "warn_fill" if confidence >= FAIR else "bad_fill"


def _fit(column: MappedColumn) -> str:
    """What the values are, beside what the field wants."""
    is_type, wanted = type_title(column.look.type), column.wanted
    if wanted in ("any", "", column.look.type) or any({wanted, column.look.type} <= group for group in _ALIKE):
        return tr("{type}, as the field wants", type=is_type)
    return tr("{type}; the field wants {wanted}", type=is_type, wanted=type_title(wanted))


class ColumnPane(QFrame):
    """Shows one column; Esc goes back to the table."""

    answered = Signal(str, str)
    """The ids of a question and of the option that answers it."""
    type_chosen = Signal(str)
    """A type, or an empty text for the one that is found."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspectorPane")
        self.setFixedWidth(WIDTH)
        self.place, self.title = label("", "meta", "3"), label("", "inspector", wrap=True, selectable=True)
        self.note = Note("note", "")
        self.type = Choice(name=tr("Type of the column"))
        self.resolver = Resolver(self.type)
        self._meter = Meter(0.0, "accent", tr("Confidence"))
        self._sure = label("", "meta", "2", wrap=True)
        self._reasons = Facts()
        self._samples = QLabel()
        self._facts = Facts()
        self._lay_out()
        self.resolver.answered.connect(self.answered)
        self.type.activated.connect(lambda _: self.type_chosen.emit(self.type.current_id()))
        self.type.installEventFilter(self)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.confidence, self.kind = Section(tr("Confidence")), Section(tr("Type"))
        self.values = Section(tr("Values"))
        for section in (self._make_head(), self.resolver, self.confidence, self.kind, self.values):
            column.addWidget(section)
        column.addStretch(1)
        self.confidence.add(self._meter)
        self.confidence.add(self._sure)
        self.confidence.add(self._reasons)
        self.kind.add(self.type)
        theme.set_font(self._samples, "mono")
        self._samples.setTextFormat(Qt.TextFormat.PlainText)
        self._samples.setWordWrap(True)
        dress(self._samples, tone="2")
        self.values.add(self._facts)
        self.values.add(self._samples)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 0, 0, 0)
        around.addWidget(self.area)

    def _make_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("inspectorHead")
        column = QVBoxLayout(head)
        column.setContentsMargins(INSPECTOR_PADDING, 12, INSPECTOR_PADDING, 12)
        column.setSpacing(4)
        column.addWidget(self.place)
        column.addWidget(self.title)
        column.addWidget(self.note)
        return head

    def show_column(self, column: MappedColumn) -> None:
        """Show a column as it stands now."""
        look = column.look
        hidden = tr("Column {letter}, hidden in the file", letter=look.letter)
        self.place.setText(hidden if look.hidden else tr("Column {letter}", letter=look.letter))
        self.title.setText(f"{look.header} → {tr('not imported') if column.left_out else column.title or tr('no field')}")
        self.note.say("note", "" if look.questions else look.note)
        self.resolver.show_column(column)
        self._show_confidence(column)
        self._show_type(column)
        distinct = tr("very many") if look.distinct is None else formats.number(look.distinct)
        self._facts.show_rows([(tr("Filled cells"), formats.number(look.filled)), (tr("Different"), distinct)])
        self._samples.setText("\n".join(" ".join(text[:160].split()) for text in look.samples))

    def _show_confidence(self, column: MappedColumn) -> None:
        by_itself = not column.chosen and column.field is not None
        share = column.look.confidence
        self.confidence.note.setText(formats.percent(round(100 * share)) if by_itself else "")
        self._meter.show_share(share, tone_of(share))
        self._meter.setVisible(by_itself)
        self._sure.setVisible(not by_itself)
        self._sure.setText(
            tr("You chose this.")
            if column.chosen or column.left_out
            else tr("No field of this kind fits it well enough. Its values are kept.")
        )
        self._reasons.setVisible(by_itself)
        self._reasons.show_rows([(tr("By its header"), formats.percent(round(100 * column.by_header))), (tr("Values"), _fit(column))])

    def _show_type(self, column: MappedColumn) -> None:
        if self.type.count() == 0:
            self.type.addItem("", "")
            for type_ in TYPES:
                if type_ != _OF_NAMES:
                    self.type.addItem(type_title(type_), type_)
        self.type.setItemText(0, tr("As found") if column.type_chosen else tr("As found: {type}", type=type_title(column.look.type)))
        self.type.setCurrentIndex(max(0, self.type.findData(column.type)) if column.type_chosen else 0)
        self.kind.note.setText(tr("chosen") if column.type_chosen else "")

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to answer, else on the type."""
        if not self.resolver.focus_first():
            self.type.setFocus(Qt.FocusReason.TabFocusReason)
        focused = self.focusWidget()
        if focused is not None:
            self.area.ensureWidgetVisible(focused, 0, 60)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the closed list of types is that of the pane."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
