"""The workspaces opened before, as rows: opened, pinned and taken off the list by mouse or key; one that is gone says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from prodops_desktop.ui import formats, icons
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.palette_entries import Entry
from prodops_desktop.ui.places import Recent
from prodops_desktop.ui.shell.looking import Looker
from prodops_desktop.ui.texts import menu_text, tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import Elided, Glyph, dress, label, line
from prodops_desktop.work import clock

_ROW_HEIGHT, _SIZE_WIDTH = growing(40), growing(56)


@dataclass(frozen=True)
class Look:
    """What is at the place of a workspace: its size, or why it can't be opened."""

    size: int | None
    reason: str = ""


def look_at(path: Path) -> Look:
    """Look at a file, which may take long."""
    try:
        return Look(path.stat().st_size)
    except (FileNotFoundError, NotADirectoryError):
        return Look(None, tr("Not found at {folder}", folder=path.parent))
    except OSError as error:
        return Look(None, tr("{folder} can’t be read: {why}", folder=path.parent, why=error.strerror or error))


class RecentList(QWidget):
    """Hidden while there is none. What is at their places is looked up beside the window, and fills in."""

    opened = Signal(object)
    """The path of a workspace that was chosen."""
    pinned = Signal(object, bool)
    """A path, and whether it is to stay at the head of the list."""
    forgotten = Signal(object)
    """A path that is to leave the list."""

    def __init__(self) -> None:
        super().__init__()
        self.look_at: Callable[[Path], Look] = look_at
        self.looker = Looker(self)
        self.rows: list[RecentRow] = []
        head = QHBoxLayout()
        head.addWidget(label(tr("Recent workspaces"), "section"))
        head.addStretch(1)
        head.addWidget(label(tr("Ctrl O opens any file"), "meta", "3"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._lines)
        self.hide()

    def show_recents(self, recents: Sequence[Recent]) -> None:
        """Show these workspaces; the keyboard stays on the row that it was on, or on the one in its place."""
        at = next((place for place, row in enumerate(self.rows) if row.has_keyboard()), -1)
        kept = self.rows[at].recent.path if at >= 0 else None
        self.looker.start_over()
        clear_layout(self._lines)
        self.rows = [self._row(recent) for recent in recents]
        if self.rows:
            self._lines.addWidget(line())
        for row in self.rows:
            self._lines.addWidget(row)
            self._lines.addWidget(line())
        self.setVisible(bool(self.rows))
        if at >= 0 and self.rows:
            near = self.rows[min(at, len(self.rows) - 1)]
            next((row for row in self.rows if row.recent.path == kept), near).button.setFocus()

    def go_by(self, row: "RecentRow", places: int) -> None:
        """Put the keyboard so many rows further."""
        to = self.rows.index(row) + places
        if 0 <= to < len(self.rows):
            self.rows[to].button.setFocus()

    def _row(self, recent: Recent) -> "RecentRow":
        row = RecentRow(recent)
        row.button.clicked.connect(lambda: self.opened.emit(recent.path))
        row.pin.clicked.connect(lambda: self.pinned.emit(recent.path, not recent.pinned))
        row.remove.clicked.connect(lambda: self.forgotten.emit(recent.path))
        row.moved.connect(partial(self.go_by, row))
        self.looker.look(partial(self.look_at, recent.path), row.show_look)
        return row


class _Opener(QPushButton):
    """Leaves the arrows to its row: a button would take them to what stands beside it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class RecentRow(QWidget):
    """One workspace: a button over its facts, and beside it a pin. Up and down go on, P pins, Del takes it off the list."""

    moved = Signal(int)

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        self.recent = recent
        self.setFixedHeight(_ROW_HEIGHT)
        self.button = _Opener()
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.button.setProperty("role", "quiet")
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(tr("Open {name}", name=recent.path.name))
        self.button.setToolTip(str(recent.path))
        self.name = Elided(recent.path.name, "name")
        self.where = Elided(" › ".join(recent.path.parent.parts[-2:]), "meta", "3")
        opened = tr("Opened {moment}", moment=formats.moment(recent.opened, clock.today())) if recent.opened else ""
        self.when = Elided(opened, "meta", "3")
        self.weight = label("", "meta", "3")
        self.weight.setMinimumWidth(_SIZE_WIDTH)
        self.weight.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._glyph = Glyph("database-outline")
        self.remove = button(tr("Remove from list"), role="link")
        self.remove.hide()
        self.pin = _pin_of(recent)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = self._inside = QHBoxLayout(self.button)
        inside.setContentsMargins(4, 0, 4, 0)
        inside.setSpacing(10)
        inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for text in (self.name, self.where, self.when):
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the columns of all rows are as wide as each other
        for widget, share in ((self._glyph, 0), (self.name, 3), (self.where, 3), (self.when, 2), (self.weight, 0)):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(widget, share)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.button, 1)
        row.addWidget(self.remove)
        row.addWidget(self.pin)

    def show_look(self, look: Look) -> None:
        """Say how large the file is, or in grey why it can't be opened."""
        self.weight.setText(formats.size(look.size) if look.size is not None else "")
        for widget in (self.weight, self.when):
            widget.setVisible(look.size is not None)
        self.remove.setVisible(bool(look.reason))
        if look.reason:
            dress(self.name, tone="3")
            self._glyph.show_icon("database-off-outline", "text_3")
            self.where.setText(look.reason)
            self._inside.setStretchFactor(self.where, 5)
            self.button.setToolTip(look.reason)
            self.button.setAccessibleDescription(look.reason)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on something of this row."""
        return any(one.hasFocus() for one in (self.button, self.remove, self.pin))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a row; the buttons take their own first."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.moved.emit(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.moved.emit(-1)
        elif event.key() == Qt.Key.Key_P:
            self.pin.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove.click()
        else:
            super().keyPressEvent(event)


def _pin_of(recent: Recent) -> QToolButton:
    pin = tool_button("pin-outline", "", checkable=True)
    pin.setChecked(recent.pinned)
    if recent.pinned:
        pin.setIcon(icons.icon("pin", active="accent"))
    said = tr("Unpin {name} (P)") if recent.pinned else tr("Pin {name} (P): it stays at the head of this list")
    pin.setToolTip(said.format(name=recent.path.name))
    pin.setAccessibleName(said.format(name=recent.path.name))
    return pin


class RecentOffers:
    """Offers the workspaces opened before in a menu and the palette; one that is not at its place is grey as soon as that is known."""

    def __init__(self, owner: QObject) -> None:
        self.look_at: Callable[[Path], Look] = look_at
        self.looker, self.palette_looker = Looker(owner), Looker(owner)
        self._followed: QMenu | None = None

    def fill(self, menu: QMenu, recents: Sequence[Recent], open_path: Callable[[Path], object]) -> None:
        """Offer these; without any the menu is hidden. Those of one name are told apart by their folders."""
        self.looker.start_over()
        menu.clear()
        menu.setToolTipsVisible(True)
        names = [recent.path.name for recent in recents]
        for recent in recents:
            several = names.count(recent.path.name) > 1
            name = tr("{name} in {folder}", name=recent.path.name, folder=recent.path.parent) if several else recent.path.name
            action = menu.addAction(icons.icon("pin") if recent.pinned else QIcon(), menu_text(name))
            action.setToolTip(str(recent.path))
            action.setData(str(recent.path))
            action.triggered.connect(lambda _=False, path=recent.path: open_path(path))
        menu.menuAction().setVisible(not menu.isEmpty())
        if self._followed is not menu:
            self._followed = menu
            menu.aboutToShow.connect(partial(self._look, menu))

    def look_for(self, entries: Mapping[Path, Entry], change: Callable[[Entry, Entry], None]) -> None:
        """Have those entries of the palette changed whose workspaces can't be opened, to say why."""
        self.palette_looker.start_over()
        for path, entry in entries.items():
            self.palette_looker.look(partial(self.look_at, path), partial(_bar, entry, change))

    def _look(self, menu: QMenu) -> None:
        for action in menu.actions():
            self.looker.look(partial(self.look_at, Path(action.data())), partial(_grey, action))


def _bar(entry: Entry, change: Callable[[Entry, Entry], None], look: Look) -> None:
    if look.reason:
        change(entry, replace(entry, reason=look.reason))


def _grey(action: QAction, look: Look) -> None:
    if look.reason:
        action.setEnabled(False)
        action.setToolTip(look.reason)
