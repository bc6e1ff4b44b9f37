"""The columns of the table of all items."""

from collections.abc import Callable

from prodops_desktop.feedback.accounts import Customer
from prodops_desktop.feedback.model import code_of
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import NOTHING, Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.feedback.reading import Board, Row
from prodops_desktop.ui.pages.feedback.wording import (
    IMPORTANCE_DOTS,
    moment_text,
    renewal_text,
    state_text,
    when_text,
)
from prodops_desktop.ui.texts import tr

MARK, AT, ACCOUNT, TITLE, TAGS, IMPORTANCE, CHANNEL, STATE, ARR, SEGMENT, PERSON, CODE = (
    "mark", "at", "account", "title", "tags", "importance", "channel", "state", "arr", "segment", "person", "code",
)  # fmt: skip
"""The columns; those that can be sorted by are called as in :data:`prodops_desktop.feedback.search.order.ORDERS`."""
_LONGEST_TIP = 600


def item_columns(board: Callable[[], Board], is_marked: Callable[[int], bool]) -> list[Column]:
    """The columns; ``is_marked`` tells of an id whether it is."""

    def mark(row: Row) -> Cell:
        return Cell("", "accent", icon="check-bold", tip=tr("Marked")) if is_marked(row.item.id) else NOTHING

    def arr(row: Row) -> Cell:
        worth = row.customer.arr if row.customer else None
        if worth is None:
            return Cell(formats.MISSING, "text_3", right=True)
        return Cell(formats.money(worth, board().customers.currency), right=True)

    def whole_arr(row: Row) -> str:
        worth = row.customer.arr if row.customer else None
        return "" if worth is None else formats.money(worth, board().customers.currency, short=False)

    return [
        Column(MARK, "", mark, width=44, tip=tr("Marked with X"), fixed=True),
        Column(AT, tr("When"), lambda row: Cell(when_text(row.item.at, board().today), "text_2"), width=100, fixed=True,
               exact=lambda row: row.item.at, hint=lambda row: moment_text(row.item.at, board().today)),
        Column(ACCOUNT, tr("Who"), lambda row: Cell(row.who, role="name"), width=164, fixed=True,
               hint=lambda row: _whose(row, board())),
        Column(TITLE, tr("Said"), lambda row: Cell(row.item.headline), width=0, fixed=True, exact=lambda row: row.item.text,
               hint=lambda row: row.item.text[:_LONGEST_TIP]),
        Column(TAGS, tr("Tags"), _tags, width=190, folds=9),
        Column(IMPORTANCE, tr("Importance"), _importance, width=118, folds=7),
        Column(CHANNEL, tr("Channel"), lambda row: Cell(row.item.channel, "text_2"), width=96, folds=5),
        Column(STATE, tr("State"), lambda row: Cell(state_text(row.item, board().today), "text_2"), width=104, folds=6),
        Column(ARR, tr("ARR"), arr, right=True, width=84, folds=8, exact=lambda row: _plain_arr(row.customer),
               hint=whole_arr),
        Column(SEGMENT, tr("Segment"), lambda row: _text(row.customer.segment if row.customer else None), width=108, folds=4),
        Column(PERSON, tr("Person"), lambda row: _text(row.item.person), width=120, folds=3),
        Column(CODE, tr("Id"), lambda row: Cell(code_of(row.item.id), "text_3"), width=84, folds=2),
    ]  # fmt: skip


def _whose(row: Row, board: Board) -> str:
    renewal = renewal_text(row.customer.renewal, board.today) if row.customer else ""
    return " · ".join(part for part in (row.who, renewal) if part)


def _tags(row: Row) -> Cell:
    return Cell(", ".join(row.tags), chips=row.tags, tip=", ".join(row.tags)) if row.tags else Cell(formats.MISSING, "text_3")


def _importance(row: Row) -> Cell:
    level = row.item.importance
    return Cell(formats.IMPORTANCE_NAMES[level], dot=IMPORTANCE_DOTS[level]) if level else Cell(formats.MISSING, "text_3")


def _text(text: str | None) -> Cell:
    return Cell(text, "text_2") if text else Cell(formats.MISSING, "text_3")


def _plain_arr(customer: Customer | None) -> str:
    return "" if customer is None or customer.arr is None else f"{customer.arr:.2f}".removesuffix(".00")
