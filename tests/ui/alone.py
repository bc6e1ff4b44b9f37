"""A widget alone in a window, for the tests of what has no page around it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui import theme

Widget = TypeVar("Widget", bound=QWidget)


@contextmanager
def alone(made: Widget) -> Iterator[Widget]:
    """Show a widget by itself, with the keyboard in it; at the end it is gone, and it is daylight again."""
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()
    theme.set_mode("light")
