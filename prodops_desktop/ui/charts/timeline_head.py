"""The head of a timeline: months over weeks (days, quarters of a year), where today is, and what the bands are called."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics

from prodops_desktop.ui import formats, theme
from prodops_desktop.ui.charts.painted import bold_caption
from prodops_desktop.ui.charts.timeline_layout import RIGHT, Scale
from prodops_desktop.ui.charts.timeline_model import Band, Ticks, Timeline
from prodops_desktop.ui.lengths import growing
from prodops_desktop.ui.texts import tr

PERIODS, TICKS, LINE = growing(27), growing(21), growing(14)
"""The heights of the row of months, of the row of weeks, and of a line of the titles of bands."""
INDENT = growing(5)
"""From a line to the text that stands right of it."""
_TITLE_ROWS = 2
_STEPS: dict[Ticks, Callable[[date], bool]] = {
    "year": lambda day: day.day == 1,
    "quarter": lambda day: day.isoweekday() == formats.first_weekday(),
    "month": lambda _: True,
}


@dataclass(frozen=True)
class Title:
    """A line of the title of a band, and where it stands."""

    band: Band
    area: QRectF
    text: str


@dataclass(frozen=True)
class Head:
    """Where everything of the head stands, in pixels; ``grid`` are the lines that go on through the lanes, of ticks or months."""

    periods: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    grid: tuple[float, ...]
    today: float | None
    chip: QRectF
    titles: tuple[Title, ...]
    height: int


def lay_out_head(timeline: Timeline, scale: Scale) -> Head:
    """Place the head; titles of bands have a strip of their own, so that no bar ever lies on them."""
    metrics = theme.face("caption").metrics
    months = list(_starts(timeline, lambda day: day.day == 1 and (timeline.ticks != "year" or day.month == 1)))
    steps = list(_starts(timeline, _begins(timeline)))
    today = scale.x(timeline.today) if timeline.today is not None and timeline.shows(timeline.today, timeline.today) else None
    chip = _chip(today, scale)
    names = [_step_name(day, timeline) for day in steps]
    titles = _titles(timeline, scale)
    rows = max((round(title.area.top() / LINE) for title in titles), default=-1) + 1
    top = PERIODS + TICKS
    return Head(
        _periods(months, timeline, scale),
        _ticks([scale.x(day) for day in steps], names, metrics, chip if today is not None else QRectF(), scale.right),
        tuple(scale.x(day) for day in (months if timeline.ticks == "half" else steps)),
        today,
        chip,
        tuple(Title(one.band, one.area.translated(0, top + 3), one.text) for one in titles),
        top + (rows * LINE + 5 if rows else 0),
    )


def _starts(timeline: Timeline, begins: Callable[[date], bool]) -> Iterator[date]:
    """The first day shown, and every later one that begins something."""
    for number in range((timeline.last - timeline.first).days + 1):
        day = timeline.first + timedelta(days=number)
        if not number or begins(day):
            yield day


def _begins(timeline: Timeline) -> Callable[[date], bool]:
    """Whether a day begins a step; those of a half year are two weeks from the first day of its first week."""
    if timeline.ticks != "half":
        return _STEPS[timeline.ticks]
    begin = timeline.first + timedelta(days=(formats.first_weekday() - timeline.first.isoweekday()) % 7)
    return lambda day: (day - begin).days % 14 == 0


def _step_name(day: date, timeline: Timeline) -> str:
    return formats.period(f"{day:%Y-%m}", short=True) if timeline.ticks == "year" else str(day.day)


def _periods(days: Sequence[date], timeline: Timeline, scale: Scale) -> tuple[tuple[float, str], ...]:
    """The months (or years) by name, the year with the first and with each January; short ones where there is little room."""
    metrics = theme.face("header").metrics
    placed = []
    for index, day in enumerate(days):
        begin = scale.x(day)
        room = (scale.x(days[index + 1]) if index + 1 < len(days) else scale.right) - begin - 2 * INDENT
        choices = [str(day.year)] if timeline.ticks == "year" else _month_names(day, with_year=not index or day.month == 1)
        placed.append((begin, next((name for name in choices if metrics.horizontalAdvance(name) <= room), "")))
    return tuple(placed)


def _month_names(day: date, *, with_year: bool) -> list[str]:
    """What a month can be called, the longest first."""
    long = formats.month_name(day.month)
    short = formats.period(f"{day:%Y-%m}", short=True)
    return [*([f"{long} {day.year}", f"{short} {day.year}"] if with_year else []), long, short]


def _ticks(xs: Sequence[float], names: Sequence[str], metrics: QFontMetrics, chip: QRectF, right: float) -> tuple[tuple[float, str], ...]:
    """Every tick, with its name where that has room: every n-th one, none below the chip that says today."""
    widest = max(metrics.horizontalAdvance(name) for name in names) + 2 * INDENT - 2
    pitch = min((after - before for before, after in pairwise(xs[1:])), default=right - xs[0])
    step = max(1, -int(-widest // max(1.0, pitch)))
    placed = []
    for index, (x, name) in enumerate(zip(xs, names, strict=True)):
        own = QRectF(x + INDENT, chip.top(), metrics.horizontalAdvance(name), chip.height() or 1)
        end = xs[index + step] if index + step < len(xs) else right
        hidden = index % step or own.right() > end or own.adjusted(-3, 0, 3, 0).intersects(chip)
        placed.append((x, "" if hidden else name))
    return tuple(placed)


def _chip(today: float | None, scale: Scale) -> QRectF:
    """Room for the word “Today” on its line, not beyond the edges."""
    width = QFontMetrics(bold_caption()).horizontalAdvance(tr("Today")) + 11
    at = today if today is not None else scale.left
    left = max(scale.left - width / 2, min(at - width / 2, scale.right + RIGHT - 2 - width))
    return QRectF(round(left), PERIODS + 2, width, TICKS - 4)


def _titles(timeline: Timeline, scale: Scale) -> list[Title]:
    """The titles in up to two rows: whole in the first free one, over two lines, or cut; heights count from their strip."""
    bands = sorted((band for band in timeline.bands if timeline.shows(band.starts, band.ends)), key=lambda band: band.starts)
    lefts = [scale.inside(band.starts, band.ends)[0] + INDENT for band in bands]
    ends = [0.0] * _TITLE_ROWS
    placed: list[Title] = []
    for index, (band, left) in enumerate(zip(bands, lefts, strict=True)):
        edge = scale.right + RIGHT
        limits = [*(other for other in lefts[index + 1 :] if other > left), edge, edge]
        free = [row for row in range(_TITLE_ROWS) if ends[row] <= left]
        own = scale.inside(band.starts, band.ends)[1] - left - 2
        lines = _lines(band, [own, *(limit - INDENT - left for limit in limits[:2])], len(free))
        for row, text in zip(free, lines, strict=False):
            area = QRectF(left, row * LINE, title_metrics(band).horizontalAdvance(text) + 1, LINE)
            ends[row] = area.right() + INDENT
            placed.append(Title(band, area, text))
    return placed


def title_metrics(band: Band) -> QFontMetrics:
    """How wide the letters of the title of a band are."""
    return QFontMetrics(bold_caption() if band.look == "tint" else theme.font("caption"))


def _lines(band: Band, rooms: Sequence[float], rows: int) -> list[str]:
    """A title whole in the least of three rooms that has one for it, else cut in the second.

    The rooms are its own band, that up to the next title, and that up to the one after, as the next can stand in the other row.
    """
    metrics = title_metrics(band)
    choices = [_wrapped(band.title, room, row_count, metrics) for room, row_count in zip(rooms, (rows, rows, 1), strict=True)]
    return next((lines for lines in choices if " ".join(lines) == " ".join(band.title.split())), choices[1])


def _wrapped(title: str, room: float, rows: int, metrics: QFontMetrics) -> list[str]:
    """A title in one line if it fits, else in as many as there are rows, the last one cut."""
    if metrics.horizontalAdvance(title) <= room:
        return [title]
    first, words = "", title.split()
    while rows > 1 and words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= room:
        first = f"{first} {words.pop(0)}".strip()
    lines = [first] if first else []
    rest = " ".join(words)
    cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(room))
    return [*lines, *([cut] if cut == rest or len(cut) > 2 else [])]
