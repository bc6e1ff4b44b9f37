"""The list of datasets at the left: filter, name, rows, age and version."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from prodops_desktop.datasets.model import Dataset
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.delegates import Lines
from prodops_desktop.ui.models.lists import RecordList
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.buttons import tool_button
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.text import Elided

STALE_DAYS = 45
"""A sheet that comes monthly is late after this; a schedule of each dataset's own comes with its recipe."""


class Catalogue(QFrame):
    """Shows datasets; in the quarantine the number is that of rows held back."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, load: Callable[[], None], today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("listPane")
        self._today = today
        self._datasets: list[Dataset] = []
        self.quarantine = False
        self.search = SearchField(tr("Filter datasets"))
        self.add = tool_button("plus", tr("Import a spreadsheet (Ctrl+I)"), load)
        self.list = RecordList(tr("Datasets"), self._lines, lambda dataset: dataset.id)
        self.foot = Elided("", "meta", "3")
        self.foot.setContentsMargins(20, 8, 12, 10)
        top = QHBoxLayout()
        top.setContentsMargins(20, 9, 10, 9)
        top.setSpacing(6)
        top.addWidget(self.search, 1)
        top.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.left.connect(self._on_search_left)
        self.list.chosen.connect(self.chosen)
        self.list.entered.connect(self.entered)

    def show_datasets(self, datasets: list[Dataset]) -> None:
        """Show these datasets, as far as the filter lets them through."""
        self._datasets = datasets
        self._fill()

    def show_quarantine(self, *, shown: bool) -> None:
        """Show how many rows are held back instead of how many there are."""
        self.quarantine = shown
        self._fill()
        self.list.viewport().update()

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        kept = [one for one in self._datasets if all(word in f"{one.name} {one.kind} {one.version.file}".casefold() for word in words)]
        self.list.show_records(kept)
        rows = sum(one.version.rows_accepted for one in kept)
        said = counted(rows, "{n} row", "{n} rows")
        where = counted(len(kept), "in {n} dataset", "in {n} datasets")
        self.foot.setText(f"{said} {where}" if kept else tr("No dataset has this in its name."))

    def _on_search_left(self) -> None:
        if self.list.records.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.records.index(0, 0))
            self.list.setFocus()

    def _lines(self, dataset: Dataset) -> Lines:
        version = dataset.version
        age = (self._today() - date.fromisoformat(version.as_of[:10])).days
        dot = "warn_fill" if age > STALE_DAYS else "good_fill"
        below = tr("as of {day}", day=formats.day(version.as_of, self._today()))
        aside = f"v{version.number} · {kind_title(dataset.kind)}"
        if not dataset.counts:
            dot, below = "ghost", tr("not counted")
        value = formats.number(version.rows_quarantined if self.quarantine else version.rows_accepted)
        return Lines(dataset.name, value, below, aside, dot)


def kind_title(kind: str) -> str:
    """The name of a kind for people."""
    from prodops_desktop.intake.kinds import KINDS

    found = KINDS.get(kind)
    return tr(found.title) if found is not None else kind
