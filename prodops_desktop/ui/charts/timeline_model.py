"""What a timeline shows, in words and in order: bars in lanes, bands over all of them, and how much runs in each week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

Tone = Literal["bad", "warn", "note"]
Ticks = Literal["month", "quarter", "year"]


Tip = str | Callable[[], str]
"""What a tooltip says, or what makes it once somebody asks: most of them nobody does."""


@dataclass(frozen=True)
class Badge:
    """A short remark at the end of a bar, with the icon of its tone; ``tip`` is what its tooltip says instead of the text."""

    tone: Tone
    text: str
    tip: Tip = field(default="", compare=False)


@dataclass(frozen=True)
class Hatch:
    """Days of a bar on which it collides, both ends included.

    With the key of the ``other`` bar it is drawn between the two, where both are in one lane, else below the bar; without one, as for
    a freeze, inside of the bar.
    """

    starts: date
    ends: date
    tone: Tone = "bad"
    other: int | None = None


@dataclass(frozen=True)
class Bar:
    """Something with a beginning and an end, both days included; ``aside`` stands at its end (“50%”).

    ``spoken`` is what assistive technology says of it; where it is empty, that is made of the title, the days and the badges.
    """

    key: int
    starts: date
    ends: date
    title: str
    aside: str = ""
    look: Literal["filled", "outlined", "dashed", "done"] = "filled"
    movable: bool = True
    hatches: tuple[Hatch, ...] = ()
    badges: tuple[Badge, ...] = ()
    tip: Tip = field(default="", compare=False)
    spoken: str = ""


@dataclass(frozen=True)
class Lane:
    """Bars that belong together, under a name and a smaller line such as “2 tests”."""

    name: str
    below: str = ""
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Band:
    """Days that matter to all lanes, both ends included: a freeze is hatched, a launch or a campaign tinted."""

    starts: date
    ends: date
    title: str
    look: Literal["hatch", "tint"] = "tint"
    tip: str = ""


@dataclass(frozen=True)
class Week:
    """How much runs in the seven days from ``starts``; ``over`` the limit, or ``past`` and so no longer to be changed."""

    starts: date
    count: int
    over: bool = False
    past: bool = False
    tip: str = ""


Marks = tuple[tuple[Hatch, ...], tuple[Badge, ...]]
Live = Mapping[int, Marks]
"""The hatches and badges that bars have while one of them is dragged, by key."""


@dataclass(frozen=True)
class Timeline:
    """The days from ``first`` to ``last``, both included, and what is on them.

    ``capacity_text`` names the strip of weeks (a name and a smaller line). Raises ValueError for days in the wrong order and for two
    bars of one key.
    """

    first: date
    last: date
    today: date | None = None
    lanes: tuple[Lane, ...] = ()
    bands: tuple[Band, ...] = ()
    capacity: tuple[Week, ...] = ()
    limit: int | None = None
    ticks: Ticks = "quarter"
    capacity_text: tuple[str, str] = ("", "")

    def __post_init__(self) -> None:
        """Refuse what could not be drawn: an error while painting would end the program."""
        bars = self.bars()
        hatches = [hatch for bar in bars for hatch in bar.hatches]
        dated: list[Bar | Hatch | Band] = [*bars, *hatches, *self.bands]
        spans = [(self.first, self.last), *((one.starts, one.ends) for one in dated)]
        for starts, ends in spans:
            if ends < starts:
                raise ValueError(f"{starts} to {ends} ends before it starts")
        if len({bar.key for bar in bars}) < len(bars):
            raise ValueError("two bars have the same key")

    def bars(self) -> tuple[Bar, ...]:
        """All bars, lane by lane."""
        return tuple(bar for lane in self.lanes for bar in lane.bars)

    def shows(self, starts: date, ends: date) -> bool:
        """Whether any of these days is among those shown."""
        return starts <= self.last and ends >= self.first


def tip_text(tip: Tip) -> str:
    """What a tooltip says."""
    return tip if isinstance(tip, str) else tip()


def shown_of(lane: Lane, timeline: Timeline) -> list[Bar]:
    """The bars of a lane that are among the days shown."""
    return [bar for bar in lane.bars if timeline.shows(bar.starts, bar.ends)]


def span_text(starts: date, ends: date, today: date | None = None) -> str:
    """Two days as “12 – 26 Jan”, with what they have in common said once."""
    until = formats.day(ends, today)
    if starts == ends:
        return until
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day} – {until}"
    return f"{formats.day(starts, today if starts.year != ends.year else ends)} – {until}"


def bar_text(bar: Bar, today: date | None = None) -> str:
    """A bar in words for assistive technology."""
    if bar.spoken:
        return bar.spoken
    parts = (bar.title, bar.aside, span_text(bar.starts, bar.ends, today), *(badge.text for badge in bar.badges))
    return ", ".join(part for part in parts if part)


def week_text(week: Week, timeline: Timeline) -> str:
    """A week in words."""
    if week.tip:
        return week.tip
    said = tr("Week of {day}: {n}", day=formats.day(week.starts, timeline.today), n=formats.number(week.count))
    return said if timeline.limit is None else tr("{said}, limit {n}", said=said, n=formats.number(timeline.limit))


def sentence(timeline: Timeline) -> str:
    """What the timeline shows, in one sentence."""
    bars = [bar for lane in timeline.lanes for bar in shown_of(lane, timeline)]
    span = span_text(timeline.first, timeline.last)
    if not bars:
        return tr("Nothing from {span}.", span=span)
    return tr(
        "{bars} in {lanes}, {span}.",
        bars=counted(len(bars), "{n} bar", "{n} bars"),
        lanes=counted(len(timeline.lanes), "{n} lane", "{n} lanes"),
        span=span,
    )


def table(timeline: Timeline) -> list[tuple[str, ...]]:
    """The bars, bands and weeks that are shown as rows, with days that spreadsheets know as such."""
    rows: list[tuple[str, ...]] = [(tr("Lane"), tr("What"), tr("Starts"), tr("Ends"), tr("Note"))]
    for lane in timeline.lanes:
        for bar in shown_of(lane, timeline):
            said = "; ".join(part for part in (bar.aside, *(badge.text for badge in bar.badges)) if part)
            rows.append((lane.name, bar.title, formats.day(bar.starts), formats.day(bar.ends), said))
    for band in filter(lambda band: timeline.shows(band.starts, band.ends), timeline.bands):
        rows.append(("", band.title, formats.day(band.starts), formats.day(band.ends), ""))
    for week in timeline.capacity:
        rows.append((capacity_names(timeline)[0], formats.number(week.count), formats.day(week.starts), "", ""))
    return rows


def capacity_names(timeline: Timeline) -> tuple[str, str]:
    """What the strip of weeks is called, and the smaller line below."""
    return timeline.capacity_text if timeline.capacity_text[0] else (tr("Capacity"), tr("per week"))
