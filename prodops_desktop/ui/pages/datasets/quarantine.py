"""The rows of a file that were not accepted: mended in a grid, released or dismissed; never counted, always listed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prodops_desktop.datasets.model import Dataset, Version
from prodops_desktop.ui.lengths import percent
from prodops_desktop.ui.pages.datasets.group_bar import Group, GroupBar
from prodops_desktop.ui.pages.datasets.held_reading import ALL, BEFORE, RIGHT, Held, HeldList, read_list
from prodops_desktop.ui.pages.datasets.held_table import HeldTable
from prodops_desktop.ui.pages.datasets.reason_bar import ReasonBar
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.states import EmptyState
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.ui.widgets.toolbar import PageToolbar

_PAUSE_MS = 180


class QuarantinePane(QWidget):
    """Shows one version of a dataset at a time; what is asked of its rows the page does."""

    asked = Signal(str)
    """The name of what is to be done: release, dismiss, before, copy."""
    moved = Signal()
    """Another row or cell is the current one, or it was read."""
    listed = Signal()
    """The rows that are held were read."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.version: Version | None = None
        self.held: HeldList | None = None
        self.group = ALL
        self._marks_all = self._is_behind = False
        self.asked_about: list[int] = []
        """The ids of the rows of which it is asked why they are left out."""
        self.title = Elided("", "page")
        self.about = Elided("", "meta", "3")
        self.release = button(tr("Release"), lambda: self.asked.emit("release"), icon="check", role="primary", small=True)
        self.dismiss = button(tr("Dismiss…"), lambda: self.asked.emit("dismiss"), role="bad", small=True)
        self.groups = GroupBar()
        self.search = self.groups.search
        self.reasons = ReasonBar()
        self.table = HeldTable(session, self)
        self.empty = EmptyState(tr("No row of this dataset is in quarantine."), icon="shield-alert-outline")
        self.no_match = EmptyState(tr("No row here matches."), tr("Show all"), self.show_all)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._build()
        self._connect()

    @property
    def pending(self) -> bool:
        """Whether a search is to come."""
        return self._pause.isActive()

    def show_version(self, dataset: Dataset, version: Version) -> None:
        """Show what a version holds back; the same one again keeps what is selected and marked."""
        if self.version is None or version.id != self.version.id:
            self.group = ALL
            self.reasons.end()
        self.version = version
        self.title.setText(dataset.name)
        self.title.setMinimumWidth(min(220 if percent() <= 100 else 60, self.title.sizeHint().width() + 2))
        held = counted(version.rows_quarantined, "{n} row held back", "{n} rows held back")
        number = f"v{version.number}" if version.id == dataset.version.id else tr("v{n}, not the newest", n=version.number)
        self.about.setText(f"{number} · {held} · {version.file}")
        self.table.held.refresh()  # what is looked at shows at once what became of it; the list takes longer to be looked through
        self._read()

    def focus_first(self) -> None:
        """The keyboard goes to the first row."""
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.go_to(0, 0)

    def begin_search(self, text: str = "") -> None:
        """Put the keyboard into the field that searches."""
        if text:
            self.search.setText(text)
        self.search.setFocus()
        self.search.selectAll()

    def show_all(self) -> None:
        """Let every row through."""
        self.group = ALL
        self.search.clear()
        self._pause.stop()
        self._read()
        self.table.setFocus()

    def show_group(self, group: str) -> None:
        """Show only the rows of one group, all of them marked."""
        self.group, self._marks_all = group, True
        self._read()

    def ask_reason(self) -> None:
        """Ask why the rows that are chosen are left out."""
        chosen = self.table.chosen()
        if chosen and self.held is not None:
            self.asked_about = chosen
            self.reasons.begin(len(chosen), self.held.given)

    def current(self) -> Held | None:
        """The current row, if it was read already."""
        return self.table.current()

    def _read(self) -> None:
        version, words, group = self.version, self.search.text(), self.group
        if version is not None:
            self._session.read(lambda store: read_list(store, version.id, words, group), self._on_read, key="datasets.quarantine")

    def _on_read(self, held: HeldList) -> None:
        if self.version is None or held.version != self.version.id:
            return
        self._is_behind = self.table.editor() is not None
        if self._is_behind:
            return  # it would close the field, and what is typed in it would be gone
        if self.group not in (ALL, *held.found.groups, *([RIGHT] if held.found.right else []), *([BEFORE] if held.before else [])):
            self.group = ALL
            self._read()
            return
        if held.version != self.table.held.version:
            self.table.held.locked = self._session.read_only_reason is not None
            self.table.held.show_version(held)
            self.table.show_columns(self.table.held)
        self.held = held
        self.table.held.before = held.before
        self.table.rows.show_ids(held.ids)
        if self._marks_all:
            self._marks_all = False
            self.table.rows.mark_all()
            self.table.setFocus()
        self._show_groups(held)
        self.table.cells.found = words[0] if len(words := self.search.text().split()) == 1 else ""
        self._say_empty(held)
        self.foot.setVisible(bool(held.ids))
        self.stack.setCurrentWidget(self.table if held.ids else self.no_match if held.found.total else self.empty)
        self._show_buttons()
        self.listed.emit()

    def _catch_up(self) -> None:
        """Read what came while a cell was being edited."""
        if self._is_behind:
            self._is_behind = False
            QTimer.singleShot(0, self, self._read)

    def _show_groups(self, held: HeldList) -> None:
        found = held.found
        groups: list[Group] = [(ALL, tr("All"), found.matching)]
        groups += [(reason, reason, count) for reason, count in found.groups.items()]
        if found.right:
            groups.append((RIGHT, tr("Nothing wrong any more"), len(found.right)))
        if held.before:
            groups.append((BEFORE, tr("Decided before"), len(held.before)))
        self.groups.show_groups(groups, self.group)
        self.groups.setVisible(bool(found.total))

    def _say_empty(self, held: HeldList) -> None:
        ruled = [counted(held.released, "{n} row was released", "{n} rows were released")] if held.released else []
        dismissed = sum(held.dismissed.values())
        ruled += [counted(dismissed, "{n} row was dismissed", "{n} rows were dismissed")] if dismissed else []
        self.empty.say(tr("No row of this dataset is in quarantine."), " · ".join(ruled))

    def _show_buttons(self) -> None:
        reason = self._session.read_only_reason
        count = self.table.held.marked_count
        self.release.setText(tr("Release {n}", n=count) if count else tr("Release"))
        for made, tip in ((self.release, tr("Release (Ctrl+Enter)")), (self.dismiss, tr("Dismiss, with a reason (Delete)"))):
            made.setEnabled(reason is None and self.table.held.rowCount() > 0)
            made.setToolTip(reason or tip)

    def _build(self) -> None:
        self.stack = QStackedWidget()
        for shown in (self.table, self.empty, self.no_match):
            self.stack.addWidget(shown)
        keys = tr("Enter or typing mends a cell  ·  Ctrl+Space marks a row  ·  Ctrl+Enter releases  ·  Delete dismisses")
        self.foot = label(keys, "meta", "3", wrap=True)
        self.foot.setContentsMargins(GUTTER, 5, GUTTER, 6)
        head = PageToolbar(self.title, self.about)
        head.row.setContentsMargins(GUTTER, 0, 12, 0)
        head.add_right(self.dismiss, self.release)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self.groups, self.reasons):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.left.connect(self.table.setFocus)
        self.groups.chosen.connect(self._on_group_chosen)
        self.reasons.ended.connect(self.table.setFocus)
        self.table.moved.connect(lambda _: self.moved.emit())
        self.table.held.loaded.connect(self.moved.emit)
        self.table.cells.closeEditor.connect(lambda *_: self._catch_up())
        self.table.held.marked.connect(lambda _: self._show_buttons())
        self.table.held.failed.connect(self._session.problem)

    def _on_group_chosen(self, group: str) -> None:
        self.group = group
        self._read()
