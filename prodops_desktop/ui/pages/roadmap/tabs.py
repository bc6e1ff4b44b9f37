"""The tabs of the page Roadmap, and how much each has to show."""

from prodops_desktop.roadmap.plan import Plan
from prodops_desktop.ui.texts import tr

BOARD, TIMELINE, SCORES, LAUNCHES, GOALS, DELIVERY = "board", "timeline", "scores", "launches", "goals", "delivery"


def tabs_of(plan: Plan | None) -> list[tuple[str, str, int | None]]:
    """Each tab with its title and its number, None for one that counts nothing, and for all before a plan was read."""
    open_ = len(plan.open) if plan is not None else None
    ahead = len(plan.ahead) if plan is not None else None
    return [
        (BOARD, tr("Board"), open_),
        (TIMELINE, tr("Timeline"), None),
        (SCORES, tr("Scores"), open_),
        (LAUNCHES, tr("Launches"), ahead),
        (GOALS, tr("Goals"), len(plan.goals) if plan is not None else None),
        (DELIVERY, tr("Delivery"), None),
    ]
