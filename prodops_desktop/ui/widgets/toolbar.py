"""The row under the top bar in which a page keeps its filters and its one primary action."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from prodops_desktop.ui.tokens import GUTTER, TOOLBAR_HEIGHT


class PageToolbar(QFrame):
    """Widgets from the left, then room, then widgets from the right."""

    def __init__(self, *left: QWidget) -> None:
        super().__init__()
        self.setObjectName("pageToolbar")
        self.setFixedHeight(TOOLBAR_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GUTTER, 0, GUTTER, 0)
        self._row.setSpacing(8)
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)

    def add_right(self, *widgets: QWidget) -> None:
        """Put widgets at the right end."""
        for widget in widgets:
            self._row.addWidget(widget)
