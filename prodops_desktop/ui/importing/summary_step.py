"""The step Summary: what reading the whole file came to, before anything of it is stored."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.datasets.request import Staged
from prodops_desktop.datasets.taking import Differences
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.look import place_of_day
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.ui.importing.stored_columns import StoredColumns
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.records.differences import DifferencesView
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.tokens import CARD_GAP
from prodops_desktop.ui.widgets.inspector import Section, clear_layout
from prodops_desktop.ui.widgets.text import Elided, Glyph, label, line

_ASIDE_WIDTH = growing(276)
_MOST_LINES = 40
_ASIDE_FROM = growing(880)
"""The width of the step from which on there is room for what will be written; the foot says it in short."""
_IN_QUARANTINE = "put into quarantine."
"""How the remark ends that only repeats the list of reasons."""
_PLACES = {
    "title": tr("title"),
    "sheet name": tr("sheet’s name"),
    "file name": tr("file’s name"),
    "typed": tr("chosen"),
    "day of import": tr("day of import"),
}

_STEPS = {
    "total row": ("{n} total row", "{n} total rows"),
    "summary row": ("{n} summary row", "{n} summary rows"),
    "note": ("{n} note", "{n} notes"),
    "section title": ("{n} section title", "{n} section titles"),
    "page title": ("{n} page title", "{n} page titles"),
    "repeated header": ("{n} repeated header", "{n} repeated headers"),
    "repeated response": ("{n} repeated response", "{n} repeated responses"),
    "hidden row": ("{n} hidden row", "{n} hidden rows"),
    "empty period": ("{n} period without a value", "{n} periods without a value"),
}


@dataclass(frozen=True)
class _Card:
    icon: str
    tone: str
    title: str
    value: int
    below: tuple[str, ...]


class SummaryStep(QWidget):
    """Four counts, the warnings, the reasons for quarantine, and what will be written."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_left(), 1)
        self._pane = self._make_aside()
        row.addWidget(self._pane)

    def _make_left(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(14)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(CARD_GAP)
        column.addLayout(self._cards)
        self.differences = DifferencesView()
        self.differences.hide()
        column.addWidget(self.differences)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(7)
        column.addLayout(self._lists)
        column.addWidget(label(tr("Columns"), "section"))
        self.columns = StoredColumns()
        column.addWidget(self.columns)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName(tr("Summary of the import"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        return self.area

    def _make_aside(self) -> QFrame:
        pane = QFrame()
        pane.setObjectName("inspectorPane")
        pane.setFixedWidth(_ASIDE_WIDTH)
        self._aside = QVBoxLayout(pane)
        self._aside.setContentsMargins(1, 0, 0, 0)
        self._aside.setSpacing(0)
        return pane

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pane gives way to the counts and remarks."""
        super().resizeEvent(event)
        self._pane.setVisible(self.width() >= _ASIDE_FROM)

    def show_staged(self, staged: Staged, target: Target | None) -> None:
        """Show what was staged and where it will go."""
        clear_layout(self._cards)
        for card in _cards(staged):
            self._cards.addWidget(_card(card), 1)
        clear_layout(self._lists)
        self._show_reasons(staged)
        self._show_warnings(staged)
        self.columns.show_found(staged.found)
        clear_layout(self._aside)
        for section in _about_writing(staged, target):
            self._aside.addWidget(section)
        self._aside.addStretch(1)

    def show_differences(self, differences: Differences | None) -> None:
        """Show what an area would take of it; None for a kind that no area takes."""
        self.differences.show_differences(differences)

    def _show_warnings(self, staged: Staged) -> None:
        warnings = [text for text in staged.warnings if not text.endswith(_IN_QUARANTINE)]
        self._title(tr("Warnings"), counted(len(warnings), "{n} remark", "{n} remarks") if warnings else "")
        if not warnings:
            self._said("check-circle-outline", "good", tr("Nothing is to be remarked on this file."))
        for text in warnings[:_MOST_LINES]:
            self._said("alert-outline", "warn", text)
        self._more(len(warnings))

    def _show_reasons(self, staged: Staged) -> None:
        reasons = staged.found["quarantine_reasons"]
        if not reasons:
            return
        rows = int(staged.found["rows_quarantined"])
        self._title(tr("Quarantine"), counted(rows, "{n} row is not counted until it is mended", "{n} rows are not counted until mended"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, one in enumerate(reasons[:_MOST_LINES]):
            grid.addWidget(Glyph("shield-alert-outline", "warn"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(one["reason"], "body", wrap=True, selectable=True), at, 1)
            count = label(counted(one["rows"], "{n} row", "{n} rows"), "body", "2")
            grid.addWidget(count, at, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._lists.addLayout(grid)
        self._more(len(reasons))
        self._lists.addSpacing(8)

    def _title(self, title: str, note: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(title, "section"))
        row.addWidget(label(note, "meta", "3"))
        row.addStretch(1)
        self._lists.addLayout(row)
        self._lists.addWidget(line())

    def _said(self, icon: str, tone: str, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Glyph(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, "body", wrap=True, selectable=True), 1)
        self._lists.addLayout(row)

    def _more(self, count: int) -> None:
        if count > _MOST_LINES:
            self._lists.addWidget(label(tr("and {n} more", n=formats.number(count - _MOST_LINES)), "meta", "3"))


def writes_text(staged: Staged, target: Target | None) -> str:
    """What the import will write, as a sentence."""
    number = formats.number(target.next_number if target else 1)
    return tr("Writes version {n} of {name}. One undo step.", n=number, name=staged.request.dataset_name)


def _cards(staged: Staged) -> list[_Card]:
    found = staged.found
    sheets = found["sheets"]
    read_from = sheets[0] if len(sheets) == 1 else counted(len(sheets), "{n} sheet", "{n} sheets")
    quarantined, dropped = int(found["rows_quarantined"]), int(found["rows_dropped"])
    return [
        _Card("file-table-outline", "text_2", tr("Rows read"), int(found["rows_read"]), (tr("from {sheet}", sheet=read_from),)),
        _Card("check-circle-outline", "good", tr("Accepted"), int(found["rows_accepted"]), (tr("will be counted"),)),
        _Card(
            "shield-alert-outline",
            "warn" if quarantined else "text_3",
            tr("Quarantined"),
            quarantined,
            (tr("kept, not counted") if quarantined else tr("every row could be read"),),
        ),
        _Card(
            "minus-circle-outline",
            "text_2" if dropped else "text_3",
            tr("Left out"),
            dropped,
            _steps(found["dropped"]) if dropped else (tr("no totals, no repeats"),),
        ),
    ]


def _steps(dropped: list[dict[str, Any]]) -> tuple[str, ...]:
    """A line for each step that left rows out: how many, and what they were."""
    return tuple(counted(one["rows"], *_STEPS.get(one["step"], (f"{{n}} {one['step']}",) * 2)) for one in dropped)


def _card(card: _Card) -> QFrame:
    frame = QFrame()
    frame.setProperty("card", "true")
    frame.setAccessibleName(f"{card.title}: {formats.number(card.value)}, {', '.join(card.below)}")
    column = QVBoxLayout(frame)
    column.setContentsMargins(13, 10, 13, 10)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(6)
    head.addWidget(Glyph(card.icon, card.tone))
    head.addWidget(Elided(card.title, "meta", "2"), 1)
    column.addLayout(head)
    column.addWidget(label(formats.number(card.value), "kpi"))
    for text in card.below:
        column.addWidget(Elided(text, "meta", "3"))
    column.addStretch(1)
    return frame


def _about_writing(staged: Staged, target: Target | None) -> list[Section]:
    found = staged.found
    number = target.next_number if target else 1
    what = Section(tr("What will be written"))
    version = tr("{n}, after {before}", n=formats.number(number), before=formats.number(number - 1)) if target else tr("1, a new dataset")
    place = place_of_day(staged.as_of_from, found["sheets"], staged.request.path)
    day = f"{formats.day(staged.as_of)} ({_PLACES.get(place, place)})"
    _facts(
        what,
        [
            (tr("Dataset"), staged.request.dataset_name),
            (tr("Version"), version),
            (tr("As of"), day),
            (tr("Rows are"), KINDS[found["kind"]].title),
        ],
    )
    source = Section(tr("Source"))
    _facts(
        source,
        [
            (tr("File"), staged.request.path.name),
            (tr("Sheet"), ", ".join(found["sheets"])),
            (tr("Size"), formats.size(int(found["bytes"]))),
            (tr("SHA-256"), found["sha256"]),
        ],
    )
    columns = Section(tr("Columns"))
    mapped = [column for column in found["columns"] if column["field"]]
    kept = len(found["columns"]) - len(mapped)
    columns.text(
        tr("{m} mapped to fields, {k} kept without one.", m=formats.number(len(mapped)), k=formats.number(kept))
        if mapped
        else counted(kept, "{n} column, kept without a field.", "{n} columns, kept without a field.")
    )
    return [what, source, columns]


def _facts(section: Section, rows: list[tuple[str, str]]) -> None:
    """Lines of a name and its value; a value too long for its line has it whole as its tooltip."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 72)
    grid.setColumnStretch(1, 1)
    for at, (name, value) in enumerate(rows):
        grid.addWidget(label(name, "meta", "3"), at, 0)
        grid.addWidget(Elided(value, "meta"), at, 1)
    section.body.addLayout(grid)
