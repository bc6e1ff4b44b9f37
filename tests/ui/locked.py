"""What can be used of a pane while the workspace is open for reading only."""

from collections.abc import Collection

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def unlocked(pane: QWidget, why: str, *, free: Collection[str] = (), leading: tuple[str, ...] = ()) -> list[str]:
    """The fields, choices and buttons that can be used, or don't say why not; but for those of these names, and names that begin so."""
    found = []
    for control in pane.findChildren(QWidget):
        name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        if not control.isVisibleTo(pane) or name in free or name.startswith(leading):
            continue
        if isinstance(control, QLineEdit | QPlainTextEdit):
            is_locked = control.isReadOnly() or not control.isEnabled()
        elif isinstance(control, QAbstractButton | QComboBox):
            is_locked = not control.isEnabled()
        else:
            continue
        if not is_locked or control.toolTip() != why:
            found.append(name)
    return found
