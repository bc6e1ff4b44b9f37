"""Leads arrows on a timeline from the end of one bar to the beginning of another, and paints those that are in view."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline_layout import BAR, DIAMOND, Scale
from prodops_desktop.ui.charts.timeline_marks import Arrow

_OUT, _IN = 9, 6
"""How far behind the end of a bar an arrow turns, and how far behind the beginning of one it comes in from above or below."""
_HEAD, _WING = 9, 4.5
"""The length of the head of an arrow, and half of its width."""
_ABOVE, _BELOW = 8, 12
"""How far above and below a bar an arrow runs along."""
_STUB = 14
"""How long the rest of an arrow is of which the other bar is far out of view."""
_FAR = 12
"""How many rows out of view that is: lines that lead nowhere say little, and hundreds of them take long."""
_NEAR = 4
"""How near the mouse has to be."""


Part = Literal["whole", "start", "end"]
PARTS: tuple[Part, ...] = ("whole", "start", "end")


@dataclass(frozen=True)
class Stop:
    """A bar as arrows see it: its box, its row, where its words end there, and the diamond of it that arrows leave, if any.

    Between ``before`` and its box its row is empty, and so it is between its box and ``free``.
    """

    box: QRectF
    line: int
    right: float
    before: float
    free: float
    diamond: QPointF | None = None


@dataclass(frozen=True)
class ArrowPlace:
    """An arrow as it is drawn; one that leads to a bar that is not shown has no head."""

    arrow: Arrow
    lines: tuple[QLineF, ...]
    head: QPolygonF | None
    bounds: QRectF

    def is_at(self, x: float, y: float) -> bool:
        """Whether a place is on it or right beside it."""
        return any(QRectF(line.p1(), line.p2()).normalized().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(x, y) for line in self.lines)


@dataclass(frozen=True)
class _Ends:
    """An arrow and the rows of its two bars; None for one that is not among the days shown."""

    arrow: Arrow
    start: int | None
    end: int | None

    @property
    def rows(self) -> tuple[int, int]:
        """Its first and its last row."""
        own = [line for line in (self.start, self.end) if line is not None]
        return min(own), max(own)


class Arrows:
    """The arrows of a timeline, ordered by their rows and led where they are asked for.

    ``line_of`` gives the row of a bar that is shown, ``stop`` what arrows see of it, and ``known`` are the keys of all bars.
    """

    def __init__(
        self, arrows: Iterable[Arrow], known: Set[int], line_of: Callable[[int], int | None], stop: Callable[[int], Stop], scale: Scale
    ) -> None:
        self._stop, self._scale = stop, scale
        found = (_Ends(one, line_of(one.start_key), line_of(one.end_key)) for one in arrows if {one.start_key, one.end_key} <= known)
        self._ends = sorted((one for one in found if (one.start, one.end) != (None, None)), key=lambda one: one.rows)
        self._firsts, self._lasts = [one.rows[0] for one in self._ends], [one.rows[1] for one in self._ends]
        self._placed: dict[tuple[int, Part], ArrowPlace | None] = {}
        self._by_key: dict[int, list[int]] = {}
        for index, one in enumerate(self._ends):
            for key in {one.arrow.start_key, one.arrow.end_key}:
                self._by_key.setdefault(key, []).append(index)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._ends)

    def between(self, rows: range, chosen: int | None = None) -> list[ArrowPlace]:
        """Those that begin or end in these rows, and all of the chosen bar that touch them.

        What leads far out of these rows is cut short, unless it is of the chosen bar.
        """
        around = range(rows.start - _FAR, rows.stop + _FAR)
        whole = self._by_key.get(chosen, ()) if chosen is not None else ()
        own = set(whole)
        placed = [self._place(index, "whole") for index in whole if self._lasts[index] >= rows.start and self._firsts[index] < rows.stop]
        for index in range(bisect_left(self._firsts, rows.stop)):
            if self._lasts[index] >= rows.start and index not in own:
                part = _part(self._ends[index], rows, around)
                placed += [self._place(index, part)] if part is not None else []
        return [place for place in placed if place is not None]

    def forget(self, keys: Iterable[int]) -> None:
        """Lead the arrows of these bars anew: they stand elsewhere."""
        for key in keys:
            for index in self._by_key.get(key, ()):
                for part in PARTS:
                    self._placed.pop((index, part), None)

    def reach(self, key: int) -> QRectF:
        """What the arrows of a bar cover."""
        area = QRectF()
        for index in self._by_key.get(key, ()):
            place = self._place(index, "whole")
            area = area.united(place.bounds) if place is not None else area
        return area

    def _place(self, index: int, part: Part) -> ArrowPlace | None:
        if (index, part) not in self._placed:
            self._placed[index, part] = self._lead(self._ends[index], part)
        return self._placed[index, part]

    def _lead(self, ends: _Ends, part: Part) -> ArrowPlace | None:
        """Lead an arrow, or the rest of one; None where not even that is among the days shown."""
        arrow = ends.arrow
        start = self._stop(arrow.start_key) if ends.start is not None and part != "end" else None
        end = self._stop(arrow.end_key) if ends.end is not None and part != "start" else None
        if start is not None and end is not None:
            return _placed(arrow, route(start, end, self._scale.left))
        if end is not None:
            at = QPointF(end.box.left(), end.box.center().y())
            return _placed(arrow, [at - QPointF(_STUB, 0), at]) if at.x() >= self._scale.left else None
        if start is None or start.box.right() > self._scale.right:
            return None
        if ends.end is None or ends.start is None:
            at = QPointF(start.right + 3, start.box.center().y())
            return _placed(arrow, [at, at + QPointF(_STUB, 0)], pointed=False)
        down = ends.end > ends.start
        leaving = _leaving(start, down=down)
        far = start.box.center().y() + (BAR / 2 + _ABOVE) * (1 if down else -1)
        return _placed(arrow, [*leaving, QPointF(leaving[-1].x(), far)], pointed=False)


def _part(ends: _Ends, rows: range, around: range) -> Part | None:
    """What of an arrow is drawn in a view of these rows, with the ones around them; None for nothing."""
    if ends.start is None or ends.end is None or (ends.start in around and ends.end in around):
        return "whole"
    return "start" if ends.start in rows else "end" if ends.end in rows else None


def route(start: Stop, end: Stop, edge: float) -> list[QPointF]:
    """The corners of an arrow; nothing is led to what is left of ``edge``, where the days shown begin.

    It enters a bar that begins late enough from the left, and any other one from above or below. It never comes out from behind a
    third bar of the rows that it joins, where that would look like the one it begins at.
    """
    if start.line == end.line:
        return _along(start, end, edge)
    down = end.line > start.line
    leaving = _leaving(start, down=down)
    x, left = leaving[-1].x(), max(end.box.left(), edge)
    face = end.box.top() if down else end.box.bottom()
    beside = face - _ABOVE if down else face + _BELOW
    middle, inside = end.box.center().y(), _inside(end, left)
    if left - x > _HEAD:
        if end.before <= x:
            return [*leaving, QPointF(x, middle), QPointF(left, middle)]
        near = left - _HEAD - 2
        if near > max(x, end.before):
            return [*leaving, QPointF(x, beside), QPointF(near, beside), QPointF(near, middle), QPointF(left, middle)]
    elif inside <= x <= max(inside, end.box.right() - _IN):
        return [*leaving, QPointF(x, face)]
    return [*leaving, QPointF(x, beside), QPointF(inside, beside), QPointF(inside, face)]


def _leaving(start: Stop, *, down: bool) -> list[QPointF]:
    """How an arrow to another row begins, up to where it turns: at the diamond, behind the bar, or where another follows on its edge."""
    y, side = start.box.center().y(), 1 if down else -1
    if start.diamond is not None:
        return [QPointF(round(start.diamond.x()), y + side * (DIAMOND / 2 + 1))]
    room = start.free - start.box.right()
    if room >= _IN:
        return [QPointF(start.box.right(), y), QPointF(round(start.box.right() + min(_OUT, room / 2)), y)]
    return [QPointF(max(start.box.center().x(), start.box.right() - _IN), start.box.bottom() if down else start.box.top())]


def _inside(end: Stop, left: float) -> float:
    """Where an arrow from above or below enters a bar: near its beginning, as far as that is seen."""
    return min(left + _IN, (left + end.box.right()) / 2)


def _along(start: Stop, end: Stop, edge: float) -> list[QPointF]:
    """Within a row: straight on where there is room, else below both."""
    y, begin, left = start.box.center().y(), start.right + 3, max(end.box.left(), edge)
    if left - begin > _HEAD and end.before <= begin:
        return [QPointF(begin, y), QPointF(left, y)]
    low, inside = y + BAR / 2 + _BELOW, _inside(end, left)
    out = _leaving(start, down=True)
    return [*out, QPointF(out[-1].x(), low), QPointF(inside, low), QPointF(inside, end.box.bottom())]


def _placed(arrow: Arrow, corners: Sequence[QPointF], *, pointed: bool = True) -> ArrowPlace:
    """Lines between corners, of which the last one ends in the head."""
    whole = [*corners]
    tip, before = corners[-1], corners[-2]
    across, down = tip.x() - before.x(), tip.y() - before.y()
    step = QPointF((across > 0) - (across < 0), 0) if across else QPointF(0, (down > 0) - (down < 0))
    base, wing = tip - step * _HEAD, QPointF(step.y(), step.x()) * _WING
    if pointed:
        whole[-1] = base
    lines = tuple(QLineF(one, other) for one, other in pairwise(whole))
    bounds = QPolygonF(corners).boundingRect().adjusted(-_WING - 2, -_WING - 2, _WING + 2, _WING + 2)
    return ArrowPlace(arrow, lines, QPolygonF([tip, base + wing, base - wing]) if pointed else None, bounds)


def paint_arrows(painter: QPainter, places: Iterable[ArrowPlace], chosen: int | None, *, own: bool) -> None:
    """Paint the arrows of the chosen bar, or all others, which are paler while there is one; what looks alike is painted together."""
    alike: dict[tuple[str, float, int], list[ArrowPlace]] = {}
    for place in places:
        arrow = place.arrow
        if (chosen is not None and chosen in (arrow.start_key, arrow.end_key)) == own:
            alike.setdefault(_style(arrow, own=own, paler=chosen is not None), []).append(place)
    for (shade, strength, width), some in alike.items():
        colour = _paler(theme.colour(shade), strength)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines([line for place in some for line in place.lines])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for place in some:
            if place.head is not None:
                painter.drawConvexPolygon(place.head)


def _style(arrow: Arrow, *, own: bool, paler: bool) -> tuple[str, float, int]:
    """The shade, its strength, and the width of the line: what is bad stays red, and is wider too."""
    if arrow.tone == "bad":
        return "bad_fill", 1.0 if own or not paler else 0.5, 2
    if own:
        return "accent", 1.0, 2
    return ("prior", 0.7, 1) if paler else ("text_2", 1.0, 1)


def _paler(colour: QColor, strength: float) -> QColor:
    """So much of a colour on the ground of the chart; painting one that shines through takes six times as long."""
    ground = theme.colour("surface")
    parts = zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]  # its stubs say object
    return QColor(*(round(strength * one + (1 - strength) * other) for one, other in parts))
