"""Fields that are edited in place: Enter or leaving one decides, Esc brings back what was there, nonsense is refused beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCompleter, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui.day_text import read_day
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.edit_lines import TypedLine, TypedLines
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label, restyle


@dataclass(frozen=True)
class FieldSpec:
    """A field: its id and name, how its text is read (raising ValueError or UserError) and what is hinted while it is empty.

    ``choices`` (pairs of id and text) make it a choice of one; ``lines`` more than one make it a text of several lines.
    ``hint`` says what may be typed, when something else was. It and the placeholder are made when they are shown where they have an
    example in them that is written as here.
    """

    id: str
    title: str
    read: Callable[[str], object] = lambda text: text.strip() or None
    placeholder: str | Callable[[], str] = ""
    choices: tuple[tuple[str, str], ...] = ()
    lines: int = 1
    hint: str | Callable[[], str] = ""

    def told(self) -> str:
        """The hint as it is now."""
        return self.hint if isinstance(self.hint, str) else self.hint()

    def prompt(self) -> str:
        """The placeholder as it is now."""
        return self.placeholder if isinstance(self.placeholder, str) else self.placeholder()


class EditField(QWidget):
    """One field with its name at the left; what is refused is said below it. A ``flat`` one looks like text until it is pointed at."""

    decided = Signal(str, object)
    """The id of the field and the value that was read from what was typed."""

    def __init__(self, spec: FieldSpec, *, name_width: int = 96, flat: bool = True) -> None:
        super().__init__()
        self.spec = spec
        self.editor: QLineEdit | QPlainTextEdit | Choice = _make_editor(spec, keeps_return=flat)
        self.editor.setProperty("flat", str(flat and not spec.choices).lower())
        self.editor.setAccessibleName(spec.title)
        self.wrong = label("", "caption", "bad", wrap=True)
        self.wrong.hide()
        self._shown = ""
        self._decided: str | None = None
        self.name = label(spec.title, "meta", "3", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8 if name_width else 0)
        grid.setVerticalSpacing(1)
        grid.setColumnMinimumWidth(0, px(name_width))
        grid.setColumnStretch(1, 1)
        self.name.setMaximumWidth(px(name_width))
        if not name_width:
            self.name.hide()
        self.name.setContentsMargins(0, 5 if spec.lines > 1 else 0, 0, 0)
        top = Qt.AlignmentFlag.AlignTop if spec.lines > 1 else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self.name, 0, 0, top)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self.wrong, 1, 1)
        self.setFocusProxy(self.editor)
        if isinstance(self.editor, Choice):
            self.editor.activated.connect(lambda _: self.decide())
        elif isinstance(self.editor, TypedLine | TypedLines):
            self.editor.is_typed = self.is_typed if flat or spec.lines == 1 else self._would_bring_back
            self.editor.ended.connect(self.decide)
            self.editor.dropped.connect(self.restore)

    def text(self) -> str:
        """What stands in the field."""
        if isinstance(self.editor, Choice):
            return self.editor.current_id()
        return self.editor.toPlainText() if isinstance(self.editor, QPlainTextEdit) else self.editor.text()

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a value, unless another one is being typed, or was refused and waits to be mended."""
        typing = self.is_typed() and self.text() != self._decided and (self.editor.hasFocus() or bool(self.wrong.text()))
        self._shown = text
        self._show_prompt()
        self.editor.setToolTip(tip or self.spec.prompt())  # which may have no room in the field
        if not typing:
            self.restore()

    def _show_prompt(self) -> None:
        """Say what may be typed as it is written now."""
        if not isinstance(self.spec.placeholder, str) and isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.setPlaceholderText(self.spec.prompt())

    def is_typed(self) -> bool:
        """Whether something else stands in it than what is true."""
        return self.text() != self._shown

    def _would_bring_back(self) -> bool:
        """Whether Esc would bring back more than an empty field: several lines typed into one are the dialog's to ask about."""
        return self.is_typed() and bool(self._shown)

    def offer(self, texts: Sequence[str]) -> None:
        """Complete from these while typing."""
        if isinstance(self.editor, QLineEdit):
            completer = QCompleter(list(texts), self.editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.editor.setCompleter(completer)

    def allow(self, reason: str | None) -> None:
        """Let it be edited, or say why not."""
        if isinstance(self.editor, Choice):
            self.editor.setEnabled(reason is None)
        else:
            self.editor.setReadOnly(reason is not None)
        if reason is not None:
            self.editor.setToolTip(reason)

    def refuse(self, reason: str) -> None:
        """Say why what was typed can't be; it stays to be mended."""
        self.wrong.setText(reason)
        self.wrong.setVisible(bool(reason))
        self.editor.setProperty("wrong", str(bool(reason)).lower())
        self.editor.setAccessibleDescription(reason)
        if reason:
            self._decided = None
        restyle(self.editor)

    def restore(self) -> None:
        """Bring back what is true."""
        if isinstance(self.editor, Choice):
            self.editor.choose(self._shown)
        elif isinstance(self.editor, QPlainTextEdit):
            if self.editor.toPlainText() != self._shown:
                self.editor.setPlainText(self._shown)
        elif self.editor.text() != self._shown:
            self.editor.setText(self._shown)
            self.editor.setCursorPosition(0)
        self._decided = None
        if self.wrong.text():
            self.refuse("")

    def value(self) -> object:
        """What the field holds; raises UserError with a sentence when it is nonsense."""
        try:
            return self.spec.read(self.text())
        except UserError:
            raise
        except ValueError:
            raise UserError(self.spec.told() or tr("“{typed}” can’t be read here.", typed=self.text().strip())) from None

    def decide(self) -> None:
        """Decide what is typed, or refuse it, as leaving the field does."""
        if not self.is_typed():
            self.refuse("")
            return
        if self.text() == self._decided:
            return  # it is on its way
        try:
            value = self.value()
        except UserError as error:
            self.refuse(str(error))
            return
        self.refuse("")
        self._decided = self.text()
        self._forget_typing()
        self.decided.emit(self.spec.id, value)

    def _forget_typing(self) -> None:
        """What was decided is undone by the program from here on, and no longer letter by letter."""
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.document().clearUndoRedoStacks()
        elif isinstance(self.editor, QLineEdit):
            place = self.editor.cursorPosition()
            self.editor.setText(self.editor.text())
            self.editor.setCursorPosition(place)


def decide_typed() -> None:
    """Decide the field that the keyboard is in, if it is in one, so that what follows knows what was typed."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, EditField):
        widget = widget.parentWidget()
    if widget is not None:
        widget.decide()


def typed_day(field: EditField) -> date | None:
    """The day that is typed in a field; None for nothing and for what is no day."""
    try:
        return read_day(field.text())
    except ValueError:
        return None


def _make_editor(spec: FieldSpec, *, keeps_return: bool) -> "QLineEdit | QPlainTextEdit | Choice":
    if spec.choices:
        return Choice(list(spec.choices), name=spec.title)
    if spec.lines > 1:
        return TypedLines(spec.prompt(), spec.lines, keeps_return=keeps_return)
    return TypedLine(spec.prompt())
