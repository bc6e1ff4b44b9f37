"""What counts as an item received: which comments, lost deals and tickets the inbox takes in, and on which day."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .needs import NPS_WORDS, STRETCHES
from .nps import Response
from .pipeline import Deal

TICKETS, NPS, LOSSES = "tickets", "nps", "losses"
FEATURE_REQUEST = "feature_request"
_ALWAYS_IN = ("high", "urgent")


@dataclass(frozen=True)
class Received:
    """An item of the inbox or its archive."""

    channel: str
    day: date
    account: str
    tags: frozenset[str] = frozenset()


def heard_elsewhere(responses: list[Response], deals: list[Deal]) -> list[Received]:
    """The items that no ticket brings: NPS comments of some words, and the reasons of lost deals."""
    comments = [r for r in responses if len(re.findall(r"[^\W_]+", r.comment)) >= NPS_WORDS]
    items = [Received(NPS, datetime.fromtimestamp(r.when / 1000, UTC).date(), r.company) for r in comments]
    return items + [Received(LOSSES, deal.close, deal.account) for deal in deals if deal.reason]


def is_let_in(priority: str, tags: tuple[str, ...]) -> bool:
    """Whether the inbox takes a ticket: of high priority, or one that asks for a feature."""
    return priority in _ALWAYS_IN or any(tag.casefold().replace("-", "_") == FEATURE_REQUEST for tag in tags)


def stretch_of(day: date) -> str:
    """The stretch of the year in which a day lies."""
    return next(name for name, (first, last) in STRETCHES.items() if first <= day <= last)
