"""What is due: notice deadlines, renewals, experiments, launches and items of the roadmap, dates of the calendar, and late sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from prodops_desktop.agenda.decisions import decisions_of
from prodops_desktop.agenda.events import LAUNCH, Event, all_events, is_same_launch
from prodops_desktop.answers.renewals import Renewal, StoredRow, read_renewals
from prodops_desktop.datasets.cadence import regular_datasets
from prodops_desktop.experiments.model import CONCLUDED, RUNNING, SCHEDULED, Experiment
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.metrics.wording import money_text
from prodops_desktop.roadmap.model import DAY, Item
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.tools.inventory import read_inventory
from prodops_desktop.workspace import Store, settings
from prodops_desktop.workspace.links import End

TODAY, WEEK, MONTH, QUARTER = WINDOWS = (0, 7, 30, 90)
"""The last day of each group, counted from today; what is overdue is due today."""
NOTICE, RENEWAL, EXPERIMENT, ITEM, EVENT, SOURCE = KINDS = ("notice", "renewal", "experiment", "item", "event", "source")
"""What can be due, in the order in which it stands on one day."""
_PAGES = {NOTICE: "tools", RENEWAL: "datasets", EXPERIMENT: "experiments", ITEM: "roadmap", EVENT: "experiments", SOURCE: "datasets"}
_MORE = {
    NOTICE: "notice deadlines",
    RENEWAL: "renewals",
    EXPERIMENT: "experiments",
    ITEM: "items of the roadmap",
    EVENT: "dates of the calendar",
    SOURCE: "sources",
}
_EVENTS = ("freeze", "price change", "campaign", LAUNCH)
_EACH = 3
"""So many of one kind stand by themselves in a group; where there are more than one beyond, those are one line."""

Target = End | StoredRow | int | None


@dataclass(frozen=True)
class Due:
    """Something due on a ``day``: ``amount`` is what hangs on it in the workspace's currency, ``target`` what to open on ``page``.

    ``count`` is how many it stands for, where it stands for the smaller ones of a kind.
    """

    kind: str
    day: date
    title: str
    why: str
    amount: float | None
    target: Target
    count: int = 1

    @property
    def page(self) -> str:
        """The page that shows it."""
        return _PAGES[self.kind]


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
            why = f"or it renews on {day_text(deadline.term_end)}"
            amount = contract.annual_at_renewal
            yield Due(NOTICE, deadline.day, f"Notice for {view.tool.name}", why, amount, End("contract", contract.contract.id))


def _renewal(one: Renewal) -> Due:
    return Due(RENEWAL, one.day, f"{one.account} renews", "" if one.arr is not None else "ARR not known", one.arr, one.place)


def _experiments(store: Store, today: date, last: date) -> Iterator[Due]:
    """What begins, ends or waits for a decision."""
    decided = {decision.about for decision in decisions_of(store, "experiment")}
    for one in all_experiments(store):
        due = _experiment(one, today, decided=one.id in decided)
        if due is not None and due.day <= last:
            yield due


def _experiment(one: Experiment, today: date, *, decided: bool) -> Due | None:
    target = End("experiment", one.id)
    if one.status == SCHEDULED and one.starts is not None:
        why = "scheduled, and not marked as running" if one.starts < today else ""
        return Due(EXPERIMENT, one.starts, f"{one.title} begins", why, None, target)
    if one.status == RUNNING and one.ends is not None and one.ends > today:
        return Due(EXPERIMENT, one.ends, f"{one.title} ends", "", None, target)
    if one.status in (RUNNING, CONCLUDED) and one.ends is not None and not decided:
        return Due(EXPERIMENT, one.ends, f"Decide on {one.title}", "over, and nothing is decided", None, target)
    return None


def _plan(store: Store, today: date, last: date) -> Iterator[Due]:
    """Open items of the roadmap, and the dates of the calendar to come; a launch that stands in both is the item."""
    items = [one for one in all_items(store) if not one.is_over]
    for one in items:
        day, precision = one.aim
        if day is not None and day <= last:
            yield Due(ITEM, day, _item_text(one), _item_note(one, day, precision), None, End("roadmap_item", one.id))
    launches = [(one.title, one.launches) for one in items if one.launches is not None]
    for event in all_events(store, start=today.isoformat(), end=last.isoformat()):
        same = any(is_same_launch(event, title, day) for title, day in launches)
        if event.type in _EVENTS and event.starts >= today.isoformat() and not same:
            yield _event(event)


def _event(event: Event) -> Due:
    until = f"until {day_text(event.ends)}" if event.ends > event.starts else ""
    return Due(EVENT, date.fromisoformat(event.starts), event.title, ", ".join(filter(None, (event.type, until))), None, None)


def _item_text(one: Item) -> str:
    return f"{one.label} launches" if one.tier is not None else f"{one.label} is due"


def _item_note(one: Item, day: date, precision: str) -> str:
    return ", ".join(filter(None, (one.status, f"some time in {write_day(day, precision)}" if precision != DAY else "", one.team)))


def _sources(store: Store, today: date, last: date) -> Iterator[Due]:
    """The next version of each dataset that comes in regularly."""
    for one in regular_datasets(store, today):
        if one.due <= last:
            late = one.late(today)
            why = f"{rows_text(late, 'day')} late" if late else f"every {one.every} days"
            yield Due(SOURCE, one.due, f"{one.name}: the next sheet", why, None, one.dataset)


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
    """The largest of one kind, else those that come first, and a line for all others."""
    ordered = sorted(found, key=lambda one: (-(one.amount or 0.0), one.day))
    rest = ordered[_EACH:]
    if len(rest) < 2:
        return ordered
    amounts = [one.amount for one in rest if one.amount is not None]
    last, kind = max(one.day for one in rest), rest[0].kind
    title = f"and {len(rest):,} more {_MORE[kind]}"
    target = rest[0].target if kind == RENEWAL else None
    dataset = target.dataset if isinstance(target, StoredRow) else None
    return [*ordered[:_EACH], Due(kind, last, title, f"until {day_text(last)}", sum(amounts) if amounts else None, dataset, len(rest))]


def as_text(due: DueList) -> str:
    """One line that says how much is due, such as “3 today, 4 more within 7 days, 12 more within 30, 20 more within 90”."""
    counts = {days: sum(one.count for one in group) for days, group in due.groups}
    said = [f"{counts[days]:,} {'today or overdue' if days == TODAY else f'within {days} days'}" for days in WINDOWS if days in counts]
    return ", ".join(said) or "nothing within 90 days"


def renewing_text(due: DueList) -> str:
    """“34 accounts renew within 90 days, $3.10M of ARR”; empty without any."""
    if not due.renewing:
        return ""
    arr = f", {money_text(due.renewing_arr, due.currency)} of ARR" if due.renewing_arr is not None else ""
    return f"{rows_text(due.renewing, 'account')} {'renews' if due.renewing == 1 else 'renew'} within {QUARTER} days{arr}"
