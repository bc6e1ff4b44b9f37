"""Finds room on a timeline for where bars stood in a baseline and for their milestones, and paints both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.timeline_layout import BAR, DIAMOND, RIGHT, Scale, Taken, box_of
from prodops_desktop.ui.charts.timeline_marks import Ghost, Milestone
from prodops_desktop.ui.charts.timeline_model import Bar
from prodops_desktop.ui.lengths import growing

_BESIDE, _BETWEEN = growing(6), growing(8)
"""From a diamond to the words beside it, and between those."""
MOST_TITLE = 200
"""How wide the title of a point may be."""
_LINE, _BELOW, _TEXT = growing(5), growing(5), growing(14)
"""The height of a ghost, the room between it and its bar, and the height of its words."""
_GAP = growing(3)
"""Between the end of a bar and its diamond."""
_FILLS = {"good": "good_fill", "warn": "warn_fill", "quiet": "text_3"}
_WORDS = {"bad": "bad", "warn": "warn", "note": "text_2"}


@dataclass(frozen=True)
class GhostPlace:
    """A ghost: its line, which is null where it is not among the days shown, and the words after it."""

    ghost: Ghost
    line: QRectF
    words: QRectF


@dataclass(frozen=True)
class MilestonePlace:
    """A milestone, or the ring of a point without one; ``words`` is null where its text is written elsewhere, or nowhere.

    A diamond that does not follow right after its bar is tied to it, from there to there, and one ``on`` it has an edge.
    """

    milestone: Milestone | None
    centre: QPointF
    words: QRectF
    tie: tuple[float, float] | None = None
    on: bool = False

    @property
    def right(self) -> float:
        """Where it ends, with its words."""
        return max(self.centre.x() + DIAMOND / 2, self.words.right() if not self.words.isNull() else 0)

    @property
    def follows(self) -> bool:
        """Whether it stands right after its bar."""
        return self.tie is None and not self.on


class _Widths(dict[str, int]):
    """How wide words are in a font, measured once each: most of them are those of many bars."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetrics(font)

    def __missing__(self, text: str) -> int:
        width = self[text] = self._metrics.horizontalAdvance(text)
        return width


class Remarks:
    """Places ghosts and milestones of one layout; fonts are measured once, as making them takes long."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._name, self._ghost, self._text = (_Widths(font) for font in (theme.font("header"), bold_caption(), milestone_font()))

    def taken(self, bar: Bar) -> Taken:
        """The days for which nothing else may stand in the row of a bar, and in the room below that."""
        left, right = bar.starts, bar.ends
        if bar.look != "point" and bar.milestone is None and bar.ghost is None:
            return Taken((left, right), (left, right))
        box = box_of(self._scale, bar, 0)
        if bar.look == "point":
            begin, end = self.point_words(bar, box)
            left, right = self._day(min(box.left(), begin)), self._day(max(box.right(), end), up=True)
        elif bar.milestone is not None:
            place = self.milestone(bar, box)
            hidden = bar.ends < self._scale.first  # so that its title stands beside its milestone, too
            beside = self._name[bar.title] + 2 * _BESIDE if hidden else 0
            right = max(right, self._day(place.right + beside, up=True)) if place is not None else right
        under = (bar.starts, bar.ends)
        if bar.ghost is not None:
            words = self._ghost[bar.ghost.text] + 2 * _BESIDE if bar.ghost.text else 0
            until = bar.ghost.ends + timedelta(days=ceil(words / self._scale.per_day))
            under = min(bar.starts, bar.ghost.starts), max(bar.ends, until)
        return Taken((left, right), under)

    def ghost(self, bar: Bar, box: QRectF) -> GhostPlace | None:
        """Where a bar stood, below its box; the words stand after it and within the days shown."""
        ghost = bar.ghost
        if ghost is None:
            return None
        scale = self._scale
        begin, end = scale.inside(ghost.starts, ghost.ends)
        top = box.bottom() + _BELOW
        width = self._ghost[ghost.text] + 1 if ghost.text else 0
        left = max(scale.left + 4, min(end + 4, scale.right + RIGHT - 2 - width))
        words = QRectF(left, top + (_LINE - _TEXT) / 2, width, _TEXT) if width else QRectF()
        end = min(end, left - 4) if width else end
        return GhostPlace(ghost, QRectF(begin, top, end - begin, _LINE) if end - begin >= 1 else QRectF(), words)

    def milestone(self, bar: Bar, box: QRectF) -> MilestonePlace | None:
        """The milestone of a bar with its words, or a point with those of its milestone; None where it is not among the days shown."""
        if bar.look == "point":
            return self._point(bar, box)
        milestone, scale = bar.milestone, self._scale
        if milestone is None:
            return None
        after = box.right() + _GAP + DIAMOND / 2
        x = after if milestone.day is None else round(scale.x(milestone.day) + scale.per_day / 2)
        if not scale.left <= (x if milestone.day is not None else box.right()) <= scale.right:
            return None
        on = x < min(box.right(), after - DIAMOND - scale.per_day)
        x = x if on else min(max(x, after), scale.right + RIGHT - 2 - DIAMOND / 2)
        tie = (max(scale.left, box.right()), x) if x > after + _BESIDE else None
        left = (after - DIAMOND / 2 if on else x + DIAMOND / 2) + _BESIDE
        width = self._text[milestone.text]
        fits = width and left + width <= scale.right + RIGHT - 2
        words = QRectF(left, box.top(), width, BAR) if fits else QRectF()
        return MilestonePlace(milestone, QPointF(x, box.center().y()), words, tie, on)

    def point_words(self, bar: Bar, box: QRectF) -> tuple[float, float]:
        """From where to where the words of a point stand: its title and the text of its milestone; left of it at the right edge."""
        title = min(MOST_TITLE, self._name[bar.title])
        text = self._text[bar.milestone.text] if bar.milestone is not None else 0
        width = title + (_BETWEEN + text if text else 0)
        left = box.right() + _BESIDE
        if left + width > self._scale.right + RIGHT - 2 and box.left() - _BESIDE - width >= self._scale.left:
            left = box.left() - _BESIDE - width
        return left, left + width

    def _point(self, bar: Bar, box: QRectF) -> MilestonePlace:
        _, end = self.point_words(bar, box)
        text = bar.milestone.text if bar.milestone is not None else ""
        width = self._text[text]
        return MilestonePlace(bar.milestone, box.center(), QRectF(end - width, box.top(), width, BAR) if text else QRectF())

    def _day(self, x: float, *, up: bool = False) -> date:
        """The day that a pixel belongs to, also beyond the days shown."""
        days = (x - self._scale.left) / self._scale.per_day
        return self._scale.first + timedelta(days=ceil(days) if up else floor(days))


def milestone_font() -> QFont:
    """The font of what stands beside a diamond."""
    font = theme.font("header")
    font.setWeight(QFont.Weight.DemiBold)
    return font


def paint_ghost_lines(painter: QPainter, places: Sequence[GhostPlace]) -> None:
    """Where bars stood."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ghost"))
    for one in places:
        if not one.line.isNull():
            painter.drawRoundedRect(one.line, _LINE / 2, _LINE / 2)


def paint_ghost_words(painter: QPainter, places: Sequence[GhostPlace]) -> None:
    """How far bars slipped, on a ground of their own: bands and grid are behind."""
    painter.setFont(bold_caption())
    for one in places:
        if not one.words.isNull():
            painter.fillRect(one.words.adjusted(-2, 1, 1, -1), theme.colour("surface"))
            painter.setPen(theme.colour(_WORDS[one.ghost.tone]))
            painter.drawText(
                one.words.adjusted(0, 0, 4, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), one.ghost.text
            )


def paint_milestones(painter: QPainter, places: Sequence[MilestonePlace]) -> None:
    """Diamonds, the lines that tie them to their bars, and their words."""
    painter.setPen(QPen(theme.colour("prior"), 1, Qt.PenStyle.DotLine))
    painter.drawLines([QLineF(one.tie[0], one.centre.y(), one.tie[1], one.centre.y()) for one in places if one.tie is not None])
    for one in places:
        _paint_diamond(painter, one)
    painter.setFont(milestone_font())
    for one in places:
        if one.milestone is not None and not one.words.isNull():
            painter.fillRect(one.words.adjusted(-2, 6, 2, -6), theme.colour("surface"))
            painter.setPen(theme.colour("text"))
            painter.drawText(
                one.words.adjusted(0, 0, 4, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), one.milestone.text
            )


def _paint_diamond(painter: QPainter, one: MilestonePlace) -> None:
    if one.milestone is None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(one.centre, DIAMOND / 2 - 3, DIAMOND / 2 - 3)
        return
    painter.setPen(QPen(theme.colour("surface"), 1.5) if one.on else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(_FILLS[one.milestone.tone]))
    painter.drawPolygon(diamond(one.centre))


def diamond(centre: QPointF) -> QPolygonF:
    """The shape of a milestone."""
    half = DIAMOND / 2
    return QPolygonF([centre + QPointF(*step) for step in ((0, -half), (half, 0), (0, half), (-half, 0))])
