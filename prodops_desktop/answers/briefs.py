"""Fills the parts of briefs from the records: what customers say, what speaks for an item, what it waits for, and when it launches."""

from collections.abc import Iterator

from prodops_desktop.agenda.goals import Goal
from prodops_desktop.answers import brief_customers
from prodops_desktop.answers.brief_promises import promises
from prodops_desktop.answers.markdown import bullets, paragraphs, sentence, typed
from prodops_desktop.answers.ties import Ties, read_ties
from prodops_desktop.answers.told import read_told
from prodops_desktop.errors import UserError
from prodops_desktop.experiments.statistics.wording import counted
from prodops_desktop.feedback.accounts import Customers
from prodops_desktop.metrics.periods import period_text
from prodops_desktop.metrics.wording import number_text, percent_text
from prodops_desktop.roadmap.evidence import Rung
from prodops_desktop.roadmap.model import Item
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.roadmap.slips import Slack, slack
from prodops_desktop.roadmap.vague_days import write_day
from prodops_desktop.workspace import Store


def parts_of(store: Store, plan: Plan, item: int, customers: Customers) -> dict[str, str]:
    """The parts that templates ask for by name, as Markdown; where nothing is known, a sentence that says so.

    Raises UserError when the item is gone.
    """
    view = plan.find(item)
    if view is None:
        raise UserError("This item is no longer there; it was deleted or undone.")
    told = read_told(store, read_ties(store, item).get(item, Ties()), customers)
    return {
        "quotes": brief_customers.quotes(store, view, told, customers),
        "who": brief_customers.who(plan, view),
        "how often": brief_customers.how_often(plan, view, told),
        "whom to talk to": brief_customers.whom_to_talk_to(plan, view, told),
        "outcome": _outcome(view),
        "evidence": _evidence(view),
        "dependencies": _dependencies(view),
        "launch": _launch(plan, view),
        "promises": promises(store, plan, view),
        "known issues": brief_customers.known_issues(store, view, told, customers),
        "who asked": brief_customers.who_asked(store, view, told, customers),
    }


def _outcome(view: ItemView) -> str:
    """The outcome as it was written, and the goal with its target."""
    outcome = paragraphs(view.item.outcome or "No outcome is written down for this item yet.")
    if view.goal is None:
        return f"{outcome}\n\nIt serves no goal yet."
    about = ", ".join(_about(view.goal))
    return f"{outcome}\n\nGoal: **{typed(view.goal.title)}**{f' ({about})' if about else ''}"


def _about(goal: Goal) -> Iterator[str]:
    """“nrr to reach 110”, “Q4 2026”, “owned by Ana”."""
    if goal.target is not None:
        yield f"{typed(goal.metric) if goal.metric else 'target'} to reach {number_text(goal.target)}"
    elif goal.metric:
        yield typed(goal.metric)
    if goal.period:
        yield period_text(goal.period)
    if goal.owner:
        yield f"owned by {typed(goal.owner)}"


def _evidence(view: ItemView) -> str:
    """The ladder from its strongest rung down, what it allows to claim, and what speaks against the item."""
    evidence, item = view.evidence, view.item
    ladder = bullets([_rung(rung, caps=rung == evidence.best) for rung in reversed(evidence.rungs)])
    claimed = f"{percent_text(item.confidence)} is claimed" if item.confidence is not None else "Nobody has claimed a confidence yet"
    allowed = f"{claimed}; the evidence bears at most {percent_text(evidence.cap)}."
    against = "Nothing that is linked speaks against it."
    if evidence.contradicting:
        against = f"Against it:\n\n{bullets([typed(sentence(one)) for one in evidence.contradicting])}"
    return f"{ladder}\n\n{allowed}\n\n{against}"


def _rung(rung: Rung, *, caps: bool) -> str:
    text = typed(sentence(rung.text)) if rung.text else "Nothing is linked."
    if caps:
        text += " **This is the best evidence.**"
    elif rung.pending:
        text += " It does not count yet."
    elif rung.text and not rung.reached:
        text += " It does not count."
    return f"{rung.kind.capitalize()}, bears {percent_text(rung.cap)}: {text}"


def _dependencies(view: ItemView) -> str:
    """What it waits for and what waits for it, with days and slack."""
    if not view.needs and not view.needed_by:
        return "It waits for nothing, and nothing waits for it."
    needs = [_dependency(one.item, _slack_of(view.item, one.item)) for one in view.needs]
    waiting = [_dependency(one.item, _slack_of(one.item, view.item)) for one in view.needed_by]
    said = f"Waits for:\n\n{bullets(needs)}" if needs else "It waits for nothing."
    return f"{said}\n\n{f'Needed by:{chr(10)}{chr(10)}{bullets(waiting)}' if waiting else 'Nothing waits for it.'}"


def _dependency(other: Item, room: Slack | None) -> str:
    """“RM-3 Queue service: 1 Dec 2026 to 15 Jan 2027, planned; 4 days of slack”."""
    days = [write_day(other.starts, other.starts_precision), write_day(other.due, other.due_precision)]
    when = " to ".join(filter(None, dict.fromkeys(days))) or "no days yet"
    if other.starts is None and other.due is not None:
        when = f"due {when}"
    text = f"{typed(other.label)}: {when}, {other.status}"
    return text if room is None else f"{text}; {_slack_text(room)}"


def _slack_text(room: Slack) -> str:
    """“4 days of slack”; of vague days only what can’t be otherwise is said for certain."""
    if room.most < 0:
        return f"{counted(-room.most, 'day')} too late"
    if room.least < 0:
        return f"in time, or up to {counted(-room.least, 'day')} too late: the days are not that exact"
    return f"{counted(room.least, 'day')} of slack"


def _slack_of(item: Item, needed: Item) -> Slack | None:
    """The slack of an item that waits for another one."""
    return slack(item, needed, next(need.lag for need in item.needs if need.item == needed.id))


def _launch(plan: Plan, view: ItemView) -> str:
    """The day and tier of its launch, how many gates are passed, and how much later it is than in the baseline."""
    item = view.item
    if item.tier is None:
        return "This item is no launch: it has no tier."
    if item.launches is None:
        return f"A launch of tier {item.tier}; nobody has said when."
    said = [f"Launches {write_day(*item.aim)}, tier {item.tier}."]
    if view.readiness is not None and view.readiness.applicable:
        said.append(f"{view.readiness.passed:,} of {view.readiness.applicable:,} gates are passed.")
    if plan.baseline is None:
        said.append("There is no baseline to compare it with.")
    elif view.slip is None:
        said.append(f"The baseline {typed(plan.baseline.name)} has no day for it.")
    elif view.slip == 0:
        said.append(f"That is the day that the baseline {typed(plan.baseline.name)} has.")
    else:
        later = "later" if view.slip > 0 else "earlier"
        said.append(f"That is {counted(abs(view.slip), 'day')} {later} than in the baseline {typed(plan.baseline.name)}.")
    return " ".join(said)
