"""What the page Experiments says: conflicts, plans, readings and decisions as words and sentences."""

from collections.abc import Mapping
from datetime import date

from prodops_desktop.agenda.decisions import Decision
from prodops_desktop.experiments.board import Board, ExperimentView
from prodops_desktop.experiments.collisions.capacity import Load
from prodops_desktop.experiments.collisions.conflicts import Conflict
from prodops_desktop.experiments.collisions.interference import BLOCK, HIGH, LOW, MEDIUM
from prodops_desktop.experiments.collisions.plans import Plan, Window
from prodops_desktop.experiments.model import (
    CANCELLED,
    CONCLUDED,
    DRAFT,
    IDEA,
    PERCENT,
    RUNNING,
    SCHEDULED,
    SHARE,
    Experiment,
)
from prodops_desktop.experiments.outlook import load_from
from prodops_desktop.experiments.statistics.sizing import NoSize
from prodops_desktop.experiments.store import ITERATE, SHIP, STOP
from prodops_desktop.ui import formats
from prodops_desktop.ui.load_words import crowded_text
from prodops_desktop.ui.texts import counted, tr
from prodops_desktop.workspace.record_history import StoredRow

GRADES = {BLOCK: tr("Block"), HIGH: tr("High"), MEDIUM: tr("Medium"), LOW: tr("Low")}
STATUSES = {
    IDEA: tr("Idea"),
    DRAFT: tr("Draft"),
    SCHEDULED: tr("Scheduled"),
    RUNNING: tr("Running"),
    CONCLUDED: tr("Concluded"),
    CANCELLED: tr("Cancelled"),
}


def short_name(other: Plan | Window) -> str:
    """The key of an experiment, or the title of an event."""
    return other.event.title if isinstance(other, Window) else other.experiment.code


def conflict_head(conflict: Conflict, own: int) -> str:
    """“High: EXP-41 One-page upgrade”."""
    other = conflict.facing(own)
    title = other.event.title if isinstance(other, Window) else other.experiment.title
    return f"{GRADES[conflict.grade]}: {title}"


def conflict_body(conflict: Conflict, today: date | None = None) -> str:
    """“Same surface: Checkout, 4 – 18 Dec. 2,554 users see both. Separating costs EXP-44 3 weeks.”"""
    days = formats.span(conflict.starts, conflict.ends, today)
    said = [tr("{reason}, {days}.", reason=conflict.reason, days=days), shared_text(conflict)]
    if conflict.weeks:
        code = conflict.moved_plan.experiment.code
        weeks = counted(conflict.weeks, "{n} week", "{n} weeks")
        said.append(tr("Separating them costs {code} {weeks}.", code=code, weeks=weeks))
    if conflict.accepted is not None and conflict.is_open:
        said.append(tr("It was accepted as {grade}, and is worse now.", grade=GRADES[conflict.accepted.grade].casefold()))
    elif conflict.accepted is not None:
        said.append(tr("Accepted by {owner}: {reason}", owner=conflict.accepted.owner or formats.MISSING, reason=conflict.accepted.reason))
    return " ".join(said)


def shared_text(conflict: Conflict) -> str:
    """How many users are in both."""
    if conflict.shared is None:
        return tr("How many users that are is not known.")
    if isinstance(conflict.b, Window):
        return counted(conflict.shared, "{n} user in the test is reached.", "{n} users in the test are reached.")
    return counted(conflict.shared, "{n} user is in both.", "{n} users are in both.")


def conflict_sentence(conflict: Conflict, own: int) -> str:
    """Head and body in one, for tooltips and assistive technology."""
    return f"{conflict_head(conflict, own)}. {conflict_body(conflict)}"


def conflicts_text(board: Board) -> str:
    """“4 conflicts”, of those that nobody accepted."""
    open_ = sum(map(len, board.open_conflicts.values()))
    accepted = len(board.book.all) - open_
    said = counted(open_, "{n} conflict", "{n} conflicts") if open_ else tr("No open conflict")
    return said + (tr(", {n} accepted", n=formats.number(accepted)) if accepted else "")


def load_by_week(board: Board) -> Load:
    """How much is live in each week, as weeks begin here."""
    return load_from(board, formats.first_weekday())


def load_text(board: Board) -> str:
    """The first week to come that holds too much: “Week of 7 Dec: 7 live, limit 6”."""
    return crowded_text(load_by_week(board), board.today) or tr("At most {n} live in a week", n=formats.number(board.limit))


def days_text(one: Experiment, today: date) -> str:
    """“4 – 18 Dec, 15 days”."""
    if one.starts is None or one.ends is None:
        known = one.starts or one.ends
        return tr("not dated") if known is None else tr("from {day}", day=formats.day(known, today))
    return f"{formats.span(one.starts, one.ends, today)}, {counted(one.days or 0, '{n} day', '{n} days')}"


def population_text(view: ExperimentView) -> str:
    """“5,109 users, 37 accounts”."""
    found = view.population
    if found is None:
        return tr("not known")
    return f"{counted(found.users, '{n} user', '{n} users')}, {counted(found.accounts, '{n} account', '{n} accounts')}"


def effect_text(one: Experiment) -> str:
    """“+3.5 pt”: the least effect with its sign of better."""
    if one.mde is None:
        return tr("not known")
    metric = one.primary
    sign = formats.MINUS if metric is not None and metric.better == "down" else "+"
    unit = "%" if one.mde_in == PERCENT else " pt" if metric is None or metric.type == SHARE else ""
    return f"{sign}{formats.number(one.mde, _decimals(one.mde))}{unit}"


def baseline_text(one: Experiment) -> str:
    """“22%”, or a plain number of a mean."""
    if one.baseline is None:
        return tr("not known")
    share = one.primary is None or one.primary.type == SHARE
    return formats.percent(one.baseline, _decimals(one.baseline)) if share else formats.number(one.baseline, _decimals(one.baseline))


def size_text(view: ExperimentView) -> str:
    """How many are needed for what: “4,634 for +3.5 pt at 80% power”."""
    if isinstance(view.size, NoSize):
        return view.size.reason
    one = view.experiment
    return tr("Needed for {effect}, {power} power", effect=effect_text(one), power=formats.percent(one.power, 0))


def choice_text(choice: str) -> str:
    """What was decided, in the words of a list: “Ship A”."""
    if choice.startswith(f"{SHIP} "):
        return tr("Ship {variant}", variant=choice.removeprefix(f"{SHIP} "))
    return {ITERATE: tr("Iterate"), STOP: tr("Stop")}.get(choice, choice)


def choice_title(choice: str) -> str:
    """The same where it is chosen: “Ship A to everyone”."""
    if choice.startswith(f"{SHIP} "):
        return tr("Ship {variant} to everyone", variant=choice.removeprefix(f"{SHIP} "))
    return {ITERATE: tr("Iterate, run again"), STOP: tr("Stop, keep control")}[choice]


def icc_reason(one: Experiment) -> str | None:
    """Why an experiment has no use for an ICC, as a sentence; None where it has."""
    if one.by_account:
        return None
    return tr("{code} counts users one by one, so that an ICC says nothing. Set its unit or its spillover first.", code=one.code)


def state_text(view: ExperimentView) -> str:
    """Where an experiment stands as the list of results says it: “Live, day 29 of 36”, “Concluded 13 Nov”."""
    one, today = view.experiment, view.board.today
    if one.status == RUNNING and one.starts is not None and one.days is not None:
        return tr("Live, day {day} of {days}", day=max(1, (today - one.starts).days + 1), days=one.days)
    if one.status == CONCLUDED and one.ends is not None:
        return tr("Concluded {day}", day=formats.day(one.ends, today))
    return STATUSES[one.status]


def outcome_text(view: ExperimentView) -> tuple[str, str]:
    """In a word what came of it, and its tone."""
    decision: Decision | None = view.decision
    if view.is_mismatched and decision is None:
        return tr("SRM"), "bad"
    if decision is not None:
        return choice_text(decision.choice), "good" if decision.choice.startswith(SHIP) else "text_2"
    if view.asks_decision:
        return tr("Decide"), "warn"
    return (tr("Reading"), "text_2") if view.readings else (tr("No reading"), "text_3")


def experiment_sentence(view: ExperimentView) -> str:
    """An experiment as a sentence, for a message to somebody."""
    one, board = view.experiment, view.board
    parts = [f"{one.title}: {STATUSES[one.status].casefold()}, {days_text(one, board.today)}"]
    if one.surface:
        parts.append(tr("on {surface}", surface=one.surface))
    parts.append(tr("for {whom} ({n})", whom=one.segment or tr("everybody"), n=population_text(view)))
    said = ", ".join(parts) + "."
    if view.analysis is not None:
        said += f" {view.analysis.headline}"
    elif view.readability is not None:
        said += f" {view.readability.sentence}"
    if view.decision is not None:
        said += tr(" Decided: {choice}, {reason}", choice=choice_text(view.decision.choice).casefold(), reason=view.decision.reason)
    open_ = view.open_conflicts
    if open_:
        said += " " + " ".join(f"{conflict_head(conflict, one.id)}." for conflict in open_[:3])
    return said


def board_text(board: Board) -> str:
    """What the status bar says of all experiments."""
    return f"{counted(len(board.views), '{n} experiment', '{n} experiments')} · {conflicts_text(board)}"


def history_names() -> dict[str, str]:
    """What the columns of the tables are called for people."""
    return {
        "experiment.code": tr("Key"),
        "experiment.kind": tr("Kind of test"),
        "experiment.parameter": tr("Sets"),
        "experiment.lane": tr("Exclusion lane"),
        "experiment.deviation": tr("Standard deviation"),
        "experiment.mde": tr("Least effect"),
        "experiment.mde_in": tr("Least effect counted in"),
        "experiment.icc": tr("ICC"),
        "experiment.icc_from": tr("ICC worked out from"),
        "experiment.step": tr("Funnel step"),
        "experiment.early_reason": tr("Why early"),
        "experiment.clustered": tr("Spillover within accounts"),
        "experiment_metric.bound": tr("Limit"),
        "experiment_metric.bound_in": tr("Limit counted in"),
        "experiment_metric.name": tr("Metric"),
        "variant.name": tr("Variant"),
        "variant.about": tr("About a variant"),
        "variant.weight": tr("Weight of a variant"),
        "starts": tr("First day"),
        "ends": tr("Last day"),
    }


_REGISTERS = {"owner": "person", "segment": "user_segment", "goal": "goal", "variant": "variant", "metric": "experiment_metric"}


def write_stored(names: Mapping[tuple[str, int], str], table: str, column: str, row: StoredRow) -> str:
    """A stored value as it stands in the history; ``names`` are those of people, segments, goals, variants and metrics."""
    value = row.get(column)
    if value is None:
        return tr("everybody") if (table, column) == ("experiment", "segment") else formats.MISSING
    if column in _REGISTERS and isinstance(value, int):
        return names.get((_REGISTERS[column], value), formats.MISSING)
    if column == "clustered":
        return tr("yes") if value else tr("no")
    if column in ("starts", "ends", "day"):
        return formats.day(str(value))
    if column in ("allocation", "power", "alpha") and isinstance(value, int | float):
        return formats.percent(value)
    if isinstance(value, float):
        return formats.number(value, _decimals(value))
    return STATUSES.get(str(value), str(value)) if column == "status" else str(value)


def _decimals(value: float) -> int:
    return next((decimals for decimals in range(3) if round(value, decimals) == value), 3)
