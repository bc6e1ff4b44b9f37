"""How a page of several panes is put together, from the outside in."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


def stack_on(page: QWidget, content: QWidget, empty: QWidget) -> QStackedWidget:
    """Fill a page with its content, in the place of which stands what it says while there is none.

    What is in ``content`` is put there afterwards: Qt looks the style sheet up anew for all that is in what is put into something else.
    """
    stack = QStackedWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(stack)
    stack.addWidget(content)
    stack.addWidget(empty)
    return stack
