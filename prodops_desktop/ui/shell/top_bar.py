"""The bar above a page: its title and tabs, the search box, undo and redo, and Import."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from prodops_desktop.ui import formats, icons, theme
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.page import Page
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import BUTTON_HEIGHT, GUTTER, TOP_BAR_HEIGHT
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.tabs import CountedTabs
from prodops_desktop.ui.widgets.text import label

_NARROW = growing(92)
"""The search box with its icon and its key only."""
_SPACES = GUTTER + 16 + 7 * 8 + 8 + 4 + 4
"""Margins of the bar, and what is left between its parts."""


class SearchBox(QPushButton):
    """Looks like a search field and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Search (Ctrl+K)"))
        self.setToolTip(tr("Search commands, pages, datasets and metrics (Ctrl+K)"))
        self.setFixedHeight(BUTTON_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROW)
        self.setMaximumWidth(px(300))

    def sizeHint(self) -> QSize:
        """Wide where there is room."""
        return QSize(300, BUTTON_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the icon, the word and the key."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        side = px(16)
        begin = 9 + side + 8
        icons.paint(painter, QRect(9, (area.height() - side) // 2, side, side), "magnify", "text_2")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text_3"))
        if painter.fontMetrics().horizontalAdvance(tr("Search…")) <= area.width() - begin - 70:
            painter.drawText(area.adjusted(begin, 0, -70, 0), int(Qt.AlignmentFlag.AlignVCenter), tr("Search…"))
        painter.setFont(theme.font("caption"))
        cap = tr("Ctrl K")
        width = painter.fontMetrics().horizontalAdvance(cap) + 10
        box = area.adjusted(area.width() - width - 7, 6, -7, -6).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(theme.colour("line_strong"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cap)


class TopBar(QFrame):
    """Follows the page that is shown."""

    tab_chosen = Signal(str)

    def __init__(self, search: Callable[[], None], undo: Callable[[], None], redo: Callable[[], None], load: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(TOP_BAR_HEIGHT)
        self.title = label("", "page")
        self.tabs = CountedTabs()
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.search = SearchBox()
        self.search.clicked.connect(lambda: search())
        self.undo = tool_button("undo-variant", tr("Undo"), undo)
        self.redo = tool_button("redo-variant", tr("Redo"), redo)
        self.load = button(tr("Import"), load, icon="tray-arrow-down")
        self.load.setToolTip(tr("Import spreadsheets (Ctrl+I)"))
        self._ids: list[str] = []
        self._texts: list[tuple[str, str]] = []
        """The tabs without and with their counts."""
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.search, 10)
        row.addSpacing(4)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(4)
        row.addWidget(self.load)

    def show_page(self, page: Page | None, title: str) -> None:
        """Show the title and the tabs of a page."""
        self.title.setText(title)
        wanted = page.tabs() if page is not None else []
        with QSignalBlocker(self.tabs):  # tabs that are there get other names: it lays all of them out for each that comes or goes
            self._ids = [id_ for id_, _, _ in wanted]
            self._texts = [(text, text if count is None else f"{text} {formats.number(count)}") for _, text, count in wanted]
            self.tabs.set_names([text for text, _ in self._texts])
            while self.tabs.count() > len(wanted):
                self.tabs.removeTab(self.tabs.count() - 1)
            for _, text in self._texts[self.tabs.count() :]:
                self.tabs.addTab(text)
            if page is not None and page.current_tab() in self._ids:
                self.tabs.setCurrentIndex(self._ids.index(page.current_tab()))
        self.tabs.setVisible(bool(wanted))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs lose their counts where there is no room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._name_tabs(1)
        others = (self.title, self.undo, self.redo, self.load)
        room = self.width() - sum(widget.sizeHint().width() for widget in others) - _NARROW - _SPACES
        if self.tabs.sizeHint().width() > room:
            self._name_tabs(0)
        self.tabs.setUsesScrollButtons(self.tabs.sizeHint().width() > room)  # texts much larger than usual

    def _name_tabs(self, which: int) -> None:
        """Name the tabs without their counts (0) or with them (1)."""
        for place, texts in enumerate(self._texts):
            self.tabs.setTabToolTip(place, texts[1])
            if self.tabs.tabText(place) != texts[which]:
                self.tabs.setTabText(place, texts[which])

    def next_tab(self) -> None:
        """Go to the next tab, from the last to the first."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())

    def _on_tab_changed(self, index: int) -> None:
        if 0 <= index < len(self._ids):
            self.tab_chosen.emit(self._ids[index])
