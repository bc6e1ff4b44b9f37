"""Where the areas stand, one figure each: its value, what hangs on it, and the values that lead to it; how that is said is not here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from prodops_desktop.datasets.cadence import Cadence, regular_datasets
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.experiments.board import BoardReader
from prodops_desktop.experiments.collisions.capacity import MONDAY, Load, week_of
from prodops_desktop.experiments.collisions.interference import BLOCK
from prodops_desktop.experiments.model import RUNNING, SCHEDULED
from prodops_desktop.experiments.outlook import ahead, load_from
from prodops_desktop.feedback.store import HERE, waiting
from prodops_desktop.roadmap.commitments import Period, all_commitments, periods
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.tools.inventory import InventoryReader
from prodops_desktop.tools.views import SOON_DAYS
from prodops_desktop.workspace import Store, settings

_WEEKS, _PERIODS = 13, 13


@dataclass(frozen=True)
class Delivery:
    """What was delivered in the ``last`` period that is over, and in the one ``before``."""

    last: Period
    before: Period | None


@dataclass(frozen=True)
class Trials:
    """The conflicts ahead of experiments, how many are scheduled and wait for a decision, and how much is live by week."""

    conflicts: int
    blocking: int
    scheduled: int
    to_decide: int
    load: Load


@dataclass(frozen=True)
class Notices:
    """The ``next`` tool to decide about within ``days``, by when, and what a year of all of them costs; ``decided`` are no longer open."""

    days: int
    tools: int
    decided: int
    currency: str
    next: str = ""
    by: date | None = None
    is_soon: bool = False
    costs: float | None = None


@dataclass(frozen=True)
class Inbox:
    """How many items of feedback there are, and since when the oldest one waits."""

    items: int
    oldest: date | None


@dataclass(frozen=True)
class Arrivals:
    """The datasets, how many of them come regularly, which of those are ``late``, the worst first, and the rows that are held back."""

    datasets: int
    regular: int
    late: tuple[Cadence, ...]
    held: int
    newest: str


Facts = Delivery | Trials | Notices | Inbox | Arrivals


@dataclass(frozen=True)
class Standing:
    """The figure of an area: ``value`` in ``unit`` (percent or count), and what else is to be said of it as of ``today``.

    ``line`` are the values that lead to it in order of time, ``times`` say when each was (periods, or the first days of weeks), and
    ``limit`` is drawn with them. ``page`` opens it.
    """

    id: str
    page: str
    value: float | None
    unit: str
    facts: Facts
    today: date
    as_of: str
    line: tuple[float | None, ...] = ()
    times: tuple[date | str, ...] = ()
    limit: float | None = None


class StandingReader:
    """Reads the figures again and again; what rests on what did not change is not worked out anew."""

    def __init__(self) -> None:
        self._board, self._inventory = BoardReader(), InventoryReader()
        self._of: Mapping[str, Callable[[Store], Standing | None]] = {
            "predictability": _predictability,
            "notices": self._notices,
            "inbox": _inbox,
            "sources": _sources,
        }

    def read(self, store: Store, figure: str, begin: int = MONDAY) -> Standing | None:
        """One figure by its id, with weeks that begin on the day ``begin``; None where its area has nothing to say."""
        return self._experiments(store, begin) if figure == "experiments" else self._of[figure](store)

    def _experiments(self, store: Store, begin: int) -> Standing | None:
        board = self._board.read(store)
        if not board.views:
            return None
        found, load, today = ahead(board), load_from(board, begin), board.today
        blocking = sum(one.grade == BLOCK for one in found)
        to_decide = sum(view.asks_decision for view in board.views)
        facts = Trials(len(found), blocking, len(board.of_status(SCHEDULED)), to_decide, load)
        weeks = tuple(week_of(today, begin) - timedelta(weeks=back) for back in reversed(range(_WEEKS)))
        line, running = tuple(float(load.live(week)) for week in weeks), len(board.of_status(RUNNING))
        return Standing("experiments", "experiments", running, "count", facts, today, today.isoformat(), line, weeks, float(board.limit))

    def _notices(self, store: Store) -> Standing | None:
        inventory = self._inventory.read(store)
        if not inventory.in_use:
            return None
        today, tools = inventory.today, len(inventory.in_use)
        open_ = [(view, one) for view, one in inventory.soon if one.decision is None]
        facts = Notices(SOON_DAYS, tools, len(inventory.soon) - len(open_), inventory.currency)
        if open_:
            view, contract = open_[0]
            by = contract.deadline.day if contract.deadline is not None else today
            costs = [one.annual_at_renewal for _, one in open_ if one.annual_at_renewal is not None]
            is_soon = (by - today).days <= inventory.rules.decide_days
            facts = replace(facts, next=view.tool.name, by=by, is_soon=is_soon, costs=sum(costs) if costs else None)
        return Standing("notices", "tools", len(open_), "count", facts, today, today.isoformat())


def _predictability(store: Store) -> Standing | None:
    items, today = {one.id: one for one in all_items(store)}, settings.today(store)
    over = [one for one in periods(items, all_commitments(store)) if one.is_over(today)]
    over = [one for one in over if len(one.period) == len(over[0].period)]  # of one length: a year beside a quarter leads nowhere
    if not over:
        return None
    last, shown = over[0], over[:_PERIODS][::-1]
    line, times = tuple(one.predictability for one in shown), tuple(one.period for one in shown)
    facts = Delivery(last, over[1] if len(over) > 1 else None)
    return Standing("predictability", "roadmap", last.predictability, "percent", facts, today, last.as_of.isoformat(), line, times, 100.0)


def _inbox(store: Store) -> Standing | None:
    oldest = f"SELECT min(substr(n.at, 1, 10)) FROM feedback_now n WHERE n.state = 'inbox' AND {HERE}"
    (first,) = store.db.execute(oldest).fetchone()
    (everything,) = store.db.execute(f"SELECT count(*) FROM feedback_now n WHERE {HERE}").fetchone()
    if not everything:
        return None
    left, today = waiting(store), settings.today(store)
    facts = Inbox(everything, date.fromisoformat(first) if left and first else None)
    return Standing("inbox", "feedback", left, "count", facts, today, today.isoformat())


def _sources(store: Store) -> Standing | None:
    datasets, today = all_datasets(store), settings.today(store)
    if not datasets:
        return None
    regular = regular_datasets(store, today)
    late = tuple(sorted((one for one in regular if one.late(today)), key=lambda one: one.due))
    held = sum(one.version.rows_quarantined for one in datasets)
    newest = max(one.version.as_of for one in datasets)
    value = len(regular) - len(late) if regular else len(datasets)
    return Standing("sources", "datasets", value, "count", Arrivals(len(datasets), len(regular), late, held, newest), today, newest)


FIGURES = ("predictability", "experiments", "notices", "inbox", "sources")
"""The ids of the figures, in the order in which they are shown."""
