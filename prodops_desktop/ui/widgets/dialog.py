"""The frame of every dialog: a title, a content that scrolls if it must, and a foot with its buttons."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.keys import deletes_word
from prodops_desktop.ui.widgets.text import label


class Dialog(QDialog):
    """Window-modal; Esc closes it, and it is deleted then."""

    def __init__(self, parent: QWidget | None, title: str, *, note: str = "", width: int = 560, height: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(width, height)
        self.note = label(note, "meta", "3")
        self.body, self.foot = QVBoxLayout(), QHBoxLayout()
        self.close_button = button(tr("Close"), self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head(title))
        column.addWidget(self._make_body(), 1)
        column.addWidget(self._make_foot())

    def event(self, event: QEvent) -> bool:
        """Ctrl+Del in a field deletes a word there, and not what a button of the dialog deletes by it."""
        if deletes_word(event, self):
            event.accept()
            return True
        return super().event(event)

    def _make_head(self, title: str) -> QFrame:
        head = QFrame()
        head.setObjectName("dialogHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(10)
        row.addWidget(label(title, "page"))
        row.addWidget(self.note)
        row.addStretch(1)
        return head

    def _make_body(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self.body)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        foot.setLayout(self.foot)
        self.foot.setContentsMargins(20, 10, 20, 10)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        return foot
