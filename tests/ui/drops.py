"""Drags files over a window and lets go, as the system does."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.contract import rest

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_OFFERED = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


def carry(*paths: Path, text: str = "") -> QMimeData:
    """What a file manager drags: the files, and their names as a text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        data.setText(text)
    return data


def receiver(over: QWidget) -> QObject:
    """Where the system sends a drag that is over a widget: to its window."""
    handle = over.window().windowHandle()
    assert handle is not None
    return handle


def hover(over: QWidget, data: QMimeData) -> tuple[QPoint, bool]:
    """Drag to the middle of a widget; whether a drop would be taken."""
    at = over.mapTo(over.window(), over.rect().center())
    enter = QDragEnterEvent(at, _OFFERED, data, _LEFT, _NONE)
    QApplication.sendEvent(receiver(over), enter)
    move = QDragMoveEvent(at, _OFFERED, data, _LEFT, _NONE)
    QApplication.sendEvent(receiver(over), move)
    return at, enter.isAccepted() and move.isAccepted()


def leave(over: QWidget) -> None:
    """Drag out again."""
    QApplication.sendEvent(receiver(over), QDragLeaveEvent())


def drop(over: QWidget, *paths: Path) -> Qt.DropAction:
    """Drop files in the middle of a widget; what the other program is told that became of them."""
    data = carry(*paths, text="\n".join(map(str, paths)))
    at, _ = hover(over, data)
    event = QDropEvent(QPointF(at), _OFFERED, data, _LEFT, _NONE)
    QApplication.sendEvent(receiver(over), event)
    rest(lambda: False)
    return event.dropAction()
