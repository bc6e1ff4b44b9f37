"""The form at the left of a step: captions with what was found at their right, in an area that scrolls where it must."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.widgets.text import label

_WIDTH, _NARROW = growing(372), growing(330)
_ROOMY = growing(860)
"""The width of a step from which on its form is as wide as it likes."""


class FormArea(QScrollArea):
    """As wide as it likes where the step has room, a little less where it has not."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        inside.setObjectName("scrolled")
        self.form = QVBoxLayout(inside)
        self.form.setContentsMargins(20, 12, 16, 12)
        self.form.setSpacing(6)
        self.setObjectName("listPane")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(_WIDTH)
        self.setWidget(inside)

    def fit(self, step_width: int) -> None:
        """Follow the width of the step."""
        self.setFixedWidth(_WIDTH if step_width >= _ROOMY else _NARROW)


def form_head(form: QVBoxLayout, title: str) -> QLabel:
    """A caption of the form, and at its right what was found; returns the label for that."""
    row = QHBoxLayout()
    note = label("", "meta", "3")
    row.addWidget(label(title, "section"))
    row.addStretch(1)
    row.addWidget(note)
    form.addLayout(row)
    return note
