"""What stands behind a row in quarantine: what is wrong with it, its cells with their addresses, where it comes from, and its history."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prodops_desktop.datasets.model import Column, Dataset, Version
from prodops_desktop.datasets.quarantine import HeldRow
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.paging import row_number
from prodops_desktop.ui.pages.datasets.held_columns import before_text
from prodops_desktop.ui.pages.datasets.held_reading import HeldDetail
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import label
from prodops_desktop.workspace.record_history import StoredRow

_MOST_CELLS = 60
_LONGEST = 600


class HeldInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps."""

    asked = Signal(str)
    """The name of what is to be done: release, dismiss, before."""

    def __init__(self, session: Session) -> None:
        super().__init__("shield-alert-outline", tr("Quarantine"))
        self._session = session
        self.wrong = self.section(tr("What is wrong"))
        self.before = self.section(tr("Decided before"))
        self.as_before = button(tr("As before (F8)"), lambda: self.asked.emit("before"), icon="replay", small=True)
        self.cells = self.section(tr("Cells"))
        self.source = self.section(tr("Where it comes from"))
        self.history = HistorySection(self.section(tr("History")), session, {"text": tr("Text")}, "dataset")
        self.release = button(tr("Release"), lambda: self.asked.emit("release"), icon="check", role="primary")
        self.dismiss = button(tr("Dismiss…"), lambda: self.asked.emit("dismiss"), role="bad")
        self.set_actions(self.release, self.dismiss)
        QWidget.setTabOrder(self.release, self.dismiss)
        self.show_row(None, None, None, ())

    def show_row(self, dataset: Dataset | None, version: Version | None, detail: HeldDetail | None, columns: tuple[Column, ...]) -> None:
        """Show a row; None where none is chosen."""
        shown = dataset is not None and version is not None and detail is not None
        for part in (self.wrong, self.before, self.cells, self.source, self.history.section, self._foot):
            part.setVisible(shown)
        if dataset is None or version is None or detail is None:
            self.set_title(tr("No row is chosen"), tr("Quarantine"))
            return
        row = detail.held.row
        self.set_title(tr("Row {n}", n=row_number(row.place)), tr("Quarantine · {name} · v{n}", name=dataset.name, n=version.number))
        self._show_wrong(row)
        self._show_before(detail, columns)
        self._show_cells(detail, columns)
        self._show_source(row, version)
        self.history.show(detail.steps, dataset.id, _write)
        self.history.section.setVisible(bool(detail.steps))
        reason = self._session.read_only_reason
        self.release.setToolTip(reason or tr("Release (Ctrl+Enter)"))
        self.dismiss.setToolTip(reason or tr("Dismiss, with a reason (Delete)"))
        for control in (self.release, self.dismiss, self.as_before):
            control.setEnabled(reason is None)

    def _show_wrong(self, row: HeldRow) -> None:
        self.wrong.clear()
        self.wrong.note.setText(formats.number(len(row.reasons)) if row.reasons else "")
        for reason in row.reasons:
            self.wrong.add(Note("bad" if reason.position in row.mends else "warn", reason.text))
        if row.is_right:
            self.wrong.add(Note("good", tr("Nothing is wrong any more. Release it with Ctrl+Enter.")))

    def _show_before(self, detail: HeldDetail, columns: tuple[Column, ...]) -> None:
        known = detail.held.before
        self.before.setVisible(known is not None)
        self.as_before.setParent(None)
        self.before.clear()
        if known is None:
            return
        self.before.text(tr("The same row stood in quarantine then, and was decided about:"), "3")
        self.before.text(before_text(detail.held))
        self.before.facts([(column.header, known.mends[column.position]) for column in columns if column.position in known.mends])
        self.before.add(self.as_before)

    def _show_cells(self, detail: HeldDetail, columns: tuple[Column, ...]) -> None:
        section, row = self.cells, detail.held.row
        section.clear()
        section.note.setText(formats.number(len(columns)))
        wrong_first = sorted(columns, key=lambda column: row.wrong(column.position) is None)
        for column in wrong_first[:_MOST_CELLS]:
            self._show_cell(row, column, detail.cells.get(column.position, ""))
        if len(columns) > _MOST_CELLS:
            section.text(tr("and {n} more", n=formats.number(len(columns) - _MOST_CELLS)), "3")

    def _show_cell(self, row: HeldRow, column: Column, place: str) -> None:
        position = column.position
        is_wrong, is_mended = row.wrong(position) is not None, position in row.mends
        tone = "bad" if is_wrong else "good" if is_mended else ""
        said = row.text(position)[:_LONGEST]
        text = label(said or tr("empty"), "meta", tone or ("" if said else "3"), wrap=True, selectable=True)
        if said:
            text.setStyleSheet("font-family: monospace;")
        lines = [label(" · ".join(part for part in (" ".join(column.header.split()), place) if part), "caption", "3", wrap=True), text]
        if is_mended:
            raw = tr("In the file: {raw}", raw=row.raw(position)[:_LONGEST] or tr("empty"))
            lines.append(label(raw, "caption", "2", wrap=True, selectable=True))
        holder = QWidget()
        together = QVBoxLayout(holder)
        together.setContentsMargins(0, 0, 0, 2)
        together.setSpacing(1)
        for line in lines:
            together.addWidget(line)
        self.cells.add(holder)

    def _show_source(self, row: HeldRow, version: Version) -> None:
        self.source.clear()
        self.source.facts(
            [
                (tr("File"), version.file),
                (tr("Sheet"), row.sheet or formats.MISSING),
                (tr("Row"), row_number(row.place)),
                (tr("Imported"), formats.moment(version.imported_at, self._session.today)),
            ]
        )


def _write(_table: str, column: str, row: StoredRow) -> str:
    value = row.get(column)
    return formats.MISSING if value in (None, "") else str(value)
