"""Boards for the tests: the one of the design, with texts of every length, and one with thousands of cards."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt

from prodops_desktop.ui.board.board import Board, BoardColumn, Card, Chip, Confidence
from prodops_desktop.ui.board.cards_view import CardsView

ROCKET = "rocket-launch-outline"
_SURE = Confidence(0.8, "80%", note="confidence")
_CUT = Confidence(0.8, "80%", 1.0, "capped, was 100%")
_HALF = Confidence(0.5, "50%", 0.8, "capped, was 80%")


def card(key: int, title: str, score: int, line: str, sure: Confidence, money: str, *footer: str, chips: Sequence[Chip] = ()) -> Card:
    """A card that is sorted by its score."""
    return Card(key, title, str(score), line, sure, money, ROCKET, footer, tuple(chips), order=score)


def design() -> tuple[BoardColumn, ...]:
    """Three columns as on the picture of the design, with fewer cards."""
    now = (
        card(1, "Bulk export v2", 773, "Data Platform · NRR 110%", _CUT, "$2.30M", "26 Jan", "7 of 11 gates"),
        card(2, "SCIM provisioning", 617, "Identity · Enterprise adoption", _SURE, "$1.84M", "16 Feb", "6 of 15 gates"),
        card(
            3, "Search v2", 558, "Growth · Stickiness 28%", _SURE, "$0.22M", "30 Nov", "6 of 7 gates", chips=[Chip("Decide EXP-37", "warn")]
        ),
        card(
            4, "Onboarding checklist", 301, "Growth · Week-8 retention", _HALF, "–", "on hold", chips=[Chip("SRM", "warn", "alert-outline")]
        ),
    )
    following = (
        card(5, "Row-level security", 455, "Identity · Enterprise adoption", _CUT, "$1.52M", "Mar 2027"),
        card(6, "Audit log API", 344, "Identity · NRR 110%", _HALF, "$0.94M", "Apr 2027", chips=[Chip("62% one account", "warn")]),
    )
    later = (card(7, "EU data residency", 205, "Data Platform · Enterprise adoption", _HALF, "$0.74M", "H2 2027"),)
    return (
        BoardColumn("now", "Now", now, "11.5 of 12 person-months", "3", "Add to Now", "$3.71M, 52 accounts, each once"),
        BoardColumn("next", "Next", following, "14 of 12 person-months", "warn", "Add to Next", "$3.02M, 41 accounts, each once"),
        BoardColumn("later", "Later", later, "not sized", "3", "Add to Later", "$1.34M, 19 accounts, each once"),
    )


def long_texts() -> tuple[BoardColumn, ...]:
    """A column with texts that have no room anywhere, and one without cards."""
    sure = Confidence(0.5, "50%", 1.0, "capped by what a single account says, was 100%")
    words = "A title that goes on and on until there is no room left for it on any card of any width"
    chips = [Chip("One account is most of it", "warn"), Chip("SRM", "bad", "alert-octagon-outline"), Chip("Waits", "", "timer-sand")]
    long = card(1, words, 1234567, f"{words} · {words}", sure, "CHF 1,234,567,890", "26 Jan 2027", "7 of 11 gates", chips=chips)
    return (
        BoardColumn("now", "A column with a long name", (long,), "1,234.5 of 1,200 person-months", "bad", "Add to Now", words),
        BoardColumn("next", "Next"),
    )


def many(count: int = 2000) -> tuple[BoardColumn, ...]:
    """So many cards in three columns."""
    return tuple(
        BoardColumn(
            column,
            column.title(),
            tuple(
                card(
                    n,
                    f"Item {n} of the roadmap",
                    count - n,
                    "Data Platform · NRR 110%",
                    _CUT,
                    "$2.30M",
                    "26 Jan",
                    chips=[Chip("SRM", "warn")],
                )
                for n in range(part, count, 3)
            ),
            add=f"Add to {column.title()}",
        )
        for part, column in enumerate(("now", "next", "later"))
    )


# --- where things are


def column_of(board: Board, key: int) -> str:
    """The id of the column that a card is shown in."""
    return next(column.id for column in board.columns if any(card.key == key for card in column.cards))


def view_of(board: Board, column: str) -> CardsView:
    """The list of a column."""
    return _views(board)[column]


def card_place(board: Board, key: int) -> QPoint:
    """The middle of a card in the viewport of its column's list, which may be out of view."""
    column = next(one for one in board.columns if one.id == column_of(board, key))
    return view_of(board, column.id).card_rect([card.key for card in column.cards].index(key)).center()


def current_column(board: Board) -> str:
    """The id of the column that Tab comes to; empty without columns."""
    return next((id_ for id_, view in _views(board).items() if view.focusPolicy() == Qt.FocusPolicy.StrongFocus), "")


def _views(board: Board) -> dict[str, CardsView]:
    return {column.id: view for column, view in zip(board.columns, board.findChildren(CardsView), strict=False)}
