"""Step 1: which sheet, into which dataset, as of which day, and what its rows are."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.day_field import DayField
from prodops_desktop.ui.importing.look import Look, place_of_day
from prodops_desktop.ui.importing.naming import Target, target_called
from prodops_desktop.ui.importing.radio import Radio
from prodops_desktop.ui.importing.sheets import HeadTable, SheetTable
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label

_FORM_WIDTH = 372
_PLACES = {"title": "found in the title", "sheet name": "found in the sheet’s name", "file name": "found in the file’s name"}


class FileStep(QWidget):
    """Shows the choices of one file and changes them; ``changed`` tells that what follows from them must be looked at again."""

    changed = Signal()
    look_wanted = Signal()
    """Another sheet or kind was chosen, which needs another look into the file."""
    again_wanted = Signal()
    """The same bytes are to be imported once more."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileChoices | None = None
        self._targets: list[Target] = []
        self._today = date.min
        self.sheets = SheetTable()
        self.head = HeadTable()
        self.new = Radio(tr("New dataset"))
        self.next = Radio(tr("Next version of"))
        self.name = QLineEdit()
        self.into = Choice(name=tr("Dataset that gets a new version"))
        self.day = DayField(tr("Day that the file speaks of"))
        self.kind = Choice([(kind.name, kind.title) for kind in KINDS.values()], name=tr("What the rows are"))
        self.same = Note("warn", "", tr("Import again"), self.again_wanted.emit)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QFrame()
        top = QVBoxLayout(self._top)
        top.setContentsMargins(20, 12, 20, 12)
        top.addWidget(self.same)
        column.addWidget(self._top)
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addWidget(self._make_form())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 20, 9)
        head.setSpacing(8)
        head.addWidget(label(tr("First rows"), "section"))
        self.head_note = Elided("", "meta", "3")
        head.addWidget(self.head_note, 1)
        right.addLayout(head)
        right.addWidget(self.head, 1)
        row.addLayout(right, 1)

    def _make_form(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        form = QVBoxLayout(inside)
        form.setContentsMargins(20, 12, 16, 12)
        form.setSpacing(6)
        self.sheet_head = _head(form, tr("Sheet"))
        form.addWidget(self.sheets)
        form.addSpacing(8)
        self.dataset_note = _head(form, tr("Dataset"))
        for radio, field in ((self.new, self.name), (self.next, self.into)):
            form.addLayout(_pair(radio, field))
        form.addSpacing(8)
        self.day_note = _head(form, tr("As of"))
        form.addWidget(self.day)
        form.addSpacing(8)
        self.kind_note = _head(form, tr("Rows are"))
        form.addWidget(self.kind)
        self.kind_text = label("", "meta", "3", wrap=True)
        form.addWidget(self.kind_text)
        form.addStretch(1)
        area = QScrollArea()
        area.setObjectName("listPane")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(_FORM_WIDTH)
        area.setWidget(inside)
        return area

    def _connect(self) -> None:
        self.name.setAccessibleName(tr("Name of the new dataset"))
        self.sheets.sheet_chosen.connect(self._on_sheet_chosen)
        self.kind.activated.connect(lambda _: self._on_kind_chosen())
        self.new.toggled.connect(lambda _: self._on_dataset_chosen())
        self.name.textEdited.connect(lambda _: self._on_dataset_chosen())
        self.into.activated.connect(lambda _: self._on_dataset_chosen())
        self.day.day_chosen.connect(self._on_day_chosen)

    def show_file(self, file: FileChoices, targets: list[Target], today: date) -> None:
        """Show what was chosen for a file that was looked at."""
        look, first = file.look, file.first_look
        if look is None or first is None:
            return
        self._file, self._targets, self._today = file, targets, today
        self.sheets.show_sheets(first, file.sheet)
        self._show_target()
        if not file.as_of_wrong:
            self.day.show_day(date.fromisoformat(file.as_of or look.as_of or today.isoformat()))
        self.kind.choose(look.kind)
        self.head.show_head(look)
        rows = next((sheet.rows for sheet in look.sheets if sheet.name == look.sheet), len(look.head))
        count, all_rows = formats.number(len(look.head)), formats.number(rows)
        self.head_note.setText(tr("{n} of {all} of “{sheet}”, as in the file", n=count, all=all_rows, sheet=look.sheet))
        self._show_notes(file)

    def show_same_bytes(self, text: str) -> None:
        """Say that these bytes were imported before; an empty text takes that away."""
        self.same.say("warn", text)
        self._top.setVisible(bool(text))

    def focus_first(self) -> None:
        """Put the keyboard where the first choice is."""
        if not self.same.isHidden():
            self.same.action.setFocus(Qt.FocusReason.TabFocusReason)
            return
        first = self.sheets if self.sheets.model().rowCount() > 1 else self.name if self.new.isChecked() else self.into
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_target(self) -> None:
        assert self._file is not None
        file = self._file
        blocked = [QSignalBlocker(widget) for widget in (self.new, self.next, self.name, self.into)]
        self.into.clear()
        for target in self._targets:
            self.into.addItem(target.name, target.name)
        if self.name.text() != file.new_name:
            self.name.setText(file.new_name)
        self.into.choose(file.into or "")
        (self.next if file.into else self.new).setChecked(True)
        del blocked
        self.next.setEnabled(bool(self._targets))
        self.next.setToolTip("" if self._targets else tr("There is no dataset yet."))
        self._enable()

    def _enable(self) -> None:
        self.name.setEnabled(self.new.isChecked())
        self.into.setEnabled(self.next.isChecked())

    def _show_notes(self, file: FileChoices) -> None:
        """Say what follows from the choices, and where what was found comes from."""
        look = file.look or file.first_look
        if look is None:
            return
        target = target_called(file.name, self._targets)
        number = formats.number(target.next_number if target else 1)
        self.dataset_note.setText(tr("becomes version {n}", n=number) if file.name else tr("needs a name"))
        place = place_of_day(look.as_of_from or "", [look.sheet], file.path)
        self.day_note.setText(tr("chosen" if file.as_of else _PLACES.get(place, "day of import")))
        self.kind_note.setText(_kind_origin(file, look))
        kind = KINDS[look.kind]
        fields = ", ".join(one.title for one in kind.fields if one.required)
        self.kind_text.setText(tr("Needs {fields}.", fields=fields) if fields else tr("Every column is kept as it is, without fields."))

    def _on_sheet_chosen(self, name: str) -> None:
        if self._file is not None:
            self._file.choose_sheet(name)
            self.look_wanted.emit()

    def _on_kind_chosen(self) -> None:
        if self._file is not None:
            self._file.choose_kind(self.kind.current_id())
            self.look_wanted.emit()

    def _on_dataset_chosen(self) -> None:
        file = self._file
        if file is None:
            return
        self._enable()
        file.new_name = self.name.text()
        file.into = (self.into.current_id() or None) if self.next.isChecked() else None
        self._show_notes(file)
        self.changed.emit()

    def _on_day_chosen(self) -> None:
        file = self._file
        look = (file.look or file.first_look) if file is not None else None
        if file is None or look is None:
            return
        day = self.day.day()
        file.as_of_wrong = day is None
        chosen = day.isoformat() if day else file.as_of
        file.as_of = None if chosen == (look.as_of or self._today.isoformat()) else chosen
        self._show_notes(file)
        self.changed.emit()


def _head(form: QVBoxLayout, title: str) -> QLabel:
    """A caption of the form, and at its right what was found; returns the label for that."""
    row = QHBoxLayout()
    note = label("", "meta", "3")
    row.addWidget(label(title, "section"))
    row.addStretch(1)
    row.addWidget(note)
    form.addLayout(row)
    return note


def _pair(radio: Radio, field: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    radio.setFixedWidth(134)
    row.addWidget(radio)
    row.addWidget(field, 1)
    return row


def _kind_origin(file: FileChoices, look: Look) -> str:
    """How the kind came about, for people."""
    if file.kind is not None:
        return tr("chosen")
    if look.kind == "other":
        return tr("no other kind fits")
    return tr("found, {share} sure", share=formats.percent(round(100 * look.kind_confidence)))
