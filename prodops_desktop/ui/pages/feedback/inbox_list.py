"""The list of what waits: who and when, and below it what was said."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.delegates import Lines, TwoLineDelegate
from prodops_desktop.ui.models.paged import PagedModel, Read
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.models.views import DataTable
from prodops_desktop.ui.pages.feedback.reading import Board, Row
from prodops_desktop.ui.pages.feedback.wording import IMPORTANCE_DOTS, until_text, when_text
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import TWO_LINE_ROW

_TIP = 600


class InboxList(DataTable):
    """Items as two lines each. A table of one column: a list view would lay out every row anew whenever one of 200,000 changes."""

    def __init__(self, session: Session, read: Read, board: Callable[[], Board | None], parent: QWidget | None = None) -> None:
        name = tr("Inbox")
        super().__init__(name, row_height=TWO_LINE_ROW, cell_focus=False, parent=parent)
        self._board = board
        self.items = PagedModel(session, [Column("item", name, self._cell, width=0)], read, lambda row: int(row.item.id), self)
        self.setModel(self.items)
        self.show_columns(self.items)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(TwoLineDelegate(self.lines, self))

    def lines(self, row: Row) -> Lines:
        """What is shown of an item."""
        item, board = row.item, self._board()
        marked, until = self.items.is_marked(item.id), until_text(item, board.today) if board else ""
        said = (formats.IMPORTANCE_NAMES[item.importance] if item.importance else "", tr("marked") if marked else "")
        return Lines(
            row.who,
            when_text(item.at, board.today) if board else "",
            item.headline,
            until,
            IMPORTANCE_DOTS[item.importance],
            tone="text_2",
            value_tone="text_3",
            role="section",
            marked=marked,
            said=", ".join(part for part in said if part),
        )

    def _cell(self, record: Any) -> Cell:
        return Cell(self.lines(record).spoken, tip=record.item.text[:_TIP])
