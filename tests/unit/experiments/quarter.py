"""A quarter of experiments for tests, on Mon 23 Nov 2026: running, planned, drafted, decided and only thought of, with events and users."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from prodops_desktop.agenda.events import save_event
from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.experiments.board import Board, read_board
from prodops_desktop.experiments.model import (
    ACCOUNT,
    CONCLUDED,
    DOWN,
    DRAFT,
    GUARDRAIL,
    IDEA,
    POINTS,
    RUNNING,
    SCHEDULED,
    Experiment,
    MetricPlan,
    Reading,
    Total,
)
from prodops_desktop.experiments.readings import save_reading
from prodops_desktop.experiments.store import Verdict, decide
from prodops_desktop.segments.store import save_segment
from prodops_desktop.workspace import Workspace, settings
from tests.unit.experiments.register import add, do, read

LIMIT = 2
COMPLETION = MetricPlan("Completion")
FREEZE = {"title": "=Year-end freeze", "type": "freeze", "starts": "2026-12-21", "ends": "2027-01-04"}
LAUNCH = {"title": "Dashboards v2", "type": "launch", "starts": "2026-11-30", "ends": "2026-11-30", "segment": "SMB", "surface": "Home"}

ENTERPRISE = Experiment(
    0, "EXP-1", "=SUM(1)", status=RUNNING, segment="Enterprise", goal="Grow", surface="Checkout", owner="@ann", allocation=50.0,
    starts=date(2026, 11, 16), ends=date(2026, 12, 18), baseline=22.0, mde=3.5, mde_in=POINTS, metrics=(COMPLETION,),
)  # fmt: skip
BY_ACCOUNT = Experiment(
    0, "EXP-2", "-Invoice", unit=ACCOUNT, status=SCHEDULED, segment="Enterprise", surface="Checkout", owner="Bo",
    starts=date(2026, 12, 4), ends=date(2026, 12, 18), baseline=22.0, mde=3.5, mde_in=POINTS, metrics=(COMPLETION,),
)  # fmt: skip
FROZEN = Experiment(
    0, "EXP-3", "+Pricing", status=DRAFT, segment="SMB", surface="+Pricing", starts=date(2026, 12, 10), ends=date(2027, 1, 8),
    allocation=25.0,
)  # fmt: skip
SHARED = Experiment(
    0, "EXP-4", "Share", status=CONCLUDED, surface="Home", owner="Bo", starts=date(2026, 9, 28), ends=date(2026, 10, 30),
    learning="@Sharing works.",
    metrics=(MetricPlan("Shares"), MetricPlan("Errors", GUARDRAIL, better=DOWN, bound=5.0, bound_in=POINTS)),
)  # fmt: skip
SKEWED = Experiment(0, "EXP-5", "List", status=RUNNING, starts=date(2026, 10, 26), ends=date(2026, 11, 23), metrics=(MetricPlan("Lists"),))
THOUGHT = Experiment(0, "EXP-6", "Thought", status=IDEA, note="why")
UNDATED = Experiment(0, "EXP-7", "Undated", status=DRAFT, surface="Home")

SHARES = (
    *(Total("Control", "Shares", 1000, successes=200), Total("B", "Shares", 1000, successes=250)),
    *(Total("Control", "Errors", 1000, successes=20), Total("B", "Errors", 1000, successes=25)),
)
ARMS = (Total("Control", "Lists", 4909, successes=3000), Total("B", "Lists", 5266, successes=3300))


def bring_people(bring: Callable[..., Any]) -> None:
    """400 users in 4 accounts of Enterprise, 100 in 2 of SMB, and one of no account."""
    accounts = [(f"E{n}", "Enterprise", 100) for n in range(4)] + [(f"S{n}", "SMB", 50) for n in range(2)]
    bring("accounts.csv", [("Account", "Segment"), *((name, segment) for name, segment, _ in accounts)], kind="accounts", name="Accounts",
          as_of="2026-10-31")  # fmt: skip
    users = [(f"{name}u{n}", name, "2026-10-30") for name, _, count in accounts for n in range(count)]
    head = ("User ID", "Account ID", "Last seen")
    bring("users.csv", [head, *users, ("x", "", "2026-10-30")], kind="users", name="Users", as_of="2026-10-31")


def fill(workspace: Workspace) -> dict[str, int]:
    """Add all of it; returns the ids of the experiments by code."""
    for name in ("Enterprise", "SMB"):
        do(workspace, partial(save_segment, values={"name": name, "rule": f"Segment is {name}"}))
    for title, period in (("Grow", "2026-Q4"), ("=Keep", "2027"), ("Past", "2025")):
        do(workspace, partial(save_goal, values={"title": title, "period": period}))
    for event in (FREEZE, LAUNCH):
        do(workspace, partial(save_event, values=event))
    do(workspace, lambda store: settings.set_setting(store, "experiments_limit", str(LIMIT)))
    plans = (ENTERPRISE, BY_ACCOUNT, FROZEN, SHARED, SKEWED, THOUGHT, UNDATED)
    ids = {one.code: add(workspace, one).id for one in plans}
    for code, day, totals in (("EXP-4", date(2026, 10, 31), SHARES), ("EXP-5", date(2026, 11, 20), ARMS)):
        do(workspace, partial(save_reading, experiment=ids[code], reading=Reading(0, day, totals)))
    decided_to(workspace, ids["EXP-4"], "ship B", date(2026, 11, 3), learning="@Sharing works.")
    return ids


def decided_to(workspace: Workspace, experiment: int, choice: str, day: date, *, learning: str | None = None) -> None:
    """Decide about an experiment."""
    do(workspace, lambda store: decide(store, experiment, Verdict(choice, "+It pays.", "Bo", day, learning, "Enough seen.")))


def board(workspace: Workspace) -> Board:
    """The experiments as they stand."""
    found: Board = read(workspace, read_board)
    return found


def another(code: str, like: Experiment, **values: Any) -> Experiment:
    """A new experiment like another one."""
    return replace(like, id=0, code=code, name=f"Like {like.code}", **values)
