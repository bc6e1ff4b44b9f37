"""Holds the two panes at the right of the page Feedback, that of an item and that of a need."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.feedback.page import FeedbackPage

from prodops_desktop.ui.lengths import growing

_LEAST = growing(300)
"""Its three actions stand side by side."""


class Inspectors(QStackedWidget):
    """The panes at the right, which stand beside the page and not in it: the keys of the page work there, too."""

    def __init__(self, page: "FeedbackPage") -> None:
        super().__init__()
        self._page = page
        self.setMinimumWidth(_LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the page what no field and no button wanted."""
        if not self._page.take_key(event):
            super().keyPressEvent(event)
