"""What the page Roadmap says: dates, scores, evidence, slips and readiness as words and sentences."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from prodops_desktop.roadmap.evidence import EXPERIMENT, FEEDBACK, OPINION, USAGE, Evidence
from prodops_desktop.roadmap.launches import Readiness
from prodops_desktop.roadmap.model import (
    DAY,
    DISCOVERY,
    DONE,
    DROPPED,
    FEATURE,
    IDEA,
    IN_PROGRESS,
    LATER,
    NEXT,
    NOW,
    ON_HOLD,
    PLANNED,
    RELEASE,
    Item,
    Reach,
)
from prodops_desktop.roadmap.plan import CLAIMED, RICE, WSJF, ItemView, Plan, behind, effort_of
from prodops_desktop.roadmap.slips import Push, base_aim
from prodops_desktop.ui import formats
from prodops_desktop.ui.records.dialog_kind import decimals
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.ui.vague_text import write_vague

COLUMNS = {NOW: tr("Now"), NEXT: tr("Next"), LATER: tr("Later")}
STATUSES = {
    IDEA: tr("Idea"),
    PLANNED: tr("Planned"),
    IN_PROGRESS: tr("In progress"),
    ON_HOLD: tr("On hold"),
    DONE: tr("Done"),
    DROPPED: tr("Dropped"),
}
RUNG_NAMES = {EXPERIMENT: tr("Experiment"), USAGE: tr("Usage"), FEEDBACK: tr("Feedback"), OPINION: tr("Opinion or single account")}
BRIEF_NAMES = {DISCOVERY: tr("Discovery brief"), FEATURE: tr("Feature brief"), RELEASE: tr("Release brief")}
HORIZON_CHOICES = (("", tr("by its days")), *COLUMNS.items())
SCORE_NAMES = {RICE: tr("RICE, evidence-capped"), CLAIMED: tr("RICE, as claimed"), WSJF: tr("WSJF")}
_MISSING = {"reach": tr("reach"), "impact": tr("impact"), "confidence": tr("confidence"), "effort": tr("effort")}
_MISSING_WSJF = {"value": tr("value"), "urgency": tr("time criticality"), "risk": tr("risk reduction"), "size": tr("job size")}
_READY = 80
"""From which per cent of gates passed on a launch is well prepared, as long as no gate is late."""
STAYS = tr("What is done or dropped can’t be moved. Set its status first.")


def day_text(day: date | None, precision: str, today: date | None) -> str:
    """A day as exactly as it is known: “26 Jan”, “Mar 2027”, “H2 2027”; a dash for none, and without ``today`` always with its year."""
    if day is None:
        return formats.MISSING
    return formats.day(day, today) if precision == DAY else write_vague(day, precision)


def span_text(item: Item, today: date | None) -> str:
    """When it is worked on: “16 Nov – 26 Jan”."""
    first, last = (
        day_text(day, precision, today) if day else ""
        for day, precision in ((item.starts, item.starts_precision), (item.due, item.due_precision))
    )
    if first and last:
        return f"{first} – {last}"
    return tr("from {day}", day=first) if first else tr("until {day}", day=last) if last else tr("not dated")


def launch_text(item: Item, today: date | None) -> str:
    """When it launches, or is due."""
    day, precision = item.aim
    return day_text(day, precision, today) if day is not None else tr("not dated")


def base_text(view: ItemView) -> str:
    """When it was to launch, or was due, in the baseline; a dash where that has no day."""
    if view.base is None:
        return formats.MISSING
    return day_text(*base_aim(view.item, view.base), view.plan.today)


def gates_text(found: Readiness | None) -> str:
    """“7 of 11 gates”; empty for what is no launch."""
    if found is None:
        return ""
    return tr("{n} of {all} gates", n=found.passed, all=found.applicable)


def score_text(figure: float | None) -> str:
    """A score as it stands on a card: whole from 10 on."""
    return formats.number(figure, 0 if figure is None or figure >= 10 else 1)


def figure_text(value: float | None) -> str:
    """A figure with the decimals that it has, two at most: “8.5”."""
    return formats.number(value, None if value is None else decimals(round(value, 2)))


def readiness_tone(view: ItemView) -> Literal["good", "warn", "quiet"]:
    """How a launch stands by its gates: warn with a late one, good with most of them passed, else quiet."""
    found = view.readiness
    if found is None:
        return "quiet"
    if found.overdue(view.plan.today) and not view.item.is_over:
        return "warn"
    return "good" if found.share is None or found.share >= _READY else "quiet"


def missing_text(view: ItemView, kind: str = RICE) -> str:
    """What is missing for a score of a kind: “No score: reach and effort missing.”"""
    if kind == WSJF:
        names = [name for figure, name in _MISSING_WSJF.items() if getattr(view.item, figure) is None]
    else:
        names = [_MISSING[name] for name in view.score.missing]
    if not names:
        return ""
    listed = tr(" and ").join(filter(None, (", ".join(names[:-1]), names[-1])))
    return tr("No score: {names} missing.", names=listed)


def formula_text(view: ItemView) -> str:
    """The score as it comes about: “2,900 × 2 × 80% ÷ 6”."""
    one, score = view.item, view.score
    if score.rice is None or one.reach is None:
        return missing_text(view)
    reach, impact, effort = (figure_text(figure) for figure in (one.reach.value, one.impact, one.effort))
    return f"{reach} × {impact} × {formats.percent(score.confidence)} ÷ {effort}"


def confidence_text(view: ItemView) -> tuple[str, str]:
    """The confidence that counts and what is to be said of it: (“80%”, “capped, was 100%”)."""
    score, claimed = view.score, view.item.confidence
    if score.confidence is None:
        return formats.MISSING, tr("no confidence")
    if score.capped:
        return formats.percent(score.confidence), tr("capped, was {claimed}", claimed=formats.percent(claimed))
    return formats.percent(score.confidence), tr("confidence")


def money_text(evidence: Evidence, currency: str) -> str:
    """“$2.30M”, a dash where nobody knows."""
    return formats.money(evidence.arr, currency)


def behind_text(evidence: Evidence, currency: str) -> str:
    """“$2.30M, 23 accounts”."""
    count = len(evidence.accounts)
    if not count:
        return tr("nobody linked yet")
    return f"{money_text(evidence, currency)}, {counted(count, '{n} account', '{n} accounts')}"


def column_money_text(views: list[ItemView], currency: str) -> str:
    """What is behind a column: “$3.71M, 52 accounts, each once”."""
    arr, count = behind(views)
    if not count:
        return tr("nobody linked yet")
    said = counted(count, "{n} account", "{n} accounts")
    return tr("{money}, {accounts}, each once", money=formats.money(arr, currency), accounts=said)


def total_text(plan: Plan, views: Sequence[ItemView] | None = None) -> str:
    """“$6.12M in 88 distinct accounts”, of all that is open, or of these ``views``."""
    shown = plan.open if views is None else views
    arr, count = behind(shown)
    if not count:
        return tr("no feedback linked yet")
    worth = formats.money(arr, plan.currency)
    return (
        tr("{money} in {n} distinct accounts", money=worth, n=formats.number(count))
        if count > 1
        else tr("{money} in one account", money=worth)
    )


def effort_text(views: Sequence[ItemView], capacity: float | None) -> tuple[str, str, bool]:
    """What items take, short as well, and whether that is more than there is: “14 of 12 person-months”, “14 of 12 pm”."""
    used = effort_of(views)
    if capacity is None:
        text = tr("{n} person-months", n=figure_text(used)) if used else tr("not sized")
        return text, tr("{n} pm", n=figure_text(used)) if used else text, False
    numbers = tr("{n} of {all}", n=figure_text(used), all=figure_text(capacity))
    return tr("{numbers} person-months", numbers=numbers), tr("{numbers} pm", numbers=numbers), used > capacity


def slip_text(days: int | None) -> str:
    """“+14 d”, “−3 d”, “on time”; a dash where it is not known."""
    if days is None:
        return formats.MISSING
    return tr("on time") if not days else tr("{n} d", n=formats.signed(days))


def slip_tone(days: int | None) -> Literal["bad", "warn", "text_2"]:
    """How bad a slip is: two weeks are."""
    return "bad" if days and days >= 14 else "warn" if days and days > 0 else "text_2"


def cause_text(view: ItemView) -> str:
    """“DP-12 Queue service moved it, 14 of 14 days”; empty where nothing that it waits for did."""
    cause, other = view.cause, view.moved_by
    if cause is None or other is None:
        return ""
    root = view.plan.find(cause.root)
    said = tr("{other} moved it by {days}", other=other.item.title, days=counted(cause.days, "{n} day", "{n} days"))
    return said if root is None or root is other else tr("{said}; it began with {root}", said=said, root=root.item.title)


def violation_text(view: ItemView) -> list[str]:
    """What it begins before, each in a sentence."""
    said = []
    for one in view.violations:
        other = view.plan.find(one.needs)
        if other is not None:
            days = counted(one.days, "{n} day", "{n} days")
            said.append(tr("It begins {days} too early: {other} is not over by then.", days=days, other=other.item.label))
    return said


def pushes_text(plan: Plan, pushes: Iterable[Push]) -> str:
    """What would move along, and by how much: “2 items move along: Snowflake write-back +14 d to 3 Mar, …”"""
    found = list(pushes)
    if not found:
        return tr("Nothing that waits for it has to move.")
    said = []
    for push in found[:4]:
        view = plan.find(push.item)
        if view is not None:
            until = tr(" to {day}", day=formats.day(push.due, plan.today))
            said.append(f"{view.item.title} {slip_text(push.days)}{until}")
    more = tr(" and {n} more", n=len(found) - len(said)) if len(found) > len(said) else ""
    return tr(
        "{what}: {names}{more}.", what=counted(len(found), "{n} item moves along", "{n} items move along"), names=", ".join(said), more=more
    )


def reach_text(reach: Reach | None, today: date) -> str:
    """Where a reach comes from: “an estimate”, “Product usage weekly, as of 22 Nov”."""
    if reach is None:
        return ""
    if reach.source == "typed":
        return tr("an estimate")
    as_of = tr(", as of {day}", day=formats.day(reach.as_of, today)) if reach.as_of else ""
    return (reach.dataset or tr("linked accounts")) + as_of


def plan_text(plan: Plan) -> str:
    """What the status bar says of the whole roadmap."""
    said = [counted(len(plan.open), "{n} open item", "{n} open items")]
    said.append(counted(len(plan.ahead), "{n} launch ahead", "{n} launches ahead"))
    if plan.slipped:
        said.append(counted(len(plan.slipped), "{n} slipped", "{n} slipped"))
    return " · ".join(said)


def item_sentence(view: ItemView) -> str:
    """An item as a sentence, for a message to somebody."""
    one, plan = view.item, view.plan
    parts = [f"{one.label}: {STATUSES[one.status].casefold()}, {COLUMNS[view.horizon].casefold()}, {span_text(one, None)}"]
    if one.goal:
        parts.append(tr("for {goal}", goal=one.goal))
    said = ", ".join(parts) + "."
    if view.score.rice is not None:
        name = tr("RICE {n}, confidence {share}", n=score_text(view.score.rice), share=formats.percent(view.score.confidence))
        capped = tr(" (claimed {share}, capped by the evidence)", share=formats.percent(one.confidence)) if view.score.capped else ""
        said += f" {name}{capped}."
    if view.evidence.accounts:
        said += " " + tr("Behind it: {behind}.", behind=behind_text(view.evidence, plan.currency))
    if view.slip and plan.baseline is not None:
        cause = cause_text(view)
        said += " " + tr(
            "{slip} since {baseline}{cause}.", slip=slip_text(view.slip), baseline=plan.baseline.name, cause=f": {cause}" if cause else ""
        )
    if view.readiness is not None:
        said += " " + tr("Launch {day}, {gates} passed.", day=launch_text(one, None), gates=gates_text(view.readiness))
    return said
