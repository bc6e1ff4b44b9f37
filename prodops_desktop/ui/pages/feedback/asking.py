"""What the lists and the needs of the page are asked for: read in one go with the board, and again by themselves when only they change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.feedback.earlier import Earlier, ungathered
from prodops_desktop.feedback.model import code_of
from prodops_desktop.feedback.needs.model import ARR, Needs
from prodops_desktop.feedback.needs.period import DEFAULT, Period, choices, read_period
from prodops_desktop.feedback.needs.reading import read_needs
from prodops_desktop.feedback.search import Order, find, read_query
from prodops_desktop.feedback.search.finding import Scope
from prodops_desktop.feedback.store import HERE
from prodops_desktop.ui.pages.feedback.need_reading import SegmentBoard, read_segments, read_tag_links
from prodops_desktop.ui.pages.feedback.reading import Board, read_board
from prodops_desktop.workspace import Store, settings

NEWEST_FIRST = Order("at", descending=True)
FIRST_PAGE = 100
"""So many items of a search are shown before all of them are known."""


@dataclass(frozen=True)
class ListAsked:
    """A list of items: what is searched for, where, in which order."""

    query: str = ""
    scope: Scope = "inbox"
    order: Order = NEWEST_FIRST


@dataclass(frozen=True)
class Kept:
    """The item that is looked at, and its row: it stays in a filtered list until the operator goes on, whatever an edit made of it."""

    item: int
    row: int


@dataclass(frozen=True)
class Listed:
    """The items of a list in order; ``more`` are to come, ``remarks`` say what of the search means nothing."""

    asked: ListAsked
    ids: Sequence[int]
    more: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class NeedsAsked:
    """Which needs are asked for; the period by its id."""

    period: str = DEFAULT
    segment: str = ""
    channel: str = ""
    rank: str = ARR


@dataclass(frozen=True)
class NeedsFound:
    """The needs that were asked for, or why there are none; what their tags are linked to, and what may be asked for instead."""

    asked: NeedsAsked
    needs: Needs | None
    wrong: str
    links: Mapping[int, tuple[str, ...]]
    periods: tuple[Period, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Opening:
    """The board, the inbox, and what was imported before anybody gathered it."""

    board: Board
    inbox: Listed
    earlier: tuple[Earlier, ...]


def read_opening(store: Store, asked: ListAsked, before: Customers | None, kept: Kept | None) -> Opening:
    """What the page shows first."""
    board = read_board(store, before)
    return Opening(board, read_list(store, asked, board.customers, kept=kept), tuple(ungathered(store)))


def read_list(store: Store, asked: ListAsked, customers: Customers, limit: int | None = None, kept: Kept | None = None) -> Listed:
    """The items of a list, at most ``limit`` of them; what is ``kept`` is among them while it stands where the list looks."""
    query, today = read_query(asked.query), settings.today(store)
    found = find(store, query, customers, scope=asked.scope, today=today, order=asked.order, limit=limit)
    ids = found.ids
    if kept is not None and asked.query.strip() and kept.item not in ids:
        own = find(store, read_query(code_of(kept.item)), customers, scope=asked.scope, today=today, limit=1)
        ids = [*ids[: kept.row], *own.ids, *ids[kept.row :]]
    return Listed(asked, ids, found.more, (*query.remarks, *found.remarks))


def read_needs_found(store: Store, asked: NeedsAsked, customers: Customers) -> NeedsFound:
    """The needs, and what else can be asked for."""
    today = settings.today(store)
    needs, wrong = None, ""
    try:
        period = read_period(asked.period, today)
        needs = read_needs(store, customers, period=period, segment=asked.segment or None, channel=asked.channel or None, rank=asked.rank)
    except UserError as error:
        wrong = str(error)
    return NeedsFound(asked, needs, wrong, read_tag_links(store), tuple(choices(today, _first_day(store))), _channels(store))


def read_segments_asked(store: Store, asked: NeedsAsked, customers: Customers) -> tuple[SegmentBoard, NeedsFound]:
    """The needs of everybody by segment, and what else can be asked for."""
    period = read_period(asked.period, settings.today(store))
    board = read_segments(store, customers, period, asked.channel or None)
    return board, read_needs_found(store, NeedsAsked(asked.period, "", asked.channel, asked.rank), customers)


def _first_day(store: Store) -> date | None:
    row = store.db.execute(f"SELECT n.at FROM feedback_now n WHERE {HERE} ORDER BY n.at LIMIT 1").fetchone()
    return date.fromisoformat(row[0][:10]) if row else None


def _channels(store: Store) -> tuple[str, ...]:
    found = store.db.execute(f"SELECT DISTINCT n.channel FROM feedback_now n WHERE {HERE}")
    return tuple(sorted((row[0] for row in found), key=str.casefold))
