"""Turns the board into what the calendar draws: lanes of bars, bands of events, conflicts as hatches and badges, and the load."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.capacity import Load, week_of, weeks_between
from prodops_desktop.experiments.collisions.conflicts import Conflict, ConflictBook
from prodops_desktop.experiments.collisions.interference import BLOCK, HIGH, LOW, MEDIUM
from prodops_desktop.experiments.collisions.plans import FREEZE, WATCHED, Window
from prodops_desktop.experiments.model import CONCLUDED, DRAFT, RUNNING, SCHEDULED
from prodops_desktop.experiments.statistics.mismatch import RED
from prodops_desktop.experiments.statistics.wording import p_text
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.timeline_look import TimelineLook
from prodops_desktop.ui.charts.timeline_model import Badge, Band, Bar, Hatch, Lane, Live, Marks, Timeline, Tone, Week
from prodops_desktop.ui.pages.experiments.wording import GRADES, STATUSES, conflict_sentence, days_text, load_by_week, short_name
from prodops_desktop.ui.texts import counted, tr

BY_SURFACE, BY_TEAM, BY_GOAL = "surface", "team", "goal"
_LOOKS = {RUNNING: "filled", SCHEDULED: "outlined", DRAFT: "dashed", CONCLUDED: "done"}
_TONES: Mapping[str, Tone] = {BLOCK: "bad", HIGH: "bad", MEDIUM: "warn", LOW: "note"}
_MOST_BADGES = 2
"""How many conflicts a bar names; its tip and the inspector name more."""


def timeline_of(board: Board, look: TimelineLook, *, may_move: bool) -> Timeline:
    """What is drawn of the board."""
    views = [view for view in board.dated if _has(view, look.words)]
    shown = [view for view in views if _runs_between(view, look.first, look.last)]
    lanes: dict[str, list[ExperimentView]] = {}
    for view in sorted(shown, key=lambda one: (one.experiment.starts or date.min, one.experiment.code)):
        lanes.setdefault(_lane(view, look.lanes), []).append(view)
    named = sorted(lanes, key=lambda name: (not name, name.casefold()))
    return Timeline(
        look.first,
        look.last,
        board.today,
        tuple(
            Lane(
                name or tr("No {lane}", lane=tr(look.lanes)),
                counted(len(lanes[name]), "{n} test", "{n} tests"),
                tuple(_bar(view, may_move=may_move) for view in lanes[name]),
            )
            for name in named
        ),
        tuple(_bands(board, look)),
        weeks_of(load_by_week(board), look, board.today),
        board.limit,
        look.ticks,
        (tr("Capacity"), tr("live per week")),
    )


def weeks_of(load: Load, look: TimelineLook, today: date) -> tuple[Week, ...]:
    """The strip of capacity."""
    this = week_of(today, load.begin)
    weeks = weeks_between(look.first, look.last, load.begin)
    return tuple(Week(week, load.live(week), over=load.is_over(week), past=week <= this) for week in weeks)


def live_marks(board: Board, book: ConflictBook, moved: int) -> Live:
    """The hatches and badges of the bar that is dragged, and of all that it meets or met."""
    met = {moved}
    for conflicts in (book.by_experiment.get(moved, ()), board.book.by_experiment.get(moved, ())):
        for conflict in conflicts:
            met.update(plan.id for plan in (conflict.a, conflict.b) if not isinstance(plan, Window))
    return {id_: marks_of(board.by_id[id_], book.by_experiment.get(id_, ())) for id_ in met if id_ in board.by_id}


def marks_of(view: ExperimentView, conflicts: Iterable[Conflict]) -> Marks:
    """How the conflicts of an experiment look on its bar; each pair has its badge once, on the one that gives way."""
    own = view.experiment.id
    hatches: list[Hatch] = []
    badges: list[Badge] = []
    for conflict in conflicts:  # the worst come first
        if conflict.grade == LOW and badges:
            break
        other = conflict.facing(own)
        tone: Tone = _TONES[conflict.grade] if conflict.is_open else "note"
        if conflict.grade != LOW:
            hatches.append(Hatch(conflict.starts, conflict.ends, tone, None if isinstance(other, Window) else other.id))
        if len(badges) < _MOST_BADGES and conflict.moved_plan.id == own and (conflict.grade != LOW or (conflict.shared and not badges)):
            badges.append(Badge(tone, _badge_text(view, conflict), partial(conflict_sentence, conflict, own)))
    return tuple(hatches), (*_srm_badge(view), *badges)


def _badge_text(view: ExperimentView, conflict: Conflict) -> str:
    """“High: EXP-41, 2,554 users”."""
    other = conflict.facing(view.experiment.id)
    grade = GRADES[conflict.grade]
    freezes = isinstance(other, Window) and other.event.type == FREEZE
    what = tr("freeze") if freezes else short_name(other)
    if not conflict.is_open:
        return tr("Accepted: {what}", what=what)
    if conflict.shared is None or isinstance(other, Window):
        return f"{grade}: {what}"
    return tr("{grade}: {what}, {n} users", grade=grade, what=what, n=formats.number(conflict.shared))


def _srm_badge(view: ExperimentView) -> tuple[Badge, ...]:
    found = view.mismatch
    if found is None or found.p is None or found.status != RED:
        return ()
    return (Badge("bad", tr("SRM p = {p}", p=p_text(found.p)), found.sentence),)


def _bar(view: ExperimentView, *, may_move: bool) -> Bar:
    one = view.experiment
    assert one.starts is not None
    assert one.ends is not None
    hatches, badges = marks_of(view, view.conflicts)
    days = formats.span(one.starts, one.ends, view.board.today)
    share = formats.percent(one.allocation, 0 if float(one.allocation).is_integer() else 1)
    return Bar(
        one.id,
        one.starts,
        one.ends,
        short_title(one.code, one.name),
        share,
        _LOOKS[one.status],  # type: ignore[arg-type]  # the four looks there are
        movable=may_move and one.status in (DRAFT, SCHEDULED, RUNNING),
        hatches=hatches,
        badges=badges,
        tip=partial(_tip, view),
        spoken=", ".join((one.title, STATUSES[one.status], days, *(badge.text for badge in badges))),
    )


def _tip(view: ExperimentView) -> str:
    one = view.experiment
    said = [conflict_sentence(conflict, one.id) for conflict in view.conflicts[:4]]
    return "\n".join((one.title, f"{STATUSES[one.status]}, {days_text(one, view.board.today)}", *said))


def short_title(code: str, name: str) -> str:
    """“44 Invoice payment”: what all codes begin with is left out."""
    head, _, number = code.rpartition("-")
    return f"{number} {name}" if head and number.isdecimal() else f"{code} {name}"


def _bands(board: Board, look: TimelineLook) -> Iterable[Band]:
    for event in board.events:
        starts, ends = date.fromisoformat(event.starts), date.fromisoformat(event.ends)
        if event.type in WATCHED and starts <= look.last and ends >= look.first:
            freezes = event.type == FREEZE
            source = tr("on the roadmap") if event.is_on_roadmap else ""
            whom = ", ".join(part for part in (event.segment, event.region, event.surface, source) if part)
            tip = f"{event.title}\n{tr(event.type)}, {formats.span(starts, ends, board.today)}" + (f"\n{whom}" if whom else "")
            yield Band(starts, ends, event.title, "hatch" if freezes else "tint", tip)


def _lane(view: ExperimentView, lanes: str) -> str:
    return getattr(view.experiment, lanes) or ""


def _has(view: ExperimentView, words: str) -> bool:
    one = view.experiment
    text = " ".join(part for part in (one.title, one.surface, one.team, one.goal, one.segment, one.owner, one.status) if part).casefold()
    return all(word in text for word in words.casefold().split())


def _runs_between(view: ExperimentView, first: date, last: date) -> bool:
    one = view.experiment
    return one.starts is not None and one.ends is not None and one.starts <= last and one.ends >= first
