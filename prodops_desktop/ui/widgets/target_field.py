"""The target of a metric as a field: typed as people write figures, refused in place when it is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.number_text import parse_figure
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.text import label, restyle

_LEAST = growing(96)
"""The least width of the figure: “18,500,000” is seen whole."""


class TargetField(QWidget):
    """Enter or leaving the field decides the target, Esc brings back what was there."""

    decided = Signal(object)

    def __init__(self, title: str = "", *, name_width: int = 96) -> None:
        super().__init__()
        self.field = _Field()
        self.field.setFixedHeight(INPUT_HEIGHT)
        self.field.setMinimumWidth(_LEAST)
        self.field.setPlaceholderText(tr("none"))
        self.field.setAccessibleName(tr("Target of {metric}", metric=title) if title else tr("Target"))
        self.wrong = label("", "caption", "bad", wrap=True)
        self.wrong.hide()
        self._shown = ""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, px(name_width))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(title or tr("Aim at"), "meta", "" if title else "3", wrap=bool(title)), 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.wrong, 1, 1)
        self.field.editingFinished.connect(self._decide)
        self.field.dropped.connect(self._restore)

    def show_target(self, value: float | None) -> None:
        """Show a target, unless one is being typed."""
        self._shown = "" if value is None else formats.number(value, None if value == int(value) else 2)
        if not self.field.hasFocus() or self.field.text() == self._shown or not self.field.isModified():
            self._restore()

    def _decide(self) -> None:
        text = self.field.text()
        if text.strip() == self._shown:
            self._say("")
            return
        try:
            value = parse_figure(text)
        except ValueError:
            whole, large = formats.number(34), f"{formats.number(2.1, 1)}M"
            self._say(tr("This is no figure. Type one such as {whole} or {large}, or nothing for no target.", whole=whole, large=large))
            return
        self._say("")
        self.field.setModified(False)
        self.decided.emit(value)

    def _restore(self) -> None:
        self.field.setText(self._shown)
        self.field.setModified(False)
        self._say("")

    def _say(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))
        self.field.setProperty("wrong", str(bool(text)).lower())
        self.field.setAccessibleDescription(text)
        restyle(self.field)


class _Field(QLineEdit):
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings back what was there."""
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
