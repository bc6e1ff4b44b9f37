"""Everything that is said of all experiments as of a day, in one reading: collisions, load, sizes, results and decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from prodops_desktop.agenda.decisions import Decision, decisions_of
from prodops_desktop.agenda.events import Event, calendar_events
from prodops_desktop.agenda.goals import Goal, all_goals
from prodops_desktop.agenda.working_days import WorkingDays, working_days
from prodops_desktop.datasets.snapshot import current
from prodops_desktop.experiments.collisions.capacity import Load, load_of
from prodops_desktop.experiments.collisions.conflicts import Conflict, ConflictBook, Risks, ordered
from prodops_desktop.experiments.collisions.crowd import SegmentCrowd
from prodops_desktop.experiments.collisions.interference import GRADES, LOW
from prodops_desktop.experiments.collisions.plans import Plan, Window, plans_of, windows_of
from prodops_desktop.experiments.collisions.slots import Slot, next_free_slot
from prodops_desktop.experiments.exposures import Exposed, Tallies, exposure_tables, exposures_of, tally_exposures
from prodops_desktop.experiments.model import CANCELLED, CONCLUDED, IDEA, RUNNING, Experiment, Reading
from prodops_desktop.experiments.readings import all_readings
from prodops_desktop.experiments.risks import all_risks
from prodops_desktop.experiments.statistics.mismatch import RED, Mismatch
from prodops_desktop.experiments.statistics.readability import Readability, readability
from prodops_desktop.experiments.statistics.results import Analysis, analyse
from prodops_desktop.experiments.statistics.sizing import Duration, NoSize, Size, duration, per_arm
from prodops_desktop.experiments.store import all_experiments
from prodops_desktop.metrics.periods import last_day
from prodops_desktop.registry.entries import name_key
from prodops_desktop.segments.model import Size as Headcount
from prodops_desktop.segments.population import Populations, read_populations
from prodops_desktop.workspace import Store, settings

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ExperimentView:
    """An experiment with all that is said of it; what takes long is worked out when it is looked at."""

    experiment: Experiment
    board: "Board" = field(repr=False, compare=False)  # which holds this view

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What it collides with, the worst first."""
        return self.board.book.by_experiment.get(self.experiment.id, ())

    @cached_property
    def overlaps(self) -> tuple[Conflict, ...]:
        """What it met while it ran, or will meet, also of those that are over by now: all that is worse than shared people only."""
        one = self.experiment
        if one.starts is None or one.ends is None:
            return ()
        ran = self.board.history.plans.get(one.id)
        found = self.board.history.of(Plan(one, one.starts, one.ends, ran.contradicts if ran else frozenset()))
        return ordered(conflict for conflict in found if conflict.grade != LOW)

    @property
    def open_conflicts(self) -> list[Conflict]:
        """Those that nobody accepted."""
        return [one for one in self.conflicts if one.is_open]

    @cached_property
    def population(self) -> Headcount | None:
        """How many users and accounts are in its segment; None where nobody knows."""
        return self.board.populations.size(self.experiment.segment)

    @cached_property
    def size(self) -> Size | NoSize:
        """How many units it needs."""
        return per_arm(self.experiment)

    @cached_property
    def readability(self) -> Readability | None:
        """Whether it can be read; None as long as nobody knows who is in its segment."""
        found = self.population
        return readability(self.experiment, found.users, found.accounts) if found is not None else None

    @cached_property
    def duration(self) -> Duration | None:
        """How long it takes to see as many as it needs; None where that can't be said."""
        curve, found = self.board.populations.curve(self.experiment.segment), self.population
        if curve is None or found is None or isinstance(self.size, NoSize):
            return None
        return duration(self.experiment, self.size.total, curve, found.accounts)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was read of it, the newest first."""
        return self.board.readings.get(self.experiment.id, ())

    @cached_property
    def analysis(self) -> Analysis | None:
        """What its newest reading says; None without one."""
        return analyse(self.experiment, self.readings[0]) if self.readings else None

    @cached_property
    def exposed(self) -> Exposed | None:
        """Who got into which arm, by the lists of exposures; None where none speaks of it."""
        return self.board.exposures.get(name_key(self.experiment.code))

    @property
    def mismatch(self) -> Mismatch | None:
        """Whether its arms are filled as planned: by the lists of exposures, else by its newest reading."""
        if self.exposed is not None:
            return self.exposed.mismatch
        return self.analysis.arms if self.analysis is not None else None

    @property
    def is_mismatched(self) -> bool:
        """Whether its arms certainly are not, so that its results can't be trusted."""
        return self.mismatch is not None and self.mismatch.status == RED

    @property
    def decision(self) -> Decision | None:
        """What was decided last."""
        return self.board.decisions.get(self.experiment.id)

    @property
    def asks_decision(self) -> bool:
        """Whether it is over, or its last day has come, and nothing is decided."""
        return self.experiment.asks_decision(self.board.today) and self.decision is None

    @cached_property
    def slot(self) -> Slot | None:
        """The next days on which nothing is in its way; None where there are none, or it has no days, or can't be moved."""
        plan = self.board.book.plans.get(self.experiment.id)
        if plan is None or plan.runs:
            return None
        return self.board.slot_of(plan)


@dataclass(frozen=True)
class Board:
    """All experiments as of ``today``; ``limit`` is how many may be live in a week.

    ``contradicting`` are pairs of ids that can't be shown together; ``notes`` say what of the sheets is not counted.
    """

    today: date
    limit: int
    views: tuple[ExperimentView, ...]
    events: tuple[Event, ...]
    book: ConflictBook
    load: Load
    populations: Populations
    readings: Mapping[int, tuple[Reading, ...]]
    exposures: Mapping[str, Exposed]
    decisions: Mapping[int, Decision]
    goals: tuple[Goal, ...]
    days: WorkingDays
    contradicting: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def open_conflicts(self) -> dict[str, tuple[Conflict, ...]]:
        """The conflicts that nobody accepted, by grade; every grade is there."""
        found: dict[str, list[Conflict]] = {grade: [] for grade in GRADES}
        for conflict in self.book.all:
            if conflict.is_open:
                found[conflict.grade].append(conflict)
        return {grade: tuple(conflicts) for grade, conflicts in found.items()}

    def work_out(self) -> None:
        """Find all conflicts now and not when they are asked for: on the thread that reads, so that no window waits for them."""
        self.book.work_out()
        _ = self.open_conflicts

    @cached_property
    def by_id(self) -> dict[int, ExperimentView]:
        """The views by the id of their experiment."""
        return {view.experiment.id: view for view in self.views}

    def find(self, experiment: int | None) -> ExperimentView | None:
        """The view of an experiment."""
        return self.by_id.get(experiment) if experiment is not None else None

    def of_status(self, *statuses: str) -> list[ExperimentView]:
        """The views of the experiments that stand there."""
        return [view for view in self.views if view.experiment.status in statuses]

    @cached_property
    def dated(self) -> tuple[ExperimentView, ...]:
        """Those that stand on the calendar: with both days, and neither an idea nor cancelled."""
        return tuple(
            view
            for view in self.views
            if view.experiment.status not in (IDEA, CANCELLED) and view.experiment.starts is not None and view.experiment.ends is not None
        )

    @cached_property
    def history(self) -> ConflictBook:
        """The conflicts of all that ever ran, for looking back."""
        ever = [replace(one, status=RUNNING) for view in self.dated if (one := view.experiment)]
        return ConflictBook(plans_of(ever, self.contradicting), self.book.windows, self.book.crowd, self.book.risks)

    @cached_property
    def read(self) -> tuple[ExperimentView, ...]:
        """Those with a reading, that run or are over, the latest first."""
        found = [view for view in self.views if view.readings or view.experiment.status in (RUNNING, CONCLUDED)]
        return tuple(sorted(found, key=lambda view: (view.experiment.ends or date.max, view.experiment.code), reverse=True))

    @cached_property
    def open_goals(self) -> tuple[Goal, ...]:
        """The goals whose period is not over."""
        return tuple(goal for goal in self.goals if goal.period is None or last_day(goal.period) >= self.today)

    @cached_property
    def untested_goals(self) -> tuple[Goal, ...]:
        """Those of them that no experiment is for; a cancelled one counts for none."""
        aimed = {name_key(view.experiment.goal) for view in self.views if view.experiment.goal and view.experiment.status != CANCELLED}
        return tuple(goal for goal in self.open_goals if name_key(goal.title) not in aimed)

    def slot_of(self, plan: Plan) -> Slot | None:
        """The next free days for a run as long as this one, from tomorrow on."""
        own = self.book.plans.get(plan.id)
        load = self.load.without(own.starts, own.ends) if own is not None else self.load
        return next_free_slot(plan, self.book, load, self.days, self.today + _DAY)


def read_board(store: Store) -> Board:
    """The experiments as they stand now."""
    return BoardReader().read(store)


class BoardReader:
    """Reads the board again and again; what rests on sheets is worked out anew only when those, or what they are read for, changed."""

    def __init__(self) -> None:
        self._populations: Populations | None = None
        self._tallied: tuple[object, Tallies] = (None, Tallies())
        self._exposed: tuple[object, dict[str, Exposed]] = (None, {})
        self._book: ConflictBook | None = None

    def read(self, store: Store) -> Board:
        """The experiments as they stand now."""
        populations = read_populations(store, self._populations)
        today, limit = settings.today(store), int(settings.get(store, "experiments_limit"))
        experiments, events = all_experiments(store), calendar_events(store)
        contradicting = _contradicting(store)
        plans = plans_of(experiments, contradicting)
        exposures = self._read_exposures(store, experiments)
        board = Board(
            today,
            limit,
            (),
            tuple(events),
            self._conflicts(plans, windows_of(events), all_risks(store), populations),
            load_of(experiments, limit),
            populations,
            all_readings(store),
            exposures,
            _latest(decisions_of(store, "experiment")),
            tuple(all_goals(store)),
            working_days(store),
            contradicting,
            (*populations.notes, *self._tallied[1].notes),
        )
        self._populations, self._book = populations, board.book
        board.work_out()
        return _with_views(board, experiments)

    def _conflicts(self, plans: list[Plan], windows: list[Window], risks: Risks, populations: Populations) -> ConflictBook:
        """The conflicts; after one experiment was moved only those of that one are found anew."""
        if self._book is None or populations is not self._populations:
            return ConflictBook(plans, windows, SegmentCrowd(populations), risks)
        return self._book.brought_to(plans, windows, self._book.crowd, risks)

    def _read_exposures(self, store: Store, experiments: list[Experiment]) -> dict[str, Exposed]:
        """Who got into which arm; after an experiment was moved the lists are not gone through again."""
        found = exposure_tables(store, current(store))
        basis = ([table.source.version for table in found], [(one.code, one.name, one.unit) for one in experiments] if found else [])
        if self._tallied[0] != basis:
            self._tallied = (basis, tally_exposures(store, found, experiments) if found else Tallies())
        tallies = self._tallied[1].of
        planned = (basis, [(one.starts, one.variants) for one in experiments if name_key(one.code) in tallies])
        if self._exposed[0] != planned:
            self._exposed = (planned, exposures_of(tallies, experiments))
        return self._exposed[1]


def _with_views(board: Board, experiments: Iterable[Experiment]) -> Board:
    """The board with its views, which look things up in it."""
    object.__setattr__(board, "views", tuple(ExperimentView(one, board) for one in experiments))
    return board


def _latest(decisions: Iterable[Decision]) -> dict[int, Decision]:
    """The decision of each experiment that was taken last; they come in that order."""
    found: dict[int, Decision] = {}
    for decision in decisions:
        found.setdefault(decision.about, decision)
    return found


def _contradicting(store: Store) -> tuple[tuple[int, int], ...]:
    found = store.db.execute(
        "SELECT from_id, to_id FROM link WHERE kind = 'contradicts' AND from_table = 'experiment' AND to_table = 'experiment'"
    )
    return tuple((row[0], row[1]) for row in found)
