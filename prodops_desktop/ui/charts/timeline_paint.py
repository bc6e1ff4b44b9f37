"""Paints a timeline that is laid out: only what is in view, and of that only what has to be painted again."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.timeline_arrows import ArrowPlace, paint_arrows
from prodops_desktop.ui.charts.timeline_bars import paint_badges, paint_boxes, paint_choice, paint_hatches, paint_outlines, paint_words
from prodops_desktop.ui.charts.timeline_capacity import CAPACITY, CapacityLayout, paint_capacity
from prodops_desktop.ui.charts.timeline_fit import Dressed
from prodops_desktop.ui.charts.timeline_ghosts import paint_ghost_lines, paint_ghost_words, paint_milestones
from prodops_desktop.ui.charts.timeline_head import INDENT, LINE, PERIODS, TICKS, Head, title_metrics
from prodops_desktop.ui.charts.timeline_layout import BAR, GAP, RIGHT, LanePlace, TimelineLayout
from prodops_desktop.ui.charts.timeline_model import Timeline, capacity_names
from prodops_desktop.ui.lengths import growing, px
from prodops_desktop.ui.texts import tr

_CHIP = growing(20)
_BELOW = {"bad": "bad", "warn": "warn", "note": "text_3"}


@dataclass(frozen=True)
class Lit:
    """What stands out: the key of the chosen bar, that of the one that is dragged, and what the chip beside it says."""

    chosen: int | None = None
    focused: bool = False
    dragged: int | None = None
    chip: str = ""


@dataclass(frozen=True)
class Scene:
    """Everything that is painted: the parts as they are laid out, how far the lanes are scrolled, and what stands out.

    ``dressed`` are the bars in view, row by row, ``arrows`` those that touch or cross their rows, ``outlines`` where bars would go, and
    ``lanes`` is the view on them, between the head and the strip of weeks.
    """

    timeline: Timeline
    layout: TimelineLayout
    head: Head
    capacity: CapacityLayout | None
    dressed: Sequence[Dressed]
    gutter: int
    width: int
    lanes: QRectF
    scrolled: int
    lit: Lit
    arrows: Sequence[ArrowPlace] = ()
    outlines: Sequence[QRectF] = ()

    @cached_property
    def dragged(self) -> Dressed | None:
        """The bar that is dragged, where it is in view."""
        return next((one for one in self.dressed if one.place.bar.key == self.lit.dragged), None)


def paint_timeline(painter: QPainter, scene: Scene, exposed: QRectF) -> None:
    """Paint what lies within ``exposed``."""
    painter.fillRect(exposed, theme.colour("surface"))
    seen = exposed.intersected(scene.lanes)
    if not seen.isEmpty():
        painter.save()
        painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
        painter.translate(0, scene.lanes.top() - scene.scrolled)
        _paint_lanes(painter, scene, seen.translated(0, scene.scrolled - scene.lanes.top()))
        painter.restore()
    if scene.timeline.empty and not scene.layout.lanes:
        _paint_empty(painter, scene)
    if exposed.top() < scene.head.height:
        _paint_head(painter, scene)
    if scene.capacity is not None and exposed.bottom() >= scene.lanes.bottom():
        _paint_foot(painter, scene, scene.capacity)
    _paint_line(painter, scene.layout.scale.left, PERIODS + TICKS if scene.head.height else 0, _end(scene))
    _paint_today_chip(painter, scene)
    if scene.dragged is not None:
        _paint_chip(painter, scene, scene.dragged)


def _paint_empty(painter: QPainter, scene: Scene) -> None:
    """A sentence in place of the lanes, on a ground of its own: bands and today are behind."""
    scale, centred = scene.layout.scale, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    room = QRectF(scale.left + 16, scene.lanes.top(), max(1.0, scale.right - scale.left - 32), scene.lanes.height())
    painter.setFont(theme.font("name"))
    painter.fillRect(painter.boundingRect(room, centred, scene.timeline.empty).adjusted(-12, -8, 12, 8), theme.colour("surface"))
    painter.setPen(theme.colour("text_2"))
    painter.drawText(room, centred, scene.timeline.empty)


def _end(scene: Scene) -> float:
    return scene.lanes.bottom() + (CAPACITY if scene.capacity is not None else 0)


def _paint_lanes(painter: QPainter, scene: Scene, seen: QRectF) -> None:
    """Everything that scrolls; heights count from the top of the first lane, whether it is in view or not."""
    scale = scene.layout.scale
    shown = [place for place in scene.layout.lanes if place.top <= seen.bottom() and place.top + place.height >= seen.top()]
    _paint_grid(painter, scene, seen.top(), seen.bottom())
    _paint_bands(painter, scene, seen.top(), seen.bottom())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(theme.colour("line"))
    painter.drawLines([QLineF(0, place.top + place.height - 1, scene.width, place.top + place.height - 1) for place in shown])
    _paint_today_line(painter, scene, seen.top(), seen.bottom())
    _name_lanes(painter, scene, shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bars = _bars_between(scene, seen.top(), seen.bottom())
    plot = QRectF(scale.left, seen.top(), scale.right - scale.left, seen.height())
    above = [one for one in bars if one is scene.dragged]
    arrows = [place for place in scene.arrows if place.bounds.intersects(seen)]
    _paint_behind(painter, bars, arrows, scene, plot)
    _paint_bars(painter, [one for one in bars if one is not scene.dragged], scene, plot, arrows)
    _paint_bars(painter, above, scene, plot)
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    paint_outlines(painter, [box for box in scene.outlines if box.intersects(seen)])


def _bars_between(scene: Scene, top: float, bottom: float) -> Sequence[Dressed]:
    """The bars that reach between two heights with the room below them."""
    begin, end = (bisect(scene.dressed, y, key=_top_of) for y in (top - BAR - scene.layout.room, bottom))
    return scene.dressed[begin:end]


def _top_of(one: Dressed) -> float:
    return one.place.box.top()


def _paint_behind(painter: QPainter, bars: Sequence[Dressed], arrows: Sequence[ArrowPlace], scene: Scene, plot: QRectF) -> None:
    """What no bar may be hidden by: where bars stood, and the arrows of other bars than the chosen one."""
    painter.save()
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    paint_ghost_lines(painter, [one.ghost for one in bars if one.ghost is not None])
    painter.restore()
    painter.save()
    painter.setClipRect(plot.adjusted(0, 0, RIGHT, 0), Qt.ClipOperation.IntersectClip)
    paint_arrows(painter, arrows, scene.lit.chosen, own=False)
    painter.restore()


def _paint_bars(painter: QPainter, bars: Sequence[Dressed], scene: Scene, plot: QRectF, arrows: Sequence[ArrowPlace] = ()) -> None:
    """Boxes are cut off flat at the edges of the days shown, words and badges may reach beyond the right one."""
    painter.save()
    painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
    paint_boxes(painter, bars)
    paint_arrows(painter, arrows, scene.lit.chosen, own=True)
    painter.restore()
    chosen = next((one for one in bars if one.place.bar.key == scene.lit.chosen), None)
    paint_words(painter, bars)
    paint_ghost_words(painter, [one.ghost for one in bars if one.ghost is not None])
    paint_milestones(painter, [one.milestone for one in bars if one.milestone is not None])
    paint_badges(painter, [badge for one in bars for badge in one.badges])
    if chosen is not None:
        painter.save()
        box = chosen.place.box
        sides = (-4 if box.left() >= plot.left() else 0, 4 if box.right() <= plot.right() else 0)
        painter.setClipRect(plot.adjusted(sides[0], 0, sides[1], 0), Qt.ClipOperation.IntersectClip)
        paint_choice(painter, chosen, focused=scene.lit.focused)
        painter.restore()


def _paint_grid(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(theme.colour("grid"))
    painter.drawLines([QLineF(round(x), top, round(x), bottom) for x in scene.head.grid[1:]])


def _paint_bands(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    """The bands between two heights; where they lie on each other, the hatched ones are above."""
    for band in sorted(scene.timeline.bands, key=lambda band: band.look == "hatch"):
        begin, end = scene.layout.scale.inside(band.starts, band.ends)
        if end <= begin:
            continue
        area = QRectF(QPointF(begin, top), QPointF(end, bottom))
        if band.look == "tint":
            painter.fillRect(area, QColor(theme.tokens().sequential[0]))
        else:
            painter.fillRect(area, theme.colour("hover"))
            paint_hatches(painter, [(area.adjusted(0, -GAP, 0, GAP), "line_strong")])  # so that no line ends where painting does


def _paint_today_line(painter: QPainter, scene: Scene, top: float, bottom: float) -> None:
    if scene.head.today is not None:
        painter.fillRect(QRectF(round(scene.head.today) - 1, top, 2, bottom - top), theme.colour("bad_fill"))


def _name_lanes(painter: QPainter, scene: Scene, shown: Sequence[LanePlace]) -> None:
    for role, offset in (("name", px(12)), ("caption", px(30))):
        font = theme.font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for place in shown:
            text = place.lane.name if role == "name" else place.lane.below
            painter.setPen(theme.colour("text" if role == "name" else _BELOW[place.lane.tone]))
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(scene.layout.scale.left - scene.gutter - 6))
            painter.drawText(QPointF(scene.gutter, place.top + offset + metrics.ascent()), cut)


def _paint_head(painter: QPainter, scene: Scene) -> None:
    """Months over weeks on a sunken ground, and below them the strip of the titles of bands."""
    scale, head = scene.layout.scale, scene.head
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(QRectF(0, 0, scene.width, PERIODS + TICKS), theme.colour("sunken"))
    if head.height > PERIODS + TICKS:
        painter.save()
        painter.setClipRect(QRectF(0, PERIODS + TICKS, scene.width, head.height - PERIODS - TICKS), Qt.ClipOperation.IntersectClip)
        _paint_strip(painter, scene)
        painter.restore()
    painter.setPen(theme.colour("line"))
    painter.drawLines([QLineF(0, y, scene.width, y) for y in (PERIODS - 1, PERIODS + TICKS - 1)])
    painter.drawLines([QLineF(round(x), 0, round(x), PERIODS - 1) for x, _ in head.periods])
    painter.drawLines([QLineF(round(x), PERIODS, round(x), PERIODS + TICKS - 1) for x in head.grid])
    for role, shade, top, height, names in (
        ("header", "text", 0, PERIODS, head.periods),
        ("caption", "text_3", PERIODS, TICKS, head.ticks),
    ):
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(shade))
        for x, name in names:
            area = QRectF(round(x) + INDENT, top, scale.right - x + 40, height - 1)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
    painter.restore()


def _paint_strip(painter: QPainter, scene: Scene) -> None:
    """The bands where they begin, and their titles; one over a hatch has a ground of its own."""
    head = scene.head
    _paint_grid(painter, scene, PERIODS + TICKS, head.height)
    painter.save()
    painter.translate(0, head.height - scene.scrolled)  # the hatch goes on in the lanes without a break
    _paint_bands(painter, scene, PERIODS + TICKS - head.height + scene.scrolled, scene.scrolled)
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    _paint_today_line(painter, scene, PERIODS + TICKS, head.height)
    for title in head.titles:
        if title.band.look == "hatch":
            painter.fillRect(title.area.adjusted(-3, 0, 3, 0), theme.colour("surface"))
        painter.setFont(bold_caption() if title.band.look == "tint" else theme.font("caption"))
        painter.setPen(theme.colour("accent" if title.band.look == "tint" else "text_2"))
        metrics = title_metrics(title.band)
        painter.drawText(QPointF(round(title.area.left()), round(title.area.top() + (LINE + metrics.capHeight()) / 2)), title.text)


def _paint_foot(painter: QPainter, scene: Scene, capacity: CapacityLayout) -> None:
    """The strip of weeks, which stays in place."""
    top, scale = scene.lanes.bottom(), scene.layout.scale
    painter.save()
    painter.setClipRect(QRectF(0, top, scene.width, CAPACITY), Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(0, top, scene.width, CAPACITY), theme.colour("surface"))
    _paint_grid(painter, scene, top, top + CAPACITY)
    if scene.scrolled + scene.lanes.height() < scene.layout.height or not scene.layout.lanes:
        painter.setPen(theme.colour("line"))
        painter.drawLine(QLineF(0, top, scene.width, top))
    _paint_today_line(painter, scene, top, top + CAPACITY)
    paint_capacity(painter, capacity, scale, top)
    for text, role, shade, offset in zip(
        capacity_names(scene.timeline), ("name", "caption"), ("text", "text_3"), (px(16), px(34)), strict=True
    ):
        font = theme.font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(theme.colour(shade))
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(scale.left - scene.gutter - 6))
        painter.drawText(QPointF(scene.gutter, top + offset + metrics.ascent()), cut)
    painter.restore()


def _paint_line(painter: QPainter, x: float, top: float, bottom: float) -> None:
    """The line between the names and the days."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(theme.colour("line"))
    painter.drawLine(QLineF(round(x), top, round(x), bottom))


def _paint_today_chip(painter: QPainter, scene: Scene) -> None:
    if scene.head.today is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("bad_fill"))
    painter.drawRoundedRect(scene.head.chip, 3, 3)
    painter.setFont(bold_caption())
    painter.setPen(theme.colour("on_accent"))
    painter.drawText(scene.head.chip, int(Qt.AlignmentFlag.AlignCenter), tr("Today"))


def chip_area(scene: Scene, one: Dressed) -> QRectF:
    """Where the days of the bar that is dragged are written: above it, or below it where that would hide the weeks."""
    width = QFontMetrics(bold_caption()).horizontalAdvance(scene.lit.chip) + 14
    box = one.place.box.translated(0, scene.lanes.top() - scene.scrolled)
    scale = scene.layout.scale
    middle = (max(box.left(), scale.left) + min(box.right(), scale.right)) / 2
    left = max(scale.left + 2, min(middle - width / 2, scene.width - width - 4))
    top = box.top() - _CHIP - 5
    return QRectF(round(left), round(top if top >= PERIODS + TICKS else box.bottom() + 5), width, _CHIP)


def _paint_chip(painter: QPainter, scene: Scene, one: Dressed) -> None:
    area = chip_area(scene, one)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(bold_caption())
    painter.setPen(theme.colour("surface"))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), scene.lit.chip)
