"""Says aloud, where assistive technology listens, what changed away from the keyboard."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(about: QObject, text: str) -> None:
    """Have a text read out; nothing happens where nobody listens."""
    if text:
        _send(QAccessibleAnnouncementEvent(about, text))


def _send(event: QAccessibleAnnouncementEvent) -> None:
    QAccessible.updateAccessibility(event)
