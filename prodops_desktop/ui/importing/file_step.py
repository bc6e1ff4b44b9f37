"""The step File: which sheets, how a text is read, into which dataset, as of which day, and what the rows are."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.day_field import DayField
from prodops_desktop.ui.importing.forms import FormArea, form_head
from prodops_desktop.ui.importing.look import Look, place_of_day
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.ui.importing.queue import QueuedFile
from prodops_desktop.ui.importing.radio import Radio
from prodops_desktop.ui.importing.remarks import Remarks
from prodops_desktop.ui.importing.sheets import HeadTable, SheetTable
from prodops_desktop.ui.importing.text_reading import TextReading
from prodops_desktop.ui.importing.wording import ending_text, format_text, remarks_of
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, dress, label
from prodops_desktop.work.listing import listed

_PLACES = {
    "title": tr("found in the title"),
    "sheet name": tr("found in the sheet’s name"),
    "file name": tr("found in the file’s name"),
}
_RADIO_WIDTH = growing(134)


class FileStep(QWidget):
    """Shows the choices of one file and changes them; ``changed`` tells that what follows from them must be looked at again."""

    changed = Signal()
    look_wanted = Signal()
    """The file is to be read in another way, or as another kind."""
    sheet_chosen = Signal(str)
    sheet_toggled = Signal(str)
    again_wanted = Signal()
    """The same bytes are to be imported once more."""

    def __init__(self) -> None:
        super().__init__()
        self._file: FileChoices | None = None
        self._targets: list[Target] = []
        self._today = date.min
        self._area = FormArea()
        self.about = label("", "meta", "3", wrap=True)
        self.reading = TextReading()
        self.sheets, self.head, self.remarks = SheetTable(), HeadTable(), Remarks()
        self.new, self.next = Radio(tr("New dataset")), Radio(tr("Next version of"))
        self.shared = label("", "meta", "warn", wrap=True)
        self.name, self.into = QLineEdit(), Choice(name=tr("Dataset that gets a new version"))
        self.day = DayField(tr("Day that the file speaks of"))
        self.kind = Choice([(kind.name, kind.title) for kind in KINDS.values()], name=tr("What the rows are"))
        self.same = Note("warn", "", tr("Import again"), self.again_wanted.emit)
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)  # a long name gives way
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
        self._fill_form(self._area.form)
        row.addWidget(self._area)
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
        right.addWidget(self.remarks)
        row.addLayout(right, 1)

    def _fill_form(self, form: QVBoxLayout) -> None:
        self.about_note = form_head(form, tr("File"))
        form.addWidget(self.about)
        form.addWidget(self.reading)
        form.addSpacing(8)
        self.sheets_note = form_head(form, tr("Sheet"))
        form.addWidget(self.sheets)
        self.sheets_hint = label("", "caption", "3", wrap=True)
        form.addWidget(self.sheets_hint)
        form.addSpacing(8)
        self.dataset_note = form_head(form, tr("Dataset"))
        for radio, field in ((self.new, self.name), (self.next, self.into)):
            pair = QHBoxLayout()
            pair.setSpacing(8)
            radio.setFixedWidth(_RADIO_WIDTH)
            pair.addWidget(radio)
            pair.addWidget(field, 1)
            form.addLayout(pair)
        form.addWidget(self.shared)
        form.addSpacing(8)
        self.day_note = form_head(form, tr("As of"))
        form.addWidget(self.day)
        form.addSpacing(8)
        self.kind_note = form_head(form, tr("Rows are"))
        form.addWidget(self.kind)
        self.kind_text = label("", "meta", "3", wrap=True)
        form.addWidget(self.kind_text)
        form.addStretch(1)

    def _connect(self) -> None:
        self.name.setAccessibleName(tr("Name of the new dataset"))
        self.sheets.sheet_chosen.connect(self.sheet_chosen)
        self.sheets.sheet_toggled.connect(self.sheet_toggled)
        self.reading.encoding_chosen.connect(self._on_encoding_chosen)
        self.reading.delimiter_chosen.connect(self._on_delimiter_chosen)
        self.kind.activated.connect(lambda _: self._on_kind_chosen())
        self.new.toggled.connect(lambda _: self._on_dataset_chosen())
        self.name.textEdited.connect(lambda _: self._on_dataset_chosen())
        self.into.activated.connect(lambda _: self._on_dataset_chosen())
        self.day.day_chosen.connect(self._on_day_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form gives way to the rows."""
        super().resizeEvent(event)
        self._area.fit(self.width())

    def show_file(self, queued: QueuedFile, file: FileChoices, targets: list[Target], today: date) -> None:
        """Show what was chosen for a file that was looked at; while another look is on its way, over what was found before."""
        look = file.look or file.shown
        if look is None:
            return
        self._file, self._targets, self._today = file, targets, today
        self.about.setText(format_text(look))
        self.about_note.setText(ending_text(look, file.path))
        dress(self.about_note, tone="warn")
        self.reading.setVisible(look.text is not None)
        if look.text is not None:
            self.reading.show_reading(look.text, file.origin.encoding, file.origin.delimiter)
        self._show_sheets(queued, file, look)
        self._show_target()
        destination = file.destination
        if not destination.as_of_wrong:
            self.day.show_day(date.fromisoformat(destination.as_of or look.as_of or today.isoformat()))
        self.kind.choose(file.own.kind or look.kind)
        self.head.show_head(look)
        count, all_rows = formats.number(sum(not row.mark for row in look.head)), formats.number(look.rows)
        self.head_note.setText(tr("{n} of {all} of “{sheet}”, as in the file", n=count, all=all_rows, sheet=look.sheet))
        self.remarks.show_texts(remarks_of(file, look))
        self._show_notes(file, look)

    def show_version(self, file: FileChoices, target: Target | None, sharing: list[str]) -> None:
        """Say which version of its dataset it becomes, and what else of the queue goes into that."""
        number = formats.number(target.next_number if target else 1)
        self.dataset_note.setText(tr("becomes version {n}", n=number) if file.destination.name else tr("needs a name"))
        self.shared.setText(tr("“{other}” goes into this dataset, too, as a version of its own.", other=listed(sharing)) if sharing else "")
        self.shared.setVisible(bool(sharing))

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

    def _show_sheets(self, queued: QueuedFile, file: FileChoices, look: Look) -> None:
        first = queued.first.shown or look
        self.sheets.show_sheets(first, queued.sheet_of(file) or look.sheet, queued.is_taken)
        many = self.sheets.records.rowCount() > 1
        taken = formats.number(len(queued.taken))
        kept = tr("kept; others can come beside it")
        several = tr("{n} taken, each its own dataset", n=taken) if len(queued.taken) > 1 else kept
        self.sheets_note.setText(several if queued.several else "")
        self.sheets_hint.setVisible(many)
        more = tr("Space takes or leaves a sheet.") if queued.several else tr("↑↓ choose one. Space keeps it, to take others beside it.")
        if len(first.alike) > 1 and not queued.is_taken(STACKED):
            rows = formats.number(sum(sheet.rows for sheet in first.alike))
            alike = tr(
                "{n} sheets have the same shape, {rows} rows: the first line takes them as one table.", n=len(first.alike), rows=rows
            )
            more = f"{more} {alike}"
        self.sheets_hint.setText(more)

    def _show_target(self) -> None:
        assert self._file is not None
        destination = self._file.destination
        blocked = [QSignalBlocker(widget) for widget in (self.new, self.next, self.name, self.into)]
        self.into.clear()
        for target in self._targets:
            self.into.addItem(target.name, target.name)
        if self.name.text() != destination.new_name:
            self.name.setText(destination.new_name)
            self.name.setCursorPosition(0)
        self.into.choose(destination.into or "")
        self.into.setToolTip(self.into.currentText())
        (self.next if destination.into else self.new).setChecked(True)
        del blocked
        self.next.setEnabled(bool(self._targets))
        self.next.setToolTip("" if self._targets else tr("There is no dataset yet."))
        self._enable()

    def _enable(self) -> None:
        self.name.setEnabled(self.new.isChecked())
        self.into.setEnabled(self.next.isChecked())

    def _show_notes(self, file: FileChoices, look: Look) -> None:
        """Say what follows from the choices, and where what was found comes from."""
        destination = file.destination
        place = place_of_day(look.as_of_from or "", [look.sheet], file.path)
        self.day_note.setText(tr("chosen") if destination.as_of else _PLACES.get(place, tr("day of import")))
        self.kind_note.setText(_kind_origin(file, look))
        kind = KINDS[look.kind]
        fields = ", ".join(one.title for one in kind.fields if one.required)
        needs = tr("It needs {fields}.", fields=fields) if fields else ""
        whole = tr("One row is {row}. {needs}", row=tr(kind.row), needs=needs).strip()
        self.kind_text.setText(whole if kind.fields else tr("Every column is kept as it is, without fields."))

    def _on_encoding_chosen(self, name: str) -> None:
        if self._file is not None:
            self._file.origin.encoding = name or None
            self.look_wanted.emit()

    def _on_delimiter_chosen(self, sign: str) -> None:
        if self._file is not None:
            self._file.origin.delimiter = sign or None
            self.look_wanted.emit()

    def _on_kind_chosen(self) -> None:
        if self._file is not None:
            self._file.choose_kind(self.kind.current_id())
            self.look_wanted.emit()

    def _on_dataset_chosen(self) -> None:
        file = self._file
        look = (file.look or file.shown) if file is not None else None
        if file is None or look is None:
            return
        self._enable()
        file.destination.touched = True
        file.destination.new_name = self.name.text()
        file.destination.into = (self.into.current_id() or None) if self.next.isChecked() else None
        self._show_notes(file, look)
        self.changed.emit()

    def _on_day_chosen(self) -> None:
        file = self._file
        look = (file.look or file.shown) if file is not None else None
        if file is None or look is None:
            return
        day, destination = self.day.day(), file.destination
        destination.as_of_wrong = day is None
        chosen = day.isoformat() if day else destination.as_of
        destination.as_of = None if chosen == (look.as_of or self._today.isoformat()) else chosen
        self._show_notes(file, look)
        self.changed.emit()


def _kind_origin(file: FileChoices, look: Look) -> str:
    """How the kind came about, for people."""
    if file.own.kind is not None:
        return tr("chosen")
    if look.kind == "other":
        return tr("no other kind fits")
    return tr("found, {share} sure", share=formats.percent(round(100 * look.kind_confidence)))
