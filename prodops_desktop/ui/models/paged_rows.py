"""Which row of a long list is the current one, and which are marked, while its ids come and go."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from prodops_desktop.ui.models.paged import PagedModel
from prodops_desktop.ui.models.records import keep_place
from prodops_desktop.ui.models.views import DataTable


class PagedRows(QObject):
    """The current and the marked rows of a view on a :class:`PagedModel`.

    A click with Ctrl marks its row, one with Shift all up to it, and Ctrl+A every one: ids are marked, not cells selected, because a
    selection of 200,000 rows takes seconds.
    """

    chosen = Signal(int)
    """The id that became current, but for :meth:`choose` and :meth:`leave`."""

    def __init__(self, view: DataTable, model: PagedModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._quiet = False
        self._first = next((at for at, column in enumerate(model.columns) if column.title), 0)  # one without a title holds marks
        view.moved.connect(self._on_moved)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def current(self) -> int | None:
        """The id of the current row."""
        return self._model.id_at(self._view.currentIndex().row())

    def show_ids(self, ids: Sequence[int], *, afresh: bool = False) -> None:
        """Show these ids. What is current stays; where it is gone, what stands in its row follows it, or ``afresh`` the first one."""
        before, place = self.current(), self._view.currentIndex()
        row, column = place.row(), place.column()
        with self._quietly():
            keep_place(self._view, self._model, lambda: self._model.show_ids(ids))
            if self.current() is None:
                self._go_to(0 if afresh else max(0, min(row, self._model.rowCount() - 1)), column)
        after = self.current()
        if after is not None and after != before:
            self.chosen.emit(after)

    def choose(self, one: int) -> bool:
        """Make the row with this id current without telling anyone; False when it is not there."""
        row = self._model.row_of(one)
        if row >= 0:
            with self._quietly():
                self._go_to(row)
        return row >= 0

    def step(self, by: int) -> None:
        """Go so many rows on, as far as there are any."""
        self._view.go_to(self._view.currentIndex().row() + by)

    def leave(self, ids: Sequence[int]) -> int | None:
        """Take rows out at once; returns what is current now: the same as before, or where that went, the next that is left."""
        gone, row = set(ids), self._view.currentIndex().row()
        shown = self._model.ids
        below = (one for one in shown[max(0, row) :] if one not in gone)
        above = (one for one in reversed(shown[: max(0, row)]) if one not in gone)
        following = next(below, next(above, None))
        with self._quietly():
            self._model.remove(gone)
            self._go_to(self._model.row_of(following) if following is not None else -1)
        return following

    def toggle_mark(self) -> None:
        """Mark the current row, or no longer."""
        self._toggle(self.current())

    def mark_all(self) -> None:
        """Mark every row."""
        self._model.mark(self._model.ids)

    def clear_marks(self) -> None:
        """Mark none."""
        self._model.mark(self._model.marks(), marked=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Clicks and the key that mark."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(QKeySequence.StandardKey.SelectAll):
            self.mark_all()
            return True
        if (
            isinstance(event, QMouseEvent)
            and watched is self._view.viewport()
            and event.type() == QEvent.Type.MouseButtonPress
            and event.button() == Qt.MouseButton.LeftButton
        ):
            row = self._view.rowAt(round(event.position().y()))
            if row >= 0 and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._toggle(self._model.id_at(row))
                return True
            if row >= 0 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                first, last = sorted((row, max(0, self._view.currentIndex().row())))
                self._model.mark(self._model.ids[first : last + 1])
                return True
        return super().eventFilter(watched, event)

    def _toggle(self, one: int | None) -> None:
        if one is not None:
            self._model.mark([one], marked=not self._model.is_marked(one))

    def _go_to(self, row: int, column: int = -1) -> None:
        current = self._view.currentIndex()
        if not 0 <= column < self._model.columnCount():
            column = current.column() if current.isValid() else self._first
        self._view.setCurrentIndex(self._model.index(row, column) if row >= 0 else QModelIndex())

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        quiet, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = quiet

    def _on_moved(self, index: QModelIndex) -> None:
        one = self._model.id_at(index.row())
        if one is not None and not self._quiet:
            self.chosen.emit(one)
