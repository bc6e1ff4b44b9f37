"""The columns of the tables of experiments: the register, the backlog with its goals, and the learnings."""

from collections.abc import Callable
from datetime import date

from prodops_desktop.agenda.goals import Goal
from prodops_desktop.experiments.board import ExperimentView
from prodops_desktop.experiments.collisions.interference import GRADES as ALL_GRADES
from prodops_desktop.experiments.model import STATUSES as ALL_STATUSES
from prodops_desktop.experiments.statistics.sizing import NoSize
from prodops_desktop.registry.codes import code_order
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.experiments.wording import GRADES, STATUSES, baseline_text, effect_text, outcome_text
from prodops_desktop.ui.texts import counted, tr

HIDDEN = ("team", "owner", "kind", "unit", "segment", "goal", "baseline", "mde", "allocation", "weeks", "lane", "parameter")
"""Columns of the register that are there for who chooses them."""
_DOTS = {"running": "accent", "scheduled": "accent_line", "draft": "ghost", "concluded": "good_fill", "cancelled": "ghost", "idea": "ghost"}

Today = Callable[[], date]


def register_columns(today: Today) -> list[Column]:
    """The columns of all experiments; ``today`` gives the day of the board that is shown."""
    return [
        _code(),
        _name(width=186),
        Column("status", tr("Status"), _status_cell, width=108, order=lambda v: ALL_STATUSES.index(v.experiment.status)),
        _text_column("surface", tr("Surface"), 104, folds=2),
        _text_column("team", tr("Team"), 96),
        _text_column("owner", tr("Owner"), 110),
        _text_column("kind", tr("Kind of test"), 130),
        _text_column("unit", tr("Unit"), 70),
        _text_column("segment", tr("Segment"), 150),
        _text_column("goal", tr("Goal"), 160),
        _day("starts", tr("Start"), today),
        _day("ends", tr("End"), today, folds=5),
        Column("primary", tr("Primary metric"), lambda v: _text(v.experiment.primary.name if v.experiment.primary else None), width=150,
               folds=1, order=lambda v: _key(v.experiment.primary.name if v.experiment.primary else None)),
        Column("baseline", tr("Baseline"), lambda v: Cell(baseline_text(v.experiment), right=True), right=True, width=86,
               order=lambda v: v.experiment.baseline),
        Column("mde", tr("Least effect"), lambda v: Cell(effect_text(v.experiment), right=True), right=True, width=92,
               order=lambda v: v.experiment.mde),
        Column("allocation", tr("Allocation"), lambda v: Cell(formats.percent(v.experiment.allocation), right=True), right=True, width=86,
               order=lambda v: v.experiment.allocation),
        Column("needed", tr("Needed"), _needed_cell, right=True, width=78, folds=3, order=_needed, tip=tr("Units in all variants"),
               searched=False),
        Column("readable", tr("Can be read"), _readable_cell, width=100, folds=4, order=_readable_order,
               searched=False),
        Column("weeks", tr("Weeks needed"), _weeks_cell, right=True, width=104, searched=False,
               order=lambda v: v.duration.weeks if v.duration else None),
        Column("conflicts", tr("Conflicts"), _conflicts_cell, width=0, order=_worst),
        _text_column("lane", tr("Exclusion lane"), 110),
        _text_column("parameter", tr("Sets"), 120),
    ]  # fmt: skip


def backlog_columns() -> list[Column]:
    """The columns of ideas and of drafts without days."""
    return [
        _code(),
        _name(),
        Column("status", tr("Status"), _status_cell, width=108, order=lambda v: ALL_STATUSES.index(v.experiment.status)),
        Column("hypothesis", tr("Hypothesis"), lambda v: _text(v.experiment.hypothesis), width=260, folds=1),
        _text_column("goal", tr("Goal"), 170, folds=3),
        _text_column("surface", tr("Surface"), 110, folds=2),
        _text_column("owner", tr("Owner"), 110, folds=4),
    ]


def goal_columns() -> list[Column]:
    """The columns of the goals that no experiment is for."""

    def target(goal: Goal) -> Cell:
        return Cell(formats.number(goal.target), right=True)

    return [
        Column("goal", tr("Goal without an experiment"), lambda g: Cell(g.title, role="name"), width=0, order=lambda g: g.title.casefold(),
               fixed=True),
        Column("metric", tr("Metric"), lambda g: _text(g.metric), width=140, folds=1, order=lambda g: _key(g.metric)),
        Column("target", tr("Target"), target, right=True, width=100, order=lambda g: g.target),
        Column("period", tr("Period"), lambda g: _text(g.period), width=90, order=lambda g: g.period),
        Column("owner", tr("Owner"), lambda g: _text(g.owner), width=110, folds=2, order=lambda g: _key(g.owner)),
    ]  # fmt: skip


def learning_columns(today: Today) -> list[Column]:
    """The columns of what was learnt."""

    def outcome(view: ExperimentView) -> Cell:
        text, tone = outcome_text(view)
        return Cell(text, tone)

    return [
        _code(),
        _name(width=170),
        Column("outcome", tr("Decided"), outcome, width=96, order=lambda v: outcome_text(v)[0]),
        Column("learning", tr("Learning"), lambda v: _text(v.experiment.learning), width=0),
        Column("decided", tr("On"), lambda v: _day_cell(_decided_on(v), today), right=True, width=88, folds=1, order=_decided_on),
        _text_column("surface", tr("Surface"), 104, folds=2),
    ]


def _code() -> Column:
    return Column("code", tr("Key"), lambda v: Cell(v.experiment.code, "text_2"), width=76, order=lambda v: code_order(v.experiment.code),
                  fixed=True)  # fmt: skip


def _name(width: int = 0) -> Column:
    return Column("name", tr("Experiment"), lambda v: Cell(v.experiment.name, role="name"), width=width,
                  order=lambda v: v.experiment.name.casefold(), fixed=True,
                  total=lambda vs: Cell(counted(len(vs), "{n} experiment", "{n} experiments"), role="name"))  # fmt: skip


def _text_column(attribute: str, title: str, width: int, folds: int = 0) -> Column:
    def value(view: ExperimentView) -> str | None:
        found: str | None = getattr(view.experiment, attribute)
        return found

    return Column(attribute, title, lambda v: _text(value(v)), width=width, folds=folds, order=lambda v: _key(value(v)))


def _day(attribute: str, title: str, today: Today, folds: int = 0) -> Column:
    def value(view: ExperimentView) -> date | None:
        found: date | None = getattr(view.experiment, attribute)
        return found

    return Column(attribute, title, lambda v: _day_cell(value(v), today), right=True, width=84, folds=folds, order=value,
                  exact=lambda v: day.isoformat() if (day := value(v)) else "")  # fmt: skip


def _text(value: str | None) -> Cell:
    if not value:
        return Cell(formats.MISSING, "text_3")
    line = " ".join(value.split())
    return Cell(line, tip=value if len(value) > 30 else "")


def _key(value: str | None) -> str | None:
    return value.casefold() if value else None


def _day_cell(value: date | None, today: Today) -> Cell:
    return Cell(formats.day(value, today()), "text" if value else "text_3", right=True)


def _status_cell(view: ExperimentView) -> Cell:
    return Cell(STATUSES[view.experiment.status], dot=_DOTS[view.experiment.status])


def _needed(view: ExperimentView) -> int | None:
    return None if isinstance(view.size, NoSize) else view.size.total


def _needed_cell(view: ExperimentView) -> Cell:
    if isinstance(view.size, NoSize):
        return Cell(formats.MISSING, "text_3", right=True, tip=view.size.reason)
    return Cell(formats.number(view.size.total), right=True, tip=view.size.formula)


def _readable_cell(view: ExperimentView) -> Cell:
    found = view.readability
    if found is None or found.is_readable is None:
        tip = found.sentence if found is not None else view.board.populations.why_unknown(view.experiment.segment)
        return Cell(tr("not known"), "text_3", tip=tip)
    tip = f"{found.sentence} {found.detail or ''}".strip()
    return Cell(tr("yes"), "good", tip=tip) if found.is_readable else Cell(tr("no"), "bad", tip=tip)


def _readable_order(view: ExperimentView) -> int | None:
    found = view.readability
    return None if found is None or found.is_readable is None else int(found.is_readable)


def _weeks_cell(view: ExperimentView) -> Cell:
    found = view.duration
    if found is None:
        return Cell(formats.MISSING, "text_3", right=True)
    return Cell(found.text, "bad" if found.is_too_long else "text", right=True)


def _worst(view: ExperimentView) -> int | None:
    open_ = view.open_conflicts
    return ALL_GRADES.index(open_[0].grade) if open_ else None


def _conflicts_cell(view: ExperimentView) -> Cell:
    open_ = view.open_conflicts
    if not open_:
        accepted = len(view.conflicts)
        return Cell(tr("{n} accepted", n=accepted), "text_3") if accepted else Cell(formats.MISSING, "text_3")
    grade = open_[0].grade
    more = tr("+{n}", n=len(open_) - 1) if len(open_) > 1 else ""
    tone = {"block": "bad", "high": "bad", "medium": "warn"}.get(grade, "text_2")
    return Cell(GRADES[grade], tone, aside=more, tip="\n".join(one.reason for one in open_[:6]))


def _decided_on(view: ExperimentView) -> date | None:
    return date.fromisoformat(view.decision.day) if view.decision is not None else None
