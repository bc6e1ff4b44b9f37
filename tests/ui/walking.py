"""Walks through a window by Tab as somebody does who neither sees nor has a mouse, and says what is in their way."""

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_UNKNOWN = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def stops(root: QWidget) -> list[QWidget]:
    """What Tab has to reach in a window: all that is in sight, enabled, and takes the keyboard."""
    found = []
    for one in [root, *root.findChildren(QWidget)]:
        policy = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if one.window() is root.window() and one.isVisible() and one.isEnabled() and policy and one.focusProxy() is None:
            found.append(one)
    return found


def said(widget: QWidget) -> str:
    """What a widget is called where it is named in a failure."""
    return f"{type(widget).__name__} {name_of(widget)!r} in {type(widget.parent()).__name__}"


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it: its name, or its label's."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def unnamed(root: QWidget) -> list[str]:
    """The stops without a name, or of a kind that no screen reader knows and without a description that says what they are."""
    found = []
    for one in stops(root):
        interface = QAccessible.queryAccessibleInterface(one)
        if not name_of(one):
            found.append(f"{said(one)} has no name")
        elif (interface is None or interface.role() in _UNKNOWN) and not one.accessibleDescription():
            found.append(f"{said(one)} is of no known kind and says nothing")
    return found


def walk(root: QWidget, *, back: bool = False) -> list[QWidget]:
    """The stops in the order in which Tab (or Shift+Tab) goes through them, from where the keyboard is until it is there again."""
    start = QApplication.focusWidget()
    assert start is not None
    found, most = [start], 4 * len(stops(root)) + 10
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    for _ in range(most):
        QTest.keyClick(found[-1], key, modifier)
        now = QApplication.focusWidget()
        assert now is not None, f"the keyboard got lost behind {said(found[-1])}"
        if now is found[-1]:
            raise AssertionError(f"{said(now)} lets nobody go")
        if now is start:
            return found
        if now in found:
            raise AssertionError(f"from {said(found[-1])} it goes round and round to {said(now)}")
        found.append(now)
    raise AssertionError("Tab never comes back")


def missed(root: QWidget, way: list[QWidget]) -> list[str]:
    """The stops that the way leaves out."""
    return [said(one) for one in stops(root) if one not in way]


def jumps(way: list[QWidget], pane: QWidget) -> list[str]:
    """Where the way within a pane goes up again: reading order is from the top to the bottom, and in a row from left to right.

    What scrolls lies elsewhere than what is around it, so the two are not compared.
    """
    inside = [one for one in way if pane.isAncestorOf(one)]
    found = []
    for one, other in pairwise(inside):
        if _scrolled_in(one) is not _scrolled_in(other):
            continue
        before, after = _place(one), _place(other)
        beside = min(before.bottom(), after.bottom()) - max(before.top(), after.top()) > min(before.height(), after.height()) // 2
        if (beside and after.left() < before.left()) or (
            not beside and after.center().y() < before.center().y() and after.left() <= before.right()
        ):
            found.append(f"{said(one)} at {before.getRect()} → {said(other)} at {after.getRect()}")
    return found


def _scrolled_in(widget: QWidget) -> QWidget | None:
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
