"""Ctrl+/: every shortcut that works now, made from the commands."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import Elided, key, label


def _everywhere() -> list[tuple[str, str]]:
    """Keys that are no commands of their own."""
    return [
        (tr("Next, previous row"), "↓ ↑"),
        (tr("Open what is selected"), "Enter"),
        (tr("Edit a name in place"), "F2"),
        (tr("Cancel, clear, close"), "Esc"),
        (tr("Next field"), "Tab"),
    ]


class ShortcutSheet(Dialog):
    """Grouped by menu, filtered by what is typed."""

    def __init__(self, parent: QWidget | None, commands: Sequence[Command]) -> None:
        super().__init__(parent, tr("Keyboard shortcuts"), width=720, height=560)
        self._commands = [command for command in commands if command.shortcut]
        self.search = SearchField(tr("Filter shortcuts"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(32)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self._fill()
        self.search.setFocus()

    def _fill(self) -> None:
        clear_layout(self._columns)
        wanted = self.search.text().casefold()
        groups: dict[str, list[tuple[str, str]]] = {}
        for command in self._commands:
            section = tr("Pages") if command.id.startswith("page.") else tr(command.menu or "More")
            groups.setdefault(section, []).append((command.text.rstrip("…"), command.shortcut))
        groups[tr("Everywhere")] = _everywhere()
        fitting = {name: [row for row in rows if wanted in f"{row[0]} {row[1]}".casefold()] for name, rows in groups.items()}
        shown = [(name, rows) for name, rows in fitting.items() if rows]
        half = sum(len(rows) + 2 for _, rows in shown) / 2
        left: list[tuple[str, list[tuple[str, str]]]] = []
        while shown and sum(len(rows) + 2 for _, rows in left) < half:
            left.append(shown.pop(0))
        for part in (left, shown):
            column = QVBoxLayout()
            column.setSpacing(14)
            for name, rows in part:
                column.addWidget(_group(name, rows))
            column.addStretch(1)
            self._columns.addLayout(column, 1)


def _group(name: str, rows: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(name, "section"), 0, 0)
    for index, (text, keys) in enumerate(rows, start=1):
        grid.addWidget(Elided(text, "meta", "2"), index, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for cap in keys.split(", "):
            caps.addWidget(key(cap or ","))
        grid.addLayout(caps, index, 1)
    return made
