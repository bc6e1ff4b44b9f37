"""Files dropped anywhere on a window: an overlay says what will happen, then they are taken, or it is said why they can't be."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.announcing import announce
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace import SUFFIX

_WIDTH, _HEIGHT = 460, 170


@dataclass(frozen=True)
class Brought:
    """Files that hang over a window, in their order: a workspace to open, files to import, and folders, which can't be taken."""

    workspaces: tuple[Path, ...]
    sheets: tuple[Path, ...]
    others: tuple[Path, ...]

    @property
    def takeable(self) -> list[Path]:
        """What can be taken: one workspace at most."""
        return [*self.workspaces[:1], *self.sheets]

    @property
    def left_out(self) -> str:
        """Why some of them, or all, are not taken; empty where all are."""
        said = []
        if len(self.workspaces) > 1:
            said.append(tr("One workspace is open at a time, so {names} stayed closed.", names=_names(self.workspaces[1:])))
        if self.others:
            said.append(tr("{names} can’t be imported as a folder. Drop the files in it.", names=_names(self.others)))
        return " ".join(said)


def files_in(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def sort_out(paths: list[Path]) -> Brought:
    """What can be done with these files: whether one is a spreadsheet is told by its content, so the import says it of each."""
    folders = tuple(path for path in paths if os.path.isdir(path))
    workspaces = tuple(path for path in paths if path not in folders and path.suffix.casefold() == SUFFIX)
    return Brought(workspaces, tuple(path for path in paths if path not in (*folders, *workspaces)), folders)


class FileDrop(QObject):
    """Takes files for a window and all that stands in it, also over fields and boards that take drops of their own."""

    def __init__(
        self,
        window: QWidget,
        taken: Callable[[list[Path]], object],
        refused: Callable[[str], object],
        *,
        queued: bool = False,
        hinders: Callable[[], str | None] = lambda: None,
    ) -> None:
        super().__init__(window)
        self._hinders = hinders
        """Why nothing can be imported now, if so."""
        self._window, self._taken, self._refused, self._queued = window, taken, refused, queued
        self._hanging = False
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self._follow_handle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags come to the window of the system first, and to the widget itself; what is inside never sees those with files."""
        if isinstance(event, QShowEvent):
            if watched is self._window:
                self._follow_handle()
        elif isinstance(event, QDragEnterEvent):
            return self._enter(event)
        elif isinstance(event, QDragMoveEvent):
            return self._hanging and _take_copy(event)
        elif isinstance(event, QDropEvent):
            return self._drop(event)
        elif isinstance(event, QDragLeaveEvent) and self._hanging:
            self._end()
            return True
        return False

    def _follow_handle(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = files_in(event.mimeData())
        if not paths:
            return False
        self._hanging = True
        self.overlay.offer(sort_out(paths), queued=self._queued, hindrance=self._hinders() or "")
        return _take_copy(event)

    def _drop(self, event: QDropEvent) -> bool:
        paths = files_in(event.mimeData())
        self._end()
        if not paths:
            return False
        brought = sort_out(paths)
        QTimer.singleShot(0, self, lambda: self._take(brought))  # a dialog inside the drop would hold up the other program
        return _take_copy(event)

    def _take(self, brought: Brought) -> None:
        if brought.takeable:
            self._taken(brought.takeable)
        if brought.left_out:
            self._refused(brought.left_out)

    def _end(self) -> None:
        self._hanging = False
        self.overlay.hide()


def _take_copy(event: QDropEvent) -> bool:
    """Accept a drag as a copy: one that was accepted as a move would have its files deleted where they came from."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


class DropOverlay(QWidget):
    """Covers the window while files hang over it; takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text, self.more = "", ""
        self._icon = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, brought: Brought, *, queued: bool, hindrance: str = "") -> None:
        """Say what dropping these would do; ``queued`` where they join others, ``hindrance`` why none can be imported."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self._icon = "tray-arrow-down" if brought.takeable else "alert-outline"
        if brought.workspaces:
            self.text = tr("Drop to open {name}", name=brought.workspaces[0].name)
        elif brought.sheets and queued:
            self.text = counted(len(brought.sheets), "Drop to add {n} spreadsheet to the list", "Drop to add {n} spreadsheets to the list")
        elif brought.sheets:
            self.text = counted(len(brought.sheets), "Drop to import {n} spreadsheet", "Drop to import {n} spreadsheets")
        else:
            self.text = tr("Nothing here can be imported")
        left = [*brought.workspaces[1:], *brought.others]
        if brought.workspaces and brought.sheets:
            self.more = counted(len(brought.sheets), "and to import {n} spreadsheet into it", "and to import {n} spreadsheets into it")
        else:
            self.more = tr("without {names}", names=_names(left)) if left and brought.takeable else _names(left)
        if hindrance and brought.sheets and not brought.workspaces:
            self._icon, self.text, self.more = "alert-outline", tr("Nothing can be imported now"), hindrance
        self.setAccessibleName(f"{self.text} {self.more}".strip())
        self.show()
        self.raise_()
        announce(self, self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scrim and the zone."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("scrim"))
        zone = QRectF(0, 0, min(_WIDTH, self.width() - 40), _HEIGHT)
        zone.moveCenter(QRectF(self.rect()).center())
        shade = "accent" if self._icon == "tray-arrow-down" else "warn"
        painter.setPen(QPen(theme.colour(shade), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(zone, 10, 10)
        icons.paint(painter, zone.adjusted(0, 28, 0, -102), self._icon, shade)
        for text, role, colour, top in ((self.text, "page", "text", 76), (self.more, "meta", "text_2", 108)):
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(colour))
            area = QRectF(zone.left() + 16, zone.top() + top, zone.width() - 32, 28)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(area.width()))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)


def _names(paths: tuple[Path, ...] | list[Path], most: int = 3) -> str:
    shown = ", ".join(f"“{path.name}”" for path in paths[:most])
    return shown + (counted(len(paths) - most, " and {n} more", " and {n} more") if len(paths) > most else "")
