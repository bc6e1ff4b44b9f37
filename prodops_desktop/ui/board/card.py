"""What a board shows: columns with cards, in words and as a table for elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.figures import as_figure
from prodops_desktop.ui.texts import counted, tr

JOINT = " · "


@dataclass(frozen=True)
class Chip:
    """A small fact on a soft ground; ``tone`` is good, warn, bad, accent or empty, and an ``icon`` may stand before the text.

    ``short`` stands in its place where the text has no room.
    """

    text: str
    tone: str = ""
    icon: str = ""
    short: str = ""


@dataclass(frozen=True)
class Confidence:
    """How sure one may be, from 0 to 1: ``share`` counts, and what is ``claimed`` beyond it is drawn dashed behind a tick.

    ``text`` writes the share, ``note`` says more where there is room (“capped, was 100%”).
    """

    share: float
    text: str
    claimed: float | None = None
    note: str = ""

    @property
    def is_capped(self) -> bool:
        """Whether more is claimed than counts."""
        return self.claimed is not None and self.claimed > self.share


@dataclass(frozen=True)
class Card:
    """A card; ``footer`` are the texts of its last line, behind ``icon``, and ``chips`` stand at the right of them.

    ``short_footer`` stands in its place where that has no room, and ``exact_footer`` where it is read without the day on which it was
    written; each is the footer unless it is given.
    ``spoken`` is the card for assistive technology, by default all of its texts; ``tip`` is said by the tooltip before what had no room.
    ``order`` is what a column is sorted by, the highest first: a card that is moved goes to its place by it. ``stuck`` says why the card
    can't be moved, empty where it can.
    """

    key: int
    title: str
    score: str = formats.MISSING
    line: str = ""
    confidence: Confidence | None = None
    money: str = ""
    icon: str = ""
    footer: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    spoken: str = ""
    tip: str = ""
    order: float | None = None
    stuck: str = ""
    short_footer: tuple[str, ...] = ()
    exact_footer: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The whole card as one text."""
        sure = (self.confidence.text, self.confidence.note) if self.confidence is not None else ()
        parts = (self.title, self.score, self.line, " ".join(filter(None, sure)), self.money, *self.footer)
        return self.spoken or ", ".join(part for part in (*parts, *(chip.text for chip in self.chips)) if part)


@dataclass(frozen=True)
class BoardColumn:
    """A column: at the right of its head ``aside`` in a tone (2, 3, warn, bad, good), below its cards ``add`` on a button and ``foot``.

    ``short_aside`` stands in place of ``aside`` where that has no room. No button without a text for it. ``empty`` stands where no
    card does.
    """

    id: str
    name: str
    cards: tuple[Card, ...] = ()
    aside: str = ""
    aside_tone: str = "3"
    add: str = ""
    foot: str = ""
    empty: str = tr("Nothing here")
    short_aside: str = ""


def sentence(columns: Sequence[BoardColumn]) -> str:
    """How many cards there are, and what each column says of its own."""
    cards = counted(sum(len(column.cards) for column in columns), "{n} card", "{n} cards")
    said = [f"{column.name} {_in_words(column)}" for column in columns]
    return f"{cards}: {'; '.join(said)}." if said else tr("No cards.")


def table(columns: Sequence[BoardColumn]) -> list[tuple[str, ...]]:
    """The cards as rows, the head first."""
    heads = (tr("Column"), tr("Card"), tr("Score"), tr("About"), tr("Confidence"), tr("Money behind it"), tr("State"), tr("Marks"))
    return [heads, *(_row(column, card) for column in columns for card in column.cards)]


def _row(column: BoardColumn, card: Card) -> tuple[str, ...]:
    sure = card.confidence
    said = "" if sure is None else tr("{share}, {note}", share=sure.text, note=sure.note) if sure.is_capped else sure.text
    marks = "; ".join(chip.text for chip in card.chips)
    score, money = as_figure(card.score), as_figure(card.money)
    return (column.name, card.title, score, card.line, said, money, JOINT.join(card.exact_footer or card.footer), marks)


def _in_words(column: BoardColumn) -> str:
    beside = ", ".join(part for part in (column.aside, column.foot) if part)
    count = formats.number(len(column.cards))
    return f"{count} ({beside})" if beside else count
