"""What a timeline says of a place or of the chosen bar: in tooltips and to assistive technology."""

from PySide6.QtCore import QPoint

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.timeline_head import PERIODS, TICKS
from prodops_desktop.ui.charts.timeline_layout import GAP, BarPlace
from prodops_desktop.ui.charts.timeline_model import Arrow, Band, Days, Timeline, bar_text, plan_lines, tip_text, week_text
from prodops_desktop.ui.charts.timeline_stage import Stage
from prodops_desktop.ui.texts import tr


def tip_at(stage: Stage, at: QPoint, height: int, scrolled: int, chosen: int | None) -> str:
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
    place = stage.layout.at(x, y) or stage.milestone_at(x, y) or stage.ghost_at(x, y)
    if place is not None:
        return _bar(stage, place)
    arrow = stage.arrow_at(x, y, stage.layout.rows_between(scrolled, scrolled + lanes.height()), chosen)
    return _arrow(arrow, stage) if arrow is not None else _bands(stage, at)


def choice_text(timeline: Timeline, key: int, put: Days | None) -> list[str]:
    """The chosen bar in sentences: which of how many, what a plan says of it, and where it was ``put`` meanwhile."""
    bars = timeline.bars()
    index = next(index for index, bar in enumerate(bars) if bar.key == key)
    where = tr("{n} of {all}", n=index + 1, all=len(bars))
    moved = [tr("Now {span}.", span=formats.span(*put, timeline.today))] if put is not None else []
    return [
        f"{bar_text(bars[index], timeline.today)} ({where}).",
        *(f"{line}." for line in plan_lines(bars[index], timeline)),
        *moved,
    ]


def _bar(stage: Stage, place: BarPlace) -> str:
    """A bar, and what a plan says of it."""
    bar, timeline = place.bar, stage.timeline
    return "\n".join((tip_text(bar.tip) or bar_text(bar, timeline.today), *plan_lines(bar, timeline)))


def _arrow(arrow: Arrow, stage: Stage) -> str:
    """Between which bars an arrow is, and what it says."""
    titles = {bar.key: bar.title for bar in stage.timeline.bars()}
    names = tr("{one} → {other}", one=titles[arrow.start_key], other=titles[arrow.end_key])
    return f"{names}\n{arrow.said}" if arrow.said else names


def _lane(stage: Stage, y: float) -> str:
    """What a lane says, else its name where that has too little room."""
    room = int(stage.scale.left - stage.gutter - GAP // 2)
    for place in stage.layout.lanes:
        if place.top <= y < place.top + place.height:
            if place.lane.tip:
                return tip_text(place.lane.tip)
            texts = ((place.lane.name, "name"), (place.lane.below, "caption"))
            cut = any(theme.face(role).metrics.horizontalAdvance(text) > room for text, role in texts)
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
    return band.tip or f"{band.title}, {formats.span(band.starts, band.ends, stage.timeline.today)}"
