"""The rail at the left: one button a panel, with the digit that opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.catalogue import PageEntry
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import RAIL_ICON, RAIL_WIDTH


class Rail(QFrame):
    """Emits the id of the panel that was asked for."""

    chosen = Signal(str)
    settings_chosen = Signal()

    def __init__(self, pages: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self.setAccessibleName(tr("Pages"))
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 3, 10)
        column.setSpacing(2)
        for page in pages:
            made = _RailButton(page.icon, page.title, page.digit)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, id_=page.id: self.chosen.emit(id_))
            self._group.addButton(made)
            self.buttons[page.id] = made
            column.addWidget(made)
        column.addStretch(1)
        settings = _RailButton("cog-outline", tr("Settings"), None)
        settings.setToolTip(tr("Preferences (Ctrl+,)"))
        settings.clicked.connect(self.settings_chosen.emit)
        column.addWidget(settings)

    def mark(self, page: str) -> None:
        """Show which panel is open."""
        if page in self.buttons:
            self.buttons[page].setChecked(True)

    def allow(self, pages: set[str], reason: str) -> None:
        """Let only these panels be opened; the others say why not."""
        for id_, made in self.buttons.items():
            made.setEnabled(id_ in pages)
            made.setToolTip("" if id_ in pages else reason)


class _RailButton(QToolButton):
    def __init__(self, icon: str, title: str, digit: int | None) -> None:
        super().__init__()
        self._digit = digit
        self.setText(title)
        self.setAccessibleName(title if digit is None else f"{title} (Ctrl+{digit})")
        self.setIcon(icons.icon(icon, "text_2", active="accent"))
        self.setIconSize(QSize(RAIL_ICON, RAIL_ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFixedSize(RAIL_WIDTH - 8, 52)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, and its digit in the corner."""
        super().paintEvent(event)
        if self._digit is None:
            return
        painter = QPainter(self)
        small = theme.font("caption")
        small.setPixelSize(9)
        painter.setFont(small)
        painter.setPen(theme.colour("accent" if self.isChecked() else "text_3" if self.isEnabled() else "disabled"))
        painter.drawText(QPoint(7, 13), str(self._digit))
