"""The rows of a grid as they come, go, and are folded into groups, whoever looks at them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QObject, Signal

from prodops_desktop.datasets.reading import Stored
from prodops_desktop.ui.models.cells import Index
from prodops_desktop.ui.models.grid_shape import GridShape
from prodops_desktop.ui.models.group_rows import GroupedRows

_MANY = 20_000
"""Rows; with more of them come or gone at once a view is faster to begin anew."""


class FoldedRows(GridShape):
    """Counts the rows with the heads of their groups, which close and open."""

    leaving, returned = Signal(), Signal()
    """Around a new layout of the same rows, from which a view goes back to where it was."""

    def __init__(self, place: tuple[str, ...], parent: QObject | None) -> None:
        super().__init__(place, parent)
        self._count = 0
        self._closed: set[Stored] = set()

    @property
    def count(self) -> int:
        """How many rows of the data there are, heads of groups not counted."""
        return self._count

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are in this arrangement, with the heads of groups."""
        if parent.isValid():
            return 0
        return self.groups.rows if self.groups is not None else self._count

    def turn_group(self, index: int) -> None:
        """Close an open group, or open a closed one."""
        groups = self.groups
        if groups is None:
            return
        group, head, closing = groups.groups[index], groups.head_row(index), index not in groups.closed
        (self.beginRemoveRows if closing else self.beginInsertRows)(QModelIndex(), head + 1, head + group.count)
        self.groups = groups.turned(index)
        (self._closed.add if closing else self._closed.discard)(group.value)
        (self.endRemoveRows if closing else self.endInsertRows)()
        self._changed(head, head)

    def open_group_of(self, position: int) -> None:
        """Open the group of a row of the data, if it is closed."""
        groups = self.groups
        if groups is not None and groups.group_of(position) in groups.closed:
            self.turn_group(groups.group_of(position))

    def turn_groups(self, *, closed: bool) -> None:
        """Close all groups, or open them."""
        groups = self.groups
        if groups is not None:
            with self._anew_from_here():
                self.groups = GroupedRows(groups.groups, frozenset(range(len(groups.groups))) if closed else frozenset())
                self._closed = {group.value for group in groups.groups} if closed else set()

    @contextmanager
    def _rows_become(self, after: int) -> Iterator[None]:
        """Around taking other rows, of which there are so many, with heads: a view hears of those that come or go at the end."""
        before = self.rowCount()
        if abs(after - before) > _MANY:
            with self._anew_from_here():
                yield
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            yield
            self.endRemoveRows()
        elif after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            yield
            self.endInsertRows()
        else:
            yield
        self._changed(0, self.rowCount() - 1)

    @contextmanager
    def _anew_from_here(self) -> Iterator[None]:
        """Lay rows and columns out anew in a view that goes back to where it was."""
        self.leaving.emit()
        self.beginResetModel()
        yield
        self.endResetModel()
        self.returned.emit()
