"""What is said of all experiments together: where they stand, what collides from today on, and when too many are live."""

from collections import Counter

from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.capacity import Load, load_of
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import BLOCK, GRADES
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.experiments.model import DRAFT, RUNNING, SCHEDULED
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.work.listing import listed


def ahead(board: Board) -> list[Conflict]:
    """The conflicts that nobody accepted and that are not over, the worst first."""
    return [one for one in board.book.all if one.is_open and one.ends >= board.today]


def ahead_text(board: Board) -> str:
    """How many those are: “4 conflicts ahead, 1 blocks”."""
    found = ahead(board)
    if not found:
        return "no open conflict ahead"
    said, blocking = f"{counted(len(found), 'conflict')} ahead", sum(one.grade == BLOCK for one in found)
    if not blocking:
        return said
    if len(found) == 1:
        return f"{said}, which blocks"
    if blocking == len(found):
        return f"{said}, {'both' if blocking == 2 else 'all'} block"
    return f"{said}, {blocking:,} {'blocks' if blocking == 1 else 'block'}"


def grades_text(board: Board) -> str:
    """How many of each grade: “1 block, 1 high and 2 low”; empty for none."""
    grades = Counter(one.grade for one in ahead(board))
    return listed([f"{grades[grade]:,} {grade}" for grade in GRADES if grades[grade]], limit=len(GRADES))


def standing_text(board: Board) -> str:
    """How many there are where: “5 running, 4 scheduled and 2 drafts”."""
    running, scheduled, drafts = (len(board.of_status(status)) for status in (RUNNING, SCHEDULED, DRAFT))
    counts = ((running, f"{running:,} running"), (scheduled, f"{scheduled:,} scheduled"), (drafts, counted(drafts, "draft")))
    return listed([text for count, text in counts if count]) or "none running, scheduled or drafted"


def load_from(board: Board, begin: int) -> Load:
    """How much is live in each week, where weeks begin on the day ``begin``."""
    return board.load if board.load.begin == begin else load_of((view.experiment for view in board.views), board.limit, begin)


def load_text(board: Board) -> str:
    """The first week to come in which too many are live: “Week of 7 Dec: 7 live, limit 6”; empty where there is none."""
    over = board.load.over(board.today)
    if not over:
        return ""
    more = f", and {counted(len(over) - 1, 'week')} more over it" if len(over) > 1 else ""
    day = day_text(over[0], year=over[0].year != board.today.year)
    return f"Week of {day}: {board.load.live(over[0]):,} live, limit {board.limit:,}{more}"


def other_text(conflict: Conflict, view: ExperimentView) -> str:
    """What an experiment collides with: the code of another one, or an event as “the launch “Dashboards v2””."""
    other = conflict.facing(view.experiment.id)
    return f"the {other.event.type} “{other.event.title}”" if isinstance(other, Window) else other.experiment.code
