"""Turns the plan into what the timeline draws: lanes of bars with their baselines and launches, freezes, and what waits for what."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from prodops_desktop.metrics.periods import distance
from prodops_desktop.registry.entries import name_key
from prodops_desktop.roadmap.capacity import Load
from prodops_desktop.roadmap.model import DONE, IDEA, IN_PROGRESS, ON_HOLD, PLANNED
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.roadmap.slips import base_aim
from prodops_desktop.ui import formats
from prodops_desktop.ui.charts.timeline_look import TimelineLook
from prodops_desktop.ui.charts.timeline_model import Arrow, Band, Bar, Ghost, Lane, Look, Milestone, Timeline, Tone
from prodops_desktop.ui.pages.roadmap.board_view import BoardLook, is_shown
from prodops_desktop.ui.pages.roadmap.wording import STATUSES, cause_text, readiness_tone, slip_text, slip_tone, violation_text
from prodops_desktop.ui.pages.roadmap.wording import span_text as item_span_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.work.listing import listed

BY_TEAM, BY_GOAL, BY_AREA = "team", "goal", "area"
_LOOKS: Mapping[str, Look] = {IN_PROGRESS: "filled", PLANNED: "planned", IDEA: "planned", ON_HOLD: "dashed", DONE: "done"}


def timeline_of(plan: Plan, look: TimelineLook, *, may_move: bool) -> Timeline:
    """What is drawn of the plan."""
    lanes: dict[str, list[ItemView]] = {}
    shown = [view for view in plan.dated if is_shown(view, BoardLook(words=look.words)) and _is_between(view, look)]
    for view in sorted(shown, key=lambda one: (days_of(one), one.item.code)):
        lanes.setdefault(getattr(view.item, look.lanes) or "", []).append(view)
    loads = plan.loads(look.first, look.last) if look.lanes == BY_TEAM else {}
    named = sorted(lanes, key=lambda name: (not name, name.casefold()))
    return Timeline(
        look.first,
        look.last,
        plan.today,
        tuple(_lane(name, lanes[name], look, loads.get(name_key(name)), may_move=may_move) for name in named),
        tuple(_bands(plan, look)),
        ticks=look.ticks,
        arrows=tuple(_arrows(shown)),
        empty="" if lanes else _empty_text(plan, look),
    )


def _empty_text(plan: Plan, look: TimelineLook) -> str:
    """Why there is no bar, and what to do about it."""
    if not plan.dated:
        return tr("No item has a day yet. Give one its start or its due day in the inspector.")
    if not any(is_shown(view, BoardLook(words=look.words)) for view in plan.dated):
        return tr("No item with a day fits the filter.")
    return tr("Nothing is planned from {span}. Look at earlier or later days.", span=formats.span(look.first, look.last))


def days_of(view: ItemView) -> tuple[date, date]:
    """The first and the last day of the bar of an item, which may be one."""
    one = view.item
    last = one.due or one.launch or one.starts
    assert last is not None
    return min(one.starts or last, last), last


def overloads(plan: Plan, look: TimelineLook) -> list[tuple[str, Load]]:
    """The teams that are planned for more than they can do in one of the months shown, with their loads, the fullest first."""
    names = {name_key(team.name): team.name for team in plan.teams}
    found = [(names[key], load) for key, load in plan.loads(look.first, look.last).items() if load.over and key in names]
    return sorted(found, key=lambda pair: -(pair[1].share or 0))


def overload_text(team: str, load: Load) -> str:
    """In which months a team is planned for more than it can do: “Identity over capacity in Nov and Jan–Mar”."""
    runs = [[load.over[0]]]
    for month in load.over[1:]:
        if distance(runs[-1][-1], month, "month") == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    months = ["–".join(formats.period(month, short=True) for month in dict.fromkeys((run[0], run[-1]))) for run in runs]
    return tr("{team} over capacity in {months}", team=team, months=listed(months, len(months)))


def _lane(name: str, views: list[ItemView], look: TimelineLook, load: Load | None, *, may_move: bool) -> Lane:
    share = load.share if load is not None else None
    below = counted(len(views), "{n} item", "{n} items")
    tone: Tone = "note"
    if share is not None:
        below = tr("{share} of capacity", share=formats.percent(share, 0))
        tone = "bad" if share > 100 else "note"
    bars = tuple(_bar(view, may_move=may_move) for view in views)
    return Lane(name or tr("No {lane}", lane=tr(look.lanes)), below, bars, tone)


def _bar(view: ItemView, *, may_move: bool) -> Bar:
    one = view.item
    starts, ends = days_of(view)
    milestone = _milestone(view)
    look: Look = "point" if one.starts is None and starts == ends else _LOOKS[one.status]
    hold = f" · {STATUSES[ON_HOLD].casefold()}" if one.status == ON_HOLD else ""
    return Bar(
        one.id,
        starts,
        ends,
        f"{one.title}{hold}",
        look=look,
        movable=may_move and not one.is_over and one.due is not None,
        tip=partial(_tip, view),
        spoken=", ".join((one.label, STATUSES[one.status], item_span_text(one, view.plan.today))),
        ghost=_ghost(view),
        milestone=milestone,
    )


def _milestone(view: ItemView) -> Milestone | None:
    found, day = view.readiness, view.item.launches
    if found is None or day is None:
        return None
    text = tr("{n} of {all}", n=found.passed, all=found.applicable)
    said = tr("launch {day}, {n} of {all} gates passed", day=formats.day(day, view.plan.today), n=found.passed, all=found.applicable)
    return Milestone(text, readiness_tone(view), day if day > days_of(view)[1] else None, said)


def _ghost(view: ItemView) -> Ghost | None:
    """Where the bar stood in the baseline, if it stands elsewhere by now."""
    base = view.base
    last = base_aim(view.item, base)[0] if base is not None else None
    if base is None or last is None or not view.slip:
        return None
    tone = slip_tone(view.slip)
    return Ghost(min(base.starts or last, last), last, slip_text(view.slip), "note" if tone == "text_2" else tone)


def _arrows(shown: list[ItemView]) -> Iterator[Arrow]:
    for view in shown:
        violated = {one.needs for one in view.violations}
        cause = view.cause
        for need in view.item.needs:
            carried = cause is not None and cause.needs == need.item
            bad = need.item in violated or carried
            yield Arrow(need.item, view.item.id, "bad" if bad else "quiet", cause_text(view) if carried else "")


def _tip(view: ItemView) -> str:
    one = view.item
    head = f"{STATUSES[one.status]}, {item_span_text(one, view.plan.today)}"
    return "\n".join(part for part in (one.label, head, *violation_text(view)) if part)


def _bands(plan: Plan, look: TimelineLook) -> Iterator[Band]:
    for event in plan.events:
        starts, ends = date.fromisoformat(event.starts), date.fromisoformat(event.ends)
        if event.type == "freeze" and starts <= look.last and ends >= look.first:
            yield Band(starts, ends, event.title, "hatch", f"{event.title}\n{formats.span(starts, ends, plan.today)}")


def _is_between(view: ItemView, look: TimelineLook) -> bool:
    starts, ends = days_of(view)
    return starts <= look.last and max(ends, view.item.launches or ends) >= look.first
