"""What stands behind a dataset: whether it counts, its versions, its source, what was read, and where the current cell comes from."""

from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QWidget

from prodops_desktop.datasets.model import Column, Origin, Version
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.grid_sums import BlockSums
from prodops_desktop.ui.models.paging import row_number
from prodops_desktop.ui.models.values import exact_text, type_name
from prodops_desktop.ui.pages.datasets.detail import Detail
from prodops_desktop.ui.pages.datasets.source import Source
from prodops_desktop.ui.records.history import HistorySection
from prodops_desktop.ui.records.links import LinksSection
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import Inspector, Section
from prodops_desktop.ui.widgets.states import Note
from prodops_desktop.ui.widgets.text import Elided, label
from prodops_desktop.workspace.links import End
from prodops_desktop.workspace.record_history import StoredRow

_NAMED = 3
_AS_OF = {
    "title": "from the title of the sheet",
    "sheet name": "from the name of the sheet",
    "file name": "from the name of the file",
    "typed": "typed at the import",
    "day of import": "the day of the import: the file names none",
}


@dataclass(frozen=True)
class TracedCell:
    """A cell of the grid and where it comes from."""

    row_name: str
    column: Column
    value: str | int | float | None
    origin: Origin


class DatasetInspector(Inspector):
    """The sections are made once and filled again, so that nothing jumps."""

    counts_asked = Signal(bool)
    version_asked = Signal(int)
    source_asked = Signal()
    review_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("database-outline", tr("Dataset"))
        self._session = session
        self._links: list[QPushButton] = []
        self.counts = QCheckBox(tr("Counts in metrics"))
        self.counts.clicked.connect(self.counts_asked)
        self.cell = self.section(tr("Where it comes from"))
        self.cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cell.setAccessibleName(tr("Where the current cell comes from"))
        self._selection = self.section(tr("Selection"))
        self.selection: BlockSums | None = None
        self._use = self.section(tr("Use"))
        self._use.add(self.counts)
        self._use.body.setAlignment(self.counts, Qt.AlignmentFlag.AlignLeft)  # its ring is no wider than it
        self._versions = self.section(tr("Versions"))
        self.held = self.section(tr("Quarantined rows"))
        self.review = button("", self.review_asked.emit, role="link", small=True)
        self.held.add_to_title(self.review)
        self._source = self.section(tr("Source"))
        self._read = self.section(tr("Rows"))
        self._warnings = self.section(tr("Warnings"))
        self.links = LinksSection(self.section(tr("Linked to")), session, self)
        self.history = HistorySection(self.section(tr("History")), session, _history_names(), "dataset")
        self.import_button = button(tr("Import version"), icon="tray-arrow-down", role="primary")
        self.delete_button = button(tr("Delete"), role="bad")
        self.delete_button.setToolTip(tr("Delete this dataset; Ctrl+Z brings it back"))
        self.set_actions(self.import_button, self.delete_button)
        self.show_cell(None)
        self.show_selection(None)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is no dataset."""
        self.set_title(tr("No dataset yet"), tr("Dataset"))
        self._show_parts(shown=False)

    def show_detail(self, detail: Detail) -> None:
        """Show a dataset and one of its versions."""
        dataset, version = detail.dataset, detail.version
        self._show_parts(shown=True)
        kind = tr("Dataset") if version.id == dataset.version.id else tr("Dataset · version {n}", n=version.number)
        self.set_title(dataset.name, kind)
        self.counts.setChecked(dataset.counts)
        reason = self._session.read_only_reason
        for control in (self.counts, self.import_button, self.delete_button):
            control.setEnabled(reason is None)
            if reason:
                control.setToolTip(reason)
        self._links.clear()
        self._show_versions(detail)
        self._show_source(detail.source)
        self._show_rows(detail)
        self._show_held(detail)
        self._show_warnings(version)
        self.links.show(End("dataset", dataset.id), dataset.name, detail.links)
        self.history.show(detail.steps, dataset.id, _write_stored)
        order = [self.counts, *self._links, self.review, self.import_button, self.delete_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def show_cell(self, traced: TracedCell | None) -> None:
        """Show where a cell comes from; None when no cell is current."""
        self.cell.clear()
        if traced is None:
            self.cell.text(tr("Choose a cell to see its file, sheet and address (F9)."), "3")
            return
        column, origin = traced.column, traced.origin
        shown = exact_text(column, traced.value) or tr("empty")
        where = " › ".join(part for part in (origin.file, origin.sheet, origin.cell or tr("row {n}", n=origin.number)) if part)
        self.cell.sources([(f"{traced.row_name} › {column.header}" if traced.row_name else column.header, _short(shown), where)])
        facts = [(tr("Read as"), type_name(column)), (tr("Imported"), formats.moment(origin.imported_at, self._session.today))]
        if len(shown) > 30:
            facts.insert(0, (tr("Value"), shown[:600]))
        self.cell.facts(facts)
        if origin.raw is not None:
            raw = label(origin.raw[:600] or tr("empty"), "meta", "" if origin.raw else "3", wrap=True, selectable=True)
            raw.setStyleSheet("font-family: monospace;")
            self.cell.text(tr("In the file it says:"), "3")
            self.cell.add(raw)
        if origin.own is not None:
            taken = tr("{own} has no value of its own: it is merged with {cell}, or was filled from it.", own=origin.own, cell=origin.cell)
            self.cell.add(Note("note", taken))
        if origin.reason:
            self.cell.add(Note("warn", origin.reason))
        self.cell.setAccessibleDescription(f"{shown}, {where}")

    def show_selection(self, sums: BlockSums | None) -> None:
        """Show what the selected cells come to; None while they are none."""
        self.selection = sums
        self._selection.setVisible(sums is not None)
        self._selection.clear()
        if sums is not None:
            self._selection.note.setText(sums.column.header if sums.column is not None else "")
            self._selection.facts([(tr("Cells"), formats.number(sums.cells)), *sums.details()])

    def _show_parts(self, *, shown: bool) -> None:
        parts = (self.cell, self._use, self._versions, self._source, self._read, self.held, self._warnings)
        for part in (*parts, self.links.section, self.history.section, self._foot):
            part.setVisible(shown)

    def _show_versions(self, detail: Detail) -> None:
        section = self._versions
        section.clear()
        section.note.setText(formats.number(len(detail.versions)))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for line, version in enumerate(detail.versions[:12]):
            open_ = version.id == detail.version.id
            link = button(f"v{version.number}", partial(self.version_asked.emit, version.id), role="link", small=True)
            link.setToolTip(tr("Show version {n}", n=version.number))
            link.setAccessibleName(tr("Show version {n}", n=version.number))
            self._links.append(link)
            grid.addWidget(link, line, 0)
            grid.addWidget(label(formats.day(version.as_of, self._session.today), "meta", "" if open_ else "3"), line, 1)
            grid.addWidget(Elided(version.file, "meta", "" if open_ else "3", middle=True), line, 2)
            grid.addWidget(label(formats.number(version.rows_accepted), "meta", "" if open_ else "3"), line, 3)
        section.add(holder)
        if len(detail.versions) > 12:
            section.text(tr("and {n} earlier ones", n=formats.number(len(detail.versions) - 12)), "3")

    def _show_source(self, source: Source) -> None:
        section, version = self._source, source.version
        section.clear()
        found = tr(_AS_OF.get(version.as_of_from, version.as_of_from))
        section.facts(
            [
                (tr("File"), version.file),
                (tr("Sheet"), version.sheet or formats.MISSING),
                (tr("Size"), formats.size(version.size)),
                (tr("As of"), f"{formats.day(version.as_of)}\n{found}"),
                (tr("Imported"), formats.moment(version.imported_at)),
                (tr("SHA-256"), f"{version.sha256[:16]}…"),
            ]
        )
        save = button(tr("Save a copy of the source file…"), self.source_asked.emit, role="link")
        save.setEnabled(not source.missing)
        save.setToolTip(source.missing or tr("Save {name} as it came", name=version.file))
        self._links.append(save)
        section.add(save)
        if source.missing:
            section.text(source.missing, "3")
        copy = button(tr("Copy the SHA-256"), lambda: QGuiApplication.clipboard().setText(version.sha256), role="link")
        copy.setToolTip(version.sha256)
        self._links.append(copy)
        section.add(copy)

    def _show_rows(self, detail: Detail) -> None:
        version, section = detail.version, self._read
        section.clear()
        section.note.setText(counted(detail.columns, "{n} column", "{n} columns"))
        section.facts(
            [
                (tr("Read"), formats.number(version.rows_read)),
                (tr("Accepted"), formats.number(version.rows_accepted)),
                (tr("Quarantined"), formats.number(version.rows_quarantined)),
                (tr("Dropped"), formats.number(version.rows_dropped)),
                *(
                    (tr("of which dismissed"), f"{formats.number(count)}: {reason}")
                    for reason, count in list(detail.dismissed.items())[:_NAMED]
                ),
            ]
        )

    def _show_held(self, detail: Detail) -> None:
        section, count = self.held, detail.version.rows_quarantined
        section.setVisible(count > 0)
        section.clear()
        self.review.setText(tr("Review {n}", n=formats.number(count)))
        self.review.setAccessibleName(counted(count, "Review {n} row in quarantine", "Review {n} rows in quarantine"))
        for row in detail.held:
            line = QWidget()
            beside = QHBoxLayout(line)
            beside.setContentsMargins(0, 0, 0, 0)
            said = row.reasons[0].text if row.reasons else tr("Nothing is wrong any more")
            beside.addWidget(Elided(said, "meta"), 1)
            beside.addWidget(label(tr("row {n}", n=row_number(row.place)), "meta", "3"))
            section.add(line)

    def _show_warnings(self, version: Version) -> None:
        section: Section = self._warnings
        section.clear()
        section.setVisible(bool(version.warnings))
        section.note.setText(formats.number(len(version.warnings)))
        for text in version.warnings[:8]:
            section.add(Note("warn", text))
        if len(version.warnings) > 8:
            section.text(tr("and {n} more", n=formats.number(len(version.warnings) - 8)), "3")


def _short(text: str) -> str:
    return text if len(text) <= 18 else f"{text[:17]}…"


def _history_names() -> dict[str, str]:
    return {"dataset.name": tr("Name"), "dataset.counts": tr("Counts in metrics"), "version.as_of": tr("Data as of")}


def _write_stored(table: str, column: str, row: StoredRow) -> str:
    """What stood in a column, for people."""
    value = row.get(column)
    if value is None:
        return formats.MISSING
    if (table, column) == ("dataset", "counts"):
        return tr("yes") if value else tr("no")
    return formats.day(str(value)) if column == "as_of" else str(value)
