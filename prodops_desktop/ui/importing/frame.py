"""The frame of the import dialog: head with the file, steps, the place for a step, and a foot with one primary action."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui.importing.queue import Queue
from prodops_desktop.ui.importing.queue_list import WIDE, QueueList
from prodops_desktop.ui.importing.stepper import Stepper
from prodops_desktop.ui.importing.waiting import LookingAgain
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.reading_order import go_on
from prodops_desktop.ui.widgets.text import Elided, Glyph, chip, dress, label

_SIDE, _BESIDE, _TOP, _WIDEST, _HIGHEST = 90, 32, 70, 1260, 760
_LEAST_WIDTH, _LEAST_HEIGHT = 880, 520


class ImportFrame(QDialog):
    """Widgets only; what they do is in :class:`ImportDialog`."""

    window_closed = Signal()
    """The window under the dialog went away."""

    def __init__(self, parent: QWidget | None, steps: list[str], queue: Queue) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._window = parent.window() if parent is not None else None
        self.stepper = Stepper(steps)
        self.pages = QStackedWidget()
        self.queue_list = QueueList(queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.stepper)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.queue_list)
        middle.addWidget(self.pages, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._make_foot())
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self, self.help)
        for keys, target in (("Ctrl+Return", self.primary), ("Ctrl+Enter", self.primary), ("Alt+Left", self.back)):
            QShortcut(QKeySequence(keys), self, target.click)
        if self._window is not None:
            self._window.installEventFilter(self)
        self._fit(several=len(queue.entries) > 1)

    def help(self) -> None:
        """F1 opens the help about importing, beside what is being chosen."""
        from prodops_desktop.ui.shell.help import page_of, show_help

        show_help(self, page_of(self))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return go_on(self, forward=forward)

    def _make_head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("importHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 13, 20, 12)
        row.setSpacing(10)
        self.title = label("", "page")
        self.subtitle = Elided("", "meta", "3", middle=True)
        self.place = chip("")
        row.addWidget(Glyph("file-table-outline", "text", 18))
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        row.addWidget(self.place)
        return head

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        self.said = label("", "meta", "3", wrap=True)
        self.skip = button(tr("Skip this file"), role="quiet")
        self.cancel = button(tr("Cancel"), role="quiet")
        self.back = button(tr("Back"))
        self.primary = button(tr("Next"), role="primary")
        self.primary.setDefault(True)
        self.looking = LookingAgain(self.take_back)
        self.undo = button(tr("Take the choice back"), self.take_back, role="link")
        row.addWidget(self.said, 1)
        row.addWidget(self.looking, 1)
        for made in (self.undo, self.skip, self.cancel, self.back, self.primary):
            row.addWidget(made)
        self.back.setToolTip(tr("Alt+←"))
        self.cancel.setToolTip(tr("Esc: nothing is stored"))
        return foot

    def take_back(self) -> None:
        """Take back the choice that is being looked at."""
        raise NotImplementedError

    def leave(self) -> None:
        """Esc was pressed, and nothing that has the keyboard takes it."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the primary one; Esc first leaves a field in which something was typed."""
        focus, key = self.focusWidget(), event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and isinstance(focus, QPushButton):
            focus.click()
        elif key == Qt.Key.Key_Escape:
            field = focus.lineEdit() if isinstance(focus, QSpinBox) else focus
            if isinstance(field, QLineEdit) and field.isModified():
                field.setModified(False)
                (self.primary if self.primary.isEnabled() else self.cancel).setFocus()
            else:
                self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of files follows."""
        super().resizeEvent(event)
        self.queue_list.fit(self)

    def say(self, text: str, *, blocks: bool = False) -> None:
        """Say at the foot what comes, or what stands in the way."""
        self.said.setText(text)
        dress(self.said, tone="bad" if blocks else "3")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window under the dialog closes."""
        if watched is self._window and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.window_closed.emit()
        return super().eventFilter(watched, event)

    def _fit(self, *, several: bool) -> None:
        """As in the pictures: inside the window with a margin, and smaller in a small one; wider where a list of files stands beside."""
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        if self._window is None:
            self.resize(_WIDEST, _HIGHEST)
            return
        size = self._window.size()
        wide, high = size.width() - 2 * (_BESIDE if several else _SIDE), size.height() - 2 * _TOP
        if wide < 1000:
            wide = size.width() - 48
        if high < 620:
            high = size.height() - 48
        self.resize(min(_WIDEST + (WIDE if several else 0), wide), min(_HIGHEST, high))
