"""What the values of a column leave open, to be answered: the question with its ways to read them, and the values that it is about."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from prodops_desktop.intake.choices import ASIDE
from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.importing.look import Question
from prodops_desktop.ui.importing.mapped import MappedColumn, option_title, reading_title
from prodops_desktop.ui.importing.radio import OptionRow
from prodops_desktop.ui.importing.table_choices import RIGHT_FIELD
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Section
from prodops_desktop.ui.widgets.text import Elided, Glyph, label, restyle

_IN_FILE = 1
_LONGEST = 14
_FEW = 5
"""So many values are shown before more are asked for."""


class QuestionSection(Section):
    """One question; a row that is chosen is the answer."""

    answered = Signal(str, str)
    """The ids of the question and of the option."""

    def __init__(self, question: Question) -> None:
        super().__init__(tr("Check this"))
        self.question = question
        self._box, self._glyph = QFrame(), Glyph("alert-outline", "warn")
        self._box.setProperty("rounded", "true")
        self.asked = label(question.text, "header", wrap=True)
        self.why = label(question.why, "meta", wrap=True)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(self.asked)
        if question.why:
            said.addWidget(self.why)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        self.add(self._box)
        self._group = QButtonGroup(self)
        self.options = [OptionRow(option_title(question, option), option.example) for option in question.options]
        for option, made in zip(question.options, self.options, strict=True):
            self._group.addButton(made)
            made.clicked.connect(lambda _=False, id_=option.id: self.answered.emit(question.id, id_))
            self.add(made)

    def show_answer(self, option: str, *, is_open: bool) -> None:
        """Mark what is taken, and whether anybody said so."""
        for one, made in zip(self.question.options, self.options, strict=True):
            made.setChecked(one.id == option)
        self._box.setProperty("strip", "warn" if is_open else "good")
        self._glyph.show_icon("alert-outline" if is_open else "check-circle-outline", "warn" if is_open else "good")
        for widget in (self._box, self.asked, self.why):
            restyle(widget)

    def focus_answer(self) -> None:
        """Put the keyboard on what is taken."""
        chosen = next((made for made in self.options if made.isChecked()), self.options[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)


class OpenRows(Section):
    """The values that a question is about, and how each way reads them; a few first, all that are known on demand."""

    def __init__(self, question: Question) -> None:
        super().__init__(tr("Ambiguous rows"))
        self._question, self._all = question, False
        self.more = button(tr("Show more"), self._show_more, role="link")
        grid = QWidget()
        self._grid = QGridLayout(grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(9)
        self._grid.setVerticalSpacing(5)
        self.add(grid)
        self.add(self.more)
        self._read = [at for at, option in enumerate(question.options) if option.id != ASIDE]
        """The options that read a value, by place."""
        heads = [tr("Row"), tr("In file"), *(reading_title(question, question.options[at]) for at in self._read)]
        for column, text in enumerate(heads):
            self._grid.addWidget(_word(text, "3"), 0, column)
            self._grid.setColumnStretch(column, 1 if column == _IN_FILE else 0)
        self._fill()

    def _fill(self) -> None:
        shown = self._question.rows if self._all else self._question.rows[:_FEW]
        for at, row in enumerate(shown, 1):
            if self._grid.itemAtPosition(at, 0) is not None:
                continue
            raw = Elided(" ".join(row.raw.split()), "")
            theme.set_font(raw, "mono")
            cells = [label(formats.number(row.row), "meta", "3"), raw]
            texts = [row.readings[place] for place in self._read if place < len(row.readings)]
            cells += [_word(text, "2" if column else "") for column, text in enumerate(texts)]
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, at, column)
        self.note.setText(tr("{n} of {all}", n=formats.number(len(shown)), all=formats.number(self._question.count)))
        self.more.setVisible(len(shown) < len(self._question.rows))
        rest = len(self._question.rows) - len(shown)
        self.more.setText(counted(rest, "Show {n} more", "Show {n} more"))

    def _show_more(self) -> None:
        self._all = True
        had_keyboard = self.more.hasFocus()
        self._fill()
        if had_keyboard:
            self.setFocus()


def _word(text: str, tone: str) -> QLabel:
    """A short text that is seen whole; a long one gives way."""
    return label(text, "meta", tone) if len(text) <= _LONGEST else Elided(text, "meta", tone)


class Resolver(QWidget):
    """All questions of one column, the open ones first."""

    answered = Signal(str, str)

    def __init__(self, after: QWidget) -> None:
        super().__init__()
        self._after = after
        """Where Tab goes on to."""
        self.sections: list[QuestionSection] = []
        self._key: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_column(self, column: MappedColumn) -> None:
        """Show what a column leaves open; what is shown already keeps the keyboard."""
        key = (column.look.letter, column.look.header, column.questions)
        if key != self._key:
            self._key = key
            self._rebuild(column)
        for section in self.sections:
            taken = column.answer(section.question)
            section.show_answer(taken.id, is_open=section.question.id not in column.answers)
        self.setVisible(bool(self.sections))

    def _rebuild(self, column: MappedColumn) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.sections = []
        for question in column.questions:
            section = QuestionSection(question)
            section.answered.connect(self.answered)
            self.sections.append(section)
            self._column.addWidget(section)
            QWidget.setTabOrder(section.options[-1], self._after)
            if question.id != RIGHT_FIELD and question.rows:
                rows = OpenRows(question)
                self._column.addWidget(rows)
                QWidget.setTabOrder(rows.more, self._after)

    def focus_first(self) -> bool:
        """Put the keyboard on the first question; False where there is none."""
        if self.sections:
            self.sections[0].focus_answer()
        return bool(self.sections)
