"""What is due: notice deadlines, renewals, experiments, launches and items of the roadmap, dates of the calendar, and late sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from operator import attrgetter

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.agenda.events import LAUNCH, Event, all_events, is_same_launch
from prodops_desktop.answers.renewals import Renewal, StoredRow, read_renewals
from prodops_desktop.datasets.cadence import regular_datasets
from prodops_desktop.experiments.model import RUNNING, SCHEDULED, Experiment
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.roadmap.model import DAY, Item
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.tools.inventory import read_inventory
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End

TODAY, WEEK, MONTH, QUARTER = WINDOWS = (0, 7, 30, 90)
"""The last day of each group, counted from today; what is overdue is due today."""
NOTICE, RENEWAL, EXPERIMENT, ITEM, EVENT, SOURCE = KINDS = ("notice", "renewal", "experiment", "item", "event", "source")
"""What can be due, in the order in which it stands on one day."""
BEGINS, ENDS, DECIDE, LAUNCHES = "begins", "ends", "decide", "launches"
"""What becomes of an experiment, and of an item of the roadmap that launches."""
_PAGES = {"contract": "tools", "experiment": "experiments", "roadmap_item": "roadmap", "event": "records"}
_EVENTS = ("freeze", "price change", "campaign", LAUNCH)
_EACH = 3
"""So many of one kind stand by themselves in a group; where there are more than one beyond, those are one line."""

Target = End | StoredRow | int | None


@dataclass(frozen=True)
class Due:
    """Something due on a ``day``: ``name`` is the record, ``act`` what it does, ``amount`` what hangs on it in the workspace's currency.

    ``target`` is what to open on ``page``. ``until`` is the day on which a contract renews otherwise, or the last day. ``precision`` says
    how exactly the day is known, ``status`` and ``team`` whose it is and how it stands, ``every`` and ``months`` how often a sheet comes.
    ``folded`` are the ones that a line stands for, whose ``day`` is the first of theirs.
    """

    kind: str
    day: date
    name: str
    amount: float | None
    target: Target
    act: str = ""
    until: date | None = None
    precision: str = DAY
    status: str = ""
    team: str = ""
    every: int = 0
    months: int = 0
    folded: tuple["Due", ...] = ()

    @property
    def count(self) -> int:
        """How many it stands for."""
        return len(self.folded) or 1

    @property
    def page(self) -> str:
        """The page that shows it."""
        return _PAGES[self.target.table] if isinstance(self.target, End) else "datasets"


@dataclass(frozen=True)
class DueList:
    """What is due from ``today`` on, in order of the days; ``groups`` by the windows that they fall into.

    ``renewing`` is how many accounts renew within 90 days, and ``renewing_arr`` what is known of their ARR; None without any.
    """

    today: date
    currency: str
    groups: tuple[tuple[int, tuple[Due, ...]], ...]
    renewing: int
    renewing_arr: float | None
    notes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are, each of them counted."""
        return sum(one.count for _, group in self.groups for one in group)


def read_due(store: Store) -> DueList:
    """What is due within 90 days, and what is overdue, as the workspace stands."""
    today = settings.today(store)
    last = today + timedelta(days=QUARTER)
    renewals, notes = read_renewals(store, today, last)
    found = [
        *_notices(store, last),
        *map(_renewal, renewals),
        *_experiments(store, today, last),
        *_plan(store, today, last),
        *_sources(store, today, last),
    ]
    known = [one.arr for one in renewals if one.arr is not None]
    return DueList(
        today, settings.get(store, "currency"), _grouped(found, today), len(renewals), sum(known) if known else None, tuple(notes)
    )


def _notices(store: Store, last: date) -> Iterator[Due]:
    """The notice deadlines of contracts that nothing is decided about yet."""
    for view, contract in read_inventory(store).due:
        deadline = contract.deadline
        if deadline is not None and deadline.day <= last and contract.decision is None:
            target = End("contract", contract.contract.id)
            yield Due(NOTICE, deadline.day, view.tool.name, contract.annual_at_renewal, target, until=deadline.term_end)


def _renewal(one: Renewal) -> Due:
    return Due(RENEWAL, one.day, one.account, one.arr, one.place)


def _experiments(store: Store, today: date, last: date) -> Iterator[Due]:
    """What begins, ends or waits for a decision."""
    decided = {decision.about for decision in decisions_of(store, "experiment")}
    for one in all_experiments(store):
        due = _experiment(one, today, decided=one.id in decided)
        if due is not None and due.day <= last:
            yield due


def _experiment(one: Experiment, today: date, *, decided: bool) -> Due | None:
    made = partial(Due, EXPERIMENT, name=one.title, amount=None, target=End("experiment", one.id), until=one.ends, status=one.status)
    if one.asks_decision(today):
        return None if decided else made(day=min(one.ends or today, today), act=DECIDE)
    if one.status == SCHEDULED and one.starts is not None:
        return made(day=one.starts, act=BEGINS)
    return made(day=one.ends, act=ENDS) if one.status == RUNNING and one.ends is not None else None


def _plan(store: Store, today: date, last: date) -> Iterator[Due]:
    """Open items of the roadmap, and the dates of the calendar to come; a launch that stands in both is the item."""
    items = [one for one in all_items(store) if not one.is_over]
    for one in items:
        day, precision = one.aim
        if day is not None and day <= last:
            yield _item(one, day, precision)
    launches = [(one.title, one.launches) for one in items if one.launches is not None]
    for event in all_events(store, start=today.isoformat(), end=last.isoformat()):
        same = any(is_same_launch(event, title, day) for title, day in launches)
        if event.type in _EVENTS and event.starts >= today.isoformat() and not same:
            yield _event(event)


def _item(one: Item, day: date, precision: str) -> Due:
    act = LAUNCHES if one.tier is not None else ""
    target = End("roadmap_item", one.id)
    return Due(ITEM, day, one.label, None, target, act, precision=precision, status=one.status, team=one.team or "")


def _event(event: Event) -> Due:
    until = date.fromisoformat(event.ends) if event.ends > event.starts else None
    return Due(EVENT, date.fromisoformat(event.starts), event.title, None, event.record, event.type, until)


def _sources(store: Store, today: date, last: date) -> Iterator[Due]:
    """The next version of each dataset that comes in regularly."""
    for one in regular_datasets(store, today):
        if one.due <= last:
            yield Due(SOURCE, one.due, one.name, None, one.dataset, every=one.every, months=one.months)


def _grouped(found: Iterable[Due], today: date) -> tuple[tuple[int, tuple[Due, ...]], ...]:
    """By window, in each by day, and with the many of a kind folded into one line."""

    def window(one: Due) -> int:
        return next(days for days in WINDOWS if (one.day - today).days <= days)

    groups = []
    for days, inside in groupby(sorted(found, key=lambda one: (window(one), KINDS.index(one.kind))), key=window):
        lines = [line for _, of_kind in groupby(inside, key=attrgetter("kind")) for line in _folded(list(of_kind))]
        groups.append((days, tuple(sorted(lines, key=lambda one: (one.day, KINDS.index(one.kind), one.count)))))
    return tuple(groups)


def _folded(found: list[Due]) -> list[Due]:
    """The largest renewals, of all else those that come first, and a line for all others."""
    ordered = sorted(found, key=lambda one: (-(one.amount or 0.0) if one.kind == RENEWAL else 0.0, one.day))
    rest = sorted(ordered[_EACH:], key=attrgetter("day"))
    if len(rest) < 2:
        return ordered
    amounts = [one.amount for one in rest if one.amount is not None]
    first, last, amount = rest[0], rest[-1], sum(amounts) if amounts else None
    return [*ordered[:_EACH], Due(first.kind, first.day, "", amount, None, until=last.day, folded=tuple(rest))]
