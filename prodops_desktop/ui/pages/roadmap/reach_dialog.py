"""Takes the reach of an item from the accounts that ask for it, or counts it in a dataset of usage."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.model import Reach
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.roadmap.reach import CountedReach, UsageSheet, count_reach, reach_of_accounts, usage_sheets
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import Segments, button
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

_USAGE, _ACCOUNTS = "usage", "accounts"


class ReachDialog(TakingDialog):
    """``take`` gets the reach; what it refuses is said in place."""

    def __init__(self, parent: QWidget, session: Session, view: ItemView, take: Callable[[Reach], None]) -> None:
        super().__init__(parent, tr("Take the reach from data"), tr("Take"), width=560, height=400)
        self._session, self._view, self._take = session, view, take
        self._sheets: tuple[UsageSheet, ...] = ()
        self.found: CountedReach | None = None
        self.source = Segments([(_USAGE, tr("Usage")), (_ACCOUNTS, tr("Linked accounts"))], _USAGE, tr("Source"))
        self.sheet = Choice(caption=tr("Sheet"), name=tr("Sheet"))
        self.column = Choice(caption=tr("Column"), name=tr("Column"))
        self.said = Note("note", "")
        self.open_sheet = button("", self._open_source, role="link")
        about = tr("Who has more than nothing in a column within the last 90 days of a sheet, each counted once.")
        self.body.addWidget(label(view.item.label, "name", wrap=True))
        self.body.addWidget(label(about, "meta", "3", wrap=True))
        for widget in (self.source, self.sheet, self.column, self.said):
            self.body.addWidget(widget)
        self.body.addWidget(self.open_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.source.chosen.connect(lambda _: self._on_source_chosen())
        self.sheet.currentIndexChanged.connect(lambda _: self._on_sheet_chosen())
        self.column.currentIndexChanged.connect(lambda _: self._count())
        for control in (self.sheet, self.column, self.open_sheet):
            control.hide()
        self.source.setFocus()
        self._show(None, tr("Looking for sheets of usage…"))
        session.read(usage_sheets, self._on_sheets_read, self._on_failed, key=self)

    def hand_over(self) -> None:
        """Take the reach that is shown."""
        if self.found is None or self.found.reach is None:
            raise UserError(tr("There is no reach to take yet. Choose another sheet or column."))
        self._take(self.found.reach)

    def _on_sheets_read(self, sheets: tuple[UsageSheet, ...]) -> None:
        self._sheets = sheets
        with QSignalBlocker(self.sheet):
            for one in sheets:
                self.sheet.addItem(one.name, str(one.dataset))
        reach = self._view.item.reach
        before = next((one for one in sheets if reach is not None and one.name == reach.dataset), None)
        if before is not None:
            self.sheet.choose(str(before.dataset))
        if not sheets:
            self.source.choose(_ACCOUNTS)
        self._on_source_chosen()

    def _on_source_chosen(self) -> None:
        by_usage = self.source.current() == _USAGE
        for control in (self.sheet, self.column, self.open_sheet):
            control.setVisible(by_usage and bool(self._sheets))
        if not by_usage:
            self._on_counted(reach_of_accounts(self._view.evidence, self._view.plan.today))
        elif self._sheets:
            self._on_sheet_chosen()
        else:
            self._show(None, tr("No sheet of usage is imported yet: users or accounts by day or period, with what they did."))

    def _on_sheet_chosen(self) -> None:
        sheet = self._sheets[self.sheet.currentIndex()]
        reach = self._view.item.reach
        with QSignalBlocker(self.column):
            self.column.clear()
            for header in sheet.columns:
                self.column.addItem(header, header)
            if reach is not None and reach.column:
                self.column.choose(reach.column)
        self.open_sheet.setText(tr("Open {name}", name=sheet.name))
        self._count()

    def _count(self) -> None:
        sheet, column = self._sheets[self.sheet.currentIndex()].dataset, self.column.current_id()
        self._show(None, tr("Counting…"))
        self._session.read(lambda store: count_reach(store, sheet, column), self._on_counted, self._on_failed, key=self)

    def _on_counted(self, found: CountedReach) -> None:
        self._show(found, found.sentence)

    def _on_failed(self, error: Exception) -> None:
        self._show(None, str(error), "bad")

    def _show(self, found: CountedReach | None, sentence: str, kind: str = "note") -> None:
        """Show what was counted, or why there is nothing yet."""
        self.found = found
        reach = found.reach if found is not None else None
        self.said.say("warn" if found is not None and reach is None else kind, sentence)
        self.save.setEnabled(reach is not None)
        self.save.setToolTip(tr("Ctrl+Enter") if reach is not None else sentence)

    def _open_source(self) -> None:
        """Show the sheet that is chosen, in place of the dialog."""
        dataset = self._sheets[self.sheet.currentIndex()].dataset
        self.close()
        self._session.open("datasets", dataset)
