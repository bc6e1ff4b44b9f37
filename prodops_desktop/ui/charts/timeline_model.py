"""What a timeline shows, in words and in order: bars in lanes, bands over all of them, and how much runs in each week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.timeline_marks import Arrow, Ghost, Milestone, Tip, Tone
from prodops_desktop.ui.charts.timeline_words import plan_sentence, plan_texts, trouble_sentence
from prodops_desktop.ui.texts import counted, tr

__all__ = [
    "Arrow",
    "Badge",
    "Band",
    "Bar",
    "Days",
    "Ghost",
    "Hatch",
    "Lane",
    "Live",
    "Look",
    "Marks",
    "Milestone",
    "Ticks",
    "Timeline",
    "Tip",
    "Tone",
    "Week",
    "bar_text",
    "capacity_names",
    "sentence",
    "shown_of",
    "table",
    "tip_text",
    "week_text",
]

Look = Literal["filled", "planned", "outlined", "dashed", "done", "point"]
Ticks = Literal["month", "quarter", "half", "year"]
Days = tuple[date, date]


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

    What is a ``point`` has one day alone: it is drawn as its milestone, or as a ring without one, with the title beside it. ``spoken`` is
    what assistive technology says of a bar; where it is empty, that is made of the title, the days and the badges. Its ghost, its
    milestone and what it waits for are said after it, and after its ``tip``, too.
    """

    key: int
    starts: date
    ends: date
    title: str
    aside: str = ""
    look: Look = "filled"
    movable: bool = True
    hatches: tuple[Hatch, ...] = ()
    badges: tuple[Badge, ...] = ()
    tip: Tip = field(default="", compare=False)
    spoken: str = ""
    ghost: Ghost | None = None
    milestone: Milestone | None = None


@dataclass(frozen=True)
class Lane:
    """Bars that belong together, under a name and a smaller line such as “2 tests” in the shade of ``tone``.

    Without a ``tip`` the tooltip says name and line where they are cut.
    """

    name: str
    below: str = ""
    bars: tuple[Bar, ...] = ()
    tone: Tone = "note"
    tip: Tip = field(default="", compare=False)


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

    ``capacity_text`` names the strip of weeks (a name and a smaller line); ``empty`` says why there are no lanes. Of ``arrows`` only
    those are drawn of which a bar is shown.
    Raises ValueError for days in the wrong order, for two bars of one key, and for a point of more than a day.
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
    arrows: tuple[Arrow, ...] = ()
    empty: str = ""

    def __post_init__(self) -> None:
        """Refuse what could not be drawn: an error while painting would end the program."""
        bars = self.bars()
        hatches = [hatch for bar in bars for hatch in bar.hatches]
        ghosts = [bar.ghost for bar in bars if bar.ghost is not None]
        dated: list[Bar | Hatch | Ghost | Band] = [*bars, *hatches, *ghosts, *self.bands]
        spans = [(self.first, self.last), *((one.starts, one.ends) for one in dated)]
        for starts, ends in spans:
            if ends < starts:
                raise ValueError(f"{starts} to {ends} ends before it starts")
        if len({bar.key for bar in bars}) < len(bars):
            raise ValueError("two bars have the same key")
        if any(bar.look == "point" and bar.starts != bar.ends for bar in bars):
            raise ValueError("a point has one day alone")

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
    """The bars of a lane that are among the days shown, be it by their milestone alone."""
    return [bar for bar in lane.bars if timeline.shows(bar.starts, _until(bar))]


def _until(bar: Bar) -> date:
    return bar.ends if bar.milestone is None or bar.milestone.day is None else max(bar.ends, bar.milestone.day)


def bar_text(bar: Bar, today: date | None = None) -> str:
    """A bar in words for assistive technology."""
    if bar.spoken:
        return bar.spoken
    parts = (bar.title, bar.aside, formats.span(bar.starts, bar.ends, today), *(badge.text for badge in bar.badges))
    return ", ".join(part for part in parts if part)


def plan_lines(bar: Bar, timeline: Timeline) -> list[str]:
    """What is said after a bar: where it stood, its milestone, what it waits for and what waits for it."""
    arrows = [arrow for arrow in timeline.arrows if bar.key in (arrow.start_key, arrow.end_key)]
    titles = {one.key: one.title for one in timeline.bars()} if arrows else {}
    return plan_texts(bar.key, bar.ghost, bar.milestone, (arrows, titles), timeline.today)


def week_text(week: Week, timeline: Timeline) -> str:
    """A week in words."""
    if week.tip:
        return week.tip
    said = tr("Week of {day}: {n}", day=formats.day(week.starts, timeline.today), n=formats.number(week.count))
    return said if timeline.limit is None else tr("{said}, limit {n}", said=said, n=formats.number(timeline.limit))


def sentence(timeline: Timeline) -> str:
    """What the timeline shows, in one sentence."""
    bars = [bar for lane in timeline.lanes for bar in shown_of(lane, timeline)]
    span = formats.span(timeline.first, timeline.last)
    if not bars:
        return timeline.empty or tr("Nothing from {span}.", span=span)
    said = tr(
        "{bars} in {lanes}, {span}.",
        bars=counted(len(bars), "{n} bar", "{n} bars"),
        lanes=counted(len(timeline.lanes), "{n} lane", "{n} lanes"),
        span=span,
    )
    keys = {bar.key for bar in bars}
    arrows = sum(arrow.start_key in keys and arrow.end_key in keys for arrow in timeline.arrows)
    plan = plan_sentence(sum(bar.ghost is not None for bar in bars), sum(bar.milestone is not None for bar in bars), arrows)
    return " ".join(filter(None, (said, plan, _trouble(bars, timeline))))


def _trouble(bars: Sequence[Bar], timeline: Timeline) -> str:
    """What the eye is drawn to: the worst remarks first, what is held up, and the weeks to come that are too full."""
    marked = [(bar, [badge for badge in bar.badges if badge.tone != "note"]) for bar in bars]
    marked.sort(key=lambda one: all(badge.tone != "bad" for badge in one[1]))
    remarks = [f"{bar.title} ({', '.join(badge.text for badge in badges)})" for bar, badges in marked if badges]
    late = {arrow.end_key for arrow in timeline.arrows if arrow.tone == "bad"}
    weeks = [week.starts for week in timeline.capacity if week.over and not week.past]
    return trouble_sentence(remarks, [bar.title for bar in bars if bar.key in late], weeks, timeline.today)


def table(timeline: Timeline) -> list[tuple[str, ...]]:
    """The bars, bands and weeks that are shown as rows, with days that spreadsheets know as such."""
    lanes = [(lane, shown_of(lane, timeline)) for lane in timeline.lanes]
    more = _plan_columns([bar for _, bars in lanes for bar in bars], timeline)
    rows: list[tuple[str, ...]] = [(tr("Lane"), tr("What"), tr("Starts"), tr("Ends"), tr("Note"), *more)]
    for lane, bars in lanes:
        for bar in bars:
            said = "; ".join(part for part in (bar.aside, *(badge.text for badge in bar.badges)) if part)
            rows.append(
                (
                    lane.name,
                    bar.title,
                    formats.day(bar.starts),
                    formats.day(bar.ends),
                    said,
                    *(own.get(bar.key, "") for own in more.values()),
                )
            )
    none = [""] * len(more)
    for band in filter(lambda band: timeline.shows(band.starts, band.ends), timeline.bands):
        rows.append(("", band.title, formats.day(band.starts), formats.day(band.ends), "", *none))
    for week in timeline.capacity:
        rows.append((capacity_names(timeline)[0], formats.number(week.count), formats.day(week.starts), "", "", *none))
    return rows


def _plan_columns(bars: Sequence[Bar], timeline: Timeline) -> dict[str, dict[int, str]]:
    """What a plan adds, by the head of its column and the key of a bar; what no bar has is no column."""
    titles = {bar.key: bar.title for bar in timeline.bars()} if timeline.arrows else {}
    waits: dict[int, str] = {}
    for arrow in timeline.arrows:
        if arrow.start_key in titles:
            waits[arrow.end_key] = "; ".join(filter(None, (waits.get(arrow.end_key), titles[arrow.start_key])))
    ghosts = [(bar.key, bar.ghost) for bar in bars if bar.ghost is not None]
    milestones = [(bar.key, bar.milestone, bar.milestone.day or bar.ends) for bar in bars if bar.milestone is not None]
    columns = {
        tr("Baseline starts"): {key: formats.day(ghost.starts) for key, ghost in ghosts},
        tr("Baseline ends"): {key: formats.day(ghost.ends) for key, ghost in ghosts},
        tr("Slip"): {key: ghost.text for key, ghost in ghosts},
        tr("Milestone"): {key: formats.day(day) for key, _, day in milestones},
        tr("State"): {key: milestone.text for key, milestone, _ in milestones},
        tr("Waits for"): waits,
    }
    return {head: cells for head, cells in columns.items() if cells}


def capacity_names(timeline: Timeline) -> tuple[str, str]:
    """What the strip of weeks is called, and the smaller line below."""
    return timeline.capacity_text if timeline.capacity_text[0] else (tr("Capacity"), tr("per week"))
