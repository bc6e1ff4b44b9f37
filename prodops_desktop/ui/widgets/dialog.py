"""The frame of every dialog: a title, a content that scrolls if it must, and a foot with its buttons."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.ui import theme
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.edit_fields import EditField
from prodops_desktop.ui.widgets.keys import deletes_word
from prodops_desktop.ui.widgets.reading_order import go_on
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_SMALLEST_WINDOW = QSize(1024, 640)


class Dialog(QDialog):
    """Window-modal; Esc closes it, and it is deleted then."""

    def __init__(self, parent: QWidget | None, title: str, *, note: str = "", width: int = 560, height: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        wanted = QSize(theme.px(width), theme.px(height)).expandedTo(QSize(width, height))
        self.resize(wanted.boundedTo(room.expandedTo(_SMALLEST_WINDOW)))
        self.note = label(note, "meta", "3")
        self.body, self.foot = QVBoxLayout(), QHBoxLayout()
        self.close_button = button(tr("Close"), self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head(title))
        self._scroll = self._make_body()
        column.addWidget(self._scroll, 1)
        column.addWidget(self._make_foot())
        self._column = column
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.help)

    def help(self) -> None:
        """F1 opens the help at what the dialog is about."""
        from prodops_desktop.ui.shell.help import page_of, show_help

        show_help(self, page_of(self))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return go_on(self, forward=forward)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Del in a field deletes a word there, and not what a button of the dialog deletes by it."""
        if deletes_word(event, self):
            event.accept()
            return True
        return super().event(event)

    def _make_head(self, title: str) -> QFrame:
        head = QFrame()
        head.setObjectName("dialogHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(10)
        row.addWidget(label(title, "page"))
        row.addWidget(self.note)
        row.addStretch(1)
        return head

    def _make_body(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self.body)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        foot.setLayout(self.foot)
        self.foot.setContentsMargins(20, 10, 20, 10)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        return foot


class TakingDialog(Dialog):
    """Takes something down: its first button, or Ctrl+Enter, takes it; what is refused is said above the foot, where it is always seen.

    Where it is closed while it :meth:`has_unsaved`, that is asked about once, and again after :meth:`on_typed`.
    """

    def __init__(self, parent: QWidget | None, title: str, action: str, *, width: int = 560, height: int = 520) -> None:
        super().__init__(parent, title, width=width, height=height)
        self._has_asked = False
        self._is_taken = False
        """Whether what is typed was handed over, and not refused since."""
        self.wrong = Note("bad", "")
        self._around = QFrame()
        around = QVBoxLayout(self._around)
        around.setContentsMargins(20, 0, 20, 10)
        around.addWidget(self.wrong)
        self._around.hide()
        self._went_on_to: QWidget | None = None
        """Where the keyboard went from the button when that could not be pressed any longer."""
        self._column.insertWidget(2, self._around)
        self.save = button(action, self.take, role="primary")
        self.save.setShortcut("Ctrl+Return")
        self.foot.insertWidget(1, self.save)

    def take(self) -> None:
        """Take down what is typed, once: until that is done or refused, the button can't be pressed."""
        self._has_asked, self._is_taken = False, True
        had_keyboard = self.save.hasFocus()
        self.save.setEnabled(False)
        self._went_on_to = self.focusWidget() if had_keyboard else None
        try:
            self.hand_over()
        except UserError as error:
            self.refuse(str(error))

    def hand_over(self) -> None:
        """Hand what is typed to whoever saves it; raises UserError for what can't be saved as it is."""
        raise NotImplementedError

    def has_unsaved(self) -> bool:
        """Whether something is typed that closing must not drop at once: a text of several lines, where a dialog does not know better."""
        return not self._is_taken and any(field.spec.lines > 1 and field.is_typed() for field in self.findChildren(EditField))

    def on_typed(self) -> None:
        """Ask again before what is typed from here on is dropped."""
        if self._has_asked:
            self._has_asked = False
            self.refuse("")

    def reject(self) -> None:
        """Esc and Close close it; what is typed and not saved is asked about once."""
        if self.has_unsaved() and not self._has_asked:
            self._has_asked = True
            self.refuse(tr("What you typed is not saved yet. Ctrl+Enter saves it; closing once more drops it."))
            return
        super().reject()

    def refuse(self, reason: str) -> None:
        """Say what is missing or wrong, empty for nothing; the field that has the keyboard, maybe the one to mend, is scrolled to."""
        self._is_taken = False
        self.save.setEnabled(True)
        if self._went_on_to is not None and self._went_on_to is self.focusWidget():
            self.save.setFocus()  # else it would be on the button that closes the dialog
        self.wrong.say("bad", reason)
        self._around.setVisible(bool(reason))
        self._column.activate()  # there is less room for the content now
        field = self.focusWidget()
        if field is not None and self._scroll.isAncestorOf(field):
            self._scroll.ensureWidgetVisible(field)
