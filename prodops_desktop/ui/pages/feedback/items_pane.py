"""What the lists of items have in common: one is current, some are marked, and what is asked for them is told by name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prodops_desktop.ui.models.paged import PagedModel
from prodops_desktop.ui.models.paged_rows import PagedRows
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.pages.feedback.reading import Board, Row, read_rows
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.widgets.fields import SearchField
from prodops_desktop.workspace import Store


class ItemsPane(QWidget):
    """Shows the items of a list of ids; it reads them by itself, and what is asked of them the page does.

    A subclass makes its field and its view, and calls :meth:`_watch`.
    """

    chosen = Signal(int)
    """Another item became current, but by :meth:`choose` and :meth:`leave`."""
    asked = Signal(str)
    """The name of an action of :mod:`prodops_desktop.ui.pages.feedback.keys`, or ``open`` (Enter), ``copy``, ``show_archive``."""
    filtered = Signal(str)
    """What is searched for, as it was typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.board: Board | None = None
        self.search: SearchField
        self.items: PagedModel
        self._view: DataTable
        self._rows: PagedRows
        self._searched = False

    def show_board(self, board: Board) -> None:
        """Show another reading of the board: its day, customers and tags."""
        self.board = board
        self.items.refresh()

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these items in this order; what is current and marked stays so, as far as it is still there."""
        self._rows.show_ids(ids, afresh=self._searched)
        self._searched = False

    def current(self) -> int | None:
        """The item that is current."""
        return self._rows.current()

    def current_row(self) -> Row | None:
        """What is known of it already."""
        row: Row | None = self.items.record(self._view.currentIndex().row())
        return row

    def choose(self, item: int) -> bool:
        """Make an item current without telling anyone; False when it is not in the list."""
        return self._rows.choose(item)

    def step(self, by: int) -> None:
        """Go so many items on."""
        self._rows.step(by)

    def leave(self, ids: Sequence[int]) -> int | None:
        """Take items out of the list at once; returns what is current now, the next one that is left where it went."""
        return self._rows.leave(ids)

    def marked(self) -> list[int]:
        """The items that are marked, in order."""
        return self.items.marks()

    def toggle_mark(self) -> None:
        """Mark the current item, or no longer."""
        self._rows.toggle_mark()

    def mark_all(self) -> None:
        """Mark every item of the list."""
        self._rows.mark_all()

    def clear_marks(self) -> None:
        """Mark none."""
        self._rows.clear_marks()

    def focus_list(self) -> None:
        """The keyboard goes to the list."""
        if not self._view.currentIndex().isValid():
            self._view.go_to(0, 0)
        self._view.setFocus()

    def _read(self, store: Store, ids: list[int]) -> list[Row]:
        """Read some rows, on a thread."""
        board = self.board
        return read_rows(store, ids, board.customers, {tag.id: tag.name for tag in board.tags}) if board is not None else []

    def _watch(self, view: DataTable, items: PagedModel, search: SearchField) -> None:
        """Follow what is done in the list and the field."""
        self._view, self.items, self.search = view, items, search
        self._rows = PagedRows(view, items)
        self._rows.chosen.connect(self.chosen)
        view.entered_row.connect(lambda _: self.asked.emit("open"))
        view.left.connect(self.clear_marks)
        items.failed.connect(self.session.problem)
        search.textChanged.connect(self._on_search_changed)
        search.left.connect(self.focus_list)

    def _on_search_changed(self, text: str) -> None:
        self._searched = True
        self.filtered.emit(text)
