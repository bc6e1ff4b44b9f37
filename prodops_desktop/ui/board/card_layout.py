"""Where the parts of a card stand at a width: texts are cut before they meet, and what has no room is kept for the tooltip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from prodops_desktop.ui import theme
from prodops_desktop.ui.board.card import JOINT, Card, Chip
from prodops_desktop.ui.faces import Face, Fitted
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import CARD_PADDING

CARD_HEIGHT = growing(112)
_TITLE, _LINE, _METER, _FOOT = (
    (growing(10), growing(20)),
    (growing(30), growing(18)),
    (growing(55), growing(18)),
    (growing(80), growing(20)),
)
"""The top and the height of each line."""
_GAP, _ICON, _ICON_ROOM = growing(8), growing(14), growing(19)
_METER_WIDTHS, _METER_HEIGHT = (growing(72), growing(44)), growing(6)
_CHIP_PADDING, _CHIP_GAP, _CHIP_ICON = growing(7), growing(6), growing(17)
_KEPT_LAYOUTS = 1024
_WORST_FIRST = ("bad", "warn", "accent", "good", "")


@dataclass(frozen=True)
class Piece:
    """A text in its place, in the font of a ``role`` of type."""

    text: str
    area: QRectF
    role: str
    tone: str
    right: bool = False

    @cached_property
    def face(self) -> Face:
        """Its font."""
        return theme.face(self.role)

    @cached_property
    def fitted(self) -> Fitted:
        """The text as it is drawn."""
        return self.face.whole(self.text)


@dataclass(frozen=True)
class CardLayout:
    """The parts of a card, from its own corner; ``hidden`` is what is not shown whole."""

    pieces: tuple[Piece, ...]
    meter: QRectF | None
    icon: QRectF | None
    chips: tuple[tuple[Chip, QRectF], ...]
    hidden: tuple[str, ...]


def lay_out(card: Card, width: float) -> CardLayout:
    """Place everything on a card of this width; done once, and anew in another size of the font."""
    return _laid_out(card, width, theme.face("meta"))


@lru_cache(maxsize=_KEPT_LAYOUTS)
def _laid_out(card: Card, width: float, face: Face) -> CardLayout:
    del face  # what sizes and other fonts go by
    room = _Room(CARD_PADDING, max(40.0, width - 2 * CARD_PADDING))
    score = room.put(_TITLE, card.score, "inspector", "text", 0.5)
    room.fill(_TITLE, card.title, "section", "text", score)
    room.fill(_LINE, card.line, "meta", "text_2")
    money = room.put(_METER, card.money, "money", "text", 0.5)
    meter = _place_meter(room, card, money)
    icon = QRectF(room.left, _FOOT[0] + (_FOOT[1] - _ICON) / 2, _ICON, _ICON) if card.icon else None
    start = _ICON_ROOM if icon is not None else 0
    chips = _place_chips(room, card, start)
    taken = room.width - (chips[0][1].left() - _GAP - room.left) if chips else 0.0
    room.fill(_FOOT, _footer_in(room, card, room.width - start - taken), "meta", "text_2", taken, start)
    return CardLayout(tuple(room.pieces), meter, icon, chips, tuple(room.hidden))


def tip_of(card: Card, layout: CardLayout) -> str:
    """What the tooltip of a card says: its own tip, and all that had no room."""
    return "\n".join(dict.fromkeys(part for part in (card.tip, *layout.hidden) if part))


class _Room:
    """Collects the pieces of a card as they are placed, and what of them is cut."""

    def __init__(self, left: float, width: float) -> None:
        self.left, self.width = left, width
        self.pieces: list[Piece] = []
        self.hidden: list[str] = []

    def put(self, line: tuple[int, int], text: str, role: str, tone: str, share: float) -> float:
        """Put a text at the right end, on at most this share of the line; returns the room that it takes, with what it keeps free."""
        if not text:
            return 0.0
        width = min(_advance(theme.face(role).exact, text), self.width * share)
        self._add(text, QRectF(self.left + self.width - width, line[0], width, line[1]), role, tone, right=True)
        return width + _GAP

    def fill(self, line: tuple[int, int], text: str, role: str, tone: str, taken: float = 0.0, start: float = 0.0) -> None:
        """Put a text at the left, into what is left of the line."""
        area = QRectF(self.left + start, line[0], max(0.0, self.width - start - taken), line[1])
        if text and area.width() > 0:
            self._add(text, area, role, tone)
        elif text:
            self.hidden.append(text)

    def _add(self, text: str, area: QRectF, role: str, tone: str, *, right: bool = False) -> None:
        shown = theme.face(role).exact.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 0.5)
        if shown != text:
            self.hidden.append(text)
        self.pieces.append(Piece(shown, area, role, tone, right))


def _place_meter(room: _Room, card: Card, taken: float) -> QRectF | None:
    """The meter with its text; the note beside it only whole, for which the meter gives way first."""
    sure = card.confidence
    if sure is None:
        return None
    body = theme.face("meta").exact
    text, note, free = _advance(body, sure.text), _advance(body, sure.note), room.width - taken
    long, short = _METER_WIDTHS
    needed = text + _GAP + (note + _GAP if sure.note else 0)
    width = float(long if long + needed <= free else short)
    has_note = bool(sure.note) and width + needed <= free
    if not has_note:
        width = max(0.0, min(long, free - text - _GAP))
        room.hidden += [f"{sure.text} {sure.note}"] if sure.note else []
    start = width + _GAP
    end = max(0.0, room.width - start - text - 1)
    room.fill(_METER, sure.text, "meta", "text", end, start)
    if has_note:
        room.fill(_METER, sure.note, "meta", "text_2", taken, start + text + _GAP)
    return QRectF(room.left, _METER[0] + (_METER[1] - _METER_HEIGHT) / 2, width, _METER_HEIGHT) if width >= 12 else None


def _place_chips(room: _Room, card: Card, start: float) -> tuple[tuple[Chip, QRectF], ...]:
    """As many chips as stand beside the whole footer, shortened where that helps, and one that counts the others.

    The last choice stays whatever its width, and the footer is cut for it.
    """
    metrics = theme.face("meta").exact
    footer = _advance(metrics, JOINT.join(card.footer))
    for chips in _choices(card.chips):
        widths = [_chip_width(metrics, chip) for chip in chips]
        whole = sum(widths) + _CHIP_GAP * max(0, len(widths) - 1)
        if start + footer + _GAP + whole <= room.width:
            break
    room.hidden += [chip.text for chip in card.chips if chip not in chips]
    left, placed = room.left + room.width - whole, []
    for chip, width in zip(chips, widths, strict=True):
        placed.append((chip, QRectF(left, _FOOT[0], width, _FOOT[1])))
        left += width + _CHIP_GAP
    return tuple(placed)


def _footer_in(room: _Room, card: Card, width: float) -> str:
    """The footer in this width: short, or only its first parts, before a figure in it would be cut and read as another one."""
    metrics, short = theme.face("meta").exact, card.short_footer or card.footer
    choices = [card.footer, *(short[:count] for count in range(len(short), 0, -1))]
    shown = next((parts for parts in choices if _advance(metrics, JOINT.join(parts)) <= width), choices[-1])
    if shown != card.footer:
        room.hidden.append(JOINT.join(card.footer))
    return JOINT.join(shown)


def _choices(chips: tuple[Chip, ...]) -> Iterator[tuple[Chip, ...]]:
    """What may stand in place of the chips, the best first: all whole, all shortened, fewer and fewer with their number."""
    yield chips
    shortened = tuple(replace(chip, text=chip.short) if chip.short else chip for chip in chips)
    yield shortened
    if [bool(chip.short) for chip in chips] == [True]:
        return  # one alone says more in short than as a number
    for count in range(len(chips) - 1, -1, -1):
        yield (*shortened[:count], _counting(chips[count:]))


def _counting(chips: Sequence[Chip]) -> Chip:
    """One chip in place of several, as grave as the gravest of them; without its icon, as that would say of what the number is."""
    worst = min(chips, key=lambda chip: _WORST_FIRST.index(chip.tone) if chip.tone in _WORST_FIRST else len(_WORST_FIRST))
    return Chip(tr("+{n}", n=len(chips)), worst.tone)


def _chip_width(metrics: QFontMetricsF, chip: Chip) -> float:
    return _advance(metrics, chip.text) + 2 * _CHIP_PADDING + (_CHIP_ICON if chip.icon else 0)


def _advance(metrics: QFontMetricsF, text: str) -> float:
    return float(round(metrics.horizontalAdvance(text) + 0.5))
