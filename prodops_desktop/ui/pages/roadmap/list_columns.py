"""The columns of launches, goals, and what was delivered by quarter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from prodops_desktop.agenda.goals import Goal
from prodops_desktop.roadmap.commitments import Period
from prodops_desktop.roadmap.model import DAY, STATUSES
from prodops_desktop.roadmap.plan import ItemView
from prodops_desktop.ui import formats
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.roadmap.columns import code_column, exact_launch, figure_column, status_cell, text_column, title_column
from prodops_desktop.ui.pages.roadmap.launch_section import gate_text
from prodops_desktop.ui.pages.roadmap.period_wording import predictability_text
from prodops_desktop.ui.pages.roadmap.wording import (
    cause_text,
    launch_text,
    readiness_tone,
    slip_text,
    slip_tone,
)
from prodops_desktop.ui.texts import counted, tr

HIDDEN_LAUNCH = ("status", "tier")
"""Columns of the launches that are there for who chooses them."""

Today = Callable[[], date]


@dataclass(frozen=True)
class GoalRow:
    """A goal with the items that are for it; ``arr`` is of distinct accounts."""

    goal: Goal
    views: tuple[ItemView, ...]
    arr: float | None
    accounts: int

    @property
    def id(self) -> int:
        """The id of the goal."""
        return self.goal.id


def launch_columns(today: Today) -> list[Column]:
    """The columns of the launches."""

    def left(view: ItemView) -> int | None:
        day = view.item.launches
        return (day - today()).days if day is not None and view.item.aim[1] == DAY else None

    def left_cell(view: ItemView) -> Cell:
        days = left(view)
        if days is None or view.item.is_over:
            return Cell(formats.MISSING, "text_3", right=True)
        tone = "bad" if days < 0 else "warn" if days <= 10 else "text"
        return Cell(tr("{n} d", n=formats.number(days)), tone, right=True)

    return [
        code_column(),
        title_column(width=170),
        Column(
            "day",
            tr("Date"),
            lambda v: Cell(launch_text(v.item, today()), right=True),
            right=True,
            width=104,
            fixed=True,
            order=lambda v: v.item.launches or date.max,
            exact=lambda v: exact_launch(v.item),
        ),
        Column("in", tr("In"), left_cell, right=True, width=64, folds=4, order=left),
        Column(
            "slip",
            tr("Slip"),
            lambda v: Cell(slip_text(v.slip), slip_tone(v.slip), right=True, tip=cause_text(v)),
            right=True,
            width=72,
            folds=5,
            order=lambda v: v.slip,
        ),
        Column("gates", tr("Gates passed"), _gates_cell, width=136, order=_readiness),
        Column(
            "tier", tr("Tier"), lambda v: Cell(str(v.item.tier), right=True), right=True, width=54, folds=2, order=lambda v: v.item.tier
        ),
        text_column("team", tr("Team"), 110, folds=3),
        Column("open", tr("Open gates that matter"), _open_gates_cell, width=0, least=122),
        Column("status", tr("Status"), status_cell, width=104, folds=1, order=lambda v: STATUSES.index(v.item.status)),
    ]


def goal_columns(currency: Callable[[], str]) -> list[Column]:
    """The columns of the goals."""
    return [
        Column("goal", tr("Goal"), lambda r: Cell(r.goal.title, role="name"), width=180, order=lambda r: r.goal.title.casefold(),
               fixed=True),
        Column("period", tr("Period"), lambda r: Cell(formats.period(r.goal.period) if r.goal.period else formats.MISSING), width=84,
               folds=2, order=lambda r: r.goal.period),
        figure_column("target", tr("Target"), lambda r: r.goal.target, 104, folds=3),
        Column("count", tr("Open items"), _open_items_cell, right=True, width=92, order=_open_items),
        Column("arr", tr("ARR behind"), lambda r: Cell(formats.money(r.arr, currency()), right=True), right=True, width=118,
               order=lambda r: r.arr),
        figure_column("accounts", tr("Accounts"), lambda r: r.accounts, 84, folds=4),
        Column("items", tr("Items"), _planned_cell, width=0),
        Column("owner", tr("Owner"), lambda r: Cell(r.goal.owner or formats.MISSING), width=110, folds=1,
               order=lambda r: (r.goal.owner or "").casefold()),
    ]  # fmt: skip


def _open_items(row: GoalRow) -> int:
    return sum(not view.item.is_over for view in row.views)


def _open_items_cell(row: GoalRow) -> Cell:
    count = _open_items(row)
    return Cell(formats.number(count), "text" if count else "warn", right=True)


def _planned_cell(row: GoalRow) -> Cell:
    named = ", ".join(view.item.title for view in row.views)
    return Cell(named or tr("nothing is planned for it"), "text" if row.views else "text_3", tip=named)


def period_columns(today: Today) -> list[Column]:
    """The columns of what was delivered by quarter."""
    return [
        Column(
            "period", tr("Quarter"), lambda p: Cell(formats.period(p.period), role="name"), width=92, order=lambda p: p.period, fixed=True
        ),
        figure_column("committed", tr("Committed"), lambda p: len(p.committed), 92),
        figure_column("done", tr("Done in it"), lambda p: len(p.delivered), 84),
        Column(
            "say_do",
            tr("Say/do"),
            lambda p: _say_do_cell(p, today()),
            right=True,
            width=110,
            order=lambda p: p.say_do,
            tip=tr("Committed items done in the quarter ÷ committed items"),
        ),
        figure_column("stretch", tr("Stretch done"), lambda p: len(p.stretch), 96, folds=2),
        Column(
            "points",
            tr("Points"),
            lambda p: Cell(_points_text(p), right=True),
            right=True,
            width=110,
            folds=3,
            order=lambda p: p.points_delivered,
        ),
        Column(
            "predictability",
            tr("Predictability"),
            lambda p: Cell(formats.percent(p.predictability), right=True, tip=predictability_text(p)),
            right=True,
            width=110,
            order=lambda p: p.predictability,
            tip=tr("Points delivered in the quarter, stretch too, ÷ points committed"),
        ),
        Column("frozen", tr("Commitments as of"), lambda p: _frozen_cell(p, today()), width=170, folds=1, order=lambda p: p.as_of),
        Column("flips", tr("Changed later"), _flips_cell, width=0, exact=lambda p: _flips_text(p) or formats.MISSING),
    ]


def _say_do_cell(period: Period, today: date) -> Cell:
    goes_on = not period.is_over(today)
    text = formats.percent(period.say_do, 0 if period.say_do is None or float(period.say_do).is_integer() else 1)
    return Cell(text, "text_2" if goes_on else "text", right=True, aside=tr("so far") if goes_on else "")


def _frozen_cell(period: Period, today: date) -> Cell:
    day = formats.day(period.as_of, today)
    tip = tr("The commitments are those of the last report from before the quarter, or else of the first one.")
    if not period.is_late:
        return Cell(day, "text_2", tip=tip)
    late = period.late_teams
    if len(late) == len(period.frozen):
        return Cell(tr("first reported {day}", day=day), "warn", tip=tip)
    who = counted(len(late), "{n} team", "{n} teams") if len(late) > 1 or "" in late else late[0]
    return Cell(tr("{who} first reported {day}", who=who, day=day), "warn", tip=tip)


def _flips_cell(period: Period) -> Cell:
    count = len(period.flipped)
    if not count:
        return Cell(formats.MISSING, "text_3")
    return Cell(tr("{n} not counted", n=formats.number(count)), "warn", tip=_flips_text(period))


def _flips_text(period: Period) -> str:
    count = len(period.flipped)
    return tr("{n} changed later, not counted", n=formats.number(count)) if count else ""


def _readiness(view: ItemView) -> float:
    found = view.readiness
    return found.passed / found.applicable if found is not None and found.applicable else 0.0


_METERS = {"good": "good_fill", "warn": "warn_fill", "quiet": "text_3"}


def _gates_cell(view: ItemView) -> Cell:
    found = view.readiness
    if found is None:
        return Cell(formats.MISSING, "text_3")
    tone = readiness_tone(view)
    tip = tr("{n} do not apply", n=found.not_applicable) if found.not_applicable else ""
    return Cell(tr("{n} of {all}", n=found.passed, all=found.applicable), _METERS[tone], meter=_readiness(view), tip=tip)


def _open_gates_cell(view: ItemView) -> Cell:
    """The open gates that are due first; late ones stand out."""
    found = view.readiness
    if found is None or view.item.is_over:
        return Cell(formats.MISSING, "text_3")
    open_ = found.open_
    if not open_:
        return Cell(tr("none open"), "good")
    late = found.overdue(view.plan.today)
    shown = (late or open_)[:3]
    names = "; ".join(one.gate.name for one in shown)
    more = tr(" and {n} more", n=len(open_) - len(shown)) if len(open_) > len(shown) else ""
    tip = "\n".join(f"{one.gate.name}: {gate_text(view, one)[0]}" for one in open_)
    return Cell(names + more, "bad" if late else "text", tip=tip)


def _points_text(period: Period) -> str:
    return tr("{n} of {all}", n=formats.number(period.points_delivered), all=formats.number(period.points_committed))
