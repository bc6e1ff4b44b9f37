"""Says aloud, where assistive technology listens, what changed away from the keyboard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleAnnouncementEvent


def announce(about: QObject, text: str) -> None:
    """Have a text read out; nothing happens where nobody listens."""
    if text:
        from PySide6.QtGui import QAccessibleAnnouncementEvent  # the many names that belong to it are made when they are imported

        _send(QAccessibleAnnouncementEvent(about, text))


def _send(event: "QAccessibleAnnouncementEvent") -> None:
    from PySide6.QtGui import QAccessible

    QAccessible.updateAccessibility(event)
