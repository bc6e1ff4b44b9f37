"""The strip above the status line: what was done with its Undo, or what went wrong with its way out."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from prodops_desktop.ui.announcing import announce
from prodops_desktop.ui.jobs import Action, Line
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button, tool_button
from prodops_desktop.ui.widgets.text import Glyph, key, label, restyle

_ICONS = {"good": "check-circle-outline", "bad": "alert-octagon-outline", "warn": "alert-outline", "note": "information-outline"}


class Strip(QFrame):
    """One line at a time, hidden when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Line | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(8)
        self._glyph = Glyph("information-outline")
        self.text = label("", "body", wrap=True, selectable=True)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self.text, 1)
        row.addLayout(self._actions)
        self.close_button = tool_button("close", tr("Close this line"), self._on_close_clicked)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, line: Line | None) -> None:
        """Show a line, or none."""
        self.line = line
        while self._actions.count():
            item = self._actions.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if line is None:
            self.hide()
            return
        self.setProperty("strip", line.kind)
        self._glyph.show_icon(_ICONS[line.kind], "text_2" if line.kind == "note" else line.kind)
        self.text.setText(line.text)
        for action in line.actions:
            self._add(action)
        restyle(self)
        restyle(self.text)
        self.setAccessibleName(line.text)
        self.show()
        announce(self, line.text)

    def _add(self, action: Action) -> None:
        made = button(action.text, role="link")
        made.clicked.connect(lambda: self._run(action))
        self._actions.addWidget(made)
        if action.shortcut:
            self._actions.addWidget(key(action.shortcut))

    def _on_close_clicked(self) -> None:
        closed = self.line.closed if self.line is not None else None
        self.say(None)
        if closed is not None:
            closed()

    def _run(self, action: Action) -> None:
        self.say(None)
        action.run()
