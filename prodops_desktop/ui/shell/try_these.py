"""The card with spreadsheets that wait to be tried on the sample workspace: a click imports one, and Ctrl+Z takes it back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.inspector import clear_layout
from prodops_desktop.ui.widgets.reflow import Reflow
from prodops_desktop.ui.widgets.text import Elided, Glyph, label

_FILE_HEIGHT = growing(44)


class _File(QPushButton):
    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(super().sizeHint().width(), _FILE_HEIGHT)


class TryThese(QFrame):
    """Hidden while there are none."""

    def __init__(self, run: Callable[[Path], object], show_folder: Callable[[], object]) -> None:
        super().__init__()
        self._run = run
        self.setProperty("card", "true")
        self.folder = button(tr("Show folder"), show_folder, role="link")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Glyph("gesture-tap"))
        head.addWidget(label(tr("Try these"), "section"))
        head.addWidget(Elided(tr("A click imports one into the sample. See what happens, and take it back with Ctrl Z."), "meta", "2"), 1)
        head.addWidget(self.folder)
        files = QWidget()
        self._files = Reflow(files, least=growing(200), most=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 13)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(files)
        self.hide()

    def show_files(self, paths: Sequence[Path]) -> None:
        """Show these spreadsheets."""
        clear_layout(self._files)
        for path in paths:
            self._files.addWidget(self._file(path))
        self.setVisible(bool(paths))

    def buttons(self) -> list[QPushButton]:
        """The buttons of the spreadsheets, in order."""
        found = (self._files.itemAt(at) for at in range(self._files.count()))
        return [made for item in found if item is not None and isinstance(made := item.widget(), QPushButton)]

    def _file(self, path: Path) -> QPushButton:
        made = _File()
        made.setAutoDefault(False)
        made.setAccessibleName(tr("Try {name}", name=path.name))
        made.setToolTip(str(path))
        made.clicked.connect(lambda: self._run(path))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Elided(path.name, "meta", middle=True))
        texts.addWidget(Elided(path.suffix.lstrip(".").upper(), "caption", "3"))
        row = QHBoxLayout(made)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(10)
        row.addWidget(Glyph("microsoft-excel" if path.suffix.startswith(".xls") else "file-delimited-outline"))
        row.addLayout(texts, 1)
        for inner in made.findChildren(QWidget):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return made
