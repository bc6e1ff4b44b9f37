"""Reads the roadmap with its evidence, money and launches: what the page, the command and the board pack show."""

from prodops_desktop.agenda.events import all_events
from prodops_desktop.agenda.goals import all_goals
from prodops_desktop.agenda.working_days import WorkingDays, working_days
from prodops_desktop.answers.evidence import TABLES as EVIDENCE_TABLES
from prodops_desktop.answers.evidence import EvidenceBook, read_evidence
from prodops_desktop.datasets.area_sheet import AreaSheet
from prodops_desktop.feedback.accounts import Customers, read_customers
from prodops_desktop.roadmap.baselines import all_baselines, baseline_dates
from prodops_desktop.roadmap.capacity import all_teams
from prodops_desktop.roadmap.commitments import all_commitments, periods
from prodops_desktop.roadmap.launches import all_checks, all_gates
from prodops_desktop.roadmap.model import Baseline, BaselineDates
from prodops_desktop.roadmap.pack import sheet_of
from prodops_desktop.roadmap.plan import Plan, with_views
from prodops_desktop.roadmap.store import TABLES as ROADMAP_TABLES
from prodops_desktop.roadmap.store import all_items
from prodops_desktop.workspace import Store, settings

TABLES = ROADMAP_TABLES.union(EVIDENCE_TABLES, ("event", "goal", "link", "rate", "setting", "account", "alias", "tag", "user_segment"))
"""The tables that the roadmap is read from."""
NEWEST = -1
"""The baseline that is taken while none was chosen."""


def read_plan(store: Store) -> Plan:
    """The roadmap as it stands now, against the newest baseline."""
    return PlanReader().read(store)


class PlanReader:
    """Reads the roadmap again and again; what rests on sheets and feedback is worked out anew only when those changed."""

    def __init__(self) -> None:
        self.customers: Customers | None = None
        self._book: EvidenceBook | None = None
        self._days: WorkingDays | None = None

    def read(self, store: Store, baseline: int | None = NEWEST) -> Plan:
        """The roadmap as it stands now, against the baseline of this id, the newest one, or None."""
        self.customers = read_customers(store, self.customers)
        self._book = read_evidence(store, self.customers, self._book)
        items, baselines = all_items(store), all_baselines(store)
        chosen = _chosen(baselines, baseline)
        base: dict[int, BaselineDates] = baseline_dates(store, chosen.id) if chosen is not None else {}
        plan = Plan(
            today=settings.today(store),
            currency=self.customers.currency,
            views=(),
            goals=tuple(all_goals(store)),
            events=tuple(all_events(store)),
            baselines=tuple(baselines),
            baseline=chosen,
            base=base,
            gates=tuple(all_gates(store)),
            checks=all_checks(store),
            periods=periods({one.id: one for one in items}, all_commitments(store)),
            teams=tuple(all_teams(store)),
            briefs=dict(store.db.execute("SELECT item, count(*) FROM brief GROUP BY item").fetchall()),
            days=self._working_days(store),
            aims=dict(store.db.execute("SELECT id, goal FROM roadmap_item WHERE goal IS NOT NULL").fetchall()),
            counted_as_of=self.customers.as_of,
            notes=self.customers.notes,
        )
        return with_views(plan, ((one, self._book.of(one.id)) for one in items))

    def _working_days(self, store: Store) -> WorkingDays:
        """The working days; the same ones as long as nothing about them changed, as they keep the holidays that they looked up."""
        found = working_days(store)
        if self._days is None or found != self._days:
            self._days = found
        return self._days


def pack_sheet(store: Store) -> AreaSheet | None:
    """The sheet of the roadmap in a board pack; None while there is nothing on it."""
    plan = read_plan(store)
    return sheet_of(store, plan) if plan.views else None


def _chosen(baselines: list[Baseline], baseline: int | None) -> Baseline | None:
    if baseline == NEWEST:
        return next(iter(baselines), None)
    return next((one for one in baselines if one.id == baseline), None)
