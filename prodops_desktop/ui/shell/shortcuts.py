"""Ctrl+/: every command with its key, and the keys that are no commands, those of the page that is shown first."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop.ui.commands import Command
from prodops_desktop.ui.shell.page_keys import Keys
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.text import Elided, key, label


@dataclass(frozen=True)
class _Line:
    """What keys do, and why not now, if so."""

    text: str
    keys: str = ""
    reason: str = ""


_Groups = dict[str, list[_Line]]


def _everywhere() -> list[_Line]:
    """Keys that are no commands of their own."""
    return [
        _Line(tr("Next, previous row"), "↓, ↑"),
        _Line(tr("Open what is selected"), "Enter"),
        _Line(tr("Edit a name in place"), "F2"),
        _Line(tr("Primary action of a dialog"), "Ctrl+Return"),
        _Line(tr("Help for a dialog"), "F1"),
        _Line(tr("Cancel, clear, close"), "Esc"),
        _Line(tr("Next, previous field"), "Tab, Shift+Tab"),
        _Line(tr("Open a menu by its first letter"), "Alt"),
    ]


class ShortcutSheet(Dialog):
    """Grouped by menu, filtered by what is typed; what can't be done now is grey and says why."""

    def __init__(
        self, parent: QWidget | None, commands: Sequence[Command], page: tuple[str, str] = ("", ""), keys: Keys | None = None
    ) -> None:
        super().__init__(parent, tr("Keyboard shortcuts"), width=820, height=620)
        self._groups = _grouped(commands, page, keys or [])
        self.search = SearchField(tr("Filter shortcuts"))
        self.search.textChanged.connect(self._fill)
        self.body.addWidget(self.search)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(32)
        self.body.addLayout(self._columns)
        self._none = label(tr("No key and no command has these words."), "meta", "3")
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        self._fill()
        self.search.setFocus()

    def _fill(self) -> None:
        clear_layout(self._columns)
        wanted = self.search.text().casefold().split()
        shown = [(name, some) for name, lines in self._groups.items() if (some := [one for one in lines if _fits(one, wanted)])]
        self._none.setVisible(not shown)
        half = sum(len(lines) + 2 for _, lines in shown) / 2
        left: list[tuple[str, list[_Line]]] = []
        while shown and sum(len(lines) + 2 for _, lines in left) < half:
            left.append(shown.pop(0))
        for part in (left, shown):
            column = QVBoxLayout()
            column.setSpacing(14)
            for name, lines in part:
                column.addWidget(_group(name, lines))
            column.addStretch(1)
            self._columns.addLayout(column, 1)


def _fits(line: _Line, wanted: list[str]) -> bool:
    text = f"{line.text} {line.keys} {line.keys.replace('+', ' ')}".casefold()
    return all(word in text for word in wanted)


def _grouped(commands: Sequence[Command], page: tuple[str, str], keys: Keys) -> _Groups:
    """The page first, then the menus, then what has no key."""
    id_, title = page
    own, groups, keyless = tr("On this page: {title}", title=title), _Groups(), list[_Line]()
    for command in commands:
        line = _Line(command.title().rstrip("…"), command.shortcut, command.enabled() or "")
        if id_ and command.id.startswith(f"{id_}."):
            groups.setdefault(own, []).append(line)
        elif not command.shortcut:
            keyless.append(line)
        else:
            groups.setdefault(tr("Pages") if command.id.startswith("page.") else tr(command.menu or "More"), []).append(line)
    mine = groups.pop(own, [])
    taken = {line.keys.replace("+", " ") for line in mine}
    mine = (
        [line for line in mine if line.keys]
        + [_Line(text, cap) for text, cap in keys if cap.replace("+", " ") not in taken]
        + [line for line in mine if not line.keys]
    )
    first: _Groups = {own: mine} if mine else {}
    return {**first, **groups, tr("Everywhere"): _everywhere(), tr("Without a key: Ctrl+K finds them"): keyless}


def _group(name: str, lines: list[_Line]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(name, "section"), 0, 0, 1, 2)
    row = 0
    for line in lines:
        row += 1
        text = Elided(line.text, "meta", "3" if line.reason else "2")
        text.setEnabled(not line.reason)
        text.set_tip(line.reason)
        grid.addWidget(text, row, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        for cap in line.keys.split(", ") if line.keys else []:
            caps.addWidget(key(cap or ","))
        grid.addLayout(caps, row, 1, Qt.AlignmentFlag.AlignRight)
        if line.reason:
            row += 1
            grid.addWidget(Elided(line.reason, "caption", "3"), row, 0, 1, 2)
    return made
