"""Files dropped anywhere on the window: an overlay says what will happen, then they are taken."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.shell.files import SPREADSHEETS
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import SUFFIX


def files_in(data: QMimeData) -> list[Path]:
    """The local files that the program can take."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() in (*SPREADSHEETS, SUFFIX)]


class DropOverlay(QWidget):
    """Covers the window while files hang over it; takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, paths: list[Path]) -> None:
        """Say what dropping these would do."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        if any(path.suffix == SUFFIX for path in paths):
            self.text = tr("Drop to open {name}", name=paths[0].name)
        else:
            self.text = counted(len(paths), "Drop to import {n} spreadsheet", "Drop to import {n} spreadsheets")
        self.setAccessibleName(self.text)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim and the zone."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("scrim"))
        zone = QRectF(0, 0, min(460, self.width() - 40), 170)
        zone.moveCenter(QRectF(self.rect()).center())
        painter.setPen(QPen(theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(zone, 10, 10)
        icons.paint(painter, zone.adjusted(0, 34, 0, -96), "tray-arrow-down", "accent")
        painter.setFont(theme.font("page"))
        painter.setPen(theme.colour("text"))
        painter.drawText(zone.adjusted(12, 80, -12, -20), int(Qt.AlignmentFlag.AlignCenter), self.text)
