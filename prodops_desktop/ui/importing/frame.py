"""The frame of the import dialog: head with the file, steps, the place for a step, and a foot with one primary action."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui import theme
from prodops_desktop.ui.importing.stepper import Stepper
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import Elided, Glyph, chip, dress, label

_SIDE, _TOP, _WIDEST, _HIGHEST = 90, 70, 1260, 760
_LEAST_WIDTH, _LEAST_HEIGHT = 880, 520


class Scrim(QWidget):
    """Darkens the window behind the dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window when its size changes."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim."""
        del event
        QPainter(self).fillRect(self.rect(), theme.colour("scrim"))


class ImportFrame(QDialog):
    """Widgets only; what they do is in :class:`ImportDialog`."""

    window_closed = Signal()
    """The window under the dialog went away."""

    def __init__(self, parent: QWidget | None, steps: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._window = parent.window() if parent is not None else None
        self._scrim: Scrim | None = None
        self.stepper = Stepper(steps)
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self.stepper)
        column.addWidget(self.pages, 1)
        column.addWidget(self._make_foot())
        for keys, target in (("Ctrl+Return", self.primary), ("Ctrl+Enter", self.primary), ("Alt+Left", self.back)):
            QShortcut(QKeySequence(keys), self, target.click)
        if self._window is not None:
            self._window.installEventFilter(self)
        self._fit()

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
        row.addWidget(self.said, 1)
        for made in (self.skip, self.cancel, self.back, self.primary):
            row.addWidget(made)
        self.back.setToolTip(tr("Alt+←"))
        self.cancel.setToolTip(tr("Esc: nothing is stored"))
        return foot

    def say(self, text: str, *, blocks: bool = False) -> None:
        """Say at the foot what comes, or what stands in the way."""
        self.said.setText(text)
        dress(self.said, tone="bad" if blocks else "3")

    def show_scrim(self) -> None:
        """Darken the window behind."""
        if self._window is not None and self._scrim is None:
            self._scrim = Scrim(self._window)
            self._scrim.show()

    def hide_scrim(self) -> None:
        """Take the scrim away."""
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window under the dialog closes."""
        if watched is self._window and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.window_closed.emit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As in the pictures: inside the window with a margin, and smaller in a small one."""
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        if self._window is None:
            self.resize(_WIDEST, _HIGHEST)
            return
        size = self._window.size()
        wide, high = size.width() - 2 * _SIDE, size.height() - 2 * _TOP
        if wide < 1000:
            wide = size.width() - 48
        if high < 620:
            high = size.height() - 48
        self.resize(min(_WIDEST, wide), min(_HIGHEST, high))
