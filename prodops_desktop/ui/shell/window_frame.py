"""How the window is put together: menu row, rail, top bar, panes, strip and status line, and files dropped on it."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from prodops_desktop.ui.catalogue import PageEntry
from prodops_desktop.ui.runner import Runner
from prodops_desktop.ui.shell.corner import Corner
from prodops_desktop.ui.shell.drop import FileDrop
from prodops_desktop.ui.shell.menus import Menus
from prodops_desktop.ui.shell.panes import Panes
from prodops_desktop.ui.shell.rail import Rail
from prodops_desktop.ui.shell.status_line import StatusLine
from prodops_desktop.ui.shell.strip import Strip
from prodops_desktop.ui.shell.top_bar import TopBar
from prodops_desktop.ui.tokens import MENU_HEIGHT
from prodops_desktop.ui.widgets.keys import deletes_word
from prodops_desktop.ui.widgets.reading_order import go_on
from prodops_desktop.ui.widgets.scrim import Scrim

if TYPE_CHECKING:
    from prodops_desktop.ui.palette import Palette
    from prodops_desktop.ui.shell.files import Files
    from prodops_desktop.ui.shell.first_run import Doors, FirstRun
    from prodops_desktop.ui.shell.taking_back import TakingBack

_BLOCKING = {QEvent.Type.WindowBlocked: True, QEvent.Type.WindowUnblocked: False}


class WindowFrame(QMainWindow):
    """The parts of the window in their places; the main window says what they do."""

    def __init__(self, entries: tuple[PageEntry, ...]) -> None:
        super().__init__()
        self.entries = entries
        self.runner = Runner(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return go_on(self, forward=forward)

    def build(self, doors: "Callable[[], Doors]", files: "Files", taking_back: "TakingBack") -> None:
        """Make the parts and lay them out; ``doors`` are asked for when the first-run page is made, ``files`` take what is dropped."""
        self._doors = doors
        self.rail = Rail(self.entries)
        self.top_bar = TopBar(self.open_palette, taking_back.undo, taking_back.redo, files.choose_import)
        self.panes = Panes()
        self.strip, self.status, self.facts = Strip(), StatusLine(), Corner()
        self.menuBar().setFixedHeight(MENU_HEIGHT)
        self.menuBar().setCornerWidget(self.facts)
        self.menus = Menus(self.menuBar(), self, self.refuse)
        self._lay_out()
        self.rail.chosen.connect(self.show_page)
        self.top_bar.tab_chosen.connect(self.show_tab)
        self.runner.said.connect(self.strip.say)
        self.drop = FileDrop(self, files.take, self.refuse, hinders=files.why_no_import)
        self.scrim = Scrim(self)
        self.setMinimumSize(900, 560)
        room = self.screen().availableSize() - QSize(16, 48)  # a title bar and frames of the system
        self.resize(QSize(1440, 900).boundedTo(room).expandedTo(self.minimumSize()))

    @cached_property
    def welcome(self) -> "FirstRun":
        """The first-run page, made when it is first to be seen: most starts open a workspace."""
        from prodops_desktop.ui.shell.first_run import FirstRun, make_guide

        doors = self._doors()
        made = FirstRun(doors)
        self.panes.add_welcome(made, make_guide(doors.open_tour))
        return made

    @cached_property
    def palette_(self) -> "Palette":
        """The palette, made when it is first asked for."""
        from prodops_desktop.ui.palette import Palette

        return Palette(self)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.panes, 1)
        beside.addWidget(self.panes.way_back)
        right.addLayout(beside, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        column.addWidget(self.status)
        self.setCentralWidget(central)

    def show_page(self, page_id: str, target: object = None) -> None:
        """Show a page by id, and one thing on it."""
        raise NotImplementedError

    def show_tab(self, tab: str) -> None:
        """Show a tab of the page that is open."""
        raise NotImplementedError

    def open_palette(self) -> None:
        """Search commands, pages, datasets and metrics."""
        raise NotImplementedError

    def refuse(self, reason: str) -> None:
        """Say why a command can't be done now."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Darken the window while a dialog stands before it; Ctrl+Del in a field deletes a word there, and not what is chosen."""
        kind = event.type()  # asked for once: hundreds of events come with each page
        if kind in _BLOCKING and hasattr(self, "scrim"):
            self.scrim.cover(covering=_BLOCKING[kind])
        if deletes_word(event, self):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scrim goes along, and what stands beside the menus makes room for them."""
        super().resizeEvent(event)
        if hasattr(self, "scrim"):
            self.scrim.setGeometry(self.rect())
            self.facts.give_room(self.width() - self.menus.width())
