"""The foot of the page Feedback: the keys that matter now, as many as there is room for."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import GUTTER
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.text import key, label

_HEIGHT, _GAP = growing(40), growing(10)
_LEFT, _RIGHT = GUTTER + 4, 12


class KeyHints(QFrame):
    """Key caps with a word each; what does not fit is left out from the right, all keys are always one click away."""

    all_asked = Signal()

    def __init__(self, hints: Iterable[tuple[tuple[str, ...], str]]) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        row.setSpacing(_GAP)
        self.hints = [_Hint(caps, text) for caps, text in hints]
        for hint in self.hints:
            row.addWidget(hint)
        self.all = _Hint(("?",), "")
        self.all_keys = button(tr("all keys"), self.all_asked.emit, role="link")
        self.all.row.addWidget(self.all_keys)
        row.addWidget(self.all)
        row.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Hints give way."""
        return QSize(_LEFT + self.all.sizeHint().width() + _RIGHT, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Another font needs other room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        room = self.width() - _LEFT - _RIGHT - self.all.sizeHint().width()
        for hint in self.hints:
            room -= hint.sizeHint().width() + _GAP
            if hint.isVisibleTo(self) != (room >= 0):
                hint.setVisible(room >= 0)


class _Hint(QWidget):
    def __init__(self, caps: tuple[str, ...], text: str) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(3)
        for cap in caps:
            self.row.addWidget(key(cap))
        if text:
            said = label(text, "meta", "2")
            said.setContentsMargins(3, 0, 0, 0)
            self.row.addWidget(said)
