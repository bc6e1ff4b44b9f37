"""The window of the preferences: a search, the list of pages at the left, the page at the right, and its foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.shell.preferences.accessibility import Accessibility
from prodops_desktop.ui.shell.preferences.appearance import Appearance
from prodops_desktop.ui.shell.preferences.keeping import Keeping
from prodops_desktop.ui.shell.preferences.language import Language
from prodops_desktop.ui.shell.preferences.money import Money
from prodops_desktop.ui.shell.preferences.places_here import FilesHere, Privacy
from prodops_desktop.ui.shell.preferences.section import Section
from prodops_desktop.ui.shell.preferences.targets import Targets
from prodops_desktop.ui.shell.preferences.workspace_sections import Company, Feedback, Import, Roadmap, Tools
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import ICON
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.states import EmptyState, Note
from prodops_desktop.ui.widgets.text import Elided, dress, key
from prodops_desktop.workspace import ChangeSet
from prodops_desktop.workspace.undo import turned_over

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow

_ON_COMPUTER: tuple[type[Section], ...] = (Appearance, Language, FilesHere, Privacy, Accessibility)
_IN_WORKSPACE: tuple[type[Section], ...] = (Targets, Tools, Feedback, Roadmap, Import, Money, Company, Keeping)
_WIDTH, _HEIGHT, _SIDE, _AROUND = growing(1060), growing(720), growing(236), 40
_BETWEEN_MS = 60
_LAST = "preferences_section"
_ID = Qt.ItemDataRole.UserRole


class PreferencesDialog(Dialog):
    """Pages are built when they are first shown or searched, or else in the pauses. It comes back to the page that was shown last."""

    pages: ClassVar[tuple[type[Section], ...]] = (*_ON_COMPUTER, *_IN_WORKSPACE)

    def __init__(self, window: "MainWindow", section: str = "") -> None:
        width, height = min(_WIDTH, window.width() - 2 * _AROUND), min(_HEIGHT, window.height() - _AROUND)
        super().__init__(window, tr("Preferences"), width=width, height=height)
        self._window = window
        self._sections: dict[str, Section] = {}
        self._offered = {page.id: page for page in self.pages if window.session is not None or not page.in_workspace}
        self.search = SearchField(tr("Find a setting"))
        self.list = QListWidget()
        self._headings: list[tuple[QListWidgetItem, list[type[Section]]]] = []
        self._stack = QStackedWidget()
        self.nothing = EmptyState(tr("No setting has all these words."), tr("Show all settings"), self.search.clear)
        self._stack.addWidget(self.nothing)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self._make_panes(), 1)
        self._make_own_foot()
        self._fill_list()
        self.search.textChanged.connect(lambda _: self._find())
        self.search.left.connect(self.list.setFocus)
        self.list.currentItemChanged.connect(lambda item: self._on_item_chosen(item))
        self._opened_at = window.session.position if window.session is not None else 0
        QShortcut(QKeySequence.StandardKey.Undo, self, lambda: self._turn(Session.undo, tr("Taken back: {label}")))
        QShortcut(QKeySequence.StandardKey.Redo, self, lambda: self._turn(Session.redo, tr("Brought back: {label}")))
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        for command in window.menus.commands:
            if command.group == "size":
                for sequence in command.shortcut.split(", "):
                    QShortcut(QKeySequence(sequence), self, command.run)
        self._building = QTimer(self, interval=_BETWEEN_MS)
        self._building.timeout.connect(self._build_next)
        self._building.start()
        self.show_section(section or window.preferences.text(_LAST, Appearance.id))
        self.search.setFocus()

    def section(self, id_: str) -> Section:
        """A page by its id, built where it is not yet."""
        if id_ not in self._sections:
            made = self._sections[id_] = self._offered[id_](self._window)
            self._stack.addWidget(made)
        return self._sections[id_]

    @property
    def is_building(self) -> bool:
        """Whether a search does not have all pages yet."""
        return self._building.isActive()

    def _build_next(self) -> None:
        """Build the pages one after the other, so that a search has them: at once where one waits for them."""
        missing = next((id_ for id_ in self._offered if id_ not in self._sections), None)
        if missing is None:
            self._building.stop()
        else:
            self.section(missing)
        if self.search.text():
            self._building.setInterval(0)
            self._find()

    def show_section(self, id_: str) -> None:
        """Show a page by its id; one that is not offered is the first."""
        id_ = id_ if id_ in self._offered else Appearance.id
        section = self.section(id_)
        self._stack.setCurrentWidget(section)
        self._window.preferences.choose(_LAST, id_)
        self._follow(section)
        with QSignalBlocker(self.list):
            self.list.setCurrentItem(next(item for item in self._items() if item.data(_ID) == id_))

    @property
    def shown(self) -> Section | None:
        """The page that is shown; None where a search finds nothing."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Section) else None

    def _make_head(self, title: str) -> QFrame:
        head = super()._make_head(title)
        row = head.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(1, key("Ctrl+,"))
        return head

    def _make_panes(self) -> QWidget:
        panes = QWidget()
        row = QHBoxLayout(panes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QFrame()
        side.setObjectName("preferencesSide")
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.list.setObjectName("preferencesList")
        self.list.setAccessibleName(tr("Pages of the preferences"))
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        return panes

    def _make_own_foot(self) -> None:
        self.defaults = button(tr("Restore defaults of this page"), self._on_defaults_clicked, role="link")
        self.told = Elided("", "meta", "3")
        dress(self.close_button, "primary")
        self.foot.insertWidget(0, self.defaults)
        self.foot.insertSpacing(1, 8)
        self.foot.insertWidget(2, self.told, 1)
        reason = self._window.session.read_only_reason if self._window.session is not None else None
        self.notice = Note("warn", reason or "")
        self.body.insertWidget(0, self.notice)

    def _fill_list(self) -> None:
        for heading, pages in ((tr("On this computer"), _ON_COMPUTER), (tr("In this workspace"), _IN_WORKSPACE)):
            offered = [page for page in pages if page.id in self._offered]
            if not offered:
                continue
            item = QListWidgetItem(heading)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setFont(theme.font("caption"))
            self.list.addItem(item)
            self._headings.append((item, offered))
            for page in offered:
                entry = QListWidgetItem(icons.icon(page.icon, "text_2"), page.title())
                entry.setData(_ID, page.id)
                self.list.addItem(entry)

    def _items(self) -> list[QListWidgetItem]:
        return [item for row in range(self.list.count()) if (item := self.list.item(row)).data(_ID)]

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.show_section(item.data(_ID))

    def _find(self) -> None:
        """Show the pages that have what is searched for, with how many settings it is, and of these only those settings.

        Those that are not built yet follow, as to build them all at once would hold up the typing.
        """
        words = self.search.text().casefold().split()
        found = {}
        for item in self._items():
            id_ = item.data(_ID)
            section = self._sections.get(id_)
            count = found[id_] = section.look_for(words) if section is not None else 0
            title = self._offered[id_].title()
            item.setText(f"{title}   {count}" if words and count else title)
            item.setHidden(bool(words) and not count)
        for item, pages in self._headings:
            item.setHidden(bool(words) and not any(found[page.id] for page in pages))
        shown = self.shown
        if shown is None or (words and not found[shown.id]):
            first = next((id_ for id_, count in found.items() if count), None)
            if first is not None:
                self.show_section(first)
            elif not self.is_building:
                self._stack.setCurrentWidget(self.nothing)
                self.defaults.hide()
                self.told.setText("")

    def _follow(self, section: Section) -> None:
        self.defaults.setVisible(section.has_defaults)
        steps, here = tr("Changes apply at once; Ctrl+Z takes them back."), tr("Changes apply at once, on this computer only.")
        self.told.setText(steps if section.in_workspace else here if section.has_defaults else "")

    def _turn(self, turn: Callable[..., None], said: str) -> None:
        """Take back or bring back a step made since this was opened, on the pages that are about steps."""
        session = self._window.session
        if self.shown is None or session is None or not self.shown.in_workspace:
            self.told.setText(tr("No step is made on this page, so there is none to take back."))
        elif not session.read_only_reason:
            turn(session, lambda change: self._say_turned(said, change), lambda error: self.told.setText(str(error)), since=self._opened_at)

    def _say_turned(self, said: str, change: ChangeSet) -> None:
        self.told.setText(said.format(label=turned_over(change)))

    def _on_defaults_clicked(self) -> None:
        if self.shown is not None:
            self.shown.restore_defaults()
