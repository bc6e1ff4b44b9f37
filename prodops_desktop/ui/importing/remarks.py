"""What is to be said of a file before it is read whole: sentences under its first rows, which scroll where they are many."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.widgets.text import Glyph, label

_HIGHEST, _MOST = growing(132), 40


class Remarks(QScrollArea):
    """As high as its sentences, up to a bound; not there when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.setAccessibleName(tr("Remarks on the file"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumHeight(_HIGHEST)
        self.hide()

    def show_texts(self, texts: list[str]) -> None:
        """Show these sentences, each once."""
        texts = list(dict.fromkeys(texts))
        if texts == self.texts:
            return
        self.texts = texts
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(label(counted(len(texts), "{n} remark", "{n} remarks"), "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, text in enumerate(texts[:_MOST]):
            grid.addWidget(Glyph("alert-outline", "warn"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, "meta", wrap=True, selectable=True), at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.setVisible(bool(texts))
