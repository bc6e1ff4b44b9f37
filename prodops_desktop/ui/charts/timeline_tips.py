"""What the tooltips of a timeline say: of a badge, a bar, a lane whose name is cut, a band, or a week."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics

from prodops_desktop.ui import theme
from prodops_desktop.ui.charts.timeline_head import PERIODS, TICKS
from prodops_desktop.ui.charts.timeline_layout import GAP
from prodops_desktop.ui.charts.timeline_model import Band, bar_text, span_text, tip_text, week_text
from prodops_desktop.ui.charts.timeline_stage import Stage


def tip_at(stage: Stage, at: QPoint, height: int, scrolled: int) -> str:
    """What is said at a place of a view of this height, empty where nothing is."""
    lanes = stage.lanes(height)
    x = at.x()
    if at.y() >= lanes.bottom():
        return _week(stage, x) if stage.shows_capacity(height) else ""
    if x < stage.scale.left:
        return _lane(stage, at.y() - lanes.top() + scrolled) if at.y() >= lanes.top() else ""
    if at.y() < lanes.top():
        return _bands(stage, at) if at.y() >= PERIODS + TICKS else ""
    y = at.y() - lanes.top() + scrolled
    badge = stage.badge_at(x, y)
    if badge is not None:
        return tip_text(badge[1].badge.tip) or f"{badge[0].bar.title}\n{badge[1].badge.text}"
    place = stage.layout.at(x, y)
    if place is not None:
        return tip_text(place.bar.tip) or bar_text(place.bar, stage.timeline.today)
    return _bands(stage, at)


def _lane(stage: Stage, y: float) -> str:
    """A lane whose name has too little room."""
    room = int(stage.scale.left - stage.gutter - GAP // 2)
    for place in stage.layout.lanes:
        if place.top <= y < place.top + place.height:
            texts = ((place.lane.name, "name"), (place.lane.below, "caption"))
            cut = any(QFontMetrics(theme.font(role)).horizontalAdvance(text) > room for text, role in texts)
            return "\n".join(text for text, _ in texts if text) if cut else ""
    return ""


def _week(stage: Stage, x: float) -> str:
    week = stage.capacity.at(x)
    return week_text(week, stage.timeline) if week is not None else ""


def _bands(stage: Stage, at: QPoint) -> str:
    """The bands below the mouse, or the one whose title that is."""
    found = [title.band for title in stage.head.titles if title.area.contains(at)]
    day = stage.scale.day(at.x())
    if not found and at.x() < stage.scale.right:
        found = [band for band in stage.timeline.bands if band.starts <= day <= band.ends]
    return "\n".join(dict.fromkeys(_say(band, stage) for band in found))


def _say(band: Band, stage: Stage) -> str:
    return band.tip or f"{band.title}, {span_text(band.starts, band.ends, stage.timeline.today)}"
