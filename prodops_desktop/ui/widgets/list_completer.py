"""Completes each name of a list that is typed in one line, divided by “;”."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

_DIVIDER = ";"


class ListCompleter(QCompleter):
    """Completes the name in which one is typing, and leaves those before it as they are."""

    def __init__(self, editor: QLineEdit, names: Sequence[str]) -> None:
        super().__init__(list(names), editor)
        self._editor = editor
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(self)

    def splitPath(self, path: str) -> list[str]:
        """What is looked for: the name that is being typed."""
        return [path.rpartition(_DIVIDER)[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The whole line with the name completed."""
        before = [part.strip() for part in self._editor.text().split(_DIVIDER)[:-1]]
        return f"{_DIVIDER} ".join([*(part for part in before if part), str(index.data())])
