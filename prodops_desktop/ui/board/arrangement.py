"""Which card stands in which column: as the board was told, but for cards that were put elsewhere and are not shown there yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from prodops_desktop.ui.board.card import BoardColumn, Card

Place = tuple[int, int]
"""The column and the row of a card."""


class Arrangement:
    """A card that was put into another column stays there until :meth:`show` has it there, or :meth:`revert` takes all of them back."""

    def __init__(self) -> None:
        self.columns: tuple[BoardColumn, ...] = ()
        self._given: tuple[BoardColumn, ...] = ()
        self._ways: dict[int, list[str]] = {}
        """The columns that each moved card was in, from the one in which the board has it to the one it was put into last."""
        self._places: dict[int, Place] = {}

    def show(self, columns: Iterable[BoardColumn]) -> None:
        """Take other columns and cards."""
        self._given = tuple(columns)
        shown = {card.key: column.id for column in self._given for card in column.cards}
        ways = {key: _rest(way, shown[key]) for key, way in self._ways.items() if shown.get(key) in way}
        ids = {column.id for column in self._given}
        self._ways = {key: way for key, way in ways.items() if len(way) > 1 and way[-1] in ids}
        self._arrange()

    def put(self, key: int, column: str) -> None:
        """Put a card into a column; raises KeyError for a card that is not on the board."""
        origin = self.columns[self._places[key][0]].id
        self._ways.setdefault(key, [origin]).append(column)
        self._arrange()

    def revert(self) -> None:
        """Show all cards again where the board has them."""
        self._ways.clear()
        self._arrange()

    def is_put(self, key: int) -> bool:
        """Whether a card was put somewhere that the board does not show yet."""
        return key in self._ways

    def place_of(self, key: int | None) -> Place | None:
        """Where a card stands; None for one that is not on the board."""
        return None if key is None else self._places.get(key)

    def card(self, key: int | None) -> Card | None:
        """A card by its key; None for one that is not on the board."""
        place = self.place_of(key)
        return None if place is None else self.columns[place[0]].cards[place[1]]

    def _arrange(self) -> None:
        self.columns = self._given if not self._ways else self._rearranged()
        self._places = {card.key: (index, row) for index, column in enumerate(self.columns) for row, card in enumerate(column.cards)}

    def _rearranged(self) -> tuple[BoardColumn, ...]:
        ends = {key: way[-1] for key, way in self._ways.items()}
        carried = [card for column in self._given for card in column.cards if card.key in ends]
        made = []
        for column in self._given:
            cards = [card for card in column.cards if card.key not in ends]
            for card in carried:
                if ends[card.key] == column.id:
                    cards.insert(_row_for(card, cards), card)
            made.append(replace(column, cards=tuple(cards)))
        return tuple(made)


def _rest(way: list[str], shown: str) -> list[str]:
    """What is left of a way once the board has the card in ``shown``: from the last time that it was put there."""
    return way[len(way) - 1 - way[::-1].index(shown) :]


def _row_for(card: Card, cards: Sequence[Card]) -> int:
    """The row of a card by what the column is sorted by; one without that comes last."""
    if card.order is None:
        return len(cards)
    return next((row for row, one in enumerate(cards) if one.order is None or one.order < card.order), len(cards))
