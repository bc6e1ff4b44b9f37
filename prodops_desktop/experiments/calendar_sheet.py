"""The calendar of experiments by week, for people without the program: who runs when, what collides, and how many are live."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from prodops_desktop.agenda.events import Event
from prodops_desktop.datasets.sheets import DAY, SheetColumn
from prodops_desktop.datasets.week_calendar import (
    HATCHED,
    LIGHT,
    QUIET,
    SOLID,
    STRIPED,
    TINTED,
    WeekBand,
    WeekCalendar,
    WeekGroup,
    WeekRow,
)
from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.capacity import week_of, weeks_between
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import BLOCK, HIGH, MEDIUM, at_least
from prodops_desktop.experiments.collisions.plans import FREEZE, WATCHED, Window
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, PLANNED, RUNNING, SCHEDULED
from prodops_desktop.experiments.outlook import ahead_text, load_text, standing_text
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.metrics.periods import day_text, first_day, last_day, period_of
from prodops_desktop.work.listing import listed

MOST_WEEKS = 60
_WEEK = timedelta(weeks=1)
_LOOKS = {RUNNING: SOLID, SCHEDULED: LIGHT, DRAFT: HATCHED, CONCLUDED: QUIET}
_COLUMNS = (
    SheetColumn("Experiment", width=32),
    SheetColumn("Status", width=12),
    SheetColumn("First day", DAY, 12.5),
    SheetColumn("Last day", DAY, 12.5),
    SheetColumn("Owner", width=18),
    SheetColumn("Worst conflict", width=30),
)
_LEGEND = (
    (SOLID, "Running"),
    (LIGHT, "Scheduled"),
    (HATCHED, "Draft"),
    (QUIET, "Concluded"),
    (STRIPED, "Freeze"),
    (TINTED, "Launch, price change, campaign"),
)


def calendar_sheet(board: Board) -> WeekCalendar:
    """The weeks from the first run to the last, at most 60 from the quarter of today on; that of today is always one of them."""
    weeks = _weeks(board)
    first, last = weeks[0], weeks[-1] + _WEEK - timedelta(days=1)
    shown = [view for view in board.dated if _positions(weeks, *_run(view)) is not None]
    load = load_text(board)
    return WeekCalendar(
        title=f"Experiment calendar, {day_text(first)} to {day_text(last)}",
        subtitle=" ".join(f"{text[:1].upper()}{text[1:]}." for text in (standing_text(board), ahead_text(board), load) if text),
        today=board.today,
        weeks=weeks,
        columns=_COLUMNS,
        bands_title="Company calendar",
        bands=tuple(_bands(board.events, weeks)),
        groups=tuple(_groups(shown, weeks)),
        counts_title=f"Live per week, limit {board.limit:,}",
        counts=tuple(board.load.live(monday) for monday in weeks),
        limit=board.limit,
        legend=_LEGEND,
        notes=tuple(_notes(board, first, last)),
    )


def _weeks(board: Board) -> tuple[date, ...]:
    quarter = period_of(board.today.isoformat(), "quarter")
    begin = week_of(first_day(quarter))
    runs = [(starts, ends) for starts, ends in map(_run, board.dated) if ends >= begin]
    if not runs:
        return tuple(weeks_between(begin, last_day(quarter)))
    first = max(begin, week_of(min(board.today, *(starts for starts, _ in runs))))
    last = max(board.today, *(ends for _, ends in runs))
    return tuple(weeks_between(first, last)[:MOST_WEEKS])


def _run(view: ExperimentView) -> tuple[date, date]:
    """The days of an experiment that stands on the calendar."""
    one = view.experiment
    assert one.starts is not None
    assert one.ends is not None
    return one.starts, one.ends


def _positions(weeks: tuple[date, ...], starts: date, ends: date) -> tuple[int, int] | None:
    """The first and last of the weeks that these days touch; None where they touch none."""
    first, last = ((week_of(day) - weeks[0]).days // 7 for day in (starts, ends))
    return None if last < 0 or first >= len(weeks) else (max(0, first), min(last, len(weeks) - 1))


def _groups(shown: list[ExperimentView], weeks: tuple[date, ...]) -> Iterator[WeekGroup]:
    by_surface: dict[str, list[ExperimentView]] = {}
    for view in sorted(shown, key=_run):
        by_surface.setdefault(view.experiment.surface or "", []).append(view)
    for surface in sorted(by_surface, key=lambda name: (not name, name.casefold())):
        views = by_surface[surface]
        heading = f"{surface or 'No surface'}, {counted(len(views), 'test')}"
        yield WeekGroup(heading, tuple(_row(view, weeks) for view in views))


def _row(view: ExperimentView, weeks: tuple[date, ...]) -> WeekRow:
    one, run = view.experiment, _run(view)
    places = _positions(weeks, *run)
    assert places is not None
    worst = next(iter(view.open_conflicts), next(iter(view.conflicts), None))
    return WeekRow(
        (one.title, one.status, *run, one.owner, _conflict_text(worst, one.id) if worst is not None else None),
        *places,
        _LOOKS[one.status],
        frozenset(_collided(view.open_conflicts, weeks)),
        warns=worst is not None and worst.is_open and worst.grade in (BLOCK, HIGH),
    )


def _conflict_text(conflict: Conflict, own: int) -> str:
    """“High: EXP-41, 2,554 users”."""
    other = conflict.facing(own)
    grade = conflict.grade.capitalize() if conflict.is_open else f"Accepted, {conflict.grade}"
    if isinstance(other, Window):
        return f"{grade}: {other.event.title}"
    return f"{grade}: {other.experiment.code}" + ("" if conflict.shared is None else f", {counted(conflict.shared, 'user')}")


def _collided(conflicts: Iterable[Conflict], weeks: tuple[date, ...]) -> Iterator[int]:
    """The positions of the weeks in which more is shared than people."""
    for conflict in conflicts:
        places = _positions(weeks, conflict.starts, conflict.ends) if at_least(conflict.grade, MEDIUM) else None
        if places is not None:
            yield from range(places[0], places[1] + 1)


def _bands(events: Iterable[Event], weeks: tuple[date, ...]) -> Iterator[WeekBand]:
    for event in events:
        starts, ends = date.fromisoformat(event.starts), date.fromisoformat(event.ends)
        places = _positions(weeks, starts, ends)
        if event.type in WATCHED and places is not None:
            days = _days_text(starts, ends)
            yield WeekBand(f"{event.title}, {days}", *places, STRIPED if event.type == FREEZE else TINTED)


def _days_text(starts: date, ends: date) -> str:
    """“5 – 11 Jan”, “21 Dec – 4 Jan”, “1 Feb”."""
    last = day_text(ends, year=False)
    if starts == ends:
        return last
    is_one_month = (starts.year, starts.month) == (ends.year, ends.month)
    return f"{starts.day if is_one_month else day_text(starts, year=False)} – {last}"


def _notes(board: Board, first: date, last: date) -> Iterator[str]:
    runs = [_run(view) for view in board.dated]
    if earlier := sum(ends < first for _, ends in runs):
        verbs = "that ended before {} is" if earlier == 1 else "that ended before {} are"
        yield f"{counted(earlier, 'experiment')} {verbs.format(day_text(first))} not shown."
    if later := sum(starts > last for starts, _ in runs):
        verbs = "that begins after {} is" if later == 1 else "that begin after {} are"
        yield f"{counted(later, 'experiment')} {verbs.format(day_text(last))} not shown."
    placed = {view.experiment.id for view in board.dated}
    undated = [view.experiment.code for view in board.of_status(*PLANNED) if view.experiment.id not in placed]
    if undated:
        yield f"Without days, and so not on the calendar: {listed(undated, limit=12)}."
    if not runs:
        yield "No experiment has days yet."
    if board.populations.source:
        yield f"Who counts as a user: {board.populations.source}."
