"""What stands in the window while no workspace is open: choose files, open the sample, make or reopen a workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.places import Recent
from prodops_desktop.ui.shell.recents import RecentList
from prodops_desktop.ui.shell.try_these import TryThese
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import KeyButton, button
from prodops_desktop.ui.widgets.inspector import Inspector, Section
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.text import Elided, Glyph, key, label

if TYPE_CHECKING:
    from prodops_desktop.datasets.sample_removing import SampleThere


@dataclass(frozen=True)
class Doors:
    """What the first-run page can do."""

    choose_files: Callable[[], object]
    paste: Callable[[], object]
    open_sample: Callable[[], object]
    new_workspace: Callable[[], object]
    open_workspace: Callable[[], object]
    open_path: Callable[[Path], object]
    pin: Callable[[Path, bool], object]
    forget: Callable[[Path], object]
    try_file: Callable[[Path], object]
    show_tries: Callable[[], object]
    remove_sample: Callable[[], object]
    open_tour: Callable[[], object]


class FirstRun(QScrollArea):
    """A drop zone, two cards and the recent workspaces."""

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self._doors = doors
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        outer = QHBoxLayout(inside)
        outer.setContentsMargins(24, 34, 24, 24)
        outer.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(px(760))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(6)
        title = label(tr("Start with the sheets you already have"), "kpi", wrap=True)
        head.addWidget(title)
        head.addWidget(label(tr("Everything stays in one file on this computer. Nothing is sent anywhere."), "body", "2", wrap=True))
        column.addLayout(head)
        column.addWidget(self._drop_zone())
        column.addWidget(self._cards())
        self.tries = TryThese(doors.try_file, doors.show_tries)
        column.addWidget(self.tries)
        self.recents = RecentList()
        self.recents.opened.connect(doors.open_path)
        self.recents.pinned.connect(doors.pin)
        self.recents.forgotten.connect(doors.forget)
        column.addWidget(self.recents)
        column.addStretch(1)
        outer.addWidget(middle, 20)
        outer.addStretch(1)
        self.setWidget(inside)

    def _drop_zone(self) -> QFrame:
        zone = QFrame()
        zone.setProperty("drop", "true")
        column = QVBoxLayout(zone)
        column.setContentsMargins(20, 28, 20, 28)
        column.setSpacing(8)
        column.addWidget(Glyph("tray-arrow-down", "accent", 36), 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role, tone in (
            (tr("Drop a spreadsheet here"), "page", ""),
            (tr("Excel, CSV or OpenDocument: accounts, revenue, NPS, usage, pipeline, account status…"), "body", "3"),
        ):
            made = label(text, role, tone, wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(made)
        column.addSpacing(4)
        self.choose = button(tr("Choose files…"), self._doors.choose_files, icon="folder-open-outline", role="primary")
        self.paste = KeyButton(tr("Paste a table"), "Ctrl+V", self._doors.paste)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addLayout(row)
        return zone

    def _cards(self) -> QWidget:
        cards = QWidget()
        flow = Reflow(cards, least=growing(215), most=3)
        sample = tr("A made-up company with months of spreadsheets behind it, imported as yours would be. Safe to change.")
        empty = tr("A single .prodops file, wherever you want it. Import the first sheet, and figures appear.")
        there = tr("A .prodops file that you have already, on this computer or a drive.")
        self.sample = button(tr("Open sample"), self._doors.open_sample)
        self.remove = button(tr("Remove it"), self._doors.remove_sample, role="link")
        self.remove.setToolTip(tr("Delete the sample workspace, its backups and its spreadsheets; what you put beside them stays."))
        self.remove.hide()
        self.make = button(tr("Create…"), self._doors.new_workspace)
        self.reopen = button(tr("Open…"), self._doors.open_workspace)
        flow.addWidget(_card("flask-outline", tr("Open the sample workspace"), sample, self.sample, self.remove))
        flow.addWidget(_card("file-plus-outline", tr("New empty workspace"), empty, self.make))
        flow.addWidget(_card("folder-open-outline", tr("Open a workspace"), there, self.reopen))
        return cards

    def show_recents(self, recents: list[Recent]) -> None:
        """List the workspaces opened before."""
        self.recents.show_recents(recents)

    def show_sample(self, there: "SampleThere") -> None:
        """Offer the spreadsheets to try, and the way to be rid of the sample, where it was made."""
        self.remove.setVisible(there.workspace is not None)
        self.tries.show_files(there.tries)


def _card(icon: str, title: str, text: str, *actions: QPushButton) -> QFrame:
    card = QFrame()
    card.setProperty("card", "true")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 13, 14, 13)
    column.setSpacing(6)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Glyph(icon))
    head.addWidget(Elided(title, "section"), 1)
    column.addLayout(head)
    column.addWidget(label(text, "meta", "2", wrap=True))
    column.addStretch(1)
    column.addSpacing(4)
    row = QHBoxLayout()
    row.setSpacing(10)
    for action in actions:
        row.addWidget(action)
    row.addStretch(1)
    column.addLayout(row)
    return card


def make_guide(open_tour: Callable[[], object]) -> Inspector:
    """The pane beside the first-run page: the first steps, the tour, and the keys worth knowing."""
    guide = Inspector("format-list-checks", tr("Getting started"), tr("First half hour"))
    steps = guide.section(tr("Steps"))
    for number, (what, more) in enumerate(
        (
            (tr("Import accounts"), tr("Name, segment, ARR")),
            (tr("Import NPS responses or usage"), tr("Each with its day")),
            (tr("Look at Metrics"), tr("Every figure opens down to its rows")),
            (tr("Set targets"), tr("They are drawn in charts and packs")),
            (tr("Export the board pack"), tr("One Excel workbook, with sources")),
        ),
        start=1,
    ):
        steps.add(_step(number, what, more))
    steps.add(button(tr("Tour in three minutes"), open_tour, role="link"))
    _add_keys(guide.section(tr("Keys worth knowing")))
    return guide


def _step(number: int, what: str, more: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(12)
    row.addWidget(Glyph(f"numeric-{number}-circle-outline", "accent" if number == 1 else "text_3", 20), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(what, "name"))
    column.addWidget(label(more, "meta", "3", wrap=True))
    row.addLayout(column, 1)
    return made


def _add_keys(section: Section) -> None:
    for text, cap in (
        (tr("Search"), "Ctrl K"),
        (tr("Import"), "Ctrl I"),
        (tr("Undo, whatever it was"), "Ctrl Z"),
        (tr("Show or hide the inspector"), "F4"),
        (tr("Help for this page"), "F1"),
        (tr("All shortcuts"), "Ctrl /"),
    ):
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(text, "meta", "2"))
        row.addStretch(1)
        row.addWidget(key(cap))
        section.add(made)
