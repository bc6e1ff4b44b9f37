"""The part of a brief that says what was promised of an item: what was committed for which quarter, and the days that were agreed."""

from prodops_desktop.answers.markdown import bullets, typed
from prodops_desktop.metrics.periods import day_text, period_text
from prodops_desktop.metrics.wording import number_text
from prodops_desktop.roadmap.baselines import baseline_dates
from prodops_desktop.roadmap.commitments import all_commitments
from prodops_desktop.roadmap.model import Commitment
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.roadmap.slips import base_aim
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.workspace import Store


def promises(store: Store, plan: Plan, view: ItemView) -> str:
    """What was committed for which quarter and since when, the latest first, and its day in the newest baseline."""
    own = sorted((one for one in all_commitments(store) if one.item == view.item.id), key=lambda one: one.period, reverse=True)
    said = bullets([_commitment(one, plan) for one in own]) if own else "It was not committed for any quarter."
    return f"{said}\n\n{_agreed(store, plan, view)}"


def _commitment(one: Commitment, plan: Plan) -> str:
    """“Committed for Q4 2026 since the report of 1 Oct 2026, 8 points; later reports say stretch”."""
    added = any(one.item in period.added for period in plan.periods if period.period == one.period)
    how = "Stretch" if not one.committed else "Added as committed" if added else "Committed"
    text = f"{how} for {period_text(one.period)} since the report of {day_text(one.as_of)}"
    if one.points is not None:
        text += f", {number_text(one.points)} point{'' if one.points == 1 else 's'}"
    if added:
        text += "; its team had committed before, so that it counts as stretch"
    return f"{text}; later reports say {'committed' if one.later else 'stretch'}" if one.is_flipped else text


def _agreed(store: Store, plan: Plan, view: ItemView) -> str:
    """Its day in the newest baseline, whichever the plan is compared with."""
    if not plan.baselines:
        return "There is no baseline yet."
    newest = plan.baselines[0]
    name = f"the baseline {typed(newest.name)} of {day_text(newest.day)}"
    base = baseline_dates(store, newest.id).get(view.item.id)
    day = write_day(*base_aim(view.item, base)) if base is not None else ""
    if not day:
        return f"In {name} it has no day."
    return f"In {name} it was {'due' if view.item.tier is None else 'to launch'} {day}."
