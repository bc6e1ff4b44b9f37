"""A page of the preferences: its rows, which of them a search finds, and what its defaults are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.shell.preferences.rows import Row
from prodops_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


class Section(QScrollArea):
    """A subclass names itself and builds its rows by :meth:`add`."""

    id: ClassVar[str]
    icon: ClassVar[str]
    in_workspace: ClassVar[bool] = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.window_ = window
        self.rows: list[Row] = []
        self._was_shown = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(28, 18, 28, 16)
        self._column.setSpacing(10)
        self._column.addWidget(label(self.title(), "page"))
        self.build()
        self._column.addStretch(1)
        self.setWidget(inside)

    @classmethod
    def title(cls) -> str:
        """What the page is called."""
        raise NotImplementedError

    def build(self) -> None:
        """Add the rows."""
        raise NotImplementedError

    def on_first_shown(self) -> None:
        """Look up what takes long, now that somebody looks."""

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, look up what takes long."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self.on_first_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each row takes as much room as there is."""
        super().resizeEvent(event)
        margins = self._column.contentsMargins()
        for row in self.rows:
            row.fit(self.viewport().width() - margins.left() - margins.right())

    @property
    def has_defaults(self) -> bool:
        """Whether there is something here that can go back to how it was at first."""
        return False

    def restore_defaults(self) -> None:
        """Let everything here be as it was at first."""

    def add(self, row: Row) -> Row:
        """Add a row below the others."""
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def add_plain(self, widget: QFrame | QWidget) -> None:
        """Add something that is no setting."""
        self._column.addWidget(widget)

    def look_for(self, words: Sequence[str]) -> int:
        """Show only the rows that these words are about, marked, and tell how many there are; no words show all."""
        is_own = all(word in self.title().casefold() for word in words)
        found = [row for row in self.rows if is_own or row.fits(words)]
        for row in self.rows:
            row.setVisible(row in found)
            row.mark(words)
        return len(found)
