"""Works out from a sheet how alike users of one account are, shows what that does to an experiment, and takes it."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from prodops_desktop.errors import UserError
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.pre_period import NO_SHEET, PrePeriod, UserSheet, effect_sentence, read_pre_period, user_sheets
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import TakingDialog
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label

Take = Callable[[float, str], None]


class IccDialog(TakingDialog):
    """``take`` gets the ICC and the name of its dataset; what it refuses is said in place."""

    def __init__(self, parent: QWidget, session: Session, view: ExperimentView, take: Take) -> None:
        super().__init__(parent, tr("Work out the ICC"), tr("Take"), width=560, height=440)
        self._session, self._view, self._take = session, view, take
        self._sheets: tuple[UserSheet, ...] = ()
        self.found: PrePeriod | None = None
        self.sheet = Choice(caption=tr("Sheet"), name=tr("Sheet"))
        self.column = Choice(caption=tr("Column"), name=tr("Column"))
        self.said = Note("note", "")
        self.effect = label("", "meta", "2", wrap=True, selectable=True)
        self.source = button("", self._open_source, role="link")
        about = tr("How much of what users differ in comes from their accounts, by figures from before the experiment starts.")
        self.body.addWidget(label(view.experiment.title, "name", wrap=True))
        self.body.addWidget(label(about, "meta", "3", wrap=True))
        for widget in (self.sheet, self.column, self.said, self.effect):
            self.body.addWidget(widget)
        self.body.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.sheet.currentIndexChanged.connect(lambda _: self._on_sheet_chosen())
        self.column.currentIndexChanged.connect(lambda _: self._work_out())
        for control in (self.sheet, self.column, self.source):
            control.hide()
        self._show(None, "note", tr("Looking for sheets of users…"))
        session.read(user_sheets, self._on_sheets_read, self._on_failed, key=self)

    def hand_over(self) -> None:
        """Take the ICC that is shown."""
        if self.found is None or self.found.icc is None:
            raise UserError(tr("There is no ICC to take yet. Choose another sheet or column."))
        self._take(self.found.icc, self.found.source.name)

    def _on_sheets_read(self, sheets: tuple[UserSheet, ...]) -> None:
        self._sheets = sheets
        if not sheets:
            self._show(None, "note", NO_SHEET)
            return
        with QSignalBlocker(self.sheet):
            for one in sheets:
                self.sheet.addItem(one.name, str(one.dataset))
        before = next((one for one in sheets if one.name == self._view.experiment.icc_from), sheets[0])
        self.sheet.choose(str(before.dataset))
        for control in (self.sheet, self.column, self.source):
            control.show()
        self.sheet.setFocus()
        self._on_sheet_chosen()

    def _on_sheet_chosen(self) -> None:
        sheet = self._sheets[self.sheet.currentIndex()]
        with QSignalBlocker(self.column):
            self.column.clear()
            for header in sheet.columns:
                self.column.addItem(header, header)
        self.source.setText(tr("Open {name}", name=sheet.name))
        self._work_out()

    def _work_out(self) -> None:
        experiment, populations = self._view.experiment, self._view.board.populations
        sheet, column = self._sheets[self.sheet.currentIndex()].dataset, self.column.current_id()
        self._show(None, "note", tr("Working it out…"))
        self._session.read(
            lambda store: read_pre_period(store, experiment, sheet, column, populations), self._on_found, self._on_failed, key=self
        )

    def _on_found(self, found: PrePeriod) -> None:
        self._show(found, "warn" if found.icc is None else "note", found.sentence)

    def _on_failed(self, error: Exception) -> None:
        self._show(None, "bad", str(error))

    def _show(self, found: PrePeriod | None, kind: str, sentence: str) -> None:
        """Show what was found, or why there is nothing yet."""
        self.found = found
        icc = found.icc if found is not None else None
        self.said.say(kind, sentence)
        self.effect.setText("" if icc is None else effect_sentence(self._view.experiment, icc, self._view.population))
        self.effect.setVisible(bool(self.effect.text()))
        self.save.setEnabled(icc is not None)
        self.save.setToolTip(tr("Ctrl+Enter") if icc is not None else sentence)

    def _open_source(self) -> None:
        """Show the sheet that is chosen, in place of the dialog."""
        dataset = self._sheets[self.sheet.currentIndex()].dataset
        self.close()
        self._session.open("datasets", dataset)
