"""Where the areas stand, one figure each: how it is worked out, how much is behind it, and as of which day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.datasets.cadence import regular_datasets
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.experiments.board import BoardReader
from prodops_desktop.experiments.collisions.capacity import week_of
from prodops_desktop.experiments.collisions.interference import BLOCK
from prodops_desktop.experiments.model import RUNNING, SCHEDULED
from prodops_desktop.experiments.outlook import ahead, load_text
from prodops_desktop.feedback.store import HERE, waiting
from prodops_desktop.metrics.periods import day_text, period_text
from prodops_desktop.metrics.tally import rows_text
from prodops_desktop.metrics.wording import minus, money_text, number_text
from prodops_desktop.roadmap.commitments import Period, all_commitments, periods
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.tools.inventory import InventoryReader
from prodops_desktop.tools.views import SOON_DAYS
from prodops_desktop.workspace import Store, settings

_WEEKS, _PERIODS = 13, 13


@dataclass(frozen=True)
class Fact:
    """A line of a figure: a name, its value, and what stands at the right, which ``tone`` calls good, warn, bad or neither."""

    name: str
    value: str
    aside: str = ""
    tone: str = "2"


@dataclass(frozen=True)
class Standing:
    """The figure of an area: ``value`` in ``unit`` (percent or count), ``of`` what, and ``behind`` it so many of what.

    ``line`` are the values that lead to it in order of time, ``labels`` say when each was, and ``limit`` is drawn with them.
    ``page`` opens it.
    """

    id: str
    page: str
    title: str
    value: float | None
    unit: str
    of: str
    behind: str
    facts: tuple[Fact, ...]
    note: str
    definition: str
    misleads: str
    as_of: str
    line: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    limit: float | None = None

    @property
    def sentence(self) -> str:
        """The figure in words: “Delivery predictability: 82 % (41 of 50 items); Say/do 82 %, …”."""
        value = "not known" if self.value is None else number_text(round(self.value, 1)) + (" %" if self.unit == "percent" else "")
        said = [f"{one.name} {one.value}{f' ({one.aside})' if one.aside else ''}" for one in self.facts]
        head = f"{self.title}: {' '.join(filter(None, (value, self.of)))}"
        return "; ".join(filter(None, (f"{head} ({self.behind})" if self.behind else head, *said, self.note))) + "."


class StandingReader:
    """Reads the figures again and again; what rests on what did not change is not worked out anew."""

    def __init__(self) -> None:
        self._board, self._inventory = BoardReader(), InventoryReader()
        self._of: Mapping[str, Callable[[Store], Standing | None]] = {
            "predictability": _predictability,
            "experiments": self._experiments,
            "notices": self._notices,
            "inbox": _inbox,
            "sources": _sources,
        }

    def read(self, store: Store, figure: str) -> Standing | None:
        """One figure by its id; None where its area has nothing to say."""
        return self._of[figure](store)

    def _experiments(self, store: Store) -> Standing | None:
        board = self._board.read(store)
        if not board.views:
            return None
        running, coming = board.of_status(RUNNING), len(board.of_status(SCHEDULED))
        found = ahead(board)
        blocking = sum(one.grade == BLOCK for one in found)
        past = sum(view.asks_decision for view in running)
        weeks = [week_of(board.today) - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
        return Standing(
            "experiments",
            "experiments",
            "Running experiments",
            len(running),
            "count",
            "",
            f"limit {board.limit:,} a week",
            (
                Fact("Conflicts", f"{len(found):,} ahead", f"{blocking:,} blocking" if blocking else "", "bad" if blocking else "2"),
                Fact("Coming", f"{coming:,} scheduled", f"{past:,} to decide" if past else "", "warn"),
            ),
            load_text(board),
            "Experiments whose status is running. Conflicts are those of today or later that nobody accepted, of experiments that are "
            "planned or run. The line is how many were live in each week, drafts among them, against the limit of a week.",
            "A status that nobody changed when a test ended still counts as running.",
            board.today.isoformat(),
            tuple(float(board.load.live(week)) for week in weeks),
            tuple(f"the week of {day_text(week)}" for week in weeks),
            float(board.limit),
        )

    def _notices(self, store: Store) -> Standing | None:
        inventory = self._inventory.read(store)
        if not inventory.in_use:
            return None
        open_ = [(view, one) for view, one in inventory.soon if one.decision is None]
        costs = [one.annual_at_renewal for _, one in open_ if one.annual_at_renewal is not None]
        facts = []
        if open_:
            view, contract = open_[0]
            day = contract.deadline.day if contract.deadline is not None else inventory.today
            left = (day - inventory.today).days
            soon = "bad" if left <= inventory.rules.decide_days else "warn"
            facts = [
                Fact("Next", view.tool.name, f"in {rows_text(left, 'day')}" if left else "today", soon),
                Fact("Renewing", f"{money_text(sum(costs), inventory.currency)} a year" if costs else "amount not known"),
            ]
        decided = len(inventory.soon) - len(open_)
        return Standing(
            "notices",
            "tools",
            "Notice deadlines",
            len(open_),
            "count",
            f"in {SOON_DAYS} days",
            rows_text(len(inventory.in_use), "tool"),
            tuple(facts),
            f"{decided:,} more decided" if decided else "",
            f"Contracts of tools in use, and of others that renew themselves, whose notice has to reach the vendor within {SOON_DAYS} "
            "days, and about which nothing is decided; the amount is what a year of them costs after the renewal.",
            "Contracts without an end date or a notice period have no deadline, and are not among them.",
            inventory.today.isoformat(),
        )


def _predictability(store: Store) -> Standing | None:
    items, today = {one.id: one for one in all_items(store)}, settings.today(store)
    over = [one for one in periods(items, all_commitments(store)) if one.is_over(today)]
    over = [one for one in over if len(one.period) == len(over[0].period)]  # of one length: a year beside a quarter leads nowhere
    if not over:
        return None
    last, before = over[0], (over[1] if len(over) > 1 else None)
    remarks = last.remarks
    return Standing(
        "predictability",
        "roadmap",
        "Delivery predictability",
        last.predictability,
        "percent",
        "",
        f"{len(last.delivered):,} of {rows_text(len(last.committed), 'item')}",
        (
            Fact("Say/do", _percent(last.say_do), period_text(last.period)),
            Fact("Prior", _percent(before.predictability) if before is not None else "–", *_change(last, before)),
        ),
        remarks[0].removesuffix(".") if remarks else "",
        "Points delivered in the period, stretch too, ÷ points committed as the period began; say/do is committed items delivered ÷ "
        "committed items. What reports say afterwards changes neither.",
        "A team that commits to little is predictable, and points of two teams are not the same.",
        last.as_of.isoformat(),
        tuple(one.predictability for one in reversed(over[:_PERIODS])),
        tuple(period_text(one.period) for one in reversed(over[:_PERIODS])),
        100.0,
    )


def _change(last: Period, before: Period | None) -> tuple[str, str]:
    """The change against the period before, with an arrow, and its tone."""
    if before is None or last.predictability is None or before.predictability is None:
        return "", "2"
    change = round(last.predictability - before.predictability, 1)
    if not change:
        return "▬ 0 pt", "2"
    return f"{'▲' if change > 0 else '▼'} {number_text(abs(change))} pt", "good" if change > 0 else "bad"


def _percent(value: float | None) -> str:
    return "–" if value is None else minus(f"{value:.0f}%")


def _inbox(store: Store) -> Standing | None:
    oldest = f"SELECT min(substr(n.at, 1, 10)) FROM feedback_now n WHERE n.state = 'inbox' AND {HERE}"
    (first,) = store.db.execute(oldest).fetchone()
    (everything,) = store.db.execute(f"SELECT count(*) FROM feedback_now n WHERE {HERE}").fetchone()
    if not everything:
        return None
    today = settings.today(store)
    left, age = waiting(store), (today - date.fromisoformat(first)).days if first else None
    facts = (Fact("Oldest", day_text(first), f"{rows_text(age, 'day')} old", "2"),) if left and age is not None else ()
    return Standing(
        "inbox",
        "feedback",
        "Feedback waiting",
        left,
        "count",
        "",
        rows_text(everything, "item"),
        facts,
        "" if left else "Everything was looked at",
        "Items of feedback that nobody looked at yet, and those among them whose snooze is over.",
        "Items that are merged into another one, or came by an import that was undone, are not among them.",
        today.isoformat(),
    )


def _sources(store: Store) -> Standing | None:
    datasets, today = all_datasets(store), settings.today(store)
    if not datasets:
        return None
    regular = regular_datasets(store, today)
    late = sorted((one for one in regular if one.late(today)), key=lambda one: one.due)
    held = sum(one.version.rows_quarantined for one in datasets)
    newest = max(one.version.as_of for one in datasets)
    facts = []
    if regular:
        facts.append(Fact("Late", f"{len(late):,}", rows_text(late[0].late(today), "day") if late else "none", "bad" if late else "good"))
    facts.append(Fact("Held back", rows_text(held, "row"), "in quarantine" if held else "", "warn"))
    return Standing(
        "sources",
        "datasets",
        "Data on time" if regular else "Datasets",
        len(regular) - len(late) if regular else len(datasets),
        "count",
        f"of {len(regular):,}" if regular else "",
        rows_text(len(datasets), "dataset"),
        tuple(facts),
        f"{late[0].name} was due {day_text(late[0].due)}" if late else f"Newest data of {day_text(newest)}",
        "Datasets that come regularly (at least three versions, no pause over twice the median distance of their as-of days) and whose "
        "next version is not overdue by that distance. Held back are the rows in quarantine of the newest versions.",
        "A sheet that never came twice is expected by nobody, and a date in a sheet can be older than its figures.",
        newest,
    )


FIGURES = ("predictability", "experiments", "notices", "inbox", "sources")
"""The ids of the figures, in the order in which they are shown."""
