"""Experiments as the sheet of a board pack: what was decided and learned, what runs, and what is in each other's way."""

from collections.abc import Iterable

from prodops_desktop.datasets.area_sheet import AreaSheet, Definition, Tile
from prodops_desktop.datasets.origins import versions_behind
from prodops_desktop.datasets.sheets import PERCENT, WHOLE
from prodops_desktop.experiments.board import Board, ExperimentView, read_board
from prodops_desktop.experiments.collisions.plans import Window
from prodops_desktop.experiments.model import DEFAULT_ICC, DRAFT, PRIMARY, RUNNING, SCHEDULED
from prodops_desktop.experiments.outlook import ahead, ahead_text, grades_text, load_text, standing_text
from prodops_desktop.experiments.pack_tables import (
    YEAR_DAYS,
    decided,
    decided_since,
    decided_table,
    goals_table,
    planned,
    planned_table,
    running,
    running_table,
)
from prodops_desktop.experiments.statistics.clusters import LEAST_ACCOUNTS
from prodops_desktop.experiments.statistics.comparisons import BETTER, WORSE
from prodops_desktop.experiments.statistics.mismatch import LEAST_EXPOSURES
from prodops_desktop.experiments.statistics.sizing import LEAST_DAYS, MOST_WEEKS
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.experiments.store import SHIP
from prodops_desktop.metrics.periods import first_day, period_of
from prodops_desktop.work.listing import listed
from prodops_desktop.workspace import Store, settings

TITLE = "Experiments"
RECENT_DAYS = 90
"""How far back the tile counts decisions."""


def pack_sheet(store: Store) -> AreaSheet | None:
    """The sheet of the experiments as they stand now; None when none was decided within a year, runs, or is planned."""
    board = read_board(store)
    shown = list({view.experiment.id: view for view in (*decided(board, YEAR_DAYS), *running(board), *planned(board))}.values())
    if not shown:
        return None
    sources, by_hand = _sources(store, board, shown)
    entered = [f"Entered here, and from no file: {listed(by_hand)}."] if by_hand else []
    return AreaSheet(
        title=TITLE,
        headline=headline(board),
        subtitle=subtitle(board),
        currency=settings.get(store, "currency"),
        tiles=_tiles(board),
        tables=(decided_table(board), running_table(board), planned_table(board), goals_table(board)),
        definitions=_DEFINITIONS,
        notes=(*board.notes, *entered),
        sources=sources,
    )


def headline(board: Board) -> str:
    """What an executive has to know: “2 decided this quarter, 1 shipped; 4 conflicts ahead, 1 blocks”."""
    found = decided_since(board, first_day(period_of(board.today.isoformat(), "quarter")))
    return f"{_decided_text(found)}; {ahead_text(board)}"


def _decided_text(found: list[ExperimentView]) -> str:
    shipped = _shipped(found)
    if not found:
        return "Nothing decided this quarter"
    said = f"{len(found):,} decided this quarter"
    if len(found) == 1:
        return f"{said} and shipped" if shipped else f"{said}, not shipped"
    return f"{said}, {_shipped_text(found)}"


def _shipped_text(found: list[ExperimentView]) -> str:
    shipped = _shipped(found)
    if not shipped:
        return "none shipped" if len(found) > 1 else "not shipped"
    if shipped == len(found) > 1:
        return f"{'both' if shipped == 2 else 'all'} shipped"
    return f"{shipped:,} shipped"


def _shipped(found: Iterable[ExperimentView]) -> int:
    return sum(view.decision is not None and view.decision.choice.startswith(f"{SHIP} ") for view in found)


def subtitle(board: Board) -> str:
    """Where the experiments stand, and what asks for something."""
    parts = [f"{standing_text(board).capitalize()}."]
    if waiting := [view.experiment.code for view in board.views if view.asks_decision]:
        parts.append(f"{listed(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for a decision.")
    if broken := [view.experiment.code for view in running(board) if view.is_mismatched]:
        parts.append(f"The arms of {listed(broken)} don’t match the plan.")
    if unreadable := [view.experiment.code for view in planned(board) if view.readability and view.readability.is_readable is False]:
        parts.append(f"{listed(unreadable)} can’t be read as planned.")
    if load := load_text(board):
        parts.append(f"{load}.")
    if untested := board.untested_goals:
        parts.append(f"{counted(len(untested), 'goal')} without an experiment.")
    return " ".join(parts)


def _tiles(board: Board) -> tuple[Tile, ...]:
    recent, year = decided(board, RECENT_DAYS), decided(board, YEAR_DAYS)
    conclusive = sum(is_conclusive(view) for view in year)
    runs, drafts = board.of_status(RUNNING), len(board.of_status(DRAFT))
    past = sum(view.asks_decision for view in runs)
    of_year = f"{conclusive:,} of {len(year):,} decided in 12 months" if year else "nothing decided in 12 months"
    return (
        Tile("Running", len(runs), WHOLE, f"{past:,} to be decided" if past else f"limit {board.limit:,} live in a week"),
        Tile("Scheduled", len(board.of_status(SCHEDULED)), WHOLE, f"and {counted(drafts, 'draft')}" if drafts else "no draft"),
        Tile(f"Decided in {RECENT_DAYS} days", len(recent), WHOLE, _shipped_text(recent) if recent else "nothing"),
        Tile("Conclusive", 100 * conclusive / len(year) if year else None, PERCENT, of_year),
        Tile("Open conflicts", len(ahead(board)), WHOLE, grades_text(board) or "none ahead"),
    )


def is_conclusive(view: ExperimentView) -> bool:
    """Whether its newest reading tells a change of a primary metric from chance, and its arms are as planned."""
    analysis = view.analysis
    if analysis is None or view.is_mismatched or not analysis.is_trusted:
        return False
    return any(one.metric.role == PRIMARY and one.verdict in (BETTER, WORSE) for one in analysis.comparisons)


def _sources(store: Store, board: Board, shown: list[ExperimentView]) -> tuple[tuple[int, ...], list[str]]:
    """The versions behind what is shown, and the codes of the experiments that no version tells of."""
    plans, readings = (versions_behind(store, table) for table in ("experiment", "reading"))
    dated = {table: versions_behind(store, table) for table in ("event", "roadmap_item")}
    found: set[int] = set()
    by_hand: list[str] = []
    for view in shown:
        own = set(plans.get(view.experiment.id, ()))
        if not own:
            by_hand.append(view.experiment.code)
        for reading in view.readings[:1]:
            own.update(readings.get(reading.id, ()))
        for conflict in view.conflicts:
            if isinstance(conflict.b, Window):
                record = conflict.b.event.record
                own.update(dated[record.table].get(record.id, ()))
        own.update(view.exposed.versions if view.exposed is not None else ())
        own.update(board.populations.sources if view.population is not None else ())
        found |= own
    return tuple(sorted(found)), by_hand


_DEFINITIONS = (
    Definition(
        "Conclusive",
        "Experiments decided in the last 12 months whose newest reading tells a change of a primary metric from chance, with arms as "
        "planned, ÷ all decided in them.",
        "A test that was large enough and found nothing is worth as much, and does not count.",
        "percent",
    ),
    Definition(
        "Sample ratio mismatch (SRM)",
        f"Pearson χ² of the units in the arms against their weights, from {LEAST_EXPOSURES} units on: not as planned under p 0.001 with "
        "a share off by 0.1% or more, maybe not as planned under 0.01.",
        "Whoever is missing in an arm may be who fared worst there, so that no result counts until the cause is known.",
        "p-value",
    ),
    Definition(
        "Sample size and MDE",
        "Units an arm to see the minimum detectable effect (MDE) at the power and α of the plan, two-sided; of shares "
        "n = (z₁₋α/2 + z_power)²·(p₁q₁ + p₂q₂)/(p₁ − p₂)², of means n = 2σ²·(z₁₋α/2 + z_power)²/δ²; Bonferroni for several comparisons. "
        f"Duration: whole weeks, at least {LEAST_DAYS} days; over {MOST_WEEKS} weeks is too long.",
        "It rests on a baseline and an effect that somebody assumed.",
        "units",
    ),
    Definition(
        "Effective n",
        "Users ÷ (1 + (m − 1)·ICC) where accounts are what is tested, m users an account; "
        f"ICC {DEFAULT_ICC:g} where nobody gave it. Under {LEAST_ACCOUNTS} accounts an arm nothing is said.",
        "An assumed ICC can be far off in either direction.",
        "users",
    ),
    Definition(
        "Result",
        "Difference to the control with its 95% interval: Newcombe–Wilson for shares, Welch for means; lift by the delta method; "
        "p-values of primary metrics adjusted for each other by Holm. "
        "A guardrail holds when the bad end of its interval stays within its limit.",
        "Each look before the planned end adds a chance to find what is not there.",
    ),
    Definition(
        "Conflict",
        "Dates overlap and somebody can be in both. Block: same parameter, variants that can’t be shown together, or a freeze in the run. "
        "High: same surface, or same primary metric at the same step. Medium: one’s primary is the other’s guardrail, or a launch, price "
        "change or campaign reaches the segment. Low: shared people only.",
        "Overlap is usually safe where only people are shared, and a grade does not say how large the harm is.",
    ),
)
