"""A small roadmap with every figure that can be worked out in one's head, for the tests of the plan, its sheet and its objects."""

from datetime import date

from prodops_desktop.answers.roadmap import read_plan
from prodops_desktop.roadmap.baselines import take_baseline
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.roadmap.commitments import report
from prodops_desktop.roadmap.model import DONE, IN_PROGRESS, QUARTER, Need, Reach
from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.roadmap.store import move_items
from prodops_desktop.workspace import Store, Workspace
from tests.unit.roadmap.items import add, do, read

TODAY = "2026-11-23"


def fill(workspace: Workspace) -> None:
    """Four open items, two of which wait and launch, as they stand before anything moves.

    Export takes 33 days for 4 person-months; the days of the queue are 79 after it moved.
    """
    queue = add(workspace, "RM-1", "Queue", team="Core", status=IN_PROGRESS, starts=date(2026, 10, 1), due=date(2026, 12, 11), effort=2.0)
    days = {"starts": date(2026, 12, 14), "due": date(2027, 1, 15)}
    scores = {"reach": Reach(2000.0), "impact": 1.0, "confidence": 100.0, "effort": 4.0}
    add(workspace, "RM-2", "Export", team="core", tier=1, goal="Keep customers", needs=(Need(queue.id),), **days, **scores)
    scores = {"reach": Reach(100.0), "impact": 2.0, "confidence": 50.0, "effort": 1.0}
    add(workspace, "RM-3", "Audit", team="Data", due=date(2027, 3, 31), due_precision=QUARTER, **scores)
    add(workspace, "RM-4", "Notices", tier=3, due=date(2026, 11, 2))
    do(workspace, lambda store: save_team(store, {"name": "Core", "capacity": 6.0}))


def slip(workspace: Workspace) -> None:
    """Take a baseline, and move the queue and the export by a week each: two of the days lay between them before."""

    def move(store: Store) -> None:
        take_baseline(store, "Plan", date(2026, 10, 5))
        move_items(store, {1: (date(2026, 10, 1), date(2026, 12, 18)), 2: (date(2026, 12, 21), date(2027, 1, 22))})

    do(workspace, move)


def deliver(workspace: Workspace) -> None:
    """Commit three items for a quarter, one of them too late: one is done, one was done nobody knows when and has no points."""
    add(workspace, "RM-5", "Limits", status=DONE, done=date(2026, 9, 15))
    add(workspace, "RM-6", "Themes", status=DONE)
    add(workspace, "RM-7", "Late")

    def tell(store: Store) -> None:
        with store.edit("Report"):
            report(store, 5, "2026-Q3", committed=True, points=5.0, as_of=date(2026, 7, 1))
            report(store, 6, "2026-Q3", committed=True, points=None, as_of=date(2026, 7, 1))
            report(store, 7, "2026-Q3", committed=True, points=3.0, as_of=date(2026, 8, 1))

    do(workspace, tell)


def plan_of(workspace: Workspace) -> Plan:
    """The plan as it stands."""
    return read(workspace, read_plan)
