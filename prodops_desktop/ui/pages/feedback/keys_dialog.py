"""The key ?: every key of the page and what it does."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.pages.feedback.keys import hints
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import key, label

_CAPS_WIDTH = growing(100)
"""Room for “Ctrl Shift N” in any font."""


class KeysDialog(Dialog):
    """A line a key in two columns, so that all are seen at once; any other shortcut is on the sheet of all shortcuts."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Keys of triage"), note=tr("All other shortcuts: Ctrl+/"), width=880, height=480)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        found = hints()
        rows = (len(found) + 1) // 2
        for column in (0, 2):
            grid.setColumnMinimumWidth(column, _CAPS_WIDTH)
            grid.setColumnStretch(column + 1, 1)
        for place, (caps, text) in enumerate(found):
            column, row = 2 * (place // rows), place % rows
            line = QHBoxLayout()
            line.setSpacing(4)
            for cap in caps.split(", "):
                line.addWidget(key(cap))
            line.addStretch(1)
            grid.addLayout(line, row, column)
            grid.addWidget(label(text, "body", "2", wrap=True), row, column + 1)
        self.body.addWidget(holder)
        self.body.addStretch(1)
        self.close_button.setFocus()
