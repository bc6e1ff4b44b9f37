"""Which column of the board an item stands in: the one that was chosen, else the one that its days say."""

from datetime import date

from prodops_desktop.metrics.periods import last_day, period_of
from prodops_desktop.roadmap.model import IN_PROGRESS, LATER, NEXT, NOW, Item


def horizon_of(item: Item, today: date) -> str:
    """Its horizon: by its days it is now what runs, or begins, is due or launches by the end of this quarter.

    Next is what does so by the end of the quarter after it.
    """
    return item.horizon or horizon_by_days(item, today)


def horizon_by_days(item: Item, today: date) -> str:
    """The horizon that its days say; without any it is later."""
    if item.status == IN_PROGRESS:
        return NOW
    first = item.starts or item.due or item.launches
    if first is None:
        return LATER
    this, following = quarters(today)
    return NOW if first <= last_day(this) else NEXT if first <= last_day(following) else LATER


def quarters(today: date) -> tuple[str, str]:
    """The quarter of a day and the one after it: what Now and Next speak of."""
    this = period_of(today.isoformat(), "quarter")
    year, number = int(this[:4]), int(this[6:])
    return this, f"{year + number // 4}-Q{number % 4 + 1}"
