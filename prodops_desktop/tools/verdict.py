"""What is to be done about a tool, the most pressing thing first, with the reason in a sentence."""

from datetime import date

from prodops_desktop.metrics.wording import percent_text
from prodops_desktop.tools.overlap import Overlap
from prodops_desktop.tools.views import Rules, ToolView

DECIDED, TERMS_MISSING, DECIDE_NOW, REVIEW, OVERLAP, ADD_SEATS, KEEP, NOT_IN_USE = (
    "decided",
    "terms missing",
    "decide now",
    "review",
    "overlap",
    "add seats",
    "keep",
    "not in use",
)
ORDER = (DECIDE_NOW, TERMS_MISSING, REVIEW, OVERLAP, ADD_SEATS, DECIDED, KEEP, NOT_IN_USE)
"""What is to be done about a tool, the most pressing first."""


def verdict_of(view: ToolView, rules: Rules, today: date, *, covered: bool) -> tuple[str, str]:
    """What is to be done, and why; ``covered`` says that another tool makes this one unnecessary."""
    next_one, use = view.contract, view.use
    if not view.tool.counts and (not view.renews_unused or next_one is None or next_one.deadline is None):
        return NOT_IN_USE, f"The tool is {view.tool.status}."
    if next_one is not None and next_one.decision is not None and not _open_defects(view):
        return DECIDED, f"Decided to {next_one.decision.choice}: {next_one.decision.reason}"
    if not view.tool.counts and next_one is not None and next_one.deadline is not None:
        return (
            DECIDE_NOW,
            f"The tool is {view.tool.status}, yet its contract renews itself unless notice is given by {next_one.deadline.day}.",
        )
    if next_one is not None and next_one.deadline is not None and next_one.decision is None:
        days = (next_one.deadline.decide_by - today).days
        if days <= rules.decide_days:
            return DECIDE_NOW, f"It has to be decided within {max(days, 0)} days."
    if missing := _open_defects(view):
        return TERMS_MISSING, missing[0]
    share = view.active_percent
    if share is not None and share < rules.low_use:
        return REVIEW, f"{percent_text(share, 0)} of the seats are active, less than {rules.low_use}%."
    if covered:
        return OVERLAP, "Another tool in use does all that this one does, as deep or deeper."
    full = use is not None and use.purchased is not None and use.assigned is not None and use.assigned >= use.purchased
    if full and share is not None and share >= rules.active_target:
        return ADD_SEATS, f"Every seat is assigned, and {percent_text(share, 0)} are active."
    if use is None or use.active is None:
        return KEEP, "Nothing is due; how much it is used is not known."
    return KEEP, "Nothing is due, and it is used."


def _open_defects(view: ToolView) -> list[str]:
    """What is missing in contracts that nothing is decided about."""
    return [text for one in view.contracts if one.decision is None for text in one.defects]


def covered_in(pair: Overlap) -> int | None:
    """Which of two tools the other one makes unnecessary; of twins the one that fewer people use, else the second; None for neither."""
    if pair.a_covered and pair.b_covered:
        return pair.a.id if len(pair.users_a or ()) < len(pair.users_b or ()) else pair.b.id
    return pair.a.id if pair.a_covered else pair.b.id if pair.b_covered else None
