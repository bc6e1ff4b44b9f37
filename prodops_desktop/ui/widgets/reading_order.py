"""The way of Tab through a window: as one reads it, from the top to the bottom and from left to right, pane by pane.

Qt goes in the order in which widgets were made. What inspectors and lists make later would come last, or not at all.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Put the keyboard on the next stop of a window, or on the one before; False where there is none."""
    order = list(in_order(window))
    places = [place for place, one in enumerate(order) if is_stop(one)]
    if not places:
        return False
    now = _place_of(QApplication.focusWidget(), order)
    if forward:
        place = next((one for one in places if one > now), places[0])
    else:
        place = next((one for one in reversed(places) if one < now), places[-1])
    target = order[place]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(target)
    return True


def stops_of(window: QWidget) -> list[QWidget]:
    """What Tab reaches in a window, in its order."""
    return [one for one in in_order(window) if is_stop(one)]


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    takes = (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return takes and widget.isEnabled() and widget.focusProxy() is None


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all that is seen in it, as one reads."""
    yield widget
    children = [one for one in widget.children() if isinstance(one, QWidget) and one.isVisible() and not one.isWindow()]
    for row in _rows(children):
        for child in row:
            yield from in_order(child)


def _rows(children: list[QWidget]) -> Iterator[list[QWidget]]:
    """Widgets beside each other, row by row, each from left to right; what is less than half beside a row is below it."""
    row: list[QWidget] = []
    bottom = 0
    for child in sorted(children, key=lambda one: (one.y(), one.x())):
        if row and child.y() + min(child.height(), row[0].height()) // 2 >= bottom:
            yield sorted(row, key=lambda one: one.x())
            row = []
        end = child.y() + child.height()
        bottom = min(bottom, end) if row else end
        row.append(child)
    if row:
        yield sorted(row, key=lambda one: one.x())


def _place_of(widget: QWidget | None, order: list[QWidget]) -> int:
    """Where the keyboard is; what is made of several parts is where the nearest of those around it is."""
    while widget is not None:
        if widget in order:
            return order.index(widget)
        widget = widget.parentWidget()
    return -1


def _bring_into_sight(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
