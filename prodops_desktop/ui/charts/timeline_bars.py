"""Paints the bars of a timeline with their words, hatches and badges; what looks alike is painted together, which is much faster."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from prodops_desktop.ui import icons, theme
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.timeline_fit import ICON, BadgePlace, Dressed, HatchPlace
from prodops_desktop.ui.tokens import BAR_RADIUS

_FILLS = {"filled": "accent", "planned": "selected", "outlined": "surface", "dashed": "surface", "done": "track"}
_SHADES = {"filled": "on_accent", "planned": "text", "outlined": "accent", "dashed": "text_2", "done": "text_2", "point": "text"}
_LINES = {"planned": "accent_line", "outlined": "accent"}
_ICONS = {"bad": "alert-circle", "warn": "alert", "note": "information"}
_SOFT = {"bad": "bad_soft", "warn": "warn_soft", "note": "hover"}
_WORDS = {"bad": "bad", "warn": "warn", "note": "text_2"}
_EDGES = {"bad": "bad_fill", "warn": "warn_fill", "note": "prior"}
_PITCH, _FAINT, _SEEN = 8, 0.6, 0.1
"""Pixels along between two lines of a hatch, how much is seen of those behind everything, and of the ground of an outline."""


def paint_boxes(painter: QPainter, bars: Sequence[Dressed]) -> None:
    """The boxes of bars and their hatches."""
    for look, fill in _FILLS.items():
        some = [one.place.box for one in bars if one.place.bar.look == look]
        if look == "dashed":
            painter.setPen(_dashes())
            painter.setBrush(theme.colour(fill))
            for box in some:
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), BAR_RADIUS, BAR_RADIUS)
        elif look in _LINES:
            _paint_edged(painter, some, BAR_RADIUS, (_LINES[look], fill))
        else:
            _paint_filled(painter, some, BAR_RADIUS, fill)
    hatched = [(one, hatch) for one in bars for hatch in one.hatches]
    for one, hatch in hatched:
        if _is_dark(one, hatch):
            painter.fillRect(_hatched(one, hatch), theme.colour(_SOFT[hatch.tone]))
    paint_hatches(painter, ((_hatched(one, hatch), _EDGES[hatch.tone]) for one, hatch in hatched))
    for one in bars:
        if one.hatches or one.outside:
            _clear_words(painter, one)


def paint_words(painter: QPainter, bars: Sequence[Dressed]) -> None:
    """Titles, then what stands at the ends: setting a font takes longer than writing a word."""
    for aside in (False, True):
        painter.setFont(theme.font("caption" if aside else "header"))
        for look, shade in _SHADES.items():
            pens = (theme.colour(shade), theme.colour("text_3" if aside else "text"))
            for one in bars:
                text = one.aside if aside else one.title
                if text and one.place.bar.look == look:
                    painter.setPen(pens[one.outside])
                    painter.drawText(one.aside_at if aside else one.title_at, text)


def paint_badges(painter: QPainter, badges: Sequence[BadgePlace]) -> None:
    """Badges: a soft ground, an icon and a word, so that the tone is never told by colour alone."""
    for tone, soft in _SOFT.items():
        _paint_edged(painter, [one.area for one in badges if one.badge.tone == tone], 4, (_EDGES[tone], soft))
    icon = int(ICON)
    for one in badges:
        tone = one.badge.tone
        left = one.area.left() + (6 if one.text else (one.area.width() - icon) / 2)
        icons.paint(painter, QRectF(left, one.area.center().y() - icon / 2, icon, icon), _ICONS[tone], _WORDS[tone])
    painter.setFont(bold_caption())
    for one in badges:
        painter.setPen(theme.colour(_WORDS[one.badge.tone]))
        area = one.area.adjusted(6 + icon + 4, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), one.text)


def paint_choice(painter: QPainter, one: Dressed, *, focused: bool) -> None:
    """The ring around the chosen bar, paler while the keyboard is elsewhere."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent" if focused else "accent_line"), 2))
    box = one.place.box.adjusted(-2, 4, 2, -4) if one.place.bar.look == "point" else one.place.box.adjusted(-2, -2, 2, 2)
    painter.drawRoundedRect(box, BAR_RADIUS + 2, BAR_RADIUS + 2)


def paint_outlines(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    """Where bars would go, above all of them."""
    if not boxes:
        return
    ground = theme.faded("accent", _SEEN)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(theme.colour("accent"))
    painter.setBrush(ground)
    painter.drawRects([box.adjusted(0, 0, -1, -1) for box in boxes])


def paint_hatches(painter: QPainter, areas: Iterable[tuple[QRectF, str]]) -> None:
    """Fill areas with slanting lines of a shade; the lines of neighbours meet, and they are sharp at any pixel ratio."""
    lines: dict[str, list[QLineF]] = {}
    for area, shade in areas:
        lines.setdefault(shade, []).extend(hatch_lines(area))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shade, some in lines.items():
        colour = theme.faded(shade, _FAINT if shade == "line_strong" else 1)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(some)


def hatch_lines(area: QRectF) -> Sequence[QLineF]:
    """The lines x + y = n · pitch within an area."""
    return _lines_between(area.left(), area.top(), area.right(), area.bottom())


@lru_cache(maxsize=8192)
def _lines_between(left: float, top: float, right: float, bottom: float) -> tuple[QLineF, ...]:
    """The lines of a hatch, kept: most hatches stay where they are while one bar is dragged."""
    found = []
    for step in range(int((left + top) // _PITCH) + 1, int(-(-(right + bottom) // _PITCH))):
        level = step * _PITCH
        begin, end = max(left, level - bottom), min(right, level - top)
        found.append(QLineF(begin, level - begin, end, level - end))
    return tuple(found)


def _dashes() -> QPen:
    pen = QPen(theme.colour(_SHADES["dashed"]), 1)
    pen.setDashPattern([4, 3])
    return pen


def _paint_edged(painter: QPainter, boxes: Sequence[QRectF], radius: float, shades: tuple[str, str]) -> None:
    """Boxes with an edge of a pixel, as a box within a box: drawing the line takes ten times as long."""
    edge, fill = shades
    _paint_filled(painter, boxes, radius, edge)
    _paint_filled(painter, [box.adjusted(1, 1, -1, -1) for box in boxes], radius - 1, fill)


def _paint_filled(painter: QPainter, boxes: Sequence[QRectF], radius: float, shade: str) -> None:
    if boxes:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(shade))
        for box in boxes:
            painter.drawRoundedRect(box, radius, radius)


def _is_dark(one: Dressed, hatch: HatchPlace) -> bool:
    """Whether a hatch lies on a filled bar, where its lines alone could not be seen."""
    return hatch.inside and one.place.bar.look in ("filled", "done")


def _hatched(one: Dressed, hatch: HatchPlace) -> QRectF:
    """The part of a hatch that is drawn: less than the bar where it needs a ground of its own."""
    inset = 3 if _is_dark(one, hatch) else 1
    return hatch.area.adjusted(0, inset, 0, -inset)


def _clear_words(painter: QPainter, one: Dressed) -> None:
    """Words on a hatch stand on the ground of their bar, and those beside a bar on one of their own: bands and today are behind."""
    for words in one.words:
        if one.outside:
            painter.fillRect(words, theme.colour("surface"))
        for hatch in one.hatches:
            if hatch.inside and hatch.area.intersects(words):
                painter.fillRect(words.intersected(hatch.area), theme.colour(_FILLS.get(one.place.bar.look, "surface")))
