"""The tables of experiments for a board pack: decided, running, planned, and goals that nothing tests."""

from datetime import date, timedelta

from prodops_desktop.datasets.area_sheet import AreaTable
from prodops_desktop.datasets.sheets import DAY, SheetColumn, SheetValue
from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import LOW
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, RUNNING, SCHEDULED
from prodops_desktop.experiments.outlook import other_text
from prodops_desktop.experiments.statistics.mismatch import OK, RED, TOO_FEW, YELLOW, Mismatch
from prodops_desktop.experiments.statistics.wording import counted, p_text
from prodops_desktop.metrics.periods import period_text

YEAR_DAYS = 365
"""How far back decisions are shown."""
MOST_CONFLICTS = 3
"""How many conflicts of an experiment are told, the worst first."""

_EXPERIMENT, _OWNER = SheetColumn("Experiment", width=30), SheetColumn("Owner", width=16)
_ARMS = {OK: "as planned", YELLOW: "maybe not as planned", RED: "not as planned"}


def decided(board: Board, days: int) -> list[ExperimentView]:
    """The experiments decided in the last ``days`` days, today counted, the latest first."""
    return decided_since(board, board.today - timedelta(days=days - 1))


def decided_since(board: Board, first: date) -> list[ExperimentView]:
    """The experiments decided from a day on until today, the latest first."""
    found = [(date.fromisoformat(view.decision.day), view) for view in board.views if view.decision is not None]
    return [view for day, view in sorted(found, key=lambda pair: pair[0], reverse=True) if first <= day <= board.today]


def running(board: Board) -> list[ExperimentView]:
    """The experiments that run, then those that are over and wait for a decision, in order of their last days."""
    found = [view for view in board.views if view.experiment.status == RUNNING or view.asks_decision]
    return sorted(found, key=lambda view: (view.experiment.status != RUNNING, view.experiment.ends or date.max))


def planned(board: Board) -> list[ExperimentView]:
    """The experiments that are scheduled or drafted, in order of their first days, those without days last."""
    return sorted(board.of_status(SCHEDULED, DRAFT), key=lambda view: view.experiment.starts or date.max)


def decided_table(board: Board) -> AreaTable:
    """What was decided in the last twelve months, and what was learned."""
    columns = (
        _EXPERIMENT,
        _OWNER,
        SheetColumn("Decided", DAY, 13),
        SheetColumn("Decision", width=16),
        SheetColumn("Result", width=44),
        SheetColumn("Learned, or the reason", width=44),
    )
    shown = decided(board, YEAR_DAYS)
    earlier = len(decided_since(board, date.min)) - len(shown)
    note = f"{earlier:,} earlier {'one is' if earlier == 1 else 'ones are'} not shown." if earlier else ""
    return AreaTable("Decided in the last 12 months", columns, [_decided_row(view) for view in shown], note=note)


def _decided_row(view: ExperimentView) -> tuple[SheetValue, ...]:
    one, decision = view.experiment, view.decision
    assert decision is not None
    choice = decision.choice[:1].upper() + decision.choice[1:]
    result = view.analysis.headline if view.analysis is not None else "No reading."
    return (one.title, one.owner, date.fromisoformat(decision.day), choice, result, one.learning or decision.reason)


def running_table(board: Board) -> AreaTable:
    """What runs on which of its days, whether its checks hold, and what it says so far."""
    columns = (
        _EXPERIMENT,
        _OWNER,
        SheetColumn("Last day", DAY, 13),
        SheetColumn("Day", width=16),
        SheetColumn("Checks", width=44),
        SheetColumn("The newest reading", width=44),
    )
    return AreaTable("Running, or over and to be decided", columns, [_running_row(view) for view in running(board)])


def _running_row(view: ExperimentView) -> tuple[SheetValue, ...]:
    one = view.experiment
    said = view.analysis.headline if view.analysis is not None else "No reading yet."
    return (one.title, one.owner, one.ends, day_of_run(view), checks_text(view), said)


def day_of_run(view: ExperimentView) -> str:
    """On which day of its run an experiment is: “day 29 of 36”."""
    one, today = view.experiment, view.board.today
    if one.status == CONCLUDED:
        return "to be decided"
    if one.starts is None or one.days is None:
        return "no days given"
    day = (today - one.starts).days + 1
    return "not begun" if day < 1 else f"day {day} of {one.days}" if day <= one.days else "past its end"


def checks_text(view: ExperimentView) -> str:
    """Whether the arms are as planned, and what it collides with: “Arms not as planned, SRM p 0.0004. High conflict with EXP-44.”"""
    open_ = [one for one in view.open_conflicts if one.ends >= view.board.today]
    said = [f"{one.grade.capitalize()} conflict with {other_text(one, view)}." for one in open_[:MOST_CONFLICTS]]
    return " ".join((_arms_text(view.mismatch), *said, *_more(open_)))


def _arms_text(found: Mismatch | None) -> str:
    if found is None:
        return "Arms not counted yet."
    stray = f" {counted(found.stray, 'unit')} in arms that nobody may be in." if found.stray else ""
    if found.status == TOO_FEW or found.p is None:
        return f"Too few units to check the arms.{stray}"
    return f"Arms {_ARMS[found.status]}, SRM p {p_text(found.p)}.{stray}"


def planned_table(board: Board) -> AreaTable:
    """What is to run, whether it can be read, and what is in its way."""
    columns = (
        _EXPERIMENT,
        _OWNER,
        SheetColumn("First day", DAY, 13),
        SheetColumn("Status", width=16),
        SheetColumn("Can it be read", width=44),
        SheetColumn("Last day", DAY, 13),
        SheetColumn("Free from", DAY, 13),
        SheetColumn("Conflicts", width=50),
    )
    note = "Free from: the next day on which one could begin with nothing worse than shared people in its way, the week’s limit kept."
    return AreaTable("Scheduled and drafted", columns, [_planned_row(view) for view in planned(board)], note=note)


def _planned_row(view: ExperimentView) -> tuple[SheetValue, ...]:
    one = view.experiment
    read = view.readability.sentence if view.readability is not None else view.board.populations.why_unknown(one.segment)
    if view.duration is not None:
        read += f" Duration: {view.duration.text}."
    hindered = any(conflict.grade != LOW for conflict in view.open_conflicts)
    free = view.slot.starts if hindered and view.slot is not None else None
    return (one.title, one.owner, one.starts, one.status, read, one.ends, free, _conflicts_text(view))


def _conflicts_text(view: ExperimentView) -> str:
    told = [_conflict_text(one, view) for one in view.conflicts[:MOST_CONFLICTS]]
    return " ".join((*told, *_more(view.conflicts))) or "None."


def _conflict_text(conflict: Conflict, view: ExperimentView) -> str:
    """One conflict: “High with EXP-41: Same surface: Checkout (2,554 users).” The reason names an event by itself."""
    grade = conflict.grade if conflict.is_open else f"accepted, {conflict.grade}"
    whom = "" if isinstance(conflict.b, Window) else f" with {other_text(conflict, view)}"
    people = "" if conflict.shared is None else f" ({counted(conflict.shared, 'user')})"
    accepted = "" if conflict.is_open or conflict.accepted is None else f" Accepted because: {conflict.accepted.reason.rstrip('.')}."
    return f"{grade.capitalize()}{whom}: {conflict.reason}{people}.{accepted}"


def _more(conflicts: list[Conflict] | tuple[Conflict, ...]) -> list[str]:
    more = len(conflicts) - MOST_CONFLICTS
    return [f"{more:,} more."] if more > 0 else []


def goals_table(board: Board) -> AreaTable:
    """The goals that no experiment is for."""
    columns = (SheetColumn("Goal", width=30), _OWNER, SheetColumn("Period", width=13), SheetColumn("Note", width=44))
    rows = [(goal.title, goal.owner, period_text(goal.period) if goal.period else None, goal.note) for goal in board.untested_goals]
    return AreaTable("Goals without an experiment", columns, rows)
